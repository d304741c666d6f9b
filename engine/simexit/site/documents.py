"""The documents beside a library in which a program wrote what it measured, as blocks to be shown; only the Markdown that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

_MEASURED = re.compile(r"^<!-- end of [\w -]+ -->$", re.MULTILINE)
"""Behind what a program wrote; a document without it is none of these."""
_INLINE = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*|\*(.+?)\*|(!?)\[([^\]]*)\]\(([^)\s]*)\)|<(https?://[^>\s]+)>")
_ITEM = re.compile(r"- (.*)", re.DOTALL)
Style = Literal["plain", "code", "strong", "em", "link"]


class Span(NamedTuple):
    """Some words in one style; a link leads to another site."""

    style: Style
    text: str
    to: str = ""


Spans = tuple[Span, ...]


class Block(NamedTuple):
    """One block: a heading of a level, a paragraph, code, a list, a table with its heads first, or a picture by its name."""

    kind: Literal["heading", "paragraph", "code", "list", "table", "picture"]
    rows: tuple[tuple[Spans, ...], ...]
    level: int = 0


class Document(NamedTuple):
    """A document with its pictures, by the names that its blocks call them."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    pictures: tuple[tuple[str, Path], ...]


def documents(folder: Path) -> tuple[Document, ...]:
    """Return the documents of a folder, which need not be there, in the order of their names."""
    texts = ((path, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md")))
    return tuple(_document(path, text) for path, text in texts if _MEASURED.search(text))


def _document(path: Path, text: str) -> Document:
    first, *others = _blocks(text, path.parent)
    title = "".join(span.text for span in first.rows[0][0]) if first.kind == "heading" else path.stem
    shown = tuple(others if first.kind == "heading" else (first, *others))
    names = dict.fromkeys(block.rows[0][0][0].to for block in shown if block.kind == "picture")
    return Document(path.stem, title, shown, tuple((picture_name(path.stem, name), path.parent / name) for name in names))


def picture_name(document: str, name: str) -> str:
    """Return the name of the file of a picture in the site."""
    return f"{document}-{Path(name).name}"


def _blocks(text: str, folder: Path) -> Iterator[Block]:
    for number, part in enumerate(re.split(r"^```.*$\n?", text, flags=re.MULTILINE)):
        if number % 2:
            yield Block("code", (((Span("plain", part.rstrip("\n")),),),))
            continue
        without = re.sub(r"^<!--.*-->$", "", part, flags=re.MULTILINE)
        for block in re.split(r"\n\s*\n", without):
            if block.strip():
                yield from _block(block.strip("\n"), folder)


def _block(block: str, folder: Path) -> Iterator[Block]:
    heading = re.fullmatch(r"(#+) (.*)", block.partition("\n")[0])
    lines = block.splitlines()
    if heading is not None:
        yield Block("heading", ((_spans(heading[2]),),), len(heading[1]))
        if len(lines) > 1:
            yield from _block("\n".join(lines[1:]), folder)
    elif len(lines) > 1 and all(line.startswith("|") for line in lines):
        yield Block("table", tuple(_cells(line) for number, line in enumerate(lines) if number != 1))
    elif block.startswith("- "):
        items = re.split(r"\n(?=- )", block)
        yield Block("list", tuple((_spans(found[1] if (found := _ITEM.match(item)) else item),) for item in items))
    else:
        spans = _spans(" ".join(lines))
        pictured = len(spans) == 1 and spans[0].to.endswith(".svg") and (folder / spans[0].to).is_file()
        yield Block("picture" if pictured else "paragraph", ((spans,),))


def _cells(line: str) -> tuple[Spans, ...]:
    return tuple(_spans(cell.strip()) for cell in line.strip().strip("|").split("|"))


def _spans(text: str) -> Spans:
    found: list[Span] = []
    at = 0
    for match in _INLINE.finditer(text):
        found.append(Span("plain", text[at : match.start()]))
        found.append(_span(match))
        at = match.end()
    return tuple(span for span in (*found, Span("plain", text[at:])) if span.text)


def _span(match: re.Match[str]) -> Span:
    code, strong, em, picture, label, target, address = match.groups()
    if code is not None:
        return Span("code", code)
    if strong is not None:
        return Span("strong", strong)
    if em is not None:
        return Span("em", em)
    if address is not None:
        return Span("link", address, address)
    if picture:
        return Span("plain", label, target)
    outside = target.startswith(("https://", "http://"))
    return Span("link" if outside else "plain", label, target if outside else "")
