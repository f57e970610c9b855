"""Quotas inside an assignment plan: nested, counted on the requested kind, and written as chairs that must be filled.

Who asks for several kinds counts for the first of her plan that still has room. A quota of five for eight people is
three chairs on the bench that must be taken before anybody else may: so the problem stays one of seats and people, and
whole. A quota on the kind of the seat would not; it is kept by looking afterwards (see ``broken``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from schemas.codes import PlaceKind
from services.placements.rules.matching import Edge, QuotaRoom, Searcher

Group = tuple[UUID, PlaceKind]
Key = TypeVar("Key")


@dataclass(frozen=True)
class Bench:
    """Chairs that ``people`` (numbers of searchers) must fill, so that no more than the quota are placed."""

    people: tuple[int, ...]
    chairs: int


def counted_kind(searcher: Searcher, room: QuotaRoom) -> PlaceKind | None:
    """Return the kind somebody counts for; None where no quota is set for it: then nothing limits her."""
    kinds = searcher.wanted.kinds
    with_room = (kind for kind in kinds if room.kinds.get((searcher.service_id, kind), 1) > 0)
    kind = next(with_room, kinds[0]) if kinds else None
    return kind if kind is not None and (searcher.service_id, kind) in room.kinds else None


def benches(searchers: Sequence[Searcher], room: QuotaRoom) -> list[Bench]:
    """Return the benches of every service and kind, then what the service's own quota asks for on top."""
    groups: dict[Group, list[int]] = defaultdict(list)
    for number, searcher in enumerate(searchers):
        kind = counted_kind(searcher, room)
        if kind is not None:
            groups[(searcher.service_id, kind)].append(number)
    found = {group: Bench(tuple(people), _over(people, room.kinds[group])) for group, people in groups.items()}
    above = [_service_bench(service, found, room) for service in sorted({service for service, _ in groups}, key=str)]
    return [bench for bench in [*found.values(), *above] if bench.chairs]


def _service_bench(service: UUID, inner: dict[Group, Bench], room: QuotaRoom) -> Bench:
    own = [bench for group, bench in inner.items() if group[0] == service]
    people = tuple(sorted(number for bench in own for number in bench.people))
    if service not in room.services:
        return Bench(people, 0)
    chairs = _over(people, room.services[service]) - sum(bench.chairs for bench in own)
    return Bench(people, max(0, chairs))


def _over(people: Sequence[int], most: int) -> int:
    return max(0, len(people) - max(0, most))


def broken(chosen: Iterable[Edge], room: QuotaRoom) -> list[Edge]:
    """Return the lowest scored choices that carry a service above its quota for the kind of the seat itself."""
    held: dict[Group, list[Edge]] = defaultdict(list)
    for edge in chosen:
        held[(edge.searcher.service_id, edge.place.offered.kind)].append(edge)
    return [
        edge
        for group, taken in sorted(held.items(), key=str)
        if group in room.kinds and len(taken) > room.kinds[group]
        for edge in _strangers(taken, room)[: len(taken) - max(0, room.kinds[group])]
    ]


def _strangers(taken: Sequence[Edge], room: QuotaRoom) -> list[Edge]:
    """Return who counts for another kind than that of the seat, the lowest score first."""
    strange = [each for each in taken if counted_kind(each.searcher, room) is not each.place.offered.kind]
    return sorted(strange, key=lambda each: (each.score, str(each.searcher.mandate_id)))


def violations(chosen: Iterable[Edge], room: QuotaRoom) -> int:
    """Return how many people a plan places above any quota: by kind of the seat, by requested kind, and by service."""
    taken = list(chosen)
    by_seat = Counter((each.searcher.service_id, each.place.offered.kind) for each in taken)
    asked = [(each.searcher.service_id, counted_kind(each.searcher, room)) for each in taken]
    by_kind = Counter((service, kind) for service, kind in asked if kind is not None)
    by_service = Counter(service for service, kind in asked if kind is not None)
    return _above(by_seat, room.kinds) + _above(by_kind, room.kinds) + _above(by_service, room.services)


def _above(counted: Mapping[Key, int], most: Mapping[Key, int]) -> int:
    return sum(max(0, count - max(0, most[key])) for key, count in counted.items() if key in most)
