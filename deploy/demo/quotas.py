"""Quotas of the demonstration: invented numbers, requests for own places, and later last days to decide.

What the story proposes above a quota carries a written decision, so that the page of a quota shows its year, its
forecast and who went above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

from deploy.demo.people import Member, by_name, members
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas import placements as said
from schemas.codes import Funding, PlaceKind
from schemas.refusal import Refused
from services.placements.queries.fit import fitting_places
from services.placements.queries.fit_ranking import Shown
from services.placements.queries.lines import Cut
from services.placements.queries.placements import PlacementFilter, PlacementLine, placement_card, placements
from services.placements.queries.reservations import ReservationLine, reservations
from services.placements.queries.seekers import SeekerLine, SeekerView, seekers

DECISION: Final = "Décision de la direction (démonstration): la mesure est urgente / dringend (Demonstration)."
OWN_PLACES: Final = {"bienne": 5}
FEW: Final = 2
MONTHS_OF_YEAR: Final = 12
ASKED, DECIDED = 8, 5
"""Days before today on which services ask for places and later ends, and on which the office decides the first."""
REQUESTS: Final = 3
PROLONGED: Final = timedelta(days=75)
TEXTS: Final = {
    "fr": "La personne progresse; encore quelques semaines consolideraient le résultat.",
    "de": "Die Person macht Fortschritte; einige Wochen mehr würden das Ergebnis festigen.",
}


def set_up(stage: Stage, today: date) -> None:
    """Enter the quotas of every service and year of the story, and of the year after it."""
    kinds = (PlaceKind.IP, PlaceKind.PIP, PlaceKind.IS)
    years = range(stage.today.year, today.year + 2)
    for chief in (each for each in members() if each.sign_in_name.startswith("chef.")):
        places = OWN_PLACES.get(chief.sign_in_name.partition(".")[2], FEW)
        for kind, year in product(kinds, years):
            asked = said.SetQuota(
                social_service_id=chief.organisation_id,
                kind=kind,
                funding=Funding.POIAS,
                year=year,
                own_places=places,
                place_months=places * MONTHS_OF_YEAR,
            )
            stage.do(asked)


def daily(stage: Stage, today: date) -> None:
    """Ask for own places and later last days a week before today, and decide the first of each some days later."""
    before = (today - stage.today).days
    if before == ASKED:
        _ask_for_places(stage)
        _ask_for_later_ends(stage)
    elif before == DECIDED:
        _decide(stage)


def _ask_for_places(stage: Stage) -> None:
    found = stage.ask(seekers, by_name("coordination"), view=SeekerView.SEARCHING, cut=Cut(limit=100)).lines
    asked = 0
    for line in found:
        with suppress(Refused):  # the service has no own place left, or nobody set it one of this kind
            asked += _ask_for_place(stage, line)
        if asked == REQUESTS:
            return


def _ask_for_place(stage: Stage, line: SeekerLine) -> bool:
    worker = _by_account(line.case_worker_id)
    start = stage.today + timedelta(days=20)
    days: dict[str, Any] = {"starts_on": start, "ends_on": start + timedelta(days=180)}
    fits = stage.ask(fitting_places, worker, mandate_id=line.mandate_id, **days, shown=Shown(size=3, opened=0)).fits
    for place in fits:
        asked = said.RequestReservation(
            reservation_id=demonstration_id(f"reservation:{line.mandate_id}"),
            mandate_id=line.mandate_id,
            place_id=place.id,
            **days,
            remark=TEXTS[worker.language],
        )
        stage.do(asked, worker)
        return True
    return False


def _by_account(account_id: UUID) -> Member:
    return next(each for each in members() if each.account_id == account_id)


def _ask_for_later_ends(stage: Stage) -> None:
    wanted = PlacementFilter(running_only=True)
    asked = 0
    for line in stage.ask(placements, by_name("coordination"), wanted=wanted).lines:
        worker = next(each for each in members() if each.organisation_id == line.social_service_id)
        with suppress(Refused):  # the placement has not begun, or the permit ends before
            stage.do(_wish(line, worker), worker)
            asked += 1
        if asked == REQUESTS:
            return


def _wish(line: PlacementLine, worker: Member) -> said.RequestProlongation:
    return said.RequestProlongation(
        prolongation_id=demonstration_id(f"prolongation:{line.id}"),
        placement_id=line.id,
        until=line.ends_on + PROLONGED,
        remark=TEXTS[worker.language],
    )


def _decide(stage: Stage) -> None:
    office = by_name("coordination")
    for request in stage.ask(reservations, office)[:1]:
        stage.do(_confirmed(request), office)
    for wish in _wishes(stage):
        stage.do(wish, office)
        return


def _confirmed(request: ReservationLine) -> said.ConfirmReservation:
    return said.ConfirmReservation(
        reservation_id=request.id, row_version=request.row_version, ground="consent", over_quota=DECISION
    )


def _wishes(stage: Stage) -> Iterator[said.DecideProlongation]:
    office = by_name("coordination")
    for line in stage.ask(placements, office, wanted=PlacementFilter(running_only=True)).lines:
        for wish in stage.ask(placement_card, office, placement_id=line.id).prolongations:
            version = wish.row_version
            yield said.DecideProlongation(
                prolongation_id=wish.id, row_version=version, granted=True, over_quota=DECISION
            )
