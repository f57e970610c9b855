"""Files that had been chosen in a form that is shown again: no page can carry them, so each has to be chosen anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import request

from portal.form_reading import clean
from schemas.refusal import Objection

NAMED: Final = "form_files"
"""Sent along with answers that are only shown again: ``<field>=<name>`` of each file."""


def told() -> list[tuple[str, str]]:
    """Return the fields that tell a later page which files this request holds."""
    chosen = [(field, clean(each.filename or "", lines=False)) for field, each in request.files.items()]
    return [(NAMED, f"{field}={name}") for field, name in chosen if name]


def objections(fields: Iterable[str]) -> list[Objection]:
    """Return a word for each of these fields whose file was sent now, or before the answers were kept."""
    named = [*request.form.getlist(NAMED), *(value for _, value in told())]
    lost = {field: name for field, _, name in (each.partition("=") for each in named)}
    return [Objection("file_choose_again", each, {"file": lost[each]}) for each in fields if lost.get(each)]
