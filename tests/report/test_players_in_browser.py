"""Two clips in step, in headless Chromium: a click on a spike takes both there, and playing keeps them together."""

import os
import re
from dataclasses import replace

import av
import numpy as np
import pytest
from made_runs import a_run, a_score, an_entry

from promptkit.clip import open_clip
from promptkit.compare import compare_runs
from promptkit.providers import simulator
from promptkit.report import write_report

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
FPS, BURST_S = 24, 2.0
TIMES = "[...document.querySelectorAll('video')].map((video) => video.currentTime)"
READY = "[...document.querySelectorAll('video')].every((video) => video.readyState >= 2 && !video.seeking)"
WATCH = """(seconds) => new Promise((done) => {
    const videos = [...document.querySelectorAll('video')];
    const begun = performance.now();
    const gaps = [];
    const look = () => {
        gaps.push([videos[0].currentTime, videos[1].currentTime - videos[0].currentTime]);
        if (performance.now() - begun < 1000 * seconds) requestAnimationFrame(look);
        else done(gaps);
    };
    look();
})"""


def film(path, *, bright, seconds, fps=FPS):
    """A simulated clip whose frame at 2 s is `bright` times as bright; how far each frame's light is from the usual."""
    pictures = [*simulator._pictures("A flag waves.", simulator.CLEAN, width=160, height=90,
                                     times=np.arange(round(seconds * fps)) / fps)]  # fmt: skip
    at = round(BURST_S * fps)
    pictures[at] = np.clip(pictures[at] * bright, 0, 255).astype(np.uint8)
    simulator._encode(iter(pictures), path, width=160, height=90, fps=fps)
    with av.open(str(path)) as container:
        light = np.array([frame.to_ndarray(format="gray").mean() for frame in container.decode(video=0)])
    return tuple(np.abs(light - np.median(light)))


def runs_of(folder, seconds):
    """Two runs of one case, clean and with a burst; the curve is measured on the clips."""
    runs = []
    for name, bright in (("clean", 1.0), ("burst", 1.4)):
        (folder / name).mkdir()
        clip = folder / name / "flag 1#.mp4"
        y = film(clip, bright=bright, seconds=seconds)
        score = a_score("flicker", max(y), series=(tuple(np.arange(len(y)) / FPS), y))
        entry = an_entry("flag", {"flicker": score}, clip=str(clip), prompt="A flag waves.")
        runs.append(a_run(folder / name, replace(entry, sha256=open_clip(clip).sha256, duration=seconds)))
    return runs


def page_of(folder, *, seconds=4.0, embed=False):
    """A report on clean against burst."""
    return write_report(folder / "report.html", compare_runs(*runs_of(folder, seconds)), embed=embed)


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    return page_of(tmp_path_factory.mktemp("players"))


def opened(open_page, becomes, file):
    page, heard = open_page(file, fragment="#case=flag")
    assert becomes(page, READY)
    assert heard == []
    return page


def test_a_click_on_a_spike_takes_both_clips_there(open_page, becomes, page_file):
    """Within a frame of 2 s, where the burst was put; the curve's peak is clicked."""
    page = opened(open_page, becomes, page_file)
    curve = page.locator(".curves figure[data-metric=flicker] svg")
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    page.mouse.click(box["x"] + box["width"] * BURST_S / 4.0, box["y"] + 4)
    assert becomes(page, READY)
    assert page.evaluate(TIMES) == pytest.approx([BURST_S, BURST_S], abs=1 / FPS)
    assert page.locator(".clock").inner_text() == "2.00 s"


def test_the_worst_moment_has_a_button(open_page, becomes, page_file):
    """The same by keyboard: the button says the value and its time and goes there."""
    page = opened(open_page, becomes, page_file)
    button = page.locator(".curves .worst")
    button.press("Enter")
    assert becomes(page, READY)
    assert page.evaluate(TIMES) == pytest.approx([BURST_S, BURST_S], abs=1 / FPS)
    assert re.fullmatch(r"highest \d+(\.\d+)? at 2\.00 s", button.inner_text())


def test_dragging_along_a_curve_scrubs_both(open_page, becomes, page_file):
    """From one second to three."""
    page = opened(open_page, becomes, page_file)
    curve = page.locator(".curves svg")
    curve.scroll_into_view_if_needed()
    box = curve.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=4)
    page.mouse.move(box["x"] + 3 * box["width"] / 4, y, steps=4)
    page.mouse.up()
    assert becomes(page, READY)
    assert page.evaluate(TIMES) == pytest.approx([3.0, 3.0], abs=1 / FPS)


def test_arrows_step_a_frame_and_back(open_page, becomes, page_file):
    """Both clips, exactly one frame each time."""
    page = opened(open_page, becomes, page_file)
    for key, frame in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        assert becomes(page, READY)
        assert page.evaluate(TIMES) == pytest.approx([frame / FPS] * 2, abs=0.01)


def watched(page, seconds):
    """Gaps between the clips while they play, in seconds, after they had a moment to begin."""
    page.keyboard.press(" ")
    gaps = page.evaluate(WATCH, seconds)
    moving = [gap for at, gap in gaps if at > 0.3]
    assert gaps[-1][0] > 0.6 * seconds
    return np.abs(moving)


def test_playing_keeps_the_clips_together(open_page, becomes, page_file):
    """Within one frame of each other over three seconds; space stops both."""
    page = opened(open_page, becomes, page_file)
    assert watched(page, 3.0).max() <= 1 / FPS
    page.keyboard.press(" ")
    assert page.evaluate("[...document.querySelectorAll('video')].every((video) => video.paused)")


def test_a_clip_that_fell_behind_catches_up(open_page, becomes, page_file):
    """Set back by 0.2 s while playing, it is within a frame again before a second and a half has passed."""
    page = opened(open_page, becomes, page_file)
    page.keyboard.press(" ")
    page.wait_for_timeout(500)
    page.evaluate("document.querySelectorAll('video')[1].currentTime -= 0.2")
    page.wait_for_timeout(1500)
    first, second = page.evaluate(TIMES)
    assert abs(first - second) <= 1 / FPS


def test_clips_inside_the_page_play_too(open_page, becomes, tmp_path):
    """With the clips gone from the disk."""
    file = page_of(tmp_path, seconds=2.5, embed=True)
    for clip in tmp_path.glob("*/*.mp4"):
        clip.unlink()
    page = opened(open_page, becomes, file)
    assert watched(page, 1.0).max() <= 1 / FPS


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_one_clip_of_a_page_stands_open_on_the_first_screen(open_page, becomes, tmp_path, width, scheme):
    """Player and curve are there without a click, and what is pressed works; Escape leaves them."""
    file = write_report(tmp_path / "report.html", runs_of(tmp_path, 2.5)[1])
    page, heard = open_page(file, width=width, scheme=scheme)
    assert becomes(page, READY)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for place in (".player video", ".curves figure[data-metric=flicker] svg"):
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] < 900
    page.locator(".curves .worst").click()
    assert becomes(page, READY)
    assert page.evaluate(TIMES) == pytest.approx([BURST_S], abs=1 / FPS)
    page.keyboard.press("Escape")
    assert page.locator(".viewer").is_visible()
    assert heard == []


def test_a_clip_that_went_is_said(open_page, becomes, tmp_path):
    """The place of a clip that was there when the page was written."""
    file = page_of(tmp_path, seconds=2.5)
    (tmp_path / "burst" / "flag 1#.mp4").unlink()
    page, _ = open_page(file, fragment="#case=flag")
    assert becomes(page, "!document.querySelectorAll('.player .gone')[1].hidden")
    assert "cannot find or play" in page.locator(".player .gone").last.inner_text()


@pytest.mark.skipif(os.environ.get("PROMPTKIT_LONG") != "1", reason="PROMPTKIT_LONG=1 watches for half a minute")
def test_half_a_minute_of_playing_keeps_the_clips_together(open_page, becomes, tmp_path):
    """Within one frame all along."""
    page = opened(open_page, becomes, page_of(tmp_path, seconds=31.0))
    assert watched(page, 30.0).max() <= 1 / FPS
