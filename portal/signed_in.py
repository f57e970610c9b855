"""Who is signed in: the only module that knows flask-login, and the only one that touches the session token.

flask-login keeps one value in the signed cookie and asks for the user behind it. Ours is a random token without
meaning; the session itself is a row in the accounts' database, found by the token's hash, so that ending the row ends
the session everywhere, whoever still holds the cookie. Remember-me cookies and flask-login's own session protection
are not used.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Final
from uuid import UUID

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from messaging.service import Service
from portal.accounts.live import EndedSession, LiveSession, ended_session, session_of
from portal.last_use import LastUse
from schemas.accounts import DOOR, CloseSession, NoteAttempt, OpenSession
from schemas.actor import Actor

_TURNS: Final = BoundedSemaphore(2)
"""Hashing a password takes 46 MiB and a core; more than two at once would be an easy way to stop the house."""


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login has no annotations
    """Somebody, in one role, through one session."""

    def __init__(self, token: str, live: LiveSession) -> None:
        self.id = token
        self.live = live

    def actor(self, language: str) -> Actor:
        """Return the person as the services know them."""
        membership = self.live.membership
        return Actor(self.live.account_id, membership.role, membership.organisation_id, language)


def install(app: Flask) -> None:
    """Teach ``app`` to recognise who is signed in."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)


def _load(token: str) -> SignedIn | None:
    last_use().write_overdue()
    live = _desk().ask(session_of, DOOR, token_hash=_hash(token))
    return None if live is None else SignedIn(token, live)


def _desk() -> Service:
    desk: Service = current_app.extensions["ssip.desks"]["accounts"]
    return desk


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def current() -> SignedIn | None:
    """Return who is signed in."""
    user = g.get("_login_user") or current_user._get_current_object()
    return user if isinstance(user, SignedIn) else None


def sign_in(name: str, password: str, membership_id: UUID | None = None) -> SignedIn:
    """Check name and password and begin a new session under a new cookie.

    Raises Refused where they do not fit, or where there were too many attempts.
    """
    attempt = note_attempt(name)
    token = secrets.token_urlsafe(32)
    asked = OpenSession(
        attempt_id=attempt,
        password=password,
        token_hash=_hash(token),
        device=_device(),
        membership_id=membership_id,
    )
    with _TURNS:
        _desk().do(asked, DOOR, traceparent=g.trace)
    return _enter(token)


def note_attempt(name: str) -> UUID:
    """Write down that somebody tries a password, before it is looked at."""
    asked = NoteAttempt(sign_in_name=name, address=request.remote_addr or "unknown")
    attempt = _desk().do(asked, DOOR, traceparent=g.trace)
    if attempt is None:
        raise AssertionError("an attempt has an id")
    return attempt


def _enter(token: str) -> SignedIn:
    user = _load(token)
    if user is None:
        raise AssertionError("a session just opened is live")
    session.clear()
    login_user(user)
    return user


def sign_out() -> None:
    """End the session, in the database first."""
    if (user := current()) is not None:
        _desk().do(CloseSession(session_id=user.live.id), user.actor("fr"), traceparent=g.trace)
    logout_user()
    session.clear()


def touch() -> None:
    """Note that the session is in use, where that was not done lately."""
    if (user := current()) is not None and user.live.needs_touch:
        last_use().note(user.live.id)


def last_use() -> LastUse:
    """Return what keeps in mind when sessions were last used."""
    kept: LastUse = current_app.extensions["ssip.last_use"]
    return kept


def whose_was_it() -> EndedSession | None:
    """Return who was signed in through the cookie of this request before the session ended."""
    token = session.get("_user_id")
    if not isinstance(token, str):
        return None
    return _desk().ask(ended_session, DOOR, token_hash=_hash(token))


_BROWSERS: Final = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS: Final = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def _device() -> str:
    """Return browser and system in two words, enough to recognise one's own sessions."""
    said = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in _BROWSERS if sign in said), "")
    system = next((name for sign, name in _SYSTEMS if sign in said), "")
    return " · ".join(part for part in (browser, system) if part)


def act_for(live: LiveSession) -> SignedIn:
    """Let the request at hand be somebody's without a cookie: for files made in the background, under their rights."""
    user = SignedIn("", live)
    g._login_user = user
    return user
