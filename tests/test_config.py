"""Settings come from the closest file that has some."""

import re

import pytest

from promptkit.config import Config, find_config
from promptkit.errors import UsageError
from promptkit.lint import selected_rules


def test_nothing_is_set_where_no_file_is(tmp_path):
    """Without a settings file everything is left open."""
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nx = 1\n")

    assert find_config(tmp_path).rules == Config().rules
    assert find_config(tmp_path).path is None


def test_settings_are_read(tmp_path):
    """All keys of [tool.promptkit] arrive, also from a folder above."""
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[tool.promptkit]\nselect = ["motion"]\nignore = ["hype-words"]\ntarget = "kling-2.6"\n'
        '[tool.promptkit.rules.hype-words]\nallow = ["8k"]\n'
    )
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)

    assert find_config(folder) == Config(
        str(path), ("motion",), ("hype-words",), "kling-2.6", {"hype-words": {"allow": ["8k"]}}
    )


def test_the_closest_file_counts(tmp_path):
    """A promptkit.toml beside or below a pyproject.toml goes before it; files are not mixed."""
    (tmp_path / "pyproject.toml").write_text('[tool.promptkit]\ntarget = "veo-3.1"\nignore = ["cost"]\n')
    (tmp_path / "promptkit.toml").write_text('target = "kling-2.6"\n')

    assert (find_config(tmp_path).target, find_config(tmp_path).ignore) == ("kling-2.6", ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "unknown key 'selct'; did you mean 'select'?"),
        ("select = 'motion'", "select must be a list of rules or families"),
        ("target = 3", "target must be a text"),
        ("rules = 3", "rules must be a table"),
        ("[rules]\nhype-words = 3", "rules.hype-words must be a table"),
        ("select = [", "broken TOML"),
        ("[rules.hyp-words]\nallow = []", "unknown rule 'hyp-words'; did you mean hype-words"),
        ("[rules.hype-words]\nallow = [8]", "rule hype-words: option allow must hold items of type str"),
        ("exclude = 'drafts'", "exclude must be a list of patterns"),
        ("exclude = ['']", "exclude must be a list of patterns"),
        ("negative = ['blur']", "negative must be a text"),
        ("negative = ' '", "negative must be a text"),
        ("ignore = ['moton']", "unknown rule 'moton'; did you mean motion"),
        ("target = 'klng-2.6'", "unknown target 'klng-2.6'; did you mean kling-2.6"),
    ],
)
def test_mistakes_are_said_with_their_file(tmp_path, text, message):
    """Unknown keys and wrong types are errors that name the file."""
    path = tmp_path / "promptkit.toml"
    path.write_text(text)

    with pytest.raises(UsageError) as error:
        find_config(tmp_path)

    assert str(error.value).startswith(str(path))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("target = kling-2.6", 'target: a text stands in quotes; write target = "kling-2.6"'),
        ("negative = blur, flicker  # bare", 'negative: a text stands in quotes; write negative = "blur, flicker"'),
        ("select = motion, cause", 'select: a text stands in quotes; write select = ["motion", "cause"]'),
        ("select = [motion, 'cause']", "select: a text stands in quotes; write select = [\"motion\", 'cause']"),
        ("preview = True", "preview: write preview = true"),
        ('target = "kling-2.6', "target: the quote is not closed on its line; close it"),
        ("target: kling-2.6", 'TOML has = where YAML has a colon; write target = "kling-2.6"'),
        ('target = "a"\ntarget = "b"', "target is given twice; keep one"),
        ("select = ", "invalid value; mend this line"),
    ],
)
@pytest.mark.parametrize(("name", "head"), [("promptkit.toml", ""), ("pyproject.toml", "[tool.promptkit]\n")])
def test_broken_toml_names_the_line_and_what_to_write(tmp_path, name, head, line, message):
    """In the settings' own file, and in pyproject.toml."""
    path = tmp_path / name
    path.write_text(f"{head}{line}\n")

    with pytest.raises(UsageError) as error:
        find_config(tmp_path)

    number = head.count("\n") + line.count("\n") + 1
    assert str(error.value).startswith(f"{path}:{number}:")
    assert str(error.value).endswith(f": broken TOML: {message}")


def test_settings_in_utf_16_are_told_as_that(tmp_path):
    """As a file of shots is."""
    (tmp_path / "promptkit.toml").write_text('target = "kling-2.6"\n', encoding="utf-16")

    with pytest.raises(UsageError, match=r"promptkit\.toml: UTF-16 text, not UTF-8; save the file as UTF-8"):
        find_config(tmp_path)


def test_rule_files_are_read_beside_the_settings(tmp_path):
    """Their rules can be selected by name."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "house.yaml").write_text("rules: [{name: no-fog, message: no fog, avoid: [fog]}]")
    (tmp_path / "promptkit.toml").write_text("rule-files = ['rules/house.yaml']\nselect = ['no-fog']\n")

    assert [rule.name for rule in find_config(tmp_path).own] == ["no-fog"]


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("['../x.yaml']", "'../x.yaml' lies outside of"),
        ("['/etc/x.yaml']", "'/etc/x.yaml' lies outside of"),
        ("'x.yaml'", "rule-files must be a list of files"),
        ("['none.yaml']", "no such file"),
        ("['a.yaml', 'b.yaml']", "rule 'no-fog' stands in another rule file too"),
    ],
)
def test_mistakes_about_rule_files(tmp_path, named, message):
    """A path that leaves the folder, a file that is not there, a name used twice."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("rules: [{name: no-fog, message: no fog, avoid: [fog]}]")
    (tmp_path / "promptkit.toml").write_text(f"rule-files = {named}\n")

    with pytest.raises(UsageError, match=re.escape(message)):
        find_config(tmp_path)


def test_settings_build_on_others(tmp_path):
    """`extend` takes another file's settings: lists here replace those there, tables are joined."""
    (tmp_path / "base.toml").write_text(
        'ignore = ["cost"]\nselect = ["motion"]\ntarget = "veo-3.1"\nbaseline = "old.json"\n'
        '[per-file-ignores]\n"a/*" = ["text"]\n'
    )
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "promptkit.toml").write_text(
        'extend = "../base.toml"\nselect = ["load"]\nextend-select = ["cause"]\n'
        '[per-file-ignores]\n"b.txt" = ["load"]\n'
    )
    found = find_config(inner)

    assert (found.select, found.extend_select, found.ignore, found.target) == (
        ("load",),
        ("cause",),
        ("cost",),
        "veo-3.1",
    )
    assert found.per_file_ignores == {"a/*": ("text",), "b.txt": ("load",)}
    assert found.baseline == str(tmp_path / "old.json")


def test_settings_that_go_in_a_circle(tmp_path):
    """Files that extend each other are an error that names one of them."""
    (tmp_path / "promptkit.toml").write_text('extend = "other.toml"\n')
    (tmp_path / "other.toml").write_text('extend = "promptkit.toml"\n')

    with pytest.raises(UsageError, match="leads back to itself"):
        find_config(tmp_path)


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("old/a.yaml", {"text"}),
        ("old/deep/a.yaml", {"text"}),
        ("b.txt", {"load"}),
        ("x/b.txt", {"load"}),
        ("c.txt", set()),
    ],
)
def test_files_have_their_own_ignores(tmp_path, path, ignored):
    """Patterns count from the folder of the settings; a bare name counts everywhere."""
    (tmp_path / "promptkit.toml").write_text('[per-file-ignores]\n"old/*" = ["text"]\n"b.txt" = ["load"]\n')

    assert find_config(tmp_path).ignored_in(str(tmp_path / path)) == ignored


@pytest.mark.parametrize("pattern", ["prompts/sport", "prompts/sport/", "./prompts/sport", "prompts/sport/**", "sport"])
def test_a_folder_stands_for_all_that_lies_in_it(tmp_path, pattern):
    """A folder may be named with or without a slash or stars behind it; files beside it are not meant."""
    (tmp_path / "promptkit.toml").write_text(f'[per-file-ignores]\n"{pattern}" = ["text"]\n')
    config = find_config(tmp_path)

    assert config.ignored_in(str(tmp_path / "prompts/sport/deep/a.txt")) == {"text"}
    assert config.ignored_in(str(tmp_path / "prompts/sports.txt")) == set()


@pytest.mark.parametrize(
    ("pattern", "path", "is_meant"),
    [
        ("a*", "a.txt", True),
        ("a*", "new/a.txt", True),
        ("a*", "archive/new/x.txt", False),
        ("a*/", "archive/new/x.txt", True),
        ("archive/*", "archive/new/x.txt", True),
        ("arch*/new", "archive/new/x.txt", True),
        ("*.txt", "archive/new/x.txt", True),
    ],
)
def test_a_name_with_wild_cards_means_files(tmp_path, pattern, path, is_meant):
    """It takes no folder whose name happens to begin so, unless a slash says that folders are meant."""
    (tmp_path / "promptkit.toml").write_text(f'[per-file-ignores]\n"{pattern}" = ["text"]\n')

    assert bool(find_config(tmp_path).ignored_in(str(tmp_path / path))) is is_meant


@pytest.mark.parametrize(
    ("pattern", "folder", "said"),
    [
        ("prompts/sprot/*", ".", ":2: per-file-ignores: 'prompts/sprot/*' fits no file that was read; did you mean"),
        ("prompts/sprot", "prompts", "did you mean 'prompts/sport'?"),
        ("sprot", ".", "did you mean 'sport'?"),
        ("*.csv", ".", "check the path, or take it out"),
        ("*.csv", "prompts", None),
        ("prompts/other/*", "prompts/sport", None),
        ("prompts/sport", ".", None),
    ],
)
def test_a_pattern_that_meets_no_file_is_said(tmp_path, pattern, folder, said):
    """Only where all that it may meet was searched."""
    (tmp_path / "promptkit.toml").write_text(f'[per-file-ignores]\n"{pattern}" = ["text"]\n')
    found = [*find_config(tmp_path).idle_ignores([tmp_path / folder], [tmp_path / "prompts/sport/a.txt"])]

    assert len(found) == (said is not None)
    assert all(said in one for one in found)


def test_rules_on_trial_are_asked_for_in_the_settings(tmp_path):
    """`preview` is a yes or a no, and settings that build on others take it over."""
    (tmp_path / "base.toml").write_text("preview = true\n")
    (tmp_path / "promptkit.toml").write_text('extend = "base.toml"\n')
    assert find_config(tmp_path).preview

    (tmp_path / "promptkit.toml").write_text("preview = 1\n")
    with pytest.raises(UsageError, match="preview must be true or false, got 1"):
        find_config(tmp_path)


def test_a_name_that_is_added_counts_beside_everything(tmp_path):
    """Without `select` all families are chosen, and a rule that is added by name outweighs its ignored family."""
    (tmp_path / "promptkit.toml").write_text('ignore = ["text"]\nextend-select = ["hype-words"]\n')
    config = find_config(tmp_path)
    names = {rule.name for rule in selected_rules(config.chosen(), config.ignore)}

    assert {"hype-words", "static-description"} <= names
    assert "foreign-flags" not in names


def test_the_negative_and_what_is_excluded_come_from_the_settings_below(tmp_path):
    """What settings build on holds where they say nothing; what they say themselves counts instead."""
    (tmp_path / "base.toml").write_text('negative = "blur"\nexclude = ["drafts"]\n')
    (tmp_path / "promptkit.toml").write_text('extend = "base.toml"\ntarget = "kling-2.6"\n')
    assert find_config(tmp_path).fill == {"target": "kling-2.6", "negative": "blur"}
    assert find_config(tmp_path).exclude == ("drafts",)

    (tmp_path / "promptkit.toml").write_text('extend = "base.toml"\nnegative = "noise"\nexclude = []\n')
    assert find_config(tmp_path).fill == {"negative": "noise"}
    assert find_config(tmp_path).excluded == ()


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("promptkit.toml", "# ours\nslect = []\n", ":2: unknown key 'slect'"),
        (
            "promptkit.toml",
            'target = "kling-2.6"\n\nselect = [\n  "motion",\n  "moton",\n]\n',
            ":5: unknown rule 'moton'",
        ),
        ("promptkit.toml", "[rules.hype-words]\nallow = [8]\n", ":1: rule hype-words: option allow must"),
        ("promptkit.toml", "ignore = []\ntarget = 'klng-2.6'\n", ":2: unknown target 'klng-2.6'"),
        ("pyproject.toml", "[project]\nnegative = 1\n[tool.promptkit]\nnegative = 1\n", ":4: negative must be a text"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, name, text, place):
    """As of every other file; in a pyproject.toml other tools' keys of the same name are passed over."""
    (tmp_path / name).write_text(text)

    with pytest.raises(UsageError) as error:
        find_config(tmp_path)

    assert str(error.value).startswith(f"{tmp_path / name}{place}")


def test_all_unknown_keys_are_said(tmp_path):
    """Not the first alone."""
    (tmp_path / "promptkit.toml").write_text("slect = []\nignre = []\n")

    with pytest.raises(UsageError, match=r"(?s):1: unknown key 'slect'.*:2: unknown key 'ignre'"):
        find_config(tmp_path)


def test_the_table_of_a_pyproject_does_not_belong_into_a_promptkit_toml(tmp_path):
    """It says what to leave out."""
    (tmp_path / "promptkit.toml").write_text('[tool.promptkit]\ntarget = "kling-2.6"\n')

    with pytest.raises(UsageError, match=r":1: unknown key 'tool'; in promptkit.toml leave out \[tool.promptkit\]"):
        find_config(tmp_path)
