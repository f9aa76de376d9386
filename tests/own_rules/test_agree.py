"""`agree`: one spelling is kept to."""

from house import fixed, found, rule_of

from promptkit.fix import fix_document
from promptkit.lint import check_shots
from promptkit.rule import find_rule
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document

RULE = "agree: {words: [[grey, gray], [colour, color, hue]]}"


def of_file(rule, text, path="shots.txt"):
    shots = read_document(Document(path, text))
    return [[one.message for one in linted.findings] for linted in check_shots(shots, [rule])]


def test_the_first_used_is_kept_to_within_a_shot():
    """Each group for itself, whole words only, and not what is quoted."""
    rule = rule_of(RULE)

    assert found(rule, "A grey cat, a gray dog, a GREY fox, one color and its hue.") == ["gray", "hue"]
    assert found(rule, "A gray cat, a greyhound, a gray dog, a colour.") == []
    assert found(rule, 'A grey wall with "GRAY" on it.') == []


def test_it_is_put_there_with_the_capitals_of_what_stood_there():
    """A safe fix unless the rule says otherwise."""
    assert fixed(rule_of(RULE), "A grey cat. Gray dogs, GRAY.") == "A grey cat. Grey dogs, GREY."
    assert fixed(rule_of(f"{RULE}\n    safe: false"), "grey, gray") == "grey, gray"


def test_shots_of_a_file_are_held_to_those_before():
    """Also through a shot that uses neither; `within: shot` holds each to itself."""
    text = "a gray cat\na red cat\na grey cat, a gray dog\n"

    assert of_file(rule_of(RULE), text) == [[], [], ['mind "grey" gray']]
    assert of_file(rule_of("agree: {words: [[grey, gray]], within: shot}"), text) == [[], [], ['mind "gray" grey']]


def test_files_do_not_hold_each_other():
    """Nor do texts that stand in no file."""
    shots = [*read_document(Document("a.txt", "grey")), *read_document(Document("b.txt", "gray"))]
    loose = [Shot(id="a", prompt="grey"), Shot(id="b", prompt="gray")]

    assert not any(one.findings for one in check_shots([*shots, *loose], [rule_of(RULE)]))


def test_a_file_is_fixed_to_its_first():
    """In one go."""
    made = fix_document(Document("shots.txt", "a gray cat\nGrey dogs, a gray fox, grey\n"), [rule_of(RULE)])

    assert made.document.text == "a gray cat\nGray dogs, a gray fox, gray\n"


def test_findings_across_a_file_can_be_silenced():
    """By a comment that then counts as used."""
    rules = [rule_of(RULE), find_rule("unused-suppression")]
    text = "- prompt: a gray cat\n- prompt: a grey cat  # promptkit: ignore[ours] the client's words\n"

    assert not any(one.findings for one in check_shots(read_document(Document("s.yaml", text)), rules))


def test_shots_for_other_targets_count_for_nothing():
    """They are neither held nor do they hold."""
    rule = rule_of(f"{RULE}\n    targets: [veo-3.1]")
    text = "- {prompt: gray, target: kling-2.6}\n- {prompt: grey, target: veo-3.1}\n- {prompt: gray, target: veo-3.1}\n"

    assert of_file(rule, text, "s.yaml") == [[], [], ['mind "gray" grey']]


def test_the_negative_agrees_with_itself():
    """It is not held to prompts."""
    rule = rule_of(f"{RULE}\n    field: negative")

    assert found(rule, "grey", negative="gray walls, grey sky") == ["grey"]
