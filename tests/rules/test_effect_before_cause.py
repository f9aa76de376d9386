"""`effect-before-cause` wants events told in order."""

import pytest
from scenes import scene, span_of

from promptkit.edited import apply_fix
from promptkit.rules.effect_before_cause import effect_before_cause
from promptkit.scene import Element, Scene
from promptkit.shot import Shot
from promptkit.testing import marked


def findings(prompt, what, motion, cause, *, loose=True):
    given = scene(prompt, (what, "subject", motion), loose=(what,) if loose else (), caused={what: cause})
    return list(effect_before_cause.check(given))


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "cause", "fixed"),
    [
        (
            "Her hair flies back as the train passes.", "hair", "flies back", "as the train passes",
            "As the train passes, her hair flies back.",
        ),
        (
            "A dark hall. The bell swings when a rope is pulled", "bell", "swings", "when a rope is pulled",
            "A dark hall. When a rope is pulled, the bell swings",
        ),
        (
            "a lightbulb explodes when hit by a stone", "lightbulb", "explodes", "when hit by a stone",
            "when hit by a stone, a lightbulb explodes",
        ),
    ],
)  # fmt: skip
def test_a_plain_sentence_is_turned_round(prompt, what, motion, cause, fixed):
    """The span runs from effect to cause, and the fix swaps the two."""
    (found,) = findings(prompt, what, motion, cause)

    assert prompt[found.start : found.end].startswith(motion)
    assert prompt[found.start : found.end].endswith(cause)
    assert not found.fix.safe
    assert apply_fix(Shot(id="s", prompt=prompt), found.fix).prompt == fixed


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "cause"),
    [
        ("A sheet of glass cracks after the hammer hits it.", "glass", "cracks", "after the hammer hits it"),
        ("A tower falling after the blast", "tower", "falling", "after the blast"),
        ("A cake collapses when a door slams, and a girl cries.", "cake", "collapses", "when a door slams"),
        ("A bell rings because a monk trips at the far end", "bell", "rings", "because a monk trips at the far end"),
        ("Dust rises as a truck speeds past.", "Dust", "rises", "as a truck speeds past"),
    ],
)
def test_no_fix_where_the_sentence_is_not_plain(prompt, what, motion, cause):
    """Pronouns before their noun, fragments, further clauses and words whose capital may be a name."""
    (found,) = findings(prompt, what, motion, cause)

    assert found.fix is None


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "cause"),
    [
        ("A dress is billowing as a breeze stirs it.", "dress", "billowing", "as a breeze stirs it"),
        ("A vase drops as gravity draws it down", "vase", "drops", "as gravity draws it down"),
        ("Her skirt sways with each step", "skirt", "sways", "with each step"),
        ("A cymbal trembles after every hit", "cymbal", "trembles", "after every hit"),
        ("A car speeds by. Leaves fly up as it passes.", "Leaves", "fly up", "as it passes"),
        ("A train nears. Her hair flies back as the train passes.", "hair", "flies back", "as the train passes"),
        ("Kelp sways as a diver floats above", "Kelp", "sways", "as a diver floats above"),
        ("As the lorry brakes, melons spill when a strap snaps", "melons", "spill", "when a strap snaps"),
        ("When a rope is pulled, the bell swings", "bell", "swings", "When a rope is pulled"),
        ("A ring expands when heated", "ring", "expands", "when heated"),
        ("A vane turns only when the lightning flashes", "vane", "turns", "when the lightning flashes"),
        ("A scarecrow falls apart after a long winter", "scarecrow", "falls apart", "after a long winter"),
        ("Water splashes because of his boots", "Water", "splashes", "because of his boots"),
    ],
)  # fmt: skip
def test_what_lasts_or_was_told_is_in_order(prompt, what, motion, cause):
    """Forces, rhythms, things told of before, causes in front, and terms on which something happens."""
    assert findings(prompt, what, motion, cause) == []


@pytest.mark.parametrize(
    ("prompt", "first", "second", "place"),
    [
        ("A crowd ducks because a ball flies in.", "crowd ducks", "ball flies", "ducks because a ball flies in"),
        ("The bull charges once the matador waves.", "bull charges", "matador waves", "charges once the matador waves"),
        ("The lamp goes dark after the girl pulls.", "lamp goes dark", "girl pulls", "goes dark after the girl pulls"),
        ("Birds fly up after a hunter shoots.", "Birds fly up", "hunter shoots", "fly up after a hunter shoots"),
        ("A pot falls when the waiter trips, dusk", "pot falls", "waiter trips", "falls when the waiter trips"),
        (
            "A bridge sinks due to a truck that rolls on",
            "bridge sinks",
            "truck rolls",
            "sinks due to a truck that rolls on",
        ),
    ],
)
def test_another_ones_doing_comes_first(prompt, first, second, place):
    """Whoever acts: "after", "once", "because", "due to" and a sudden "when" say that the second event came first."""
    (who, act), (other, deed) = first.split(" ", 1), second.split(" ", 1)
    (found,) = effect_before_cause.check(scene(prompt, (who, "subject", act), (other, "subject", deed)))

    assert prompt[found.start : found.end] == place
    assert found.fix is None


@pytest.mark.parametrize(
    ("prompt", "first", "second"),
    [
        ("A car drives along when a deer leaps out.", "car drives", "deer leaps"),
        ("A girl laughs when a dog licks her.", "girl laughs", "dog licks"),
        ("First he opens a gate, after the sheep run out.", "he opens", "sheep run"),
        ("A man walks home after the concert ends.", "man walks", "concert ends"),
        ("A clerk waits after a long day and leaves.", "clerk waits", "clerk leaves"),
        ("A man rests because the wind blows.", "man rests", "wind blows"),
        ("When a bell rings, a nurse stops after a step.", "nurse stops", "bell rings"),
        ("A vane turns only when the lightning flashes.", "vane turns", "lightning flashes"),
        ("Two men argue; we can't hear them because a train passes.", "men argue", "train passes"),
    ],
)
def test_what_went_on_already_is_in_order(prompt, first, second):
    """With "when", a motion under way and a being's own act may have begun before; forces last."""
    (who, act), (other, deed) = first.split(" ", 1), second.split(" ", 1)

    assert list(effect_before_cause.check(scene(prompt, (who, "subject", act), (other, "subject", deed)))) == []


@pytest.mark.parametrize(
    "text",
    [
        "Water floods the street. [[Before that,]] a digger hits the pipe.",
        "Corn jumps out of the pot. The heat was turned up [[a moment before]].",
        "A lamp falls. [[A second earlier,]] a cat leaps.",
    ],
)
def test_going_back_in_time_is_marked(text):
    """A sentence that goes back to what came before the last one is out of order."""
    prompt, spans = marked(text)

    assert tuple((found.start, found.end) for found in effect_before_cause.check(scene(prompt))) == spans


def test_one_cause_is_named_once():
    """Two things moved by one event make one finding."""
    prompt = "Plates and cups jump when a fist hits the table"
    cause = "when a fist hits the table"
    given = scene(
        prompt, ("Plates", "subject", "jump"), ("cups", "subject", "jump"),
        loose=("Plates", "cups"), caused={"Plates": cause, "cups": cause},
    )  # fmt: skip

    assert len(list(effect_before_cause.check(given))) == 1


def test_what_is_quoted_tells_nothing():
    """A notice that goes back in time is a thing in the picture."""
    assert list(effect_before_cause.check(scene('A sign reading "Enter. Before that, knock" swings.'))) == []


TURNED = [
    "The window [[shatters, then a ball flies through it]].",
    "The vase [[breaks, then a cat knocks it]] off the shelf.",
    "The glass [[shatters. Then a bullet hits it]].",
    "The door [[bursts open, then a soldier kicks it]].",
    "Water [[splashes up, then a boy jumps into the pool]].",
    "The dominoes [[fall, then a finger pushes the first one]].",
    "The balloon [[pops, then a needle pricks it]].",
    "The wall [[collapses, then a truck crashes into it]].",
    "The candle [[goes out, then a girl blows on it]].",
    "The ice [[cracks and then a hammer strikes it]].",
    "The bell [[rings, then a monk pulls its rope]].",
    "The pins [[scatter, and then the bowling ball rolls into them]].",
]
IN_ORDER = [
    "A ball flies through the window, then the glass shatters.",
    "The window shatters, then a man runs out of the house.",
    "A boy kicks the ball, then it rolls into the goal.",
    "The door opens, then a soldier walks in.",
    "The glass falls, then it shatters on the floor.",
    "A girl jumps into the pool, then water splashes up.",
    "The phone rings, then a woman picks it up.",
    "The window shatters, then a bird flies through it.",
    "The vase breaks, then a cat runs away.",
    "The bell rings, then a boy jumps into the pool.",
    "The bread rises, then a baker takes it out of the oven.",
    "The wave breaks, then a surfer paddles over it.",
    "The egg cracks open, then a chick climbs out of it.",
    'She says: "The glass shatters, then a ball hits it."',
]


@pytest.mark.parametrize("text", TURNED)
def test_what_breaks_and_is_hit_only_then_is_told_in_the_wrong_order(text):
    """From the effect to the end of what brings it about."""
    prompt, spans = marked(text)

    assert tuple((found.start, found.end) for found in effect_before_cause.check(scene(prompt))) == spans


@pytest.mark.parametrize("prompt", IN_ORDER)
def test_one_thing_after_another_is_in_order(prompt):
    """What comes then need not have brought about what came first."""
    assert list(effect_before_cause.check(scene(prompt))) == []


def test_a_sentence_is_not_turned_round_where_a_place_would_lose_what_it_is_beside():
    """Told first, the train that passes underneath is under nothing."""
    prompt = "A chandelier trembles as the train passes underneath."
    (found,) = findings(prompt, "chandelier", "trembles", "as the train passes underneath")

    assert found.fix is None


def test_a_sentence_is_not_turned_round_where_a_cause_leans_on_what_was_named():
    """Told first, the barber steps through nothing."""
    prompt = "A bead curtain clatters as a barber steps through."
    (found,) = findings(prompt, "curtain", "clatters", "as a barber steps through")

    assert found.fix is None


def test_of_several_motions_the_last_one_in_front_of_the_cause_is_its_effect():
    """The board flexes under the bag's weight, and springs back because of its fall."""
    prompt = "A board flexes, then springs back when a bag drops off."
    spans = [span_of(prompt, motion) for motion in ("flexes", "springs back")]
    cause = span_of(prompt, "when a bag drops off")
    board = Element(span_of(prompt, "board"), "subject", spans[0], cause, motions=tuple(spans), can_move_itself=False)

    (found,) = effect_before_cause.check(Scene(prompt, (board,), (), 1))

    assert found.start == spans[1].start
