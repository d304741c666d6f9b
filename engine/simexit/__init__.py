"""simexit: rules and knowledge to advice that is consistent, explained, and honest about what it does not know.

>>> import simexit
>>> from datetime import date
>>> advice = simexit.load(lang="en").advise({}, today=date(2026, 11, 20))
>>> advice.status, advice.next
('ask', None)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simexit.version import __version__

__all__ = [
    "Advice",
    "Advisor",
    "AsyncCases",
    "Case",
    "Cases",
    "DisagreementError",
    "FactError",
    "LibraryError",
    "StoreError",
    "UnknownNameError",
    "__version__",
    "load",
]

if TYPE_CHECKING:
    from simexit.api import Advice, Advisor, DisagreementError, FactError, LibraryError, UnknownNameError, load
    from simexit.case.asynchronous import AsyncCases
    from simexit.case.cases import Cases
    from simexit.case.live import Case
    from simexit.case.store import StoreError

_ELSEWHERE = {
    "AsyncCases": "simexit.case.asynchronous",
    "Case": "simexit.case.live",
    "Cases": "simexit.case.cases",
    "StoreError": "simexit.case.store",
}


def __getattr__(name: str) -> Any:
    """Import the API on first use, so that a command that does not need it starts fast."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_ELSEWHERE.get(name, "simexit.api")), name)
    raise AttributeError(f"module 'simexit' has no attribute {name!r}")
