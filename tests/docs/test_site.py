"""The documentation, built as its readers and CI build it."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from generated import prose
from html_page import Page
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from promptkit.cli import COMMANDS
from promptkit.metric import all_metrics
from promptkit.rule import all_rules
from promptkit.target import target_names

DOCS = Path(__file__).parents[2] / "docs"
NOTEBOOKS = sorted(DOCS.glob("*.ipynb"))
START = (DOCS / "start.md").read_text(encoding="utf-8")
UNITS = [
    *(f"rules/{name}" for name in all_rules()),
    *(f"metrics/{name}" for name in all_metrics()),
    *(f"targets/{name}" for name in target_names()),
    *(f"commands/{name}" for name in COMMANDS),
    *(f"notebooks/{path.stem}" for path in NOTEBOOKS),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site with its notebooks run; any warning or broken link fails the build."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-W", "error", str(DOCS / "build.py"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def html(site, path):
    return (site / f"{path}.html").read_text(encoding="utf-8")


def test_everything_has_its_page_and_is_listed(site):
    """Each rule, metric, target, command and notebook, on the list of its kind."""
    for path in UNITS:
        folder, name = path.split("/")
        assert (site / f"{path}.html").is_file(), path
        assert f"{name}.html" in [link["href"] for link in Page(body(site, f"{folder}/index")).attributes("a")], path


def body(site, path):
    """What stands in the page, without its frame."""
    return re.search(r"<main>.*</main>", html(site, path), re.DOTALL).group()


def test_a_rule_shows_its_whole_docstring(site):
    """Nothing of it is read as markup, and nothing is left out."""
    for name, rule in all_rules().items():
        told = " ".join(Page(body(site, f"rules/{name}")).text.split())
        for heading, text in rule.page.items():
            assert " ".join(text.replace("`", "").split()) in told, f"{name}: {heading}"


def test_a_notebook_shows_what_its_cells_gave(site):
    """Findings, figures and verdicts stand in the pages."""
    lint, score, study = (html(site, f"notebooks/{path.stem}") for path in NOTEBOOKS)
    assert "<code>static-description</code>" in lint
    assert score.count("data:image/jpeg") >= 24
    assert "Plotly.newPlot" in score
    assert "flawed-2s is worse than clean-2s" in study


def test_the_site_asks_nothing_of_the_network(site):
    """Scripts, styles and pictures are its own."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"""<(script|img|link)[^>]*(src|href)=["']https?:""", text), page


def test_notebooks_are_kept_without_outputs():
    """What they give is made anew by each build."""
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs"), path
            assert cell.get("execution_count") is None, path


FIRST = re.findall(r"^promptkit ((?:lint|rewrite) --prompt .*)$", START, re.MULTILINE)


@pytest.mark.parametrize("arguments", FIRST, ids=[line.split()[0] for line in FIRST])
def test_the_first_commands_give_what_the_start_page_says(arguments):
    """A newcomer's first result: a finding named static-description, and a rewrite that applies it."""
    command = [sys.executable, "-m", "promptkit", *shlex.split(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1)
    assert "static-description" in done.stdout


def test_the_start_page_names_commands_that_exist():
    """And shows both of the first ones."""
    assert set(re.findall(r"promptkit ([a-z]+)\b(?= )", START)) & set(COMMANDS) >= {
        "lint",
        "rewrite",
        "score",
        "compare",
    }
    assert [line.split()[0] for line in FIRST] == ["lint", "rewrite"]


@given(st.text("ab1 \n*_[]<>|#~\\&-+=.)!:;\"'(", max_size=60))
@settings(max_examples=300, deadline=None)
def test_prose_holds_no_markup(text):
    """Whatever a docstring says is what its page says."""
    given_words = " ".join(text.split())
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    shown = Page(f"<main>{markdown.render(prose(' '.join(text.split())))}</main>").text
    assert " ".join(shown.split()) == given_words


def test_code_and_addresses_stay():
    """The two things that docstrings mark."""
    made = MarkdownIt().render(prose("See `a_b` at https://example.org/a_b, or <https://example.org/c>."))
    assert "<code>a_b</code>" in made
    assert [link["href"] for link in Page(made).attributes("a")] == ["https://example.org/a_b", "https://example.org/c"]
