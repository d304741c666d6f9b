"""What is written for a new lint, which is a part of the program: its module, and the line for its code."""

from __future__ import annotations

import re
from pathlib import Path

from simexit.author.scaffold.drafts import CannotDraftError, Draft
from simexit.author.scaffold.writing import filled
from simexit.text.codes import Code

_NAME = re.compile(r"(L[1-9][0-9]{2})/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
_CODES = "engine/simexit/text/codes.py"
_LINTS = "engine/simexit/author/lint/lints"
_LINE = re.compile(r'^    [A-Z_]+ = \("(L[0-9]+)", .*\)\n', re.MULTILINE)


def lint_draft(root: Path, path: str) -> list[Draft]:
    """Return the drafts for a lint, named by its code and what it finds, such as `L204/two-reasons`; `root` is a checkout of the program.

    Raises `CannotDraftError` where it is none, or the name or code is taken or has another form.
    """
    found = _NAME.fullmatch(path)
    if found is None:
        raise CannotDraftError(f"a lint is named with its code, such as `L204/two-reasons`, and not `{path}`")
    code, name = found[1], found[2].replace("-", "_")
    codes = root / _CODES
    if not codes.is_file():
        raise CannotDraftError(f"a lint is a part of the program, and `{root}` is no checkout of it")
    text = codes.read_text(encoding="utf-8")
    module = f"{_LINTS}/{name}.py"
    if code in {one.code for one in Code} or f'("{code}"' in text:
        raise CannotDraftError(f"there is a code {code} already")
    if (root / module).exists() or re.search(rf"^    {name.upper()} = ", text, re.MULTILINE):
        raise CannotDraftError(f"`{name}` is there already")
    content = filled("lint.py.txt", {"code": code, "name": name.upper()})
    return [Draft(module, content), Draft(_CODES, _with_line(text, code, name.upper()))]


def _with_line(text: str, code: str, name: str) -> str:
    """Return the table of codes with one more, after those before it."""
    line = f'    {name} = ("{code}", "say in a few words what is found")\n'
    before = [one for one in _LINE.finditer(text) if one[1] < code]
    place = before[-1].end() if before else _LINE.search(text).start()  # type: ignore[union-attr]  # the table has lints
    return text[:place] + line + text[place:]
