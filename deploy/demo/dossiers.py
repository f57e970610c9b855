"""About sixty invented dossiers of the social service of Bienne: intakes, segments, contacts, reviews, portfolios."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from deploy.demo.casework import Case, Fate, live
from deploy.demo.people import by_name
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id, social_service_id
from deploy.reference.loading import SINGLE_PERIMETER
from schemas import casework as said
from schemas.actor import HOUSE
from schemas.codes_casework import Segment
from services.casework.queries.files import dossier_file
from services.casework.queries.mandates import linkable_mandates
from services.casework.queries.settings import enabling

LINKED: Final = 14
"""Dossiers whose person also has a mandate at the office."""
FATES: Final = (
    (Fate("intake_1", 15, 70), 4),
    (Fate("intake_1", 105, 120), 1),
    (Fate("intake_2", 20, 120, exit_expected=True), 5),
    (Fate("intake_2", 15, 90), 4),
    (Fate("proposed", 45, 60), 3),
    (Fate("agreed", 50, 65), 2),
    (Fate("received", 70, 120), 5),
    (Fate("received", 170, 175), 1),
    (Fate("decided", 90, 93), 3),
    (Fate("in_force", 100, 200, segment=Segment.A), 5),
    (Fate("in_force", 255, 262, segment=Segment.A, lazy=True), 1),
    (Fate("in_force", 270, 420, segment=Segment.A), 3),
    (Fate("in_force", 140, 660, segment=Segment.B), 14),
    (Fate("in_force", 400, 660, segment=Segment.B, neglected=True), 3),
    (Fate("in_force", 140, 660, segment=Segment.C), 9),
    (Fate("in_force", 300, 600, segment=Segment.C, asked=True), 1),
    (Fate("in_force", 300, 660, segment=Segment.C, changes_to=Segment.B), 2),
    (Fate("closed", 300, 600, segment=Segment.B), 3),
)


def tell(stage: Stage, today: date) -> None:
    """Tell the dossiers from the first of them until ``today``; the stage may stand anywhere, and ends there."""
    bienne = social_service_id("bienne")
    stage.morning_of(today - timedelta(days=720))
    stage.do(said.SetCaseworkValue(name=enabling(bienne), value=1, valid_from=SINGLE_PERIMETER))
    cases = tuple(_cases())
    agenda = [(start, case.number, live(case, stage)) for case, start in _starts(cases, today)]
    heapq.heapify(agenda)
    day = agenda[0][0]
    while day < today:
        _one_day(stage, day, agenda)
        day += timedelta(days=1)
    stage.morning_of(today)
    _link(stage, cases)
    _check_portfolios(stage)
    _look(stage)


def _one_day(stage: Stage, day: date, agenda: list[tuple[date, int, Iterator[int]]]) -> None:
    stage.morning_of(day)
    if day.weekday() == 0:
        _look(stage)
    while agenda and agenda[0][0] <= day:
        _, number, life = heapq.heappop(agenda)
        stage.a_little_later()
        if (pause := next(life, None)) is not None:
            heapq.heappush(agenda, (day + timedelta(days=max(1, pause)), number, life))


def _look(stage: Stage) -> None:
    stage.do(said.LookAtCaseworkDeadlines())
    stage.deliver()


def _cases() -> Iterator[Case]:
    fates = [fate for fate, count in FATES for _ in range(count)]
    for number, fate in enumerate(fates):
        is_second = number % 5 in (1, 3) and fate.segment is not Segment.A
        worker = by_name("as2.bienne" if is_second else "as.bienne")
        yield Case(number, fate, worker, Random(1000 + number))  # noqa: S311  # invented, the same every time


def _starts(cases: tuple[Case, ...], today: date) -> Iterator[tuple[Case, date]]:
    for case in cases:
        yield case, today - timedelta(days=case.dice.randrange(case.fate.least_days, case.fate.most_days))


def _link(stage: Stage, cases: tuple[Case, ...]) -> None:
    """Link mandates of Bienne, where the story has told any, to dossiers far enough to have one."""
    worker = by_name("as.bienne")
    placed = [each for each in cases if each.fate.last == "in_force"]
    for case, mandate in zip(placed[:LINKED], stage.ask(linkable_mandates, worker), strict=False):
        dossier_id = case.dossier_id
        version = stage.ask(dossier_file, HOUSE, dossier_id=dossier_id).row_version
        is_clear = case.number % 6 != 0
        asked = said.LinkMandate(
            dossier_id=dossier_id,
            row_version=version,
            mandate_id=mandate.mandate_id,
            situation_clarified=is_clear,
        )
        stage.do(asked, worker)


def _check_portfolios(stage: Stage) -> None:
    """One of the two portfolios was looked at; the other one waits."""
    worker, head = by_name("as.bienne"), by_name("secteur.bienne")
    remark = "Portefeuille vu ensemble ; trois dossiers en C seront proposés autrement à l’échéance."
    check_id = demonstration_id("portfolio_check:as.bienne")
    stage.do(said.RecordPortfolioCheck(check_id=check_id, case_worker_id=worker.account_id, check_remark=remark), head)
