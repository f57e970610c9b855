"""Tells notifications where mail for somebody goes: at each sign-in and after each change, at the front desk only."""

from __future__ import annotations

import structlog

from messaging.database import DatabaseDown
from portal import doors
from portal.accounts.queries import my_account
from schemas.notifications import SaveAddress
from schemas.refusal import Refusal
from services.notifications.queries.preferences import my_address

log = structlog.get_logger(__name__)


def pass_on_address() -> None:
    """Let notifications know the address of the person of this request; signing in never fails because of it."""
    if not doors.has_desk("notifications"):
        return
    try:
        email = doors.ask(my_account).email
        if email != doors.ask(my_address):
            doors.do(SaveAddress(email=email))
    except (DatabaseDown, Refusal) as error:
        log.warning("address_not_passed_on", reason=type(error).__name__)
