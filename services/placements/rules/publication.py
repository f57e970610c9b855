"""What a place must declare before it is published, whom it takes, and who manages it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from schemas.codes import CantonRequirement, Funding, OwnService
from schemas.refusal import Objection

_PLACES = "Concept SSIP, ch. 6"
_SEPARATION = "Concept SSIP, ch. 4"


@dataclass(frozen=True, kw_only=True)
class PlaceDeclaration:
    """What the provider declares about a place: the canton's three requirements and no competition."""

    qualification: bool = False
    counselling: bool = False
    coaching: bool = False
    no_competition: bool = False


def publication_objections(declaration: PlaceDeclaration) -> list[Objection]:
    """Object to publishing a place for every undeclared requirement; fields are named like the requirement."""
    offered = {
        CantonRequirement.QUALIFICATION: declaration.qualification,
        CantonRequirement.COUNSELLING: declaration.counselling,
        CantonRequirement.COACHING: declaration.coaching,
    }
    objections = [
        Objection("requirement_undeclared", requirement.value, {"requirement": requirement}, _PLACES)
        for requirement, is_declared in offered.items()
        if not is_declared
    ]
    if not declaration.no_competition:
        objections.append(Objection("competition_undeclared", CantonRequirement.NO_COMPETITION.value, source=_PLACES))
    return objections


def place_age_objections(age: int, age_min: int | None, age_max: int | None) -> list[Objection]:
    """Object to an age outside the place's own limits, both included (18-25 for young adults); None: no limit."""
    if age_min is not None and age < age_min:
        return [Objection("place_age_below", "place_id", {"age": age, "min": age_min}, _PLACES)]
    if age_max is not None and age > age_max:
        return [Objection("place_age_above", "place_id", {"age": age, "max": age_max}, _PLACES)]
    return []


def is_managed_by_office(funding: Funding, *, consultation_recorded: bool = False, is_exception: bool = False) -> bool:
    """Whether the office assigns a place: POIAS yes, KIA after consultation, communal only as explicit exception."""
    match funding:
        case Funding.POIAS:
            return True
        case Funding.KIA:
            return consultation_recorded
        case Funding.COMMUNAL:
            return is_exception


def management_objections(
    funding: Funding, *, consultation_recorded: bool = False, is_exception: bool = False
) -> list[Objection]:
    """Object to the office assigning a place it does not manage."""
    if is_managed_by_office(funding, consultation_recorded=consultation_recorded, is_exception=is_exception):
        return []
    return [Objection("place_not_managed", "place_id", {"funding": funding}, _PLACES)]


def separation_objections(
    assessor_org: UUID, provider_org: UUID, own_service: OwnService | None = None
) -> list[Objection]:
    """Object to one organisation that both assesses and runs the place; the office's own services are no place."""
    if own_service is not None or assessor_org != provider_org:
        return []
    return [Objection("assessor_is_provider", "place_id", source=_SEPARATION)]
