"""Alerts, choices, calendar and figures as people see them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

from icalendar import Calendar

from schemas.actor import HOUSE
from schemas.codes import AdmissionException
from schemas.codes_notifications import AlertKind, Posture
from schemas.codes_registration import AppointmentKind, AppointmentState
from schemas.notifications import SaveRecipient
from schemas.placements import InterimReportDue
from schemas.registration import AppointmentChanged, ExceptionNeeded, MandateSubmitted
from services.notifications.queries.alerts import my_alerts
from services.notifications.queries.mail_texts import mail_samples
from services.notifications.queries.preferences import my_address, my_preferences
from services.notifications.rules.digests import DigestLine, digest_of
from services.notifications.rules.letters import Text, digest_text
from tests.portal.household import PASSWORD, PROVIDER, SERVICE, Household, account_id, actor
from tests.portal.notifications.scene import tell


def submitted(mandate_id: object) -> MandateSubmitted:
    told = {"number": "2026-0042", "wished_kind": "PIP", "eligibility": "eligible", "submitted_on": date(2026, 11, 23)}
    ids = {"social_service_id": SERVICE[1], "case_worker_id": account_id("case_worker")}
    return MandateSubmitted(mandate_id=mandate_id, **told, **ids)


def test_row_18_alerts_are_shown_by_lane_and_counted_in_the_menu(portal: Household) -> None:
    tell(portal, submitted(uuid4()))
    page = portal.as_("ssip_coordinator").open("/alerts")
    assert page.status == 200
    assert "À faire maintenant (1)" in page.text
    assert "Nouveau mandat à trier" in page.text
    assert "2026-0042" in page.text
    waiting = portal.as_("case_worker").open("/alerts")
    assert "En attente d’autres (1)" in waiting.text
    assert "Nouveau mandat" not in portal.as_("provider").open("/alerts").text


def test_row_17_today_shows_what_no_register_of_deadlines_says(portal: Household) -> None:
    mandate = uuid4()
    tell(portal, submitted(mandate))
    needed = {"mandate_id": mandate, "social_service_id": SERVICE[1], "exception": AdmissionException.IP_AGE}
    tell(portal, ExceptionNeeded(**needed))
    assert "Exception à décider" in portal.as_("ssip_head").open("/").text
    assert "Nouveau mandat à trier" not in portal.as_("ssip_coordinator").open("/").text


def test_row_18_what_is_only_to_be_known_is_never_late_and_the_digest_says_its_day(portal: Household) -> None:
    meant = {"mandate_id": uuid4(), "social_service_id": SERVICE[1], "case_worker_id": account_id("case_worker")}
    held = {"kind": AppointmentKind.TRIAL_DAY, "state": AppointmentState.SEEN}
    day = date(2026, 10, 26)
    tell(portal, AppointmentChanged(appointment_id=uuid4(), meets_on=day, **meant, **held))
    page = portal.as_("case_worker").open("/alerts")
    assert "26.10.2026" in page.text
    assert "retard" not in page.text
    line = DigestLine(uuid4(), AlertKind.APPOINTMENT_CHANGED, Posture.KNOW, "M-2026-0042", day)
    body = digest_text(digest_of([line]), uuid4(), "fr", date(2026, 11, 23)).body
    assert "Rendez-vous · M-2026-0042 · le 26.10.2026" in body


def test_opening_an_alert_changes_nothing_until_somebody_goes_on(portal: Household) -> None:
    tell(portal, submitted(uuid4()))
    desk, who = portal.desks["notifications"], actor("ssip_coordinator")
    alert = desk.ask(my_alerts, who).act_now[0]
    browser = portal.as_("ssip_coordinator")
    page = browser.open(f"/alerts/{alert.id}?mail={uuid4()}")
    assert not desk.ask(my_alerts, who).act_now[0].is_seen
    answer = browser.post(page, page.form(mail=""))
    assert answer.status_code == 303
    assert desk.ask(my_alerts, who).act_now[0].is_seen


def test_row_17_an_alert_is_put_off_with_a_reason(portal: Household) -> None:
    tell(portal, submitted(uuid4()))
    desk, who = portal.desks["notifications"], actor("ssip_coordinator")
    alert = desk.ask(my_alerts, who).act_now[0]
    browser = portal.as_("ssip_coordinator")
    address = f"/alerts/{alert.id}/do/snooze"
    refused = browser.fill(address, until="23.11.2026", reason="attend le permis")
    assert refused.status == 422
    done = browser.fill(address, until="26.11.2026", reason="attend le permis")
    assert "remis à plus tard" in done.text
    assert [each.reason for each in desk.ask(my_alerts, who).coming] == ["attend le permis"]


def test_row_18_people_choose_what_reaches_them_and_mandatory_kinds_stay(portal: Household) -> None:
    browser = portal.as_("provider")
    page = browser.open("/preferences")
    assert "obligatoire" in page.text
    assert "Aucune adresse n’est connue" in page.text
    answer = browser.client.post("/preferences", data={"csrf_token": browser.csrf(), "mail": ["place_to_confirm"]})
    assert answer.status_code == 422
    assert "« Répondre à une proposition » est obligatoire" in answer.get_data(as_text=True)
    mine = portal.desks["notifications"].ask(my_preferences, actor("provider"))
    digest = [each.kind.value for each in mine.lines]
    sent = {"csrf_token": browser.csrf(), "digest": digest, "mail": ["place_to_confirm"]}
    assert browser.client.post("/preferences", data=sent).status_code == 303
    mine = portal.desks["notifications"].ask(my_preferences, actor("provider"))
    mailed = [each.kind.value for each in mine.lines for way, on in each.channels.items() if way == "mail" and on]
    assert mailed == ["place_to_confirm"]


def test_row_18_a_calendar_program_reads_the_due_days_and_finds_no_name(portal: Household) -> None:
    due = date(2026, 12, 4)
    report = {"report_id": uuid4(), "placement_id": uuid4(), "mandate_id": uuid4(), "due_on": due}
    tell(portal, InterimReportDue(**report, provider_id=PROVIDER[1], social_service_id=SERVICE[1]))
    browser = portal.as_("provider")
    page = browser.client.post("/preferences/calendar", data={"csrf_token": browser.csrf()}).get_data(as_text=True)
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", page)
    assert found
    answer = portal.guest().client.get(found[1])
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar = Calendar.from_ical(answer.get_data())
    events = calendar.walk("VEVENT")
    assert [(str(each["SUMMARY"]), each.decoded("DTSTART"), each.decoded("DTEND")) for each in events] == [
        ("Rapport intermédiaire à écrire", due, due + timedelta(days=1))
    ]
    browser.client.post("/preferences/calendar/close", data={"csrf_token": browser.csrf()})
    assert portal.guest().client.get(found[1]).status_code == 404


def test_row_18_usefulness_and_mails_have_their_pages(portal: Household) -> None:
    reached = {"account_id": account_id("provider"), "organisation_id": PROVIDER[1], "role": "provider"}
    portal.desks["notifications"].do(SaveRecipient(**reached, language="fr", email="p@example.ch"), HOUSE)
    assert "Utilité des courriels" in portal.as_("ssip_head").open("/mails/usefulness").text
    assert "en échec" in portal.as_("ssip_admin").open("/mails").text
    assert portal.as_("ssip_admin").open("/mails?state=sent").status == 200


def test_where_mail_goes_follows_the_account(portal: Household) -> None:
    desk, who = portal.desks["notifications"], actor("provider")
    portal.guest().sign_in("provider", PASSWORD)
    assert desk.ask(my_address, who) == "provider@example.ch"
    portal.as_("provider").fill("/account/settings", email="neu@example.ch")
    assert desk.ask(my_address, who) == "neu@example.ch"


def test_row_47_mail_texts_are_worded_with_a_preview_from_a_day_on(portal: Household) -> None:
    admin = portal.as_("ssip_admin")
    assert "Bonjour," in admin.open("/mails/texts").text
    page = admin.open("/mails/texts/hello")
    form = page.form(fr="")
    form.names.add("action")
    shown = admin.send(page, form, fr="Chère équipe,", de="Liebes Team,", action="look")
    assert "Chère équipe," in shown.html.split("<pre", 1)[1]
    assert "Chère équipe," not in admin.open("/mails/texts").text
    form = shown.form(fr="")
    form.names.add("action")
    saved = admin.send(shown, form, action="save")
    assert saved.status == 200, saved.text
    assert "Chère équipe," in saved.html.split("<pre", 1)[1]
    assert "Liebes Team," in saved.text
    told = mail_samples_of(portal, "de")
    assert told[0].body.startswith("Liebes Team,")
    assert "{base}/preferences" in told[0].body
    assert admin.open("/mails/texts/subject").status == 404


def mail_samples_of(portal: Household, language: str) -> tuple[Text, ...]:
    return portal.desks["notifications"].ask(mail_samples, actor("ssip_admin"), language=language)
