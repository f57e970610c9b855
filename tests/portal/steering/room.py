"""A household with two social services under contract, whose letters are delivered, and a meeting of theirs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from messaging.clock import day_of
from messaging.worker import Embedded
from schemas import registration as office
from schemas import steering as said
from schemas.codes import PlaceKind
from schemas.codes_steering import MeetingKind
from services.steering.queries.meetings import MeetingFile, meeting
from tests.portal.household import Household, actor
from tests.portal.registration import scene

AHEAD = timedelta(days=17)


class Room:
    """One household; nothing travels until ``deliver``."""

    def __init__(self, house: Household) -> None:
        self.house = house
        self.desk = house.desks["steering"]
        self._inside = Embedded(house.desks.values())
        scene.furnish(house)
        self.deliver()

    @property
    def today(self) -> date:
        return day_of(self.house.watch.now)

    def deliver(self) -> None:
        """Let every letter told so far reach everybody who listens."""
        self._inside.drain()

    def exception_to_decide(self) -> UUID:
        """Return a mandate with an exception the head has to decide."""
        mandate_id = scene.submit(self.house, employability_percent=70, wished_kind=PlaceKind.IP)
        scene.step(self.house, office.AcknowledgeMandate, mandate_id)
        self.deliver()
        return mandate_id

    def planned(self, kind: MeetingKind = MeetingKind.COORDINATION, **other: Any) -> UUID:
        """Plan a meeting in two and a half weeks, on a working day."""
        asked = {
            "meeting_id": uuid4(),
            "meeting_kind": kind,
            "meeting_title": "Coordination décembre",
            "meets_on": self.today + AHEAD,
            "starts_at": "09:30",
            "ends_at": "11:30",
            "meeting_place": "Salle 2",
        }
        found = self.desk.do(said.PlanMeeting(**(asked | other)), actor("ssip_coordinator"))
        assert found is not None
        return found

    def step(self, kind: Any, meeting_id: UUID, **rest: Any) -> None:
        """Take one step at the desk."""
        asked = kind(meeting_id=meeting_id, row_version=self.file(meeting_id).row_version, **rest)
        self.desk.do(asked, actor("ssip_coordinator"))

    def called(self, **other: Any) -> UUID:
        """Return a meeting everybody is invited to."""
        meeting_id = self.planned(**other)
        self.step(said.CallMeeting, meeting_id)
        self.deliver()
        return meeting_id

    def opened(self, **other: Any) -> UUID:
        """Return a meeting that is going on; its day has come."""
        meeting_id = self.called(**other)
        self.house.watch.now += AHEAD
        self.step(said.OpenMeeting, meeting_id)
        return meeting_id

    def file(self, meeting_id: UUID, who: str = "ssip_coordinator") -> MeetingFile:
        """Return a meeting as somebody sees it."""
        return self.desk.ask(meeting, actor(who), meeting_id=meeting_id)
