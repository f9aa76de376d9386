"""`missing-asset`: a file that a shot names is not there, or is not what it should be."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from promptkit.assets import ImageFacts, VideoFacts, local_path, read_image
from promptkit.damaged import damage
from promptkit.errors import UsageError
from promptkit.observers._looks import is_about_a_person, unable, unseen, video_facts
from promptkit.rule import Finding, rule
from promptkit.shot import Shot
from promptkit.target import Target

_READ: dict[str, Callable[[Path], ImageFacts | VideoFacts]] = {
    "image": read_image,
    "last_image": read_image,
    "reference_video": video_facts,
}


@rule(code="AST001", family="assets", severity="error")
def missing_asset(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A file that the shot names does not exist, or is no image or video, or a damaged one.

    Why:
        Without the file there is no request to send. Paths are relative to the folder of the shot file. Addresses
        (http and the like) are not fetched and not judged. All other rules about assets are silent about such a file.
        An image that was cut off or is damaged is refused by the service, or becomes a clip that begins grey below.
        A file that seems whole, but whose pictures cannot be decoded, gets a note with the reason.
        Where the video half is not installed, one note a shot says which of its files could not be looked at: the
        rules about faces, people, cuts and cameras then say nothing of them.
    Bad:
        prompt: A man walks along the pier.
        target: kling-3.0
        image: no-such-folder/start.png
    Good:
        prompt: A man walks along the pier.
        target: kling-3.0
        image: https://example.com/start.png
    Fix:
        None: which file was meant, only its owner knows. The path that was tried and a remedy are named.
    References:
        PNG specification 5.3 and 11.2.2, ITU-T T.81 B.1.1 and B.2.2, RFC 9649, GIF89a, ISO/IEC 14496-12 4.2 (how an
        image is read, and where it ends); FFmpeg through PyAV (what counts as a video).
    """
    there = []
    for field, read in _READ.items():
        value: str | None = getattr(shot, field)
        path = local_path(shot, value) if value else None
        if path is None:
            continue
        try:
            read(path)
            broken = damage(path) if read is read_image else ""
        except UsageError as error:
            broken = str(error)
        except OSError as error:
            broken = f"{path}: cannot be read ({error.strerror}); check its permissions"
        if broken:
            yield Finding.of_key(shot, field, f"{field} {broken}")
        else:
            there.append(field)
    shown = [field for field in there if _is_looked_at(field, target)]
    if shown and (reason := unable()):
        named = " and ".join(f"{field} {getattr(shot, field)}" for field in shown)
        message = f"{named}: what it shows was not checked, since {reason}"
        yield replace(Finding.of_key(shot, shown[0], message), own_severity="note")
    for field in shown:
        if reason := unseen(shot, field):
            message = f"{field} {reason}; what it shows was not checked"
            yield replace(Finding.of_key(shot, field, message), own_severity="note")


def _is_looked_at(field: str, target: Target | None) -> bool:
    """Whether some rule asks what the file shows, not only what its header says."""
    if field == "reference_video":
        return target is not None and target.reference_video.accepted
    return field == "image" and is_about_a_person(target)
