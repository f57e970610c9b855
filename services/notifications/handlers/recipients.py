"""Who can be reached as what: one row an account, organisation and role; and what they want to hear."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, insert, select

from messaging.work import Work
from schemas.accounts import AccountSaved, MembershipCode
from schemas.actor import Role
from schemas.codes_notifications import AlertKind, Channel
from schemas.notifications import (
    SaveAddress,
    SavePreferences,
    SaveRecipient,
    SetNotificationsValue,
    WithdrawNotificationsValue,
)
from schemas.refusal import Refused
from services.notifications.model import BOOKS, Address, Preference, Recipient
from services.notifications.rules.channels import CHOSEN, is_offered, kinds_of_role, preference_objections
from services.notifications.rules.recipients import recipient_objections
from services.notifications.rules.register import REGISTER
from workflow import registers


def save_recipient(asked: SaveRecipient, work: Work) -> UUID:
    """Enter or correct somebody who can be reached."""
    if found := recipient_objections(asked.language, asked.email):
        raise Refused(*found)
    row = recipient(work, asked.account_id, asked.organisation_id, asked.role)
    work.note("active", row.active, asked.active)
    row.language, row.active, row.by_link = asked.language, asked.active, asked.by_link
    _keep_address(asked.account_id, asked.email, work)
    work.session.flush()
    return row.id


def save_address(asked: SaveAddress, work: Work) -> UUID:
    """Keep where mail for somebody goes."""
    if found := recipient_objections(work.actor.language, asked.email):
        raise Refused(*found)
    _keep_address(work.actor.account_id, asked.email, work)
    return work.actor.account_id


def _keep_address(account_id: UUID, email: str, work: Work) -> None:
    row = work.session.get(Address, account_id)
    if row is None:
        row = Address(account_id=account_id)
        work.session.add(row)
    row.email = email


def save_preferences(asked: SavePreferences, work: Work) -> None:
    """Keep what somebody chose for the organisation they act for, in place of what they chose before."""
    wanted = _wanted(asked)
    if found := preference_objections(work.actor.role, wanted):
        raise Refused(*found)
    mine = {"account_id": work.actor.account_id, "organisation_id": work.actor.organisation_id}
    kinds = kinds_of_role(work.actor.role)
    work.session.execute(delete(Preference).filter_by(**mine).where(Preference.kind.in_(kinds)))
    rows = [
        mine | {"kind": kind, "channel": channel, "wanted": kind in wanted[channel]}
        for kind in kinds
        for channel in CHOSEN
        if is_offered(kind, channel)
    ]
    work.session.execute(insert(Preference), rows)
    work.note("preferences", None, len(rows))


def _wanted(asked: SavePreferences) -> dict[Channel, frozenset[AlertKind]]:
    return {
        Channel.DIGEST: frozenset(asked.digest),
        Channel.MAIL: frozenset(asked.mail),
        Channel.CALENDAR: frozenset(asked.calendar),
    }


def set_value(asked: SetNotificationsValue, work: Work) -> None:
    """Let a value hold from a day on."""
    registers.change(work, BOOKS, REGISTER, (asked.name, asked.value, asked.valid_from))


def withdraw_value(asked: WithdrawNotificationsValue, work: Work) -> None:
    """Take back a value that does not hold yet."""
    registers.withdraw(work, BOOKS, asked.name, asked.valid_from)


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
