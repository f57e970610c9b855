"""A country's worth of invented mandates and places, written by PostgreSQL itself in seconds.

Rows are made by ``INSERT ... SELECT`` from a range of numbers, so the same range always gives the same rows. Out of
every hundred mandates seventy are closed, ten placed, four look for a place; every tenth mandate brings one place
with three seats. The reference data and accounts of the demonstration must be there already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import text

from deploy.benches import seeding_placements, seeding_registration
from deploy.demo.people import FAMILY, GIVEN, Member, members
from deploy.demo.scenery import PLACE_LISTS
from deploy.house import wall_clock
from deploy.identities import provider_id
from deploy.reference.loading import rows_of
from messaging.service import Service
from schemas.actor import OrganisationKind, Role
from services.registration.handlers.likenesses import compare_waiting

ANSWERS: Final[dict[str, Any]] = {
    "nationality_swiss": True,
    "employability_percent": 90,
    "work_capacity_percent": 80,
    "potential": True,
    "motivation": True,
    "speaks_french": True,
    "speaks_german": True,
    "motivation_for_change": True,
    "day_structure_percent": 80,
    "accident_insurance": True,
    "has_children": False,
    "mother_child_project": False,
    "housing_stable": True,
    "health_stable": True,
    "addiction_present": False,
    "self_employed": False,
    "schooling_done": True,
}
"""Somebody who meets every criterion; the birth date is put in by the database."""


def seed(services: Mapping[str, Service], first: int, last: int, say: Callable[[str], None]) -> None:
    """Write mandates ``first`` to ``last`` with everything that hangs on them, and let the planner count anew."""
    given = _given(first, last)
    for name, statements in (
        ("registration", seeding_registration.STATEMENTS),
        ("placements", seeding_placements.STATEMENTS),
    ):
        say(f"seeding {name}: mandates {first} to {last}")
        with services[name].database.writing() as session:
            session.execute(text("SET LOCAL statement_timeout = 0"))
            for statement in statements:
                session.execute(text(statement), given)
            if name == "registration":
                compare_waiting(session, wall_clock(), most=last)
        sweep(services[name])


def sweep(service: Service) -> None:
    """Do at once what the server's own housekeeping does within minutes of so many new rows."""
    with service.database.engine.connect() as connection:
        settled = connection.execution_options(isolation_level="AUTOCOMMIT")
        settled.execute(text("SET statement_timeout = 0"))
        settled.execute(text("VACUUM ANALYZE"))
        settled.execute(text("RESET statement_timeout"))


def _given(first: int, last: int) -> dict[str, Any]:
    workers = [each for each in members() if each.role is Role.CASE_WORKER]
    coordinators = [each for each in members() if each.role is Role.SSIP_COORDINATOR]
    providers = [each for each in members() if each.kind is OrganisationKind.PROVIDER]
    communes = {row["short_code"]: int(row["bfs_no"]) for row in rows_of("social_services.csv")}
    towns = {provider_id(row["short_code"]): row["offer_town"] for row in rows_of("providers.csv")}
    return {
        "first": first,
        "last": last,
        "workers": [each.account_id for each in workers],
        "services": [each.organisation_id for each in workers],
        "communes": [communes[each.sign_in_name.partition(".")[2]] for each in workers],
        "coordinators": _accounts(coordinators),
        "coordinator": coordinators[0].account_id,
        "providers": [each.organisation_id for each in providers],
        "towns": [towns[each.organisation_id] for each in providers],
        "families": list(FAMILY),
        "names": list(GIVEN),
        "fields": [each[0] for each in PLACE_LISTS["fields_of_work"]],
        "answers": json.dumps(ANSWERS),
    }


def _accounts(found: Sequence[Member]) -> list[Any]:
    return [each.account_id for each in found]
