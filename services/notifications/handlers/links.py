"""What opens without signing in: calendar addresses and signed links; every step stands in the audit trail."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from messaging.work import Work
from schemas.codes_notifications import LinkState
from schemas.notifications import (
    AskForLink,
    CloseCalendarFeed,
    IssueLink,
    OpenCalendarFeed,
    RedeemLink,
    RenewLink,
    RevokeLink,
)
from schemas.refusal import NotFound, Objection, Refused
from services.notifications.model import BOOKS, CalendarFeed, Link
from services.notifications.posting import post_link_again
from services.notifications.rules.links import PRACTICE_DAYS, LinkDates, expires_at, link_objections, link_state
from workflow import dated


def open_calendar_feed(asked: OpenCalendarFeed, work: Work) -> UUID:
    """Make a calendar address for somebody in one role; the one before stops working."""
    _close_feeds(work)
    feed = CalendarFeed(id=uuid4(), **_mine(work), language=work.actor.language)
    feed.token_hash, feed.opened_at = asked.token_hash, work.now
    work.session.add(feed)
    return feed.id


def close_calendar_feed(_: CloseCalendarFeed, work: Work) -> None:
    """Stop somebody's calendar address."""
    _close_feeds(work)


def _mine(work: Work) -> dict[str, Any]:
    actor = work.actor
    return {"account_id": actor.account_id, "organisation_id": actor.organisation_id, "role": actor.role}


def _close_feeds(work: Work) -> None:
    still_open = update(CalendarFeed).filter_by(**_mine(work)).where(CalendarFeed.closed_at.is_(None))
    work.session.execute(still_open.values(closed_at=work.now))


def issue_link(asked: IssueLink, work: Work) -> UUID:
    """Make a signed link; the one who asks has made the token and keeps it for nobody but the receiver."""
    link = Link(id=asked.link_id, purpose=asked.purpose, subject_id=asked.subject_id)
    link.organisation_id, link.token_hash = asked.organisation_id, asked.token_hash
    link.issued_by, link.issued_at, link.expires_at = work.actor.account_id, work.now, _until(work)
    work.session.add(link)
    work.note("link", None, asked.purpose)
    return link.id


def _until(work: Work) -> Any:
    days = dated.value_on(work.session, BOOKS, "link_days", work.today, PRACTICE_DAYS)
    return expires_at(work.now, int(days))


def renew_link(asked: RenewLink, work: Work) -> UUID:
    """Give a link a new token and a new last day; one that was used or revoked stays shut."""
    link = _link(asked.link_id, work)
    fresh = LinkDates(_until(work), link.used_at, link.revoked_at)
    if found := link_objections(fresh, work.now):
        raise Refused(*found)
    work.note("link.expires_at", link.expires_at, fresh.expires_at)
    link.token_hash, link.expires_at, link.renewals = asked.token_hash, fresh.expires_at, link.renewals + 1
    return link.id


def revoke_link(asked: RevokeLink, work: Work) -> UUID:
    """Shut a link at once."""
    link = _link(asked.link_id, work)
    link.revoked_at = link.revoked_at or work.now
    work.note("link", "open", "revoked")
    return link.id


def ask_for_link(asked: AskForLink, work: Work) -> UUID:
    """Send a new link in place of an expired one to those who are known to answer for the organisation."""
    link = work.session.scalars(select(Link).filter_by(token_hash=asked.token_hash)).first()
    if link is None:
        raise NotFound("link")
    state = link_state(LinkDates(link.expires_at, link.used_at, link.revoked_at), work.now)
    if state in (LinkState.USED, LinkState.REVOKED):
        raise Refused(Objection(f"link_{state.value}"))
    if not post_link_again(link.purpose, link.subject_id, link.organisation_id, work):
        raise Refused(Objection("link_no_receiver"))
    work.note("link", state, "asked again")
    return link.id


def redeem_link(asked: RedeemLink, work: Work) -> UUID:
    """Use a link up; raise Refused with what keeps it shut."""
    link = work.session.scalars(select(Link).filter_by(token_hash=asked.token_hash).with_for_update()).first()
    if link is None:
        raise NotFound("link")
    if found := link_objections(LinkDates(link.expires_at, link.used_at, link.revoked_at), work.now):
        raise Refused(*found)
    link.used_at = work.now
    work.note("link", "open", "used")
    return link.id


def _link(link_id: UUID, work: Work) -> Link:
    link = work.session.get(Link, link_id, with_for_update=True)
    if link is None:
        raise NotFound("link")
    return link
