"""A filled letter as a page: two columns, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from simexit.document.letter import Blank, FilledLetter, Pair, Words, plain
from simexit.text.words import word

STYLE = """
@page { size: A4; margin: 20mm; }
body { font: 12pt/1.45 serif; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #000; background: #fff; }
table { width: 100%; border-spacing: 0; table-layout: fixed; }
td { vertical-align: top; padding: 0 1em .7em 0; overflow-wrap: anywhere; }
td.read { color: #555; font-size: .88em; border-left: 1px solid #bbb; padding: 0 0 .7em 1em; }
tr { break-inside: avoid; }
h1 { font-size: 1.15em; margin: .8em 0; }
.blank { background: #fff3c4; }
@media print { .blank { background: none; } body { margin: 0; padding: 0; max-width: none; } }
""".strip()


def to_html(letter: FilledLetter) -> str:
    """Return the page; everything that was filled in is escaped."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(letter.spoken)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(plain(letter.title.said))}</title>\n<style>{STYLE}</style>\n</head>\n"
    )
    return f"{head}<body>\n<table>\n{''.join(_rows(letter))}</table>\n</body>\n</html>\n"


def _rows(letter: FilledLetter) -> Iterator[str]:
    if letter.title.read is not None:
        yield f'<tr><td></td><td class="read" lang="{escape(letter.language)}">{escape(word("letter_read", letter.language))}</td></tr>\n'
    for pair in letter.pairs():
        yield _row(pair, letter, "h1" if pair is letter.title else "div")


def _row(pair: Pair, letter: FilledLetter, element: str) -> str:
    said = f"<td><{element}>{_html(pair.said)}</{element}></td>"
    if pair.read is None:
        return f"<tr>{said}</tr>\n"
    return f'<tr>{said}<td class="read" lang="{escape(letter.language)}"><{element}>{_html(pair.read)}</{element}></td></tr>\n'


def _html(words: Words) -> str:
    return "".join(f'<span class="blank">{escape(str(piece))}</span>' if isinstance(piece, Blank) else escape(piece) for piece in words)
