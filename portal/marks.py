"""Which doors stand open: every page needs somebody who is signed in, unless its function says otherwise here."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
_MARK: Final = "portal_door"
_UNATTENDED: Final = "portal_unattended"


class Door(Enum):
    """What somebody needs in order to come in."""

    PUBLIC = auto()
    """Nothing."""
    EARLY = auto()
    """To be signed in, even with a password that has to be changed first."""
    STAFF = auto()
    """To be signed in; the default."""


def public(view: F) -> F:
    """Mark a page that everybody may open; it must show nothing about people."""
    setattr(view, _MARK, Door.PUBLIC)
    return view


def early(view: F) -> F:
    """Mark a page that is open before a one-time password was changed."""
    setattr(view, _MARK, Door.EARLY)
    return view


def unattended(view: F) -> F:
    """Mark a page that the browser asks for by itself; it does not keep a session alive."""
    setattr(view, _UNATTENDED, True)
    return view


def door_of(view: Callable[..., Any] | None) -> Door:
    """Return what a page needs; unknown pages need everything."""
    found = getattr(view, _MARK, Door.STAFF)
    return found if isinstance(found, Door) else Door.STAFF


def is_unattended(view: Callable[..., Any] | None) -> bool:
    """Whether nobody need sit in front of the screen for this request."""
    return bool(getattr(view, _UNATTENDED, False))
