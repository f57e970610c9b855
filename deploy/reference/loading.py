"""Enters the reference data through the front desks; what is there already is left alone."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from deploy.identities import offer_id, provider_id, social_service_id
from messaging.service import Service
from schemas import casework, placements, registration
from schemas.actor import HOUSE
from schemas.codes import Funding, Perimeter, PlaceKind
from schemas.message import Command
from services.casework.queries.settings import enabling, services_settled
from services.placements.queries.registers import providers
from services.registration.queries.territory import communes, social_services

SINGLE_PERIMETER: Final = date(2018, 1, 1)
"""The day Seeland became one perimeter (Concept SSIP, ch. 4)."""

WITH_SEGMENTS: Final = ("bienne",)
"""The services the case-steering concept of 2018 binds (interpretation: Bienne's alone)."""


@dataclass(frozen=True)
class Loaded:
    """How many records were entered, and how many were there already."""

    entered: int = 0
    unchanged: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.entered + other.entered, self.unchanged + other.unchanged)


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one reference file."""
    text = (files("deploy.reference") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def load_reference(services: Mapping[str, Service]) -> Loaded:
    """Enter services, communes, the map of same-name communes, partners with their offers, and who uses segments."""
    desk, places = services["registration"], services["placements"]
    total = _enter(desk, dict(_social_services()), {each.id for each in desk.ask(social_services, HOUSE)})
    known = {each.bfs_no: each for each in desk.ask(communes, HOUSE)}
    total += _enter(desk, dict(_communes()), set(known))
    mapped = {number for number, each in known.items() if each.social_service_id}
    total += _enter(desk, dict(_map()), mapped)
    total += _enter(places, dict(_providers()), {each.id for each in places.ask(providers, HOUSE)})
    known_offers = {
        (partner.short_code, offer.kind.value, offer.funding.value, offer.town, offer.programme)
        for partner in places.ask(providers, HOUSE)
        for offer in partner.offers
    }
    total += _enter(places, dict(_offers()), known_offers)
    dossiers = services["casework"]
    return total + _enter(dossiers, dict(_segments()), dossiers.ask(services_settled, HOUSE))


def _enter(desk: Service, wanted: Mapping[object, Command], known: Collection[object]) -> Loaded:
    fresh = [command for key, command in wanted.items() if key not in known]
    for command in fresh:
        desk.do(command, HOUSE)
    return Loaded(len(fresh), len(wanted) - len(fresh))


def _social_services() -> Iterator[tuple[object, Command]]:
    for row in rows_of("social_services.csv"):
        key = social_service_id(row["short_code"])
        names = {name: row[name] for name in ("short_code", "name_fr", "name_de", "town")}
        yield key, registration.RegisterSocialService(social_service_id=key, **names)


def _communes() -> Iterator[tuple[object, Command]]:
    for row in rows_of("communes.csv"):
        number = int(row["bfs_no"])
        yield (
            number,
            registration.RegisterCommune(
                bfs_no=number,
                name=row["official_name"],
                perimeter=Perimeter(row["perimeter"]),
                valid_from=SINGLE_PERIMETER,
            ),
        )


def _map() -> Iterator[tuple[object, Command]]:
    """Map only the communes that bear their service's name; all others are for somebody who knows."""
    for row in rows_of("social_services.csv"):
        number, service = int(row["bfs_no"]), social_service_id(row["short_code"])
        yield number, registration.MapCommune(bfs_no=number, social_service_id=service, valid_from=SINGLE_PERIMETER)


def _segments() -> Iterator[tuple[object, Command]]:
    """Switch segments on where the case-steering concept binds; a service somebody has switched stays as it is."""
    for short_code in WITH_SEGMENTS:
        name = enabling(social_service_id(short_code))
        yield name, casework.SetCaseworkValue(name=name, value=1, valid_from=SINGLE_PERIMETER)


def _providers() -> Iterator[tuple[object, Command]]:
    for row in rows_of("providers.csv"):
        key = provider_id(row["short_code"])
        yield (
            key,
            placements.RegisterProvider(
                provider_id=key, short_code=row["short_code"], name=row["name"], town=row["town"]
            ),
        )


def _offers() -> Iterator[tuple[object, Command]]:
    for row in rows_of("providers.csv"):
        key = tuple(row[name] for name in ("short_code", "kind", "funding", "offer_town", "programme"))
        yield (
            key,
            placements.RegisterOffer(
                offer_id=offer_id(*key),
                provider_id=provider_id(row["short_code"]),
                kind=PlaceKind(row["kind"]),
                funding=Funding(row["funding"]),
                town=row["offer_town"],
                programme=row["programme"],
                age_min=int(row["age_min"]) if row["age_min"] else None,
                age_max=int(row["age_max"]) if row["age_max"] else None,
            ),
        )
