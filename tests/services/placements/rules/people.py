"""Small questions the matching tests draw: few people, few places, quotas that bind."""

from __future__ import annotations

from random import Random

from deploy.benches.matching_scene import TODAY, Scene
from services.placements.rules.matching import MatchingWeights, Opening, Question, QuotaRoom


def small(seed: int, quotas: bool = False, people: int = 5, places: int = 4) -> Question:
    """Return a question one can try out whole: wide places, up to two openings each."""
    draw, scene = Random(seed), Scene(seed)
    offered = []
    for _ in range(places):
        later = Opening(TODAY.replace(day=30), draw.randint(1, 2))
        first = Opening(TODAY, 1)
        offered.append(scene.place(draw.choice(((first,), (first, later), (later,))), wide=draw.random() < 0.7))
    scene.services = scene.services[:2]
    searchers = tuple(scene.person() for _ in range(people))
    room = scene.room(3) if quotas else QuotaRoom()
    return Question(
        searchers=searchers, places=tuple(offered), today=TODAY, room=room, weights=MatchingWeights(), horizon_days=30
    )
