"""Papers of a mandate: the list with the form to add one, one paper with its history, and the way to its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup
from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response as Answer

from portal import formats, scanner
from portal.actions import ActionPages
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, desks, language, may, need, say
from portal.forms import Form
from portal.page import leave, show
from portal.pages.registration import names, views
from portal.parts import FieldView
from schemas import registration as said
from schemas.actor import HOUSE
from schemas.codes_records import PaperFormat, PaperState, ScanState, SharedWith
from schemas.message import Command
from services.registration.queries import documents

blueprint: Final = Blueprint("documents", __name__)
TYPES: Final[Mapping[PaperFormat, str]] = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.PNG: "image/png",
    PaperFormat.JPEG: "image/jpeg",
    PaperFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SCAN_TONES: Final[Mapping[ScanState, str]] = {
    ScanState.NOT_SCANNED: "neutral",
    ScanState.WAITING: "waiting",
    ScanState.CLEAN: "success",
    ScanState.FOUND: "danger",
}
STATE_TONES: Final[Mapping[PaperState, str]] = {
    PaperState.CURRENT: "active",
    PaperState.REPLACED: "done",
    PaperState.WITHDRAWN: "stopped",
}
SEALED: Final = "sandbox; default-src 'none'"
"""A file of ours is only ever saved; were it shown after all, nothing in it could run."""


@blueprint.get("/mandates/<uuid:mandate_id>/documents")
def index(mandate_id: UUID) -> Answer:
    """Show the papers of a mandate, with the form to add one."""
    papers = ask(documents.mandate_papers, mandate_id=mandate_id)
    return _page(papers, _form(papers) if papers.offered and may(said.AddDocument) else None)


@blueprint.route("/mandates/<uuid:mandate_id>/documents/add", methods=["GET", "POST"])
def add(mandate_id: UUID) -> Answer:
    """Add a paper; the list stays on the page."""
    need(said.AddDocument)
    papers = ask(documents.mandate_papers, mandate_id=mandate_id)
    form = _form(papers)
    if form.carry_out():
        told = _scanned(form.answer, say("documents.added"))
        return leave("documents.index", mandate_id=mandate_id, **told)
    return _page(papers, form)


def _page(papers: documents.MandatePapers, form: Form | None) -> Answer:
    return show(
        "registration/documents.html",
        papers=papers,
        form=form,
        fields=_fields(form, papers.offered) if form else [],
        tabs=views.tabs(papers.mandate_id, "documents"),
        columns=_columns(),
        rows=_rows(papers.lines),
        kinds_configured=bool(names.choices("document_kinds")),
    )


def _form(papers: documents.MandatePapers) -> Form:
    fixed: dict[str, Any] = {"mandate_id": papers.mandate_id, "quarantine": bool(scanner.address())}
    if len(papers.offered) == 1:
        fixed["shared_with"] = papers.offered[0]
    start = {"document_id": uuid4(), "shared_with": papers.offered[0]}
    form = Form(said.AddDocument, start=start, fixed=fixed, choices=names.choices)
    form.address = url_for("documents.add", mandate_id=papers.mandate_id)
    return form


def _fields(form: Form, offered: Sequence[SharedWith]) -> list[FieldView]:
    choices = [(each.value, formats.code(each, language())) for each in offered]
    other = {"shared_with": {"choices": choices}}
    return [form.view(each.name, **other.get(each.name, {})) for each in form.views]


def _columns() -> list[Column]:
    words = ("paper", "kind", "shared_with", "scan", "added_on", "open")
    kinds = ("lead", "", "", "", "", "tight")
    return [Column(say(f"documents.{word}"), kind=kind) for word, kind in zip(words, kinds, strict=True)]


def _rows(lines: Iterable[documents.DocumentLine]) -> list[list[Cell]]:
    lines = list(lines)
    accounts = names.accounts(each.added_by for each in lines)
    return [
        [
            _title(each),
            names.word("document_kinds", each.kind),
            formats.code(each.shared_with, language()),
            _scan(each.scan),
            " · ".join(filter(None, (formats.moment(each.added_at), accounts.get(each.added_by)))),
            link(address_of(each), f"{say('documents.save')} ({formats.size(each.size, language())})")
            if each.may_open
            else "",
        ]
        for each in lines
    ]


def _title(line: documents.DocumentLine) -> Markup:
    title = link(url_for("documents.detail", document_id=line.id), line.name)
    if line.state is PaperState.CURRENT:
        return title
    return Markup("{} {}").format(title, _state(line.state))


def _scan(found: ScanState) -> Markup:
    return badge(SCAN_TONES[found], formats.code(found, language()))


def _state(found: PaperState) -> Markup:
    return badge(STATE_TONES[found], formats.code(found, language()))


def address_of(line: documents.DocumentLine) -> str:
    """Return where a paper is saved from."""
    return url_for("documents.send", document_id=line.id)


def _scanned(document_id: UUID | None, otherwise: str) -> dict[str, str]:
    """Let the scanner look at a new paper where there is one; return the toast that says how it went."""
    outcome = settle(document_id) if document_id and scanner.address() else None
    if outcome is None:
        return {"text": otherwise}
    tone = {ScanState.CLEAN: "success", ScanState.FOUND: "danger"}.get(outcome, "warn")
    return {"text": say(f"documents.scanned.{outcome.value}"), "tone": tone}


def settle(document_id: UUID) -> ScanState:
    """Ask the scanner about a paper under lock and write down what it says, as the house."""
    desk = desks()["registration"]
    content = desk.ask(documents.document_to_scan, HOUSE, document_id=document_id)
    if not content:
        return ScanState.CLEAN
    verdict = scanner.scan(content, scanner.address())
    if verdict.outcome is not ScanState.WAITING:
        told = said.SettleScan(document_id=document_id, outcome=verdict.outcome, signature=verdict.signature)
        desk.do(told, HOUSE)
    return verdict.outcome


@blueprint.get("/documents/<uuid:document_id>")
def detail(document_id: UUID) -> Response:
    """Show one paper, its former versions and what may be done."""
    card = ask(documents.document_card, document_id=document_id)
    line = card.line
    accounts = names.accounts([line.added_by, line.ended_by])
    steps = [each.said for each in COMMANDS.values()] if line.may_change else []
    return show(
        "registration/document.html",
        card=card,
        line=line,
        state=_state(line.state),
        scan=_scan(line.scan),
        kind=names.word("document_kinds", line.kind),
        who=accounts,
        panel=ACTIONS.panel(card, steps, document_id=document_id),
        columns=_columns(),
        former=_rows(card.former),
        may_scan=bool(scanner.address()) and line.scan is ScanState.WAITING and may(said.AddDocument),
    )


@blueprint.get("/documents/<uuid:document_id>/file")
def send(document_id: UUID) -> Response:
    """Hand a paper out, to be saved and never shown; who took it is written down."""
    found = ask(documents.document_file, document_id=document_id)
    answer = Response(found.content, content_type=TYPES[found.format])
    answer.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": found.name})
    answer.headers["Content-Security-Policy"] = SEALED
    return answer


@blueprint.post("/documents/<uuid:document_id>/scan")
def scan(document_id: UUID) -> Answer:
    """Ask the scanner once more about a paper under lock."""
    need(said.AddDocument)
    ask(documents.document_card, document_id=document_id)
    told = _scanned(document_id, say("documents.no_scanner"))
    return leave("documents.detail", document_id=document_id, **told)


COMMANDS: Final[Mapping[str, type[Command]]] = {"replace": said.ReplaceDocument, "withdraw": said.WithdrawDocument}


class _Pages(ActionPages):
    """The steps of a paper; a new version goes to the scanner and is then the one that is shown."""

    def done(self, command: type[Command], **address: Any) -> Answer:
        if command is not said.ReplaceDocument:
            return super().done(command, **address)
        new_id = UUID(request.form["new_id"])
        return leave(self.back, document_id=new_id, **_scanned(new_id, say("documents.replaced")))


def _record(document_id: UUID) -> documents.DocumentCard:
    return ask(documents.document_card, document_id=document_id)


def _start(command: type[Any], _: Any) -> Mapping[str, Any]:
    return {"new_id": uuid4()} if command is said.ReplaceDocument else {}


def _fixed(command: type[Any], _: Any) -> Mapping[str, Any]:
    return {"quarantine": bool(scanner.address())} if command is said.ReplaceDocument else {}


ACTIONS: Final = _Pages(
    blueprint=blueprint,
    rule="/documents/<uuid:document_id>",
    back="documents.detail",
    record=_record,
    commands=COMMANDS,
    start=_start,
    fixed=_fixed,
    tones={"withdraw": "danger"},
).install()
