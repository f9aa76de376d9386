"""What is to be added to a prompt, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Addition:
    """Text to be put into the prompt at the offset `at`."""

    at: int
    text: str
    sure: bool = True
    """Whether it reads well there; if not, it is a hint to the author and not to be written."""
