"""The map of distances is where the pictures differ (that it is the `lpips` package's: test_perceptual.py)."""

import numpy as np
import pytest

from promptkit.errors import UsageError
from promptkit.nets.perceptual import load_perceptual, lpips_distance
from promptkit.nets.spatial import layer_maps, lpips_map


def noise(count, height, width, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (count, height, width, 3), dtype=np.uint8)


def test_a_changed_patch_stands_out_where_it_is():
    """All of the distance is at the patch, and around it as far as the deepest layer sees: 195 pixels across."""
    first = noise(1, 256, 512)
    second = first.copy()
    second[0, 96:128, 64:96] = 255 - second[0, 96:128, 64:96]

    there = lpips_map(first, second, backbone="tiny")[0]

    assert there.shape == (256, 512)
    assert there[96:128, 64:96].mean() > 10 * there.mean()
    np.testing.assert_allclose(there[:, 256:], 0, atol=1e-6)


def test_map_of_equal_frames_is_zero_and_of_others_has_their_distance_as_mean():
    """Enlarging changes the weight of border pixels only, so on even noise the mean stays within 5 %."""
    first, second = noise(2, 192, 256), noise(2, 192, 256, seed=1)

    assert not lpips_map(first, first, backbone="tiny").any()
    np.testing.assert_allclose(
        lpips_map(first, second, backbone="tiny").mean(axis=(1, 2)),
        lpips_distance(first, second, backbone="tiny"),
        rtol=0.05,
    )


def test_maps_of_the_layers_add_up_to_the_distance_of_each_pair():
    """The mean over a layer's own pixels is its share: no enlarging, so the sum is exact."""
    frames, pairs = noise(3, 96, 128), ((0, 1), (1, 2), (0, 2))

    layers = layer_maps(load_perceptual("tiny"), frames, pairs)

    assert all(layer.shape[2] == 3 and layer.min() >= 0 for layer in layers)
    assert layers[0].size > layers[-1].size
    np.testing.assert_allclose(
        sum(layer.mean(axis=(0, 1)) for layer in layers),
        lpips_distance(frames[[0, 1, 0]], frames[[1, 2, 2]], backbone="tiny"),
        rtol=1e-5,
    )


def test_layers_of_a_backbone_without_any_are_refused():
    """MS-SSIM has none."""
    with pytest.raises(UsageError, match="gives no map"):
        layer_maps(load_perceptual("msssim"), noise(2, 192, 192), ((0, 1),))


@pytest.mark.parametrize(
    ("size", "backbone", "message"),
    [((64, 64), "msssim", "gives no map"), ((24, 64), "tiny", "at least 32 pixels")],
)
def test_what_has_no_map_is_refused(size, backbone, message):
    """A backbone without layers and frames too small for them are a UsageError."""
    with pytest.raises(UsageError, match=message):
        lpips_map(noise(1, *size), noise(1, *size), backbone=backbone)
