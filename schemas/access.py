"""What is said about access reviews: each quarter every organisation confirms its members or takes them off."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.actor import OrganisationKind
from schemas.fields import code, day, hidden, prose
from schemas.message import Command, Event


class LookAtAccounts(Command, said="accounts.look_at_accounts"):
    """A tick: open this quarter's review of every organisation that has members."""


class ConfirmMember(Command, said="accounts.confirm_member", about="review_id"):
    """A member still works here in this role."""

    review_id: UUID = hidden()
    membership_id: UUID = hidden()


class RemoveMember(Command, said="accounts.remove_member", about="review_id"):
    """A member no longer works here in this role: the role ends today."""

    review_id: UUID = hidden()
    membership_id: UUID = hidden()
    removal_reason: str = prose(longest=500)


class AccessReviewOpened(Event, said="accounts.access_review_opened", about="review_id"):
    """An organisation has to look through its members by a day."""

    review_id: UUID
    organisation_id: UUID
    organisation_kind: OrganisationKind
    due_on: date


class AccessReviewDone(Event, said="accounts.access_review_done", about="review_id"):
    """Every member of an organisation is confirmed or taken off."""

    review_id: UUID
    organisation_id: UUID


class AccountInactive(Event, said="accounts.account_inactive", about="account_id"):
    """Nobody has used an account for long; unless somebody signs in it is closed on a day."""

    account_id: UUID
    closes_on: date


class AccountInUse(Event, said="accounts.account_in_use", about="account_id"):
    """An account that was to be closed is used again."""

    account_id: UUID


class SetAccountsValue(Command, said="accounts.set_value"):
    """Set a dated value of the accounts (days until an unused one is warned, is closed); None takes it back."""

    name: str = code()
    value: int | None = None
    valid_from: date = day()


class WithdrawAccountsValue(Command, said="accounts.withdraw_value"):
    """Take back a value that does not hold yet."""

    name: str = code()
    valid_from: date = day()
