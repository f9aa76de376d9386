"""Settings come from the closest file that has some."""

import pytest

from promptkit.config import Config, find_config
from promptkit.errors import UsageError


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
