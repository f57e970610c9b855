"""Who can be reached as what: one row an account, organisation and role."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from messaging.work import Work
from schemas.accounts import AccountSaved, MembershipCode
from schemas.actor import Role
from services.notifications.model import Recipient


def recipient(work: Work, account_id: UUID, organisation_id: UUID, role: Role) -> Recipient:
    """Return the row of somebody in one role, made where there is none yet."""
    same = select(Recipient).where(
        Recipient.account_id == account_id,
        Recipient.organisation_id == organisation_id,
        Recipient.role == role,
    )
    row = work.session.scalars(same).first()
    if row is None:
        row = Recipient(account_id=account_id, organisation_id=organisation_id, role=role)
        work.session.add(row)
    return row


def account_saved(told: AccountSaved, work: Work) -> None:
    """Keep in step with an account: its language, its roles, and whether it is in use at all."""
    known = {(row.organisation_id, row.role): row for row in _rows_of(told.account_id, work)}
    for each in told.memberships:
        row = known.pop((each.organisation_id, each.role), None)
        _learn(row or recipient(work, told.account_id, each.organisation_id, each.role), told, each)
    for left in known.values():
        left.active = False


def _rows_of(account_id: UUID, work: Work) -> list[Recipient]:
    return list(work.session.scalars(select(Recipient).where(Recipient.account_id == account_id)))


def _learn(row: Recipient, told: AccountSaved, membership: MembershipCode) -> None:
    row.language, row.active = told.language.value, not told.disabled
    row.valid_from, row.valid_until = membership.valid_from, membership.valid_until
