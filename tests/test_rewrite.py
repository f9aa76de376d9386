"""Rewriting: motion with cause and effect, and the proof that nothing is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptkit.lint import selected_rules
from promptkit.preserve import breaches
from promptkit.rewrite import MAY_TAKE_OUT, rewrite, rewrite_shot
from promptkit.rule import Edit, Finding, Fix, Rule, rule
from promptkit.scene.read import read_scene
from promptkit.shot import Shot
from promptkit.sources.read import shot_from_text

BEACH = "A woman in a white dress standing on a beach."
PROMPTS = (
    BEACH,
    "a vase of tulips on a kitchen table, soft morning light",
    "An old man in a grey cardigan sitting in a library, 35mm film",
    "A brown horse standing in a meadow",
    "Close-up of a bowl of ramen",
    'A wooden sign that reads "CLOSED" outside a cottage',
    "The red dress is billowing on a rooftop.",
    "two owls on a branch, pan left",
    "a laptop, frozen in time",
    "A chef walks through a kitchen.",
)


def shot(prompt, **fields):
    return Shot(id="s", prompt=prompt, **fields)


def test_a_still_woman_on_a_beach_is_set_in_motion_by_the_ocean_wind():
    """The example of the documentation: cause that fits the place, nobody and no camera move added."""
    (done,) = rewrite_shot(shot(BEACH, target="kling-2.6"))

    assert done.shot.prompt.startswith(BEACH[:-1])
    assert "ocean wind" in done.shot.prompt
    assert "static-description" in done.applied
    assert not {"static-description", "uncaused-effect"} & {finding.rule for finding in done.remaining}
    assert done.shot.negative
    assert done.why is None
    assert not read_scene(done.shot.prompt).camera_moves


@pytest.mark.parametrize("prompt", PROMPTS)
def test_rewriting_twice_is_rewriting_once(prompt):
    """A rewritten prompt is left alone."""
    (once,) = rewrite_shot(shot(prompt, target="kling-2.6"))
    (twice,) = rewrite_shot(once.shot)

    assert twice.shot.prompt == once.shot.prompt
    assert twice.shot.negative == once.shot.negative


@pytest.mark.parametrize("prompt", PROMPTS)
def test_the_contract_is_kept(prompt):
    """Nothing lost, nobody, nothing and no camera move added, in any variant."""
    for done in rewrite_shot(shot(prompt), n=3):
        assert breaches(read_scene(prompt), read_scene(done.shot.prompt)) == ()


def test_variants_are_different_and_repeatable():
    """Three variants, three texts, the same every time."""
    first = [done.shot.prompt for done in rewrite_shot(shot(BEACH), n=3)]

    assert len(set(first)) == 3
    assert first == [done.shot.prompt for done in rewrite_shot(shot(BEACH), n=3)]
    assert [done.variant for done in rewrite_shot(shot(BEACH), n=3)] == [0, 1, 2]


def test_stillness_that_is_asked_for_is_left_with_the_reason():
    """No motion against the author's word."""
    (done,) = rewrite_shot(shot("a laptop, frozen in time"))

    assert done.shot.prompt == "a laptop, frozen in time"
    assert "frozen in time" in done.why


def test_a_prompt_that_moves_already_is_left_alone_without_a_reason():
    """Nothing to mend is no failure."""
    (done,) = rewrite_shot(shot("A chef walks through a kitchen."))

    assert done.shot.prompt == "A chef walks through a kitchen."
    assert done.why is None


def test_a_rewrite_that_would_not_fit_is_refused():
    """Runway takes 1000 UTF-16 units: a prompt near that limit is left as it was, and says why."""
    prompt = "A woman standing on a beach in a long dress. " + "Her dress is blue. " * 50
    (done,) = rewrite_shot(shot(prompt, target="runway-gen-4.5"))

    assert done.shot.prompt == prompt
    assert "overlong-prompt" in done.why


def test_hype_goes_and_content_stays():
    """Safe text fixes run first; what they took out is not counted as lost."""
    (done,) = rewrite_shot(shot("Close-up of a bowl of ramen, 8k, masterpiece"))

    assert "masterpiece" not in done.shot.prompt
    assert "bowl of ramen" in done.shot.prompt
    assert {"hype-words", "static-description"} <= set(done.applied)


def test_kept_lists_what_was_checked():
    """By kind, in the words of the original."""
    (done,) = rewrite_shot(shot('Two owls beside a sign reading "OPEN", pan left'))

    assert done.kept["numbers"] == ("Two",)
    assert done.kept["quotes"] == ('"OPEN"',)


def test_shots_come_back_in_order():
    """One entry per shot without variants."""
    shots = [Shot(id=str(index), prompt=prompt) for index, prompt in enumerate(PROMPTS)]

    assert [done.original.id for done in rewrite(shots)] == [one.id for one in shots]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    before=st.text(max_size=30),
    core=st.sampled_from(["a woman on a beach", "two dogs", "a flag flutters", "a cup of tea", ""]),
    after=st.text(max_size=30),
)
def test_any_text_around_any_core_is_survived(before, core, after):
    """Arbitrary Unicode: no crash, the contract is kept, and the second pass changes nothing."""
    prompt = f"{before} {core} {after}"
    (once,) = rewrite_shot(shot(prompt))
    (twice,) = rewrite_shot(once.shot)

    assert twice.shot.prompt == once.shot.prompt
    taken_out = set(MAY_TAKE_OUT) & set(once.applied)
    assert taken_out or breaches(read_scene(prompt), read_scene(once.shot.prompt)) == ()


def drops(word):
    """A rule of another party, whose "safe" fix takes a word of the content out."""

    def drops_content(shot):
        at = shot.prompt.find(word)
        if at >= 0:
            yield Finding("gone", at, at + len(word), fix=Fix(True, "drop", (Edit("prompt", at, at + len(word), ""),)))

    drops_content.__doc__ = "One.\n\nWhy:\n  w\nBad:\n  b\nGood:\n  g\nFix:\n  f\nReferences:\n  r\n"
    return rule(family="text")(drops_content)


def test_a_safe_fix_that_takes_content_out_is_refused():
    """The gate holds for safe fixes too; hype and flags still go."""
    rules = (*selected_rules(), drops("white "))
    (done,) = rewrite_shot(shot(f"{BEACH} --v 6"), rules=rules)
    (still,) = rewrite_shot(shot("A chef in a white hat chops onions, 8k"), rules=rules)

    assert "a white dress" in done.shot.prompt
    assert "--v" not in done.shot.prompt
    assert "drops-content" not in done.applied
    assert still.shot.prompt == "A chef in a white hat chops onions"
    assert "white" in still.why


def test_a_number_that_went_is_not_found_in_another():
    """The 1 of a flag is not kept because there is a 10."""
    (done,) = rewrite_shot(shot("10 owls on a branch --q 1"))

    assert done.kept["numbers"] == ("10",)


def test_a_ratio_is_not_thrown_away():
    """It goes from the prompt into the field of the rewritten shot, also where the line it came from has none."""
    (moved,) = rewrite_shot(shot("A monk sweeps a yard --ar 16:9 --v 6"))
    (known,) = rewrite_shot(shot("A monk sweeps a yard --ar 16:9", aspect_ratio="16:9"))
    (line,) = rewrite_shot(shot_from_text("A monk sweeps a yard --ar 16:9 --v 6"))

    assert all("--" not in done.shot.prompt for done in (moved, known, line))
    assert [done.shot.aspect_ratio for done in (moved, known, line)] == ["16:9"] * 3


def test_a_flame_that_comes_in_may_flicker():
    """The negative is written for the rewritten prompt."""
    (done,) = rewrite_shot(shot("A single candle on an altar."))

    assert "flame" in done.shot.prompt
    assert "flickering" not in done.shot.negative


def test_a_resolution_stays_and_is_said_to_be_set_elsewhere():
    """No word of a prompt makes a clip larger, so that dropping the wish would lose it; 8k is no wish but praise."""
    (done,) = rewrite_shot(shot("4k, masterpiece, 8k, a monk sweeps a yard", target="veo-3.1"))

    assert done.shot.prompt.startswith("4k, a monk sweeps a yard")
    assert any("resolution: veo-3.1 has 720p, 1080p or 4k" in found.message for found in done.remaining)


@pytest.mark.parametrize(
    "prompt", ["Sand falls in an hourglass.", "a tear rolls down her cheek", "Honey dripping from a spoon"]
)
def test_what_needs_no_cause_is_not_said_to_lack_one(prompt):
    """Where no rule misses a cause, the reason is that nothing is to be mended; a remark on the order is no finding."""
    (done,) = rewrite_shot(shot(prompt, target="veo-3.1"))

    assert done.why is None
    assert done.unchanged == "the rules find nothing in it to mend"


@pytest.mark.parametrize(
    "prompt", ["A sad dog swims across a lake.", "A dog runs, then jumps over a fence, then barks."]
)
def test_what_is_found_and_no_rewrite_mends_is_not_called_nothing(prompt):
    """A mood that nobody sees, and acts that are many, are the author's to mend; a price is no finding in the shot."""
    (done,) = rewrite_shot(shot(prompt, target="veo-3.1"))

    assert done.unchanged == "what the rules find is not a rewrite's to mend"


def test_a_missing_cause_that_is_not_known_is_asked_for():
    """The mover of the finding is named, with what its author may do."""
    (done,) = rewrite_shot(shot("A banner flutters in a vacuum."))

    assert done.unchanged == 'no cause is sure for "banner"; no air blows there; say who or what moves it'


@pytest.mark.parametrize(
    ("added", "unchanged"),
    [(" A woman waves.", "no finding has a fix that can be made: "), (" In oil.", "left to lint --fix --unsafe-fixes")],
)
def test_what_lint_would_refuse_is_not_left_to_it(added, unchanged):
    """A fix that would bring somebody in is said with what stands against it, and promised to nobody."""
    prompt = "A chef walks through a kitchen."
    end = len(prompt)

    def check(shot):
        if shot.prompt == prompt:
            yield Finding("too short", 0, end, fix=Fix(False, "add", (Edit("prompt", end, end, added),)))

    (done,) = rewrite_shot(shot(prompt), rules=[Rule("short", "house", "warning", check, ("shot",), {})])

    assert unchanged in done.unchanged
    assert [bool(found.fix.obstacle) for found in done.remaining] == ["woman" in added]


@pytest.mark.parametrize(
    "prompt",
    ["A bride and groom in front of a church.", "A waiter and cook in a doorway.", "A groom and bride, an arch"],
)
def test_a_pair_is_two_who_stand_there(prompt):
    """A noun of somebody is no deed of the one before, though it is a verb as well: one of the two is set in motion."""
    (done,) = rewrite_shot(shot(prompt))

    assert "static-description" in done.applied


@pytest.mark.parametrize(
    "prompt", ["A tailor in his shop with a measuring tape around his neck.", "A cat hiding under a bed."]
)
def test_the_reason_and_what_is_left_do_not_contradict_each_other(prompt):
    """Where a word may tell a motion, it is named, and the finding does not say that nothing moves."""
    (done,) = rewrite_shot(shot(prompt))
    said = [found.message for found in done.remaining if found.rule == "static-description"]

    assert "already" in done.unchanged
    assert all(message.startswith("nothing is plainly told to move") for message in said)
