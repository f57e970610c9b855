"""What happens before every page, in this order: trace, who, door, form token, one-time password, time of last use."""

from __future__ import annotations

from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as Answer

from messaging.trace import new_trace, trace_id
from portal import kept, signed_in
from portal.marks import Door, door_of, is_unattended
from schemas.words import FALLBACK, LANGUAGES

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
UNATTENDED: Final = "X-Unattended"
"""Said by a page that fetches itself anew while nobody touches it; such a request keeps no session alive."""
_CSRF: Final = CSRFProtect()
log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Put the gate before every page of ``app``."""
    _CSRF.init_app(app)
    app.before_request(_begin)
    app.before_request(_admit)
    app.after_request(_note)
    app.register_error_handler(CSRFError, _stale_form)


def _begin() -> Answer | None:
    g.trace, g.began = new_trace(), perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(trace_id=trace_id(g.trace), endpoint=request.endpoint)
    if isinstance(request.routing_exception, SecurityError):
        return Response("400", 400, content_type="text/plain; charset=utf-8")
    if request.mimetype == "application/x-www-form-urlencoded" and request.endpoint != "door.sign_in":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    g.language = _guest_language()
    return None


def _note(answer: Response) -> Response:
    """Write one line a request: which page, how it ended, how long it took; never an address or a name."""
    took = round(1000 * (perf_counter() - g.began), 1) if "began" in g else None
    log.info("answered", method=request.method, status=answer.status_code, milliseconds=took)
    return answer


def _guest_language() -> str:
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES, FALLBACK) or FALLBACK


def _admit() -> Answer | None:
    """Let the request in, or answer it here."""
    if request.url_rule is None:
        g.user = _anybody()
        return None
    view = current_app.view_functions.get(request.endpoint or "")
    door = door_of(view)
    if request.endpoint == "assets.send":
        return None
    g.user = user = _anybody()
    if user is None and door is not Door.PUBLIC:
        return _to_sign_in()
    _CSRF.protect()
    if user is not None and user.live.must_change_password and door is Door.STAFF:
        return redirect(url_for("own.password"), 303)
    if user is not None and not is_unattended(view) and UNATTENDED not in request.headers:
        signed_in.touch()
    return None


def _anybody() -> signed_in.SignedIn | None:
    user = signed_in.current()
    if user is not None and session.get("language") not in LANGUAGES:
        g.language = user.live.language.value
    return user


def _to_sign_in() -> Answer:
    """Ask to sign in; what was typed into an ended session is kept and comes back afterwards."""
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("door.sign_in")})
    if request.method in SAFE:
        return redirect(url_for("door.sign_in", next=request.full_path.rstrip("?")), 303)
    bundle = kept.bundle(signed_in.whose_was_it()) if is_ours() else ""
    page = render_template("pages/accounts/sign_in.html", kept=bundle, ended=True, next="", name="", errors=[])
    return make_response(page, 401)


def _stale_form(error: CSRFError) -> Answer:
    """Offer the answers of a form again that was opened before somebody signed in anew; refuse foreign ones."""
    user = g.get("user")
    if user is None or request.endpoint == "door.sign_in" or not is_ours():
        return make_response(render_template("pages/core/stale.html", resend=None), 400)
    return make_response(render_template("pages/core/stale.html", **kept.again(request.path, kept.answers())), 400)


def is_ours() -> bool:
    """Whether a page of this portal sent the request; browsers name the origin of every form they send."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(origin)
    return bool(parts.netloc) and (parts.scheme, parts.netloc) == (request.scheme, request.host)
