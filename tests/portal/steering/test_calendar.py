"""The calendar page: a year in both languages, closing days entered with a look at what moves, and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from schemas import steering as said
from schemas.codes_steering import MeetingKind
from services.billing.model import BOOKS as BILLING
from services.casework.model import BOOKS as CASEWORK
from services.placements.model import BOOKS as PLACEMENTS
from services.registration.model import BOOKS as REGISTRATION
from services.steering.queries.closings import ClosingLine, closings
from services.steering.queries.meetings import meetings, steering_deadlines
from tests.journeys.visitor import Page
from tests.portal.admin.counter import save as confirmed
from tests.portal.household import Household, actor
from tests.portal.steering.room import AHEAD, Room
from workflow.dated import working_days

BOOKS_OF = {"registration": REGISTRATION, "placements": PLACEMENTS, "casework": CASEWORK, "billing": BILLING}


@pytest.fixture
def room(portal: Household) -> Room:
    return Room(portal)


def known(room: Room) -> tuple[ClosingLine, ...]:
    found: tuple[ClosingLine, ...] = room.desk.ask(closings, actor("ssip_head"))
    return found


def entered(room: Room, first: date, last: date) -> str:
    """Enter a closing and confirm what it moves."""
    return confirmed(room.house.as_("ssip_head"), enter(room, first, last)).text


def enter(room: Room, first: date, last: date) -> Page:
    given = {"first_on": f"{first:%d.%m.%Y}", "last_on": f"{last:%d.%m.%Y}", "name_fr": "Pont", "name_de": "Brücke"}
    return room.house.as_("ssip_head").fill("/calendar", **given)


def test_row_17_the_year_shows_holidays_in_both_languages_to_everybody(room: Room) -> None:
    page = room.house.as_("provider").open("/calendar?year=2027").text
    assert "Jours ouvrables 2027" in page
    assert "Vendredi saint" in page
    assert "Aucun jour de fermeture" in page
    assert "Saisir une fermeture" not in page
    room.house.as_("provider").open("/language/de")
    assert "Karfreitag" in room.house.as_("provider").open("/calendar?year=2027").text


def test_row_17_a_closing_is_shown_with_what_it_moves_before_it_is_entered(room: Room) -> None:
    meeting_id = room.planned()
    meets = room.today + AHEAD
    page = enter(room, meets - timedelta(days=1), meets).text
    assert "Ce que cela déplace" in page
    assert "Coordination décembre" in page
    assert known(room) == ()
    page = entered(room, meets - timedelta(days=1), meets)
    assert "La fermeture est saisie" in page
    (line,) = known(room)
    assert (line.first_on, line.last_on, line.name("de")) == (meets - timedelta(days=1), meets, "Brücke")
    browser = room.house.as_("ssip_coordinator")
    moved = browser.fill(f"/meetings/{meeting_id}/do/move", meets_on=f"{meets:%d.%m.%Y}")
    assert "L’office est fermé ce jour-là" in moved.text


def test_row_17_the_register_of_steering_moves_with_the_closing_and_says_so(room: Room) -> None:
    room.planned()
    (before,) = room.desk.ask(steering_deadlines, actor("ssip_head"))
    assert before.due_on == date(2026, 11, 26)
    entered(room, date(2026, 11, 26), date(2026, 11, 26))
    (after,) = room.desk.ask(steering_deadlines, actor("ssip_head"))
    assert (after.id, after.due_on) == (before.id, date(2026, 11, 25))
    page = room.house.as_("ssip_head").open(f"/deadlines/steering/{before.id}").text
    assert "Échéance déplacée du 26.11.2026 au 25.11.2026" in page


def test_row_17_a_closing_is_shortened_and_taken_back_and_stays_written_down(room: Room) -> None:
    first = room.today + timedelta(days=30)
    entered(room, first, first + timedelta(days=4))
    (line,) = known(room)
    browser = room.house.as_("ssip_head")
    last = first + timedelta(days=1)
    page = confirmed(browser, browser.fill(f"/calendar/{line.id}/end", last_on=f"{last:%d.%m.%Y}"))
    assert "La fermeture est raccourcie" in page.text
    assert known(room)[0].last_on == last
    page = confirmed(browser, browser.fill(f"/calendar/{line.id}/withdraw", row_version=str(line.row_version + 1)))
    assert "La fermeture est reprise" in page.text
    (line,) = known(room)
    assert line.withdrawn_at is not None


def test_row_17_bad_closing_days_are_objected_to_at_their_field(room: Room) -> None:
    page = enter(room, room.today - timedelta(days=3), room.today).text
    assert "Une fermeture se saisit pour des jours à venir" in page
    assert known(room) == ()


def test_row_17_a_series_avoids_closing_days(room: Room) -> None:
    entered(room, date(2026, 12, 14), date(2026, 12, 15))
    asked = said.PlanSeries(
        series_id=uuid4(),
        meeting_kind=MeetingKind.COORDINATION,
        meeting_title="Coordination",
        first_on=date(2026, 12, 14),
        meeting_count=1,
        every_months=1,
        starts_at="9:00",
        ends_at="10:00",
    )
    room.desk.do(asked, actor("ssip_coordinator"))
    (line,) = room.desk.ask(meetings, actor("ssip_coordinator"))
    assert line.meets_on == date(2026, 12, 16)


DIRECTION = "/admin/settings/steering/due_on_holiday"
CHRISTMAS = date(2027, 1, 8)
"""A meeting on that Friday has its agenda due on Christmas Day."""


def due(room: Room) -> date:
    (line,) = room.desk.ask(steering_deadlines, actor("ssip_head"))
    found: date = line.due_on
    return found


def test_row_17_where_due_days_move_is_a_dated_setting_with_a_preview_of_what_moves(room: Room) -> None:
    room.planned(meets_on=CHRISTMAS)
    assert due(room) == date(2026, 12, 24)
    head = room.house.as_("ssip_head")
    listed = head.open("/admin/settings?view=deadline").text
    assert "Une échéance qui tombe un jour chômé passe à" in listed
    assert "le jour ouvrable précédent" in listed
    page = head.fill(DIRECTION, value="1", valid_from="01.12.2026")
    assert "le jour ouvrable suivant" in page.text
    assert "24.12.2026" in page.text
    assert "28.12.2026" in page.text
    assert "Les limites fixées par la loi ou par un concept ne bougent pas" in page.text
    assert due(room) == date(2026, 12, 24), "a look moves nothing"
    confirmed(head, page)
    assert due(room) == date(2026, 12, 28)


def test_row_17_a_direction_reaches_every_service_and_moves_back_when_it_is_withdrawn(room: Room) -> None:
    room.planned(meets_on=CHRISTMAS)
    head = room.house.as_("ssip_head")
    page = confirmed(head, head.fill(DIRECTION, value="2", valid_from="01.12.2026"))
    assert due(room) == date(2026, 12, 25)
    room.deliver()
    day = date(2026, 12, 25)
    for name, books in BOOKS_OF.items():
        with room.house.desks[name].database.reading() as session:
            assert working_days(session, books, room.today).shift_due(day) == day, name
    entered(room, date(2026, 12, 28), date(2026, 12, 28))
    assert due(room) == date(2026, 12, 25), "a closing keeps the direction"
    page = head.open(DIRECTION)
    head.send(page, next(each for each in page.forms if each.action.endswith("/withdraw")))
    assert due(room) == date(2026, 12, 24)


def test_row_17_a_direction_nobody_knows_or_of_a_past_day_is_objected_to(room: Room) -> None:
    head = room.house.as_("ssip_head")
    assert head.fill(DIRECTION, value="7", valid_from="01.12.2026").status == 422
    page = head.fill(DIRECTION, value="1", valid_from="01.01.2026")
    assert page.status == 422
    assert "Le 01.01.2026 est passé" in page.text
    head.open("/language/de")
    assert "Eine Frist an einem arbeitsfreien Tag gilt" in head.open(DIRECTION).text
