"""A team's own rules, written as data: `docs/own-rules.md` shows every kind.

    rules:
      - name: no-brand-names
        message: '"{found}" is a brand name; describe the thing'
        avoid: [Coca-Cola, iPhone*]

Each kind is one file in `kinds/`: what may stand under its key, and what it finds. Words are matched whole, whatever
their case; one `*` in a word stands for any letters or digits. There are no regular expressions and no code: nothing
that a file says can make linting hang. Rules in Python go into `promptkit/rules/` or a plug-in.
"""

from promptkit.own_rules.read import FAMILY, read_own_rules

__all__ = ["FAMILY", "read_own_rules"]
