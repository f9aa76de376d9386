"""Scored clips and comparisons as a notebook shows them."""

import pytest
from click.testing import CliRunner
from html_page import Page
from made_runs import a_run_of, a_score

import promptkit as pk
from promptkit.cli import cli
from promptkit.compare import compare_runs
from promptkit.notebook.clip_scores import picture
from promptkit.notebook.comparison import signed
from promptkit.notebook.shown import Shown
from promptkit.providers.simulator import simulate
from promptkit.report.filmstrip import FRAMES
from promptkit.score import ClipScores

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def scored(tmp_path_factory):
    """A clip of 1 s, of which the second half was scored."""
    shot = pk.Shot(id="x", prompt="A flag.", duration=1.0)
    clip = simulate(shot, tmp_path_factory.mktemp("clips") / "a&b.mp4", width=160, height=90)
    return pk.score(clip, metrics=["motion", "identity"], from_s=0.5)[0]


def with_scores(scored, **scores):
    return ClipScores(clip=scored.clip, decoded=scored.decoded, scores=scores)


def test_a_clip_shows_frames_of_the_part_that_was_scored(scored):
    """Not its begin: the numbers are not of that."""
    times = [float(image["title"].split()[0]) for image in Page(scored._repr_html_()).attributes("img")]
    assert len(times) == FRAMES
    assert 0.5 <= min(times) < max(times) < 1.0


def test_pictures_stand_in_the_page_itself(scored):
    """Nothing is asked of a disk or a network."""
    assert all(image["src"].startswith("data:image/jpeg;") for image in Page(scored._repr_html_()).attributes("img"))


def test_every_score_stands_with_its_unit_or_its_reason(scored):
    """A number, or why there is none; never a bare gap."""
    page = Page(scored._repr_html_())
    assert "a&b.mp4" in page.text
    assert "frame heights per second" in page.text
    assert "not applicable" in page.text
    assert scored.scores["identity"].why in page.text


def test_what_numbers_do_not_say_by_themselves_stands_with_them(scored):
    """As the command says it; a count has no decimals."""
    wrong = [{"what": "sound", "ordered": "on", "delivered": "no sound track"}]
    delivery = a_score("delivery", 1.0, detail={"mismatches": wrong})
    page = Page(
        with_scores(scored, delivery=delivery, motion=a_score("motion", 1.0, detail={"seen": 0.2}))._repr_html_()
    )

    assert "delivery: sound: ordered on, delivered no sound track" in page.text
    assert "motion: measured on 20 % of the clip's picture over its time" in page.text
    assert page.text.count("1.00") == 1


def test_a_scored_clip_prints_as_the_command_does(scored):
    """A line a score, and the reason of a missing one; the name of a clip and a count where Python shows it."""
    text = str(scored)

    assert text.startswith(f"{scored.clip.path}: 160×90")
    assert [line.split()[0] for line in text.splitlines() if line.startswith("motion")] == ["motion"]
    assert scored.scores["identity"].why in text
    assert str(Shown([scored, scored])) == f"{text}\n\n{text}"
    assert repr(scored) == f"<ClipScores {scored.clip.path}: 1 of 2 metrics have a value>"


def test_a_comparison_prints_as_the_command_does(tmp_path):
    """The table and the verdict; of runs, the folder and how much is in it."""
    values = {f"c{number}": 1.0 for number in range(8)}
    a, b = (a_run_of(tmp_path / name, "flicker", values) for name in "ab")
    found = compare_runs(a, b)
    by_command = CliRunner().invoke(cli, ["compare", str(a.folder), str(b.folder)]).stdout

    assert [line.rstrip() for line in by_command.strip("\n").splitlines()] == str(found).splitlines()
    assert repr(found) == f"<Comparison of b with a: {found.verdict}>"
    assert repr(a) == str(a) == f"<Run {a.folder}: clips: 8, metrics: 1>"


def test_flags_stand_above_the_numbers(scored):
    """What makes a number mean less is read first."""
    flagged = a_score("flicker", 1.0, detail={"flags": [{"flag": "frozen", "text": "frozen 40 % of the clip"}]})
    text = Page(with_scores(scored, flicker=flagged)._repr_html_()).text
    assert text.index("frozen 40 % of the clip") < text.index("flicker")


def test_a_failed_score_is_not_taken_for_markup(scored):
    """Reasons may quote anything."""
    page = Page(with_scores(scored, flicker=a_score("flicker", f"failed: {EVIL}"))._repr_html_())
    assert EVIL in page.text
    assert "failed" in page.within("span", "error")


def test_a_clip_that_is_gone_keeps_its_numbers(scored, tmp_path):
    """The filmstrip says what is missing."""
    moved = scored.clip.__class__(path=tmp_path / "gone.mp4", sha256=scored.clip.sha256, probe=scored.clip.probe)
    page = Page(ClipScores(clip=moved, decoded=scored.decoded, scores=scored.scores)._repr_html_())
    assert "no longer at" in page.text
    assert not page.attributes("img")


def test_a_curve_goes_from_corner_to_corner():
    """The straight line from 0 to 2 over 1 s to 3 s fills its picture; y runs downwards there."""
    (path,) = Page(
        "<div>" + picture(a_score("elsewhere", series=((1.0, 2.0, 3.0), (0.0, 1.0, 2.0)))) + "</div>"
    ).attributes("path")
    assert path["d"] == "M0.0 34.0 L85.0 17.0 L170.0 0.0"


def test_a_curve_of_one_point_is_none():
    """There is no line through one point."""
    assert picture(a_score(series=((1.0,), (2.0,)))) == ""


def test_a_curve_of_zeros_lies_on_the_ground():
    """No division by the height of nothing."""
    (path,) = Page("<div>" + picture(a_score("elsewhere", series=((0.0, 1.0), (0.0, 0.0)))) + "</div>").attributes(
        "path"
    )
    assert path["d"] == "M0.0 34.0 L170.0 34.0"


def test_a_comparison_shows_verdict_interval_and_cautions(tmp_path):
    """Numbers with their intervals, in the runs' own names."""
    a = a_run_of(tmp_path / "old", "flicker", dict.fromkeys("xyz", 1.0))
    b = a_run_of(tmp_path / "<b>new", "flicker", {"x": 2.0, "y": 2.1, "z": 1.9})
    found = compare_runs(a, b)
    page = Page(found._repr_html_())
    (one,) = found.metrics
    assert found.verdict == "worse"
    assert "worse" in page.within("span", "worse")
    assert found.sentence in page.text
    assert f"{signed(one.interval.low)} … {signed(one.interval.high)}" in page.text
    assert all(caution in page.text for caution in found.cautions)
    assert {"old", "<b>new"} <= set(page.within("th"))


def test_a_metric_without_pairs_has_dashes(tmp_path):
    """Never 0 for "absent"."""
    runs = [a_run_of(tmp_path / name, "identity", {"x": "not_applicable: no face"}) for name in "ab"]
    page = Page(compare_runs(*runs)._repr_html_())
    assert page.within("td", "num")[:4] == ["–", "–", "–", "–"]


def test_signs_are_printed_as_printers_set_them():
    """Plus, minus (not a hyphen), nothing for zero."""
    assert [signed(value) for value in (0.5, -0.5, 0.0)] == ["+0.500", "−0.500", "0"]
