"""One's own account: details, password, and the places where one is signed in."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, session
from werkzeug.wrappers import Response as Answer

from portal import signed_in
from portal.accounts.queries import my_account, my_sessions
from portal.doors import ask, do, say, who
from portal.forms import Form
from portal.marks import early
from portal.page import leave, show
from portal.reach import pass_on_address
from schemas.accounts import ChangeOwnDetails, ChangePassword, CloseSession

blueprint: Final = Blueprint("own", __name__, url_prefix="/account")


@blueprint.route("/settings", methods=["GET", "POST"])
def settings() -> Answer:
    """Change one's language and mail address."""
    mine = ask(my_account)
    start = {"row_version": mine.row_version, "email": mine.email, "language": mine.language}
    form = Form(ChangeOwnDetails, start=start)
    form.latest = lambda: start
    if form.carry_out():
        session.pop("language", None)
        pass_on_address()
        return leave("own.settings")
    return show("accounts/settings.html", form=form, mine=mine)


@blueprint.route("/password", methods=["GET", "POST"])
@early
def password() -> Answer:
    """Change one's password; each try counts like a try to sign in."""
    form = Form(ChangePassword, fixed={"session_id": who().live.id, "attempt_id": None})
    if form.is_sent and not form.is_review:
        form.fixed["attempt_id"] = signed_in.note_attempt(ask(my_account).sign_in_name)
    if form.carry_out():
        return leave("today.index", text=say("done.password_changed"))
    return show("accounts/password.html", form=form, must=who().live.must_change_password)


@blueprint.get("/sessions")
def sessions() -> Response:
    """Show where one is signed in."""
    return show("accounts/sessions.html", sessions=ask(my_sessions), here=who().live.id)


@blueprint.post("/sessions/<uuid:session_id>/end")
def end_session(session_id: UUID) -> Answer:
    """Sign out on another device."""
    do(CloseSession(session_id=session_id))
    return leave("own.sessions", text=say("done.session_ended"))
