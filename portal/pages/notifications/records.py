"""An alert in words, and the page of the record it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from flask import current_app, url_for

from portal import formats
from portal.doors import ask, has_desk, language, may, say
from portal.pages.reports import naming
from portal.parts import Task
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.words import is_known
from services.billing.queries.papers import paper_numbers
from services.casework.queries.dossiers import dossier_numbers
from services.notifications.queries.alerts import AlertLine
from services.placements.queries.catalogue import my_searches
from services.placements.queries.places import place_titles
from services.registration.queries.names import person_names
from services.steering.queries.reports import reports

_PAGES: Final[Mapping[RecordKind, tuple[str, str]]] = {
    RecordKind.MANDATE: ("mandates.detail", "mandate_id"),
    RecordKind.APPOINTMENT: ("appointments.detail", "appointment_id"),
    RecordKind.PROPOSAL: ("proposals.detail", "proposal_id"),
    RecordKind.PLACEMENT: ("placed.detail", "placement_id"),
    RecordKind.PLACE: ("places.detail", "place_id"),
    RecordKind.REPORT: ("interim_reports.detail", "report_id"),
    RecordKind.PRESENCE: ("presence.detail", "month_id"),
    RecordKind.PAPER: ("papers.detail", "paper_id"),
    RecordKind.THREAD: ("messages.thread", "mandate_id"),
    RecordKind.DOCUMENTS: ("documents.index", "mandate_id"),
    RecordKind.DOSSIER: ("dossiers.detail", "dossier_id"),
    RecordKind.ACCESS_REVIEW: ("access_reviews.detail", "review_id"),
    RecordKind.PUBLISHED_REPORT: ("reports.detail", "report_id"),
    RecordKind.MEETING: ("meetings.detail", "meeting_id"),
}
_WORDS_OF: Final[Mapping[AlertKind, str]] = {
    AlertKind.EXCEPTION_TO_DECIDE: "code.admission_exception",
    AlertKind.EXCEPTION_AWAITED: "code.admission_exception",
    AlertKind.EXCEPTION_GRANTED: "code.admission_exception",
    AlertKind.EXCEPTION_DENIED: "code.admission_exception",
    AlertKind.PROPOSAL_OVER: "code.proposal_state",
    AlertKind.APPOINTMENT_CHANGED: "code.appointment_state",
    AlertKind.REORIENTATION_DECIDED: "code.reorientation_state",
    AlertKind.MANDATE_TRANSFERRED: "code.referral_target",
    AlertKind.REPORT_PUBLISHED: "code.paper_kind",
    AlertKind.CREDIT_NEARLY_USED: "code.credit_state",
    AlertKind.DEADLINE_NEAR: "deadline",
    AlertKind.DEADLINE_DUE: "deadline",
    AlertKind.DEADLINE_MISSED: "deadline",
    AlertKind.DEADLINE_EXPIRED: "deadline",
}
"""Where the words of an alert's detail stand."""


def address_of(line: AlertLine) -> str:
    """Return the page of the record an alert is about; the alert's own page where there is none."""
    if line.record is RecordKind.CONSISTENCY:
        return url_for("consistency.index")
    if line.record is RecordKind.WEBHOOK:
        return url_for("webhook.index")
    if line.record is RecordKind.ACCOUNT:
        return url_for("own.sessions")
    endpoint, parameter = _PAGES.get(line.record, ("", ""))
    subject: UUID | None = line.subject_id
    if endpoint not in current_app.view_functions:
        endpoint, parameter = _PAGES[RecordKind.MANDATE]
        subject = line.mandate_id
    if subject is None or endpoint not in current_app.view_functions:
        return url_for("alerts.detail", alert_id=line.id)
    values: dict[str, Any] = {parameter: subject}
    return url_for(endpoint, **values)


def title_of(line: AlertLine) -> str:
    """Return what an alert is about, with its detail where that has words."""
    title = say(f"alert.title.{line.kind.value}")
    key = f"{_WORDS_OF.get(line.kind, '')}.{line.detail}"
    return f"{title} – {say(key)}" if line.detail and is_known(key, language()) else title


def names_of(lines: Iterable[AlertLine]) -> Mapping[UUID, str]:
    """Return the names this person may know of the people behind alerts, of dossiers, places found and papers."""
    lines = tuple(lines)
    wanted = tuple({each.mandate_id for each in lines if each.mandate_id})
    found = {**_numbered(lines), **_titled(lines), **_reported(lines), **_searched(lines), **_invoiced(lines)}
    if not wanted or not has_desk("registration") or not may(person_names):
        return found
    return found | {key: each.name for key, each in ask(person_names, mandate_ids=wanted).items()}


def _numbered(lines: Iterable[AlertLine]) -> Mapping[UUID, str]:
    """Return the dossiers that no mandate names by their number."""
    ids = [each.subject_id for each in lines if each.record is RecordKind.DOSSIER and not each.mandate_id]
    if not ids or not has_desk("casework") or not may(dossier_numbers):
        return {}
    return {key: say("dossiers.one", number=number) for key, number in ask(dossier_numbers, ids=ids).items()}


def _titled(lines: Iterable[AlertLine]) -> Mapping[UUID, str]:
    """Return the places that fit somebody's search by their titles."""
    ids = tuple(each.subject_id for each in lines if each.kind is AlertKind.PLACE_FOUND)
    return ask(place_titles, place_ids=ids) if ids and has_desk("placements") and may(place_titles) else {}


def _searched(lines: Iterable[AlertLine]) -> Mapping[UUID, str]:
    """Return what the kept searches of found places are called, by the searches' ids."""
    wanted = {each.detail for each in lines if each.kind is AlertKind.PLACE_FOUND and each.detail}
    if not wanted or not has_desk("placements") or not may(my_searches):
        return {}
    return {each.id: each.name for each in ask(my_searches) if str(each.id) in wanted}


def _invoiced(lines: Iterable[AlertLine]) -> Mapping[UUID, str]:
    """Return the numbers of papers, as far as this person may read them."""
    ids = tuple(each.subject_id for each in lines if each.record is RecordKind.PAPER)
    if not ids or not has_desk("billing") or not may(paper_numbers):
        return {}
    return {key: say("alerts.paper", number=number) for key, number in ask(paper_numbers, paper_ids=ids).items()}


def search_of(line: AlertLine) -> UUID | None:
    """Return the kept search a place was found for; None for any other alert, and for one of long ago."""
    return UUID(line.detail) if line.kind is AlertKind.PLACE_FOUND and line.detail else None


def _reported(lines: Iterable[AlertLine]) -> Mapping[UUID, str]:
    """Return the published reports by the time they are about; a canton gets several in a year."""
    if not any(each.kind is AlertKind.REPORT_PUBLISHED for each in lines) or not has_desk("steering"):
        return {}
    return {each.id: naming.in_words(each) for each in ask(reports)} if may(reports) else {}


def note_of(line: AlertLine, names: Mapping[UUID, str]) -> str:
    """Return name and number of the mandate an alert is about, as far as they may be known."""
    name = names.get(line.mandate_id or line.subject_id, "")
    search = names.get(search_of(line) or line.id, "")
    kept = say("alerts.search", name=search) if search else ""
    is_credit = name and line.detail and line.kind is AlertKind.INVOICE_CREDITED
    credit = say("alerts.credit_note", number=line.detail) if is_credit else ""
    return " · ".join(each for each in (credit, name, line.number, kept) if each)


def task_of(line: AlertLine, names: Mapping[UUID, str], url: Callable[[AlertLine], str]) -> Task:
    """Return an alert as a line of a to-do list; ``url`` tells where its title and its one button lead."""
    is_mine, is_news = line.posture is Posture.ACT, line.posture is Posture.KNOW
    return Task(
        title=title_of(line),
        url=url(line),
        note=note_of(line, names),
        due=line.due_on if is_mine else None,
        due_text=_when(line),
        action_label=say(f"alert.button.{line.kind.value}"),
        late=line.is_overdue and is_mine,
        tone="danger" if line.is_overdue and is_mine else "neutral",
        kind=say("alerts.new") if is_news and not line.is_seen else "",
    )


def _when(line: AlertLine) -> str:
    """Return since when somebody is awaited, or the day news are about: what is only to be known is never late."""
    if line.posture is Posture.WAIT:
        return say("alerts.since", count=line.days_since)
    return formats.day(line.due_on or line.raised_on) if line.posture is Posture.KNOW else ""
