"""Meetings by their pages: proposed, confirmed by the other side, moved, and how they went."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from schemas.codes_registration import AppointmentKind
from tests.journeys.visitor import Page
from tests.portal.household import Household
from tests.portal.registration.scene import heard_placement, later, meeting, released, submit
from tests.portal.registration.test_file import act


def do(house: Household, who: str, appointment_id: UUID, action: str, **given: str) -> Page:
    page = house.as_(who).open(f"/appointments/{appointment_id}")
    plain = [each for each in page.forms if ("action", action) in each.values]
    if plain:
        return house.as_(who).send(page, plain[0])
    page = house.as_(who).open(f"/appointments/{appointment_id}/do/{action}")
    form = next(each for each in page.forms if f"/do/{action}" in each.action)
    return house.as_(who).send(page, form, **given)


def test_row_35_a_day_is_proposed_on_the_file_and_confirmed_by_the_other_side(house: Household) -> None:
    mandate_id = submit(house, family_name="Termin")
    asked = {"kind": "first_interview", "meets_on": "25.11.2026", "meets_at": "14.30", "place_text": "Biel"}
    page = act(house, "ssip_coordinator", mandate_id, "propose_appointment", **asked)
    assert "25.11.2026 · 14.30" in page.text
    assert "à confirmer" in page.text
    week = house.as_("case_worker").open("/appointments?week=25.11.2026")
    assert "Termin" in week.text
    appointment = next(target for target, _ in week.links if target.startswith("/appointments/"))
    appointment_id = UUID(appointment.rsplit("/", 1)[1])
    assert "à venir" in do(house, "case_worker", appointment_id, "confirm").text
    assert "Termin" not in house.as_("case_worker").open("/appointments?week=30.11.2026").text


def test_row_35_who_has_proposed_does_not_confirm(house: Household) -> None:
    appointment_id = meeting(house, submit(house), "case_worker")
    page = do(house, "case_worker", appointment_id, "confirm")
    assert page.status == 422
    assert "l’autre côté" in page.text


def test_row_35_a_past_day_cannot_be_proposed(house: Household) -> None:
    asked = {"kind": "first_interview", "meets_on": "20.11.2026"}
    page = act(house, "ssip_coordinator", submit(house), "propose_appointment", **asked)
    assert page.status == 422
    assert 'value="20.11.2026"' in page.html


@pytest.mark.parametrize(
    ("action", "words"), [("see", "a eu lieu"), ("excuse", "excusé"), ("miss", "non présenté"), ("revoke", "annulé")]
)
def test_row_35_how_a_meeting_went_is_written_down(house: Household, action: str, words: str) -> None:
    appointment_id = meeting(house, submit(house))
    later(house, days=1)
    page = do(house, "ssip_coordinator", appointment_id, action, remark="Besprochen.")
    assert page.status == 200
    assert words in page.text


def test_row_35_meetings_without_an_outcome_are_a_work_list(house: Household) -> None:
    appointment_id = meeting(house, submit(house, family_name="Offen"))
    browser = house.as_("ssip_coordinator")
    assert "Offen" in browser.open("/appointments?view=unconfirmed").text
    assert "Offen" not in browser.open("/appointments?view=without_outcome").text
    early = do(house, "ssip_coordinator", appointment_id, "see")
    assert early.status == 422
    later(house, days=2)
    page = house.as_("ssip_coordinator").open("/appointments?view=without_outcome")
    assert "Offen" in page.text
    assert "résultat manquant" in page.text


def test_row_35_interim_reviews_are_held_against_the_guide(house: Household) -> None:
    mandate_id = released(house)
    heard_placement(house, mandate_id)
    page = house.as_("case_worker").open(f"/mandates/{mandate_id}?view=team")
    assert "2 à 3 bilans par an" in page.text
    assert "pas encore attendu" in page.text
    later(house, days=200)
    assert "trop peu" in house.as_("case_worker").open(f"/mandates/{mandate_id}?view=team").text
    today = house.watch.now.date()
    kind = AppointmentKind.INTERIM_REVIEW
    appointment_id = meeting(house, mandate_id, "case_worker", kind=kind, meets_on=today)
    do(house, "ssip_coordinator", appointment_id, "see")
    assert "dans la norme" in house.as_("case_worker").open(f"/mandates/{mandate_id}?view=team").text


def test_row_35_the_provider_sees_the_meetings_of_its_people_and_no_team(house: Household) -> None:
    mandate_id = released(house)
    heard_placement(house, mandate_id)
    meeting(house, mandate_id, meets_on=house.watch.now.date() + timedelta(days=1))
    page = house.as_("provider").open(f"/mandates/{mandate_id}?view=team")
    assert "Premier entretien" in page.text
    assert "Équipe du mandat" not in page.text
    assert "Muster" in house.as_("provider").open("/appointments").text
    assert "Muster" not in house.as_("other_provider").open("/appointments").text


def test_meetings_narrow_by_kind_and_strange_addresses_do_no_harm(house: Household) -> None:
    meeting(house, submit(house, family_name="Erstmals"))
    browser = house.as_("ssip_coordinator")
    assert "Erstmals" in browser.open("/appointments?kind=first_interview").text
    assert "Erstmals" not in browser.open("/appointments?kind=trial_day").text
    assert browser.open("/appointments?week=31.02.2026&kind=x&view=y&mine=1").status == 200


def test_meetings_of_a_day_stand_by_the_clock_however_the_time_is_written(house: Household) -> None:
    later(house, days=7)
    for time in ("14h30", "9.00", "10.15", "8:45"):
        meeting(house, submit(house, family_name=f"Uhr {time}"), meets_at=time)
    text = house.as_("ssip_coordinator").open("/appointments").text
    places = [text.index(f"Uhr {time}") for time in ("8:45", "9.00", "10.15", "14h30")]
    assert places == sorted(places)


def test_a_foreign_meeting_does_not_exist(house: Household) -> None:
    appointment_id = meeting(house, submit(house))
    assert house.as_("other_case_worker").open(f"/appointments/{appointment_id}").status == 404
