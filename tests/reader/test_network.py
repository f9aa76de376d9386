"""The numpy network does what the torch network that was trained does."""

import numpy as np
import pytest

from promptkit.reader.encoder import Encoder, Layer
from promptkit.reader.network import BEFORE, OUTPUTS, TOGETHER, WINDOW, network, windows
from promptkit.reader.pieces import Word

torch = pytest.importorskip("torch")


def _torch_layer(shape):
    from promptkit.reader.training.torch_network import TorchLayer

    torch.manual_seed(0)
    layer = TorchLayer(shape).eval()
    for parameter in layer.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    return layer


def test_one_layer_equals_torch(monkeypatch):
    """Attention, norms, hard swish, what hangs on a word: within float32 rounding of torch's own layers."""
    from promptkit.reader.training.torch_network import WIDTH, Shape

    shape = Shape(1, 4, 96)
    theirs = _torch_layer(shape)
    state = {name: value.detach().numpy() for name, value in theirs.state_dict().items()}
    inner = shape.heads * 32
    query = np.where(np.arange(3 * inner) < inner, 32**-0.5, 1).astype(np.float32)
    ours = Layer(
        shape.heads,
        np.ascontiguousarray((state["qkv.weight"] * query[:, None]).T),
        state["qkv.bias"] * query,
        np.ascontiguousarray(state["out.weight"].T),
        state["out.bias"],
        np.stack([state["norm_1.weight"], state["norm_1.bias"]]),
        np.ascontiguousarray(state["up.weight"].T),
        state["up.bias"],
        np.ascontiguousarray(state["down.weight"].T),
        state["down.bias"],
        np.stack([state["norm_2.weight"], state["norm_2.bias"]]),
    )
    generator = np.random.default_rng(1)
    pieces = generator.integers(-127, 127, (50, WIDTH)).astype(np.int8)
    places = generator.standard_normal((20, WIDTH)).astype(np.float32)
    plain = np.stack([np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)])
    hanging = np.array([0.5, 0.25], np.float32)
    encoder = Encoder(pieces, np.full(50, 0.01, np.float32), hanging, places, plain, (ours,))
    monkeypatch.setattr("promptkit.reader.encoder.START", 1)
    monkeypatch.setattr("promptkit.reader.encoder.END", 2)
    words = [Word(0, 1, (n, n + 20), (n + 1,), (n + 2, n + 3)) for n in range(3, 12)]

    vectors = pieces * np.float32(0.01)
    x = [vectors[1]]
    for n in range(3, 12):
        x += [vectors[n] + vectors[n + 1] / 2, vectors[n + 20] + (vectors[n + 2] + vectors[n + 3]) / 4]
    x = torch.tensor(np.array([*x, vectors[2]]) + places)
    x = torch.nn.functional.layer_norm(x, (WIDTH,), eps=1e-12)
    with torch.no_grad():
        wanted = theirs(x[None], torch.ones(1, 20, dtype=torch.bool))[0].numpy()

    np.testing.assert_allclose(encoder([words])[0], wanted[1:-1:2], atol=2e-5)


@pytest.mark.parametrize("count", [0, 1, 5, 319, 320, 321, 2000])
def test_windows_read_every_word_once(count):
    """In order, none longer than a window, each but the first with what stands before it."""
    words = [Word(at, at + 1, (5,) * (1 + at % 3)) for at in range(count)]
    read = [at for _, start, end in windows(words) for at in range(start, end)]

    assert read == list(range(count))
    for context, start, end in windows(words):
        assert sum(len(word.pieces) for word in words[context:end]) <= WINDOW
        assert start == 0 or BEFORE - 3 < sum(len(word.pieces) for word in words[context:start]) <= BEFORE


def test_a_word_longer_than_a_window_is_read_alone():
    """However many pieces it has."""
    words = [Word(0, 1, (5,) * 400), Word(2, 3, (5,))]
    assert [(start, end) for _, start, end in windows(words)] == [(0, 1), (1, 2)]


def test_the_shipped_network_scores_every_word():
    """Its logits and four link vectors each, finite; no words, no rows."""
    learned = network()
    words = learned.vocabulary.words("A red fox trots past a barn. " * 60)
    (scores,) = learned([words])

    assert scores.tags.shape == (len(words), OUTPUTS)
    assert scores.links.shape[:2] == (len(words), 4)
    assert np.isfinite(scores.tags).all()
    assert learned([[]])[0].tags.shape == (0, OUTPUTS)
    assert learned([]) == []


def test_texts_read_together_are_scored_as_if_alone():
    """Long and short, empty, more windows than go through at once."""
    learned = network()
    long = learned.vocabulary.words("A kite dips over the pier. " * 700)
    texts = [learned.vocabulary.words("A red fox trots past."), [], long, learned.vocabulary.words("Rain falls.")]
    assert len(list(windows(long))) > TOGETHER

    for own, words in zip(learned(texts), texts, strict=True):
        alone = learned([words])[0]
        np.testing.assert_allclose(own.tags, alone.tags, atol=1e-4)
        np.testing.assert_allclose(own.links, alone.links, atol=1e-4)
