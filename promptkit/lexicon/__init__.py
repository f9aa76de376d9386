"""What promptkit knows of the physical world: places, materials, bodies, and what makes each of them move.

The knowledge is data (`*.toml` beside this file, each with its keys explained at the top). `_entries.py` loads, once,
what rewriting builds on (actions, behaviours, beings, contacts, materials, places, roles, style) and `_find.py` looks
it up; `_fillings.py` does both for what an adjective says a place is full of, for daylight and for hints;
`{motion,movers,camera}_*.toml` are the word lists of the scene analysis, `rule_words.toml` those of the rules,
both loaded by `promptkit/scene/lexicon.py`.
Every text is ours.
"""

from promptkit.lexicon._clocks import without_clock_hands
from promptkit.lexicon._entries import (
    Action,
    Apparatus,
    Behaviour,
    Being,
    Contact,
    Force,
    Material,
    Place,
    Posture,
    Role,
    Texts,
    Use,
    actions,
    apparatus,
    behaviours,
    beings,
    contacts,
    contacts_by_form,
    materials,
    places,
    portions,
    postures,
    roles,
    uses,
    vessels,
    words,
)
from promptkit.lexicon._fillings import (
    Daylight,
    Filling,
    Hint,
    daylight,
    fillings,
    hints,
    implied_by_adjectives,
)
from promptkit.lexicon._find import (
    TIME_LAPSE,
    WORD,
    Found,
    find_entries,
    find_last,
    find_phrase,
    find_things,
    first_verb,
    is_calm,
    things_of,
    verb_in,
)
from promptkit.lexicon._forms import plural, singular

__all__ = [
    "TIME_LAPSE", "WORD", "Action", "Apparatus", "Behaviour", "Being", "Contact", "Daylight", "Filling", "Force",
    "Found", "Hint", "Material", "Place", "Posture", "Role", "Texts", "Use", "actions", "apparatus", "behaviours",
    "beings", "contacts", "contacts_by_form", "daylight", "fillings", "find_entries", "find_last", "find_phrase",
    "find_things", "first_verb", "hints", "implied_by_adjectives", "is_calm", "materials", "places", "plural",
    "portions", "postures", "roles", "singular", "things_of", "uses", "verb_in", "vessels", "without_clock_hands",
    "words",
]  # fmt: skip
