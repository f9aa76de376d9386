"""Words are taken out without a trace."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promptkit.testing import marked
from promptkit.tidy import cut, is_quoted, quotations


def without(text):
    plain, ((start, end),) = marked(text)
    gone = cut(plain, start, end)
    return plain[: gone.start] + gone.put + plain[gone.end :]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a [[big]] dog", "a dog"),
        ("a [[big]] owl", "an owl"),
        ("an [[old]] dog", "a dog"),
        ("An [[old]] dog", "A dog"),
        ("a [[big]] unicorn", "a unicorn"),
        ("a [[big]] hour", "an hour"),
        ("a [[big]] 8-bit sky", "an 8-bit sky"),
        ("a [[big]] European", "a European"),
        ("[[Big]] dogs run", "Dogs run"),
        ("[[big]] dogs run", "dogs run"),
        ("[[Big]], dogs run", "Dogs run"),
        ("dogs, [[big]], cats", "dogs, cats"),
        ("dogs , [[big]] , cats", "dogs, cats"),
        ("The ferns, [[superb]], sway along the path.", "The ferns sway along the path."),
        (
            "The old arches of the mill, [[finely drawn]], boldly frame the yard.",
            "The old arches of the mill boldly frame the yard.",
        ),
        ("Rain falls. Her lamp, [[superb]], hangs in the hall.", "Rain falls. Her lamp hangs in the hall."),
        ("The roof, [[superb]], is made of slate.", "The roof is made of slate."),
        ("A tall, [[superb]], narrow tower leans over the bay.", "A tall, narrow tower leans over the bay."),
        ("The fort, [[superb]], flags on the towers.", "The fort, flags on the towers."),
        ("The river bends, [[superb]], reeds along the bank.", "The river bends, reeds along the bank."),
        ("A village, [[superb]], smoke over the roofs.", "A village, smoke over the roofs."),
        ("The pier, [[superb]], shot at dusk.", "The pier, shot at dusk."),
        ("dogs run, [[big]]", "dogs run"),
        ("dogs run, [[big]].", "dogs run."),
        ("dogs run, [[big]],", "dogs run"),
        ("Dogs run. [[Big]]. They bark.", "Dogs run. They bark."),
        ("Dogs run. [[Big]] cats bark.", "Dogs run. Cats bark."),
        ("Dogs run. [[4K]], real time.", "Dogs run. Real time."),
        ("[[4K]], dogs run", "dogs run"),
        ("dogs run. [[4K]], real time", "dogs run. real time"),
        ("dogs ([[big]]) run", "dogs run"),
        ("dogs ([[big]], brown) run", "dogs (brown) run"),
        ("dogs (brown, [[big]]) run", "dogs (brown) run"),
        ("dogs [[big]]", "dogs"),
        ("dogs\n[[big]]\nrun", "dogs\nrun"),
        ("Dogs run.\n[[Big, 4K]].\n", "Dogs run.\n"),
        ("Dogs run.\n[[Big, 4K]].", "Dogs run."),
        ("Dogs run. [[Big]].\nCats sit.", "Dogs run.\nCats sit."),
        ("[[Big]].\nCats sit.", "Cats sit."),
        ("Dogs run. [[Big]]", "Dogs run."),
        ("Dogs run! [[Big]]... Cats sit.", "Dogs run! Cats sit."),
        ("[[big]]", ""),
        ("[[ßo]] été", "été"),
        ("犬、[[big]]、猫", "犬、猫"),
    ],
)
def test_what_is_left_reads_well(text, left):
    """Commas, brackets, spaces, capitals and articles are mended."""
    assert without(text) == left


@given(st.text(alphabet="ab ,.;()A8\n!", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_nothing_else_is_lost(text, one, other):
    """Whatever is cut, the letters outside stay, in order; the edit covers the cut and lies in the text."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    gone = cut(text, start, end)
    left = text[: gone.start] + gone.put + text[gone.end :]

    def letters(some):
        return re.sub(r"\W", "", some).lower().replace("a", "")  # an article may gain or lose its n

    assert 0 <= gone.start <= start <= end <= gone.end <= len(text) or start == end
    assert letters(left).replace("n", "") == letters(text[:start] + text[end:])


@pytest.mark.parametrize(
    "text",
    [
        'he says [["no, 8k"]] and',
        "a sign [['Best']] hangs",
        "“[x",
        "it's the dogs' day",
        "[[«ja»]] und [[「はい」]]",
        '5" tall',
    ],
)
def test_quotations(text):
    """Quoted speech is found in several scripts; apostrophes and inches are none."""
    plain, spans = marked(text)

    assert quotations(plain) == spans


@pytest.mark.parametrize(
    ("start", "end", "quoted"),
    [
        (0, 2, False),
        (0, 3, True),
        (5, 9, True),
        (6, 9, False),
        (2, 2, False),
        (3, 3, True),
        (6, 6, False),
        (-1, None, False),
        (2, None, True),
        (5, None, True),
        (6, None, False),
    ],
)
def test_is_quoted(start, end, quoted):
    """What touches a quotation is quoted; an empty stretch only between the marks."""
    assert is_quoted('a "hi" b', start, end) is quoted
