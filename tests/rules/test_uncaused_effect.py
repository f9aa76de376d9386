"""`uncaused-effect`."""

import pytest
from scenes import scene

from promptkit.edited import apply_fix
from promptkit.lint import lint
from promptkit.rules.uncaused_effect import uncaused_effect
from promptkit.shot import Shot


def fixed(prompt, *elements, **given):
    (found,) = uncaused_effect.check(scene(prompt, *elements, **given))
    return apply_fix(Shot(id="s", prompt=prompt), found.fix).prompt


def test_the_finding_marks_the_motion_without_a_cause():
    """The span is the motion, not the whole prompt."""
    prompt = "The dress is billowing"
    (found,) = uncaused_effect.check(scene(prompt, ("dress", "subject", "billowing"), loose=("dress",)))

    assert prompt[found.start : found.end] == "billowing"
    assert '"dress"' in found.message


def test_a_named_cause_is_enough():
    """With a cause nothing is said."""
    prompt = "The wind causes the dress to billow"
    given = scene(prompt, ("dress", "subject", "billow"), loose=("dress",), caused={"dress": "The wind"})

    assert list(uncaused_effect.check(given)) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion", "expected"),
    [
        ("The dress is billowing.", "dress", "billowing", "The dress is billowing in the wind."),
        ("A flag flaps on a beach", "flag", "flaps", "A flag flaps in the wind on a beach"),
        ("Seaweed sways underwater", "Seaweed", "sways", "Seaweed sways underwater in the current"),
        ("swaying kelp, coral reef", "kelp", "swaying", "swaying kelp in the current, coral reef"),
    ],
)
def test_the_fix_names_a_cause_that_fits_material_motion_and_place(prompt, what, motion, expected):
    """Wind for flags on a beach, a current underwater."""
    assert fixed(prompt, (what, "subject", motion), loose=(what,)) == expected


@pytest.mark.parametrize("motion", ["drips", "falls", "slowly slides off"])
def test_gravity_is_in_the_verb(motion):
    """What falls or drips needs no other cause than its weight."""
    prompt = f"Honey {motion} the spoon"

    assert list(uncaused_effect.check(scene(prompt, ("Honey", "subject", motion), loose=("Honey",)))) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A vase slides across the table", "vase", "slides"),
        ("A cup slips to the left", "cup", "slips"),
        ("A rope coils on the deck", "rope", "coils"),
    ],
)
def test_what_slides_along_needs_a_cause(prompt, what, motion):
    """Only off, down or from something does a thing slide by its weight."""
    (found,) = uncaused_effect.check(scene(prompt, (what, "subject", motion), loose=(what,)))

    assert prompt[found.start : found.end] == motion


@pytest.mark.parametrize("motion", ["slides", "sliding slowly"])
def test_the_way_down_may_stand_behind_the_motion(motion):
    """The words behind the verb are asked as well."""
    prompt = f"Honey {motion} down the spoon"

    assert list(uncaused_effect.check(scene(prompt, ("Honey", "subject", motion), loose=("Honey",)))) == []


def test_a_quotation_is_left_as_it_is():
    """The finding stands; words of somebody else are not added to."""
    prompt = '"Two flags flap on the roof," he says.'
    (found,) = uncaused_effect.check(scene(prompt, ("flags", "subject", "flap"), loose=("flags",)))

    assert found.fix is None


def test_what_hangs_on_a_walker_follows_the_steps():
    """Worn things take their cause from the mover's own action."""
    prompt = "A woman walks through a hall, her skirt swaying"
    elements = (("woman", "subject", "walks"), ("skirt", "secondary", "swaying"))

    assert fixed(prompt, *elements, loose=("skirt",)) == f"{prompt} with each step"


def test_no_wind_is_invented_where_there_is_none():
    """In space nothing is blown about: the finding comes without a fix."""
    prompt = "A flag waves in outer space"
    (found,) = uncaused_effect.check(scene(prompt, ("flag", "subject", "waves"), loose=("flag",)))

    assert found.fix is None


def test_the_sentence_pair_of_the_documentation():
    """State alone is flagged, cause and effect is not, through the real scene analysis."""
    state, cause = lint(
        [Shot(id="a", prompt="The dress is billowing"), Shot(id="b", prompt="The wind causes the dress to billow")],
        select=["uncaused-effect"],
    )

    assert [finding.rule for finding in state.findings] == ["uncaused-effect"]
    assert cause.findings == ()


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A wet towel drying on a rail", "towel", "drying"),
        ("A slice of melon slowly rots", "slice of melon", "slowly rots"),
        ("A green leaf turns to pink", "leaf", "turns to pink"),
        ("A leaf turning red.", "leaf", "turning red"),
        ("The plate rebounds off the table", "plate", "rebounds off the table"),
        ("A ball bounces back", "ball", "bounces back"),
        ("A bottle crashes onto the floor", "bottle", "crashes"),
        ("A bowling ball strikes pins", "bowling ball", "strikes"),
        ("A glass fogging up in a warm room", "glass", "fogging up"),
        ("A pencil slowly presses into rubber", "pencil", "slowly presses"),
        ("A roller applies a coat of paint", "roller", "applies"),
        ("A broomstick breakdancing on the floor", "broomstick", "breakdancing"),
    ],
)
def test_what_nobody_pushes_needs_no_cause(prompt, what, motion):
    """Time changes a thing, a blow sends it back, a hand holds a tool, and a thing may be given life."""
    assert list(uncaused_effect.check(scene(prompt, (what, "subject", motion), loose=(what,)))) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("The product rotates on a turntable.", "product", "rotates"),
        ("A bottle turns slowly on a rotating pedestal", "bottle", "turns"),
        ("On a turntable, a sneaker spins", "sneaker", "spins"),
        ("A watch rotates on a display stand", "watch", "rotates"),
        ("Suitcases glide by on a conveyor belt", "Suitcases", "glide by"),
        ("POV of a biker racing through the woods, branches whipping past", "branches", "whipping past"),
        ("A cyclist races down, trees rushing past", "trees", "rushing past"),
        ("From the train window, sacks fly past", "sacks", "fly past"),
        ("Milk splashes into a bowl.", "Milk", "splashes"),
        ("Water splashing over the stones", "Water", "splashing"),
        ("The door opens.", "door", "opens"),
        ("A drawer slides open", "drawer", "slides open"),
        ("The garage door rolls up", "garage door", "rolls up"),
        ("The curtain rises on an empty stage", "curtain", "rises"),
        ("Glass shatters on the floor.", "Glass", "shatters"),
        ("A plate shatters against the wall", "plate", "shatters"),
    ],
)
def test_what_a_viewer_understands_by_himself_needs_no_cause(prompt, what, motion):
    """A turntable turns, a ride goes past, gravity splashes, somebody opens a door, a floor breaks a glass."""
    assert list(uncaused_effect.check(scene(prompt, (what, "subject", motion), loose=(what,)))) == []


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A lantern swings above a turntable", "lantern", "swings"),
        ("A sign swings on a pedestal", "sign", "swings"),
        ("Papers fly past a desk", "Papers", "fly past"),
        ("Branches whip back and forth", "Branches", "whip"),
        ("Petals drift by", "Petals", "drift by"),
        ("A door rattles", "door", "rattles"),
        ("A door swings back and forth", "door", "swings"),
    ],
)
def test_what_a_viewer_must_be_told_is_told(prompt, what, motion):
    """Near misses of what is understood by itself."""
    assert len(list(uncaused_effect.check(scene(prompt, (what, "subject", motion), loose=(what,))))) == 1


def test_what_moves_beside_a_loose_thing_is_not_moved_by_it():
    """Curtains that billow lift no papers; a slamming door does lift them."""
    prompt = "The curtains billow and papers fly off the desk."
    beside = scene(
        prompt, ("curtains", "subject", "billow"), ("papers", "subject", "fly"),
        loose=("curtains", "papers"), caused={"papers": "billow"},
    )  # fmt: skip
    slams = scene(
        "A door slams, sending papers flying", ("door", "subject", "slams"), ("papers", "subject", "flying"),
        loose=("door", "papers"), caused={"papers": "slams"},
    )  # fmt: skip

    falls = scene(
        "Cereal tumbles into a bowl and milk splashes up", ("Cereal", "subject", "tumbles"),
        ("milk", "subject", "splashes up"), loose=("Cereal", "milk"), caused={"milk": "tumbles"},
    )  # fmt: skip

    assert list(uncaused_effect.check(falls)) == []
    assert [prompt[found.start : found.end] for found in uncaused_effect.check(beside)] == ["billow", "fly"]
    assert len(list(uncaused_effect.check(slams))) == 1


def test_what_hangs_on_a_being_that_moves_is_moved_by_it():
    """Where no rhythm is known to offer, the mover is cause enough; embers wear no cloak."""
    moves = scene(
        "A fox plunges into the snow, its brush whipping",
        ("fox", "subject", "plunges"), ("brush", "secondary", "whipping"), loose=("brush",),
    )  # fmt: skip
    drives = scene(
        "A motorcycle crosses the desert, dust rising behind it",
        ("motorcycle", "subject", "crosses"), ("dust", "secondary", "rising"), loose=("dust",),
    )  # fmt: skip
    stares = scene(
        "Embers drifting, her cloak rippling",
        ("Embers", "subject", "drifting"), ("cloak", "secondary", "rippling"), loose=("cloak",),
    )  # fmt: skip

    assert [*uncaused_effect.check(moves), *uncaused_effect.check(drives)] == []
    assert len(list(uncaused_effect.check(stares))) == 1


@pytest.mark.parametrize(
    ("prompt", "what", "motion"),
    [
        ("A ball bounces across the yard", "ball", "bounces"),
        ("The pages of a book turn over", "pages", "turn over"),
        ("Curtains dance at a window", "Curtains", "dance"),
        ("A flag flaps the whole night", "flag", "flaps"),
        ("A shutter slams", "shutter", "slams"),
        ("A flag flaps. The sky is blue.", "flag", "flaps"),
        ("The dress is billowing, the sea behind her", "dress", "billowing"),
        ("Leaves rustle", "Leaves", "rustle"),
        ("The curtains stir", "curtains", "stir"),
        ("A rope writhes", "rope", "writhes"),
        ("Papers fly one after another", "Papers", "fly"),
        ("Her hair sweeps across her face", "hair", "sweeps"),
    ],
)
def test_what_something_must_move_is_told(prompt, what, motion):
    """Near misses of what needs no cause."""
    (found,) = uncaused_effect.check(scene(prompt, (what, "subject", motion), loose=(what,)))

    assert prompt[found.start : found.end] == motion


MOVED_BY_ITS_SENTENCE = """
A matte black wristwatch lies on wet slate; a drop of water lands on the glass and runs down the bezel.
Wheat beer fills a tall glass, foam climbing to the rim and spilling over.
Ice cubes drop into a tumbler of whisky, the liquid swirling around them.
Balloon pops, confetti explodes everywhere.
A lighthouse keeper climbs the spiral stairs, lantern swinging in his hand.
A boxer hits a heavy bag in a dim gym. The bag swings back, chain rattling, sweat flying off his gloves.
A woman in sunglasses looks over her shoulder and smiles at the camera, her ponytail swinging.
POV: I ride a mountain bike down a forest trail, leaves whipping past, handlebar shaking.
Snow falls on a quiet street, a tram passes by, its bell ringing.
A lipstick glides across her lower lip, leaving a glossy red line.
The lipstick twists up out of its gold case
A paintbrush sweeps across the canvas.
Espresso drips into a cup, crema swirling on the surface.
""".strip().splitlines()


@pytest.mark.parametrize("prompt", MOVED_BY_ITS_SENTENCE)
def test_what_the_sentence_itself_moves_is_left_alone(prompt):
    """A fall, a burst, a pour, a hand, a body, a ride, a sound: the cause is said, through the real scene analysis."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert linted.findings == ()


def test_what_hangs_on_a_mover_is_not_said_to_move_by_nothing():
    """The dance moves the dress; what is missing is only the tie."""
    (linted,) = lint(
        [Shot(id="a", prompt="A couple dances slowly in a kitchen, her dress swaying.")], select=["uncaused-effect"]
    )

    assert "nothing ties it to what moves it" in linted.findings[0].message


@pytest.mark.parametrize(
    "prompt",
    [
        "Pages of a book turning on their own",
        "A rocking chair rocks back and forth on the porch, nobody in it",
        "Spell books floating around a young witch in the library",
        "A planchette slides across the table by itself",
        "A wrecking ball swings through the dust",
        "The pendulum of a grandfather clock swings",
        "Long hair floats around a pale girl, underwater",
        "Feathers drift down onto a stone floor",
    ],
)
def test_what_is_meant_to_have_no_cause_or_is_known_to_be_driven_is_left_alone(prompt):
    """By itself, by magic, by clockwork, in water, and by its own weight."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert linted.findings == ()


def test_a_witch_holds_no_cloak_in_the_air_and_a_bag_on_the_level_does_not_fall():
    """Near misses: the wind moves the cloak, and rolls the bag along."""
    cloak, bag = lint(
        [
            Shot(id="a", prompt="A witch stands on a cliff, her cloak fluttering"),
            Shot(id="b", prompt="A newspaper tumbles down an empty street"),
        ],
        select=["uncaused-effect"],
    )

    assert [found.fix.title for found in (*cloak.findings, *bag.findings)] == [
        'add "in the wind"',
        'add "in the wind"',
    ]


VERB_TELLS = """
spoon cracks the toffee on an apple, macro
A slab emerges from the rollers of a mill
An armchair unfolds into a bed
Coins stack themselves on a counter
The marble goes down the run and rings a bell
A wooden cube transforms into a glass cube
A perfume flask rotates slowly, rim light
A tape measure pulls itself back in
Paper lanterns rise over a lake
A balloon floats up past a tower
""".strip().splitlines()
OTHERS_ACT = """
The desk slides forward, the stool rolls after it. A man in slippers does it all.
Lemonade moves in the jug as a boy presses lemons.
Animated diagram: the left plate moves under the right one.
Stop-motion: a stapler and a tape roll slide about the desk.
Side view of a crash test, a head-on crash, gravel bounces over the bonnet.
A robot arm welds a hull, the hull rocks.
A dresser slides over the parquet, pushed aside by two movers who carry a lamp in their other hands.
""".strip().splitlines()
FORCE_ELSEWHERE = """
A model on a jetty in a wide gown. Wind from the right. Only the gown moves.
Windy morning on the roof. Sheets flap, a boy reads.
Frontal collision at walking pace, slow motion, confetti floats through the cabin.
An earthquake. The lamps over the counter swing.
""".strip().splitlines()


@pytest.mark.parametrize("prompt", [*VERB_TELLS, *OTHERS_ACT, *FORCE_ELSEWHERE])
def test_firm_things_need_no_push_where_the_verb_or_anybody_gives_one_and_no_force_is_told_twice(prompt):
    """What emerges, unfolds or stacks itself; a shot in which others act; wind, crash and quake wherever they stand."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert [found.message for found in linted.findings] == []


@pytest.mark.parametrize(
    "prompt",
    [
        "A trolley rolls across an empty car park.",
        "A lampshade's tassels tremble in an empty hotel room.",
        "The chandelier swings. Guests stand and stare at it.",
        "Willows sway behind a caravan while two boys eat soup.",
        "A cup slides to the left while a dog trots to the right.",
        "A road winds through the hills. Laundry flaps beside it.",
        "Waves crash below the cliff. A pennant flutters on it.",
    ],
)
def test_what_hangs_wants_its_force_whoever_acts_and_firm_things_where_nobody_does(prompt):
    """Somebody who eats sways no willow, a road that winds is no wind, and breakers wave no flag."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert linted.findings


@pytest.mark.parametrize(
    "prompt",
    [
        "A forest full of the sound of rustling leaves, a deer lifts its head",
        "The soft rustling of leaves fills a grove",
    ],
)
def test_what_is_only_heard_is_asked_for_no_force(prompt):
    """A sound is no picture."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    "prompt",
    [
        "A girl hits a heavy bag, its chain rattles.",
        "Close-up of lips, smoke curling out.",
        "A locomotive thunders over a bridge. White plumes roll back over the carriages.",
    ],
)
def test_blows_breath_and_engines_move_what_is_told_behind_them(prompt):
    """The bag hangs on the chain, the lips breathe the smoke out, and the locomotive leaves its plumes behind."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])

    assert linted.findings == ()


def test_smoke_of_which_no_motion_is_told_wants_no_cause():
    """A haze of smoke is how the air looks."""
    prompt = "Couples sit behind a haze of smoke"
    still = scene(prompt, ("smoke", "environment", None), loose=("smoke",))
    moving = scene(f"{prompt} drifting", ("smoke", "environment", "drifting"), loose=("smoke",))

    assert list(uncaused_effect.check(still)) == []
    assert len(list(uncaused_effect.check(moving))) == 1


def test_what_hangs_on_who_moves_is_a_note():
    """Of coats on dancers who run the cause can be guessed, of a flag in an empty room it cannot."""
    prompts = ("Dancers run in a circle, their coats flapping.", "A flag flapping in an empty room.")
    found = [lint([Shot(id="a", prompt=prompt)], select=["uncaused-effect"])[0].findings for prompt in prompts]

    assert [[finding.severity for finding in each] for each in found] == [["note"], ["warning"]]


@pytest.mark.parametrize("hint", ["something in it maybe", "someone hiding behind it", "something in the grass"])
def test_what_hides_in_a_thing_may_move_it(hint):
    """The doubt is the shot: a light breeze would explain it away."""
    prompt = f"tall grass moving at night, {hint}"
    given = scene(prompt, ("grass", "environment", "moving"), loose=("grass",))

    assert list(uncaused_effect.check(given)) == []


def test_what_is_on_ones_mind_moves_nothing():
    """Something elsewhere is no cause."""
    prompt = "tall grass moving at night, something on her mind"
    given = scene(prompt, ("grass", "environment", "moving"), loose=("grass",))

    assert len(list(uncaused_effect.check(given))) == 1


def test_something_in_a_box_moves_no_curtain():
    """What hides is in the thing that the same sentence names."""
    (linted,) = lint(
        [Shot(id="a", prompt="Curtains billow in a room. A boy holds a box, something in it.")],
        select=["uncaused-effect"],
    )

    assert linted.findings
