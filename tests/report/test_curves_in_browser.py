"""The curves of a report in headless Chromium: on scales that do not make a fault of nothing."""

from dataclasses import replace

import pytest
from made_runs import a_run, a_score, an_entry

from promptkit.metric import Series
from promptkit.report import write_report

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
PLACES = "(path) => path.getAttribute('d').slice(1).split('L').map((place) => place.split(' ').map(Number))"


@pytest.fixture
def page(open_page, becomes, tmp_path):
    """A clip that scores 0 with a little noise, whose face is seen for the first half second of two."""
    left = Series((0.0, 1.0, 2.0), (1.0, 0.4, 0.3), "share of detail", "higher")
    kept = Series((0.0, 1.0, 2.0), (1.0, 0.9, 0.76), "share of detail", "higher", 0.11)
    scores = {
        "flicker": a_score("flicker", 0.0, series=((0.0, 1.0, 2.0), (0.0, 0.0025, 0.001))),
        "identity": a_score("identity", 0.8, series=((0.0, 0.25, 0.5), (0.9, 0.7, 0.8))),
        "detail_loss": replace(a_score("detail_loss", 20.0), unit="% per second", series=left),
        "lpips_drift": replace(a_score("lpips_drift", 0.1), series=kept),
        "texture_crawl": a_score("texture_crawl", 0.0, series=((0.0, 1.0, 2.0), (-0.2, 0.4, 0.0))),
    }
    run = a_run(tmp_path / "run", an_entry("a", scores), an_entry("b", scores))
    opened, heard = open_page(write_report(tmp_path / "report.html", run), fragment="#case=a")
    assert becomes(opened, "document.querySelectorAll('.spark').length >= 4")
    assert heard == []
    return opened


def places(page, metric):
    """Of the small curve, 88 × 22, y downwards."""
    return page.locator(f".case.open .scores [data-metric={metric}] .spark path.line").evaluate(PLACES)


def figure(page, metric):
    return page.locator(f".curves figure[data-metric={metric}]")


def test_what_errors_leave_of_a_score_of_0_lies_at_the_bottom(page):
    """Half a margin reaches an eighth of the height, with the scale beside it and no worst moment to go to."""
    assert min(y for _, y in places(page, "flicker")) > 22 - 2 - 18 / 8 - 0.1
    assert figure(page, "flicker").locator(".scale").inner_text() == "0 – 0.02"
    assert not figure(page, "flicker").locator(".worst").is_visible()


def test_what_is_more_than_a_margin_stands_out(page):
    """From 1 to 0.76 is a quarter of the scale and two margins: there is a worst moment to go to."""
    assert figure(page, "lpips_drift").locator(".scale").inner_text() == "0 – 1"
    assert figure(page, "lpips_drift").locator(".worst").inner_text() == "lowest 0.76 at 2.00 s"


def test_all_curves_of_a_case_have_one_axis_of_time(page):
    """What is seen for a quarter of the clip takes a quarter of the width."""
    assert [max(x for x, _ in places(page, metric)) for metric in ("flicker", "identity")] == [88, 22]


def test_a_curve_says_its_own_unit_and_its_own_worst_moment(page):
    """Detail that is left is a share, and worst where it is least."""
    assert figure(page, "detail_loss").locator("small").inner_text() == "share of detail"
    assert figure(page, "detail_loss").locator(".worst").inner_text() == "lowest 0.3 at 2.00 s"


def test_zero_is_drawn_where_a_curve_goes_below_it(page):
    """A third of the way up from -0.2 to 0.4, and nowhere else."""
    (line,) = page.locator(".curves .zero").all()
    assert float(line.get_attribute("y1")) == pytest.approx(98 - 96 / 3, abs=0.1)
