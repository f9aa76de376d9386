"""`promptkit weights`: what there is, where it lies, how it comes here."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli.weights import command
from promptkit.errors import UnknownName, WeightsError
from promptkit.nets import weights


def run(*arguments, code=0):
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("PROMPTKIT_WEIGHTS", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_every_set_of_weights_has_a_line():
    """Piped, one line each with its state and either its place or its remedy."""
    lines = run("list").output.splitlines()[1:]

    assert [line.split()[0] for line in lines] == list(weights.WEIGHTS)
    by_name = {line.split()[0]: line for line in lines}
    assert "run: promptkit weights fetch alexnet" in by_name["alexnet"]
    assert " here " in by_name["lpips-alex"]
    assert "put the file foamliu_mobilefacenet.pt into a folder" in by_name["mobilefacenet"]


def test_json_says_state_and_remedy(folder):
    """The same for programs; a file that is not the promised one is "wrong", with both hashes in the remedy."""
    (folder / "vgg16-397923af.pth").write_bytes(b"not it")

    rows = {row["name"]: row for row in json.loads(run("list", "--format", "json").output)["weights"]}

    assert rows["alexnet"]["state"] == "absent"
    assert rows["lpips-alex"]["state"] == "here"
    assert rows["lpips-alex"]["sha256"].startswith("df73285e")
    assert rows["vgg16"]["state"] == "wrong"
    assert "should be 397923af" in rows["vgg16"]["remedy"]


def test_where_names_the_folders(folder):
    """Without a name: the chosen folder, then the cache."""
    assert run("where").output.splitlines() == [str(folder), str(weights.own_folder())]


def test_where_names_the_file():
    """With a name: the checked file."""
    assert run("where", "lpips-alex").output.strip().endswith("alex.pth")


@pytest.mark.usefixtures("folder")
def test_where_of_absent_weights_is_an_error():
    """Absent weights have no place; the error says how to get them."""
    with pytest.raises(WeightsError, match="weights fetch alexnet"):
        run("where", "alexnet")


@pytest.mark.usefixtures("folder")
def test_fetching_what_is_here_names_its_place():
    """Nothing is downloaded for weights that a package carries."""
    assert run("fetch", "lpips-alex").output.startswith("lpips-alex: ")


@pytest.mark.usefixtures("folder")
def test_misspelt_name_stops_before_the_first_download():
    """All names are checked first."""
    with pytest.raises(UnknownName, match="alexnet"):
        run("fetch", "lpips-alex", "alexnt")


@pytest.mark.usefixtures("folder")
def test_one_failure_does_not_stop_the_others():
    """What cannot be fetched is said, the rest is fetched, and the exit code is 2."""
    result = run("fetch", "mobilefacenet", "lpips-squeeze", code=2)

    assert "mobilefacenet" in result.stderr
    assert "PROMPTKIT_WEIGHTS" in result.stderr
    assert "lpips-squeeze: " in result.stdout
