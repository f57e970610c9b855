"""Who may open indicators and reports."""

from __future__ import annotations

from tests.portal.access import (
    ADMIN_ASSISTANT,
    AUDITOR,
    CASE_WORKER,
    PROVIDER,
    SECTOR_HEAD,
    SERVICE_HEAD,
    SSIP_ADMIN,
    SSIP_COORDINATOR,
    SSIP_HEAD,
    Lines,
    everybody,
    led_on,
    may,
)

OFFICE = (SSIP_COORDINATOR, SSIP_HEAD)
SERVICES = (CASE_WORKER, SERVICE_HEAD, SECTOR_HEAD, ADMIN_ASSISTANT)

LINES: Lines = {
    "figures.index": may(*OFFICE, *SERVICES, AUDITOR),
    "figures.records": may(*OFFICE, *SERVICES, AUDITOR, indicator="mandates_submitted"),
    "reports.index": everybody(),
    "reports.new": may(*OFFICE),
    "reports.detail": may(*OFFICE, others=404, own="office_report"),
    "reports.paper": may(*OFFICE, others=404, own="office_report"),
    "reports.write": may(*OFFICE, own="office_report"),
    "reports.discard": may(*OFFICE, own="office_report"),
    "reports.act": {"publish": may(SSIP_HEAD, own="office_report")},
    "scorecards.index": may(*OFFICE, AUDITOR, PROVIDER),
    "scorecards.detail": may(*OFFICE, AUDITOR, PROVIDER, own="provider_itself"),
    "success.index": may(*OFFICE, SSIP_ADMIN, *SERVICES, AUDITOR),
    "service_report.index": may(*OFFICE, *SERVICES),
    "service_report.every": led_on(*OFFICE, *SERVICES),
}
