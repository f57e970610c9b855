"""Latency at a hundred letters a second: ours and the floor in turn, and what each hop of the way takes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deploy.benches.bus_hops import table
from deploy.benches.bus_place import Part, Place
from deploy.benches.bus_words import Report
from deploy.benches.figures import milliseconds, percentile

Times = dict[str, dict[str, float]]
PLACES: Final = {"hops": "over RabbitMQ", "floor_hops": "the floor", "embedded_hops": "embedded"}


def latency(here: Place, count: int, rounds: int) -> Report:
    """Return the latencies of ours and of the floor, the hops, and which rows were told."""
    ours: Times = defaultdict(dict)
    floor: Times = defaultdict(dict)
    workers = [here.start("relays", ""), here.start("hears", "")]
    for each in workers:
        each.go()
    for _ in range(rounds):
        _played(here.start("floor_hears", count), here.start("floor_tells", count), into=floor)
        _played(here.start("tells", count), into=ours)
        time.sleep(0.5)
    for each in workers:
        each.go()
        _gather(each.result(), ours)
    return {
        **_late(ours, "latency"),
        **_late(floor, "latency_floor"),
        "latency_to_floor": _middle(ours) / max(1e-9, _middle(floor)),
        "hops": table(ours),
        "floor_hops": table(floor),
        "told": list(ours["told"]),
    }


def embedded(found: Report) -> Report:
    """Return the figures of the way without a server."""
    return {
        **_late(found["times"], "embedded_latency"),
        **milliseconds(found["flushes"], "disk_flush"),
        "embedded_deliveries_per_second": found["rate"],
        "embedded_lost": found["lost"],
        "embedded_hops": table(found["times"]),
    }


def lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tables of hops as text."""
    for name, words in PLACES.items():
        rows = report.get(name)
        if not rows:
            continue
        yield f"hop by hop, {words}: p50 and p99 in ms"
        for row in rows:
            yield f"  {row['hop']:22} {row['p50_ms']:8.2f} {row['p99_ms']:8.2f}   {row['until']}"


def _played(*parts: Part, into: Times) -> None:
    for each in parts:
        each.go()
    for each in parts:
        _gather(each.result(), into)


def _gather(found: Report, into: Times) -> None:
    for place, times in found["times"].items():
        into[place] |= times


def _spent(times: Times) -> list[float]:
    told = times["told"]
    return [max(0.0, at - told[key]) for key, at in times["effect"].items() if key in told]


def _late(times: Times, name: str) -> dict[str, float]:
    return milliseconds(_spent(times), name)


def _middle(times: Times) -> float:
    return percentile(_spent(times), 0.5)
