"""What can be set in casework, with past, present and planned values, and what a change would concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from messaging.work import Reading
from schemas.codes_casework import Segment
from services.casework.model import BOOKS, Dossier
from services.casework.queries.settings import enabling
from services.casework.rules.dossier_course import DossierState
from services.casework.rules.register import REGISTER
from workflow import registers
from workflow.registers import Effect, Preview, SettingLine, how_many
from workflow.settings import Setting, Value, setting_called


def dated_settings(reading: Reading) -> tuple[SettingLine, ...]:
    """Return every setting of casework; switches of a service stand once for each service that was ever switched."""
    return registers.setting_lines(reading, BOOKS, REGISTER)


def setting_of_each_service(reading: Reading) -> Setting:
    """Return what every social service decides for itself: whether it works with segments."""
    return next(each for each in REGISTER if each.of_each)


def setting_preview(reading: Reading, *, name: str, value: Value, valid_from: date) -> Preview:
    """Return what speaks against a change, what held before, and how many dossiers it concerns."""
    found = registers.preview(reading, BOOKS, REGISTER, (name, value, valid_from))
    return replace(found, effects=_effects(reading, name))


def _effects(reading: Reading, name: str) -> tuple[Effect, ...]:
    setting = setting_called(REGISTER, name)
    if setting is None:
        return ()
    if name.startswith("deadline."):
        return registers.deadlines_running(reading, BOOKS, name)
    still = Dossier.state != DossierState.CLOSED
    if setting.of_each:
        service = _service_in(name)
        return (how_many(reading, "dossiers_open", still, Dossier.social_service_id == service),) if service else ()
    if setting.member in set(Segment):
        return (how_many(reading, "dossiers_in_segment", still, Dossier.segment == Segment(setting.member)),)
    return (how_many(reading, "dossiers_open", still),)


def _service_in(name: str) -> UUID | None:
    try:
        found = UUID(name.rpartition(".")[2])
    except ValueError:
        return None
    return found if enabling(found) == name else None
