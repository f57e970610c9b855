"""What touches somebody's means of signing in, or the way an organisation is told: whoever answers should hear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from schemas.access import AccessReviewDone, AccessReviewOpened, AccountInactive, AccountInUse
from schemas.accounts import CredentialChanged, SignInsThrottled
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from schemas.message import Event
from schemas.webhooks import WebhookBroken, WebhookMended
from services.notifications.rules.notice import Notice, Whom

NOTICES: Final = (
    Notice(
        kind=AlertKind.ACCESS_TO_REVIEW,
        on=AccessReviewOpened,
        whom=Whom.REVIEWER,
        record=RecordKind.ACCESS_REVIEW,
        by="review_id",
        due="due_on",
    ),
    Notice(
        kind=AlertKind.ACCOUNT_INACTIVE,
        on=AccountInactive,
        whom=Whom.ACCOUNT,
        record=RecordKind.ACCOUNT,
        by="account_id",
        due="closes_on",
    ),
    Notice(
        kind=AlertKind.CREDENTIAL_CHANGED,
        on=CredentialChanged,
        whom=Whom.ACCOUNT,
        posture=Posture.KNOW,
        record=RecordKind.ACCOUNT,
        by="account_id",
        detail="how",
    ),
    Notice(
        kind=AlertKind.SIGN_INS_THROTTLED,
        on=SignInsThrottled,
        whom=Whom.ACCOUNT,
        posture=Posture.KNOW,
        record=RecordKind.ACCOUNT,
        by="account_id",
    ),
    Notice(
        kind=AlertKind.WEBHOOK_BROKEN,
        on=WebhookBroken,
        whom=Whom.REVIEWER,
        record=RecordKind.WEBHOOK,
        by="webhook_id",
    ),
)

ENDS: Final[Mapping[type[Event], tuple[AlertKind, ...]]] = {
    AccessReviewDone: (AlertKind.ACCESS_TO_REVIEW,),
    AccountInUse: (AlertKind.ACCOUNT_INACTIVE,),
    WebhookMended: (AlertKind.WEBHOOK_BROKEN,),
}
