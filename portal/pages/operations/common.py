"""What the pages of operations share: desks by name, letter and failure in words, spans of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from flask import url_for
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from messaging.service import Service
from portal.doors import desks, language, say
from portal.parts import Tab
from schemas.refusal import NotFound
from schemas.words import is_known

T = TypeVar("T")
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400


def desk_of(name: str) -> Service:
    """Return one service's desk; an unknown name is NotFound."""
    desk = desks().get(name)
    if desk is None:
        raise NotFound(name)
    return desk


def service_name(name: str) -> str:
    """Return a service's name as people read it."""
    key = f"operations.service.{name}"
    return say(key) if is_known(key, language()) else name


def failure_words(kind: str) -> str:
    """Return a kind of failure in words; what follows the colon, or a kind nobody knows, stands in brackets."""
    root, _, detail = kind.partition(":")
    key = f"operations.kind.{root}"
    if not root or not is_known(key, language()):
        key, detail = "operations.unknown_kind", kind
    return f"{say(key)} ({detail})" if detail else say(key)


def span(seconds: float) -> str:
    """Return a length of time in its largest unit."""
    for unit, length in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
        if seconds >= length:
            return say(f"operations.span.{unit}", count=int(seconds // length))
    return say("operations.span.seconds", count=int(seconds))


def english(text: str) -> Markup:
    """Return a technical text as it was noted, marked as English for whoever has it read aloud."""
    return Markup('<code lang="en">{}</code>').format(text) if text else Markup("")


def asked_all(ask: Callable[[Service], T]) -> Iterator[tuple[str, T | None]]:
    """Yield the answer of every desk; None where its database does not answer, so that the others are still seen."""
    for name, desk in desks().items():
        try:
            yield name, ask(desk)
        except (DBAPIError, PoolTimeout):
            yield name, None


def tabs(here: str) -> list[Tab]:
    """Return the pages of operations beside each other."""
    return [
        Tab(say(f"operations.tab.{name}"), url_for(endpoint), name == here)
        for name, endpoint in (
            ("overview", "operations.index"),
            ("parked", "parked.index"),
            ("ticks", "ticks.index"),
            ("trace", "trace.index"),
        )
    ]
