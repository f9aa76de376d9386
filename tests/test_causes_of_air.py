"""What the air, a hull or a carriage does to loose things, read from whole prompts."""

import pytest

from promptkit.phrasing import give_cause
from promptkit.scene.read import read_scene

UNDER_A_MOON = """
A flag waves on a hill in the light of the moon | in the wind
A curtain flutters beside a vacuum cleaner | in a light draught
A weightless silk scarf flutters on a balcony | in a light breeze
A coral dress billows on a cliff | in the wind
A curtain flutters beside a coral sofa | in a light draught
Sails flap on a sunken garden wall | in the wind
""".strip().splitlines()


@pytest.mark.parametrize("line", UNDER_A_MOON)
def test_only_a_place_without_air_has_none(line):
    """A moon in the sky, a vacuum cleaner, light silk and coral pink keep no wind away."""
    prompt, _, cause = line.rpartition(" |")
    assert causes_of(prompt) == [cause]


@pytest.mark.parametrize(
    "prompt",
    [
        "A flag waves on the moon",
        "A flag waves over the craters of the moon",
        "A flag waves in a vacuum",
        "A scarf flutters in orbit",
        "A scarf flutters over a coral reef",
    ],
)
def test_no_wind_blows_on_the_moon_or_under_water(prompt):
    """Nor in orbit."""
    assert causes_of(prompt) == []


BESIDE_AN_AIR = """
Banners flap in the wind while seaweed sways in an aquarium |, rocked by the current
A flag waves in the wind outside, and a curtain flutters inside the bedroom | in a light draught
Flags snap in the wind, and a helicopter hovers, its dust swirling | in the downwash
""".strip().splitlines()


@pytest.mark.parametrize("line", BESIDE_AN_AIR)
def test_what_stands_beside_an_air_is_moved_by_its_own(line):
    """A current, a draught or a downwash is no wind."""
    prompt, _, cause = line.rpartition(" |")
    assert causes_of(prompt) == [cause]


AIR_ALONE = """
Curtains billow in an empty bedroom, slow cinema |, blown by a strong draught
Curtains flutter beside a sleeping cat | in a light draught
A curtain billows in, catches on a cactus | on a strong draught
A wheat field sways under a heavy sky, magic hour | in a light breeze
Sheets on a clothesline flutter in a backyard in Naples, faded walls |, stirred by a light breeze
tree branches trembling, moonlight, foggy forest | in a light breeze
the prayer flags are moving very much in the mountain pass |, blown by the wind
Her long black hair moves gently as she gazes across the sea | in a light breeze
her long red hair whipping around her face | in the wind
the king's cloak billows as he stands on the wall | in the wind
Her long hair is flying around her face as she stands on the cliff | in the wind
silk scarf floating through the air, pastel background | on a light breeze
autumn leaves tumbling along a cobbled street, moody | in the wind
a plastic bag drifting down the street | on a light breeze
an umbrella tumbling along the beach | in the wind
shutters banging on an old farmhouse | in the wind
Strands of her hair drift across her face | in a light breeze
wind turbine, hair blowing, girl on a car hood | in the wind
A red silk dress flows around the model, studio grey backdrop | in a stream of air
parasol flapping on a hotel beach | in the wind
A wind vane spins on a barn, storm coming | in the wind
Old maps flutter on the wall of a bunker | in a light draught
Petals float past a train window | on a light breeze
""".strip().splitlines()


@pytest.mark.parametrize("line", AIR_ALONE)
def test_thing_motion_and_place_tell_the_air_that_moves_it(line):
    """The wind in the open, a draught in a room, a stream of air in a studio: in as few words as that."""
    prompt, _, cause = line.rpartition(" |")
    assert causes_of(prompt) == [cause]


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        (
            "A lantern swings in the corridor of an old ship.",
            "A lantern swings with the roll of the hull in the corridor of an old ship.",
        ),
        (
            "Cups slide across the galley table of a trawler",
            "Cups slide with the roll of the hull across the galley table of a trawler",
        ),
        (
            "A strap swings in an empty subway car",
            "A strap swings with the sway of the carriage in an empty subway car",
        ),
        (
            "A shop sign creaks and swings over a deserted street",
            "A shop sign creaks and swings in the wind over a deserted street",
        ),
        ("Tent walls ripple, base camp, stars", "Tent walls ripple in the wind, base camp, stars"),
    ],
)
def test_what_hangs_follows_what_it_hangs_in(prompt, told):
    """The hull of a ship, the carriage of a train, else the wind; behind both of two verbs that belong together."""
    (added,) = [each for each in additions_to(prompt) if each]
    assert prompt[: added.at] + added.text + prompt[added.at :] == told


@pytest.mark.parametrize(
    "prompt",
    [
        "A lantern swings in the cabin of a moored ship",
        "A lantern swings in the corridor of a spaceship",
        "Glasses rattle with the motion of the train and a fringe swings in the dining car of a train",
        "A chain swings from the ceiling of an empty factory",
        "A velvet curtain trembles on an opera stage",
        "Flags flutter on a windless day",
        "Sails flap on a becalmed schooner",
        "A flag on the moon waves",
        "The statue's cloak billows in a museum",
        "Curtains stir under a ceiling fan",
        "A girl on a swing, her hair flying",
        "Leaves tremble in the rain in a garden",
        "Pampas grass sways in a living room",
        "A wind is blowing and the flag flutters",
    ],
)
def test_no_air_is_told_where_there_is_none_or_something_else_may_do_it(prompt):
    """A moored ship does not roll, a stage has hands, the rain shakes leaves, and what is told is not told again."""
    assert causes_of(prompt) == []


def additions_to(prompt):
    read = read_scene(prompt)
    loose = [each for each in read.elements if each.role != "camera" and not each.can_move_itself]
    return [give_cause(read, each) for each in loose]


def causes_of(prompt):
    return [each.text for each in additions_to(prompt) if each]


@pytest.mark.parametrize(
    "prompt",
    [
        "a swing moves back and forth in an empty playground, eerie, dusk",
        "shower curtain moves, bathroom, first person horror game, vhs",
        "An old iron gate swinging in a graveyard, thick fog",
    ],
)
def test_a_tale_of_ghosts_is_told_no_cause_and_a_fog_no_wind(prompt):
    """What is to be uncanny stays unexplained; a wind would tear the fog."""
    scene = read_scene(prompt)

    assert not any(give_cause(scene, element) for element in scene.elements)


@pytest.mark.parametrize(
    "prompt",
    [
        "Curtains sway in a room where the air should be still",
        "Ferns tremble in the perfectly still air of a greenhouse",
    ],
)
def test_air_that_is_still_moves_nothing_in_a_room(prompt):
    """What moves there is meant to be uncanny."""
    assert causes_of(prompt) == []


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("The banners lift on their masts.", "The banners lift on their masts in the wind."),
        ("Seaweed sways in an aquarium.", "Seaweed sways in an aquarium, rocked by the current."),
        ("An ice cube melts in a saucer.", "An ice cube melts in the warm air in a saucer."),
        ("Linen sways in a walled garden.", "Linen sways in a walled garden, stirred by a light breeze."),
        (
            "Feathers float in a dungeon cell beside a monk.",
            "Feathers float in a light draught in a dungeon cell beside a monk.",
        ),
        ("Dust dancing in a sunbeam, attic", "Dust dancing on a light draught in a sunbeam, attic"),
        (
            "A curtain stirs in the bedroom, still shot",
            "A curtain stirs in the bedroom, blown by a light draught, still shot",
        ),
    ],
)
def test_a_cause_stands_behind_what_a_thing_hangs_on(prompt, told):
    """And dust dances on the air."""
    read = read_scene(prompt)
    (added,) = [each for element in read.elements if (each := give_cause(read, element))]
    assert prompt[: added.at] + added.text + prompt[added.at :] == told
