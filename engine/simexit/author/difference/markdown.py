"""What a change of rules does to people, as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simexit.author.difference.report import Part, Told
from simexit.model.types import written


def markdown(told: Iterable[Told], structure: Iterable[str]) -> str:
    """Return the changes of advice and what they come from."""
    changes, entries = list(told), list(structure)
    lines = ["## What this change does to people", ""]
    if not changes:
        lines += ["No situation gets different advice: proved for every situation that both allow, on every day.", ""]
    for change in changes:
        lines += [*_change(change), ""]
    if entries:
        lines += [
            "<details><summary>Entries that differ</summary>",
            "",
            *(f"- {_escaped(entry)}" for entry in entries),
            "",
            "</details>",
            "",
        ]
    return "\n".join(lines)


def _change(told: Told) -> Iterator[str]:
    yield f"### {_escaped(told.headline)}"
    for part in told.parts:
        yield ""
        yield from _part(part)
    if told.change.more:
        yield from ("", "… and in further regions.")
    if told.change.open:
        yield from ("", f"Not verified: {_escaped(told.change.open)}")
    if told.turns:
        yield from ("", f"Next action: {_escaped('; '.join(told.turns))}")
    if told.because:
        yield from ("", f"Because of: {_escaped(', '.join(told.because))}")


def _part(part: Part) -> Iterator[str]:
    for rule, words in part.where:
        yield f"- {_escaped(words)} (`{rule}`)"
    if part.days:
        yield f"- on days: {part.days}"
    facts = ", ".join(f"{name}: {written(value)}" for name, value in part.example.items())
    yield f"- for example `{facts}`"


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\*_[]<>#|" else character for character in text)
