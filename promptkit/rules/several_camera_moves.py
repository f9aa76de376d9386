"""`several-camera-moves`: more than one camera move in a shot."""

from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.rules._camera_paths import paths
from promptkit.rules._move_in_words import in_words
from promptkit.scene import Scene


@rule(code="LOD002", family="load", severity="note", each_shot=True)
def several_camera_moves(scene: Scene) -> Iterator[Finding]:
    """More than one camera move is asked of one shot.

    Why:
        A clip has one camera path. A second move must begin where the first ends, in a few seconds and with no cut:
        models drop one, blend the two into a drift, or cut between them.
    Bad:
        Pan left across the harbour, then tilt up to the lighthouse.
    Good:
        Pan slowly left across the harbour and on past the lighthouse.
    Fix:
        None: which of the moves was meant is the author's choice. Keep one, or make a shot of each. A move that goes
        on the same way is one; so are a tracking shot that follows, a drone that only flies, a contra-zoom ("dolly
        zoom"), and a camera held in the hand or refocused on its way. Numbered shots are counted each for itself.

    References:
        videoclaw-v3 director preflight 2026-05-30: more than one of 12 camera families in a shot is flagged.
        HunyuanVideo-1.5 text-to-video rewriter: one move from a list of 28. PEBench 2026: keeping a camera
        constraint is the weakest criterion of nearly every rewriter (16.8 to 57.4 of 100).
    """
    for begun in paths(scene):
        if len(begun) > 1:
            message = (
                f"{len(begun)} camera moves are asked of one shot ({in_words(scene.prompt, begun)}): "
                "models drop some or blend them; keep one"
            )
            yield Finding.at(begun[1].span, message)
