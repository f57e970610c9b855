"""The wiring of accounts: which function handles which command."""

from __future__ import annotations

from typing import Final

from messaging.wiring import Wiring
from portal.accounts.handlers import accounts, exports, inactive, own, reviews, runs, signing_in, views
from portal.accounts.model import LEDGER, Base
from portal.accounts.permissions import PERMISSIONS
from schemas import access
from schemas import accounts as said
from schemas import runs as run_said
from schemas.exports import NoteExport
from schemas.views import DropView, SaveView

WIRING: Final = Wiring(
    name="accounts",
    metadata=Base.metadata,
    ledger=LEDGER,
    permissions=PERMISSIONS,
    commands={
        access.LookAtAccounts: reviews.look_at_accounts,
        access.SetAccountsValue: inactive.set_value,
        access.WithdrawAccountsValue: inactive.withdraw_value,
        access.ConfirmMember: reviews.confirm_member,
        access.RemoveMember: reviews.remove_member,
        said.AddAccount: accounts.add_account,
        said.ResetPassword: accounts.reset_password,
        said.DisableAccount: accounts.disable_account,
        said.EnableAccount: accounts.enable_account,
        said.AddMembership: accounts.add_membership,
        said.EndMembership: accounts.end_membership,
        said.EndSessionsOf: accounts.end_sessions_of,
        said.ChangeOwnDetails: own.change_own_details,
        said.ChooseLanguage: own.choose_language,
        said.ChangePassword: own.change_password,
        said.SwitchMembership: own.switch_membership,
        said.NoteSessionsUsed: signing_in.note_sessions_used,
        said.CloseSession: own.close_session,
        NoteExport: exports.note_export,
        run_said.StartRun: runs.start_run,
        run_said.CancelRun: runs.cancel_run,
        run_said.TakeRun: runs.take_run,
        run_said.AdvanceRun: runs.advance_run,
        run_said.KeepPiece: runs.keep_piece,
        run_said.FinishRun: runs.finish_run,
        run_said.FailRun: runs.fail_run,
        run_said.GiveBackRun: runs.give_back_run,
        SaveView: views.save_view,
        DropView: views.drop_view,
        said.NoteAttempt: signing_in.note_attempt,
        said.OpenSession: signing_in.open_session,
    },
    ticks=(access.LookAtAccounts,),
    guards={
        "one_review_a_quarter": "changed_meanwhile",
        "one_decision_a_member": "changed_meanwhile",
        "uq_account_sign_in_name": "sign_in_name_taken",
        "account.sign_in_name": "sign_in_name_taken",
        "pk_account": "account_exists",
        "account.id": "account_exists",
    },
)
