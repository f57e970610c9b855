"""The calls for webhooks that want what was just raised, in the transaction that raised it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import bindparam, insert, select

from messaging.work import Work
from schemas.codes_notifications import MailState, Posture, WebhookState
from services.notifications.model import MandateTeam, Webhook, WebhookCall
from services.notifications.posting import Raised
from services.notifications.rules.webhooks import News, body_of, organisation_of

CALLS: Final = UUID("5d0f3d0a-5a53-5b5e-8d0e-2d7c0f1f9a44")
"""The root of all ids of calls: the same news for the same webhook always has the same id."""
_LISTENING: Final = select(Webhook.id, Webhook.organisation_id, Webhook.kinds).where(
    Webhook.state != WebhookState.OFF, Webhook.organisation_id.in_(bindparam("organisations", expanding=True))
)
_KNOWN: Final = select(WebhookCall.id).where(WebhookCall.id.in_(bindparam("ids", expanding=True)))


def call_for(raised: Sequence[Raised], work: Work) -> None:
    """Put a call into the outbox of calls for every webhook that wants what was raised."""
    asked = [(each, organisation_of(each.audience)) for each in raised if each.posture is not Posture.WAIT]
    organisations = list({of for _, of in asked if of is not None})
    if not organisations:
        return
    hooks = {row.organisation_id: row for row in work.session.execute(_LISTENING, {"organisations": organisations})}
    wanted = [(each, hooks[of]) for each, of in asked if of in hooks and each.kind.value in hooks[of].kinds]
    if wanted:
        rows = {row["id"]: row for row in _rows(wanted, work)}
        known = set(work.session.scalars(_KNOWN, {"ids": list(rows)}))
        if fresh := [row for id_, row in rows.items() if id_ not in known]:
            work.session.execute(insert(WebhookCall), fresh)


def _rows(wanted: Sequence[tuple[Raised, Any]], work: Work) -> Iterator[dict[str, Any]]:
    ids = [each.mandate_id for each, _ in wanted if each.mandate_id]
    asked = select(MandateTeam.mandate_id, MandateTeam.number).where(MandateTeam.mandate_id.in_(ids))
    numbers = {row.mandate_id: row.number for row in work.session.execute(asked)} if ids else {}
    for each, hook in wanted:
        number = numbers.get(each.mandate_id, "")
        said = (each.alert_id, each.subject_id, each.mandate_id, number, each.due_on)
        yield {
            "id": uuid5(CALLS, f"{work.today}:{each.alert_id}:{hook.id}"),
            "webhook_id": hook.id,
            "kind": each.kind,
            "body": body_of(News(each.kind, each.posture, *said), work.now),
            "state": MailState.QUEUED,
            "queued_at": work.now,
            "due_at": work.now,
            "attempts": 0,
        }
