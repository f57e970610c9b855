"""The whole timeline of one mandate on a page of its own: narrowed by kind, made to be printed."""

from __future__ import annotations

from collections import Counter
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, request, url_for

from portal.doors import ask, say
from portal.page import show
from portal.pages.registration import timeline, views
from portal.parts import Tab
from services.registration.queries.files import mandate_file

blueprint: Final = Blueprint("chronicle", __name__)
KINDS: Final = ("event", "decision", "appointment", "message", "document", "deadline", "system")


@blueprint.get("/mandates/<uuid:mandate_id>/timeline")
def index(mandate_id: UUID) -> Response:
    """Show everything that happened to a mandate, as far as it is the reader's."""
    file = ask(mandate_file, mandate_id=mandate_id)
    entries = timeline.entries(file.id, file.history)
    wanted = request.args.get("kind", "")
    wanted = wanted if wanted in KINDS else ""
    amount = Counter(each.kind for each in entries)
    return show(
        "registration/chronicle.html",
        file=file,
        tabs=views.tabs(file.id, "timeline"),
        kinds=[_tab(file.id, kind, wanted, amount[kind]) for kind in KINDS if amount[kind]],
        every=Tab(say("chronicle.all"), url_for("chronicle.index", mandate_id=file.id), not wanted, len(entries)),
        entries=[each for each in entries if wanted in ("", each.kind)],
    )


def _tab(mandate_id: UUID, kind: str, wanted: str, amount: int) -> Tab:
    address = url_for("chronicle.index", mandate_id=mandate_id, kind=kind)
    return Tab(say(f"chronicle.{kind}"), address, kind == wanted, amount)
