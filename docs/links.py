"""Links inside a folder of HTML pages: where each leads, and which lead nowhere.

Pages of this folder are read in a checkout too, so they link to what is there; `on_site` says which page stands for it.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refers: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.refers.append(value)
            elif name == "id" and value:
                self.ids.add(value)


ON_SITE = (
    (r"\.\./README\.md#(rules|metrics|targets|commands)", r"\1/index.html"),
    (r"\.\./promptkit/(rules|metrics)/(\w+)\.py", r"\1/\2.html"),
    (r"([\w-]+)\.md", r"\1.html"),
    (r"([\w-]+)\.ipynb", r"notebooks/\1.html"),
)
"""What a link leads to in a checkout, and the page of the site that says the same."""


def on_site(markdown: str) -> str:
    """The Markdown of a page in this folder, with the links that it has on the site."""
    return re.sub(r"(?<=\]\()[^()\s]+(?=\))", lambda link: _there(link[0]), markdown)


def _there(link: str) -> str:
    for pattern, page in ON_SITE:
        if found := re.fullmatch(pattern, link):
            there = found.expand(page)
            return there.replace("_", "-") if there.startswith("rules/") else there
    return link


def broken(folder: Path) -> list[str]:
    """Every link of the pages in a folder that leads nowhere, as "page: link (why)".

    Links inside the folder are followed, to the place on the page too; addresses on the web are not asked for.
    """
    pages = {path.resolve(): _Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    return [
        f"{path.relative_to(folder.resolve())}: {link} ({why})"
        for path, page in pages.items()
        for link in page.refers
        for why in _wrong(link, path, pages)
    ]


def _wrong(link: str, at: Path, pages: dict[Path, _Page]) -> Iterator[str]:
    parts = urlsplit(link)
    if parts.scheme in ("https", "http", "data", "mailto"):
        return
    there = (at.parent / unquote(parts.path)).resolve() if parts.path else at
    if parts.scheme or link.startswith("/"):
        yield "it is not relative, so it breaks wherever the site is not at the root"
    elif not there.is_file():
        yield "no such file"
    elif parts.fragment and (there not in pages or unquote(parts.fragment) not in pages[there].ids):
        yield "no such place on that page"
