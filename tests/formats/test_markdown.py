"""Findings as Markdown: a comment shows what the fix would write, and prompt text stays text."""

import re

import pytest

from promptkit.fixable import held_to_files
from promptkit.formats import Look, all_formats
from promptkit.formats.markdown import MARK, MOST
from promptkit.lint import check_shots, selected_rules
from promptkit.shot import Document
from promptkit.sources.read import read_document, shot_from_text

RULES = selected_rules(("hype-words", "missing-negative", "foreign-flags", "undefined-variable"))


def rendered(text, path="a.yaml", rules=RULES, **fill):
    results = held_to_files(check_shots(read_document(Document(path, text), fill=fill), rules))
    return all_formats()["markdown"].render(results, Look())


def diffs(markdown):
    return re.findall(r"(`{3,})diff\n(.*?)\n\1", markdown, re.DOTALL)


def test_a_fix_is_shown_as_the_lines_of_the_file():
    """Before and after, comments and quoting as they stand; a new negative is a new line."""
    shown = [body for _, body in diffs(rendered("shots:\n- 'A cat, 8k' # mine\n- A dog\n", target="kling-2.6"))]

    assert "- - 'A cat, 8k' # mine\n+ - 'A cat' # mine" in shown
    assert any("- - A dog\n+ - prompt: A dog\n+   negative: jerky motion" in body for body in shown)


def test_a_prompt_that_stands_in_no_file_is_shown_by_field():
    """`--prompt` has no lines; its texts are shown."""
    results = list(check_shots([shot_from_text("A cat, 8k")], RULES))

    assert "- prompt: A cat, 8k\n+ prompt: A cat\n" in all_formats()["markdown"].render(results, Look())


def test_a_fix_that_the_file_cannot_take_says_so():
    """A .txt file has no place for a negative: the comment offers no flag that would do nothing."""
    text = rendered("A cat runs\n", "a.txt", target="kling-2.6")

    assert "Fix (not by --fix: a .txt file has no place for a negative" in text
    assert "+ negative: jerky motion" in text


def test_prompt_text_stays_text():
    """Nothing in a prompt calls a person, links an issue, opens a tag or ends the fence around it."""
    text = rendered("A {{ x }} cat, 8k @bob #12 <b>*x*</b>\n", "a ` @b.prompt", target="kling-2.6")
    outside = re.sub(r"(`{3,})diff\n.*?\n\1", "", text, flags=re.DOTALL)
    outside = re.sub(r"(`+).+?\1", "", outside).replace(MARK, "")
    tags = set(re.findall(r"(?<!\\)<[^>]*>", outside))

    assert not re.search(r"[@#]\w", outside)
    assert tags <= {"<details>", "</details>", "<summary>", "</summary>"}
    fence, body = diffs(rendered("- A cat ```` x, 8k\n"))[0]
    assert len(fence) > max(len(run) for run in re.findall("`+", body))


def test_it_fits_into_a_comment():
    """Findings beyond what GitHub takes are counted, and none is cut in two."""
    text = rendered(
        "".join(f"A cat {number}, 8k\n" for number in range(1000)), "a.txt", selected_rules(("hype-words",))
    )
    shown = text.count("**hype-words**")

    assert len(text) <= MOST + 100
    assert text.endswith(f"… and {1000 - shown} more.\n")
    assert text.count("<details>") == text.count("</details>") == shown


@pytest.mark.parametrize("text", ["A cat runs\n", "A cat runs\r\nA dog runs\r\n"])
def test_nothing_found_is_said(text):
    """A comment that was there before can be brought up to date."""
    assert rendered(text, "a.txt", selected_rules(("hype-words",))).startswith(
        f"{MARK}\n**promptkit lint**: No problems"
    )
