"""Signing in and out."""

from __future__ import annotations

from typing import Final

import structlog
from flask import Blueprint, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from portal import doors, kept, reach, signed_in
from portal.marks import early, public
from portal.objection_words import words_of
from portal.page import is_local, local, show
from schemas.refusal import Refused
from schemas.words import LANGUAGES

blueprint: Final = Blueprint("door", __name__)
TOO_MANY: Final = "sign_in_too_many"
log = structlog.get_logger(__name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Ask for name and password; afterwards offer a kept form again, or go where the person wanted to go."""
    if request.method == "GET":
        return _page() if signed_in.current() is None else redirect("/", 303)
    bundle = request.form.get("kept", "")
    language = session.get("language")
    try:
        user = signed_in.sign_in(
            request.form.get("sign_in_name", "")[:200],
            request.form.get("password", "")[:1000],
            kept.wished_membership(bundle),
        )
    except Refused as refused:
        return _refused(refused)
    if language in LANGUAGES:
        session["language"] = language
    return _enter(user, bundle)


def _enter(user: signed_in.SignedIn, bundle: str) -> Answer:
    log.info("signed_in", account=str(user.live.account_id), role=user.live.membership.role.value)
    g.user, g.language = user, session.get("language", user.live.language.value)
    reach.pass_on_address()
    again = kept.for_user(bundle, user)
    if again is not None and not user.live.must_change_password:
        return show("accounts/resume.html", **again)
    wanted = local(request.form.get("next"))
    if user.live.must_change_password:
        return redirect(url_for("own.password"), 303)
    if user.live.roles > 1 and wanted == "/":
        return redirect(url_for("roles.index"), 303)
    return redirect(wanted, 303)


def _refused(refused: Refused) -> Answer:
    """Say the same for a wrong name and a wrong password, and how long to wait after too many of them."""
    objection = refused.objections[0]
    log.warning("sign_in_refused", code=objection.code)
    answer = _page(
        status=429 if objection.code == TOO_MANY else 401,
        name=request.form.get("sign_in_name", "")[:200],
        errors=[("", words_of(objection, doors.language()))],
    )
    if answer.status_code == 429:
        answer.headers["Retry-After"] = str(int(str(objection.facts["minutes"])) * 60)
    return answer


def _page(status: int = 200, name: str = "", errors: list[tuple[str, str]] | None = None) -> Answer:
    wanted = request.values.get("next", "")
    return show(
        "accounts/sign_in.html",
        status=status,
        name=name,
        errors=errors or [],
        next=wanted if is_local(wanted) else "",
        kept=request.form.get("kept", ""),
        ended=False,
    )


@blueprint.post("/sign-out")
@early
def sign_out() -> Answer:
    """End the session and say so."""
    signed_in.sign_out()
    return redirect(url_for("door.sign_in"), 303)
