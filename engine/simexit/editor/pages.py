"""What the code of a finding means, as an editor shows it."""

from __future__ import annotations

from functools import cache

from simexit.author.pages.markdown import page_text
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic


def page_of(finding: Diagnostic) -> str:
    """Return the page of a finding as Markdown, as `simexit explain` shows it."""
    return _page(finding.code)


@cache
def _page(code: Code) -> str:
    return page_text(code)
