"""The billing month: what is complete, what is missing, what can be computed, and what the credit still allows."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from flask import Blueprint, Response, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import link
from portal.charts import Bar
from portal.doors import ask, language, may, need, say
from portal.forms import Form
from portal.objection_words import words_of
from portal.page import leave, show
from portal.pages.billing import common
from schemas.billing import ComputePapers
from schemas.codes_billing import PaperKind
from schemas.exports import NoteExport
from schemas.refusal import Objection
from services.billing.queries import months as queries
from workflow.calendar import add_months

COMPUTED: Final = (PaperKind.INVOICE, PaperKind.PROVIDER_STATEMENT, PaperKind.COST_STATEMENT)
blueprint: Final = Blueprint("billing_month", __name__, url_prefix="/billing")


@blueprint.get("")
def index() -> Response:
    """Show one month."""
    month = common.month()
    view = ask(queries.billing_month, month=month)
    names = common.accounts(each.started_by for each in view.runs)
    return show(
        "billing/month.html",
        view=view,
        title_month=f"{month:%m.%Y}",
        before=common.month_text(add_months(month, -1)),
        after=common.month_text(add_months(month, 1)),
        papers=[_paper(each) for each in view.states],
        waiting=[_waiting(each) for each in view.waiting],
        missing=sorted({_missing(each) for kind in view.waiting for each in kind.unpriced}),
        credit=_credit(view),
        bars=[Bar(f"{day:%m.%Y}", total // 100, note=formats.money(total)) for day, total in view.by_month if total],
        groups=[[common.word(group), formats.money(total)] for group, total in view.by_group],
        runs=[_run(each, names) for each in view.runs],
        may_compute=may(ComputePapers),
    )


def _paper(each: queries.StateCount) -> list[Any]:
    return [common.word(each.kind), common.state(each.state), each.papers, formats.money(each.centimes)]


def _waiting(each: queries.Waiting) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "label": common.word(each.kind),
        "lines": each.lines,
        "amount": formats.money(each.centimes),
    }


def _missing(each: Any) -> str:
    facts = {"billed_item": each.item, "day": each.first_on.isoformat(), "month": each.first_on.isoformat()[:7]}
    words = words_of(Objection(each.code, None, facts), language())
    return f"{words} ({each.count})"


def _credit(view: queries.MonthView) -> list[tuple[str, Any]]:
    unset = say("billing.not_configured")
    return [
        (say("billing.used"), formats.money(view.year_used_centimes)),
        (say("field.ceiling_centimes"), formats.money(view.year_ceiling_centimes) or unset),
        (say("billing.credit_state"), common.state(view.year_state)),
        (say("field.budget"), say(f"code.budget_state.{view.budget}") if view.budget else unset),
        (say("billing.forecast"), formats.money(view.forecast_centimes) or say("billing.no_forecast")),
    ]


def _run(each: queries.RunLine, names: Any) -> list[Any]:
    return [
        formats.moment(each.started_at),
        common.word(each.kind),
        f"{formats.day(each.period_from)} – {formats.day(each.period_until)}",
        names.get(each.started_by, ""),
        each.papers,
        each.line_count,
        formats.money(each.total_centimes),
        _bundle_link(each) if may(NoteExport) and each.papers else "",
    ]


def _bundle_link(run: queries.RunLine) -> Markup:
    """Return the link to the file, with what is in it for those who hear it."""
    of = f"{common.word(run.kind)} {formats.day(run.period_from)}"
    return link(_bundle(run), Markup('ZIP<span class="visually-hidden"> – {}</span>').format(of))


def _bundle(run: queries.RunLine) -> str:
    """Return the address of everything this computation made, as one file."""
    first, last = run.period_from.isoformat(), run.period_until.isoformat()
    return url_for("paper_files.bundle", kind=run.kind.value, since=first, until=last)


@blueprint.route("/compute", methods=["GET", "POST"])
def compute() -> Answer:
    """Compute the drafts of one kind for a month or quarter."""
    need(ComputePapers)
    kind = common.chosen(PaperKind, "kind") or PaperKind.INVOICE
    start = {"run_id": uuid4(), "paper_kind": kind.value, "length": "month", "period_from": common.month()}
    form = Form(ComputePapers, start=start)
    view = form.view("paper_kind", choices=common.choices_of(COMPUTED))
    if form.carry_out():
        chosen = str(form.values.get("paper_kind", ""))
        return leave("papers.index", text=say("act.billing.compute_papers.done"), kind=chosen, state="draft")
    return show(
        "billing/form.html",
        form=form,
        views=[view if each.name == "paper_kind" else each for each in form.views],
        title=say("act.billing.compute_papers.label"),
        hint=say("billing.compute_hint"),
        back_url=url_for("billing_month.index"),
        back_text=say("menu.billing_month"),
    )
