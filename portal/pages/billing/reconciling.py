"""Billing against the providers' presence: every difference of a month with what cures it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, url_for

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, ask, say
from portal.lists import Listing, answer, whole
from portal.pages.billing import common
from schemas.codes_billing import DifferenceKind
from services.billing.queries import reconciliation as queries
from workflow.calendar import add_months

blueprint: Final = Blueprint("reconciling", __name__, url_prefix="/billing/reconciliation")
_TONES: Final = {DifferenceKind.CONTESTED_AFTER_ISSUE: "danger", DifferenceKind.CHANGED_SINCE: "danger"}
_CREDITED: Final = (DifferenceKind.CONTESTED_AFTER_ISSUE, DifferenceKind.CHANGED_SINCE)


@blueprint.get("")
def index() -> Response:
    """Show one month's comparison."""
    month = common.month()
    found = ask(queries.reconciliation, month=month)
    names = common.people(each.mandate_id for each in found.differences)
    listing = Listing(
        "billing.reconciliation",
        say("menu.reconciling"),
        _columns(),
        whole([_row(each, names) for each in found.differences]),
        keep=("month",),
        empty=say("billing.all_agree"),
    )
    return answer(
        "billing/reconciliation.html",
        listing,
        found=found,
        title_month=f"{month:%m.%Y}",
        before=common.month_text(add_months(month, -1)),
        after=common.month_text(add_months(month, 1)),
    )


def _columns() -> list[Column]:
    names = ("difference", "party", "mandate", "ours", "theirs", "cure")
    return [Column(say(f"billing.{name}"), numeric=name in ("ours", "theirs")) for name in names]


def _row(each: queries.PresenceDifference, names: Mapping[UUID, Any]) -> list[Cell]:
    return [
        badge(_TONES.get(each.kind, "warn"), common.word(each.kind)),
        common.provider(each.provider_id),
        common.mandate_link(names, each.mandate_id) or "",
        formats.money(each.ours_centimes),
        formats.money(each.theirs_centimes),
        _cure(each),
    ]


def _cure(each: queries.PresenceDifference) -> Cell:
    """Return what to do, leading to where it is done where this person may do it."""
    text = say(f"cure.difference_kind.{each.kind.value}")
    if not actor().is_office:
        return text
    if each.paper_id and each.kind in _CREDITED:
        return link(url_for("crediting.credit", paper_id=each.paper_id, line=each.line_number), text)
    if each.paper_id and each.kind is DifferenceKind.CONTESTED_BEFORE_ISSUE:
        return link(url_for("papers.detail", paper_id=each.paper_id), text)
    if each.kind is DifferenceKind.NOT_LOCKED:
        return link(url_for("placed.detail", placement_id=each.placement_id), text)
    if each.kind is DifferenceKind.UNPRICED:
        return link(url_for("tariffs.index"), text)
    kind = "provider_statement" if each.kind is DifferenceKind.ONLY_CANTON else "invoice"
    return link(url_for("billing_month.compute", kind=kind), text)
