"""`negation-in-prompt` finds exclusions in the prompt and moves them to the negative."""

import pytest

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rules.negation_in_prompt import negation_in_prompt
from promptkit.shot import Shot
from promptkit.testing import example_shot, marked

MARKED = [
    "City street, [[devoid of people and cars]]",
    "A red car drives off - [[no people]] - night",
    "A forest path, [[zero humans]]",
    "A bride, [[w/o makeup]]",
    "A beach at dusk, [[no people, no text]], soft light",
    "A bare valley. [[There are no people in the picture]].",
    "A dog runs, [[don't show any text]].",
    "A street at night [[without people]].",
    "A street [[without text or logos]]",
    "A cup turns ([[no hands]])",
    "A lake, [[no sword no gun]]",
    "A shop, [[Avoid watermarks]]",
    "Waves roll in and the light is soft [[and there are no people]].",
    "An empty street [[without any cars or tourists]], a tram climbs",
    "A stadium [[with zero people in the seats and no banners]].",
    "A street [[free of traffic]]",
    "A cook plates a dish. [[There should be no camera shake and no blur]].",
    "A boy plays, [[no other children]]",
    "An empty platform, [[no guards, no text on the signs]].",
    "A shop, [[no letters above the door, no crowds outside the shops]]",
    "A van, [[no writing on the side of the van]], rain",
]
TOLD = [
    "A monk kneels. [[Text must not appear]].",
    "A monk kneels. [[Subtitles are not allowed]].",
    "A plane lands. [[Under no circumstances show the crew]].",
    "A barista pours milk. [[Leave the logos off the cup]].",
    "A dog runs, [[people-free, text-free]]",
    "A woman ties her hair, [[not an illustration]]",
    "A plane lands. [[We don't see her face]].",
    "A plane lands. [[Exclude]]: text, logos",
    "A cup fills. [[Nobody should be visible]].",
    "A cup fills. [[It is important that there's no spoon in it]].",
    "A plane lands. [[Prevent flickering]].",
    "A robot waters a plant, [[please don't make it look like a cartoon]].",
    "A wolf crosses a river. [[I don't want snow falling]].",
    "A child laughs. [[The video should not contain any flickering or morphing]].",
    "A potter works, [[the hands must not melt]].",
    "A dancer bows. [[Make sure there isn't a mirror in the room]].",
    "A knight walks, [[not blurry, not low quality]]",
    "A bee on lavender, [[exclude humans and houses from the background]].",
    "A fox sleeps. [[The clip shouldn't have any cuts or text]].",
    "A ship sails, [[keep people out of the frame]]",
    "A fox sleeps and [[nothing else appears in the frame]].",
    "A cello on a stage and [[not a single person visible]].",
    "A street at dusk, [[no black and white]], rain",
    "A street at dusk, [[no b/w]]",
    "A street at dusk, [[no red and blue cars]], rain",
    "A chef bows, [[no salt and pepper shakers]], rain",
]
SILENT = [
    "A kid rides a bike, no hands, another runs behind.",
    "The clouds are mirrored almost without distortion.",
    "She should not touch the stove.",
    "An astronaut floats, zero gravity",
    "The waiter cannot help laughing.",
    "Leave the house, he thinks.",
    "no one moves",
    "A train that no longer runs",
    "The hills, devoid of trees, glow in the sun.",
    "A lane in winter, devoid of leaves",
    "The sky, free of clouds, turns pink.",
    "A shelf bare of books, a lamp beside it",
    "A no-parking sign swings.",
    "A girl jumps without hesitation.",
    "No matter what, the dog runs.",
    "A man without a hat walks.",
    "He does not look back.",
    "An empty tank with no fish in it.",
    "A square, no car passes.",
    "No hand enters the frame.",
    "A field. No sign of activity.",
    "A trail, no end in sight. A hunter listens, no sign along the river.",
    "A chess player, no longer young, no camera movement, no cuts",
    'A sign reads "no smoking, no dogs".',
    "He shakes his head, no, no.",
    "An old lady knits without looking.",
    "A dancer, (no wind:1.3), spins",
    "A sign that says no thunder",
    "Don't let the soldiers march.",
    "The lid is stuck, he must not drop it.",
    "The donkey will not move. She cannot open it.",
    "A child not yet steady on her feet, never tired, walks.",
    "He knows that nobody is on the pier.",
    "I do not want to go, says the boy.",
    "A slow pan, don't use zoom, no zoom, no cuts",
    "An astronaut in zero gravity",
    "Nobody is in sight. Nothing in the picture is beautiful.",
    "People stand, do not weep, do not turn their heads.",
    "No pans, no tilts: one tracking move",
    "A Sunday morning with no plans and no noise.",
    "A horse gallops... no wait. It trots.",
    "The reptile sinks without a sound. Without a sound the boat follows.",
    "The door closes without any noise.",
    "Siberia, minus forty, every chimney cold. Boreal silence, minus ten",
    "No push, no pan. Hold.",
    "A couple dances, no faces close",
    "A hall with a wall clock without hands. A dusk garden party with no guests.",
    "A man without a face waits. A page without any words turns.",
    "A robot's face, no expression, a hall",
    "A white wall. There is no person visible and the view doesn't change.",
]
MOVED = [
    ("A beach, no people, no text, soft light", "A beach, soft light", "people, text"),
    ("A valley. There are no people in the picture. Wind blows.", "A valley. Wind blows.", "people"),
    ("No people. A dog runs.", "A dog runs.", "people"),
    ("A cup turns (no hands).", "A cup turns.", "hands"),
    ("A lake, no text or logos.", "A lake.", "text, logos"),
    ("A lake. No boats, buoys or piers in the frame.", "A lake.", "boats, buoys, piers"),
    ("A lake, no boats, buoys or piers visible", "A lake", "boats, buoys, piers"),
    ("A street without people.", "A street.", "people"),
    ("A street, no cars in the background, rain", "A street, rain", "cars in the background"),
    ("A dog runs, don't show any text.", "A dog runs.", "text"),
    ("The light is bright and without shadows.", "The light is bright.", "shadows"),
    ("Siberia, minus forty, no smoke", "Siberia, minus forty", "smoke"),
    ("A parrot bites a vet, no blood cute", "A parrot bites a vet, cute", "blood"),
    ("A parrot sings, no text no cats soft light, park", "A parrot sings, soft light, park", "text, cats"),
    ("A parrot sings, no harsh bright light", "A parrot sings", "harsh bright light"),
    ("No text, logos, or watermarks. A dog runs.", "A dog runs.", "text, logos, watermarks"),
    ("A lake, no text, logos or watermarks", "A lake", "text, logos, watermarks"),
    ("A ball hits the net. No player should be visible.", "A ball hits the net.", "player"),
    ("No pedestrian must appear. A tram rolls by.", "A tram rolls by.", "pedestrian"),
    ("A candle burns without any people around.", "A candle burns.", "people"),
    ("A hut. Avoid showing the roof.", "A hut.", "roof"),
    ("A tiger walks. There must not be any cage.", "A tiger walks.", "cage"),
    ("Please, no text. A balloon rises.", "A balloon rises.", "text"),
    ("Avoid showing any brand names. A runner rests.", "A runner rests.", "brand names"),
    ("A pot boils. No hands, please.", "A pot boils.", "hands"),
    ("A cellist plays, no crowd around him.", "A cellist plays.", "crowd"),
    ("Balloons rise, no logo on the balloons", "Balloons rise", "logo on the balloons"),
    ("Signs swing in rain, no text on the signs", "Signs swing in rain", "text on the signs"),
    ("A tram stops, no dust above it", "A tram stops", "dust"),
]
UNMOVED = [
    "No cars, trees.",
    "A lake, no people, text, logos",
    "A table laid for twelve, candles, but no guests.",
    "A lake. No smoke. Only mist over the water.",
    "A dog runs, don't show faces, hands.",
    "A lake, no boats, just swans",
    "A dog runs on grass, no dogs",
    "A man walks, no people",
    "No people",
    "A boy plays, no other children",
    "A plain. No draught, no footstep and no voice disturbs it.",
    "A woman on a deck. No smoke. It's a poster, after all.",
    "Crosses on a hill, no text, we will add verse later",
    "A Roman bath. No steam please, our archaeologist hates it.",
    "A road, no cars, none of the usual noise",
    "The road is free of cars.",
    "A field in the absence of people",
    "A juggler, no wind in the flags",
    "no wind at all, yet the ribbon flies straight out",
    "A kitchen. No smoke. Instead, a fan turns.",
    "A platform, no people, no text on the signs.",
]


@pytest.mark.parametrize("text", MARKED)
def test_exclusions_are_marked(text):
    """The span covers the order with its negation; neighbours in a list are one finding."""
    prompt, spans = marked(text)
    findings = check_shot(example_shot("", prompt=prompt), [negation_in_prompt])

    assert tuple((finding.start, finding.end) for finding in findings) == spans


@pytest.mark.parametrize("text", TOLD)
def test_sentences_that_exclude_are_marked_without_a_fix(text):
    """An instruction, a fixed pair or a colour is found as a whole; its bare terms are for its author to say."""
    prompt, spans = marked(text)
    findings = check_shot(example_shot("", prompt=prompt), [negation_in_prompt])

    assert tuple((finding.start, finding.end) for finding in findings) == spans
    assert all(finding.fix is None and "in bare terms" in finding.message for finding in findings)


@pytest.mark.parametrize("prompt", SILENT)
def test_idioms_and_stories_are_left_alone(prompt):
    """Set phrases, negations that belong to the scene, orders about the camera, signs and quotations say nothing."""
    assert check_shot(example_shot("", prompt=prompt), [negation_in_prompt]) == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A diver turns over and over, no up",
        "A mayor cuts a ribbon, no explanation",
        "A groom leads a mare, no visible aid",
        "A passport photo, no smile",
        "A ferry docks, flat light, no drama",
        "An attic, dust on the trunks, no movment plese",
    ],
)
def test_what_no_picture_holds_is_left_alone(prompt):
    """A way, a tone, a look, a manner and a wish for stillness, also misspelt, are no things to keep out."""
    assert check_shot(example_shot("", prompt=prompt), [negation_in_prompt]) == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A moor at dawn. No zoom, no arrow, no rescue.",
        "A bust on a plinth, no blinking, no hat",
        "A lobby, no guest walking, no fountain water, wide",
        "A cat purrs, no caption i write it later, no human",
        "An eye opens, no cuts, sharp, no text",
        "A clinic at night, no humans, and no explanation.",
    ],
)
def test_a_list_is_moved_whole_or_not_at_all(prompt):
    """Where one "no" of a sentence stays, the others stay beside it."""
    assert fix_shot(example_shot("", prompt=prompt), [negation_in_prompt]).shot.prompt == prompt


@pytest.mark.parametrize(("before", "after", "negative"), MOVED)
@pytest.mark.parametrize("target", [None, "veo-3.1", "kling-3.0@fal"])
def test_fix_moves_the_bare_terms(before, after, negative, target):
    """The prompt reads as if they had never been there, also where promptkit folds the negative back in."""
    fixed = fix_shot(example_shot("", prompt=before, target=target), [negation_in_prompt]).shot

    assert (fixed.prompt, fixed.negative) == (after, negative)


@pytest.mark.parametrize("target", [None, "veo-3.1", "runway-gen-4.5"])
def test_what_can_be_said_in_positive_words_is(target):
    """A negative keeps no picture from having a background; a prompt does."""
    shot = example_shot("", prompt="A goblin stands, no background, no shake", target=target)
    alone = example_shot("", prompt="A goblin stands, no background", target=target)

    assert fix_shot(alone, [negation_in_prompt]).shot.prompt == "A goblin stands, plain background"
    assert "plain background" not in fix_shot(shot, [negation_in_prompt]).shot.prompt


def test_terms_join_the_negative_once():
    """What is there stays, and nothing is written twice."""
    shot = example_shot("", prompt="A lake, no Text, no boats", negative="blur, text")

    assert fix_shot(shot, [negation_in_prompt]).shot.negative == "blur, text, boats"


@pytest.mark.parametrize("prompt", UNMOVED)
def test_no_fix_where_the_meaning_might_change(prompt):
    """The finding stands, but lists that go on, things asked for elsewhere and an empty rest are left to the author."""
    shot = example_shot("", prompt=prompt)

    assert check_shot(shot, [negation_in_prompt])
    assert fix_shot(shot, [negation_in_prompt]).shot.prompt == prompt


@pytest.mark.parametrize("target", [None, "kling-2.6@legacy"])
@pytest.mark.parametrize(
    "prompt", ["A girl cycles. No music.", "A monk, no dialogue, no score", "A monk bows, no sound"]
)
def test_what_is_heard_is_left_alone_where_the_clip_may_have_no_sound(prompt, target):
    """A negative for pictures keeps no music out."""
    assert check_shot(example_shot("", prompt=prompt, target=target), [negation_in_prompt]) == ()


def test_what_is_heard_is_moved_where_the_target_makes_sound():
    """There the negative speaks of sound as well, unless what is to be heard follows, or the sound is off."""
    cycles = example_shot("", prompt="A girl cycles. No music.", target="veo-3.1")
    moved = fix_shot(cycles, [negation_in_prompt]).shot
    kept = example_shot("", prompt="A door swings. No music. Only the creak.", target="veo-3.1")
    off = example_shot("", prompt="A girl cycles. No music.", target="veo-3.1@runway", sound="off")

    assert (moved.prompt, moved.negative) == ("A girl cycles.", "music")
    assert fix_shot(kept, [negation_in_prompt]).shot.prompt == kept.prompt
    assert check_shot(off, [negation_in_prompt]) == ()


def test_what_is_seen_goes_without_what_is_heard_beside_it():
    """One is moved, the other stays where it is."""
    shot = example_shot("", prompt="A sumo wrestler stamps, no text, no music except for crickets.")
    fixed = fix_shot(shot, [negation_in_prompt]).shot

    assert (fixed.prompt, fixed.negative) == ("A sumo wrestler stamps, no music except for crickets.", "text")


def test_silent_where_the_prompt_is_the_channel():
    """Kling reads exclusions in the prompt, and nowhere else."""
    assert check_shot(example_shot("A lake, no boats", target="kling-3.0"), [negation_in_prompt]) == ()


def test_positive_words_are_advised_where_no_negative_is_taken():
    """Without a channel there is a note and no fix."""
    (finding,) = check_shot(example_shot("A lake, no boats", target="runway-gen-4.5"), [negation_in_prompt])

    assert (finding.severity, finding.fix) == ("note", None)
    assert "say what is there" in finding.message


def test_no_fix_past_the_limit_of_the_field():
    """Where the negative is full, the words stay in the prompt."""
    shot = example_shot("A lake, no boats", target="wan-2.7-t2v", negative="x" * 498)
    (finding,) = check_shot(shot, [negation_in_prompt])

    assert finding.fix is None


def test_several_terms_are_spoken_of_in_the_plural():
    """One thing is "it", and several are "them"."""
    said = [
        check_shot(example_shot(f"A lake, no {what}."), [negation_in_prompt])[0].message
        for what in ("boats", "boats or nets")
    ]

    assert ["invites it; put it" in said[0], "invites them; put them" in said[1]] == [True, True]


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("Crystal grows on a slide, scale bar not needed", "scale bar not needed"),
        ("A keeper winds the lamp, not a fantasy film.", "not a fantasy film"),
        ("A neuron fires, not the blue glowing stock stuff.", "not the blue glowing stock stuff"),
        ("A train passes. The figures on the platform must NOT move.", "The figures on the platform must NOT move"),
        ("A noon street, make it not dark.", "make it not dark"),
    ],
)
def test_exclusions_said_in_passing_are_found(prompt, said):
    """They name what is not wanted as a "no" does; how they come to bare terms is left to the author."""
    (found,) = check_shot(Shot(id="s", prompt=prompt, target="veo-3.1"), [negation_in_prompt])

    assert prompt[found.start : found.end] == said
    assert found.fix is None


@pytest.mark.parametrize(
    "prompt",
    [
        "He must not move, or the beast wakes.",
        "The camera must not move.",
        "She is not needed at the office any more and walks home.",
        "A guard who must not blink watches the gate.",
        "A boy draws, but it is not a photo of his mother that he draws.",
    ],
)
def test_what_is_told_of_somebody_is_no_exclusion(prompt):
    """A story may say what must not be, and a camera order is another rule's business."""
    assert check_shot(Shot(id="s", prompt=prompt, target="veo-3.1"), [negation_in_prompt]) == ()
