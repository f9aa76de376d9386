"""What may be said against a template; here, so that files without one need not load Jinja."""

MAX_CHARACTERS = 100_000
"""Of a template and of what it renders to; the longest prompt that any target takes is a few thousand."""


class TemplateRefused(Exception):
    """A template that cannot be used; `position` is a place in it."""

    def __init__(self, message: str, position: int = 0) -> None:
        self.position = position
        super().__init__(message)


class Missing(Exception):
    """Variables that the template uses and nobody gives."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(", ".join(names))
