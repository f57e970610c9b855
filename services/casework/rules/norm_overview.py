"""What a head of sector sees first: how often each case worker's dossiers miss the contact norms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from schemas.codes_casework import NormOutcome
from services.casework.rules.contact_norms import ContactNorms


@dataclass(frozen=True)
class NormOverview:
    """The dossiers of one case worker against the guide values; ``judged`` leaves out those without figures yet."""

    dossiers: int
    judged: int
    below_frequency: int
    below_in_person: int


def norm_overviews(norms: Iterable[tuple[UUID, ContactNorms]]) -> Mapping[UUID, NormOverview]:
    """Return the overview of every case worker from pairs of case worker and one dossier's norms (S-17)."""
    by_worker: defaultdict[UUID, list[ContactNorms]] = defaultdict(list)
    for case_worker_id, each in norms:
        by_worker[case_worker_id].append(each)
    return {worker: _overview(found) for worker, found in by_worker.items()}


def _overview(norms: list[ContactNorms]) -> NormOverview:
    frequency = [each.frequency for each in norms]
    in_person = [each.in_person for each in norms]
    return NormOverview(
        dossiers=len(norms),
        judged=len(norms) - frequency.count(NormOutcome.NO_DATA),
        below_frequency=frequency.count(NormOutcome.BELOW),
        below_in_person=in_person.count(NormOutcome.BELOW),
    )
