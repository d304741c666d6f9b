"""The page of each code: those of lints stand in the lints, the others in one YAML file each beside this one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simexit.author.lint.run import lints
from simexit.author.pages.page import Example, Page
from simexit.check.files import read_yaml
from simexit.parse.nodes import Mapping, Node, Scalar
from simexit.parse.shapes import fields, scalar
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings
from simexit.text.render import render

_FOLDER = Path(__file__).parent
_KEYS = ("summary", "avoid", "prefer", "why", "mend")


class BadPageError(Exception):
    """The file of a page cannot be read; the message says why."""


@cache
def page_of(code: Code) -> Page:
    """Return the page of a code."""
    found = {lint.code: lint.page for lint in lints()}
    return found[code] if code in found else _read(code)


def _read(code: Code) -> Page:
    findings = Findings()
    node = read_yaml(_FOLDER / f"{code.code}.yaml", findings)
    entry = None if node is None else fields(node, f"page {code.code}", findings, needs=_KEYS)
    page = None if entry is None else Page(**{key: _content(entry[key], key, findings) for key in _KEYS})  # type: ignore[arg-type]  # examples alone are mappings
    if page is None or len(findings):
        raise BadPageError(render(findings.in_order()))
    return page


def _content(node: Node, key: str, findings: Findings) -> Example:
    if isinstance(node, Mapping) and key in {"avoid", "prefer"}:
        return {path.text: _text(value, path.text, findings) for path, value in node.entries}
    return _text(node, key, findings).strip()


def _text(node: Node, what: str, findings: Findings) -> str:
    found: Scalar | None = scalar(node, what, findings)
    return "" if found is None else found.text
