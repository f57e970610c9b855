"""The way from a page to the front desks: who acts, and to which service a command or a question goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID, uuid5

from flask import abort, current_app, g, request

from messaging import operating
from messaging.clock import day_of
from messaging.permission import Permissions, check
from messaging.service import Service
from messaging.work import Reading
from portal import signed_in
from schemas import wire, words
from schemas.actor import Actor
from schemas.message import Command, owner_of
from schemas.refusal import NotAllowed, NotFound

P = ParamSpec("P")
R = TypeVar("R")
TOKEN: Final = "form_token"  # noqa: S105  # the name of a field


def desks() -> Mapping[str, Service]:
    """Return the front desks this portal was given, by service name."""
    found: Mapping[str, Service] = current_app.extensions["ssip.desks"]
    return found


def has_desk(*names: str) -> bool:
    """Whether these services are there; pages that need an absent one leave that part out."""
    return all(name in desks() for name in names)


def who() -> signed_in.SignedIn:
    """Return who is signed in; ends the request where nobody is."""
    user = signed_in.current()
    if user is None:
        abort(401)
    return user


def actor() -> Actor:
    """Return the person of this request as the services know them."""
    user, spoken = who(), language()
    known: tuple[signed_in.SignedIn, str, Actor] | None = g.get("actor")
    if known is None or known[0] is not user or known[1] != spoken:
        g.actor = known = (user, spoken, user.actor(spoken))
    return known[2]


def language() -> str:
    """Return the language of this request."""
    spoken: str = g.get("language", words.FALLBACK)
    return spoken


def say(key: str, **facts: object) -> str:
    """Return the words of ``key`` in the language of this request."""
    return words.say(key, language(), **facts)


def now() -> datetime:
    """Return the instant by the clock the services use."""
    return desks()["accounts"].clock()


def today() -> date:
    """Return the day in Zurich by the clock the services use."""
    return day_of(now())


def do(command: Command) -> UUID | None:
    """Carry out ``command`` for the person of this request and return the handler's answer.

    The same form sent twice gets the first answer again. Raises the refusals of ``schemas.refusal``.
    """
    desk = _desk(_owner(type(command)), command.said)
    answer = desk.do(command, actor(), key=_key(command), traceparent=g.trace)
    current_app.extensions["ssip.counters"].forget(who())
    return answer


def ask(query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Answer ``query`` for the person of this request; parameters are given by name."""
    return _desk(_owner(query), query.__name__).ask(query, actor(), *args, **kwargs)


def may(asked: type[Command] | Callable[..., object]) -> bool:
    """Whether the role of this request has a permit for a command or query at all; for buttons and menus."""
    table = _permissions_of(asked)
    if table is None:
        return False
    try:
        check(table, asked, {}, actor())
    except (NotAllowed, NotFound):
        return False
    return True


def _permissions_of(asked: type[Command] | Callable[..., object]) -> Permissions | None:
    """Return the table a command or query stands in: its desk's, or the operator's door's."""
    if asked in operating.PERMISSIONS:
        return operating.PERMISSIONS
    desk = desks().get(_owner(asked))
    return desk.wiring.permissions if desk else None


def need(asked: type[Command] | Callable[..., object]) -> None:
    """Raise NotAllowed where the role may not; for pages that show a form before anything is asked."""
    if not may(asked):
        raise NotAllowed(getattr(asked, "said", "") or asked.__name__)


def _owner(asked: type[Command] | Callable[..., object]) -> str:
    """Return the service that owns a command, or a query: the folder above its ``queries``."""
    if isinstance(asked, type) and issubclass(asked, Command):
        return owner_of(asked.said)
    return asked.__module__.split(".")[1]


def _desk(name: str, asked: str) -> Service:
    desk = desks().get(name)
    if desk is None:
        raise NotFound(asked)
    return desk


def _key(command: Command) -> UUID | None:
    """Return what makes a second click harmless: the form's token together with what was sent and by whom.

    Somebody who goes back, changes an answer and sends again means something new, and is heard.
    """
    try:
        token = UUID(request.form.get(TOKEN, "")) if request.method == "POST" else None
    except ValueError:
        return None
    if token is None:
        return None
    content = json.dumps([str(who().live.account_id), command.said, wire.write(command)], sort_keys=True)
    return uuid5(token, content)
