"""What comes of a contact by what it meets: shallows, clay, a car's roof, a face, what rain and snow fall on."""

import pytest
from scenes import scene

from promptkit.phrasing import set_in_motion, tell_effect
from promptkit.scene.read import read_scene


def added(prompt):
    """What is added to a prompt without a look; "" where nothing is."""
    found = tell_effect(read_scene(prompt).surely())
    return found[1].text if found and found[1].sure else ""


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("A boy stomps into a puddle", "water fanning out|drops flying"),
        ("A toddler stamps her boots in a muddy puddle", "water fanning out|drops flying"),
        ("Ponies run through the shallows of a sandy beach", "spray leaping|drops flying"),
        ("A tennis ball bounces on a clay court", "dust"),
        ("A snowball hits a girl in the face", "the snow bursting"),
        ("A girl throws a snowball in her father's face", "the snowball bursting"),
        ("Somebody throws a pie into a clown's face", "cream"),
        ("A boxer lands an uppercut on his rival's chin", "the head snapping|the head jerking"),
        ("A nurse slaps a man across the face", "the head snapping|the head jerking"),
        ("A fighter delivers a kick to the head", "the head snapping|the head jerking"),
        ("A lunar module touches down on the dusty surface of the moon", "streaming outward|streaking outward"),
        ("A rocket booster lands on a drone ship", "exhaust|smoke"),
        ("An old smokestack is blown up", "the base bursting"),
        ("A stuntwoman jumps onto the roof of a parked van", "sheet metal"),
        ("A piano falls on the roof of a car", "sheet metal"),
        ("An elephant pushes over a tree", "branches whipping"),
        ("A tractor pushes a tree over", "branches whipping"),
        ("A runner slides into second base", "dirt|dust"),
        ("A snowplow clears a mountain pass", "snow curling|snow rolling"),
        ("A biker lands a huge jump on a dirt track", "at the landing"),
        ("The hero punches through a brick wall", "chunks"),
        ("A burglar smashes a display case with a crowbar", "pieces"),
        ("A carpenter saws through a thick oak trunk", "dust|shavings"),
        ("A dog shakes itself after a swim in the lake", "drops spinning"),
        ("A potter presses her thumbs into a spinning lump of clay", "hollow"),
        ("Rain falls on a campfire", "steam"),
        ("Rain pours down on a soldier in a trench", "dripping off"),
        ("Rain falls on a rose", "the rose"),
        ("Snow falls on a park bench", "staying white"),
        ("Snowflakes fall on an open palm", "melting"),
        ("Snow falling on a black lake", "vanishing|fading"),
        ("A smith strikes the anvil with a hammer", "the hammer springing back"),
        ("A hammer strikes a glowing horseshoe on an anvil", "scale|sparks"),
        ("Snow falls on the shoulders of a guard", "flakes"),
        ("A girl cracks an egg into a sizzling pan", "the yolk|the white"),
        ("A train crashes through a snowdrift, tracking shot", "snow"),
        ("A boulder smashes into a wooden cabin", "boards"),
        ("A giant's fist slams into the side of a stone tower", "chunks|walls"),
        ("A pumpkin is dropped from a roof onto the pavement", "the rind"),
        ("A woodcutter swings an axe into a dry log", "splinters|splitting"),
        ("An asteroid smashes into the surface of Mars", "dust"),
        ("Wind blows through a field of barley", "the stems|waves"),
        ("A pianist slams both hands onto the keys", "the keys dipping"),
        ("A paintball hits a white wall", "paint spattering"),
        ("A crossbow bolt hits a wooden door", "the shaft quivering"),
        ("A toddler throws a plate of spaghetti on the floor", "slapping down"),
        ("A fisherman casts his net over the lagoon", "the net"),
        ("Hail falls on a cornfield", "jerking"),
        ("A truck crashes through a wooden door", "the door"),
        ("A sculptor taps a chisel with a mallet on a block of marble", "chip"),
        ("A jet ski slices across a turquoise lagoon", "foam"),
        ("A cyclist rides through a puddle, slow shutter", "water"),
        ("A barber shaves a man's beard with a razor", "hairs|tufts"),
        ("A hiker steps on a frozen puddle", "white"),
        ("A tree falls on a parked car during a storm", "glass bursting"),
        ("A window cleaner drags a squeegee across the glass", "clear streak|water running"),
        ("A man with a chainsaw cuts through an ice sculpture", "white"),
        ("A ninja kicks a wooden training dummy in a dojo", "the dummy shaking"),
        ("A monk strikes a huge bronze gong in a temple, dawn mist", "the gong"),
        ("A stuntman drives a car through a brick wall, low angle", "chunks"),
        ("A giant robot punches a skyscraper", "chunks|walls"),
        ("An elephant pushes over a tree while oxpeckers perch on its back", "branches whipping"),
        ("A truck dumps gravel onto a road", "the gravel"),
        ("A man throws water over a dog", "dripping down|running down"),
        ("A waiter throws soup on the floor", "splashing flat"),
        ("A gardener waters a bed of tulips", "drops bouncing"),
        ("A painter falls from a ladder onto a hedge", "twigs snapping"),
        ("A kickboxer kicks his opponent in the head", "the head"),
        ("Snow falls on a red rose", "petals"),
        ("A glass of red wine is knocked over on a white tablecloth", "the contents"),
    ],
)
def test_what_is_met_answers_by_its_kind(prompt, words):
    """Water sprays, dust puffs, sheet metal dents, a head snaps round, flakes melt on skin and stay on wood."""
    assert any(word in added(prompt) for word in words.split("|"))


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("Horses gallop along a beach through the surf", "sand"),
        ("A smith hits the anvil", "anvil trembling"),
        ("A man kicks a boulder", "shaking"),
        ("A man hits a bus with his fist", "shaking"),
        ("A cat jumps onto the roof of a car", "metal"),
        ("A surfer drops into a huge wave", "spray"),
        ("Snow falls on a snow-covered bench", "white"),
        ("Rain falls on a woman under an umbrella", "dripping"),
        ("A boxer throws an uppercut", "head"),
        ("A bottle of red wine is knocked over on a table", "the contents"),
        ("A bull charges a red barrel", "barrel rocking"),
        ("A man cuts across a meadow", "clippings"),
        ("A kitten slaps a dog in the face", "head"),
        ("A girl hits her brother in the face with a pillow", "head"),
        ("A ball hits a man in the face", "head"),
        ("A child pushes over a Christmas tree", "branches"),
        ("Soldiers blow up a bridge", "walls"),
        ("A man drops a pumpkin on a bed of hay", "bouncing"),
        ("A boxer gently taps his opponent on the chin", "head"),
    ],
)
def test_what_is_too_heavy_too_light_or_not_reached_does_not_answer(prompt, words):
    """Hooves in water throw up no sand, no fist shakes a bus, no cat dents a car, a surfer glides down the wave."""
    assert words not in added(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "A forest of giant mushrooms under a purple sky",
        "A mushroom forest with glowing caps",
        "A crystal forest glowing at night",
        "A grove of glass trees",
    ],
)
def test_woods_of_another_stuff_have_no_twigs(prompt):
    """Of mushrooms, crystal or glass no branch sways."""
    made = set_in_motion(read_scene(prompt))

    assert made is None or not any(word in made.text for word in ("branch", "twig", "leaves"))


def test_a_forest_of_pines_has_twigs():
    """What woods are made of may be said."""
    made = set_in_motion(read_scene("A forest of tall pines in the morning"))

    assert made is not None
    assert "twigs" in made.text or "branches" in made.text


def test_a_hummingbird_at_a_flower_has_no_ground_under_its_feet():
    """It may hover or sit: what it does holds for both."""
    made = set_in_motion(scene("A hummingbird at a red flower", anchors=("A hummingbird", "a red flower")))

    assert made is None or not any(word in made.text for word in ("foot", "preen"))
