"""What somebody typed into a session that had ended, kept in the page itself, signed, until they are back."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from portal import doors, lost_files, signed_in
from portal.accounts.live import EndedSession
from portal.forms import REVIEW
from portal.page import is_local
from portal.pairs import Pairs
from portal.settings import PortalSettings

_NOT_KEPT: Final = frozenset({"csrf_token", doors.TOKEN, REVIEW})
_SALT: Final = "ssip kept form"


def answers() -> list[tuple[str, str]]:
    """Return what the form of this request holds, without its tokens and passwords; of files only their names."""
    sent = request.form.items(multi=True)
    typed = [(name, value) for name, value in sent if name not in _NOT_KEPT and "password" not in name]
    return [*typed, *lost_files.told()]


def bundle(ended: EndedSession | None) -> str:
    """Return the form of this request as one signed text; empty where it belongs to nobody known.

    It is bound to the account that typed it: whoever else signs in next does not get to see it.
    """
    if ended is None:
        return ""
    content = {
        "account": str(ended.account_id),
        "membership": str(ended.membership_id or ""),
        "path": request.path,
        "answers": answers(),
    }
    return str(_signer().dumps(content))


def opened(text: str) -> dict[str, Any] | None:
    """Return what was kept; None where it is too old, not ours, or nothing."""
    settings: PortalSettings = current_app.extensions["ssip.settings"]
    try:
        content = _signer().loads(text, max_age=int(settings.kept_for.total_seconds()))
    except BadData:
        return None
    return content if isinstance(content, dict) and is_local(content["path"]) else None


def wished_membership(text: str) -> UUID | None:
    """Return the role in which the kept form was typed."""
    content = opened(text) or {}
    return UUID(content["membership"]) if content.get("membership") else None


def for_user(text: str, user: signed_in.SignedIn) -> dict[str, Any] | None:
    """Return what the page needs that offers the kept form again; None where it was somebody else's."""
    content = opened(text)
    if content is None or content["account"] != str(user.live.account_id):
        return None
    return again(content["path"], [(name, value) for name, value in content["answers"]])


def again(path: str, sent: list[tuple[str, str]]) -> dict[str, Any]:
    """Return address and fields with which a form is shown again, filled in but not carried out."""
    return {"retry_url": path, "resend": Pairs([*sent, (REVIEW, "yes")])}


def _signer() -> URLSafeTimedSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt=_SALT)
