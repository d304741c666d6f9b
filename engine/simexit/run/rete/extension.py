"""The C extension of durable_rules, where it can be loaded."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any


@cache
def extension() -> tuple[Any, str | None]:
    """Return the extension module and None, or None and why it is not there.

    From Python 3.13 on, the module names a function that Python no longer has and never calls it; binding lazily lets it load.
    """
    lazy = sys.version_info >= (3, 13) and hasattr(sys, "setdlopenflags")
    flags = sys.getdlopenflags() if lazy else 0
    try:
        if lazy:
            sys.setdlopenflags(os.RTLD_LAZY)
        import durable_rules_engine
    except ImportError as error:
        return None, f"the C extension of durable_rules cannot be loaded: {error}"
    finally:
        if lazy:
            sys.setdlopenflags(flags)
    return durable_rules_engine, None
