"""What the portal's accounts tell: somebody should hear that their means of signing in were touched."""

from __future__ import annotations

from typing import Final

from schemas.accounts import CredentialChanged, SignInsThrottled
from schemas.codes_notifications import AlertKind, Posture, RecordKind
from services.notifications.rules.notice import Notice, Whom

NOTICES: Final = (
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
)
