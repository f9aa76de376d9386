"""`promptkit run` on the command line."""

from click.testing import CliRunner
from suites import write_suite

from promptkit.cli import cli


def test_a_dry_run_lists_cases_and_the_clips_that_lack(tmp_path):
    """By arm, each case by its id; of a folder of clips, the files that are not there; nothing is made."""
    suite = write_suite(tmp_path, provider={"folder": "clips/{arm}/{case}.mp4"})
    (tmp_path / "clips" / "clean").mkdir(parents=True)
    (tmp_path / "clips" / "clean" / "pier.mp4").touch()
    place = tmp_path / "clips"

    done = CliRunner().invoke(cli, ["run", str(suite), "--dry-run", "--out", str(tmp_path / "run")])

    assert done.stdout.splitlines() == [
        "clean: 2 cases", "  pier", f"  flag: there is no {place / 'clean' / 'flag.mp4'}",
        "flawed: 2 cases", f"  pier: there is no {place / 'flawed' / 'pier.mp4'}",
        f"  flag: there is no {place / 'flawed' / 'flag.mp4'}",
    ]  # fmt: skip
    assert not (tmp_path / "run").exists()
