"""Face embeddings published as ONNX files, through OpenCV on the CPU: SFace and ArcFace."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from promptkit.errors import WeightsError
from promptkit.nets._align import TEMPLATE_PX

Vectors = NDArray[np.float32]


def load_onnx_face(
    path: Path, *, mean: float | tuple[float, ...], scale: float | tuple[float, ...]
) -> Callable[[NDArray[np.uint8]], Vectors]:
    """The network as a function from aligned crops to unit vectors; it is shown (RGB − mean) / scale.

    Faces go in one by one: such files are often made for one. Shape: (N, 112, 112, 3) uint8 RGB in; (N, D) float32 out,
    (0, 0) for no faces.

    Raises:
        WeightsError: OpenCV cannot read the file, or it holds no network from a face to one vector.
    """
    try:
        network = cv2.dnn.readNetFromONNX(str(path))
        embed = _embedding(network, mean, scale)
        length = embed(np.zeros((1, TEMPLATE_PX, TEMPLATE_PX, 3), np.uint8)).shape[1]
    except (cv2.error, ValueError) as broken:
        raise WeightsError(f"{path} holds no face embedding that OpenCV reads ({broken}); fetch it again") from broken
    return lambda crops: embed(crops).reshape(len(crops), length)


def _embedding(
    network: cv2.dnn.Net, mean: float | tuple[float, ...], scale: float | tuple[float, ...]
) -> Callable[[NDArray[np.uint8]], Vectors]:
    shift, stretch = np.array(mean, np.float32), np.array(scale, np.float32)

    def embed(crops: NDArray[np.uint8]) -> Vectors:
        vectors = [np.zeros((0,), np.float32)]
        for crop in crops:
            pixels = (crop.astype(np.float32) - shift) / stretch
            network.setInput(pixels.transpose(2, 0, 1)[None])
            vector = np.asarray(network.forward(), np.float32).ravel()
            vectors.append(vector / max(float(np.linalg.norm(vector)), 1e-30))
        return np.concatenate(vectors).reshape(len(crops), -1) if len(crops) else np.zeros((0, 0), np.float32)

    return embed
