"""Webhooks: kept by whoever answers for an organisation; calls are claimed and settled like mails."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select

from messaging.work import Work
from schemas.codes_notifications import MailOutcome, MailState, WebhookState
from schemas.refusal import Conflict, NotConfigured, NotFound, Refused
from schemas.webhooks import (
    ClaimWebhookCalls,
    RenewWebhookSecret,
    RetryWebhookCall,
    SaveWebhook,
    SettleWebhookCall,
    SwitchWebhook,
    TryWebhook,
    WebhookBroken,
    WebhookMended,
)
from services.notifications.claiming import BLIND, claim
from services.notifications.model import BOOKS, Webhook, WebhookCall
from services.notifications.rules import webhooks as rules
from services.notifications.rules.sending import KEPT, SERVER_PAUSE, next_try
from workflow import dated


def save_webhook(asked: SaveWebhook, work: Work) -> UUID:
    """Keep the address and the kinds of the actor's organisation; saving switches it on."""
    _check_allowed(work)
    kind = rules.organisation_kind(work.actor.role)
    row = _mine(work)
    against = (*rules.url_objections(asked.url), *rules.kind_objections(asked.kinds, kind))
    if row is None:
        against += rules.secret_objections(asked.secret)
    if against:
        raise Refused(*against)
    if row is None:
        row = Webhook(id=uuid4(), organisation_id=work.actor.organisation_id, secret=asked.secret)
        work.session.add(row)
    row.organisation_kind, row.url = kind, asked.url
    row.kinds = sorted(each.value for each in asked.kinds)
    row.saved_by, row.saved_at = work.actor.account_id, work.now
    work.note("kinds", None, len(row.kinds))
    _switch(row, WebhookState.ON, work)
    return row.id


def renew_webhook_secret(asked: RenewWebhookSecret, work: Work) -> UUID:
    """Sign with another secret from now on."""
    row = _found(work)
    if against := rules.secret_objections(asked.secret):
        raise Refused(*against)
    row.secret = asked.secret
    work.note("secret", None, "renewed")
    return row.id


def switch_webhook(asked: SwitchWebhook, work: Work) -> UUID:
    """Stop calling, or begin again."""
    row = _found(work)
    _switch(row, WebhookState.ON if asked.on else WebhookState.OFF, work)
    return row.id


def _switch(row: Webhook, state: WebhookState, work: Work) -> None:
    work.note("webhook", row.state, state)
    row.state = state
    if state is WebhookState.ON:
        row.broken_at = None
    work.session.flush()
    work.tell(WebhookMended(webhook_id=row.id, organisation_id=row.organisation_id))


def try_webhook(_: TryWebhook, work: Work) -> UUID:
    """Put a call in the outbox that only tries the way."""
    _check_allowed(work)
    row = _found(work)
    call = WebhookCall(id=uuid4(), webhook_id=row.id, body=rules.trial_body(work.now), state=MailState.QUEUED)
    call.queued_at = call.due_at = work.now
    work.session.add(call)
    return call.id


def retry_webhook_call(asked: RetryWebhookCall, work: Work) -> UUID:
    """Let a call that was given up be tried again."""
    row = _found(work)
    call = work.session.get(WebhookCall, asked.call_id, with_for_update=True)
    if call is None or call.webhook_id != row.id:
        raise NotFound("webhook_call")
    if call.state is not MailState.FAILED:
        raise Conflict("call_not_failed")
    call.state, call.attempts, call.due_at = MailState.QUEUED, 0, work.now
    return call.id


def claim_webhook_calls(asked: ClaimWebhookCalls, work: Work) -> UUID:
    """Take the oldest due calls of webhooks that are on; nobody else makes them meanwhile."""
    on = select(Webhook.id).where(Webhook.state == WebhookState.ON)
    claim(WebhookCall, asked.claim_id, asked.most, work, WebhookCall.webhook_id.in_(on))
    return asked.claim_id


def settle_webhook_call(asked: SettleWebhookCall, work: Work) -> UUID:
    """Write down what the receiver said; give a webhook up that has refused until the last try."""
    call = work.session.get(WebhookCall, asked.call_id, with_for_update=True)
    if call is None:
        raise NotFound("webhook_call")
    if call.claim_id != asked.claim_id or call.state is not MailState.SENDING:
        raise Conflict("call_not_claimed")
    call.claim_id, call.last_answer = None, asked.reason or None
    row = work.session.get_one(Webhook, call.webhook_id, with_for_update=True)
    if asked.outcome is MailOutcome.ACCEPTED:
        call.attempts, call.state, call.sent_at = call.attempts + 1, MailState.SENT, work.now
        row.last_success_at = work.now
    elif not asked.counts:
        call.state, call.due_at = MailState.QUEUED, work.now + SERVER_PAUSE
    else:
        _refused(call, row, work)
    return call.id


def _refused(call: WebhookCall, row: Webhook, work: Work) -> None:
    call.attempts += 1
    again = next_try(call.attempts, work.now)
    call.state = MailState.FAILED if again is None else MailState.QUEUED
    call.due_at = again or call.due_at
    answered_since = row.last_success_at is not None and row.last_success_at >= call.queued_at
    if again is None and not answered_since and row.state is WebhookState.ON:
        row.state, row.broken_at = WebhookState.BROKEN, work.now
        work.tell(
            WebhookBroken(
                webhook_id=row.id, organisation_id=row.organisation_id, organisation_kind=row.organisation_kind
            )
        )


def forget_calls(work: Work) -> None:
    """Drop what was sent or given up a month ago."""
    over = (WebhookCall.state.in_((MailState.SENT, MailState.FAILED)), WebhookCall.queued_at < work.now - KEPT)
    work.session.execute(delete(WebhookCall).where(*over), execution_options=BLIND)


def _check_allowed(work: Work) -> None:
    if not dated.value_on(work.session, BOOKS, rules.ALLOWED, work.today):
        raise NotConfigured(rules.ALLOWED)


def _mine(work: Work) -> Webhook | None:
    own: Any = Webhook.organisation_id == work.actor.organisation_id
    return work.session.scalars(select(Webhook).where(own).with_for_update()).first()


def _found(work: Work) -> Webhook:
    row = _mine(work)
    if row is None:
        raise NotFound("webhook")
    return row
