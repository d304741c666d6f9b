"""simexit: rules and knowledge to advice that is consistent, explained, and honest about what it does not know.

>>> import simexit
>>> from datetime import date
>>> advice = simexit.load(lang="en").advise({}, today=date(2026, 11, 20))
>>> advice.status, advice.next
('ask', None)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Advice", "Advisor", "Case", "DisagreementError", "FactError", "LibraryError", "UnknownNameError", "__version__", "load"]

if TYPE_CHECKING:
    from simexit.api import Advice, Advisor, Case, DisagreementError, FactError, LibraryError, UnknownNameError, load


def __getattr__(name: str) -> Any:
    """Import the API on first use, so that a command that does not need it starts fast."""
    if name in __all__:
        from simexit import api

        return getattr(api, name)
    raise AttributeError(f"module 'simexit' has no attribute {name!r}")
