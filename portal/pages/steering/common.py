"""What the pages of steering share: names of organisations and people, and what a point of an agenda is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import current_app, url_for

from portal import formats
from portal.cells import Cell, badge
from portal.doors import ask, has_desk, language, may, say
from portal.organisations import named
from portal.parts import Choice
from portal.tones import tone_of
from schemas.accounts import OFFICE_ID
from schemas.actor import OrganisationKind
from schemas.codes_steering import AgendaKind, AgendaRecord
from schemas.words import is_known
from services.registration.queries.names import person_names
from services.steering.queries.meetings import ItemLine, MeetingFile, MeetingLine, active_services

PAGES: Mapping[AgendaRecord, tuple[str, str, str]] = {
    AgendaRecord.MANDATE: ("mandates.detail", "mandate_id", "mandate_id"),
    AgendaRecord.EXCEPTION: ("mandates.detail", "mandate_id", "mandate_id"),
    AgendaRecord.REORIENTATION: ("mandates.detail", "mandate_id", "mandate_id"),
    AgendaRecord.FINAL_REPORT: ("mandates.detail", "mandate_id", "mandate_id"),
    AgendaRecord.PROPOSAL: ("proposals.detail", "proposal_id", "subject_id"),
    AgendaRecord.DECLINE: ("proposals.detail", "proposal_id", "subject_id"),
    AgendaRecord.PROLONGATION: ("placed.detail", "placement_id", "context_id"),
    AgendaRecord.RESERVATION: ("reservations.detail", "reservation_id", "subject_id"),
    AgendaRecord.INTERIM_REPORT: ("interim_reports.detail", "report_id", "subject_id"),
    AgendaRecord.DOSSIER: ("dossiers.detail", "dossier_id", "subject_id"),
}
"""The page of each kind of record, its parameter, and where a point holds it."""


@dataclass(frozen=True)
class Known:
    """Names for one page, asked for once: people by mandate, organisations by id."""

    people: Mapping[UUID, str]
    organisations: Mapping[UUID, str]

    def organisation(self, organisation_id: UUID | None) -> str:
        """Return what an organisation is called."""
        return self.organisations.get(organisation_id, "") if organisation_id else ""

    def person(self, item: ItemLine) -> str:
        """Return name and number of the person a point is about, as far as they may be known."""
        name = self.people.get(item.mandate_id, "") if item.mandate_id else ""
        return " · ".join(each for each in (name, item.number) if each)


def known(items: Iterable[ItemLine] = ()) -> Known:
    """Return the names a page needs."""
    wanted = tuple({each.mandate_id for each in items if each.mandate_id})
    people: Mapping[UUID, str] = {}
    if wanted and has_desk("registration") and may(person_names):
        people = {key: found.name for key, found in ask(person_names, mandate_ids=wanted).items()}
    return Known(people, {**named(OrganisationKind.SOCIAL_SERVICE), OFFICE_ID: say("meetings.whole_office")})


def choices(meeting: MeetingFile | None) -> Any:
    """Return what forms of a meeting can choose from."""

    def of(name: str) -> Sequence[Choice]:
        names = known()
        if name == "social_services":
            found = ask(active_services)
        else:
            found = tuple(each.organisation_id for each in meeting.organisations) if meeting else ()
        listed = [(str(each), names.organisation(each) or str(each)) for each in found]
        return sorted(listed, key=lambda each: (each[0] != str(OFFICE_ID), each[1]))

    return of


def when(meeting: MeetingLine) -> str:
    """Return day and times of a meeting."""
    return say(
        "meetings.from_until",
        day=formats.day(meeting.starts_at),
        starts=formats.clock(meeting.starts_at),
        ends=formats.clock(meeting.ends_at),
    )


def words(member: StrEnum | None) -> str:
    """Return a code in words."""
    return formats.code(member, language())


def state(member: StrEnum) -> Cell:
    """Return a state as a badge."""
    return badge(tone_of(member), words(member))


def about(item: ItemLine) -> str:
    """Return what a point is about: the kind of record, with its detail where that has words."""
    if item.point_text:
        return item.point_text
    if item.title:
        return item.title
    if item.record is None:
        return words(item.kind)
    detail = f"code.admission_exception.{item.detail}"
    named_record = words(item.record)
    return f"{named_record} – {say(detail)}" if item.detail and is_known(detail, language()) else named_record


def is_case(item: ItemLine) -> bool:
    """Whether a point is a case somewhere in the house."""
    return item.record is not None


def address(item: ItemLine) -> str:
    """Return the page of the record a point is about, empty where there is none."""
    if item.record is None:
        return ""
    endpoint, parameter, held_in = PAGES[item.record]
    found = getattr(item, held_in)
    if found is None or endpoint not in current_app.view_functions:
        return ""
    values: dict[str, Any] = {parameter: found}
    return url_for(endpoint, **values)


def outcome(item: ItemLine) -> str:
    """Return what became of a point, in words: the decision by its button's words."""
    key = f"act.{item.act}.label"
    if item.act and is_known(key, language()):
        return say(key)
    return words(item.state)


def moment(value: datetime | None) -> str:
    """Return an instant on the clocks of Biel."""
    return formats.moment(value)


STANDING = frozenset({AgendaKind.QUALITY, AgendaKind.DEVELOPMENT, AgendaKind.COORDINATION})
