"""Coordination in the demonstration: a series, one meeting that was held and minuted, and the next ones called."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from deploy.demo.people import by_name
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id, social_service_id
from schemas import steering as said
from schemas.accounts import OFFICE_ID
from schemas.codes_steering import AgendaKind, ItemState, MeetingKind, MeetingState
from services.steering.queries.meetings import ItemLine, MeetingFile, MeetingLine, meeting, meetings

PLANNED: Final = timedelta(days=50)
FIRST: Final = timedelta(days=22)
CALLED: Final = timedelta(days=12)
_NOTES: Final = {
    AgendaKind.QUALITY: "Die Rückmeldungen der Anbieter sind gut; die Berichte kommen früher.",
    AgendaKind.DEVELOPMENT: "Zwei Dienste wünschen mehr Plätze in der Gastronomie.",
    AgendaKind.COORDINATION: "Die Anmeldungen laufen über das Portal.",
}


def daily(stage: Stage, today: date) -> None:
    """Do what the office does about its meetings on this day of the story."""
    before = today - stage.today
    if before == PLANNED:
        _plan(stage, today)
    for line in stage.ask(meetings, by_name("coordination")) if before <= PLANNED else ():
        if line.state is MeetingState.PLANNED and line.meets_on - stage.today <= CALLED:
            _step(stage, said.CallMeeting, line.id)
        elif line.state is MeetingState.CALLED and line.meets_on <= stage.today:
            _hold(stage, line)


def _plan(stage: Stage, today: date) -> None:
    series = said.PlanSeries(
        series_id=demonstration_id("meetings"),
        meeting_kind=MeetingKind.COORDINATION,
        meeting_title="Coordination / Koordination",
        first_on=today - FIRST,
        meeting_count=4,
        every_months=1,
        starts_at="09:00",
        ends_at="11:30",
        meeting_place="Biel/Bienne",
    )
    stage.do(series, by_name("coordination"))
    conference = said.PlanMeeting(
        meeting_id=demonstration_id("conference"),
        meeting_kind=MeetingKind.CASE_CONFERENCE,
        meeting_title="Entretien de cas, Bienne",
        meets_on=today + timedelta(days=9),
        starts_at="14:00",
        ends_at="15:30",
        meeting_place="Biel/Bienne",
        invited=(social_service_id("bienne"),),
        accept_day=True,
    )
    stage.do(conference, by_name("coordination"))


def _file(stage: Stage, meeting_id: UUID) -> MeetingFile:
    return stage.ask(meeting, by_name("coordination"), meeting_id=meeting_id)


def _step(stage: Stage, kind: Any, meeting_id: UUID, **rest: Any) -> None:
    version = _file(stage, meeting_id).row_version
    stage.do(kind(meeting_id=meeting_id, row_version=version, **rest), by_name("coordination"))


def _hold(stage: Stage, line: MeetingLine) -> None:
    """Hold the meeting: cases go on to those who decide them, topics are noted, somebody undertakes something."""
    _step(stage, said.OpenMeeting, line.id)
    file = _file(stage, line.id)
    for item in file.agenda:
        if item.state is ItemState.OPEN:
            stage.do(_end(item), by_name("coordination"))
    there = [each.organisation_id for each in file.organisations]
    _step(stage, said.RecordAttendance, line.id, present=tuple(there[:-2]), excused=(there[-1],))
    point = said.AddOpenPoint(
        meeting_id=line.id,
        point_id=uuid5(line.id, "point"),
        point_text="Relancer les prestataires sans rapport / Anbieter ohne Bericht mahnen",
        organisation_id=OFFICE_ID,
        point_due_on=stage.today + timedelta(days=30),
    )
    stage.do(point, by_name("coordination"))
    _step(stage, said.WriteMinutes, line.id)


def _end(item: ItemLine) -> Any:
    known: dict[str, Any] = {"item_id": item.id, "row_version": item.row_version}
    note = _NOTES.get(item.kind)
    if note or item.kind is not AgendaKind.CASE_TO_DECIDE:
        return said.NoteAgendaItem(**known, item_note=note or "Besprochen; der Dienst handelt bis Ende Monat.")
    return said.CarryAgendaItem(**known, remark="Der Entscheid fällt bei der Leitung.")
