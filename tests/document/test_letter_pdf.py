"""The PDF of a letter: well formed whatever was filled in, complete with its fonts, and silent."""

from __future__ import annotations

import builtins
import logging
import re
from typing import Any

import pytest
from fpdf import FPDF
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from document.examples import LANGUAGES
from document.letters import LETTERS, all_fields, filled
from simexit.document.calendar_file import MissingLibraryError
from simexit.document.letter_compose import LONGEST
from simexit.document.letter_pdf import NotPrintableError

RIGHT_EDGE = 190.0
SIGNATURES = {"zh": ["Подпись", "签名"], "en": ["Подпись", "Signature"], "ru": ["Подпись"]}
TWO_SIGNS = 6.0
"""How far a stop and a closing bracket may hang out of a line, in millimetres."""


def objects(pdf: bytes) -> int:
    """Return how many objects the table at the end lists, each of which must begin where the table says."""
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    table = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    assert pdf[table:].startswith(b"xref")
    entries = re.findall(rb"(\d{10}) \d{5} n", pdf[table:])
    for number, offset in enumerate(entries, 1):
        assert pdf[int(offset) :].startswith(f"{number} 0 obj".encode())
    return len(entries)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_is_one_page_with_its_fonts_in_it(name: str, language: str) -> None:
    facts: dict[str, object] = {"operator": "kcell", "person.in_kazakhstan": False, "balance.credit": 5, "plan.status": "suspended"}
    pdf = filled(name, facts, language).to_pdf()
    assert objects(pdf) > 5
    assert pages(pdf) == 1
    assert pdf.count(b"/FontFile") == (2 if language == "zh" else 1)


def test_a_letter_that_needs_more_room_goes_on_on_a_second_page() -> None:
    assert pages(filled("complaint", None, "zh", **all_fields("complaint", "word " * (LONGEST // 5))).to_pdf()) == 2


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert filled("complaint", name="张伟").to_pdf() == filled("complaint", name="张伟").to_pdf()


@pytest.mark.parametrize(
    "value", ["(", ")", "\\", ">>\\)", "endstream endobj", "1 0 obj << /JS (x) >>", "%PDF-1.4", "Қазақстан ұлы", "**b**"]
)
def test_no_value_breaks_the_pdf(value: str) -> None:
    plain = filled("complaint", name="x").to_pdf()
    assert objects(filled("complaint", name=value).to_pdf()) == objects(plain)


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.text("ab ()\\<>%/ЖҚы№", min_size=1, max_size=LONGEST))
@example(")" * LONGEST)
@example("W" * LONGEST)
@example("中" * LONGEST)
def test_nothing_stands_outside_the_page(value: str) -> None:
    cells: list[float] = []

    class Ruled(FPDF):
        def cell(self, w: Any = None, h: Any = None, text: str = "", *rest: Any, **options: Any) -> bool:
            cells.append(self.x + self.get_string_width(text.rstrip(" ,.;:?!)")))
            return super().cell(w, h, text, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fpdf.FPDF", Ruled)
        objects(filled("complaint", name=value, address=value).to_pdf())
    assert max(cells) <= RIGHT_EDGE + TWO_SIGNS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_the_place_for_the_signature_is_not_broken_in_either_column(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: dict[float, str] = {}

    class Heard(FPDF):
        def cell(self, w: Any = None, h: Any = None, text: str = "", *rest: Any, **options: Any) -> bool:
            lines[self.y] = lines.get(self.y, "") + text
            return super().cell(w, h, text, *rest, **options)

    monkeypatch.setattr("fpdf.FPDF", Heard)
    filled(name, None, language).to_pdf()
    last = lines[max(lines)]
    assert re.findall(r"(\w+)[:：]\s*_+", last) == SIGNATURES[language]


def test_a_character_without_a_letter_in_the_fonts_is_refused_without_being_repeated(caplog: pytest.LogCaptureFixture) -> None:
    letter = filled("complaint", name="Ann \U0001f600")
    with pytest.raises(NotPrintableError) as raised:
        letter.to_pdf()
    assert "\U0001f600" not in str(raised.value)
    assert "\U0001f600" in letter.to_html()
    assert caplog.text == ""


def test_nothing_that_was_filled_in_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        letter = filled("complaint", name="Zhang Wei 张伟", email="zhang@example.org")
        letter.to_pdf(), letter.to_html(), letter.to_text()
    assert not re.search("Zhang|张|zhang@", caplog.text)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("package", ["fpdf", "pylopdf_fonts_zh_cn"])
def test_without_a_library_the_error_names_the_extra(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *rest)

    letter = filled("complaint")
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingLibraryError, match=re.escape("install simexit[letters]")):
        letter.to_pdf()


def test_a_letter_without_chinese_needs_no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pylopdf_fonts_zh_cn.serif_path", lambda: pytest.fail("the font was asked for"))
    assert objects(filled("complaint", None, "en").to_pdf())
