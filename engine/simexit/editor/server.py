"""The language server, over standard input and output: which library a file is in, when it is checked, and what is said then."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from simexit.author.lint.run import lint_texts
from simexit.editor import features
from simexit.editor.conflicts import can_prove, conflicts
from simexit.editor.positions import Encoding
from simexit.editor.protocol import Terms, path_of, uri_of
from simexit.editor.service import Service, library_of
from simexit.libraries import Library
from simexit.text.source import Source
from simexit.version import __version__

_PAUSE = 0.005
"""How long to wait for more of what is typed before it is checked, in seconds."""


class Server(LanguageServer):
    """Serves every library of which a file is open, or only one."""

    def __init__(self, only: Library | None, language: str) -> None:
        super().__init__("simexit", __version__)
        self._only = only
        self._language = language
        self._services: dict[Path, Service] = {}
        self._dirty: dict[Path, None] = {}
        self._worker: asyncio.Task[None] | None = None
        self._shown: dict[Path, set[str]] = {}
        self._aside = ThreadPoolExecutor(1)

    @property
    def terms(self) -> Terms:
        """How the client counts characters."""
        found = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        return Terms(next((one for one in get_args(Encoding) if one == found), "utf-16"))

    def service(self, uri: str) -> tuple[Service, str] | None:
        """Return the library of a file and the path of the file, None where it is in none that is served."""
        path = path_of(uri)
        library = None if path is None else library_of(path)
        if path is None or library is None or (self._only is not None and library.root != self._only.root):
            return None
        if library.root not in self._services:
            self._services[library.root] = Service(library, self._language)
        service = self._services[library.root]
        return (service, path) if service.inside(path) is not None else None

    def source(self, uri: str) -> Source:
        """Return the text of an open file."""
        return Source("", self.workspace.get_text_document(uri).source.replace("\r\n", "\n"))

    def changed(self, service: Service) -> None:
        """See to it that a library is checked, once for all that was typed meanwhile."""
        self._dirty[service.draft.origin.root] = None
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        while self._dirty:
            await asyncio.sleep(_PAUSE)
            root = next(iter(self._dirty))
            del self._dirty[root]
            self.publish(self._services[root])

    def publish(self, service: Service) -> None:
        """Check a library and show what is found; files that are open, or had findings, and have none now are cleared."""
        found = service.findings()
        root = service.draft.origin.root
        for path in sorted({*found, *self._shown.get(root, ()), *service.open}):
            diagnostics = [self.terms.diagnostic(finding, service.draft) for finding in found.get(path, ())]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri_of(path), diagnostics))
        self._shown[root] = set(found)

    async def lint(self, service: Service) -> None:
        """Ask the lints about what was saved, while everything else goes on, and show what they find."""
        texts, findings = service.draft.texts()
        asked = asyncio.get_running_loop().run_in_executor(self._aside, lint_texts, texts, service.draft.origin, findings, None)
        rules, found = await asked
        service.lints = () if rules is None else found
        self.publish(service)

    async def prove(self, service: Service) -> None:
        """Look for conflicts in what was saved, while everything else goes on, and show them."""
        rules = service.draft.good
        if rules is None or not can_prove():
            return
        found = await asyncio.get_running_loop().run_in_executor(self._aside, conflicts, rules, service.language)
        if rules.identity == (service.draft.good or rules).identity:
            service.conflicts = found
            self.publish(service)

    def services(self) -> Iterator[Service]:
        """Yield the libraries that are served."""
        yield from self._services.values()

    def report_server_error(self, error: Exception, source: object) -> None:
        """Say in the log of the client that something went wrong here; what was asked gets no answer, and all else goes on."""
        message = f"something went wrong inside simexit: {type(error).__name__}: {error}"
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, message))


def serve_stdio(only: Library | None, language: str) -> None:
    """Serve over standard input and output until the client ends it."""
    server = Server(only, language)
    features.register(server)
    server.start_io()
