"""Quotas, reservation requests, waiting lists, figures and what registration tells: sharing scarce places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from schemas.actor import HOUSE
from schemas.codes import Funding, PlaceKind, PlaceState
from schemas.codes_placements import QuotaState, WaitingEvent
from schemas.placements import (
    ChangePlace,
    ConfirmReservation,
    DecideProlongation,
    ProposalEnded,
    QuotaOverused,
    RequestProlongation,
    RequestReservation,
    ReservationDecided,
    SetPlacementsValue,
    SetQuota,
    StartPlacement,
    SuspendPlacement,
)
from schemas.refusal import Conflict, NotAllowed, NotFound, Refused
from schemas.registration import MandateClosed, MandateReopened, MandateWithdrawn
from services.placements.model import Place, Placement, Prolongation, Reservation, Seeker, SeekerState
from services.placements.queries.figures import concentration, diversity, duplicate_hints, response_times, stale_offers
from services.placements.queries.fit import fitting_people, fitting_places
from services.placements.queries.lines import Cut
from services.placements.queries.placements import placement_card, placements
from services.placements.queries.places import places
from services.placements.queries.proposals import ProposalFilter, proposal_card, proposals
from services.placements.queries.quota_effect import prolongation_quota, reservation_quota
from services.placements.queries.quota_years import quota_year
from services.placements.queries.reservations import quota_uses, reservations
from services.placements.queries.seekers import seekers
from services.placements.queries.utilisation import Period, Viewpoint, utilisation_by
from services.placements.queries.waiting import waiting_history, waiting_list
from services.placements.rules.reservation_course import ReservationState
from tests.services.placements.scene import (
    CANTON,
    CASE_WORKER,
    COORDINATOR,
    END,
    HEAD,
    OTHER_PROVIDER,
    OTHER_SERVICE_ID,
    OTHER_WORKER,
    PROVIDER,
    PROVIDER_ID,
    SERVICE_ID,
    START,
    Scene,
)

YEAR = Period(first=START, last=date(2026, 12, 2))


def quota(scene: Scene, own_places: int = 1, months: int = 12) -> None:
    for year in (2026, 2027):
        scene.do(
            SetQuota(
                social_service_id=SERVICE_ID,
                kind=PlaceKind.IP,
                funding=Funding.POIAS,
                year=year,
                own_places=own_places,
                place_months=months,
            ),
            HOUSE,
        )


def set_value(scene: Scene, name: str, value: int) -> None:
    scene.do(SetPlacementsValue(name=name, value=value, valid_from=date(2026, 1, 1)), HOUSE)


def request(scene: Scene, mandate_id: UUID, place_id: UUID, ground: str = "") -> UUID:
    made = uuid4()
    asked = RequestReservation(
        reservation_id=made,
        mandate_id=mandate_id,
        place_id=place_id,
        starts_on=START,
        ends_on=END,
        ground=ground,
    )
    scene.do(asked, CASE_WORKER)
    return made


def confirm(scene: Scene, made: UUID, over: str = "") -> None:
    version = scene.version(Reservation, made)
    asked = ConfirmReservation(reservation_id=made, row_version=version, ground="consent", over_quota=over)
    scene.do(asked, COORDINATOR)


def test_row_22_a_service_asks_for_an_own_place_and_the_office_confirms(scene: Scene) -> None:
    place_id, mandate_id = scene.place(), scene.mandate()
    with pytest.raises(Refused, match="quota_unset"):
        request(scene, mandate_id, place_id)
    quota(scene)
    made = request(scene, mandate_id, place_id)
    assert scene.ask(reservations, CASE_WORKER)[0].id == made
    assert scene.ask(reservations, OTHER_WORKER) == ()
    confirm(scene, made)
    row = scene.row(Reservation, made)
    assert row.state is ReservationState.CONFIRMED
    assert scene.row(Seeker, mandate_id).state is SeekerState.PROPOSED
    with pytest.raises(Refused, match="quota_used_up"):
        request(scene, scene.mandate(), place_id)


def test_row_22_going_above_the_quota_needs_a_written_decision(scene: Scene) -> None:
    quota(scene, months=2)
    made = request(scene, scene.mandate(), scene.place())
    with pytest.raises(Refused, match="quota_overused"):
        confirm(scene, made)
    confirm(scene, made, "Décision de la direction")
    assert scene.told(ReservationDecided)[0].confirmed


def test_row_22_a_direct_proposal_above_the_quota_needs_a_written_decision_too(scene: Scene) -> None:
    quota(scene, months=1)
    place_id, mandate_id = scene.place(), scene.mandate(number="Q-2")
    for blank in ("", "  \n"):
        with pytest.raises(Refused, match="quota_overused"):
            scene.propose(mandate_id, place_id, over_quota=blank)
    assert scene.row(Seeker, mandate_id).state is SeekerState.SEARCHING, "nothing half done"
    assert scene.told(QuotaOverused) == []
    made = scene.propose(mandate_id, place_id, over_quota="Décision de la direction")
    told = scene.told(QuotaOverused)
    assert [(each.proposal_id, each.mandate_id) for each in told] == [(made, mandate_id)], "one event for two years"
    about = {"social_service_id": SERVICE_ID, "kind": PlaceKind.IP, "funding": Funding.POIAS}
    for year in (2026, 2027):
        (decision,) = scene.ask(quota_year, CASE_WORKER, **about, year=year).decisions
        assert (decision.proposal_id, decision.number, decision.remark) == (made, "Q-2", "Décision de la direction")
        assert decision.account_id == COORDINATOR.account_id


def test_row_22_a_direct_proposal_within_the_quota_or_without_one_needs_no_decision(scene: Scene) -> None:
    place_id = scene.place()
    scene.propose(scene.mandate(), place_id)
    quota(scene, months=24)
    scene.propose(scene.mandate(), place_id)
    assert scene.told(QuotaOverused) == []


def test_row_22_a_provider_does_not_read_why_a_quota_was_exceeded(scene: Scene) -> None:
    quota(scene, months=2)
    made = scene.propose(scene.mandate(), scene.place(), over_quota="Décision de la direction")
    seen = [each.what for each in scene.ask(proposal_card, COORDINATOR, proposal_id=made).history]
    assert "quota.overuse_decided" in seen
    of_provider = [each.what for each in scene.ask(proposal_card, PROVIDER, proposal_id=made).history]
    assert of_provider == [each for each in seen if each != "quota.overuse_decided"]


def test_row_22_a_prolongation_above_the_quota_needs_a_written_decision_too(scene: Scene) -> None:
    quota(scene, months=11)
    placement_id = scene.started()
    made = wish(scene, placement_id, date(2027, 12, 31))
    effect = scene.ask(prolongation_quota, COORDINATOR, prolongation_id=made)
    assert [(each.year, each.before, each.after, each.is_over) for each in effect.steps] == [(2027, 10.73, 12, True)]
    for blank in ("", "  \n"):
        with pytest.raises(Refused, match="quota_overused") as caught:
            decide(scene, made, over_quota=blank)
        assert [each.field for each in caught.value.objections] == ["over_quota"]
    row = scene.row(Placement, placement_id)
    assert (row.ends_on, row.prolonged_days) == (END, 0), "nothing half done"
    assert scene.row(Prolongation, made).decided_on is None
    decide(scene, made, over_quota="Décision de la direction")
    (told,) = scene.told(QuotaOverused)
    assert (told.proposal_id, told.prolongation_id) == (row.proposal_id, made)
    about = {"social_service_id": SERVICE_ID, "kind": PlaceKind.IP, "funding": Funding.POIAS}
    (decision,) = scene.ask(quota_year, CASE_WORKER, **about, year=2027).decisions
    assert (decision.placement_id, decision.remark, decision.forecast) == (
        placement_id,
        "Décision de la direction",
        "12",
    )
    assert scene.ask(quota_year, CASE_WORKER, **about, year=2026).decisions == (), "that year is not carried above"
    assert scene.ask(prolongation_quota, COORDINATOR, prolongation_id=made).decided == "Décision de la direction"
    seen = [each.what for each in scene.ask(placement_card, COORDINATOR, placement_id=placement_id).history]
    assert "quota.overuse_decided" in seen
    of_provider = [each.what for each in scene.ask(placement_card, PROVIDER, placement_id=placement_id).history]
    assert of_provider == [each for each in seen if each != "quota.overuse_decided"]


def test_row_22_a_prolongation_within_the_quota_or_denied_needs_no_decision(scene: Scene) -> None:
    quota(scene, months=12)
    placement_id = scene.accept(scene.propose(scene.mandate(permit_valid_until=None), scene.place()))
    version = scene.version(Placement, placement_id)
    scene.do(StartPlacement(placement_id=placement_id, row_version=version, started_on=START), PROVIDER)
    decide(scene, wish(scene, placement_id, date(2027, 12, 31)))
    assert scene.row(Placement, placement_id).ends_on == date(2027, 12, 31)
    quota(scene, months=1)
    decide(scene, wish(scene, placement_id, date(2028, 1, 31)), granted=False)
    decide(scene, wish(scene, placement_id, date(2028, 1, 31)))
    assert scene.row(Placement, placement_id).ends_on == date(2028, 1, 31), "nobody has set 2028"
    assert scene.told(QuotaOverused) == []


def wish(scene: Scene, placement_id: UUID, until: date) -> UUID:
    made = uuid4()
    asked = RequestProlongation(prolongation_id=made, placement_id=placement_id, until=until, remark="Encore")
    scene.do(asked, COORDINATOR)
    return made


def decide(scene: Scene, made: UUID, *, granted: bool = True, over_quota: str = "") -> None:
    version = scene.version(Prolongation, made)
    decision = DecideProlongation(prolongation_id=made, row_version=version, granted=granted, over_quota=over_quota)
    scene.do(decision, COORDINATOR)


def test_row_22_a_quota_shows_its_use_and_the_forecast(scene: Scene) -> None:
    quota(scene, months=1)
    scene.started(over_quota="Décision de la direction")
    line = scene.ask(quota_uses, CASE_WORKER)[0]
    assert (line.held, line.use.state) == (1, QuotaState.FORECAST_OVER)
    assert scene.ask(quota_uses, OTHER_WORKER) == ()


def test_row_22_a_quota_opens_to_its_stays_its_course_and_the_decisions_above_it(scene: Scene) -> None:
    quota(scene, months=2)
    made = request(scene, scene.mandate(number="Q-1"), scene.place())
    before = scene.ask(reservation_quota, COORDINATOR, reservation_id=made)
    assert before.is_over
    assert [each.year for each in before.steps] == [2026, 2027]
    confirm(scene, made, "Décision de la direction")
    about = {"social_service_id": SERVICE_ID, "kind": PlaceKind.IP, "funding": Funding.POIAS}
    found = scene.ask(quota_year, CASE_WORKER, **about, year=2027)
    assert [(each.number, each.is_reserved) for each in found.stays] == [("Q-1", True)]
    assert found.use.forecast_months == 0, "a reserved seat is not a stay yet"
    assert [(each.number, each.remark) for each in found.decisions] == [("Q-1", "Décision de la direction")]
    assert scene.ask(reservation_quota, COORDINATOR, reservation_id=made).decided == "Décision de la direction"
    with pytest.raises(NotFound):
        scene.ask(quota_year, OTHER_WORKER, **about, year=2027)


def test_row_22_a_service_assigns_its_own_place_where_the_setting_lets_it(scene: Scene) -> None:
    quota(scene, own_places=3, months=24)
    set_value(scene, "service_may_assign_directly", 1)
    made = request(scene, scene.mandate(), scene.place(), ground="consent")
    row = scene.row(Reservation, made)
    assert (row.state, row.proposal_id is not None) == (ReservationState.CONFIRMED, True)
    with pytest.raises(Refused, match="code"):
        request(scene, scene.mandate(), scene.place())
    quota(scene, own_places=3, months=1)
    above = request(scene, scene.mandate(), scene.place(), ground="consent")
    assert scene.row(Reservation, above).state is ReservationState.ASKED, "above the quota the office decides"


def test_row_24_utilisation_is_weighed_as_the_setting_says(scene: Scene) -> None:
    scene.started()
    asked = {"viewpoint": Viewpoint.OFFICE, "period": YEAR}
    by_head = scene.ask(utilisation_by, COORDINATOR, **asked)[0]
    set_value(scene, "utilisation_weighting", 1)
    by_work = scene.ask(utilisation_by, COORDINATOR, **asked)[0]
    assert by_work.occupied_days == pytest.approx(by_head.occupied_days * 0.8)


def test_row_24_a_seat_kept_during_a_suspension_counts_as_occupied(scene: Scene) -> None:
    placement_id = scene.started()
    asked = {"viewpoint": Viewpoint.OFFICE, "period": YEAR}
    before = scene.ask(utilisation_by, COORDINATOR, **asked)[0].occupied_days
    rest = SuspendPlacement(
        placement_id=placement_id,
        row_version=scene.version(Placement, placement_id),
        starts_on=date(2026, 11, 25),
        ends_on=date(2026, 11, 30),
        reason="illness",
    )
    scene.do(rest, PROVIDER)
    assert scene.ask(utilisation_by, COORDINATOR, **asked)[0].occupied_days == before > 0


@pytest.mark.slow
def test_row_07_a_request_nobody_decides_runs_out(scene: Scene) -> None:
    quota(scene)
    made = request(scene, scene.mandate(), scene.place())
    scene.day_by_day(date(2026, 12, 29))
    assert scene.row(Reservation, made).state is ReservationState.EXPIRED


def test_row_10_a_waiting_list_keeps_order_score_and_the_reason_of_every_move(scene: Scene) -> None:
    first = scene.mandate(released_on=date(2026, 9, 1), number="A")
    second = scene.mandate(released_on=date(2026, 11, 20), number="B", social_service_id=OTHER_SERVICE_ID)
    order = scene.ask(waiting_list, COORDINATOR, group=PlaceKind.IP).lines
    assert [(each.rank, each.number) for each in order] == [(1, "A"), (2, "B")]
    assert order[0].score == sum(part.points for part in order[0].parts)
    assert [each.number for each in scene.ask(waiting_list, OTHER_WORKER, group=PlaceKind.IP).lines] == ["B"]
    part = scene.ask(waiting_list, COORDINATOR, group=PlaceKind.IP, cut=Cut(1, 1))
    assert ([(each.rank, each.number) for each in part.lines], part.total) == ([(2, "B")], 2)
    scene.accept(scene.propose(first, scene.place()))
    assert [each.number for each in scene.ask(waiting_list, COORDINATOR, group=PlaceKind.IP).lines] == ["B"]
    history = scene.ask(waiting_history, COORDINATOR, mandate_id=first)
    assert [(each.group, each.event, each.reason) for each in history] == [
        (PlaceKind.IP, WaitingEvent.ENTERED, "released"),
        (PlaceKind.PIP, WaitingEvent.ENTERED, "released"),
        (PlaceKind.IP, WaitingEvent.LEFT, "placed"),
        (PlaceKind.PIP, WaitingEvent.LEFT, "placed"),
    ]
    with pytest.raises(NotFound):
        scene.ask(waiting_history, CASE_WORKER, mandate_id=second)


def test_row_10_who_overtakes_somebody_is_written_down(scene: Scene) -> None:
    first = scene.mandate(released_on=date(2026, 11, 1))
    second = scene.mandate(released_on=date(2026, 11, 20), social_service_id=OTHER_SERVICE_ID)
    scene.tick()
    scene.watch.pass_days(1)
    scene.do(
        SetQuota(
            social_service_id=OTHER_SERVICE_ID,
            kind=PlaceKind.IP,
            funding=Funding.POIAS,
            year=2026,
            own_places=1,
            place_months=12,
        ),
        HOUSE,
    )
    scene.tick()
    moves = [each for each in scene.ask(waiting_history, HEAD, mandate_id=second) if each.event is WaitingEvent.MOVED]
    assert [(each.group, each.rank, each.reason) for each in moves] == [(PlaceKind.IP, 1, "quota_room")]
    assert scene.ask(waiting_list, COORDINATOR, group=PlaceKind.IP).lines[1].mandate_id == first


def ending(mandate_id: UUID) -> MandateWithdrawn:
    return MandateWithdrawn(mandate_id=mandate_id, social_service_id=SERVICE_ID)


def test_a_withdrawn_mandate_lets_its_proposal_fall_and_frees_the_seat(scene: Scene) -> None:
    mandate_id = scene.mandate()
    scene.propose(mandate_id, scene.place())
    scene.hear(ending(mandate_id))
    assert scene.told(ProposalEnded)[0].how == "obsolete"
    assert scene.ask(places, COORDINATOR, day=START).lines[0].seats.free == 2
    assert scene.ask(seekers, COORDINATOR).total == 0
    with pytest.raises(Refused, match="search_over"):
        scene.propose(mandate_id, scene.place())


def test_a_closed_mandate_leaves_and_a_reopened_one_comes_back(scene: Scene) -> None:
    mandate_id = scene.mandate()
    scene.hear(
        MandateClosed(
            mandate_id=mandate_id,
            social_service_id=SERVICE_ID,
            case_worker_id=uuid4(),
            closed_on=START,
            reason="a",
            potential="b",
            success="c",
        )
    )
    assert scene.row(Seeker, mandate_id).state is SeekerState.GONE
    scene.hear(MandateReopened(mandate_id=mandate_id, social_service_id=SERVICE_ID, reopened_on=START))
    assert scene.row(Seeker, mandate_id).state is SeekerState.SEARCHING
    assert len(scene.ask(waiting_list, COORDINATOR, group=PlaceKind.IP).lines) == 1


def test_a_mandate_told_again_while_placed_stays_placed(scene: Scene) -> None:
    mandate_id = scene.mandate()
    scene.accept(scene.propose(mandate_id, scene.place()))
    scene.mandate(mandate_id=mandate_id, workload_percent=60)
    row = scene.row(Seeker, mandate_id)
    assert (row.state, row.workload_percent) == (SeekerState.PLACED, 60)


def test_utilisation_is_one_function_from_four_viewpoints(scene: Scene) -> None:
    scene.started(scene.place(seats=2))
    scene.place(actor=OTHER_PROVIDER, seats=2)
    office = scene.ask(utilisation_by, COORDINATOR, viewpoint=Viewpoint.OFFICE, period=YEAR)[0]
    assert (office.occupied_days, office.available_days, office.percent) == (10, 40, 25.0)
    mine = scene.ask(utilisation_by, PROVIDER, viewpoint=Viewpoint.PROVIDER, period=YEAR)
    assert [(each.about_id, each.percent) for each in mine] == [(PROVIDER_ID, 50.0)]
    service = scene.ask(utilisation_by, CASE_WORKER, viewpoint=Viewpoint.SOCIAL_SERVICE, period=YEAR)
    assert [each.about_id for each in service] == [SERVICE_ID]
    assert scene.ask(utilisation_by, OTHER_WORKER, viewpoint=Viewpoint.MANDATE, period=YEAR) == ()
    assert scene.ask(utilisation_by, CANTON, viewpoint=Viewpoint.OFFICE, period=YEAR)[0].percent == 25.0


def test_the_offer_is_watched_for_monopolies_gaps_twins_and_silence(scene: Scene) -> None:
    one = scene.place(seats=3)
    two = scene.place(actor=OTHER_PROVIDER, seats=1)
    spread = scene.ask(concentration, HEAD)
    assert (spread.shares[PROVIDER_ID], spread.hhi, spread.state.value) == (0.75, 0.625, "not_configured")
    gaps = {each.value for each in scene.ask(diversity, HEAD)}
    assert {"PIP", "IS", "PE", "wood"} <= gaps
    assert "IP" not in gaps
    assert scene.ask(duplicate_hints, HEAD) == {one: (two,), two: (one,)}
    scene.accept(scene.propose(scene.mandate(), one))
    assert scene.ask(response_times, PROVIDER)[PROVIDER_ID].median_days == 0
    scene.watch.go_to(date(2026, 12, 23))
    scene.tick()
    assert {each.place_id for each in scene.ask(stale_offers, COORDINATOR)} == {one, two}
    assert [each.place_id for each in scene.ask(stale_offers, PROVIDER)] == [one]
    with pytest.raises(NotAllowed):
        scene.ask(concentration, PROVIDER)


def test_row_11_why_not_is_shown_both_ways(scene: Scene) -> None:
    place_id = scene.place(needs_german=True)
    speaks = scene.mandate(speaks_german=True)
    silent = scene.mandate()
    found = scene.ask(fitting_people, COORDINATOR, place_id=place_id)
    assert [(each.mandate_id, each.fits) for each in found] == [(speaks, True), (silent, False)]


def test_a_changed_place_keeps_its_kind_and_moves_its_version(scene: Scene) -> None:
    place_id = scene.place()
    row = scene.row(Place, place_id)
    change = ChangePlace(
        place_id=place_id,
        row_version=row.row_version,
        title="Cuisine centrale",
        town="Nidau",
        field_of_work="wood",
        workload_min_percent=50,
        workload_max_percent=80,
        available_from=row.available_from,
    )
    scene.do(change, PROVIDER)
    with pytest.raises(Conflict):
        scene.do(replace(change, title="Encore"), PROVIDER)
    changed = scene.row(Place, place_id)
    assert (changed.town, changed.state) == ("Nidau", PlaceState.PUBLISHED)


def statements(scene: Scene, ask: object) -> int:
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    engine = scene.service.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()  # type: ignore[operator]
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return count


def test_row_17_a_page_of_stalled_searches_is_full_and_counts_only_them(scene: Scene) -> None:
    for _ in range(4):
        scene.mandate()
    scene.watch.pass_days(30)
    scene.mandate()
    found = scene.ask(seekers, COORDINATOR, stalled_only=True, cut=Cut(0, 3))
    assert (len(found.lines), found.total) == (3, 4)
    assert all(each.stalled for each in found.lines)
    assert scene.ask(seekers, COORDINATOR).total == 5


@pytest.mark.slow
def test_lists_ask_the_same_few_questions_however_long_they_are(scene: Scene) -> None:
    asks = [
        lambda: scene.ask(places, COORDINATOR),
        lambda: scene.ask(proposals, COORDINATOR, wanted=ProposalFilter()),
        lambda: scene.ask(placements, COORDINATOR),
        lambda: scene.ask(seekers, COORDINATOR),
        lambda: scene.ask(fitting_places, COORDINATOR, mandate_id=waiting),
        lambda: scene.ask(waiting_list, COORDINATOR, group=PlaceKind.IP),
    ]
    waiting = scene.mandate()
    scene.started(scene.place(seats=9))
    before = [statements(scene, each) for each in asks]
    for _ in range(4):
        scene.started(scene.place())
        scene.mandate()
    assert [statements(scene, each) for each in asks] == before
    assert max(before) <= 6
