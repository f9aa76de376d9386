"""Faces found, aligned and embedded."""

import csv
import hashlib
import os
import sys
from dataclasses import replace

import cv2
import numpy as np
import pytest
import torch
from scipy.stats import rankdata
from tolerances import CPU_CUDA

from promptkit.errors import UnknownName, UsageError, WeightsError
from promptkit.nets import weights as registry
from promptkit.nets._align import ARCFACE_TEMPLATE, aligned_crop, resized, sharpness, similarity, yaw_deg
from promptkit.nets._found import Found
from promptkit.nets._mobilefacenet import MobileFaceNet, load_mobilefacenet
from promptkit.nets._onnx_face import load_onnx_face
from promptkit.nets._yunet import load_yunet
from promptkit.nets.face import FaceNets, crops_of, embed_references, load_faces, resolve_faces
from promptkit.plan import plan


def turned(points, *, degrees, scale, shift):
    a = np.radians(degrees)
    rotation = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return scale * points @ rotation.T + shift


@pytest.mark.parametrize(("degrees", "scale"), [(0, 1), (33, 0.4), (-170, 3.7), (90, 12)])
def test_similarity_recovers_a_known_transform(degrees, scale):
    """The transform that moved the points is found, and maps them onto their targets."""
    source = ARCFACE_TEMPLATE
    target = turned(source, degrees=degrees, scale=scale, shift=(17.5, -4))
    matrix = similarity(source, target)
    assert np.allclose(source @ matrix[:, :2].T + matrix[:, 2], target, atol=1e-9)
    assert np.isclose(np.hypot(*matrix[:, 0]), scale)


def test_similarity_is_the_least_squares_answer():
    """With noisy points the four parameters are those that a linear solver finds."""
    rng = np.random.default_rng(3)
    source, target = rng.normal(size=(5, 2)), rng.normal(size=(5, 2))
    rows = [row for x, y in source for row in ((x, -y, 1, 0), (y, x, 0, 1))]
    (a, b, tx, ty), *_ = np.linalg.lstsq(np.array(rows), target.ravel(), rcond=None)
    assert np.allclose(similarity(source, target), [[a, -b, tx], [b, a, ty]])


def test_similarity_refuses_coinciding_points():
    """Five equal landmarks define no pose."""
    with pytest.raises(ValueError, match="coincide"):
        similarity(np.ones((5, 2)), ARCFACE_TEMPLATE)


@pytest.mark.parametrize("scale", [0.6, 1.0, 1.9, 5.0])
def test_aligned_crop_puts_landmarks_on_the_template(scale):
    """Dots drawn at a turned and scaled face's landmarks come out at the template's places."""
    landmarks = turned(ARCFACE_TEMPLATE, degrees=25, scale=scale, shift=(130, 60))
    frame = np.zeros((900, 900, 3), np.uint8)
    for x, y in landmarks:
        cv2.circle(frame, (round(x), round(y)), max(2, round(2.5 * scale)), (255, 255, 255), -1)
    crop = aligned_crop(frame, landmarks)
    assert crop.shape == (112, 112, 3)
    for x, y in ARCFACE_TEMPLATE:
        patch = crop[round(y) - 6 : round(y) + 7, round(x) - 6 : round(x) + 7, 0].astype(float)
        rows, columns = np.indices(patch.shape)
        centre = (patch * columns).sum() / patch.sum(), (patch * rows).sum() / patch.sum()
        assert np.hypot(centre[0] - 6 - (x - round(x)), centre[1] - 6 - (y - round(y))) < 0.75


@pytest.mark.parametrize("scale", [1.5, 2.5, 5.0])
def test_aligned_crop_is_exact_to_a_part_of_a_pixel(scale):
    """On ramps of one level in five pixels the crop shows what the inverse transform says, without a shift."""
    rows, columns = np.indices((1200, 1200))
    frame = np.stack([rows // 5, columns // 5, 0 * rows], axis=2).astype(np.uint8)
    landmarks = turned(ARCFACE_TEMPLATE, degrees=20, scale=scale, shift=(350, 300))
    matrix = similarity(landmarks, ARCFACE_TEMPLATE)
    y, x = np.indices((112, 112))
    source = (np.stack([x, y], axis=2) - matrix[:, 2]) @ np.linalg.inv(matrix[:, :2]).T
    expected = (source[:, :, ::-1] - 2) / 5
    assert np.abs((aligned_crop(frame, landmarks)[:, :, :2] - expected).mean(axis=(0, 1))).max() < 0.2


def test_aligned_crop_is_the_same_at_every_resolution():
    """A face in 4K and the same face brought down four times give nearly the same crop, also at the frame's edge."""
    rng = np.random.default_rng(0)
    picture = cv2.GaussianBlur(rng.integers(0, 256, (300, 300, 3), np.uint8), (0, 0), 2)
    large = cv2.resize(picture, (1200, 1200), interpolation=cv2.INTER_CUBIC)
    for shift in ((80, 70), (-30, -20), (230, 215)):
        landmarks = ARCFACE_TEMPLATE + shift
        small_crop = aligned_crop(picture, landmarks).astype(float)
        large_crop = aligned_crop(large, (landmarks + 0.5) * 4 - 0.5).astype(float)
        assert np.abs(small_crop - large_crop).mean() < 2.5


@pytest.mark.parametrize("yaw", [-60, -20, 0, 35, 80])
@pytest.mark.parametrize("roll", [0, 40])
def test_yaw_of_a_turned_model_head(yaw, roll):
    """Eyes and a nose tip 0.7 eye distances in front, turned in space and seen from afar, give their angle back."""
    a = np.radians(yaw)
    x = lambda px, pz: px * np.cos(a) + pz * np.sin(a)  # noqa: E731
    points = np.array([(x(-0.5, 0), 0), (x(0.5, 0), 0), (x(0, 0.7), 0.6)])
    left, right, nose = turned(points, degrees=roll, scale=40, shift=(7, 9))[:, None]
    if roll == 0:
        assert np.isclose(yaw_deg(left, right, nose)[0], yaw)
    straight = turned(points * (1, 0), degrees=roll, scale=40, shift=(7, 9))[:, None]
    assert np.isclose(yaw_deg(*straight)[0], yaw)


def test_yaw_where_the_eyes_coincide_is_a_full_profile():
    """No division by zero: 90 degrees."""
    point = np.array([[5.0, 5.0]])
    assert yaw_deg(point, point, point + 3).tolist() == [90.0]


def test_sharpness_falls_with_blur_and_not_with_contrast():
    """Blurring lowers it; halving the contrast leaves it within rounding; one colour gives 0."""
    rng = np.random.default_rng(1)
    crop = np.repeat(rng.integers(0, 256, (112, 112, 1), np.uint8), 3, axis=2)
    crops = np.stack([crop, cv2.GaussianBlur(crop, (0, 0), 2), crop // 2 + 64, np.full_like(crop, 9)])
    sharp, blurred, faint, flat = sharpness(crops)
    assert blurred < sharp / 20
    assert np.isclose(faint, sharp, rtol=0.02)
    assert flat == 0


def test_resized_keeps_what_fits():
    """The same array comes back where nothing is to be done; else the long side is as asked."""
    frame = np.zeros((90, 160, 3), np.uint8)
    assert resized(frame, long_side_px=160) is frame
    assert resized(frame, long_side_px=80).shape == (45, 80, 3)
    assert resized(np.zeros((1000, 1, 3), np.uint8), long_side_px=10).shape == (10, 1, 3)


def some_faces():
    return Found(
        boxes=np.array([[0, 0, 10, 10], [5, 5, 30, 20], [1, 1, 10, 10]], float),
        landmarks=np.arange(30, dtype=float).reshape(3, 5, 2),
        scores=np.array([0.7, 0.9, 0.8]),
        yaw_deg=np.zeros(3),
    )


def test_largest_faces_come_first_and_ties_keep_their_order():
    """Sorted by area; equal areas stay in the detector's order; no more than asked for."""
    assert some_faces().largest(5).scores.tolist() == [0.9, 0.7, 0.8]
    assert some_faces().largest(1).landmarks.tolist() == some_faces().landmarks[1:2].tolist()
    assert len(Found.none().largest(3)) == 0


def test_unknown_backbone_names_the_known():
    """A misspelt backbone is answered with the nearest name."""
    with pytest.raises(UnknownName, match="did you mean mobilefacenet"):
        resolve_faces("mobilfacenet")


def test_auto_takes_dlib_where_no_weights_are(monkeypatch, tmp_path):
    """Without the MobileFaceNet files "auto" is dlib, and asking for mobilefacenet says what is missing."""
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))
    assert resolve_faces("auto") == "dlib"
    with pytest.raises(WeightsError, match="mobilefacenet"):
        load_faces("mobilefacenet")


def test_weights_that_are_not_the_promised_ones_are_refused(monkeypatch, tmp_path):
    """A file of the right name and the wrong content is no weights."""
    for name in ("yunet_s_640_640.onnx", "foamliu_mobilefacenet.pt"):
        (tmp_path / name).write_bytes(b"not weights")
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))
    with pytest.raises(WeightsError, match="sha256"):
        load_faces("mobilefacenet")


@pytest.mark.parametrize("content", [b"", b"garbage", None])
def test_files_that_hold_no_network_are_weights_errors(tmp_path, content):
    """What torch and OpenCV raise on a broken file, or on another network's, becomes a WeightsError."""
    path = tmp_path / "file.onnx"
    if content is None:
        torch.save({"weight": torch.zeros(3)}, path)
    else:
        path.write_bytes(content)
    with pytest.raises(WeightsError, match="MobileFaceNet"):
        load_mobilefacenet(path, "cpu")
    with pytest.raises(WeightsError, match="face detector"):
        load_yunet(path)


def test_embeddings_have_length_one_and_do_not_depend_on_the_batch(tmp_path):
    """Random weights: unit vectors; a face alone gets the vector that it gets among forty."""
    torch.manual_seed(0)
    torch.save(MobileFaceNet().state_dict(), tmp_path / "random.pt")
    embed = load_mobilefacenet(tmp_path / "random.pt", "cpu")
    crops = np.random.default_rng(0).integers(0, 256, (40, 112, 112, 3), np.uint8)
    together = embed(crops)
    assert together.shape == (40, 128)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert np.allclose(together[[0, 39]], np.concatenate([embed(crops[:1]), embed(crops[39:])]), atol=1e-5)
    assert embed(crops[:0]).shape == (0, 128)


@pytest.mark.usefixtures("weights")
@pytest.mark.cuda
@pytest.mark.parametrize(("name", "side"), [("dlib", 150), ("mobilefacenet", 112)])
def test_embeddings_are_the_same_on_cuda(name, side):
    """CPU and CUDA agree within the one tolerance; where CUDA is required, its absence fails."""
    if not torch.cuda.is_available():
        if os.environ.get("PROMPTKIT_REQUIRE_CUDA") == "1":
            pytest.fail("PROMPTKIT_REQUIRE_CUDA=1, but torch sees no CUDA device")
        pytest.skip("torch sees no CUDA device")
    crops = np.random.default_rng(0).integers(0, 256, (5, side, side, 3), np.uint8)
    assert np.abs(load_faces(name, "cpu").embed(crops) - load_faces(name, "cuda").embed(crops)).max() < CPU_CUDA


def test_embeddings_are_computed_with_exact_convolutions(tmp_path, monkeypatch):
    """TensorFloat-32 is off while the network runs, and as it was afterwards."""
    torch.save(MobileFaceNet().state_dict(), tmp_path / "random.pt")
    embed = load_mobilefacenet(tmp_path / "random.pt", "cpu")
    before, seen = torch.backends.cudnn.allow_tf32, []
    forward = MobileFaceNet.forward
    monkeypatch.setattr(
        MobileFaceNet, "forward", lambda self, x: seen.append(torch.backends.cudnn.allow_tf32) or forward(self, x)
    )
    embed(np.zeros((1, 112, 112, 3), np.uint8))
    assert seen == [False]
    assert torch.backends.cudnn.allow_tf32 == before


def nets_that_see(detect):
    """Nets whose crop is the frame's corner and whose embedding is its mean colour's direction."""

    def embed(crops):
        means = crops.mean(axis=(1, 2)) + 1e-3
        return (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)

    return FaceNets(
        name="fake", rate_hz=8, same_cosine=0.5, sure_score=0.5, detect=detect,
        crop=lambda rgb, _points: rgb[:2, :2], embed=embed,
    )  # fmt: skip


def one_face(_rgb):
    return some_faces().largest(1)


def test_crops_of_no_face_are_an_empty_batch():
    """The batch can be concatenated and embedded."""
    nets = nets_that_see(one_face)
    assert len(nets.embed(crops_of(nets, np.zeros((4, 4, 3), np.uint8), Found.none()))) == 0


def test_reference_is_searched_at_smaller_sizes(tmp_path):
    """A close-up that the detector only sees when small is found; names in Unicode are read; colours are RGB."""
    path = tmp_path / "Портрет ñ.png"
    path.write_bytes(cv2.imencode(".png", np.full((600, 400, 3), (0, 0, 200), np.uint8))[1].tobytes())
    seen = []

    def detect(rgb):
        seen.append(max(rgb.shape))
        return one_face(rgb) if max(rgb.shape) <= 320 else Found.none()

    vectors = embed_references(nets_that_see(detect), (str(path),))
    assert seen == [600, 600, 320]
    assert np.allclose(vectors, [[1, 0, 0]], atol=1e-4)


def test_reference_errors_name_the_file(tmp_path):
    """Missing, empty, no image, no face: each message says which file and what is wrong with it."""
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("hello")
    (tmp_path / "wall.png").write_bytes(cv2.imencode(".png", np.zeros((50, 50, 3), np.uint8))[1].tobytes())
    blind = nets_that_see(lambda _rgb: Found.none())
    for name, reason in [
        ("none.png", "cannot be read"),
        ("empty.png", "no format"),
        ("text.png", "no format"),
        ("wall.png", "no face"),
    ]:
        with pytest.raises(UsageError, match=rf"{name}.*{reason}"):
            embed_references(blind, (str(tmp_path / name),))
    assert embed_references(blind, ()).shape == (0, 0)


def test_dlib_sees_no_face_in_noise_and_leaves_the_data_package_unimported():
    """The offline backbone loads without its data package's broken import; embeddings are unit vectors."""
    nets = load_faces("dlib")
    assert "face_recognition_models" not in sys.modules
    noise = np.random.default_rng(0).integers(0, 256, (90, 160, 3), np.uint8)
    assert len(nets.detect(noise)) == 0
    vectors = nets.embed(np.full((1, 150, 150, 3), 127, np.uint8))
    assert vectors.shape == (1, 128)
    assert np.isclose(np.linalg.norm(vectors), 1, atol=1e-5)


def area_under_curve(same, different):
    ranks = rankdata([*same, *different])[: len(same)].sum()
    return (ranks - len(same) * (len(same) + 1) / 2) / len(same) / len(different)


def field(number, content):
    """A field of a protobuf message: a number, or bytes with their length."""
    if isinstance(content, int):
        return bytes([number << 3, content])
    return bytes([number << 3 | 2, len(content)]) + content


def onnx_of_channel_means():
    """An ONNX file, written by hand, whose network is the mean of each channel."""
    shape = b"".join(field(1, field(1, size)) for size in (1, 3, 112, 112))
    ends = [field(1, name) + field(2, field(1, field(1, 1) + field(2, shape))) for name in (b"x", b"y")]
    node = field(1, b"x") + field(2, b"y") + field(4, b"GlobalAveragePool")
    graph = field(1, node) + field(2, b"g") + field(11, ends[0]) + field(12, ends[1])
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


def test_an_onnx_embedding_sees_scaled_rgb(tmp_path):
    """With channel means for a network the vectors are those of (RGB − mean) / scale, of length one, face by face."""
    (tmp_path / "means.onnx").write_bytes(onnx_of_channel_means())
    crops = np.zeros((2, 112, 112, 3), np.uint8)
    crops[0], crops[1] = (140, 110, 100), (100, 100, 130)
    embed = load_onnx_face(tmp_path / "means.onnx", mean=100.0, scale=10.0)
    assert np.allclose(embed(crops), [[4 / 17**0.5, 1 / 17**0.5, 0], [0, 0, 1]], atol=1e-6)
    assert embed(crops[:0]).shape == (0, 3)


def test_what_is_no_onnx_embedding_is_a_weights_error(tmp_path):
    """Garbage and half a file are refused when the backbone is loaded."""
    for content in (b"", b"garbage", onnx_of_channel_means()[:60]):
        (tmp_path / "broken.onnx").write_bytes(content)
        with pytest.raises(WeightsError, match="no face embedding"):
            load_onnx_face(tmp_path / "broken.onnx", mean=0.0, scale=1.0)


@pytest.mark.weights
@pytest.mark.parametrize(("name", "direction"), [("sface", (160, 20, 90)), ("arcface", (65, -215, -75))])
def test_other_embeddings_are_checked_and_told_of(monkeypatch, tmp_path, weights, name, direction):
    """SFace sees RGB as it is, ArcFace (RGB − 127.5) / 127.5; wrong files are refused; every use is owned to."""
    file = registry.WEIGHTS[name].forms[0].file
    yunet = (weights / "yunet_s_640_640.onnx").read_bytes()
    (tmp_path / "yunet_s_640_640.onnx").write_bytes(yunet)
    (tmp_path / file).write_bytes(onnx_of_channel_means())
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))
    with pytest.raises(WeightsError, match="sha256"):
        load_faces(name)
    ours = hashlib.sha256(onnx_of_channel_means()).hexdigest()
    form = replace(registry.WEIGHTS[name].forms[0], sha256=ours)
    monkeypatch.setattr(registry, "WEIGHTS", {**registry.WEIGHTS, name: replace(registry.WEIGHTS[name], forms=(form,))})
    nets = load_faces(name)
    crops = np.full((1, 112, 112, 3), (160, 20, 90), np.uint8)
    assert np.allclose(nets.embed(crops), np.array(direction) / np.linalg.norm(direction), atol=1e-4)
    assert any("not validated" in line for line in plan(metrics=("identity",), face=name).fallbacks)
    assert resolve_faces("auto") == "dlib"


@pytest.mark.weights
def test_onnx_embedding_equals_the_torch_network(weights):
    """MobileFaceNet read as an ONNX file gives what our network gives."""
    mean, std = np.array((0.485, 0.456, 0.406)), np.array((0.229, 0.224, 0.225))
    embed = load_onnx_face(weights / "foamliu_MobileFaceNet.onnx", mean=tuple(255 * mean), scale=tuple(255 * std))
    crops = np.random.default_rng(1).integers(0, 256, (2, 112, 112, 3), np.uint8)
    assert np.allclose(embed(crops), load_mobilefacenet(weights / "foamliu_mobilefacenet.pt", "cpu")(crops), atol=1e-5)


@pytest.mark.weights
def test_mobilefacenet_equals_its_onnx_export(weights):
    """The torch network gives what OpenCV computes from the publisher's ONNX file, up to rounding."""
    embed = load_mobilefacenet(weights / "foamliu_mobilefacenet.pt", "cpu")
    crops = np.random.default_rng(0).integers(0, 256, (3, 112, 112, 3), np.uint8)
    other = cv2.dnn.readNetFromONNX(str(weights / "foamliu_MobileFaceNet.onnx"))
    for crop, vector in zip(crops, embed(crops), strict=True):
        pixels = (crop / 255 - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
        other.setInput(pixels.transpose(2, 0, 1)[None].astype(np.float32))
        theirs = other.forward()[0]
        assert np.allclose(vector, theirs / np.linalg.norm(theirs), atol=1e-5)


@pytest.mark.weights
@pytest.mark.shared
def test_labelled_pairs_are_told_apart(shared, weights):  # noqa: ARG001
    """Every one of 38 same-person pairs is more alike than every one of 262 others."""
    nets = load_faces("mobilefacenet")
    folder = shared / "faces" / "deepface_pairs"
    pairs = list(csv.DictReader((folder / "master.csv").read_text().splitlines()))
    names = sorted({pair[key] for pair in pairs for key in ("file_x", "file_y")})
    vectors = dict(zip(names, embed_references(nets, tuple(str(folder / name) for name in names)), strict=True))
    cosines = {"Yes": [], "No": []}
    for pair in pairs:
        cosines[pair["Decision"]].append(float(vectors[pair["file_x"]] @ vectors[pair["file_y"]]))
    assert area_under_curve(cosines["Yes"], cosines["No"]) == 1.0
    assert min(cosines["Yes"]) > nets.same_cosine > np.quantile(cosines["No"], 0.99)


@pytest.mark.shared
def test_dlib_tells_two_people_apart(shared):
    """Photos of one person are above the backbone's threshold, photos of two people below it."""
    nets = load_faces("dlib")
    folder = shared / "faces" / "face_recognition_examples"
    first, second, other = embed_references(
        nets, tuple(str(folder / n) for n in ("obama.jpg", "obama2.jpg", "biden.jpg"))
    )
    assert first @ second > nets.same_cosine > max(first @ other, second @ other)


@pytest.mark.weights
def test_detection_finds_the_same_place_at_every_resolution(shared, weights):  # noqa: ARG001
    """Boxes and landmarks of a photo brought down twice are half of those before, within 5 % of the face."""
    nets = load_faces("mobilefacenet")
    bgr = cv2.imread(str(shared / "faces" / "face_recognition_examples" / "obama.jpg"))
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
    half = cv2.resize(rgb, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    large, small = nets.detect(rgb), nets.detect(half)
    assert len(large) == len(small) == 1
    assert np.abs(large.landmarks / 2 - small.landmarks).max() < 0.05 * small.boxes[0, 3]
    assert np.isclose(nets.embed(crops_of(nets, rgb, large)) @ nets.embed(crops_of(nets, half, small)).T, 1, atol=0.05)
