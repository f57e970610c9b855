"""Reads of accounts: what people are called, their roles and sessions, and the lists of the administrator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from messaging.work import Reading
from portal.accounts.model import Account, Membership, SignedInSession
from portal.accounts.rules.membership import is_current
from portal.accounts.rules.signing_in import is_live
from schemas.accounts import Language
from schemas.actor import OrganisationKind, Role
from schemas.refusal import NotFound


@dataclass(frozen=True)
class MembershipLine:
    """One role for one organisation."""

    id: UUID
    role: Role
    organisation_kind: OrganisationKind
    organisation_id: UUID
    valid_from: date
    valid_until: date | None
    current: bool


@dataclass(frozen=True)
class SessionLine:
    """One session as its owner sees it."""

    id: UUID
    device: str
    opened_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class AccountLine:
    """One account as the administrator sees it."""

    id: UUID
    row_version: int
    sign_in_name: str
    display_name: str
    email: str
    language: Language
    disabled_at: datetime | None
    must_change_password: bool
    memberships: tuple[MembershipLine, ...]


@dataclass(frozen=True)
class PersonLine:
    """Somebody who acts in a role for an organisation."""

    account_id: UUID
    display_name: str


def my_account(reading: Reading) -> AccountLine:
    """Return one's own account."""
    return _line(_found(reading, reading.actor.account_id), reading.today)


def my_memberships(reading: Reading) -> tuple[MembershipLine, ...]:
    """Return the roles one may act in today."""
    every = _memberships(reading.session, reading.actor.account_id, reading.today)
    return tuple(each for each in every if each.current)


def my_sessions(reading: Reading) -> tuple[SessionLine, ...]:
    """Return one's own live sessions, the last used first."""
    rows = SignedInSession
    asked = select(rows).where(rows.account_id == reading.actor.account_id, rows.ended_at.is_(None))
    found = reading.session.scalars(asked.order_by(rows.seen_at.desc()))
    live = (each for each in found if is_live(each.opened_at, each.seen_at, reading.now))
    return tuple(SessionLine(each.id, each.device, each.opened_at, each.seen_at) for each in live)


def account_names(reading: Reading, *, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return what accounts are called, for timelines; an unknown id is simply missing."""
    asked = select(Account.id, Account.display_name).where(Account.id.in_(set(ids)))
    return {row.id: row.display_name for row in reading.session.execute(asked)}


def addresses(reading: Reading, *, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the mail addresses of enabled accounts, for whoever sends the mails."""
    asked = select(Account.id, Account.email).where(Account.id.in_(set(ids)), Account.disabled_at.is_(None))
    return {row.id: row.email for row in reading.session.execute(asked)}


def people_of(reading: Reading, *, organisation_id: UUID, role: Role | None = None) -> tuple[PersonLine, ...]:
    """Return who acts for an organisation today, in one role or any; one's own organisation, or the office's view."""
    actor = reading.actor
    if organisation_id != actor.organisation_id and not actor.is_office and actor.role is not Role.SYSTEM:
        return ()
    asked = (
        select(Account.id, Account.display_name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == organisation_id, is_held_on(reading.today), Account.disabled_at.is_(None))
        .order_by(Account.display_name, Account.id)
        .distinct()
    )
    if role is not None:
        asked = asked.where(Membership.role == role)
    return tuple(PersonLine(row.id, row.display_name) for row in reading.session.execute(asked))


def is_held_on(today: date) -> ColumnElement[bool]:
    """Return which memberships hold on a day."""
    return and_(Membership.valid_from <= today, or_(Membership.valid_until.is_(None), Membership.valid_until >= today))


def accounts(reading: Reading, *, text: str = "", limit: int = 500) -> tuple[AccountLine, ...]:
    """Return accounts by name, those whose name or sign-in name contains ``text``."""
    asked = select(Account).options(selectinload(Account.memberships)).order_by(Account.display_name, Account.id)
    if text:
        names = (Account.display_name, Account.sign_in_name)
        asked = asked.where(or_(*(each.icontains(text, autoescape=True) for each in names)))
    return tuple(_line(row, reading.today) for row in reading.session.scalars(asked.limit(limit)))


def account(reading: Reading, *, account_id: UUID) -> AccountLine:
    """Return one account with every role it ever had."""
    return _line(_found(reading, account_id), reading.today)


def account_by_name(reading: Reading, *, sign_in_name: str) -> AccountLine | None:
    """Return the account of a sign-in name, for the command line."""
    row = reading.session.scalar(select(Account).where(Account.sign_in_name == sign_in_name))
    return None if row is None else _line(row, reading.today)


def _found(reading: Reading, account_id: UUID) -> Account:
    row = reading.session.get(Account, account_id)
    if row is None:
        raise NotFound("account")
    return row


def _memberships(session: Session, account_id: UUID, today: date) -> tuple[MembershipLine, ...]:
    asked = select(Membership).where(Membership.account_id == account_id)
    return tuple(_membership_line(each, today) for each in session.scalars(asked.order_by(Membership.valid_from)))


def _membership_line(row: Membership, today: date) -> MembershipLine:
    current = is_current(row.valid_from, row.valid_until, today)
    where = (row.organisation_kind, row.organisation_id)
    return MembershipLine(row.id, row.role, *where, row.valid_from, row.valid_until, current)


def _line(row: Account, today: date) -> AccountLine:
    return AccountLine(
        id=row.id,
        row_version=row.row_version,
        sign_in_name=row.sign_in_name,
        display_name=row.display_name,
        email=row.email,
        language=row.language,
        disabled_at=row.disabled_at,
        must_change_password=row.must_change_password,
        memberships=tuple(_membership_line(each, today) for each in row.memberships),
    )
