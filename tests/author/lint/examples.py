"""Lays out the example of a page: its files over the library in tests/wrong/base."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from simexit.author.lint.lint import Finding
from simexit.author.lint.run import lint
from simexit.libraries import Library

BASE = Path(__file__).parents[2] / "wrong" / "base"
DAY = date(2026, 11, 21)
MORE_SETTINGS = "  when: book.returned and fine.owed == 0\nreread_after_days: 180\n"
"""`finished`, which stands last in the base, goes on."""


def lay_out(files: Mapping[str, str], root: Path) -> Library:
    """Put the base and the files of an example together under `root`; the library says when all is done, and what is old."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    settings = root / "kb" / "library.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + MORE_SETTINGS, encoding="utf-8")
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    return Library(root)


def found_in(files: Mapping[str, str], root: Path) -> tuple[Finding, ...]:
    return lint(lay_out(files, root), DAY)[1]


def codes_in(files: Mapping[str, str], root: Path) -> list[str]:
    return [finding.diagnostic.code.code for finding in found_in(files, root)]
