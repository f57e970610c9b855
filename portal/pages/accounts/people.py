"""The administrator's accounts: who may sign in, with which roles; new passwords, doors closed and opened again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import organisations
from portal.accounts import queries
from portal.accounts.passwords import one_time
from portal.accounts.queries import AccountLine
from portal.actions import ActionPages
from portal.cells import Cell, Column, badge, link
from portal.doors import actor, ask, need, say, today
from portal.form_reading import clean
from portal.forms import Form, form_token
from portal.lists import Listing, answer, whole
from portal.page import show
from portal.parts import Choice, FieldView
from schemas.accounts import (
    AddAccount,
    AddMembership,
    DisableAccount,
    EnableAccount,
    EndMembership,
    EndSessionsOf,
    ResetPassword,
)
from schemas.actor import OrganisationKind

blueprint: Final = Blueprint("people", __name__, url_prefix="/accounts")
EVERY_KIND: Final = tuple(OrganisationKind)


def _account(account_id: UUID) -> AccountLine:
    return ask(queries.account, account_id=account_id)


def _choices(of: str) -> Sequence[Choice]:
    """Return every organisation somebody can act for, by kind."""
    if of != "organisations":
        return ()
    return [
        (str(key), f"{say(f'code.organisation_kind.{kind.value}')} · {name}")
        for kind in EVERY_KIND
        for key, name in organisations.named(kind).items()
    ]


def _kind_of(sent: str) -> OrganisationKind:
    """Return the kind of the organisation that was chosen; a foreign id is objected to as no choice."""
    return next(
        (kind for kind in EVERY_KIND if sent in map(str, organisations.named(kind))), OrganisationKind.OVERSIGHT
    )


def _fixed(command: type[Any], _: AccountLine) -> Mapping[str, Any]:
    if command is AddMembership:
        return {"organisation_kind": _kind_of(request.form.get("organisation_id", ""))}
    return {}


def _start(command: type[Any], _: AccountLine) -> Mapping[str, Any]:
    return {"membership_id": uuid4(), "valid_from": today()} if command is AddMembership else {}


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:account_id>",
    back="people.detail",
    record=_account,
    commands={"role": AddMembership, "sessions": EndSessionsOf, "disable": DisableAccount, "enable": EnableAccount},
    choices=_choices,
    fixed=_fixed,
    start=_start,
    tones={"disable": "danger"},
).install()


@blueprint.get("")
def index() -> Response:
    """Show the accounts whose name contains what is asked for."""
    text = clean(request.args.get("text", ""), lines=False)[:100]
    found = ask(queries.accounts, text=text)
    columns = [
        Column(say("field.display_name"), kind="main"),
        Column(say("field.sign_in_name")),
        Column(say("field.role")),
        Column(say("people.state")),
    ]
    sought = FieldView("text", say("people.find"), "search", text)
    rows = whole([_row(each) for each in found])
    none = say("people.none")
    return answer(
        "accounts/people.html",
        Listing("accounts.people", say("menu.accounts"), columns, rows, filters=(sought,), empty=none),
    )


def _row(line: AccountLine) -> list[Cell]:
    roles = [say(f"code.role.{each.role.value}") for each in line.memberships if each.current]
    return [
        link(url_for("people.detail", account_id=line.id), line.display_name),
        line.sign_in_name,
        ", ".join(dict.fromkeys(roles)),
        _state(line),
    ]


def _state(line: AccountLine) -> Cell:
    if line.disabled_at is not None:
        return badge("stopped", say("people.disabled"))
    if line.must_change_password:
        return badge("waiting", say("people.one_time_password"))
    return badge("active", say("people.open"))


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """Enter somebody; the one-time password is shown once."""
    need(AddAccount)
    secret = _one_time()
    kind = _kind_of(request.form.get("organisation_id", ""))
    fixed = {"password": secret, "must_change": True, "organisation_kind": kind}
    form = Form(AddAccount, start={"account_id": uuid4()}, fixed=fixed, choices=_choices)
    if form.carry_out():
        return _shown_once(secret, form.answer)
    return show("accounts/new.html", form=form)


@blueprint.get("/<uuid:account_id>")
def detail(account_id: UUID) -> Response:
    """Show one account with its roles and what can be done."""
    line = _account(account_id)
    steps = () if line.id == actor().account_id else ("role", "sessions", "enable" if line.disabled_at else "disable")
    return show(
        "accounts/person.html",
        line=line,
        state=_state(line),
        names={
            each.id: organisations.name_of(each.organisation_kind, each.organisation_id) for each in line.memberships
        },
        panel=ACTIONS.panel(line, steps, account_id=line.id),
        is_self=line.id == actor().account_id,
    )


@blueprint.route("/<uuid:account_id>/password", methods=["GET", "POST"])
def reset(account_id: UUID) -> Answer:
    """Give a one-time password, shown once."""
    need(ResetPassword)
    line = _account(account_id)
    secret = _one_time()
    fixed = {"account_id": line.id, "password": secret}
    form = Form(ResetPassword, start={"row_version": line.row_version}, fixed=fixed)
    if form.carry_out():
        return _shown_once(secret, line.id)
    return show("accounts/reset.html", form=form, line=line)


@blueprint.route("/<uuid:account_id>/roles/<uuid:membership_id>/end", methods=["GET", "POST"])
def end_role(account_id: UUID, membership_id: UUID) -> Answer:
    """Let a role end on a day."""
    need(EndMembership)
    line = _account(account_id)
    fixed = {"account_id": account_id, "membership_id": membership_id}
    form = Form(EndMembership, start={"valid_until": today()}, fixed=fixed)
    if form.carry_out():
        return ACTIONS.done(EndMembership, account_id=account_id)
    return show("accounts/end_role.html", form=form, line=line)


def _one_time() -> str:
    return one_time(str(current_app.config["SECRET_KEY"]).encode(), form_token())


def _shown_once(secret: str, account_id: UUID | None) -> Answer:
    return show("accounts/one_time.html", secret=secret, account_id=account_id)
