"""The report: what it says, what it shows, and that nothing in a prompt or a file name can break out of it."""

import base64
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import cv2
import numpy as np
import pytest
from made_runs import a_run, a_run_of, a_score, an_entry

from promptkit.clip import open_clip
from promptkit.compare import compare_runs
from promptkit.errors import UsageError
from promptkit.providers.simulator import FLAWED, simulate
from promptkit.report import charts, write_report
from promptkit.report.filmstrip import FRAMES, filmstrip
from promptkit.report.media import address
from promptkit.report.page import render, signed
from promptkit.report.sides import Side
from promptkit.shot import Shot

EVIL = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>{{ 7*7 }} \u2028 & <b>"
CASES = ("beach", "flag", "coat")
MARGINS = {"flicker": 0.1, "lpips_drift": 0.01, "motion": 0.02, "identity": 0.02}


class Page(HTMLParser):
    """Tags, texts outside scripts and styles, and scripts of a page."""

    def __init__(self, text):
        """Read the page."""
        super().__init__()
        self.tags, self.texts, self.scripts, self.inside = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note a tag, and whether text follows that nobody reads."""
        self.tags.append((tag, dict(attrs)))
        self.inside = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag):
        """Text is for readers again."""
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data):
        """Sort text by who it is for."""
        {"script": self.scripts, "style": []}.get(self.inside, self.texts).append(data)

    @property
    def words(self):
        """What a reader sees, in single spaces."""
        return " ".join(" ".join(self.texts).split())

    @property
    def data(self):
        """What the page's script knows."""
        return json.loads(next(script for script in self.scripts if script.lstrip().startswith("{")))


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    shot = Shot(id="x", prompt="A woman walks along a beach.", duration=0.5)
    return simulate(shot, tmp_path_factory.mktemp("clips") / "x.mp4", flaws=FLAWED, width=160, height=90)


def a_clip_entry(clip, case, flicker, **changes):
    curve = {"nominal_lag_s": [0.125, 0.25], "lag_s": [0.125, 0.25], "mean": [0.1, 0.2 * flicker]}
    scores = {
        "flicker": a_score("flicker", flicker, series=((0.1, 0.2, 0.3), (flicker, flicker, 0.0))),
        "lpips_drift": a_score("lpips_drift", 0.1 * flicker, detail={"curve": curve}),
        "identity": "not_applicable: no face in 12 frames",
        "motion": 0.1,
    }
    return an_entry(case, scores, **{"clip": str(clip), "sha256": open_clip(clip).sha256, "duration": 0.5, **changes})


@pytest.fixture
def comparison(clip, tmp_path):
    a = a_run(tmp_path / "before", *(a_clip_entry(clip, c, 1.0 + 0.01 * i) for i, c in enumerate(CASES)))
    b = a_run(tmp_path / "after", *(a_clip_entry(clip, c, 2.0 + 0.02 * i) for i, c in enumerate(CASES)))
    return compare_runs(a, b, margins=MARGINS)


def read(path):
    return Page(path.read_text(encoding="utf-8"))


def test_the_verdict_comes_first_in_words_with_its_interval(comparison, tmp_path):
    """Heading: what decides, and no more; below it the rest, and each decided metric with its interval and margin."""
    page = read(write_report(tmp_path / "r.html", comparison))
    headline = f"{comparison.conclusion.headline}."
    assert headline in page.words
    assert all(said in page.words for said in comparison.conclusion.below)
    assert not any(said in headline for said in comparison.conclusion.beside)
    drift = next(one for one in comparison.metrics if one.metric == "flicker")
    assert f"95 % interval {signed(drift.interval.low)} to {signed(drift.interval.high)}" in page.words
    assert page.words.index(headline) < page.words.index("Metrics")


def test_every_case_metric_and_reason_is_on_the_page(comparison, tmp_path):
    """Cases, metrics, statuses in words with their reason, and what was measured with."""
    words = read(write_report(tmp_path / "r.html", comparison)).words
    for said in (*CASES, *MARGINS, "not applicable", "no face in 12 frames", "PyAV 18.1.0", "alex", "ab" * 6):
        assert said in words


def test_each_clip_is_shown_as_a_strip_of_jpegs_inside_the_page(comparison, tmp_path):
    """Two runs of three clips, eight frames each; nothing is loaded from anywhere."""
    page = read(write_report(tmp_path / "r.html", comparison))
    pictures = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    assert len(pictures) == 2 * len(CASES) * FRAMES
    assert all(source.startswith("data:image/jpeg;base64,") for source in pictures)
    assert not [
        attrs for _, attrs in page.tags if re.match("(https?:)?//", attrs.get("src") or attrs.get("href") or "")
    ]


def test_a_policy_forbids_everything_but_what_the_page_holds(comparison, tmp_path):
    """No network, and no style and no script but those whose hashes are named."""
    page = read(write_report(tmp_path / "r.html", comparison))
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src data:; media-src 'self' file: data:;")
    for kind in ("style-src", "script-src"):
        assert re.search(rf"{kind} 'sha256-[A-Za-z0-9+/=]{{44}}';", policy)
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in page.tags if any(name == "style" or name.startswith("on") for name in attrs)]


def test_prompts_and_names_are_shown_as_text(clip, tmp_path):
    """A prompt, a case, a reason and a note that try to be markup are only read."""
    entry = a_clip_entry(clip, EVIL, 1.0, prompt=EVIL, notes=(EVIL,))
    entry.scores["identity"] = a_score("identity", f"failed: {EVIL}")
    text = write_report(tmp_path / "r.html", a_run(tmp_path / "run", entry)).read_text(encoding="utf-8")
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert EVIL.split("{{", maxsplit=1)[0] in "".join(page.texts)
    assert "{{ 7*7 }}" in page.words
    assert not [attrs for _, attrs in page.tags if "onerror" in attrs]
    assert page.data["cases"][0]["id"] == EVIL
    assert "<script>window" not in text


def test_the_page_knows_values_and_curves_of_each_case(comparison, tmp_path):
    """In both runs: the value, the curve in its packing, and where the clip is, seen from the page."""
    (tmp_path / "pages").mkdir()
    case = read(write_report(tmp_path / "pages" / "r.html", comparison)).data["cases"][1]
    assert (case["id"], case["values"]["flicker"]) == ("flag", [1.01, 2.02])
    assert case["values"]["identity"] == [None, None]
    assert case["series"]["flicker"][1] == {"low": 0.0, "high": 2.02, "t": [100, 100, 100], "y": [999, 999, 0]}
    clip = case["clips"][0]
    assert (tmp_path / "pages" / clip["src"]).is_file()
    assert (clip["from"], clip["until"], clip["fps"]) == (0.0, 0.5, 24.0)


def test_clips_can_be_put_into_the_page(comparison, tmp_path, clip):
    """With embed the page holds the bytes of the file."""
    source = read(write_report(tmp_path / "r.html", comparison, embed=True)).data["cases"][0]["clips"][0]["src"]
    kind, _, encoded = source.partition(",")
    assert kind == "data:video/mp4;base64"
    assert base64.b64decode(encoded) == clip.read_bytes()


@pytest.mark.parametrize("name", ["a b#1?.mp4", "c:d.mp4", "50 %.mp4", "<b>.mp4"])
def test_a_clip_of_any_name_is_found_from_the_page(tmp_path, name):
    """An address with nothing in it that means something else in an address."""
    assert unquote(address(tmp_path / "clips" / name, page=tmp_path / "page.html")) == f"clips/{name}"
    assert not set(address(tmp_path / name, page=tmp_path / "page.html")) & set(' #?:<>"')


def test_flags_stand_with_their_clip(clip, tmp_path):
    """In words beside the clip, and by name for the filter."""
    entry = a_clip_entry(clip, "beach", 1.0)
    entry.scores["motion"] = a_score("motion", 0.0, detail={"flags": [{"flag": "cuts", "text": "1 cut at 0.2 s"}]})
    page = read(write_report(tmp_path / "r.html", a_run(tmp_path / "run", entry)))
    assert "1 cut at 0.2 s" in page.words
    assert page.data["cases"][0]["flags"] == ["cuts"]


def drift_entry(case, mean):
    lags = [0.125, 0.25, 2.0][: len(mean)]
    curve = {"nominal_lag_s": lags, "lag_s": lags, "mean": mean}
    return an_entry(case, {"lpips_drift": a_score("lpips_drift", 1.0, detail={"curve": curve})})


def test_the_drift_chart_shows_mean_and_band(tmp_path):
    """Mean of the clips at each lag; the band holds the 10th to the 90th percentile, here of 0, 0.1 ... 1."""
    run = a_run(tmp_path / "x", *(drift_entry(f"c{n}", [0.0, n / 10]) for n in range(11)))
    drift = charts.drift([Side("a", "x", run)])
    assert drift.unit == "LPIPS"
    assert [said for _, _, said in drift.lines[0].points] == ["x: 0 at 0.125 s", "x: 0.500 at 0.25 s"]
    edge = [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", drift.lines[0].band)]
    zero, top = edge[0], edge[1]
    assert edge == [zero, top, pytest.approx(zero + (top - zero) / 9, abs=0.2), zero]


def test_the_band_of_few_clips_holds_them_all(tmp_path):
    """No percentile of two clips has four fifths of them."""
    drift = charts.drift(
        [Side("a", "x", a_run(tmp_path / "x", *(drift_entry(f"c{n}", [0.0, float(n)]) for n in range(2))))]
    )
    edge = [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", drift.lines[0].band)]
    mean = [float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", drift.lines[0].mean)]
    assert (edge[1] + edge[2]) / 2 == pytest.approx(mean[1], abs=0.1)
    assert edge[2] == edge[0]


def test_the_mean_curve_ends_where_the_shortest_clip_does(tmp_path):
    """A lag that only some clips reach would bend the mean."""
    run = a_run(tmp_path, drift_entry("short", [0.1, 0.1]), drift_entry("long", [0.1, 0.1, 0.1]))
    assert [said for _, _, said in charts.drift([Side("a", "x", run)]).lines[0].points][-1] == "x: 0.100 at 0.25 s"


def test_a_distribution_says_its_quartiles(tmp_path):
    """Of 0 ... 100 the median is 50 and half lie between 25 and 75; the median stands in the middle of the scale."""
    run = a_run(tmp_path, *(an_entry(f"c{n}", {"flicker": float(n)}) for n in range(101)))
    chart = charts.distribution("flicker", [Side("a", "x", run)], "lower is better")
    assert chart.spreads[0].said == "x: median 50.0, half of the clips between 25.0 and 75.0"
    assert chart.spreads[0].marks[2] == pytest.approx(200)
    assert chart.spreads[0].dots.count("M") == 101


def test_few_clips_have_dots_and_a_median_and_no_quartiles(tmp_path):
    """Below eight; the note speaks of what is drawn."""
    for clips, drawn in ((7, False), (8, True)):
        run = a_run(tmp_path / str(clips), *(an_entry(f"c{n}", {"flicker": float(n)}) for n in range(clips)))
        (spread,) = charts.distribution("flicker", [Side("a", "x", run)], "lower is better").spreads
        page = render(run, page=tmp_path / "page.html")
        assert spread.has_box is drawn
        assert ("half of the clips" in spread.said, spread.dots.count("M")) == (drawn, clips)
        assert ('<line class="half"' in page, "thick bar" in page) == (drawn, drawn)


def test_what_is_the_same_everywhere_is_no_distribution(tmp_path):
    """A single line of dots would say less than the table."""
    run = a_run(tmp_path, *(an_entry(f"c{n}", {"flicker": 0.0}) for n in range(4)))
    assert charts.distribution("flicker", [Side("a", "x", run)], "lower is better") is None


def test_motion_stands_against_the_first_measure_of_steadiness(tmp_path):
    """A dot for each clip that has both; no chart where motion was not scored, and none for a single dot."""
    better = {"flicker": "lower is better"}
    both, other = (an_entry(case, {"flicker": 1.0, "motion": 0.1}) for case in "xz")
    run = a_run(tmp_path / "a", both, other, an_entry("y", {"flicker": 2.0}))
    chart = charts.scatter([Side("a", "x", run)], better)
    assert (chart.metric, chart.dots[0][1].count("M")) == ("flicker", 2)
    for name, entry in (("b", an_entry("x", {"flicker": 1.0})), ("c", both)):
        assert charts.scatter([Side("a", "x", a_run(tmp_path / name, entry))], better) is None


def test_the_unit_on_the_page_is_that_of_a_score_with_a_value(tmp_path):
    """A clip that was too short comes first and does not know the backbone's scale."""
    drift = replace(a_score("lpips_drift", 0.5, series=((0.0, 0.1), (0.1, 0.2))), unit="1 − MS-SSIM per second")
    short = a_score("lpips_drift", "not_applicable: short")
    run = a_run(tmp_path / "run", an_entry("a", {"lpips_drift": short}), an_entry("b", {"lpips_drift": drift}))
    assert "LPIPS per second" not in read(write_report(tmp_path / "page.html", run)).words
    assert {m["unit"] for m in read(tmp_path / "page.html").data["metrics"]} == {"1 − MS-SSIM per second"}


def test_backbones_that_no_metric_uses_are_said_to_be_none(tmp_path):
    """An empty cell would look like a defect."""
    run = a_run(tmp_path / "run", an_entry(), perceptual="", face="", weights={})
    words = read(write_report(tmp_path / "page.html", run)).words
    assert "Perceptual backbone none Face backbone none Weights, sha256 none" in words


def test_a_place_that_cannot_be_written_to_is_a_usage_error(tmp_path):
    """Under a file: the path, the reason and the remedy."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"file/page\.html: .*; give the report a place"):
        write_report(tmp_path / "file" / "page.html", a_run(tmp_path / "run", an_entry()))


def test_without_curves_and_series_there_are_no_charts(tmp_path):
    """An empty chart would look like a finding."""
    assert charts.drift([Side("a", "x", a_run(tmp_path, an_entry()))]) is None
    assert "Drift" not in read(write_report(tmp_path / "r.html", a_run(tmp_path / "run", an_entry()))).words


def test_one_run_alone_gives_a_report_without_a_verdict(clip, tmp_path):
    """Median, lowest and highest of each metric, and the reasons for what is missing."""
    run = a_run(tmp_path / "run", *(a_clip_entry(clip, c, 1.0 + i) for i, c in enumerate(CASES)))
    words = read(write_report(tmp_path / "r.html", run)).words
    assert "3 clips of run, scored on 4 metrics." in words
    assert re.search(r"Visible flicker.*? 3 2\.00 1\.00 3\.00", words)
    assert "beach, flag, coat: not applicable: no face in 12 frames" in words
    assert "worse" not in words


def test_a_page_about_one_clip_begins_with_it_and_says_each_number_once(clip, tmp_path):
    """No median of one value, no chart of one dot, no filters; the clip comes before the table."""
    run = a_run(tmp_path / "run", a_clip_entry(clip, "beach", 2.0))
    text = write_report(tmp_path / "r.html", run).read_text(encoding="utf-8")
    words = read(tmp_path / "r.html").words
    assert "beach, scored on 4 metrics." in words
    assert re.search(r"Visible flicker[^.]*\. 2\.00 visible contrast, lower is better", words)
    assert "not applicable: no face in 12 frames" in words
    assert not re.search("Median|Motion against|Lines are means|beach: not", words)
    assert text.index('aria-label="The clip"') < text.index('id="metrics"')


def test_a_run_that_goes_on_is_no_page_about_one_clip(clip, tmp_path):
    """Its next clip must find a place; while a case is open the page would not load itself again."""
    run = a_run(tmp_path / "run", a_clip_entry(clip, "beach", 2.0))
    assert "1 clip of run" in read(write_report(tmp_path / "r.html", run, live=True)).words


def test_an_empty_run_gives_a_page_only_while_it_goes_on(tmp_path):
    """Nothing scored yet is no crash where clips will come; else the page would say nothing, and none is written."""
    run, page = a_run(tmp_path / "run"), tmp_path / "r.html"

    with pytest.raises(UsageError, match="no clip of this run is scored yet; score some into it: promptkit score"):
        write_report(page, run)
    assert not page.exists()
    assert "0 clips of run" in read(write_report(page, run, live=True)).words


def test_prompts_come_from_the_shots_where_the_run_knows_none(clip, tmp_path):
    """By id; what a run knows itself counts more."""
    run = a_run(
        tmp_path / "run", a_clip_entry(clip, "beach", 1.0), a_clip_entry(clip, "flag", 1.0, prompt="A flag waves.")
    )
    shots = [Shot(id="beach", prompt="Waves roll in.", negative="blur"), Shot(id="flag", prompt="Not this one.")]
    words = read(write_report(tmp_path / "r.html", run, shots=shots)).words
    assert "Waves roll in. without: blur" in words
    assert "A flag waves." in words
    assert "Not this one." not in words


@pytest.mark.parametrize(("spoil", "said"), [
    (lambda path: path.unlink(), "no longer at"),
    (lambda path: path.write_bytes(path.read_bytes() + b"\0"), "changed after it was scored"),
    (lambda path: path.write_bytes(b"no video"), "cannot be shown"),
])  # fmt: skip
def test_a_clip_that_cannot_be_shown_is_said_so(clip, tmp_path, spoil, said):
    """Gone, changed, broken: the row stays and says what happened."""
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(clip.read_bytes())
    entry = a_clip_entry(copy, "beach", 1.0)
    run = a_run(tmp_path / "run", entry)
    spoil(copy)
    assert said in read(write_report(tmp_path / "r.html", run)).words


def test_a_case_that_one_run_lacks_is_said(clip, tmp_path):
    """Its row stands, with the clip that is there."""
    a = a_run(tmp_path / "a", *(a_clip_entry(clip, c, 1.0) for c in CASES))
    b = a_run(tmp_path / "b", *(a_clip_entry(clip, c, 1.0) for c in CASES[:2]))
    words = read(write_report(tmp_path / "r.html", compare_runs(a, b, margins=MARGINS))).words
    assert "No clip of this case in this run." in words
    assert "coat: no clip in B" in words


def test_stills_are_the_frames_at_their_times(clip):
    """Evenly spread over the clip, each equal to the decoded frame up to JPEG's loss."""
    entry = a_clip_entry(clip, "x", 1.0)
    strip = filmstrip(clip, entry, count=4)
    assert [still.at_s for still in strip.stills] == pytest.approx([1 / 24, 4 / 24, 7 / 24, 10 / 24])
    capture = cv2.VideoCapture(str(clip))
    frames = [capture.read()[1] for _ in range(12)]
    jpeg = base64.b64decode(strip.stills[1].uri.partition(",")[2])
    shown = cv2.resize(
        cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), (160, 90), interpolation=cv2.INTER_AREA
    )
    apart = [np.abs(shown.astype(float) - frame).mean() for frame in frames]
    assert int(np.argmin(apart)) == 4


def test_a_clip_of_few_frames_shows_each_once(clip):
    """Twelve frames, asked for fifty: the strip holds twelve, in order."""
    strip = filmstrip(clip, a_clip_entry(clip, "x", 1.0), count=50)
    assert [still.at_s for still in strip.stills] == pytest.approx([n / 24 for n in range(12)])


def test_stills_come_from_the_part_that_was_scored(clip):
    """With --from 0.25 the strip starts there."""
    strip = filmstrip(clip, a_clip_entry(clip, "x", 1.0, duration=0.25), from_s=0.25, count=3)
    assert len(strip.stills) == 3
    assert strip.stills[0].at_s >= 0.25


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.500"), (-0.5, "−0.500"), (0.0, "0")])
def test_differences_carry_their_sign(value, shown):
    """A true minus, as printers set it."""
    assert signed(value) == shown


def test_a_difference_that_may_be_too_small_to_matter_is_told_so(tmp_path):
    """Beside the verdict in the table and in the first lines."""
    a, b = (
        a_run_of(tmp_path / name, "flicker", {f"c{n}": 1.0 + by * (1 + n / 2) for n in range(6)})
        for name, by in (("old", 0.0), ("new", 0.003))
    )
    told = render(compare_runs(a, b, margins={"flicker": 0.006}), page=tmp_path / "page.html")
    assert '<b class="verdict worse">worse</b><small>perhaps by less than matters</small>' in told
    assert "perhaps by less than matters, which is 0.006." in told
    assert "perhaps by less than matters, which" not in render(
        compare_runs(a, b, margins={"flicker": 0.001}), page=tmp_path / "page.html"
    )


def test_no_p_value_is_shown_that_so_few_prompts_could_not_make_small(tmp_path):
    """Of three prompts none is; of six, that of one metric."""
    for prompts, shown in ((3, 0), (6, 2)):
        a, b = (
            a_run_of(tmp_path / f"{name}{prompts}", "flicker", {f"c{n}": 1.0 + by + n * by / 9 for n in range(prompts)})
            for name, by in (("old", 0.0), ("new", 1.0))
        )
        told = render(compare_runs(a, b), page=tmp_path / "page.html")
        assert told.count("too few prompts</span>") == 2 - shown
        assert told.count('<td class="num">0.0312</td>') == shown


def test_what_applies_to_no_clip_is_said_once(tmp_path):
    """Below the cases and not in each; what applies to some clip, or fails, stays with its clip."""
    scores = {"delivery": "not_applicable: no order was given", "identity": "not_applicable: no face"}
    run = a_run(
        tmp_path / "run", an_entry("x", scores), an_entry("y", scores | {"identity": 0.9}), an_entry("z", scores)
    )
    page = render(run, page=tmp_path / "page.html")
    assert page.count("Of no clip here: delivery (no order was given).") == 1
    assert 'data-metric="delivery"' not in page
    assert page.count('data-metric="identity"') == 3
    assert page.count("<li>identity not applicable: no face</li>") == 2
