"""A suite file becomes arms and cases, and what is wrong with it is said with its place."""

import pytest
from suites import write_suite

from promptkit.errors import UsageError
from promptkit.suite import read_suite


def test_arms_are_variants_targets_and_lengths(tmp_path):
    """One arm for each combination, named by what sets it apart; chains are lengths too."""
    suite = read_suite(write_suite(tmp_path, targets=["kling-2.6", "veo-3.1"], durations=[5, "2x5"], compare=None))

    assert [arm.name for arm in suite.arms][:4] == [
        "clean-kling-2.6-5s", "clean-kling-2.6-2x5s", "clean-veo-3.1-5s", "clean-veo-3.1-2x5s",
    ]  # fmt: skip
    assert [arm.parts for arm in suite.arms][:2] == [1, 2]
    assert suite.arms[0].cases[0].shot.duration == 5


def test_a_target_in_another_spelling_is_the_same_one(tmp_path):
    """Arms and orders have the name as we write it."""
    arms = read_suite(write_suite(tmp_path, targets=["Kling 2.6", "veo-3.1"], compare=None)).arms

    assert [arm.name for arm in arms][:2] == ["clean-kling-2.6", "clean-veo-3.1"]
    assert arms[0].cases[0].shot.target == "kling-2.6"


def test_cases_are_shots_times_seeds_and_repeats(tmp_path):
    """Cases of one prompt share its id, and each has a seed of its own."""
    arm = read_suite(write_suite(tmp_path, seeds=[1, 2], repeats=2)).arms[0]

    assert [case.id for case in arm.cases][:4] == ["pier~s1~r1", "pier~s1~r2", "pier~s2~r1", "pier~s2~r2"]
    assert {case.prompt_id for case in arm.cases} == {"pier", "flag"}
    assert len({case.shot.seed for case in arm.cases}) == 4


def test_variants_change_the_prompt(tmp_path):
    """A template wraps the prompt, `rewrite` adds motion, `fix` takes hype out; ids stay, so that arms pair."""
    variants = {
        "raw": {},
        "handheld": {"prompt": "{{ prompt }} {{ how }}", "vars": {"how": "Handheld camera."}},
        "rewritten": {"rewrite": True},
    }
    suite = read_suite(write_suite(tmp_path, variants=variants, compare=["raw", "rewritten"]))
    prompts = {arm.name: [case.shot.prompt for case in arm.cases] for arm in suite.arms}

    assert prompts["handheld"][0] == "A woman walks along a pier. Handheld camera."
    assert prompts["rewritten"][1].startswith("A red flag in a field")
    assert prompts["rewritten"][1] != prompts["raw"][1]
    assert len({tuple(case.id for case in arm.cases) for arm in suite.arms}) == 1


def test_clips_that_are_there_are_cases(tmp_path):
    """A pattern counts from the suite's folder; cases are called by file name."""
    (tmp_path / "a").mkdir()
    for name in ("y.mp4", "x.mp4"):
        (tmp_path / "a" / name).write_bytes(b"")
    suite = read_suite(write_suite(tmp_path, variants={"v1": {"clips": "a/*.mp4"}}, durations=[], compare=None))

    assert [case.id for case in suite.arms[0].cases] == ["x", "y"]


def test_a_suite_is_the_same_from_anywhere(tmp_path, monkeypatch):
    """The hash does not depend on how the suite's path was given, for clips that are there either."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.mp4").write_bytes(b"")
    path = write_suite(tmp_path, variants={"v1": {"clips": "a/*.mp4"}}, durations=[], compare=None)
    monkeypatch.chdir(tmp_path)

    assert read_suite(path).sha256 == read_suite(path.relative_to(tmp_path)).sha256


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"metricss": []}, "metricss: no such field in a suite; did you mean metrics"),
        ({"limits": {"flicker": {"maxx": 1}}}, "limits.flicker.maxx: no such field in a suite; did you mean max"),
        ({"limits": {"flicker": {"q": 1}}}, "limits.flicker.q: no such field in a suite; there can be: min, max; see"),
        ({"limits": {"motion": 0.01}}, "must be a table, got 0.01; write limits: { motion: { min: 0.01 } }"),
        ({"variants": {"a": {"vars": 3}}}, "variants.a.vars: must be a table, got 3; write vars: { lens: 35mm }"),
        ({"variants": {"a": "rewrite"}}, "must be a table, got 'rewrite'; write variants: { raw: {}, rewritten: {"),
        ({"seeds": ["x"]}, "seeds.0: must be a whole number, got 'x'; write seeds: [1, 2]"),
        ({"limits": {"lpips_drift": {"max": 1}}}, "limits: lpips_drift is not among the metrics of the suite"),
        ({"margins": {"lpips_drift": 1}}, "margins: lpips_drift is not among the metrics of the suite"),
        ({"allow": {"identity": ["failed"]}}, "allow: identity is not among the metrics of the suite"),
        ({"metrics": ["flickr"]}, "unknown metric 'flickr'; did you mean flicker"),
        ({"perceptual": "auto"}, "perceptual: a suite pins its backbone"),
        ({"targets": ["klng-2.6"]}, "unknown target 'klng-2.6'"),
        ({"durations": ["2y5"]}, "durations: '2y5' is no length"),
        ({"durations": [0]}, "durations: 0"),
        ({"compare": ["clean", "fancy"]}, "unknown arm 'fancy'"),
        ({"provider": None}, "provider: nothing says where clips come from"),
        ({"provider": {"width": 64}}, "needs one of 'simulator: true', 'folder' or 'command'"),
        ({"shots": []}, "shots: no prompts are named"),
        ({"variants": {"a": {"clips": "none/*.mp4"}}, "durations": []}, "no file fits 'none/*.mp4'"),
        ({"variants": {"a": {"prompt": "{{ nothing }}"}}}, "needs one value for each of: nothing"),
        ({"limits": {"flicker": {}}}, "needs 'min' or 'max'"),
        ({"durations": [5, 5.0]}, "2 arms are called 'clean-5s'"),
        ({"seeds": [1, 1]}, "2 cases in clean are called 'pier~s1'"),
        ({"provider": {"folder": "{prompt}.mp4"}}, "the names are {arm}, {case}, {shot}, {seed}"),
        ({"provider": {"command": ["make", "{clip}"]}}, "the names are {prompt}, {negative}"),
        ({"variants": {"a": {"clips": "/x/*.mp4"}}, "durations": []}, "patterns count from the suite's folder"),
    ],
)
def test_mistakes_are_said_with_file_and_field(tmp_path, changes, message):
    """What cannot be meant is an error that names the file and what to write."""
    path = write_suite(tmp_path, **changes)

    with pytest.raises(UsageError, match=str(path)) as caught:
        read_suite(path)
    assert message in str(caught.value)
    assert "Input should" not in str(caught.value)
    assert "instance of" not in str(caught.value)


def test_two_shots_of_one_id_are_refused_with_both_places(tmp_path):
    """Scores are known by the id of the shot, in whichever of the suite's files it stands."""
    path = write_suite(tmp_path, shots=["shots.yaml", "more.yaml"])
    (tmp_path / "more.yaml").write_text("- {id: lamp, prompt: A lamp swings.}\n- {id: Pier, prompt: A pier sways.}\n")

    with pytest.raises(UsageError, match=r"shots\.yaml:\d and .*more\.yaml:2 are both called 'Pier'; rename one"):
        read_suite(path)


@pytest.mark.parametrize(
    "typed",
    [
        "limits:\n  flicker:\n    max: 1\n    ^mni: 0\n",
        "limits: { flicker: { max: 1 }, ^motion: 2 }\n",
        "limits: { flicker: { max: 1 }, ^identity: { min: 0 } }\n",
        "margins: { ^flickr: 1 }\n",
        "seeds: [1, ^x]\n",
    ],
)
def test_mistakes_are_said_where_they_stand(tmp_path, typed):
    """The line and column of the wrong key or entry itself, not of the table around it."""
    path = write_suite(tmp_path)
    before, _, after = (path.read_text() + typed).partition("^")
    path.write_text(before + after)
    lines = before.split("\n")

    with pytest.raises(UsageError, match=f"^{path}:{len(lines)}:{len(lines[-1]) + 1}: "):
        read_suite(path)
