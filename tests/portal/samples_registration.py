"""A mandate for the access tests: of the service of Lyss, proposed to the provider Südkurve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from schemas.registration import AcknowledgeMandate, MergePersons, RequestInformation
from services.registration.queries.codes import deadlines
from tests.portal.household import Household, actor
from tests.portal.registration.scene import (
    furnish,
    meeting,
    paper,
    proposed,
    released,
    running,
    step,
    submit,
    twins,
    written,
)
from tests.portal.samples import Sample


def mandate(house: Household) -> Mapping[str, Any]:
    """A mandate that everybody concerned can reach."""
    furnish(house)
    mandate_id = released(house)
    proposed(house, mandate_id)
    return {"mandate_id": mandate_id}


def document(house: Household) -> Mapping[str, Any]:
    """A paper of a mandate whose placement at the provider runs, for all three."""
    furnish(house)
    mandate_id = running(house)
    return {"document_id": paper(house, mandate_id), "mandate_id": mandate_id}


def message(house: Household) -> Mapping[str, Any]:
    """A message in the thread of a mandate whose placement runs, for all three."""
    furnish(house)
    mandate_id = running(house)
    return {"message_id": written(house, mandate_id), "mandate_id": mandate_id}


def appointment(house: Household) -> Mapping[str, Any]:
    """A meeting the coordination proposes for a mandate of its own."""
    furnish(house)
    mandate_id = released(house)
    proposed(house, mandate_id)
    return {"appointment_id": meeting(house, mandate_id)}


def pair(house: Household) -> Mapping[str, Any]:
    """Two records that look alike."""
    furnish(house)
    one, other = twins(house)
    return {"one_id": one, "other_id": other}


def merge(house: Household) -> Mapping[str, Any]:
    """Two records that were merged."""
    furnish(house)
    one, other = twins(house)
    merge_id = uuid4()
    asked = MergePersons(merge_id=merge_id, kept_id=one, merged_id=other)
    house.desks["registration"].do(asked, actor("ssip_coordinator"))
    return {"merge_id": merge_id}


def deadline(house: Household) -> Mapping[str, Any]:
    """A deadline of the service of Lyss: the office asked back."""
    furnish(house)
    mandate_id = submit(house)
    step(house, AcknowledgeMandate, mandate_id)
    step(house, RequestInformation, mandate_id, remark="?")
    found = house.desks["registration"].ask(deadlines, actor("service_head"))
    asked = next(each for each in found if each.mandate_id == mandate_id)
    return {"desk": "registration", "deadline_id": asked.id, "name": "hand_over"}


SAMPLES: dict[str, Sample] = {
    "deadline": deadline,
    "mandate": mandate,
    "document": document,
    "appointment": appointment,
    "pair": pair,
    "merge": merge,
    "message": message,
}
