"""The language server, driven by a real client over its pipes."""

import asyncio
import re
import sys
import time

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import BaseLanguageClient
from pygls.workspace import PositionCodec

from promptkit.lsp.lines import offset_of, position_of, units

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # the client's own pipes, closed at exit


class Client(BaseLanguageClient):
    """Keeps what the server publishes."""

    def __init__(self):
        super().__init__("test", "1")
        self.published: asyncio.Queue = asyncio.Queue()
        self.texts: dict[str, str] = {}

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def keep(params: lsp.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

    async def said(self):
        """The next diagnostics."""
        return await asyncio.wait_for(self.published.get(), 120)


def run(folder, talk, of_texts=None):
    """Start a server in a folder, talk to it, stop it."""

    async def whole():
        client = Client()
        await client.start_io(sys.executable, "-m", "promptkit", "lsp", cwd=str(folder))
        await client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities(text_document=of_texts), root_uri=folder.as_uri())
        )
        client.initialized(lsp.InitializedParams())
        try:
            await talk(client)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    asyncio.run(whole())


def opened(client, uri, text):
    client.texts[uri] = text
    item = lsp.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))


def typed(client, uri, version, place, text):
    """Insert a text at a place, and send the whole, as the server asks for."""
    line, character = place
    lines = client.texts[uri].split("\n")
    lines[line] = lines[line][:character] + text + lines[line][character:]
    rewritten(client, uri, version, "\n".join(lines))


def rewritten(client, uri, version, text):
    """Send another text."""
    client.texts[uri] = text
    change = lsp.TextDocumentContentChangeWholeDocument(text=text)
    document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[change]))


def made(text, edits):
    """The text with an edit list applied, positions in UTF-16 units (the texts here need none above the BMP)."""
    lines = re.split(r"(?<=\n)", text)
    begin = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
        start, end = (begin[at.line] + at.character for at in (edit.range.start, edit.range.end))
        text = text[:start] + edit.new_text + text[end:]
    return text


async def actions(client, uri, line, character):
    at = lsp.Position(line=line, character=character)
    return await actions_in(client, uri, lsp.Range(start=at, end=at))


async def actions_in(client, uri, where, only=None):
    return await client.text_document_code_action_async(
        lsp.CodeActionParams(
            text_document=lsp.TextDocumentIdentifier(uri=uri),
            range=where,
            context=lsp.CodeActionContext(diagnostics=[], only=only),
        )
    )


def test_open_type_fix_hover(tmp_path):
    """Findings come when a file is opened and follow what is typed; fixes, fix-all, ignoring and pages are on offer."""
    (tmp_path / "promptkit.toml").write_text('ignore = ["cost", "unknown-option"]\n')
    uri = (tmp_path / "shots.yaml").as_uri()
    text = "- prompt: A cat runs over the grass, 8k\n  target: wan-2.2-animate\n"

    async def talk(client):
        opened(client, uri, text)
        hype = [one for one in (await client.said()).diagnostics if one.code == "hype-words"]
        assert [(one.range.start.line, one.range.start.character) for one in hype] == [(0, 37)]

        offered = await actions(client, uri, 0, 38)
        titles = [action.title for action in offered]
        assert titles == ['delete "8k"', "ignore hype-words for this shot", "promptkit: make all safe fixes"]
        fixed, ignored, every = (made(text, action.edit.changes[uri]) for action in offered)
        assert fixed == every == text.replace(", 8k", "")
        assert "8k  # promptkit: ignore[hype-words]\n" in ignored

        typed(client, uri, 2, (0, 39), ", masterpiece")
        said = [one for one in (await client.said()).diagnostics if one.code == "hype-words"]
        assert [(one.range.start.character, one.range.end.character) for one in said] == [(37, 52)]

        hover = await client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(uri=uri), lsp.Position(line=0, character=38))
        )
        assert "**Why**" in hover.contents.value
        assert "subject: cat *runs*" in hover.contents.value

    run(tmp_path, talk)


def test_a_broken_file_is_one_error_at_its_place(tmp_path):
    """What keeps a file from being read is said where it stands, and findings come back when it is mended."""
    uri = (tmp_path / "shots.jsonl").as_uri()

    async def talk(client):
        opened(client, uri, '{"prompt": "A cat"}\n{"prompt": }\n')
        (error,) = (await client.said()).diagnostics
        assert (error.range.start.line, error.severity) == (1, lsp.DiagnosticSeverity.Error)
        assert "broken JSON" in error.message
        typed(client, uri, 2, (1, 11), '"A dog runs, 8k"')
        assert "hype-words" in [one.code for one in (await client.said()).diagnostics]

    run(tmp_path, talk)


def test_the_scene_of_a_place_is_marked_in_the_text(tmp_path):
    """The shot at the place, in words and with ranges as the editor counts; none where no prompt stands."""
    uri = (tmp_path / "shots.yaml").as_uri()
    text = "- prompt: 🎬 A flag flutters in the wind.\n  duration: 5\n"

    async def talk(client):
        opened(client, uri, text)
        await client.said()

        def asked(line, character):
            at = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
            return client.protocol.send_request_async("promptkit/scene", at)

        scene = await asked(0, 20)
        (flag,) = [mark for mark in scene.marks if mark.part == "what"]
        assert (flag.range.start.character, flag.range.end.character) == (15, 19)  # the clapper counts two
        assert "flag" in scene.markdown
        assert await asked(1, 5) is None

    run(tmp_path, talk)


@pytest.mark.parametrize(
    "text", ["rules:\n  - avoid: [8k]\n", "name: a\nshots: b.yaml\nvariants: {raw: {}}\nmetrics: [flicker]\n"]
)
def test_own_rules_and_suites_are_no_shots(tmp_path, text):
    """Nothing is said of them, until they become shots."""
    uri = (tmp_path / "a.yaml").as_uri()

    async def talk(client):
        opened(client, uri, text)
        assert (await client.said()).diagnostics == ()
        assert not await actions(client, uri, 0, 0)
        rewritten(client, uri, 2, "- A cat runs, 8k\n")
        assert "hype-words" in [one.code for one in (await client.said()).diagnostics]

    run(tmp_path, talk)


def test_what_the_settings_exclude_is_left_alone(tmp_path):
    """Until they do so no more."""
    (tmp_path / "promptkit.toml").write_text('exclude = ["drafts"]\n')
    (tmp_path / "drafts").mkdir()
    uri = (tmp_path / "drafts" / "a.yaml").as_uri()

    async def talk(client):
        opened(client, uri, "- A cat runs, 8k\n")
        assert (await client.said()).diagnostics == ()
        assert not await actions(client, uri, 0, 0)
        (tmp_path / "promptkit.toml").write_text("")
        rewritten(client, uri, 2, "- A cat runs, 4k\n")
        assert "hype-words" in [one.code for one in (await client.said()).diagnostics]

    run(tmp_path, talk)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["", "A cat", "Ein Bär 🎬 läuft"])
def test_lengths_are_counted_as_the_client_counts(encoding, text):
    """In the units that were agreed on; the same as pygls counts."""
    assert units(text, encoding) == PositionCodec(encoding).client_num_units(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_line_ends_where_the_protocol_says(encoding):
    """At LF, CRLF and a lone CR; not at U+2028 and what else Python breaks lines at. Both ways agree."""
    text = "A cat\u2028runs\x85, 🎬 8k\r\nSecond\x0b\rThird\x0c\n\nend"
    lines = ["A cat\u2028runs\x85, 🎬 8k", "Second\x0b", "Third\x0c", "", "end"]

    for number, line in enumerate(lines):
        for column in range(len(line) + 1):
            place = lsp.Position(number, units(line[:column], encoding))
            offset = offset_of(text, place, encoding)
            assert position_of(text, offset, encoding) == place
            assert text.startswith(line[column:], offset)
        assert offset_of(text, lsp.Position(number, 1000), encoding) == offset
    assert offset_of(text, lsp.Position(len(lines), 0), encoding) == len(text)


def test_a_line_separator_in_a_prompt_moves_nothing(tmp_path):
    """What is typed and fixed behind a U+2028 lands where the editor has it."""
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\n')
    uri = (tmp_path / "shots.txt").as_uri()

    async def talk(client):
        opened(client, uri, "A cat\u2028runs, 8k\nSecond dog, 8k\n")
        await client.said()
        typed(client, uri, 2, (1, 0), "X")
        said = (await client.said()).diagnostics
        assert [(one.range.start.line, one.range.start.character) for one in said] == [(0, 12), (1, 13)]
        offered = {action.title: action for action in await actions(client, uri, 1, 14)}
        fixed = made(client.texts[uri], offered['delete "8k"'].edit.changes[uri])
        assert fixed == "A cat\u2028runs, 8k\nXSecond dog\n"
        every = made(client.texts[uri], offered["promptkit: make all safe fixes"].edit.changes[uri])
        assert every == "A cat\u2028runs\nXSecond dog\n"

    run(tmp_path, talk)


def test_settings_that_change_on_disk_are_heeded(tmp_path):
    """An editor says which files changed; findings of open files come anew."""
    uri = (tmp_path / "shots.txt").as_uri()

    async def talk(client):
        opened(client, uri, "A cat runs, 8k\n")
        assert "hype-words" in [one.code for one in (await client.said()).diagnostics]
        settings = tmp_path / "promptkit.toml"
        settings.write_text('ignore = ["hype-words"]\n')
        changed = lsp.FileEvent(uri=settings.as_uri(), type=lsp.FileChangeType.Created)
        client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[changed]))
        assert "hype-words" not in [one.code for one in (await client.said()).diagnostics]

    run(tmp_path, talk)


HOUSE = """\
rules:
  - name: no-{0}
    message: '"{{found}}" is out'
    avoid: [{0}]
"""


def codes(params):
    return {one.code for one in params.diagnostics}


def test_own_rules_that_change_on_disk_are_heeded(tmp_path):
    """With the next letter, and at once where the editor says so; rules that cannot be read are said until mended."""
    house = tmp_path / "house.yaml"
    house.write_text(HOUSE.format("fog"))
    (tmp_path / "base.toml").write_text("")
    (tmp_path / "promptkit.toml").write_text('rule-files = ["house.yaml"]\nextend = "base.toml"\n')
    uri = (tmp_path / "shots.txt").as_uri()

    def written(file, text):
        file.write_text(text)
        change = lsp.FileEvent(uri=file.as_uri(), type=lsp.FileChangeType.Changed)
        return lsp.DidChangeWatchedFilesParams(changes=[change])

    async def talk(client):
        opened(client, uri, "A cat runs in the fog, 8k\n")
        assert {"no-fog", "hype-words"} <= codes(await client.said())
        house.write_text(HOUSE.format("cat"))
        typed(client, uri, 2, (0, 0), " ")
        found = codes(await client.said())
        assert "no-cat" in found
        assert "no-fog" not in found
        client.workspace_did_change_watched_files(written(tmp_path / "base.toml", 'ignore = ["hype-words"]\n'))
        assert "hype-words" not in codes(await client.said())
        client.workspace_did_change_watched_files(written(house, "rules: 3\n"))
        assert "house.yaml" in (await client.said()).diagnostics[0].message
        client.workspace_did_change_watched_files(written(house, HOUSE.format("fog")))
        assert "no-fog" in codes(await client.said())

    run(tmp_path, talk)


def test_files_that_change_and_are_no_settings_are_none(tmp_path):
    """Nothing is read again."""
    uri = (tmp_path / "shots.txt").as_uri()

    async def talk(client):
        opened(client, uri, "A cat runs, 8k\n")
        await client.said()
        change = lsp.FileEvent(uri=(tmp_path / "other.yaml").as_uri(), type=lsp.FileChangeType.Changed)
        client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[change]))
        typed(client, uri, 2, (0, 0), " ")
        assert (await client.said()).version == 2

    run(tmp_path, talk)


def test_own_rules_have_their_page_too(tmp_path):
    """Resting on a finding of an own rule shows what its file says of it."""
    (tmp_path / "house.yaml").write_text(HOUSE.format("fog") + "    why: The film has none.\n")
    (tmp_path / "promptkit.toml").write_text('rule-files = ["house.yaml"]\n')
    uri = (tmp_path / "shots.txt").as_uri()

    async def talk(client):
        opened(client, uri, "A cat runs in the fog\n")
        await client.said()
        hover = await client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(uri=uri), lsp.Position(line=0, character=19))
        )
        assert "**no-fog**" in hover.contents.value
        assert "The film has none." in hover.contents.value

    run(tmp_path, talk)


def test_a_selection_of_many_shots_offers_no_comment(tmp_path):
    """None of them would be "this shot"; what mends them is on offer all the same."""
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\n')
    uri = (tmp_path / "shots.yaml").as_uri()

    async def talk(client):
        opened(client, uri, "- A cat runs, 8k\n- A dog runs, 8k\n")
        await client.said()
        whole = lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(2, 0))
        offered = [action.title for action in await actions_in(client, uri, whole)]
        assert offered == ['delete "8k"', 'delete "8k"', "promptkit: make all safe fixes"]

    run(tmp_path, talk)


def test_all_safe_fixes_are_made_when_they_are_taken(tmp_path):
    """For a client that asks then; one that wants them alone has them at once."""
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\n')
    uri = (tmp_path / "shots.txt").as_uri()

    async def talk(client):
        opened(client, uri, "A cat runs, 8k\n")
        await client.said()
        at = lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(0, 0))
        (offered,) = await actions_in(client, uri, at)
        assert offered.edit is None
        taken = await client.code_action_resolve_async(offered)
        assert made(client.texts[uri], taken.edit.changes[uri]) == "A cat runs\n"
        (wanted,) = await actions_in(client, uri, at, only=["source.fixAll"])
        assert made(client.texts[uri], wanted.edit.changes[uri]) == "A cat runs\n"

    resolving = lsp.ClientCodeActionResolveOptions(properties=["edit"])
    actions_of = lsp.CodeActionClientCapabilities(resolve_support=resolving)
    run(tmp_path, talk, lsp.TextDocumentClientCapabilities(code_action=actions_of))


def test_fixes_that_cannot_be_made_are_not_offered_all_at_once(tmp_path):
    """What comes out of a template is mended by hand."""
    (tmp_path / "promptkit.toml").write_text('select = ["hype-words"]\n')
    uri = (tmp_path / "shots.yaml").as_uri()

    async def talk(client):
        opened(client, uri, "- prompt: A {{ x }} boat\n  vars: {x: stunning}\n")
        await client.said()
        whole = lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(2, 0))
        assert "promptkit: make all safe fixes" not in [one.title for one in await actions_in(client, uri, whole)]

    resolving = lsp.ClientCodeActionResolveOptions(properties=["edit"])
    actions_of = lsp.CodeActionClientCapabilities(resolve_support=resolving)
    run(tmp_path, talk, lsp.TextDocumentClientCapabilities(code_action=actions_of))


def test_letters_that_come_at_once_are_answered_together(tmp_path):
    """Who types faster than the server lints does not wait for every letter."""
    uri = (tmp_path / "shots.txt").as_uri()

    async def talk(client):
        opened(client, uri, "A cat runs\n")
        await client.said()
        for version in range(2, 42):
            typed(client, uri, version, (0, 10), "s")
        answers = [await client.said()]
        while answers[-1].version < 41:
            answers.append(await client.said())
        assert len(answers) < 20

    run(tmp_path, talk)


@pytest.mark.parametrize("kind", ["jsonl", "yaml"])
def test_a_keystroke_is_answered_at_once(tmp_path, kind):
    """In a file of 200 shots only the one that changed is read again: opening another such file takes far longer."""
    row = '{{"prompt": "{} {} walks along the pier, his coat pressed back by the wind"}}\n'
    text = "".join((row if kind == "jsonl" else "- " + row).format("A man number", number) for number in range(200))

    async def timed(client, tell, *given):
        begin = time.perf_counter()
        tell(client, *given)
        await client.said()
        return time.perf_counter() - begin

    async def talk(client):
        opened(client, (tmp_path / f"first.{kind}").as_uri(), text.replace("man", "king"))  # loads what is needed
        await client.said()
        uri = (tmp_path / f"shots.{kind}").as_uri()
        whole = await timed(client, opened, uri, text)
        took = [await timed(client, typed, uri, version, (100, 30), "x") for version in range(2, 7)]
        assert min(took) < whole / 3, (took, whole)

    run(tmp_path, talk)
