"""Who may open the pages of placements."""

from __future__ import annotations

from tests.portal.access import (
    ADMIN_ASSISTANT,
    AUDITOR,
    CANTON_READER,
    CASE_WORKER,
    INTAKE1_ADMIN,
    PROVIDER,
    SEAT_FINANCE,
    SECTOR_HEAD,
    SERVICE_HEAD,
    SSIP_COORDINATOR,
    SSIP_HEAD,
    Lines,
    everybody,
    led_on,
    may,
)

OFFICE = (SSIP_COORDINATOR, SSIP_HEAD)
SERVICES = (CASE_WORKER, SERVICE_HEAD, SECTOR_HEAD, ADMIN_ASSISTANT, INTAKE1_ADMIN)
SEARCHERS = (*OFFICE, *SERVICES, AUDITOR)
PERSONAL = (*SEARCHERS, PROVIDER)
KEEPERS = (*OFFICE, *SERVICES)
OFFERS = (PROVIDER, *OFFICE)

LINES: Lines = {
    "catalogue.index": may(*KEEPERS, AUDITOR),
    "catalogue.save": may(*KEEPERS),
    "catalogue.searches": may(*KEEPERS),
    "catalogue.search": led_on(*KEEPERS),
    "catalogue.alert": may(*KEEPERS),
    "catalogue.drop": may(*KEEPERS),
    "places.index": everybody(),
    "places.new": may(*OFFERS),
    "places.begin": led_on(*OFFERS),
    "places.begin_for": may(*OFFERS, status=303),
    "places.describe": may(*OFFERS, step="what"),
    "places.check_draft": led_on(*OFFERS),
    "places.drop_draft": may(*OFFERS),
    "places.detail": everybody(),
    "places.day": everybody(),
    "places.act": {
        **dict.fromkeys(("confirm", "publish", "seats", "change", "withdraw"), may(*OFFERS, own="place")),
        "check": may(*OFFICE, own="place"),
    },
    "proposals.index": may(*PERSONAL),
    "proposals.detail": may(*PERSONAL, own="proposal"),
    "proposals.act": {
        **dict.fromkeys(("accept", "decline", "acknowledge", "invite", "try_out"), may(PROVIDER, own="proposal")),
        **dict.fromkeys(("confirm_decline", "override_decline", "withdraw"), may(*OFFICE, own="proposal")),
    },
    "placed.index": may(*PERSONAL),
    "placed.detail": may(*PERSONAL, own="placement"),
    "placed.decide": may(*OFFICE),
    "placed.act": {
        **dict.fromkeys(("start", "suspend", "resume", "end", "cancel"), may(*OFFERS, own="placement")),
        "prolong": may(*OFFERS, CASE_WORKER, SERVICE_HEAD, own="placement"),
    },
    "interim_reports.index": may(*PERSONAL),
    "interim_reports.detail": may(*PERSONAL, own="report"),
    "interim_reports.write": may(PROVIDER, own="report"),
    "interim_reports.new": may(PROVIDER, own="placement"),
    "interim_reports.act": dict.fromkeys(("accept", "give_back", "receive_otherwise"), may(*OFFICE, own="report")),
    "presence.index": may(*PERSONAL),
    "presence.detail": may(*PERSONAL, own="sheet"),
    "presence.fill": may(PROVIDER, own="sheet"),
    "presence.act": {
        "submit": may(PROVIDER, own="sheet"),
        **dict.fromkeys(("lock", "contest"), may(*OFFICE, own="sheet")),
    },
    "matching.index": may(*SEARCHERS),
    "matching.places": may(*SEARCHERS, own="seeker"),
    "matching.propose": may(*OFFICE),
    "matching.people": may(*OFFICE),
    "plan.index": may(*OFFICE),
    "plan.pair": may(*OFFICE),
    "reservations.index": may(*SEARCHERS),
    "reservations.detail": may(*SEARCHERS, own="reservation"),
    "reservations.quota": may(*SEARCHERS, own="quota"),
    "reservations.new": may(CASE_WORKER, SERVICE_HEAD),
    "reservations.act": {
        **dict.fromkeys(("confirm", "refuse"), may(*OFFICE, own="reservation")),
        "withdraw": may(CASE_WORKER, SERVICE_HEAD, own="reservation"),
    },
    "offer.waiting_lists": may(*SEARCHERS),
    "offer.waiting_history": may(*SEARCHERS, own="seeker"),
    **dict.fromkeys(("offer.used", "offer.answered"), may(*OFFICE, CANTON_READER, AUDITOR, SEAT_FINANCE)),
    "offer.market": may(*OFFICE, CANTON_READER, AUDITOR, SEAT_FINANCE),
}
