"""The documentation as a folder of HTML pages: `python docs/build.py [FOLDER] [--without-running]`.

Rules, metrics, targets and commands get a page each from the registries; the start page is `start.md`; the notebooks
are run on simulated clips. The pages ask nothing of the network. Exit code 1 when a link leads nowhere.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import executed
from generated import Page, pages
from jinja2 import Environment, StrictUndefined
from links import broken, on_site
from markdown_it import MarkdownIt
from markupsafe import Markup
from plotly.offline import get_plotlyjs

HERE = Path(__file__).parent
NOTEBOOKS = sorted(HERE.glob("*.ipynb"))
SECTIONS = ("rules", "metrics", "targets", "commands", "notebooks")


def build(folder: Path, *, running: bool = True) -> list[str]:
    """Write the site; the links that lead nowhere are returned."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for page in _pages():
        _write(folder, page.path, page.title, Markup(markdown.render(page.markdown)))  # noqa: S704  (escaped by it)
    _write_notebooks(folder, running=running)
    (folder / "site.css").write_text((HERE / "site.css").read_text(encoding="utf-8"), encoding="utf-8")
    return broken(folder)


def _pages() -> Iterator[Page]:
    for path, title, file in (("index", "Start", "start.md"), ("own-rules", "Rules of your own", "own-rules.md")):
        yield Page(path, title, on_site((HERE / file).read_text(encoding="utf-8")))
    yield from pages()


def _write_notebooks(folder: Path, *, running: bool) -> None:
    titles: dict[str, str] = {}
    for path in NOTEBOOKS:
        notebook = executed.read(path)
        if running:
            with TemporaryDirectory() as workplace:
                executed.execute(notebook, Path(workplace))
        titles[path.stem] = executed.title(notebook)
        body = Markup(executed.html(notebook))  # noqa: S704  (nbconvert's HTML of our own notebooks)
        _write(folder, f"notebooks/{path.stem}", titles[path.stem], body, script="plotly.js")
    listed = "\n".join(f"<li><a href='{stem}.html'>{title}</a></li>" for stem, title in titles.items())
    _write(folder, "notebooks/index", "Notebooks", Markup(f"<h1>Notebooks</h1><ul>{listed}</ul>"))  # noqa: S704
    (folder / "plotly.js").write_text(get_plotlyjs(), encoding="utf-8")


def _write(folder: Path, path: str, title: str, body: Markup, *, script: str | None = None) -> None:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((HERE / "page.html.jinja").read_text(encoding="utf-8"))
    file = folder / f"{path}.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    up = "../" * path.count("/")
    html = template.render(title=title, body=body, up=up, sections=SECTIONS, here=path.partition("/")[0], script=script)
    file.write_text(html, encoding="utf-8")


def main() -> int:
    """Build, and say what is broken."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("build/site"))
    parser.add_argument("--without-running", action="store_true", help="notebooks as they stand: for a quick look")
    asked = parser.parse_args()
    wrong = build(asked.folder, running=not asked.without_running)
    for one in wrong:
        print(f"broken link in {one}", file=sys.stderr)
    print(f"{sum(1 for _ in asked.folder.rglob('*.html'))} pages in {asked.folder}; begin at {asked.folder}/index.html")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
