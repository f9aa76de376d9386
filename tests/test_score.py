"""One decode feeds everything, what was seen is kept, and one failure costs only the scores that need it."""

import errno
import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pytest
from made_clips import moving, write
from made_semantic import small_clip
from scored import score_clip

from promptkit import plan as planning
from promptkit import watch
from promptkit.cache import cache_folder
from promptkit.clip import open_clip
from promptkit.errors import ClipError, UnknownName, UsageError
from promptkit.metric import Measurement, NotApplicable, metric
from promptkit.nets import weights as nets_weights
from promptkit.observer import Stream, Watching, observer
from promptkit.score import measure, plan, score_clips
from promptkit.shot import Shot

OFFLINE = {"backbone": "msssim", "face": "dlib"}
PERCEPTUAL = ("lpips_adjacent", "lpips_drift")


@dataclass(frozen=True)
class Mean:
    """Mean brightness of each frame."""

    values: np.ndarray


@pytest.fixture
def clip_path(tmp_path):
    return write(tmp_path / "a.mp4", moving(30, 96, 128))


@pytest.fixture
def decodes(monkeypatch):
    """How often a clip is decoded."""
    calls = []
    decode = watch.frames
    monkeypatch.setattr(watch, "frames", lambda *args, **options: calls.append(1) or decode(*args, **options))
    return calls


@pytest.fixture
def units(monkeypatch):
    """Stand-ins for the registries: register(observer..., metric...) makes a plan's world."""
    observers, metrics = {}, {}
    monkeypatch.setattr(planning, "find_observer", observers.__getitem__)
    monkeypatch.setattr(planning, "find_metric", metrics.__getitem__)
    monkeypatch.setattr(planning, "default_metrics", lambda: metrics)

    def register(*made):
        for one in made:
            (metrics if hasattr(one, "needs") else observers)[one.name] = one

    return register


@observer(version=1)
def bright(stream: Stream) -> Watching[Mean]:  # noqa: ARG001
    """Brightness."""
    means = []
    while (chunk := (yield)) is not None:
        means.append(chunk.rgb.mean(axis=(1, 2, 3)))
    return Mean(np.concatenate(means))


@metric(unit="levels", better="neither", version=1, needs=("bright",), margin=1)
def brightness(bright) -> Measurement:
    """Mean brightness."""
    return Measurement(float(bright.values.mean()))


def failing(error, *, at="chunk"):
    """An observer that raises at its start, at its first chunk, or at the end."""

    @observer(version=1)
    def broken(stream: Stream) -> Watching[Mean]:  # noqa: ARG001
        if at == "start":
            raise error
        while (yield) is not None:
            if at == "chunk":
                raise error
        raise error

    return broken


@metric(unit="x", better="lower", version=1, needs=("broken",), margin=1)
def needs_broken(broken) -> Measurement:  # noqa: ARG001
    """A metric of what cannot be seen."""
    return Measurement(0.0)


def test_scores_of_a_clip_say_what_was_decoded_and_how(clip_path):
    """Frames, rate and length as decoded; every score names decoder, backbone, device and type."""
    found = score_clip(clip_path, metrics=PERCEPTUAL, **OFFLINE)

    assert (found.frames, found.fps, found.duration_s) == (30, pytest.approx(24), pytest.approx(1.25))
    assert set(found.scores) == set(PERCEPTUAL)
    for score in found.scores.values():
        assert score.status == "scored"
        assert score.unit.startswith("1 − MS-SSIM")
        assert score.detail["backbone"] == "msssim"
        assert score.detail["decoder"].startswith("PyAV ")
        assert (score.detail["device"], score.detail["dtype"], score.detail["weights"]) == ("cpu", "float32", {})


def test_all_metrics_share_one_decode(clip_path, decodes):
    """However many metrics, the clip is decoded once."""
    score_clip(clip_path, **OFFLINE)

    assert len(decodes) == 1


def test_second_scoring_decodes_nothing_and_gives_the_same(clip_path, decodes):
    """Observations are kept; another metric over the same observation decodes nothing either."""
    first = score_clip(clip_path, metrics=["lpips_adjacent"], **OFFLINE)
    again = score_clip(clip_path, metrics=PERCEPTUAL, **OFFLINE)

    assert len(decodes) == 1
    assert again.scores["lpips_adjacent"] == first.scores["lpips_adjacent"]
    assert (again.decoded, again.notes) == (first.decoded, first.notes)


def test_copy_of_a_clip_is_known_by_its_bytes(clip_path, tmp_path, decodes):
    """Observations belong to the content, not to the name; other content is looked at."""
    copy, other = tmp_path / "copy.mp4", tmp_path / "other.mp4"
    copy.write_bytes(clip_path.read_bytes())
    write(other, moving(30, 96, 128, seed=1))

    for path in (clip_path, copy, other):
        score_clip(path, metrics=PERCEPTUAL, **OFFLINE)

    assert len(decodes) == 2


def test_another_span_is_looked_at_anew(clip_path, decodes, units):
    """Everything that changes the numbers is part of the key."""
    units(bright, brightness)
    for options in ({}, {"until_s": 1.0}, {"from_s": 0.5}, {"from_s": 0.5, "until_s": 1.0}):
        score_clip(clip_path, metrics=["brightness"], **OFFLINE, **options)

    assert len(decodes) == 4


def test_another_version_of_an_observer_looks_again(clip_path, decodes, units):
    """A bumped version makes what was kept worthless."""
    units(bright, brightness)
    score_clip(clip_path, **OFFLINE)
    units(observer(version=2)(bright.watch))

    score_clip(clip_path, **OFFLINE)

    assert len(decodes) == 2


def test_without_cache_nothing_is_read_or_kept(clip_path, decodes):
    """`cache=False` decodes each time and leaves no file."""
    for _ in range(2):
        score_clip(clip_path, metrics=PERCEPTUAL, cache=False, **OFFLINE)

    assert len(decodes) == 2
    assert not cache_folder().exists()


def test_damaged_cache_is_measured_again(clip_path, decodes, caplog):
    """A kept observation that was damaged is noticed, said, and replaced."""
    first = score_clip(clip_path, metrics=PERCEPTUAL, **OFFLINE)
    for path in cache_folder().rglob("*.obs"):
        path.write_bytes(path.read_bytes()[:-7])

    with caplog.at_level(logging.WARNING):
        again = score_clip(clip_path, metrics=PERCEPTUAL, **OFFLINE)
    third = score_clip(clip_path, metrics=PERCEPTUAL, **OFFLINE)

    assert len(decodes) == 2
    assert "measuring again" in caplog.text
    assert again.scores == first.scores == third.scores


def test_first_seconds_score_as_the_clip_cut_there(tmp_path):
    """Until 1 s of a longer lossless clip, every score equals that of the clip that ends at 1 s."""
    pictures = moving(48, 96, 128)
    lossless = {"codec": "libx264rgb", "pix_fmt": "rgb24", "options": {"qp": "0"}}
    whole = write(tmp_path / "whole.mp4", pictures, **lossless)
    cut = write(tmp_path / "cut.mp4", pictures[:24], **lossless)

    part, clip = score_clip(whole, until_s=1.0, **OFFLINE), score_clip(cut, **OFFLINE)

    assert part.frames == clip.frames == 24
    assert {name: score.value for name, score in part.scores.items()} == {
        name: score.value for name, score in clip.scores.items()
    }


@pytest.mark.parametrize("at", ["start", "chunk", "end"])
def test_failing_observer_costs_only_its_own_scores(clip_path, units, caplog, at):
    """A defect fails the scores that need it, with its kind and message, and leaves its traceback in the log."""
    units(bright, brightness, failing(ZeroDivisionError("by nothing"), at=at), needs_broken)

    found = score_clip(clip_path, **OFFLINE)

    assert found.scores["brightness"].status == "scored"
    broken = found.scores["needs_broken"]
    assert (broken.status, broken.value) == ("failed", None)
    assert "ZeroDivisionError: by nothing" in broken.why
    assert "Traceback" in caplog.text


def test_failed_observation_is_not_kept(clip_path, units, decodes):
    """What failed is tried again, and only that."""
    units(bright, brightness, failing(ZeroDivisionError()), needs_broken)
    score_clip(clip_path, **OFFLINE)

    score_clip(clip_path, metrics=["brightness"], **OFFLINE)
    score_clip(clip_path, metrics=["needs_broken"], **OFFLINE)

    assert len(decodes) == 2


def test_question_without_answer_is_not_applicable(clip_path, units):
    """An observer that cannot see anything in this clip says so; that is no failure."""
    units(failing(NotApplicable("too small")), needs_broken)

    score = score_clip(clip_path, **OFFLINE).scores["needs_broken"]

    assert (score.status, score.why) == ("not_applicable", "too small")


def test_failing_metric_costs_only_its_own_score(clip_path, units):
    """A defect in a metric is recorded like one in an observer."""

    @metric(unit="x", better="lower", version=1, needs=("bright",), margin=1)
    def divides(bright) -> Measurement:
        return Measurement(1 / (len(bright.values) * 0))

    units(bright, brightness, divides)

    found = score_clip(clip_path, **OFFLINE)

    assert found.scores["brightness"].status == "scored"
    assert "ZeroDivisionError" in found.scores["divides"].why


def test_observer_that_never_ends_is_a_failure(clip_path, units):
    """An observer that goes on asking after the last frame is recorded as failed."""

    @observer(version=1)
    def broken(stream: Stream) -> Watching[Mean]:  # noqa: ARG001
        while True:
            yield

    units(broken, needs_broken)

    assert "did not end" in score_clip(clip_path, **OFFLINE).scores["needs_broken"].why


def test_named_backbone_without_weights_fails_with_the_remedy(clip_path, monkeypatch, tmp_path):
    """Asked for by name, absent weights fail those scores with the one command, and no others."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    found = score_clip(clip_path, metrics=["lpips_drift", "motion"], backbone="vgg", face="dlib")

    assert found.scores["lpips_drift"].status == "failed"
    assert found.scores["lpips_drift"].why.endswith("run: promptkit weights fetch vgg16")
    assert found.scores["lpips_drift"].detail["backbone"] == "vgg"
    assert found.scores["motion"].status == "scored"


def test_auto_uses_the_offline_backbone_and_says_so(clip_path, monkeypatch, tmp_path):
    """Without weights auto is tiny: named in the score, and in the plan's words for the user."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    how = plan(metrics=["lpips_drift"])

    assert measure(open_clip(clip_path), how).scores["lpips_drift"].detail["backbone"] == "tiny"
    assert len(how.fallbacks) == 1
    assert "promptkit weights fetch alexnet" in how.fallbacks[0]


def test_fallback_is_not_mentioned_where_it_is_not_used(monkeypatch, tmp_path):
    """Metrics without a network have nothing to say about backbones."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    assert plan(metrics=["motion", "flicker"]).fallbacks == ()


def test_settings_name_only_what_the_metrics_use(monkeypatch, tmp_path):
    """A run of flicker is resumed whatever backbones and weights have come or gone."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))
    ways = [plan(metrics=["flicker"], backbone=name, face="dlib").settings for name in ("msssim", "alex")]

    assert ways[0] == ways[1]
    assert (ways[0]["perceptual"], ways[0]["face"], ways[0]["weights"]) == ("", "", {})
    assert plan(metrics=["lpips_drift"], backbone="msssim").settings["perceptual"] == "msssim"


def test_face_fallback_says_what_to_do(monkeypatch, tmp_path):
    """Which file to fetch, and which to put where."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    (said,) = plan(metrics=["identity"]).fallbacks

    assert "promptkit weights fetch yunet" in said
    assert "put the file foamliu_mobilefacenet.pt into a folder and set PROMPTKIT_WEIGHTS" in said


@pytest.mark.usefixtures("weights")
def test_hash_of_the_weights_stands_in_the_score(clip_path):
    """With weights, detail and settings carry the sha256 of every file."""
    how = plan(metrics=["lpips_drift"], backbone="alex", face="dlib")

    score = measure(open_clip(clip_path), how).scores["lpips_drift"]

    assert score.unit == "LPIPS per second"
    assert score.detail["weights"]["lpips-alex"].startswith("df73285e")
    assert how.settings["weights"] == score.detail["weights"]


def test_truncated_clip_is_scored_as_far_as_it_goes(tmp_path):
    """The notes begin with why decoding stopped."""
    pictures = np.random.default_rng(0).integers(0, 256, (48, 96, 128, 3), dtype=np.uint8)
    path = write(tmp_path / "a.mp4", pictures, faststart=True)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])

    found = score_clip(path, metrics=PERCEPTUAL, **OFFLINE)

    assert 10 < found.frames < 48
    assert found.notes[0].startswith("scored only as far as it can be decoded: the file ends inside the picture")
    assert found.scores["lpips_adjacent"].status == "scored"


def test_unreadable_clip_stops_no_other(clip_path, tmp_path):
    """Among several clips the bad one comes out as its error, in its place."""
    bad = tmp_path / "bad.mp4"
    bad.touch()
    how = plan(metrics=["lpips_adjacent"], **OFFLINE)

    first, second, third = score_clips([clip_path, bad, clip_path], how)

    assert first.scores == third.scores
    assert isinstance(second, ClipError)
    assert "0 bytes" in str(second)


def test_scores_are_json_without_nan(clip_path):
    """Every score of a real clip can be written as strict JSON."""
    found = score_clip(clip_path, **OFFLINE)

    text = json.dumps({name: asdict(score) for name, score in found.scores.items()}, allow_nan=False)

    assert set(json.loads(text)) == set(found.scores)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"metrics": ["lpips_drft"]}, UnknownName, "lpips_drift"),
        ({"backbone": "alx"}, UnknownName, "alex"),
        ({"face": "dlb"}, UnknownName, "dlib"),
        ({"from_s": 2.0, "until_s": 1.0}, UsageError, "there is no part"),
        ({"from_s": -1.0}, UsageError, "there is no part"),
        ({"until_s": float("nan")}, UsageError, "there is no part"),
        ({"references": ["gone.png"]}, UsageError, r"gone\.png: there is no such reference image"),
        ({"reference_video": "gone.mp4"}, UsageError, r"gone\.mp4: there is no such reference video"),
        ({"device": "nonsense"}, UsageError, "--device cpu"),
    ],
)
def test_request_that_makes_no_sense_is_refused_before_any_clip(options, error, message):
    """Names, spans, references and devices are checked when the plan is made."""
    with pytest.raises(error, match=message):
        plan(**options)


def test_reference_image_that_cannot_be_read_is_refused(tmp_path, monkeypatch):
    """When the plan is made, with the path and the reason."""
    picture = tmp_path / "who.png"
    picture.touch()

    def refuse(path, _mode):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UsageError, match=r"who\.png: Permission denied; check"):
        plan(references=[picture])


def test_reference_images_are_read_once(clip_path, tmp_path):
    """What was hashed when the plan was made is what stands in the key and in the settings."""
    picture = tmp_path / "who.png"
    picture.write_bytes(b"one")
    how = plan(metrics=["identity"], references=[picture], **OFFLINE)
    picture.unlink()

    assert how.settings["references"] == (hashlib.sha256(b"one").hexdigest(),)
    watch._entry(how.observers[0], open_clip(clip_path), how)


@pytest.mark.parametrize(
    ("metric", "library", "matters"),
    [
        ("flicker", "opencv-python-headless", True),
        ("flicker", "torch", False),
        ("lpips_drift", "torch", False),
        ("identity", "dlib-bin", True),
        ("identity", "torch", True),
    ],
)
def test_versions_of_the_libraries_that_compute_are_part_of_the_key(clip_path, monkeypatch, metric, library, matters):
    """MS-SSIM does not use torch; the descriptor of dlib's faces does."""
    how, clip = plan(metrics=[metric], **OFFLINE), open_clip(clip_path)
    before = watch._entry(how.observers[0], clip, how)
    version = watch._version
    monkeypatch.setattr(watch, "_version", lambda name: "0.0" if name == library else version(name))

    assert (watch._entry(how.observers[0], clip, how) != before) == matters


def test_reference_images_are_part_of_the_key(clip_path, tmp_path):
    """Another picture under the same name is another question."""
    picture = tmp_path / "who.png"
    entries = []
    for content in (b"one", b"two"):
        picture.write_bytes(content)
        how = plan(metrics=["identity"], references=[picture], **OFFLINE)
        entries.append(watch._entry(how.observers[0], open_clip(clip_path), how))

    assert entries[0] != entries[1]


def test_metrics_that_need_rare_weights_are_scored_by_request_only(clip_path, monkeypatch, tmp_path):
    """A plan that names no metric has none of them; asked for without weights, they fail with the one command."""
    monkeypatch.setattr(nets_weights, "folders", lambda: iter([tmp_path]))
    names = ("semantic_drift", "text_alignment", "vbench_background")

    how = plan(metrics=names, **OFFLINE)
    found = measure(open_clip(clip_path), how).scores

    assert not {*names} & {metric.name for metric in plan(**OFFLINE).metrics}
    assert {score.status for score in found.values()} == {"failed"}
    for score in found.values():
        assert "run: promptkit weights fetch clip-vit-b-32 clip-bpe" in score.why
    assert any("not validated" in line for line in how.fallbacks)


def test_a_prompt_is_part_of_what_alignment_depends_on(clip_path, tmp_path):
    """With a shot the prompt is compared; another prompt is another question."""
    how = plan(metrics=["text_alignment"], **OFFLINE)
    with small_clip(tmp_path):
        one, other = (
            measure(open_clip(clip_path), how.of_shot(Shot(id="a", prompt=text))).scores["text_alignment"]
            for text in ("a cat", "a dog")
        )

    assert (one.status, other.status) == ("scored", "scored")
    assert one.value != other.value
    assert one.detail["backbone"] == "ViT-B-32"
