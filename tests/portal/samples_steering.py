"""Records of steering for the access tests: a case conference about the service of Lyss, with a case to decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from messaging.letter import letter_of
from messaging.letterbox import LetterBox
from schemas import steering as said
from schemas.codes import AdmissionException
from schemas.codes_steering import MeetingKind
from schemas.registration import ExceptionNeeded, ServiceContractSigned
from schemas.working_days import EnterClosing
from services.steering.queries.meetings import meeting
from tests.portal.household import SERVICE, Household, actor
from tests.portal.samples import Sample


def meeting_with_case(house: Household) -> Mapping[str, Any]:
    """A meeting of the office and Lyss, open now, whose first point concerns Lyss."""
    desk, now = house.desks["steering"], house.watch.now
    whose = {"social_service_id": SERVICE[1]}
    told = (
        ServiceContractSigned(contract_id=uuid4(), starts_on=now.date() - timedelta(days=900), **whose),
        ExceptionNeeded(mandate_id=uuid4(), exception=AdmissionException.IP_AGE, **whose),
    )
    LetterBox(desk).hear([letter_of(each, now) for each in told])
    plan = said.PlanMeeting(
        meeting_id=uuid4(),
        meeting_kind=MeetingKind.CASE_CONFERENCE,
        meeting_title="Entretien",
        meets_on=now.date(),
        starts_at="09:00",
        ends_at="10:00",
        invited=(SERVICE[1],),
    )
    meeting_id = desk.do(plan, actor("ssip_coordinator"))
    assert meeting_id is not None
    for step in (said.CallMeeting, said.OpenMeeting):
        version = desk.ask(meeting, actor("ssip_head"), meeting_id=meeting_id).row_version
        desk.do(step(meeting_id=meeting_id, row_version=version), actor("ssip_head"))
    case = desk.ask(meeting, actor("ssip_head"), meeting_id=meeting_id).agenda[0]
    return {"meeting_id": meeting_id, "item_id": case.id, "point_id": UUID(int=1), "way": "note"}


def closing(house: Household) -> Mapping[str, Any]:
    """Three days on which the office will be closed."""
    first = house.watch.now.date() + timedelta(days=40)
    asked = EnterClosing(
        closing_id=uuid4(), first_on=first, last_on=first + timedelta(days=2), name_fr="Inventaire", name_de="Inventar"
    )
    return {"closing_id": house.desks["steering"].do(asked, actor("ssip_head"))}


SAMPLES: dict[str, Sample] = {"meeting": meeting_with_case, "closing": closing}
