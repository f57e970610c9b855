"""Access reviews: each quarter an organisation's head confirms its members or takes them off."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.accounts.reviews import ReviewLine, access_review, access_reviews
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, may, need, say
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.organisations import name_of
from portal.page import leave, show
from portal.pages.registration import names
from schemas.access import ConfirmMember, RemoveMember

blueprint: Final = Blueprint("access_reviews", __name__, url_prefix="/access-reviews")


@blueprint.get("")
def index() -> Response:
    """Show the reviews within reach, the open ones first."""
    need(access_reviews)
    columns = [Column(say(f"access.{name}")) for name in ("organisation", "quarter", "due", "state")]
    rows = whole([_row(each) for each in ask(access_reviews)])
    listing = Listing("accounts.reviews", say("menu.access_reviews"), columns, rows, empty=say("access.none"))
    return answer("accounts/reviews.html", listing)


def _row(line: ReviewLine) -> list[Cell]:
    name = name_of(line.organisation_kind, line.organisation_id)
    done = badge("success", say("access.done", day=formats.day(line.done_at)))
    return [
        link(url_for("access_reviews.detail", review_id=line.id), name),
        _quarter(line),
        formats.day(line.due_on),
        done if line.done_at else badge("warn", say("access.open")),
    ]


def _quarter(line: ReviewLine) -> str:
    return say("access.quarter_of", number=(line.quarter_on.month + 2) // 3, year=line.quarter_on.year)


@blueprint.get("/<uuid:review_id>")
def detail(review_id: UUID) -> Response:
    """Show one review: who is a member, since when, when they were last here, and what was decided."""
    file = ask(access_review, review_id=review_id)
    return show(
        "accounts/review.html",
        file=file,
        title=name_of(file.line.organisation_kind, file.line.organisation_id),
        quarter=_quarter(file.line),
        people=names.accounts(each.decided_by for each in file.members),
        may_decide=may(ConfirmMember),
    )


@blueprint.post("/<uuid:review_id>/<uuid:membership_id>/confirm")
def confirm(review_id: UUID, membership_id: UUID) -> Answer:
    """A member stays."""
    need(ConfirmMember)
    form = Form(ConfirmMember, fixed={"review_id": review_id, "membership_id": membership_id})
    if form.carry_out():
        return leave("access_reviews.detail", review_id=review_id)
    return leave("access_reviews.detail", text=form.errors[0][1], tone="error", review_id=review_id)


@blueprint.route("/<uuid:review_id>/<uuid:membership_id>/remove", methods=["GET", "POST"])
def remove(review_id: UUID, membership_id: UUID) -> Answer:
    """A member's role ends, with the reason."""
    need(RemoveMember)
    file = ask(access_review, review_id=review_id)
    member = next((each.name for each in file.members if each.membership_id == membership_id), "")
    form = Form(RemoveMember, fixed={"review_id": review_id, "membership_id": membership_id})
    if form.carry_out():
        return leave("access_reviews.detail", text=say("access.removed"), review_id=review_id)
    return show("accounts/review_remove.html", form=form, member=member, review_id=review_id)
