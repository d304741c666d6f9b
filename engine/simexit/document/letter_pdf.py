"""A filled letter for print, in two columns, with its fonts in it; the only module that knows `fpdf`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib.resources import files
from itertools import chain, groupby
from typing import TYPE_CHECKING

from simexit.document.calendar_file import MissingLibraryError
from simexit.document.letter import FilledLetter, Pair, Words, plain
from simexit.text.width import NO_BREAK_BEFORE, wrap
from simexit.text.words import word

if TYPE_CHECKING:
    from fpdf import FPDF

_LETTERS, _HAN = "letters", "han"
_MARGIN, _WIDTH, _BOTTOM = 20.0, 170.0, 279.0
_SAID_WIDTH, _READ_AT, _READ_WIDTH = 98.0, 106.0, 64.0
_GAP = 2.0
_BLACK, _GREY = 0, 90


class NotPrintableError(ValueError):
    """No font has a character of the letter; the message names none of what was filled in."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How the lines of a paragraph stand: size in points, height and indent in millimetres."""

    size: float
    height: float
    indent: float = 0.0
    centred: bool = False


_BODY, _TITLE = _Style(10, 5.0), _Style(12.5, 6.4, centred=True)
_READ, _READ_TITLE = _Style(8, 4.2), _Style(9.5, 5.0, centred=True)
_OPENING = "(（《「『“‘"


def to_pdf(letter: FilledLetter) -> bytes:
    """Return the letter on A4; raise `MissingLibraryError` and `NotPrintableError`.

    The same letter gives the same bytes: it is stamped with the beginning of its own day.
    """
    try:
        from fpdf import FPDF
    except ImportError as error:
        raise _missing() from error
    pdf = FPDF(format="A4")
    pdf.set_creation_date(None if letter.day is None else datetime.combine(letter.day, time.min, UTC))
    pdf.set_lang(letter.spoken)
    pdf.set_title(plain(letter.title.said))
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    _fonts(pdf, letter)
    pdf.add_page()
    pdf.set_xy(_MARGIN, _MARGIN)
    for pair, style, reader in _paragraphs(letter):
        _side_by_side(pdf, pair, style, reader)
    return bytes(pdf.output())


def _missing() -> MissingLibraryError:
    return MissingLibraryError("a PDF needs the library fpdf2 and a font: install simexit[letters]")


def _fonts(pdf: FPDF, letter: FilledLetter) -> None:
    """Make the fonts ready that have every character; the large one only where it is needed."""
    said = chain([word("letter_read", letter.language)], *(_texts(pair) for pair in letter.pairs()))
    characters = {ord(character) for text in said for character in text}
    pdf.add_font(_LETTERS, fname=str(files("simexit.document").joinpath("fonts", "DejaVuSerif.ttf")))
    lacking = _without(characters, pdf, _LETTERS)
    if lacking:
        try:
            from pylopdf_fonts_zh_cn import serif_path
        except ImportError as error:
            raise _missing() from error
        pdf.add_font(_HAN, fname=str(serif_path()))
        pdf.set_fallback_fonts([_HAN])
        lacking = _without(lacking, pdf, _HAN)
    if lacking:
        raise NotPrintableError("the fonts of the PDF lack a character that was filled in; HTML has no such limit")


def _without(characters: set[int], pdf: FPDF, font: str) -> set[int]:
    """Return the characters that a font lacks."""
    has = _has(pdf, font)
    return {character for character in characters if character not in has}


def _has(pdf: FPDF, font: str) -> Container[int]:
    """Return the characters of a font."""
    found: Container[int] = pdf.fonts[font].cmap  # type: ignore[union-attr]  # a font from a file has a map of characters
    return found


def _texts(pair: Pair) -> Iterable[str]:
    return [plain(words) for words in (pair.said, pair.read) if words is not None]


def _paragraphs(letter: FilledLetter) -> Iterator[tuple[Pair, _Style, _Style]]:
    """Yield every paragraph with its style in each column; whom the letter is to and from stands to the right."""
    heading = _Style(_BODY.size, _BODY.height, indent=16.0 if letter.title.read is not None else 85.0)
    if letter.title.read is not None:
        yield Pair((), (word("letter_read", letter.language),)), _BODY, _Style(7.5, 4.0)
    yield from ((pair, heading, _READ) for pair in (*letter.to, *letter.sender))
    yield letter.title, _TITLE, _READ_TITLE
    yield from ((pair, _BODY, _READ) for pair in letter.body)


def _side_by_side(pdf: FPDF, pair: Pair, said: _Style, read: _Style) -> None:
    """Set a paragraph and the reader's beside it; both begin at the same height, on the same page."""
    wide = _WIDTH if pair.read is None else _SAID_WIDTH
    left = _broken(pdf, plain(pair.said), said, wide)
    right = [] if pair.read is None else _broken(pdf, _only_read(pair.read), read, _READ_WIDTH)
    above = 3 * _GAP if said.centred else 0.0
    height = max(len(left) * said.height, len(right) * read.height)
    if pdf.y + above + height > _BOTTOM:
        pdf.add_page()
        pdf.set_xy(_MARGIN, _MARGIN)
    top = pdf.y + above
    _column(pdf, left, said, (_MARGIN, top, wide), _BLACK)
    _column(pdf, right, read, (_MARGIN + _READ_AT, top, _READ_WIDTH), _GREY)
    pdf.set_y(top + height + _GAP)


def _only_read(words: Words) -> str:
    """Return a paragraph of the reader's column: nobody writes or signs there, so that its lines for writing are short."""
    return re.sub("_{5,}", "____", plain(words))


def _column(pdf: FPDF, lines: list[str], style: _Style, box: tuple[float, float, float], grey: int) -> None:
    left, top, wide = box
    pdf.set_text_color(grey)
    for number, line in enumerate(lines):
        pdf.set_font(_LETTERS, size=style.size)
        start = (wide - pdf.get_string_width(line)) / 2 if style.centred else style.indent
        pdf.set_xy(left + start, top + number * style.height)
        for font, run in _runs(pdf, line):
            pdf.set_font(font, size=style.size)
            pdf.cell(pdf.get_string_width(run), style.height, run)


def _runs(pdf: FPDF, line: str) -> Iterator[tuple[str, str]]:
    """Yield a line in parts of one font: left to itself, `fpdf` loses the size where a line begins in the second one."""
    has = _has(pdf, _LETTERS)
    for is_there, characters in groupby(line, lambda character: ord(character) in has):
        yield _LETTERS if is_there else _HAN, "".join(characters)


def _broken(pdf: FPDF, text: str, style: _Style, wide: float) -> list[str]:
    """Break a paragraph into lines; what has no place to break in is broken where the line is full."""
    pdf.set_font(_LETTERS, size=style.size)
    room = wide - style.indent
    lines = [part for line in wrap(text, room, pdf.get_string_width) for part in _cut(pdf, line, room)] if text else []
    for number, line in enumerate(lines[:-1]):
        kept = line.rstrip(_OPENING)
        lines[number], lines[number + 1] = kept.rstrip(), line[len(kept) :] + lines[number + 1]
    return lines


def _cut(pdf: FPDF, line: str, room: float) -> Iterator[str]:
    """Yield a line in parts that have room; up to two signs that may not begin a line may hang out of the one before."""
    while pdf.get_string_width(line[:-2] + line[-2:].rstrip(NO_BREAK_BEFORE)) > room:
        fits = next((end for end in range(len(line) - 1, 1, -1) if pdf.get_string_width(line[:end]) <= room), 1)
        yield line[:fits]
        line = line[fits:]
    yield line
