"""`promptkit rewrite`: turn a static description into motion with cause and effect."""

import json
import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from promptkit.cli._say import say
from promptkit.cli._shots import Asked, own_rules_option, read_asked, say_unread, shot_options, with_config
from promptkit.errors import UsageError
from promptkit.negative import folded, terms
from promptkit.target import target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from promptkit.rewrite import Rewritten
    from promptkit.rule import Finding
    from promptkit.shot import Shot

_WORDS = re.compile(r"\w+|\W")
SCHEMA = "promptkit.rewrite/1"


@click.command("rewrite")
@shot_options
@own_rules_option
@click.option("-n", "count", type=click.IntRange(1, 12), default=1, show_default=True, help="Variants of each shot.")
@click.option(
    "--split",
    is_flag=True,
    help="First deal long shots out over chains of 5 s, each from the last frame of the one before.",
)
@click.option("--model", metavar="NAME", help="Let this language model propose the words; each answer is checked.")
@click.option(
    "--endpoint", metavar="URL", help="Of the language model, OpenAI-compatible.  [default: OPENAI_BASE_URL, or OpenAI]"
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Output."
)
def command(
    *,
    asked: Asked,
    rule_files: tuple[str, ...],
    count: int,
    split: bool,
    model: str | None,
    endpoint: str | None,
    form: str,
) -> None:
    """Turn static descriptions into motion with cause and effect.

    What is there stays, word for word; nobody, nothing in the foreground and no camera move comes in. A shot that
    cannot be rewritten honestly is left as it is, with the reason. Files are not written. `lint --fix --unsafe-fixes`
    writes them, and may word it otherwise: it makes each fix where it stands, those that drop or move words among
    them; a rewrite adds motion and cause alone, and is checked as a whole.

    With --model a language model proposes, and the same checks accept or refuse what it says. Its key is taken from
    PROMPTKIT_MODEL_KEY or OPENAI_API_KEY; its answers are kept in the cache.
    """
    from promptkit.lint import selected_rules
    from promptkit.rewrite import rewrite

    asked, config = with_config(asked, rule_files)
    rules = selected_rules(config.chosen(), config.ignore, config.own, preview=config.preview)
    if endpoint and not model:
        raise UsageError("--endpoint is given without --model; name the model to ask there")
    engine = None
    if model:
        from promptkit.providers._chat import language_model

        engine = language_model(model, endpoint=endpoint)
    read = read_asked(asked)
    how: dict[str, Any] = {"n": count, "rules": rules, "options": config.rules, "engine": engine}
    done = _chained(read.shots, how) if split else rewrite(read.shots, **how)
    if form == "json":
        document = {"schema": SCHEMA, "rewrites": [as_json(entry) for entry in done]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        for text in _texts(done, many=len(read.shots) > 1):
            click.echo(text)
    click.get_current_context().exit(say_unread(read.unread))


def _chained(shots: "Iterable[Shot]", how: "Mapping[str, Any]") -> "Iterator[Rewritten]":
    """Rewrites of the parts of each shot; what could not be split goes on as it is, and the reason to stderr."""
    from promptkit.rewrite import rewrite_chain, rewrite_shot
    from promptkit.split import split_shot

    for shot in shots:
        done = split_shot(shot)
        if done.why:
            say(f"{shot.id} is not split: {done.why}")
        elif len({part.prompt for part in done.shots}) == 1:
            again = (
                "one action goes on through all its parts, so they share their words; each begins where the last ended"
            )
            say(f"{shot.id}: {again}")
        if done.note:
            say(f"{shot.id}: {done.note}")
        yield from rewrite_chain(shot, done.shots, **how) if len(done.shots) > 1 else rewrite_shot(shot, **how)


def as_json(entry: "Rewritten") -> dict[str, Any]:
    """One entry of the contract `promptkit.rewrite/1`."""
    from promptkit.formats._json import lint_json
    from promptkit.lint import Linted

    return {
        "id": entry.original.id,
        "variant": entry.variant,
        "target": entry.original.target,
        "duration": entry.shot.duration,
        "aspect_ratio": entry.shot.aspect_ratio,
        "image": entry.shot.image,
        "original": entry.original.prompt,
        "rewritten": entry.shot.prompt,
        "negative": entry.shot.negative,
        "send": sent(entry.shot),
        "applied": list(entry.applied),
        "kept": {kind: list(items) for kind, items in entry.kept.items()},
        "remaining": lint_json([Linted(entry.shot, entry.remaining)])["shots"][0]["findings"],
        "why": entry.why,
        "unchanged": entry.unchanged,
        "fewer": entry.fewer,
    }


def sent(shot: "Shot") -> dict[str, str | None]:
    """The texts as the target takes them: a negative goes into a field of its own, or to the end of the prompt."""
    target = target_of(shot)
    channel = target.negative.channel if target else "field"
    prompt = folded(shot.prompt, shot.negative) if channel == "prompt" else shot.prompt
    return {"prompt": prompt, "negative": shot.negative if channel == "field" else None}


def _texts(done: "Iterable[Rewritten]", *, many: bool) -> "Iterator[str]":
    """A text a shot; of many, notes on shots as a whole wait for the end, where those that repeat are said once."""
    whose: dict[str, dict[str, Finding]] = defaultdict(dict)
    ids: dict[str, None] = {}
    for variants in _by_shot(done):
        ids[variants[0].original.id] = None
        for entry in variants if many else ():
            for found in filter(partial(_is_general, entry), entry.remaining):
                whose[_remark(found)][entry.original.id] = found
        yield _of_shot(variants, general=not many)
    notes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for said in sorted(whose.values(), key=len, reverse=True):
        notes[tuple(said)].append(_remark(next(iter(said.values())), of=len(said)))
    for of, lines in notes.items():
        heading = f"all {len(ids)} shots" if len(of) == len(ids) else ", ".join(of)
        yield "\n".join([click.style(heading, bold=True), *lines]) + "\n"


def _by_shot(done: "Iterable[Rewritten]") -> "Iterator[list[Rewritten]]":
    """The variants of each shot together, as soon as all are there."""
    variants: list[Rewritten] = []
    for entry in done:
        if variants and entry.variant == 0:
            yield variants
            variants = []
        variants.append(entry)
    if variants:
        yield variants


def _of_shot(variants: "Sequence[Rewritten]", *, general: bool) -> str:
    """A shot with what all its variants share, once; then each with what is its own."""
    told = [_lines(entry, general=general) for entry in variants]
    shared = [line for line in told[0] if all(line in other for other in told)]
    lines = [click.style(variants[0].original.id, bold=True), *shared]
    for number, own in enumerate(told, 1) if len(told) > 1 else ():
        lines += [click.style(f"  variant {number}", bold=True), *(line for line in own if line not in shared)]
    return "\n".join(lines) + "\n"


def _is_general(entry: "Rewritten", found: "Finding") -> bool:
    """A note on the order or the shot as a whole, which is often the same of all shots."""
    from promptkit.formats._told import is_whole

    return found.severity == "note" and (found.cost is not None or is_whole(entry.shot, found))


def as_text(entry: "Rewritten", *, many: bool) -> str:
    """Before and after, with what came in highlighted."""
    variant = f" · variant {entry.variant + 1}" if many else ""
    heading = click.style(f"{entry.original.id}{variant}", bold=True)
    return "\n".join([heading, *_lines(entry)]) + "\n"


def _lines(entry: "Rewritten", *, general: bool = True) -> list[str]:
    """What is to be said of one text; notes on the shot as a whole only if `general`."""
    from promptkit.shot import LAST_FRAME

    lines = [f"  before    {entry.original.prompt}"]
    if entry.shot.image:
        before = entry.shot.image.removeprefix(LAST_FRAME)
        first = entry.shot.image if before == entry.shot.image else f"the last frame of {before}"
        lines.append(f"  begins    with {first}")
    if entry.unchanged:
        lines.append(f"  after     unchanged: {entry.unchanged}")
    else:
        lines.append(f"  after     {_highlighted(entry.original.prompt, entry.shot.prompt)}")
        lines += [f"  left      {entry.why}"] if entry.why else []
    if entry.shot.negative and entry.shot.negative != entry.original.negative:
        lines.append(f"  negative  {_highlighted(entry.original.negative or '', entry.shot.negative)}")
        if moved := ", ".join(_moved(entry)):
            lines.append(f"  moved     {moved}: out of the prompt, into the negative")
    target = target_of(entry.shot)
    if entry.shot.negative and target and target.negative.channel == "prompt":
        lines.append(f"  send      {sent(entry.shot)['prompt']}")
    if entry.shot.aspect_ratio != entry.original.aspect_ratio:
        lines.append(f"  ratio     {entry.shot.aspect_ratio}")
    if entry.applied:
        lines.append(click.style(f"  applied   {', '.join(entry.applied)}", dim=True))
    if shared := _shared_out(entry):
        lines.append(f"  lengths   {shared}")
    lines += [_remark(found) for found in entry.remaining if general or not _is_general(entry, found)]
    if entry.fewer:
        lines.append(f"  variants  {entry.fewer}")
    return lines


def _shared_out(entry: "Rewritten") -> str:
    """How the lengths of shots came about that were written as several."""
    from promptkit.phrasing import in_numbered_shots
    from promptkit.rewrite import SEVERAL

    target = target_of(entry.original) if SEVERAL in entry.applied else None
    form = in_numbered_shots(entry.original, target) if target else None
    return form.shared_out if form else ""


def _remark(found: "Finding", *, of: int = 1) -> str:
    each = "each " if found.cost and of > 1 else ""
    return f"  {click.style(f'{found.severity:<9}', fg='yellow')} {found.rule}: {each}{found.message}"


def _moved(entry: "Rewritten") -> "Iterator[str]":
    """What the prompt itself ruled out, and the negative rules out now."""
    from promptkit.preserve import occurrences

    known = {term.text.lower() for term in terms(entry.original.negative)}
    for term in terms(entry.shot.negative):
        said, left = (occurrences(term.text, text) for text in (entry.original.prompt, entry.shot.prompt))
        if term.text.lower() not in known and said > left:
            yield term.text


def _highlighted(before: str, after: str) -> str:
    """`after` with what `before` does not hold in green; click drops colours where the output is no terminal."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces = []
    for kind, _, _, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        text = "".join(new[start:end])
        pieces.append(text if kind == "equal" or not text else click.style(text, fg="green"))
    return "".join(pieces)
