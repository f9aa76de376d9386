"""The words without which a rule does not look at a prompt stand in every prompt that it has something to say about."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings, strategies

from promptkit import cuts
from promptkit.patterns import may_hold
from promptkit.rules import (
    _empty_phrases,
    _exclusions,
    _quality_tags,
    _told_after,
    _unfilmable,
    effect_before_cause,
    hype_words,
    literal_emotion,
    vague_motion,
)
from promptkit.rules._words_of_feeling import WORDS_OF_FEELING
from promptkit.rules._words_of_praise import WORDS_OF_PRAISE

LABELLED = Path(__file__).parents[2] / "datasets" / "rules"
PATTERNS = {
    "praise": (
        WORDS_OF_PRAISE,
        [
            hype_words._LISTED, hype_words._TRENDING, hype_words._STUNNINGLY, hype_words._SUPERLATIVE,
            hype_words._IN_TAGS, hype_words._BEFORE_PICTURE, hype_words._COORDINATE, hype_words._IS_STUNNING,
            hype_words._BEFORE_ANY_NOUN, _unfilmable.TO_A_VIEWER, _unfilmable.SAID_OF_IT, _quality_tags.KEPT_TAG,
            _quality_tags.PLEASANT_SIGHT, _empty_phrases._LAVISH, _empty_phrases._OF_A_SUBJECT,
        ],
    ),
    "a feeling": (
        WORDS_OF_FEELING,
        [
            literal_emotion._FEELS, literal_emotion._THOUGHT, literal_emotion._IS, literal_emotion._SENSE,
            literal_emotion._HEART, literal_emotion._NAMES, literal_emotion._SO,
        ],
    ),
    "a cut": (
        cuts.WORDS_OF_A_CUT,
        [*cuts.CUTS, cuts._MEANWHILE, cuts._ORDINAL],
    ),
    "an exclusion": (
        _exclusions.WORDS_OF_EXCLUSION,
        [_exclusions._ORDER, _exclusions._TRAILING, _exclusions._TOLD, _exclusions._HEADING],
    ),
    "vague motion": (vague_motion.WORDS_OF_MOTION, [vague_motion._TAG, vague_motion._PREDICATE]),
    "what came first": (
        effect_before_cause.WORDS_OF_ORDER,
        [effect_before_cause._LINK, effect_before_cause._THEN, _told_after.AGO],
    ),
}  # fmt: skip


@pytest.mark.parametrize("named", PATTERNS)
def test_no_pattern_finds_anything_in_a_prompt_without_its_words(named):
    """In the labelled shots of every rule, taken apart at their commas."""
    words, patterns = PATTERNS[named]
    texts = [part.strip() for prompt in labelled() for part in (prompt, *prompt.split(","))]
    others = [text for text in texts if not may_hold(text, words)]

    assert len(texts) > len(others) > 1000
    assert [text for text in others for pattern in patterns if pattern.search(text)] == []


@pytest.mark.parametrize("named", PATTERNS)
def test_whatever_a_pattern_finds_holds_one_of_its_words(named):
    """In texts made from the pattern itself, so that a word added to it alone is missed here."""
    words, patterns = PATTERNS[named]

    @settings(max_examples=40 * len(patterns), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategies.one_of([strategies.from_regex(pattern.whole) for pattern in patterns]))
    def holds(text):
        found = [match[0] for pattern in patterns for match in pattern.finditer(text)]
        assert [part for part in found if not may_hold(f"{part}.", words)] == []

    holds()


def test_words_are_found_in_any_case_and_with_any_blanks():
    """A prompt may be typed in capitals, and broken into lines; of letters that change their length nothing is sure."""
    words = ("cut", "we see", "’re")

    assert may_hold("CUT to black", words)
    assert may_hold("then we\n  see a door", words)
    assert may_hold("we’re in", words)
    assert not may_hold("we then see a door", words)
    assert may_hold("İstanbul", words)


def labelled():
    for path in sorted(LABELLED.rglob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in (*rows["flagged"], *rows["clean"]):
            yield row["prompt"] if isinstance(row, dict) else str(row)
