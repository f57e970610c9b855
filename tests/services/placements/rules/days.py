"""Days and ids the placement tests share."""

from __future__ import annotations

from datetime import date
from uuid import UUID

DAY = date(2026, 11, 22)
"""A Sunday; the reference day of the acceptance cases."""
LBS, SYPHON, FRAC, GAD = (UUID(int=each) for each in range(1, 5))
