"""Scenes, findings and rewrites as a notebook shows them."""

from html_page import Page
from hypothesis import given, settings
from hypothesis import strategies as st

import promptkit as pk
from promptkit.lint import Linted
from promptkit.notebook import scene as scene_html
from promptkit.notebook._html import Mark, box, marked, shown
from promptkit.notebook.rewritten import compared
from promptkit.notebook.shown import MOST, Shown
from promptkit.rule import Finding
from promptkit.scene import CameraMove, Element, Scene, Span

BEACH = "A woman in a white dress standing on a beach, masterpiece."
NEGATIVE = "jerky motion, flickering, warping, morphing faces"
EVIL = '</style><script>alert(1)</script><img src=x onerror="alert(1)">'


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
@settings(max_examples=80, deadline=None)
def test_any_text_comes_out_as_it_was_under_any_marks(text, places):
    """Overlapping marks, markup and odd characters change nothing of what is read."""
    marks = [Mark(min(p), max(p), "warning", text) for p in places if max(p) <= len(text)]
    page = Page(box(marked(text, marks)))
    assert page.text == shown(text)
    assert {tag for tag, _ in page.tags} <= {"div", "style", "mark"}


@given(st.text(), st.text())
@settings(max_examples=80, deadline=None)
def test_before_and_after_hold_both_texts_whole(before, after):
    """What is marked as gone or new is marked in the text, not left out of it."""
    old, new = compared(before, after)
    assert Page(f"<div>{old}</div>").text == shown(before)
    assert Page(f"<div>{new}</div>").text == shown(after)


def test_nothing_of_a_prompt_is_read_as_markup():
    """A prompt that is HTML is shown as text by every noun."""
    for html in (pk.scene(EVIL), pk.lint(EVIL, negative=EVIL), pk.rewrite(EVIL, negative=EVIL)):
        page = Page(html._repr_html_())
        assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img"})
        assert "<script>alert(1)</script>" in page.text


def test_a_scene_colours_what_moves_and_marks_causes():
    """By role; an element without a cause that wants one says so."""
    prompt = "A dog shakes, water flying from its coat, the flag billows, the camera pans."

    def span(text):
        return Span(text, prompt.index(text), prompt.index(text) + len(text))

    dog = Element(span("dog"), "subject", span("shakes"))
    water = Element(span("water"), "secondary", span("flying"), span("shakes"), can_move_itself=False)
    flag = Element(span("flag"), "environment", span("billows"), can_move_itself=False)
    camera = Element(span("camera"), "camera", None)
    scene = Scene(prompt, (dog, water, flag, camera), (CameraMove("pan", None, span("pans")),), beats=1)
    page = Page(scene_html.html(scene))

    roles = {role: page.within("mark", f"role-{role}") for role in ("subject", "secondary", "environment", "camera")}
    assert roles == {"subject": ["dog"], "secondary": ["water"], "environment": ["flag"], "camera": ["pans"]}
    assert page.within("mark", "cause") == ["shakes"]
    assert page.within("span", "warning") == ["no cause given"]
    assert "load 3 of 3, camera: pan" in page.text


def test_a_finding_underlines_its_place_and_offers_its_fix():
    """The rule, the message and the title of the fix stand below the text."""
    page = Page(pk.lint(BEACH, select=["hype-words"])._repr_html_())
    assert page.within("mark", "warning") == ["masterpiece"]
    assert page.within("code") == ["hype-words"]
    assert "safe fix: " in page.text


def test_a_note_on_the_whole_prompt_underlines_nothing():
    """A price is no place in the text; a problem of the whole text is."""
    shot = pk.Shot(id="x", prompt="A dog runs.", negative="blur")
    note = Finding.whole(shot.prompt, "costs money")
    assert not Page(Linted(shot, (note_of(note, "note"),))._repr_html_()).within("mark")
    assert Page(Linted(shot, (note_of(note, "warning"),))._repr_html_()).within("mark") == ["A dog runs."]


def note_of(finding, severity):
    return Finding(finding.message, finding.start, finding.end, rule="made-up", severity=severity)


def test_places_in_the_negative_are_underlined_there():
    """A finding marks the field that it is about."""
    page = Page(pk.lint("A dog runs.", negative="no flicker", select=["negated-negative"])._repr_html_())
    assert page.within("mark", "warning") == ["no flicker"]


def test_a_clean_shot_says_so():
    """Silence would look like a failure to draw."""
    assert "no findings" in Page(Linted(pk.Shot(id="x", prompt="A dog runs."), ())._repr_html_()).text


def test_a_rewrite_marks_what_was_added_and_taken_out():
    """Words kept are not marked."""
    (made,) = pk.rewrite(BEACH, target="kling-2.6")
    page = Page(made._repr_html_())
    assert "masterpiece" in "".join(page.within("del"))
    assert "white dress" not in "".join(page.within("ins"))
    assert "wind" in "".join(page.within("ins"))
    assert "missing-negative" in page.text


def test_a_prompt_left_alone_says_why():
    """No green where nothing was added."""
    (made,) = pk.rewrite("A woman standing on a beach, completely still, frozen in time.", negative=NEGATIVE)
    page = Page(made._repr_html_())
    assert made.why
    assert made.why in page.text
    assert not page.within("ins")


def test_a_list_shows_its_first_entries_and_counts_the_rest():
    """It stays a list."""
    many = Shown(Linted(pk.Shot(id=f"shot-{i}", prompt="A dog runs."), ()) for i in range(MOST + 3))
    page = Page("<main>" + many._repr_html_() + "</main>")
    assert isinstance(many, list)
    assert f"shot-{MOST - 1}" in page.text
    assert f"shot-{MOST} " not in page.text
    assert "and 3 more" in page.text


def test_an_empty_list_says_nothing_was_found():
    """An empty output would look like a failure."""
    assert "nothing" in Page(Shown([])._repr_html_()).text
