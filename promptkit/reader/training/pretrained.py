"""Encoders that others trained on much text, as the beginning of a teacher."""

import json
import struct
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from promptkit.reader.training.torch_network import LONGEST, MINILM, MPNET, PIECES, TorchNetwork

STEEPER = 1.8
"""hardswish(1.8 x) / 1.8 is within 0.08 of GELU(x) everywhere."""
MPNET_FIRST_PIECE, MPNET_FIRST_PLACE = 4, 2
"""MPNet counts BERT's pieces from 4 on, and places from 2 on."""
MPNET_SPECIAL = {101: 0, 102: 2, 103: 30526}
"""[CLS], [SEP] and [MASK] are <s>, </s> and <mask>."""
FIXED = 2
"""Of MPNet's layers, the lowest ones that are not trained: a sixth of the time."""
_MINILM_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_1": "attention.output.LayerNorm",
}
_MPNET_PARTS = {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "out": "attention.attn.o",
    "norm_1": "attention.LayerNorm",
}
_BOTH = {"up": "intermediate.dense", "down": "output.dense", "norm_2": "output.LayerNorm"}


def pretrained(model: Path, layers: int | None = None) -> TorchNetwork:
    """The encoder in `model` (a folder with `model.safetensors`), with heads still to be trained.

    It is all-MiniLM-L6-v2 (Wang et al. 2020, arXiv:2002.10957) or all-mpnet-base-v2 (Song et al. 2020,
    arXiv:2004.09297); `layers` keeps the lowest ones.
    """
    weights = {name.removeprefix("bert."): value for name, value in _safetensors(model / "model.safetensors").items()}
    near = weights.get("encoder.relative_attention_bias.weight")
    shape = MINILM if near is None else MPNET
    shape = replace(shape, layers=layers or shape.layers)
    network = TorchNetwork(shape)
    pieces, places = (weights[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position"))
    if near is None:
        places = places + weights["embeddings.token_type_embeddings.weight"][0]
    else:
        special = pieces[[*MPNET_SPECIAL.values()]]
        pieces = pieces[MPNET_FIRST_PIECE : MPNET_FIRST_PIECE + PIECES].clone()
        pieces[[*MPNET_SPECIAL]] = special
        places = places[MPNET_FIRST_PLACE : MPNET_FIRST_PLACE + LONGEST]
    own = network.state_dict() | {"pieces.weight": pieces, "places.weight": places}
    own |= {} if near is None else {"distances.weight": near}
    own |= {f"norm.{part}": weights[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}
    for at in range(shape.layers):
        own |= _layer(weights, at, (_MINILM_PARTS if near is None else _MPNET_PARTS) | _BOTH)
    network.load_state_dict(own)
    if near is not None:
        for part in (network.places, network.norm, network.distances, *network.layers[:FIXED]):
            part.requires_grad_(requires_grad=False)
    return network


def _layer(weights: Mapping[str, Tensor], at: int, names: Mapping[str, str]) -> dict[str, Tensor]:
    theirs = {
        f"{name}.{part}": weights[f"encoder.layer.{at}.{other}.{part}"]
        for name, other in names.items()
        for part in ("weight", "bias")
    }
    own = {name: value for name, value in theirs.items() if name.split(".")[0] not in ("query", "key", "value")}
    for part in ("weight", "bias"):
        own[f"qkv.{part}"] = torch.cat([theirs[f"{name}.{part}"] for name in ("query", "key", "value")])
        own[f"up.{part}"] = own[f"up.{part}"] * STEEPER
    own["down.weight"] = own["down.weight"] / STEEPER
    return {f"layers.{at}.{name}": value for name, value in own.items()}


def _safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file: 8 bytes of header length, a JSON header, the data."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            flat = np.frombuffer(data, "<f4", (end - start) // 4, 8 + size + start)
            tensors[name] = torch.from_numpy(flat.reshape(entry["shape"]).copy())
    return tensors
