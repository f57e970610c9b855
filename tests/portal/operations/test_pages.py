"""Parked letters, outboxes, ticks and traces as the technical administrator sees and decides them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, update

from deploy.ticks import plan
from messaging.health import BrokerLook, Queue
from messaging.letter import Letter, letter_of
from messaging.letterbox import LetterBox
from messaging.parked import one, waiting
from messaging.service import Service
from messaging.worker import Embedded
from portal.backstage import Backstage, PlannedTick
from schemas.message import Event
from schemas.registration import MandateSubmitted
from tests.portal.household import SERVICE, Household, account_id

ADMIN, HEAD = "ssip_admin", "ssip_head"
TRACE = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"


@pytest.fixture(autouse=True)
def _backstage(portal: Household) -> Iterator[None]:
    """Give the portal the real clock's plan, and no broker."""
    before = portal.app.extensions["ssip.backstage"]
    ticks = [PlannedTick(each.command, each.next_after, each.minutes, "03:30") for each in plan()]
    portal.app.extensions["ssip.backstage"] = Backstage(ticks)
    yield
    portal.app.extensions["ssip.backstage"] = before


def submitted() -> MandateSubmitted:
    told = {"number": "2026-0042", "wished_kind": "PIP", "eligibility": "eligible", "submitted_on": date(2026, 11, 23)}
    ids = {"social_service_id": SERVICE[1], "case_worker_id": account_id("case_worker")}
    return MandateSubmitted(mandate_id=uuid4(), **told, **ids)


def park(desk: Service, message: Event, error: Exception) -> tuple[UUID, Letter]:
    """Park a letter of ``message`` at ``desk`` as its letter box does after a bug."""
    letter = letter_of(message, desk.clock(), traceparent=TRACE)
    known = {each.id for each in waiting(desk)}
    LetterBox(desk).parking.park(letter, error)
    return next(each.id for each in waiting(desk) if each.id not in known), letter


def acts(desk: Service) -> list[tuple[str, UUID, object]]:
    audit = desk.wiring.ledger.audit.c
    with desk.database.reading() as session:
        rows = session.execute(select(audit.act, audit.account_id, audit.changed).order_by(audit.seq))
        return [(row.act, row.account_id, row.changed) for row in rows]


def test_row_40_parked_letters_are_grouped_by_how_they_failed(portal: Household) -> None:
    desk = portal.desks["notifications"]
    for _ in range(3):
        park(desk, submitted(), ZeroDivisionError("a bug"))
    LetterBox(desk).parking.park_bytes(b"\xff", "not_json", "no JSON")
    page = portal.as_(ADMIN).open("/operations/parked")
    assert "Erreur du programme (ZeroDivisionError)" in page.text
    assert "3 lettres" in page.text
    assert "registration.mandate_submitted" in page.text
    assert "Texte illisible" in page.text
    assert "4" in portal.as_(ADMIN).open("/operations").text


def test_row_40_a_letter_is_shown_with_its_reason_and_its_attributes(portal: Household) -> None:
    desk = portal.desks["notifications"]
    parked_id, letter = park(desk, submitted(), ZeroDivisionError("a bug in a rule"))
    page = portal.as_(HEAD).open(f"/operations/parked/notifications/{parked_id}")
    for text in ("a bug in a rule", str(letter.id), "/ssip/registration", "urn:ssip:registration.mandate_submitted:1"):
        assert text in page.text
    assert "L’administration technique décide." in page.text
    assert portal.as_(ADMIN).open(f"/operations/parked/notifications/{uuid4()}").status == 404
    assert portal.as_(ADMIN).open(f"/operations/parked/nobody/{parked_id}").status == 404


def test_row_40_the_administrator_lets_a_letter_be_handled_again_once(portal: Household) -> None:
    desk = portal.desks["notifications"]
    parked_id, letter = park(desk, submitted(), ZeroDivisionError("repaired meanwhile"))
    browser = portal.as_(ADMIN)
    address = f"/operations/parked/notifications/{parked_id}"
    page = browser.open(address)
    form = next(each for each in page.forms if each.action.endswith("/retry"))
    assert "La lettre est traitée." in browser.send(page, form).text
    assert "Nouveau mandat à trier" in portal.as_("ssip_coordinator").open("/alerts").text
    assert ("parked.retried", account_id(ADMIN), None) in acts(desk)
    assert browser.send(page, form).status == 409
    assert LetterBox(desk).hear([letter]).effects == 0


def test_row_40_a_letter_that_fails_again_stays_with_its_new_reason(portal: Household) -> None:
    desk = portal.desks["notifications"]
    LetterBox(desk).parking.park_bytes(b"no letter at all", "killed_the_process", "whoever read it died")
    parked_id = waiting(desk)[0].id
    browser = portal.as_(ADMIN)
    page = browser.open(f"/operations/parked/notifications/{parked_id}")
    form = next(each for each in page.forms if each.action.endswith("/retry"))
    answer = browser.send(page, form)
    assert "reste écartée" in answer.text
    assert "Texte illisible" in answer.text
    stays = one(desk, parked_id)
    assert stays is not None
    assert (stays.kind, stays.attempts, stays.settled_at) == ("not_json", 2, None)


def test_row_40_all_letters_of_a_kind_are_retried_at_once(portal: Household) -> None:
    desk = portal.desks["notifications"]
    for _ in range(5):
        park(desk, submitted(), ZeroDivisionError("repaired meanwhile"))
    park(desk, submitted(), KeyError("another bug"))
    browser = portal.as_(ADMIN)
    page = browser.open("/operations/parked")
    form = next(each for each in page.forms if ("kind", "bug:ZeroDivisionError") in each.values)
    assert "5 lettres traitées." in browser.send(page, form).text
    assert [each.kind for each in waiting(desk)] == ["bug:KeyError"]


def test_row_40_a_letter_is_dropped_with_a_reason_and_stays_as_evidence(portal: Household) -> None:
    desk = portal.desks["notifications"]
    parked_id, letter = park(desk, submitted(), ZeroDivisionError("a bug"))
    browser = portal.as_(ADMIN)
    address = f"/operations/parked/notifications/{parked_id}"
    page = browser.open(address)
    form = next(each for each in page.forms if each.action.endswith("/drop"))
    assert browser.send(page, form).status == 422
    assert waiting(desk)
    done = browser.send(page, form, reason="overtaken")
    assert "abandonnée" in done.text
    assert ("parked.dropped", account_id(ADMIN), {"reason": "overtaken"}) in acts(desk)
    assert not waiting(desk)
    assert LetterBox(desk).hear([letter]).effects == 0


def test_row_40_outboxes_say_what_waits_since_when_and_why(portal: Household) -> None:
    desk = portal.desks["registration"]
    with desk.database.writing() as session:
        from messaging.bookkeeping import write_letters

        write_letters(session, desk.wiring.ledger, [letter_of(submitted(), desk.clock())], desk.name)
        out = desk.wiring.ledger.outbox
        session.execute(update(out).values(attempts=7, last_error="broker b:5672: nothing listens there"))
    portal.watch.pass_by(minutes=12)
    page = portal.as_(ADMIN).open("/operations")
    assert "nothing listens there" in page.text
    assert "1 lettre registration.mandate_submitted ne part pas (7 essais)" in page.text
    assert "12 minutes" in page.text
    assert "urgent" in page.text


def test_row_40_pages_answer_while_the_broker_and_one_database_are_away(
    portal: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = BrokerLook("broker b1:5672: nothing listens there", (Queue("placements", 4, 0),))
    portal.app.extensions["ssip.backstage"] = Backstage(broker=lambda: look)
    monkeypatch.setattr("messaging.service.LONGEST", 0.1)  # the same answer, only sooner
    engine = portal.desks["billing"].database.engine
    event.listen(engine.pool, "connect", _refuse)
    engine.dispose()
    browser = portal.as_(ADMIN)
    for address in ("/operations", "/operations/parked", "/operations/ticks", f"/operations/trace?id={'ab' * 16}"):
        assert browser.open(address).status == 200, address
    overview = browser.open("/operations")
    assert "Le courtier de messages n’est pas joignable" in overview.text
    assert "Facturation : la base de données ne répond pas." in overview.text


def _refuse(*_: object) -> None:
    import sqlite3

    raise sqlite3.OperationalError("unable to open database file")


def test_row_31_ticks_show_when_they_run_and_run_by_hand(portal: Household) -> None:
    browser = portal.as_(ADMIN)
    page = browser.open("/operations/ticks")
    assert "Regarder les échéances" in page.text
    assert "23.11.2026 10:01" in page.text
    assert "jamais, ou il y a plus de 40 jours" in page.text
    assert "accounts.look_at_accounts" not in page.text, "every tick has its words"
    assert "rattrapé dès qu’elle repart" in page.text
    form = next(each for each in page.forms if each.action.endswith("/placements.look_at_deadlines/run"))
    ran = browser.send(page, form)
    assert "a tourné" in ran.text
    assert "placements.look_at_deadlines" in ran.text
    names = [act for act, who, _ in acts(portal.desks["placements"]) if who == account_id(ADMIN)]
    assert names == ["run:placements.look_at_deadlines"]
    assert "à la main : 23.11.2026 10:00" in browser.open("/operations/ticks").text


def test_a_tick_that_was_heard_shows_its_last_run(portal: Household) -> None:
    desk = portal.desks["placements"]
    tick = next(each for each in plan() if each.command.said == "placements.look_at_deadlines")
    LetterBox(desk).hear([letter_of(tick.command(), desk.clock())])
    portal.watch.pass_by(minutes=3)
    page = portal.as_(HEAD).open("/operations/ticks").text
    assert "il y a 3 minutes" in page
    assert "ne vient plus" not in page


def test_row_44_a_tick_that_stays_away_is_said_to_be_late(portal: Household) -> None:
    desk = portal.desks["placements"]
    for each in plan():
        if each.command.said.startswith("placements."):
            LetterBox(desk).hear([letter_of(each.command(), desk.clock())])
    portal.watch.pass_by(minutes=5)
    browser = portal.as_(HEAD)
    assert browser.open("/operations/ticks").text.count("ne vient plus") == 1, "the one that comes every minute"
    portal.watch.pass_by(days=3)
    assert portal.new_session(HEAD).open("/operations/ticks").text.count("ne vient plus") == 2


def test_row_40_a_trace_shows_who_said_and_who_heard(portal: Household) -> None:
    registration = portal.desks["registration"]
    letter = letter_of(submitted(), registration.clock(), traceparent=TRACE)
    with registration.database.writing() as session:
        from messaging.bookkeeping import write_letters

        write_letters(session, registration.wiring.ledger, [letter], "registration")
    Embedded(portal.desks.values()).drain()
    page = portal.as_(ADMIN).open(f"/operations/trace?id={TRACE}")
    assert "registration.mandate_submitted" in page.text
    for who in ("Mandats et personnes", "Avis et courriels", "effet inscrit"):
        assert who in page.text
    assert "Un numéro de trace a 32 chiffres" in portal.as_(ADMIN).open("/operations/trace?id=nonsense").text
    assert "Rien n’est connu" in portal.as_(ADMIN).open(f"/operations/trace?id={'0' * 32}").text


def test_the_number_of_statements_does_not_grow_with_the_letters(portal: Household) -> None:
    desk, browser = portal.desks["notifications"], portal.as_(ADMIN)
    park(desk, submitted(), KeyError("one"))
    few = statements(portal, lambda: browser.open("/operations/parked"))
    for _ in range(30):
        park(desk, submitted(), KeyError("many"))
    assert statements(portal, lambda: browser.open("/operations/parked")) == few
    kind = "/operations/parked/notifications?kind=bug:KeyError"
    assert statements(portal, lambda: browser.open(kind)) <= few


def statements(portal: Household, act: object) -> int:
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        seen.append(statement)

    engines = [each.database.engine for each in portal.desks.values()]
    for each in engines:
        event.listen(each, "before_cursor_execute", note)
    act()  # type: ignore[operator]
    for each in engines:
        event.remove(each, "before_cursor_execute", note)
    return len(seen)
