"""The report in headless Chromium: quiet, whole, usable by keyboard, and nothing wider than the screen."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest
from made_runs import a_run, a_score, an_entry

from promptkit.compare import compare_runs
from promptkit.report import write_report

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
LONG = "a-very-long-name-of-a-case-" * 6
OPEN = "document.querySelector('.case.open h3').textContent"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")

    def run(name, flicker):
        curve = {"nominal_lag_s": [0.125, 1.0], "lag_s": [0.125, 1.0], "mean": [0.1, 0.1 * flicker]}
        cut = {"flags": [{"flag": "cuts", "text": "1 cut at 0.5 s"}]}
        return a_run(folder / name, *(
            an_entry(case, {
                "flicker": a_score("flicker", flicker + 0.01 * i * flicker, series=((0.0, 1.0), (flicker, 0.0))),
                "lpips_drift": a_score("lpips_drift", flicker, detail={"curve": curve, **(cut if i == 2 else {})}),
                "identity": "not_applicable: no face",
                "motion": 0.1 + 0.01 * i,
            }, prompt=f"{EVIL} {case}")
            for i, case in enumerate((EVIL, LONG, "flag"))
        ))  # fmt: skip

    return write_report(folder / "report.html", compare_runs(run("before", 1.0), run("after", 2.0)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_is_quiet_whole_and_fits(open_page, becomes, page_file, width, scheme):
    """From disk, offline: no console message, no error, no request, curves drawn, no sideways scrolling."""
    page, heard = open_page(page_file, width=width, scheme=scheme)
    for summary in page.locator("summary").all():
        summary.click()
    page.locator(".case h3 a").first.click()
    assert becomes(page, "document.querySelectorAll('.spark path.line').length === 6")
    assert page.locator(".viewer .curves svg path.line").count() == 2
    assert heard == []
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "worse" in page.locator("header").inner_text()


def test_a_policy_that_is_kept_stops_what_it_should(open_page, page_file):
    """A script and a handler that get into the page after all do not run."""
    page, heard = open_page(page_file)
    page.evaluate("""() => {
        const made = document.createElement('script');
        made.textContent = 'window.hacked = 1';
        document.body.append(made);
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.hacked = 2">');
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert all("Content Security Policy" in message for message in heard)
    assert len(heard) == 2


def test_colours_follow_the_system_without_a_reload(open_page, page_file):
    """Charts change when the reader's system turns dark."""
    page, _ = open_page(page_file)
    line = "getComputedStyle(document.querySelector('.chart path.line')).stroke"
    light = page.evaluate(line)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(line) != light


@pytest.mark.parametrize("case", ["flag", EVIL, LONG])
def test_a_link_leads_to_its_case(open_page, page_file, case):
    """`#case=ID` opens the case, whatever its name; the address says which one is open."""
    page, _ = open_page(page_file, fragment=f"#case={quote(case)}")
    assert page.evaluate(OPEN) == case
    page.locator("h3 a", has_text="flag").last.click()
    if case != "flag":
        assert page.url.endswith("#case=flag")


def test_keys_go_from_case_to_case(open_page, page_file):
    """j and k go on and back, Escape closes, / goes to the search field, where letters are letters."""
    page, _ = open_page(page_file)
    page.keyboard.press("j")
    assert page.evaluate(OPEN) == EVIL
    page.keyboard.press("j")
    assert page.evaluate(OPEN) == LONG
    assert page.evaluate("document.activeElement.textContent") == LONG
    page.keyboard.press("k")
    assert page.evaluate(OPEN) == EVIL
    page.keyboard.press("Escape")
    assert page.locator(".case.open").count() == 0
    page.keyboard.press("/")
    page.keyboard.type("j")
    assert page.locator("input[type=search]").input_value() == "j"
    assert page.locator(".case.open").count() == 0


def names(page):
    return page.locator(".case h3").all_text_contents()


def test_cases_are_found_by_text_metric_and_flag(open_page, becomes, page_file):
    """What is not wanted goes; the count says so."""
    page, _ = open_page(page_file)
    page.locator("input[type=search]").fill("very long".replace(" ", "-"))
    assert becomes(page, "document.querySelectorAll('.case').length === 1")
    assert names(page) == [LONG]
    assert page.locator(".filters output").inner_text() == "1 of 3 cases"
    page.locator("input[type=search]").fill("")
    page.locator("select[name=flag]").select_option("cuts")
    assert becomes(page, "document.querySelectorAll('.case').length === 1")
    assert names(page) == ["flag"]
    page.locator("select[name=flag]").select_option("")
    page.locator("select[name=metric]").select_option("identity")
    assert becomes(page, "document.querySelectorAll('.case').length === 0")


def test_cases_are_put_in_order(open_page, becomes, page_file):
    """Worst first by the chosen metric, by name, and back as they were scored."""
    page, _ = open_page(page_file)
    for order, expected in (
        ("worst", ["flag", LONG, EVIL]),
        ("name", [EVIL, LONG, "flag"]),
        ("", [EVIL, LONG, "flag"]),
    ):
        page.locator("select[name=order]").select_option(order)
        assert becomes(page, f"document.querySelector('.case h3').textContent === {expected[0]!r}")
        assert names(page) == expected


def test_a_dot_leads_to_its_case(open_page, page_file):
    """A click into the scatter opens the case that moves most."""
    page, _ = open_page(page_file)
    box = page.locator("svg[data-pick-x]").bounding_box()
    page.locator("svg[data-pick-x]").scroll_into_view_if_needed()
    last = page.evaluate("""() => {
        const svg = document.querySelector('svg[data-pick-x]');
        const at = svg.querySelector('.dots.a').getAttribute('d').slice(1).split('M').pop().split('h')[0].split(' ');
        const point = new DOMPoint(at[0], at[1]).matrixTransform(svg.getScreenCTM());
        return [point.x, point.y];
    }""")
    assert box is not None
    page.mouse.click(*last)
    assert page.evaluate(OPEN) == "flag"


def test_paper_gets_every_case(open_page, page_file):
    """In print the filters go, and every row is there with its curves."""
    page, _ = open_page(page_file)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.locator(".filters").is_visible()
    assert page.locator(".case .spark").count() == 3
    assert page.pdf()[:4] == b"%PDF"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier(open_page, page_file, scheme):
    """axe-core, where PROMPTKIT_AXE names its script, finds nothing serious; a case is open."""
    script = os.environ.get("PROMPTKIT_AXE")
    if not script:
        pytest.skip("PROMPTKIT_AXE names no axe.min.js (npm install axe-core)")
    page, _ = open_page(page_file, scheme=scheme)
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    page.evaluate(Path(script).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in grave] == []
