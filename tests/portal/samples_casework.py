"""Records of casework for the access tests; they belong to the service of Lyss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from schemas.codes_casework import Sector
from tests.portal.casework.room import WORKER, Room
from tests.portal.household import Household
from tests.portal.samples import Sample


def dossier(house: Household) -> Mapping[str, Any]:
    """A dossier of Intake 1, which everybody of the service may see."""
    return {"dossier_id": Room(house).dossier(Sector.INTAKE_1), "contact_id": uuid4()}


def portfolio(house: Household) -> Mapping[str, Any]:
    """The portfolio of the case worker of Lyss."""
    Room(house).dossier()
    return {"case_worker_id": WORKER}


SAMPLES: dict[str, Sample] = {"dossier": dossier, "portfolio": portfolio}
