"""One dossier: facts, what stands out, contacts, decisions about its segment, timeline, and what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.actions import ActionPages
from portal.cells import Cell, Column, link
from portal.doors import ask, may, need, say, today
from portal.forms import Form
from portal.ladders import rungs_of
from portal.page import leave, show
from portal.pages.casework import common, entries
from portal.pages.casework.listing import blueprint
from portal.pages.registration import names
from portal.parts import FieldView, Task
from portal.tones import tone_of
from schemas import casework as said
from services.casework.queries.files import ContactLine, DecisionLine, DossierFile, dossier_file


def _dossier(dossier_id: UUID) -> DossierFile:
    return ask(dossier_file, dossier_id=dossier_id)


_OF_DECISION: Final = (
    said.AgreeToSegment,
    said.DecideSegment,
    said.AnswerSegmentRequest,
    said.ExecuteSegment,
    said.GiveBackSegment,
)
_BEGINNING: Final = (said.ProposeSegment, said.ChangeSegment, said.RequestSegmentChange, said.ProposeReview)


def _start(command: type[Any], dossier: DossierFile) -> Mapping[str, Any]:
    """Return first values: what is known of the decision under way, today, and the present case worker."""
    if command in _BEGINNING:
        return {"decision_id": uuid4()}
    if command in _OF_DECISION and dossier.under_way:
        return {"row_version": dossier.under_way.row_version, "decided_segment": dossier.under_way.proposed}
    days = dict.fromkeys(("received_on", "agreement_starts_on", "dossier_closed_on"), today())
    return {**days, "case_worker_id": str(dossier.case_worker_id)}


def _fixed(command: type[Any], dossier: DossierFile) -> Mapping[str, Any]:
    if command in _OF_DECISION:
        return {"decision_id": dossier.under_way.id if dossier.under_way else dossier.id}
    return {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:dossier_id>",
    back="dossiers.detail",
    record=_dossier,
    commands={
        "agree": said.AgreeToSegment,
        "decide": said.DecideSegment,
        "execute": said.ExecuteSegment,
        "answer": said.AnswerSegmentRequest,
        "review": said.ProposeReview,
        "propose": said.ProposeSegment,
        "change": said.ChangeSegment,
        "request": said.RequestSegmentChange,
        "move": said.MoveDossier,
        "estimate": said.EstimateExit,
        "agreement": said.ConcludeAgreement,
        "no_agreement": said.JustifyNoAgreement,
        "link": said.LinkMandate,
        "hand_over": said.HandOverDossier,
        "give_back": said.GiveBackSegment,
        "close": said.CloseDossier,
    },
    choices=common.choices,
    start=_start,
    fixed=_fixed,
    tones={"agree": "primary", "decide": "primary", "execute": "primary", "answer": "primary", "close": "danger"},
    template="casework/step.html",
).install()


@blueprint.get("/<uuid:dossier_id>")
def detail(dossier_id: UUID) -> Response:
    """Show one dossier."""
    dossier = _dossier(dossier_id)
    people = common.people(each.mandate_id for each in dossier.mandates)
    name = next(iter(people.values()), "")
    accounts = names.accounts(_involved(dossier))
    return show(
        "casework/dossier.html",
        dossier=dossier,
        name=name,
        title=common.title(dossier.number, name),
        worker=accounts.get(dossier.case_worker_id, ""),
        agreement=agreement_of(dossier),
        findings=common.findings(dossier.findings),
        contact_columns=_contact_columns(),
        contacts=[_contact(dossier, each, accounts) for each in dossier.contacts],
        decisions=[_decision(each, accounts) for each in dossier.decisions],
        panel=ACTIONS.panel(dossier, dossier.steps, dossier_id=dossier.id),
        may_contact=may(said.RecordContact) and "casework.record_contact" in dossier.steps,
        entries=entries.entries(dossier.history, accounts),
        deadlines=dossier.deadlines,
        rungs=rungs_of(dossier.ladder),
    )


def _involved(dossier: DossierFile) -> Iterator[UUID | None]:
    yield dossier.case_worker_id
    yield from (each.recorded_by for each in dossier.contacts)
    yield from (each.account_id for each in dossier.history)
    for each in dossier.decisions:
        yield from (each.proposed_by, each.agreed_by, each.decided_by, each.executed_by)


def agreement_of(dossier: DossierFile) -> str:
    """Return how it stands with the agreement between person and service."""
    if dossier.agreement_starts_on is None:
        why = dossier.agreement_justification
        return say("dossiers.no_agreement", why=why) if why else say("dossiers.agreement_missing")
    start, end = formats.day(dossier.agreement_starts_on), formats.day(dossier.agreement_ends_on)
    return say("dossiers.agreement_from", start=start, end=end) if end else say("dossiers.agreement_open", start=start)


def _contact_columns() -> list[Column]:
    names_of = ("contact_kind", "contact_minutes", "contact_counts", "contact_note")
    columns = [Column(say(f"dossiers.{each}"), numeric=each == "contact_minutes") for each in names_of]
    day = Column(say("field.contact_on"), kind="lead tight")
    return [day, *columns, Column(say("dossiers.contact_strike"), kind="tight", hidden_label=True)]


def _contact(dossier: DossierFile, line: ContactLine, accounts: Mapping[UUID, str]) -> list[Cell]:
    note: Cell = line.note
    if line.strike_reason is not None:
        note = Markup("<s>{}</s> {}").format(line.note, say("dossiers.contact_struck", why=line.strike_reason))
    return [
        formats.day(line.contact_on),
        common.words(line.kind),
        line.minutes,
        common.words(line.counts_as),
        _noted(dossier, line, accounts, note),
        _strike_link(dossier, line),
    ]


def _noted(dossier: DossierFile, line: ContactLine, accounts: Mapping[UUID, str], note: Cell) -> Cell:
    """Return the note, and who wrote it where that was not the responsible case worker."""
    if line.recorded_by == dossier.case_worker_id:
        return note
    name = accounts.get(line.recorded_by, "")
    return Markup('{} <span class="muted">{}</span>').format(note, name) if name else note


def _strike_link(dossier: DossierFile, line: ContactLine) -> Cell:
    if line.strike_reason is not None or "casework.record_contact" not in dossier.steps:
        return None
    if not may(said.StrikeContact):
        return None
    url = url_for("dossiers.strike", dossier_id=dossier.id, contact_id=line.id)
    day = Markup('{}<span class="visually-hidden"> {}</span>')
    return link(url, day.format(say("dossiers.contact_strike"), formats.day(line.contact_on)))


def _decision(line: DecisionLine, accounts: Mapping[UUID, str]) -> Task:
    """Return one decision with the two persons behind it; lateness stands beside the day, never hidden."""
    late = say("dossiers.late", count=line.days_late) if line.days_late and line.decided_on else ""
    return Task(
        title=_change(line),
        url="",
        tone=tone_of(line.state),
        badge=common.words(line.state),
        note=" · ".join(part for part in (_behind(line, accounts), late, line.justification) if part),
        kind=common.words(line.process),
        late=bool(late),
    )


def _change(line: DecisionLine) -> str:
    after = (line.decided or line.proposed).value
    return f"{line.previous.value} → {after}" if line.previous else after


def _behind(line: DecisionLine, accounts: Mapping[UUID, str]) -> str:
    author = line.decided_by or line.proposed_by or line.requested_by
    control = line.executed_by or line.agreed_by
    by = say("dossiers.decided_by", name=accounts.get(author, ""), day=formats.day(line.decided_on)) if author else ""
    checked = say("dossiers.checked_by", name=accounts.get(control, "")) if control else ""
    return ", ".join(part for part in (by.strip(), checked) if part)


@blueprint.route("/<uuid:dossier_id>/contact", methods=["GET", "POST"])
def contact(dossier_id: UUID) -> Answer:
    """Write down a contact quickly: kind, day, minutes."""
    need(said.RecordContact)
    dossier = _dossier(dossier_id)
    start = {"contact_id": uuid4(), "contact_on": today(), "contact_kind": "interview", "social_work_topic": True}
    form = Form(said.RecordContact, start=start, fixed={"dossier_id": dossier.id})
    if form.carry_out():
        return leave("dossiers.detail", text=say("act.casework.record_contact.done"), dossier_id=dossier.id)
    views = [form.view("contact_kind", required=True) if each.name == "contact_kind" else each for each in form.views]
    return _asked(form, dossier, "record_contact", views)


@blueprint.route("/<uuid:dossier_id>/contacts/<uuid:contact_id>/strike", methods=["GET", "POST"])
def strike(dossier_id: UUID, contact_id: UUID) -> Answer:
    """Strike a contact entered by mistake."""
    need(said.StrikeContact)
    dossier = _dossier(dossier_id)
    form = Form(said.StrikeContact, fixed={"dossier_id": dossier.id, "contact_id": contact_id})
    if form.carry_out():
        return ACTIONS.done(said.StrikeContact, dossier_id=dossier.id)
    return _asked(form, dossier, "strike_contact")


def _asked(form: Form, dossier: DossierFile, act: str, views: Sequence[FieldView] = ()) -> Answer:
    key = f"act.casework.{act}"
    hint = say(f"{key}.hint") if act == "strike_contact" else ""
    back = url_for("dossiers.detail", dossier_id=dossier.id)
    tone = "danger" if act == "strike_contact" else "primary"
    return show(
        "casework/step.html",
        form=form,
        views=views,
        record=dossier,
        title=say(f"{key}.label"),
        hint=hint,
        tone=tone,
        back_url=back,
    )
