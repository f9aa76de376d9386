"""The entries of the lexicon, and how they are loaded from its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from promptkit.lexicon._forms import verb_forms
from promptkit.lexicon._toml import read_table, with_tuples

Force = Literal["wind", "breeze", "water", "none"]
Texts = Mapping[str, tuple[str, ...]]
"""Templates by force (wind, breeze, water, any, none, body, held)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """A thing or stuff that moves when something moves it."""

    name: str
    nouns: tuple[str, ...]
    moves: Texts = field(default_factory=dict)
    stirred: str = ""
    """How it answers moving air, as the head of `materials.toml` lists; empty where the air does not move it."""
    light: bool = False
    """Moved by a draught in a room."""
    worn: bool = False
    """Hangs on a body and follows its steps."""
    where: tuple[str, ...] = ()
    """Names of the places where it moves so; everywhere when empty."""
    outdoors: bool = False
    """Met in the open: where no place is named, a light breeze may reach it."""
    mover: bool = False
    """Moves of itself where it is in use, and draws the eye: a fire, a fan."""
    alone: bool = False
    """Moves only in a picture of nothing else."""
    parts: str = ""
    """What of it is seen to move, for saying "its" or "their" of it where it has just been named."""
    when: tuple[str, ...] = ()
    """Words of the prompt without which it does not move."""
    unless: tuple[str, ...] = ()
    """Words of the prompt with which it does not move."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """A place, and what moves the air or the water there."""

    name: str
    nouns: tuple[str, ...]
    force: Force
    air: str
    again: str
    ambient: tuple[str, ...] = ()
    indoors: bool = False
    moving: str = ""
    """What may be told to move there, as a hint to the author."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Being:
    """Someone or some animal that moves by itself."""

    kind: str
    nouns: tuple[str, ...]
    pronoun: Literal["her", "his", "their", "its"]
    hide: str = ""
    """What of it the wind moves: fur, mane, feathers; people have hair."""
    foot: str = "foot"
    """What it stands on: a foot, a paw, a hoof."""
    first: Texts = field(default_factory=dict)
    """What moves first when it is set in motion; for people the posture says it."""

    @property
    def human(self) -> bool:
        """Whether it is a person (or stands like one: a robot)."""
        return self.kind == "person"


@dataclass(frozen=True, kw_only=True, eq=False)
class Posture:
    """A state in which a person is described, and what moves first out of it."""

    name: str
    forms: frozenset[str]
    first: Texts


@dataclass(frozen=True, kw_only=True, eq=False)
class Use:
    """A thing that somebody holds, and what is done with it."""

    nouns: tuple[str, ...]
    first: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Words of the prompt with which nobody does it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Role:
    """A trade or a game, and what is done in it where it is at home."""

    nouns: tuple[str, ...]
    where: tuple[str, ...]
    """Words of the places where it is done, or of what it is done at."""
    first: tuple[str, ...]
    amid: tuple[str, ...] = ()
    """Words of what may be told beside it."""
    postures: tuple[str, ...] = ()
    """Names of postures that may be told and leave it to be done."""
    unless: tuple[str, ...] = ()
    """Words of the prompt with which nobody does it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Apparatus:
    """A thing to be on, and what is done on it."""

    nouns: tuple[str, ...]
    preps: tuple[str, ...]
    """What stands between somebody and it."""
    first: tuple[str, ...]
    postures: tuple[str, ...] = ()
    """Names of postures that may be told and leave it to be done."""
    unless: tuple[str, ...] = ()
    """Words of the prompt with which nobody does it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Action:
    """A motion of a body, and the cause that it gives to what hangs on that body."""

    name: str
    forms: frozenset[str]
    rhythm: str
    calm: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Contact:
    """Something done to a thing, and what becomes of the thing."""

    name: str
    forms: frozenset[str]
    past: frozenset[str]
    """Forms that also make the passive."""
    preps: tuple[str, ...]
    """What may stand before the thing; "" for nothing."""
    effect: Mapping[str, tuple[str, ...]]
    """Templates by the kind of the thing; none where nothing is to be said of it."""
    goal: Mapping[str, tuple[str, ...]]
    """Templates by the kind of the second thing."""
    off: frozenset[str] = frozenset()
    """Nouns of what the thing is moved off; anything when empty."""
    out: frozenset[str] = frozenset()
    """Words behind the thing that say where it goes: "pulls the tray out"; with "" among them, it may do without."""
    doer: str = ""
    """Kind of those who alone do it; anybody when empty."""
    state: bool = False
    """Whether the participle tells how the thing looks, and only "being braided" what is done to it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Behaviour:
    """A motion that things do not make of themselves, and what makes it."""

    name: str
    forms: frozenset[str]
    kind: str
    only: frozenset[str] = frozenset()
    """Nouns of what alone moves so for that reason; anything when empty."""


@cache
def materials() -> tuple[Material, ...]:
    """Every material."""
    return tuple(Material(**with_tuples(row, "moves")) for row in read_table("materials")["material"])


@cache
def places() -> tuple[Place, ...]:
    """Every place."""
    return tuple(Place(**with_tuples(row)) for row in read_table("places")["place"])


@cache
def beings() -> tuple[Being, ...]:
    """People by pronoun, then animals by kind."""
    data = read_table("beings")
    people = [Being(kind="person", nouns=tuple(nouns), pronoun=who) for who, nouns in data["people"].items()]
    return (*people, *(Being(pronoun="its", **with_tuples(row, "first")) for row in data["animal"]))


@cache
def postures() -> tuple[Posture, ...]:
    """Every posture; the one called "described" stands for none."""
    rows = read_table("actions")["posture"]
    return tuple(Posture(name=row["name"], forms=_forms(row), first=with_tuples(row, "first")["first"]) for row in rows)


@cache
def uses() -> tuple[Use, ...]:
    """Every thing that is used as it is held."""
    return tuple(Use(**with_tuples(row)) for row in read_table("uses")["use"])


@cache
def roles() -> tuple[Role, ...]:
    """Every trade and game, in the order in which they are tried."""
    return tuple(Role(**with_tuples(row)) for row in read_table("roles")["role"])


@cache
def apparatus() -> tuple[Apparatus, ...]:
    """Everything that somebody is on, and does what is done on it."""
    return tuple(Apparatus(**with_tuples(row)) for row in read_table("roles")["apparatus"])


@cache
def actions() -> tuple[Action, ...]:
    """Every action."""
    rows = read_table("actions")["action"]
    return tuple(
        Action(name=row["name"], forms=_forms(row), rhythm=row["rhythm"], calm=row.get("calm", False)) for row in rows
    )


@cache
def behaviours() -> tuple[Behaviour, ...]:
    """Every motion of things."""
    rows = read_table("behaviours")["behaviour"]
    return tuple(
        Behaviour(
            name=row["name"],
            forms=_forms(row),
            kind=row["kind"],
            only=frozenset(row.get("only", ())),
        )
        for row in rows
    )


@cache
def contacts() -> tuple[Contact, ...]:
    """Every contact, in the order in which they are tried."""
    return tuple(
        Contact(
            name=row["name"],
            forms=_forms(row),
            past=frozenset(form for form in _forms(row) if form.endswith("ed")) | frozenset(row.get("past", ())),
            preps=tuple(row["preps"]),
            effect=_wordings(row["effect"]),
            goal=_wordings(row.get("goal", {})),
            off=frozenset(row.get("off", ())),
            out=frozenset(row.get("out", ())),
            doer=row.get("doer", ""),
            state=row.get("state", False),
        )
        for row in read_table("contacts")["contact"]
    )


@cache
def contacts_by_form() -> Mapping[str, tuple[Contact, ...]]:
    """Form of a verb → the contacts that it makes, in the order in which they are tried."""
    forms = {form for contact in contacts() for form in contact.forms}
    return {form: tuple(contact for contact in contacts() if form in contact.forms) for form in forms}


@cache
def kinds_of_things() -> Mapping[str, frozenset[str]]:
    """Noun → the ways in which such a thing answers a touch."""
    found: dict[str, set[str]] = {}
    for kind, nouns in read_table("contacts")["things"].items():
        for noun in nouns:
            found.setdefault(noun, set()).add(kind)
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


@cache
def vessels() -> frozenset[str]:
    """Nouns before "of" that hold what stands behind it: a glass of milk."""
    return frozenset(read_table("contacts")["of"]["vessels"])


@cache
def portions() -> frozenset[str]:
    """Nouns before "of" that are of the stuff behind it: a slice of bread."""
    return frozenset(read_table("contacts")["of"]["portions"])


@cache
def words(kind: str) -> frozenset[str]:
    """A list of `style.toml` by its key; of `beings.toml`: images, bare and the lists beside it; of `roles.toml`."""
    at_work = {"worked_at": "at", "around_work": "around", "never_at_work": "never"}
    if kind in at_work:
        return frozenset(read_table("roles")[at_work[kind]]["words"])
    hidden = {key: ("bare", key) for key in read_table("beings")["bare"] if key != "words"}
    beings_lists = {"images": ("images", "nouns"), "bare": ("bare", "words"), **hidden}
    if kind in beings_lists:
        table, key = beings_lists[kind]
        return frozenset(read_table("beings")[table][key])
    return frozenset(read_table("style")[kind])


def _wordings(table: Mapping[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    """A table of texts, each of which may be one, several or empty."""
    return {kind: tuple(text if isinstance(text, list) else [text] * bool(text)) for kind, text in table.items()}


def _forms(row: Mapping[str, Any]) -> frozenset[str]:
    regular = frozenset[str]().union(*(verb_forms(verb) for verb in row["verbs"]))
    return regular | frozenset(row.get("past", ()))
