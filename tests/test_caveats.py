"""What stands under numbers that say less than they seem to."""

import re
from html import unescape

import numpy as np
import pytest
from gated import a_study, a_suite
from made_runs import a_run, a_score, an_entry
from moving import still_flow

from promptkit.caveats import caveats
from promptkit.cli.score import plain
from promptkit.compare import compare_runs
from promptkit.gate.gate import gate
from promptkit.metric import find_metric
from promptkit.report import write_report
from promptkit.report.cases import case_rows
from promptkit.report.sides import sides_of


def told(metric, value, **detail):
    return caveats([a_score(metric, value, detail=detail)])


def test_a_number_of_a_small_part_says_of_how_much():
    """A face that is seen in a twentieth of the clip says little of the rest."""
    assert told("identity", 0.9, seen_time=0.05) == ["identity: measured on 5 % of the clip's time"]
    assert told("identity", 0.9, seen_time=0.6) == told("identity", "not_applicable: few", seen_time=0.05) == []
    assert told("flicker", 0.9, seen=0.499) == ["flicker: measured on 49 % of the clip's picture over its time"]
    assert told("flicker", 0.9, seen=0.003) == ["flicker: measured on under 1 % of the clip's picture over its time"]


def test_a_number_of_few_frames_says_so_however_well_these_are_seen():
    """All of the picture in two of a hundred pairs is little; so is a third of it in all of them."""
    few = still_flow(100, is_break=np.arange(100) >= 2)
    third = still_flow(100, coverage=np.full(100, 1 / 3, np.float32))
    for clip, share in ((few, 2), (third, 33)):
        score = find_metric("motion").score({"flow": clip}, {})
        assert caveats([score]) == [f"motion: measured on {share} % of the clip's picture over its time"]


def test_metrics_that_share_a_part_are_named_together():
    """Once for all that follow the same motion."""
    scores = [a_score(name, 1.0, detail={"seen": 0.29}) for name in ("flicker", "motion")]
    assert caveats(scores) == ["flicker, motion: measured on 29 % of the clip's picture over its time"]


@pytest.mark.parametrize("value", [0.0, 0.01])
def test_a_number_beside_which_much_may_hide_says_how_much(value):
    """Where noise or motion take off more than is plain to see; what is larger than that needs no doubt."""
    assert told("wobble", value, hidden=9.0) == ["wobble: up to 9.00 x may be hidden here"]
    assert told("wobble", value, hidden=1.0) == told("wobble", 9.5, hidden=9.0) == []


def test_what_was_not_delivered_is_told_under_the_table():
    """A line each, with what was ordered and what came."""
    wrong = {"what": "sound", "ordered": "on", "delivered": "no sound track"}
    scores = {"delivery": a_score("delivery", 1.0, detail={"mismatches": [wrong]})}
    clip = {"clip": "a.mp4", "width": 48, "height": 27, "fps": 24.0, "frames": 48, "duration": 2.0, "scores": scores}
    assert plain(clip).splitlines()[-1] == "delivery: sound: ordered on, delivered no sound track"


def test_what_both_runs_share_is_said_once_whatever_else_one_says(tmp_path):
    """Flicker is seen in a third of either clip, wobble of one alone: one line of both, one of that one."""
    third = {"seen": 1 / 3}
    flicker, wobble = (a_score(name, 1.0, detail=third) for name in ("flicker", "wobble"))
    old = a_run(tmp_path / "old", an_entry("x", {"flicker": flicker, "wobble": a_score("wobble", 1.0)}))
    new = a_run(tmp_path / "new", an_entry("x", {"flicker": flicker, "wobble": wobble}))
    (row,) = case_rows(sides_of(compare_runs(old, new)), {})

    said = "measured on 33 % of the clip's picture over its time"
    assert row.caveats == (f"flicker: {said}", f"new: wobble: {said}")
    assert row.reasons == ()


def test_what_was_not_delivered_is_told_wherever_its_count_is(tmp_path):
    """In a report, a notebook and a gate, as under a table."""
    wrong = [{"what": "sound", "ordered": "on", "delivered": "no sound track"}]
    entry = an_entry("x", {"delivery": a_score("delivery", 1.0, detail={"mismatches": wrong})})
    page = write_report(tmp_path / "r.html", a_run(tmp_path / "run", entry)).read_text(encoding="utf-8")
    suite = a_suite(tmp_path, prompts=1, metrics=["delivery"], limits={"delivery": {"max": 0}})
    scores = entry.scores["delivery"]
    (check,) = [
        one for one in gate(suite, a_study(tmp_path / "s", suite, lambda *_: scores)).checks if one.kind == "limit"
    ]

    said = "sound: ordered on, delivered no sound track"
    assert said in page
    assert f"shot0 1 ({said})" in check.said


def test_they_stand_under_the_table_and_in_the_report(tmp_path):
    """Of two runs with the run's name, unless both have the same; of one clip beside its number."""
    part, whole = ({"identity": a_score("identity", 0.9, detail={"seen_time": share})} for share in (0.05, 0.9))
    clip = {"clip": "a.mp4", "width": 48, "height": 27, "fps": 24.0, "frames": 48, "duration": 2.0, "scores": part}
    said = "measured on 5 % of the clip's time"
    assert plain(clip).splitlines()[-1] == f"identity: {said}"

    run = {(name, n): a_run(tmp_path / f"{name}{n}", *(an_entry(f"c{k}", scores) for k in range(n)))
           for name, scores in (("part", part), ("same", part), ("whole", whole)) for n in (1, 2)}  # fmt: skip

    def words(subject):
        page = write_report(tmp_path / "r.html", subject).read_text(encoding="utf-8")
        return [unescape(text) for text in re.findall(r"<(?:li|small)[^>]*>([^<]*)<", page)]

    assert said in words(run["part", 1])
    assert f"identity: {said}" in words(run["part", 2])
    assert f"part2: identity: {said}" in words(compare_runs(run["whole", 2], run["part", 2]))
    assert f"part2: identity: {said}" not in words(compare_runs(run["same", 2], run["part", 2]))
