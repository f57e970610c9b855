"""What pages of registration call things: accounts, services, providers, entries of dated lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from flask import g

from portal import organisations
from portal.accounts.queries import account_names
from portal.counters import lately
from portal.doors import actor, ask, has_desk, language, say
from portal.parts import Choice
from schemas.actor import HOUSE_ID, OrganisationKind
from services.placements.queries.registers import placements_codes
from services.registration.queries.codes import codes
from services.registration.queries.territory import communes


def accounts(ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Return what accounts are called; the house itself by its word."""
    wanted = {each for each in ids if each is not None}
    found = dict(ask(account_names, ids=tuple(wanted))) if wanted else {}
    return found | {HOUSE_ID: say("code.role.system")}


def service(social_service_id: UUID) -> str:
    """Return the name of a social service."""
    return organisations.name_of(OrganisationKind.SOCIAL_SERVICE, social_service_id)


def provider(provider_id: UUID | None) -> str:
    """Return the name of a provider, empty for none."""
    return organisations.name_of(OrganisationKind.PROVIDER, provider_id) if provider_id else ""


def providers() -> Mapping[UUID, str]:
    """Return every provider by name."""
    return organisations.named(OrganisationKind.PROVIDER)


def services() -> Mapping[UUID, str]:
    """Return every social service by name."""
    return organisations.named(OrganisationKind.SOCIAL_SERVICE)


def choices(of: str) -> Sequence[Choice]:
    """Return what can be chosen from a list: the own communes, or the entries that hold today."""
    kept: dict[str, Sequence[Choice]] = g.setdefault("registration_lists", {})
    if of not in kept:
        kept[of] = lately(f"list {of} {language()}", lambda: _communes() if of == "communes" else _entries(of))
    return kept[of]


def _communes() -> Sequence[Choice]:
    own = None if actor().is_office else actor().organisation_id
    return [(str(each.bfs_no), each.name) for each in ask(communes, of_service=own)]


def _entries(of: str) -> Sequence[Choice]:
    """Return a dated list; fields of work are kept by placements, whose places they describe."""
    found = ask(codes, of=of)
    if not found and of == "fields_of_work" and has_desk("placements"):
        found = ask(placements_codes, of=of)
    return [(each.code, each.word(language())) for each in found]


def word(of: str, code: str | None) -> str:
    """Return an entry of a dated list in words; one that holds no longer stays its code."""
    known = {str(each[0]): str(each[1]) for each in choices(of)}
    return known.get(code or "", code or "")
