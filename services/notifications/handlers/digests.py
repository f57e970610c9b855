"""The tick that writes the day's digests: a constant number of statements for each batch of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import Select, and_, or_, select, union_all, update

from messaging.clock import ZURICH
from messaging.work import Work
from schemas.codes_notifications import AlertKind, Channel, MailKind, Posture
from schemas.notifications import BuildDigests
from services.notifications.model import BOOKS, Address, Alert, MandateTeam, Preference, Recipient
from services.notifications.posting import MAILS, Posted, is_reachable, post
from services.notifications.rules.channels import wants
from services.notifications.rules.digests import PRACTICE_HOUR, DigestLine, digest_of, is_digest_time
from services.notifications.rules.letters import digest_text
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
    if not is_digest_time(work.now.astimezone(ZURICH), int(hour)):
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
    chosen = _choices(people, work)
    found: dict[UUID, list[DigestLine]] = defaultdict(list)
    by_id = {each.id: each for each in people}
    for row in work.session.execute(_news(list(by_id), work)):
        who = by_id[row.recipient_id]
        if wants(row.kind, Channel.DIGEST, chosen.get((who.account_id, who.organisation_id, row.kind))):
            found[who.id].append(DigestLine(row.id, row.kind, row.posture, row.number or "", row.due_on))
    return found


def _choices(people: Iterable[Recipient], work: Work) -> Mapping[tuple[UUID, UUID, AlertKind], bool]:
    asked = select(Preference).where(
        Preference.account_id.in_({each.account_id for each in people}), Preference.channel == Channel.DIGEST
    )
    return {(row.account_id, row.organisation_id, row.kind): row.wanted for row in work.session.scalars(asked)}


def _news(ids: Sequence[UUID], work: Work) -> Select[Any]:
    """The open alerts of these people that were raised or said again since their last digest."""
    in_organisation = or_(Alert.for_organisation_id.is_(None), Alert.for_organisation_id == Recipient.organisation_id)
    to_account = and_(Alert.for_account_id == Recipient.account_id, in_organisation)
    to_role = and_(Alert.for_account_id.is_(None), Alert.for_role == Recipient.role, in_organisation)
    both = union_all(*(_pairs(ids, each, work) for each in (to_account, to_role))).subquery()
    return (
        select(both.c.recipient_id, Alert.id, Alert.kind, Alert.posture, Alert.due_on, MandateTeam.number)
        .join(Alert, Alert.id == both.c.alert_id)
        .outerjoin(MandateTeam, MandateTeam.mandate_id == Alert.mandate_id)
    )


def _pairs(ids: Sequence[UUID], audience: Any, work: Work) -> Select[UUID, UUID]:
    new = or_(
        and_(Recipient.digested_at.is_(None), Alert.raised_at >= work.now - FIRST),
        Alert.raised_at > Recipient.digested_at,
        Alert.reminded_at > Recipient.digested_at,
    )
    awake = or_(Alert.snoozed_until.is_(None), Alert.snoozed_until <= work.today)
    return (
        select(Recipient.id.label("recipient_id"), Alert.id.label("alert_id"))
        .join(Alert, audience)
        .where(Recipient.id.in_(ids), Alert.done_at.is_(None), Alert.posture != Posture.WAIT, new, awake)
    )


def _digests(people: Sequence[Recipient], lines: Mapping[UUID, list[DigestLine]], work: Work) -> Iterator[Posted]:
    for each in people:
        digest = digest_of(lines.get(each.id, ()))
        if not digest.is_empty:
            mail_id = uuid5(MAILS, f"digest:{each.id}:{work.today}")
            text = digest_text(digest, mail_id, each.language, work.today)
            told = tuple(line.alert_id for line in (*digest.tasks, *digest.news))
            yield Posted(mail_id, MailKind.DIGEST, each, text, told)
