"""Who may open the pages of notifications."""

from __future__ import annotations

from tests.portal.access import (
    PROVIDER,
    SERVICE_HEAD,
    SSIP_ADMIN,
    SSIP_COORDINATOR,
    SSIP_HEAD,
    Lines,
    everybody,
    may,
    public,
)

ANSWERING = (SERVICE_HEAD, PROVIDER, SSIP_ADMIN)
OFFICE = (SSIP_COORDINATOR, SSIP_HEAD)

LINES: Lines = {
    "webhook.index": may(*ANSWERING),
    "webhook.renew": may(*ANSWERING, status=404),
    "webhook.switch": may(*ANSWERING, status=404),
    "webhook.try_out": may(*ANSWERING),
    "webhook.retry": may(*ANSWERING, status=404, call_id="00000000-0000-4000-8000-00000000000a"),
    "alerts.index": everybody(),
    "alerts.detail": may(SSIP_COORDINATOR, others=404, own="alert"),
    "alerts.go": may(SSIP_COORDINATOR, others=404, own="alert"),
    "alerts.read_all": everybody(),
    "alerts.act": dict.fromkeys(("snooze", "dismiss"), may(SSIP_COORDINATOR, others=404, own="alert")),
    "preferences.index": everybody(),
    "preferences.open_feed": everybody(),
    "preferences.close_feed": everybody(),
    "feed.send": public(404, token="unknown"),
    "mails.useful": may(*OFFICE, SSIP_ADMIN),
    "mails.index": may(SSIP_ADMIN),
    "mails.texts": may(SSIP_ADMIN, SSIP_HEAD),
    "mails.text": may(SSIP_ADMIN, SSIP_HEAD, part="foot"),
    "mails.withdraw_text": may(SSIP_ADMIN, SSIP_HEAD, part="foot"),
    "mails.retry": may(SSIP_ADMIN, own="mail"),
    "links.about": may(*OFFICE, own="link"),
    "links.renew": may(*OFFICE, own="link"),
    "links.revoke": may(*OFFICE, own="link"),
    "visits.index": public(404, token="unknown"),
    "visits.again": public(404, token="unknown"),
    "visits.done": public(),
}
