"""An organisation's webhook with its last calls, and what the courier has claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from messaging.work import Reading
from schemas.codes_notifications import AlertKind, MailState, WebhookState
from services.notifications.claiming import is_due
from services.notifications.model import BOOKS, Webhook, WebhookCall
from services.notifications.rules.webhooks import ALLOWED, offered, organisation_kind
from workflow import dated


@dataclass(frozen=True)
class MyWebhook:
    """The webhook of the actor's organisation; an empty ``url`` is "not configured"."""

    is_allowed: bool
    offered: tuple[AlertKind, ...]
    url: str = ""
    kinds: frozenset[AlertKind] = frozenset()
    state: WebhookState = WebhookState.OFF
    saved_at: datetime | None = None
    last_success_at: datetime | None = None
    broken_at: datetime | None = None
    counts: Mapping[MailState, int] | None = None


@dataclass(frozen=True)
class WebhookCallLine:
    """One call as the log shows it."""

    id: UUID
    kind: AlertKind | None
    state: MailState
    queued_at: datetime
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    last_answer: str


@dataclass(frozen=True)
class CallToMake:
    """One claimed call with everything its sending needs."""

    id: UUID
    webhook_id: UUID
    url: str
    secret: str
    body: str


def my_webhook(reading: Reading) -> MyWebhook:
    """Return what the actor's organisation has set, and how its calls stand."""
    allowed = bool(dated.value_on(reading.session, BOOKS, ALLOWED, reading.today))
    kinds = offered(organisation_kind(reading.actor.role))
    row = reading.session.scalars(select(Webhook).where(_own(reading))).first()
    if row is None:
        return MyWebhook(allowed, kinds)
    counted = select(WebhookCall.state, func.count()).where(WebhookCall.webhook_id == row.id)
    counts = {state: int(count) for state, count in reading.session.execute(counted.group_by(WebhookCall.state))}
    wanted = frozenset(AlertKind(each) for each in row.kinds)
    seen = (row.saved_at, row.last_success_at, row.broken_at)
    return MyWebhook(allowed, kinds, row.url, wanted, row.state, *seen, counts)


def webhook_calls(reading: Reading, *, limit: int = 100) -> tuple[WebhookCallLine, ...]:
    """Return the last calls of the actor's organisation, the latest first."""
    own = select(Webhook.id).where(_own(reading))
    asked = select(WebhookCall).where(WebhookCall.webhook_id.in_(own))
    rows = reading.session.scalars(asked.order_by(WebhookCall.queued_at.desc(), WebhookCall.id).limit(limit))
    return tuple(
        WebhookCallLine(
            each.id,
            each.kind,
            each.state,
            each.queued_at,
            each.due_at,
            each.sent_at,
            each.attempts,
            each.last_answer or "",
        )
        for each in rows
    )


def _own(reading: Reading) -> ColumnElement[bool]:
    return Webhook.organisation_id == reading.actor.organisation_id


def calls_due(reading: Reading) -> bool:
    """Whether anything waits for the courier."""
    on = and_(Webhook.id == WebhookCall.webhook_id, Webhook.state == WebhookState.ON)
    asked = select(WebhookCall.id).join(Webhook, on).where(is_due(WebhookCall, reading.now)).limit(1)
    return reading.session.scalars(asked).first() is not None


def claimed_calls(reading: Reading, *, claim_id: UUID) -> tuple[CallToMake, ...]:
    """Return the calls a claim holds, the oldest first."""
    asked = (
        select(WebhookCall, Webhook.url, Webhook.secret)
        .join(Webhook, Webhook.id == WebhookCall.webhook_id)
        .where(WebhookCall.claim_id == claim_id, WebhookCall.state == MailState.SENDING)
        .order_by(WebhookCall.due_at, WebhookCall.id)
    )
    rows = reading.session.execute(asked)
    return tuple(CallToMake(call.id, call.webhook_id, url, secret, call.body) for call, url, secret in rows)
