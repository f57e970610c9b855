"""The count after a fault: every accepted step must have had exactly one effect, and each record its order."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass

from tests.messaging.toy import Toys


@dataclass(frozen=True)
class Verdict:
    """``ambiguous`` steps were done though nobody was told so (the process died in between): allowed, and counted."""

    accepted: int
    refused: int
    effects: int
    lost: int
    duplicated: int
    ghosts: int
    disordered: int
    ambiguous: int
    parked: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, invented, overtaken or put aside."""
        return not (self.lost or self.duplicated or self.ghosts or self.disordered or self.parked)

    def say(self, what: str, **more: object) -> Verdict:
        """Print the count on one line, for the log of the run."""
        print(f"{what}: {json.dumps(asdict(self) | more)}", flush=True)
        return self


def verdict_of(toys: Toys, accepted: int | None = None, refused: int = 0) -> Verdict:
    """Compare what the counter told with what the ear noted; ``accepted`` is what callers were told, None for all."""
    wanted, notes = toys.told(), toys.notes()
    done = len(wanted)
    heard = Counter((counter, value) for counter, found in notes.items() for value in found)
    told = done if accepted is None else accepted
    return Verdict(
        accepted=told,
        refused=refused,
        effects=sum(heard.values()),
        lost=len(wanted - heard.keys()) + max(0, told - done),
        duplicated=sum(count - 1 for count in heard.values()),
        ghosts=len(heard.keys() - wanted),
        disordered=sum(list(found) != sorted(found) for found in notes.values()),
        ambiguous=max(0, done - told),
        parked=toys.box.parking.count(),
    )
