"""Second stage: a student that is fast enough to lint with learns to say what the teacher says.

Hidden states, soft labels and the marks themselves, as in TinyBERT (Jiao et al. 2020, arXiv:1909.10351). The student
begins as the teacher's own layers, less the attention heads and neurons that contribute least.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from promptkit.reader.network import BEAT, BEATS
from promptkit.reader.training.batches import Batch, Item, batch_of, batches, groups, loss_of
from promptkit.reader.training.schedule import Schedule, larger_batches, products
from promptkit.reader.training.torch_network import HEAD, WIDTH, Shape, TorchNetwork, counted, spans

KEPT_LAYERS = {3: (0, 2, 4), 4: (0, 2, 3, 5)}
PIECES = 1200
RATE = 6e-4
SAMPLE = 480
"""Prompts that decide which heads and neurons stay."""
HIDDEN_WEIGHT, SOFT_WEIGHT, MARKED_WEIGHT, SWITCH_WEIGHT = 2.0, 1.0, 0.5, 4.0
OTHERS = 1
"""In one pass each marked prompt is shown once, and for each so many unmarked texts."""


def pruned(teacher: TorchNetwork, shape: Shape, items: Sequence[Item]) -> TorchNetwork:
    """A network of `shape` made of the parts of `teacher` that do most on `items`."""
    heads, neurons = _contributions(teacher, items[:SAMPLE])
    student, state = TorchNetwork(shape), teacher.state_dict()
    own = {name: value for name, value in state.items() if not name.startswith("layers.")}
    full = teacher.shape.heads * HEAD
    for at, source in enumerate(KEPT_LAYERS[shape.layers]):
        kept = heads[source].topk(shape.heads).indices.sort().values
        inner = (kept[:, None] * HEAD + torch.arange(HEAD)).flatten()
        rows = torch.cat([part * full + inner for part in range(3)])
        hidden = neurons[source].topk(shape.hidden).indices.sort().values
        layer = {
            name.removeprefix(f"layers.{source}."): value
            for name, value in state.items()
            if name.startswith(f"layers.{source}.")
        }
        layer |= {name: layer[name][rows] for name in ("qkv.weight", "qkv.bias")}
        layer |= {name: layer[name][hidden] for name in ("up.weight", "up.bias")}
        layer |= {"out.weight": layer["out.weight"][:, inner], "down.weight": layer["down.weight"][:, hidden]}
        own |= {f"layers.{at}.{name}": value.clone() for name, value in layer.items()}
    student.load_state_dict(own)
    return student


@torch.no_grad()
def _contributions(teacher: TorchNetwork, items: Sequence[Item]) -> tuple[list[Tensor], list[Tensor]]:
    """For each layer, how long the vectors are that each head and each neuron adds, summed over the pieces."""
    heads = [torch.zeros(layer.heads) for layer in teacher.layers]
    neurons = [torch.zeros(teacher.shape.hidden) for _ in teacher.layers]
    for start in range(0, len(items), 16):
        batch = batch_of(items[start : start + 16])
        x, unseen = teacher.embedded(batch.texts), teacher.unseen(batch.texts)
        for at, layer in enumerate(teacher.layers):
            context = layer.attended(x, unseen).transpose(1, 2)
            added = torch.einsum("bnhd,ohd->bnho", context, layer.out.weight.view(WIDTH, layer.heads, HEAD))
            heads[at] += (added.norm(dim=-1) * batch.texts.mask[:, :, None]).sum((0, 1))
            middle = layer.norm_1(x + layer.out(context.flatten(2)))
            active = functional.hardswish(layer.up(middle))
            neurons[at] += (active.abs() * batch.texts.mask[:, :, None]).sum((0, 1)) * layer.down.weight.norm(dim=0)
            x = layer.norm_2(middle + layer.down(active))
    return heads, neurons


def distil(
    teacher: TorchNetwork,
    student: TorchNetwork,
    marked: Sequence[Item],
    others: Sequence[Item],
    *,
    passes: int,
    seed: int,
    device: str = "cpu",
) -> None:
    """Train `student` in place on marked prompts and other texts; it stays on the torch device."""
    torch.manual_seed(seed)
    generator = random.Random(seed)
    teacher.eval().requires_grad_(requires_grad=False).to(device)
    student.to(device)
    fast, larger = products(device), larger_batches(device)
    told = _remembered(teacher, [*marked, *others], fast) if device == "cpu" else _asked(teacher)
    shown = [_shown(marked, others, generator) for _ in range(passes)]
    pieces = round(PIECES * larger)
    steps = sum(len(groups(texts, pieces, random.Random(seed))) for texts in shown)
    wider = _widened(student, teacher).to(device)
    schedule = Schedule(nn.ModuleList([student, wider]), {}, RATE * larger**0.5, steps)
    for each in (student, *student.layers):
        each.drop.p = 0.0
    student.train()
    for number, texts in enumerate(shown, 1):
        losses = []
        for batch in batches(texts, pieces, generator, device=device):
            loss = apart_from(teacher, student, wider, batch, told=told, fast=fast)
            schedule.step(loss)
            losses.append(loss.detach())
        print(f"pass {number} of {passes}: loss {torch.stack(losses).mean().item():.3f}", flush=True)
    student.eval()


def _shown(marked: Sequence[Item], others: Sequence[Item], generator: random.Random) -> list[Item]:
    """The texts of one pass."""
    return [*marked, *generator.sample(list(others), min(len(others), OTHERS * len(marked)))]


def _asked(teacher: TorchNetwork) -> Callable[[Batch], Tensor]:
    """The teacher's hidden states, asked anew each time: on a GPU that costs less than remembering."""
    return lambda batch: teacher.hidden(batch.texts)


@torch.no_grad()
def _remembered(teacher: TorchNetwork, items: Sequence[Item], fast: torch.autocast) -> Callable[[Batch], Tensor]:
    """The teacher's hidden states of every text, asked once and kept in half precision."""
    said = {}
    for batch in batches(items, 2500, random.Random(0)):
        with fast:
            hidden = teacher.hidden(batch.texts)
        for row, text in enumerate(batch.said):
            said[text] = hidden[row, : int(batch.words[row].sum())].half()

    def told(batch: Batch) -> Tensor:
        target = torch.zeros(*batch.words.shape, teacher.shape.width)
        for row, text in enumerate(batch.said):
            target[row, : len(said[text])] = said[text].float()
        return target

    return told


def _widened(student: TorchNetwork, teacher: TorchNetwork) -> nn.Module:
    """From the student's hidden states to the teacher's: as they are, or a matrix that is learned and then dropped."""
    own, theirs = student.shape.width, teacher.shape.width
    return nn.Identity() if own == theirs else nn.Linear(own, theirs)


def apart_from(
    teacher: TorchNetwork,
    student: TorchNetwork,
    wider: nn.Module,
    batch: Batch,
    *,
    told: Callable[[Batch], Tensor],
    fast: torch.autocast,
) -> Tensor:
    """How far a student is from its teacher over a batch, and from the marks where a text has them.

    Args:
        teacher: Says tags and links from the hidden states that `told` gives.
        student: What is trained.
        wider: From the student's hidden states to the teacher's.
        batch: Texts, marked or not.
        told: The teacher's hidden states of a batch, (texts, words, the teacher's width).
        fast: The precision of matrix products.
    """
    with fast:
        hidden = student.hidden(batch.texts)
        own_tags, own_links = (each.float() for each in student.heads(hidden))
        with torch.no_grad():
            target = told(batch)
            tags, links = (each.float() for each in teacher.heads(target))
    total = batch.words.sum()
    apart = (((wider(hidden) - target) ** 2).mean(-1) * batch.words).sum() / total
    soft = tags.new_zeros(())
    for own, right in zip(spans(own_tags), spans(tags), strict=True):
        soft = soft + (_apart(own, right) * batch.words).sum() / total
    binary = functional.binary_cross_entropy_with_logits
    single = slice(BEAT, BEATS.start)
    each = binary(own_tags[..., single], tags[..., single].sigmoid(), reduction="none").mean(-1)
    soft = soft + SWITCH_WEIGHT * (each * batch.words).sum() / total
    names, motions, causes = (group.softmax(-1) for group in spans(tags))
    named = names[..., 1::2].sum(-1) * batch.words
    soft = soft + (_apart(counted(own_tags), counted(tags)) * named).sum() / total
    for pair, begins in enumerate((motions[..., 1], causes[..., 1])):
        both = (begins * batch.words)[:, :, None] * named[:, None, :]
        right = teacher.linked(links, pair).sigmoid()
        soft = soft + (binary(student.linked(own_links, pair), right, reduction="none") * both).sum() / total
    if batch.marked:
        known = replace(batch, words=batch.words * batch.has_marks[:, None])
        soft = soft + MARKED_WEIGHT * batch.marked * loss_of(student, own_tags, own_links, known)
    return HIDDEN_WEIGHT * apart + SOFT_WEIGHT * soft


def _apart(own: Tensor, right: Tensor) -> Tensor:
    """Cross entropy of one distribution against another, over the last axis."""
    return -(right.softmax(-1) * own.log_softmax(-1)).sum(-1)
