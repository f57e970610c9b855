"""The part of the story that happens at the providers: proposals, placements, reports, presence, confirmations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from deploy.demo import quotas
from deploy.demo.people import Member, by_name, members
from deploy.demo.presence import fill_sheets
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas import placements as said
from schemas.actor import OrganisationKind
from schemas.codes import DeclineReason
from schemas.refusal import NotFound
from services.placements.queries.fit import fitting_places
from services.placements.queries.fit_ranking import Shown
from services.placements.queries.places import PlaceFilter, places
from services.placements.queries.proposals import proposal_card
from services.placements.queries.reports import ReportFilter, report_card, reports
from services.placements.queries.seekers import seeker

if TYPE_CHECKING:
    from deploy.demo.lives import Life

CONFIRM_EVERY: Final = 21
FITTING: Final = Shown(size=12, opened=0)
"""The places somebody looks at before choosing one."""
IN_TIME: Final = 120
"""Days: a report is asked for ten days before it is due, after four months."""
REPORT_EVERY: Final = 127
UNREAD: Final = timedelta(days=25)
"""Reports of the last weeks still wait for the office."""
TEXTS: Final = {
    "fr": "Les objectifs convenus sont suivis; la personne est régulière et gagne en assurance.",
    "de": "Die vereinbarten Ziele werden verfolgt; die Person ist zuverlässig und gewinnt an Sicherheit.",
}


@dataclass
class Placing:
    """What providers and the office do about placements until ``today``."""

    today: date
    placements: dict[int, UUID] = field(default_factory=dict)
    forgetful: frozenset[str] = frozenset({"syphon"})
    """Providers that have not confirmed their places lately, so that stale offers can be seen."""

    def steps(self, life: Life, stage: Stage) -> Iterator[tuple[str, int, Callable[[], Any]]]:
        """Yield the steps of one life at its provider."""
        yield "proposed", 3, lambda: self._propose(life, stage)
        if life.fate.last == "declined":
            yield "declined", 1, lambda: self._decline(life, stage)
            return
        yield "accepted", 6, lambda: self._accept(life, stage)
        yield "placed", writes_every(life), lambda: self._start(life, stage)
        if life.fate.last in ("proposed", "accepted"):
            return
        for _ in range(max(0, life.fate.measure_days // REPORT_EVERY - 1)):
            yield "placed", writes_every(life), lambda: self._report(life, stage)
        yield "closing", 6, lambda: self._end(life, stage)

    def daily(self, stage: Stage) -> None:
        """Do what providers do by themselves: confirm places, fill last month's presence sheets."""
        quotas.daily(stage, self.today)
        if stage.today.toordinal() % CONFIRM_EVERY == 0:
            self._confirm_places(stage)
        if stage.today.day == 3:  # the third of the month
            fill_sheets(stage, lately=stage.today > self.today - timedelta(days=45))

    def _propose(self, life: Life, stage: Stage) -> bool:
        try:
            person = stage.ask(seeker, life.coordinator, mandate_id=life.mandate_id)
        except NotFound:
            return False
        start = stage.today + timedelta(days=9)
        end = start + timedelta(days=life.fate.measure_days + 90)
        days: dict[str, Any] = {"starts_on": start, "ends_on": end}
        found = stage.ask(fitting_places, life.coordinator, mandate_id=life.mandate_id, **days, shown=FITTING)
        if not found.fits:
            return False
        place = life.dice.choice(found.fits)
        stage.do(
            said.ProposePerson(
                proposal_id=self._proposal_id(life),
                mandate_id=life.mandate_id,
                place_id=place.id,
                starts_on=start,
                ends_on=end,
                workload_percent=person.workload_percent,
                ground="consent",
                over_quota=quotas.DECISION,
            ),
            life.coordinator,
        )
        return True

    def _proposal_id(self, life: Life) -> UUID:
        return demonstration_id(f"proposal:{life.number}")

    def _answer(self, life: Life, stage: Stage, kind: Any, **rest: Any) -> UUID | None:
        card = stage.ask(proposal_card, life.coordinator, proposal_id=self._proposal_id(life))
        owner = provider_member(card.provider_id)
        return stage.do(kind(proposal_id=card.id, row_version=card.row_version, **rest), owner)

    def _decline(self, life: Life, stage: Stage) -> None:
        reason = life.dice.choice((DeclineReason.PROFILE_NOT_FITTING, DeclineReason.REQUIREMENTS_MISSING))
        self._answer(life, stage, said.DeclineProposal, reason=reason)

    def _accept(self, life: Life, stage: Stage) -> None:
        placement_id = self._answer(life, stage, said.AcceptProposal)
        if placement_id:
            self.placements[life.number] = placement_id

    def _placement(self, life: Life, stage: Stage, kind: Any, **rest: Any) -> None:
        card = self._card(life, stage)
        owner = provider_member(card.provider_id)
        stage.do(kind(placement_id=card.id, row_version=card.row_version, **rest), owner)

    def _card(self, life: Life, stage: Stage) -> Any:
        from services.placements.queries.placements import placement_card

        return stage.ask(placement_card, life.coordinator, placement_id=self.placements[life.number])

    def _start(self, life: Life, stage: Stage) -> bool | None:
        card = self._card(life, stage)
        if stage.today < card.starts_on:
            return False
        self._placement(life, stage, said.StartPlacement, started_on=stage.today)
        return None

    def _end(self, life: Life, stage: Stage) -> None:
        reason = life.dice.choice(("demo_planned", "demo_planned", "demo_work_found", "demo_broken_off"))
        self._placement(life, stage, said.EndPlacement, ended_on=stage.today, reason=reason)

    def _report(self, life: Life, stage: Stage) -> None:
        wanted = ReportFilter(placement_id=self.placements[life.number], to_write=True)
        for each in stage.ask(reports, life.coordinator, wanted=wanted).lines:
            owner = provider_member(each.provider_id)
            text = TEXTS[owner.language]
            stage.do(
                said.WriteInterimReport(
                    report_id=each.id,
                    placement_id=each.placement_id,
                    row_version=each.row_version,
                    period_from=stage.today - timedelta(days=writes_every(life) - 5),
                    period_until=stage.today,
                    progress=text,
                    goals=text,
                    recommendation=text,
                ),
                owner,
            )
            if stage.today < self.today - UNREAD:
                card = stage.ask(report_card, life.coordinator, report_id=each.id)
                accepted = said.AcceptInterimReport(report_id=card.id, row_version=card.row_version)
                stage.do(accepted, life.coordinator)

    def _confirm_places(self, stage: Stage) -> None:
        is_last = stage.today > self.today - timedelta(days=60)
        for each in stage.ask(places, by_name("coordination"), wanted=PlaceFilter()).lines:
            owner = provider_member(each.provider_id)
            if not (is_last and owner.sign_in_name in self.forgetful):
                stage.do(said.ConfirmPlace(place_id=each.id, row_version=each.row_version), owner)


def writes_every(life: Life) -> int:
    """Return after how many days reports about somebody are written: mostly before they are due, every fifth late."""
    return REPORT_EVERY if life.number % 5 == 0 else IN_TIME


def provider_member(provider_id: UUID) -> Member:
    """Return who acts for a provider."""
    return _PROVIDERS[provider_id]


_PROVIDERS: Final = {each.organisation_id: each for each in members() if each.kind is OrganisationKind.PROVIDER}
