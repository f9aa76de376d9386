"""A trained torch network → the file that ships, and back."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from promptkit.reader.network import WINDOW
from promptkit.reader.training.torch_network import HEAD, STUDENT, TorchNetwork

LEVELS = 127


def export(network: TorchNetwork, path: Path) -> None:
    """Write `weights.npz`: every matrix as 8-bit integers with one scale for each output, the rest as float32."""
    state = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    arrays: dict[str, NDArray[np.generic]] = {
        "hanging": state["hanging"],
        "places": state["places.weight"][: WINDOW + 2],
        "norm": np.stack([state["norm.weight"], state["norm.bias"]]),
        "link_bias": state["link_bias"],
        **_integers("pieces", state["pieces.weight"]),
    }
    for name in ("tags", "links"):
        arrays |= {**_integers(name, state[f"{name}.weight"]), f"{name}.bias": state[f"{name}.bias"]}
    inner = network.shape.heads * HEAD
    for at in range(network.shape.layers):
        weight, bias = state[f"layers.{at}.qkv.weight"].copy(), state[f"layers.{at}.qkv.bias"].copy()
        weight[:inner] /= HEAD**0.5  # so that attention need not scale its products
        bias[:inner] /= HEAD**0.5
        arrays |= {f"{at}.heads": np.array(network.shape.heads), f"{at}.qkv.bias": bias}
        arrays |= _integers(f"{at}.qkv", weight)
        for name in ("out", "up", "down"):
            arrays |= _integers(f"{at}.{name}", state[f"layers.{at}.{name}.weight"])
            arrays[f"{at}.{name}.bias"] = state[f"layers.{at}.{name}.bias"]
        for name in ("norm_1", "norm_2"):
            parts = [state[f"layers.{at}.{name}.{part}"] for part in ("weight", "bias")]
            arrays[f"{at}.{name}"] = np.stack(parts)
    np.savez(path, **arrays)


def imported(path: Path) -> TorchNetwork:
    """The student that `export` wrote, to be trained further; places behind the window are as drawn."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: torch.from_numpy(np.atleast_1d(array)) for name, array in stored.items()}

    def matrix(name: str) -> Tensor:
        return arrays[name].float() * arrays[f"{name}.scale"][:, None]

    network, inner = TorchNetwork(STUDENT), STUDENT.heads * HEAD
    state = network.state_dict()
    state |= {"hanging": arrays["hanging"], "link_bias": arrays["link_bias"], "pieces.weight": matrix("pieces")}
    state["places.weight"][: WINDOW + 2] = arrays["places"]
    state["norm.weight"], state["norm.bias"] = arrays["norm"]
    for name in ("tags", "links"):
        state |= {f"{name}.weight": matrix(name), f"{name}.bias": arrays[f"{name}.bias"]}
    for at in range(STUDENT.layers):
        for name in ("qkv", "out", "up", "down"):
            weight, bias = matrix(f"{at}.{name}"), arrays[f"{at}.{name}.bias"].clone()
            if name == "qkv":
                weight[:inner] *= HEAD**0.5
                bias[:inner] *= HEAD**0.5
            state |= {f"layers.{at}.{name}.weight": weight, f"layers.{at}.{name}.bias": bias}
        for name in ("norm_1", "norm_2"):
            state[f"layers.{at}.{name}.weight"], state[f"layers.{at}.{name}.bias"] = arrays[f"{at}.{name}"]
    network.load_state_dict(state)
    return network


def between(before: TorchNetwork, after: TorchNetwork, share: float = 0.5) -> TorchNetwork:
    """The network that lies `share` of the way from what it began as: it reads unlike prompts better than either.

    Reference: Wortsman et al. 2022, "Robust fine-tuning of zero-shot models" (arXiv:2109.01903).
    """
    theirs = after.state_dict()
    mean = {name: value + share * (theirs[name] - value) for name, value in before.state_dict().items()}
    before.load_state_dict(mean)
    return before.eval()


def mean_of(networks: Sequence[TorchNetwork]) -> TorchNetwork:
    """The network halfway between all of them, taught from one beginning; the first becomes it.

    Reference: Wortsman et al. 2022, "Model soups" (arXiv:2203.05482).
    """
    states = [network.state_dict() for network in networks]
    networks[0].load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return networks[0].eval()


def _integers(name: str, weight: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    scale = np.abs(weight).max(axis=1) / LEVELS
    scale[scale == 0] = 1
    return {name: np.round(weight / scale[:, None]).astype(np.int8), f"{name}.scale": scale.astype(np.float32)}
