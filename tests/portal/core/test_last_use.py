"""Uses of sessions are kept in mind, written down together, and never lost to a database that is away for a moment."""

from __future__ import annotations

from datetime import datetime
from threading import Event as Flag

import pytest
from sqlalchemy import func, select

from messaging.database import DatabaseDown
from messaging.service import Service
from portal.accounts.model import LEDGER, SignedInSession
from portal.last_use import LastUse
from portal.signed_in import last_use
from tests.portal.household import Household


def _seen(portal: Household) -> set[datetime]:
    """Return when the sessions of this portal were last used."""
    with portal.desks["accounts"].database.reading() as session:
        return set(session.scalars(select(SignedInSession.seen_at)))


def _kept(portal: Household) -> LastUse:
    with portal.app.app_context():
        return last_use()


def _notes(portal: Household) -> int:
    with portal.desks["accounts"].database.reading() as session:
        asked = select(func.count()).where(LEDGER.audit.c.act == "accounts.note_sessions_used")
        return int(session.scalar(asked) or 0)


def test_a_page_writes_nothing_and_everybodys_use_is_written_down_in_one_act(portal: Household) -> None:
    people, before = [portal.as_(each) for each in ("provider", "case_worker")], _notes(portal)
    opened = portal.watch.now
    portal.watch.pass_by(minutes=5)
    for each in people:
        assert each.client.get("/").status_code == 200
    assert _seen(portal) == {opened}
    _kept(portal).write()
    assert _seen(portal) == {portal.watch.now}
    assert _notes(portal) == before + 1
    _kept(portal).write()
    assert _notes(portal) == before + 1, "nobody was there since, so nothing is written"


def test_a_use_counts_from_when_it_was_not_from_when_it_is_written(portal: Household) -> None:
    browser = portal.as_("provider")
    portal.watch.pass_by(minutes=10)
    assert browser.client.get("/").status_code == 200
    used = portal.watch.now
    portal.watch.pass_by(minutes=29)
    _kept(portal).write()
    assert _seen(portal) == {used}
    portal.watch.pass_by(minutes=1)
    assert browser.client.get("/").status_code == 303


def test_what_could_not_be_written_stays_in_mind(portal: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, kept = portal.as_("provider"), _kept(portal)
    portal.watch.pass_by(minutes=5)
    assert browser.client.get("/").status_code == 200
    used = portal.watch.now

    def away(*_: object, **__: object) -> None:
        raise DatabaseDown

    with monkeypatch.context() as for_a_moment:
        for_a_moment.setattr(Service, "do", away)
        with pytest.raises(DatabaseDown):
            kept.write()
    kept.write()
    assert _seen(portal) == {used}


def test_a_session_that_was_ended_meanwhile_stays_as_it_ended(portal: Household) -> None:
    browser, opened = portal.as_("provider"), portal.watch.now
    portal.watch.pass_by(minutes=5)
    page = browser.open("/")
    browser.send(page, page.form("/sign-out"))
    _kept(portal).write()
    assert _seen(portal) == {opened}


def test_the_loop_writes_once_more_when_it_ends(portal: Household) -> None:
    browser, stop = portal.as_("provider"), Flag()
    portal.watch.pass_by(minutes=5)
    assert browser.client.get("/").status_code == 200
    stop.set()
    _kept(portal).run(stop)
    assert _seen(portal) == {portal.watch.now}
