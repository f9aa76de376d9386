"""What holds for every rule, whoever wrote it: its page is true, its spans are inside, its fixes work and rest."""

import inspect
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promptkit.edited import apply_fix
from promptkit.fix import fix_shot
from promptkit.lint import check_shot
from promptkit.rule import COMMENT, FAMILIES, HEADINGS, INPUTS, SEVERITIES, Finding, Rule, all_rules
from promptkit.scene.read import read_scene
from promptkit.shot import WRITABLE, Shot
from promptkit.target import target_names
from promptkit.testing import example_shot

RULES = list(all_rules().values())
TEXT_RULES = [rule for rule in RULES if "scene" not in rule.inputs]
TESTS = Path(__file__).parent / "rules"

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def assert_inside(findings: tuple[Finding, ...], shot: Shot) -> None:
    for finding in findings:
        for place in (finding, *(finding.fix.edits if finding.fix else ())):
            assert place.field in (*WRITABLE, COMMENT)
            text = shot.origin.document.text if place.field == COMMENT else getattr(shot, place.field)
            assert 0 <= place.start <= place.end <= len(text or "")


@every_rule
def test_lives_where_its_name_says(rule):
    """A rule is one file of its name, with a test file of its name, in a known family and severity."""
    stem = rule.name.replace("-", "_")

    assert Path(inspect.getfile(rule.check)).name == f"{stem}.py"
    assert rule.family in FAMILIES
    assert rule.severity in SEVERITIES
    assert (TESTS / f"test_{stem}.py").is_file(), f"tests/rules/test_{stem}.py is missing"


@every_rule
def test_page_is_whole(rule):
    """Every heading stands on the page with words under it, and one sentence stands above them."""
    page = rule.page

    assert page[""].endswith(".")
    for heading in HEADINGS:
        assert page[heading], f"{rule.name}: nothing under {heading}"


@every_rule
def test_bad_example_is_flagged(rule):
    """The page's Bad has a finding, whose message is one clean line."""
    findings = check_shot(example_shot(rule.page["Bad"]), [rule], earlier="another shot")

    assert findings
    for finding in findings:
        assert finding.rule == rule.name
        assert finding.message.strip() == finding.message
        assert "\n" not in finding.message
        assert "None" not in finding.message.split()


@every_rule
def test_good_example_is_clean(rule):
    """The page's Good has no finding of this rule."""
    assert check_shot(example_shot(rule.page["Good"]), [rule]) == ()


@every_rule
def test_spans_lie_inside_the_text(rule):
    """Findings and edits of the Bad example name a field that can be written and a stretch of it."""
    shot = example_shot(rule.page["Bad"])
    findings = check_shot(shot, [rule], earlier="another shot")

    assert findings
    assert_inside(findings, shot)


@every_rule
def test_each_fix_takes_its_finding_away(rule):
    """A fix, applied alone, leaves one finding of the rule less; fixes of comments need a file."""
    shot = example_shot(rule.page["Bad"])
    findings = check_shot(shot, [rule], earlier="another shot")

    assert findings
    for finding in findings:
        if finding.fix and finding.field != COMMENT:
            assert len(check_shot(apply_fix(shot, finding.fix), [rule], earlier="another shot")) < len(findings)


@every_rule
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixing_comes_to_rest(rule, unsafe):
    """After fixing, no fix is left to apply, and fixing again changes nothing."""
    once = fix_shot(example_shot(rule.page["Bad"]), [rule], unsafe=unsafe)
    left = [finding for finding in check_shot(once.shot, [rule]) if finding.field != COMMENT]

    assert not [finding for finding in left if finding.fix and (finding.fix.safe or unsafe)]
    assert fix_shot(once.shot, [rule], unsafe=unsafe).shot == once.shot


@every_rule
def test_options_are_keywords_with_defaults(rule):
    """What a rule can be told has a name and a default."""
    for parameter in inspect.signature(rule.check).parameters.values():
        if parameter.name not in rule.inputs:
            assert parameter.kind is parameter.KEYWORD_ONLY
            assert parameter.default is not parameter.empty


PIECES = (
    "8k", "4K", "masterpiece", "stunning", "a ", "an ", "the ", "and ", ", ", ",", ". ", ".", " ", "  ", "\n", "(", ")",
    "((", "))", ":1.2)", "[", "]", '"', "'", "“", "”", "--ar 16:9", "-neg ", "--no ", "-seed 1", "::2", "<lora:x:1>",
    "no ", "without ", "don't show ", "flicker", "jerky motion", "faces", "shot 1, 4, ", ";", "footage", "video",
    "dog", "A", "é", "猫", "🎬", "\u0301", "\u200f", "\x00", "{{ x }}", "is ", "in ", "HD", "。", "、", "不要",
)  # fmt: skip
texts = st.text(max_size=120) | st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
shots = st.builds(
    Shot,
    id=st.just("any"),
    prompt=texts,
    negative=st.none() | texts,
    target=st.none() | st.sampled_from(target_names()),
    duration=st.none() | st.floats(allow_nan=True) | st.integers(-5, 40).map(float),
    mode=st.none() | st.sampled_from(["std", "pro", ""]) | st.text(max_size=5),
    purpose=st.sampled_from([None, "preview", "final"]),
    resolution=st.none() | st.sampled_from(["720p", "1080P", "4k"]),
    image=st.none() | st.text(max_size=20),
    reference_video=st.none() | st.text(max_size=20),
    orientation=st.sampled_from([None, "image", "video"]),
)


@settings(max_examples=300, deadline=None)
@given(shot=shots)
def test_any_text_for_any_target_is_checked(shot):
    """Rules that read the text and the target never raise, and what they say stays inside the text."""
    assert_inside(check_shot(shot, TEXT_RULES), shot)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(shot=shots)
def test_any_text_is_read_as_a_scene(shot):
    """Rules that read the scene never raise either."""
    scene_rules = [rule for rule in RULES if "scene" in rule.inputs]

    assert_inside(check_shot(shot, scene_rules), shot)


@settings(max_examples=300, deadline=None)
@given(shot=shots)
def test_fixing_any_text_comes_to_rest(shot):
    """Safe fixes of the text rules together reach a fixed point: twice is once, and no fixed finding comes back."""
    once = fix_shot(shot, TEXT_RULES)
    again = fix_shot(once.shot, TEXT_RULES)

    assert again.shot.prompt == once.shot.prompt
    assert again.shot.negative == once.shot.negative
    assert not [finding for finding in check_shot(once.shot, TEXT_RULES) if finding.fix and finding.fix.safe]


UNTIDY = re.compile(r"  |, *,| ,|, *\.|^ |^,")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(shot=shots)
def test_taking_words_out_leaves_no_mess(shot):
    """No fix of a text rule leaves a doubled space or comma, a space before a comma, or a comma before a full stop."""
    fixed = fix_shot(shot, [rule for rule in TEXT_RULES if rule.family == "text"]).shot

    assert len(UNTIDY.findall(fixed.prompt)) <= len(UNTIDY.findall(shot.prompt))


LENGTHS = (500, 2000, 8000)
"""Characters, four times as many each time."""
NOTICED_S = 0.25
"""Of processor time; what takes less is not measured against its length."""
GROWTH = 10
"""How much longer a rule may take with four times the text: 4 is in step, 16 goes with the square."""
REPEATED = (
    "no ", "no people, ", "without a ", "a, ", "the ", "shot 1, 3, a man; ", "a very ", "stunning, ", "and ", "(", "[",
    "((a:1.2)) ", "--ar 16:9 ", "0-3s: he runs, ", "then ", "she feels ", "her hair ", "frozen ", '"a" ', "'a ", "x",
    "1", "@a ", "moves around ", "in ", "cut to ", ". ", "-", "a-", "of the ", "don't show ", "thinking about ", "\n",
    "scene 1 ", "\t", "é", "猫", "as the ", "while ", "in a still frame ", "with a ", ": ", "/", "10 seconds ", "is ",
)  # fmt: skip


WALK = "A man walks in the rain, his coat flapping. "
BEGUN = (
    ("Dust motes drift in", " "), ("A dog runs. Shot 1", " "), ("Shot", " "),
    (WALK, "\n"), (f"{WALK}0", "\n"), (f"{WALK}At 5", " "), (f"{WALK}Cut", " "), ("A man walks and", "\n"),
)  # fmt: skip
"""What begins to move, or to be told in parts, and what repeats behind it."""


@pytest.mark.parametrize(("begin", "piece"), [*BEGUN, *(("", piece) for piece in REPEATED)])
def test_no_text_makes_a_rule_hang(begin, piece):
    """The time of each rule grows in step with a long, odd text, whatever repeats in it."""
    text = begin + piece * LENGTHS[-1]
    before = dict.fromkeys([rule.name for rule in RULES], NOTICED_S)
    for length in LENGTHS:
        shot = Shot(id="odd", prompt=text[:length], negative=text[:length], duration=10.0, target="veo-3.1")
        read_scene(shot.prompt)
        took = {rule.name: seconds(shot, rule, most=GROWTH * before[rule.name]) for rule in RULES}

        assert {name: taken for name, taken in took.items() if taken > max(NOTICED_S, GROWTH * before[name])} == {}
        before = took


def seconds(shot: Shot, rule: Rule, most: float) -> float:
    """Of processor time; measured again, without what is loaded once, where it is more than it may be."""
    for _ in range(2):
        start = time.process_time()
        check_shot(shot, [rule])
        taken = time.process_time() - start
        if taken <= most:
            break
    return taken


def test_rules_do_not_change_the_shot():
    """Checking leaves the shot as it was."""
    shot = example_shot("8k, a man walks --ar 16:9")
    copy = replace(shot)
    check_shot(shot, RULES)

    assert shot == copy


def test_rules_are_rules():
    """Everything in the registry is a rule with inputs that `check_shot` can give."""
    for rule in RULES:
        assert isinstance(rule, Rule)
        assert set(rule.inputs) <= INPUTS
