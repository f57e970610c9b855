"""The control list: what stands out in the dossiers of a sector, for its head."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, url_for

from portal import formats
from portal.cells import Cell, Column, link
from portal.doors import ask, need, say
from portal.lists import Lines, Listing, Part, answer
from portal.page import show
from portal.pages.casework import common
from portal.pages.registration import addresses, names
from portal.parts import FieldView, Tab
from schemas.codes_casework import DossierFinding, Sector
from services.casework.queries.control import ControlLine, ControlList, control_list

blueprint: Final = Blueprint("dossier_control", __name__, url_prefix="/dossier-control")
INDEX: Final = "dossier_control.index"


@blueprint.get("")
def index() -> Response:
    """Show the dossiers that need a look, those with most findings first."""
    need(control_list)
    if not common.is_enabled():
        return show("casework/not_enabled.html")
    finding = _known(DossierFinding, addresses.text("finding"))
    sector, worker = _known(Sector, addresses.text("sector")), addresses.identity("worker")
    found = ask(control_list, sector=sector, finding=finding, case_worker_id=worker)

    def read(part: Part) -> Lines:
        return Lines(_rows(found.lines[part.offset : part.offset + part.size]), len(found.lines))

    listing = Listing(
        "casework.control",
        say("menu.dossier_control"),
        _columns(),
        read,
        filters=_filters(sector),
        keep=("finding",),
        empty=say("dossier_control.none"),
    )
    return answer("casework/control.html", listing, found=found, tabs=_tabs(found, finding))


def _known(kind: type[DossierFinding] | type[Sector], sent: str) -> str:
    return sent if sent in {each.value for each in kind} else ""


def _filters(sector: str) -> list[FieldView]:
    worker = addresses.text("worker")
    return [
        FieldView("sector", say("dossiers.sector"), "choice", sector, choices=common.offered(Sector)),
        FieldView("worker", say("dossiers.case_worker"), "choice", worker, choices=common.workers()),
    ]


def _tabs(found: ControlList, finding: str) -> list[Tab]:
    every = Tab(say("dossier_control.all"), addresses.here(INDEX, finding=None), not finding)
    made = (each for each in DossierFinding if found.counts.get(each))
    return [every, *(_tab(each, found.counts[each], finding) for each in made)]


def _tab(each: DossierFinding, count: int, finding: str) -> Tab:
    return Tab(common.words(each), addresses.here(INDEX, finding=each.value), each.value == finding, count)


def _columns() -> list[Column]:
    return [
        Column(say("dossiers.number"), kind="lead tight"),
        Column(say("dossiers.person")),
        Column(say("dossier_control.findings")),
        Column(say("dossiers.segment"), kind="tight"),
        Column(say("dossiers.sector")),
        Column(say("dossiers.review_on"), kind="tight"),
        Column(say("dossiers.norm"), kind="tight"),
        Column(say("dossiers.case_worker")),
    ]


def _rows(lines: tuple[ControlLine, ...]) -> list[list[Cell]]:
    people = common.people(each.mandate_id for each in lines)
    workers = names.accounts(each.case_worker_id for each in lines)
    return [_row(each, people, workers) for each in lines]


def _row(line: ControlLine, people: Mapping[UUID, str], workers: Mapping[UUID, str]) -> list[Cell]:
    return [
        link(url_for("dossiers.detail", dossier_id=line.id), line.number),
        common.person(line.mandate_id, people),
        common.findings(line.findings),
        common.segment(line.segment),
        common.words(line.sector),
        formats.day(line.review_due_on),
        line.norm.counted,
        workers.get(line.case_worker_id, ""),
    ]
