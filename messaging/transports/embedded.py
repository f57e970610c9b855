"""The way without a server: a letter goes straight from one service's outbox into the others' letter boxes.

A letter is confirmed when every listening service has settled it in its own database, so the outbox row is the queue
and the inbox row decides what is done; killing the process at any moment loses nothing and doubles nothing. Letters
that were among the first unsent ones at two starts may be what the process died of: they are handled alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final
from uuid import UUID

import structlog

from messaging.letter import Letter, opened
from messaging.letterbox import LetterBox
from messaging.transport import Outgoing, Posted

SUSPECT: Final = 2
"""Starts or failures after which a letter is handled alone."""
log = structlog.get_logger(__name__)


class EmbeddedTransport:
    """Delivers inside one process."""

    def __init__(self, boxes: Mapping[str, LetterBox]) -> None:
        self._boxes: dict[str, list[LetterBox]] = defaultdict(list)
        for box in boxes.values():
            for name in box.service.wiring.hears:
                self.bind(name, box)

    def bind(self, name: str, box: LetterBox) -> None:
        """Let ``box`` hear letters of ``name``."""
        self._boxes[name].append(box)

    def post(self, letters: Sequence[Outgoing], _: Callable[[], None] | None = None) -> Posted:
        """Deliver ``letters`` in order to everybody who listens; a letter nobody listens to is done."""
        shares: dict[LetterBox, list[tuple[bool, Letter]]] = defaultdict(list)
        for each in letters:
            boxes = self._boxes.get(each.name, ())
            letter = opened(each.body) if boxes else None
            for box in boxes:
                if letter is not None:
                    shares[box].append((each.attempts >= SUSPECT, letter))
        missed: dict[UUID, str] = {}
        for box, share in shares.items():
            settled = frozenset(_settled(box, share))
            why = f"{box.service.name} could not take it: its database is away or full"
            missed |= {each.id: why for _, each in share if each.id not in settled}
        return Posted(frozenset(each.id for each in letters if each.id not in missed), missed)

    def close(self) -> None:
        """Nothing to let go of."""


def _settled(box: LetterBox, share: Sequence[tuple[bool, Letter]]) -> Iterator[UUID]:
    """Yield what ``box`` settles, in order, up to the first letter it cannot take."""
    try:
        for is_suspect, group in groupby(share, key=lambda each: each[0]):
            run = [letter for _, letter in group]
            for part in [[each] for each in run] if is_suspect else [run]:
                heard = box.hear_alone(part[0]) if is_suspect else box.hear(part)
                yield from heard.settled
                if len(heard.settled) < len({each.id for each in part}):
                    return
    except Exception:
        log.exception("letters_not_taken", service=box.service.name)
