"""Clips of one chain → one file on one timeline, not encoded again."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from promptkit.errors import ClipError


def join_clips(parts: Sequence[Path], path: Path) -> Path:
    """Put clips one behind the other; the frames are those of the parts, bit for bit.

    Args:
        parts: files with one codec and one size, in order; only their first video stream is taken.
        path: where to write an MP4.

    Raises:
        ClipError: a part cannot be read, or differs from the first in codec or size.
    """
    import av  # noqa: PLC0415  (the video half may be absent)

    scratch = path.with_name(f".{path.name}.part")
    try:
        with av.open(str(scratch), "w", format="mp4") as out:
            stream, begin = None, Fraction(0)
            for part in parts:
                with av.open(str(part), metadata_errors="ignore") as container:
                    if not container.streams.video:
                        raise ClipError(part, "it has no video stream")
                    source = container.streams.video[0]
                    if stream is None:
                        stream = out.add_stream_from_template(source)
                        first = _kind(source)
                    elif _kind(source) != first:
                        raise ClipError(
                            part, f"it is {_kind(source)}, the first part is {first}; chains are of one kind"
                        )
                    end = begin
                    for packet in container.demux(source):
                        if packet.dts is None or packet.pts is None:  # the flush at the end
                            continue
                        shift = round(begin / packet.time_base)
                        end = max(end, begin + (packet.pts + (packet.duration or 0)) * packet.time_base)
                        packet.pts, packet.dts, packet.stream = packet.pts + shift, packet.dts + shift, stream
                        out.mux(packet)
                    begin = end
        return scratch.replace(path)
    except (av.FFmpegError, OSError) as error:
        raise ClipError(path, f"its parts cannot be joined: {error}") from error
    finally:
        scratch.unlink(missing_ok=True)


def _kind(stream: object) -> tuple[object, ...]:
    context = stream.codec_context  # type: ignore[attr-defined]  # PyAV has no types
    return context.name, context.width, context.height, context.pix_fmt
