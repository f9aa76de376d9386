"""Motions as deeds: what is a verb in the grammar of its sentence, with the words up to where its phrase ends."""

from collections.abc import Sequence

from promptkit.scene import Span
from promptkit.scene.anchors import reading_of
from promptkit.scene.forms import is_plural
from promptkit.scene.lexicon import verb_classes
from promptkit.scene.lexicon import words as listed_words
from promptkit.scene.nouns import kind_of_word
from promptkit.scene.words import Word

MOST_WORDS = 7
"""Words of one deed that are told."""
_ENDS = frozenset(
    {
        "and", "or", "but", "while", "as", "before", "after", "until", "till", "when", "because", "so", "that", "like",
        "if", "with", "without", "then", "which", "who", "where", "what", "whose", "he", "she", "they", "we", "i",
        "just", "still",
    }
)  # fmt: skip
"""Words behind which another clause begins, or how and when a deed is done."""
_CLOSING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADV", "VERB", "AUX", "INTJ"})
_GOES_ON = frozenset({"NOUN", "PROPN", "NUM"})
_DOERS = frozenset({"they", "we", "you", "i", "both", "all", "each", "some", "who", "which", "one", "it", "he", "she"})
_OF = frozenset({"of", "by", "like", "into", "onto", "at", "from", "with", "for", "in", "on", "between", "against"})
_PARTICLES = frozenset({"up", "down", "in", "out", "off", "on", "over", "left", "right", "back", "away"})
_WAYS = _PARTICLES | {"past", "like"}
_THERE_AND_BACK = _PARTICLES | {"to", "fro", "forth", "forwards", "backwards", "round", "around"}
_LIES = frozenset({"on", "in", "of", "at", "behind", "under", "against", "above", "near", "by", "around"})
"""Behind a part of the body that rests there: "*hands* on the knees"."""
_WHO = frozenset({"he", "she", "they", "it", "we", "i", "you"})
_OPENS_AN_OBJECT = frozenset({"DET", "PRON", "ADP", "ADV", "PART", "NUM"})


def deeds(prompt: str, motions: Sequence[Span], *, doer: int = -1) -> list[Span]:
    """Those motions that begin with a verb, each up to the end of its phrase; what one does to do another is one.

    `doer` is where the name of who does them begins: no phrase goes beyond it ("*running* horses").
    """
    words = reading_of(prompt).words
    found: list[Span] = []
    for motion in motions:
        within = (word for word in words if motion.start <= word.start < motion.end)
        verb = next((word for word in within if is_verb(word, words)), None)
        if verb and not (found and (verb.start < found[-1].end or _is_aim(verb, words))):
            found.append(deed(prompt, verb, words, doer=doer))
    return found


def deed(prompt: str, verb: Word, words: Sequence[Word], *, doer: int = -1) -> Span:
    """The verb with what belongs to it, as far as that is told in a few words."""
    last = verb
    for word in words[verb.i + 1 :]:
        told = prompt[verb.start : word.end]
        is_and = word.lower == "and" and _goes_there_and_back(word, words)
        if len(told.split()) > MOST_WORDS or (_is_past(word, verb, words) and not is_and) or word.start == doer:
            break
        is_misread = word.pos == "ADP" and words[word.i - 1].tag == "PRP$"  # "raises his axe"
        if word.lower != "-" and (word.pos in _CLOSING or is_misread or _is_a_way(word, words)):
            last = word
    while last.i > verb.i and (_is_torn(last, words) or _is_left_over(last, verb, words)):
        last = words[last.i - 1]
    return Span(prompt[verb.start : last.end], verb.start, last.end)


def _goes_there_and_back(word: Word, words: Sequence[Word]) -> bool:
    """Whether an "and" joins two ways: "back and forth"."""
    return word.i + 1 < len(words) and {words[word.i - 1].lower, words[word.i + 1].lower} <= _THERE_AND_BACK


def is_verb(word: Word, words: Sequence[Word]) -> bool:
    """Whether a word that is read as motion may be the verb of a clause: unless the grammar shows that it is none.

    One that tells which thing is meant counts for none: "each floor he *passes* shows an older room".

    The tagger takes many a verb of a prompt for a noun ("a boy intercepts a pass"): that alone shows nothing.
    """
    before = words[word.i - 1] if word.i and words[word.i - 1].sentence == word.sentence else None
    after = words[word.i + 1] if word.i + 1 < len(words) else None
    if any(other is not None and other.lower == "-" for other in (before, after)):
        return False
    if word.tag == "NNP" and word.text[:1].isupper() and before is not None:
        return False
    if _tells_which(before, after, words):
        return False
    if word.pos not in {"VERB", "AUX", "NOUN", "PROPN"}:
        return bool(verb_classes(word.verb)) and word.lower not in _WAYS and not _opens_a_noun(before)
    if word.tag == "VBG" or before is None:
        return word.pos != "NOUN" or word.tag.startswith("VB") or (after is not None and after.pos in _OPENS_AN_OBJECT)
    return not _opens_a_noun(before) and not (word.pos == "NOUN" and _is_named(word, before, after, words))


def _tells_which(before: Word | None, after: Word | None, words: Sequence[Word]) -> bool:
    if before is None or after is None or before.lower not in _WHO or not before.i or after.tag != "VBZ":
        return False
    thing = words[before.i - 1]
    return thing.pos == "NOUN" and thing.sentence == before.sentence == after.sentence


def _opens_a_noun(before: Word | None) -> bool:
    """Whether what stands before a word makes it a noun: "her ear", "the pelican's wing", "a row of chairs"."""
    if before is None or before.lower in _DOERS:
        return False
    return before.pos == "DET" or before.tag in {"PRP$", "POS"} or (before.pos == "ADP" and before.lower in _OF)


def _is_named(word: Word, before: Word, after: Word | None, words: Sequence[Word]) -> bool:
    """Whether what is tagged as a noun is one: "a fat grey cloud", "fist bump", "three strides", ", bubbles,"."""
    if before.lower in _DOERS or word.tag.startswith("VB"):
        return False
    if word.lower in listed_words("motion_nouns", "also_nouns"):
        is_part = kind_of_word(word.lower) == "body" and after is not None and after.lower in _LIES
        if before.pos == "ADJ" or (before.pos == "PUNCT" and is_part):
            return True
    if before.pos == "PUNCT" and (after is None or after.pos == "PUNCT"):
        earlier = (other for other in words[: word.i] if other.sentence == word.sentence)
        return not any(other.pos == "VERB" and other.lower.endswith("s") for other in earlier)
    if not word.lower.endswith("s"):
        ends = after is None or after.pos == "PUNCT"
        is_no_verb = before.pos in {"NOUN", "PROPN"} and ends and not verb_classes(word.verb)  # "grebes courtship,"
        is_of_one = before.pos == "NOUN" and not is_plural(before.lower)
        return before.pos in {"ADJ", "NUM"} or is_of_one or is_no_verb
    opening = words[before.i - 1].pos if before.i else ""
    return before.pos == "NUM" or (before.pos == "ADJ" and opening in {"DET", "NUM", "ADJ"})


def _is_aim(verb: Word, words: Sequence[Word]) -> bool:
    """Whether it is what another deed is done for, or tried: "pauses to *sniff* a flower"."""
    return verb.i > 0 and words[verb.i - 1].tag == "TO"


def _is_past(word: Word, verb: Word, words: Sequence[Word]) -> bool:
    """Whether the phrase of the verb ended before this word."""
    before = words[word.i - 1]
    if word.sentence != verb.sentence or word.pos in {"SPACE", "X"} or (word.pos == "PUNCT" and word.lower != "-"):
        return True
    if word.lower in _ENDS and not (word.lower == "as" and before.lower == "as"):
        return True
    is_bare = not word.lower.endswith(("s", "ed", "ing"))
    is_linked = word.i == verb.i + 1 or before.tag in {"TO", "RB", "MD", "PRP$"} or before.lower in {"her", "-"}
    is_noun = before.pos == "DET" or (is_bare and before.pos == "NOUN" and not is_plural(before.lower))
    is_let = is_bare and before.pos == "PRON" and verb.verb in {"let", "make", "help"}
    return word.pos in {"VERB", "AUX"} and word.tag != "VBN" and not (is_linked or is_noun or is_let)


def _is_a_way(word: Word, words: Sequence[Word]) -> bool:
    """Whether it says where a deed goes, or what comes of it: "turns *left*", "pulls the rake *free*"."""
    return word.tag == "RP" or word.lower in _PARTICLES or _is_outcome(word, words)


def _is_outcome(word: Word, words: Sequence[Word]) -> bool:
    """Whether an adjective ends a phrase: "pulls the rake *free*"."""
    after = words[word.i + 1] if word.i + 1 < len(words) else None
    ends = after is None or after.pos in {"PUNCT", "CCONJ", "ADP", "SCONJ", "SPACE"}
    is_noun = after is not None and after.lower in {".", "and"}  # "offers her a spoonful."
    return word.pos == "ADJ" and ends and (is_noun or words[word.i - 1].pos not in {"DET", "NUM", "ADJ"})


def _is_torn(last: Word, words: Sequence[Word]) -> bool:
    """Whether a noun is torn from the one behind it: "a pocket | square", "mid | -turn"."""
    after = words[last.i + 1] if last.i + 1 < len(words) else None
    if after is None or after.sentence != last.sentence or last.pos not in _GOES_ON:
        return False
    return after.pos in _GOES_ON or after.tag == "POS" or after.lower == "-"


def _is_left_over(last: Word, verb: Word, words: Sequence[Word]) -> bool:
    """Whether a phrase cannot end with it: an article, a preposition, "the huge"."""
    after = words[last.i + 1] if last.i + 1 < len(words) else None
    goes_on = after is not None and after.pos not in {"PUNCT", "CCONJ", "SPACE", "SCONJ"}
    if last.i == verb.i + 1:
        is_before_a_noun = last.tag == "IN" and last.lower not in _PARTICLES - {"on", "in"}
        return is_before_a_noun and goes_on and after is not None and after.pos != "ADP"
    if last.tag in {"PRP$", "IN", "TO"} or last.pos in {"DET", "PUNCT"} or last.lower in {"-", "past"}:
        return True
    if last.pos == "ADJ" and after is not None and after.sentence == last.sentence and after.pos in _GOES_ON:
        return True
    is_torn_off = last.tag == "VBN" or words[last.i - 1].pos == "DET"
    return goes_on and is_torn_off and last.tag in {"JJ", "VBN"} and last.pos in {"ADJ", "VERB"}
