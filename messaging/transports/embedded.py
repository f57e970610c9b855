"""The way without a server: a letter goes straight from one service's outbox into the others' letter boxes.

A letter is confirmed when every listening service has settled it in its own database, so the outbox row is the queue
and the inbox row decides what is done; killing the process at any moment loses nothing and doubles nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from messaging.letter import Letter, opened
from messaging.letterbox import LetterBox
from messaging.transport import Outgoing, Posted


class EmbeddedTransport:
    """Delivers inside one process."""

    def __init__(self, boxes: Mapping[str, LetterBox]) -> None:
        self._boxes: dict[str, list[LetterBox]] = defaultdict(list)
        for box in boxes.values():
            for name in box.service.wiring.hears:
                self._boxes[name].append(box)

    def post(self, letters: Sequence[Outgoing]) -> Posted:
        """Deliver ``letters`` in order to everybody who listens; a letter nobody listens to is done."""
        shares: dict[LetterBox, list[Letter]] = defaultdict(list)
        for each in letters:
            for box in self._boxes.get(each.name, ()):
                shares[box].append(opened(each.body))
        missed: dict[UUID, str] = {}
        for box, share in shares.items():
            settled = box.hear(share).settled
            missed |= {each.id: f"{box.service.name} could not take it" for each in share if each.id not in settled}
        return Posted(frozenset(each.id for each in letters if each.id not in missed), missed)

    def close(self) -> None:
        """Nothing to let go of."""
