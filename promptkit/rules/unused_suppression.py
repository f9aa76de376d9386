"""The rule `unused-suppression`."""

from collections.abc import Iterator
from dataclasses import replace

from promptkit.rule import COMMENT, Edit, Finding, Fix, Unused, rule
from promptkit.shot import Shot


@rule(code="TXT008", family="text", severity="warning", needs_resolved=False)
def unused_suppression(shot: Shot, unused: tuple[Unused, ...]) -> Iterator[Finding]:
    """A comment `# promptkit: ignore[...]`, or the key `ignore`, silences nothing, or cannot be understood.

    Why:
        A silencer that outlives its reason hides the next real finding of that rule, and one with a misspelt name
        never worked. Rules that were not run are not counted as silent.
    Bad:
        shots:
          - prompt: A dog runs along the beach, 8k.  # promptkit: ignore[hype-word] the client's wording
    Good:
        shots:
          - prompt: A dog runs along the beach, 8k.  # promptkit: ignore[hype-words] the client's wording
    Fix:
        Safe: a misspelt name is put right, before anything else is mended; an idle name is taken out, with the whole
        comment or key where it was the only one. Where comments stand among the entries of the key `ignore`, or it is
        written with escapes, that is left to you. A name that is like no rule stays.
    References:
        ruff, rule unused-noqa (RUF100), https://docs.astral.sh/ruff/rules/unused-noqa/
    """
    for one in unused:
        what = f"{one.name!r} silences nothing" if one.name else "this comment silences nothing"
        message = f"{what}: {one.why}"
        if one.place is None:
            yield replace(Finding.of_key(shot, "ignore", message), fix=_fix(one))
        else:
            start, end = one.place
            yield Finding(message, start, end, COMMENT, _fix(one))


def _fix(one: Unused) -> Fix | None:
    if one.change is None:
        return None
    start, end, text = one.change
    if one.meant:
        title = f"write {one.meant}"
    elif one.place is None:
        title = f"take {one.name} out of ignore"
    else:
        title = f"keep only {text}" if text else "delete the comment"
    return Fix(safe=True, title=title, edits=(Edit(COMMENT, start, end, text),))
