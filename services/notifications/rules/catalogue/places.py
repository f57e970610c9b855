"""What placements tells about places: offers nobody confirmed, and more people than seats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.placements import (
    PlaceConfirmed,
    PlaceFound,
    PlaceOverOccupied,
    PlaceWentStale,
    PlaceWithdrawn,
    SeatsChanged,
)
from services.notifications.rules.notice import Notice, Whom

A = AlertKind
PLACE: Final = RecordKind.PLACE

NOTICES: Final = (
    Notice(kind=A.PLACE_TO_CONFIRM, on=PlaceWentStale, whom=Whom.PROVIDER, record=PLACE, by="place_id"),
    Notice(
        kind=A.PLACE_OVER_OCCUPIED,
        on=PlaceOverOccupied,
        whom=Whom.PROVIDER,
        record=PLACE,
        by="place_id",
        due="on_day",
    ),
    Notice(
        kind=A.PLACE_OVER_OCCUPIED,
        on=PlaceOverOccupied,
        whom=Whom.COORDINATORS,
        record=PLACE,
        by="place_id",
        due="on_day",
    ),
    Notice(
        kind=A.PLACE_FOUND,
        on=PlaceFound,
        whom=Whom.ACCOUNT,
        posture=Posture.KNOW,
        record=PLACE,
        by="place_id",
        detail="search_id",
    ),
)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    PlaceConfirmed: (A.PLACE_TO_CONFIRM,),
    SeatsChanged: (A.PLACE_OVER_OCCUPIED,),
    PlaceWithdrawn: (A.PLACE_TO_CONFIRM, A.PLACE_OVER_OCCUPIED, A.PLACE_FOUND),
}
