"""What is trained in torch is what is read on numpy."""

import random
import shutil

import numpy as np
import pytest

from promptkit.reader.network import MODEL, load
from promptkit.reader.pieces import Vocabulary
from promptkit.reader.training.markup import read_marked

torch = pytest.importorskip("torch")

PROMPTS = """@
A [kid]s1 [[throws]m1]m2k2 [stones]s2~ into the pond.
@
The [camera]c1 [pans left]m1:pan over a still harbour.
@
A [woman]s1 [opens the gate]m1, [runs]m1+ and [waves]m1+, her [scarf]x2~ [lifting]m2 [in the wind]k2.
@
Two mugs and a spoon.
"""


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(MODEL / "vocab.txt")


@pytest.fixture(scope="module")
def items(vocabulary, tmp_path_factory):
    from promptkit.reader.training.batches import items_of

    path = tmp_path_factory.mktemp("marked") / "some.txt"
    path.write_text(PROMPTS, encoding="utf-8")
    return items_of(read_marked(path), vocabulary)


@pytest.fixture(scope="module")
def taught(items):
    """A small network after some steps, with the loss before and after."""
    from promptkit.reader.training.batches import batch_of, loss_of
    from promptkit.reader.training.teach import teach
    from promptkit.reader.training.torch_network import Shape, TorchNetwork

    torch.manual_seed(0)
    network = TorchNetwork(Shape(2, 4, 64))
    batch = batch_of(items)

    def loss():
        network.eval()
        with torch.no_grad():
            return loss_of(network, *network.heads(network.hidden(batch.texts)), batch).item()

    before = loss()
    teach(network, items * 4, epochs=10, seed=0)
    return network, before, loss()


def test_teaching_lowers_the_loss(taught):
    """On the prompts that were shown."""
    _, before, after = taught

    assert after < before / 2


def test_the_exported_network_says_what_torch_says(taught, items, vocabulary, tmp_path):
    """Logits and link vectors agree within the rounding to 8 bits."""
    from promptkit.reader.training.batches import batch_of
    from promptkit.reader.training.export import export

    network, _, _ = taught
    export(network, tmp_path / "weights.npz")
    shutil.copy(MODEL / "vocab.txt", tmp_path / "vocab.txt")
    (scores,) = load(tmp_path)([vocabulary.words("A kid throws stones into the pond.")])
    batch = batch_of(items[:1])
    with torch.no_grad():
        tags, links = network.heads(network.hidden(batch.texts))

    np.testing.assert_allclose(scores.tags, tags[0].numpy(), atol=0.1)
    np.testing.assert_allclose(scores.links, links[0].numpy(), atol=0.1)


def test_the_model_that_ships_can_be_trained_further(tmp_path):
    """What is read back from it and written again is the same file."""
    from promptkit.reader.training.export import export, imported

    export(imported(MODEL / "weights.npz"), tmp_path / "weights.npz")

    with np.load(MODEL / "weights.npz") as before, np.load(tmp_path / "weights.npz") as after:
        assert before.files
        assert {*before.files} == {*after.files}
        for name in before.files:
            np.testing.assert_allclose(after[name], before[name], rtol=1e-6)


def test_a_student_is_cut_out_of_its_teacher(items):
    """With as many layers, heads and neurons as asked for, and rows that stand in the teacher."""
    from promptkit.reader.training.distil import distil, pruned
    from promptkit.reader.training.torch_network import Shape, TorchNetwork

    torch.manual_seed(0)
    teacher = TorchNetwork(Shape(6, 4, 32)).eval()
    student = pruned(teacher, Shape(3, 2, 16), items)

    rows = {tuple(row) for row in teacher.layers[2].up.weight.detach().numpy().round(6).tolist()}
    assert (len(student.layers), student.layers[0].heads) == (3, 2)
    assert {tuple(row) for row in student.layers[1].up.weight.detach().numpy().round(6).tolist()} <= rows
    before = student.layers[0].up.weight.detach().clone()
    distil(teacher, student, items, items, passes=1, seed=0)
    assert not torch.equal(before, student.layers[0].up.weight)


def test_batches_hold_every_item_once(items):
    """However they are shuffled, and none past the wanted size unless it is alone."""
    from promptkit.reader.training.batches import batches

    made = list(batches(items, 30, random.Random(1)))

    assert sorted(text for batch in made for text in batch.said) == sorted(item.text for item in items)
    assert all(len(batch.said) == 1 or batch.texts.mask.numel() <= 30 for batch in made)


def test_calibrating_leaves_the_likeliest_names_and_tempers_the_rest(taught, items):
    """A network that is too sure of wrong names gets a temperature above one; the order of its logits stays."""
    import copy

    from promptkit.reader.network import NAME
    from promptkit.reader.training.batches import batch_of
    from promptkit.reader.training.calibrate import calibrate

    network = copy.deepcopy(taught[0])
    with torch.no_grad():
        network.tags.weight[NAME] = 8 * torch.flip(network.tags.weight[NAME], (0,))
        before = network.tags(network.hidden(batch_of(items).texts))[..., NAME]
    found = calibrate(network, items)
    with torch.no_grad():
        after = network.tags(network.hidden(batch_of(items).texts))[..., NAME]

    assert found > 1
    torch.testing.assert_close(after * found, before)


def test_a_wider_teacher_teaches_a_narrower_student(items):
    """Through a matrix that is learned beside the student and dropped; attention may know distances."""
    from promptkit.reader.training.distil import _widened, distil
    from promptkit.reader.training.torch_network import Shape, TorchNetwork

    torch.manual_seed(0)
    teacher = TorchNetwork(Shape(2, 3, 32, width=48, head=16, distances=32)).eval()
    student = TorchNetwork(Shape(1, 2, 16))
    before = student.layers[0].up.weight.detach().clone()

    distil(teacher, student, items, items, passes=1, seed=0)

    assert not torch.equal(before, student.layers[0].up.weight)
    assert _widened(student, teacher).weight.shape == (48, 384)
    assert isinstance(_widened(student, student), torch.nn.Identity)


def test_a_student_learns_new_prompts_and_says_of_the_others_what_it_said(taught, vocabulary, items, tmp_path):
    """Its loss on the new ones halves; names of the known ones stay within 0.1 of their probability, on the mean."""
    from copy import deepcopy

    from promptkit.reader.training.batches import batch_of, items_of, loss_of
    from promptkit.reader.training.further import learn_further
    from promptkit.reader.training.torch_network import spans

    text = "@\n[Rain]e1 [runs down]m1 the pane, and a [cat]s2 [yawns]m2.\n"
    (tmp_path / "new.txt").write_text(text, encoding="utf-8")
    marked = read_marked(tmp_path / "new.txt")
    new = items_of(marked, vocabulary)
    student = deepcopy(taught[0])

    @torch.no_grad()
    def said():
        fresh, known = batch_of(new), batch_of(items)
        loss = loss_of(student, *student.heads(student.hidden(fresh.texts)), fresh).item()
        return loss, spans(student.heads(student.hidden(known.texts))[0])[0].softmax(-1)

    loss_before, names_before = said()
    learn_further(student, marked, items * 4, vocabulary, passes=10, every=1, rate=3e-4, seed=0)
    loss_after, names_after = said()

    assert loss_after < loss_before / 2
    assert (names_after - names_before).abs().mean() < 0.1


def test_a_share_of_the_way_lies_between_two_networks():
    """None of the way is the first, all of it the second, half of it their mean."""
    from promptkit.reader.training.export import between
    from promptkit.reader.training.torch_network import Shape, TorchNetwork

    shape = Shape(1, 4, 64)
    for share in (0.0, 0.5, 1.0):
        one, other = TorchNetwork(shape), TorchNetwork(shape)
        first, second = one.tags.weight.detach().clone(), other.tags.weight.detach()
        torch.testing.assert_close(between(one, other, share).tags.weight, first + share * (second - first))


def test_distances_are_exact_when_near_and_one_when_far():
    """Eight exact ones to each side of 32 buckets, logarithmic ones to 128 pieces, the last for all beyond."""
    from promptkit.reader.training.torch_network import _buckets

    found = _buckets(400, 32).numpy()

    assert found[200, 200:192:-1].tolist() == list(range(8))
    assert found[200, 201:208].tolist() == list(range(17, 24))
    assert found[200, 199 - 128].item() == found[200, 0].item() == 15
    assert found[0, 128].item() == found[0, 399].item() == 31
    assert found[200, 200 - 32].item() == 8 + int(8 * np.log(32 / 8) / np.log(128 / 8))
