"""Who may ask and do what in billing."""

from __future__ import annotations

from typing import Final

from messaging.permission import Permissions, allow
from schemas import billing as said
from schemas import resting
from schemas.actor import OFFICE_STAFF, SERVICE_STAFF, Role
from schemas.consistency import CheckBilling
from services.billing.queries import (
    audit,
    closings,
    coverage,
    efforts,
    exports,
    happenings,
    months,
    papers,
    reconciliation,
    records,
    reference,
)
from services.billing.rules.invoice_course import PREPARERS, RELEASERS

READERS: Final = (*OFFICE_STAFF, Role.CANTON_READER, Role.AUDITOR, Role.SEAT_FINANCE)
_SETTERS: Final = (Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.SYSTEM)
_SET = allow(*_SETTERS)
_OFFICE = allow(*OFFICE_STAFF)
_SEE_SETTINGS = allow(*OFFICE_STAFF, Role.SSIP_ADMIN, Role.SEAT_FINANCE, Role.AUDITOR, Role.SYSTEM)
_INSIDE = allow(*OFFICE_STAFF, Role.AUDITOR, Role.SEAT_FINANCE, Role.SYSTEM)
_PAPERS = allow(*READERS, Role.PROVIDER, *SERVICE_STAFF, Role.SYSTEM)

PERMISSIONS: Final[Permissions] = {
    audit.audit_trail: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD, Role.AUDITOR),
    closings.billing_moves: allow(Role.SSIP_ADMIN, Role.SSIP_HEAD),
    resting.SnoozeBillingDeadline: allow(*OFFICE_STAFF),
    resting.HandOverBillingDeadline: allow(*OFFICE_STAFF),
    said.LookAtBillingDeadlines: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    CheckBilling: allow(Role.SYSTEM, Role.SSIP_ADMIN),
    said.SetTariff: _SET,
    said.EndTariff: _SET,
    said.SetAccount: _SET,
    said.SetCredit: _SET,
    said.SetCost: allow(*_SETTERS, Role.SEAT_FINANCE),
    said.SetParty: _SET,
    said.SetBillingValue: _SET,
    said.RecordService: _OFFICE,
    said.ChangeServiceRecord: _OFFICE,
    said.WithdrawServiceRecord: _OFFICE,
    said.ComputePapers: allow(*PREPARERS),
    said.RecomputePaper: allow(*PREPARERS),
    said.CheckPaper: allow(*PREPARERS),
    said.DiscardPaper: allow(*PREPARERS),
    said.ReturnPaper: allow(*RELEASERS),
    said.IssuePaper: allow(*RELEASERS),
    said.CreditPaper: allow(*RELEASERS),
    happenings.phases_done: allow(*READERS),
    happenings.placements_running: allow(*READERS),
    reference.tariffs: _SEE_SETTINGS,
    reference.tariff: _SEE_SETTINGS,
    reference.accounts: _SEE_SETTINGS,
    reference.credits: _SEE_SETTINGS,
    reference.credit_this_year: allow(*READERS),
    coverage.full_costs: _INSIDE,
    reference.parties: _SEE_SETTINGS,
    reference.billing_values: _SEE_SETTINGS,
    efforts.efforts: allow(*OFFICE_STAFF, *SERVICE_STAFF, Role.AUDITOR),
    records.my_week: allow(*OFFICE_STAFF, Role.AUDITOR),
    records.service_record: allow(*OFFICE_STAFF, Role.AUDITOR),
    records.phase_checks: allow(*OFFICE_STAFF, Role.AUDITOR),
    records.missing_records: _OFFICE,
    papers.papers: _PAPERS,
    papers.has_papers: _PAPERS,
    papers.paper_card: _PAPERS,
    papers.paper_numbers: _PAPERS,
    papers.paper_lines: _PAPERS,
    exports.paper_rows: _PAPERS,
    reconciliation.reconciliation: _INSIDE,
    months.billing_month: _INSIDE,
    months.latest_runs: _INSIDE,
    months.billing_deadlines: _INSIDE,
    months.billing_register: allow(*OFFICE_STAFF),
    months.billing_docket: allow(*OFFICE_STAFF),
    months.billing_deadline: allow(*OFFICE_STAFF),
}
