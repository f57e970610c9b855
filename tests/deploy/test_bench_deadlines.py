"""The dossiers ``ssip bench deadlines`` seeds are in order for casework itself, and its tick finds work there."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select, text

from deploy.benches.seeding_casework import judge_norms, seed
from messaging.work import Reading
from schemas.actor import HOUSE
from services.casework.consistency import CHECK
from services.casework.model import BOOKS, ContactRow, Dossier
from services.casework.queries.kept_norms import kept_outcomes
from services.casework.queries.norms import outcomes_by_worker
from services.casework.queries.settings import limits_on
from tests.services.casework.desk import Desk
from workflow.consistency import violations


def test_seeded_dossiers_are_in_order_and_the_tick_takes_the_day_s_stages(
    tmp_path: Path, fresh_database: str, postgres_url: str
) -> None:
    desk = Desk(tmp_path, fresh_database)
    desk.watch.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    seed(desk.service, 6_000)
    with desk.service.database.reading() as session:
        reading = Reading(session, desk.watch.now, HOUSE)
        assert {name: ids for name, ids in violations(reading, CHECK) if ids} == {}
        found = [session.scalar(select(func.count()).select_from(each)) for each in (Dossier, ContactRow)]
        assert found == [6_000, 2_000 * 6 + 4_000 * 2]
        ripe = select(func.count()).select_from(BOOKS.deadlines).where(BOOKS.deadlines.c.next_on == desk.today)
        waiting = session.scalar(ripe) or 0
        limits = limits_on(reading)
        kept, live = kept_outcomes(reading), outcomes_by_worker(reading, limits)
        counted = {worker: +Counter(each.frequency) for worker, each in kept.items()}
        assert counted == {worker: each.frequency for worker, each in live.items()}, "counted live until judged"
    assert judge_norms(desk.service) == 2, "a thousand in each look"
    with desk.service.database.reading() as session:
        assert dict(violations(Reading(session, desk.watch.now, HOUSE), CHECK))["contact_norms_differ"] == []
        first = select(BOOKS.deadlines.c.owner_organisation_id).limit(1)
        asked = (
            f"due_on, kind FROM deadlines WHERE done_at IS NULL AND owner_organisation_id = '{session.scalar(first)}'"
        )
        plan = session.scalars(text(f"EXPLAIN SELECT {asked} ORDER BY due_on, kind LIMIT 50")).all()
        assert any("deadlines_of_organisation" in line for line in plan), plan
    desk.look()
    told = desk.told()
    assert told.count("casework.deadline_reached") == waiting > 0
    assert told.count("casework.contact_norm_missed") > 0
    desk.service.database.close()
