"""Files and folders, for a shell that completes what is typed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def file_names(_context: "click.Context", _param: "click.Parameter", typed: str) -> "list[CompletionItem]":
    """Leave it to the shell, for what is a path and no `click.Path`: that one refuses some files itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(typed, type="file")]
