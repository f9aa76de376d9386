"""Perceptual distances equal the published ones, the authors' package, and independent arithmetic."""

import os
import sys
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import torch
from tolerances import CPU_CUDA, LIBRARY_PARITY, MSSSIM_PARITY, PUBLISHED_LPIPS, SAME_FRAMES
from torchvision_trunks import BUILD, TORCHVISION_NAME

from promptkit.errors import UnknownName, UsageError, WeightsError
from promptkit.nets import _msssim, perceptual
from promptkit.nets._trunks import TRUNKS, load_head, load_trunk, read_tensors
from promptkit.nets.perceptual import load_perceptual, lpips_distance, resolve_perceptual
from promptkit.nets.spatial import lpips_map
from promptkit.nets.weights import Located


def noise(count, height, width, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (count, height, width, 3), dtype=np.uint8)


def images(shared, *names):
    paths = [shared / "lpips" / f"ex_{name}.png" for name in names]
    return np.stack([cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in paths])


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(("backbone", "expected"), [("alex", (0.722, 0.138)), ("squeeze", (0.711, 0.148))])
def test_example_images_have_their_published_distances(shared, backbone, expected):
    """The example images of the LPIPS repository, at the values that its issue 120 and a reference in numpy give."""
    reference, *others = images(shared, "ref", "p0", "p1")

    distances = lpips_distance(np.stack([reference, reference]), np.stack(others), backbone=backbone)

    np.testing.assert_allclose(distances, expected, atol=PUBLISHED_LPIPS)


@pytest.mark.usefixtures("weights")
def test_torchmetrics_doctest_is_met():
    """The tensors of torchmetrics' doctest (generator seed 42, squeeze) give the values printed there."""
    generator = torch.Generator().manual_seed(42)
    first, second = (torch.rand(2, 3, 100, 100, generator=generator) * 2 - 1 for _ in range(2))
    as_frames = [((x + 1) * 127.5).permute(0, 2, 3, 1).numpy() for x in (first, second)]

    np.testing.assert_allclose(
        lpips_distance(*as_frames, backbone="squeeze"), [0.1024, 0.0938], atol=PUBLISHED_LPIPS / 10
    )


def stand_in(monkeypatch, features, name):
    """A module in torchvision's place that knows one network, for the `lpips` package to be imported with."""
    models = SimpleNamespace(**{name: lambda **_: SimpleNamespace(features=features)})
    monkeypatch.setitem(sys.modules, "torchvision", SimpleNamespace(models=models))
    for loaded in [loaded for loaded in sys.modules if loaded == "lpips" or loaded.startswith("lpips.")]:
        monkeypatch.delitem(sys.modules, loaded)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::FutureWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize(
    ("backbone", "trunk"),
    [("alex", "random"), ("squeeze", "random"), ("vgg", "random"), ("alex", "real"), ("squeeze", "real")],
)
def test_parity_with_the_authors_package(monkeypatch, request, tmp_path, backbone, trunk):
    """On random frames, even and odd sizes, LPIPS and its map equal those of the `lpips` package over the same trunk.

    A trunk of random numbers is as good a test of the arithmetic, and needs no weights.
    """
    torch.manual_seed(0)
    features, name = BUILD[backbone](), TORCHVISION_NAME[backbone]
    if trunk == "real":
        request.getfixturevalue("weights")
        held = load_trunk(TRUNKS[backbone], perceptual.locate(name))
        features.load_state_dict({key.removeprefix("features."): value for key, value in held.items()})
    else:
        path = tmp_path / f"{name}.pth"
        state = {f"features.{key}": value for key, value in features.state_dict().items()}
        torch.save(state | {"classifier.1.weight": torch.zeros(2, 2)}, path)
        locate, found = perceptual.locate, Located(name=name, path=path, sha256="0" * 64)
        monkeypatch.setattr(perceptual, "locate", lambda part: found if part == name else locate(part))
        monkeypatch.setattr(perceptual, "backbone_hashes", lambda _: {"file": str(path)})
    stand_in(monkeypatch, features, name)
    lpips = pytest.importorskip("lpips")
    theirs = lpips.LPIPS(net=backbone, version="0.1", verbose=False).eval()
    their_map = lpips.LPIPS(net=backbone, version="0.1", spatial=True, verbose=False).eval()
    for size in ((64, 64), (101, 135)):
        first, second = noise(3, *size, seed=1), noise(3, *size, seed=2)
        second[2] = np.clip(first[2].astype(int) + 3, 0, 255)
        tensors = [torch.from_numpy(x).permute(0, 3, 1, 2) / 127.5 - 1 for x in (first, second)]

        with torch.no_grad():
            expected, expected_map = theirs(*tensors).flatten().numpy(), their_map(*tensors)[:, 0].numpy()

        assert expected[0] > 0.01
        np.testing.assert_allclose(lpips_distance(first, second, backbone=backbone), expected, atol=LIBRARY_PARITY)
        np.testing.assert_allclose(lpips_map(first, second, backbone=backbone), expected_map, atol=LIBRARY_PARITY)


def ms_ssim_in_numpy(first, second):
    """1 − MS-SSIM from the formulas of Wang et al. 2003, in float64, with explicit windows."""
    taps = np.exp(-((np.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    taps /= taps.sum()

    def local(x):
        rows = np.lib.stride_tricks.sliding_window_view(x, 11, axis=0) @ taps
        return np.lib.stride_tricks.sliding_window_view(rows, 11, axis=1) @ taps

    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    exponents = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
    x, y, product = first.astype(np.float64), second.astype(np.float64), 1.0
    for scale, exponent in enumerate(exponents):
        mean_x, mean_y = local(x), local(y)
        var_x, var_y = local(x * x) - mean_x**2, local(y * y) - mean_y**2
        contrast = (2 * (local(x * y) - mean_x * mean_y) + c2) / (var_x + var_y + c2)
        luminance = (2 * mean_x * mean_y + c1) / (mean_x**2 + mean_y**2 + c1)
        factor = (contrast * (luminance if scale == 4 else 1)).mean()
        product *= max(factor, 0) ** exponent
        height, width = (side // 2 * 2 for side in x.shape[:2])
        x, y = (z[:height, :width].reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3)) for z in (x, y))
    return 1 - product


@pytest.mark.parametrize("size", [(192, 256), (201, 183)])
def test_ms_ssim_follows_its_formulas(size):
    """The backbone without weights equals the published formulas written out in float64."""
    base = cv2.GaussianBlur(noise(1, *size)[0], (0, 0), 3)
    first = np.stack([base, base, noise(1, *size, seed=5)[0]])
    second = np.stack([np.clip(base + noise(1, *size, seed=4)[0] % 20, 0, 255), 255 - base, noise(1, *size, seed=6)[0]])

    expected = [ms_ssim_in_numpy(a, b) for a, b in zip(first, second, strict=True)]

    np.testing.assert_allclose(lpips_distance(first, second, backbone="msssim"), expected, atol=MSSSIM_PARITY)


def test_small_frames_use_fewer_scales():
    """Five scales need 176 pixels a side, four 88, three 44; fewer than three is MS-SSIM no more."""
    assert [_msssim.scales_for(side, 500) for side in (176, 175, 88, 87, 44, 43)] == [5, 4, 4, 3, 3, 2]
    assert _msssim.SMALLEST_SIDE_PX == 44


@pytest.mark.parametrize("backbone", ["msssim", "tiny", pytest.param("alex", marks=pytest.mark.weights)])
def test_distance_is_zero_for_equal_frames_and_the_same_both_ways(backbone, request):
    """d(a, a) = 0, d(a, b) = d(b, a) > 0, and the frames given are not written to."""
    if backbone == "alex":
        request.getfixturevalue("weights")
    first, second = noise(2, 96, 128), noise(2, 96, 128, seed=1)
    kept = first.copy()

    same = lpips_distance(first, first, backbone=backbone)
    there, back = (
        lpips_distance(first, second, backbone=backbone),
        lpips_distance(second, first, backbone=backbone),
    )

    np.testing.assert_allclose(same, 0, atol=1e-6)
    np.testing.assert_allclose(there, back, atol=1e-6)
    assert np.all(there > 0.05)
    np.testing.assert_array_equal(first, kept)


@pytest.mark.usefixtures("weights")
def test_batches_do_not_change_distances():
    """A frame alone and a frame in a batch have the same features."""
    net, rgb = load_perceptual("squeeze"), noise(5, 90, 122)

    together, alone = net.features(rgb), [net.features(rgb[i : i + 1])[0] for i in range(5)]

    assert net.distances(list(zip(together, alone, strict=True))).max() <= SAME_FRAMES["cpu"] ** 2
    pairs = [(together[i], together[i + 1]) for i in range(4)]
    apart = [(alone[i], alone[i + 1]) for i in range(4)]
    np.testing.assert_allclose(net.distances(pairs), net.distances(apart), atol=SAME_FRAMES["cpu"])


def test_auto_falls_back_without_weights(monkeypatch, tmp_path):
    """Without the weights of alex, auto is tiny; with a file by their name, alex, whose hash is then checked."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))
    assert resolve_perceptual("auto") == "tiny"
    (tmp_path / "alexnet-owt-7be5be79.pth").write_bytes(b"not weights")

    assert resolve_perceptual("auto") == "alex"
    with pytest.raises(WeightsError, match="should be 7be5be79"):
        load_perceptual("alex")


def test_named_backbone_never_falls_back(monkeypatch, tmp_path):
    """Asked for by name, absent weights are an error with the command that mends it."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))

    with pytest.raises(WeightsError, match="run: promptkit weights fetch vgg16"):
        load_perceptual("vgg")
    with pytest.raises(UnknownName, match="squeeze"):
        load_perceptual("squeezenet")


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (noise(1, 64, 64), noise(1, 64, 65), "one shape"),
        (noise(1, 64, 64)[0], noise(1, 64, 64)[0], "one shape"),
        (noise(1, 40, 64), noise(1, 40, 64), "at least 44 pixels"),
    ],
)
def test_images_that_do_not_compare_are_refused(first, second, message):
    """Different shapes, a missing batch, and images too small are a UsageError."""
    with pytest.raises(UsageError, match=message):
        lpips_distance(first, second, backbone="msssim")


@pytest.mark.usefixtures("weights")
def test_unusable_device_is_refused():
    """A device that does not exist is a UsageError with the way out."""
    with pytest.raises(UsageError, match="--device cpu"):
        load_perceptual("alex", "nonsense")


def saved(folder, arrays, name="alexnet"):
    path = folder / "trunk.npz"
    np.savez(path, **arrays)
    return Located(name=name, path=path, sha256="0" * 64)


def alex_arrays():
    shapes = {
        "0": (64, 3, 11, 11),
        "3": (192, 64, 5, 5),
        "6": (384, 192, 3, 3),
        "8": (256, 384, 3, 3),
        "10": (256, 256, 3, 3),
    }
    arrays = {f"features.{i}.weight": np.zeros(shape, np.float32) for i, shape in shapes.items()}
    return arrays | {f"features.{i}.bias": np.zeros(shape[0], np.float32) for i, shape in shapes.items()}


def test_trunk_with_missing_or_foreign_layers_is_refused(tmp_path):
    """A layer that is absent would be left random and pass unseen; it is refused by name, and so is one too many."""
    whole = alex_arrays()
    assert set(load_trunk(TRUNKS["alex"], saved(tmp_path, whole))) == set(whole)
    lacking = {name: array for name, array in whole.items() if name != "features.6.bias"}

    with pytest.raises(WeightsError, match=r"missing features\.6\.bias, unexpected nothing"):
        load_trunk(TRUNKS["alex"], saved(tmp_path, lacking))
    with pytest.raises(WeightsError, match=r"unexpected features\.12\.weight"):
        load_trunk(TRUNKS["alex"], saved(tmp_path, whole | {"features.12.weight": np.zeros(1)}))


def test_head_must_fit_its_trunk():
    """The head of squeeze is refused for alex: other layers."""
    found = perceptual.locate("lpips-squeeze")

    assert len(load_head(TRUNKS["squeeze"], found)) == 7
    with pytest.raises(WeightsError, match="unexpected lin5"):
        load_head(TRUNKS["alex"], found)


@pytest.mark.parametrize("name", ["a.npz", "a.pth"])
def test_file_that_is_no_weights_is_refused(tmp_path, name):
    """Rubbish under the right name is a WeightsError, not a stack trace of numpy or torch."""
    path = tmp_path / name
    path.write_bytes(b"rubbish" * 50)

    with pytest.raises(WeightsError, match="cannot be read as network weights"):
        read_tensors(Located(name="x", path=path, sha256="0" * 64))


def test_code_in_a_weights_file_is_not_run(tmp_path):
    """A pickle that would call a function is refused unread."""

    class Trap:
        def __reduce__(self):
            return (os.mkdir, (str(tmp_path / "sprung"),))

    path = tmp_path / "a.pth"
    torch.save({"features.0.weight": Trap()}, path)

    with pytest.raises(WeightsError):
        read_tensors(Located(name="x", path=path, sha256="0" * 64))
    assert not (tmp_path / "sprung").exists()


@pytest.mark.usefixtures("weights")
@pytest.mark.cuda
@pytest.mark.parametrize("backbone", ["alex", "squeeze"])
def test_cuda_equals_cpu(backbone):
    """On CUDA distances are those of the CPU; where CUDA is required, its absence fails."""
    if not torch.cuda.is_available():
        if os.environ.get("PROMPTKIT_REQUIRE_CUDA") == "1":
            pytest.fail("PROMPTKIT_REQUIRE_CUDA=1, but torch sees no CUDA device")
        pytest.skip("torch sees no CUDA device")
    first, second = noise(4, 256, 455), noise(4, 256, 455, seed=1)

    np.testing.assert_allclose(
        lpips_distance(first, second, backbone=backbone, device="cuda"),
        lpips_distance(first, second, backbone=backbone),
        atol=CPU_CUDA,
    )
