"""A thousand cases in two runs: the page stays small, opens soon, and answers between two frames."""

import os
import time
from dataclasses import replace

import numpy as np
import pytest
from made_runs import SETTINGS, a_score, an_entry

from promptkit.compare import compare_runs
from promptkit.report import write_report
from promptkit.run import Run

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
CASES = 1000
OPENS_IN_S = 2.0
FRAME_MS = 100
"""Of processor time: the machine may be doing other things."""
METRICS = ("flicker", "lpips_drift", "lpips_adjacent", "identity", "motion")
STEPS = (
    "form.elements.text.value = 'case-99'", "form.elements.text.value = ''", "form.elements.flag.value = 'cuts'",
    "form.elements.flag.value = ''", "form.elements.order.value = 'worst'", "form.elements.order.value = 'name'",
)  # fmt: skip
MOVES = [f"scrollBy(0, {by})" for by in (400, 400, 400, 4000, 40_000, 40_000, -400)]
CHANGE = "(() => {{ const form = document.querySelector('.filters'); {}; form.dispatchEvent(new Event('input')); }})()"
RECORD = """(() => {
    window.gaps = [];
    let last = performance.now();
    const look = (now) => { window.gaps.push(now - last); last = now; requestAnimationFrame(look); };
    requestAnimationFrame(look);
})()"""


def a_big_run(folder, seed):
    """Five seconds of 24 frames each, every metric with its curve, every seventh case cut."""
    random = np.random.default_rng(seed)
    t = tuple(np.arange(120) / 24)

    def score(metric, case):
        detail = {"flags": [{"flag": "cuts", "text": "1 cut at 2.0 s"}] if case % 7 == 0 else []}
        if metric == "lpips_drift":
            detail["curve"] = {"nominal_lag_s": [0.125, 0.5, 1, 2], "mean": [0.1, 0.2, 0.3, 0.4]}
        return a_score(metric, float(random.uniform()), series=(t, tuple(random.uniform(size=120))), detail=detail)

    entries = [
        an_entry(f"case-{n:04}", {metric: score(metric, n) for metric in METRICS}, duration=5.0, prompt="A flag. " * 20)
        for n in range(CASES)
    ]
    folder.mkdir()
    return Run(folder, replace(SETTINGS, metrics=dict.fromkeys(METRICS, 1)), {one.case: one for one in entries})


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    comparison = compare_runs(a_big_run(folder / "before", 1), a_big_run(folder / "after", 2))
    return write_report(folder / "report.html", comparison)


def cpu_ms(session):
    """Processor time of the page's main thread so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def frame(page):
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_page_is_small(page_file):
    """8 MB at most, two thousand clips with five curves each."""
    assert page_file.stat().st_size <= 8e6


def test_it_opens_soon_and_quietly(open_page, page_file):
    """Best of three, for the machine may be doing other things; a few hundred elements stand in the document."""
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        page, heard = open_page(page_file)
        took.append(time.perf_counter() - begun)
        assert heard == []
    assert min(took) < OPENS_IN_S
    assert page.locator(".filters output").inner_text() == "1000 cases"
    assert page.locator("*").count() < 2000


def test_scrolling_and_finding_take_less_than_a_frame_may(open_page, page_file):
    """No step costs the main thread more than 100 ms, drawing included."""
    page, _ = open_page(page_file)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.evaluate("document.querySelector('#cases').scrollIntoView()")
    page.wait_for_timeout(500)
    costs = {}
    for step in (*MOVES, *map(CHANGE.format, STEPS)):
        before = cpu_ms(session)
        page.evaluate(step)
        frame(page)
        costs[step] = cpu_ms(session) - before
    assert max(costs.values()) < FRAME_MS, costs


@pytest.mark.skipif(
    os.environ.get("PROMPTKIT_LONG") != "1", reason="PROMPTKIT_LONG=1 asks for a machine with no other work"
)
def test_no_frame_is_late_while_one_scrolls_and_finds(open_page, page_file):
    """From one frame to the next it is 100 ms at most, by the clock."""
    page, _ = open_page(page_file)
    page.evaluate("document.querySelector('#cases').scrollIntoView()")
    page.wait_for_timeout(500)
    page.evaluate(RECORD)
    for step in (*MOVES, *map(CHANGE.format, STEPS)):
        page.evaluate(step)
        page.wait_for_timeout(300)
    gaps = page.evaluate("window.gaps")
    assert len(gaps) > 100
    assert max(gaps) < FRAME_MS, f"the longest: {sorted(gaps)[-5:]}"


def test_rows_come_up_where_one_scrolls_to(open_page, becomes, page_file):
    """A case far down opens by link; after sorting and scrolling, rows and their small curves are there."""
    page, _ = open_page(page_file, fragment="#case=case-0777")
    assert page.evaluate("document.querySelector('.case.open h3').textContent") == "case-0777"
    assert abs(page.locator(".case.open").bounding_box()["y"]) < 200
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.case.open h3').textContent") == "case-0778"
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    middle = "document.elementFromPoint(700, 500)?.closest('.case')"
    assert becomes(page, f"{middle}?.querySelectorAll('.spark').length === {len(METRICS)}")
