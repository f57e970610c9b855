"""Filling a frozen answer from rows, by the names of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select

from messaging.paging import part_of
from messaging.work import Reading
from schemas.actor import Role
from services.placements.model import BOOKS
from services.placements.rules.quotas import OVERUSE_DECIDED
from workflow.moves import Happening, history_of
from workflow.table import Workflow

T = TypeVar("T")
_MISSING: Final = object()
_NAMES: Final[dict[Any, tuple[str, ...]]] = {}


def filled(kind: type[T], *sources: Any, **more: Any) -> T:
    """Return ``kind`` with every field taken from ``more`` or else from the first source that has it."""
    found = dict(more)
    for name in _names(kind):
        if name in found:
            continue
        for source in sources:
            value = getattr(source, name, _MISSING)
            if value is not _MISSING:
                found[name] = value
                break
    return kind(**found)


def _names(kind: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = _NAMES.get(kind) or _NAMES.setdefault(kind, tuple(each.name for each in fields(kind)))
    return found


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list and how many lines there are in all."""

    lines: tuple[T, ...]
    total: int


@dataclass(frozen=True)
class Cut:
    """Which part of a list is asked for."""

    offset: int = 0
    limit: int = 50


WHOLE = Cut(0, 100_000)


def cut_from(
    reading: Reading, asked: Select[*tuple[Any, ...]], cut: Cut, counted: Select[*tuple[Any, ...]] | None = None
) -> tuple[Sequence[Any], int]:
    """Return the rows of one part of a list, and how many the list has without its cut.

    ``counted`` has just as many rows and does without the joins.
    """
    return part_of(reading.session, asked, offset=cut.offset, limit=cut.limit, counted=counted)


def steps_for(workflow: Workflow, state: str, reading: Reading) -> tuple[str, ...]:
    """Return the names of the steps the actor may take now, in the order of the table."""
    return tuple(each.name for each in workflow.allowed(str(state), reading.actor.role))


def history(reading: Reading, *subjects: UUID) -> tuple[Happening, ...]:
    """Return what happened to ``subjects``, oldest first; what the office decides about quotas is not a provider's."""
    past = history_of(reading.session, BOOKS, subjects)
    if reading.actor.role is not Role.PROVIDER:
        return past
    return tuple(each for each in past if each.what != OVERUSE_DECIDED)
