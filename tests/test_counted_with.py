"""What moves with another mover, through `too-many-moving-elements`."""

from dataclasses import replace

import pytest
from scenes import scene, span_of

from promptkit.lint import lint
from promptkit.load import movers_of
from promptkit.rules.too_many_moving_elements import too_many_moving_elements
from promptkit.scene import Element, Span
from promptkit.shot import Shot

DOG = ("dog", "subject", "runs")
BOY = ("boy", "subject", "jumps")


def told(prompt, duration=5.0):
    (linted,) = lint([Shot(id="s", prompt=prompt, duration=duration)], select=["too-many-moving-elements"])
    return " ".join(finding.message for finding in linted.findings)


def counted(prompt, *elements, **more):
    return [element.what.text for element in movers_of(scene(prompt, *elements, **more))]


@pytest.mark.parametrize(
    "prompt",
    [
        "A girl jumps, a boy runs, a dog leaps. sepia slowly becoming color",
        "A lobster runs, the lobster's claw snaps, a boy jumps, a dog barks and leaps.",
        "Start on a pair of hands that knead dough. It pulls out to show a baker who laughs, a cat jumps, a boy runs.",
        "Sailors dance, a dog jumps, a boy runs. Everyone bows.",
        "A man waves, the others look up, one nods, a dog runs past.",
        "Paper lanterns sway, lit from inside by flickering candles, a hand reaches in, a cat jumps.",
        "A clerk writes in a windowless vault, a boy runs in, a cat jumps. Outside, a tram rolls by.",
        "A boy jumps, a dog runs, a bird flies up, shadows race over the ground.",
        "Through the train window a woman waves, a boy jumps, a dog runs, and church towers slide past.",
        "A boy jumps, a dog runs, a bird flies up. Lighting: a red lamp mixing with moonlight",
        "A boy jumps, a dog runs, a bird flies up. Drivers honking in the background.",
        "A boy jumps, a dog runs, a bird flies up. A bus idles at the kerb.",
    ],
)
def test_what_is_of_another_or_does_not_move_is_not_counted(prompt):
    """A tint, a part, hands before their owner, all of them, one of them, a light, what is shut out or passed by."""
    assert told(prompt) == ""


@pytest.mark.parametrize(
    "prompt",
    [
        "Rain falls, drops bounce off a roof, a dog runs, a boy jumps.",
        "A blizzard rages, snow whirls, a dog runs, a boy jumps.",
        "Coffee is poured, the dark liquid swirls, a spoon drops in, a cat jumps.",
        "Furniture drops in, a sofa bounces, a lamp topples, a rug unrolls.",
    ],
)
def test_one_thing_under_two_names_counts_once(prompt):
    """A blizzard is its snow, and furniture the sofa and the lamp."""
    assert told(prompt) == ""


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "is_counted"),
    [
        ("Riders gallop in a widening circle", "circle", "widening", False),
        ("Riders gallop behind a rolling circle", "circle", "rolling", True),
        ("Riders charge, their plumes trembling", "plumes", "trembling", False),
        ("Riders charge, a hat flies off", "hat", "flies off", True),
        ("Riders charge, a cloak on a hook trembles", "cloak", "trembles", True),
        ("Riders charge past a clothesline, shirts sway", "shirts", "sway", True),
        ("Riders roped together climb, the rope goes taut", "rope", "goes taut", False),
        ("Riders climb, the rope goes taut", "rope", "goes taut", True),
    ],
)
def test_what_is_worn_and_what_many_form_goes_with_them(prompt, what, motion, is_counted):
    """Plumes, a rope on roped men and the circle in which riders ride; not a hat that flies off."""
    riders = ("Riders", "subject", prompt.split()[1] if "roped" not in prompt else "climb")

    assert (what in counted(prompt, riders, (what, "subject", motion), loose=(what,))) is is_counted


@pytest.mark.parametrize(
    ("prompt", "is_counted"),
    [
        ("A fisherman throws a net, a dog runs, a boy jumps.", False),
        ("A waiter laughs so hard he drops his tray, a dog runs, a boy jumps.", False),
        ("A nun pours milk, a dog runs, a boy jumps.", False),
        ("A fisherman throws a ring over the rail, a dog runs, a boy jumps.", True),
        ("A coach kicks a ball, a dog runs, a boy jumps.", True),
    ],
)
def test_what_is_let_fall_goes_with_who_does_it_and_what_flies_a_way_does_not(prompt, is_counted):
    """A net that is thrown is the fisherman's deed; a ring that is thrown over the rail flies by itself."""
    assert bool(told(prompt)) is is_counted


def test_the_parts_of_what_is_put_together_count_as_one():
    """A burger in the making is one thing, however many layers fall on it."""
    parts = (("lettuce", "subject", "bounces"), ("cheese", "subject", "droops"), ("bun", "subject", "lands"))
    prompt = "A burger being assembled, lettuce bounces, cheese droops, bun lands, a boy jumps"
    given = (("burger", "subject", "assembled"), *parts, BOY)

    assert counted(prompt, *given, loose=("burger", "lettuce", "cheese", "bun")) == ["lettuce", "boy"]


def test_who_has_a_name_and_was_told_first_is_no_surroundings():
    """The hero of the prompt is not the first to be left out."""
    prompt = "An onion named Otto sits. A carrot jumps, a leek waves, a radish runs. Then Otto sighs"
    movers = (("carrot", "subject", "jumps"), ("leek", "subject", "waves"), ("radish", "subject", "runs"))
    at = prompt.rindex("Otto")
    hero = Element(Span("Otto", at, at + len("Otto")), "environment", span_of(prompt, "sighs"))
    given = scene(prompt, *movers)

    (found,) = too_many_moving_elements.check(
        Shot(id="s", prompt=prompt), replace(given, elements=(*given.elements, hero))
    )
    assert '"Otto" (subject)' in found.message
    assert found.message.endswith("leave out one of them")


def test_one_is_named_with_what_says_which():
    """Without it, "one" names nothing."""
    prompt = "A girl sings, a boy shuts a window, a dog runs, then a third one opens"
    movers = (("girl", "subject", "sings"), ("boy", "subject", "shuts"), DOG, ("one", "subject", "opens"))

    (found,) = too_many_moving_elements.check(Shot(id="s", prompt=prompt), scene(prompt, *movers))
    assert '"a third one"' in found.message
