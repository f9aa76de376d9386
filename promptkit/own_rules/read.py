"""Rule files → rules."""

import json
from collections.abc import Iterator, Mapping

import yaml

from promptkit.errors import UsageError, tried
from promptkit.own_rules.entry import Example, OwnRule, checked, examples
from promptkit.own_rules.kind import Hit, Place
from promptkit.own_rules.targets import fits
from promptkit.rule import Check, Edit, Finding, Fix, Rule, all_rules
from promptkit.scene import Scene
from promptkit.shot import Document, Shot
from promptkit.sources.build import shots_of
from promptkit.sources.row import Row, at
from promptkit.sources.yaml_node import compose, plain_value
from promptkit.target import Target, target_of

FAMILY = "house"


def read_own_rules(document: Document) -> list[Rule]:
    """The rules of a rule file, in order.

    Raises:
        UsageError: broken YAML, an unknown key or a wrong value, a name that is taken, or an example (`bad`, `good`) of
            which the rule says something else; the message names file, line, rule and key of each.
    """
    source = compose(document)
    root = plain_value(source, source.root) if source.root else None
    if not isinstance(root, dict) or set(root) != {"rules"} or not isinstance(root["rules"], list):
        raise UsageError(f"{document.path}: a rule file is a table with one key, 'rules', that holds a list of rules")
    nodes = source.members(source.root)["rules"][1].value if source.root else []
    found: dict[str, Rule] = {}

    def read(entry: object, node: yaml.Node) -> None:
        own = checked(entry, source, node)
        start, name = source.start(node), own.entry.name
        if name in found or name in all_rules():
            raise UsageError(f"{at(document, start)}: there is a rule {name!r} already; give this one another name")
        _hold_examples(own, document, start)
        found[name] = _rule(own)

    tried(lambda each: read(*each), zip(root["rules"], nodes, strict=True))
    return [*found.values()]


def _rule(own: OwnRule) -> Rule:
    inputs = ("shot", "target") + (("scene",) if own.reads_scene else ())
    tell = own.kind.tell
    if tell:
        inputs += ("before",)

    def check(*given: object) -> Iterator[Finding]:
        place = _place(own, **dict(zip(inputs, given, strict=True)))  # type: ignore[arg-type]
        return _findings(own, place) if _is_for(own, place.target) else iter(())

    def tells(shot: Shot, target: Target | None) -> Mapping[str, str]:
        return tell(own.value, Place(shot, own.entry.field, target)) if tell and _is_for(own, target) else {}

    made: Check = check
    made.__name__, made.__doc__ = own.entry.name.replace("-", "_"), _page(own)
    return Rule(
        own.entry.name,
        FAMILY,
        own.entry.severity,
        made,
        inputs,
        {},
        source=json.dumps(own.source, sort_keys=True),
        tells=tells if tell else None,
    )


def _place(
    own: OwnRule,
    shot: Shot,
    target: Target | None,
    scene: Scene | None = None,
    before: Mapping[str, str] | None = None,
) -> Place:
    return Place(shot, own.entry.field, target, scene, before or {})


def _is_for(own: OwnRule, target: Target | None) -> bool:
    if target is None or not own.entry.targets:
        return not own.entry.targets
    return any(fits(target, each) for each in own.entry.targets)


def _findings(own: OwnRule, place: Place) -> Iterator[Finding]:
    for hit in own.kind.find(own.value, place):
        message = own.entry.message.replace("{found}", " ".join(hit.found.split())).replace("{instead}", hit.instead)
        if hit.span is None:
            yield Finding.whole(place.text, message.strip(), field=place.field)
        else:
            yield Finding.at(hit.span, message.strip(), field=place.field, fix=_fix(own, place, hit))


def _fix(own: OwnRule, place: Place, hit: Hit) -> Fix | None:
    if hit.mend is None or hit.span is None:
        return None
    title = f'replace "{hit.span.text}" by "{hit.instead}"' if hit.instead else f'delete "{hit.span.text}"'
    edit = Edit(place.field, hit.mend.start, hit.mend.end, hit.mend.put)
    return Fix(own.entry.safe and hit.certain, title, (edit,))


def _hold_examples(own: OwnRule, document: Document, start: int) -> None:
    """Raises UsageError where the rule says something else of an example than the file does."""
    for example, should in examples(own):
        shot = _of_example(own, example, document, start)
        if bool([*_findings(own, _read(own, shot))]) is not should:
            verdict = "finds nothing in its bad" if should else "finds something in its good"
            raise UsageError(
                f"{at(document, start)}: rule {own.entry.name!r} {verdict} example: {example!r}; "
                "mend the rule or the example"
            )


def _of_example(own: OwnRule, example: Example, document: Document, start: int) -> Shot:
    if isinstance(example, str):
        return Shot(id="example", prompt="").with_text(own.entry.field, example)
    try:
        shots = shots_of(document, [Row(start, example)], {})
    except UsageError as error:
        raise UsageError(f"{error} (in an example of rule {own.entry.name!r})") from error
    return shots[0]


def _read(own: OwnRule, shot: Shot) -> Place:
    scene = None
    if own.reads_scene:
        from promptkit.scene.read import read_scene  # noqa: PLC0415 - loads the reader, for such rules alone

        scene = read_scene(shot.prompt).surely()
    return _place(own, shot, target_of(shot), scene)


def _page(own: OwnRule) -> str:
    entry, fix = own.entry, own.kind.fix
    body = {
        "Why": _told(entry.why) or "A rule of this project; its author gives no reason.",
        "Bad": _told(entry.bad) or "No example is given.",
        "Good": _told(entry.good) or "No example is given.",
        "Fix": fix if fix == "None." else f"{'Safe' if entry.safe else 'Unsafe'}: {fix}",
        "References": _told(entry.references) or "None is given.",
    }
    shown = entry.message.replace("{found}", "…").replace("{instead}", "…")  # what will stand there is not known yet
    parts = [shown, *(f"{heading}:\n    {text}" for heading, text in body.items())]
    return "\n\n".join(parts)


def _told(example: Example) -> str:
    if isinstance(example, str):
        return " ".join(example.split())
    return "\n    ".join(f"{key}: {' '.join(str(value).split())}" for key, value in example.items())
