"""Which texts of Python source a mark speaks of: those that stand on its line, or below it where it stands alone."""

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Text = ast.Constant | ast.JoinedStr
_FILL = {"format", "format_map"}
_METHODS = {*_FILL, "strip", "lstrip", "rstrip"}
"""Of `str`: what they give back is the text that they were called on, filled in or trimmed."""
_PROMPT = "prompt"
"""An argument or a key of this name is meant, whatever other texts stand beside it."""


@dataclass(frozen=True)
class Slot:
    """A place that may hold prompts: the value of a name, a key or an argument, an entry of a list."""

    start: tuple[int, int]
    """Line and column."""
    end: tuple[int, int]
    values: tuple[ast.expr, ...]
    """One text, or the entries of a list."""
    is_named: bool = True
    """False for a text that stands somewhere else, such as an argument without a name."""
    name: str = ""
    """Of an argument or a key."""

    @property
    def texts(self) -> list[Text]:
        """The values that are texts."""
        return [text for value in self.values if (text := text_of(value)) is not None]

    def holds(self, other: "Slot") -> bool:
        """Whether another place lies inside of this one."""
        return self is not other and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True)
class Places:
    """Every place of a module, by its lines."""

    starting: Mapping[int, Sequence[Slot]]
    """By the line where they begin."""
    at_edge: Mapping[int, Sequence[Slot]]
    """By the lines where they begin or end; without those that hold the text of one with a name."""
    ordered: Sequence[Slot]
    """The same ones, each before those inside of it."""
    around: Sequence[int]
    """For each of these the number of the one that it lies in, or -1."""


def places(tree: ast.AST) -> Places:
    """Every place in a module that may hold prompts; of two with the same extent the one with a name."""
    found: dict[tuple[tuple[int, int], tuple[int, int]], Slot] = {}
    for slot in _slots(tree):
        found.setdefault((slot.start, slot.end), slot)
    starting: dict[int, list[Slot]] = defaultdict(list)
    for slot in found.values():
        starting[slot.start[0]].append(slot)
    ordered = sorted(_without_their_texts(list(found.values())), key=_outer_first)
    at_edge: dict[int, list[Slot]] = defaultdict(list)
    for slot in ordered:
        for line in {slot.start[0], slot.end[0]}:
            at_edge[line].append(slot)
    return Places(starting, at_edge, ordered, _around(ordered))


def marked(found: Places, line: int) -> list[Slot]:
    """The places that a mark behind something on a line speaks of; more than one where it cannot be told."""
    if there := found.at_edge.get(line):
        return _meant(_outermost(there))
    number = bisect_left(found.ordered, line, key=lambda slot: slot.start[0]) - 1
    while number >= 0 and found.ordered[number].end[0] < line:
        number = found.around[number]
    return [found.ordered[number]] if number >= 0 else []


def below(found: Places, line: int) -> list[Slot]:
    """The places that begin on a line; more than one where it cannot be told which is meant."""
    return _meant(_outermost(_without_their_texts(found.starting.get(line, ()))))


def is_put_together(value: ast.expr) -> bool:
    """Whether a value is made of a text and something else, of which no part is the whole prompt."""
    return bool(_parts_of_text(value))


def is_filled(value: ast.expr) -> bool:
    """Whether `str.format` is called on a text."""
    while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        if value.func.attr in _FILL:
            return True
        value = value.func.value
    return False


def _outer_first(slot: Slot) -> tuple[tuple[int, int], int, int]:
    return slot.start, -slot.end[0], -slot.end[1]


def _around(ordered: Iterable[Slot]) -> list[int]:
    found: list[int] = []
    open_: list[tuple[int, Slot]] = []
    for number, slot in enumerate(ordered):
        while open_ and not open_[-1][1].holds(slot):
            open_.pop()
        found.append(open_[-1][0] if open_ else -1)
        open_.append((number, slot))
    return found


def _outermost(found: Iterable[Slot]) -> list[Slot]:
    kept: list[Slot] = []
    for slot in sorted(found, key=_outer_first):
        if not kept or not kept[-1].holds(slot):
            kept.append(slot)
    return kept


def _without_their_texts(found: Sequence[Slot]) -> list[Slot]:
    """The places but for those that hold nothing else than the text of one with a name."""
    named = {id(text) for slot in found if slot.is_named for text in slot.texts}
    return [slot for slot in found if slot.is_named or not any(id(text) in named for text in slot.texts)]


def _meant(found: list[Slot]) -> list[Slot]:
    called = [slot for slot in found if slot.name == _PROMPT]
    return called if len(called) == 1 else found


def _slots(tree: ast.AST) -> Iterator[Slot]:
    """A place with a name comes before the text that stands in it."""
    todo: list[ast.AST] = [tree]
    calls: dict[int, ast.expr] = {}
    """By the text that they are made on, as the tree has it: the outermost of its methods."""
    passed: set[int] = set()
    """Parts of texts that are put together: no places of their own."""
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Constant | ast.JoinedStr):
            if text_of(node) is not None and id(node) not in passed:
                yield Slot(*_extent(node), (calls.get(id(node), node),), is_named=False)
            continue
        todo += _parts(node)
        yield from _named(node)
        if isinstance(node, ast.BinOp | ast.Call) and id(node) not in passed:
            if parts := _parts_of_text(node):
                passed.update(map(id, parts))
                yield Slot(*_extent(node), (node,), is_named=False)
            elif (text := text_of(node)) is not None and id(text) not in calls:
                calls[id(text)] = node
                yield Slot(*_extent(node), (node,), is_named=False)


def _named(node: ast.AST) -> Iterator[Slot]:
    """The places with names that a node makes."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None and (values := _values(value)):
                name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                yield Slot(_extent(key)[0], _extent(value)[1], values, name=name)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        for value in node.elts:
            if values := _values(value):
                yield Slot(*_extent(value), values)
    elif (
        isinstance(
            node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.NamedExpr | ast.Return | ast.Expr | ast.keyword
        )
        and node.value is not None
        and (values := _values(node.value))
    ):
        name = node.arg or "" if isinstance(node, ast.keyword) else ""
        yield Slot(*_extent(node), values, name=name)


def _values(node: ast.expr) -> tuple[ast.expr, ...]:
    """A text alone, the entries of a list that holds one; else nothing."""
    if _is_text(node):
        return (node,)
    if isinstance(node, ast.List | ast.Tuple | ast.Set) and any(_is_text(value) for value in node.elts):
        return tuple(node.elts)
    return ()


def _is_text(node: ast.expr) -> bool:
    return text_of(node) is not None or is_put_together(node)


def text_of(node: ast.AST) -> Text | None:
    """The text that a value is, whatever methods leave it as it is; None for other values."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
        node = node.func.value
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)):
        return node
    return None


def _parts_of_text(node: ast.AST) -> list[ast.AST]:
    """All that a text is put together from, by operators or by methods such as `join`; nothing of other values."""
    found: list[ast.AST] = []
    todo = [node]
    has_text = is_joined = False
    while todo:
        found.append(part := todo.pop())
        if isinstance(part, ast.BinOp):
            todo += [part.left, part.right]
            is_joined = True
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            todo.append(part.func.value)
            is_joined |= part.func.attr not in _METHODS
        else:
            has_text |= text_of(part) is not None
    return found if has_text and is_joined else []


def _parts(node: ast.AST) -> list[ast.AST]:
    """The children of a node that may hold texts: no keys, indices or types, whatever they look like."""
    if isinstance(node, ast.Dict):
        return [*node.values]
    if isinstance(node, ast.Subscript):
        return [node.value]
    types = (getattr(node, "annotation", None), getattr(node, "returns", None))
    return [child for child in ast.iter_child_nodes(node) if child not in types]


def _extent(node: ast.AST) -> tuple[tuple[int, int], tuple[int, int]]:
    """Lines, and columns in bytes of UTF-8."""
    assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
    return (node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
