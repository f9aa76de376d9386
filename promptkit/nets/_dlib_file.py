"""dlib's serialised networks, read as plain numbers: nothing in the file can run code or ask for more than it holds.

Format: dlib 19.x, `dlib/serialize.h` (whole numbers: a control byte with sign and length, then little-endian bytes;
reals: mantissa and exponent of two), `dlib/dnn/tensor.h` (version 2: four sizes, then raw little-endian float32),
`dlib/dnn/layers.h` and `core.h` (a network is its nested version numbers from the outside in, then its layers from the
inside out).
"""

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from promptkit.errors import WeightsError

MOST_STRING_BYTES = 64
TENSOR_VERSION, ALIAS_VERSION = 2, 1
NEGATIVE, LENGTH, LONGEST = 0x80, 0x0F, 8
"""Control byte of a whole number: sign, count of bytes, and the most bytes there are."""

# What follows a layer's name and parameters: w whole number, r real, a a description of a part of the parameters.
_LAYERS = {
    "con_4": ("t", "wwwwwwwaarrrr"),
    "affine_": ("t", "aaw"),
    "fc_2": ("wwt", "aawrrrr"),
    "relu_": ("", ""),
    "add_prev_": ("", ""),
    "max_pool_2": ("", "wwwwww"),
    "avg_pool_2": ("", "wwwwww"),
}


@dataclass(frozen=True)
class Layer:
    """One computing layer: its name in dlib, its parameters ((0,) without any), its whole-number settings in order."""

    name: str
    parameters: NDArray[np.float32]
    settings: tuple[int, ...]


class Reader:
    """A place in the bytes of a file; every step is checked against their end.

    All methods raise WeightsError where the bytes are not what is asked for.
    """

    def __init__(self, data: bytes) -> None:
        """Start at the beginning."""
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        if count < 0 or self.at + count > len(self.data):
            raise self.broken(f"{count} more bytes were promised, {len(self.data) - self.at} are there")
        self.at += count
        return self.data[self.at - count : self.at]

    def whole(self) -> int:
        """A whole number."""
        control = self.take(1)[0]
        length = control & LENGTH
        if control & ~(NEGATIVE | LENGTH) or not 1 <= length <= LONGEST:
            raise self.broken(f"a whole number begins with the byte {control}")
        size = int.from_bytes(self.take(length), "little")
        return -size if control & NEGATIVE else size

    def real(self) -> None:
        """Step over a real number."""
        self.whole()
        self.whole()

    def flag(self) -> None:
        """Step over a truth value, the character 0 or 1."""
        if (got := self.take(1)) not in {b"0", b"1"}:
            raise self.broken(f"a truth value is {got!r}")

    def string(self) -> str:
        """A short string."""
        length = self.whole()
        if not 0 <= length <= MOST_STRING_BYTES:
            raise self.broken(f"a name has {length} bytes")
        return self.take(length).decode("latin-1")

    def sizes(self, version: int) -> tuple[int, ...]:
        """The four sizes of a tensor, or of a part of one, whose format has `version`."""
        if (got := self.whole()) != version:
            raise self.broken(f"a tensor has format {got} and not {version}")
        sizes = tuple(self.whole() for _ in range(4))
        if min(sizes) < 0:
            raise self.broken(f"a tensor has the sizes {sizes}")
        return sizes

    def tensor(self) -> NDArray[np.float32]:
        """A tensor as one row of finite numbers."""
        numbers = np.frombuffer(self.take(4 * prod(self.sizes(TENSOR_VERSION))), "<f4").astype(np.float32)
        if not np.isfinite(numbers).all():
            raise self.broken("a tensor holds numbers that are not finite")
        return numbers

    def layer(self) -> Layer:
        """A layer with what dlib keeps behind it: three flags and three tensors that a trained network has emptied."""
        name = self.string()
        if name not in _LAYERS:
            raise self.broken(f"a layer is called {name!r}")
        before, after = _LAYERS[name]
        parameters, settings = np.zeros(0, np.float32), list[int]()
        for kind in before + after:
            if kind == "w":
                settings.append(self.whole())
            elif kind == "r":
                self.real()
            elif kind == "a":
                self.sizes(ALIAS_VERSION)
            else:
                parameters = self.tensor()
        for _ in range(3):
            self.flag()
        for _ in range(3):
            self.tensor()
        return Layer(name, parameters, tuple(settings))

    def end(self) -> None:
        """Nothing may follow."""
        if self.at != len(self.data):
            raise self.broken(f"{len(self.data) - self.at} bytes follow the last layer")

    def broken(self, why: str) -> WeightsError:
        """The error to raise here."""
        return WeightsError(f"these bytes are no network that dlib wrote: at byte {self.at}, {why}")
