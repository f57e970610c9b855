"""Showing a page, and leaving one: what every page knows, toasts, and addresses that stay in this house."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from flask import Flask, Response, current_app, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import doors, forms, menu, organisations, signed_in
from portal.accounts.trail import audit_trail
from portal.counters import lately
from portal.help.texts import page_for


def install(app: Flask) -> None:
    """Tell every template who is signed in and where things are."""
    app.context_processor(_frame)
    app.jinja_env.globals["form_token"] = forms.form_token


def show(template: str, *, status: int = 200, **context: Any) -> Response:
    """Return the page ``pages/<template>``; a form in the context says by itself whether there are objections."""
    form = context.get("form")
    if status == 200 and isinstance(form, forms.Form):
        status = form.status
    return make_response(render_template(f"pages/{template}", **context), status)


def leave(endpoint: str, *, text: str = "", tone: str = "success", **values: Any) -> Answer:
    """Go on to another page, which then says ``text`` in a toast, or that it is saved."""
    flash(text or doors.say("done.saved"), tone)
    return redirect(url_for(endpoint, **values), 303)


def is_local(address: str) -> bool:
    """Whether an address is a path of this portal; anything else is never gone to."""
    parts = urlsplit(address)
    clean = address.startswith("/") and not address.startswith(("//", "/\\"))
    return clean and not parts.scheme and not parts.netloc and address.isprintable()


def local(address: str | None, otherwise: str = "/") -> str:
    """Return ``address`` where it lies in this portal, else the other one."""
    return address if address and is_local(address) else otherwise


def _frame() -> dict[str, Any]:
    frame = {
        "home_url": "/",
        "other_language_url": _other_language,
        "now": doors.now() if "accounts" in doors.desks() else None,
    }
    user = g.get("user")
    return frame | _of(user) if isinstance(user, signed_in.SignedIn) else frame


def _of(user: signed_in.SignedIn) -> dict[str, Any]:
    membership = user.live.membership
    return {
        "actor": user.actor(doors.language()),
        "person_name": user.live.display_name,
        "role_name": doors.say(f"code.role.{membership.role.value}"),
        "organisation_name": _own_organisation(user),
        "menu": [] if user.live.must_change_password else menu.menu(),
        "account_menu": menu.account_menu(),
        "sign_out_url": url_for("door.sign_out"),
        "search_url": url_for("search.index"),
        "help_url": _help_url(),
        "audit_url": _audit_url(),
        "live_url": url_for("live.counters"),
        "today": doors.today(),
    }


def _audit_url() -> str:
    """Return who read or changed the record of this page, for those who watch over it; empty elsewhere."""
    named = [each for each in (request.view_args or {}).values() if isinstance(each, UUID)]
    if not named or "audit.index" not in current_app.view_functions or not doors.may(audit_trail):
        return ""
    return url_for("audit.index", subject=named[0])


def _help_url() -> str:
    """Return where help on this screen is; looked for once for each screen and language."""
    known: dict[object, str] = current_app.extensions.setdefault("ssip.help", {})
    key = (request.endpoint, doors.language(), request.script_root)
    if key not in known:
        known[key] = _help_of_screen()
    return known[key]


def _help_of_screen() -> str:
    """Return the page of help that explains this screen, the table of contents where none does."""
    view = current_app.view_functions.get(request.endpoint or "")
    folder = (getattr(view, "__module__", "") or "").removeprefix("portal.pages.").partition(".")[0]
    name = page_for(request.endpoint or "", folder, doors.language())
    return url_for("help.page", name=name) if name else url_for("help.index")


def _own_organisation(user: signed_in.SignedIn) -> str:
    """Return what stands under one's own name on every page, remembered like the menu's numbers."""
    kind, organisation_id = user.live.membership.organisation_kind, user.live.membership.organisation_id
    return lately(f"own {doors.language()}", lambda: organisations.name_of(kind, organisation_id))


def _other_language(code: str) -> str:
    """Return the address that shows this page in another language."""
    known: dict[object, str] = current_app.extensions.setdefault("ssip.tongues", {})
    key = (code, request.script_root)
    if key not in known:
        known[key] = url_for("language.choose", code=code)
    here = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return f"{known[key]}?{urlencode({'next': here}, safe='/')}"
