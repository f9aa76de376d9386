"""Frames come out once, in order, in true colours, at their times, in bounded memory, as far as the file goes."""

import tracemalloc
from itertools import pairwise

import av
import numpy as np
import pytest
from made_clips import moving, write, write_flat, write_frames
from tolerances import FLAT_COLOUR_LEVELS

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.errors import ClipError


def decode(path, **options):
    """All frames (N, H, W, 3), their times (N,), and what the decode came to."""
    chunks, stream = [], frames(open_clip(path), **options)
    while True:
        try:
            chunks.append(next(stream))
        except StopIteration as end:
            rgb = np.concatenate([chunk.rgb for chunk in chunks])
            return rgb, np.concatenate([chunk.pts_s for chunk in chunks]), end.value


def rgb_of(y, u, v, *, red, blue, full, bits=8):
    """ITU-R BT.601/709, section "quantisation", solved for R, G, B in 0..255; `red`, `blue`: luma coefficients."""
    unit = 2 ** (bits - 8)
    low, high, span = (0, 2**bits - 1, 2**bits - 1) if full else (16 * unit, 219 * unit, 224 * unit)
    luma, cb, cr = (y - low) / high, (u - 128 * unit) / span, (v - 128 * unit) / span
    r, b = luma + 2 * (1 - red) * cr, luma + 2 * (1 - blue) * cb
    g = (luma - red * r - blue * b) / (1 - red - blue)
    return np.clip(255 * np.array([r, g, b]), 0, 255)


BT601, BT709, BT2020 = {"red": 0.299, "blue": 0.114}, {"red": 0.2126, "blue": 0.0722}, {"red": 0.2627, "blue": 0.0593}


@pytest.mark.parametrize("yuv", [(81, 90, 240), (145, 54, 34), (180, 128, 128), (60, 150, 110)])
@pytest.mark.parametrize(
    ("size", "pix_fmt", "tags", "formula"),
    [
        ((64, 48), "yuv420p", {}, {**BT601, "full": False}),
        ((1280, 720), "yuv420p", {}, {**BT709, "full": False}),
        ((64, 48), "yuv420p", {"colorspace": 1, "color_range": 1}, {**BT709, "full": False}),
        ((64, 48), "yuv420p", {"colorspace": 1, "color_range": 2}, {**BT709, "full": True}),
        ((64, 48), "yuv444p", {"colorspace": 9, "color_range": 1}, {**BT2020, "full": False}),
        ((1280, 720), "yuv420p", {"colorspace": 6, "color_range": 1}, {**BT601, "full": False}),
        ((64, 48), "yuv420p10le", {"colorspace": 1, "color_range": 1}, {**BT709, "full": False, "bits": 10}),
        ((63, 47), "yuv420p", {"colorspace": 1, "color_range": 1}, {**BT709, "full": False}),
    ],
)
def test_flat_colours_follow_the_formula_of_their_matrix(tmp_path, yuv, size, pix_fmt, tags, formula):  # noqa: PLR0917
    """Matrix, range, bit depth and odd sizes: every pixel is within one level of the standard's formula."""
    code = tuple(4 * value for value in yuv) if formula.get("bits") == 10 else yuv
    path = write_flat(tmp_path / "flat.mkv", code, size=size, pix_fmt=pix_fmt, count=2, **tags)

    rgb, _, decoded = decode(path)

    assert rgb.shape == (2, size[1], size[0], 3)
    assert (decoded.width_px, decoded.height_px) == size
    assert np.abs(rgb - rgb_of(*code, **formula)).max() <= FLAT_COLOUR_LEVELS


def test_rgb_survives_a_lossless_file(tmp_path):
    """Stored R, G, B come out as they went in."""
    pictures = moving(3)
    path = write(tmp_path / "a.mkv", pictures, codec="libx264rgb", pix_fmt="rgb24", options={"qp": "0"})

    rgb, _, _ = decode(path)

    np.testing.assert_array_equal(rgb, pictures)


@pytest.mark.parametrize("rotation", [90, 180, -90])
def test_rotated_frames_come_upright(tmp_path, rotation):
    """A display matrix is obeyed, as players do: counter-clockwise by its angle."""
    picture = moving(1, 48, 96)
    path = write(
        tmp_path / "a.mp4", np.repeat(picture, 3, axis=0), codec="libx264rgb", pix_fmt="rgb24",
        options={"qp": "0"}, rotation_deg=rotation,
    )  # fmt: skip

    rgb, _, _ = decode(path)

    np.testing.assert_array_equal(rgb[0], np.rot90(picture[0], rotation // 90))
    assert open_clip(path).probe.width_px == rgb.shape[2]


def test_variable_frame_rate_keeps_its_times(tmp_path):
    """Time stamps come from the file, not from a rate."""
    times_ms = [0, 40, 90, 250, 260, 700]
    path = write(tmp_path / "a.mkv", moving(6), pts_ms=times_ms)

    _, pts_s, decoded = decode(path)

    np.testing.assert_allclose(pts_s, np.array(times_ms) / 1000, atol=1e-9)
    assert decoded.fps == pytest.approx(5 / 0.7)


def test_times_count_from_the_first_frame(tmp_path):
    """A stream that starts late starts at zero."""
    path = write(tmp_path / "a.mkv", moving(3), pts_ms=[5000, 5100, 5200])

    _, pts_s, _ = decode(path)

    np.testing.assert_allclose(pts_s, [0, 0.1, 0.2], atol=1e-9)


def test_gif_delays_are_times(tmp_path):
    """A GIF's delays, hundredths of a second each, place its frames and end its last one."""
    pictures = [av.VideoFrame.from_ndarray(p, format="rgb24").reformat(format="rgb8") for p in moving(4, 48, 64)]
    path = write_frames(tmp_path / "a.gif", pictures, codec="gif", pix_fmt="rgb8", fps=10)

    rgb, pts_s, decoded = decode(path)

    assert rgb.shape == (4, 48, 64, 3)
    np.testing.assert_allclose(pts_s, [0, 0.1, 0.2, 0.3], atol=1e-9)
    assert decoded.duration_s == pytest.approx(0.4, abs=0.011)


def test_frames_that_are_never_shown_are_left_out_and_said(tmp_path):
    """Of frames with one time stamp only the first counts, and the notes say how many were left out."""
    path = write(tmp_path / "a.mkv", moving(4), codec="ffv1", pix_fmt="yuv444p", pts_ms=[0, 40, 40, 80])

    rgb, pts_s, decoded = decode(path)

    assert len(rgb) == 3
    assert all(later > earlier for earlier, later in pairwise(pts_s))
    assert "1 frames whose time stamps do not advance" in " ".join(decoded.notes)


def test_raw_stream_without_time_stamps_is_placed_by_its_rate(tmp_path):
    """A bare H.264 stream has no times; the assumed rate is said."""
    path = write(tmp_path / "a.h264", moving(5), fps=25)

    _, pts_s, decoded = decode(path)

    np.testing.assert_allclose(pts_s, np.arange(5) / 25, atol=1e-3)
    assert decoded.frames == 5


def test_one_stream_of_several_is_read_and_said(tmp_path):
    """Of two video streams one is read from beginning to end, and the notes say so."""
    path = tmp_path / "two.mkv"
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("mpeg4", rate=10) for _ in range(2)]
        for stream, (width, height) in zip(streams, ((64, 48), (128, 96)), strict=True):
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for index in range(3):
            for stream in streams:
                frame = av.VideoFrame.from_ndarray(moving(1, stream.height, stream.width)[0], format="rgb24")
                frame.pts = index
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))

    rgb, _, decoded = decode(path)

    assert rgb.shape in {(3, 48, 64, 3), (3, 96, 128, 3)}
    assert decoded.notes == ("of 2 video streams the main one was read",)


def test_the_better_of_two_shared_streams_is_the_main_one(shared):
    """The NASA file holds 320×180 and 480×270: the main stream is the one that players show."""
    assert open_clip(shared / "clips" / "static_torchcodec_nasa.mp4").probe.width_px == 480


@pytest.mark.parametrize("chunk_bytes", [1, 96 * 128 * 3 * 5, 10**9])
def test_chunks_do_not_change_the_frames(tmp_path, chunk_bytes):
    """However many frames a chunk holds, the frames and their times are the same; a chunk keeps to its bytes."""
    path = write(tmp_path / "a.mp4", moving(24))
    whole, times, _ = decode(path)

    sizes = [len(chunk) for chunk in frames(open_clip(path), chunk_bytes=chunk_bytes)]
    rgb, pts_s, _ = decode(path, chunk_bytes=chunk_bytes)

    np.testing.assert_array_equal(rgb, whole)
    np.testing.assert_array_equal(pts_s, times)
    assert max(sizes) == min(24, max(1, chunk_bytes // (96 * 128 * 3)))


def test_memory_does_not_grow_with_length(tmp_path):
    """Decoding 40 MB of pictures in chunks of 1 MB needs a few MB."""
    path = write(tmp_path / "a.mp4", moving(360, 144, 256, speed_px=1))
    clip = open_clip(path)

    tracemalloc.start()
    total = sum(chunk.rgb.nbytes for chunk in frames(clip, chunk_bytes=2**20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert total == 360 * 144 * 256 * 3
    assert peak < total / 6


def test_span_is_half_open_in_seconds(tmp_path):
    """From 0.5 until 1.0 at 24 fps are the frames 12 to 23, at their times in the clip."""
    path = write(tmp_path / "a.mp4", moving(36))
    whole, _, _ = decode(path)

    rgb, pts_s, decoded = decode(path, from_s=0.5, until_s=1.0)

    np.testing.assert_array_equal(rgb, whole[12:24])
    np.testing.assert_allclose(pts_s, np.arange(12, 24) / 24, atol=1e-4)
    assert (decoded.frames, decoded.stopped) == (12, None)
    assert decoded.duration_s == pytest.approx(0.5, abs=1e-3)


def test_span_after_the_end_is_refused(tmp_path):
    """A part in which no frame lies is an error that says where the last frame stands."""
    clip = open_clip(write(tmp_path / "a.mp4", moving(12)))

    with pytest.raises(ClipError, match=r"no frame at or after 3 s; the last frame stands at 0\.458 s"):
        next(frames(clip, from_s=3.0))


def cut_tail(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


@pytest.mark.parametrize("share", [0.5, 0.8, 0.97])
@pytest.mark.parametrize(("suffix", "setup"), [("mp4", {"faststart": True}), ("mkv", {}), ("ts", {})])
def test_truncated_tail_is_decoded_as_far_as_it_goes_and_said(tmp_path, suffix, setup, share):
    """Frames before the cut are exactly those of the whole file, and the reason for stopping is told."""
    pictures = np.random.default_rng(0).integers(0, 256, (48, 96, 128, 3), dtype=np.uint8)
    path = write(tmp_path / f"a.{suffix}", pictures, options={"g": "8"}, **setup)
    whole, _, complete = decode(path)

    rgb, _, decoded = decode(cut_tail(path, share))

    assert complete.stopped is None
    assert 0.5 * share * 48 < len(rgb) < 48
    np.testing.assert_array_equal(rgb, whole[: len(rgb)])
    if suffix != "ts" or share < 0.9:
        assert decoded.stopped


def test_tail_that_ends_between_pictures_is_noticed_too(tmp_path):
    """Cut where no picture is torn, with sound beside it: fewer pictures came than the stream states."""
    path = write(tmp_path / "a.mp4", moving(48), faststart=True, audio_s=2.0)
    clip = open_clip(path)
    with av.open(str(path)) as container:
        ends = sorted(packet.pos + packet.size for packet in container.demux(video=0) if packet.size)
    path.write_bytes(path.read_bytes()[: ends[30]])

    *_, last = frames(clip)
    _, _, decoded = decode(path)

    assert len(last) == decoded.frames <= 31
    assert "its pictures end at" in decoded.stopped


def test_gif_without_its_end_is_said(tmp_path):
    """A GIF states no length; its missing trailer tells that it was cut."""
    pictures = [av.VideoFrame.from_ndarray(p, format="rgb24").reformat(format="rgb8") for p in moving(12, 48, 64)]
    path = write_frames(tmp_path / "a.gif", pictures, codec="gif", pix_fmt="rgb8", fps=10)
    assert decode(path)[2].stopped is None

    _, _, decoded = decode(cut_tail(path, 0.7))

    assert 4 < decoded.frames < 12
    assert "trailer of a GIF" in decoded.stopped


def test_damage_in_the_middle_stops_there(tmp_path):
    """Pictures after a damage are the decoder's guesses: they are not measured."""
    pictures = np.random.default_rng(0).integers(0, 256, (48, 96, 128, 3), dtype=np.uint8)
    path = write(tmp_path / "a.mp4", pictures, options={"g": "48"}, faststart=True)
    whole, _, _ = decode(path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = bytes(3000)
    path.write_bytes(data)

    rgb, _, decoded = decode(path)

    assert "damaged" in decoded.stopped
    assert 8 < len(rgb) < 40
    np.testing.assert_array_equal(rgb, whole[: len(rgb)])


def test_sound_longer_than_the_pictures_is_no_truncation(tmp_path):
    """Where sound runs on after the last picture, nothing was cut off."""
    path = write(tmp_path / "a.mp4", moving(12), audio_s=2.0)

    _, _, decoded = decode(path)

    assert (decoded.frames, decoded.stopped) == (12, None)


def test_shared_frame_cards_are_the_right_frames(shared):
    """The HEVC file of ten numbered cards gives ten frames, a tenth of a second apart."""
    _, pts_s, decoded = decode(shared / "clips" / "static_torchcodec_h265_frames.mp4")

    np.testing.assert_allclose(pts_s, np.arange(10) / 10, atol=1e-6)
    assert decoded.duration_s == pytest.approx(1.0)


def test_every_shared_clip_decodes_whole(shared):
    """All collected clips decode to their end; no rule about truncation cries wolf."""
    for path in sorted((shared / "clips").iterdir()):
        if path.suffix != ".md" and "4k" not in path.name:
            _, pts_s, decoded = decode(path)

            assert decoded.stopped is None, path.name
            assert np.all(np.diff(pts_s) > 0), path.name
