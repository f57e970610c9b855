"""Row 46: every night each service proves its rules; what is planted in a database is found, named and told."""

from __future__ import annotations

from datetime import timedelta
from threading import Event as Flag
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, text

from deploy.ticks import plan
from schemas.actor import HOUSE
from schemas.codes_notifications import MailKind
from schemas.consistency import CHECKS
from schemas.steering import LookAtSteeringDeadlines
from services.casework.model import WorkerNorm
from services.notifications.mailer import ServerNote
from services.notifications.model import Mail
from services.placements.model import SeatHold
from services.placements.model.seats import GUARD
from services.registration.model import BOOKS, LEDGER
from services.steering.model import KnownMandate
from services.steering.queries.consistency import RunLine, last_checks
from tests.portal.household import PROVIDER, Household, actor
from tests.portal.placements.stage import Stage
from tests.portal.registration import scene
from tests.portal.steering.room import Room


@pytest.fixture
def room(portal: Household) -> Room:
    return Room(portal)


def checked(room: Room) -> dict[str, RunLine]:
    """Let every service check itself as the clock does at night; return the results by service."""
    for name, command in CHECKS.items():
        room.house.desks[name].do(command(), HOUSE)
    room.deliver()
    found = room.desk.ask(last_checks, actor("ssip_admin"))
    return {each.service: each for each in found}


def broken(run: RunLine) -> set[str]:
    return {each.invariant for each in run.findings}


def test_row_46_a_house_in_order_holds_every_rule(room: Room) -> None:
    scene.submit(room.house)
    room.planned()
    room.desk.do(LookAtSteeringDeadlines(), HOUSE)
    room.deliver()
    runs = checked(room)
    assert set(runs) == set(CHECKS)
    assert {name: broken(each) for name, each in runs.items()} == {each: set() for each in CHECKS}
    assert "copy_differs_mandates" in runs["registration"].checked


def test_row_46_every_service_is_checked_once_a_night(room: Room) -> None:
    del room
    nightly = {each.command.said for each in plan() if each.command in CHECKS.values() and each.is_daily}
    assert nightly == {each.said for each in CHECKS.values()}


def test_row_46_a_seat_held_twice_is_found(room: Room) -> None:
    stage = Stage(room.house)
    place_id = stage.place()
    with room.house.desks["placements"].database.writing() as session:
        for verb in ("insert", "update"):
            session.execute(text(f"DROP TRIGGER {GUARD}_{verb}"))
        seat_id = session.scalar(text("SELECT id FROM place_seat LIMIT 1"))
        hold = {"seat_id": seat_id, "place_id": place_id, "state": "occupied", "workload_percent": 100}
        days = {"starts_on": room.today, "ends_on": room.today}
        for _ in range(2):
            ids = {"id": uuid4(), "proposal_id": uuid4(), "mandate_id": uuid4(), "social_service_id": PROVIDER[1]}
            session.execute(insert(SeatHold).values(**hold, **days, **ids))
    assert "seat_held_twice" in broken(checked(room)["placements"])


def test_row_46_a_forgotten_deadline_an_orphan_state_and_an_unsent_letter_are_found(room: Room) -> None:
    scene.submit(room.house)
    room.deliver()
    with room.house.desks["registration"].database.writing() as session:
        session.execute(delete(BOOKS.deadlines))
        session.execute(insert(LEDGER.unsent).from_select(["seq"], select(LEDGER.outbox.c.seq)))
    room.house.watch.pass_by(hours=2)
    room.house.desks["registration"].do(CHECKS["registration"](), HOUSE)
    room.deliver()
    runs = {each.service: each for each in room.desk.ask(last_checks, actor("ssip_admin"))}
    assert {"mandate_without_timer", "letter_unsent"} <= broken(runs["registration"])


def test_row_46_a_copy_that_differs_from_its_owner_is_found_and_told_to_the_administrator(room: Room) -> None:
    scene.submit(room.house)
    room.deliver()
    with room.desk.database.writing() as session:
        session.execute(delete(KnownMandate))
    assert "copy_differs_mandates" in broken(checked(room)["registration"])
    room.deliver()
    admin = room.house.as_("ssip_admin")
    assert "Contrôle de cohérence" in admin.open("/").text
    page = admin.open("/consistency").text
    assert "Copie des mandats incomplète" in page
    assert "Vérifiez les messages non envoyés" in page


def test_row_46_the_check_is_run_by_hand(room: Room) -> None:
    admin = room.house.as_("ssip_admin")
    page = admin.open("/consistency")
    assert "Aucun contrôle" in page.text
    page = admin.send(page, page.form(action="/consistency/run"))
    assert "Le contrôle est lancé" in page.text
    room.deliver()
    text_of = admin.open("/consistency").text
    assert "Tout concorde" in text_of
    assert "Le total d’une facture est la somme de ses lignes" in text_of


def queue(room: Room, count: int) -> None:
    """Let mails wait since two days ago."""
    then = room.house.watch.now - timedelta(days=2)
    words = {"language": "fr", "subject": "Aujourd’hui", "body": ""}
    with room.house.desks["notifications"].database.writing() as session:
        for _ in range(count):
            whom = {"account_id": uuid4(), "organisation_id": uuid4()}
            session.add(Mail(id=uuid4(), kind=MailKind.DIGEST, queued_at=then, due_at=then, **whom, **words))


def note(room: Room, *, is_there: bool) -> None:
    """Let the process that sends mails write down, twice, whether it has a mail server."""
    stop = Flag()
    stop.set()
    for _ in range(2):
        ServerNote(room.house.desks["notifications"], is_there=is_there).run(stop)


def test_row_46_without_a_mail_server_that_is_said_once_with_the_mails_that_wait(room: Room) -> None:
    queue(room, 3)
    note(room, is_there=False)
    run = checked(room)["notifications"]
    assert [each.invariant for each in run.findings] == ["mail_server_missing"]
    admin = room.house.as_("ssip_admin")
    page = admin.open("/consistency").text
    assert "Aucun serveur de messagerie" in page
    assert "3 courriels attendent" in page
    assert "Courriel bloqué 1 écart" not in page
    admin.open("/language/de")
    assert "3 Mails warten" in admin.open("/consistency").text


def test_row_46_with_a_mail_server_each_mail_that_waits_too_long_is_named(room: Room) -> None:
    queue(room, 3)
    note(room, is_there=True)
    run = checked(room)["notifications"]
    assert [each.invariant for each in run.findings] == ["mail_stuck"] * 3
    ledger = room.house.desks["notifications"].wiring.ledger
    with room.house.desks["notifications"].database.reading() as session:
        noted = ledger.audit.c.act == "notifications.note_mail_server"
        assert len(list(session.execute(select(ledger.audit).where(noted)))) == 1, "written down where it changes"


def test_row_46_contact_norms_that_differ_from_counting_anew_stand_on_the_page(room: Room) -> None:
    with room.house.desks["casework"].database.writing() as session:
        session.add(WorkerNorm(social_service_id=uuid4(), case_worker_id=uuid4(), frequency_below=1))
    assert broken(checked(room)["casework"]) == {"contact_norms_differ"}
    page = room.house.as_("ssip_admin").open("/consistency").text
    assert "Normes de contacts inexactes" in page
    assert "se corrige au prochain contact saisi" in page
