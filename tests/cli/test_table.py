"""A plain table is one line a row, whatever stands in its cells."""

from rich.table import Table

from promptkit.cli._table import show


def test_a_row_is_a_line_however_long(capsys):
    """Piped, nothing is wrapped or padded at its end, and brackets are text."""
    table = Table(box=None, pad_edge=False)
    table.add_column("name")
    table.add_column("what", overflow="fold")
    table.add_row("a[bold]", "word " * 100)
    table.add_row("b", "")

    boxes = []
    show(lambda box: boxes.append(box) or table)

    assert boxes == [None]
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["name", "what"], ["a[bold]", *["word"] * 100], ["b"],
    ]  # fmt: skip
