"""One whole journey at the front desks, from a published place to a closed mandate, with every step timed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from deploy.benches.figures import timed, wait_until
from deploy.demo.lives import Fate, Life, submission
from deploy.demo.people import Member, by_name
from deploy.house import wall_clock
from messaging.clock import day_of
from messaging.service import Service
from schemas import placements as placing
from schemas import registration as said
from schemas.codes import Funding, PlaceKind
from schemas.message import Command, owner_of
from schemas.refusal import NotFound
from services.placements.queries.placements import placement_card
from services.placements.queries.places import place_card
from services.placements.queries.proposals import proposal_card
from services.placements.queries.seekers import seeker
from services.registration.queries.file_lines import MandateFile
from services.registration.queries.files import mandate_file

OUTCOME: dict[str, Any] = {"reason": "demo_step_done", "potential": "demo_high", "success": "demo_reached"}
WORDS = "Besprochen und vereinbart."


@dataclass
class Play:
    """The front desks, what each command took, and how long news were on their way."""

    services: Mapping[str, Service]
    commands: list[float] = field(default_factory=list)
    news: list[float] = field(default_factory=list)
    number: int = 0
    patience: float = 20.0
    """Seconds after which news count as lost."""

    def do(self, command: Command, who: Member) -> UUID | None:
        """Give a command and time it."""
        with timed(self.commands):
            return self.services[owner_of(command.said)].do(command, who.actor)

    def ask(self, query: Callable[..., Any], who: Member, **asked: Any) -> Any:
        """Ask the desk that owns ``query``."""
        return self.services[query.__module__.split(".")[1]].ask(query, who.actor, **asked)

    deliver: Callable[[], object] | None = None
    """Delivers letters between the commands, where no thread does it meanwhile."""

    def heard(self, is_so: Callable[[], object]) -> None:
        """Wait until news have arrived, and time how long they took."""
        with timed(self.news):
            if self.deliver is not None:
                self.deliver()
            wait_until(is_so, self.patience)

    @property
    def today(self) -> date:
        """The day."""
        return day_of(wall_clock())

    def publish(self) -> UUID:
        """Publish a place with two seats; return its id."""
        owner, office, place_id = by_name("gad"), by_name("coordination"), uuid4()
        asked: dict[str, Any] = {"kind": PlaceKind.PIP, "funding": Funding.POIAS, "town": "Lyss"}
        asked |= {"field_of_work": "workshop", "workload_min_percent": 20, "workload_max_percent": 100, "seats": 2}
        asked |= dict.fromkeys(("qualification", "counselling", "coaching", "no_competition"), True)
        self.do(
            placing.PublishPlace(
                place_id=place_id,
                provider_id=owner.organisation_id,
                title="Werkstatt",
                available_from=self.today,
                **asked,
            ),
            owner,
        )
        seen = self.ask(place_card, office, place_id=place_id)
        self.do(
            placing.CheckPlace(place_id=place_id, row_version=seen.row_version, no_competition_checked=True), office
        )
        return place_id

    def register(self) -> UUID:
        """Submit a mandate and bring it to matching; return its id once placements has heard of it."""
        self.number += 1
        worker, office = by_name("as.lyss"), by_name("coordination")
        dice = Random(self.number)  # noqa: S311  # invented answers
        life = Life(self.number, Fate("matching"), worker, office, dice, PlaceKind.PIP, 306)
        person = replace(submission(life, self.today), mandate_id=uuid4(), family_name=f"Bench {uuid4().hex}")
        self.do(person, worker)
        mandate_id = person.mandate_id
        self.heard(lambda: self._alerted(mandate_id))
        self._office(mandate_id, said.AcknowledgeMandate)
        self._office(mandate_id, said.AdmitMandate)
        found: dict[str, Any] = {"professional_realistic": True, "needs_more": False, "findings": WORDS}
        self._office(mandate_id, said.RecordClarification, **found, **OUTCOME)
        plan: dict[str, Any] = {"goals": WORDS, "next_steps": WORDS, "workload_percent": 80}
        self._office(mandate_id, said.RecordIntegrationPlan, kinds=(PlaceKind.PIP,), available_from=self.today, **plan)
        self._office(mandate_id, said.ReleaseForMatching)
        self.heard(lambda: self._is_sought(mandate_id))
        return mandate_id

    def place(self, mandate_id: UUID, place_id: UUID) -> UUID:
        """Propose, accept and start; return the placement."""
        office, owner, proposal_id = by_name("coordination"), by_name("gad"), uuid4()
        stay: dict[str, Any] = {"starts_on": self.today, "ends_on": self.today + timedelta(days=120)}
        self.do(
            placing.ProposePerson(
                proposal_id=proposal_id,
                mandate_id=mandate_id,
                place_id=place_id,
                workload_percent=80,
                ground="consent",
                **stay,
            ),
            office,
        )
        card = self.ask(proposal_card, owner, proposal_id=proposal_id)
        placement_id = self.do(placing.AcceptProposal(proposal_id=card.id, row_version=card.row_version), owner)
        assert placement_id is not None
        self._owner(placement_id, placing.StartPlacement, started_on=self.today)
        return placement_id

    def finish(self, mandate_id: UUID, placement_id: UUID) -> None:
        """Report, end, write the final report and close."""
        span: dict[str, Any] = {"period_from": self.today, "period_until": self.today}
        texts: dict[str, Any] = dict.fromkeys(("progress", "goals", "recommendation"), WORDS)
        report: dict[str, Any] = {"report_id": uuid4(), "placement_id": placement_id}
        self.do(placing.WriteInterimReport(**report, **span, **texts), by_name("gad"))
        self._owner(placement_id, placing.EndPlacement, ended_on=self.today, reason="demo_planned")
        self.heard(lambda: self._file(mandate_id).state == "closing")
        parts: dict[str, Any] = dict.fromkeys(
            ("course", "conclusions", "chances", "potential", "recommendation"), WORDS
        )
        self._office(mandate_id, said.WriteFinalReport, **parts)
        self._office(mandate_id, said.CloseMandate, **OUTCOME)

    def whole(self) -> None:
        """Play one journey from the place to the closed mandate."""
        place_id = self.publish()
        mandate_id = self.register()
        self.finish(mandate_id, self.place(mandate_id, place_id))

    def _file(self, mandate_id: UUID) -> MandateFile:
        found: MandateFile = self.ask(mandate_file, by_name("coordination"), mandate_id=mandate_id)
        return found

    def _office(self, mandate_id: UUID, kind: Any, **rest: Any) -> None:
        version = self._file(mandate_id).row_version
        self.do(kind(mandate_id=mandate_id, row_version=version, **rest), by_name("coordination"))

    def _owner(self, placement_id: UUID, kind: Any, **rest: Any) -> None:
        card = self.ask(placement_card, by_name("gad"), placement_id=placement_id)
        self.do(kind(placement_id=placement_id, row_version=card.row_version, **rest), by_name("gad"))

    def _alerted(self, mandate_id: UUID) -> bool:
        table = self.services["notifications"].wiring.metadata.tables["alert"]
        with self.services["notifications"].database.reading() as session:
            return session.execute(table.select().where(table.c.mandate_id == mandate_id)).first() is not None

    def _is_sought(self, mandate_id: UUID) -> bool:
        try:
            self.ask(seeker, by_name("coordination"), mandate_id=mandate_id)
        except NotFound:
            return False
        return True
