"""Row 34: an agenda that builds itself, decisions that are the transitions, minutes, invitations."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import uuid4

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from schemas import steering as said
from schemas.actor import OFFICE_STAFF, Role
from schemas.codes_steering import AgendaKind, ItemState, MeetingKind, MeetingState
from services.registration.queries.files import mandate_file
from tests.portal.household import OTHER_SERVICE, PEOPLE, SERVICE, SETTINGS, Household, actor
from tests.portal.steering.room import AHEAD, Room


@pytest.fixture
def room(portal: Household) -> Room:
    return Room(portal)


def plan(room: Room, who: str = "ssip_coordinator", **answers: str | list[str]) -> str:
    day = room.today + AHEAD
    given = {
        "meeting_kind": "coordination",
        "meeting_title": "Coordination",
        "meets_on": f"{day:%d.%m.%Y}",
        "starts_at": "9.30",
        "ends_at": "11h30",
    }
    return room.house.as_(who).fill("/meetings/new", **(given | answers)).text


def test_row_34_coordination_invites_every_service_and_the_office(room: Room) -> None:
    assert "La séance est planifiée" in plan(room)
    text = room.house.as_("ssip_coordinator").open("/meetings").text
    assert "10.12.2026, 09:30 – 11:30" in text
    meeting_id = room.planned()
    invited = {each.organisation_id for each in room.file(meeting_id).organisations}
    assert {SERVICE[1], OTHER_SERVICE[1]} < invited
    assert len(invited) == 3


def test_row_34_coordination_with_one_service_is_refused_and_a_case_conference_is_not(room: Room) -> None:
    refused = plan(room, invited=[str(SERVICE[1])])
    assert "Il n’y a pas de séances séparées de coordination avec un seul service" in refused
    assert "La séance est planifiée" in plan(room, meeting_kind="case_conference", invited=[str(SERVICE[1])])


def test_row_34_a_meeting_on_a_holiday_is_warned_of_and_may_be_confirmed(room: Room) -> None:
    warned = plan(room, meets_on="25.12.2026")
    assert "Ce jour est férié dans le canton de Berne. Le prochain jour ouvrable est le 28.12.2026" in warned
    assert "Confirmez que la séance a lieu" in warned
    assert "La séance est planifiée" in plan(room, meets_on="25.12.2026", accept_day="yes")


def test_row_34_moving_a_called_meeting_onto_a_holiday_is_warned_of_too(room: Room) -> None:
    meeting_id = room.called()
    browser = room.house.as_("ssip_coordinator")
    page = browser.fill(f"/meetings/{meeting_id}/do/move", meets_on="01.01.2027", starts_at="9:30", ends_at="10:30")
    assert page.status == 422
    assert "férié" in page.text
    assert room.file(meeting_id).sequence == 0
    page = browser.fill(
        f"/meetings/{meeting_id}/do/move", meets_on="01.01.2027", starts_at="9:30", ends_at="10:30", accept_day="yes"
    )
    assert "La séance est déplacée" in page.text
    assert room.file(meeting_id).sequence == 1


def test_row_34_a_series_needs_a_rhythm_and_falls_on_working_days(room: Room) -> None:
    given = {
        "meeting_kind": "coordination",
        "meeting_title": "Coordination 2027",
        "first_on": "01.01.2027",
        "meeting_count": "3",
        "starts_at": "09:00",
        "ends_at": "10:00",
    }
    browser = room.house.as_("ssip_coordinator")
    assert "configur" in browser.fill("/meetings/series/new", **given).text
    page = browser.fill("/meetings/series/new", **given, every_months="3")
    assert "La série est planifiée" in page.text
    for day in ("04.01.2027", "01.04.2027", "01.07.2027"):
        assert day in page.text


def test_row_34_the_agenda_builds_itself_from_what_is_open(room: Room) -> None:
    mandate_id = room.exception_to_decide()
    meeting_id = room.planned()
    room.desk.do(said.LookAtSteeringDeadlines(), actor("ssip_admin"))
    agenda = room.file(meeting_id).agenda
    assert [each.kind for each in agenda] == [
        AgendaKind.CASE_TO_DECIDE,
        AgendaKind.QUALITY,
        AgendaKind.DEVELOPMENT,
        AgendaKind.COORDINATION,
    ]
    assert agenda[0].mandate_id == mandate_id
    room.desk.do(said.LookAtSteeringDeadlines(), actor("ssip_admin"))
    assert len(room.file(meeting_id).agenda) == 4


def test_row_34_a_decision_in_the_meeting_is_the_transition_itself(room: Room) -> None:
    mandate_id = room.exception_to_decide()
    meeting_id = room.opened()
    case = room.file(meeting_id).agenda[0]
    head = room.house.as_("ssip_head")
    page = head.open(f"/meetings/{meeting_id}/items/{case.id}")
    assert "Muster" in page.text
    decide = f"/meetings/{meeting_id}/items/{case.id}/decide/grant_exception"
    assert decide in page.html
    refused = head.fill(decide, granted="yes", remark="")
    assert refused.status == 422
    assert room.file(meeting_id).agenda[0].state is ItemState.OPEN
    page = head.fill(decide, granted="yes", remark="Expérience suffisante.")
    assert page.url.startswith(f"http://localhost/meetings/{meeting_id}")
    file = room.house.desks["registration"].ask(mandate_file, actor("ssip_head"), mandate_id=mandate_id)
    assert [each.granted for each in file.exceptions] == [True]
    decided = room.file(meeting_id).agenda[0]
    assert (decided.state, decided.act) == (ItemState.DECIDED, "registration.grant_exception")
    assert decided.words == "Expérience suffisante."
    room.deliver()
    assert room.file(meeting_id).agenda[0].state is ItemState.DECIDED
    assert head.open(decide).status == 422


def test_row_34_whoever_may_not_decide_sees_that_and_nothing_is_decided_before_the_day(room: Room) -> None:
    room.exception_to_decide()
    meeting_id = room.called()
    case = room.file(meeting_id).agenda[0]
    head = room.house.as_("ssip_head")
    assert head.open(f"/meetings/{meeting_id}/items/{case.id}/decide/grant_exception").status == 422
    early = head.open(f"/meetings/{meeting_id}")
    assert (
        "La séance a lieu le"
        in head.send(early, next(each for each in early.forms if ("action", "open") in each.values)).text
    )
    room.house.watch.now += AHEAD
    room.step(said.OpenMeeting, meeting_id)
    page = room.house.as_("ssip_coordinator").open(f"/meetings/{meeting_id}/items/{case.id}")
    assert "Aucune décision ne vous revient ici" in page.text


def test_row_34_what_is_decided_elsewhere_meanwhile_stands_as_settled(room: Room) -> None:
    from schemas.registration import GrantException
    from tests.portal.registration import scene

    mandate_id = room.exception_to_decide()
    meeting_id = room.called()
    asked = room.house.desks["registration"].ask(mandate_file, actor("ssip_head"), mandate_id=mandate_id).exceptions
    wanted = {"exception": asked[0].exception, "granted": False, "remark": "Non."}
    scene.step(room.house, GrantException, mandate_id, "ssip_head", **wanted)
    room.deliver()
    assert room.file(meeting_id).agenda[0].state is ItemState.SETTLED


def test_row_34_a_service_sees_its_own_cases_only(room: Room) -> None:
    room.exception_to_decide()
    meeting_id = room.called()
    own, other = room.house.as_("service_head"), room.house.as_("other_service_head")
    assert "Exception" in own.open(f"/meetings/{meeting_id}").text
    text = other.open(f"/meetings/{meeting_id}").text
    assert "Exception" not in text
    assert "1 point concerne un autre service" in text
    case = room.file(meeting_id).agenda[0]
    assert other.open(f"/meetings/{meeting_id}/items/{case.id}").status == 404
    conference = room.planned(MeetingKind.CASE_CONFERENCE, invited=(SERVICE[1],))
    assert own.open(f"/meetings/{conference}").status == 404
    room.step(said.CallMeeting, conference)
    assert own.open(f"/meetings/{conference}").status == 200
    assert other.open(f"/meetings/{conference}").status == 404


def ended(room: Room) -> tuple[object, list[ItemState]]:
    """Hold a meeting with attendance, a note, a carried point and an undertaking; return it with its states."""
    meeting_id = room.opened()
    browser = room.house.as_("ssip_coordinator")
    assert (
        "La tâche est notée"
        in browser.fill(
            f"/meetings/{meeting_id}/do/add_point",
            point_text="Relancer les prestataires",
            organisation_id=str(SERVICE[1]),
            point_due_on=f"{room.today:%d.%m.%Y}",
        ).text
    )
    assert (
        "Le point est à l’ordre du jour"
        in browser.fill(f"/meetings/{meeting_id}/do/add_item", item_title="Formulaire d’inscription").text
    )
    refused = browser.fill(f"/meetings/{meeting_id}/do/write_minutes", minutes_remark="")
    assert "4 points de l’ordre du jour sont encore ouverts" in refused.text
    assert "Les présences manquent" in refused.text
    for each in room.file(meeting_id).agenda:
        way, field = ("carry", "remark") if each.kind is AgendaKind.OTHER else ("note", "item_note")
        browser.fill(f"/meetings/{meeting_id}/items/{each.id}/end/{way}", **{field: "Vu ensemble."})
    browser.fill(
        f"/meetings/{meeting_id}/do/attendance",
        present=[str(each.organisation_id) for each in room.file(meeting_id).organisations[:2]],
        attendees="Direction du service",
    )
    assert (
        "Le procès-verbal est clos"
        in browser.fill(f"/meetings/{meeting_id}/do/write_minutes", minutes_remark="Bonne séance.").text
    )
    file = room.file(meeting_id)
    assert file.state is MeetingState.MINUTED
    return meeting_id, [each.state for each in file.agenda]


def test_row_34_minutes_close_when_every_point_has_an_end_and_open_ones_go_on(room: Room) -> None:
    _, states = ended(room)
    assert sorted(set(states)) == [ItemState.CARRIED, ItemState.NOTED]
    following = room.planned(accept_day=True)
    room.step(said.RefreshAgenda, following)
    agenda = room.file(following).agenda
    assert [each.kind for each in agenda[:2]] == [AgendaKind.OPEN_POINT, AgendaKind.OTHER]
    assert (agenda[0].point_text, agenda[1].title) == ("Relancer les prestataires", "Formulaire d’inscription")
    assert all(each.is_carried for each in agenda[:2])
    page = room.house.as_("ssip_coordinator").open("/meetings")
    assert "Relancer les prestataires" in page.text


@pytest.mark.parametrize(("language", "title"), [("fr", "Procès-verbal"), ("de", "Protokoll")])
def test_row_34_minutes_are_an_accessible_pdf_in_the_reader_s_language(room: Room, language: str, title: str) -> None:
    meeting_id, _ = ended(room)
    browser = room.house.as_("ssip_coordinator")
    browser.open(f"/language/{language}?next=/")
    answer = browser.client.get(f"/meetings/{meeting_id}/minutes.pdf")
    assert answer.mimetype == "application/pdf"
    paper = PdfReader(BytesIO(answer.data))
    assert str(paper.trailer["/Root"]["/Lang"]).startswith(language)
    assert paper.trailer["/Root"]["/StructTreeRoot"]
    text = paper.pages[0].extract_text()
    for words in (title, "Relancer les prestataires", "Vu ensemble.", "Direction du service", "Bonne séance."):
        assert words in text


def test_row_34_the_invitation_is_an_entry_calendars_take_and_later_cancel(room: Room) -> None:
    meeting_id = room.called()
    browser = room.house.as_("service_head")
    answer = browser.client.get(f"/meetings/{meeting_id}/invitation.ics")
    assert "method=REQUEST" in answer.content_type
    calendar = Calendar.from_ical(answer.data)
    event = calendar.walk("VEVENT")[0]
    assert (calendar["method"], str(event["uid"]), event["sequence"]) == ("REQUEST", f"{meeting_id}@ssip-seeland", 0)
    assert event["dtstart"].params["TZID"] == "Europe/Zurich"
    assert calendar.walk("VTIMEZONE")
    assert "service_head@example.ch" in str(event["attendee"])
    assert str(event["organizer"]) == f"mailto:{SETTINGS.sender}", "as in the mail, or its changes are not taken"
    room.step(said.CancelMeeting, meeting_id, remark="Trop peu de points.")
    cancelled = Calendar.from_ical(browser.client.get(f"/meetings/{meeting_id}/invitation.ics").data)
    event = cancelled.walk("VEVENT")[0]
    assert (cancelled["method"], str(event["status"]), event["sequence"]) == ("CANCEL", "CANCELLED", 1)


def test_row_34_an_open_point_is_settled_and_points_are_put_in_order(room: Room) -> None:
    meeting_id = room.opened()
    browser = room.house.as_("ssip_coordinator")
    browser.fill(
        f"/meetings/{meeting_id}/do/add_point", point_text="À faire", organisation_id=str(SERVICE[1]), point_due_on=""
    )
    page = browser.open(f"/meetings/{meeting_id}")
    form = next(each for each in page.forms if each.action.endswith("/done"))
    assert "La tâche est réglée" in browser.send(page, form).text
    first, second = room.file(meeting_id).agenda[:2]
    page = browser.open(f"/meetings/{meeting_id}/items/{first.id}")
    form = next(each for each in page.forms if each.action.endswith("/shift") and ("way", "down") in each.values)
    browser.send(page, form)
    assert [each.id for each in room.file(meeting_id).agenda[:2]] == [second.id, first.id]


def test_row_34_an_agenda_item_of_nobody_is_not_found(room: Room) -> None:
    meeting_id = room.opened()
    head = room.house.as_("ssip_head")
    assert head.open(f"/meetings/{meeting_id}/items/{uuid4()}").status == 404
    assert head.open(f"/meetings/{uuid4()}").status == 404


def test_row_34_a_called_meeting_stands_in_the_calendar_feed_of_whoever_is_invited(room: Room) -> None:
    browser = room.house.as_("service_head")
    page = browser.client.post("/preferences/calendar", data={"csrf_token": browser.csrf()}).get_data(as_text=True)
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", page)
    assert found
    room.planned()
    meeting_id = room.called()
    events = Calendar.from_ical(room.house.guest().client.get(found[1]).data).walk("VEVENT")
    assert [(str(each["uid"]), str(each["summary"])) for each in events] == [
        (f"{meeting_id}@ssip-seeland", "Séance de coordination")
    ]
    assert "Coordination décembre" not in str(events[0])


def test_meetings_are_run_by_the_office_alone_m_01(room: Room) -> None:
    meeting_id = room.called()
    for who, (role, _) in PEOPLE.items():
        runs = role in OFFICE_STAFF
        browser = room.house.as_(who)
        assert browser.client.get("/meetings/new").status_code == (200 if runs else 403), who
        assert (role in room.desk.wiring.permissions[said.CallMeeting].roles) is runs, who
        if role is Role.SERVICE_HEAD:
            page = browser.open(f"/meetings/{meeting_id}")
            assert page.status == 200, "whoever is invited reads"
            assert not [each for each in page.forms if "/do" in each.action]
