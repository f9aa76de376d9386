"""What stands beside praise: the words shortly before it, and the tags on both sides."""

from promptkit.patterns import lazy

NEAR = 200
"""Characters before praise that are looked at: no adjective or tag beside it is longer."""
_MARK = lazy(r"[,;.!?|\n]")
_TAG_BEHIND = lazy(r"\s*,\s*(?P<tag>[^,;.!?|\n]+?)\s*(?:[,;.!?|\n]|$)")


def near(text: str, start: int) -> str:
    """What stands shortly before: of a long prompt the whole would be searched for each word of praise."""
    return text[max(0, start - NEAR) : start]


def tag_before(text: str, start: int) -> str:
    """What stands between two commas before, or after the end of a sentence; "" where it is longer than any praise."""
    before = near(text, start).rstrip()
    if not before.endswith(","):
        return ""
    *others, tag = _MARK.split(before[:-1])
    return tag.strip() if others or start <= NEAR else ""


def tag_behind(text: str, end: int) -> str:
    """What stands between two commas behind, or before the end of a sentence; "" where there is none."""
    found = _TAG_BEHIND.match(text, end)
    return found["tag"] if found else ""
