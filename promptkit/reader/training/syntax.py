"""First stage: the encoder learns syntax from a treebank, before it has seen a marked prompt.

Parts of speech, relations and heads of UD English EWT (CC BY-SA 4.0), heads by a bilinear scorer after Dozat & Manning
2017 (arXiv:1611.01734).
"""

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from promptkit.reader.pieces import END, START, UNKNOWN, Vocabulary
from promptkit.reader.training.schedule import Schedule
from promptkit.reader.training.torch_network import WIDTH, TorchNetwork

SCORER = 128
SENTENCES = 16
"""In one batch."""
LONGEST = 200
NOTHING = -100
"""The class that cross entropy leaves out."""


@dataclass(frozen=True)
class Sentence:
    """One sentence in pieces, with part of speech, relation and head (0 is the root) of each word."""

    ids: list[int]
    first: list[int]
    pos: list[str]
    relation: list[str]
    head: list[int]


class Parser(nn.Module):
    """The encoder with heads of its own for this stage."""

    def __init__(self, network: TorchNetwork, pos: int, relations: int) -> None:
        super().__init__()
        self.network = network
        self.pos, self.relation = nn.Linear(WIDTH, pos), nn.Linear(WIDTH, relations)
        self.dependent, self.governor = nn.Linear(WIDTH, SCORER), nn.Linear(WIDTH, SCORER)

    def forward(self, ids: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of part of speech, relation, head; place 0 of the heads is [CLS], the root."""
        root = torch.zeros(len(ids), 1, dtype=torch.long)
        whole = self.network.hidden(ids, mask, torch.cat([root, first], 1))
        words = whole[:, 1:]
        heads = self.dependent(words) @ self.governor(whole).transpose(1, 2) / SCORER**0.5
        return self.pos(words), self.relation(words), heads


def read_treebank(path: Path, vocabulary: Vocabulary) -> list[Sentence]:
    """The sentences of a CoNLL-U file that fit."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        sentence = Sentence([START], [], [], [], [])
        for row in rows:
            if row[0].isdigit():
                sentence.first.append(len(sentence.ids))
                sentence.ids.extend([p for word in vocabulary.words(row[1]) for p in word.pieces] or [UNKNOWN])
                sentence.pos.append(row[3])
                sentence.relation.append(row[7].split(":")[0])
                sentence.head.append(int(row[6]))
        sentence.ids.append(END)
        if sentence.first and len(sentence.ids) <= LONGEST:
            found.append(sentence)
    return found


def learn_syntax(network: TorchNetwork, treebank: Path, vocabulary: Vocabulary, *, epochs: int, seed: int) -> None:
    """Train `network`'s encoder in place on `en_ewt-ud-train.conllu` of the folder `treebank`."""
    sentences = read_treebank(treebank / "en_ewt-ud-train.conllu", vocabulary)
    tags = sorted({tag for sentence in sentences for tag in sentence.pos})
    relations = sorted({name for sentence in sentences for name in sentence.relation})
    parser = Parser(network, len(tags), len(relations))
    generator = random.Random(seed)
    steps = epochs * (len(sentences) // SENTENCES + 1)
    schedule = Schedule(
        parser, {"network.layers": 1.5e-4, "network.places": 1.5e-4, "network.norm": 1.5e-4}, 1e-3, steps
    )
    parser.train()
    for _ in range(epochs):
        for group in _groups(sentences, generator):
            ids, mask, first = _padded(group)
            pos, relation, heads = parser(ids, mask, first)
            there = torch.zeros(len(group), first.shape[1] + 1, dtype=torch.bool)
            for row, sentence in enumerate(group):
                there[row, : len(sentence.first) + 1] = True
            heads = heads.masked_fill(~there[:, None, :], -1e4)
            wanted = (
                [[tags.index(tag) for tag in sentence.pos] for sentence in group],
                [[relations.index(name) for name in sentence.relation] for sentence in group],
                [sentence.head for sentence in group],
            )
            losses = [
                functional.cross_entropy(logits.flatten(0, 1), _classes(right, first).flatten(), ignore_index=NOTHING)
                for logits, right in zip((pos, relation, heads), wanted, strict=True)
            ]
            schedule.step(torch.stack(losses).sum())


def _groups(sentences: list[Sentence], generator: random.Random) -> list[list[Sentence]]:
    order = list(sentences)
    generator.shuffle(order)
    groups = []
    for start in range(0, len(order), SENTENCES * 30):
        near = sorted(order[start : start + SENTENCES * 30], key=lambda sentence: len(sentence.ids))
        groups += [near[at : at + SENTENCES] for at in range(0, len(near), SENTENCES)]
    generator.shuffle(groups)
    return groups


def _padded(group: list[Sentence]) -> tuple[Tensor, Tensor, Tensor]:
    ids = torch.zeros(len(group), max(len(sentence.ids) for sentence in group), dtype=torch.long)
    first = torch.zeros(len(group), max(len(sentence.first) for sentence in group), dtype=torch.long)
    mask = torch.zeros_like(ids, dtype=torch.bool)
    for row, sentence in enumerate(group):
        ids[row, : len(sentence.ids)] = torch.tensor(sentence.ids)
        mask[row, : len(sentence.ids)] = True
        first[row, : len(sentence.first)] = torch.tensor(sentence.first)
    return ids, mask, first


def _classes(rows: list[list[int]], first: Tensor) -> Tensor:
    classes = torch.full(first.shape, NOTHING)
    for row, values in enumerate(rows):
        classes[row, : len(values)] = torch.tensor(values)
    return classes
