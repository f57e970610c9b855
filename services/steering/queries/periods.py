"""Periods as the pages of steering choose them."""

from __future__ import annotations

from services.steering.rules.periods import Period, period_of, periods_between, previous_period

__all__ = ["Period", "period_of", "periods_between", "previous_period"]
