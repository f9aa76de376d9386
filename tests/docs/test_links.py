"""What the build takes for a broken link, and links that lead somewhere in a checkout and on the site alike."""

import re
from pathlib import Path

import pytest
from links import broken, on_site

DOCS = Path(__file__).parents[2] / "docs"


def a_site(folder, link, *, of="a.html"):
    (folder / "sub").mkdir()
    (folder / "a.html").write_text('<h2 id="here">A</h2>' + (link if of == "a.html" else ""))
    (folder / "sub" / "b.html").write_text("<p>B</p>" + (link if of != "a.html" else ""))
    (folder / "c d.css").write_text("")
    return folder


@pytest.mark.parametrize(
    "link",
    [
        '<a href="sub/b.html">', '<a href="#here">', '<link href="c%20d.css">', '<img src="data:image/png;base64,AA">',
        '<a href="https://example.org/never-asked-for">',
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(tmp_path, link):
    """Files, places on pages, data; the web is not asked."""
    assert broken(a_site(tmp_path, link)) == []


def test_links_are_relative_to_their_page(tmp_path):
    """From a folder below, the way up is part of the link."""
    assert broken(a_site(tmp_path, '<a href="../a.html#here">', of="b.html")) == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ('<a href="b.html">', "no such file"),
        ('<img src="gone.png">', "no such file"),
        ('<a href="sub/">', "no such file"),
        ('<a href="#there">', "no such place"),
        ('<a href="sub/b.html#here">', "no such place"),
        ('<a href="/a.html">', "not relative"),
        ('<a href="file:///etc/passwd">', "not relative"),
    ],
)
def test_links_that_lead_nowhere(tmp_path, link, why):
    """Each is named with its page and the reason."""
    (told,) = broken(a_site(tmp_path, link))
    assert told.startswith("a.html: ")
    assert why in told


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_pages_link_to_what_is_in_a_checkout(page):
    """To files, and to headings of Markdown files, which are named as code hosts name them."""
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        path, _, place = link.partition("#")
        there = page.parent / path if path else page
        assert there.is_file(), link
        titles = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), re.MULTILINE) if place else [""]
        assert place in [re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles], link


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("../README.md#metrics", "metrics/index.html"),
        ("../promptkit/rules/static_description.py", "rules/static-description.html"),
        ("../promptkit/metrics/lpips_drift.py", "metrics/lpips_drift.html"),
        ("own-rules.md", "own-rules.html"),
        ("1-lint-and-rewrite.ipynb", "notebooks/1-lint-and-rewrite.html"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("#here", "#here"),
    ],
)
def test_the_site_links_to_its_own_page_of_the_same(link, page):
    """What is no page there stays as it is; code in backticks is no link."""
    assert on_site(f"see [this]({link}), `own-rules.md`") == f"see [this]({page}), `own-rules.md`"
