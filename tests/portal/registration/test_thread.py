"""The thread of a mandate through its real forms: who reads what, mentions, unread counts, taking back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from messaging.letter import opened
from messaging.letterbox import LetterBox
from schemas.actor import HOUSE
from schemas.codes_records import SharedWith
from schemas.notifications import SaveRecipient
from services.notifications.model import LEDGER as NEWS_LEDGER
from services.notifications.model import Alert, Mail
from services.registration.model import LEDGER
from tests.journeys.visitor import Page
from tests.portal.household import Household, account_id, actor
from tests.portal.registration.scene import running, written

PEOPLE = ("ssip_coordinator", "case_worker", "provider")


def write(house: Household, who: str, mandate_id: UUID, text: str, **given: Any) -> Page:
    return house.as_(who).fill(f"/mandates/{mandate_id}/messages", text=text, **given)


def tell_notifications(house: Household) -> None:
    """Carry what registration has told to notifications."""
    with house.desks["registration"].database.reading() as session:
        letters = [opened(row) for row in session.scalars(select(LEDGER.outbox.c.body)).all()]
    box = LetterBox(house.desks["notifications"])
    box.hear([each for each in letters if each.name in house.desks["notifications"].wiring.hears])


@pytest.mark.parametrize(
    ("shared_with", "readers"),
    [
        ("office", {"ssip_coordinator"}),
        ("service", {"ssip_coordinator", "case_worker"}),
        ("all", {"ssip_coordinator", "case_worker", "provider"}),
    ],
)
def test_row_19_a_message_is_read_by_those_it_is_shared_with(
    house: Household, shared_with: str, readers: set[str]
) -> None:
    mandate_id = running(house)
    page = write(house, "ssip_coordinator", mandate_id, "Geheimes Wort Xylophon", shared_with=shared_with)
    assert "Le message est envoyé." in page.text
    for who in PEOPLE:
        for address in (f"/mandates/{mandate_id}/messages", f"/mandates/{mandate_id}"):
            assert who in readers or "Xylophon" not in house.as_(who).open(address).text
        assert ("Xylophon" in house.as_(who).open(f"/mandates/{mandate_id}/messages").text) is (who in readers)
    for who in ("other_case_worker", "other_provider"):
        assert house.as_(who).open(f"/mandates/{mandate_id}/messages").status == 404


def test_row_19_a_provider_reads_only_while_the_placement_runs(house: Household) -> None:
    mandate_id = running(house)
    written(house, mandate_id, text="Xylophon")
    assert "Xylophon" in house.as_("provider").open(f"/mandates/{mandate_id}/messages").text
    house.watch.pass_by(days=80)
    late = house.new_session("provider")
    assert late.open(f"/mandates/{mandate_id}/messages").status == 404
    assert "Muster" not in late.open("/messages").text


def test_row_19_unread_messages_are_counted_in_the_menu_on_today_and_on_the_file(house: Household) -> None:
    mandate_id = running(house)
    written(house, mandate_id)
    written(house, mandate_id)
    browser = house.as_("case_worker")
    assert "2 messages à lire" in browser.open("/").text
    assert "Messages, 2 non lus" in browser.open(f"/mandates/{mandate_id}").text
    assert "Muster" in browser.open("/messages?unread=yes").text
    page = browser.open(f"/mandates/{mandate_id}/messages")
    assert page.html.count("message-unread") == 2
    browser.send(page, page.form("/messages/read"))
    assert "messages à lire" not in browser.open("/").text
    assert "Muster" not in browser.open("/messages?unread=yes").text
    assert "2 messages" not in house.as_("ssip_coordinator").open("/").text


def test_row_19_looking_at_a_thread_marks_nothing_read_by_itself(house: Household) -> None:
    mandate_id = running(house)
    written(house, mandate_id)
    for _ in range(2):
        page = house.as_("case_worker").open(f"/mandates/{mandate_id}/messages")
    assert page.html.count("message-unread") == 1


def test_row_19_whoever_writes_has_read_what_stands_above(house: Household) -> None:
    mandate_id = running(house)
    written(house, mandate_id)
    house.watch.pass_by(minutes=1)
    write(house, "case_worker", mandate_id, "Verstanden.", shared_with="service")
    assert "à lire" not in house.as_("case_worker").open("/").text
    assert "1 message à lire" in house.as_("ssip_coordinator").open("/").text


def test_row_19_one_takes_back_ones_own_message_for_a_quarter_of_an_hour(house: Household) -> None:
    mandate_id = running(house)
    write(house, "case_worker", mandate_id, "Falsches Wort", shared_with="service")
    browser = house.as_("case_worker")
    page = browser.open(f"/mandates/{mandate_id}/messages")
    page = browser.send(page, page.form("/withdraw"))
    assert "Message retiré par son auteur." in page.text
    assert "Falsches Wort" not in page.html
    assert "Falsches Wort" not in house.as_("ssip_coordinator").open(f"/mandates/{mandate_id}/messages").html
    write(house, "case_worker", mandate_id, "Zu alt", shared_with="service")
    page = browser.open(f"/mandates/{mandate_id}/messages")
    form = page.form("/withdraw")
    house.watch.pass_by(minutes=16)
    assert "dans les 15 minutes" in browser.send(page, form).text
    assert "/withdraw" not in browser.open(f"/mandates/{mandate_id}/messages").html


def test_row_19_nobody_takes_back_the_message_of_somebody_else(house: Household) -> None:
    mandate_id = running(house)
    message_id = written(house, mandate_id)
    browser = house.as_("case_worker")
    data = {"csrf_token": browser.csrf()}
    answer = browser.client.post(f"/mandates/{mandate_id}/messages/{message_id}/withdraw", data=data)
    assert answer.status_code == 422


def test_row_19_the_same_form_twice_writes_one_message(house: Household) -> None:
    mandate_id = running(house)
    browser = house.as_("case_worker")
    page = browser.open(f"/mandates/{mandate_id}/messages")
    form = page.form(text="")
    for _ in range(2):
        page_after = browser.send(page, form, text="Einmal", shared_with="service")
    assert page_after.text.count("Einmal") == 1


def test_row_19_a_stranger_or_somebody_who_could_not_read_is_not_mentioned(house: Household) -> None:
    mandate_id = running(house)
    worker = str(account_id("case_worker"))
    page = write(house, "ssip_coordinator", mandate_id, "Hallo", shared_with="office", mentions=[worker])
    assert page.status == 422
    assert "ne pourrait pas lire" in page.text
    browser = house.as_("ssip_coordinator")
    page = browser.open(f"/mandates/{mandate_id}/messages")
    stranger = str(account_id("other_case_worker"))
    page = browser.send(page, page.form(text=""), text="Hallo", shared_with="service", mentions=[stranger])
    assert page.status == 422


def test_row_19_who_is_mentioned_is_told_and_no_mail_says_what_was_written(house: Household) -> None:
    mandate_id = running(house)
    worker = actor("case_worker")
    made = SaveRecipient(
        account_id=worker.account_id,
        role=worker.role,
        organisation_id=worker.organisation_id,
        language="fr",
        email="worker@example.ch",
    )
    house.desks["notifications"].do(made, HOUSE)
    write(
        house,
        "ssip_coordinator",
        mandate_id,
        "Xylophon im Keller",
        shared_with="service",
        mentions=[str(worker.account_id)],
    )
    tell_notifications(house)
    page = house.as_("case_worker").open("/alerts")
    assert "On vous nomme dans un message" in page.text
    assert f"/mandates/{mandate_id}/messages" in page.html or "/alerts/" in page.html
    for desk in ("registration", "notifications"):
        with house.desks[desk].database.reading() as session:
            ledger = LEDGER if desk == "registration" else NEWS_LEDGER
            assert not [each for each in session.scalars(select(ledger.outbox.c.body)) if "Xylophon" in str(each)]
    with house.desks["notifications"].database.reading() as session:
        assert not [each for each in session.scalars(select(Mail.body)) if "Xylophon" in each]
        kinds = set(session.scalars(select(Alert.kind).where(Alert.mandate_id == mandate_id)))
    assert {"person_mentioned", "message_written"} <= {str(each) for each in kinds}


def test_row_19_an_empty_message_is_refused_at_its_field(house: Household) -> None:
    page = write(house, "case_worker", running(house), "   ", shared_with="service")
    assert page.status == 422
    assert 'href="#field-text"' in page.html


def test_row_19_a_service_writes_nothing_it_could_not_read(house: Household) -> None:
    page = write(house, "case_worker", running(house), "Hallo", shared_with=SharedWith.OFFICE.value)
    assert page.status == 422
