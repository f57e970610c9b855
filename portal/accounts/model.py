"""The tables of accounts; who signs in, as what, and through which session."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from messaging.ledger import Ledger
from messaging.rows import Identified, Rows, Versioned, code_column, new_metadata
from schemas.accounts import Language
from schemas.actor import OrganisationKind, Role
from workflow.books import Books


class Base(Rows):
    """The metadata of accounts."""

    __abstract__ = True
    metadata = new_metadata()


class Account(Versioned, Base):
    """Somebody who may sign in, under a name kept as ``rules.signing_in.normalised``."""

    __tablename__ = "account"
    sign_in_name: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str]
    language: Mapped[Language] = mapped_column(code_column(Language))
    password_hash: Mapped[str]
    password_set_at: Mapped[datetime]
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=True)
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    """When it was last opened again after having been closed; its disuse counts from there."""
    memberships: Mapped[list[Membership]] = relationship(order_by="Membership.valid_from", lazy="select")


class Membership(Identified, Base):
    """One role somebody may act in for one organisation, on the days it holds."""

    __tablename__ = "membership"
    __table_args__ = (Index("membership_of_organisation", "organisation_id", "role"),)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(code_column(Role))
    organisation_kind: Mapped[OrganisationKind] = mapped_column(code_column(OrganisationKind))
    organisation_id: Mapped[UUID]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class SignedInSession(Identified, Base):
    """One session; the browser holds a random token, this row only its hash."""

    __tablename__ = "session"
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey("membership.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[str | None] = mapped_column(String(20))


class SignInAttempt(Identified, Base):
    """One try to sign in; names and addresses only as hashes, because people type passwords into the wrong box."""

    __tablename__ = "sign_in_attempt"
    at: Mapped[datetime] = mapped_column(index=True)
    name_hash: Mapped[str] = mapped_column(String(64), index=True)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    account_id: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(String(20))
    """``open`` until the password was right (``done``); ``throttled`` attempts do not count against anybody."""


class InactiveWarning(Base):
    """That an account's owner was warned, and from which day on it is closed unless somebody signs in."""

    __tablename__ = "inactive_warning"
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    warned_at: Mapped[datetime]
    closes_on: Mapped[date]


class SavedView(Identified, Base):
    """A list as somebody wants to see it again: which one, and the address behind its question mark."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("account_id", "role", "name", name="one_view_of_a_name"),)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(code_column(Role))
    name: Mapped[str] = mapped_column(String(60))
    endpoint: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000), default="")
    saved_at: Mapped[datetime]


LEDGER = Ledger(Base.metadata)
BOOKS = Books(Base.metadata)
