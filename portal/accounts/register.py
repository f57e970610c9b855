"""What can be set for accounts, with past, present and planned values, and what a change would concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from messaging.work import Reading
from portal.accounts.model import BOOKS, Account
from portal.accounts.rules.inactivity import REGISTER, WARNED
from workflow import registers
from workflow.registers import Preview, SettingLine, how_many
from workflow.settings import Value


def dated_settings(reading: Reading) -> tuple[SettingLine, ...]:
    """Return every setting of the accounts."""
    return registers.setting_lines(reading, BOOKS, REGISTER)


def setting_preview(reading: Reading, *, name: str, value: Value, valid_from: date) -> Preview:
    """Return what speaks against a change, what held before, and how many accounts it watches over."""
    found = registers.preview(reading, BOOKS, REGISTER, (name, value, valid_from))
    if name != WARNED:
        return found
    return replace(found, effects=(how_many(reading, "open_accounts", Account.disabled_at.is_(None)),))
