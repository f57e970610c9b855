"""Signing in, in two steps that are two transactions: the attempt is written down before the password is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, select, update

from messaging.work import Work
from portal.accounts import passwords
from portal.accounts.handlers.inactive import used_again
from portal.accounts.model import Account, Membership, SignedInSession, SignInAttempt
from portal.accounts.rules.membership import is_current
from portal.accounts.rules.signing_in import TRIES, WINDOW, Failures, is_throttled, normalised
from schemas import accounts as said
from schemas.refusal import NotFound, Objection, Refused

TOO_MANY: Final = "sign_in_too_many"
_HELD: Final[Any] = SignedInSession.__table__
_USED: Final = (
    update(_HELD)
    .where(_HELD.c.id == bindparam("of"), _HELD.c.ended_at.is_(None), _HELD.c.seen_at < bindparam("at"))
    .values(seen_at=bindparam("at"))
)


def note_attempt(asked: said.NoteAttempt, work: Work) -> UUID:
    """Write the attempt down; one attempt too many is marked and will not count against anybody."""
    row = SignInAttempt(
        id=uuid4(),
        at=work.now,
        name_hash=digest(normalised(asked.sign_in_name)),
        address_hash=digest(asked.address),
        account_id=_account_id(work, asked.sign_in_name),
        outcome="open",
    )
    before = _failures(work, row)
    if is_throttled(before):
        row.outcome = "throttled"
    elif before.name == TRIES.name - 1 and row.account_id is not None:
        work.tell(said.SignInsThrottled(account_id=row.account_id, attempts=TRIES.name))
    work.session.add(row)
    return row.id


def open_session(asked: said.OpenSession, work: Work) -> UUID:
    """Check the password and open a session in the wished role, the last used one, or the first that holds today."""
    attempt = attempt_of(work, asked.attempt_id)
    row = None if attempt.account_id is None else work.session.get(Account, attempt.account_id)
    is_right = passwords.is_right(None if row is None else row.password_hash, asked.password)
    if row is None or not is_right or row.disabled_at is not None:
        raise Refused(Objection("sign_in_failed"))
    membership = _membership(work, row, asked.membership_id)
    if passwords.is_outdated(row.password_hash):
        row.password_hash = passwords.hashed(asked.password)
    used_again(work, row)
    attempt.outcome = "done"
    work.note("account", None, row.id)
    return _session(asked, work, row, membership)


def note_sessions_used(asked: said.NoteSessionsUsed, work: Work) -> None:
    """Write down when sessions were last used; one that was ended meanwhile, or used later, stays as it is."""
    uses = [{"of": each, "at": at} for each, at in zip(asked.session_ids, asked.used_at, strict=True)]
    work.session.connection().execute(_USED, uses)


def attempt_of(work: Work, attempt_id: UUID) -> SignInAttempt:
    """Return a fresh attempt that may still succeed; raise Refused where there were too many."""
    attempt = work.session.get(SignInAttempt, attempt_id, with_for_update=True)
    if attempt is None or attempt.outcome == "done" or work.now - attempt.at > WINDOW:
        raise NotFound("attempt")
    if attempt.outcome == "throttled" or is_throttled(_failures(work, attempt)):
        minutes = int(WINDOW.total_seconds()) // 60
        raise Refused(Objection(TOO_MANY, facts={"minutes": minutes}))
    return attempt


def digest(text: str) -> str:
    """Return the form in which names and addresses are kept in the trail."""
    return sha256(text.encode()).hexdigest()


def _account_id(work: Work, sign_in_name: str) -> UUID | None:
    return work.session.scalar(select(Account.id).where(Account.sign_in_name == normalised(sign_in_name)))


def _failures(work: Work, attempt: SignInAttempt) -> Failures:
    """Count the earlier attempts inside the window that have not succeeded; parallel ones count each other."""
    rows = SignInAttempt
    by_name = func.count().filter(rows.name_hash == attempt.name_hash)
    by_address = func.count().filter(rows.address_hash == attempt.address_hash)
    asked = select(by_name, by_address, func.count()).where(
        rows.outcome == "open", rows.at > work.now - WINDOW, rows.id != attempt.id
    )
    with work.session.no_autoflush:
        return Failures(*work.session.execute(asked).one())


def _membership(work: Work, row: Account, wished: UUID | None) -> Membership:
    current = [each for each in row.memberships if is_current(each.valid_from, each.valid_until, work.today)]
    if not current:
        raise Refused(Objection("no_current_role"))
    return next((each for each in current if each.id == wished), None) or _last_used(work, row, current)


def _last_used(work: Work, row: Account, current: Sequence[Membership]) -> Membership:
    rows = SignedInSession
    asked = select(rows.membership_id).where(rows.account_id == row.id).order_by(rows.opened_at.desc()).limit(1)
    last = work.session.scalar(asked)
    return next((each for each in current if each.id == last), current[0])


def _session(asked: said.OpenSession, work: Work, row: Account, membership: Membership) -> UUID:
    opened = SignedInSession(
        id=uuid4(),
        account_id=row.id,
        membership_id=membership.id,
        token_hash=asked.token_hash,
        device=asked.device,
        opened_at=work.now,
        seen_at=work.now,
    )
    work.session.add(opened)
    return opened.id
