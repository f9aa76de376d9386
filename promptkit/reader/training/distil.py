"""Second stage: a student that is fast enough to lint with learns to say what the teacher says.

Hidden states, soft labels and the marks themselves, as in TinyBERT (Jiao et al. 2020, arXiv:1909.10351). The student
begins as the teacher's own layers, less the attention heads and neurons that contribute least.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional

from promptkit.reader.network import BEAT, BEATS
from promptkit.reader.training.batches import Batch, Item, batch_of, batches, groups, loss_of
from promptkit.reader.training.schedule import Schedule, products
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
        x = teacher.embedded(batch.texts)
        for at, layer in enumerate(teacher.layers):
            context = layer.attended(x, batch.texts.mask).transpose(1, 2)
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
) -> None:
    """Train `student` in place on marked prompts and other texts."""
    torch.manual_seed(seed)
    generator = random.Random(seed)
    teacher.eval().requires_grad_(requires_grad=False)
    fast = products()
    said = _said(teacher, [*marked, *others], fast)
    shown = [_shown(marked, others, generator) for _ in range(passes)]
    steps = sum(len(groups(texts, PIECES, random.Random(seed))) for texts in shown)
    schedule = Schedule(student, {}, RATE, steps)
    for each in (student, *student.layers):
        each.drop.p = 0.0
    student.train()
    for number, texts in enumerate(shown, 1):
        total = 0.0
        for count, batch in enumerate(batches(texts, PIECES, generator), 1):  # noqa: B007 - used after the loop
            loss = _loss(teacher, student, batch, said, fast)
            schedule.step(loss)
            total += loss.item()
        print(f"pass {number} of {passes}: loss {total / count:.3f}", flush=True)
    student.eval()


def _shown(marked: Sequence[Item], others: Sequence[Item], generator: random.Random) -> list[Item]:
    """The texts of one pass."""
    return [*marked, *generator.sample(list(others), min(len(others), OTHERS * len(marked)))]


@torch.no_grad()
def _said(teacher: TorchNetwork, items: Sequence[Item], fast: torch.autocast) -> dict[str, Tensor]:
    """The teacher's hidden states (words, width) of every text, in half precision."""
    said = {}
    for batch in batches(items, 2500, random.Random(0)):
        with fast:
            hidden = teacher.hidden(batch.texts)
        for row, item in enumerate(batch.items):
            said[item.text] = hidden[row, : len(item.words)].half()
    return said


def _loss(
    teacher: TorchNetwork, student: TorchNetwork, batch: Batch, said: dict[str, Tensor], fast: torch.autocast
) -> Tensor:
    target = torch.zeros(*batch.words.shape, WIDTH)
    for row, item in enumerate(batch.items):
        target[row, : len(item.words)] = said[item.text].float()
    with fast:
        hidden = student.hidden(batch.texts)
        own_tags, own_links = (each.float() for each in student.heads(hidden))
        with torch.no_grad():
            tags, links = (each.float() for each in teacher.heads(target))
    total = batch.words.sum()
    apart = (((hidden - target) ** 2).mean(-1) * batch.words).sum() / total
    soft = torch.zeros(())
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
    marked = torch.tensor([float(item.targets is not None) for item in batch.items])
    if marked.any():
        known = replace(batch, words=batch.words * marked[:, None])
        soft = soft + MARKED_WEIGHT * marked.mean() * loss_of(student, own_tags, own_links, known)
    return HIDDEN_WEIGHT * apart + SOFT_WEIGHT * soft


def _apart(own: Tensor, right: Tensor) -> Tensor:
    """Cross entropy of one distribution against another, over the last axis."""
    return -(right.softmax(-1) * own.log_softmax(-1)).sum(-1)
