"""What the build takes for a broken link."""

import pytest
from links import broken


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
