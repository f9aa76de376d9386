"""How fast the language server answers: from its start to the first findings, and from a keystroke to the new ones.

    python evals/measure_lsp.py [--shots 200] [--keys 30] [--starts 5]

The server is `promptkit lsp`, started as an editor starts it, over its pipes. A start is counted twice: until the
server has answered `initialize`, and until the findings of a file of one shot have come. A keystroke is one letter
typed into one shot of a file of so many; each is sent when the findings of the one before have come.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient

PATIENCE_S = 120
ROWS = {"jsonl": '{{"prompt": "{}"}}\n', "yaml": '- prompt: "{}"\n', "txt": "{}\n", "csv": '"{}"\n'}
WORDS = (
    "A man number {} walks along the pier, his coat pressed back by the wind, 8k",
    "A cup stands on a table number {}.",
    "Rain falls on the street number {}; a woman opens her umbrella and the drops run down its edge.",
    "The red dress number {} is billowing, zoom in while we pull back.",
)


class Editor(BaseLanguageClient):
    """A client that waits for findings."""

    def __init__(self) -> None:
        super().__init__("measure", "1")
        self._published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self._lines: dict[Path, list[str]] = {}

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def keep(params: lsp.PublishDiagnosticsParams) -> None:
            self._published.put_nowait(params)

    async def begin(self, folder: Path) -> None:
        """Start the server in a folder; back when it has answered."""
        await self.start_io(sys.executable, "-m", "promptkit", "lsp", cwd=str(folder))
        capabilities = lsp.ClientCapabilities()
        await self.initialize_async(lsp.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri()))
        self.initialized(lsp.InitializedParams())

    async def found(self) -> int:
        """How many findings come next."""
        return len((await asyncio.wait_for(self._published.get(), PATIENCE_S)).diagnostics)

    async def open(self, path: Path, text: str) -> int:
        """Open a file; how many findings it has."""
        self._lines[path] = text.split("\n")
        item = lsp.TextDocumentItem(uri=path.as_uri(), language_id="plaintext", version=1, text=text)
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
        return await self.found()

    async def type(self, path: Path, version: int, line: int, character: int) -> int:
        """Type a letter; how many findings there are then."""
        lines = self._lines[path]
        lines[line] = f"{lines[line][:character]}x{lines[line][character:]}"
        change = lsp.TextDocumentContentChangeWholeDocument(text="\n".join(lines))
        document = lsp.VersionedTextDocumentIdentifier(uri=path.as_uri(), version=version)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[change]))
        return await self.found()

    async def end(self) -> None:
        """Stop the server."""
        await self.shutdown_async(None)
        self.exit(None)
        await self.stop()


async def start(folder: Path) -> tuple[float, float]:
    """Seconds until the server has answered, and until it has said what it finds in one shot."""
    editor, begin = Editor(), time.perf_counter()
    await editor.begin(folder)
    answered = time.perf_counter() - begin
    await editor.open(folder / "one.txt", WORDS[0].format(1))
    said = time.perf_counter() - begin
    await editor.end()
    return answered, said


async def keystrokes(folder: Path, kind: str, *, shots: int, keys: int) -> tuple[float, int, list[float]]:
    """Seconds until a file's findings have come, how many there are, and seconds for each letter typed into it."""
    head = "prompt\n" if kind == "csv" else ""
    text = head + "".join(ROWS[kind].format(WORDS[number % len(WORDS)].format(number)) for number in range(shots))
    editor, path = Editor(), folder / f"shots.{kind}"
    await editor.begin(folder)
    begin = time.perf_counter()
    found = await editor.open(path, text)
    opened = time.perf_counter() - begin
    took = []
    for key in range(keys):
        line = (key * 7) % shots + head.count("\n")
        begin = time.perf_counter()
        await editor.type(path, key + 2, line, len(text.splitlines()[line]) // 2)
        took.append(time.perf_counter() - begin)
    await editor.end()
    return opened, found, took


def told(seconds: list[float]) -> str:
    """Median and worst, in milliseconds."""
    return f"median {1000 * statistics.median(seconds):.0f} ms, worst {1000 * max(seconds):.0f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--shots", type=int, default=200)
    parser.add_argument("--keys", type=int, default=30)
    parser.add_argument("--starts", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        starts = [asyncio.run(start(folder)) for _ in range(asked.starts)]
        print(f"start, {asked.starts} times: answers after {told([answered for answered, _ in starts])}")
        print(f"  findings of one shot after {told([said for _, said in starts])}")
        for kind in ROWS:
            opened, found, took = asyncio.run(keystrokes(folder, kind, shots=asked.shots, keys=asked.keys))
            print(
                f".{kind}, {asked.shots} shots: opened in {opened:.2f} s ({found} findings); a keystroke {told(took)}"
            )


if __name__ == "__main__":
    main()
