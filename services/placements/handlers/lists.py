"""Codes out of the dated lists of placements, checked under the name of the field that asked for them."""

from __future__ import annotations

from dataclasses import replace

from messaging.work import Work
from schemas.refusal import Conflict, Objection, Refused
from services.placements.model import BOOKS
from workflow import dated


def code_objections(work: Work, field: str, of: str, code: str) -> list[Objection]:
    """Object to a code that is not on its list today, under the field of the form."""
    found = dated.code_objections(work.session, BOOKS, of, code, work.today)
    return [replace(each, field=field) for each in found]


def refuse(*objections: Objection) -> None:
    """Raise Refused with all objections; nothing happens where there is none."""
    if objections:
        raise Refused(*objections)


def check_new(work: Work, table: type[object], row_id: object) -> None:
    """Raise Conflict where a row with this id is there already: the same form was sent before."""
    if work.session.get(table, row_id) is not None:
        raise Conflict("already_done")
