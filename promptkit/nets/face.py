"""Faces found and turned into identity vectors: one seam, several backbones.

`mobilefacenet`: YuNet detector and MobileFaceNet embedding. `dlib`: HOG detector and ResNet descriptor, which work with
no download. Detectors run on the CPU, embeddings in torch on the scoring device. `auto` takes the first whose weights
are there. `sface` and `arcface`: YuNet and other people's embeddings, only when asked for. Cosines of different
backbones are on different scales and are never compared.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.errors import UnknownName, UsageError
from promptkit.nets._align import aligned_crop, resized
from promptkit.nets._found import Found
from promptkit.nets._onnx_face import load_onnx_face
from promptkit.nets._yunet import load_yunet
from promptkit.nets.weights import backbone_is_here, locate

BACKBONES = ("arcface", "dlib", "mobilefacenet", "sface")
NOTICES: Mapping[str, str] = {
    "sface": "identity uses sface, which promptkit's authors have not validated: its threshold is its publisher's",
    "arcface": (
        "identity uses arcface, whose weights are for non-commercial research only, and which promptkit's authors have "
        "not validated: its threshold is deepface's"
    ),
}
"""What is said on stderr whenever a backbone is used that no report here vouches for."""

# Reference images are tried at these long sides, largest first: a close-up that fills the picture is found when small.
REFERENCE_SIDES_PX = (1280, 640, 320, 160)


@dataclass(frozen=True, kw_only=True)
class FaceNets:
    """A detector and an embedding that belong together.

    `detect`: one RGB frame (H, W, 3) uint8 to its faces. `crop`: frame and one face's landmarks (5, 2) to its aligned
    crop (S, S, 3). `embed`: crops (N, S, S, 3) to unit vectors (N, D) float32. Not for several threads at once.
    """

    name: str
    rate_hz: float
    """Frames per second of screen time that are looked at."""
    same_cosine: float
    """Faces at or above this cosine count as one person; measured, see reports/identity.md."""
    sure_score: float
    """Detector score from which detections are seldom wrong."""
    detect: Callable[[NDArray[np.uint8]], Found]
    crop: Callable[[NDArray[np.uint8], NDArray[np.float64]], NDArray[np.uint8]]
    embed: Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def load_faces(name: str, device: str = "cpu") -> FaceNets:
    """The face backbone called `name` ("auto" is resolved).

    Raises:
        UnknownName: no such backbone.
        WeightsError: its weights are not there.
        MissingExtra: its package is not installed.
    """
    loaders: Mapping[str, Callable[[str], FaceNets]] = {
        "mobilefacenet": _mobilefacenet, "dlib": _dlib, "sface": _sface, "arcface": _arcface,
    }  # fmt: skip
    return loaders[resolve_faces(name)](device)


def resolve_faces(name: str) -> str:
    """The backbone that `name` stands for: itself, or for "auto" mobilefacenet where its weights are, else dlib.

    Raises:
        UnknownName: no such backbone.
    """
    if name == "auto":
        return "mobilefacenet" if backbone_is_here("mobilefacenet") else "dlib"
    if name not in BACKBONES:
        raise UnknownName("face backbone", name, (*BACKBONES, "auto"))
    return name


def crops_of(nets: FaceNets, rgb: NDArray[np.uint8], found: Found) -> NDArray[np.uint8]:
    """Aligned crops of all faces in a frame; (N, S, S, 3), N may be 0."""
    crops = [nets.crop(rgb, points) for points in found.landmarks]
    return np.stack(crops) if crops else np.zeros((0, 1, 1, 3), np.uint8)


def embed_references(nets: FaceNets, paths: tuple[str, ...]) -> NDArray[np.float32]:
    """Unit vectors of the largest face in each image file.

    Shape: (R, D) float32; (0, 0) for no paths.

    Raises:
        UsageError: a file is missing, is no image, or shows no face; the message names it.
    """
    if not paths:
        return np.zeros((0, 0), np.float32)
    return np.concatenate([_embed_reference(nets, path) for path in paths])


def _embed_reference(nets: FaceNets, path: str) -> NDArray[np.float32]:
    rgb = _read_image(path)
    for side in REFERENCE_SIDES_PX:
        seen = resized(rgb, long_side_px=min(side, max(rgb.shape[:2])))
        found = nets.detect(seen).largest(1)
        if len(found):
            return nets.embed(crops_of(nets, seen, found))
    raise UsageError(f"{path}: the {nets.name} detector sees no face in this reference image; give a clear front view")


def _read_image(path: str) -> NDArray[np.uint8]:
    try:
        data = np.frombuffer(Path(path).read_bytes(), np.uint8)
    except OSError as unreadable:
        raise UsageError(f"{path}: the reference image cannot be read ({unreadable.strerror})") from unreadable
    bgr = cv2.imdecode(data, cv2.IMREAD_COLOR) if len(data) else None
    if bgr is None:
        raise UsageError(f"{path}: the reference image is in no format that OpenCV reads; give a PNG, JPEG or WebP")
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)


def _mobilefacenet(device: str) -> FaceNets:
    from promptkit.nets._mobilefacenet import load_mobilefacenet  # noqa: PLC0415 - torch

    embed = load_mobilefacenet(locate("mobilefacenet").path, device)
    return _with_yunet("mobilefacenet", same_cosine=0.38, embed=embed)


def _dlib(device: str) -> FaceNets:
    from promptkit.nets._dlib import load_dlib  # noqa: PLC0415 - torch

    detect, crop, embed = load_dlib(locate("dlib-landmarks").path, locate("dlib-resnet").path, device)
    return FaceNets(name="dlib", rate_hz=4.0, same_cosine=0.92, sure_score=0.2, detect=detect, crop=crop, embed=embed)


def _sface(_device: str) -> FaceNets:
    """Pixels and threshold as in OpenCV, `face_recognize.cpp`, and OpenCV Zoo's `sface.py` (Zhong et al. 2021)."""
    embed = load_onnx_face(locate("sface").path, mean=0.0, scale=1.0)
    return _with_yunet("sface", same_cosine=0.363, embed=embed)


def _arcface(_device: str) -> FaceNets:
    """Pixels as in insightface's `arcface_onnx.py`; threshold 1 − 0.68 as in deepface's `threshold.py`."""
    embed = load_onnx_face(locate("arcface").path, mean=127.5, scale=127.5)
    return _with_yunet("arcface", same_cosine=0.32, embed=embed)


def _with_yunet(
    name: str, *, same_cosine: float, embed: Callable[[NDArray[np.uint8]], NDArray[np.float32]]
) -> FaceNets:
    return FaceNets(
        name=name, rate_hz=8.0, same_cosine=same_cosine, sure_score=0.78,
        detect=load_yunet(locate("yunet").path), crop=aligned_crop, embed=embed,
    )  # fmt: skip
