"""Who is signed in: asked before every page, so it goes straight to the database; nobody's rights are remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, exists, select

from messaging.direct_reading import DirectQuestion
from messaging.work import Reading
from portal.accounts.model import Account, Membership, SavedView, SignedInSession
from portal.accounts.queries import MembershipLine
from portal.accounts.rules.membership import is_current
from portal.accounts.rules.signing_in import is_live, needs_touch
from schemas.accounts import Language
from schemas.actor import OrganisationKind, Role


@dataclass(frozen=True)
class LiveSession:
    """Who is signed in, as what, and whether the time of last use should be written down."""

    id: UUID
    account_id: UUID
    display_name: str
    language: Language
    must_change_password: bool
    membership: MembershipLine
    roles: int
    """How many roles the person could choose from today."""
    needs_touch: bool
    has_views: bool
    """Whether the person has kept any view, in whatever role; most have none, and need not be asked for them."""


@dataclass(frozen=True)
class EndedSession:
    """Whose session a token once was."""

    account_id: UUID
    membership_id: UUID | None


_ASKED: Any = (
    select(
        SignedInSession.id.label("session_id"),
        SignedInSession.membership_id.label("chosen_id"),
        SignedInSession.opened_at,
        SignedInSession.seen_at,
        Account.id.label("account_id"),
        Account.display_name,
        Account.language,
        Account.must_change_password,
        Membership.id.label("membership_id"),
        Membership.role,
        Membership.organisation_kind,
        Membership.organisation_id,
        Membership.valid_from,
        Membership.valid_until,
        exists().where(SavedView.account_id == Account.id).label("has_views"),
    )
    .join(Account, Account.id == SignedInSession.account_id)
    .join(Membership, Membership.account_id == Account.id)
    .where(SignedInSession.ended_at.is_(None), Account.disabled_at.is_(None))
    .where(SignedInSession.token_hash == bindparam("token"))
)
_SESSION: Final = DirectQuestion(_ASKED)
"""A session with every role of its account."""


class _SessionRow(NamedTuple):
    """A row of that answer."""

    session_id: UUID
    chosen_id: UUID
    opened_at: datetime
    seen_at: datetime
    account_id: UUID
    display_name: str
    language: Language
    must_change_password: bool
    membership_id: UUID
    role: Role
    organisation_kind: OrganisationKind
    organisation_id: UUID
    valid_from: date
    valid_until: date | None
    has_views: bool


def session_of(reading: Reading, *, token_hash: str) -> LiveSession | None:
    """Return the live session behind a token; None when it was ended, is too old, or its role does not hold today."""
    rows = [_SessionRow._make(each) for each in _SESSION.rows(reading.session, token=token_hash)]
    if not rows or not is_live(rows[0].opened_at, rows[0].seen_at, reading.now):
        return None
    current = [each for each in rows if is_current(each.valid_from, each.valid_until, reading.today)]
    acting = next((each for each in current if each.membership_id == each.chosen_id), None)
    return None if acting is None else _live(reading, acting, len(current))


def _live(reading: Reading, row: _SessionRow, roles: int) -> LiveSession:
    where = (row.organisation_kind, row.organisation_id)
    return LiveSession(
        id=row.session_id,
        account_id=row.account_id,
        display_name=row.display_name,
        language=row.language,
        must_change_password=row.must_change_password,
        membership=MembershipLine(row.membership_id, row.role, *where, row.valid_from, row.valid_until, current=True),
        roles=roles,
        needs_touch=needs_touch(row.seen_at, reading.now),
        has_views=bool(row.has_views),
    )


def ended_session(reading: Reading, *, token_hash: str) -> EndedSession | None:
    """Return whose session a token was, also long after it ended."""
    row = reading.session.scalar(select(SignedInSession).where(SignedInSession.token_hash == token_hash))
    return None if row is None else EndedSession(row.account_id, row.membership_id)
