"""Where the folders kb/ and rules/ are: in a wheel, in a checkout, or where the user says."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_PACKAGE = Path(__file__).parent


class Library(NamedTuple):
    """A folder that holds kb/ and rules/."""

    root: Path

    @property
    def kb(self) -> Path:
        """The folder of knowledge."""
        return self.root / "kb"

    @property
    def rules(self) -> Path:
        """The folder of rules."""
        return self.root / "rules"


def library(root: str | Path | None = None) -> Library:
    """Return the library under `root`, or the one shipped with the package."""
    if root is not None:
        return Library(Path(root))
    shipped = _PACKAGE / "_data"
    return Library(shipped if shipped.is_dir() else _PACKAGE.parents[1])


def library_around(folder: Path) -> Library | None:
    """Return the library in which a folder stands: the nearest folder at or above it that holds kb/ and rules/, None where none does."""
    return next((found for found in map(Library, (folder, *folder.parents)) if found.kb.is_dir() and found.rules.is_dir()), None)
