"""Signed links as the office sees them: made, shown once, renewed, revoked."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.doors import ask, do, need, say
from portal.page import leave, show
from schemas.codes_notifications import LinkPurpose
from schemas.notifications import IssueLink, RenewLink, RevokeLink
from services.notifications.queries.links import links_about
from services.placements.queries.presence import presence_sheet
from services.placements.queries.proposals import proposal_card
from services.placements.queries.reports import report_card

blueprint: Final = Blueprint("links", __name__, url_prefix="/links")
RECORDS: Final[Mapping[LinkPurpose, Callable[[UUID], Any]]] = {
    LinkPurpose.ANSWER_PROPOSAL: lambda subject: ask(proposal_card, proposal_id=subject),
    LinkPurpose.WRITE_REPORT: lambda subject: ask(report_card, report_id=subject),
    LinkPurpose.FILL_PRESENCE: lambda subject: ask(presence_sheet, month_id=subject),
}


@blueprint.route("/<purpose>/<uuid:subject_id>", methods=["GET", "POST"])
def about(purpose: str, subject_id: UUID) -> Response:
    """Show the links about one record; make one, and show its address this one time."""
    need(links_about)
    wanted = LinkPurpose(purpose) if purpose in set(LinkPurpose) else abort(404)
    record = RECORDS[wanted](subject_id)
    address = _made(wanted, subject_id, record.provider_id) if request.method == "POST" else ""
    return _shown(wanted, subject_id, address)


def _shown(purpose: LinkPurpose, subject_id: UUID, address: str) -> Response:
    record = RECORDS[purpose](subject_id)
    found = [each for each in ask(links_about, subject_id=subject_id) if each.purpose is purpose]
    return show(
        "notifications/links.html",
        purpose=purpose,
        subject_id=subject_id,
        record=record,
        links=found,
        address=address,
    )


def _made(purpose: LinkPurpose, subject_id: UUID, organisation_id: UUID) -> str:
    token = secrets.token_urlsafe(32)
    issued = IssueLink(
        link_id=uuid4(),
        purpose=purpose,
        subject_id=subject_id,
        organisation_id=organisation_id,
        token_hash=_hash(token),
    )
    do(issued)
    return _address(token)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _address(token: str) -> str:
    return url_for("visits.index", token=token, _external=True)


@blueprint.post("/<purpose>/<uuid:subject_id>/<uuid:link_id>/renew")
def renew(purpose: str, subject_id: UUID, link_id: UUID) -> Response:
    """Give a link a new token and show its address this one time."""
    need(RenewLink)
    wanted = LinkPurpose(purpose) if purpose in set(LinkPurpose) else abort(404)
    token = secrets.token_urlsafe(32)
    do(RenewLink(link_id=link_id, token_hash=_hash(token)))
    return _shown(wanted, subject_id, _address(token))


@blueprint.post("/<purpose>/<uuid:subject_id>/<uuid:link_id>/revoke")
def revoke(purpose: str, subject_id: UUID, link_id: UUID) -> Answer:
    """Shut a link at once."""
    do(RevokeLink(link_id=link_id))
    return leave("links.about", text=say("links.revoked"), purpose=purpose, subject_id=subject_id)
