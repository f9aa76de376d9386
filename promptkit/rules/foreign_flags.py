"""`foreign-flags`: the command-line syntax of another tool."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from promptkit.negative import appended, terms
from promptkit.patterns import lazy
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.shot import Shot
from promptkit.sources.write import has_place
from promptkit.tidy import Cut, cut, is_quoted

_RATIO, _NUMBER, _WORD = r"\d+\s?[:x/]\s?\d+", r"-?\d+(?:\.\d+)?", r"[\w./:-]+"
_SIZE = r"\d{2,4}"
_LAST = r"(?=[.!]?\s*$|\s+(?:--[a-z]|-[a-z]+[\s=]\d))"
"""The end of the prompt, or another flag."""
_FLAG_NAMES = (
    (r"--|—|–|-", r"ar|aspect|ratio", _RATIO),
    (r"--|—|–", r"v|s|stylize|seed", _NUMBER),
    (r"--", r"version|q|quality|c|chaos|w|weird|iw|sw|cw|ow|stop|sameseed|r|repeat|sv|exp|bs", _NUMBER),
    (r"--", r"dur|duration", rf"{_NUMBER}s?"),
    (r"--|-", r"motion|gs|guidance|seed|fps|cfg|steps|strength|frames", _NUMBER),
    (r"--|-", r"w|h|width|height", _SIZE),
    (r"--", r"[a-z][a-z_-]*", rf"(?:{_RATIO}|{_NUMBER}){_LAST}"),
    (r"--", r"style|quality|profile|p|sref|cref|oref|resolution|rs|mode|model", _WORD),
)
"""Dashes (editors turn two hyphens into a longer one), names and value of flags: Midjourney, Pika, Seedance.
Two hyphens make a flag of any word before a number at the end of the prompt or before another flag; elsewhere, and with
one hyphen, only known names are flags: a dash opens asides ("quiet --at 6 the bell rings") and list items."""
_SWITCHES = (
    r"niji|raw|tile|turbo|fast|relax|hd|draft|loop|video|public|stealth|wm|cf|camerafixed|static|upbeta|uplight"
    r"|creative"
)
"""May stand without a value."""
_IN_WORDS = {"loop": "seamless loop", "camerafixed": "fixed camera", "cf": "fixed camera", "static": "static camera"}
"""Switches that ask for something which no field of a shot holds, and words can say."""
_LOOPS = lazy(r"\bloop\w*", re.IGNORECASE)
_STANDS = lazy(
    r"\b(?:(?:static|fixed|locked(?:-off)?|still|steady)\s+(?:\w+\s+)?(?:camera|shot|frame|tripod)|tripod)\b",
    re.IGNORECASE,
)
_SETTINGS = {"ar": "aspect_ratio", "aspect": "aspect_ratio", "ratio": "aspect_ratio", "seed": "seed", "dur": "duration",
             "duration": "duration", "resolution": "resolution", "rs": "resolution", "mode": "mode"}  # fmt: skip
"""Flags that are fields of a shot."""
_VALUED = "|".join(rf"(?:{dashes})(?:{names})(?:[\s=:]+|(?=\d)){value}" for dashes, names, value in _FLAG_NAMES)
_FLAG = lazy(
    rf"(?<!\S)(?:(?:{_VALUED})(?![\w:])|--(?:{_SWITCHES})(?![\w-])(?:[\s=]+(?:true|false|\d+)(?![\w:]))?)",
    re.IGNORECASE,
)
_END_OF_LIST = r"(?=\s+--?[a-z]|\s+<|[.]\s+[A-Z]|[.!]?\s*$|\s*\n)"
_EXCLUSION = lazy(
    rf"(?<!\S)(?:(?i:-neg(?:ative)?|--no|--neg(?:ative)?))[\s=]+(?P<terms>[^\n]+?){_END_OF_LIST}"
    r"|(?<!\S)(?i:negative prompts?:)\s*(?P<rest>[^\n]+?)(?=\s+--?[a-z]|[.!]?\s*$|\s*\n)"
    rf"|(?:^|(?<=\n))(?i:negative:)\s*(?P<listed>[^\n]+?){_END_OF_LIST}"
    r"|(?<=[.!?]\s)(?i:negative:)\s*(?P<last>(?:\w[\w'’-]*+\s?+){1,4}+(?:,\s?(?:\w[\w'’-]*+\s?+){1,4}+)+)(?=[.]\s+[A-Z]|[.!]?\s*$)"
)
"""In the midst of a line "Negative:" may be what a photographer holds: there it opens a list of short terms."""
_LABEL = lazy(r"\s*(?:positive\s+)?prompt\s*:\s*(?=\w)", re.IGNORECASE)
"""What stands before the prompt where a line beside it holds the negative."""
_COMMAND = lazy(
    r"(?:^|(?<=\n))[ \t]*[/!](?:imagine|create|animate|dream|video|generate)\b(?:\s+prompt:?)?", re.IGNORECASE
)
_SETTING = lazy(
    rf"(?<!\S)(?:steps|seed|cfg(?:[ _]scale)?|clip[ _]skip|denoising[ _]strength|size|sampler)\s*[:=]\s*"
    rf"(?:{_NUMBER}(?:x\d+)?|euler(?: a)?|dpm\+*[\w+ ]*|ddim)(?=\s*(?:[,;\n]|\.(?:\s|$)|$))",
    re.IGNORECASE,
)
"""Settings as Stable Diffusion's web UI writes them below a prompt: "Steps: 20, Sampler: Euler a, CFG scale: 7"."""
_CAMERA = lazy(r"(?<!\S)--?camera\s+[a-z][a-z ]*?(?=[,.;]|\s+--?[a-z]|\s*$)", re.IGNORECASE)
_WEIGHT = lazy(
    r"[(\[{](?=[^()\[\]{}:]*[^\W\d])(?P<words>[^()\[\]{}:]+[^()\[\]{}:\d\s]):\s?(?P<weight>[0-2]?\.\d+)[)\]}]"
)
_UNWANTED = lazy(r"[(\[{][^()\[\]{}:]+:\s?(?:0?\.[0-4]\d*|0(?:\.0+)?)[)\]}]")
_BETWEEN, _CLOSING = " \t\r\n,-–—", "\"'”’)]"
"""What may stand between the words and a flag; what may stand behind the full stop of a sentence."""
_LITTLE = 0.5
"""A weight below which a word is asked for so little that without the weight it would say the contrary."""
_EMPHASIS = lazy(r"(?<!\()\({2,}+(?=[^()]*\w)(?P<words>[^()]+)\){2,}")
_WEIGHT_IN = lazy(r"(?<=[^\W\d_]):\s?(?P<weight>\d?\.\d+|[0-2])(?=\s*(?:,|$))")
"""A weight within double brackets: "((tornado:1.5))"; no ratio, score or time."""
_MODULE = lazy(r"<(?:lora|lyco|hypernet|embedding):[^<>\n]+>", re.IGNORECASE)
_PART_WEIGHT = lazy(r"(?<=\w)::\d+(?:\.\d+)?(?!\w)")


@dataclass(frozen=True)
class _Flag:
    start: int
    end: int
    keep: str = ""
    """What of it stays in the prompt."""
    exclude: tuple[str, ...] = ()
    """What of it belongs in the negative."""
    setting: str = ""
    """The key of a shot that means the same."""
    words: str = ""
    """What it asks for, in words."""
    hint: str = ""
    removable: bool = True
    labelled: bool = False
    """Whether it is a line of a form ("Negative: text"), in which the prompt may have a label too."""


@rule(code="TXT003", family="text", severity="warning")
def foreign_flags(shot: Shot) -> Iterator[Finding]:
    """Flags, weights or tags of another tool: `--ar 16:9`, `-neg x`, `(word:1.2)`, `<lora:...>`.

    Why:
        Video models read them as words: a ratio or a number in the prompt turns up as text in the picture, and what
        was to be left out is asked for. What they mean is set beside the prompt.
    Bad:
        A man walks along the (pier:1.3), waves below --ar 16:9 --no text, blur
    Good:
        prompt: A man walks along the pier, waves below
        aspect_ratio: "16:9"
        negative: text, blur
    Fix:
        Safe: takes them out; a weighted word stays, without its weight (below 0.5 it is left for its author, and so is
        every other weight beside one); "--loop" and "--static" are said in words; the terms of `-neg` and `--no` move
        into the negative, a ratio into the shot's `aspect_ratio` where its file has a place for one. Unsafe where
        something would be lost: a ratio without such a place, a seed or a length whose field, which is named, is not
        set. A camera flag is left for its author to put in words.
    References:
        Midjourney documentation, parameter list; Pika commands; Stable Diffusion web UI wiki, attention and emphasis.
        Of 11,640 prompts typed by users, 14.9 % hold such a flag (VPO, ICCV 2025, after VidProM; counted by regular
        expression).
    """
    text = shot.prompt
    found = sorted(_found(text), key=lambda flag: (flag.start, -flag.end))
    reach = 0
    for flag in found:
        if flag.start < reach or is_quoted(text, flag.start, flag.end):
            continue
        reach = flag.end
        words = text[flag.start : flag.end]
        message = f'"{words}" is the syntax of another tool, and would be read as words{flag.hint}'
        yield Finding(message, flag.start, flag.end, fix=_fix(shot, flag))


def _found(text: str) -> Iterator[_Flag]:
    for match in _EXCLUSION.finditer(text):
        listed = tuple(term.text for term in terms(next(filter(None, match.groups()))))
        hint = "; put the terms in the negative"
        yield _Flag(*match.span(), exclude=listed, hint=hint, labelled=match["terms"] is None)
    flags = [*_FLAG.finditer(text)]
    bare, is_said = _without_flags(text) if flags else "", set[re.Pattern[str]]()
    for match in flags:
        name = re.split(r"[\s=]", match[0].lstrip("-—–"), maxsplit=1)[0].lower()
        setting = _SETTINGS.get(name)
        is_on = not re.search(r"(?i)(?:false|[\s=]0)$", match[0])
        words = _IN_WORDS.get(name, "") if is_on else ""
        same = _LOOPS if name == "loop" else _STANDS
        if words and (same in is_said or same.search(bare)):
            words = ""
        is_said |= {same} if words else set()
        hint = f"; set {setting} instead" if setting else f'; say "{words}"' if words else ""
        yield _Flag(*match.span(), setting=setting or "", words=words, hint=hint)
    for match in _CAMERA.finditer(text):
        yield _Flag(*match.span(), hint="; write the camera move as a sentence", removable=False)
    for match in _WEIGHT.finditer(text):
        if float(match["weight"]) < _LITTLE:
            hint = "; say in words how little of it there is, or put it into the negative"
            yield _Flag(*match.span(), hint=hint, removable=False)
        else:  # beside one that is kept it says how much more this is asked for
            yield _Flag(*match.span(), keep=match["words"].strip(), removable=not _UNWANTED.search(text))
    for match in _EMPHASIS.finditer(text):
        kept = _WEIGHT_IN.sub("", match["words"]).strip()
        least = min((float(found["weight"]) for found in _WEIGHT_IN.finditer(match["words"])), default=1.0)
        yield _Flag(*match.span(), keep=kept, removable=least >= _LITTLE and bool(kept))
    for pattern in (_MODULE, _PART_WEIGHT, _COMMAND, _SETTING):
        yield from (_Flag(*match.span()) for match in pattern.finditer(text))


def _fix(shot: Shot, flag: _Flag) -> Fix | None:
    text = shot.prompt
    if not flag.removable:
        return None
    if flag.keep:
        return Fix(True, f'keep "{flag.keep}" only', (Edit("prompt", flag.start, flag.end, flag.keep),))
    if flag.words:
        return _said(text, flag)
    gone = cut(text, flag.start, flag.end)
    if not (text[: gone.start] + gone.put + text[gone.end :]).strip():
        return None
    edits = _unlabelled(text, gone) if flag.labelled else [Edit("prompt", gone.start, gone.end, gone.put)]
    negative = shot.negative or ""
    moved = appended(negative.rstrip(), flag.exclude)
    if moved:
        edits.append(Edit("negative", len(negative.rstrip()), len(negative), moved))
    words = text[flag.start : flag.end]
    title = f'move "{", ".join(flag.exclude)}" into the negative' if moved else f'delete "{words}"'
    is_lost = bool(flag.setting) and getattr(shot, flag.setting) is None  # what the clip is to be, said nowhere else
    if is_lost and flag.setting == "aspect_ratio" and (shot.origin is None or has_place(shot.origin.document)):
        ratio = ":".join(re.findall(r"\d+", words)[-2:])
        edits.append(Edit("aspect_ratio", 0, 0, ratio))
        return Fix(True, f"set aspect_ratio to {ratio}", tuple(edits))
    return Fix(not is_lost, title, tuple(edits))


def _unlabelled(text: str, gone: Cut) -> list[Edit]:
    """The cut, and the label "Prompt:" at the head of what is left: it told the prompt from the line that goes."""
    label = _LABEL.match(text, 0 if text[: gone.start].strip() else gone.end)
    if label is None:
        return [Edit("prompt", gone.start, gone.end, gone.put)]
    if label.start() == gone.end:
        return [Edit("prompt", gone.start, label.end(), "")]
    return [Edit("prompt", *label.span(), ""), Edit("prompt", gone.start, gone.end, gone.put)]


def _said(text: str, flag: _Flag) -> Fix:
    """What the flag asks for in words: behind a comma, or as a sentence behind one and in a line of its own."""
    bare = _without_flags(text)
    start = len(text[: flag.start].rstrip(" \t,-–—"))
    before, behind = bare[:start].rstrip(_BETWEEN), bare[flag.end :].lstrip(" \t")
    gap = bare[len(before) : flag.start]
    opens_a_line = "\n" in gap
    is_line = (opens_a_line and not gap.startswith((",", ";"))) or (not before and behind.startswith("\n"))
    if is_line or before.rstrip(_CLOSING).endswith((".", "!", "?", "…")):
        put = flag.words.capitalize() + ("" if behind.startswith((".", "!", "?")) else ".")
    else:
        put = flag.words + ("," if re.match(r"\w", behind) else "")
    is_told_apart = not before or opens_a_line or put[0].isupper() or before.endswith((":", ";"))
    space = "" if not text[:start] or text[start - 1].isspace() else " "
    return Fix(
        True,
        f'say "{flag.words}" instead',
        (Edit("prompt", start, flag.end, f"{space}{put}" if is_told_apart else f", {put}"),),
    )


def _without_flags(text: str) -> str:
    """The text with blanks in place of the flags that go or are said in words."""
    for pattern in (_EXCLUSION, _FLAG):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text
