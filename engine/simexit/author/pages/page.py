"""What the page of a finding holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Example = Mapping[str, str] | str
"""Files of a library by path, which tests try, or a text where no file can show it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one code: what it means, a bad and a good example, why it matters, and how to mend or configure it."""

    summary: str
    avoid: Example
    prefer: Example
    why: str
    mend: str
