"""A rule: one function that reads a shot and yields findings."""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, Protocol

from promptkit.codes import PREFIXES, complaints, reads_as_code
from promptkit.errors import UnknownName
from promptkit.registry import units
from promptkit.scene import Span
from promptkit.shot import Shot
from promptkit.target import Target

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
FAMILIES = (*PREFIXES, "house")
"""Of rules; "house" is for a team's own ones."""
INPUTS = frozenset({"shot", "scene", "target", "earlier", "unused"})
"""What a check may read; `earlier` says where the same clip was ordered before (None: nowhere), `unused` what silences
nothing."""
COMMENT = "comment"
"""The field of findings about a comment, and of edits of what silences: their offsets count in the document."""
HEADINGS = ("Why", "Bad", "Good", "Fix", "References")
OURS = "promptkit.rules"
"""The folder of the rules that come with promptkit."""
LONGEST_PREFIX = 4
"""Letters: what is no longer may be meant as the prefix of codes."""


@dataclass(frozen=True)
class Edit:
    """Replace `field[start:end]` by `text`; a field that is absent counts as empty."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Fix:
    """Edits that belong together. Safe means: the meaning of the shot is kept."""

    safe: bool
    title: str
    edits: tuple[Edit, ...]
    obstacle: str = ""
    """Why it is not made, where it cannot be: it would break what a rewrite promises, or its file cannot hold it."""

    @property
    def is_of_document(self) -> bool:
        """Whether it changes what silences in a file, and no shot."""
        return any(edit.field == COMMENT for edit in self.edits)

    def barred(self, obstacle: str) -> "Fix":
        """The same, with what stands against it."""
        return replace(self, obstacle=obstacle)

    @classmethod
    def replace(cls, span: Span, text: str, *, safe: bool, title: str = "", field: str = "prompt") -> "Fix":
        """Put `text` where `span` stands."""
        return cls(safe, title or f'replace "{span.text}" by "{text}"', (Edit(field, span.start, span.end, text),))

    @classmethod
    def delete(cls, span: Span, *, safe: bool, title: str = "", field: str = "prompt") -> "Fix":
        """Take `span` out."""
        return cls(safe, title or f'delete "{span.text}"', (Edit(field, span.start, span.end, ""),))


@dataclass(frozen=True)
class Cost:
    """What one clip costs."""

    amount: float
    currency: str
    """As ISO 4217 names it: USD."""


@dataclass(frozen=True)
class Finding:
    """Something that a rule says about a place in a shot. Linting fills in rule, family, severity and code."""

    message: str
    start: int
    end: int
    field: str = "prompt"
    fix: Fix | None = None
    rule: str = ""
    family: str = ""
    severity: Severity = "warning"
    own_severity: Severity | None = None
    """Set where one finding is milder or graver than its rule; `severity` then becomes this."""
    code: str = ""
    key: str = ""
    """The key of the shot whose value it is about, where that is no text: "duration". In a file it points there."""
    cost: Cost | None = None
    """Where it says what the shot costs."""
    said_by: str = ""
    """The rule that tells the same fact better: where it speaks of the same place, no more mildly, and is not silenced,
    this finding is left out."""
    is_failure: bool = False
    """Whether it says that the rule itself failed; such is not remembered."""

    @classmethod
    def at(cls, span: Span, message: str, *, field: str = "prompt", fix: Fix | None = None) -> "Finding":
        """A finding about `span` of `field`."""
        return cls(message, span.start, span.end, field, fix)

    @classmethod
    def whole(cls, text: str | None, message: str, *, field: str = "prompt", fix: Fix | None = None) -> "Finding":
        """A finding about the whole of a field whose value is `text`."""
        return cls(message, 0, len(text or ""), field, fix)

    @classmethod
    def of_key(cls, shot: Shot, key: str, message: str) -> "Finding":
        """A finding about the value of one of the shot's keys; among its texts it counts as one about the prompt."""
        return cls(message, 0, len(shot.prompt), key=key)


def shifted(finding: Finding, by: int) -> Finding:
    """A finding about a stretch of the prompt, and its fix, as they stand in the whole prompt `by` characters on."""
    if finding.field != "prompt":
        return finding
    fix = finding.fix and replace(finding.fix, edits=tuple(_shifted(edit, by) for edit in finding.fix.edits))
    return replace(finding, start=finding.start + by, end=finding.end + by, fix=fix)


def _shifted(edit: Edit, by: int) -> Edit:
    return replace(edit, start=edit.start + by, end=edit.end + by) if edit.field == "prompt" else edit


def told_once(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Those whose fact no other of them tells, at the same place and no more mildly."""
    return [
        finding for finding in findings if not (finding.said_by and any(_tells(other, finding) for other in findings))
    ]


def _tells(other: Finding, finding: Finding) -> bool:
    is_as_grave = SEVERITIES.index(other.severity) <= SEVERITIES.index(finding.severity)
    overlaps = other.start <= finding.start < other.end or finding.start <= other.start < finding.end
    return other.rule == finding.said_by and other.field == finding.field and is_as_grave and overlaps


@dataclass(frozen=True)
class Unused:
    """Something in a file that is meant to silence findings, and silences none."""

    name: str
    """Of the rule or family; "" when the comment as a whole is wrong."""
    why: str
    place: tuple[int, int] | None = None
    """Span of the comment in the document; None for the key `ignore`."""
    change: tuple[int, int, str] | None = None
    """The change of the document that takes it away, or puts it right: start, end, text."""
    meant: str = ""
    """What is written where it is put right."""


class Check(Protocol):
    """The function behind a rule: any of `INPUTS` by name, then keyword-only options."""

    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> Iterator[Finding]:
        """Yield findings."""


@dataclass(frozen=True)
class Rule:
    """A check with its name, family, severity and page."""

    name: str
    family: str
    severity: Severity
    check: Check
    inputs: tuple[str, ...]
    """What the check reads, of `INPUTS`."""
    options: Mapping[str, object]
    """Names and defaults of its options."""
    needs_resolved: bool = True
    """False for rules that also look at templates whose variables are missing."""
    source: str = ""
    """What it was made from, for rules that are data."""
    preview: bool = False
    """Whether it is still on trial: run only where preview rules are asked for; it may change or go in any release."""
    tells: Callable[[Shot, Target | None], Mapping[str, str]] | None = None
    """What a shot says that those after it in its file are held to; the first to say a thing counts. The check of such
    a rule reads `before` beside shot and target: all that was told before."""
    code: str = ""
    """Its short second name, such as "MOT001"; empty for rules of plug-ins and of rule files."""
    asks_motion: bool = False
    """Whether it asks the prompt for motion or what causes it: it is silent where a reference video gives both."""
    each_shot: bool = False
    """Whether it judges what one shot holds: of a prompt that asks for several, each by itself, with its own length."""
    each_turn: bool = False
    """Whether it judges what happens at one time: of a shot whose timecodes part it, each turn, and not the whole."""

    @property
    def page(self) -> Mapping[str, str]:
        """The docstring, by heading: "" (one line), Why, Bad, Good, Fix, References."""
        return parse_page(self.check.__doc__ or "")

    @property
    def judges_one_shot(self) -> bool:
        """Whether it judges a shot by itself, and not by its file: what silences there, or what was told before."""
        return "unused" not in self.inputs and self.tells is None


def rule(
    *,
    family: str,
    severity: Severity = "warning",
    needs_resolved: bool = True,
    preview: bool = False,
    asks_motion: bool = False,
    each_shot: bool = False,
    each_turn: bool = False,
    code: str = "",
) -> Callable[[Check], Rule]:
    """Make a function a rule; the function's name gives the rule's name (`_` becomes `-`).

    A rule of promptkit's own has a `code`: the prefix of its family and the next free number, which the registry names
    where it is missing (`promptkit/codes.py`).

    Raises:
        TypeError: unknown family, a positional parameter that is none of `INPUTS`, or a missing heading.
    """

    def register(check: Check) -> Rule:
        parameters = inspect.signature(check).parameters.values()
        inputs = tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
        if family not in FAMILIES or not set(inputs) <= INPUTS:
            raise TypeError(f"rule {check.__name__}: family {family!r}, inputs {inputs}; see promptkit/rule.py")
        options = {p.name: p.default for p in parameters if p.kind is p.KEYWORD_ONLY}
        name = check.__name__.replace("_", "-")
        made = Rule(
            name, family, severity, check, inputs, options, needs_resolved,
            preview=preview, asks_motion=asks_motion, each_shot=each_shot, each_turn=each_turn,
            code=code,
        )  # fmt: skip
        if absent := [heading for heading in HEADINGS if heading not in made.page]:
            raise TypeError(f"rule {made.name}: its docstring lacks {', '.join(absent)}")
        return made

    return register


def parse_page(docstring: str) -> dict[str, str]:
    """Split a docstring at its headings (`Why:` alone on a line); the text above the first one is under ""."""
    parts = re.split(rf"^(?P<heading>{'|'.join(HEADINGS)}):\s*$", inspect.cleandoc(docstring), flags=re.MULTILINE)
    bodies = [inspect.cleandoc("\n" + body).strip() for body in parts[2::2]]
    return {"": parts[0].strip(), **dict(zip(parts[1::2], bodies, strict=True))}


def rules_with(own: Iterable[Rule]) -> dict[str, Rule]:
    """Every rule by name, and a project's own."""
    return {**all_rules(), **{rule.name: rule for rule in own}}


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by name.

    Raises:
        TypeError: as `registry.units`; or a code of ours is missing, taken or not its family's, or a plug-in's rule
            has one, or a name that reads as one.
    """
    found = units(OURS, Rule)
    wrong = [*complaints(rule for rule in found.values() if _is_ours(rule))]
    for rule in found.values():
        if rule.code and not _is_ours(rule):
            wrong.append(f"rule {rule.name}: codes are for rules in promptkit/rules; leave out code={rule.code!r}")
        if reads_as_code(rule.name):
            wrong.append(f"rule {rule.name}: its name reads as a code; rename it")
    if wrong:
        raise TypeError("\n".join(wrong))
    return found


def find_rule(name: str) -> Rule:
    """The rule of that name or code; `UnknownName` otherwise."""
    known = all_rules()
    if (meant := canonical(name)) not in known:
        raise unknown_rule(name, known)
    return known[meant]


def canonical(name: str) -> str:
    """The name of the rule that has this code, or of the family that has this prefix, in any case; else `name`."""
    return _second_names().get(name.upper(), name)


@cache
def _second_names() -> Mapping[str, str]:
    families = {prefix: family for family, prefix in PREFIXES.items()}
    return families | {rule.code: rule.name for rule in all_rules().values() if rule.code}


def unknown_rule(name: str, names: Iterable[str], *, aside: str = "") -> UnknownName:
    """The error that says that none of `names` is `name`; what looks like a code is compared with codes.

    Where nothing is near, it names the families: the rules are too many to read in an error.
    """
    families = f"families: {', '.join(FAMILIES)}; run promptkit rule for all rules"
    if re.fullmatch(r"[A-Za-z]{1,4}[0-9]+", name):
        return UnknownName("rule", name, _second_names(), aside=aside, else_say=families)
    known = [*names, *(PREFIXES.values() if len(name) <= LONGEST_PREFIX else ())]
    return UnknownName("rule", name, known, aside=aside, else_say=families)


def _is_ours(rule: Rule) -> bool:
    return rule.check.__module__.startswith(f"{OURS}.")
