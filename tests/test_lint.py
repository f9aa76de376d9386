"""Rules are chosen by name or family, given what they ask for, and their options are checked."""

from dataclasses import replace

import pytest

from promptkit.errors import UnknownName, UsageError
from promptkit.lint import check_shot, checked_options, lint, selected_rules
from promptkit.rule import Finding, all_rules, find_rule, told_once
from promptkit.shot import Shot, Unresolved

STATIC = "A woman in a white dress standing on a beach."
STRONG = (
    "A woman walks along the beach, the fabric of her white dress pulled back at the hem as the ocean wind presses it, "
    "her hair lifting and settling with each stride."
)


def rules_of(*prompts, select=(), ignore=(), **values):
    shots = [Shot(id=str(number), prompt=prompt, **values) for number, prompt in enumerate(prompts)]
    return [{finding.rule for finding in one.findings} for one in lint(shots, select=select, ignore=ignore)]


def test_a_static_prompt_and_a_missing_negative_are_found():
    """The weak example of the product's story has its two findings, complete with family and severity."""
    (found,) = lint([Shot(id="s", prompt=STATIC, target="kling-2.6", duration=10)])

    by_name = {finding.rule: finding for finding in found.findings}
    assert {"static-description", "missing-negative"} <= set(by_name)
    assert by_name["static-description"].family == "motion"
    assert by_name["missing-negative"].severity == "warning"


def test_the_strong_version_is_clean():
    """The strong example at 5 s has no finding about motion, cause or load."""
    assert rules_of(STRONG, target="kling-2.6", duration=5, select=("motion", "cause", "load")) == [set()]


def test_a_family_selects_its_rules():
    """`select` takes rules and families, `ignore` takes them away again; a rule that is named outright stays."""
    motion = {rule.name for rule in all_rules().values() if rule.family == "motion"}

    assert {rule.name for rule in selected_rules(("motion",))} == motion
    assert {rule.name for rule in selected_rules((), ("motion",))} == set(all_rules()) - motion
    assert [rule.name for rule in selected_rules(("static-description",), ("motion",))] == ["static-description"]
    assert selected_rules(("motion",), ("static-description",)) == tuple(
        rule for rule in selected_rules(("motion",)) if rule.name != "static-description"
    )


def test_a_rule_on_trial_waits_to_be_asked_for():
    """Neither its family nor "all" takes it without `preview`; by its name it is an error that says what to add."""
    trial = replace(find_rule("hype-words"), name="on-trial", preview=True)

    assert trial not in selected_rules(("text",), (), [trial])
    assert trial not in selected_rules(own=[trial])
    assert trial in selected_rules(("text",), (), [trial], preview=True)
    assert trial not in selected_rules((), ("on-trial",), [trial], preview=True)
    with pytest.raises(UsageError, match="add --preview"):
        selected_rules(("on-trial",), (), [trial])


@pytest.mark.parametrize("where", ["select", "ignore"])
def test_an_unknown_rule_is_refused(where):
    """A misspelt rule or family is an error that offers the nearest name."""
    with pytest.raises(UnknownName, match="motion"):
        lint([], **{where: ("moton",)})


def test_an_unfilled_template_is_only_said_to_be_one():
    """Rules about language wait until the variables are there."""
    unfilled = Shot(id="s", prompt="{{ x }}, 8k", unresolved=(Unresolved("x", 0, 7),))

    assert {finding.rule for finding in lint([unfilled])[0].findings} == {"undefined-variable"}


def test_findings_come_in_reading_order():
    """Within a field, findings stand in the order of the text."""
    (found,) = lint([Shot(id="s", prompt="8k, a cat --ar 16:9, masterpiece")])
    starts = [finding.start for finding in found.findings if finding.field == "prompt"]

    assert starts == sorted(starts)


def test_options_reach_their_rule():
    """An option from the settings changes what the rule says; a list stands for a tuple."""
    (found,) = lint(
        [Shot(id="s", prompt="A cat, 8k")], select=["hype-words"], options={"hype-words": {"allow": ["8k"]}}
    )

    assert found.findings == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"hype-words": {"alow": ["8k"]}}, "rule hype-words takes no option alow; its options: allow"),
        ({"hype-words": {"allow": 3}}, "rule hype-words: option allow must be of type tuple"),
        ({"hype-words": {"allow": [8]}}, "option allow must hold items of type str; got \\[8\\]"),
        ({"long-clip-complex-motion": {"chain_s": 0.0}}, "option chain_s must be a finite number above 0; got 0.0"),
        ({"long-clip-complex-motion": {"seconds": float("nan")}}, "option seconds must be a finite number above 0"),
        ({"too-many-moving-elements": {"limit": -1}}, "option limit must be a finite number above 0; got -1"),
        ({"static-description": {"variant": -1}}, "option variant must be 0 or a finite number above it; got -1"),
        ({"hyp-words": {}}, "did you mean hype-words"),
    ],
)
def test_wrong_options_are_refused(options, message):
    """An option that does not exist, or has the wrong type, is an error that says what would be right."""
    with pytest.raises(UsageError, match=message):
        lint([Shot(id="s", prompt="A cat")], options=options)


def test_a_number_whose_default_is_0_may_be_0():
    """The first variant is one that can be asked for."""
    assert checked_options(find_rule("static-description"), {"variant": 0}) == {"variant": 0}


def test_unknown_target_is_refused():
    """A shot for a model that nobody knows cannot be checked."""
    with pytest.raises(UnknownName, match=r"kling-2\.6"):
        check_shot(Shot(id="s", prompt="A cat", target="klng-2.6"), [find_rule("hype-words")])


def test_a_comment_that_silences_one_rule_lets_another_speak():
    """Where static-description is silenced, what it tells as well is told by the rule that was silent beside it."""
    prompt = "A man on a chair in a market, intense action."

    assert rules_of(prompt, select=["motion"]) == [{"static-description"}]
    (one,) = lint([Shot(id="s", prompt=prompt, ignore=("static-description",))], select=["motion"])
    assert ({finding.rule for finding in one.findings}, one.silenced) == ({"vague-motion"}, 1)


def test_what_one_shot_lacks_does_not_silence_what_another_says():
    """A still shot is told, and so is the vague wish of another."""
    still = Finding("-", 0, 9, rule="static-description", severity="warning")
    vague = Finding("-", 10, 20, rule="vague-motion", severity="note", said_by="static-description")

    assert told_once([still, vague]) == [still, vague]
    assert told_once([replace(still, end=12), vague]) == [replace(still, end=12)]
    assert told_once([vague, replace(still, end=12, severity="note")]) == [replace(still, end=12, severity="note")]
    assert len(told_once([replace(still, end=12, severity="note"), replace(vague, severity="warning")])) == 2


def test_stillness_in_words_before_a_camera_that_moves_is_told():
    """The rule that leaves it to the other, and the other, look at the same thing; the wish makes it a note."""
    prompt = "A guard at a gate stands motionless. The camera slowly pushes in."
    (one,) = lint([Shot(id="s", prompt=prompt)], select=["motion"])

    assert [(finding.rule, finding.severity) for finding in one.findings] == [("static-description", "note")]
