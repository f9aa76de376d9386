"""Parts of speech, where prompts mislead a tagger that learned from letters and news.

A prompt may be a string of noun phrases, a participle may be its only verb, and nothing need start with a capital.
What a word can be, by the lexicon, and what stands beside it decide; the tagger's guess is the default.
"""

from collections.abc import Sequence

from promptkit.scene.forms import is_plural, singular
from promptkit.scene.lexicon import ACTIVE, classes_by_word, table, verb_classes, words
from promptkit.scene.nouns import is_known_noun, names_somebody
from promptkit.scene.words import Word

_FUNCTION = frozenset({"SPACE", "PUNCT", "NUM", "DET", "CCONJ", "ADP", "SCONJ", "PART", "AUX", "X"})
_AUXILIARIES = frozenset(
    {
        "be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m", "ai", "do", "does", "did",
        "have", "has", "had", "having", "'ve", "'d", "'ll", "will", "would", "shall", "should", "can", "could", "may",
        "might", "must", "ca", "wo", "sha", "get", "gets", "got", "let", "lets",
    }
)  # fmt: skip
_OPENERS = frozenset({"DET", "ADJ", "NUM", "ADP", "SCONJ", "PUNCT", "CCONJ"})
_AFTER_VERB = frozenset({"ADP", "ADV", "DET", "PRON", "PUNCT", "CCONJ", "SCONJ", "PART", "NUM", "SPACE"})
_FINITE_TAGS = frozenset({"VBZ", "VBP", "VBD", "MD"})
_NOT_VERBS_WHEN_ADJECTIVES = frozenset({"change", "act"})


def part_of_speech(word: Word, raw: Sequence[Word], before: Sequence[Word]) -> str:  # noqa: PLR0911 - a decision list
    """The mended part of speech of one word.

    Args:
        word: the word.
        raw: all words as tagged.
        before: the words before it, mended.
    """
    previous = before[-1] if before else None
    following = raw[word.i + 1] if word.i + 1 < len(raw) else None
    fixed = _fixed_phrase(word, following)
    if fixed:
        return fixed
    if word.pos == "AUX" and word.lower not in _AUXILIARIES and verb_classes(word.verb):
        return "VERB"  # "a draught stirs the cloth"
    if word.pos in _FUNCTION and (word.pos == "X" or not _is_participle(word)):
        return word.pos
    if word.lower in words("movers_nature", "forces") or word.lower in {"winds", "breezes"}:
        return "NOUN"
    if word.lower.endswith("ly") and len(word.lower) > 5 and not is_known_noun(word.lower):  # noqa: PLR2004 - "fly"
        return "ADJ" if word.pos == "ADJ" else "ADV"
    if word.lower in table("camera_moves")["directions"] and word.lower.endswith(("ward", "wards")):
        return "ADV"
    if _is_noun_here(word, previous, following, raw):
        return "NOUN"
    if word.tag == "VBN" and word.pos == "VERB" and _before_noun(previous, following):
        return "ADJ"
    if _is_participle(word):
        return _participle_use(word, before, following)
    return "VERB" if word.pos != "VERB" and _is_finite(word, raw, before) else word.pos


def _fixed_phrase(word: Word, following: Word | None) -> str:
    if following is None:
        return ""
    if table("motion_other")["pairs"].get(word.lower) == following.verb and following.lower != following.verb:
        return "ADV"  # "ice skating": no ice is asked for
    if word.lower == "close" and following.lower in {"up", "-"}:
        return "ADV"
    return "ADP" if word.lower == "thanks" and following.lower == "to" else ""


def _is_noun_here(word: Word, previous: Word | None, following: Word | None, raw: Sequence[Word]) -> bool:
    """A noun that the tagger took for something else."""
    if word.lower == "leaves":
        return not (previous is not None and names_somebody(previous.lower)) and (
            previous is None or previous.pos in {"DET", "ADJ", "PUNCT", "NOUN"} or previous.tag == "PRP$"
        )
    if word.pos not in {"VERB", "ADV", "INTJ", "ADJ"} or not is_known_noun(word.lower) or word.lower.endswith("ing"):
        return False
    if word.pos == "VERB" and verb_classes(word.verb):
        return _noun_not_verb(word, previous, following, raw)
    if word.tag in {"RB", "VBN", "VBD", "JJR", "JJS"}:
        return False
    if verb_classes(word.verb):
        return word.pos == "ADV" or (word.pos == "ADJ" and _swings(following))
    return not _modifies(word, previous, following)


def _noun_not_verb(word: Word, previous: Word | None, following: Word | None, raw: Sequence[Word]) -> bool:
    """As in "ocean *waters*", "*waves* crashing", "the *drop*": nouns that also are verbs."""
    if previous is None or previous.sentence != word.sentence:
        return following is not None and (word.lower.endswith("s") or following.pos == "VERB")
    if previous.pos in {"DET", "ADJ"} or previous.tag == "PRP$":
        return word.tag != "VBG"
    if not word.lower.endswith("s") or previous.pos != "NOUN" or is_plural(previous.lower):
        return False
    lives = bool(classes_by_word("movers_living").get(singular(previous.lower)))
    crowded = following is not None and following.pos in {"VERB", "NOUN"}
    return not lives and (crowded or has_finite_verb(word, raw))


def _modifies(word: Word, previous: Word | None, following: Word | None) -> bool:
    """A noun used like an adjective: "*silver* spoon"; people and animals seldom are."""
    if word.pos != "ADJ" or following is None or following.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    if _is_participle(following) or (previous is not None and previous.lower == "-"):
        return False
    return not names_somebody(word.lower) and not _swings(following)


def _swings(following: Word | None) -> bool:
    """Is the next word a verb, by its looks: "the lantern *swings*"?"""
    return following is not None and following.lower.endswith("s") and bool(verb_classes(following.verb) & ACTIVE)


def _before_noun(previous: Word | None, following: Word | None) -> bool:
    """As in "a dollop of *whipped* cream", "the *fallen* leaves"."""
    opens = previous is not None and (previous.pos in {"DET", "ADJ", "ADP", "NUM"} or previous.tag == "PRP$")
    return opens and following is not None and following.pos in {"NOUN", "PROPN", "ADJ"}


def _is_participle(word: Word) -> bool:
    if word.lower in words("movers_other", "ing_things") or len(word.lower) < 5:  # noqa: PLR2004 - "king", "ring"
        return False
    return word.lower.endswith("ing") and word.pos != "X" and (word.pos == "VERB" or bool(verb_classes(word.verb)))


def _participle_use(word: Word, before: Sequence[Word], following: Word | None) -> str:
    """An -ing form is a predicate, a modifier of the noun after it, or a noun of its own."""
    previous = before[-1] if before else None
    opens = previous is None or previous.pos in _OPENERS or previous.tag == "PRP$"
    if previous is not None and previous.tag == "RB" and len(before) > 1:  # "the gently flowing water"
        opens = opens or before[-2].pos in {"DET", "ADP", "PRON"}
    kind = word.lower in words("movers_other", "ing_kinds")
    if opens and kind and following is not None and following.pos in {"ADJ", "NOUN"}:
        return "ADJ"
    if opens and following is not None and following.pos in {"NOUN", "PROPN"} and not _is_participle(following):
        listed = previous is not None and previous.pos in {"PUNCT", "CCONJ"}
        if not (listed and verb_classes(word.verb) & {"act", "causative", "trace"}):  # ", causing ripples"
            return "ADJ"
    if previous is not None and previous.pos == "DET" and (following is None or following.lower != "of"):
        return "NOUN"
    return "VERB"


def _is_finite(word: Word, raw: Sequence[Word], before: Sequence[Word]) -> bool:  # noqa: PLR0911 - a decision list
    """A verb that the tagger took for a noun: "a rabbit *hops*", "a wheel slowly *rotates*", "city lights *blink*"."""
    previous = before[-1] if before and before[-1].sentence == word.sentence else None
    following = raw[word.i + 1] if word.i + 1 < len(raw) else None
    classes = verb_classes(word.verb)
    ways = table("camera_moves")["directions"]
    shouted = word.text.isupper() and len(word.text) > 1
    if previous is None or shouted or word.lower in ways or not (classes or _unlisted(word, following)):
        return False
    if word.lower.endswith(("ly", "ing")) and word.lower != "fly":
        return False
    odd = word.lower.endswith("s") or (previous.pos == "ADV" and previous.lower.endswith("ly"))
    if word.pos == "ADJ" and not odd and (not classes & {"travel", "sway"} or classes & _NOT_VERBS_WHEN_ADJECTIVES):
        return False
    if following is not None and following.lower in {"of", "-"}:
        return False
    if previous.lower == "to" and classes & ACTIVE and len(before) > 1 and before[-2].pos == "VERB":
        return following is None or following.pos != "NOUN"
    if previous.pos == "CCONJ" and word.lower.endswith("s") and not is_known_noun(word.lower):
        return any(w.pos == "VERB" and w.lower.endswith("s") and w.sentence == word.sentence for w in before)
    bare = following is not None and not (following.pos in _AFTER_VERB or following.lower in ways)
    if bare and has_finite_verb(word, raw):
        return False
    doer = before[-2] if previous.pos == "ADV" and len(before) > 1 else previous
    return doer.pos in {"NOUN", "PROPN"} and not _is_participle(doer) and _agrees(word, doer, raw, before)


def _agrees(word: Word, doer: Word, raw: Sequence[Word], before: Sequence[Word]) -> bool:
    """Could `word` be the verb of `doer`, by number and by what the words usually are?"""
    alone = not has_finite_verb(word, raw)
    lives = names_somebody(doer.lower) or bool(classes_by_word("movers_living").get(doer.lemma))
    plural, ends_in_s = is_plural(doer.lower), word.lower.endswith("s")
    if plural and len(before) > 1 and any(other.lower == "of" for other in before[-3:-1]):
        plural = not ends_in_s  # "a herd of cows grazes"
    joined = lives and alone and any(other.lower == "and" for other in before[-4:])
    blinks = alone and not ends_in_s and "light" in verb_classes(word.verb)  # "the lights of the town twinkle"
    if ends_in_s == plural and not (not ends_in_s and (joined or blinks)):
        return False
    hangs = doer.lemma in classes_by_word("movers_inert") and "sway" in verb_classes(word.verb)
    taken = word.lower in words("motion_nouns", "also_nouns") or ((plural or joined) and is_known_noun(word.lower))
    following = raw[word.i + 1].lower if word.i + 1 < len(raw) else ""
    goes = "travel" in verb_classes(word.verb) and following in words("motion_nouns", "ways")
    if not verb_classes(word.verb):
        return lives and alone and not taken and not is_known_noun(word.lower)
    return not taken or (alone and (lives or ((hangs or goes) and not plural)))


def _unlisted(word: Word, following: Word | None) -> bool:
    """A form in -s that no list knows, before what may be its object: "a cook *deglazes* the pan"."""
    return word.lower.endswith("s") and following is not None and following.pos in {"DET", "PRON", "ADP"}


def has_finite_verb(word: Word, raw: Sequence[Word]) -> bool:
    """Is there another finite verb in the same clause?"""
    for side in (reversed(raw[: word.i]), iter(raw[word.i + 1 :])):
        for other in side:
            breaks = other.pos in {"PUNCT", "SCONJ", "CCONJ"} or other.lower in {"as", "while"}
            if breaks or other.sentence != word.sentence:
                break
            thing = is_known_noun(other.lower) and not verb_classes(other.verb)
            if other.tag in _FINITE_TAGS and not thing:
                return True
    return False
