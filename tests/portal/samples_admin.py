"""Records of the administration for the access tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from schemas import registration as said
from schemas.actor import HOUSE
from schemas.codes import Perimeter
from schemas.placements import RegisterProvider
from tests.portal.household import PROVIDER, SERVICE, Household
from tests.portal.samples import Sample

CONTRACT = UUID("5f0f9a43-8f0e-4a5c-9d53-b6d0c7a1f0c1")
COMMUNE = 306


def social_service(house: Household) -> Mapping[str, Any]:
    """The service of Lyss."""
    names = {"short_code": "lyss", "name_fr": "Service social de Lyss", "name_de": "Sozialdienst Lyss", "town": "Lyss"}
    house.desks["registration"].do(said.RegisterSocialService(social_service_id=SERVICE[1], **names), HOUSE)
    return {"service_id": SERVICE[1]}


def contract(house: Household) -> Mapping[str, Any]:
    """The contract of the service of Lyss."""
    social_service(house)
    signed = said.SignServiceContract(contract_id=CONTRACT, social_service_id=SERVICE[1], starts_on=date(2018, 1, 1))
    house.desks["registration"].do(signed, HOUSE)
    return {"service_id": SERVICE[1], "contract_id": CONTRACT}


def commune(house: Household) -> Mapping[str, Any]:
    """A commune nobody answers for yet."""
    entered = said.RegisterCommune(bfs_no=COMMUNE, name="Lyss", perimeter=Perimeter.LYSS, valid_from=date(2018, 1, 1))
    house.desks["registration"].do(entered, HOUSE)
    return {"bfs_no": COMMUNE}


def code(house: Household) -> Mapping[str, Any]:
    """An entry of a code list that holds."""
    words = {"fr": "Emploi trouvé", "de": "Stelle gefunden"}
    entered = said.SetRegistrationCode(of="closing_reasons", entry="work_found", valid_from=date(2020, 1, 1), **words)
    house.desks["registration"].do(entered, HOUSE)
    return {"desk": "registration", "of": "closing_reasons", "entry": "work_found"}


def partner(house: Household) -> Mapping[str, Any]:
    """The provider Südkurve."""
    entered = RegisterProvider(provider_id=PROVIDER[1], short_code="suedkurve", name="Südkurve", town="Lyss")
    house.desks["placements"].do(entered, HOUSE)
    return {"provider_id": PROVIDER[1]}


SAMPLES: dict[str, Sample] = {
    "social_service": social_service,
    "contract": contract,
    "commune": commune,
    "code": code,
    "partner": partner,
}
