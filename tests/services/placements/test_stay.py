"""Suspension, prolongation, cancellation, presence, capacity: what moves a placement and what it holds."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from schemas.codes import DeclineSide, HalfDay, PresenceCode
from schemas.placements import (
    CancelPlacement,
    ChangeSeats,
    ContestPresence,
    DecideProlongation,
    EndPlacement,
    HalfDayMark,
    LockPresence,
    PlacementCancelled,
    PlacementSuspended,
    PlaceOverOccupied,
    PresenceLocked,
    ProlongationDecided,
    RequestProlongation,
    ResumePlacement,
    SavePresence,
    SetPlacementsValue,
    StartPlacement,
    SubmitPresence,
    SuspendPlacement,
)
from schemas.refusal import Conflict, Refused
from services.placements.model import Place, Placement, PresenceMonth, Prolongation, Seeker, SeekerState
from services.placements.queries.presence import SheetFilter, presence_months, presence_sheet
from services.placements.queries.seats import seat_calculation, seat_calendar
from services.placements.rules.placement_course import PlacementState
from services.placements.rules.presence_course import PresenceState
from tests.services.placements.scene import ADMIN, CASE_WORKER, COORDINATOR, END, PROVIDER, START, Scene


def suspend(scene: Scene, placement_id: UUID, first: date, last: date) -> None:
    version = scene.version(Placement, placement_id)
    days = {"starts_on": first, "ends_on": last, "reason": "illness"}
    scene.do(SuspendPlacement(placement_id=placement_id, row_version=version, **days), PROVIDER)


def test_row_08_a_suspension_moves_the_end_by_exactly_its_days(scene: Scene) -> None:
    place_id = scene.place()
    placement_id = scene.started(place_id)
    suspend(scene, placement_id, date(2026, 12, 1), date(2026, 12, 10))
    assert scene.row(Placement, placement_id).ends_on == END + timedelta(days=10)
    assert scene.told(PlacementSuspended)[0].ends_on == END + timedelta(days=10)
    held = scene.ask(seat_calculation, COORDINATOR, place_id=place_id, day=END + timedelta(days=10))
    assert held.count.occupied == 1
    scene.day_by_day(date(2026, 12, 1))
    assert scene.row(Placement, placement_id).state is PlacementState.SUSPENDED
    scene.day_by_day(date(2026, 12, 11))
    assert scene.row(Placement, placement_id).state is PlacementState.ACTIVE


def test_an_overlapping_suspension_is_refused(scene: Scene) -> None:
    placement_id = scene.started()
    suspend(scene, placement_id, date(2026, 12, 1), date(2026, 12, 10))
    with pytest.raises(Refused, match="suspension_overlaps"):
        suspend(scene, placement_id, date(2026, 12, 10), date(2026, 12, 20))
    assert scene.row(Placement, placement_id).ends_on == END + timedelta(days=10)


def test_who_comes_back_earlier_gets_the_unused_days_taken_off_the_end(scene: Scene) -> None:
    placement_id = scene.started()
    suspend(scene, placement_id, START, START + timedelta(days=9))
    scene.watch.pass_days(4)
    version = scene.version(Placement, placement_id)
    resumed = ResumePlacement(placement_id=placement_id, row_version=version, resumed_on=START + timedelta(days=4))
    scene.do(resumed, PROVIDER)
    row = scene.row(Placement, placement_id)
    assert (row.state, row.ends_on) == (PlacementState.ACTIVE, END + timedelta(days=4))


def test_a_longer_stay_cannot_take_a_seat_promised_to_somebody_else(scene: Scene) -> None:
    place_id = scene.place(seats=1)
    placement_id = scene.started(place_id)
    following = {"starts_on": END + timedelta(days=1), "ends_on": END + timedelta(days=90)}
    scene.propose(scene.mandate(check_valid_until=date(2028, 1, 1), permit_valid_until=None), place_id, **following)
    with pytest.raises(Conflict, match="seats_taken"):
        suspend(scene, placement_id, date(2026, 12, 1), date(2026, 12, 10))
    assert scene.row(Placement, placement_id).ends_on == END


def wish(scene: Scene, placement_id: UUID, until: date) -> UUID:
    made = uuid4()
    asked = RequestProlongation(prolongation_id=made, placement_id=placement_id, until=until, remark="Encore")
    scene.do(asked, CASE_WORKER)
    return made


def test_row_08_a_prolongation_is_asked_decided_and_capped(scene: Scene) -> None:
    placement_id = scene.started()
    scene.do(SetPlacementsValue(name="prolongation_cap.IP", value=2, valid_from=START), ADMIN)
    with pytest.raises(Refused) as caught:
        wish(scene, placement_id, date(2028, 2, 22))
    codes = {each.code for each in caught.value.objections}
    assert codes == {"prolongation_over_kind_cap", "permit_ends_before"}
    wanted = wish(scene, placement_id, date(2027, 12, 31))
    with pytest.raises(Conflict, match="prolongation_pending"):
        wish(scene, placement_id, date(2027, 12, 31))
    version = scene.version(Prolongation, wanted)
    scene.do(DecideProlongation(prolongation_id=wanted, row_version=version, granted=True), COORDINATOR)
    row = scene.row(Placement, placement_id)
    assert (row.ends_on, row.prolonged_days) == (date(2027, 12, 31), 39)
    assert scene.told(ProlongationDecided)[0].ends_on == date(2027, 12, 31)


def test_row_07_a_wish_nobody_decides_is_denied_in_the_end(scene: Scene) -> None:
    placement_id = scene.started()
    wish(scene, placement_id, date(2027, 12, 31))
    scene.day_by_day(date(2027, 1, 11))
    assert [each.granted for each in scene.told(ProlongationDecided)] == [False]


def test_a_planned_placement_that_falls_through_puts_the_person_back_into_the_search(scene: Scene) -> None:
    place_id = scene.place()
    placement_id = scene.planned(place_id)
    version = scene.version(Placement, placement_id)
    cancel = CancelPlacement(placement_id=placement_id, row_version=version, reason="aborted", side=DeclineSide.PERSON)
    scene.do(cancel, PROVIDER)
    row = scene.row(Placement, placement_id)
    assert row.state is PlacementState.CANCELLED
    assert scene.row(Seeker, row.mandate_id).state is SeekerState.SEARCHING
    assert scene.ask(seat_calculation, COORDINATOR, place_id=place_id, day=START).count.free == 2
    assert scene.told(PlacementCancelled)[0].reason == "aborted"


def test_an_end_after_the_agreed_one_is_a_prolongation_and_refused(scene: Scene) -> None:
    placement_id = scene.started()
    version = scene.version(Placement, placement_id)
    late = END + timedelta(days=1)
    with pytest.raises(Refused, match="end_after_agreed"):
        scene.do(
            EndPlacement(placement_id=placement_id, row_version=version, ended_on=late, reason="aborted"), PROVIDER
        )


def test_row_01_fewer_seats_than_people_raise_an_alert_and_remove_nobody(scene: Scene) -> None:
    place_id = scene.place(seats=2)
    scene.started(place_id)
    scene.started(place_id)
    cut = date(2027, 1, 1)
    version = scene.version(Place, place_id)
    scene.do(ChangeSeats(place_id=place_id, row_version=version, seats=1, valid_from=cut), PROVIDER)
    alert = scene.told(PlaceOverOccupied)[0]
    assert (alert.on_day, alert.missing_seats) == (cut, 1)
    stretches = scene.ask(seat_calendar, PROVIDER, place_id=place_id, first=START, last=date(2027, 12, 31))
    assert [(each.first, each.count.free) for each in stretches] == [(START, 0), (cut, -1), (date(2027, 11, 23), 1)]
    with pytest.raises(Conflict):
        scene.do(ChangeSeats(place_id=place_id, row_version=version, seats=3, valid_from=cut), PROVIDER)


def sheet_of(scene: Scene, placement_id: UUID) -> UUID:
    return scene.ask(presence_months, PROVIDER, wanted=SheetFilter(placement_id=placement_id)).lines[-1].id


def month_of(scene: Scene, placement_id: UUID, month: date) -> UUID:
    wanted = SheetFilter(placement_id=placement_id, month=month)
    return scene.ask(presence_months, PROVIDER, wanted=wanted).lines[0].id


def fill(scene: Scene, month_id: UUID, *marks: tuple[date, HalfDay, PresenceCode]) -> None:
    version = scene.version(PresenceMonth, month_id)
    given = tuple(HalfDayMark(*each) for each in marks)
    scene.do(SavePresence(month_id=month_id, row_version=version, marks=given), PROVIDER)


def test_row_14_a_sheet_is_filled_submitted_contested_and_locked(scene: Scene) -> None:
    month_id = sheet_of(scene, scene.started())
    scene.watch.go_to(date(2026, 11, 30))
    monday = (START, HalfDay.MORNING, PresenceCode.PRESENT)
    fill(scene, month_id, monday, (START, HalfDay.AFTERNOON, PresenceCode.SICK))
    sheet = scene.ask(presence_sheet, PROVIDER, month_id=month_id)
    assert (sheet.contracted_half_days, sheet.marked_half_days, len(sheet.days)) == (10, 2, 6)
    submit = SubmitPresence(month_id=month_id, row_version=scene.version(PresenceMonth, month_id))
    scene.do(submit, PROVIDER)
    version = scene.version(PresenceMonth, month_id)
    scene.do(ContestPresence(month_id=month_id, row_version=version, remark="Mardi ?"), COORDINATOR)
    fill(scene, month_id, monday)
    scene.do(SubmitPresence(month_id=month_id, row_version=scene.version(PresenceMonth, month_id)), PROVIDER)
    scene.do(LockPresence(month_id=month_id, row_version=scene.version(PresenceMonth, month_id)), COORDINATOR)
    told = scene.told(PresenceLocked)[0]
    assert (told.present, told.sick, told.contracted_half_days, told.month) == (1, 0, 10, date(2026, 11, 1))
    assert scene.row(PresenceMonth, month_id).state is PresenceState.LOCKED
    with pytest.raises(Refused, match="sheet_not_open"):
        fill(scene, month_id, monday)


def test_half_days_outside_the_placement_or_above_the_rate_are_refused_all_at_once(scene: Scene) -> None:
    month_id = sheet_of(scene, scene.started())
    scene.watch.go_to(date(2026, 11, 30))
    days = [date(2026, 11, 23) + timedelta(days=each) for each in range(8)]
    marks = [(day, half, PresenceCode.PRESENT) for day in days for half in HalfDay]
    with pytest.raises(Refused) as caught:
        fill(scene, month_id, (date(2026, 11, 20), HalfDay.MORNING, PresenceCode.PRESENT), *marks)
    codes = {each.code for each in caught.value.objections}
    assert codes == {"presence_outside_placement", "presence_on_free_day", "presence_above_rate"}


def test_row_14_a_month_that_gives_no_half_day_is_handed_in_empty(scene: Scene) -> None:
    saturday = date(2027, 1, 30)
    placement_id = scene.planned(starts_on=saturday)
    scene.watch.go_to(date(2027, 2, 1))
    version = scene.version(Placement, placement_id)
    scene.do(StartPlacement(placement_id=placement_id, row_version=version, started_on=saturday), PROVIDER)
    month_id = month_of(scene, placement_id, date(2027, 1, 1))
    scene.do(SubmitPresence(month_id=month_id, row_version=scene.version(PresenceMonth, month_id)), PROVIDER)
    assert scene.row(PresenceMonth, month_id).state is PresenceState.SUBMITTED


def test_a_month_is_not_handed_in_before_it_is_over(scene: Scene) -> None:
    month_id = sheet_of(scene, scene.started())
    with pytest.raises(Refused) as caught:
        scene.do(SubmitPresence(month_id=month_id, row_version=1), PROVIDER)
    assert {each.code for each in caught.value.objections} == {"month_not_over", "presence_empty"}
