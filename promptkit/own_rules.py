"""A team's own rules, written as data: words to avoid or to replace, how often, in which order.

    rules:
      - name: no-brand-names
        message: '"{found}" is a brand name; describe the thing'
        avoid: [Coca-Cola, iPhone*]
      - name: house-terms
        message: 'we write "{instead}", not "{found}"'
        replace: {automobile: car, movie: film}
      - name: one-lens
        message: a shot has one lens
        count: {words: [35mm, 50mm, 85mm], most: 1}
      - name: subject-first
        message: name the subject before the camera
        order: [subject, camera]

Words are matched whole, whatever their case; one `*` in a word stands for any letters or digits. There are no regular
expressions: nothing that a file says can make linting hang. Python rules go into `promptkit/rules/` or a plug-in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from promptkit.codes import reads_as_code
from promptkit.errors import UsageError
from promptkit.rule import FAMILIES, Check, Edit, Finding, Fix, Rule, Severity, all_rules
from promptkit.scene import Scene, Span
from promptkit.shot import Document, Shot
from promptkit.sources.row import at
from promptkit.sources.yaml_node import compose, plain_value
from promptkit.target import Target, target_names
from promptkit.tidy import cut

FAMILY = "house"
KINDS = ("avoid", "replace", "count", "order")
MOST_WORDS = 2000
"""Of one rule."""


Part = Literal["subject", "environment", "secondary", "camera", "motion", "cause"]


def _with_letters(word: str) -> str:
    if not word.strip(" *"):
        raise ValueError(f"{word!r} names nothing; write letters beside the *")
    return word


Word = Annotated[str, Field(max_length=200, pattern=r"^[^*]*\*?[^*]*$"), AfterValidator(_with_letters)]
Words = Annotated[list[Word], Field(min_length=1, max_length=MOST_WORDS)]


class Count(BaseModel):
    """How often words may stand in a field."""

    model_config = ConfigDict(extra="forbid")

    words: Words
    least: Annotated[int, Field(ge=0)] = 0
    most: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _can_fail(self) -> "Count":
        if not self.least and self.most is None:
            raise ValueError("needs 'least' or 'most'")
        if self.most is not None and self.most < self.least:
            raise ValueError(f"most ({self.most}) is below least ({self.least})")
        return self


class OwnRule(BaseModel):
    """One entry of a rule file."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
    message: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\n]*\S[^\n]*$")]
    severity: Severity = "warning"
    field: Literal["prompt", "negative"] = "prompt"
    targets: list[Word] = Field(default_factory=list)
    """Names of targets that it is for, such as "kling-3.0*"; all when empty."""
    safe: bool = True
    """Whether replacing keeps the meaning, so that a plain `--fix` may do it."""
    why: str = ""
    bad: str = ""
    good: str = ""
    references: str = ""
    avoid: Words | None = None
    replace: Annotated[dict[Word, str], Field(min_length=1, max_length=MOST_WORDS)] | None = None
    count: Count | None = None
    order: Annotated[list[Part], Field(min_length=2)] | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> "OwnRule":
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            has = f"it has {' and '.join(given)}" if given else "it has none"
            raise ValueError(f"needs exactly one of {', '.join(KINDS)}; {has}")
        if self.order is not None and (len(set(self.order)) < len(self.order) or self.field != "prompt"):
            raise ValueError("order names each part once, and is about the prompt")
        if self.name in FAMILIES:
            raise ValueError(f"{self.name!r} is a family of rules; give this one another name")
        if reads_as_code(self.name):
            raise ValueError(f"{self.name!r} reads as the code of a rule; give this one another name")
        for pattern in self.targets:
            if not any(fnmatchcase(name, pattern.partition("@")[0]) for name in target_names()):
                raise ValueError(f"targets: no target is called {pattern!r}")
        for old, new in (self.replace or {}).items():
            again = _pattern(tuple(self.replace or {})).search(new)
            if again:
                raise ValueError(f"replace: {new!r} for {old!r} would be replaced again ({again[0]!r})")
        return self


def read_own_rules(document: Document) -> list[Rule]:
    """The rules of a rule file, in order.

    Raises:
        UsageError: broken YAML, an unknown key or a wrong value, a name that is taken, or an example (`bad`, `good`) of
            which the rule says something else; the message names file, line, rule and key.
    """
    source = compose(document)
    root = plain_value(source, source.root) if source.root else None
    if not isinstance(root, dict) or set(root) != {"rules"} or not isinstance(root["rules"], list):
        raise UsageError(f"{document.path}: a rule file is a table with one key, 'rules', that holds a list of rules")
    nodes = source.members(source.root)["rules"][1].value if source.root else []
    found: dict[str, Rule] = {}
    for entry, node in zip(root["rules"], nodes, strict=True):
        place = at(document, source.start(node))
        made = _rule(_checked(entry, place), place)
        if made.name in found or made.name in all_rules():
            raise UsageError(f"{place}: there is a rule {made.name!r} already; give this one another name")
        found[made.name] = made
    return [*found.values()]


def _checked(entry: object, place: str) -> OwnRule:
    try:
        return OwnRule.model_validate(entry)
    except ValidationError as error:
        name = entry.get("name") if isinstance(entry, Mapping) else None
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        reason = first["msg"].removeprefix("Value error, ")
        where = f"rule {name!r}" if isinstance(name, str) else "a rule"
        raise UsageError(f"{place}: {where}: {f'{key}: ' if key else ''}{reason[0].lower()}{reason[1:]}") from error


def _rule(own: OwnRule, place: str) -> Rule:
    about_scene = own.order is not None

    def of_text(shot: Shot, target: Target | None) -> Iterator[Finding]:
        text = getattr(shot, own.field) or ""
        return _in_text(own, text) if (text or own.count) and _is_for(own, target) else iter(())

    def of_scene(scene: Scene, target: Target | None) -> Iterator[Finding]:
        return _out_of_order(own, scene) if _is_for(own, target) else iter(())

    check: Check = of_scene if about_scene else of_text
    check.__name__, check.__doc__ = own.name.replace("-", "_"), _page(own)
    for example, should in ((own.bad, True), (own.good, False)):
        if example and bool([*_of_example(own, example)]) is not should:
            verdict = "finds nothing in its bad" if should else "finds something in its good"
            raise UsageError(f"{place}: rule {own.name!r} {verdict} example: {example!r}")
    return Rule(
        own.name,
        FAMILY,
        own.severity,
        check,
        ("scene" if about_scene else "shot", "target"),
        {},
        source=own.model_dump_json(),
    )


def _of_example(own: OwnRule, example: str) -> Iterator[Finding]:
    if own.order is None:
        return _in_text(own, example)
    from promptkit.scene.read import read_scene  # noqa: PLC0415 - loads the reader, for rules of this kind alone

    return _out_of_order(own, read_scene(example).surely())


def _is_for(own: OwnRule, target: Target | None) -> bool:
    if target is None or not own.targets:
        return not own.targets
    return any(fnmatchcase(name, each) for each in own.targets for name in (target.name, target.full_name))


def _in_text(own: OwnRule, text: str) -> Iterator[Finding]:
    if own.count:
        yield from _miscounted(own, own.count, text)
    for found in _spans(own.avoid or (), text):
        yield Finding.at(found, _worded(own, found.text), field=own.field)
    for found in _spans([*(own.replace or ())], text):
        old, instead = _instead(found.text, own.replace or {})
        new = _like(found.text, old, instead)
        gone = cut(text, found.start, found.end)
        fix = (
            Fix.replace(found, new, safe=own.safe, field=own.field)
            if new
            else Fix(own.safe, f'delete "{found.text}"', (Edit(own.field, gone.start, gone.end, gone.put),))
        )
        yield Finding.at(found, _worded(own, found.text, new), field=own.field, fix=fix)


def _miscounted(own: OwnRule, count: Count, text: str) -> Iterator[Finding]:
    found = [*_spans(count.words, text)]
    if len(found) < count.least:
        yield Finding.whole(text, _worded(own, ", ".join(each.text for each in found)), field=own.field)
    for each in found[count.most :] if count.most is not None else ():
        yield Finding.at(each, _worded(own, each.text), field=own.field)


def _out_of_order(own: OwnRule, scene: Scene) -> Iterator[Finding]:
    """The first mention of each part that stands before a part that should precede it."""
    first = {part: span for part in own.order or () if (span := _first(part, scene))}
    places = [*first.items()]
    for at_, (_, span) in enumerate(places):
        if any(later.start > span.start for _, later in places[:at_]):
            yield Finding.at(span, _worded(own, span.text))


def _first(part: Part, scene: Scene) -> Span | None:
    """Where a part of the scene is mentioned first."""
    spans: list[Span | None]
    if part == "motion":
        spans = [element.motion for element in scene.elements if element.role != "camera"]
    elif part == "cause":
        spans = [element.cause for element in scene.elements]
    elif part == "camera":
        spans = [move.span for move in scene.camera_moves]
    else:
        spans = [element.what for element in scene.elements if element.role == part]
    return min((span for span in spans if span), key=lambda span: span.start, default=None)


def _spans(listed: Sequence[str], text: str) -> Iterator[Span]:
    if listed:
        yield from (Span(match[0], *match.span()) for match in _pattern(tuple(listed)).finditer(text))


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words, the longest first, each with `*` for letters and digits."""
    words = sorted({" ".join(word.split()) for word in listed}, key=len, reverse=True)
    bodies = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)", re.IGNORECASE)


def _instead(found: str, replace: Mapping[str, str]) -> tuple[str, str]:
    """The word of the file that was found, and what to write instead."""
    old = max((old for old in replace if _pattern((old,)).fullmatch(found)), key=len)
    return old, replace[old]


def _like(found: str, old: str, new: str) -> str:
    """`new` with the capitals that `found` has and the word of the file has not."""
    if found.isupper() and len(found) > 1 and not old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if found[:1].isupper() and not old[:1].isupper() else new


def _worded(own: OwnRule, found: str, instead: str = "") -> str:
    return own.message.replace("{found}", " ".join(found.split())).replace("{instead}", instead).strip()


def _page(own: OwnRule) -> str:
    body = {
        "Why": own.why or "A rule of this project; its author gives no reason.",
        "Bad": own.bad or "No example is given.",
        "Good": own.good or "No example is given.",
        "Fix": f"{'Safe' if own.safe else 'Unsafe'}: puts the other words there." if own.replace else "None.",
        "References": own.references or "None is given.",
    }
    parts = [own.message, *(f"{heading}:\n    {' '.join(text.split())}" for heading, text in body.items())]
    return "\n\n".join(parts)
