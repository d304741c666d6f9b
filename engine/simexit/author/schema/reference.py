"""The reference of the rule language, as Markdown, made of the tables by which the checker reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from simexit.author.schema.documents import file_kinds
from simexit.author.schema.expressions_reference import expressions, limits
from simexit.check.forms import (
    ConditionShape,
    DayShape,
    Either,
    Entries,
    ExpressionShape,
    FactsShape,
    FactValueShape,
    Form,
    Items,
    NameOf,
    Nothing,
    Number,
    OneOf,
    Shape,
    Whole,
    Word,
    Wording,
)
from simexit.check.language import LANGUAGE_VERSION, MIGRATION

if TYPE_CHECKING:
    from collections.abc import Iterator


_INTRODUCTION = """# The rule language

Version {version}. This page is made of the tables by which `simexit check` reads, with `python tests/test_language_reference.py --record`;
examples and reasons are in [kb/README.md](../kb/README.md) and [rules/README.md](../rules/README.md). Who is new begins with
[tutorial.md](tutorial.md).

Files are UTF-8 and YAML without anchors, tags and further documents. A *text* has one wording for each language of the library, with the
same placeholders in each. Names are lower-case words with dots between them, such as `trip.end_date`.
"""


def reference() -> str:
    """Return the whole page."""
    parts = [_INTRODUCTION.format(version=LANGUAGE_VERSION), "## Files\n", _files(), *_forms(), *expressions(), *limits(), *_versions()]
    return "\n".join(parts).rstrip() + "\n"


def _files() -> str:
    rows = [_row(f"`{kind.where[0]}`", kind.holds, _in_words(kind.shape)) for kind in file_kinds(("<profiles>",))]
    return "\n".join([_row("file", "holds", "as"), _row("---", "---", "---"), *rows]) + "\n"


def _forms() -> Iterator[str]:
    yield "## Entries\n"
    yield "The order of the keys is the one in which `simexit fmt` writes them.\n"
    seen: set[str] = set()
    for kind in file_kinds(("<profiles>",)):
        for form in _forms_in(kind.shape):
            if form.name not in seen:
                seen.add(form.name)
                yield from _form(form)


def _form(form: Form) -> Iterator[str]:
    yield f"### {form.name[0].upper()}{form.name[1:]}\n"
    lines = [_row("key", "value", "needed", "meaning"), _row("---", "---", "---", "---")]
    for key in form.keys:
        needed = "yes" if key.needed else f"for {_either(key.needed_for)}" if key.needed_for else ""
        only = f"; only for {_either(key.only_for)}" if key.only_for and key.only_for != key.needed_for else ""
        lines.append(_row(f"`{key.name}`", _in_words(key.shape), needed, key.meaning + only))
    yield "\n".join(lines) + "\n"
    if form.exactly_one_of:
        yield f"Exactly one of {_either(form.exactly_one_of)} is given.\n"
    if form.least:
        yield "At least one key is given.\n"


def _forms_in(shape: Shape) -> Iterator[Form]:
    match shape:
        case Form(keys=keys):
            yield shape
            for key in keys:
                yield from _forms_in(key.shape)
        case Items(of=of) | Entries(of=of):
            yield from _forms_in(of)
        case Either(shapes=shapes):
            for one in shapes:
                yield from _forms_in(one)
        case _:
            return


def _in_words(shape: Shape) -> str:
    match shape:
        case Word():
            return "a single value"
        case Wording():
            return "a text"
        case DayShape():
            return "a date such as 2026-12-01"
        case Whole(None, None):
            return "a whole number"
        case Whole(low, None):
            return f"a whole number from {low}"
        case Whole(low, high):
            return f"{low}" if low == high else f"a whole number from {low} to {high}"
        case Number():
            return "a number"
        case OneOf(values):
            return _either(values)
        case NameOf(kinds):
            return " or ".join("an action or `finished`" if kind == "next" else f"the name of a {kind}" for kind in kinds).replace(
                "a action", "an action"
            )
        case ConditionShape():
            return "a condition"
        case ExpressionShape():
            return "an expression"
        case FactValueShape():
            return "a value, a list of values or an expression"
        case FactsShape():
            return "facts and their values"
        case Nothing():
            return "`null`"
        case Items(of, least):
            return f"a list{f' of at least {least}' * (least > 0)}: {_in_words(of)}"
        case Entries(of):
            return f"a mapping: {_in_words(of)}"
        case Either(shapes):
            return "; or ".join(_in_words(one) for one in shapes)
        case Form(name):
            return f"{'an' if name[0] in 'aeiou' else 'a'} [{name}](#{name.replace(' ', '-')})"
        case _:
            assert_never(shape)


def _versions() -> Iterator[str]:
    yield "## Versions\n"
    yield "\n".join(f"- Version {version}: {change}" for version, change in sorted(MIGRATION.items(), reverse=True)) + "\n"


def _either(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
