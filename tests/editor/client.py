"""An editor without a person: a client of the Language Server Protocol that speaks to `simexit lsp` over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

Answer = TypeVar("Answer")
_PATIENCE = 60


class Editor:
    """One session; `findings` are the messages shown at each file, by their codes."""

    def __init__(self) -> None:
        self.client = LanguageClient("test", "1")
        self.shown: dict[str, list[lsp.Diagnostic]] = {}
        self.log: list[str] = []
        self.documents: list[lsp.ShowDocumentParams] = []
        self._news = asyncio.Event()
        self._versions: dict[Path, int] = {}

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]  # the library gives it no type
        def _publish(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self._news.set()

        @self.client.feature(lsp.WINDOW_LOG_MESSAGE)  # type: ignore[untyped-decorator]  # the library gives it no type
        def _log(params: lsp.LogMessageParams) -> None:
            self.log.append(params.message)

        @self.client.feature(lsp.WINDOW_SHOW_DOCUMENT)  # type: ignore[untyped-decorator]  # the library gives it no type
        def _show(params: lsp.ShowDocumentParams) -> lsp.ShowDocumentResult:
            self.documents.append(params)
            return lsp.ShowDocumentResult(True)

    async def begin(self, *options: str, encoding: lsp.PositionEncodingKind = lsp.PositionEncodingKind.Utf16) -> lsp.InitializeResult:
        """Start the server."""
        await self.client.start_io(sys.executable, "-m", "simexit.cli.main", "--lang", "en", *options, "lsp")
        general = lsp.GeneralClientCapabilities(position_encodings=[encoding])
        began = await self.client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(general=general)))
        self.client.initialized(lsp.InitializedParams())
        return began

    async def end(self) -> None:
        """End the session as an editor does."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]  # the library gives it no type

    def open(self, path: Path) -> str:
        """Open a file."""
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        self._versions[path] = 1
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(path.as_uri(), "yaml", 1, text)))
        return text

    def type(self, path: Path, text: str) -> None:
        """Let a text stand for the file, not saved."""
        self._versions[path] += 1
        document = lsp.VersionedTextDocumentIdentifier(uri=path.as_uri(), version=self._versions[path])
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    def save(self, path: Path, text: str) -> None:
        """Write a text and say so."""
        path.write_text(text, encoding="utf-8")
        self.type(path, text)
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(path.as_uri())))

    def codes(self, path: Path) -> list[str]:
        """Return the codes of what is shown at a file."""
        return [str(one.code) for one in self.shown.get(path.as_uri(), [])]

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so of what is shown."""

        async def wait() -> None:
            while not is_so():
                self._news.clear()
                await self._news.wait()

        await asyncio.wait_for(wait(), _PATIENCE)


def session(steps: Callable[[Editor], Awaitable[None]], *options: str) -> Editor:
    """Run the steps of one session with a server that is started for it, and ended after it."""

    async def whole() -> Editor:
        editor = Editor()
        await editor.begin(*options)
        try:
            await steps(editor)
        finally:
            await editor.end()
        return editor

    return asyncio.run(whole())


def spot(text: str, wanted: str, offset: int = 0) -> lsp.Position:
    """Return where a text stands in another, so many characters on, in UTF-16."""
    place = text.index(wanted) + offset
    line = text.count("\n", 0, place)
    start = text.rfind("\n", 0, place) + 1
    return lsp.Position(line, len(text[start:place].encode("utf-16-le")) // 2)
