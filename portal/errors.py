"""One answer for each way the house says no: a page in the person's language, the right number, nothing half done."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Mapping
from typing import Any, Final

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from messaging.database import DatabaseDown
from portal import doors
from portal.forms import Form, in_words
from portal.objection_words import words_of
from portal.page import is_local
from schemas.refusal import Conflict, Refusal

PAGES: Final = {403: "403", 404: "404", 409: "409", 422: "422", 429: "429", 503: "503"}
_OVER: Final = frozenset({"placement_not_running", "proposal_expired"})
"""Conflicts in which nobody was faster: it is over, whoever looks at it."""
RETRY_SECONDS: Final = "10"
log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Answer every refusal and every accident of ``app``."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(DatabaseDown, _down)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def page(status: int, **context: Any) -> Response:
    """Return the error page for a status; statuses without a page of their own get the plain one."""
    template = f"errors/{PAGES[status]}.html" if status in PAGES else "pages/core/error.html"
    return make_response(render_template(template, status=status, back_url=_back(), **context), status)


def _back() -> str:
    """Return where the person came from, where that is a page of ours."""
    came = request.headers.get("Referer", "")
    host = request.host_url.rstrip("/")
    path = came.removeprefix(host) if came.startswith(f"{host}/") else ""
    return path if is_local(path) and path != request.path else ""


def _refused(refusal: Refusal) -> Response:
    log.info("refused", status=refusal.status, codes=[each.code for each in refusal.objections])
    texts = [words_of(each, doors.language()) for each in refusal.objections]
    return page(refusal.status, objections=texts if refusal.status == 422 else [])


def _conflict(conflict: Conflict) -> Response:
    """Show both versions where the page could say what is stored now, and keep what was typed in any case."""
    log.info("refused", status=409, codes=[conflict.code])
    form: Form | None = g.get("form")
    texts = [words_of(each, doors.language()) for each in conflict.objections]
    if form is None or not form.is_sent:
        return page(409, objections=texts, is_over=conflict.code in _OVER)
    again = {"retry_url": form.address, "resend": form.resend(), "leave_url": _back() or "/"}
    return page(409, objections=texts, versions=_versions(form), **again)


def _versions(form: Form) -> list[tuple[str, str, str]]:
    stored: Mapping[str, Any] = form.latest()
    return [
        (label, yours, in_words(form.as_stored(name, stored[name])))
        for name, label, yours in form.lines()
        if name in stored
    ]


def _down(error: DatabaseDown) -> Response:
    log.error("database_down", reason=type(error).__name__)
    g.user = None
    answer = page(503)
    answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _http(error: HTTPException) -> Response:
    """Answer Flask's own noes; what it wants to say in headers (Allow, Location) is kept."""
    if error.response is not None or error.code is None or error.code < 400:
        return make_response(error.get_response())
    answer = page(error.code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def _broken(error: Exception) -> Response:
    """Answer a bug: the page shows a reference, which stands in the log beside the places the error came through.

    Neither the error's text nor any value is logged; both may hold what people typed.
    """
    reference = secrets.token_hex(4)
    way = [f"{each.name} ({each.filename}:{each.lineno})" for each in traceback.extract_tb(error.__traceback__)]
    log.error("broken", reference=reference, reason=type(error).__name__, way=way[-12:])
    g.user = None
    try:
        return make_response(render_template("errors/500.html", reference=reference), 500)
    except Exception:
        # Even the error page may fail, for instance when the database is what broke.
        return Response(f"500 {reference}", 500, content_type="text/plain; charset=utf-8")
