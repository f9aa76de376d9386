"""`case`: capitals."""

import pytest
from house import fixed, found, rule_of


def test_listed_words_are_written_as_listed():
    """Blanks count for nothing; quotations are not ours to change."""
    rule = rule_of("case: {words: [iPad, McLaren, New York]}")

    assert found(rule, 'An Ipad, a mclaren in new  york, an iPad in New\nYork, "IPAD", iPads.') == [
        "Ipad", "mclaren", "new  york",
    ]  # fmt: skip
    assert fixed(rule, "IPAD and MCLAREN in new  york.") == "iPad and McLaren in New York."


def test_a_small_word_may_begin_a_sentence():
    """A brand in small letters and capitals may not."""
    rule = rule_of("case: {words: [macro, iPad]}")

    assert found(rule, "Macro of an eye. Macro, then Macro. IPad.") == ["Macro", "IPad"]


def test_listed_words_may_have_a_style():
    """Instead of a spelling."""
    rule = rule_of("case: {words: [hdr, pov], style: $upper}")

    assert fixed(rule, "Pov of a man, hdr, HDR, hdri.") == "POV of a man, HDR, HDR, hdri."
    assert fixed(rule_of("case: {words: [golden gate], style: $title}"), "golden Gate") == "Golden Gate"
    assert fixed(rule_of("case: {words: [DRONE], style: $lower}"), "DRONE over a DRONE") == "Drone over a drone"


def test_sentences_begin_with_a_capital():
    """After a mark and a blank; not after a decimal point, an abbreviation, or where a word is excepted."""
    rule = rule_of("case: {style: $sentence, except: [ffmpeg]}")

    assert found(rule, "a man walks. he looks up! then? (so) f/2.8 and 2.5 m") == ["a", "he", "then", "so"]
    assert found(rule, "A man, e.g. mine, with Dr. who. iPad. ffmpeg. 3 cats. “yes,” he says\nin line two") == []
    assert fixed(rule, "a man walks. éclairs fall.") == "A man walks. Éclairs fall."


@pytest.mark.parametrize(
    ("style", "right", "wrong", "stretches"),
    [
        ("$lower", "a man in Rome, 35mm", "A man in Rome LOOKS UP now", ["A", "LOOKS UP"]),
        ("$upper", "A MAN IN Rome 35MM", "A MAN in Rome looks UP", ["in", "looks"]),
        ("$title", "A Man in McLaren of Rome", "a Man walks the Street with rain", ["a", "walks", "rain"]),
    ],
)
def test_a_whole_text_may_have_a_style(style, right, wrong, stretches):
    """Words in a row are one finding; without a fix, for some of them may be names."""
    rule = rule_of(f"case: {{style: {style}, except: [Rome]}}")

    assert found(rule, right) == []
    assert found(rule, wrong) == stretches
    assert fixed(rule, wrong, unsafe=True) == wrong
