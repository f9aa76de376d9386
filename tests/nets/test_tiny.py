"""The network that the package ships: it is there without a download, small, and near its teacher."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from promptkit.clip import open_clip
from promptkit.decode import frames
from promptkit.nets.perceptual import load_perceptual
from promptkit.nets.weights import BACKBONES, backbone_hashes, locate
from promptkit.plan import plan

HELD_OUT = (
    "ai_cogvideox_res3.mp4", "ai_fetv_390_videofusion.gif", "ai_wan21_i2v_cat.mp4", "face_lp_d20.mp4",
    "motion_davis_bear.mp4", "motion_pool_clean.mp4",
)  # fmt: skip
"""Some of the clips of `promptkit/nets/training/held_out.txt`, of six sources."""
FRAMES = 7
MEDIAN_ERROR = 0.12
"""The card says 9.3 % over all 27 held-out clips; a choice of six of them has room around that."""


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No weights but those of installed packages."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))


@pytest.mark.usefixtures("nowhere")
def test_it_needs_no_download_and_is_named_with_its_hashes():
    """Its files are part of the package, two megabytes at most; the scores' provenance names them by sha256."""
    net = load_perceptual("auto")

    told = plan(metrics=["lpips_drift"]).provenance(plan(metrics=["lpips_drift"]).metrics[0])

    assert (net.name, net.scale) == ("tiny", "LPIPS (tiny)")
    assert sum(locate(part).path.stat().st_size for part in BACKBONES["tiny"]) <= 2_000_000
    assert told["backbone"] == "tiny"
    assert told["weights"] == net.weights == backbone_hashes("tiny")
    assert set(net.weights) == {"tiny", "lpips-tiny"}


def test_stronger_noise_is_farther_away():
    """Each doubling of the noise puts a frame farther from the clean one."""
    rng = np.random.default_rng(0)
    clean = np.repeat(rng.integers(60, 196, (1, 8, 12, 3)), 16, axis=1).repeat(16, axis=2)
    frame = np.concatenate([clean + rng.normal(0, deviation, clean.shape) for deviation in (0, 2, 4, 8, 16, 32)])
    net = load_perceptual("tiny")
    features = net.features(np.clip(frame, 0, 255).astype(np.uint8))

    away = net.distances([(features[0], each) for each in features])

    assert np.all(np.diff(away) > 0)


def all_pairs(net, rgb):
    features = net.features(rgb)
    return net.distances([(features[i], features[j]) for i, j in zip(*np.triu_indices(len(rgb), 1), strict=True)])


@pytest.mark.shared
@pytest.mark.usefixtures("weights")
def test_it_is_near_its_teacher_on_clips_that_it_never_saw(shared):
    """Neighbouring and distant frames of held-out clips: ranked as LPIPS-alex ranks them, within its card's error."""
    nets, told = [load_perceptual(name) for name in ("alex", "tiny")], []
    for name in HELD_OUT:
        rgb = np.concatenate([chunk.short_side(256) for chunk in frames(open_clip(shared / "clips" / name), until_s=1)])
        chosen = rgb[np.unique(np.geomspace(1, len(rgb), FRAMES).astype(int)) - 1]
        told.append([all_pairs(net, chosen) for net in nets])

    alex, tiny = (np.concatenate(values) for values in zip(*told, strict=True))

    assert len(alex) > 60
    assert spearmanr(alex, tiny).statistic >= 0.97
    assert np.median(np.abs(tiny / alex - 1)) <= MEDIAN_ERROR
