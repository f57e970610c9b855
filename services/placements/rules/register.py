"""What can be set in placements: offers, prolongation, parking after a decline, deadlines, and its code lists."""

from __future__ import annotations

from typing import Final

from schemas.codes import DeclineEffect, PlaceKind
from schemas.codes_placements import Weighting
from services.placements.rules.declines import DECLINES
from services.placements.rules.freshness import PRACTICE_TIMES
from services.placements.rules.place_course import PLACE
from services.placements.rules.placement_course import PLACEMENT, PROLONGATION
from services.placements.rules.presence_course import PRESENCE
from services.placements.rules.proposal_course import PROPOSAL
from services.placements.rules.report_course import ASKING, REPORT
from services.placements.rules.reports import InterimReportTimes
from services.placements.rules.reservation_course import RESERVATION
from workflow.settings import CodeList, Setting, SettingKind, Unit, choice_setting, deadline_setting

CONCEPT: Final = "Concept SSIP, ch. 3"
WEIGHTING: Final = "utilisation_weighting"
ASSIGN_DIRECTLY: Final = "service_may_assign_directly"

REGISTER: Final[tuple[Setting, ...]] = (
    Setting(
        name="place_stale_days",
        group="places",
        default=PRACTICE_TIMES.stale_days,
        lowest=1,
        highest=365,
        unit=Unit.DAYS,
    ),
    Setting(name="concentration_share_percent", group="places", highest=100, unit=Unit.PERCENT),
    Setting(name="concentration_hhi_percent", group="places", highest=100, unit=Unit.PERCENT),
    Setting(name=ASSIGN_DIRECTLY, group="places", kind=SettingKind.SWITCH, default=0, highest=1),
    choice_setting(WEIGHTING, "places", *(f"code.weighting.{each.value}" for each in Weighting)),
    *(
        Setting(
            name=f"prolongation_cap.{kind.value}",
            word="prolongation_cap",
            member=kind.value,
            group="placed",
            lowest=1,
            highest=60,
            unit=Unit.MONTHS,
        )
        for kind in PlaceKind
    ),
    Setting(name="prolongation_cap_total", group="placed", lowest=1, highest=120, unit=Unit.MONTHS),
    Setting(name="measure_months", group="placed", lowest=1, highest=120, unit=Unit.MONTHS),
    *(
        Setting(
            name=f"park_days.{reason.value}",
            word="park_days",
            member=f"code.decline_reason.{reason.value}",
            group="proposals",
            highest=365,
            unit=Unit.DAYS,
        )
        for reason, rule in DECLINES.items()
        if rule.effect is DeclineEffect.PARK
    ),
    Setting(
        name="interim_report_months",
        group="reports",
        default=InterimReportTimes().every_months,
        lowest=1,
        highest=12,
        unit=Unit.MONTHS,
        source=CONCEPT,
    ),
    *(deadline_setting(each, "places") for each in PLACE.timers),
    *(deadline_setting(each, "proposals") for each in (*PROPOSAL.timers, *RESERVATION.timers)),
    *(deadline_setting(each, "placed") for each in (*PLACEMENT.timers, *PROLONGATION.timers)),
    *(deadline_setting(each, "reports") for each in (ASKING, *REPORT.timers)),
    *(deadline_setting(each, "presence") for each in PRESENCE.timers),
)

CODE_LISTS: Final[tuple[CodeList, ...]] = (
    CodeList(of="fields_of_work", group="places"),
    CodeList(of="disclosure_grounds", group="proposals", decides="data_protection"),
    CodeList(of="suspension_reasons", group="placed"),
    CodeList(of="end_reasons", group="placed"),
    CodeList(of="report_ways", group="reports"),
)
