"""A long export is made in the background under its owner's rights: followed, left, found again, fetched, given up."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event as Flag
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from messaging import faults
from portal.accounts.model import Account, Membership
from portal.accounts.run_model import Run, RunPiece
from portal.runs.maker import Maker
from schemas.access import LookAtAccounts
from schemas.accounts import DOOR
from schemas.actor import HOUSE
from schemas.codes_runs import RunEnd, RunState
from schemas.runs import TakeRun
from tests.portal.household import SETTINGS, START, Household, Watch, account_id, move_in, open_desks
from tests.portal.placements.stage import Stage

LONG = replace(SETTINGS, long_export=20)
LIST = "/places?export=csv"


@pytest.fixture
def house(furnished: Path, tmp_path: Path) -> Iterator[Household]:
    folder = tmp_path / "desks"
    shutil.copytree(furnished, folder)
    household = move_in(folder, LONG)
    stage = Stage(household)
    for number in range(1, 31):
        stage.place(title=f"Atelier {number:03}")
    yield household
    household.close()


def run_of(house: Household) -> Run:
    with house.desks["accounts"].database.reading() as session:
        return session.scalars(select(Run).order_by(Run.asked_at.desc())).one()


def pieces(house: Household) -> int:
    with house.desks["accounts"].database.reading() as session:
        return session.scalar(select(func.count()).select_from(RunPiece)) or 0


def acts(house: Household) -> list[str]:
    audit = house.desks["accounts"].wiring.ledger.audit
    with house.desks["accounts"].database.reading() as session:
        return list(session.scalars(select(audit.c.act).order_by(audit.c.seq)))


def test_row_25_a_long_export_is_begun_left_found_again_and_fetched(house: Household) -> None:
    browser = house.as_("ssip_coordinator")
    page = browser.open(LIST)
    assert page.url.endswith("/runs")
    assert "en attente" in page.text
    assert browser.open("/places").status == 200  # left
    assert Maker(house.app).make_one()
    assert "prêt" in browser.open("/runs").text
    with browser.client.get(f"/runs/{run_of(house).id}/file") as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        text = answer.get_data().decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + 30
    assert "Atelier 030" in text
    trail = acts(house)
    assert [each for each in trail if "export" in each or "run_file" in each or each.endswith("start_run")] == [
        "accounts.start_run",
        "accounts.note_export",
        "read:accounts.run_file",
    ]


def test_row_25_the_file_is_the_one_an_immediate_export_would_be(house: Household) -> None:
    browser = house.as_("ssip_coordinator")
    browser.open("/places?text=Atelier+0&export=csv")
    assert Maker(house.app).make_one()
    slow = browser.client.get(f"/runs/{run_of(house).id}/file").get_data()
    house.app.extensions["ssip.settings"] = replace(LONG, long_export=5_000)
    try:
        quick = browser.client.get("/places?text=Atelier+0&export=csv").get_data()
    finally:
        house.app.extensions["ssip.settings"] = LONG
    assert slow == quick


def test_row_25_a_short_export_stays_immediate(house: Household) -> None:
    with house.as_("ssip_coordinator").client.get("/places?text=Atelier+00&export=csv") as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/csv")
    assert not Maker(house.app).make_one()


def test_row_25_nobody_else_finds_fetches_or_gives_up_a_run(house: Household) -> None:
    house.as_("ssip_coordinator").open(LIST)
    assert Maker(house.app).make_one()
    run_id = run_of(house).id
    for other in ("ssip_head", "ssip_admin", "provider", "other_provider"):
        assert "Atelier" not in house.as_(other).open("/runs").text
        assert house.as_(other).client.get(f"/runs/{run_id}/file").status_code == 404
        token = house.as_(other).csrf()
        answer = house.as_(other).client.post(f"/runs/{run_id}/cancel", data={"csrf_token": token})
        assert answer.status_code == 404
    assert run_of(house).state is RunState.READY


def test_row_25_the_same_wish_twice_is_one_run_and_five_are_enough(house: Household) -> None:
    browser = house.as_("ssip_coordinator")
    browser.open(LIST)
    browser.open(LIST)
    run_of(house)
    for number in range(4):
        browser.open(f"/places?export=csv&sort=x{number}")
    page = browser.open("/places?export=csv&sort=y")
    assert page.status == 422
    assert "5 fichiers" in page.text


def test_row_25_what_a_role_may_no_longer_see_is_not_made_for_it(house: Household) -> None:
    house.as_("ssip_coordinator").open(LIST)
    with house.desks["accounts"].database.writing() as session:
        mine = Membership.account_id == account_id("ssip_coordinator")
        session.execute(update(Membership).where(mine).values(valid_until=START.date() - timedelta(days=1)))
    assert Maker(house.app).make_one()
    row = run_of(house)
    assert (row.state, row.why, row.address) == (RunState.FAILED, RunEnd.NO_LONGER_YOURS, "")
    assert pieces(house) == 0


def test_row_25_a_closed_account_gets_no_file(house: Household) -> None:
    house.as_("ssip_coordinator").open(LIST)
    with house.desks["accounts"].database.writing() as session:
        closed = update(Account).where(Account.id == account_id("ssip_coordinator"))
        session.execute(closed.values(disabled_at=START))
    assert Maker(house.app).make_one()
    assert run_of(house).why is RunEnd.NO_LONGER_YOURS


def test_row_25_a_run_is_given_up_before_and_while_it_is_made(house: Household) -> None:
    browser = house.as_("ssip_coordinator")
    page = browser.open(LIST)
    form = next(each for each in page.forms if each.action.endswith("/cancel"))
    assert "abandonné" in browser.send(page, form).text
    assert not Maker(house.app).make_one()
    browser.open("/places?export=xlsx")
    desk, holder = house.desks["accounts"], uuid4()
    run_id = desk.do(TakeRun(holder=holder), DOOR)
    assert isinstance(run_id, UUID)
    page = browser.open("/runs")
    browser.send(page, next(each for each in page.forms if str(run_id) in each.action))
    from portal.runs.maker import _Making

    _Making(Maker(house.app), run_id, holder, Flag(), lambda: None).go()
    with desk.database.reading() as session:
        row = session.get_one(Run, run_id)
    assert (row.state, row.address, row.size) == (RunState.CANCELLED, "", 0)
    assert pieces(house) == 0


def test_row_25_a_process_that_stops_gives_its_run_back(house: Household) -> None:
    house.as_("ssip_coordinator").open(LIST)
    stop = Flag()
    stop.set()
    assert Maker(house.app).make_one(stop)
    row = run_of(house)
    assert (row.state, row.attempts) == (RunState.WAITING, 0)
    assert Maker(house.app).make_one()
    assert run_of(house).state is RunState.READY


def _die(folder: str, after: int) -> None:
    """Make runs in a process of its own and die in the middle."""
    watch = Watch(START + timedelta(minutes=after))
    from portal.app import create_app

    faults.choose("run.after_piece")
    Maker(create_app(open_desks(Path(folder), watch), LONG)).make_one()


@pytest.mark.slow
def test_row_25_a_killed_run_is_begun_anew_and_after_three_deaths_says_so(house: Household, tmp_path: Path) -> None:
    browser = house.as_("ssip_coordinator")
    browser.open(LIST)
    context = multiprocessing.get_context("spawn")
    for death in range(3):
        killed = context.Process(target=_die, args=(str(tmp_path / "desks"), 3 * death))
        killed.start()
        killed.join(60)
        assert killed.exitcode == 9
        assert run_of(house).state is RunState.RUNNING
        assert run_of(house).attempts == death + 1
        house.watch.pass_by(minutes=3)
        if death == 0:
            assert "repris du début" not in browser.open("/runs").text
        if death == 1:
            assert "repris du début" in browser.open("/runs").text
    assert not Maker(house.app).make_one()
    row = run_of(house)
    assert (row.state, row.why) == (RunState.FAILED, RunEnd.INTERRUPTED)
    assert "Interrompu trois fois" in browser.open("/runs").text
    browser.open(LIST)
    assert Maker(house.app).make_one()


@pytest.mark.slow
def test_row_25_a_run_killed_once_is_whole_after_the_next_attempt(house: Household, tmp_path: Path) -> None:
    browser = house.as_("ssip_coordinator")
    browser.open(LIST)
    killed = multiprocessing.get_context("spawn").Process(target=_die, args=(str(tmp_path / "desks"), 0))
    killed.start()
    killed.join(60)
    assert killed.exitcode == 9
    assert not Maker(house.app).make_one()  # It may yet be alive.
    house.watch.pass_by(minutes=2)
    assert Maker(house.app).make_one()
    assert (run_of(house).state, pieces(house)) == (RunState.READY, 1)
    assert len(browser.client.get(f"/runs/{run_of(house).id}/file").get_data().splitlines()) == 31


def test_row_25_the_file_can_be_had_for_some_days_and_is_then_gone(house: Household) -> None:
    house.as_("ssip_coordinator").open(LIST)
    assert Maker(house.app).make_one()
    run_id = run_of(house).id
    house.watch.pass_by(days=3, minutes=1)
    browser = house.new_session("ssip_coordinator")
    assert browser.client.get(f"/runs/{run_id}/file").status_code == 404
    house.desks["accounts"].do(LookAtAccounts(), HOUSE)
    assert (run_of(house).state, pieces(house)) == (RunState.EXPIRED, 0)
    assert "expiré" in browser.open("/runs").text


def test_row_07_a_run_nobody_makes_ends_and_says_so(house: Household) -> None:
    house.as_("ssip_coordinator").open(LIST)
    house.watch.pass_by(days=1, minutes=1)
    house.desks["accounts"].do(LookAtAccounts(), HOUSE)
    assert (run_of(house).state, run_of(house).why) == (RunState.FAILED, RunEnd.NOBODY_CAME)
