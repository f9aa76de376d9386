"""Codes of rules: second names that stay, and work wherever the first ones do."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from promptkit import codes
from promptkit.codes import PREFIXES, complaints, next_free, reads_as_code
from promptkit.config import read_config
from promptkit.errors import UnknownName, UsageError
from promptkit.formats import Look, all_formats
from promptkit.lint import check_shots, lint, selected_rules
from promptkit.own_rules import read_own_rules
from promptkit.rule import FAMILIES, all_rules, canonical, find_rule, rule
from promptkit.shot import Document, Shot
from promptkit.sources.read import read_document

RULES = list(all_rules().values())
GIVEN = dict(
    line.split()
    for line in (Path(__file__).parent / "codes.txt").read_text().splitlines()
    if line and not line.startswith("#")
)


def found(text, path="a.yaml", select=("hype-words", "foreign-flags", "unused-suppression")):
    shots = read_document(Document(path, text))
    return [(f.rule, f.message) for one in check_shots(shots, selected_rules(select)) for f in one.findings]


def test_no_code_is_ever_given_to_another_rule():
    """What a release has shown as a code is still that of the same rule, or retired."""
    now = {rule.code: rule.name for rule in RULES}

    for code, name in GIVEN.items():
        assert code in codes.RETIRED or now.get(code) == name, f"{code} was {name}; retire it in promptkit/codes.py"


def test_prefixes_tell_families_apart():
    """One a family, three letters, and no family is called like a prefix."""
    assert all(re.fullmatch("[A-Z]{3}", prefix) for prefix in PREFIXES.values())
    assert len({*PREFIXES.values()}) == len(PREFIXES)
    assert not any(reads_as_code(family) for family in FAMILIES)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "it has no code"),
        ("MOT001", "is not TXT, the prefix of family text"),
        ("TXT9", "and three digits"),
        ("txt009", "and three digits"),
        ("TXT002", "code TXT002 is that of hype-words and literal-emotion"),
        ("TXT700", "was that of a rule that is gone"),
    ],
)
def test_a_wrong_code_is_refused_with_the_next_free_one(monkeypatch, code, says):
    """Missing, of another family, malformed, taken or retired: the message says which one to write."""
    monkeypatch.setattr(codes, "RETIRED", frozenset({"TXT700"}))
    others = [one for one in RULES if one.name != "hype-words"]

    told = [*complaints([replace(find_rule("hype-words"), code=code), *others])]
    assert says in told[0]
    assert told[0].endswith('write code="TXT701"')


def test_the_next_code_lies_above_all_that_were_given(monkeypatch):
    """Gaps are not filled, and the last rule of a family leaves none behind."""
    monkeypatch.setattr(codes, "RETIRED", frozenset({"CST004"}))

    assert next_free("cost", ["CST001", "CST002", "TXT008"]) == "CST005"
    assert next_free("motion", []) == "MOT001"


@pytest.fixture
def plugged(monkeypatch):
    """`all_rules` with one more rule, as a plug-in would bring it."""

    def plug(made):
        monkeypatch.setattr("promptkit.rule.units", lambda *_: {rule.name: rule for rule in (*RULES, made)})
        return all_rules.__wrapped__()

    return plug


def named(name, **more):
    def check(shot):  # noqa: ARG001
        yield from ()

    check.__name__ = name
    check.__doc__ = "A.\n\n" + "\n\n".join(
        f"{heading}:\n    x" for heading in ("Why", "Bad", "Good", "Fix", "References")
    )
    return rule(family="text", **more)(check)


def test_a_plug_in_needs_no_code_and_may_not_take_one(plugged):
    """The next number of a family may be ours tomorrow."""
    assert plugged(named("plugged"))["plugged"].code == ""
    with pytest.raises(TypeError, match="rule plugged: codes are for rules in promptkit/rules; leave out"):
        plugged(named("plugged", code="TXT900"))
    with pytest.raises(TypeError, match="rule txt9: its name reads as a code"):
        plugged(named("txt9"))


def test_an_own_rule_cannot_be_called_like_a_code():
    """It would hide the rule of that code, or be hidden by it."""
    with pytest.raises(UsageError, match="'mot001' reads as the code of a rule"):
        read_own_rules(Document("r.yaml", "rules: [{name: mot001, message: x, avoid: [fog]}]"))
    assert read_own_rules(Document("r.yaml", "rules: [{name: motley, message: x, avoid: [fog]}]"))[0].code == ""


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_a_code_stands_for_its_rule(one):
    """In any case, where a rule is looked up and where rules are selected."""
    assert canonical(one.code) == canonical(one.code.lower()) == one.name
    assert find_rule(one.code.title()) is one
    assert selected_rules((one.code,)) == (one,)
    assert one in selected_rules((PREFIXES[one.family].lower(),))


def test_codes_weigh_what_names_weigh():
    """A code outweighs a prefix, as a name outweighs a family, in any mixture."""
    assert selected_rules(("MOT",), ("mot001",)) == selected_rules(("motion",), ("static-description",))
    assert selected_rules(("MOT001",), ("motion",)) == (find_rule("static-description"),)
    assert selected_rules(("static-description",), ("MOT",)) == (find_rule("static-description"),)


@pytest.mark.parametrize("name", ["MOT0", "MOT999", "MOT01", "XYZ", "XYZ001", "MOT-001"])
def test_what_is_no_code_is_unknown(name):
    """A part of a code names nothing: numbers have no order that means anything."""
    with pytest.raises(UnknownName):
        selected_rules((name,))
    with pytest.raises(UnknownName):
        selected_rules((), (name,))


def test_a_rule_on_trial_is_refused_by_code_too():
    """A code asks for it as its name does; the prefix of its family does not."""
    trial = replace(find_rule("hype-words"), preview=True)

    with pytest.raises(UsageError, match="rule hype-words is on trial"):
        selected_rules(("TXT001",), own=[trial])
    assert trial not in selected_rules(("TXT",), own=[trial])


def test_settings_take_codes(tmp_path):
    """Selected, ignored, by file, and in the names of tables of options."""
    file = tmp_path / "promptkit.toml"
    file.write_text(
        'select = ["TXT", "neg001"]\nignore = ["TXT003"]\nextend-select = ["CST"]\n'
        '[per-file-ignores]\n"*.txt" = ["txt001", "NEG"]\n[rules.TXT001]\nallow = ["8k"]\n'
    )
    config = read_config(file)
    rules = selected_rules(config.chosen(), config.ignore)

    assert {"hype-words", "missing-negative", "cost-estimate"} <= {rule.name for rule in rules}
    assert "foreign-flags" not in {rule.name for rule in rules}
    assert config.rules == {"hype-words": {"allow": ["8k"]}}
    assert config.ignored_in(str(tmp_path / "a.txt")) == {"hype-words", "negative"}
    assert find_rule("hype-words") not in config.speaking_of(str(tmp_path / "a.txt"), rules)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('select = ["TXT091"]', "unknown rule 'TXT091'; did you mean TXT00"),
        ('[rules.TXT091]\nallow = ["x"]', "unknown rule 'TXT091'; did you mean TXT00"),
        ('[rules.TXT001]\nallow = ["a"]\n[rules.hype-words]\nallow = ["b"]', "hype-words are given by its name and by"),
    ],
)
def test_settings_with_a_wrong_code_are_refused(tmp_path, text, says):
    """The file is named, and what was meant."""
    file = tmp_path / "promptkit.toml"
    file.write_text(text)

    with pytest.raises(UsageError, match=says) as caught:
        read_config(file)
    assert str(caught.value).count(str(file)) == 1


def test_the_api_takes_codes():
    """`select`, `ignore` and `options`."""
    shot = Shot(id="a", prompt="A dog runs along the beach, 8k.")

    assert [f.rule for f in lint([shot], select=["txt001"])[0].findings] == ["hype-words"]
    assert lint([shot], select=["TXT001"], options={"TXT001": {"allow": ["8k"]}})[0].findings == ()
    assert not {f.family for f in lint([shot], ignore=["mot", "TXT"])[0].findings} & {"motion", "text"}


@pytest.mark.parametrize("name", ["TXT001", "txt001", "TXT", "txt", "hype-words", "text"])
def test_comments_and_keys_take_codes(name):
    """By code, by prefix, by name: the finding is silenced, and the silencer is not idle."""
    assert found(f"- A dog runs, 8k # promptkit: ignore[{name}] why\n") == []
    assert found(f"# promptkit: ignore-file[{name}]\n- A dog runs, 8k\n") == []
    assert found(f"- prompt: A dog runs, 8k\n  ignore: [{name}]\n") == []


@pytest.mark.parametrize(("begin", "end"), [("TXT001", "hype-words"), ("text", "txt"), ("hype-words", "txt001")])
def test_a_stretch_ends_by_another_of_its_names(begin, end):
    """`enable` by code ends what `disable` by name began."""
    text = f"# promptkit: disable[{begin}]\n- A dog runs, 8k\n# promptkit: enable[{end}]\n- A cat runs, 8k\n"

    assert [name for name, _ in found(text)] == ["hype-words"]


def test_an_idle_code_is_reported_as_written():
    """Unused, misspelt, or of a rule that was not run: as with names."""
    assert found("- A dog runs # promptkit: ignore[txt001]\n") == [
        ("unused-suppression", "'txt001' silences nothing: nothing here is found by it")
    ]
    ((_, told),) = found("- A dog runs # promptkit: ignore[TXT091]\n")
    assert "there is no such rule or family; did you mean TXT00" in told
    assert found("- A dog runs # promptkit: ignore[MOT001]\n") == []


def test_reports_show_the_code_beside_the_name():
    """The name stays what programs know a rule by; own rules have no code."""
    (own,) = read_own_rules(Document("r.yaml", "rules: [{name: no-dog, message: no dog, avoid: [dog]}]"))
    shots = read_document(Document("a.yaml", "- A dog runs, 8k\n"))
    results = [*check_shots(shots, [find_rule("hype-words"), own])]
    shown = {name: form.render(results, Look()) for name, form in all_formats().items()}

    assert "a.yaml:1:15: warning[hype-words TXT001]: " in shown["text"]
    assert "warning[no-dog]: no dog" in shown["text"]
    assert '"rule": "hype-words",\n          "code": "TXT001"' in shown["json"]
    assert '"rule": "no-dog", "code": null' in shown["jsonl"]
    assert '"ruleId": "hype-words"' in shown["sarif"]
    assert '"code": "TXT001"' in shown["sarif"]
    assert "title=promptkit%3A hype-words (TXT001)," in shown["github"]
    assert "[hype-words (TXT001)]" in shown["gitlab"]
    assert "[no-dog]" in shown["gitlab"]
    assert "**hype-words** (TXT001, warning)" in shown["markdown"]
    assert "warning[hype-words TXT001]: " in shown["junit"]
    assert '"value": "hype-words"' in shown["rdjson"]
