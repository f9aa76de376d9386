"""Run rules over shots."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter
from typing import cast

from promptkit import silence
from promptkit.errors import UsageError
from promptkit.foreign import findings_of
from promptkit.memo import AnyMemo
from promptkit.moved_by import motion_is_given
from promptkit.registry import each_of_names
from promptkit.repeats import Turn, orders
from promptkit.rule import (
    FAMILIES,
    Finding,
    Rule,
    Unused,
    canonical,
    find_rule,
    rules_with,
    shifted,
    told_once,
    unknown_rule,
)
from promptkit.rule_options import checked_options
from promptkit.scene.language import ENGLISH
from promptkit.several import Part, parted, within
from promptkit.shot import Shot
from promptkit.silence import Silencer, may_be_silenced, may_silence, silencers
from promptkit.target import length_of, target_of

_PLACE = attrgetter("field", "start", "end", "rule")
RuleOptions = Mapping[str, Mapping[str, object]]
"""Options by rule name."""
Reader = Callable[[Sequence[Turn]], Iterable[tuple[Finding, ...]]]
"""Shots → what rules say of each, in the same order."""
TOGETHER = 16
"""Shots whose scenes are read at once."""


@dataclass(frozen=True)
class Linted:
    """A shot with what the rules said about it, in reading order."""

    shot: Shot
    findings: tuple[Finding, ...]
    silenced: int = 0
    """Findings that are not among them: a comment, the key `ignore` or the settings silence them."""
    known: tuple[Finding, ...] = ()
    """Findings that are not among them: they were there before, by a baseline or another revision."""

    def __str__(self) -> str:
        """As the command line shows it."""
        from promptkit.notebook.in_text import one_alone  # noqa: PLC0415

        return one_alone(self)

    def _repr_html_(self) -> str:
        from promptkit.notebook.linted import html  # noqa: PLC0415

        return html(self)


def lint(
    shots: Iterable[Shot],
    *,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    options: RuleOptions | None = None,
    own: Sequence[Rule] = (),
) -> list[Linted]:
    """Check shots with the rules, `own` among them, selected by name, family or code (all when `select` is empty).

    Raises:
        UnknownName: no such rule, family or target.
        UsageError: an option that a rule does not take, or a value of the wrong type.
    """
    rules = selected_rules(select, ignore, own)
    chosen = by_name(options or {})
    for name in chosen:
        find_rule(name)
    return [*check_shots(shots, rules, options=chosen)]


def by_name(options: RuleOptions) -> RuleOptions:
    """Options by the names of the rules, whether they were given by name or by code.

    Raises:
        UsageError: those of one rule are given both ways.
    """
    named: dict[str, Mapping[str, object]] = {}
    for called, table in options.items():
        name = canonical(called)
        if name in named:
            raise UsageError(f"options of rule {name} are given by its name and by its code; join them")
        named[name] = table
    return named


def selected_rules(
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    own: Iterable[Rule] = (),
    *,
    preview: bool = False,
) -> tuple[Rule, ...]:
    """The rules, `own` among them, that `select` names (by rule, family or code) less those that `ignore` names.

    Rules on trial are among them with `preview` only.

    Raises:
        UnknownName: no such rule or family.
        UsageError: `select` names a rule on trial, and `preview` is not set.
    """
    select, ignore = each_of_names(select), each_of_names(ignore)
    rules = rules_with(own)
    for name in (*select, *ignore):
        if canonical(name) not in (*rules, *FAMILIES):
            raise unknown_rule(name, [*rules, *FAMILIES])
    select, ignore = [canonical(name) for name in select], [canonical(name) for name in ignore]
    for name in select:
        if name in rules and rules[name].preview and not preview:
            raise UsageError(f"rule {name} is on trial; add --preview, or preview = true in the settings")

    def is_chosen(rule: Rule) -> bool:
        """A name outweighs a family; at equal weight `ignore` wins."""
        if rule.name in ignore or (rule.preview and not preview):
            return False
        return rule.name in select or (rule.family not in ignore and (not select or rule.family in select))

    return tuple(rule for rule in rules.values() if is_chosen(rule))


def check_shots(
    shots: Iterable[Shot],
    rules: Sequence[Rule],
    *,
    options: RuleOptions | None = None,
    memo: AnyMemo | None = None,
    read: Reader | None = None,
) -> Iterator[Linted]:
    """`check_shot` of each, and `guarded`, their scenes read a few at a time; raises what it raises.

    Args:
        shots: what to check.
        rules: the rules to run.
        options: options by rule name.
        memo: what these very rules, with these options, said of shots before; takes up what they say now.
        read: does what `read_here` does, elsewhere, with all shots that the memo does not know.
    """
    used: set[Silencer] = set()
    results = _check_in_order(shots, rules, options or {}, memo, used, read=read)
    if telling := [rule for rule in rules if rule.tells]:
        results = _held_to_their_file(results, telling, options or {}, used)
    watching = [rule for rule in rules if "unused" in rule.inputs]
    for document, group in groupby(results, key=lambda one: one.shot.origin and one.shot.origin.document):
        if not watching or not may_silence(document):
            yield from group
            continue
        linted = list(group)
        by_shot: dict[str, list[Unused]] = defaultdict(list)
        for shot, idle in silence.unused([one.shot for one in linted], rules, used):
            by_shot[shot.id].append(idle)
        for one in linted:
            idle_here = tuple(by_shot.pop(one.shot.id, ()))
            told = check_shot(one.shot, watching, options=options, unused=idle_here) if idle_here else ()
            yield replace(one, findings=(*one.findings, *told)) if told else one


def _held_to_their_file(
    results: Iterator[Linted], rules: Sequence[Rule], options: RuleOptions, used: set[Silencer]
) -> Iterator[Linted]:
    """Each with what rules say of it that hold a shot to those before it; one that stands in no file is alone."""
    for document, group in groupby(results, key=lambda one: one.shot.origin and one.shot.origin.document):
        before: dict[str, dict[str, str]] = {}
        for one in group:
            found = _held(one.shot, rules, options, before if document else {})
            kept = _heard(one.shot, found, used)
            silenced = one.silenced + len(found) - len(kept)
            yield replace(one, findings=_in_order((*one.findings, *kept)), silenced=silenced) if found else one


def _held(shot: Shot, rules: Sequence[Rule], options: RuleOptions, before: dict[str, dict[str, str]]) -> list[Finding]:
    """What rules say of a shot that hold it to what was told `before`, which takes up what it tells."""
    target = target_of(shot)
    found: list[Finding] = []
    for rule in rules:
        if rule.tells and (shot.is_resolved or not rule.needs_resolved):
            told = before.setdefault(rule.name, {})
            found += _found([rule], {"shot": shot, "target": target, "before": told}, options)
            told |= {key: value for key, value in rule.tells(shot, target).items() if key not in told}
    return found


def _check_in_order(
    shots: Iterable[Shot],
    rules: Sequence[Rule],
    options: RuleOptions,
    memo: AnyMemo | None,
    used: set[Silencer],
    *,
    read: Reader | None,
) -> Iterator[Linted]:
    """Each shot with its findings; what silenced any is added to `used`."""
    coming = orders(shots, rules)
    while some := list(coming if read else islice(coming, TOGETHER)):
        known = [memo.find(shot, earlier) if memo else None for shot, earlier in some]
        new = [turn for turn, old in zip(some, known, strict=True) if old is None]
        fresh = iter((read(new) if read else read_here(new, rules, options)) if new else ())
        for (shot, earlier), old in zip(some, known, strict=True):
            found = next(fresh) if old is None else old
            if memo and old is None and not any(one.is_failure for one in found):
                memo.keep(shot, earlier, found)
            heard = _heard(shot, found, used)
            yield Linted(shot, _in_order(told_once(heard)), len(found) - len(heard))


def read_here(turns: Sequence[Turn], rules: Sequence[Rule], options: RuleOptions) -> Iterator[tuple[Finding, ...]]:
    """`said` of each, their scenes read together, and what stands against their fixes."""
    if any("scene" in rule.inputs for rule in rules):
        from promptkit.scene.read import read_scenes  # noqa: PLC0415 - numpy: not where all is remembered

        read_scenes([shot.prompt for shot, _ in turns])
    return (guarded(shot, said(shot, rules, options, earlier), rules, options) for shot, earlier in turns)


def guarded(
    shot: Shot, findings: tuple[Finding, ...], rules: Sequence[Rule], options: RuleOptions
) -> tuple[Finding, ...]:
    """What rules said of a shot, with what stands against those of their fixes that add content."""
    if all(finding.fix is None or finding.fix.safe for finding in findings):
        return findings
    from promptkit import guard  # noqa: PLC0415 - it reads scenes

    def crowded(changed: Shot) -> str:
        return too_full(shot, changed, options)

    def count(changed: Shot, one: Finding) -> int:
        again = said(changed, [rule for rule in rules if rule.name == one.rule], options, None)
        return sum(each.message == one.message for each in again)

    return guard.guarded(shot, findings, count, crowded)


def too_full(before: Shot, after: Shot, options: RuleOptions | None) -> str:
    """How a change makes more move than the clip holds, by the limits of `too-many-moving-elements`; else empty."""
    from promptkit.load import overload  # noqa: PLC0415 - it reads scenes

    rule = find_rule("too-many-moving-elements")
    limits = {**rule.options, **checked_options(rule, (options or {}).get(rule.name, {}))}
    return overload(before, after, **cast("dict[str, int]", limits))


def said(shot: Shot, rules: Iterable[Rule], options: RuleOptions, earlier: str | None) -> tuple[Finding, ...]:
    """What rules say of a shot before anything is silenced, or left out as told twice.

    Those that look at other shots too say nothing here.
    """
    rules = [rule for rule in rules if rule.judges_one_shot and (shot.is_resolved or not rule.needs_resolved)]
    target = target_of(shot)
    if motion_is_given(shot, target):
        rules = [rule for rule in rules if not rule.asks_motion]
    given: dict[str, object] = {"shot": shot, "target": target, "earlier": earlier}
    if any("scene" in rule.inputs for rule in rules):
        from promptkit.scene.read import read_scene  # noqa: PLC0415

        given["scene"] = scene = read_scene(shot.prompt).surely()
        if scene.language != ENGLISH:
            rules = [rule for rule in rules if "scene" not in rule.inputs]
    if (found := parted(shot.prompt, length_of(shot, target))).parts:
        of_parts = [rule for rule in rules if (rule.each_shot if found.are_shots else rule.each_turn)]
        rules = [rule for rule in rules if rule not in of_parts]
        in_parts = _found_in_parts(of_parts, given, options, found.parts, are_shots=found.are_shots)
        return (*_found(rules, given, options), *in_parts)
    return (*_found(rules, given, options),)


def _found_in_parts(
    rules: Sequence[Rule],
    given: Mapping[str, object],
    options: RuleOptions,
    parts: Iterable[Part],
    *,
    are_shots: bool,
) -> Iterator[Finding]:
    """What rules say of each shot of a prompt that asks for several, at its place in the prompt and by its number."""
    whole = cast("Shot", given["shot"])
    for number, part in enumerate(parts, 1):
        shot = within(whole, part)
        told, fitting = {**given, "shot": shot}, rules
        if "scene" in given:
            from promptkit.scene.read import read_scene  # noqa: PLC0415

            told["scene"] = scene = read_scene(shot.prompt).surely()
            if scene.language != ENGLISH:
                fitting = [rule for rule in rules if "scene" not in rule.inputs]
        for finding in _found(fitting, told, options):
            message = f"in shot {number}, {finding.message}" if are_shots else finding.message
            yield replace(shifted(finding, part.start), message=message)


def check_shot(
    shot: Shot,
    rules: Iterable[Rule],
    *,
    options: RuleOptions | None = None,
    earlier: str | None = None,
    unused: tuple[Unused, ...] | None = None,
    used: set[Silencer] | None = None,
) -> tuple[Finding, ...]:
    """What `rules` say about one shot. The scene is read only when a rule asks for it, and once.

    Args:
        shot: what to check.
        rules: the rules to run.
        options: options by rule name.
        earlier: where the same clip was ordered before, in words; None when it was not.
        unused: what silences nothing in the shot's file; None: what silences nothing in this shot.
        used: takes up what silences a finding of this shot.

    Raises:
        UnknownName: no such target.
        UsageError: an option that a rule does not take, or a value of the wrong type.
    """
    rules, used = list(rules), set() if used is None else used
    every = (*said(shot, rules, options or {}, earlier), *_held(shot, rules, options or {}, {}))
    found = [*told_once(_heard(shot, every, used))]
    watching = [rule for rule in rules if "unused" in rule.inputs]
    if watching:
        mine = tuple(one for _, one in silence.unused([shot], rules, used)) if unused is None else unused
        found += _found(watching, {"shot": shot, "unused": mine}, options or {})
    return _in_order(found)


def _in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_PLACE) if len(findings) > 1 else findings)


def _heard(shot: Shot, findings: Sequence[Finding], used: set[Silencer]) -> Sequence[Finding]:
    """Those that nothing silences; what silences the others is added to `used`."""
    if not may_be_silenced(shot):
        return findings
    by = [silencers(shot, finding) for finding in findings]
    used.update(one for each in by for one in each)
    return [finding for finding, each in zip(findings, by, strict=True) if not each]


def _found(rules: Iterable[Rule], given: Mapping[str, object], options: RuleOptions) -> Iterator[Finding]:
    """What rules say, with the name, family, severity and code that are theirs."""
    return (
        replace(
            finding,
            rule=rule.name,
            family=rule.family,
            severity=finding.own_severity or rule.severity,
            code=rule.code,
        )
        for rule in rules
        for finding in findings_of(
            rule,
            [given[name] for name in rule.inputs],
            checked_options(rule, options[rule.name]) if rule.name in options else {},
            cast("Shot", given["shot"]),
        )
    )
