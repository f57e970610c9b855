"""Arithmetic in whole centimes: one rounding, half away from zero, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Quantity:
    """How many units a line is for, as an exact fraction: 17 of 30 days, 90 of 60 minutes."""

    count: int
    per: int = 1

    def __post_init__(self) -> None:
        if self.count < 0 or self.per < 1:
            raise ValueError("a quantity is a count of at least 0 per at least 1")

    def text(self) -> str:
        """Return the quantity for people and exports: ``3``, ``1.5`` or ``17/30``."""
        exact = Fraction(self.count, self.per)
        if exact.denominator == 1:
            return str(exact.numerator)
        short = f"{float(exact):.2f}".rstrip("0")
        return short if Fraction(short) == exact else f"{self.count}/{self.per}"


ONE = Quantity(1)


def proportion(centimes: int, count: int, per: int) -> int:
    """Return ``centimes * count / per`` rounded to the centime, halves away from zero."""
    product = abs(centimes) * count
    rounded = (2 * product + per) // (2 * per)
    return -rounded if centimes < 0 else rounded


def line_amount(unit_centimes: int, quantity: Quantity) -> int:
    """Return the amount of one line; totals add lines and never round again."""
    return proportion(unit_centimes, quantity.count, quantity.per)
