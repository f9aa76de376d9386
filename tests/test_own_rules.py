"""Rules written as data: what each kind finds, and how a mistake in a rule file is said."""

import pytest
from house import found, rule_of, rules_of

from promptkit.errors import UsageError
from promptkit.fix import fix_shot
from promptkit.lint import check_shot, lint
from promptkit.shot import Shot


def test_words_to_avoid_are_found_whole_in_any_case():
    """Not inside other words; blanks between words may be any; `*` stands for letters and digits only."""
    rule = rule_of("avoid: [cat, slow  motion, iphone*]")

    assert found(rule, "A CAT and a catfish in slow\nmotion beside an iPhone15, concat.") == [
        "CAT", "slow\nmotion", "iPhone15",
    ]  # fmt: skip
    assert found(rule, "A dog.") == []


def test_marks_in_words_are_plain_text():
    """Brackets, dots and the like have no meaning of their own."""
    rule = rule_of("avoid: ['a.b', '(x)', '[ab]']")

    assert found(rule, "aXb a.b (x) [ab] a b") == ["a.b", "(x)", "[ab]"]


def test_words_are_replaced_with_the_capitals_of_what_stood_there():
    """A safe fix unless the file says otherwise; the longest word wins."""
    rule = rule_of("replace: {automobile: car, old automobile: vintage car}")
    shot = Shot(id="a", prompt="Automobile, AUTOMOBILE, an old automobile.")

    assert fix_shot(shot, [rule]).shot.prompt == "Car, CAR, an vintage car."
    names = rule_of("replace: {TV: television, New York: a big city, very: ''}")
    fixed = fix_shot(Shot(id="a", prompt="A TV in New York, a very old one"), [names]).shot.prompt
    assert fixed == "A television in a big city, an old one"
    unsafe = rule_of("replace: {film: clip}\n    safe: false")
    assert fix_shot(Shot(id="a", prompt="a film"), [unsafe]).shot.prompt == "a film"
    assert fix_shot(Shot(id="a", prompt="a film"), [unsafe], unsafe=True).shot.prompt == "a clip"


def test_words_are_counted():
    """Every one past the most is found; too few are one finding about the whole field."""
    assert found(rule_of("count: {words: [35mm, 50mm], most: 1}"), "35mm, 50mm, 35mm") == ["50mm", "35mm"]
    least = rule_of("count: {words: [close-up, wide shot], least: 1}")
    assert found(least, "A dog runs.") == ["A dog runs."]
    assert found(least, "Wide shot of a dog that runs.") == []


def test_parts_of_the_scene_keep_their_order():
    """What is named too early is found; parts that a prompt lacks do not matter."""
    rule = rule_of("order: [subject, camera]")

    assert found(rule, "The camera pans left while a dog runs along the beach.") == ["pans left"]
    assert found(rule, "A dog runs along the beach while the camera pans left.") == []
    assert found(rule, "The camera pans left over an empty street.") == []


def test_a_rule_may_be_for_the_negative_or_for_some_targets():
    """Elsewhere it is silent, also where no target is named."""
    negative = rule_of("avoid: [ugly]\n    field: negative")
    assert found(negative, "An ugly duckling.", negative="ugly hands") == ["ugly"]
    assert found(negative, "An ugly duckling.") == []
    some = rule_of("avoid: [fog]\n    targets: ['kling-3.0*', veo-3.1]")
    assert [found(some, "fog", target=name) for name in ("kling-3.0-omni", "veo-3.1", "kling-2.6", None)] == [
        ["fog"], ["fog"], [], [],
    ]  # fmt: skip


def test_an_absent_negative_lacks_what_must_be_in_it():
    """Counting words of a field that is not there gives none."""
    assert found(rule_of("count: {words: [blur], least: 1}\n    field: negative"), "x", negative="") == [""]


def test_messages_say_what_was_found_and_what_to_write():
    """`{found}` and `{instead}` are filled in; other braces stay."""
    (rule,) = rules_of("rules: [{name: a, message: 'not {found} but {instead} {x}', replace: {movie: film}}]")
    (finding,) = check_shot(Shot(id="a", prompt="a Movie"), [rule])

    assert finding.message == "not Movie but Film {x}"
    assert (finding.rule, finding.family, finding.severity) == ("a", "house", "warning")


def test_they_run_beside_the_shipped_rules_and_are_selected_by_name_or_family():
    """And can be left out in the same way."""
    (rule,) = rules_of("rules: [{name: no-fog, message: no fog, avoid: [fog], severity: error}]")
    shots = [Shot(id="a", prompt="8k, fog drifts over the lake")]

    def names(**chosen):
        return {finding.rule for finding in lint(shots, own=[rule], **chosen)[0].findings}

    assert {"no-fog", "hype-words"} <= names()
    assert names(select=["house"]) == {"no-fog"}
    assert "no-fog" not in names(ignore=["no-fog"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "rules: [{name: a, message: m}]",
            "one of agree, avoid, case, count, measure, order, repeat, replace, require, spell; it has none",
        ),
        ("rules: [{name: a, message: m, avoid: [x], order: [subject, camera]}]", "it has avoid and order"),
        (
            "rules:\n  - name: a\n    message: m\n    avoyd: [x]\n",
            "house.yaml:4:5: rule 'a': avoyd: unknown key; did you mean avoid?",
        ),
        ("rules: [{name: A b, message: m, avoid: [x]}]", "rule 'A b': name: not written as it must be; write small"),
        ("rules: [{name: a, message: m, avoid: []}]", "avoid: the list must have at least 1 item, not 0; add one"),
        (
            "rules: [{name: a, message: m, replace: {a b: a  b c}}]",
            "'a  b c' for 'a b' would be replaced again ('a  b')",
        ),
        ("rules: [{name: a, message: m, order: [subject, subject]}]", "order: 'subject' is there twice; keep one"),
        ("rules: [{name: hype-words, message: m, avoid: [x]}]", "there is a rule 'hype-words' already"),
        (
            "rules: [{name: a, message: m, avoid: [x]}, {name: a, message: m, avoid: [y]}]",
            "there is a rule 'a' already",
        ),
        ("rules: [{name: a, message: m, avoid: [fog], bad: mist}]", "finds nothing in its bad example: 'mist'"),
        ("rules: [{name: a, message: m, avoid: [fog], good: fog}]", "finds something in its good example: 'fog'"),
        ("rules: [{name: a, message: m, avoid: ['*']}]", "names nothing"),
        ("rules: [{name: a, message: m, avoid: ['*a*b']}]", "not written as it must be; a word holds one * at most"),
        ("rules: [{name: a, message: m, count: {words: [x]}}]", "needs 'least' or 'most'"),
        ("rules: [{name: a, message: m, count: {words: [x], least: 2, most: 1}}]", "most (1) is below least (2)"),
        ("rules: [{name: a, message: m, avoid: [x], targets: [klng-3.0]}]", "no target is called 'klng-3.0'"),
        ("rules: [{name: cost, message: m, avoid: [x]}]", "'cost' is a family of rules"),
        ("rules: &a [*a]", "aliases (*name) are not read"),
        ("- a", "a rule file is a table with one key, 'rules'"),
        ("", "a rule file is a table with one key, 'rules'"),
        ("rules: 3", "a rule file is a table with one key, 'rules'"),
        ("rules: [3]", "a rule: keys and values are asked for here"),
        ("rules: [", "broken YAML"),
        ("rules: [{name: a, message: m, script: x}]", "script: unknown key; known: name, message,"),
        (
            "rules:\n- name: a\n  message: m\n  repeat:\n    wthin: 3\n",
            "house.yaml:5:5: rule 'a': repeat.wthin: unknown key",
        ),
        ("rules: [{name: a, message: m, repeat: {wthin: 3}}]", "did you mean within?"),
        ("rules: [{name: a, message: m, repeat: {within: 0}}]", "repeat.within: must be greater than"),
        ("rules: [{name: a, message: m, repeat: {words: [a b]}}]", "repeat.words.0: 'a b': one word without blanks"),
        ("rules: [{name: a, message: m, agree: [[a, b]]}]", "agree: keys and values are asked for here"),
        ("rules: [{name: a, message: m, agree: {words: [[a]]}}]", "agree.words.0: the list must have at least 2 items"),
        ("rules: [{name: a, message: m, agree: {words: [[a, b], [A, c]]}}]", "agree: 'A' is there twice; keep one"),
        ("rules: [{name: a, message: m, agree: {words: [[a*, b]]}}]", "'a*': no * here; list each form of the word"),
        ("rules: [{name: a, message: m, require: {if: {words: [x]}}}]", "require.then: not given; add it"),
        (
            "rules: [{name: a, message: m, require: {then: {words: [pans, tilts]}}}]",
            "require.if: not given; to ask for words always, use count: {words: [...], least: 1}",
        ),
        (
            "rules: [{name: a, message: m, require: {if: {}, then: {key: seed}}}]",
            "require.if: needs one of words, role,",
        ),
        (
            "rules: [{name: a, message: m, require: {if: {key: a}, then: {key: seed}}}]",
            "'a' is no key of a shot; it has",
        ),
        ("rules: [{name: a, message: m, require: {if: {target: x}, then: {key: seed}}}]", "no target is called 'x'"),
        ("rules: [{name: a, message: m, require: {if: {words: [x]}, then: {target: x}}}]", "known: words, role, key"),
        ("rules: [{name: a, message: m, case: {}}]", "case: needs 'words', as they are to be written, or a 'style'"),
        ("rules: [{name: a, message: m, case: {style: $Title}}]", "case.style: must be '$sentence', '$title',"),
        ("rules: [{name: a, message: m, case: {words: [iPad, IPAD]}}]", "case: 'IPAD' is there twice; keep one"),
        ("rules: [{name: a, message: m, case: {words: [a], except: [b]}}]", "leave the word out of 'words'"),
        ("rules: [{name: a, message: m, measure: {}}]", "measure: needs one of words, sentences, characters,"),
        ("rules: [{name: a, message: m, measure: {words: {}}}]", "measure.words: needs 'least' or 'most'"),
        (
            "rules: [{name: a, message: m, measure: {words: {most: yes}}}]",
            "measure.words.most: a whole number is asked for here",
        ),
        ("rules: [{name: a, message: m, field: negative, measure: {beats: {most: 1}}}]", "take 'field: negative' out"),
        ("rules: [{name: a, message: m, spell: {names: [Veo]}}]", "'Veo': names of 4 to 60 letters can be told from"),
        (
            "rules: [{name: a, message: m, avoid: [x], bad: {promt: x}}]",
            "'promt'; did you mean 'prompt'? (in an example of",
        ),
        (
            "rules: [{name: a, message: m, avoid: [x], bad: {prompt: y}}]",
            "finds nothing in its bad example: {'prompt': 'y'}",
        ),
        ("rules: [{name: a, message: m, avoid: [x], bad: 3}]", "bad: a text is asked for here; put it in quotes"),
    ],
)
def test_mistakes_name_the_place_and_the_remedy(text, message):
    """File, line, rule and key."""
    with pytest.raises(UsageError) as error:
        rules_of(text)
    assert message in str(error.value)
    assert str(error.value).startswith("house.yaml")


def test_examples_that_hold_are_accepted_and_stand_on_the_page():
    """The page of an own rule has every heading of a shipped one."""
    rule = rule_of(
        "order: [subject, camera]\n    bad: The camera pans as a dog runs.\n    good: A dog runs.\n    why: W."
    )

    assert rule.page["Why"] == "W."
    assert rule.page["Bad"] == "The camera pans as a dog runs."
    assert rule.page["Fix"] == "None."


def test_the_page_shows_no_placeholders():
    """What a message will name is not known before something is found."""
    assert rule_of("avoid: [fog]").page[""] == 'mind "…" …'


def test_every_wrong_rule_of_a_file_is_said():
    """Not the first alone."""
    with pytest.raises(UsageError, match=r"(?s)^house.yaml:2:.*rule 'a'.*\nhouse.yaml:4:.*rule 'c'"):
        rules_of(
            "rules:\n- {name: a, message: m, avoyd: [x]}\n- {name: b, message: m, avoid: [x]}\n"
            "- {name: c, message: m, case: {}}\n"
        )
