"""What stands under numbers that say less than they seem to."""

import re

from made_runs import a_run, a_score, an_entry

from promptkit.caveats import caveats
from promptkit.cli.score import plain
from promptkit.compare import compare_runs
from promptkit.report import write_report


def told(metric, value, **detail):
    return caveats([a_score(metric, value, detail=detail)])


def test_a_number_of_a_small_part_says_of_how_much():
    """A face that is seen in a twentieth of the clip says little of the rest."""
    assert told("identity", 0.9, coverage=0.05) == ["identity: measured on 5 % of the clip"]
    assert told("identity", 0.9, coverage=0.6) == told("identity", "not_applicable: few", coverage=0.05) == []


def test_metrics_that_share_a_part_are_named_together():
    """Once for all that follow the same motion."""
    scores = [a_score(name, 1.0, detail={"coverage": 0.29}) for name in ("flicker", "motion")]
    assert caveats(scores) == ["flicker, motion: measured on 29 % of the clip"]


def test_a_zero_behind_which_much_may_hide_says_how_much():
    """Where noise or motion take off more than from a clean clip, which has two margins; a value needs none."""
    assert told("wobble", 0.0, hidden=2.4) == ["wobble: up to 2.40 would be 0 here"]
    assert told("wobble", 0.0, hidden=1.0) == told("wobble", 0.5, hidden=2.4) == []


def test_what_was_not_delivered_is_told_under_the_table():
    """A line each, with what was ordered and what came."""
    wrong = {"what": "sound", "ordered": "on", "delivered": "no sound track"}
    scores = {"delivery": a_score("delivery", 1.0, detail={"mismatches": [wrong]})}
    clip = {"clip": "a.mp4", "width": 48, "height": 27, "fps": 24.0, "frames": 48, "duration": 2.0, "scores": scores}
    assert plain(clip).splitlines()[-1] == "delivery: sound: ordered on, delivered no sound track"


def test_they_stand_under_the_table_and_in_the_report(tmp_path):
    """Of two runs with the run's name, unless both have the same; of one clip beside its number."""
    part, whole = ({"identity": a_score("identity", 0.9, detail={"coverage": share})} for share in (0.05, 0.9))
    clip = {"clip": "a.mp4", "width": 48, "height": 27, "fps": 24.0, "frames": 48, "duration": 2.0, "scores": part}
    said = "measured on 5 % of the clip"
    assert plain(clip).splitlines()[-1] == f"identity: {said}"

    run = {(name, n): a_run(tmp_path / f"{name}{n}", *(an_entry(f"c{k}", scores) for k in range(n)))
           for name, scores in (("part", part), ("same", part), ("whole", whole)) for n in (1, 2)}  # fmt: skip

    def words(subject):
        page = write_report(tmp_path / "r.html", subject).read_text(encoding="utf-8")
        return re.findall(r"<(?:li|small)[^>]*>([^<]*)<", page)

    assert said in words(run["part", 1])
    assert f"identity: {said}" in words(run["part", 2])
    assert f"part2: identity: {said}" in words(compare_runs(run["whole", 2], run["part", 2]))
    assert f"part2: identity: {said}" not in words(compare_runs(run["same", 2], run["part", 2]))
