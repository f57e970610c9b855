"""How long the office takes to accept a registration, so that "immediate assignment" can be watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class RegistrationDelay:
    """Calendar days from registration to acceptance, or so far; without a limit nobody is alerted (IB-02)."""

    days: int
    is_open: bool
    alert_days: int | None

    @property
    def is_alert(self) -> bool:
        """Whether the delay is longer than the limit somebody has set."""
        return self.alert_days is not None and self.days > self.alert_days


def registration_delay(
    submitted_on: date, accepted_on: date | None, today: date, alert_days: int | None = None
) -> RegistrationDelay:
    """Return the delay of one mandate on ``today``; ValueError where it was accepted before it was submitted."""
    until = today if accepted_on is None else accepted_on
    if until < submitted_on:
        raise ValueError("accepted or seen before it was submitted")
    return RegistrationDelay((until - submitted_on).days, accepted_on is None, alert_days)
