"""CLIP's forward pass against torch's own transformer, its tokens against what the algorithm says."""

import gzip
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from made_semantic import EMBEDDING, LAYERS, MERGES, SIDE_PX, WIDTH, random_clip, small_clip
from torch import nn

from promptkit.errors import WeightsError
from promptkit.nets import weights
from promptkit.nets._bpe import load_tokens
from promptkit.nets._clip import encode_images, encode_texts, load_clip, sizes
from promptkit.nets._trunks import read_tensors
from promptkit.nets.semantic import DEVIATION, MEAN, fitted, load_semantic
from promptkit.nets.weights import Located

START, END = 512 + len(MERGES), 512 + len(MERGES) + 1


class QuickGELU(nn.Module):
    """OpenAI's approximation of GELU."""

    def forward(self, x):
        """Any shape."""
        return x * torch.sigmoid(1.702 * x)


def torchs_transformer(state, tower):
    """The same blocks as `nn.TransformerEncoder`: an independent implementation that takes the same parameters."""
    names = {"self_attn": "attn", "norm1": "ln_1", "norm2": "ln_2", "linear1": "mlp.c_fc", "linear2": "mlp.c_proj"}
    layer = nn.TransformerEncoderLayer(
        WIDTH, WIDTH // 64, 4 * WIDTH, dropout=0, activation=QuickGELU(), batch_first=True, norm_first=True
    )
    encoder = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False).eval()
    held = {}
    for name in encoder.state_dict():
        _, number, part, rest = name.split(".", 3)
        held[name] = state[f"{tower}.resblocks.{number}.{names[part]}.{rest}"]
    encoder.load_state_dict(held)
    return encoder


def norm(state, name, x):
    return nn.functional.layer_norm(x, (WIDTH,), state[f"{name}.weight"], state[f"{name}.bias"])


def test_images_are_encoded_as_torchs_own_transformer_does():
    """Parity of the whole image tower with torch's modules, random weights, 1e-5."""
    state = random_clip()
    images = torch.randn(3, 3, SIDE_PX, SIDE_PX, generator=torch.Generator().manual_seed(1))

    with torch.inference_mode():
        patches = nn.functional.conv2d(images, state["visual.conv1.weight"], stride=16).flatten(2).permute(0, 2, 1)
        x = torch.cat([state["visual.class_embedding"].expand(3, 1, WIDTH), patches], 1)
        x = norm(state, "visual.ln_pre", x + state["visual.positional_embedding"])
        x = torchs_transformer(state, "visual.transformer")(x)[:, 0]
        expected = norm(state, "visual.ln_post", x) @ state["visual.proj"]

        torch.testing.assert_close(encode_images(state, images), expected, atol=1e-5, rtol=1e-5)


def test_texts_are_encoded_as_torchs_own_transformer_does():
    """Parity of the text tower, with its mask: what follows a token does not change it."""
    state = random_clip()
    tokens = torch.tensor([[START, 5, 9, END, 0, 0], [START, 7, 300, 8, 2, END]])

    with torch.inference_mode():
        x = state["token_embedding.weight"][tokens] + state["positional_embedding"][:6]
        mask = nn.Transformer.generate_square_subsequent_mask(6)
        x = norm(state, "ln_final", torchs_transformer(state, "transformer")(x, mask=mask, is_causal=True))
        expected = x[[0, 1], [3, 5]] @ state["text_projection"]

        torch.testing.assert_close(encode_texts(state, tokens), expected, atol=1e-5, rtol=1e-5)
        torch.testing.assert_close(encode_texts(state, tokens[:1, :4]), expected[:1], atol=1e-5, rtol=1e-5)


@pytest.fixture
def saved(tmp_path):
    def save(state):
        torch.save(state, tmp_path / "clip.pth")
        return Located(name="clip-vit-b-32", path=tmp_path / "clip.pth", sha256="")

    return save


def test_half_precision_files_are_computed_in_single(saved):
    """OpenAI's file holds float16; sizes follow from the parameters."""
    parameters = load_clip(saved({name: value.half() for name, value in random_clip().items()}))

    assert {value.dtype for value in parameters.values()} == {torch.float32}
    assert (sizes(parameters).side_px, sizes(parameters).patch_px) == (64, 16)


@pytest.mark.parametrize("name", ["visual.proj", "transformer.resblocks.1.ln_2.bias", "ln_final.weight"])
def test_a_file_that_lacks_a_parameter_is_refused(saved, name):
    """No layer stays random."""
    state = random_clip()
    del state[name]

    with pytest.raises(WeightsError, match=f"missing {re.escape(name)}"):
        load_clip(saved(state))


def test_torchscript_files_are_read(tmp_path):
    """OpenAI publishes CLIP as a TorchScript archive; its parameters are those of the module."""
    module = nn.Sequential(nn.Linear(3, 2), nn.ReLU())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.jit.script(module).save(str(tmp_path / "a.pt"))

    held = read_tensors(Located(name="a", path=tmp_path / "a.pt", sha256=""))

    assert set(held) == {"0.weight", "0.bias"}
    torch.testing.assert_close(held["0.weight"], module[0].weight.detach())


@pytest.fixture
def tokens(tmp_path):
    path = tmp_path / "merges.gz"
    path.write_bytes(gzip.compress("\n".join(("#version", *MERGES)).encode()))
    return load_tokens(Located(name="clip-bpe", path=path, sha256=""))


def byte(character, *, ends=False):
    """Printable ASCII is numbered from "!" on; a second alphabet is for the last character of a word."""
    return ord(character) - ord("!") + 256 * ends


def merged(rank):
    return 512 + rank


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cat", [merged(1)]),
        ("Cat  DOG", [merged(1), merged(3)]),
        ("lower", [merged(4), byte("w"), merged(6)]),
        ("low", [merged(5)]),
        ("cat’s", [merged(1), byte("'"), byte("s", ends=True)]),
        ("a1!?", [byte("a", ends=True), byte("1", ends=True), byte("!"), byte("?", ends=True)]),
        ("12", [byte("1", ends=True), byte("2", ends=True)]),
        ("&amp;", [byte("&", ends=True)]),
        ("", []),
    ],
)
def test_text_becomes_the_tokens_of_the_algorithm(tokens, text, expected):
    """Worked out by hand: earliest merges first, words apart, digits alone, contractions, entities."""
    assert tokens(text) == [START, *expected, END]


def test_every_text_has_tokens(tokens):
    """Any byte has a token: nothing is unknown."""
    assert len(tokens("é 東京 🎉")) == 2 + 2 + 6 + 4


def test_frames_are_brought_to_size_as_published():
    """Bicubic without low pass, rounded to code values, middle square, CLIP's mean and deviation."""
    frame = np.random.default_rng(0).integers(0, 256, (100, 180, 3), np.uint8)

    got = fitted(frame, 64, is_smoothed=False)

    x = torch.from_numpy(frame).permute(2, 0, 1)[None].float()
    x = nn.functional.interpolate(x, (64, 115), mode="bicubic", align_corners=False).clamp(0, 255).round() / 255
    x = x[:, :, :, 26:90]
    expected = (x - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(DEVIATION).view(3, 1, 1)
    torch.testing.assert_close(got, expected)


def test_a_flat_frame_stays_flat():
    """Filtering adds nothing, smoothed or not."""
    frame = np.full((90, 160, 3), 100, np.uint8)

    for is_smoothed in (True, False):
        got = fitted(frame, 32, is_smoothed=is_smoothed)
        assert got[0, :, 5, 5].tolist() == pytest.approx(
            [(100 / 255 - m) / d for m, d in zip(MEAN, DEVIATION, strict=True)]
        )


def test_vectors_are_of_unit_length_and_long_texts_are_cut(tmp_path):
    """Images and texts stand in one space; what exceeds 77 tokens is left out and said."""
    with small_clip(tmp_path):
        net = load_semantic()
        vectors = net.images(np.random.default_rng(0).integers(0, 256, (3, 90, 70, 3), np.uint8))
        (short, is_short_cut), (long, is_long_cut) = net.text("cat"), net.text("cat " * 100)

    assert vectors.shape == (3, EMBEDDING)
    assert np.linalg.norm([*vectors, short, long], axis=1) == pytest.approx(1)
    assert (is_short_cut, is_long_cut) == (False, True)


def test_absent_weights_name_the_one_command(monkeypatch, tmp_path):
    """Nothing stands in for the network; one line mends it."""
    monkeypatch.setattr(weights, "folders", lambda: iter([tmp_path]))

    with pytest.raises(WeightsError, match="run: promptkit weights fetch clip-vit-b-32 clip-bpe"):
        load_semantic()


def test_a_damaged_vocabulary_is_said(tmp_path):
    """The file and the remedy."""
    (tmp_path / "a.gz").write_bytes(b"no gzip")

    with pytest.raises(WeightsError, match="list of merges"):
        load_tokens(Located(name="clip-bpe", path=Path(tmp_path / "a.gz"), sha256=""))
