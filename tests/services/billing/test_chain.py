"""The one statement and the rules agree on every line and every reason, whatever tariffs and evidence there are."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from schemas.codes import Funding, Phase, PlaceKind
from schemas.codes_billing import BilledItem, PaperKind, TariffBasis, TariffUnit, TariffUse
from services.billing.chain.evidence import Scope
from services.billing.chain.lines import amount, candidates
from services.billing.chain.unpriced import unpriced
from services.billing.handlers.reference import tariff_of
from services.billing.model import LockedMonth, PhaseHappening, ServiceRecord, TariffRow
from services.billing.rules import evidence
from services.billing.rules.items import is_billable_poias
from services.billing.rules.lines import (
    Computed,
    PriceBook,
    coordination_lines,
    phase_lines,
    presence_lines,
    record_lines,
)
from services.billing.rules.periods import coordination_id
from tests.services.billing.scene import SERVICE, Scene

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
PROVIDERS = [uuid4() for _ in range(3)]
ITEMS = (BilledItem.CLARIFICATION, BilledItem.COACHING, BilledItem.FOLLOWUP)
OUTCOMES = ("reached", "partly")


def random_tariff(dice: Random) -> dict[str, Any]:
    item = dice.choice((*ITEMS, BilledItem.PROGRAMME_PLACE, BilledItem.COORDINATION_FLAT_RATE))
    is_place, is_flat_rate = item is BilledItem.PROGRAMME_PLACE, item is BilledItem.COORDINATION_FLAT_RATE
    units = (TariffUnit.PLACE_DAY, TariffUnit.MONTH) if is_place else (TariffUnit.HOUR, TariffUnit.FLAT)
    is_result = not is_place and not is_flat_rate and dice.random() < 0.3
    kind = dice.choice((None, *PlaceKind)) if is_place else None
    provider = dice.choice((None, *PROVIDERS)) if is_place else None
    begins = FIRST + timedelta(days=dice.randrange(-20, 15))
    return {
        "id": uuid4(),
        "row_version": 1,
        "perimeter_id": "seeland",
        "tariff_use": TariffUse.CANTON,
        "item": item,
        "unit": TariffUnit.MONTH if is_flat_rate else TariffUnit.FLAT if is_result else dice.choice(units),
        "amount_centimes": dice.randrange(1, 99_999),
        "valid_from": begins,
        "valid_until": dice.choice((None, begins + timedelta(days=dice.randrange(40)))),
        "basis": TariffBasis.RESULT if is_result else TariffBasis.STRUCTURE,
        "outcome": dice.choice(OUTCOMES) if is_result else "",
        "place_kind": kind,
        "provider_id": provider,
        "precision": (kind is not None) + (provider is not None),
    }


def random_month(dice: Random) -> dict[str, Any]:
    first = FIRST + timedelta(days=dice.randrange(20))
    last = first + timedelta(days=dice.randrange((LAST - first).days + 1))
    ids = {name: uuid4() for name in ("month_id", "placement_id", "mandate_id", "place_id")}
    counts = dict.fromkeys(("justified", "unjustified", "sick", "holiday"), 0)
    return {
        **ids, **counts, "provider_id": dice.choice(PROVIDERS), "social_service_id": SERVICE, "month": FIRST,
        "kind": dice.choice(list(PlaceKind)), "funding": Funding.POIAS, "workload_percent": 80,
        "contracted_half_days": 40, "present": dice.randrange(40), "locked_on": LAST, "first_on": first,
        "last_on": last, "occupied_days": (last - first).days + 1, "month_days": 31,
    }  # fmt: skip


def random_record(dice: Random, scene: Scene) -> dict[str, Any]:
    day = FIRST + timedelta(days=dice.randrange(31))
    ids = {"id": uuid4(), "mandate_id": uuid4(), "social_service_id": SERVICE, "staff_id": uuid4()}
    done = {"item": dice.choice(ITEMS), "served_on": day, "service_minutes": dice.randrange(1, 300)}
    return {**ids, **done, "row_version": 1, "recorded_at": scene.now}


def random_phase(dice: Random) -> dict[str, Any]:
    phase = dice.choice((Phase.CLARIFICATION, Phase.COACHING, Phase.FOLLOWUP, Phase.MEASURE))
    ended = FIRST + timedelta(days=dice.randrange(31))
    ids = {"id": uuid4(), "mandate_id": uuid4(), "social_service_id": SERVICE, "phase": phase}
    return {**ids, "begun_on": ended, "ended_on": ended, "success": dice.choice(("", *OUTCOMES))}


def computed(rows: dict[str, list[dict[str, Any]]]) -> list[tuple[BilledItem, Computed]]:
    """Return what the rules say about every piece of evidence."""
    book = PriceBook(tuple(tariff_of(TariffRow(**each)) for each in rows["tariffs"]))
    found = [(BilledItem.COORDINATION_FLAT_RATE, coordination_lines(FIRST, book))]
    for each in rows["months"]:
        month = evidence.PresenceMonth(
            presence_id=each["month_id"], mandate_id=each["mandate_id"], provider_id=each["provider_id"],
            place_kind=each["kind"], funding=each["funding"], first_on=each["first_on"], last_on=each["last_on"],
            attended_half_days=each["present"], is_locked=True,
        )  # fmt: skip
        found.append((BilledItem.PROGRAMME_PLACE, presence_lines(month, book)))
    for each in rows["records"]:
        record = evidence.ServiceRecord(
            record_id=each["id"], mandate_id=each["mandate_id"], staff_id=each["staff_id"], item=each["item"],
            on=each["served_on"], minutes=each["service_minutes"],
        )  # fmt: skip
        found.append((each["item"], record_lines(record, book)))
    for each in rows["phases"]:
        if each["phase"].value not in set(BilledItem) or not is_billable_poias(BilledItem(each["phase"].value)):
            continue
        item = BilledItem(each["phase"].value)
        phase = evidence.PhaseDone(
            phase_id=each["id"], mandate_id=each["mandate_id"], item=item, done_on=each["ended_on"],
            outcome=each["success"],
        )  # fmt: skip
        found.append((item, phase_lines(phase, book)))
    return found


def furnish(scene: Scene, seed: int) -> dict[str, list[dict[str, Any]]]:
    dice = Random(seed)
    rows = {
        "tariffs": [random_tariff(dice) for _ in range(dice.randrange(1, 14))],
        "months": [random_month(dice) for _ in range(15)],
        "records": [random_record(dice, scene) for _ in range(15)],
        "phases": [random_phase(dice) for _ in range(15)],
    }
    tables = {"tariffs": TariffRow, "months": LockedMonth, "records": ServiceRecord, "phases": PhaseHappening}
    with scene.service.database.writing() as session:
        for name, table in tables.items():
            session.execute(insert(table), rows[name])
    return rows


def agree(scene: Scene, seed: int) -> None:
    rows = furnish(scene, seed)
    scope = Scope(kind=PaperKind.INVOICE, period_from=FIRST, period_until=LAST)
    with scene.service.database.reading() as session:
        found: Any = candidates(scope).subquery()
        c = found.c
        ours = {tuple(row) for row in session.execute(
            select(c.evidence_id, c.tariff_id, c.count, c.per, amount(c))
        )}  # fmt: skip
        lacking = Counter((each.item, each.code) for each in unpriced(session, scope) for _ in range(each.count))
    said = computed(rows)
    month = str(coordination_id(FIRST))
    wanted = {
        (month if line.evidence.value == "period" else line.evidence_id, str(line.tariff_id), line.amount_centimes)
        for _, each in said
        for line in each.lines
    }
    assert {(str(e), str(t), a) for e, t, _, _, a in ours} == wanted
    assert lacking == Counter((item, each.objections[0].code) for item, each in said if each.objections)


@pytest.mark.parametrize("seed", range(12))
def test_row_21_the_statement_and_the_rules_agree(bare: Scene, seed: int) -> None:
    agree(bare, seed)


def test_row_21_they_agree_on_postgresql_too(fresh_database: str) -> None:
    scene = Scene(fresh_database)
    try:
        agree(scene, 3)
    finally:
        scene.close()
