"""Portfolios of the case workers, their checks, and what they become if the reviews go as proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, language, may, need, say
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.objection_words import words_of
from portal.page import leave, show
from portal.pages.casework import common
from portal.pages.registration import names
from schemas.casework import RecordPortfolioCheck
from schemas.codes_casework import NormOutcome, PortfolioOutcome, Segment
from schemas.refusal import NotFound
from services.casework.queries.control import control_list
from services.casework.queries.portfolios import CheckLine, PortfolioLine, portfolio_checks, portfolios
from services.casework.queries.what_if import Outlook, ReviewAhead, WorkerAhead, outlook

blueprint: Final = Blueprint("portfolios", __name__, url_prefix="/portfolios")
_TONES: Final = {
    PortfolioOutcome.IN_ORDER: "success",
    PortfolioOutcome.INTERVENTION: "warn",
    PortfolioOutcome.NO_DATA: "neutral",
}


@blueprint.get("")
def index() -> Response:
    """Show the portfolios, those that ask for intervention first."""
    need(portfolios)
    if not common.is_enabled():
        return show("casework/not_enabled.html")
    found = ask(portfolios)
    workers = names.accounts(each.case_worker_id for each in found)
    rows = [_row(each, workers) for each in found]
    none = say("portfolios.none")
    return answer(
        "casework/portfolios.html",
        Listing("casework.portfolios", say("menu.portfolios"), _columns(), whole(rows), empty=none),
    )


def _columns() -> list[Column]:
    shares = [Column(say("portfolios.share", letter=each.value), numeric=True, kind="two") for each in Segment]
    counts = ("below", "within", "above", "in_person_below", "overdue")
    return [
        Column(say("portfolios.worker"), kind="lead"),
        Column(say("portfolios.outcome")),
        Column(say("portfolios.dossiers"), numeric=True),
        *shares,
        *(Column(say(f"portfolios.{each}"), numeric=True) for each in counts),
        Column(say("portfolios.workload"), kind="tight"),
        Column(say("portfolios.checked_on"), kind="tight"),
    ]


def _row(line: PortfolioLine, workers: Mapping[UUID, str]) -> list[Cell]:
    counts = line.check.counts
    name = workers.get(line.case_worker_id, "")
    return [
        link(url_for("portfolios.detail", case_worker_id=line.case_worker_id), name),
        badge(_TONES[line.check.outcome], common.words(line.check.outcome)),
        counts.total,
        *(_share(line, each) for each in Segment),
        *(line.norms.frequency.get(each, 0) for each in (NormOutcome.BELOW, NormOutcome.WITHIN, NormOutcome.ABOVE)),
        line.norms.in_person.get(NormOutcome.BELOW, 0),
        line.reviews_overdue,
        say("portfolios.workload_range", least=line.workload.least, most=line.workload.most),
        formats.day(line.checked_on) or say("portfolios.never"),
    ]


def _share(line: PortfolioLine, segment: Segment) -> Cell:
    counts = line.check.counts
    if not counts.total:
        return None
    is_off = any(each.facts.get("letter") == segment.value for each in line.check.interventions)
    text = Markup("{} <small>{}</small>").format(counts.of(segment), formats.percent(counts.share(segment), 1))
    return Markup('<span class="late">{}</span>').format(text) if is_off else text


@blueprint.route("/<uuid:case_worker_id>", methods=["GET", "POST"])
def detail(case_worker_id: UUID) -> Answer:
    """Show one portfolio with what stands out and its checks; a head of sector writes the next check down here."""
    need(portfolios)
    line = next((each for each in ask(portfolios) if each.case_worker_id == case_worker_id), None)
    if line is None:
        raise NotFound("portfolio")
    form = _check_form(case_worker_id)
    if form and form.carry_out():
        done = say("act.casework.record_portfolio_check.done")
        return leave("portfolios.detail", text=done, case_worker_id=case_worker_id)
    checks = ask(portfolio_checks, case_worker_id=case_worker_id)
    accounts = names.accounts([case_worker_id, *(each.checked_by for each in checks)])
    return show(
        "casework/portfolio.html",
        line=line,
        form=form,
        title=say("portfolios.of", name=accounts.get(case_worker_id, "")),
        outcome=badge(_TONES[line.check.outcome], common.words(line.check.outcome)),
        interventions=[words_of(each, language()) for each in line.check.interventions],
        information=[words_of(each, language()) for each in line.check.information],
        shares=[_share_row(line, each) for each in Segment],
        norms=[_norm_row(line, each) for each in NormOutcome],
        checks=[_check(each, accounts) for each in checks],
        list_url=_list_url(case_worker_id),
    )


def _check_form(case_worker_id: UUID) -> Form | None:
    if not may(RecordPortfolioCheck):
        return None
    return Form(RecordPortfolioCheck, start={"check_id": uuid4()}, fixed={"case_worker_id": case_worker_id})


def _list_url(case_worker_id: UUID) -> str:
    endpoint = "dossier_control.index" if may(control_list) else "dossiers.index"
    return url_for(endpoint, worker=case_worker_id, all="yes")


def _share_row(line: PortfolioLine, segment: Segment) -> list[Cell]:
    counts = line.check.counts
    return [common.words(segment), counts.of(segment), formats.percent(counts.share(segment), 1)]


def _norm_row(line: PortfolioLine, outcome: NormOutcome) -> list[Cell]:
    return [common.words(outcome), line.norms.frequency.get(outcome, 0), line.norms.in_person.get(outcome, 0)]


def _check(line: CheckLine, accounts: Mapping[UUID, str]) -> list[Cell]:
    spread = f"A {line.a} · B {line.b} · C {line.c}"
    who = accounts.get(line.checked_by, "")
    return [formats.day(line.checked_on), who, common.words(line.outcome), spread, line.remark]


@blueprint.get("/what-if")
def what_if() -> Response:
    """Show what portfolios and workloads become; other segments can be tried out, nothing is saved."""
    need(outlook)
    if not common.is_enabled():
        return show("casework/not_enabled.html")
    found = ask(outlook, assumed=_assumed())
    workers = names.accounts(
        [*(each.case_worker_id for each in found.workers), *(each.case_worker_id for each in found.reviews)]
    )
    people = common.people(each.mandate_id for each in found.reviews)
    listing = Listing(
        "casework.outlook",
        say("outlook.workers"),
        _outlook_columns(),
        whole(_outlook_rows(found, workers)),
        keep=[name for name in request.args if name.startswith("move-")],
        empty=say("portfolios.none"),
    )
    return answer(
        "casework/what_if.html",
        listing,
        found=found,
        reviews=[_review(each, people, workers) for each in found.reviews],
        segments=common.offered(Segment),
    )


def _assumed() -> Mapping[UUID, Segment]:
    """Return the segments tried out in the address: ``move-<dossier>=B``."""
    found = {}
    for name, value in request.args.items():
        try:
            found[UUID(name.removeprefix("move-"))] = Segment(value)
        except ValueError:
            continue
    return found


def _review(line: ReviewAhead, people: Mapping[UUID, str], workers: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "name": f"move-{line.id}",
        "number": line.number,
        "url": url_for("dossiers.detail", dossier_id=line.id),
        "person": common.person(line.mandate_id, people),
        "worker": workers.get(line.case_worker_id, ""),
        "segment": common.segment(line.segment),
        "due": formats.day(line.review_due_on),
        "proposed": common.segment(line.proposed),
        "assumed": line.assumed.value if line.assumed else "",
    }


def _outlook_columns() -> list[Column]:
    heads = [Column(say("portfolios.worker"), kind="lead")]
    for each in Segment:
        heads.append(Column(say("portfolios.share", letter=each.value)))
    return [*heads, Column(say("outlook.workload")), Column(say("outlook.solved")), Column(say("outlook.caused"))]


def _outlook_rows(found: Outlook, workers: Mapping[UUID, str]) -> list[list[Cell]]:
    return [_outlook_row(each, workers) for each in found.workers]


def _outlook_row(line: WorkerAhead, workers: Mapping[UUID, str]) -> list[Cell]:
    before, after = line.change.before.counts, line.change.after.counts
    ranges = (line.workload_before, line.workload_after)
    loads = [say("portfolios.workload_range", least=each.least, most=each.most) for each in ranges]
    shares = [
        _change(formats.percent(before.share(each), 1), formats.percent(after.share(each), 1)) for each in Segment
    ]
    keys = (line.change.solved, line.change.caused)
    named = [", ".join(sorted({letter for _, letter in each})) for each in keys]
    return [workers.get(line.case_worker_id, ""), *shares, _change(*loads), *named]


def _change(before: str, after: str) -> Cell:
    return before if before == after else Markup("{} → <strong>{}</strong>").format(before, after)
