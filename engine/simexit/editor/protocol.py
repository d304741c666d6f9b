"""Answers of the service in the terms of the Language Server Protocol, and its questions in ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lsprotocol import types as lsp
from pygls.uris import from_fs_path, to_fs_path

from simexit.editor.completion import Offer, Offers, Sort
from simexit.editor.draft import Draft
from simexit.editor.outline import Part
from simexit.editor.positions import Encoding, Stretch, column_of, stretch_of
from simexit.editor.rename import Renaming
from simexit.editor.service import Lens, Place
from simexit.text.diagnostics import Diagnostic, Related
from simexit.text.source import Source, Span

_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_SORTS: Mapping[Sort, lsp.CompletionItemKind] = {
    "key": lsp.CompletionItemKind.Property,
    "name": lsp.CompletionItemKind.Variable,
    "value": lsp.CompletionItemKind.EnumMember,
    "function": lsp.CompletionItemKind.Function,
}
_KINDS: Mapping[str, lsp.SymbolKind] = {
    "name": lsp.SymbolKind.Variable,
    "parameter": lsp.SymbolKind.Constant,
    "action": lsp.SymbolKind.Function,
    "rule": lsp.SymbolKind.Class,
    "value": lsp.SymbolKind.EnumMember,
    "outcome": lsp.SymbolKind.Field,
    "case": lsp.SymbolKind.Event,
}
SHOW_CASES = "simexit.showCases"
"""The command of a code lens."""


def path_of(uri: str) -> str | None:
    """Return the path of a file on disk, None where the address is of something else."""
    return to_fs_path(uri) if uri.startswith("file:") else None


def uri_of(path: str) -> str:
    """Return the address of a file on disk."""
    return from_fs_path(path) or ""


@dataclass(frozen=True)
class Terms:
    """Puts things in the terms of one client, which counts characters in its own way."""

    encoding: Encoding

    def range(self, span: Span) -> lsp.Range:
        """Return a stretch of a text."""
        return _range(stretch_of(span, self.encoding))

    def column(self, source: Source, position: lsp.Position) -> tuple[int, int]:
        """Return the line and column, from 1, of a place."""
        return position.line + 1, column_of(source.line(position.line + 1), position.character, self.encoding)

    def diagnostic(self, finding: Diagnostic, draft: Draft) -> lsp.Diagnostic:
        """Return a finding with its related places and what its code means."""
        related = [one for related in finding.related if (one := self._related(related, draft)) is not None]
        place = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0)) if finding.span is None else self.range(finding.span)
        return lsp.Diagnostic(
            range=place,
            message=finding.message if finding.hint is None else f"{finding.message}\nhint: {finding.hint}",
            severity=lsp.DiagnosticSeverity.Error if finding.code.level == "error" else lsp.DiagnosticSeverity.Warning,
            code=finding.code.code,
            source="simexit",
            related_information=related or None,
            data={"summary": finding.code.summary},
        )

    def _related(self, related: Related, draft: Draft) -> lsp.DiagnosticRelatedInformation | None:
        path = draft.path_of(related.span.source.name)
        if path is None:
            return None
        return lsp.DiagnosticRelatedInformation(lsp.Location(uri_of(path), self.range(related.span)), related.message)

    def completion(self, offers: Offers, source: Source, position: lsp.Position) -> lsp.CompletionList:
        """Return what can be written, each in place of the word that is typed so far."""
        line, column = self.column(source, position)
        place = self.range(Span(source, line, column - offers.typed, line, column))
        return lsp.CompletionList(False, [_item(offer, place, number) for number, offer in enumerate(offers.offers)])

    def location(self, place: Place) -> lsp.Location:
        """Return a place."""
        return lsp.Location(uri_of(place.path), self.range(place.span))

    def outline(self, part: Part) -> lsp.DocumentSymbol:
        """Return a thing of a file with what belongs to it."""
        return lsp.DocumentSymbol(
            name=part.name,
            kind=_KINDS.get(part.kind, lsp.SymbolKind.Object),
            range=self.range(part.whole),
            selection_range=self.range(part.span),
            detail=part.detail,
            children=[self.outline(inner) for inner in part.parts],
        )

    def lens(self, lens: Lens) -> lsp.CodeLens:
        """Return the line about a rule; who clicks on it is taken to its cases."""
        places = [{"uri": uri_of(place.path), "line": place.span.line - 1} for place in lens.places]
        return lsp.CodeLens(self.range(lens.span), lsp.Command(title=str(lens.firing), command=SHOW_CASES, arguments=places))

    def renaming(self, renaming: Renaming, draft: Draft) -> lsp.WorkspaceEdit:
        """Return the changes of texts, and after them those of paths."""
        edits: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit]] = {}
        for path, span, text in renaming.replacements:
            edits.setdefault(uri_of(str(draft.origin.root / path)), []).append(lsp.TextEdit(self.range(span), text))
        texts = [lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri), changes) for uri, changes in edits.items()]
        root = draft.origin.root
        moves = [lsp.RenameFile(uri_of(str(root / old)), uri_of(str(root / new))) for old, new in renaming.moved]
        return lsp.WorkspaceEdit(document_changes=[*texts, *moves])


def meant(diagnostic: lsp.Diagnostic) -> str | None:
    """Return the word that was meant, where a finding says so."""
    found = _MEANT.search(diagnostic.message)
    return found[1] if found else None


def addition(uri: str, source: Source | None, text: str) -> lsp.WorkspaceEdit:
    """Return the change that adds a text to the end of a file; where there is none, it is made."""
    lines = [""] if source is None else list(source.lines())
    end = lsp.Position(len(lines) - 1, 0) if not lines[-1] else lsp.Position(len(lines), 0)
    before = "" if source is None or source.text.endswith("\n") else "\n"
    edit = lsp.TextEdit(lsp.Range(end, end), f"{before}{text}\n")
    made = [] if source is not None else [lsp.CreateFile(uri, options=lsp.CreateFileOptions(ignore_if_exists=True))]
    return lsp.WorkspaceEdit(document_changes=[*made, lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri), [edit])])


def replacement(uri: str, places: Iterable[tuple[lsp.Range, str]]) -> lsp.WorkspaceEdit:
    """Return the change of some stretches of one file."""
    edits: list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit] = [lsp.TextEdit(place, text) for place, text in places]
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri), edits)])


def _range(stretch: Stretch) -> lsp.Range:
    return lsp.Range(lsp.Position(*stretch.start), lsp.Position(*stretch.end))


def _item(offer: Offer, place: lsp.Range, number: int) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        label=offer.label,
        kind=_SORTS[offer.sort],
        detail=offer.detail or None,
        sort_text=f"{number:05}",
        filter_text=offer.label,
        text_edit=lsp.TextEdit(place, offer.text),
    )
