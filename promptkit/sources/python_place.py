"""Which texts of Python source a mark speaks of: those that stand on its line, or below it where it stands alone."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Text = ast.Constant | ast.JoinedStr
_METHODS = {"format", "format_map", "strip", "lstrip", "rstrip"}
"""Of `str`: what they give back is the text that they were called on, filled in or trimmed."""


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

    @property
    def texts(self) -> list[Text]:
        """The values that are texts."""
        return [text for value in self.values if (text := _text(value)) is not None]

    def holds(self, other: "Slot") -> bool:
        """Whether another place lies inside of this one."""
        return self is not other and self.start <= other.start and other.end <= self.end


def slots(tree: ast.AST) -> list[Slot]:
    """Every place in a module that may hold prompts; of two with the same extent the one with a name."""
    found: dict[tuple[tuple[int, int], tuple[int, int]], Slot] = {}
    for slot in _slots(tree):
        found.setdefault((slot.start, slot.end), slot)
    return list(found.values())


def marked(found: Iterable[Slot], line: int) -> list[Slot]:
    """The places that a mark behind something on a line speaks of; more than one where it cannot be told."""
    there = [slot for slot in found if slot.start[0] <= line <= slot.end[0]]
    there = [slot for slot in there if slot.is_named] or there
    at_edge = [slot for slot in there if line in (slot.start[0], slot.end[0])]
    if at_edge:
        return _outermost(at_edge)
    return [slot for slot in there if not any(slot.holds(other) for other in there)]


def below(found: Iterable[Slot], line: int) -> list[Slot]:
    """The places that begin on a line; more than one where it cannot be told which is meant."""
    there = [slot for slot in found if slot.start[0] == line]
    return _outermost([slot for slot in there if slot.is_named] or there)


def _outermost(found: list[Slot]) -> list[Slot]:
    return [slot for slot in found if not any(other.holds(slot) for other in found)]


def _slots(tree: ast.AST) -> Iterator[Slot]:
    """A place with a name comes before the text that stands in it."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Constant | ast.JoinedStr):
            if _text(node) is not None:
                yield Slot(*_extent(node), (node,), is_named=False)
            continue
        todo += _parts(node)
        yield from _named(node)


def _named(node: ast.AST) -> Iterator[Slot]:
    """The places with names that a node makes."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None and (values := _values(value)):
                yield Slot(_extent(key)[0], _extent(value)[1], values)
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
        yield Slot(*_extent(node), values)


def _values(node: ast.expr) -> tuple[ast.expr, ...]:
    """A text alone, the entries of a list that holds one; else nothing."""
    if _text(node) is not None:
        return (node,)
    if isinstance(node, ast.List | ast.Tuple | ast.Set) and any(_text(value) is not None for value in node.elts):
        return tuple(node.elts)
    return ()


def _text(node: ast.AST) -> Text | None:
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
        node = node.func.value
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)):
        return node
    return None


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
