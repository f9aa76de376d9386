"""The convolutional trunks that LPIPS reads: AlexNet, SqueezeNet 1.1 and VGG-16, as torchvision publishes them.

A trunk is a sequence of slices; the output of each slice is one LPIPS layer (Zhang et al. 2018, and the file
`pretrained_networks.py` of the authors' package, which fixes where the slices end). Parameters go by torchvision's
names, `features.N.weight|bias`.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile, is_zipfile

import numpy as np

from promptkit.errors import WeightsError
from promptkit.nets.weights import Located

if TYPE_CHECKING:
    from torch import Tensor

Parameters = Mapping[str, "Tensor"]
_UNREADABLE = (
    OSError, ValueError, RuntimeError, EOFError, AttributeError, LookupError, UnpicklingError, BadZipFile
)  # fmt: skip
"""What numpy and torch raise on files that are no weights; `LookupError` and `AttributeError` come from rubbish."""


@dataclass(frozen=True)
class Step:
    """One operation and the prefixes of the parameters it reads."""

    run: Callable[["Tensor", Parameters], "Tensor"]
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trunk:
    """A trunk by slices, with the channels of each slice's output."""

    weights: str
    slices: tuple[tuple[Step, ...], ...]
    channels: tuple[int, ...]


def _conv(index: str, *, stride: int = 1, padding: int = 0) -> Step:
    """Convolution and ReLU."""
    prefix = f"features.{index}"

    def run(x: "Tensor", parameters: Parameters) -> "Tensor":
        from torch.nn import functional  # noqa: PLC0415

        weight, bias = parameters[f"{prefix}.weight"], parameters[f"{prefix}.bias"]
        return functional.relu(functional.conv2d(x, weight, bias, stride=stride, padding=padding))

    return Step(run, (prefix,))


def _pool(size: int, *, ceil: bool = False) -> Step:
    """Maximum over windows `size` wide, every second one."""

    def run(x: "Tensor", _parameters: Parameters) -> "Tensor":
        from torch.nn import functional  # noqa: PLC0415

        return functional.max_pool2d(x, kernel_size=size, stride=2, ceil_mode=ceil)

    return Step(run)


def _fire(index: int) -> Step:
    """SqueezeNet's module: 1×1 squeeze, then 1×1 and 3×3 expansions side by side (Iandola et al. 2016)."""
    squeeze, one = _conv(f"{index}.squeeze"), _conv(f"{index}.expand1x1")
    three = _conv(f"{index}.expand3x3", padding=1)

    def run(x: "Tensor", parameters: Parameters) -> "Tensor":
        import torch  # noqa: PLC0415

        small = squeeze.run(x, parameters)
        return torch.cat([one.run(small, parameters), three.run(small, parameters)], dim=1)

    return Step(run, squeeze.reads + one.reads + three.reads)


def _vgg_slice(*indices: int, pool: bool = True) -> tuple[Step, ...]:
    convs = tuple(_conv(str(index), padding=1) for index in indices)
    return (_pool(2), *convs) if pool else convs


_ALEXNET = (
    (_conv("0", stride=4, padding=2),),
    (_pool(3), _conv("3", padding=2)),
    (_pool(3), _conv("6", padding=1)),
    (_conv("8", padding=1),),
    (_conv("10", padding=1),),
)

TRUNKS: Mapping[str, Trunk] = {
    "alex": Trunk("alexnet", _ALEXNET, (64, 192, 384, 256, 256)),
    "tiny": Trunk("tiny", _ALEXNET, (32, 80, 160, 160, 160)),
    "squeeze": Trunk(
        "squeezenet1_1",
        (
            (_conv("0", stride=2),),
            (_pool(3, ceil=True), _fire(3), _fire(4)),
            (_pool(3, ceil=True), _fire(6), _fire(7)),
            (_pool(3, ceil=True), _fire(9)),
            (_fire(10),),
            (_fire(11),),
            (_fire(12),),
        ),
        (64, 128, 256, 384, 384, 512, 512),
    ),
    "vgg": Trunk(
        "vgg16",
        (
            _vgg_slice(0, 2, pool=False),
            _vgg_slice(5, 7),
            _vgg_slice(10, 12, 14),
            _vgg_slice(17, 19, 21),
            _vgg_slice(24, 26, 28),
        ),
        (64, 128, 256, 512, 512),
    ),
}


def layers(trunk: Trunk, x: "Tensor", parameters: Parameters) -> Iterator["Tensor"]:
    """The output of every slice, (N, C, H, W), for images that are already scaled as LPIPS wants them."""
    for steps in trunk.slices:
        for step in steps:
            x = step.run(x, parameters)
        yield x


def load_trunk(trunk: Trunk, found: Located) -> dict[str, "Tensor"]:
    """The parameters of a trunk from torchvision's `.pth` or the `.npz` of its `features`.

    Raises:
        WeightsError: the file cannot be read, lacks a parameter or holds one that the trunk has not.
    """
    expected = {f"{prefix}.{kind}" for steps in trunk.slices for step in steps for prefix in step.reads
                for kind in ("weight", "bias")}  # fmt: skip
    held = read_tensors(found)
    parameters = {name: tensor for name, tensor in held.items() if not name.startswith("classifier.")}
    refuse_unlike(found, expected=expected, got=parameters)
    return parameters


def load_head(trunk: Trunk, found: Located) -> "list[Tensor]":
    """The LPIPS weights of each layer's channels, (C,) float32, none negative.

    Raises:
        WeightsError: the file cannot be read, has other layers, other channels, or a negative weight.
    """
    names = [f"lin{layer}.model.1.weight" for layer in range(len(trunk.channels))]
    held = read_tensors(found)
    refuse_unlike(found, expected=set(names), got=held)
    for name, channels in zip(names, trunk.channels, strict=True):
        if tuple(held[name].shape) != (1, channels, 1, 1) or bool((held[name] < 0).any()):
            raise WeightsError(f"{found.path}: {name} must be (1, {channels}, 1, 1) without negative numbers")
    return [held[name].reshape(-1) for name in names]


def read_tensors(found: Located) -> dict[str, "Tensor"]:
    """All arrays of a `.npz`, `.pth` or TorchScript file by name, float32. No code in the file is run."""
    import torch  # noqa: PLC0415

    try:
        if found.path.suffix == ".npz":
            with np.load(found.path, allow_pickle=False) as arrays:
                return {name: torch.from_numpy(arrays[name]).float() for name in arrays.files}
        state: Mapping[str, Tensor] = (
            _scripted(found.path)
            if _is_torchscript(found.path)
            else torch.load(found.path, map_location="cpu", weights_only=True)
        )
        return {name: tensor.float() for name, tensor in state.items()}
    except _UNREADABLE as error:
        reason = str(error).partition("\n")[0]
        raise WeightsError(f"{found.path} cannot be read as network weights ({reason}); fetch it again") from error


def _is_torchscript(path: Path) -> bool:
    """OpenAI publishes CLIP so: a ZIP file that holds the network's program beside its parameters."""
    if not is_zipfile(path):
        return False
    with ZipFile(path) as archive:
        return any(name.endswith("/constants.pkl") for name in archive.namelist())


def _scripted(path: Path) -> Mapping[str, "Tensor"]:
    import torch  # noqa: PLC0415

    with warnings.catch_warnings():  # torch has no other reader for these files, and calls this one deprecated
        warnings.filterwarnings("ignore", message=".*torch.jit.load.*is deprecated")
        module: Any = torch.jit.load(path, map_location="cpu")  # type: ignore[no-untyped-call]
    state: Mapping[str, Tensor] = module.state_dict()
    return state


def refuse_unlike(found: Located, *, expected: set[str], got: Mapping[str, object]) -> None:
    """Raise `WeightsError` unless the names are exactly those expected: a layer left random would pass unseen."""
    missing, unexpected = sorted(expected - set(got)), sorted(set(got) - expected)
    if missing or unexpected:
        raise WeightsError(
            f"{found.path} does not fit {found.name}: missing {_few(missing)}, unexpected {_few(unexpected)}; "
            "take the file of that very network"
        )


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "") if names else "nothing"  # noqa: PLR2004
