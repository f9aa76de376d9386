"""What was ordered, beside what the file says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from promptkit.observer import Stream, Watching, observer


@dataclass(frozen=True)
class Ordered:
    """The order and the container; what only decoding tells is in `structure`."""

    order: Mapping[str, Any]
    """The fields of `promptkit.order.Order`; empty where no order is known, or only a part of the clip is scored."""
    width_px: int
    height_px: int
    has_audio: bool


@observer(version=1, depends_on=("order",))
def order(stream: Stream) -> Watching[Ordered]:
    """Looks at no frame."""
    while (yield) is not None:
        pass
    probe = stream.probe
    return Ordered(dict(stream.order), probe.width_px, probe.height_px, probe.has_audio)
