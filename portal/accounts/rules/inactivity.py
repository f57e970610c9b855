"""What can be set for accounts, and when one that nobody uses is warned and closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from portal.accounts.rules.run_course import PRACTICE_DAYS
from workflow.settings import Setting, Unit

WARNED: Final = "inactive_warned_days"
CLOSED: Final = "inactive_closed_days"
REGISTER: Final[tuple[Setting, ...]] = (
    Setting(name=WARNED, group="accounts", lowest=14, highest=1000, unit=Unit.DAYS),
    Setting(name=CLOSED, group="accounts", lowest=7, highest=365, unit=Unit.DAYS),
    Setting(name="run_kept_days", group="accounts", default=PRACTICE_DAYS, lowest=1, highest=30, unit=Unit.DAYS),
)
"""No source says when an account counts as unused: until both days are set, none is warned and none is closed."""


def closing_day(today: date, days: int) -> date:
    """Return the first day on which an account warned today is closed."""
    return today + timedelta(days=days)


def may_be_closed(is_admin: bool, other_admins: int) -> bool:
    """Whether an unused account may be closed: never that of the last technical administrator."""
    return not is_admin or other_admins > 0
