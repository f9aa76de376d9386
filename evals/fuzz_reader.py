"""Reads strange inputs and stops at the first crash, wrong span or slow one.

    python evals/fuzz_reader.py [COUNT]

Any Unicode, 0 to 50,000 characters: control characters, right-to-left text, emoji sequences, surrogate halves, nested
quotes and brackets, template remnants, one word without end, and prompts of `datasets/scenes` torn and mixed with them.
"""

import random
import sys
import time
from pathlib import Path

from promptkit.reader.training.corpus import read_part
from promptkit.scene.read import read_scene

COUNT, SEED, SLOWEST = 20_000, 11, 20.0
"""Seconds that one input may take."""
FOLDER = Path(__file__).parents[1] / "datasets" / "scenes"
ODD = (
    "\x00", "\x1b[31m", "\r\n", "\u202e", "\u200d", "\ufeff", "\ud800", "\udfff", "👩‍👩‍👧‍👦", "🏳️‍🌈", "e\u0301",
    "İ", "ﬁ", "ß", "猫", "שלום", "مرحبا", "{{ a }}", "{% if %}", "{x}", "((a:1.2))", "\"'“”«»", "[[[", "]]]",
    "--ar 16:9", "<b>", "</script>",
    "\t\t", "%s", "\\", "\U000e0041", "０１２", "Ⅷ", "ﷺ",
)  # fmt: skip


def made(generator: random.Random, prompts: list[str]) -> str:
    """One input."""
    way = generator.random()
    size = int(10 ** generator.uniform(0, 3 if generator.random() < 0.995 else 4.7))
    if way < 0.25:
        return "".join(chr(generator.randrange(0x110000)) for _ in range(size))
    if way < 0.4:
        return "".join(generator.choice(ODD) for _ in range(size // 3))
    if way < 0.45:
        return generator.choice(["a", "ab", ".", "(", '"', "\n", " ", "é", "猫"]) * size
    text = generator.choice(prompts)
    for _ in range(generator.randrange(1, 8)):
        at = generator.randrange(len(text) + 1)
        text = text[:at] + generator.choice(ODD) * generator.randrange(1, 4) + text[at + generator.randrange(3) :]
    return text if way < 0.95 else (text + " ") * max(1, size // (len(text) + 1))


def main(count: int) -> None:
    """Read `count` inputs."""
    generator = random.Random(SEED)
    prompts = [prompt.text for prompt in read_part(FOLDER, "test")]
    slowest, longest = 0.0, 0
    for number in range(count):
        text = made(generator, prompts)[:50_000]
        start = time.perf_counter()
        scene = read_scene(text)
        spent = time.perf_counter() - start
        slowest, longest = max(slowest, spent), max(longest, len(text))
        spans = [span for element in scene.elements for span in (element.what, element.motion, element.cause) if span]
        if any(text[span.start : span.end] != span.text for span in spans) or not 0 <= scene.sure <= 1:
            sys.exit(f"input {number}: a span is not the text it claims: {text!r}")
        if spent > SLOWEST:
            sys.exit(f"input {number} took {spent:.1f} s: {len(text)} characters")
    print(f"{count} inputs read, the longest {longest} characters, the slowest {slowest:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
