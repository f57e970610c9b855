"""Accounts nobody uses: warned, then closed; whoever signs in meanwhile keeps theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, exists, or_, select

from messaging.work import Work
from portal.accounts.handlers import found
from portal.accounts.model import BOOKS, Account, InactiveWarning, Membership, SignedInSession
from portal.accounts.queries import is_held_on
from portal.accounts.rules.inactivity import CLOSED, REGISTER, WARNED, closing_day, may_be_closed
from schemas.access import AccountInactive, AccountInUse, SetAccountsValue, WithdrawAccountsValue
from schemas.actor import Role
from workflow import dated, registers


def set_value(asked: SetAccountsValue, work: Work) -> None:
    """Let a value hold from a day on."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))


def withdraw_value(asked: WithdrawAccountsValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)


def look_at_inactive(work: Work) -> None:
    """Warn whoever has not used the portal for so many days, and close what was warned so many days ago."""
    values = dated.values_on(work.session, BOOKS, (WARNED, CLOSED), work.today)
    if len(values) < len((WARNED, CLOSED)):
        return
    _close(work)
    _warn(work, values[WARNED], values[CLOSED])


def used_again(work: Work, account: Account) -> None:
    """Take a warning back, because somebody has signed in."""
    warned = work.session.get(InactiveWarning, account.id)
    if warned is not None:
        work.session.delete(warned)
        work.tell(AccountInUse(account_id=account.id))


def _warn(work: Work, after: int, within: int) -> None:
    limit = work.now - timedelta(days=after)
    used = exists().where(SignedInSession.account_id == Account.id, SignedInSession.seen_at > limit)
    warned = exists().where(InactiveWarning.account_id == Account.id)
    unused = (Account.created_at <= limit, or_(Account.reopened_at.is_(None), Account.reopened_at <= limit))
    asked = select(Account.id).where(Account.disabled_at.is_(None), *unused, ~used, ~warned).order_by(Account.id)
    closes_on = closing_day(work.today, within)
    for account_id in work.session.scalars(asked).all():
        work.session.add(InactiveWarning(account_id=account_id, warned_at=work.now, closes_on=closes_on))
        work.note(f"warned.{account_id}", None, closes_on)
        work.tell(AccountInactive(account_id=account_id, closes_on=closes_on))


def _close(work: Work) -> None:
    due = select(Account).join(InactiveWarning, InactiveWarning.account_id == Account.id)
    for row in work.session.scalars(due.where(InactiveWarning.closes_on <= work.today).with_for_update()).all():
        if row.disabled_at is None and not may_be_closed(*_administrators(work, row)):
            continue
        work.session.execute(delete(InactiveWarning).where(InactiveWarning.account_id == row.id))
        if row.disabled_at is None:
            row.disabled_at = work.now
            work.note(f"closed.{row.id}", "unused", "disabled")
            found.end_sessions(work, row.id, "unused")
            work.session.flush()
            found.tell_saved(work, row)


def _administrators(work: Work, row: Account) -> tuple[bool, int]:
    """Return whether the account is a technical administrator's, and how many others can sign in."""
    held: Any = (Membership.role == Role.SSIP_ADMIN, is_held_on(work.today), Account.disabled_at.is_(None))
    asked = select(Membership.account_id).join(Account, Account.id == Membership.account_id).where(*held).distinct()
    ids = set(work.session.scalars(asked))
    return row.id in ids, len(ids - {row.id})
