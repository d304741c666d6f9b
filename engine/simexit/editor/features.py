"""What the language server answers: each request of the protocol to the service of the library that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcInvalidParams

from simexit.check.reading import CASES
from simexit.editor.formatting import formatted
from simexit.editor.protocol import SHOW_CASES, Terms, addition, meant, replacement, uri_of
from simexit.editor.rename import CannotRenameError
from simexit.text.codes import Code

if TYPE_CHECKING:
    from simexit.editor.server import Server
    from simexit.editor.service import Service

Asked = lsp.CompletionParams | lsp.HoverParams | lsp.DefinitionParams | lsp.ReferenceParams | lsp.PrepareRenameParams | lsp.RenameParams
"""What is asked about a place in a file."""
_BEGIN = [".", " ", "(", "{", "[", "/", ":"]
"""Characters after which an editor asks what can be written."""


def register(server: Server) -> None:
    """Tell a server what it answers."""
    _texts(server)
    _names(server)
    _files(server)
    _mends(server)


def _texts(server: Server) -> None:
    def take(uri: str) -> None:
        found = server.service(uri)
        if found is not None:
            service, path = found
            service.opened(path, server.workspace.get_text_document(uri).source)
            server.changed(service)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        found = server.service(params.text_document.uri)
        if found is not None:
            found[0].closed(found[1])
            server.changed(found[0])

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        found = server.service(params.text_document.uri)
        if found is not None:
            server.publish(found[0])
            await server.lint(found[0])
            await server.prove(found[0])

    @server.feature(lsp.INITIALIZED)
    async def initialized(_params: lsp.InitializedParams) -> None:
        if get_capability(server.client_capabilities, "workspace.did_change_watched_files.dynamic_registration"):
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*.yaml")])
            watching = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(lsp.RegistrationParams([watching]))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_on_disk(_params: lsp.DidChangeWatchedFilesParams) -> None:
        for service in server.services():
            service.refresh()
            server.changed(service)


def _names(server: Server) -> None:
    def asked(params: Asked) -> tuple[Service, str, int, int] | None:
        found = server.service(params.text_document.uri)
        if found is None:
            return None
        return *found, *server.terms.column(server.source(params.text_document.uri), params.position)

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=_BEGIN))
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        at = asked(params)
        return at and server.terms.completion(at[0].complete(*at[1:]), server.source(params.text_document.uri), params.position)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        at = asked(params)
        found = None if at is None else at[0].hover(*at[1:])
        return found and lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, found[0]), server.terms.range(found[1]))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        at = asked(params)
        place = None if at is None else at[0].definition(*at[1:])
        return place and server.terms.location(place)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        at = asked(params)
        places = () if at is None else at[0].references(*at[1:], params.context.include_declaration)
        return [server.terms.location(place) for place in places]

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        at = asked(params)
        mention = None if at is None else at[0].mention(*at[1:])
        return mention and lsp.PrepareRenamePlaceholder(server.terms.range(mention.span), mention.symbol.name)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        at = asked(params)
        try:
            return at and server.terms.renaming(at[0].rename(*at[1:], params.new_name), at[0].draft)
        except CannotRenameError as error:
            raise JsonRpcInvalidParams(str(error)) from error


def _files(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        found = server.service(params.text_document.uri)
        return [] if found is None else [server.terms.outline(part) for part in found[0].outline(found[1])]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def lenses(params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        found = server.service(params.text_document.uri)
        lens = None if found is None else found[0].lens(found[1])
        return [] if lens is None else [server.terms.lens(lens)]

    @server.command(SHOW_CASES)
    async def show_cases(*places: dict[str, object]) -> None:
        for place in places[:1]:
            start = lsp.Position(int(str(place["line"])), 0)
            await server.window_show_document_async(lsp.ShowDocumentParams(str(place["uri"]), selection=lsp.Range(start, start)))

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        found = server.service(params.text_document.uri)
        source = server.source(params.text_document.uri)
        text = None if found is None else formatted(source, found[0].inside(found[1]) or "", found[0].index().profiles)
        if text is None or text == source.text:
            return None
        return [lsp.TextEdit(lsp.Range(lsp.Position(0, 0), lsp.Position(len(source.lines()), 0)), text)]


def _mends(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        found = server.service(params.text_document.uri)
        result = []
        for diagnostic in params.context.diagnostics if found is not None else ():
            word = meant(diagnostic)
            if word is not None:
                edit = replacement(params.text_document.uri, [(diagnostic.range, word)])
                result.append(lsp.CodeAction(f"write `{word}`", lsp.CodeActionKind.QuickFix, [diagnostic], edit=edit))
            elif found is not None and diagnostic.code == Code.BOTH_DUE.code:
                result += _cases(found[0], diagnostic)
            elif found is not None:
                result += _mend(found[0], diagnostic, params.text_document.uri, server.terms)
        return result


def _mend(service: Service, diagnostic: lsp.Diagnostic, uri: str, terms: Terms) -> list[lsp.CodeAction]:
    """Return the change that a lint is certain of."""
    for finding, edits in service.lints:
        if edits and finding.span is not None and (finding.code.code, terms.range(finding.span)) == (diagnostic.code, diagnostic.range):
            edit = replacement(uri, [(terms.range(one.span), one.text) for one in edits])
            return [lsp.CodeAction(f"mend {finding.code.code}", lsp.CodeActionKind.QuickFix, [diagnostic], edit=edit)]
    return []


def _cases(service: Service, diagnostic: lsp.Diagnostic) -> list[lsp.CodeAction]:
    """Return for a conflict the change that adds a case which fails as long as it is there, beside a rule that brings it about."""
    result = []
    for finding, case in service.conflicts:
        if case is None or not diagnostic.message.startswith(finding.message):
            continue
        name = finding.related[-1].span.source.name
        path = (service.draft.path_of(name) or service.whole("rules/found.yaml")).removesuffix(".yaml") + CASES
        edit = addition(uri_of(path), service.draft.source_of(service.inside(path) or ""), case)
        result.append(lsp.CodeAction("add as case", lsp.CodeActionKind.QuickFix, [diagnostic], edit=edit))
    return result
