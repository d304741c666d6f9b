"""What an editor asks of a library, whatever is in its files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simexit.editor.draft import Draft
from simexit.editor.index import Index
from simexit.editor.positions import column_of, stretch_of, units
from simexit.editor.rename import CannotRenameError
from simexit.editor.service import Service, library_of
from simexit.editor.symbols import Symbol
from simexit.libraries import Library, library
from simexit.text.source import Source, Span

SHIPPED = library()
GYM = Library(Path(__file__).parents[2] / "examples" / "gym")
_BEGUN = ["[", "{", "'", '"', ": ", "\n  ", "- ", "{x", "&a", "(", "in ["]


@pytest.mark.parametrize(("of", "examples"), [(SHIPPED, 15), (GYM, 40)])
def test_a_file_that_ends_anywhere_or_holds_anything_breaks_nothing_that_an_editor_asks(of: Library, examples: int) -> None:
    service = Service(of, "en")
    files = [file.path for file in service.draft.files()]

    @settings(max_examples=examples, deadline=None)
    @given(st.sampled_from(files), st.floats(0, 1), st.text(max_size=4) | st.sampled_from(_BEGUN))
    def check(inside: str, share: float, more: str) -> None:
        path = service.whole(inside)
        text = Path(path).read_text(encoding="utf-8")
        typed = text[: int(share * len(text))] + more
        service.opened(path, typed)
        service.findings()
        lines = Source("", typed).lines()
        line, column = len(lines), len(lines[-1]) + 1
        service.complete(path, line, column)
        service.hover(path, line, column)
        service.definition(path, line, column)
        service.references(path, line, column, True)
        service.outline(path)
        service.lens(path)
        with suppress(CannotRenameError):
            service.rename(path, line, column, "zz_renamed")
        service.closed(path)

    check()
    assert service.findings() == {}


def test_while_a_file_is_broken_its_names_are_those_that_it_last_had() -> None:
    service = Service(GYM, "en")
    path = service.whole("kb/facts/money.yaml")
    service.opened(path, Path(path).read_text(encoding="utf-8"))
    assert service.findings() == {path: ()} or service.findings() == {}
    before = service.index().definitions.keys()
    service.opened(path, "fees.owed: [")
    assert [finding.code.code for finding in service.findings()[path]] == ["K102"]
    assert service.index().definitions.keys() == before


def test_every_name_in_a_library_is_where_the_file_says_it_and_is_defined() -> None:
    index = Index(Draft(SHIPPED).files())
    said = [(symbol, mention) for symbol, places in index.everywhere.items() for _, mention in places if symbol.kind != "rule"]
    assert [mention.span.place for symbol, mention in said if mention.span.text() != symbol.name] == []
    assert {symbol for symbol in index.everywhere if symbol not in index.definitions} == {Symbol("action", "finished")}


def test_a_lens_counts_every_case_once() -> None:
    service = Service(GYM, "en")
    service.findings()
    lens = service.lens(service.whole("rules/settle/pay-fees.yaml"))
    cases, wrong = service.draft.cases()
    assert lens is not None
    assert wrong == ()
    assert len(lens.firing.fires) + lens.firing.not_true + lens.firing.open == len(cases)
    assert 0 < len(lens.places) == len(lens.firing.fires) < len(cases)


def test_a_file_belongs_to_the_nearest_library_above_it(tmp_path: Path) -> None:
    assert library_of(str(GYM.rules / "settle" / "new.yaml")) == GYM
    assert library_of(str(tmp_path / "rules" / "new.yaml")) is None


@pytest.mark.parametrize(("encoding", "before"), [("utf-8", 7), ("utf-16", 3), ("utf-32", 2)])
def test_characters_are_counted_as_the_editor_counts_them(encoding: str, before: int) -> None:
    source = Source("x", "注😀 owed\n")
    span = Span(source, 1, 3, 1, 8)
    stretch = stretch_of(span, encoding)  # type: ignore[arg-type]  # the parameters are the three encodings
    assert (stretch.start.character, stretch.end.character) == (before, before + 5)
    assert column_of(source.line(1), before, encoding) == 3  # type: ignore[arg-type]  # as above
    assert units("", encoding) == 0  # type: ignore[arg-type]  # as above
