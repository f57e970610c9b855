"""What is said about service records: what the office's staff did for whom, when and how long (SV-12)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_billing import BilledItem, Payer
from schemas.fields import chosen, day, hidden, whole
from schemas.message import Command


class RecordService(Command, said="billing.record_service", about="record_id"):
    """Somebody of the office writes down a service; what the POIAS credit does not pay names who does (F-04)."""

    record_id: UUID = hidden()
    mandate_id: UUID = chosen("mandates")
    item: BilledItem
    served_on: date = day()
    service_minutes: int = whole(minimum=1, maximum=1440)
    payer: Payer | None = None


class ChangeServiceRecord(Command, said="billing.change_service_record", about="record_id"):
    """A record is corrected, as long as it stands on no issued paper."""

    record_id: UUID = hidden()
    row_version: int = hidden()
    item: BilledItem
    served_on: date = day()
    service_minutes: int = whole(minimum=1, maximum=1440)
    payer: Payer | None = None


class WithdrawServiceRecord(Command, said="billing.withdraw_service_record", about="record_id"):
    """A record was a mistake; it counts no more."""

    record_id: UUID = hidden()
    row_version: int = hidden()
