"""What is said about webhooks: an organisation's address for news, and the calls that go to it."""

from __future__ import annotations

from uuid import UUID

from schemas.actor import OrganisationKind
from schemas.codes_notifications import AlertKind, MailOutcome
from schemas.fields import hidden, line
from schemas.message import Command, Event


class SaveWebhook(Command, said="notifications.save_webhook"):
    """An organisation's address for news and the kinds it wants; ``secret`` is kept where there is none yet."""

    url: str = line(longest=500)
    kinds: tuple[AlertKind, ...] = ()
    secret: str = hidden()


class RenewWebhookSecret(Command, said="notifications.renew_webhook_secret"):
    """Sign with another secret from now on; the portal makes it and shows it once."""

    secret: str = hidden()


class SwitchWebhook(Command, said="notifications.switch_webhook"):
    """Stop calling, or begin again; what waits goes out then."""

    on: bool = hidden()


class TryWebhook(Command, said="notifications.try_webhook"):
    """Send a call that says nothing but that it is a test."""


class RetryWebhookCall(Command, said="notifications.retry_webhook_call", about="call_id"):
    """Let a call that was given up be tried again from the beginning."""

    call_id: UUID = hidden()


class ClaimWebhookCalls(Command, said="notifications.claim_webhook_calls", about="claim_id"):
    """The courier takes some waiting calls for itself before it makes them."""

    claim_id: UUID
    most: int = 10


class SettleWebhookCall(Command, said="notifications.settle_webhook_call", about="call_id"):
    """The courier writes down what the receiver said; ``counts`` is no where the call was not even tried."""

    call_id: UUID
    claim_id: UUID
    outcome: MailOutcome
    reason: str = line(longest=200, default="")
    counts: bool = True


class WebhookBroken(Event, said="notifications.webhook_broken", about="webhook_id"):
    """A receiver refused for so long that it is called no more until somebody looks."""

    webhook_id: UUID
    organisation_id: UUID
    organisation_kind: OrganisationKind


class WebhookMended(Event, said="notifications.webhook_mended", about="webhook_id"):
    """Somebody has saved or switched the webhook on again."""

    webhook_id: UUID
    organisation_id: UUID
