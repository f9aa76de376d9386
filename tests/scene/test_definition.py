"""Each line of the definition of a scene, on prompts made for it."""

import pytest

from promptkit.scene.read import read_scene


def _movers(prompt):
    return [element.what.text.lower() for element in read_scene(prompt).elements]


def _roles(prompt):
    """By the last word of each name."""
    return {element.what.text.lower().split()[-1]: element.role for element in read_scene(prompt).elements}


@pytest.mark.parametrize(
    ("prompt", "load"),
    [
        ("three dogs running through mud", 1),
        ("People walking across a square", 1),
        ("waves crashing on the pier", 1),
        ("A cat and a dog run along the fence", 2),
        ("A nurse and a soldier dance in a hall", 2),
        ("A baker kneads dough, wipes the table and sings", 1),
        ("A monkey in a jacket and a parrot with goggles dancing on a barrel", 2),
        ("A horse gallops while a hawk circles above", 2),
        ("A girl throws a ball", 2),
        ("A woman is walking her dog", 2),
        ("A man chases a chicken across the yard", 2),
        ("A woman knits a scarf", 1),
        ("A waiter brings a tray", 1),
        ("A boy rides a bicycle", 1),
        ("wind in the trees", 1),
        ("The dress billows as a breeze stirs the fabric", 1),
        ("A herd of goats climbs the slope", 1),
    ],
)
def test_counting(prompt, load):
    """Things of one kind that do the same count once; unlike things count apart; so do things sent on their way."""
    assert read_scene(prompt).load == load


@pytest.mark.parametrize(
    ("prompt", "what", "role"),
    [
        ("A woman walking by a river of cars", "woman", "subject"),
        ("A fisherman mends a net as waves crash on the rocks", "waves", "environment"),
        ("A girl reads under swaying palms", "palms", "environment"),
        ("A man runs through the rain", "rain", "environment"),
        ("A knight walks, a crowd in the background", "crowd", "environment"),
        ("A singer dances under flickering neon", "neon", "environment"),
        ("A girl spins, her skirt flaring out as she turns", "skirt", "secondary"),
        ("A runner sprints, his hair bouncing with each stride", "hair", "secondary"),
        ("A horse gallops, kicking up dust", "dust", "secondary"),
        ("A dog dives into the pool, creating ripples", "ripples", "secondary"),
        ("The dress is billowing", "dress", "subject"),
        ("The camera pans over a village", "camera", "camera"),
    ],
)
def test_roles(prompt, what, role):
    """Who acts is subject, what goes on around it environment, what hangs on it secondary, the rest camera."""
    assert _roles(prompt).get(what) == role


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "   \n ",
        "A woman in a white dress standing on a beach.",
        "An old man sitting on a bench, holding a newspaper",
        "A cat lying on a sofa and looking out of the window",
        "A smiling girl wearing a hat",
        "A statue stands in the square",
        "a bowl of cherries on a linen cloth, close up, shallow depth of field",
        "A woman with cascading hair and a flowing gown",
        "A winding road among rolling hills",
        "A river winding through a valley",
        "A blooming cherry tree beside a red gate",
        "A lighthouse against the setting sun",
        "Sunlight filters through the window",
        "A beam of light falls on a dusty book",
        "A castle, frozen in time",
        "A street with no cars driving and nobody walking",
        "A lake without moving water",
        "The soup does not boil",
        "Aerial view of a harbour at dawn",
        "close up of a snail",
        "static shot of a kitchen, low angle",
        "A pair of running shoes beside a swimming pool",
        "A frying pan on the stove",
        "A poster with the words RUN AND JUMP",
        "A sign hangs on a gate",
        "A festival in a small town",
        "A washing machine in a dining room",
        "A knife ready to fall",
        "The table looks as if it was thrown there",
    ],
)
def test_no_motion(prompt):
    """Posture, state, looks, figures of speech, negations and shot types move nothing."""
    assert [element.what.text for element in read_scene(prompt).elements] == []
    assert read_scene(prompt).static


@pytest.mark.parametrize(
    ("prompt", "what"),
    [
        ("onion rings being deep fried", "onion rings"),
        ("a person swimming", "person"),
        ("a man exercising", "man"),
        ("A child talking to a doll", "child"),
        ("An old clerk reading", "clerk"),
        ("A chef cooking", "chef"),
        ("A musician playing the cello", "musician"),
        ("A student taking a stroll", "student"),
        ("Ice melting in a glass", "ice"),
        ("A rose blooming in time-lapse", "rose"),
        ("a storm over the sea", "storm"),
        ("downtown traffic at night", "traffic"),
        ("an explosion in the desert", "explosion"),
        ("a waterfall in a gorge", "waterfall"),
        ("swaying corn under a grey sky", "corn"),
        ("swirling clouds over a peak", "clouds"),
        ("the rustling of leaves", "leaves"),
        ("the lights of the town twinkle", "lights"),
        ("the sun sets behind the hills", "sun"),
        ("A building collapses", "building"),
        ("A robot welds a door", "robot"),
        ("A bird flies upwards in a garden", "bird"),
        ("Four geese fly in formation", "geese"),
        ("A boy kneels down", "boy"),
        ("An airplane taking off", "airplane"),
        ("coffee is poured into a cup", "coffee"),
        ("The dance of the flames", "flames"),
    ],
)
def test_motion(prompt, what):
    """Actions, changes, activities named by nouns, events and adjectives of motion all ask for motion."""
    movers = _movers(prompt)
    assert len(movers) == 1
    assert movers[0].endswith(what)


@pytest.mark.parametrize(
    ("prompt", "cause"),
    [
        ("The dress billows as the ocean wind presses it", "as the ocean wind presses it"),
        ("Her hair lifting with each step", "with each step"),
        ("Dust kicked up by the tyres", "kicked up by the tyres"),
        ("The wind causes the dress to billow", "The wind causes"),
        ("Leaves swaying in the breeze", "in the breeze"),
        ("A gentle breeze rustles through the reeds", "A gentle breeze rustles"),
        ("A barrel is pushed by a donkey", "by a donkey"),
        ("Milk is poured into a bowl", "is poured"),
        ("The curtains move because of the draft", "because of the draft"),
        ("The lantern swings thanks to a gust of wind", "thanks to a gust of wind"),
        ("The banner flaps, blown by the storm", "blown by the storm"),
        ("In the wind, a flag flutters", "In the wind"),
    ],
)
def test_cause(prompt, cause):
    """A force or an act that makes a thing move is its cause, in the words of the prompt."""
    told = [element.cause.text for element in read_scene(prompt).elements if element.cause]
    assert any(cause in text or text in cause for text in told), told
    assert read_scene(prompt).uncaused == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "As the sun sets, the curtains sway",
        "The curtains sway because it is her birthday",
        "The curtains sway in the living room",
        "The curtains sway to create a dreamy mood",
        "The dress is billowing",
        "Her hair is blowing",
        "A flag waves",
        "Smoke drifts",
        "The door opens",
        "Papers scatter across the floor",
        "A penny drops into a well",
    ],
)
def test_no_cause(prompt):
    """A time of day, a reason, a place and a purpose move nothing; what cannot move itself is then uncaused."""
    assert len(read_scene(prompt).uncaused) == 1


@pytest.mark.parametrize(
    "prompt",
    [
        "a lion running",
        "a train arriving at a station",
        "rain falling",
        "snow falling on a roof",
        "flames rising",
        "clouds drifting",
        "the river flows",
        "a crowd cheering",
        "a windmill turning",
        "a tulip opens its petals",
        "neon lights flashing",
    ],
)
def test_powers_of_their_own(prompt):
    """People, animals, machines, weather, water and fire need no cause."""
    scene = read_scene(prompt)
    assert scene.load == 1
    assert scene.uncaused == ()


@pytest.mark.parametrize(
    ("prompt", "beats"),
    [
        ("A vase on a table", 0),
        ("A woman walking", 1),
        ("A woman dancing and singing", 1),
        ("A man walks to the table, picks up the cup and drinks from it", 3),
        ("A girl opens the box, then looks inside, then closes the lid", 2),
        ("A dog barks before jumping over the fence", 2),
    ],
)
def test_beats(prompt, beats):
    """Actions one after another are counted, simultaneous ones are one."""
    assert read_scene(prompt).beats == beats


STRONG = (
    "A woman in a white dress walks along a windy beach, the fabric pulled back at the hem as the ocean wind presses "
    "it, her hair lifting and settling with each stride."
)


def test_the_strong_example_has_one_mover_and_no_effect_without_a_cause():
    """Only the woman counts."""
    scene = read_scene(STRONG)
    assert (scene.load, scene.uncaused, scene.static) == (1, (), False)


def test_the_strong_example_is_caused_throughout():
    """Woman, fabric and hair move; the wind and her stride are why."""
    found = {element.what.text: element for element in read_scene(STRONG).elements}
    causes = {name: element.cause.text if element.cause else None for name, element in found.items()}

    assert causes["woman"] is None
    assert causes["fabric"] == "as the ocean wind presses it"
    assert causes["hair"] == "with each stride"
    assert {element.role for name, element in found.items() if name != "woman"} == {"secondary"}


def test_the_dress_and_its_fabric_are_one():
    """What is named by another word is no second thing."""
    assert [element.what.text for element in read_scene(STRONG).elements] == ["woman", "fabric", "hair"]


@pytest.mark.parametrize("verb", ["walking", "strides", "strolling", "runs", "is walking", "paces"])
@pytest.mark.parametrize("place", ["along the shore", "across a windy beach", "by the sea"])
def test_the_strong_example_in_other_words(verb, place):
    """The reading does not hang on one wording."""
    scene = read_scene(
        f"A woman in a white dress {verb} {place}, the fabric pulled back at the hem as the ocean wind presses it, "
        "her hair lifting and settling with each stride."
    )
    assert (scene.load, scene.uncaused, scene.static) == (1, (), False)
    assert {element.role for element in scene.elements if element.cause} == {"secondary"}


def test_the_overloaded_example():
    """Character, trees, water, camera: more than a shot holds, whether or not a crowd stands or moves behind."""
    scene = read_scene("Character walking, wind in the trees, water flowing, camera panning, crowd in the background")
    assert scene.load >= 4
    assert scene.camera == ("pan",)
    assert {element.what.text.lower() for element in scene.elements} >= {"character", "trees", "water"}


@pytest.mark.parametrize(
    ("prompt", "uncaused"), [("A windy cliff. A banner flutters.", 0), ("A windy cliff. A door opens.", 1)]
)
def test_wind_anywhere_moves_what_hangs_loose(prompt, uncaused):
    """A windy place is cause enough for cloth and hair, though not for a door."""
    assert len(read_scene(prompt).uncaused) == uncaused


@pytest.mark.parametrize(
    ("prompt", "whats"),
    [
        ("The dress\nis billowing in the wind.", ["dress"]),
        ("A woman in a red\n    coat walks\nalong the  pier.", ["woman"]),
        ("A woman walks\r\nalong the pier.\n\nRain falls.", ["woman", "Rain"]),
    ],
)
def test_wrapped_lines_are_one_sentence(prompt, whats):
    """A line break before a word in lower case is wrapping, as in YAML blocks, and spans still point into the text."""
    scene = read_scene(prompt)

    assert [element.what.text for element in scene.elements] == whats
    assert all(prompt[e.what.start : e.what.end] == e.what.text for e in scene.elements)


def test_a_verb_taken_for_an_auxiliary_is_a_verb():
    """In "as a draught stirs the cloth" the draught acts, whatever the tagger says of "stirs"."""
    scene = read_scene("The curtain flutters as a draught from the window stirs the cloth.")

    assert scene.uncaused == ()
