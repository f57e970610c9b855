"""The codes of the assignment plan: what a score is made of and what became of a pair; texts in words/*/matching."""

from __future__ import annotations

from enum import StrEnum


class MatchPart(StrEnum):
    """What the score of one person at one place is made of; the first three order the waiting lists, too."""

    WAITING_TIME = "waiting_time"
    QUOTA_ROOM = "quota_room"
    CAPACITY_DECLINES = "capacity_declines"
    FEW_PLACES = "few_places"
    SAME_FIELD = "same_field"
    SHORT_WAY = "short_way"
    FIRST_KIND = "first_kind"
    STARTS_SOON = "starts_soon"


class PairOutcome(StrEnum):
    """What a plan made of one person and one place."""

    PLANNED = "planned"
    FAILS = "fails"
    NO_OPENING = "no_opening"
    PLANNED_ELSEWHERE = "planned_elsewhere"
    SEATS_TO_OTHERS = "seats_to_others"
    QUOTA_FULL = "quota_full"
    NOT_KEPT = "not_kept"
