"""Finding the rows a command speaks of, and telling what has become of an account."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, update

from messaging.work import Work
from portal.accounts.model import Account, Membership, SignedInSession
from schemas.accounts import AccountSaved, MembershipCode
from schemas.refusal import Conflict, NotFound, Objection, Refused


def account(work: Work, account_id: UUID, row_version: int | None = None) -> Account:
    """Return the account, locked; raise NotFound, or Conflict where the page is older than the row."""
    found = work.session.get(Account, account_id, with_for_update=True)
    if found is None:
        raise NotFound("account")
    if row_version is not None and row_version != found.row_version:
        raise Conflict(facts={"expected": row_version, "found": found.row_version})
    return found


def another(work: Work, account_id: UUID, row_version: int | None = None) -> Account:
    """Return somebody else's account; nobody gives rights to or takes them from themselves."""
    if account_id == work.actor.account_id:
        raise Refused(Objection("own_account_not_yours"))
    return account(work, account_id, row_version)


def own_session(work: Work, session_id: UUID) -> SignedInSession:
    """Return a session of the actor's that nobody has ended yet."""
    found = work.session.get(SignedInSession, session_id)
    if found is None or found.account_id != work.actor.account_id or found.ended_at is not None:
        raise NotFound("session")
    return found


def own_membership(work: Work, account_id: UUID, membership_id: UUID) -> Membership:
    """Return a membership of the account."""
    found = work.session.get(Membership, membership_id)
    if found is None or found.account_id != account_id:
        raise NotFound("membership")
    return found


def end_sessions(work: Work, account_id: UUID, how: str, but: Iterable[UUID] = ()) -> None:
    """End every open session of an account, except those named."""
    rows = SignedInSession
    work.session.execute(
        update(rows)
        .where(rows.account_id == account_id, rows.ended_at.is_(None), rows.id.not_in(tuple(but)))
        .values(ended_at=work.now, ended_how=how)
    )


def tell_saved(work: Work, row: Account) -> None:
    """Tell the others what they may know of an account: ids, roles, days and its language."""
    asked = select(Membership).where(Membership.account_id == row.id).order_by(Membership.valid_from, Membership.id)
    codes = tuple(
        MembershipCode(each.role, each.organisation_kind, each.organisation_id, each.valid_from, each.valid_until)
        for each in work.session.scalars(asked)
    )
    disabled = row.disabled_at is not None
    work.tell(AccountSaved(account_id=row.id, disabled=disabled, language=row.language, memberships=codes))
