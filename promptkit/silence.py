"""What a file says its shots may do: findings silenced by comments and by the shot's key `ignore`."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Protocol

from promptkit.rule import FAMILIES, Finding, Rule, Unused, all_rules, canonical, unknown_rule
from promptkit.shot import Document, Shot
from promptkit.sources.ignore_key import Change, ignore_keys
from promptkit.sources.kinds import PROMPT
from promptkit.sources.suppression import MARK, VERBS, Suppression, covering, suppressions

_SLIP = 0.8
"""`static-descripton` is at 0.97; two rules as near as this are both possible, and neither is written."""


@dataclass(frozen=True)
class Silencer:
    """One name in one comment, or in one shot's `ignore`."""

    name: str
    """As written: a name, a family, a code."""
    document: str
    start: int
    """Of the comment, or of the value of `ignore`: where that is a file's default, it stands for all its shots."""
    is_key: bool = False
    """Whether it stands in `ignore`."""


def silencers(shot: Shot, finding: Finding) -> list[Silencer]:
    """Everything that silences a finding of a shot; nothing when it is to be said."""
    names = (finding.rule, finding.family)
    found = [_of_shot(shot, name) for name in shot.ignore if canonical(name) in names]
    document = _document(shot)
    if document is None or shot.origin is None:
        return found
    return found + [
        Silencer(name, document.path, comment.start)
        for comment in covering(document, canonical).get(shot.origin.start, ())
        for name in comment.names
        if canonical(name) in names
    ]


def may_be_silenced(shot: Shot) -> bool:
    """Whether something stands in a shot or beside it that silences findings."""
    document = _document(shot)
    beside = document is not None and shot.origin is not None and shot.origin.start in covering(document, canonical)
    return beside or bool(shot.ignore)


def may_silence(document: Document | None) -> bool:
    """Whether a document may hold something that silences; quick, and sometimes wrong in saying so."""
    return document is not None and ("ignore" in document.text or MARK in document.text)


def unused(shots: Sequence[Shot], rules: Collection[Rule], used: Collection[Silencer]) -> Iterator[tuple[Shot, Unused]]:
    """What silences nothing in the shots of one document, with the shot that it is beside.

    A rule that was not run cannot be silenced: of those nothing is said.
    """
    run = {name for rule in rules for name in (rule.name, rule.family)}
    known = {*all_rules(), *FAMILIES, *(rule.name for rule in rules)}
    document = _document(shots[0]) if shots else None
    yield from _idle_keys(document, shots, run, known, used)
    by_row = {shot.origin.start: shot for shot in reversed(shots) if shot.origin}
    for comment in suppressions(document, canonical) if document else ():
        beside = next((by_row[row] for row in sorted(comment.rows) if row in by_row), None)
        place = (comment.start, comment.end)
        assert document is not None  # it has comments
        if complaint := _malformed(comment):
            mended = next(_slips(document, comment, known), None) if comment.lacks_colon is not None else None
            yield beside or shots[0], Unused("", complaint, place, mended, "# promptkit:" if mended else "")
        elif comment.verb != "enable":
            comment_names = _InComment(document, comment)
            for name in comment.names:
                is_used = Silencer(name, document.path, comment.start) in used
                why = "it stands beside no shot" if beside is None else _why(name, run, known)
                if not is_used and why:
                    yield beside or shots[0], Unused(name, why, place, *_mended(comment_names, name, known))


def _idle_keys(
    document: Document | None,
    shots: Sequence[Shot],
    run: Collection[str],
    known: Collection[str],
    used: Collection[Silencer],
) -> Iterator[tuple[Shot, Unused]]:
    """Names under `ignore` that silence nothing, each with the first of its shots."""
    told: set[Silencer] = set()
    for shot in shots:
        for name in shot.ignore:
            silencer = _of_shot(shot, name)
            if silencer in used or silencer in told or not (why := _why(name, run, known)):
                continue
            told.add(silencer)
            key = ignore_keys(document).get(silencer.start) if document else None
            yield shot, Unused(name, why, None, *(_mended(key, name, known) if key else ()))


def slips(document: Document, rules: Collection[Rule]) -> Iterator[Change]:
    """What puts misspelt comments, and keys `ignore`, right, one change each: start, end, text."""
    known = {*all_rules(), *FAMILIES, *(rule.name for rule in rules)}
    for comment in suppressions(document, canonical):
        yield from islice(_slips(document, comment, known), 1)
    for key in ignore_keys(document).values():
        yield from islice(_put_right(key, [entry.name for entry in key.entries], known), 1)


def _slips(document: Document, comment: Suppression, known: Collection[str]) -> Iterator[Change]:
    if comment.lacks_colon is not None:
        yield comment.lacks_colon, comment.lacks_colon, ":"
    yield from _put_right(_InComment(document, comment), comment.names, known)


class _Names(Protocol):
    """Names in a file, each of which can be changed; None where that cannot be told from the text."""

    def renamed(self, name: str, meant: str) -> Change | None: ...
    def without(self, name: str) -> Change | None: ...


def _put_right(held: _Names, names: Iterable[str], known: Collection[str]) -> Iterator[Change]:
    for name in names:
        if canonical(name) not in known and (meant := _meant(name, known)) and (change := held.renamed(name, meant)):
            yield change


def _mended(held: _Names, name: str, known: Collection[str]) -> tuple[Change | None, str]:
    """The change for a name that silences nothing, and what it writes: a name that is like none may have a meaning."""
    if canonical(name) in known:
        return held.without(name), ""
    if meant := _meant(name, known):
        return held.renamed(name, meant), meant
    return None, ""


def _meant(name: str, known: Collection[str]) -> str | None:
    """The one rule or family that a name is a slip of."""
    near = get_close_matches(name.lower(), known, n=2, cutoff=_SLIP)
    return near[0] if len(near) == 1 else None


def _of_shot(shot: Shot, name: str) -> Silencer:
    if shot.origin is None:
        return Silencer(name, "", -1, is_key=True)
    start, _ = shot.origin.values.get("ignore", (shot.origin.start, 0))
    return Silencer(name, shot.origin.document.path, start, is_key=True)


def _document(shot: Shot) -> Document | None:
    return shot.origin.document if shot.origin and shot.origin.document.path != PROMPT else None


def _why(name: str, run: Collection[str], known: Collection[str]) -> str | None:
    """Why a name that silenced nothing is to be reported; None when its rule was not run."""
    if canonical(name) in run:
        return "nothing here is found by it"
    if canonical(name) in known:
        return None
    near = unknown_rule(name, known).near
    return f"there is no such rule or family{f'; did you mean {near[0]}?' if near else ''}"


def _malformed(comment: Suppression) -> str | None:
    if comment.lacks_colon is not None:
        return f"the colon behind promptkit is missing; write # promptkit: {comment.verb}[...]"
    if comment.verb not in VERBS:
        near = get_close_matches(comment.verb, VERBS, n=1, cutoff=0.5)
        return (
            f"{comment.verb!r} is not understood; {f'did you mean {near[0]}[...]?' if near else 'write ignore[rule]'}"
        )
    if not comment.names and comment.verb != "enable":
        return f"it names no rule; write {comment.verb}[rule, rule] and why"
    return None


@dataclass(frozen=True)
class _InComment:
    """The names in the brackets of a comment."""

    document: Document
    comment: Suppression

    def renamed(self, name: str, meant: str) -> Change:
        """The change of the document that writes another name."""
        return self._with([meant if each == name else each for each in self.comment.names])

    def without(self, name: str) -> Change:
        """The change of the document that takes one name, or the whole comment, away."""
        if kept := [other for other in self.comment.names if other != name]:
            return self._with(kept)
        text, start, end = self.document.text, self.comment.start, self.comment.end
        while start > 0 and text[start - 1] in " \t":
            start -= 1
        is_alone = start == 0 or text[start - 1] in "\r\n"
        if is_alone:  # its line goes with it
            end += 2 if text.startswith("\r\n", end) else int(end < len(text))
        return start, end, ""

    def _with(self, names: Sequence[str]) -> Change:
        first = self.document.text.index("[", self.comment.start) + 1
        return first, self.document.text.index("]", first), ", ".join(names)
