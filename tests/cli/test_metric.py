"""`promptkit metric` lists all metrics, and shows the page of one."""

import json

import pytest
from click.testing import CliRunner

from promptkit.cli import score
from promptkit.cli.metric import command
from promptkit.errors import UnknownName
from promptkit.metric import all_metrics, find_metric


def run(*arguments):
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_every_metric_is_listed():
    """Without a name: each metric once, one line, with its unit, direction and first sentence."""
    *lines, _, last = run().splitlines()

    assert [line.split()[0] for line in lines] == list(all_metrics())
    for line, metric in zip(lines, all_metrics().values(), strict=True):
        assert f"{metric.unit} " in line
        assert f" {metric.better} " in line
        assert line.endswith(metric.page[""])
        assert ("(by request)" in line) == metric.by_request
    assert "promptkit metric NAME" in last


@pytest.mark.parametrize("name", all_metrics())
def test_a_page_shows_all_that_the_docstring_says(name):
    """With a name: every heading and every word of the page, and what 0 means before the long parts."""
    text, metric = run(name), find_metric(name)

    for heading, body in metric.page.items():
        assert heading in text
        assert " ".join(body.split()) in " ".join(text.split())
    assert f"{name}  {metric.unit}, " in text
    assert f"margin {metric.margin:g} " in text
    told = [body if heading in ("", "Meaning") else f"{heading}: {body}" for heading, body in metric.page.items()]
    assert sorted(" ".join(told).split()) == sorted((metric.measure.__doc__ or "").split())
    assert text.index("\nZero\n") < text.index("\nShape\n")
    assert all(line == line.rstrip() and len(line) <= 120 for line in text.splitlines())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("frozen", "from 0 to 1"),
        ("motion", "0 or more"),
        ("cuts", "0 or more, a limit holds for every clip"),
        ("lpips_drift", ""),
    ],
)
def test_a_page_says_what_values_there_can_be_and_what_a_limit_is_held_to(name, told):
    """Below the margin, where anything is known of it; in JSON as `bounds` and `counts`."""
    lines = run(name).splitlines()
    (metric,) = json.loads(run(name, "--format", "json"))["metrics"]

    assert lines[2] == told
    assert metric["bounds"] == list(find_metric(name).bounds)
    assert metric["counts"] == (name == "cuts")


def test_json_has_the_page_by_heading():
    """--format json: name, unit, direction, margin, version, the page's headings and the constants."""
    (metric,) = json.loads(run("lpips_drift", "--format", "json"))["metrics"]

    assert (metric["name"], metric["unit"], metric["better"]) == ("lpips_drift", "LPIPS per second", "lower")
    assert {"summary", "zero", "meaning", "shape", "not_applicable", "references", "margin", "version"} <= set(metric)
    assert metric["constants"] == {"lags_s": [0.125, 0.25, 0.5, 1, 2, 4]}
    assert "\n " not in metric["zero"]
    answer = json.loads(run("--format", "json"))
    assert (answer["schema"], len(answer["metrics"])) == ("promptkit.metric/1", len(all_metrics()))


def test_an_unknown_metric_offers_the_nearest():
    """A misspelt name is an error that says what was meant."""
    with pytest.raises(UnknownName, match="did you mean flicker"):
        run("flickr")


def test_names_are_completed():
    """Here, and behind `score --metric`."""
    option = next(each for each in score.command.params if each.name == "metrics")

    for parameter in (command.params[0], option):
        assert [item.value for item in parameter.shell_complete(None, "vb")] == ["vbench_background", "vbench_flicker"]
