"""Keeping a list under a name, and the page of one's own views."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import kept_views
from portal.accounts.views import my_views
from portal.doors import do, need, say
from portal.forms import Form
from portal.page import leave, show
from schemas.views import DropView, SaveView

blueprint: Final = Blueprint("views", __name__, url_prefix="/views")


@blueprint.get("")
def index() -> Response:
    """Show one's own views."""
    need(my_views)
    return show("views/index.html", views=[(each, kept_views.url_of(each)) for each in kept_views.mine()])


@blueprint.route("/save", methods=["GET", "POST"])
def save() -> Answer:
    """Keep a list and go back to it; a name that is missing is asked for here."""
    need(SaveView)
    endpoint = request.form.get("endpoint", "")
    if request.method == "POST" and not _is_list(endpoint):
        abort(404)
    query = urlencode([(name, value) for name, value in _pairs() if name not in kept_views.FREE])
    form = Form(SaveView, fixed={"query": query[:1000]})
    if form.carry_out():
        return redirect(f"{url_for(endpoint)}?{query}" if query else url_for(endpoint), 303)
    if request.method == "GET":
        return redirect(url_for("views.index"), 303)
    carried = form.hidden | {"endpoint": endpoint, "query": query}
    return show("views/save.html", form=form, view=form.view("view_name"), carried=carried)


def _pairs() -> list[tuple[str, str]]:
    return parse_qsl(request.form.get("query", "")[:2000])


def _is_list(endpoint: str) -> bool:
    """Whether an address without a record stands behind the endpoint."""
    rules = current_app.url_map.iter_rules(endpoint) if endpoint in current_app.view_functions else ()
    return any("GET" in (rule.methods or ()) and not rule.arguments for rule in rules)


@blueprint.post("/<uuid:view_id>/drop")
def drop(view_id: UUID) -> Answer:
    """Forget one view."""
    do(DropView(view_id=view_id))
    return leave("views.index", text=say("views.dropped"))
