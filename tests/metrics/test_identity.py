"""Whether one person stays: closed forms on made-up embeddings, order on real clips."""

import json
from dataclasses import fields, replace

import numpy as np
import pytest
from made_faces import alike, person, seen
from scipy.stats import theilslopes
from scored import score_clip

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.metric import NotApplicable
from promptkit.metrics._likeness import explained_by_turn, slope, switches, worst_mean
from promptkit.metrics.identity import identity
from promptkit.observer import Chunk, Stream
from promptkit.observers.faces import faces as watch_faces


@pytest.mark.parametrize("count", [3, 8, 80])
@pytest.mark.parametrize("cosine", [0.2, 0.7, 0.99])
def test_value_is_the_cosine_of_a_pair_at_any_length(count, cosine):
    """Faces that all have one cosine to each other score that cosine, be they three or eighty."""
    answer = identity.measure(seen(person(alike(count, cosine))))
    assert answer.value == pytest.approx(cosine)
    assert answer.detail["worst_5_percent"] == pytest.approx(cosine)
    assert answer.detail["coverage"] == 1


def test_a_fifth_of_bad_faces_moves_only_the_worst():
    """Two alien faces in twenty leave the value alone and make the worst 5 % zero."""
    faces = alike(20, 0.8)
    faces[[4, 11]] = alike(2, 0, axis=5, seed=2)
    answer = identity.measure(seen(person(faces)))
    assert answer.value == pytest.approx(0.8)
    assert answer.detail["worst_5_percent"] == pytest.approx(0)


def test_reference_cosine_is_that_of_the_best_reference():
    """Against the common direction faces of pair cosine c score √c; an unrelated second reference changes nothing."""
    for references in (np.eye(1000)[:1], np.eye(1000)[[700, 0]]):
        answer = identity.measure(seen(person(alike(9, 0.64)), references=references))
        assert answer.value == pytest.approx(0.8)
        assert answer.detail["against"] == "references"


def test_slope_against_references_is_the_rate_of_loss():
    """Cosine to the reference falling by 0.1 a second has slope −0.1."""
    t = np.arange(33) / 8
    faces = np.zeros((33, 1000))
    faces[:, 0] = 1 - 0.1 * t
    faces[np.arange(33), 100 + np.arange(33)] = np.sqrt(1 - faces[:, 0] ** 2)
    answer = identity.measure(seen(person(faces), references=np.eye(1000)[:1]))
    assert answer.detail["slope_per_s"] == pytest.approx(-0.1)
    assert answer.series.t == tuple(t)
    assert answer.series.y == pytest.approx(1 - 0.1 * t)


def test_slope_without_references_is_taken_from_the_opening():
    """A face that turns steadily away from how it began has the slope that its distance to the opening has."""
    angle = np.radians(10) * np.arange(33) / 8
    faces = np.zeros((33, 1000))
    faces[:, 0], faces[:, 1] = np.cos(angle), np.sin(angle)
    y = [np.mean([faces[i] @ faces[j] for j in range(9) if j != i]) for i in range(33)]
    expected = theilslopes(y, np.arange(33) / 8).slope
    assert identity.measure(seen(person(faces))).detail["slope_per_s"] == pytest.approx(expected)
    assert expected < 0
    assert identity.measure(seen(person(faces[:9]))).detail["slope_per_s"] is None


def test_a_switch_that_stays_is_reported_where_it_happens():
    """Two seconds of one person, then two of another in the same track: one switch, at 2 s, with the cosine across."""
    answer = identity.measure(seen(person(np.concatenate([alike(16, 0.8), alike(16, 0.8, axis=1, seed=1)]))))
    (switch,) = answer.detail["switches"]
    assert switch["t"] == 2.0
    assert switch["cosine"] == pytest.approx(0, abs=1e-9)


def test_glitches_and_slow_change_are_no_switches():
    """Two alien frames, or a quarter turn over ten seconds, are not a new person that stays."""
    glitch = alike(32, 0.8)
    glitch[[15, 16]] = alike(2, 0.8, axis=1, seed=1)
    angle = np.linspace(0, np.pi / 2, 80)
    drift = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    for faces in (glitch, drift, alike(32, 0.3)):
        assert switches(np.arange(len(faces)) / 8, faces, same_cosine=0.4) == []


def test_a_face_that_comes_back_was_hidden():
    """Unlike itself for a second between two like halves: no switch; for two seconds: two of them."""
    for count, found in ((8, []), (16, [2.0, 4.0])):
        faces = np.concatenate([alike(16, 0.8), alike(count, 0.8, axis=1, seed=1), alike(16, 0.8, seed=2)])
        times = [t for t, _ in switches(np.arange(len(faces)) / 8, faces, same_cosine=0.4)]
        assert times == found


def test_people_who_are_alike_enough_are_no_switch():
    """Two steady halves whose cosine across stays above the backbone's threshold are one person."""
    first, second = alike(16, 0.95), alike(16, 0.95, axis=1, seed=1)
    tilted = {cosine: cosine / 0.95 * first + np.sqrt(1 - (cosine / 0.95) ** 2) * second for cosine in (0.37, 0.43)}
    counts = [
        len(switches(np.arange(32) / 8, np.concatenate([first, tilted[cosine]]), same_cosine=0.4))
        for cosine in (0.37, 0.43)
    ]
    assert counts == [1, 0]


def test_coverage_counts_all_samples():
    """A face in every second sample of the clip's first half covers a quarter."""
    answer = identity.measure(seen(person(alike(5, 0.9), step=2), samples=20))
    assert answer.detail["coverage"] == pytest.approx(0.25)


def test_the_main_person_has_most_area_and_time():
    """A large face for 4 samples yields to one two thirds as tall for 12; both are reported."""
    large = person(alike(4, 0.9), size=0.3)
    lasting = person(alike(12, 0.6, seed=1, axis=1), track=1, size=0.2)
    detail = identity.measure(seen(large, lasting)).detail
    assert detail["main_track"] == 1
    assert [(one["track"], round(one["value"], 6)) for one in detail["tracks"]] == [(0, 0.9), (1, 0.6)]


@pytest.mark.parametrize("turned", [0, 5, 10, 16])
def test_how_many_faces_are_turned_away_does_not_change_the_main_person(turned):
    """Of two people the larger one is the main one, also where coding has most of the faces read as turned away."""
    yaw = np.where(np.arange(20) < turned, 60, 0)
    larger = person(alike(20, 0.8), size=0.32, yaw_deg=yaw)
    answer = identity.measure(seen(larger, person(alike(20, 0.6, axis=1, seed=1), track=1, size=0.3)))

    assert (answer.detail["main_track"], answer.value) == (0, pytest.approx(0.8))


def test_with_references_the_main_person_is_the_one_asked_for():
    """A bystander with more area does not take the place of the person in the reference image."""
    bystander = person(alike(12, 0.9), size=0.5)
    wanted = person(alike(12, 0.81, axis=1, seed=1), track=1, size=0.2)
    answer = identity.measure(seen(bystander, wanted, references=np.eye(1000)[1:2]))
    assert (answer.detail["main_track"], answer.value) == (1, pytest.approx(0.9))
    nobody = identity.measure(seen(bystander, wanted, references=np.eye(1000)[2:3]))
    assert (nobody.detail["main_track"], nobody.value) == (0, pytest.approx(0))


@pytest.mark.parametrize(
    ("faces", "why"),
    [
        (seen(samples=9), "no face in 9 sampled frames"),
        (seen(person(alike(2, 0.9)), samples=9), "false detections"),
        (seen(person(alike(9, 0.9), scores=0.7)), "false detections"),
        (seen(person(alike(9, 0.9), boxes=(0, 0, 0.06, 0.06))), "9 too small"),
        (seen(person(alike(9, 0.9), sharpness=0.01)), "9 blurred"),
        (seen(person(alike(9, 0.9), yaw_deg=80)), "9 turned away"),
        (seen(person(alike(9, 0.9), yaw_deg=50), references=np.eye(1000)[:1]), "9 turned away"),
    ],
)
def test_not_applicable_says_why(faces, why):
    """Without a usable face there is no number, and the reason counts what was seen."""
    with pytest.raises(NotApplicable, match=why):
        identity.measure(faces)
    score = identity.score({"faces": faces}, {})
    assert (score.status, score.value) == ("not_applicable", None)


def test_faces_are_excluded_for_a_passing_blur_and_a_turn():
    """A dip in sharpness and a turn beyond the usual pose are left out and counted; lasting half profile is not."""
    sharp, yaw = np.full(20, 0.3), np.full(20, 50.0)
    sharp[7:9], yaw[12:15] = 0.05, -20
    answer = identity.measure(seen(person(alike(20, 0.9), sharpness=sharp, yaw_deg=yaw)))
    assert answer.detail["excluded"] == {"too small": 0, "blurred": 2, "turned away": 3}
    assert answer.detail["coverage"] == pytest.approx(15 / 20)


def test_a_turn_of_the_head_costs_coverage_and_not_identity():
    """A quarter of the samples turned by 20 degrees, at 0.64 to the others' 0.8: left out, and the coverage says so."""
    yaw, faces = np.full(32, 3.0), alike(32, 0.8)
    yaw[8:16] = 23
    faces[8:16, [0, 1]] = np.sqrt(0.8) * np.array([0.8, 0.6])
    answer = identity.measure(seen(person(faces, yaw_deg=yaw)))
    assert answer.value == pytest.approx(0.8)
    assert answer.detail["excluded"]["turned away"] == 8
    assert answer.detail["coverage"] == pytest.approx(0.75)


def test_a_turn_is_no_excuse_for_another_face():
    """The same turn with a face that has nothing in common with the person is a change of identity, and counts."""
    yaw, faces = np.full(32, 3.0), alike(32, 0.8)
    yaw[8:16] = 23
    faces[8:16] = alike(8, 0.8, axis=1, seed=1)
    answer = identity.measure(seen(person(faces, yaw_deg=yaw)))
    assert answer.detail["excluded"]["turned away"] == 0
    assert answer.detail["coverage"] == 1
    assert answer.detail["worst_5_percent"] < 0.1


def test_a_turn_explains_what_its_bound_allows():
    """At 35 degrees 1/e of the low likeness is enough, at 17.5 its fourth root; within the range all stay in."""
    turn, low = np.array([0, 5, 35, 35, 17.5, 17.5, 9]), 0.8
    bound = np.array([low, low, low / np.e, low / np.e, low * np.exp(-0.25), low * np.exp(-0.25), low])
    likeness = bound + np.array([0, 0, 0.01, -0.01, 0.01, -0.01, 0])
    explained = explained_by_turn(likeness, turn, pose_range_deg=10)
    assert explained.tolist() == [False, False, True, False, True, False, False]


def test_a_new_person_who_looks_elsewhere_is_still_a_switch():
    """Turned faces leave the value, not the search for switches."""
    yaw = np.repeat([0.0, 25.0], 16)
    answer = identity.measure(
        seen(person(np.concatenate([alike(16, 0.8), alike(16, 0.8, axis=1, seed=1)]), yaw_deg=yaw))
    )
    assert [one["t"] for one in answer.detail["switches"]] == [2.0]


def test_every_person_has_a_score_and_the_main_one_is_named():
    """Three people: three tracks, each with its own value; the largest of those who stay as long is the main one."""
    people = [
        person(alike(9, cosine, axis=k, seed=k), track=k, size=size, boxes=(0.3 * k, 0.1, size, size))
        for k, (cosine, size) in enumerate([(0.9, 0.1), (0.7, 0.2), (0.5, 0.15)])
    ]
    detail = identity.measure(seen(*people)).detail
    assert [round(one["value"], 6) for one in detail["tracks"]] == [0.9, 0.7, 0.5]
    assert detail["main_track"] == 1


@pytest.mark.parametrize("last", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_a_morph_costs_what_its_angles_say(last):
    """A face that turns steadily by up to a right angle from one person to another: mean cosines of the angles."""
    angle = last * np.pi / 2 * np.linspace(0, 1, 33)
    faces = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    cosines = np.cos(angle[:, None] - angle)
    kept = np.argsort(-cosines[16], kind="stable")[:27]
    likeness = [np.mean([cosines[i, j] for j in kept if j != i]) for i in range(33)]
    answer = identity.measure(seen(person(faces)))
    assert answer.value == pytest.approx(np.sort(likeness)[8])
    assert answer.detail["median"] == pytest.approx(np.median(likeness))


def test_another_face_costs_once_it_is_there_for_more_than_a_quarter():
    """Of 40 faces the last are another person's: a fifth is a fault that passes, three tenths and a half are not."""
    values = []
    for count in (8, 12, 20):
        faces = np.concatenate([alike(40 - count, 0.8), alike(count, 0.8, axis=1, seed=1)])
        values.append(identity.measure(seen(person(faces))).value)
    assert values[0] == pytest.approx(0.8)
    assert max(values[1:]) < 0.4


def test_detail_is_json_and_input_is_untouched():
    """Only finite JSON values come out; the observation's arrays are what they were."""
    faces = seen(person(alike(20, 0.9)), person(alike(3, 0.9, axis=1, seed=1), track=1, yaw_deg=89))
    before = {f.name: np.copy(getattr(faces, f.name)) for f in fields(faces)}
    first = identity.measure(faces)
    json.dumps(first.detail, allow_nan=False)
    assert first == identity.measure(faces)
    assert all(np.array_equal(before[f.name], getattr(faces, f.name)) for f in fields(faces))
    assert first.detail["tracks"][1]["value"] is None


def test_value_does_not_depend_on_resolution():
    """The same faces in a 4K clip give the same value."""
    faces = seen(person(alike(20, 0.7)))
    assert identity.measure(replace(faces, frame_height_px=2160)).value == identity.measure(faces).value


def test_worst_mean_is_the_mean_of_the_lowest():
    """5 % of 40 values are two; of 3 values, one."""
    assert worst_mean(np.arange(40.0)) == 0.5
    assert worst_mean(np.array([3.0, 1, 2])) == 1


def test_slope_equals_scipy_and_long_series_are_thinned():
    """Theil-Sen as scipy has it; on 5,000 points of a line, the line's slope."""
    rng = np.random.default_rng(0)
    t, y = np.sort(rng.random(60)), rng.normal(size=60)
    assert slope(t, y) == pytest.approx(theilslopes(y, t).slope)
    assert slope(np.arange(5000.0), 0.25 * np.arange(5000.0)) == pytest.approx(0.25)


def scored(shared, name, **options):
    options = {"metrics": ("identity",), "face": "mobilefacenet", "cache": False} | options
    return score_clip(shared / "clips" / name, **options).scores["identity"]


@pytest.mark.weights
@pytest.mark.shared
def test_real_clips_stand_in_the_right_order(shared, weights):  # noqa: ARG001
    """A steady AI portrait beats a drifting one; heavy compression costs identity."""
    steady, drifting = (
        scored(shared, f"ai_animatediff_{name}.gif").value
        for name in ("v1_man_sea", "cam_woman_07_roll-anti-clockwise")
    )
    assert steady > 0.9 > drifting + 0.1
    pristine, smeared = (scored(shared, f"face_carphone_{name}.mp4").value for name in ("pristine", "distorted"))
    assert pristine > smeared + 0.1


@pytest.mark.weights
@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["ai_wan_cat_ref1.mp4", "ai_animatediff_cam_sea_01_zoom-in.gif", "static_torchcodec_h265_frames.mp4"]
)
def test_real_clips_without_people_have_no_identity(shared, weights, name):  # noqa: ARG001
    """Not even where the detector takes a cat for a face now and then."""
    assert scored(shared, name).status == "not_applicable"


def observed(clip, *, until_s, chunk):
    """What is seen in the frames before `until_s`, handed over `chunk` at a time."""
    every = [(frame, t) for part in frames(clip) for frame, t in zip(part.rgb, part.pts_s, strict=True) if t < until_s]
    watching = watch_faces.watch(Stream(probe=clip.probe, face="mobilefacenet"))
    next(watching)
    for start in range(0, len(every), chunk):
        rgb, t = zip(*every[start : start + chunk], strict=True)
        watching.send(Chunk(np.stack(rgb), np.array(t)))
    with pytest.raises(StopIteration) as end:
        watching.send(None)
    return end.value.value


@pytest.mark.weights
@pytest.mark.shared
def test_the_first_seconds_score_as_the_cut_clip_does(shared, weights):  # noqa: ARG001
    """What is seen before 1.5 s in a longer clip, chunked otherwise, has the score of the clip cut there."""
    clip = open_clip(shared / "clips" / "ai_sadtalker_crop.gif")
    cut, longer = observed(clip, until_s=1.5, chunk=1000), observed(clip, until_s=2.5, chunk=7)
    samples, rows = longer.sample_t < 1.5, longer.sample_t[longer.sample] < 1.5
    columns = {f.name: getattr(longer, f.name) for f in fields(longer)}
    by_sample = {name: columns[name][samples] for name in ("sample_t", "sample_shot", "left_out")}
    per_face = ("sample", "boxes", "landmarks", "scores", "yaw_deg", "sharpness", "track", "embeddings")
    prefix = replace(longer, **by_sample, **{name: columns[name][rows] for name in per_face})
    first, second = identity.measure(prefix), identity.measure(cut)
    assert first.value == pytest.approx(second.value, abs=1e-6)
    assert first.series.y == pytest.approx(second.series.y, abs=1e-6)


@pytest.mark.shared
def test_offline_backbone_scores_a_real_clip_and_names_itself(shared):
    """With dlib identity works with nothing downloaded, on its own scale of cosines."""
    score = scored(shared, "ai_animatediff_v1_man_sea.gif", face="dlib")
    assert score.status == "scored"
    assert score.detail["backbone"] == "dlib"
    assert score.value > score.detail["same_cosine"]
