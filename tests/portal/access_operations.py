"""Who may open the pages of operations: the technical administrator decides, the head of the office may look."""

from __future__ import annotations

from tests.portal.access import SSIP_ADMIN, SSIP_HEAD, Lines, may

LOOKS = (SSIP_ADMIN, SSIP_HEAD)

LINES: Lines = {
    "operations.index": may(*LOOKS),
    "parked.index": may(*LOOKS),
    "parked.kind": may(*LOOKS, service="placements"),
    "parked.letter": may(*LOOKS, own="parked"),
    "parked.retry": may(SSIP_ADMIN, own="parked"),
    "parked.drop": may(SSIP_ADMIN, own="parked"),
    "parked.retry_all": may(SSIP_ADMIN, service="placements"),
    "ticks.index": may(*LOOKS),
    "ticks.run": may(SSIP_ADMIN, said="placements.look_at_deadlines"),
    "trace.index": may(*LOOKS),
}
