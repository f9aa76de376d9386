"""The server itself: LSP on one side, `lsp.page` on the other. The only importer of pygls."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from promptkit import __version__
from promptkit.errors import UsageError
from promptkit.lsp.lines import offset_of, position_of
from promptkit.lsp.page import Page, Rules, Said, rule_page
from promptkit.lsp.scene import scene_marks, scene_page
from promptkit.rule import rules_with
from promptkit.scene.in_words import summary
from promptkit.scene.read import read_scene
from promptkit.shot import Document
from promptkit.sources.read import is_for_shots
from promptkit.sources.row import Splice

SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
SETTINGS = ("promptkit.toml", "pyproject.toml")
FIX_ALL = "source.fixAll.promptkit"
FIX_ALL_TITLE = "promptkit: make all safe fixes"
SCENE = "promptkit/scene"
"""A request of our own: `{textDocument: {uri}, position}` → what the shot there asks to move, marked in the text."""
PAUSE_S = 0.02
"""Keystrokes that come closer than this are answered together: one that is overtaken is not linted."""


class Server(LanguageServer):
    """A language server that remembers the settings of each folder and the page of each open file.

    Clients send whole texts: pygls puts an edit in the wrong place behind a U+2028 (see `lsp.lines`).
    """

    def __init__(self) -> None:
        super().__init__("promptkit", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.rules: dict[Path, Rules] = {}
        self.unread: set[Path] = set()
        """Folders whose settings could not be understood."""
        self.pages: dict[str, Page] = {}
        self.waiting: dict[str, asyncio.TimerHandle] = {}

    def page(self, uri: str) -> Page | None:
        """The file as it stands in the editor, with its findings; None where it is no file of shots, or excluded.

        Raises:
            UsageError: the project's settings cannot be understood.
        """
        text = self.workspace.get_text_document(uri).source
        path = path_of(uri)
        if not is_for_shots(Document(str(path), text)):
            return None
        folder = path.parent if path.parent.is_dir() else Path.cwd()
        if folder in self.rules and self.rules[folder].is_stale:
            del self.rules[folder]
            for each in self.workspace.text_documents:
                self.publish_soon(each)
        if folder not in self.rules:
            self.unread.add(folder)
            self.rules[folder] = Rules.of(folder)
            self.unread.remove(folder)
        if any(each.takes_file(path) for each in self.rules[folder].config.excluded):
            return None
        old = self.pages.get(uri)
        if old is None or old.document.text != text or old.rules is not self.rules[folder]:
            self.pages[uri] = Page(Document(str(path), text), self.rules[folder])
        return self.pages[uri]

    def publish_soon(self, uri: str) -> None:
        """Send the findings of a file that is being typed in."""
        if uri in self.waiting:
            self.waiting[uri].cancel()
        self.waiting[uri] = asyncio.get_running_loop().call_later(PAUSE_S, self.publish, uri)

    @property
    def can_resolve(self) -> bool:
        """Whether the client asks for the edit of an action when the user takes it."""
        told = self.client_capabilities.text_document
        support = told.code_action.resolve_support if told and told.code_action else None
        return support is not None and "edit" in support.properties

    def heed(self, uris: Iterable[str]) -> None:
        """Files were written: where settings may have changed with them, send the findings of all open files."""
        is_named = any(path_of(uri).name in SETTINGS for uri in uris)
        if is_named or self.unread or any(rules.is_stale for rules in self.rules.values()):
            self.publish_anew()

    def publish_anew(self) -> None:
        """Send the findings of all open files, settings read again."""
        self.rules.clear()
        self.unread.clear()
        for uri in list(self.workspace.text_documents):
            self.publish(uri)

    def forget(self, uri: str) -> None:
        """Take back the findings of a file that was closed."""
        self.pages.pop(uri, None)
        if uri in self.waiting:
            self.waiting.pop(uri).cancel()
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    def publish(self, uri: str) -> None:
        """Send the findings of a file."""
        document = self.workspace.get_text_document(uri)
        said: Sequence[Said] = ()
        try:
            if page := self.page(uri):
                said = page.said
        except UsageError as error:
            said = (Said(0, 0, str(error), "error"),)
        diagnostics = [
            lsp.Diagnostic(
                range=self.range(uri, one.start, one.end),
                message=one.message,
                severity=SEVERITY[one.severity],
                code=one.rule or None,
                source="promptkit",
            )
            for one in said
        ]
        if timer := self.waiting.pop(uri, None):
            timer.cancel()  # this is what it would have sent
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri=uri, version=document.version, diagnostics=diagnostics)
        )

    def range(self, uri: str, start: int, end: int) -> lsp.Range:
        """Offsets of the text as the client counts."""
        document = self.workspace.get_text_document(uri)
        text, encoding = document.source, document.position_codec.encoding
        return lsp.Range(position_of(text, start, encoding), position_of(text, end, encoding))

    def offset(self, uri: str, place: lsp.Position) -> int:
        """The offset in the text of a place that the client names."""
        document = self.workspace.get_text_document(uri)
        return offset_of(document.source, place, document.position_codec.encoding)

    def edits(self, uri: str, changes: Sequence[Splice]) -> lsp.WorkspaceEdit:
        """Changes of one file."""
        edits = [
            lsp.TextEdit(range=self.range(uri, each.start, each.end), new_text=each.text)
            for each in sorted(changes, key=lambda each: each.start)
        ]
        return lsp.WorkspaceEdit(changes={uri: edits})


def path_of(uri: str) -> Path:
    """The path that a URI names; the name alone for a file that is not saved yet."""
    return Path(to_fs_path(uri) or uri)


def make_server() -> Server:
    """The server with its features; `.start_io()` serves."""
    server = Server()
    _follow(server)
    _answer(server)
    return server


def _follow(server: Server) -> None:
    """What the client tells."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.publish_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.heed([params.text_document.uri])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.heed(change.uri for change in params.changes)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)


def _answer(server: Server) -> None:
    """What the client asks for."""

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True),
    )
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return code_actions(server, params)

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    def resolve(action: lsp.CodeAction) -> lsp.CodeAction:
        return with_edit(server, action)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return hover_at(server, params)

    @server.feature(SCENE)
    def scene(params: Any) -> dict[str, object] | None:
        at = lsp.Position(params.position.line, params.position.character)  # pygls knows no types of requests of ours
        return scene_at(server, lsp.TextDocumentPositionParams(lsp.TextDocumentIdentifier(params.textDocument.uri), at))


def code_actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Fixes of the findings in a range, comments that silence them, and all safe fixes of the file."""
    uri = params.text_document.uri
    page = _page(server, uri)
    if page is None:
        return []
    start, end = (server.offset(uri, each) for each in (params.range.start, params.range.end))
    wanted = params.context.only or []
    found: list[lsp.CodeAction] = []
    if not wanted or lsp.CodeActionKind.QuickFix in wanted:
        said = page.offered(start, end)
        of_one = len({one.shot.origin.start for one in said if one.shot and one.shot.origin}) == 1
        for one in said:
            found += _fix(server, uri, page, one)
            if of_one:  # of many, nobody could tell which "this shot" is, and each asks for a reading of the file
                found += _ignored(server, uri, page, one)
    if not wanted and server.can_resolve:  # as at every move of the cursor: made when it is taken
        said = page.offered(0, len(page.document.text))
        fixes = [one.finding.fix for one in said if one.finding and one.finding.fix]
        if any(fix.safe and not fix.obstacle for fix in fixes):
            found.append(lsp.CodeAction(title=FIX_ALL_TITLE, kind=FIX_ALL, data=uri))
    elif (not wanted or any(FIX_ALL.startswith(kind) for kind in wanted)) and (edit := _all_fixes(server, uri, page)):
        found.append(lsp.CodeAction(title=FIX_ALL_TITLE, kind=FIX_ALL, edit=edit))
    return found


def with_edit(server: Server, action: lsp.CodeAction) -> lsp.CodeAction:
    """An action that was offered without its edit, with it."""
    if isinstance(action.data, str) and (page := _page(server, action.data)):
        action.edit = _all_fixes(server, action.data, page)
    return action


def _all_fixes(server: Server, uri: str, page: Page) -> lsp.WorkspaceEdit | None:
    """All safe fixes of a file; None where nothing changes."""
    if not any(one.finding for one in page.said) or page.fixed == page.document.text:
        return None
    return server.edits(uri, [Splice(0, len(page.document.text), page.fixed)])


def _fix(server: Server, uri: str, page: Page, one: Said) -> Iterator[lsp.CodeAction]:
    if one.finding and one.finding.fix and (changes := page.patch(one)):
        mark = "" if one.finding.fix.safe else " (adds content)"
        yield lsp.CodeAction(
            title=f"{one.finding.fix.title}{mark}",
            kind=lsp.CodeActionKind.QuickFix,
            edit=server.edits(uri, changes),
            is_preferred=one.finding.fix.safe,
        )


def _ignored(server: Server, uri: str, page: Page, one: Said) -> Iterator[lsp.CodeAction]:
    if one.rule and (comment := page.suppressed(one)):
        yield lsp.CodeAction(
            title=f"ignore {one.rule} for this shot",
            kind=lsp.CodeActionKind.QuickFix,
            edit=server.edits(uri, [comment]),
        )


def hover_at(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """The pages of the rules that speak of a place, and what the prompt there asks to move."""
    uri = params.text_document.uri
    page = _page(server, uri)
    if page is None:
        return None
    offset = server.offset(uri, params.position)
    known = rules_with(page.rules.config.own)
    names = dict.fromkeys(one.rule for one in page.at(offset, offset) if one.rule in known)
    parts = [rule_page(known[name]) for name in names]
    if (shot := page.shot_at(offset)) is not None:
        parts.insert(0, scene_page(shot))
    if not parts:
        return None
    return lsp.Hover(contents=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value="\n\n---\n\n".join(parts)))


def scene_at(server: Server, params: lsp.TextDocumentPositionParams) -> dict[str, object] | None:
    """What the shot at a place asks to move, in words and marked; None where no prompt stands."""
    uri = params.text_document.uri
    page = _page(server, uri)
    offset = server.offset(uri, params.position)
    shot = page.shot_at(offset) if page else None
    if shot is None:
        return None
    marks = [
        {"range": server.range(uri, mark.start, mark.end), "role": mark.role, "part": mark.part, "note": mark.note}
        for mark in scene_marks(shot)
    ]
    scene = read_scene(shot.prompt)
    return {"id": shot.id, "summary": summary(scene), "markdown": scene_page(shot), "marks": marks}


def _page(server: Server, uri: str) -> Page | None:
    """The file, where it is one of shots and its settings can be understood."""
    try:
        return server.page(uri)
    except UsageError:
        return None  # the diagnostic says so
