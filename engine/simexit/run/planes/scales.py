"""Numbers, amounts and days as whole numbers of so many decimals, so that arrays of machine words hold them exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LIMIT = 2**62
"""Nothing that is computed may be larger than this."""


@dataclass(frozen=True, slots=True)
class Scaled:
    """`number` in units of the last of so many decimals: 150 with two decimals is 1.5."""

    number: int
    decimals: int

    def at(self, decimals: int) -> int:
        """Return the number with more decimals."""
        return int(self.number * 10 ** (decimals - self.decimals))


def scaled(value: object) -> Scaled | None:
    """Return a number or a day exactly, or None where the value is something else."""
    match value:
        case Decimal():
            decimals = max(0, -int(value.normalize().as_tuple().exponent))
            return Scaled(int(value.scaleb(decimals)), decimals)
        case int():
            return Scaled(int(value), 0)
        case date():
            return Scaled(value.toordinal(), 0)
        case _:
            return None


def most_decimals(numbers: Iterable[Scaled]) -> int:
    """Return how many decimals are enough for all of them."""
    return max((number.decimals for number in numbers), default=0)
