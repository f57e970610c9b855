"""How figures are written, on the screen and on paper alike."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal import formats
from portal.doors import ask, has_desk, language, may, say
from portal.organisations import named
from portal.pages.registration import names
from schemas.actor import OrganisationKind
from schemas.codes_steering import IndicatorUnit
from services.registration.queries.names import NamedMandate, person_names


def value_of(value: Decimal | str | None, unit: IndicatorUnit, *, is_configured: bool, is_small: bool = False) -> str:
    """Return a figure as people read it, or why there is none."""
    if is_small:
        return say("figures.too_small")
    if not is_configured:
        return say("figures.not_configured")
    if value is None:
        return say("figures.no_data")
    exact = Decimal(value)
    return f"{formats.number(exact, 1)} %" if unit is IndicatorUnit.PERCENT else formats.number(exact)


def percent(value: Any) -> str:
    """Return a percentage, or that there was nothing to measure it by."""
    return say("figures.no_data") if value is None else f"{formats.number(value, 1)} %"


def code_word(of: str, code: str) -> str:
    """Return an entry of one of registration's dated lists in words."""
    return names.word(of, code) if has_desk("registration") else code


def providers() -> Mapping[UUID, str]:
    """Return the providers by name."""
    return named(OrganisationKind.PROVIDER)


def services() -> Mapping[UUID, str]:
    """Return the social services by name."""
    return named(OrganisationKind.SOCIAL_SERVICE)


def mandates(ids: set[UUID]) -> Mapping[UUID, NamedMandate]:
    """Return the mandates this person may know by name."""
    if not ids or not has_desk("registration") or not may(person_names):
        return {}
    return ask(person_names, mandate_ids=tuple(ids))


def unit_word(unit: IndicatorUnit) -> str:
    """Return a unit in words."""
    return formats.code(unit, language())
