"""A credit note: lines of an issued paper chosen by ticking, or by number where the paper has many."""

from __future__ import annotations

import re
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import addresses, formats
from portal.doors import ask, need, say
from portal.form_reading import clean
from portal.forms import Form
from portal.page import leave, show
from portal.pages.billing import common
from portal.parts import FieldView
from schemas.billing import CreditPaper
from schemas.refusal import Objection
from services.billing.queries import papers as queries

blueprint: Final = Blueprint("crediting", __name__, url_prefix="/papers")
SIZE: Final = 500
"""Lines of a page; ticks hold for the page, numbers for the whole paper."""
_PART: Final = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")


@blueprint.route("/<uuid:paper_id>/credit", methods=["GET", "POST"])
def credit(paper_id: UUID) -> Answer:
    """Choose lines of an issued paper and take them back by a credit note."""
    need(CreditPaper)
    card = ask(queries.paper_card, paper_id=paper_id)
    page, wanted = _page(card), _ticked()
    typed = clean(request.form.get("more", ""), lines=False)[:200]
    named = lines_named(typed, card.line_count)
    form = _CreditForm(
        CreditPaper,
        start={"row_version": card.row_version, "credit_note_id": uuid4()},
        fixed={"paper_id": paper_id, "line_numbers": tuple(sorted(wanted | (named or set())))},
    )
    if named is None and form.is_sent:
        form.object(Objection("lines_unreadable", "more", {"text": typed}))
    elif form.carry_out():
        return leave("papers.detail", text=say("act.billing.credit_paper.done"), paper_id=form.answer)
    lines = ask(queries.paper_lines, paper_id=paper_id, cut=queries.PaperCut((page - 1) * SIZE, SIZE))
    pages = -(-card.line_count // SIZE)
    return show(
        "billing/credit.html",
        form=form,
        paper=card,
        lines=[_choice(each, wanted) for each in lines],
        more=FieldView("more", say("credit.more"), "text", typed, say("credit.more_hint")) if pages > 1 else None,
        before=url_for("crediting.credit", paper_id=paper_id, page=page - 1) if page > 1 else "",
        after=url_for("crediting.credit", paper_id=paper_id, page=page + 1) if page < pages else "",
    )


def _page(card: queries.PaperCard) -> int:
    """Return the page the address asks for, or the one with the line it names."""
    line = addresses.number("line", 0)
    page = (line - 1) // SIZE + 1 if line else addresses.number("page")
    return max(1, min(page, -(-card.line_count // SIZE)))


def _ticked() -> set[int]:
    if request.method == "GET":
        return {addresses.number("line", 0)} - {0}
    return {int(each) for each in request.form.getlist("line") if each.isdecimal() and len(each) < 7}


def lines_named(typed: str, most: int) -> set[int] | None:
    """Return the lines ``501-620, 700`` names, up to the last one of the paper; None where it cannot be read."""
    found: set[int] = set()
    for part in filter(None, (each.strip() for each in typed.split(","))):
        read = _PART.fullmatch(part)
        if read is None:
            return None
        first, last = int(read[1]), int(read[2] or read[1])
        if not 1 <= first <= last <= most:
            return None
        found |= set(range(first, last + 1))
    return found


class _CreditForm(Form):
    """A form whose lines are tick boxes of a table, which the page reads by itself."""

    def _plain(self) -> tuple[dict[str, Any], list[Any]]:
        plain, objections = super()._plain()
        return plain, [each for each in objections if each.code != "field_unknown"]


def _choice(line: queries.LineCard, wanted: set[int]) -> dict[str, Any]:
    return {
        "number": line.number,
        "text": f"{line.number} · {formats.day(line.on_day)} · {common.word(line.item)}",
        "amount": formats.money(line.amount_centimes),
        "is_credited": line.is_credited,
        "is_contested": line.is_contested,
        "checked": line.number in wanted and not line.is_credited,
    }
