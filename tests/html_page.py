"""What a reader of a notebook sees of a piece of HTML."""

from html.parser import HTMLParser

VOID = {"img", "br"}


class Page(HTMLParser):
    """The tags of a page, and its text by the innermost tag and its class."""

    def __init__(self, html):
        super().__init__()
        self.tags, self._open, self.pieces = [], [], []
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag, attrs):
        """Open."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("class", "")))

    def handle_endtag(self, tag):
        """Close what was opened last."""
        opened, _ = self._open.pop()
        assert opened == tag, f"{opened} is closed by {tag}"

    def handle_data(self, data):
        """Keep what is read."""
        tag, classes = self._open[-1] if self._open else ("", "")
        if tag not in ("style", "title"):
            self.pieces.append((tag, classes, data))

    @property
    def text(self):
        """All that is read, in order."""
        return "".join(data for *_, data in self.pieces)

    def within(self, tag, kind=None):
        """The texts that stand directly in such tags."""
        return [data for name, classes, data in self.pieces if name == tag and (not kind or kind in classes.split())]

    def attributes(self, tag):
        """Of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]
