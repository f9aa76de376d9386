"""`static-description`."""

from dataclasses import replace

import pytest
from scenes import scene

from promptkit.edited import apply_fix
from promptkit.lint import check_shot, lint, selected_rules
from promptkit.rules.static_description import static_description
from promptkit.scene.read import read_scene
from promptkit.shot import Shot
from promptkit.testing import example_shot

BEACH = "A woman in a white dress standing on a beach."
STRONG = (
    "A woman in a white dress walks along a windy beach, the fabric pulled back at the hem as the ocean wind "
    "presses it, her hair lifting and settling with each stride."
)


def findings(prompt, *elements, **options):
    given = {key: options.pop(key) for key in ("camera", "anchors") if key in options}
    return list(static_description.check(Shot(id="s", prompt=prompt), scene(prompt, *elements, **given), **options))


def test_a_picture_in_words_is_flagged_as_a_whole():
    """A prompt in which nothing moves gets one finding over its whole length."""
    (found,) = findings(BEACH, anchors=("A woman",))

    assert (found.start, found.end) == (0, len(BEACH))
    assert "A woman" in found.message


def test_a_moving_camera_does_not_make_a_scene_move():
    """Only the camera moves: still static."""
    prompt = "The old harbour, pan left"

    (found,) = findings(prompt, ("pan left", "camera", "pan left"), camera=(("pan", "left", "pan left"),))

    assert "only the camera" in found.message


@pytest.mark.parametrize("role", ["subject", "environment", "secondary"])
def test_anything_else_that_moves_is_enough(role):
    """One mover of any other role clears the prompt."""
    assert findings("A tree sways", ("tree", role, "sways")) == []


@pytest.mark.parametrize(
    ("prompt", "camera"),
    [
        ("Rack focus from a glass to an open letter", [("rack_focus", None, "Rack focus")]),
        ("Shift of focus from the rose to the gravestone", [("rack_focus", None, "Shift of focus")]),
        ("Dolly zoom on a lighthouse", [("dolly", None, "Dolly zoom"), ("zoom", None, "Dolly zoom")]),
        ("Vertigo effect on an empty hotel corridor", [("dolly", None, "Vertigo effect")]),
        ("Contra-zoom on a wooden door", [("zoom", None, "Contra-zoom")]),
        ("Hyperlapse through the streets of Tokyo", [("dolly", None, "Hyperlapse")]),
        ("Time lapse of clouds over the Dolomites", []),
        ("A timelapse of stars above the desert", []),
        ("Time-lapse: shadows across a courtyard", []),
        ("Close-up of a ticking second hand", []),
        ("The ticking hands of a station clock", []),
        ("A flickering neon sign over a bar", []),
        ("A pot of bubbling soup", []),
    ],
)
def test_what_happens_without_a_mover_is_no_still_picture(prompt, camera):
    """A focus that shifts, a dolly zoom, a time lapse, and motion told before its noun."""
    movers = [(camera[0][2], "camera", camera[0][2])] if camera else []

    assert findings(prompt, *movers, camera=tuple(camera)) == []


@pytest.mark.parametrize(
    ("prompt", "camera"),
    [
        ("A lighthouse, soft focus", []),
        ("Portrait of a sailor, shallow focus, 85mm lens", []),
        ("The camera zooms in on a castle", [("zoom", "in", "zooms in")]),
        ("Dolly forward through an empty gallery", [("dolly", "in", "Dolly forward")]),
        ("A steel watch on velvet", []),
        ("A spinning wheel museum, brass", []),
        ("Boiling hot colours on a wall", []),
        ("A wooden clock on a wall", []),
        ("Rolling hills under a grey sky", []),
        ("Running shoes on a shelf", []),
        ("A camera with a zoom lens on a table", []),
        ("Her cheeks wet with tears", []),
    ],
)
def test_a_lens_and_a_name_are_no_event(prompt, camera):
    """Near misses of what happens without a mover."""
    movers = [(camera[0][2], "camera", camera[0][2])] if camera else []

    assert len(findings(prompt, *movers, camera=tuple(camera))) == 1


@pytest.mark.parametrize("nonsense", ["Soft focus", "lapse", "a 35mm", "the zoom", "Vertigo-like effect"])
def test_words_for_the_picture_are_not_said_to_stand_still(nonsense):
    """What is only described is a thing of the picture."""
    (found,) = findings(f"{nonsense} of a vase", anchors=(nonsense, "a vase"))

    assert '"a vase" is only described' in found.message


def test_an_empty_prompt_is_not_a_still_picture():
    """Nothing to describe, nothing to say."""
    assert findings("  ") == []


def test_the_fix_adds_motion_with_the_cause_of_the_place():
    """On a beach it is the ocean wind that moves dress and hair; the original stands in front, unchanged."""
    (found,) = findings(BEACH)
    fixed = apply_fix(Shot(id="s", prompt=BEACH), found.fix).prompt

    assert not found.fix.safe
    assert fixed.startswith(BEACH[:-1])
    assert fixed.endswith(".")
    assert "ocean wind" in fixed
    assert "dress" in fixed[len(BEACH) :]
    assert "her hair" in fixed


def test_variants_move_other_things():
    """Each variant of the fix is a text of its own."""
    texts = {findings(BEACH, variant=k)[0].fix.edits[0].text for k in range(4)}

    assert len(texts) == 4


@pytest.mark.parametrize("prompt", ["Still life with pears", "A qwertz on a zxcv"])
def test_no_fix_where_stillness_is_asked_or_nothing_is_known(prompt):
    """The finding stands, but nothing is offered that would contradict the prompt or be made up."""
    (found,) = findings(prompt)

    assert found.fix is None


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("A guard at a gate stands motionless.", ["freeze-wording"]),
        ("A laptop, frozen in time", ["freeze-wording"]),
        ("A row of desks in an empty hall, static camera.", ["static-description"]),
        ("A fencer in a gym, intense action.", ["static-description"]),
        ("Stationary shot of a stapler", ["static-description"]),
    ],
)
def test_one_fact_is_told_once(prompt, said):
    """Stillness that is wished for is told by freeze-wording, a resting camera and empty words by this rule."""
    assert [found.rule for found in check_shot(example_shot(prompt), selected_rules("motion"))] == said


def test_a_resting_camera_may_move_instead():
    """The message names the words that rest it."""
    (found,) = check_shot(example_shot("A row of desks in an empty hall, static camera."), [static_description])

    assert 'let the camera move ("static camera" rests it)' in found.message


@pytest.mark.parametrize(
    "prompt",
    [
        "Slow push-in on a porcelain doll. Its head turns toward the lens",
        "Silk drawn through a brass ring, dim light",
        "Macro, a lily pond, a green frog squatting on a leaf. Its throat swells and shrinks.",
    ],
)
def test_a_part_that_moves_and_what_is_drawn_through_are_events(prompt):
    """Though a reader takes the whole for a still."""
    assert check_shot(example_shot(prompt), [static_description]) == ()


@pytest.mark.parametrize("prompt", ["Smith in a busy forge, embers", "A man in a crowded market, flowing robe"])
def test_an_idle_adjective_is_no_motion(prompt):
    """Where the reader itself is in doubt it is told as a note, and nothing is added."""
    (found,) = check_shot(example_shot(prompt), [static_description])

    assert (found.severity, found.fix) == ("note", None)
    assert "plainly" in found.message


@pytest.mark.parametrize("prompt", ["A spy under an awning in the rain", "A chapel, drifting clouds"])
def test_where_only_the_weather_moves_nothing_is_said(prompt):
    """It is motion enough for a clip."""
    assert check_shot(example_shot(prompt), [static_description]) == ()


def test_the_weak_prompt_is_found_and_the_strong_one_is_not():
    """The pair of the documentation, through the real scene analysis."""
    weak, strong = lint(
        [Shot(id="w", prompt=BEACH, duration=10), Shot(id="s", prompt=STRONG, duration=5)],
        select=["motion", "cause", "load"],
    )

    assert "static-description" in {finding.rule for finding in weak.findings}
    assert [finding for finding in strong.findings if finding.severity != "note"] == []


def test_motion_that_comes_from_a_reference_video_need_not_be_told():
    """Motion control: the prompt says how it looks."""
    shot = Shot(id="s", prompt=BEACH, target="kling-2.6-motion-control", reference_video="walk.mp4")

    assert lint([shot], select=["static-description"])[0].findings == ()


@pytest.mark.parametrize(
    ("sure", "severity", "fixes"), [(0.73, "note", False), (0.85, "note", False), (0.92, None, True)]
)
def test_nothing_is_added_where_something_may_move_already(sure, severity, fixes):
    """The finding stands in some doubt, as a warning with a fix where there is hardly a doubt."""
    (found,) = static_description.check(Shot(id="s", prompt=BEACH), replace(scene(BEACH), sure=sure))

    assert (found.own_severity, found.fix is not None) == (severity, fixes)


@pytest.mark.parametrize(
    "prompt",
    [
        "sidecar race on grass, three crews, hay bales",
        "Looping walk cycle, side view, a very tall heron wearing a raincoat",
        "character turnaround, girl mechanic, neutral pose",
        "tyre change pit stop, all mechanics are grandmas",
    ],
)
def test_what_is_named_as_something_done_is_an_event(prompt):
    """Whoever names an activity asks to see it."""
    assert findings(prompt) == []


@pytest.mark.parametrize(
    "prompt", ["A poster of a horse race on a wall", "A race track at dawn", "The locker room after the race"]
)
def test_an_activity_that_is_not_seen_done_is_no_event(prompt):
    """Pictured, over, or part of another name."""
    assert len(findings(prompt)) == 1


@pytest.mark.parametrize("words", ["35mm", "Breathtaking", "Zoom", "rack focus", "pans", "no people"])
def test_what_is_no_thing_is_not_named(words):
    """A lens, praise, a camera move or an exclusion could not move: the prompt as a whole is meant."""
    prompt = f"{words}, in colour"
    (found,) = findings(prompt, anchors=(words,))

    assert found.message == "nothing moves in this prompt; say who or what moves, and what makes it move"


def test_the_first_thing_is_named():
    """The pace and the lens are passed over; one thing is, several things are only described."""
    (one,) = findings("35mm, slow motion, a wooden boat", anchors=("35mm", "slow motion", "a wooden boat"))
    (several,) = findings("Two boats", anchors=("Two boats",))

    assert '"a wooden boat" is only described; say what it does, or what moves on and around it' in one.message
    assert '"Two boats" are only described; say what they do, or what moves on and around them' in several.message


@pytest.mark.parametrize(
    ("prompt", "named", "has"),
    [
        ("A luxury watch on a marble table, soft light.", "A luxury watch", "light, reflections"),
        ("product shot of headphones, studio lighting, black background", "headphones", "light, reflections"),
        ("1girl, red dress, long hair, beach, sunset, wind", "1girl", "hair, clothes"),
        ("A tabby cat on a windowsill", "A tabby cat", "its ears, tail"),
        ("A vineyard in the evening", "A vineyard", "leaves"),
        ("The camera zooms in, then pans left, then cranes up and zooms out over a vineyard.", "a vineyard", "leaves"),
    ],
)
def test_the_message_names_the_thing_and_what_such_a_thing_has(prompt, named, has):
    """No light, no dress before its wearer and no crane of the camera stands still; no bottle has hair."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["static-description"])

    assert f'"{named}" ' in linted.findings[0].message
    assert has in linted.findings[0].message


@pytest.mark.parametrize(
    "prompt",
    [
        "Camera orbits slowly around a silver ring on black velvet, light glinting off the diamond.",
        "Slow push in on a perfume bottle, reflections sliding over the glass.",
        "A woman holds a yoga pose on a rock above the sea, static camera.",
    ],
)
def test_light_that_plays_under_a_moving_camera_and_a_held_pose_are_events(prompt):
    """The usual product shot, and what a body does to stay as it is."""
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["static-description", "freeze-wording"])

    assert linted.findings == ()


@pytest.mark.parametrize(
    ("prompt", "subject", "part"),
    [
        ("lighthouse on a cliff, dry day", "lighthouse", ""),
        ("Roman legionaries lined up before battle, marble plain", "Roman legionaries", ""),
        ("steam locomotive in a museum", "steam locomotive", ""),
        ("our handmade soy soap, unlit, on a tray", "our handmade soy soap", ""),
        ("Still life: a silver jug, folded linen", "a silver jug", ""),
        ("INT. DINER - NIGHT. An empty red booth.", "An empty red booth", ""),
        ("a robot in pieces in a shop window", "a robot", "head, arms"),
        ("a vintage record player on a shelf", "a vintage record player", "light, reflections"),
    ],
)
def test_the_message_names_the_thing_that_the_prompt_is_of(prompt, subject, part):
    """Not a place behind it, half of a name, a heading or a kind of picture; and no hair of a machine."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["static-description"])
    (found,) = linted.findings

    assert f'"{subject}"' in found.message
    assert part in found.message
    assert "hair" not in found.message or "legionaries" in subject


def test_a_platform_that_turns_is_an_event():
    """What stands on it is seen from all sides."""
    assert findings("sneakers on a pedestal, rotating platform, product shot") == []


@pytest.mark.parametrize(
    ("prompt", "who", "hint"),
    [
        ("She feels sad and remembers her mother.", "She", "say what she does that can be seen (breath, hands, "),
        ("He loves his dog.", "He", "say what he does that can be seen"),
        ("In a quiet room a baker thinks of home.", "a baker", "say what they do that can be seen"),
        ("In a quiet kitchen, a woman stands by the oven.", "a woman", "what makes her hair, clothes or hands move"),
    ],
)
def test_somebody_is_what_the_prompt_is_about(prompt, who, hint):
    """A pronoun, or who stands in the place that is named first; of who feels or thinks, what can be seen is asked."""
    (found,) = static_description.check(Shot(id="s", prompt=prompt), read_scene(prompt))

    assert f'"{who}" is only described; ' in found.message
    assert hint in found.message


@pytest.mark.parametrize(
    ("prompt", "hint"),
    [
        ("A forest path.", "(leaves, water, clouds, passers-by)"),
        ("A subway platform at night.", "(a train, lights, paper in the draught, passers-by)"),
        ("An empty subway platform at night, no people.", "(a train, lights, paper in the draught)"),
        ("A wine cellar.", "(light, dust, drips, whoever is there)"),
        ("A deserted library.", "(light, dust, a door)"),
        ("A desert.", "(sand, dust, clouds)"),
    ],
)
def test_a_place_gets_a_hint_of_its_own(prompt, hint):
    """No leaves and clouds underground or in a room, and nobody passes where nobody is."""
    (found,) = static_description.check(Shot(id="s", prompt=prompt), read_scene(prompt))

    assert found.message.endswith(f"say what moves there {hint}")


def message_of(prompt):
    (linted,) = lint([Shot(id="a", prompt=prompt)], select=["static-description"])
    return " ".join(found.message for found in linted.findings)


@pytest.mark.parametrize(
    ("prompt", "named", "has"),
    [
        ("A puffin on a cliff ledge", '"A puffin" is', "head, wings or feathers"),
        ("A frog on a lily pad", '"A frog" is', "what makes it move"),
        ("A lonely horse looks", '"A lonely horse" is', "ears, tail or fur"),
        ("The bridge of a starship", '"The bridge" is', "lights, screens, stars outside"),
    ],
)
def test_the_message_speaks_of_what_such_a_one_has(prompt, named, has):
    """Birds have feathers, frogs neither, and no leaves blow through a starship; a verb is no part of a name."""
    message = message_of(prompt)

    assert named in message
    assert has in message


@pytest.mark.parametrize(
    "prompt", ["a silent moment", "premium quality", "Graceful movement", "A stonemason's finished gargoyle stands"]
)
def test_no_mood_and_no_owner_is_what_is_only_described(prompt):
    """The message names what the shot shows, or nothing."""
    assert '"' not in message_of(prompt)


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("Slow push-in through the front door of a townhouse. A brass lamp on an oak table.", "front door"),
        ("FPV drone dives off the lip of a dam. One take.", "lip"),
        ("Camera orbits 180° clockwise around a parked scooter, 5 seconds.", "clockwise"),
        ("80s aerobics VHS tape, nuns in leg warmers.", "tape"),
        ("The camera pulls back from the eye of a leopard print on a coat.", "eye"),
    ],
)
def test_what_a_camera_passes_or_is_only_a_part_is_not_to_be_set_in_motion(prompt, named):
    """Nobody wants to know what the keyhole does."""
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["static-description"])

    assert not any(named in finding.message.partition(";")[0] for finding in linted.findings)


def test_a_still_shot_among_moving_ones_is_told_by_its_number():
    """The others move: "nothing moves" would be untrue of the prompt."""
    prompt = "Shot 1: A boy runs across a field. Shot 2: A workshop, belts on a beam. Shot 3: A girl jumps a rope."
    (linted,) = lint([Shot(id="s", prompt=prompt)], select=["static-description"])

    assert [finding.message[:24] for finding in linted.findings] == ["in shot 2, nothing moves"]


@pytest.mark.parametrize(("sure", "flagged"), [(0.5, False), (0.49, True)])
def test_nothing_is_said_where_it_is_likelier_that_something_moves(monkeypatch, sure, flagged):
    """A reading that leans to motion without being sure of it is no ground to ask for motion."""
    prompt = "A budgie bathing in a saucer"
    read = scene(prompt, ("budgie", "subject", "bathing"))
    leaning = replace(read, elements=tuple(replace(element, sure=sure) for element in read.elements), sure=0.8)
    monkeypatch.setattr("promptkit.rules._events.read_scene", lambda _: leaning)

    found = static_description.check(Shot(id="s", prompt=prompt), leaning.surely())

    assert bool(list(found)) == flagged
