"""A headless browser for pages that open from disk."""

import pytest


@pytest.fixture
def open_page(browser):
    """Opens a file without network; the page, and a list of what it should not have said or asked for."""
    contexts = []

    def opened(file, *, width=1440, scheme="light", fragment=""):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
        contexts.append(context)
        page, heard = context.new_page(), []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or heard.append(asked.url))
        page.goto(f"{file.as_uri()}{fragment}")
        return page, heard

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def becomes():
    """Wait for a truth without `wait_for_function`, which needs the `unsafe-eval` that the page forbids."""

    def waited(page, expression, *, seconds=10):
        for _ in range(20 * seconds):
            if page.evaluate(expression):
                return True
            page.wait_for_timeout(50)
        return False

    return waited
