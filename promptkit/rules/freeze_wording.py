"""`freeze-wording`: words that stop the picture in a prompt for a clip."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.rules._events import leans_to_motion
from promptkit.rules._halted import halts, is_at_rest
from promptkit.rules._told_plainly import happens_plainly
from promptkit.scene import Scene
from promptkit.scene.wording import agreeing
from promptkit.shot import Shot


@rule(code="MOT005", family="motion", severity="note")
def freeze_wording(shot: Shot, scene: Scene) -> Iterator[Finding]:
    """The prompt words a photograph: "freeze-frame", "frozen mid-jump", "still image".

    Why:
        Such words stop the whole clip, also what should move: models learnt them from captions of photographs. The
        video models' own negatives therefore exclude "static" and "still picture". Where one thing is to hold still,
        say that it holds still and what goes on moving around it.
    Bad:
        A skateboarder frozen mid-jump above the stairs.
    Good:
        A skateboarder jumps down the stairs in slow motion, his knees folding as the board lands. A frozen lake.
    Fix:
        None: whether the stillness or the motion was meant is the author's to say. Words that hold one thing still
        ("stands motionless", "does not move"), and a prompt that opens as "a photograph of", are found only where
        nothing else in the shot moves, nor a reference video moves it.
    References:
        Wan 2.1 and 2.2 default negative prompt: "static" twice, "still picture" (wan/configs/shared_config.py).
        Moonvalley Marey's default negative: "static", "still" (ComfyUI nodes_moonvalley.py).
    """
    movers = [element for element in scene.elements if element.role != "camera"]
    is_moved = not is_at_rest(shot, scene) or leans_to_motion(scene) or happens_plainly(scene.prompt)
    found = list(halts(scene.prompt, at_rest=not is_moved))
    for match in found if is_moved else found[:1]:  # one wish, in however many words
        other = next((m for m in movers if m.what.end <= match.start() or match.end() <= m.what.start), None)
        moves = f'"{other.what.text}" {agreeing([other.what], "is", "are")} to move' if other else ""
        wanted = f"though {moves}" if moves else "and no clip"
        others = "" if is_moved else "".join(f', "{another[0]}"' for another in found[1:])
        asks = "ask" if others else "asks"
        message = f'"{match[0]}"{others} {asks} for a photograph, {wanted}; say what moves, or name "slow motion"'
        yield Finding(message, *match.span())
