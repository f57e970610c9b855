"""What a message field may hold, said once: the wire check, the form and the documentation read the same words."""

from __future__ import annotations

from dataclasses import MISSING, field
from typing import Any

SHORT = 200
LONG = 10_000


def _told(default: Any, **metadata: Any) -> Any:
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


def percent(*, default: Any = MISSING, step: int = 1) -> Any:
    """A whole percentage, 0 to 100."""
    return _told(default, minimum=0, maximum=100, widget="percent", step=step)


def whole(*, minimum: int | None = None, maximum: int | None = None, default: Any = MISSING) -> Any:
    """A whole number inside the given limits, both inclusive."""
    return _told(default, minimum=minimum, maximum=maximum, widget="integer")


def centimes(*, default: Any = MISSING) -> Any:
    """An amount of money in centimes; forms show and read francs."""
    return _told(default, widget="money")


def line(*, longest: int = SHORT, default: Any = MISSING) -> Any:
    """One line of text, never empty when required."""
    return _told(default, longest=longest, widget="text")


def prose(*, longest: int = LONG, default: Any = MISSING) -> Any:
    """Several lines of text."""
    return _told(default, longest=longest, widget="textarea")


def code(*, default: Any = MISSING) -> Any:
    """A stable code out of dated lists, not a word for people; the only text an event may carry."""
    return _told(default, longest=80, code=True, widget="text", pattern=r"[A-Za-z0-9_.:/-]*")


def chosen(of: str, *, default: Any = MISSING) -> Any:
    """A code out of a dated list that the page offers as choices; ``of`` names the list."""
    return _told(default, longest=80, code=True, widget="choice", choices_of=of)


def several(of: str) -> Any:
    """Any number of entries of a list the page offers; ``of`` names the list."""
    return _told((), longest=80, code=True, choices_of=of)


def day(*, default: Any = MISSING) -> Any:
    """A calendar day."""
    return _told(default, widget="date")


def answer(*, default: Any = None) -> Any:
    """A yes, a no, or not answered yet."""
    return _told(default, widget="yesno")


def tick_box(*, default: Any = False) -> Any:
    """A declaration that is either made or not."""
    return _told(default, widget="checkbox")


def upload(name_in: str, *, accept: str) -> Any:
    """The content of one file; ``name_in`` is the field that gets its name, ``accept`` what a browser may offer."""
    return _told(MISSING, widget="file", name_in=name_in, accept=accept)


def hidden(*, default: Any = MISSING) -> Any:
    """Carried by the page, not typed: ids and row versions."""
    return _told(default, widget="hidden")
