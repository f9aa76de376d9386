"""dlib's face descriptor read from its file and run in torch."""

import sys
import tracemalloc

import cv2
import dlib
import numpy as np
import pytest
from tolerances import DLIB_PARITY

from promptkit.errors import WeightsError
from promptkit.nets._dlib_file import Reader
from promptkit.nets._dlib_resnet import DlibResNet, load_dlib_resnet, read_weights
from promptkit.nets.face import load_faces
from promptkit.nets.weights import locate


@pytest.fixture(scope="module")
def path():
    return locate("dlib-resnet").path


def pictures(count):
    """Smooth patterns and noise in the size of an aligned face."""
    rng = np.random.default_rng(count)
    coarse = rng.integers(0, 256, (count, 9, 9, 3), np.uint8)
    smooth = np.stack([cv2.resize(one, (150, 150), interpolation=cv2.INTER_CUBIC) for one in coarse])
    smooth[0] = rng.integers(0, 256, smooth[0].shape)
    return smooth


def dlibs_own(path, crops):
    network = dlib.face_recognition_model_v1(str(path))
    return np.array(network.compute_face_descriptor([np.ascontiguousarray(one) for one in crops]))


def test_descriptor_equals_dlibs_own(path):
    """On pictures of all kinds the 128 numbers are those that dlib computes."""
    crops = pictures(5)
    ours = load_dlib_resnet(path, "cpu")(crops)
    assert ours.shape == (5, 128)
    assert np.abs(ours - dlibs_own(path, crops)).max() < DLIB_PARITY


@pytest.mark.shared
def test_descriptor_equals_dlibs_own_on_faces(path, shared):
    """On fifty photographed faces too."""
    nets, crops = load_faces("dlib"), []
    for photo in sorted((shared / "faces" / "orl").glob("*/*"))[::6]:
        rgb = cv2.cvtColor(cv2.imread(str(photo)), cv2.COLOR_BGR2RGB)
        crops += [nets.crop(rgb, points) for points in nets.detect(rgb).largest(1).landmarks]
    crops = np.stack(crops[:50])
    assert len(crops) == 50
    assert np.abs(load_dlib_resnet(path, "cpu")(crops) - dlibs_own(path, crops)).max() < DLIB_PARITY


def test_descriptor_does_not_depend_on_the_batch(path):
    """A face alone gets the numbers that it gets among forty; no faces give an empty array."""
    describe, crops = load_dlib_resnet(path, "cpu"), pictures(40)
    together = describe(crops)
    assert np.allclose(together[[0, 39]], np.concatenate([describe(crops[:1]), describe(crops[39:])]), atol=1e-5)
    assert describe(crops[:0]).shape == (0, 128)


def test_a_file_cut_short_anywhere_is_a_weights_error(path):
    """No length but the whole one is taken for a network."""
    data = path.read_bytes()
    lengths = [0, 1, 5, 17, 30, 290, 320, 336, 350, 19_400, 19_713, 22_334_902, len(data) - 1]
    for length in lengths:
        with pytest.raises(WeightsError, match="no network that dlib wrote"):
            read_weights(data[:length])
    with pytest.raises(WeightsError, match="follow the last layer"):
        read_weights(data + b"\0")


def test_a_changed_byte_is_a_weights_error_or_another_weight(path):
    """Whatever byte of the structure is changed, the answer is a WeightsError, or a state dict of this network."""
    data, rng, shapes = path.read_bytes(), np.random.default_rng(0), DlibResNet().state_dict()
    refused = 0
    for place in (*rng.integers(0, 420, 40), *rng.integers(19_290, 19_390, 10)):
        changed = bytearray(data)
        changed[place] ^= 1 << int(rng.integers(8))
        try:
            weights = read_weights(bytes(changed))
        except WeightsError:
            refused += 1
        else:
            assert {name: w.shape for name, w in weights.items()} == {name: w.shape for name, w in shapes.items()}
    assert refused > 20


def test_a_tensor_that_promises_more_than_there_is_costs_no_memory():
    """Sizes of 2**60 numbers in a file of thirty bytes are refused before anything is set aside."""
    size = b"\x08" + (2**15).to_bytes(8, "little")
    tracemalloc.start()
    with pytest.raises(WeightsError, match="more bytes were promised"):
        Reader(b"\x01\x02" + 4 * size).tensor()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000


@pytest.mark.parametrize(
    ("data", "value"),
    [(b"\x01\x00", 0), (b"\x81\x1c", -28), (b"\x02\x00\x01", 256), (b"\x88" + b"\xff" * 8, 1 - 2**64)],
)
def test_whole_numbers_are_sign_length_and_little_endian_bytes(data, value):
    """As dlib's serialize.h packs them."""
    assert Reader(data).whole() == value


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x09" + b"\1" * 9, b"\x41\x01", b"\x02\x01"])
def test_what_is_no_whole_number_is_refused(data):
    """No length, more than eight bytes, unknown bits, too few bytes."""
    with pytest.raises(WeightsError):
        Reader(data).whole()


def test_numbers_that_are_not_finite_are_refused():
    """A NaN among the weights would be a NaN in every score."""
    with pytest.raises(WeightsError, match="not finite"):
        Reader(b"\x01\x02" + 4 * b"\x01\x01" + np.float32("nan").tobytes()).tensor()


def test_a_file_that_is_no_descriptor_names_the_remedy(tmp_path):
    """The message says which file and what to do; dlib itself is not asked."""
    (tmp_path / "other.dat").write_bytes(b"\x01\x01\x05other")
    with pytest.raises(WeightsError, match=r"other\.dat holds no dlib face descriptor.*pip install"):
        load_dlib_resnet(tmp_path / "other.dat", "cpu")
    assert "face_recognition_models" not in sys.modules
