"""`undefined-variable`: a template that nothing fills."""

import re
from collections.abc import Iterator

from promptkit.rule import Finding, rule
from promptkit.shot import Shot


def _is_looked_into(name: str, tag: str) -> bool:
    """Whether a tag asks for a part of a value, as in `{{ hero.colour }}`: what stands behind a mark has none."""
    return re.search(rf"\b{re.escape(name)}\s*[.\[]|[.\[]\s*['\"]?{re.escape(name)}\b", tag) is not None


@rule(code="TXT007", family="text", severity="error", needs_resolved=False)
def undefined_variable(shot: Shot) -> Iterator[Finding]:
    """The prompt is a template, and a variable in it (`{{ name }}`, `{name}`) has no value.

    Why:
        The model would be sent the braces, or a sentence with a hole, and the clip would be paid for.
    Bad:
        prompt: A {{ animal }} runs along the beach.
    Good:
        prompt: A {{ animal }} runs along the beach.
        vars: {animal: dog}
    Fix:
        None: only the author knows the value. Other rules wait until the prompt is whole. Braces that are meant as
        they stand go between {% raw %} and {% endraw %}; in Python source, where nothing takes these words out again,
        say behind the mark what stands there: vars.name="{name}".
    References:
        Jinja template designer documentation, section Variables; Python documentation, Format String Syntax.
    """
    known = ", ".join(sorted(map(str, shot.vars)))
    path = shot.origin.document.path if shot.origin else ""
    remedy = f"add it under vars ({f'vars has {known}' if known else 'the shot has no vars'})"
    if path.lower().endswith((".txt", ".prompt")):
        remedy = "text files have no vars: write the shot in a .yaml or .jsonl file"
    for unresolved in shot.unresolved:
        if path.lower().endswith(".py"):
            remedy = f'say what may stand there, behind the mark: vars.{unresolved.name}="..."'
            inside = shot.prompt[unresolved.start : unresolved.end]
            if not unresolved.name.isidentifier() or _is_looked_into(unresolved.name, inside):
                remedy = 'give the expression a name, and what may stand there behind the mark: vars.name="..."'
        message = f'"{unresolved.name}" has no value; {remedy}'
        yield Finding(message, unresolved.start, unresolved.end)
