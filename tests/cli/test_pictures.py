"""`score`, `compare` and `lengths` draw on a terminal, and print what they always did everywhere else."""

import re
from dataclasses import replace

import pytest
from made_lengths import an_arm
from made_runs import a_run, a_score, an_entry
from rich.cells import cell_len

from promptkit.cli import compare, lengths, score
from promptkit.compare import compare_runs
from promptkit.run import read_run

FLAGS = {"flags": [{"flag": "frozen", "text": "frozen 25 % of the clip", "share": 0.25}]}
A = {"x": 1.0, "y": 1.1, "z": 0.9}
PLAIN_SCORE = """\
a [b].mp4: 480×270 · 24 fps · 2 s · 48 frames
! frozen 25 % of the clip
metric    better    value  unit
flicker   lower    4.0000  visible contrast
identity  higher        -  not applicable
motion    neither  0.5000  frame heights per second
identity: no [face]
"""
PLAIN_COMPARE = """\
                                                                       ¶
 metric     old   new  difference, 95 % interval  margin  verdict      ¶
 ───────────────────────────────────────────────────────────────────── ¶
 flicker   1.00  2.00         1.00 [0.752, 1.25]   0.005  worse        ¶
 identity     -     -                          -    0.02  not compared ¶
 motion    1.00  1.00                   0 [0, 0]    0.02  context      ¶
                                                                       ¶
3 prompts, 3 clips in each run
3 prompts can show by the interval, metric by metric, that these runs differ (here on flicker); they cannot ¶
rule chance out, however large a difference is: for that it takes 6 prompts or more
identity was not compared (not applicable in both runs: no face)
worse: new is worse than old on flicker; not compared, for neither run has data: identity.
"""
"""A pilcrow ends lines that end in spaces."""


@pytest.fixture
def clip():
    """Half of its time has no flicker, and its motion was not measured in the third quarter."""
    scores = {
        "flicker": a_score("flicker", 4.0, series=((0, 0.5, 1, 1.5), (0, 0, 2, 4)), detail=FLAGS),
        "identity": a_score("identity", "not_applicable: no [face]", detail=FLAGS),
        "motion": a_score("motion", 0.5, series=((0, 0.1, 0.2, 0.3, 0.4, 1.9), (0.5,) * 6), detail=FLAGS),
    }
    return {
        "clip": "a [b].mp4", "width": 480, "height": 270, "fps": 24.0, "frames": 48, "duration": 2.0, "scores": scores
    }  # fmt: skip


@pytest.fixture
def runs(tmp_path):
    for name, by in (("old", 1), ("new", 2)):
        entries = (
            an_entry(case, {"flicker": v * by, "motion": v, "identity": "not_applicable: no face"})
            for case, v in A.items()
        )
        a_run(tmp_path / name, *entries)
    return compare_runs(read_run(tmp_path / "old"), read_run(tmp_path / "new"))


@pytest.fixture
def shown(capsys, monkeypatch):
    """What a function prints on a terminal of so many columns, without colours."""

    def call(function, *arguments, width=80, **environment):
        there = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": str(width), **environment}
        for name, value in there.items():
            monkeypatch.setenv(name, value)
        function(*arguments)
        return re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)

    return call


@pytest.fixture(autouse=True)
def _bare(monkeypatch):
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "NO_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


def rows(text):
    """Lines by their first word, the first of each."""
    return {line.split()[0]: line for line in reversed(text.splitlines()) if line.strip()}


def test_a_piped_score_is_the_plain_table(clip, capsys):
    """Byte for byte, as before there were pictures."""
    score._print([clip], 0.0)
    assert capsys.readouterr().out == PLAIN_SCORE


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (-0.0, "0"), (0.00004, "<0.0001"), (-0.00004, ">-0.0001"), (0.00006, "0.0001"), (-1.5, "-1.5000")],
)
def test_only_0_is_shown_as_0(clip, shown, capsys, value, said):
    """What rounds to nothing is said to be less than can be shown, on a terminal and in a pipe."""
    clip["scores"]["motion"] = a_score("motion", value)

    score._print([clip], 0.0)
    assert rows(capsys.readouterr().out)["motion"].split()[2] == said
    assert rows(shown(score._print, [clip], 0.0))["motion"].split()[2] == said


def test_what_is_counted_has_no_decimals(clip, shown, capsys):
    """Five cuts are 5, and no 5.0000."""
    clip["scores"]["cuts"] = replace(a_score("cuts", 5.0), unit="cuts")

    score._print([clip], 0.0)
    assert rows(capsys.readouterr().out)["cuts"].split()[2] == "5"
    assert rows(shown(score._print, [clip], 0.0))["cuts"].split()[2] == "5"


def test_a_terminal_is_told_where_numbers_are_explained(clip, shown, capsys):
    """In the last line under the table; a pipe gets the table alone."""
    assert shown(score._print, [clip], 0.0).splitlines()[-1].startswith("promptkit metric NAME says what ")
    assert "promptkit metric" not in capsys.readouterr().out


def test_a_piped_comparison_is_the_plain_table(runs, capsys):
    """Byte for byte, as before there were pictures."""
    compare.show(runs)
    assert capsys.readouterr().out == PLAIN_COMPARE.replace("¶", "")


def test_a_clip_has_its_curves_beside_its_numbers(clip, shown):
    """On one axis of time, with the scale told, flags said once and a gap where nothing was measured."""
    text = shown(score._print, [clip], 0.0)
    line = rows(text)
    assert [said for said in text.splitlines() if "!" in said] == ["! frozen 25 % of the clip"]
    assert re.search(r"  0 {3,}2 s", text)
    assert re.fullmatch(r"  flicker  ↓ 4\.0000 visible contrast {10}▁{8,}▅+█+ *  0 – 4\.00 *", line["flicker"]), line[
        "flicker"
    ]
    assert re.fullmatch(r"  motion   · 0\.5000 frame heights per second  █+ {4,}█+ +0 – 0\.500 *", line["motion"]), (
        line["motion"]
    )
    assert line["identity"].rstrip() == "  identity ↑        not applicable"
    assert line["identity:"].rstrip() == "  identity: no [face]"


@pytest.mark.parametrize("width", [78, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(width, clip, runs, shown):
    """And none is wrapped: a metric is a line."""
    for function, arguments in ((score._print, ([clip], 0.0)), (compare.show, (runs,))):
        text = shown(function, *arguments, width=width)
        assert max(map(cell_len, text.splitlines())) <= width
        assert len(re.findall("flicker.+(?:●|▁).+", text)) == 1


def test_a_wide_terminal_shows_more(clip, runs, shown):
    """Longer curves; intervals and margins in numbers too."""
    assert len(re.findall("[▁-█]", shown(score._print, [clip], 0.0, width=120))) > len(
        re.findall("[▁-█]", shown(score._print, [clip], 0.0, width=80))
    )
    assert "[0.752, 1.25]" in rows(shown(compare.show, runs, width=120))["flicker"]


def test_a_narrow_terminal_draws_nothing(clip, runs, shown):
    """Numbers come first."""
    assert "▁" not in shown(score._print, [clip], 0.0, width=50)
    assert "●" not in shown(compare.show, runs, width=40)


def test_scoring_from_a_second_on_begins_the_axis_there(clip, shown):
    """In the clip's own time."""
    assert re.search(r"  0\.5 {3,}2\.5 s", shown(score._print, [clip], 0.5))


def test_a_comparison_draws_its_intervals(runs, shown):
    """Around zero, with the scale and the verdict's word; what cannot be compared has no bar."""
    text = shown(compare.show, runs, width=72)
    line = rows(text)
    assert text.splitlines()[0] == "A old, the baseline · B new"
    assert re.fullmatch(r" flicker +1\.00 +2\.00 +1\.00 +│ +━+●━+ +±1\.5 +worse +", line["flicker"]), line["flicker"]
    assert re.fullmatch(r" motion +1\.00 +1\.00 +0 +┊ +● +┊ +±0\.02 +context +", line["motion"]), line["motion"]
    assert re.fullmatch(r" identity +- +- +- +not compared +", line["identity"])
    ending = "worse: new is worse than old on flicker; not compared, for neither run has data: identity."
    assert " ".join(text.split()).endswith(ending)


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "unknown"}])
def test_a_dumb_terminal_has_no_pictures(environment, clip, runs, shown):
    """Its table is the plain one's."""
    assert not re.search("[▁-█]", shown(score._print, [clip], 0.0, **environment))
    assert "difference, 95 %" in shown(compare.show, runs, **environment)


def test_without_colour_pictures_stay(clip, runs, capsys, monkeypatch):
    """NO_COLOR takes colours away, nothing else: verdicts are words."""
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    score._print([clip], 0.0)
    compare.show(runs)
    out = capsys.readouterr().out
    assert "▁" in out
    assert "●" in out
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", out)


def test_lengths_draw_distance_by_lag(tmp_path, shown, capsys):
    """A line a run on one scale, a space where a run has no such lag; nothing of it in a pipe."""
    an_arm(tmp_path / "5s")
    an_arm(tmp_path / "10s", more=0.1, lags=(0.5, 1.0))
    call = lengths.command.callback
    arguments = {"runs": (tmp_path / "5s", tmp_path / "10s"), "parts": None, "form": "text"}
    call(**arguments)
    assert not re.search("[▁-█]", capsys.readouterr().out)

    drawn = [line for line in shown(lambda: call(**arguments)).splitlines() if re.search("[▁-█]", line)]
    assert [re.sub(" +", " ", line) for line in drawn] == ["5s ▃▃▃▅▅▅███ 0 – 0.445", "10s ▄▄▄▆▆▆ 0 – 0.445"]
