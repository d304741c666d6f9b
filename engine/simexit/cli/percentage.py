"""A percentage as a person types it, exact."""

from __future__ import annotations

from fractions import Fraction

import click


def percentage(_ctx: click.Context, _param: click.Parameter, written: str | None) -> Fraction | None:
    """Return a percentage as it is written, or None where none is; raise `click.BadParameter` where it is no percentage."""
    try:
        percent = None if written is None else Fraction(written)
    except (ValueError, ZeroDivisionError):
        percent = Fraction(-1)
    if percent is not None and not 0 <= percent <= 100:
        raise click.BadParameter(f"`{written}` is not a number between 0 and 100")
    return percent
