"""The limits and lists that hold today: source values, replaced by dated values where somebody has set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from messaging.work import Reading
from services.registration.model import BOOKS
from services.registration.rules.closing import ClosingLists, ListEntry
from services.registration.rules.limits import APPROVERS, SOURCE_LIMITS, AdmissionLimits, AgeReference
from services.registration.rules.register import NOTICE_MONTHS
from workflow import dated

_KINDS: dict[str, type[int]] = {"int": int, "bool": bool}
_CHOICES: dict[str, tuple[Any, ...]] = {"age_reference": tuple(AgeReference), "exception_approver": APPROVERS}
"""What a chosen place stands for, in the order the settings offer it."""
_CLOSING_LISTS: Final = ("closing_reasons", "potential_scale", "success_scale")
_PLAIN = {each.name: _KINDS[str(each.type)] for each in fields(AdmissionLimits) if each.type in _KINDS}
LIMITS: Final = (*_PLAIN, *_CHOICES)
"""The names of the values that replace limits of the source."""


def limits_on(asked: Reading) -> AdmissionLimits:
    """Return the admission limits of today."""
    return limits_from(dated.values_on(asked.session, BOOKS, LIMITS, asked.today))


def limits_from(set_now: Mapping[str, Any]) -> AdmissionLimits:
    """Return the admission limits with what somebody has set."""
    found: dict[str, Any] = {
        name: _CHOICES[name][value] if name in _CHOICES else _PLAIN[name](value) for name, value in set_now.items()
    }
    return replace(SOURCE_LIMITS, **found)


def closing_lists_on(asked: Reading) -> ClosingLists:
    """Return the closing reasons, potentials and successes of today."""
    lists = dated.lists_on(asked.session, BOOKS, _CLOSING_LISTS, asked.today)
    return ClosingLists(*(tuple(ListEntry(each.code) for each in lists[of]) for of in _CLOSING_LISTS))


def notice_months_on(asked: Reading) -> int | None:
    """Return the length of notice of a framework contract, None while nobody has set it."""
    found = dated.value_on(asked.session, BOOKS, NOTICE_MONTHS, asked.today)
    return None if found is None else int(found)
