"""The order observer."""

from dataclasses import replace

from moving import STREAM

from promptkit.observers.order import order


def test_order_and_container_stand_side_by_side():
    """What was ordered is passed on; size and sound are the container's."""
    probe = replace(STREAM.probe, width_px=1280, height_px=720, has_audio=True)
    watching = order.watch(replace(STREAM, probe=probe, order={"fps": 24.0}))
    next(watching)
    try:
        watching.send(None)
    except StopIteration as end:
        seen = end.value

    assert (seen.order, seen.width_px, seen.height_px, seen.has_audio) == ({"fps": 24.0}, 1280, 720, True)
