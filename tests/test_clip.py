"""Files are opened, probed, or refused with a reason and a remedy."""

import hashlib
import os
import struct

import av
import numpy as np
import pytest
from made_clips import moving, write, write_flat
from PIL import Image

from promptkit.clip import open_clip, opened
from promptkit.errors import ClipError


def test_probe_says_what_the_file_is(tmp_path):
    """Size, rate, length, codec, sound and hash come from the container and the first frame."""
    path = write(tmp_path / "a.mp4", moving(30, 90, 160), fps=30, audio_s=1.0)

    clip = open_clip(path)

    probe = clip.probe
    assert (probe.width_px, probe.height_px, probe.fps, probe.frames) == (160, 90, 30, 30)
    assert probe.duration_s == pytest.approx(1.0, abs=0.05)
    assert (probe.codec, probe.pixel_format, probe.has_audio, probe.rotation_deg) == ("h264", "yuv420p", True, 0)
    assert clip.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(("size", "matrix"), [((720, 576), "smpte170m"), ((1280, 720), "bt709")])
def test_untagged_colour_matrix_goes_by_height(tmp_path, size, matrix):
    """Untagged standard definition is taken for BT.601, anything higher for BT.709."""
    path = write_flat(tmp_path / "a.mkv", (100, 120, 140), size=size, count=1)

    assert open_clip(path).probe.colour_matrix == matrix


def test_name_that_looks_like_a_protocol_is_a_file(tmp_path):
    """A file called like an address is read as a file."""
    path = write(tmp_path / "http:a|b.mp4", moving(2))

    assert open_clip(path).probe.frames == 2


def test_metadata_in_another_encoding_is_no_obstacle(tmp_path):
    """A title that is not UTF-8 does not keep a clip from being read."""
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w", format="matroska") as container:
        container.metadata["title"] = "QQQQQQQQ"
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(moving(1, 48, 64)[0], format="rgb24")))
        container.mux(stream.encode(None))
    path.write_bytes(path.read_bytes().replace(b"QQQQQQQQ", b"\xff\xfe\xe9\xe8\xff\xff\xc3\x28"))

    assert open_clip(path).probe.width_px == 64


def a_missing_file(folder):
    return folder / "gone.mp4"


def a_folder(folder):
    return folder


def an_empty_file(folder):
    path = folder / "empty.mp4"
    path.touch()
    return path


def a_text(folder):
    path = folder / "notes.mp4"
    path.write_text("Ein Text, kein Film: Grüße. " * 400, encoding="utf-8")
    return path


def a_text_that_a_demuxer_would_render(folder):
    path = folder / "notes.txt"
    path.write_text("plain text\n" * 50, encoding="utf-8")
    return path


def one_without_index(folder):
    path = write(folder / "cut.mp4", moving(24))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def random_bytes(folder):
    path = folder / "noise.mp4"
    path.write_bytes(np.random.default_rng(0).bytes(5000))
    return path


def sound_alone(folder):
    path = folder / "sound.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.rate = 8000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return path


def a_picture(folder):
    path = folder / "picture.mp4"
    header = struct.pack("<IIIIiiHHIIiiII", 54 + 64 * 64 * 3, 0, 54, 40, 64, 64, 1, 24, 0, 64 * 64 * 3, 0, 0, 0, 0)
    path.write_bytes(b"BM" + header + b"\x60" * (64 * 64 * 3))
    return path


@pytest.mark.parametrize(
    ("make", "reason", "remedy"),
    [
        (a_missing_file, "no such file", "check the path"),
        (a_folder, "this is a folder", "name the video files"),
        (an_empty_file, "empty (0 bytes)", "again"),
        (a_text, "a text file, not a video", "name a video file"),
        (a_text_that_a_demuxer_would_render, "a text file, not a video", "name a video file"),
        (one_without_index, "index (moov) is missing", "download or render it again"),
        (random_bytes, "not a video that can be opened", "convert it"),
        (a_picture, "one picture (BMP), not a video", "name a video file"),
        (sound_alone, "no video stream", "name a file with pictures"),
    ],
)
def test_what_cannot_be_read_is_refused_with_reason_and_remedy(tmp_path, make, reason, remedy):
    """Every unreadable file ends in a ClipError that names the file, what is wrong and what to do."""
    path = make(tmp_path)

    with pytest.raises(ClipError) as caught:
        open_clip(path)

    assert str(path) in str(caught.value)
    assert reason in str(caught.value)
    assert remedy in str(caught.value)


@pytest.mark.parametrize("suffix", ["jpg", "png", "bmp", "gif", "webp", "tga", "ico", "tiff", "avif"])
def test_a_still_picture_is_no_clip(tmp_path, suffix):
    """Whatever its form and however FFmpeg would open it: not a clip of one frame with nothing to measure."""
    path = tmp_path / f"a.{suffix}"
    if f".{suffix}" not in (known := Image.registered_extensions()) or known[f".{suffix}"] not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {suffix}")
    Image.fromarray(moving(1, 48, 64)[0]).save(path)

    with pytest.raises(ClipError, match=r"this is one picture \(\w+\), not a video; name a video file"):
        open_clip(path)


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_a_video_of_one_frame_is_a_clip(tmp_path, suffix):
    """What a video container holds is a video, if only a short one."""
    assert open_clip(write(tmp_path / f"a.{suffix}", moving(1))).probe.width_px


def test_a_moving_gif_is_a_clip(tmp_path):
    """From its second picture on."""
    pictures = [Image.fromarray(frame) for frame in moving(2, 48, 64)]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:], duration=100)

    assert open_clip(tmp_path / "a.gif").probe.codec == "gif"


def test_name_that_no_file_system_takes_is_refused(tmp_path):
    """A name of 300 letters, a place under a file, a zero character: the path and the reason, no OSError."""
    (tmp_path / "file").touch()
    for name, reason in (("x" * 300, "too long"), ("file/a.mp4", "no such file"), ("a\0b.mp4", "no such file")):
        with pytest.raises(ClipError, match=reason):
            open_clip(tmp_path / name)


def test_file_that_goes_while_it_is_opened_is_refused(tmp_path):
    """The look at why a container did not open may find no file any more."""
    with pytest.raises(ClipError, match="cannot be read any more"), opened(tmp_path / "gone.mp4"):
        pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions bind neither root nor Windows")
def test_file_without_permission_is_refused(tmp_path):
    """A file that may not be read is a ClipError that says so."""
    path = write(tmp_path / "a.mp4", moving(2))
    path.chmod(0)

    with pytest.raises(ClipError, match="permissions"):
        open_clip(path)


def test_every_shared_clip_opens(shared):
    """All collected clips, among them GIF, HEVC, AV1 and several streams, can be probed."""
    paths = [path for path in sorted((shared / "clips").iterdir()) if path.suffix != ".md"]

    probes = [open_clip(path).probe for path in paths]

    assert len(probes) > 60
    assert all(probe.width_px > 0 and probe.height_px > 0 for probe in probes)
