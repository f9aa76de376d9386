"""Convolutions that give the same number twice, and the CPU's number on a GPU."""

from typing import Any

from promptkit.errors import MissingExtra


def exact_convolutions() -> Any:
    """A context for all networks: TensorFloat-32, cuDNN's default, is wrong by 1e-3, and its fastest kernels vary."""
    import torch  # noqa: PLC0415  (heavy: loaded for the first network only)

    return torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True, allow_tf32=False)


def torch_for(what: str) -> Any:
    """Torch, for those who need it.

    Raises:
        MissingExtra: it is not installed; the message says what needs it.
    """
    try:
        import torch  # noqa: PLC0415  (heavy: loaded for the first network only)
    except ModuleNotFoundError as error:
        raise MissingExtra("video", what, "torch") from error
    return torch
