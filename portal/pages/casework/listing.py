"""The list of dossiers: one's own or the service's, narrowed, sorted and paged by the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, link
from portal.doors import actor, ask, language, may, need, say, today
from portal.forms import Form
from portal.lists import Lines, Listing, Part, answer
from portal.page import leave, show
from portal.pages.casework import common
from portal.pages.registration import addresses, names
from portal.parts import FieldView, Tab
from schemas.actor import Role
from schemas.casework import OpenDossier
from schemas.codes_casework import Sector, SegmentState
from services.casework.queries.dossiers import DossierFilter, DossierLine, dossiers

blueprint: Final = Blueprint("dossiers", __name__, url_prefix="/dossiers")
INDEX: Final = "dossiers.index"


@blueprint.get("")
def index() -> Response:
    """Show the dossiers of the service, a case worker's own ones first."""
    need(dossiers)
    if not common.is_enabled():
        return show("casework/not_enabled.html")

    def read(part: Part) -> Lines:
        found = ask(dossiers, narrowed=_narrowed(), page=part.page, size=part.size)
        return Lines(_rows(found.lines), found.total, ["danger" if _is_late(each) else "" for each in found.lines])

    listing = Listing(
        "casework.dossiers",
        say("menu.dossiers"),
        _columns(),
        read,
        filters=_filters(),
        keep=("sort", "all"),
        empty=say("dossiers.none"),
        empty_hint=say("dossiers.none_hint"),
    )
    return answer("casework/dossiers.html", listing, tabs=_tabs(), may_open=may(OpenDossier))


def _is_mine() -> bool:
    """Whether only one's own dossiers are shown: what case workers get unless they ask for all."""
    return actor().role is Role.CASE_WORKER and not addresses.is_on("all")


def _narrowed() -> DossierFilter:
    return DossierFilter(
        text=addresses.text("text"),
        sector=addresses.text("sector"),
        segment=addresses.text("segment"),
        under_way=addresses.text("under_way"),
        case_worker_id=addresses.identity("worker"),
        mine=_is_mine(),
        with_closed=addresses.is_on("closed"),
        sort=addresses.text("sort") or "due",
    )


def _filters() -> list[FieldView]:
    views = [
        FieldView("text", say("dossiers.find"), "search", addresses.text("text")),
        _choice("sector", "dossiers.sector", common.offered(Sector)),
        _choice("segment", "dossiers.segment", common.segments_offered()),
        _choice("under_way", "dossiers.state", common.offered(SegmentState)[:5]),
    ]
    if not _is_mine():
        views.append(_choice("worker", "dossiers.case_worker", common.workers()))
    closed = "yes" if addresses.is_on("closed") else ""
    return [*views, FieldView("closed", say("dossiers.with_closed"), "checkbox", closed)]


def _choice(name: str, words: str, choices: object) -> FieldView:
    return FieldView(name, say(words), "choice", addresses.text(name), choices=choices)  # type: ignore[arg-type]


def _tabs() -> list[Tab]:
    if actor().role is not Role.CASE_WORKER:
        return []
    mine, every = addresses.here(INDEX, all=None, worker=None), addresses.here(INDEX, all="yes")
    return [Tab(say("dossiers.mine"), mine, _is_mine()), Tab(say("dossiers.all"), every, not _is_mine())]


def _columns() -> list[Column]:
    found = [
        addresses.sortable(INDEX, Column(say("dossiers.number"), kind="lead tight"), "number", "due"),
        Column(say("dossiers.person")),
        Column(say("dossiers.sector")),
        addresses.sortable(INDEX, Column(say("dossiers.segment"), kind="tight"), "segment", "due"),
        Column(say("dossiers.state")),
        Column(say("dossiers.due_on"), kind="tight"),
        addresses.sortable(INDEX, Column(say("dossiers.review_on"), kind="wrap"), "review", "due"),
        Column(say("dossiers.norm")),
        Column(say("dossiers.last_contact")),
    ]
    return found if _is_mine() else [*found, Column(say("dossiers.case_worker"), kind="minor")]


def _rows(lines: tuple[DossierLine, ...]) -> list[list[Cell]]:
    people = common.people(each.mandate_id for each in lines)
    workers = {} if _is_mine() else names.accounts(each.case_worker_id for each in lines)
    return [_row(each, people, workers) for each in lines]


def _row(line: DossierLine, people: Mapping[UUID, str], workers: Mapping[UUID, str]) -> list[Cell]:
    row: list[Cell] = [
        link(url_for("dossiers.detail", dossier_id=line.id), line.number),
        common.person(line.mandate_id, people),
        _whole(common.words(line.sector)),
        common.segment(line.segment),
        common.state(line.under_way),
        _due(line),
        formats.day(line.review_due_on),
        _norm(line),
        formats.day(line.last_contact_on),
    ]
    return row if _is_mine() else [*row, workers.get(line.case_worker_id, "")]


def _whole(text: str) -> Markup:
    """Return a short text that stays on one line of the screen; a file of the list has its plain words."""
    return Markup('<span class="whole">{}</span>').format(text)


def _norm(line: DossierLine) -> Cell:
    norm = line.norm
    if norm.least is None:
        return str(norm.counted) if norm.counted else None
    guide = say("dossiers.norm_range", least=norm.least, most=norm.most)
    text = _whole(f"{norm.counted} / {guide}")
    if not norm.is_missed:
        return text
    few = say("dossiers.few" if norm.frequency.value == "below" else "dossiers.few_in_person")
    return Markup('<span class="late">{} <br>{}</span>').format(text, few)


def _due(line: DossierLine) -> Cell:
    if line.due_on is None:
        return None
    day = formats.day(line.due_on)
    late = Markup('<span class="late">{} <br>{}</span>')
    return late.format(day, formats.due(line.due_on, today(), language())) if _is_late(line) else day


def _is_late(line: DossierLine) -> bool:
    return line.due_on is not None and line.due_on < today()


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """Open a dossier."""
    need(OpenDossier)
    me = actor()
    own = str(me.account_id) if me.role is Role.CASE_WORKER else None
    start = {"dossier_id": uuid4(), "opened_on": today(), "case_worker_id": own}
    form = Form(OpenDossier, start=start, fixed={"social_service_id": me.organisation_id}, choices=common.choices)
    if form.carry_out():
        return leave("dossiers.detail", text=say("act.casework.open_dossier.done"), dossier_id=form.answer)
    return show("casework/new.html", form=form)
