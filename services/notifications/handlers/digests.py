"""The tick that writes the day's digests: a constant number of statements for each batch of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Select, func, or_, select, update

from messaging.clock import ZURICH
from messaging.work import Work
from schemas.codes_notifications import AlertKind, Channel, MailKind, Posture
from schemas.notifications import BuildDigests
from services.notifications.model import BOOKS, Address, Alert, MandateTeam, Preference, Recipient
from services.notifications.posting import MAILS, Posted, is_reachable, post
from services.notifications.rules.channels import wants
from services.notifications.rules.digests import PRACTICE_HOUR, DigestLine, digest_of, is_digest_time
from services.notifications.rules.letters import digest_text
from services.notifications.rules.notice import audiences_of
from workflow import dated

BATCH: Final = 500
MOST: Final = 5000
"""People a tick writes to; the next tick writes to the rest."""
FIRST: Final = timedelta(days=1)
"""How far back somebody's first digest looks."""


def build_digests(asked: BuildDigests, work: Work) -> None:
    """Write the digest of everybody who has not had today's, once the hour has come."""
    del asked
    hour = dated.value_on(work.session, BOOKS, "digest_hour", work.today, PRACTICE_HOUR)
    days = dated.working_days(work.session, BOOKS, work.today).for_all()
    if not is_digest_time(work.now.astimezone(ZURICH), days, int(hour)):
        return
    for _ in range(MOST // BATCH):
        if not _build_batch(work):
            return


def _build_batch(work: Work) -> bool:
    people = list(work.session.scalars(_due(work)))
    if not people:
        return False
    lines = _lines_of(people, work)
    post(list(_digests(people, lines, work)), work)
    done = update(Recipient).where(Recipient.id.in_([each.id for each in people]))
    work.session.execute(done.values(digest_on=work.today, digested_at=work.now), execution_options=_BLIND)
    return len(people) == BATCH


_BLIND: Final = {"synchronize_session": False}


def _due(work: Work) -> Select[Recipient]:
    not_yet = or_(Recipient.digest_on.is_(None), Recipient.digest_on < work.today)
    return (
        select(Recipient)
        .join(Address, Address.account_id == Recipient.account_id)
        .where(not_yet, is_reachable(work.today), Recipient.by_link.is_(False), Address.email != "")
        .order_by(Recipient.id)
        .limit(BATCH)
        .execution_options(populate_existing=True)
    )


def _lines_of(people: Sequence[Recipient], work: Work) -> Mapping[UUID, list[DigestLine]]:
    """Return what is new for each of ``people`` since their last digest, without what they do not want."""
    chosen, news = _choices(people, work), _news(people, work)
    found: dict[UUID, list[DigestLine]] = defaultdict(list)
    for who in people:
        since = who.digested_at or work.now - FIRST
        for row in (each for key in _audiences(who) for each in news.get(key, ())):
            choice = chosen.get((who.account_id, who.organisation_id, row.kind))
            if row.said_at > since and wants(row.kind, Channel.DIGEST, choice):
                found[who.id].append(_line(row))
    return found


def _line(row: Any) -> DigestLine:
    return DigestLine(row.id, row.kind, row.posture, row.number or "", row.due_on, row.detail)


def _audiences(who: Recipient) -> tuple[str, ...]:
    return audiences_of(who.role, who.organisation_id, who.account_id)


def _choices(people: Iterable[Recipient], work: Work) -> Mapping[tuple[UUID, UUID, AlertKind], bool]:
    asked = select(Preference).where(
        Preference.account_id.in_({each.account_id for each in people}), Preference.channel == Channel.DIGEST
    )
    return {(row.account_id, row.organisation_id, row.kind): row.wanted for row in work.session.scalars(asked)}


def _news(people: Sequence[Recipient], work: Work) -> Mapping[str, list[Any]]:
    """Return by audience what is open, awake and was raised or said again since the earliest of the last digests."""
    since = min(each.digested_at or work.now - FIRST for each in people)
    said_at = func.coalesce(Alert.reminded_at, Alert.raised_at).label("said_at")
    asked = (
        select(
            Alert.id,
            Alert.kind,
            Alert.posture,
            Alert.due_on,
            Alert.detail,
            Alert.audience,
            MandateTeam.number,
            said_at,
        )
        .outerjoin(MandateTeam, MandateTeam.mandate_id == Alert.mandate_id)
        .where(
            Alert.audience.in_({key for each in people for key in _audiences(each)}),
            Alert.done_at.is_(None),
            Alert.posture != Posture.WAIT,
            said_at > since,
            or_(Alert.snoozed_until.is_(None), Alert.snoozed_until <= work.today),
        )
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in work.session.execute(asked):
        found[row.audience].append(row)
    return found


def _digests(people: Sequence[Recipient], lines: Mapping[UUID, list[DigestLine]], work: Work) -> Iterator[Posted]:
    for each in people:
        digest = digest_of(lines.get(each.id, ()))
        if not digest.is_empty:
            mail_id = uuid5(MAILS, f"digest:{each.id}:{work.today}")
            text = digest_text(digest, mail_id, each.language, work.today)
            told = tuple(line.alert_id for line in (*digest.tasks, *digest.news))
            yield Posted(mail_id, MailKind.DIGEST, each, text, told)
