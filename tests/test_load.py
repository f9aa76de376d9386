"""No unsafe fix makes more move than the clip holds, nor yet more where too much moves already."""

import pytest

from promptkit.edited import apply_fix
from promptkit.fix import fix_shot, holding
from promptkit.lint import check_shot, guarded, lint, too_full
from promptkit.load import most_load, overload
from promptkit.rule import Edit, Finding, Fix, all_rules, find_rule
from promptkit.scene.read import read_scene
from promptkit.shot import Shot

FULL = "A man walks, a dog runs and a bird flies."


def shot(prompt, **fields):
    return Shot(id="s", prompt=prompt, **fields)


def test_a_long_clip_holds_less():
    """Three things, and two from 10 s on."""
    assert [most_load(seconds) for seconds in (None, 5.0, 9.9, 10.0)] == [3, 3, 3, 2]


@pytest.mark.parametrize(
    ("before", "after", "duration", "is_too_much"),
    [
        ("A man walks.", "A man walks, a dog runs.", 5.0, False),
        ("A man walks, a dog runs.", FULL, 5.0, False),
        ("A man walks, a dog runs.", FULL, 10.0, True),
        (FULL, f"{FULL} A car drives past.", 5.0, True),
        (f"{FULL} A car drives past.", f"{FULL} A car drives past. A cat jumps.", 5.0, True),
        (f"{FULL} A car drives past.", f"{FULL} A red car drives past.", 5.0, False),
    ],
)
def test_what_a_change_adds_is_held_against_the_limit(before, after, duration, is_too_much):
    """What fits may come in; above the limit nothing more."""
    assert bool(overload(shot(before, duration=duration), shot(after, duration=duration))) is is_too_much


def test_what_comes_of_a_deed_is_counted_by_neither():
    """A change is not refused for a limit that the rule does not see reached."""
    tossed = "A chef tosses a salad, leaves flying up, tomatoes tumbling over, drops scattering."
    after = shot(f"{tossed} A dog runs past.", duration=5.0)

    assert overload(shot(tossed, duration=5.0), after) == ""
    assert lint([after], select=["too-many-moving-elements"])[0].findings == ()


def test_shots_of_one_prompt_are_judged_each_by_itself():
    """Four movers in two shots leave room in both."""
    before = "shot 1, 5, a man walks, a dog runs; shot 2, 5, a bird flies, a car drives past;"
    after = before.replace("dog runs", "dog runs, a cat jumps")

    assert (
        overload(shot(before, target="kling-3.0", duration=10.0), shot(after, target="kling-3.0", duration=10.0)) == ""
    )
    assert overload(shot(before), shot(after)) == ""
    crowded = before.replace("dog runs", "dog runs, a cat jumps, a boy sings")
    assert overload(shot(before), shot(crowded))


def test_a_change_above_the_limit_is_too_full():
    """By what moves in the whole of the text after it, and by the limit that the options set."""
    given = shot(f"{FULL} He stops.")
    fix = Fix(False, "add", (Edit("prompt", len(FULL) - 1, len(FULL) - 1, " as the wind blows and a wave breaks"),))
    raised = read_scene(given.prompt[: len(FULL) - 1] + fix.edits[0].text + ".").surely().load

    assert raised > 3
    assert "things would move" in too_full(given, apply_fix(given, fix), {})
    assert too_full(given, apply_fix(given, fix), {"too-many-moving-elements": {"limit": 9}}) == ""


def test_an_unsafe_fix_above_the_limit_is_left_out():
    """The limit is that of `too-many-moving-elements`, as the options set it."""
    given = shot("A pianist plays, a couple dances slowly and a bartender shakes a cocktail.")
    rules = [find_rule("missing-contact")]
    (found,) = guarded(given, check_shot(given, rules), rules, {})

    assert "4 things would move, and 3 is what the clip holds" in found.fix.obstacle
    assert fix_shot(given, rules, unsafe=True).shot == given

    options = {"too-many-moving-elements": {"limit": 9}}
    (found,) = guarded(given, check_shot(given, rules, options=options), rules, options)
    fixed = fix_shot(given, rules, unsafe=True, options=options)

    assert found.fix.obstacle == ""
    assert fixed.applied == ("missing-contact",)
    assert fixed.shot.prompt == given.prompt[:-1] + found.fix.edits[0].text + "."


def test_all_fixes_together_keep_within_the_limit():
    """Also where several rules have something to add."""
    given = shot("A man kicks a ball, a dog runs, a bird flies, a flag flaps, a curtain billows.")
    fixed = fix_shot(given, [*all_rules().values()], unsafe=True).shot

    assert read_scene(fixed.prompt).surely().load <= read_scene(given.prompt).surely().load


def test_fixes_that_are_too_much_together_are_not_made_together():
    """Each fits by itself; the first is made."""
    given = shot("A man walks. A dog runs.")
    added = [" A bird flies past.", " A car drives past."]
    found = [
        Finding("m", at, at, fix=Fix(False, text, (Edit("prompt", at, at, text),)))
        for at, text in zip((12, 24), added, strict=True)
    ]

    assert [finding.start for finding in holding(given, found, None)] == [12]
    assert len(holding(given, found, {"too-many-moving-elements": {"limit": 4}})) == 2
