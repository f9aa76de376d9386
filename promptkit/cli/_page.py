"""What the pages of rules and metrics are made of: headings with text below them, and options."""

import json
from collections.abc import Container, Iterator, Mapping
from textwrap import fill

import click

WIDTH = 96


def section(heading: str, text: str, *, as_it_stands: bool = False) -> Iterator[str]:
    """A heading, with its paragraphs below it, filled anew or as they stand."""
    yield ""
    yield click.style(heading, bold=True)
    shown = text if as_it_stands else "\n\n".join(_filled(paragraph) for paragraph in text.split("\n\n"))
    yield from (f"  {line}".rstrip() for line in shown.splitlines())


def body(page: Mapping[str, str], as_they_stand: Container[str] = ()) -> Iterator[str]:
    """A page: what it says in one line, then its sections; those of `as_they_stand` keep their lines."""
    yield ""
    yield one_line(page[""])
    for heading, text in page.items():
        if heading:
            yield from section(heading, text, as_it_stands=heading in as_they_stand)


def options(heading: str, aside: str, values: Mapping[str, object]) -> Iterator[str]:
    """Names with their values, where there are any."""
    if values:
        yield ""
        yield click.style(heading, bold=True) + aside
        yield from (f"  {name} = {toml(value)}" for name, value in values.items())


def quiet(text: str) -> str:
    """Text that is there for who looks for it."""
    return click.style(text, dim=True) if text else ""


def one_line(text: str) -> str:
    """A paragraph without its line breaks."""
    return " ".join(text.split())


def plain(values: Mapping[str, object]) -> dict[str, object]:
    """Options as JSON has them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def toml(value: object) -> str:
    """A value as a settings file has it."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _filled(paragraph: str) -> str:
    return fill(one_line(paragraph), WIDTH, break_long_words=False, break_on_hyphens=False)  # names can be copied
