"""The report in headless Chromium: no console message, no request, charts drawn, nothing wider than the screen."""

import pytest
from made_runs import a_run, a_score, an_entry

from promptkit.compare import compare_runs
from promptkit.report import write_report

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")

    def run(name, flicker):
        curve = {"nominal_lag_s": [0.125, 1.0], "lag_s": [0.125, 1.0], "mean": [0.1, 0.1 * flicker]}
        return a_run(folder / name, *(
            an_entry(case, {
                "flicker": a_score("flicker", flicker + 0.01 * i * flicker, series=((0.0, 1.0), (flicker, 0.0))),
                "lpips_drift": a_score("lpips_drift", flicker, detail={"curve": curve}),
                "identity": "not_applicable: no face",
                "motion": 0.1,
            }, prompt=f"{EVIL} {case}")
            for i, case in enumerate((EVIL, "a-very-long-name-of-a-case-" * 6, "flag"))
        ))  # fmt: skip

    return write_report(folder / "report.html", compare_runs(run("before", 1.0), run("after", 2.0)))


def becomes(page, expression):
    """Wait for a truth without `wait_for_function`, which needs the `unsafe-eval` that the page forbids."""
    for _ in range(200):
        if page.evaluate(expression):
            return True
        page.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_is_quiet_whole_and_fits(browser, page_file, width, scheme):
    """From disk, offline: no console message, no error, no request, charts drawn, no sideways scrolling."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or heard.append(request.url))
    page.goto(page_file.as_uri())
    for summary in page.locator("summary").all():
        summary.click()
    assert becomes(page, "document.querySelectorAll('.chart .main-svg').length >= 8")
    assert heard == []
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "worse" in page.locator("header").inner_text()
    context.close()


def test_colours_follow_the_system_without_a_reload(browser, page_file):
    """Charts are drawn again when the reader's system turns dark."""
    context = browser.new_context(color_scheme="light", offline=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    line = "document.querySelector('.chart .lines path.js-line').style.stroke"
    light = page.evaluate(line)
    page.emulate_media(color_scheme="dark")
    assert becomes(page, f"{line} !== {light!r}")
    context.close()
