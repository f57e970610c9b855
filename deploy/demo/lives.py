"""The lives of invented mandates: each a row of steps with days between them, stopped where its fate wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from deploy.demo.people import FAMILY, GIVEN, Member, by_name
from deploy.demo.placing import Placing
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id
from schemas import registration as said
from schemas.codes import AdmissionException, PermitCategory, PlaceKind
from schemas.codes_registration import OutcomeMonth
from services.registration.queries.file_lines import MandateFile
from services.registration.queries.files import mandate_file

STEPS: Final = (
    "submitted",
    "triage",
    "clarification",
    "evaluation",
    "plan_ready",
    "matching",
    "proposed",
    "declined",
    "accepted",
    "placed",
    "closing",
    "reported",
    "closed",
)
DAYS_UNTIL: Final = {
    "submitted": 0,
    "triage": 1,
    "clarification": 4,
    "evaluation": 20,
    "plan_ready": 25,
    "matching": 26,
    "proposed": 30,
    "declined": 33,
    "accepted": 33,
    "placed": 40,
    "closing": 178,
}
"""About how many days after submission each step is reached."""
LATE_WEEKS: Final = 4
TEXTS: Final = {
    "fr": "Situation discutée avec la personne; la suite est convenue.",
    "de": "Situation mit der Person besprochen; das weitere Vorgehen ist vereinbart.",
}


@dataclass(frozen=True)
class Fate:
    """Where a life ends today, and what is special about it."""

    last: str
    special: str = ""
    measure_days: int = 200


@dataclass
class Life:
    """One invented mandate."""

    number: int
    fate: Fate
    worker: Member
    coordinator: Member
    dice: Random
    kind: PlaceKind
    commune: int

    @property
    def mandate_id(self) -> UUID:
        """The id, the same in every installation."""
        return demonstration_id(f"mandate:{self.number}")


def tell(life: Life, stage: Stage, placing: Placing) -> Iterator[int]:
    """Live ``life`` step by step; yield the days until the next one."""
    stage.do(submission(life, stage.today), life.worker)
    yield 1
    if life.fate.special:
        yield from _special(life, stage)
        return
    for name, days, act in _steps(life, stage, placing):
        if STEPS.index(name) > STEPS.index(life.fate.last):
            return
        result = act()
        while result is False:
            yield 6
            result = act()
        yield days + life.dice.randrange(3)
    yield from _afterwards(life, stage)


def _afterwards(life: Life, stage: Stage) -> Iterator[int]:
    """Ask 3, 6 and 12 months later what has become of the person; a few answers come some weeks late."""
    late = LATE_WEEKS * 7 if life.number % 9 == 4 else 0
    for month, days in ((OutcomeMonth.THREE, 90 + late), (OutcomeMonth.SIX, 91), (OutcomeMonth.TWELVE, 182)):
        yield days
        kind = life.dice.choice(("demo_in_work", "demo_in_work", "demo_in_training", "demo_in_measure", "demo_none"))
        _step(life, stage, said.RecordOutcome, month=month, outcome=kind)


def _steps(life: Life, stage: Stage, placing: Placing) -> Iterator[tuple[str, int, Callable[[], Any]]]:
    yield "triage", 2, lambda: _step(life, stage, said.AcknowledgeMandate)
    yield "clarification", 14, lambda: _step(life, stage, said.AdmitMandate)
    yield "evaluation", 4, lambda: _clarify(life, stage)
    yield "plan_ready", 1, lambda: _plan(life, stage)
    yield "matching", 3, lambda: _step(life, stage, said.ReleaseForMatching)
    yield from placing.steps(life, stage)
    yield "reported", 3, lambda: _report(life, stage)
    yield "closed", 0, lambda: _close(life, stage)


def _special(life: Life, stage: Stage) -> Iterator[int]:
    special = life.fate.special
    if special == "information":
        _step(life, stage, said.RequestInformation, remark=_text(life))
    elif special == "refused":
        yield 2
        _step(life, stage, said.RefuseMandate, reason="criteria_not_met", remark=_text(life))
    elif special == "withdrawn":
        yield 3
        _step(life, stage, said.WithdrawMandate, life.worker, remark=_text(life))
    elif special == "granted":
        _step(life, stage, said.AcknowledgeMandate)
        yield 2
        grant: dict[str, Any] = {"exception": AdmissionException.EMPLOYABILITY, "granted": True, "remark": _text(life)}
        _step(life, stage, said.GrantException, by_name("direction"), **grant)
        _step(life, stage, said.AdmitMandate)
    elif special == "coaching":
        yield from _into_coaching(life, stage)


def _into_coaching(life: Life, stage: Stage) -> Iterator[int]:
    _step(life, stage, said.AcknowledgeMandate)
    yield 2
    _step(life, stage, said.AdmitMandate)
    yield 12
    found: dict[str, Any] = {"professional_realistic": False, "needs_more": False, "social_potential": False}
    _step(life, stage, said.RecordClarification, findings=_text(life), **found, **_outcome(life))


def _text(life: Life) -> str:
    return TEXTS[life.worker.language]


def _file(life: Life, stage: Stage) -> MandateFile:
    return stage.ask(mandate_file, life.coordinator, mandate_id=life.mandate_id)


def _step(life: Life, stage: Stage, kind: Any, who: Member | None = None, **rest: Any) -> None:
    version = _file(life, stage).row_version
    stage.do(kind(mandate_id=life.mandate_id, row_version=version, **rest), who or life.coordinator)


def _outcome(life: Life) -> dict[str, Any]:
    dice = life.dice
    return {
        "reason": dice.choice(("demo_step_done", "demo_work_found", "demo_health", "demo_moved")),
        "potential": dice.choice(("demo_high", "demo_medium", "demo_low")),
        "success": dice.choice(("demo_reached", "demo_partly", "demo_not_reached")),
    }


def _clarify(life: Life, stage: Stage) -> None:
    is_social = life.kind is PlaceKind.IS
    found: dict[str, Any] = {"professional_realistic": not is_social, "needs_more": False, "social_potential": True}
    _step(life, stage, said.RecordClarification, findings=_text(life), **found, **_outcome(life))


def _plan(life: Life, stage: Stage) -> None:
    _step(
        life,
        stage,
        said.RecordIntegrationPlan,
        goals=_text(life),
        next_steps=_text(life),
        kinds=_file(life, stage).eligible_kinds[:3] or (life.kind,),
        workload_percent=life.dice.choice((50, 60, 80, 80, 100)),
        available_from=stage.today,
    )


def _report(life: Life, stage: Stage) -> None:
    parts = ("course", "conclusions", "chances", "potential", "recommendation")
    _step(life, stage, said.WriteFinalReport, **_every(parts, _text(life)))
    _step(life, stage, said.ReadFinalReport, life.worker)


def _every(names: tuple[str, ...], text: str) -> dict[str, Any]:
    return dict.fromkeys(names, text)


def _close(life: Life, stage: Stage) -> None:
    _step(life, stage, said.CloseMandate, **_outcome(life))


def submission(life: Life, day: date) -> said.SubmitMandate:
    """Return the invented person's registration; every criterion is met, or what the fate wants is not."""
    dice = life.dice
    swiss = dice.random() < 0.5  # half of them
    return said.SubmitMandate(
        mandate_id=life.mandate_id,
        social_service_id=life.worker.organisation_id,
        family_name=FAMILY[life.number % len(FAMILY)],
        given_name=f"{GIVEN[life.number * 7 % len(GIVEN)]} {GIVEN[life.number * 11 % len(GIVEN)]}",
        birth_on=day - timedelta(days=365 * dice.randrange(20, 54) + dice.randrange(365)),
        commune_bfs_no=life.commune,
        wished_kind=life.kind,
        nationality_swiss=swiss,
        permit_category=None if swiss else dice.choice((PermitCategory.B, PermitCategory.C, PermitCategory.F)),
        permit_valid_until=None if swiss else day + timedelta(days=1200),
        employability_percent=70 if life.fate.special in ("exception", "granted") else dice.choice((80, 90, 100)),
        work_capacity_percent=dice.choice((60, 80, 100)),
        potential=True,
        motivation=True,
        speaks_french=life.worker.language == "fr" or dice.random() < 0.4,
        speaks_german=life.worker.language == "de" or dice.random() < 0.4,
        motivation_for_change=True,
        day_structure_percent=dice.choice((50, 80, 100)),
        accident_insurance=True,
        has_children=False,
        housing_stable=True,
        health_stable=True,
        addiction_present=False,
        self_employed=False,
        schooling_done=True,
        prepared_by_service=True,
        prepared_on=day - timedelta(days=3),
        goal=_text(life),
    )
