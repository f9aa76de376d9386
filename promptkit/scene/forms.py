"""Forms of English words: infinitives and singulars, by spelling and a list of exceptions."""

from functools import cache

from promptkit.scene.lexicon import classes_by_word, table, words

_SINGULAR_S = ("ss", "us", "is", "news", "series", "canvas", "gas", "lens", "thermos", "atlas", "cosmos", "christmas")
_VOWELS = frozenset("aeiouy")
_IE = frozenset({"zombie", "selfie", "hoodie", "cookie", "movie", "genie", "brownie", "smoothie"})


@cache
def infinitive(form: str) -> str:
    """The verb that `form` is a form of; known verbs are preferred, else the ending is just taken off."""
    irregular = table("motion_irregular")["verbs"]
    if form in irregular:
        return str(irregular[form])
    known = _known_verbs()
    if form in known:
        return form
    guesses = _stems(form)
    return next((guess for guess in guesses if guess in known), guesses[-1] if guesses else form)


@cache
def singular(noun: str) -> str:
    """The singular of a noun; a singular one comes back as it is."""
    irregular = table("motion_irregular")["nouns"]
    if noun in irregular:
        return str(irregular[noun])
    if not noun.endswith("s") or noun.endswith(_SINGULAR_S) or len(noun) < 4:  # noqa: PLR2004 - "gas", "bus"
        return noun
    if noun.endswith("ies") and len(noun) > 4:  # noqa: PLR2004 - "ties"
        return noun[:-1] if noun[:-1] in _IE else noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("ches", "shes", "xes", "sses", "zes", "oes")) else noun[:-1]


def is_plural(noun: str) -> bool:
    """Has the noun another singular?"""
    return singular(noun) != noun


@cache
def _known_verbs() -> frozenset[str]:
    listed = classes_by_word("motion_verbs").keys() | words("camera_moves", "verbs")
    return frozenset(listed | words("motion_other", "light_verbs"))


def _stems(form: str) -> list[str]:
    """What `form` may come from, likeliest first."""
    if form.endswith("ying") and len(form) == 5:  # noqa: PLR2004 - dying, lying, tying
        return [form[:1] + "ie"]
    for ending in ("ing", "ed"):
        stem = form[: -len(ending)]
        if form.endswith(ending) and len(stem) > 1 and not _VOWELS.isdisjoint(stem):  # "bring", "shed" are no forms
            doubled = len(stem) > 2 and stem[-1] == stem[-2]  # noqa: PLR2004 - "stopped"
            carried = [stem[:-1] + "y"] if ending == "ed" and stem.endswith("i") else []
            return [*carried, *([stem[:-1]] if doubled else []), stem + "e", stem]
    if form.endswith("ies"):
        return [form[:-1], form[:-3] + "y"]
    if form.endswith("es"):
        return [form[:-1], form[:-2]]
    return [form[:-1]] if form.endswith("s") and not form.endswith("ss") else []
