"""Whether the end shows the person of the beginning: closed forms on made-up embeddings, order on real clips."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest
from made_faces import alike, person, seen
from scored import score_clip

from promptkit.metric import NotApplicable
from promptkit.metrics.identity import identity
from promptkit.metrics.identity_drift import identity_drift

QUARTER = 9
"""Faces in either end of 33: those within 1 s of 4, both bounds included."""


def drift(faces):
    return identity_drift.measure(faces)


def turning(degrees, count=33):
    """Faces that go steadily through that angle from one person towards another."""
    angle = np.radians(degrees) * np.linspace(0, 1, count)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


@pytest.mark.parametrize("count", [9, 33, 80])
@pytest.mark.parametrize("cosine", [0.2, 0.7, 0.99])
def test_a_face_that_is_as_unlike_itself_all_the_time_has_not_drifted(count, cosine):
    """Faces that all have one cosine to each other lose none of it from end to end, be they nine or eighty."""
    answer = drift(seen(person(alike(count, cosine))))
    assert answer.value == pytest.approx(0, abs=1e-12)
    assert answer.detail["across"] == pytest.approx(cosine)
    assert answer.detail["start"]["within"] == answer.detail["end"]["within"] == pytest.approx(cosine)


@pytest.mark.parametrize("cosine", [0.3, 0.9])
def test_another_person_at_the_end_costs_all_that_faces_of_one_have_in_common(cosine):
    """Two people with nothing in common, one after the other in one track: the value is their own pairs' cosine."""
    answer = drift(seen(person(np.concatenate([alike(16, cosine), alike(17, cosine, axis=1, seed=1)]))))
    assert answer.value == pytest.approx(cosine)
    assert answer.detail["across"] == pytest.approx(0)


@pytest.mark.parametrize("degrees", [0, 18, 36, 54, 72, 90, 180])
def test_a_steady_change_costs_what_its_angle_says(degrees):
    """The mean of n unit vectors at equal angles is as long as Dirichlet's kernel says; pairs leave out each itself."""
    step = np.radians(degrees) / 32
    length = np.sin(QUARTER * step / 2) / (QUARTER * np.sin(step / 2)) if degrees else 1.0
    within = (QUARTER * length**2 - 1) / (QUARTER - 1)
    across = length**2 * np.cos((33 - QUARTER) * step)
    answer = drift(seen(person(turning(degrees))))
    assert answer.value == pytest.approx(within - across)
    assert answer.detail["across"] == pytest.approx(across)
    assert answer.detail["apart_s"] == pytest.approx(3)


def test_more_of_another_face_is_more_drift():
    """The value rises with the angle that a face turns through."""
    values = [drift(seen(person(turning(degrees)))).value for degrees in range(0, 181, 20)]
    assert values == sorted(values)
    assert values[0] == pytest.approx(0, abs=1e-12)


def test_the_same_change_counts_alike_in_five_and_in_ten_seconds():
    """A turn by 60 degrees over 5 s or over 10 s has one value; at one speed the longer clip drifts further."""
    short, long, faster = (drift(seen(person(turning(*of)))).value for of in ((60, 41), (60, 81), (120, 81)))
    assert short == pytest.approx(long, abs=0.01)
    assert faster > 2 * short


def test_two_looks_in_turn_are_no_drift():
    """A face that has one look in even and another in odd samples is unlike itself all along, and ends as it began."""
    looks = np.eye(2)[np.arange(32) % 2]
    answer = drift(seen(person(looks)))
    assert answer.value == pytest.approx((4 - 1) / (8 - 1) - 1 / 2)
    assert identity.measure(seen(person(looks))).value < 0.6


def test_what_comes_back_is_no_drift():
    """Another face between the first and the last quarter leaves the value alone, as far as it is seen."""
    faces = alike(33, 0.8)
    faces[10:23] = alike(13, 0.8, axis=5, seed=2)
    assert drift(seen(person(faces))).value == pytest.approx(0, abs=1e-12)


def test_a_head_that_turns_and_comes_back_is_no_drift():
    """A turn in the middle of the first quarter costs faces and no drift; what is left out is counted."""
    yaw, faces = np.zeros(33), alike(33, 0.8)
    yaw[3:6] = 30
    faces[3:6, [0, 1]] = np.sqrt(0.8) * np.array([0.7, np.sqrt(0.51)])
    answer = drift(seen(person(faces, yaw_deg=yaw)))
    assert answer.value == pytest.approx(0, abs=1e-12)
    assert answer.detail["excluded"]["turned away"] == answer.detail["start"]["excluded"]["turned away"] == 3
    assert (answer.detail["start"]["faces"], answer.detail["end"]["faces"]) == (QUARTER - 3, QUARTER)


def ending(count, **changed):
    """33 faces of which the last so many are otherwise."""
    columns = {}
    for name, (usual, last) in changed.items():
        columns[name] = np.where(np.arange(33) < 33 - count, usual, last)
    return seen(person(alike(33, 0.8), **columns))


def test_beyond_a_turn_by_15_degrees_there_is_no_answer():
    """Another face that looks elsewhere at the end is no less usable; how much of its loss is the turn, who can say?"""
    another = np.concatenate([alike(20, 0.8), alike(13, 0.8, axis=1, seed=1)])
    score = {
        turn: identity_drift.score({"faces": seen(person(another, yaw_deg=np.repeat([3, 3 + turn], [20, 13])))}, {})
        for turn in (15, 16)
    }
    assert score[15].value == pytest.approx(0.8)
    assert [score[15].detail[end]["yaw_deg"] for end in ("start", "end")] == [3, 18]
    assert score[16].status == "not_applicable"
    assert "the head is turned by 16 degrees" in score[16].why


@pytest.mark.parametrize(
    ("faces", "why"),
    [
        (seen(samples=9), "no face in 9 sampled frames"),
        (seen(person(alike(2, 0.9)), samples=9), "false detections"),
        (seen(person(alike(9, 0.9), sharpness=0.01)), "9 blurred"),
        (seen(person(alike(8, 0.9)), samples=40), r"seen for 0.88 s; .* from 1 s on"),
        (ending(9, yaw_deg=(0, 80)), r"at the end: 0 in 9 samples from 3.00 to 4.00 s, 5 are needed \(9 turned away\)"),
        (ending(5, sharpness=(0.2, 0.01)), r"at the end: 4 in 9 .* \(5 blurred\)"),
        (ending(28, yaw_deg=(80, 0)), r"at the beginning: 4 in 9 .* \(5 turned away\)"),
        (seen(person(alike(5, 0.9), sample=[0, 1, 2, 39, 40])), r"at the beginning: 3 in 11 .* \(not seen\)"),
        (replace(seen(person(alike(4, 0.9))), sample_t=np.arange(4) / 2), r"1 in 1 .* \(there are no more\)"),
    ],
)
def test_not_applicable_says_why(faces, why):
    """Without a face at either end there is no answer, and the reason counts what was seen."""
    with pytest.raises(NotApplicable, match=why):
        drift(faces)
    score = identity_drift.score({"faces": faces}, {})
    assert (score.status, score.value) == ("not_applicable", None)


def test_half_of_an_end_is_enough():
    """Five faces of nine stand for the end, where four do not; how many were used is told."""
    assert drift(ending(4, sharpness=(0.2, 0.01))).detail["end"]["faces"] == 5


def test_ends_are_those_of_the_time_in_which_the_person_is_seen():
    """Somebody who comes in after 2 s and leaves 2 s before the end begins and ends there; coverage says how much."""
    answer = drift(seen(person(alike(33, 0.8), start=16), samples=65))
    assert (answer.detail["start"]["from_s"], answer.detail["start"]["until_s"]) == (2, 3)
    assert (answer.detail["end"]["from_s"], answer.detail["end"]["until_s"]) == (5, 6)
    assert answer.detail["coverage"] == answer.detail["seen_time"] == pytest.approx(33 / 65)


def test_only_the_main_person_counts():
    """A bystander who becomes somebody else leaves the value alone."""
    changing = np.concatenate([alike(16, 0.8, axis=2, seed=2), alike(17, 0.8, axis=3, seed=3)])
    answer = drift(seen(person(alike(33, 0.8)), person(changing, track=1, size=0.1)))
    assert answer.value == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("first", "called"), [(16, "beginning"), (33, "end")])
def test_a_clip_that_begins_or_ends_with_somebody_else_alone_has_no_drift(first, called):
    """The main person is alike from first to last, and not the one who is seen there."""
    one, other = person(alike(first, 0.8)), person(alike(49 - first, 0.8, axis=1, seed=1), track=1, start=first)
    with pytest.raises(NotApplicable, match=f"not seen at the {called} of the clip, where somebody else is"):
        drift(seen(one, other))


def test_references_choose_the_person_and_nothing_else():
    """The one who is like the reference is looked at, however large another is; how like does not matter."""
    changing = np.concatenate([alike(20, 0.81, axis=1, seed=1), alike(13, 0.81, axis=2, seed=2)])
    people = (person(alike(33, 0.9), size=0.5), person(changing, track=1, size=0.2))
    answer = drift(seen(*people, references=np.eye(1000)[1:2]))
    assert (answer.detail["main_track"], answer.value) == (1, pytest.approx(0.81))


def test_the_curve_ends_at_the_value():
    """What each face has lost against the first quarter: over the last quarter, on average, the value."""
    answer = drift(seen(person(turning(70))))
    assert np.mean(answer.series.y[-QUARTER:]) == pytest.approx(answer.value)
    assert np.mean(answer.series.y[:QUARTER]) == pytest.approx(0, abs=1e-12)
    assert answer.series.t == tuple(np.arange(33) / 8)


def test_detail_is_json_and_input_is_untouched():
    """Only finite JSON values come out; the observation's arrays are what they were."""
    faces = seen(person(alike(20, 0.9)), person(alike(3, 0.9, axis=1, seed=1), track=1, yaw_deg=89))
    before = {f.name: np.copy(getattr(faces, f.name)) for f in fields(faces)}
    first = drift(faces)
    json.dumps(first.detail, allow_nan=False)
    assert first == drift(faces)
    assert all(np.array_equal(before[f.name], getattr(faces, f.name)) for f in fields(faces))


@pytest.mark.weights
@pytest.mark.shared
def test_real_clips_stand_in_the_right_order(shared, weights):  # noqa: ARG001
    """A talking head drifts less than a woman whose face changes; one who turns into profile gets no number."""
    how = {"metrics": ("identity_drift",), "face": "mobilefacenet", "cache": False}
    steady, changing, turning_away = (
        score_clip(shared / "clips" / name, **how).scores["identity_drift"]
        for name in (
            "ai_sadtalker_crop.gif",
            "ai_animatediff_cam_woman_07_roll-anti-clockwise.gif",
            "ai_opens2v_faceobj_14.mp4",
        )
    )
    assert steady.value < 0.1 < changing.value - 0.1
    assert turning_away.status == "not_applicable"
    assert "turned away" in turning_away.why
