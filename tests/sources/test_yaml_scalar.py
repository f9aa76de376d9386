"""The second look at YAML scalars agrees with PyYAML about their value."""

from itertools import pairwise

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptkit.errors import UsageError
from promptkit.shot import Document
from promptkit.sources.yaml_node import compose
from promptkit.sources.yaml_scalar import decode

PIECES = [
    "a", "b cd", " ", "  ", "\n", "\r\n", "\t", "\u2028", "\x85", "'", "''", '"', '\\"', "\\n", "\\\n", "\\x41", "\\ ",
    "#", " #", ": ", "- ", "|", "|-", "|+", "|2", ">", ">-", ">+2", "{", "}", "[", "]", ",", "!x ", "&a ", "\n  ",
    "\n    ", "\n   \n", "é", "😀", "---", "...",
]  # fmt: skip
BEFORE = ["- ", "- |\n  ", "- >\n  ", "- '", '- "', "- |+\n\n   ", "- k: ", "- k: >\n     ", "- {k: ", "", " >\n "]
AFTER = ["", "'", '"', "}", "\n", "\n- x\n"]


def scalars(node):
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for part in node.value:
            for child in part if isinstance(part, tuple) else (part,):
                yield from scalars(child)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BEFORE), st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(AFTER))
def test_value_is_that_of_pyyaml(before, pieces, after):
    """For every scalar of every document that PyYAML takes: the same value, with rising offsets inside its extent."""
    text = before + "".join(pieces) + after
    try:
        source = compose(Document("a.yaml", text))
    except UsageError:
        return
    for node in scalars(source.root):
        start, end = source.extent(node)
        value, offsets = (
            decode(text, start, end, style=node.style, indent=source.indent(node)) if start < end else ("", (end,))
        )
        assert value == node.value
        assert start <= offsets[0]
        assert offsets[-1] <= end
        assert all(one < other for one, other in pairwise(offsets))
