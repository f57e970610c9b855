"""What can be set in registration, with past, present and planned values, and what a change would concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import or_

from messaging.work import Reading
from schemas.codes_registration import MandateState
from services.registration.model import (
    BOOKS,
    Document,
    IntegrationPlan,
    Mandate,
    MandateDraft,
    PhaseRecord,
    ServiceContract,
)
from services.registration.model.appointments import OutcomeRecord
from services.registration.rules.register import CODE_LISTS, NOTICE_MONTHS, REGISTER, SIGNATURE
from workflow import registers
from workflow.registers import CodeListLine, Effect, Preview, SettingLine, how_many
from workflow.settings import Value, setting_called

_IN_CHECK: Final = (MandateState.SUBMITTED, MandateState.TRIAGE, MandateState.INFORMATION_REQUESTED)
_USES: Final[dict[str, tuple[str, Any]]] = {
    "closing_reasons": ("phases", PhaseRecord.reason),
    "potential_scale": ("phases", PhaseRecord.potential),
    "success_scale": ("phases", PhaseRecord.success),
    "fields_of_work": ("plans", IntegrationPlan.field_of_work),
    "outcome_kinds": ("outcomes", OutcomeRecord.outcome),
    "document_kinds": ("documents", Document.kind),
}


def dated_settings(reading: Reading) -> tuple[SettingLine, ...]:
    """Return every setting of registration."""
    return registers.setting_lines(reading, BOOKS, REGISTER)


def setting_preview(reading: Reading, *, name: str, value: Value, valid_from: date) -> Preview:
    """Return what speaks against a change, what held before, and how many records it concerns."""
    found = registers.preview(reading, BOOKS, REGISTER, (name, value, valid_from))
    return replace(found, effects=_effects(reading, name))


def _effects(reading: Reading, name: str) -> tuple[Effect, ...]:
    setting = setting_called(REGISTER, name)
    if setting is None:
        return ()
    if name.startswith("deadline."):
        return registers.deadlines_running(reading, BOOKS, name)
    if name == SIGNATURE:
        return (how_many(reading, "mandates_closing", Mandate.state == MandateState.CLOSING),)
    if name == NOTICE_MONTHS:
        running = or_(ServiceContract.ends_on.is_(None), ServiceContract.ends_on >= reading.today)
        return (how_many(reading, "contracts_running", running),)
    if setting.group != "admission":
        return ()
    waiting = how_many(reading, "mandates_in_check", Mandate.state.in_(_IN_CHECK))
    return (waiting, how_many(reading, "mandate_drafts", MandateDraft.id.is_not(None)))


def code_lists(reading: Reading) -> tuple[CodeListLine, ...]:
    """Return every code list of registration with all its entries."""
    return registers.code_list_lines(reading, BOOKS, CODE_LISTS)


def code_uses(reading: Reading, *, of: str, entry: str) -> tuple[Effect, ...]:
    """Return how many records carry an entry; they keep it, whatever happens to the list."""
    if of not in _USES:
        return ()
    what, column = _USES[of]
    return (how_many(reading, f"code_in_{what}", column == entry),)
