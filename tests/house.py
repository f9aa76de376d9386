"""Rules of a team's own, for tests."""

from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.own_rules import read_own_rules
from promptkit.shot import Document, Shot


def rules_of(text):
    """The rules of a rule file called house.yaml."""
    return read_own_rules(Document("house.yaml", text))


def rule_of(body):
    """One rule with this body."""
    (rule,) = rules_of(f"rules:\n  - name: ours\n    message: 'mind \"{{found}}\" {{instead}}'\n    {body}\n")
    return rule


def found(rule, prompt, **fields):
    """The stretches of a shot that a rule finds."""
    shot = Shot(id="a", prompt=prompt, **fields)
    return [getattr(shot, one.field)[one.start : one.end] for one in check_shot(shot, [rule])]


def messages(rule, prompt, **fields):
    """What a rule says of a shot."""
    return [one.message for one in check_shot(Shot(id="a", prompt=prompt, **fields), [rule])]


def fixed(rule, prompt, *, unsafe=False):
    """A prompt after the fixes of a rule; fixing it again changes nothing."""
    once = fix_shot(Shot(id="a", prompt=prompt), [rule], unsafe=unsafe).shot
    assert fix_shot(once, [rule], unsafe=unsafe).shot == once
    return once.prompt
