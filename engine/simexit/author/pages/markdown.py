"""Pages of findings as Markdown: what `simexit explain` shows is what stands in the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import fill

from simexit.author.lint.run import lints
from simexit.author.pages.all import page_of
from simexit.author.pages.page import Example
from simexit.text.codes import Code

GROUPS = {
    "K1": "Reading files",
    "K2": "The shape of entries",
    "K3": "Names",
    "K4": "Expressions",
    "K5": "The library as a whole",
    "K6": "Facts about a situation",
    "P": "What only a proof finds",
    "L1": "Lints of conditions",
    "L2": "Lints of rules and actions",
    "L3": "Lints of figures and derived facts",
    "L4": "Lints of texts",
    "L5": "Lints of sources",
    "L6": "Lints of names",
    "C": "Stores of cases",
}
"""The groups of codes by how the codes begin, in the order in which they are listed."""
_KEPT = "\ue000"
"""Stands for a blank while lines are broken; a private character, which no page has."""
_ABOUT = (
    "Each finding of `simexit check`, `simexit lint` and `simexit prove`, about facts and about stores of cases has a code, and each code "
    "has a page. `simexit explain CODE` shows the same page."
)


def page_text(code: Code) -> str:
    """Return the page of a code."""
    page = page_of(code)
    parts = [f"# {code.code}: {code.summary}", _wrapped(page.summary)]
    parts += ["## Avoid", *_example(page.avoid), "## Prefer", *_example(page.prefer)]
    parts += ["## Why", _wrapped(page.why), "## What to do", _wrapped(page.mend)]
    if code in {lint.code for lint in lints()}:
        parts += ["## Switch off", *_switch(code)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def index_text() -> str:
    """Return the list of all codes, with links to their pages."""
    parts = ["# Findings", _wrapped(_ABOUT)]
    for title, codes in grouped():
        parts += [
            f"## {title}",
            "\n".join(["| code | |", "|---|---|", *(f"| [{code.code}]({code.code}.md) | {code.summary} |" for code in codes)]),
        ]
    return "\n\n".join(parts) + "\n"


def grouped() -> Iterator[tuple[str, list[Code]]]:
    """Yield the codes of each group, in order, with its title."""
    for start, title in GROUPS.items():
        yield title, sorted((code for code in Code if code.code.startswith(start)), key=lambda code: code.code)


def _wrapped(text: str) -> str:
    """Return a text in lines, with no break inside what stands in backticks."""
    whole = re.sub(r"`[^`]*`", lambda found: found[0].replace(" ", _KEPT), text)
    lines = "\n\n".join(fill(part, 100, break_long_words=False, break_on_hyphens=False) for part in whole.split("\n\n"))
    return lines.replace(_KEPT, " ")


def _example(example: Example) -> Iterator[str]:
    if isinstance(example, str):
        yield f"```text\n{example.strip()}\n```"
        return
    for path, content in example.items():
        yield f"```yaml\n# {path}\n{content.strip()}\n```"


def _switch(code: Code) -> Iterator[str]:
    yield "In `library.yaml`, with the reason; `in` says in which files, and left out it is off everywhere:"
    yield f"```yaml\nlints:\n  {code.code}: {{off: the reason in a few words, in: [rules/desk/*]}}\n```"
