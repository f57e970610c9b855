"""What can be set in registration: admission limits, notice of contracts, deadlines, and the code lists it needs."""

from __future__ import annotations

from typing import Final

from services.registration.rules.appointment_course import APPOINTMENT
from services.registration.rules.closing import OUTCOME_TIMERS
from services.registration.rules.limits import APPROVERS, SOURCE_LIMITS, AgeReference
from services.registration.rules.mandate_course import MANDATE, REORIENTATION_TIMER
from workflow.settings import CodeList, Setting, SettingKind, Unit, choice_setting, deadline_setting

CONCEPT: Final = "Concept SSIP, ch. 3"
NOTICE_MONTHS: Final = "contract_notice_months"
NAMES_TO_CANTON: Final = "names_to_canton"
SIGNATURE: Final = "provider_signature_needed"


def _admission(name: str, unit: Unit, highest: int, source: str = CONCEPT) -> Setting:
    default: int = getattr(SOURCE_LIMITS, name)
    return Setting(name=name, group="admission", default=default, highest=highest, unit=unit, source=source)


def _switch(name: str, group: str, *, default: bool) -> Setting:
    return Setting(name=name, group=group, kind=SettingKind.SWITCH, default=int(default), highest=1)


REGISTER: Final[tuple[Setting, ...]] = (
    _admission("age_min", Unit.YEARS, 99),
    _admission("age_max", Unit.YEARS, 99),
    _admission("ip_age_max", Unit.YEARS, 99),
    _admission("young_age_max", Unit.YEARS, 99),
    _admission("ip_employability_min", Unit.PERCENT, 100),
    _admission("workability_min", Unit.PERCENT, 100),
    _admission("is_workability_floor", Unit.PERCENT, 100),
    _admission("is_day_structure_min", Unit.PERCENT, 100),
    _admission("childcare_min", Unit.PERCENT, 100),
    _admission("validity_months", Unit.MONTHS, 60, ""),
    _switch("kia_base_conditions", "admission", default=SOURCE_LIMITS.kia_base_conditions),
    _switch("pe_base_conditions", "admission", default=SOURCE_LIMITS.pe_base_conditions),
    choice_setting("age_reference", "admission", *(f"code.age_reference.{each.value}" for each in AgeReference)),
    choice_setting("exception_approver", "admission", *(f"code.role.{each.value}" for each in APPROVERS)),
    _switch(SIGNATURE, "closing", default=False),
    Setting(
        name="document_retention_months", group="closing", lowest=1, highest=1200, unit=Unit.MONTHS, decides="archive"
    ),
    _switch(NAMES_TO_CANTON, "canton_report", default=False),
    Setting(name=NOTICE_MONTHS, group="contracts", highest=60, unit=Unit.MONTHS, decides="seat"),
    *(deadline_setting(each, "mandates") for each in (*MANDATE.timers, REORIENTATION_TIMER)),
    *(deadline_setting(each, "appointments") for each in APPOINTMENT.timers),
    *(deadline_setting(each, "closing") for each in OUTCOME_TIMERS),
)

CODE_LISTS: Final[tuple[CodeList, ...]] = (
    CodeList(of="refusal_reasons", group="mandates"),
    CodeList(of="fields_of_work", group="mandates"),
    CodeList(of="closing_reasons", group="closing", decides="canton"),
    CodeList(of="potential_scale", group="closing", decides="canton"),
    CodeList(of="success_scale", group="closing", decides="canton"),
    CodeList(of="outcome_kinds", group="closing"),
    CodeList(of="document_kinds", group="mandates"),
)
