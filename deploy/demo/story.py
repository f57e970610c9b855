"""Tells the demonstration: lists, places and about 200 lives over two years, one day after the other."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from deploy.demo import coordination, dossiers, invoicing, meetings, quotas, records, reporting, scenery
from deploy.demo.lives import DAYS_UNTIL, Fate, Life, tell
from deploy.demo.people import by_name, members
from deploy.demo.placing import Placing
from deploy.demo.stage import Stage, in_haste
from deploy.house import wirings
from deploy.reference.loading import rows_of
from messaging.clock import day_of
from messaging.service import Service
from schemas.codes import PlaceKind
from services.registration.queries.lists import mandate_counts

TWO_YEARS: Final = 730
ENDED: Final = 62
ONE_REPORT: Final = 150
"""Days of a placement that ends after its first interim report."""
LATELY: Final = timedelta(days=60)
"""In the last weeks deadlines are looked at every week, before that every other week."""
DELIVERED_EVERY: Final = 3
"""Days between deliveries; letters of several days travel together, which halves the time the story takes."""
FATES: Final = (
    (Fate("submitted"), 7),
    (Fate("submitted", "exception"), 4),
    (Fate("triage"), 7),
    (Fate("submitted", "information"), 5),
    (Fate("submitted", "granted"), 4),
    (Fate("submitted", "refused"), 7),
    (Fate("submitted", "withdrawn"), 5),
    (Fate("submitted", "coaching"), 6),
    (Fate("clarification"), 9),
    (Fate("evaluation"), 6),
    (Fate("plan_ready"), 5),
    (Fate("matching"), 10),
    (Fate("proposed"), 6),
    (Fate("declined"), 4),
    (Fate("accepted"), 4),
    (Fate("placed"), 45),
    (Fate("closing"), 5),
    (Fate("reported"), 3),
)
KINDS: Final = (PlaceKind.PIP, PlaceKind.IS, PlaceKind.IP, PlaceKind.PIP, PlaceKind.IS, PlaceKind.PIP)


def is_told(services: Mapping[str, Service]) -> bool:
    """Whether there are mandates already, invented or real."""
    return bool(services["registration"].ask(mandate_counts, by_name("coordination").actor))


def tell_story(services: Mapping[str, Service], now: datetime, say: Callable[[str], None]) -> None:
    """Fill an empty installation; does nothing where there are mandates already."""
    if is_told(services):
        return
    today = day_of(now)
    say("Telling the demonstration: invented people over two years ...")
    with in_haste(services):
        stage = Stage(services, today - timedelta(days=TWO_YEARS + 30))
        scenery.set_up(stage)
        quotas.set_up(stage, today)
        stage.deliver()
        live(stage, today, _lives(today), say)
        say("  dossiers of Bienne")
        dossiers.tell(stage, today)
        say("  papers and messages")
        records.tell(stage, today)
        say("  tariffs and invoices")
        invoicing.tell(stage, today)
        say("  reports")
        reporting.tell(stage, today)
        stage.deliver()
    say("The demonstration is told.")


def set_the_scene(services: Mapping[str, Service], now: datetime) -> None:
    """Enter accounts, contracts, lists and places, and no mandate."""
    with in_haste(services):
        stage = Stage(services, day_of(now))
        scenery.set_up(stage)
        stage.deliver()


def live(stage: Stage, today: date, lives: Iterable[tuple[date, Life]], say: Callable[[str], None]) -> None:
    """Tell lives that begin on given days, one day after the other until ``today``; the scenery stands already."""
    placing = Placing(today)
    agenda = [(day, number, tell(life, stage, placing)) for number, (day, life) in enumerate(lives)]
    heapq.heapify(agenda)
    day, told = agenda[0][0], 0
    while day < today:
        stage.morning_of(day)
        if day.weekday() == 0 and (day.toordinal() // 7 % 2 == 0 or today - day < LATELY):
            _look(stage)
        while agenda and agenda[0][0] <= day:
            _, number, life = heapq.heappop(agenda)
            stage.a_little_later()
            if (pause := next(life, None)) is not None:
                heapq.heappush(agenda, (day + timedelta(days=max(1, pause)), number, life))
            told += 1
        placing.daily(stage)
        coordination.daily(stage, today)
        if (today - day).days in meetings.ROUNDS:
            meetings.take_round(stage, (today - day).days)
        if day.toordinal() % DELIVERED_EVERY == 0:
            stage.deliver()
        day += timedelta(days=1)
        if told and day.day == 1:
            say(f"  {day:%m.%Y}")
    _look(stage)
    stage.deliver()


def _look(stage: Stage) -> None:
    """Let every service look at its deadlines, as the clock does every minute."""
    for wiring in wirings().values():
        for tick in wiring.ticks:
            if tick.said.endswith("look_at_deadlines"):
                stage.do(tick())
    stage.deliver()


def _lives(today: date) -> Iterator[tuple[date, Life]]:
    dice = Random(2026)  # noqa: S311  # invented lives, the same every time
    workers = [each for each in members() if each.sign_in_name.startswith("as")]
    communes = {row["short_code"]: int(row["bfs_no"]) for row in rows_of("social_services.csv")}
    for number, (fate, start) in enumerate(_starts(today, dice)):
        worker = dice.choice(workers)
        coordinator = by_name("coordination" if number % 2 else "koordination")
        commune = communes[worker.sign_in_name.partition(".")[2]]
        kind = PlaceKind.PIP if fate.special in ("exception", "granted") else KINDS[number % len(KINDS)]
        yield start, Life(number, fate, worker, coordinator, Random(number), kind, commune)  # noqa: S311


def _starts(today: date, dice: Random) -> Iterator[tuple[Fate, date]]:
    for number in range(ENDED):
        length = dice.randrange(60, 330)
        start = today - timedelta(days=TWO_YEARS - number * 6)
        yield Fate("closed", measure_days=length), min(start, today - timedelta(days=length + 110))
    for fate, count in FATES:
        for _ in range(count):
            yield _started(fate, today, dice)


def _started(fate: Fate, today: date, dice: Random) -> tuple[Fate, date]:
    if fate.special in ("refused", "withdrawn"):
        return fate, today - timedelta(days=dice.randrange(20, TWO_YEARS))
    if fate.special:
        return fate, today - timedelta(days=dice.randrange(3, 9) + 16 * (fate.special == "coaching"))
    if fate.last == "placed":
        length = dice.randrange(20, 380)
        return Fate("placed", measure_days=length + 200), today - timedelta(days=length + 60)
    if fate.last in ("closing", "reported"):
        return Fate(fate.last, measure_days=ONE_REPORT), today - timedelta(
            days=DAYS_UNTIL["closing"] + dice.randrange(16)
        )
    return fate, today - timedelta(days=DAYS_UNTIL[fate.last] + dice.randrange(8, 14))
