"""The code lists of operations: why somebody drops a parked letter; texts in words/*/operations.toml."""

from __future__ import annotations

from enum import StrEnum


class DropReason(StrEnum):
    """Why a parked letter shall have no effect."""

    SETTLED_BY_HAND = "settled_by_hand"
    OVERTAKEN = "overtaken"
    SENT_BY_MISTAKE = "sent_by_mistake"
    NOT_OURS = "not_ours"
