"""Turn a static description into motion with cause and effect, and prove that nothing of the original is lost.

    shot ──safe fixes (text, negative)──▶ base ──unsafe fixes (motion, cause)──▶ candidate ──gate──▶ rewritten
                                               ╰─or an engine: a language model─╯

Several shots in the prompt's own words are numbered first, where the target makes several of that form.

The gate reads the prompts and accepts or reverts: base and candidate must hold all of the original but what the fixes
of `MAY_TAKE_OUT` take out on purpose. A shot that cannot be rewritten honestly is left as it was and says why.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from promptkit.edited import edited, unwritten
from promptkit.errors import ProviderError
from promptkit.fix import Fixed, fix_shot
from promptkit.lexicon import find_phrase, words
from promptkit.lint import RuleOptions, check_shot, guarded, said, selected_rules, too_full
from promptkit.moved_by import motion_is_given
from promptkit.phrasing import asks_for_stillness, in_numbered_shots, is_only_blown, why_no_cause, why_still
from promptkit.preserve import KINDS, breaches, facts, occurrences
from promptkit.rule import Edit, Finding, Rule, all_rules, told_once
from promptkit.rule_options import checked_options
from promptkit.scene import SURE_OF_ALL, Element, Scene
from promptkit.scene.read import read_scene
from promptkit.shot import Shot
from promptkit.silence import silencers
from promptkit.target import find_target, target_of

SAFE_FAMILIES = ("text", "negative")
MOTION_FAMILIES = ("motion", "cause")
MAY_TAKE_OUT = ("hype-words", "foreign-flags", "negation-in-prompt")
"""The rules whose safe fixes take words out on purpose; every other loss is refused."""
STILL, UNCAUSED = "static-description", "uncaused-effect"
SEVERAL = "several-scenes"
MAX_TRIES = 12
"""Variants that are tried before a rewrite is given up."""
GIVEN = "the motion is that of its reference video; the prompt says how things look"
ALWAYS = ("hype-words", "overlong-prompt")
"""Rules that no rewrite may break, whichever are selected."""
REFUSES_ALL = (401, 403, 404)
"""Statuses by which an endpoint will refuse every other shot too."""
_AIR = re.compile(r"\b(?:wind|breeze|gust|draught|air)\b", re.IGNORECASE)
Engine = Callable[[Shot, Sequence[Finding], int], Sequence[str]]
"""Proposes up to so many new prompts for a shot, given what is to be mended; the gate decides."""


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """A shot before and after."""

    original: Shot
    shot: Shot
    """The rewritten one; the original when nothing could or need be done."""
    variant: int
    applied: tuple[str, ...]
    """Rules whose fixes were applied."""
    kept: Mapping[str, tuple[str, ...]]
    """What of the original was checked and found again, by kind: entities, numbers, quotes, names, camera, style."""
    remaining: tuple[Finding, ...]
    """What the rules say about the rewritten shot, with what stands against their fixes."""
    why: str | None = None
    """Why no motion was added although the shot needs it; None when it was added or is not needed."""
    fewer: str | None = None
    """With the last variant of a shot: why there are not as many as asked for; None when there are."""

    @property
    def changed(self) -> bool:
        """Whether prompt or negative differ from the original."""
        return (self.shot.prompt, self.shot.negative) != (self.original.prompt, self.original.negative)

    @property
    def unchanged(self) -> str | None:
        """Why the prompt is as it was; None when it changed."""
        if self.shot.prompt != self.original.prompt:
            return None
        if self.why:
            return self.why
        if not any(_is_to_mend(found) for found in self.remaining):
            found = any(not self._is_of_the_order(each) for each in self.remaining)
            return "what the rules find is not a rewrite's to mend" if found else "the rules find nothing in it to mend"
        offered = [found.fix for found in self.remaining if found.fix]
        if fixes := [fix for fix in offered if not fix.obstacle]:
            unsafe = "" if any(fix.safe for fix in fixes) else " --unsafe-fixes"
            return f"what can be mended is left to lint --fix{unsafe}"
        return f"no finding has a fix that can be made: {offered[0].obstacle}" if offered else "no finding has a fix"

    def _is_of_the_order(self, finding: Finding) -> bool:
        """Whether it remarks on the order, and on nothing in the shot: its price, a habit of the target."""
        is_whole = not finding.key and (finding.start, finding.end) == (0, len(self.shot.prompt))
        return is_whole and finding.family not in ("load", "clip")

    def __str__(self) -> str:
        """As the command line shows it."""
        from promptkit.notebook.in_text import one_alone  # noqa: PLC0415

        return one_alone(self)

    def _repr_html_(self) -> str:
        from promptkit.notebook.rewritten import html  # noqa: PLC0415

        return html(self)


def _is_to_mend(finding: Finding) -> bool:
    """Whether it is more than a remark on the order: a price, a habit of the target."""
    return finding.severity != "note" or finding.fix is not None or finding.family in MOTION_FAMILIES


def rewrite(
    shots: Iterable[Shot],
    *,
    n: int = 1,
    rules: Sequence[Rule] | None = None,
    options: RuleOptions | None = None,
    engine: Engine | None = None,
) -> Iterator[Rewritten]:
    """Rewrite shots; with `n` > 1 up to `n` variants of each, which differ in what moves."""
    for shot in shots:
        yield from rewrite_shot(shot, n=n, rules=rules, options=options, engine=engine)


def rewrite_shot(
    shot: Shot,
    *,
    n: int = 1,
    rules: Sequence[Rule] | None = None,
    options: RuleOptions | None = None,
    engine: Engine | None = None,
) -> list[Rewritten]:
    """Up to `n` different rewrites of one shot, best first; at least one entry, also when nothing is changed.

    Args:
        shot: what to rewrite.
        n: how many.
        rules: whose fixes to make, and which to hold the result against; all when None. Those that judge a shot by
            its file (what silences there, what other shots say) have no say: here is one shot.
        options: options by rule name.
        engine: proposes the words to add, in place of the lexicon; one that fails for the moment leaves the shot as it
            is, with the reason.

    Raises:
        UnknownName: the shot's target is not known.
        UsageError: an option that a rule does not take, or a value that it cannot be.
        ProviderError: the engine refuses to work at all.
    """
    every = selected_rules() if rules is None else rules
    how = _How(tuple(rule for rule in every if rule.judges_one_shot), options or {})
    allowed, cleaned, refused = _cleaned(shot, how)
    base, applied = cleaned.shot, cleaned.applied
    of_safe_fixes = len(refused)
    done: list[Rewritten] = []
    for proposed in _proposals(base, n, engine, refused, how) if engine else _candidates(base, n, how):
        candidate = _with_negative(allowed, proposed, how)
        reasons = [*_against(shot, base, candidate.shot), *_refusals(allowed, base, candidate, how)]
        refused += [reason for reason in reasons if reason not in refused]
        is_new = candidate.shot.prompt not in {other.shot.prompt for other in done}
        if not reasons and is_new:
            done.append(_result(shot, candidate.shot, len(done), (*applied, *candidate.applied), how))
        if len(done) == n:
            break
    if not done:
        done = [_result(shot, base, 0, applied, how, why=_why_not(base, refused, how))]
    if len(done) < n:
        done[-1] = replace(done[-1], fewer=f"{len(done)} of {n}: {_why_fewer(done, refused[of_safe_fixes:])}")
    return done


def rewrite_chain(
    shot: Shot,
    parts: Sequence[Shot],
    *,
    n: int = 1,
    rules: Sequence[Rule] | None = None,
    options: RuleOptions | None = None,
    engine: Engine | None = None,
) -> Iterator[Rewritten]:
    """Rewrites of the parts of a split shot, all with the negative of the whole."""
    every = selected_rules() if rules is None else rules
    how = _How(tuple(rule for rule in every if rule.judges_one_shot), options or {})
    whole = fix_shot(shot, how.of(("negative",)), options=how.options)
    for part in parts:
        given = replace(part, negative=whole.shot.negative)
        for one in rewrite_shot(given, n=n, rules=rules, options=options, engine=engine):
            yield replace(one, original=part, applied=tuple(dict.fromkeys((*whole.applied, *one.applied))))


def _why_fewer(done: Sequence[Rewritten], refused: Sequence[str]) -> str:
    if done[-1].unchanged:
        return "it is left as it is"
    return f"the others were refused: {'; '.join(refused[:3])}" if refused else "no other way to say it is known"


@dataclass(frozen=True)
class _How:
    """The rules of a rewrite, and their options."""

    rules: tuple[Rule, ...]
    options: RuleOptions

    def of(self, names: Sequence[str]) -> tuple[Rule, ...]:
        """The rules that are called so or belong to these families."""
        return tuple(rule for rule in self.rules if rule.name in names or rule.family in names)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(rule.name for rule in self.rules)


def _cleaned(shot: Shot, how: _How) -> tuple[Shot, Fixed, list[str]]:
    """The shot less what may go (hype, flags), the shot after all safe fixes, and why some of these were refused."""
    shaped = _numbered(shot, how)
    in_hand = replace(shaped, origin=None)  # it has a field for a ratio, whatever its file has
    allowed = fix_shot(in_hand, how.of(MAY_TAKE_OUT), options=how.options)
    taken_from = replace(allowed.shot, origin=unwritten(shaped.origin)) if allowed.applied else shaped
    allowed = replace(allowed, shot=taken_from)
    cleaned = fix_shot(allowed.shot, how.of(SAFE_FAMILIES), options=how.options)
    cleaned = replace(cleaned, applied=tuple(dict.fromkeys((*allowed.applied, *cleaned.applied))))
    if shaped != shot:
        allowed, cleaned = (replace(fixed, applied=(SEVERAL, *fixed.applied)) for fixed in (allowed, cleaned))
    reasons: list[str] = []
    if cleaned.shot.prompt != allowed.shot.prompt:
        reasons += breaches(read_scene(allowed.shot.prompt), read_scene(cleaned.shot.prompt))
    return allowed.shot, allowed if reasons else cleaned, reasons


def _numbered(shot: Shot, how: _How) -> Shot:
    """The shot with its several shots numbered, where the target makes several of that form."""
    target = find_target(shot.target) if shot.target and SEVERAL in how.names else None
    form = in_numbered_shots(shot, target) if target else None
    return edited(shot, [Edit("prompt", 0, len(shot.prompt), form.prompt)]) if form else shot


def _candidates(base: Shot, n: int, how: _How) -> Iterator[Fixed]:
    """What the rules' own fixes make of it, variant by variant."""
    rules = how.of(MOTION_FAMILIES)
    scene = read_scene(base.prompt)
    if not (scene.static or is_only_blown(scene)):  # something may move already, though it is not sure
        rules = tuple(rule for rule in rules if rule.name != STILL)
    for variant in range(max(n, MAX_TRIES)):
        options = {rule.name: _with_variant(rule, how.options.get(rule.name, {}), variant) for rule in rules}
        candidate = fix_shot(base, rules, unsafe=True, options=options, guarded=False)
        if not candidate.applied:
            return
        yield candidate


def _with_negative(allowed: Shot, proposed: Fixed, how: _How) -> Fixed:
    """With the negative for what came in as well: a flame that was added may flicker."""
    bare = replace(proposed.shot, negative=allowed.negative)
    negative = fix_shot(bare, how.of(("negative",)), options=how.options).shot.negative
    return replace(proposed, shot=replace(proposed.shot, negative=negative))


def _proposals(base: Shot, n: int, engine: Engine, refused: list[str], how: _How) -> Iterator[Fixed]:
    """What an engine proposes; a passing failure becomes one of the reasons `refused`."""
    rules = how.of(MOTION_FAMILIES)
    wrong = check_shot(base, rules, options=how.options)
    if not wrong:
        return
    try:
        prompts = engine(base, wrong, n)
    except ProviderError as error:
        if error.status in REFUSES_ALL:
            raise
        refused.append(f"the model could not be asked: {error}")
        return
    before = Counter(finding.rule for finding in wrong)
    for prompt in prompts:
        shot = edited(base, [Edit("prompt", 0, len(base.prompt), prompt)])
        after = Counter(finding.rule for finding in check_shot(shot, rules, options=how.options))
        mended = tuple(rule for rule in before if after[rule] < before[rule])
        if mended:
            yield Fixed(shot, mended)
        else:
            refused.append(f"nothing was mended by {prompt[:60]!r}")


def _with_variant(rule: Rule, chosen: Mapping[str, object], variant: int) -> Mapping[str, object]:
    """The options of a rule, its variants counted from the one that was chosen."""
    first = checked_options(rule, chosen).get("variant", rule.options.get("variant"))
    return {**chosen, "variant": first + variant} if isinstance(first, int) else chosen


def _refusals(allowed: Shot, base: Shot, candidate: Fixed, how: _How) -> list[str]:
    """Why the gate does not let a candidate through; empty when it does."""
    before, after = read_scene(allowed.prompt), read_scene(candidate.shot.prompt)
    reasons = list(breaches(before, after))
    if full := too_full(base, candidate.shot, how.options):
        reasons.append(full)
    if after.static and STILL in how.names:
        reasons.append("it still reads as a still picture")
    if fix_shot(candidate.shot, how.of(SAFE_FAMILIES), options=how.options).shot.prompt != candidate.shot.prompt:
        reasons.append("a second pass would change it again")
    if after.language != before.language:
        reasons.append(f"it is in another language ({after.language})")
    gate = [*how.rules, *(rule for name, rule in all_rules().items() if name in ALWAYS and name not in how.names)]
    known = Counter(finding.rule for finding in check_shot(base, gate, options=how.options))
    found = check_shot(candidate.shot, gate, options=how.options)
    counts = Counter(finding.rule for finding in found)
    worse = {finding.rule: finding for finding in found if counts[finding.rule] > known[finding.rule]}
    reasons += [
        f"it would break {finding.rule}: {finding.message}" for finding in worse.values() if finding.severity != "note"
    ]
    mended = [rule for rule in candidate.applied if counts[rule] < known[rule]]
    reasons += [
        f"what can be added for {rule} does not settle it; say it in your own words"
        for rule in candidate.applied
        if rule not in mended
    ]
    return reasons


def _against(original: Shot, base: Shot, candidate: Shot) -> list[str]:
    """What the author's own words have against it, those included that were moved into the negative."""
    if candidate.prompt == base.prompt:
        return []
    asked = asks_for_stillness(original.prompt)
    if asked and not asks_for_stillness(base.prompt):
        return [f'the prompt asks for stillness ("{asked}")']
    calm = find_phrase(original.prompt, words("calm_air"))
    if calm and len(_AIR.findall(candidate.prompt)) > len(_AIR.findall(base.prompt)):
        return [f'the prompt rules out moving air ("{original.prompt[slice(*calm)]}")']
    return []


def _result(
    original: Shot, shot: Shot, variant: int, applied: tuple[str, ...], how: _How, *, why: str | None = None
) -> Rewritten:
    kept = facts(read_scene(original.prompt)) if shot.prompt == original.prompt else _still_there(original, shot)
    return Rewritten(
        original=original,
        shot=shot,
        variant=variant,
        applied=tuple(dict.fromkeys(applied)),
        kept=kept,
        remaining=guarded(shot, check_shot(shot, how.rules, options=how.options), how.rules, how.options),
        why=why,
    )


def _still_there(original: Shot, shot: Shot) -> dict[str, tuple[str, ...]]:
    """The facts of the original less what a safe fix took out on purpose (hype words, flags)."""
    found = facts(read_scene(original.prompt))
    return {kind: tuple(item for item in found[kind] if occurrences(item, shot.prompt)) for kind in KINDS}


def _why_not(base: Shot, refused: list[str], how: _How) -> str | None:
    if refused:
        return "no rewrite passed the checks: " + "; ".join(refused[:3])
    scene = read_scene(base.prompt)
    if motion_is_given(base, target_of(base)) and (scene.static or scene.uncaused):
        return GIVEN
    found = told_once(said(base, how.of(MOTION_FAMILIES), how.options, None))
    silenced = {finding.rule for finding in found if silencers(base, finding)}
    left = [finding for finding in found if finding.rule not in silenced and finding.severity != "note"]
    if silenced and not left:
        return f"{', '.join(sorted(silenced))} {'is' if len(silenced) == 1 else 'are'} silenced for this shot"
    return _obstacle(scene, left, silenced, how)


def _obstacle(scene: Scene, left: Sequence[Finding], silenced: Collection[str], how: _How) -> str | None:
    """What of the scene, or of the findings that are left, stands against motion with a cause."""
    if scene.static and scene.prompt.strip():
        if STILL not in how.names:
            return f"{STILL} is not among the rules"
        if STILL not in silenced and scene.sure < SURE_OF_ALL:
            return "something in it may move already; say plainly what does, and how"
        if STILL not in silenced and (obstacle := why_still(scene)):
            return obstacle
    if uncaused := next((finding for finding in left if finding.rule == UNCAUSED), None):
        mover = _mover(scene, uncaused)
        return why_no_cause(scene, mover) if mover else uncaused.message
    if not scene.static and any(finding.rule == STILL for finding in left):
        return "something in it may move already; say plainly what does, and how"
    return f"no fix is known for {left[0].rule}: {left[0].message}" if left else None


def _mover(scene: Scene, finding: Finding) -> Element | None:
    """What moves, in a finding about its motion."""
    movers = (
        one for one in scene.elements if any(each.start == finding.start for each in (one.what, *one.all_motions))
    )
    return next(movers, None)
