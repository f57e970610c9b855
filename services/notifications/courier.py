"""The loop that makes the calls of webhooks: claims some, makes each, and writes down at once what came back.

A call that was made just before the process died is made once more with the same id, so that nothing is lost and a
receiver sees at most one copy too many.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Flag
from typing import Final
from uuid import UUID, uuid4

import structlog

from messaging import faults
from messaging.database import is_transient
from messaging.service import Service
from schemas.actor import HOUSE
from schemas.codes_notifications import MailOutcome
from schemas.webhooks import ClaimWebhookCalls, SettleWebhookCall
from services.notifications.outgoing import NoAnswer, Way, post
from services.notifications.queries.webhooks import CallToMake, calls_due, claimed_calls
from services.notifications.rules.letters import BASE
from services.notifications.rules.webhooks import signature

BATCH: Final = 10
LOOK: Final = 2.0
"""Seconds between two looks at the outbox of calls."""
_FINE: Final = range(200, 300)
log = structlog.get_logger(__name__)


class Courier:
    """Makes the calls that wait in notifications; several may run side by side."""

    def __init__(self, service: Service, base_url: str, way: Way) -> None:
        self.service = service
        self.base_url = base_url
        self.way = way

    def run(self, stop: Flag, alive: Callable[[], None] = lambda: None) -> None:
        """Call until ``stop``."""
        while not stop.wait(LOOK):
            alive()
            try:
                while self.call_some() and not stop.is_set():
                    alive()
            except Exception as error:
                if not is_transient(error):
                    log.exception("courier_failed")

    def call_some(self) -> int:
        """Make up to ten calls and return how many were claimed; a receiver that is away is asked once a round."""
        if not self.service.ask(calls_due, HOUSE):
            return 0
        claim = uuid4()
        self.service.do(ClaimWebhookCalls(claim_id=claim, most=BATCH), HOUSE)
        waiting, away = self.service.ask(claimed_calls, HOUSE, claim_id=claim), set[UUID]()
        for call in waiting:
            if call.webhook_id in away:
                self._settle(call, claim, MailOutcome.LATER, "waits", counts=False)
            elif not self._call(call, claim):
                away.add(call.webhook_id)
        return len(waiting)

    def _call(self, call: CallToMake, claim: UUID) -> bool:
        """Make one call and settle it; return whether the receiver answered at all."""
        faults.point("webhook.before_call")
        try:
            status = self._post(call)
        except NoAnswer as error:
            self._settle(call, claim, MailOutcome.LATER, str(error))
            return False
        faults.point("webhook.after_call")
        outcome = MailOutcome.ACCEPTED if status in _FINE else MailOutcome.LATER
        self._settle(call, claim, outcome, str(status))
        return True

    def _post(self, call: CallToMake) -> int:
        body = call.body.replace(BASE, self.base_url).encode()
        timestamp = int(self.service.clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "SSIP-Seeland",
            "webhook-id": str(call.id),
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(call.secret, call.id, timestamp, body),
        }
        return post(call.url, headers, body, self.way)

    def _settle(self, call: CallToMake, claim: UUID, outcome: MailOutcome, reason: str, *, counts: bool = True) -> None:
        settled = SettleWebhookCall(
            call_id=call.id, claim_id=claim, outcome=outcome, reason=reason[:200], counts=counts
        )
        self.service.do(settled, HOUSE)
