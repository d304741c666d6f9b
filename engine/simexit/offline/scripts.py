"""The scripts of the page, put together in one that shows nothing of itself to other scripts."""

from __future__ import annotations

from importlib.resources import files

_THINKING = (
    "meaning.js", "representatives.js", "certainty.js", "question.js", "interview.js", "wording.js", "advice.js", "answers.js",
)  # fmt: skip
_SHOWING = ("elements.js", "asking.js", "ticking.js", "told.js", "advising.js", "doing.js", "page.js")


def thinking() -> str:
    """Return what decides and words; it needs no page."""
    return "\n".join(static(name) for name in _THINKING)


def whole_script() -> str:
    """Return everything, as the page has it."""
    showing = "\n".join(static(name) for name in _SHOWING)
    return f'"use strict";\n(() => {{\n{thinking()}\n{showing}\n}})();\n'


def static(name: str) -> str:
    """Return one of the files that the page is made of."""
    return (files("simexit.offline") / "static" / name).read_text(encoding="utf-8")
