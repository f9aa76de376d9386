"""`not-english` says which rules did not look."""

from promptkit.rules.not_english import not_english
from promptkit.shot import Shot


def test_another_language_is_named():
    """One note over the whole prompt."""
    prompt = "Une femme marche sur la plage, sa robe flotte au vent"
    (found,) = not_english.check(Shot(id="s", prompt=prompt))

    assert (found.field, found.start, found.end) == ("prompt", 0, len(prompt))
    assert "(fr)" in found.message


def test_english_is_not_mentioned():
    """Nor is a prompt too short to tell."""
    for prompt in ("A woman walks along the beach.", "Entropy", ""):
        assert list(not_english.check(Shot(id="s", prompt=prompt))) == []


def test_a_mixed_prompt_is_said_to_be_mixed():
    """The part in English is not denied."""
    prompt = "Ein Läufer sprintet durch den Regen, slow motion, cinematic lighting, water splashing."
    (found,) = not_english.check(Shot(id="s", prompt=prompt))

    assert found.message.startswith("partly written in another language (de)")
