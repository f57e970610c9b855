"""What each signed link is for: answering a proposal, writing a report, filling a presence sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from flask import request
from werkzeug.wrappers import Response as Answer

from portal import formats, half_days
from portal.doors import language
from portal.half_days import HalfDays, box
from portal.page import show
from portal.pages.notifications.visit import Visit, VisitForm, thank
from schemas.codes import HalfDay, PresenceCode
from schemas.codes_notifications import LinkPurpose
from schemas.placements import (
    AcceptProposal,
    DeclineProposal,
    SavePresence,
    SubmitPresence,
    WriteInterimReport,
)
from services.placements.queries.presence import Sheet, SheetDay, presence_sheet
from services.placements.queries.proposals import proposal_card
from services.placements.queries.reports import report_card


def _answer_proposal(visit: Visit) -> Answer:
    """Accept with one click, or decline with a coded reason."""
    card = visit.ask(proposal_card, proposal_id=visit.link.subject_id)
    fixed = {"proposal_id": card.id, "row_version": card.row_version}
    chosen = AcceptProposal if request.form.get("action") == "accept" else DeclineProposal
    form = VisitForm(visit, chosen, fixed=fixed)
    if form.carry_out():
        return thank(visit)
    decline = form if chosen is DeclineProposal else VisitForm(visit, DeclineProposal, fixed=fixed)
    return show(
        "notifications/visit_proposal.html",
        card=card,
        form=form,
        decline=decline,
        may_answer="accept" in card.steps,
        status=form.status,
    )


def _write_report(visit: Visit) -> Answer:
    """Write an asked or returned report."""
    card = visit.ask(report_card, report_id=visit.link.subject_id)
    names = ("progress", "goals", "recommendation", "period_from", "period_until")
    start = {name: getattr(card, name) for name in names}
    fixed = {"report_id": card.id, "placement_id": card.placement_id, "row_version": card.row_version}
    form = VisitForm(visit, WriteInterimReport, start=start, fixed=fixed)
    if form.carry_out():
        return thank(visit)
    may_write = "submit" in card.steps
    return show("notifications/visit_report.html", card=card, form=form, may_write=may_write)


class _SheetForm(HalfDays, VisitForm):
    """A sheet that a visitor fills."""


def _fill_presence(visit: Visit) -> Answer:
    """Fill a sheet; with the other button it is sent in, and the link is used up."""
    sheet = visit.ask(presence_sheet, month_id=visit.link.subject_id)
    marks = half_days.marks() if request.method == "POST" else ()
    fixed = {"month_id": sheet.id, "marks": marks, "row_version": sheet.row_version}
    form = _SheetForm(visit, SavePresence, fixed=fixed)
    form.boxes = {box(each.day, half) for each in sheet.days for half in HalfDay}
    if form.carry_out():
        sheet = visit.ask(presence_sheet, month_id=visit.link.subject_id)
        if request.form.get("action") != "submit":
            return _sheet_shown(sheet, form, saved=True)
        form = _SheetForm(visit, SubmitPresence, fixed={"month_id": sheet.id, "row_version": sheet.row_version})
        if form.carry_out():
            return thank(visit)
    return _sheet_shown(sheet, form)


def _sheet_shown(sheet: Sheet, form: VisitForm, *, saved: bool = False) -> Answer:
    return show(
        "notifications/visit_presence.html",
        sheet=sheet,
        form=form,
        saved=saved,
        days=[(formats.long_day(each.day, language()), list(_cells(each))) for each in sheet.days],
        codes=[(each.value, formats.code(each, language())) for each in PresenceCode],
        may_fill="submit" in sheet.steps,
    )


def _cells(day: SheetDay) -> Iterator[tuple[str, str, str]]:
    """Yield for each half of a day the name of its box, its word, and what stands there."""
    for half, code in ((HalfDay.MORNING, day.morning), (HalfDay.AFTERNOON, day.afternoon)):
        name = box(day.day, half)
        yield name, formats.code(half, language()), request.form.get(name, code.value if code else "")


PAGES: Final[Mapping[LinkPurpose, Callable[[Visit], Answer]]] = {
    LinkPurpose.ANSWER_PROPOSAL: _answer_proposal,
    LinkPurpose.WRITE_REPORT: _write_report,
    LinkPurpose.FILL_PRESENCE: _fill_presence,
}
