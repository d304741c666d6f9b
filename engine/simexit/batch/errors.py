"""What stops a batch as a whole, in words for the person who started it; a row that does not fit stops nothing."""

from __future__ import annotations

from importlib.util import find_spec


class BatchError(Exception):
    """A table cannot be read, written or gone on with; the message says why and what to do."""


class WrongTableError(BatchError):
    """The names or the columns of the tables are wrong, or with `strict` a row; the message says which."""


class MissingLibraryError(BatchError):
    """A package that this needs is not installed; the message names the extra that brings it."""


def need(extra: str, *modules: str) -> None:
    """Raise `MissingLibraryError` where a module of an extra is not installed."""
    missing = [name for name in modules if find_spec(name) is None]
    if missing:
        raise MissingLibraryError(f"this needs {', '.join(missing)}; install it with `pip install 'simexit[{extra}]'`")
