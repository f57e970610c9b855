"""Which results of a closed mandate count as success: the entries of the dated list, from a day on."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column
from portal.doors import ask, may, need, say, today
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave
from portal.pages.registration import names
from portal.pages.reports import cells
from schemas.refusal import Objection
from schemas.reporting import SetSuccessCodes
from services.steering.queries.reports import success_codes

blueprint: Final = Blueprint("success", __name__, url_prefix="/success")
SCALE: Final = "success_scale"


@blueprint.route("", methods=["GET", "POST"])
def index() -> Answer:
    """Show what counts as success since when, and let it be set."""
    need(success_codes)
    found = ask(success_codes)
    holds = next((each.codes for each in found if each.valid_from <= today()), ())
    start = {"success_codes": holds, "valid_from": today()}
    form = Form(SetSuccessCodes, start=start, choices=names.choices) if may(SetSuccessCodes) else None
    strange = set(request.form.getlist("success_codes")) - {each[0] for each in names.choices(SCALE)}
    if form is not None and strange:
        form.object(Objection("code_unknown", "success_codes", {"code": sorted(strange)[0][:40], "list": SCALE}))
    elif form is not None and form.carry_out():
        return leave("success.index", text=say("act.steering.set_success_codes.done"))
    columns = [Column(say("field.valid_from"), kind="lead tight"), Column(say("success.counts"), kind="wide")]
    rows: list[list[Cell]] = [[formats.day(each.valid_from), _words(each.codes)] for each in found]
    empty = say("figures.not_configured")
    listing = Listing("reports.success", say("success.title"), columns, whole(rows), empty=empty)
    return answer(
        "reports/success.html", listing, form=form, scale=names.choices(SCALE), back_url=url_for("figures.index")
    )


def _words(codes: tuple[str, ...]) -> str:
    return ", ".join(cells.code_word(SCALE, each) for each in codes) or say("figures.not_configured")
