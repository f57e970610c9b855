"""Access reviews: opened each quarter, each member confirmed or taken off, done when nobody is left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from messaging.work import Reading, Work
from portal.accounts.handlers import found
from portal.accounts.handlers.inactive import look_at_inactive
from portal.accounts.handlers.runs import look_at_runs
from portal.accounts.model import Account, Membership
from portal.accounts.review_model import AccessReview, MemberDecision
from schemas.access import AccessReviewDone, AccessReviewOpened, ConfirmMember, LookAtAccounts, RemoveMember
from schemas.actor import Role
from schemas.refusal import NotFound, Objection, Refused

WITHIN: Final = timedelta(days=30)
"""How long an organisation has for its review; no source gives a number, a month is practice."""
EVERYWHERE: Final = frozenset({Role.SSIP_ADMIN, Role.SSIP_HEAD})


def quarter_of(day: date) -> date:
    """Return the first day of the quarter ``day`` lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def is_member(today: date) -> Any:
    """Return which memberships hold on a day, of accounts that may sign in."""
    holds = (Membership.valid_from <= today, or_(Membership.valid_until.is_(None), Membership.valid_until >= today))
    enabled = select(Account.id).where(Account.disabled_at.is_(None))
    return (*holds, Membership.account_id.in_(enabled))


def look_at_accounts(_: LookAtAccounts, work: Work) -> None:
    """Open this quarter's reviews, and look at what else of the accounts has its days."""
    look_at_runs(work)
    look_at_inactive(work)
    _open_reviews(work)


def _open_reviews(work: Work) -> None:
    """Open the review of every organisation that has members and none for this quarter yet."""
    quarter = quarter_of(work.today)
    opened = select(AccessReview.organisation_id).where(AccessReview.quarter_on == quarter)
    asked = (
        select(Membership.organisation_id, Membership.organisation_kind)
        .where(*is_member(work.today), Membership.organisation_id.not_in(opened))
        .distinct()
    )
    for organisation_id, kind in work.session.execute(asked).all():
        row = AccessReview(
            id=uuid4(),
            organisation_id=organisation_id,
            organisation_kind=kind,
            quarter_on=quarter,
            due_on=work.today + WITHIN,
            opened_at=work.now,
        )
        work.session.add(row)
        ids = {"review_id": row.id, "organisation_id": organisation_id}
        work.tell(AccessReviewOpened(**ids, organisation_kind=kind, due_on=row.due_on))


def confirm_member(asked: ConfirmMember, work: Work) -> UUID:
    """Write down that a member stays."""
    review, membership = _take(asked, work)
    return _decide(review, membership, work, kept=True)


def remove_member(asked: RemoveMember, work: Work) -> UUID:
    """End a member's role; nobody takes themselves off, so that an organisation cannot lock itself out."""
    review, membership = _take(asked, work)
    if membership.account_id == work.actor.account_id:
        raise Refused(Objection("review_of_oneself"))
    work.note("valid_until", membership.valid_until, work.today - timedelta(days=1))
    membership.valid_until = max(membership.valid_from, work.today - timedelta(days=1))
    work.session.flush()
    found.tell_saved(work, work.session.get_one(Account, membership.account_id))
    return _decide(review, membership, work, kept=False, reason=asked.removal_reason)


def reachable_review(reading: Reading, review_id: UUID) -> AccessReview:
    """Return a review of one's own organisation, or any for the administration; raise NotFound for others."""
    row = reading.session.get(AccessReview, review_id)
    actor = reading.actor
    if row is None or (actor.role not in EVERYWHERE and row.organisation_id != actor.organisation_id):
        raise NotFound("access_review")
    return row


def _take(asked: Any, work: Work) -> tuple[AccessReview, Membership]:
    review = reachable_review(work, asked.review_id)
    where = (Membership.id == asked.membership_id, Membership.organisation_id == review.organisation_id)
    membership = work.session.scalars(select(Membership).where(*where, *is_member(work.today))).first()
    if membership is None:
        raise NotFound("member")
    same = (MemberDecision.review_id == review.id, MemberDecision.membership_id == membership.id)
    if work.session.scalars(select(MemberDecision.id).where(*same)).first():
        raise Refused(Objection("member_decided_already"))
    return review, membership


def _decide(review: AccessReview, membership: Membership, work: Work, *, kept: bool, reason: str = "") -> UUID:
    work.session.add(
        MemberDecision(
            review_id=review.id,
            membership_id=membership.id,
            kept=kept,
            decided_by=work.actor.account_id,
            decided_at=work.now,
            reason=reason,
        )
    )
    work.session.flush()
    decided = select(MemberDecision.membership_id).where(MemberDecision.review_id == review.id)
    left = select(Membership.id).where(
        Membership.organisation_id == review.organisation_id, *is_member(work.today), Membership.id.not_in(decided)
    )
    if review.done_at is None and work.session.scalars(left.limit(1)).first() is None:
        review.done_at = work.now
        work.tell(AccessReviewDone(review_id=review.id, organisation_id=review.organisation_id))
    return review.id
