"""Access reviews as people read them: those of one's own organisation, or all of them, and one with its members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from messaging.work import Reading
from portal.accounts.handlers.reviews import EVERYWHERE, is_member, reachable_review
from portal.accounts.model import Account, Membership, SignedInSession
from portal.accounts.review_model import AccessReview, MemberDecision
from schemas.actor import OrganisationKind, Role


@dataclass(frozen=True)
class ReviewLine:
    """One organisation's review of one quarter."""

    id: UUID
    organisation_id: UUID
    organisation_kind: OrganisationKind
    quarter_on: date
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True)
class MemberLine:
    """One member; ``kept`` is None while nobody has decided, ``seen_at`` when they last used the portal."""

    membership_id: UUID
    name: str
    role: Role
    since: date
    seen_at: datetime | None
    kept: bool | None
    decided_by: UUID | None
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True)
class ReviewFile:
    """One review with its members."""

    line: ReviewLine
    members: tuple[MemberLine, ...]


def access_reviews(reading: Reading) -> tuple[ReviewLine, ...]:
    """Return the reviews within reach, the latest quarter first, what is open before what is done."""
    asked = select(AccessReview).order_by(AccessReview.quarter_on.desc(), AccessReview.done_at.is_not(None))
    if reading.actor.role not in EVERYWHERE:
        asked = asked.where(AccessReview.organisation_id == reading.actor.organisation_id)
    return tuple(_line(each) for each in reading.session.scalars(asked.limit(200)))


def access_review(reading: Reading, *, review_id: UUID) -> ReviewFile:
    """Return one review with everybody who is or was a member in it."""
    row = reachable_review(reading, review_id)
    seen = (
        select(SignedInSession.account_id, func.max(SignedInSession.seen_at).label("at"))
        .group_by(SignedInSession.account_id)
        .subquery()
    )
    asked = (
        select(Membership, Account.display_name, seen.c.at, MemberDecision)
        .join(Account, Account.id == Membership.account_id)
        .outerjoin(seen, seen.c.account_id == Account.id)
        .outerjoin(
            MemberDecision,
            (MemberDecision.membership_id == Membership.id) & (MemberDecision.review_id == row.id),
        )
        .where(Membership.organisation_id == row.organisation_id)
        .order_by(Account.display_name, Membership.role)
    )
    current = set(reading.session.scalars(select(Membership.id).where(*is_member(reading.today))))
    found = [each for each in reading.session.execute(asked) if each[0].id in current or each[3] is not None]
    return ReviewFile(_line(row), tuple(_member(each) for each in found))


def _member(row: Any) -> MemberLine:
    membership, name, seen_at, decision = row
    return MemberLine(
        membership_id=membership.id,
        name=name,
        role=membership.role,
        since=membership.valid_from,
        seen_at=seen_at,
        kept=decision.kept if decision else None,
        decided_by=decision.decided_by if decision else None,
        decided_at=decision.decided_at if decision else None,
        reason=decision.reason if decision else "",
    )


def _line(row: AccessReview) -> ReviewLine:
    return ReviewLine(row.id, row.organisation_id, row.organisation_kind, row.quarter_on, row.due_on, row.done_at)
