"""The invented people of the demonstration: accounts for every role, and names for those the mandates are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Final
from uuid import UUID

from deploy.identities import demonstration_id, provider_id, social_service_id
from schemas.accounts import CANTON_ID, OFFICE_ID, OVERSIGHT_ID
from schemas.actor import Actor, OrganisationKind, Role

PASSWORD: Final = "moulin-brise-42-lac"  # noqa: S105  # of invented people, printed at every start
_SERVICES: Final = (
    "aarberg",
    "bienne",
    "bruegg",
    "bueren",
    "erlach",
    "ipsach",
    "la_neuveville",
    "lengnau",
    "lyss",
    "nidau",
    "orpund",
    "pieterlen",
    "urtenen",
)
_PROVIDERS: Final = (
    "avenir",
    "frac",
    "regenove",
    "gad",
    "lbs",
    "syphon",
    "mercato",
    "blauzone",
    "suedkurve",
    "grenchen",
    "passepartout",
    "teamsolutions",
    "atelier93",
)
_FRENCH: Final = frozenset({"bienne", "la_neuveville", "frac", "regenove", "passepartout", "blauzone"})


def _names(kind: str) -> tuple[str, ...]:
    """Return the invented names of one kind."""
    lines = (files("deploy.demo") / "names.txt").read_text(encoding="utf-8").splitlines()
    found = next(each for each in lines if each.startswith(f"{kind}: "))
    return tuple(found.removeprefix(f"{kind}: ").split())


GIVEN: Final = _names("given")
FAMILY: Final = _names("family")


@dataclass(frozen=True)
class Member:
    """One invented person with an account."""

    sign_in_name: str
    display_name: str
    language: str
    role: Role
    organisation_id: UUID
    kind: OrganisationKind

    @property
    def account_id(self) -> UUID:
        """The id, the same in every installation."""
        return demonstration_id(f"account:{self.sign_in_name}")

    @property
    def actor(self) -> Actor:
        """The person as the services know them."""
        return Actor(self.account_id, self.role, self.organisation_id, self.language)


def members() -> tuple[Member, ...]:
    """Return everybody with an account, the office first."""
    return (*_office(), *_services(), *_providers(), *_readers())


def _office() -> Iterator[Member]:
    office = (OFFICE_ID, OrganisationKind.OFFICE)
    yield Member("coordination", "Mirjam Uferhalde", "fr", Role.SSIP_COORDINATOR, *office)
    yield Member("koordination", "Ivo Tannwald", "de", Role.SSIP_COORDINATOR, *office)
    yield Member("direction", "Odile Rocheblanc", "fr", Role.SSIP_HEAD, *office)
    yield Member("admin", "Quentin Fontanel", "fr", Role.SSIP_ADMIN, *office)


def _services() -> Iterator[Member]:
    names = Random(11)  # noqa: S311  # invented names, the same every time
    for code in _SERVICES:
        organisation = (social_service_id(code), OrganisationKind.SOCIAL_SERVICE)
        language = "fr" if code in _FRENCH else "de"
        yield Member(f"as.{code}", _name(names), language, Role.CASE_WORKER, *organisation)
        yield Member(f"chef.{code}", _name(names), language, Role.SERVICE_HEAD, *organisation)
    bienne = (social_service_id("bienne"), OrganisationKind.SOCIAL_SERVICE)
    yield Member("as2.bienne", _name(names), "de", Role.CASE_WORKER, *bienne)
    yield Member("secteur.bienne", _name(names), "fr", Role.SECTOR_HEAD, *bienne)
    yield Member("aadmin.bienne", _name(names), "fr", Role.ADMIN_ASSISTANT, *bienne)
    yield Member("intake.bienne", _name(names), "fr", Role.INTAKE1_ADMIN, *bienne)


def _providers() -> Iterator[Member]:
    names = Random(12)  # noqa: S311  # invented names, the same every time
    for code in _PROVIDERS:
        language = "fr" if code in _FRENCH else "de"
        organisation = (provider_id(code), OrganisationKind.PROVIDER)
        yield Member(code, _name(names), language, Role.PROVIDER, *organisation)


def _readers() -> Iterator[Member]:
    yield Member("canton", "Beat Obstgartner", "de", Role.CANTON_READER, CANTON_ID, OrganisationKind.CANTON)
    yield Member("audit", "Vera Clairmontel", "fr", Role.AUDITOR, OVERSIGHT_ID, OrganisationKind.OVERSIGHT)
    yield Member("finances", "Jonas Valclair", "fr", Role.SEAT_FINANCE, OVERSIGHT_ID, OrganisationKind.OVERSIGHT)


def _name(names: Random) -> str:
    return f"{names.choice(GIVEN)} {names.choice(FAMILY)}"


def by_name(sign_in_name: str) -> Member:
    """Return one member."""
    return next(each for each in members() if each.sign_in_name == sign_in_name)


def sign_in_lines() -> Iterator[str]:
    """Yield a line per role with the names to sign in with."""
    shown: dict[Role, list[str]] = {}
    for each in members():
        shown.setdefault(each.role, []).append(each.sign_in_name)
    for role, names in shown.items():
        yield f"{role.value:18} {', '.join(names[:4])}{' ...' if len(names) > 4 else ''}"
