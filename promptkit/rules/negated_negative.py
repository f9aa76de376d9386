"""`negated-negative`: an instruction where bare terms are wanted."""

import re
from collections.abc import Iterator

from promptkit.negative import negations, terms
from promptkit.patterns import lazy
from promptkit.rule import Edit, Finding, Fix, rule
from promptkit.scene import Span
from promptkit.shot import Shot
from promptkit.target import Target

_WISH = lazy(
    r"(?:(?:and|also|please)\s+)*"
    r"(?:(?:(?:I|we)\s+)?(?:do\s+not|don['’]?t)\s+(?:want|need|like|wish)(?:\s+for)?(?:\s+to\s+(?:see|have|hear|get))?"
    r"|(?:(?:you|it|we)\s+)?(?:can\s?not|can['’]?t|may\s+not|mustn['’]?t|never)\s+(?:have|show|contain|include|be)"
    r"|(?:leave|keep)\s+out(?!\s+of\b)|remove|get\s+rid\s+of|(?:I|we)\s+want\s+no"
    r"|(?:make\s+sure\s+)?(?:there|it|this)\s+(?:is|are|has|should\s+(?:be|have|contain))\s+no)"
    r"\s+(?:(?:any|an?|the)\s+)*",
    re.IGNORECASE,
)
_SENTENCE = lazy(
    r"(?!.*\b(?:that|which|who)\b)(?!never-|nothing\s+(?:happen|mov|chang|to\s+see|there))"
    r"(?:.*\b(?:must|should|shall|is|are|was|were|can|may|do|does|did|has|have|will|would)(?:\s*not|n['’]?t)\b.*\s\w"
    r"|nothing\s+\w|nobody\s+\w"
    r"|(?:[\w\s]*\b)?never\s+\w|neither\s+\w|none\s+of\s|zero\s+(?!gravity)\w|w/o(?:ut)?\s|free\s+(?:of|from)\s"
    r"|(?:must|should|to)\s+be\s+free\s"
    r"|keep\s.*\b(?:free\s+(?:of|from)|off|out)\b|.*\b(?:is|are)?\s*not\s+(?:allowed|permitted|wanted|visible|welcome)$"
    r"|(?:please\s+)?(?:omit|skip|prevent|eliminate|forbid|ban|leave\s+(?:off|out)|refrain\s+from"
    r"|stay\s+away\s+from)\s+\w|stop\s+(?:the|any|all)\s"
    r"|stop\s+\w+ing$|\w+-free$|.+\b(?:and|but|or|so|want|prefer|need|be|is|are|ensure|definitely|also|really)\s+"
    r"(?:absolutely\s+)?no\s+(?!one|man)\w|(?:also|and|but|so|definitely|really|ensure|ideally)\s+no\s+\w"
    r"|[(\[*•-]+\s*(?:no|not|without|avoid|never|don['’]?t)\s+\w|[\"'“](?:no|without|avoid)\s[^\"”]*[\"'”]$"
    r"|no[-_](?:text|people|persons?|logos?|watermarks?|blur|flicker\w*|music|captions?"
    r"|subtitles?|hands|faces?|humans?|cars|distortions?|noise|shaking|warping|morphing)\b)",
    re.IGNORECASE,
)
"""An instruction whose bare words only its author can tell: "hands should not be deformed", "nothing modern"."""
_TOO_LITTLE = lazy(r"not\s+(?:enough|in\s+focus|aligned)\b", re.IGNORECASE)
"""A defect ("not enough light"), not an instruction."""
_LIST = lazy(
    r"(?:please\s+)?(?:(?:do\s+not|don['’]?t)\s+\w+|no|not|avoid|exclude|without|omit|never|not\s+allowed)\s*:\s*\w",
    re.IGNORECASE,
)
"""A heading before the terms: "avoid: blur"."""


@rule(code="NEG005", family="negative", severity="warning")
def negated_negative(shot: Shot, target: Target | None) -> Iterator[Finding]:
    """A term of the negative says "no", "without" or "don't".

    Why:
        A negative already means "not this". "No flicker" in it asks the model to stay away from there being no
        flicker, or is read as plain words; where promptkit folds the negative into the prompt it would become
        "no no flicker".
    Bad:
        prompt: A man walks along the pier.
        target: veo-3.1
        negative: no flicker, warping
    Good:
        prompt: A man walks along the pier.
        target: veo-3.1
        negative: flicker, warping
    Fix:
        Safe: takes the negation off and keeps the thing. None where a whole sentence is written ("hands should not be
        deformed").
    References:
        Gemini API, Veo prompt guide: do not use instructive language or words like "no" or "don't"; write
        "wall, frame".
    """
    if target and target.negative.channel == "none":
        return
    for term, bare in _instructions(shot.negative):
        edit = Edit("negative", term.start, term.end, bare)
        fix = Fix(True, f'replace "{term.text}" by "{bare}"', (edit,)) if bare else None
        message = f'"{term.text}" is an instruction; a negative holds bare terms' + (f': "{bare}"' if bare else "")
        yield Finding.at(term, message, field="negative", fix=fix)


def _instructions(negative: str | None) -> Iterator[tuple[Span, str]]:
    """Terms that are instructions, each with the bare words it comes to; none where those cannot be told."""
    known = dict(negations(negative))
    for term in terms(negative):
        if _TOO_LITTLE.match(term.text):
            continue
        if term in known:
            yield term, known[term]
        elif wish := _WISH.match(term.text):
            yield term, term.text[wish.end() :].strip()
        elif _SENTENCE.match(term.text) or _LIST.match(term.text):
            yield term, ""
