"""Who may open the pages of billing."""

from __future__ import annotations

from tests.portal.access import (
    ADMIN_ASSISTANT,
    AUDITOR,
    CANTON_READER,
    CASE_WORKER,
    PROVIDER,
    SEAT_FINANCE,
    SECTOR_HEAD,
    SERVICE_HEAD,
    SSIP_ADMIN,
    SSIP_COORDINATOR,
    SSIP_HEAD,
    Lines,
    led_on,
    may,
)

OFFICE = (SSIP_COORDINATOR, SSIP_HEAD)
INSIDE = (*OFFICE, AUDITOR, SEAT_FINANCE)
SERVICES = (CASE_WORKER, SERVICE_HEAD, SECTOR_HEAD, ADMIN_ASSISTANT)
PAPERS = (*INSIDE, CANTON_READER, PROVIDER, *SERVICES)
SETTERS = (SSIP_ADMIN, SSIP_HEAD)
SEES_SETTINGS = (*INSIDE, SSIP_ADMIN)

LINES: Lines = {
    "billing_month.index": may(*INSIDE),
    "billing_month.compute": may(*OFFICE),
    "papers.index": may(*PAPERS),
    "papers.detail": may(*PAPERS),
    "crediting.credit": may(*OFFICE, SEAT_FINANCE),
    "papers.act": {
        **dict.fromkeys(("check", "recompute", "discard"), may(*OFFICE)),
        **dict.fromkeys(("issue", "give_back"), may(*OFFICE, SEAT_FINANCE)),
    },
    "paper_files.send": may(*PAPERS, kind="csv"),
    "paper_files.bundle": led_on(*PAPERS),
    "reconciling.index": may(*INSIDE),
    "records.index": may(*OFFICE, AUDITOR),
    "records.missing": may(*OFFICE),
    "records.detail": may(*OFFICE, AUDITOR),
    "records.act": dict.fromkeys(("change", "withdraw"), may(*OFFICE)),
    "coverage.index": may(*INSIDE),
    "coverage.change": may(*SETTERS, SEAT_FINANCE),
    "tariffs.index": may(*SEES_SETTINGS),
    "tariffs.change": may(*SETTERS, kind="tariff"),
    "tariffs.end": may(*SETTERS),
}
