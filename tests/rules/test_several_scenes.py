"""`several-scenes`."""

import time

import pytest

from promptkit.lint import check_shot
from promptkit.rules.several_scenes import several_scenes
from promptkit.shot import Shot
from promptkit.testing import marked


def findings(text, target=None):
    prompt, expected = marked(text)
    found = check_shot(Shot(id="s", prompt=prompt, target=target), [several_scenes])
    return [(finding.start, finding.end) for finding in found], list(expected), found


@pytest.mark.parametrize(
    "text",
    [
        "A baker kneads dough. [[Cut to]] a child with a roll.",
        "A bride throws her bouquet.\n[[CUT TO]]: a ceiling fan.",
        "A man walks, then [[cut to]] his dog.",
        "The scene [[cuts to]] a doctor in an office.",
        "Paper mill: a roll drops onto the belt. wide then [[close up]]",
        "A potter throws a bowl. High angle followed by [[a frontal close-up]], soft light",
        "Two poachers argue in a hut. Over-the-shoulder on the taller, then [[reverse]].",
        "A lifeboat climbs a swell. External helicopter shot [[cuts to]] a deck camera",
        "Screens open along a facade. Bird's-eye then [[street level]].",
        "Inside it is warm, outside grey. [[Alternate between]] the two.",
        "office party [[recap video]], people dancing, people at a buffet",
        "[[Title sequence]] for a spy film: a passport, a bead of ink, a key, a lock",
        "We [[cut back to]] the kitchen.",
        "[[SMASH CUT]] to Vikram in a carwash",
        "A testing pool, cheerful, bright, [[quick cuts]].",
        "A boat at anchor. Then the scene [[shifts to]] a cabin.",
        "An empty beach. [[Next shot]]: a boy with a kite.",
        "A kettle. In the [[next scene]] a train.",
        "Training [[montage]], boxer on the stairs",
        "A [[series of shots]] of a bike in a workshop",
        "A chef plates a dessert, seen from [[different angles]]",
        "A pilot boards, [[intercut]] with a girl who waits",
        "A hermit yawns. [[Then we see]] the pilgrim, soaked.",
        "A queen sleeps. [[Meanwhile, across town]], a thief wakes.",
        "A porch sags, [[meanwhile in the city]] people ride escalators.",
        "Rain on a roof. [[Elsewhere]], a fire is lit.",
        "A boy plants an acorn. [[Years later]] he returns.",
        "She turns off the lamp. [[The next morning]] the bed is empty.",
        "Scene 1: a bus stops. [[Scene 2]]: a lady gets off.",
        "Shot one: an acorn. [[Shot two]]: an oak.",
        "First scene: an empty stage. [[Second scene]]: the actress.",
        "INT. KITCHEN - NIGHT. She stirs.\n[[EXT.]] STREET - DAY. He waits.",
        "A harbour at noon, [[then a close-up of]] a fisherman's hands.",
        "We [[jump to]] the desert.",
        "A man sleeps. [[Fade to black]]. We see a market.",
        "A cafe in Paris. [[Dissolve to]] Tokyo, neon.",
        "close-up of an eye // [[cut]] // a corridor",
        "0-2s: city skyline at night. 2-4s: [[inside]] a taxi, the driver yawns",
        "In spring children tie it to a cross. [[In summer]] starlings sit on it.",
        "Panel one, a hero. [[Panel two]], a villain.",
        "Shot A, he asks. [[Shot B]], she answers.",
        "Day one, he builds a raft. [[Day two]], he is at sea.",
        "Opening shot in the jungle. [[Second shot]] in a museum.",
        "me on a camel in Egypt, [[then]] eating pizza in Rome",
        "We open in a flat. [[Next we are in]] a dormitory.",
        "The action [[jumps from]] the stadium to an office.",
        "trailer, [[cut between]] a burning village and a tower",
        "[[Three vignettes]], a barber, a monk, a fisherman",
        "Sequence: (a) a beekeeper in the garden, [[(b)]] jars in a kitchen",
        "karaoke video, couple on a pier, [[cross-dissolve]], lyrics",
    ],
)
def test_the_first_cut_is_marked(text):
    """An edit in words, a numbered list, a jump in time or place each begin another scene."""
    found, expected, _ = findings(text)

    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "A coat cut to the knee, hair cut to her shoulders, trousers cut to size",
        "The knife cuts to the bone. The laser cuts to the left.",
        "The baker scores the loaf with four quick cuts.",
        "A boxer walks home with a bruise and quick cut to the cheek.",
        "Cut one onion. Cut two carrots.",
        "0-3s: A man opens a door. 3-6s: The man walks out with a bag.",
        "The video fades to black. Cut to black.",
        "No cuts, no montage, one continuous take: a man walks. Then we see the sea.",
        "A walk through a house, single take. The next morning is told by the light.",
        "A montage-like wall of photographs, CCTV montage look",
        "Scene 4, take 19. The donkey looks at the slate.",
        "The scene changes from summer to winter in one slow pan.",
        "The scene transitions to night, then the scene shifts to golden light.",
        "The water transitions from turquoise to blue.",
        "The camera pans right along the wall, then we see a door.",
        "Meanwhile, in the background a dog barks.",
        "Meanwhile one of the giraffes leans over the fence.",
        "Time-lapse of a loaf; three hours later it has doubled.",
        "She sleeps until the next morning.",
        'He says "cut to the chase".',
        "The chairs were left at different angles. A toy plane, following shot.",
        "A barman pours a first shot and a last shot of whisky.",
        "Dark elsewhere, flash from the camera position.",
        "A rack of film strips, labelled scene 4, scene 9 and scene 31",
        "0-2s: she lifts the cup. 2-5s: she drinks.",
        "The video fades to black. The end.",
        "Two friends in Rome eat ice cream, then walk to a fountain.",
        "A barber cuts between the layers. Fresh, cut roses.",
        "The camera goes to the window. A guest in Rome dances, then bows.",
        "Split screen: on the left an oak, on the right a pine.",
        'A label reading "Part A. Part B. Part C." peels.',
        "Wide shot, then slow push-in to a close-up of her face",
        "wide then pushes in to close up of a bell",
        "macro shot of a bee, then it flies to a wide leaf",
        "Lights alternating between red and blue over a dance floor",
        "A kite flies high, then very close to the lens, over a beach.",
        "A cook turns the heat high, then medium, and stirs the onions.",
        "High angle, then dives very close to the water where a seal swims.",
        "Wide, then gradually very close, a potter turns a bowl.",
        "A tennis player swings; the shot cuts to the left and the ball bounces.",
        "Basketball shots alternate with passes as the team warms up.",
        "Alternating between walking and running, a boy crosses the park.",
        "A title sequence for a film: one drop of ink spreads in water.",
        "A goalkeeper dives, a save for any highlight reel",
    ],
)
def test_one_scene_with_such_words_is_fine(text):
    """Cuts of cloth, denied cuts, one take, changes of light, slates, reveals by the camera and speech are no cuts."""
    assert findings(text)[0] == []


def test_numbered_shots_are_fine_where_the_target_takes_them():
    """Kling 3.0 makes up to six shots of one prompt; 2.6 makes one."""
    text = "shot 1, 3, a bus stops; shot 2, 2, a lady gets off;"

    assert findings(text, "kling-3.0")[0] == []
    assert len(findings(text, "kling-2.6")[0]) == 1
    assert len(findings(text)[0]) == 1


def test_other_cuts_for_such_a_target_come_with_the_syntax():
    """There a cut can be had, but is to be written as numbered shots."""
    text = "A bus stops. Cut to a lady."
    (several,) = findings(text, "kling-3.0")[2]
    (one,) = findings(text, "kling-2.6")[2]

    assert "shot 1, 3, words; shot 2, 4, words;" in several.message
    assert "make each scene a shot of its own" in one.message


def test_many_cuts_are_one_finding():
    """The author is told once, at the first."""
    found, expected, _ = findings("A bed. [[Cut to]]: a sink. Cut to: a note. Cut to black.")

    assert found == expected


@pytest.mark.parametrize(
    "piece", ["in Rome ", "in spring ", "shots: 1. ", "0-3s ", "first scene ", "then wide of a", "wide then "]
)
def test_openings_without_their_second_part_take_no_time(piece):
    """What begins a pair again and again is not searched to the end of the text each time."""
    start = time.perf_counter()
    findings(piece * 10_000)

    assert time.perf_counter() - start < 20


def told(text, target="kling-3.0"):
    return [finding.message for finding in findings(text, target)[2]]


def test_shots_that_are_numbered_are_not_told_to_be_numbered():
    """The author has numbered them; what a target takes is another form."""
    (message,) = told("[Shot 1] Close-up: a needle pulls a thread. [Shot 2] Medium: a tailor bites it off.")

    assert message.startswith('"Shot 2: Medium" begins another scene; kling-3.0 takes numbered shots')
    assert "in another form" in message


def test_a_cut_is_quoted_with_what_it_cuts_to():
    """The words "cut to" alone say little where there are several."""
    (message,) = told("Two workers eat on a balcony, then cut to a close-up of the sandwich.")

    assert message.startswith('"cut to a close-up of the sandwich" begins another scene')


@pytest.mark.parametrize("target", [None, "kling-3.0", "veo-3.1"])
def test_fast_cuts_as_a_style_begin_no_scene(target):
    """They ask for shots of which none is told."""
    (message,) = told("A boy and his teacher race round a roof, anime opening style with fast cuts.", target)

    assert message.startswith('"fast cuts" asks for several shots, and one alone is told')
