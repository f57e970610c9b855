"""The wiring of billing: message type -> handler."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from schemas import billing as said
from schemas import placements as placed
from schemas import resting as resting_said
from schemas.consistency import CheckBilling
from schemas.registration import MandateClosed, PhaseChanged, PhaseRated
from services.billing import listeners
from services.billing.consistency import CHECK
from services.billing.handlers import computing, crediting, papers, records, reference, resting, ticks
from services.billing.model import BOOKS, GUARD, LEDGER, Base
from services.billing.permissions import PERMISSIONS
from workflow.closings import listening
from workflow.consistency import checking

WIRING: Final = Wiring(
    name="billing",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        said.SetTariff: reference.set_tariff,
        said.EndTariff: reference.end_tariff,
        said.SetAccount: reference.set_account,
        said.SetCredit: reference.set_credit,
        said.SetCost: reference.set_cost,
        said.SetParty: reference.set_party,
        said.SetBillingValue: reference.set_value,
        said.RecordService: records.record_service,
        said.ChangeServiceRecord: records.change_service_record,
        said.WithdrawServiceRecord: records.withdraw_service_record,
        said.ComputePapers: computing.compute_papers,
        said.RecomputePaper: papers.recompute_paper,
        said.CheckPaper: papers.check_paper,
        said.ReturnPaper: papers.return_paper,
        said.IssuePaper: papers.issue_paper,
        said.DiscardPaper: papers.discard_paper,
        said.CreditPaper: crediting.credit_paper,
        resting_said.SnoozeBillingDeadline: resting.snooze_deadline,
        resting_said.HandOverBillingDeadline: resting.hand_over_deadline,
        said.LookAtBillingDeadlines: ticks.look_at_deadlines,
        CheckBilling: checking(lambda: CHECK),
    },
    listeners={
        PhaseChanged: listeners.phase_changed,
        PhaseRated: listeners.phase_rated,
        MandateClosed: listeners.mandate_closed,
        placed.PersonAssigned: listeners.person_assigned,
        placed.PersonStarted: listeners.person_started,
        placed.PersonEnded: listeners.person_ended,
        placed.PlacementSuspended: listeners.placement_suspended,
        placed.PlacementResumed: listeners.placement_resumed,
        placed.PlacementCancelled: listeners.placement_cancelled,
        placed.PresenceLocked: listeners.presence_locked,
        placed.PresenceContested: listeners.presence_contested,
        **listening(BOOKS),
    },
    ticks=(said.LookAtBillingDeadlines, CheckBilling),
    guards={
        GUARD: "issued_is_final",
        "billed_once": "billed_already",
        "invoice_line.evidence_id": "billed_already",
        "one_open_paper": "changed_meanwhile",
        "one_number": "changed_meanwhile",
        "no_money_between_communes": "no_money_between_communes",
        "four_eyes": "invoice_released_by_preparer",
        "only_poias_items": "item_not_on_poias",
        "one_cost_a_year": "changed_meanwhile",
        "one_credit_a_year": "changed_meanwhile",
        "one_account_a_day": "changed_meanwhile",
        "one_detail_a_day": "changed_meanwhile",
    },
)
