"""What an editor shows of a thing under the pointer: definition, type, values, sources and who uses it, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.check.reading import CASES
from simexit.editor.about import headline, type_of, wording, written
from simexit.editor.index import Index, rule_of
from simexit.editor.mentions import Mention, entries_of, under
from simexit.editor.symbols import Kind, Symbol
from simexit.parse.nodes import Node, Sequence

_MOST = 12
_KINDS: dict[Kind, str] = {"name": "fact", "value": "value of", "outcome": "outcome of", "claim": "claim of"}
_USED = frozenset({"name", "parameter", "action", "warning", "deadline", "value", "work", "claim"})
_SHOWN: tuple[tuple[str, str], ...] = (
    ("applies_when", "applies when"),
    ("impossible", "impossible"),
    ("value", "value"),
    ("by", "by"),
    ("when", "when"),
    ("then", "then"),
    ("severity", "severity"),
    ("needs", "needs"),
    ("requires", "requires"),
    ("excludes", "excludes"),
    ("overrides", "overrides"),
    ("verdict", "verdict"),
    ("kind", "kind"),
    ("confidence", "confidence"),
    ("read", "read"),
    ("url", "url"),
)
"""Keys of entries whose content is shown as it is written, and the words for them."""


def hover(symbol: Symbol, index: Index, language: str) -> str | None:
    """Return what is known of a thing, or None where nothing defines it."""
    definition = index.definitions.get(symbol)
    if definition is None:
        return None
    lines = [_title(definition, index), *_about(definition, language), *_users(symbol, index)]
    return "\n\n".join(line for line in lines if line)


def _title(definition: Mention, index: Index) -> str:
    symbol = definition.symbol
    path = index.file_of(symbol) or ""
    what = _KINDS.get(symbol.kind, symbol.kind)
    if symbol.kind == "name" and not path.startswith("kb/facts/"):
        what = (
            "field of letters" if path.startswith("kb/fields/") else "derived value" if under(definition.entry, "value") else "derived fact"
        )
    return f"**{symbol.name}** · {what}{f' `{symbol.owner}`' if symbol.owner else ''}{_type(definition.entry)}"


def _type(entry: Node | None) -> str:
    kind = type_of(entry)
    if not kind:
        return ""
    unit = written(under(entry, "currency")) or written(under(entry, "unit"))
    bounds = written(under(entry, "range"))
    return f" · {kind}{f' ({unit})' if unit else ''}{f', {bounds}' if bounds else ''}"


def _about(definition: Mention, language: str) -> Iterator[str]:
    entry = definition.entry
    yield headline(definition, language)
    yield _values(entry, language)
    yield "\n".join(f"- {words}: `{written(under(entry, key))}`" for key, words in _SHOWN if under(entry, key) is not None)
    outcomes = entries_of(under(entry, "outcomes"))
    yield "\n".join(f"- outcome `{key.text}`: {written(under(outcome, 'set'))}" for key, outcome in outcomes)
    sources = under(entry, "sources")
    yield f"Sources: {written(sources)}" if sources is not None else ""


def _values(entry: Node | None, language: str) -> str:
    values = under(entry, "values")
    if isinstance(values, Sequence):
        return "\n".join(
            f"- {written(under(one, 'from')) or '…'} to {written(under(one, 'until')) or '…'}: **{written(under(one, 'value'))}**"
            for one in values.items
        )
    return "\n".join(f"- `{key.text}`: {wording(text, language)}" for key, text in entries_of(values))


def _users(symbol: Symbol, index: Index) -> Iterator[str]:
    """Yield who uses a thing: rules, entries, and how many files of cases."""
    users: dict[str, None] = {}
    cases: set[str] = set()
    for path, mention in index.everywhere.get(symbol, ()):
        if mention.entry is not None:
            continue
        if path.endswith(CASES):
            cases.add(path)
        else:
            users[f"`{rule_of(path) or _entry_at(path, mention, index)}`"] = None
    shown = [*list(users)[:_MOST], *([f"and {len(users) - _MOST} more"] if len(users) > _MOST else [])]
    if cases:
        shown.append(f"{len(cases)} file{'s' * (len(cases) > 1)} of cases")
    if shown or symbol.kind in _USED:
        yield f"Used by {', '.join(shown)}" if shown else "Nothing uses it"


def _entry_at(path: str, mention: Mention, index: Index) -> str:
    """Return the name of the entry in which a name stands, or its file where there is none."""
    before = [one for one in index.mentions(path) if one.entry is not None and one.span.line <= mention.span.line and one.span.column == 1]
    return before[-1].symbol.name if before else path
