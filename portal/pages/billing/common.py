"""What the pages of billing share: names of parties and mandates, states, choices, months of the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from portal import addresses, formats, organisations
from portal.accounts.queries import account_names
from portal.cells import link, state_badge
from portal.doors import ask, has_desk, language, may, say, today
from portal.parts import Choice, Entry, FieldView
from schemas.accounts import CANTON_ID, OFFICE_ID
from schemas.actor import HOUSE_ID, OrganisationKind
from schemas.codes_billing import PaperKind
from schemas.words import is_known
from services.registration.queries.codes import codes
from services.registration.queries.lists import MandateFilter, mandates
from services.registration.queries.names import NamedMandate, person_names
from workflow.calendar import add_months
from workflow.moves import Happening

E = TypeVar("E", bound=StrEnum)


def state(member: StrEnum) -> Markup:
    """Return a state as a badge."""
    return state_badge(member, language())


def word(member: StrEnum | None) -> str:
    """Return a code in words."""
    return formats.code(member, language())


def chosen(kind: type[E], name: str) -> E | None:
    """Return the enum value a filter in the address names, None for none or a strange one."""
    sent = addresses.text(name)
    return kind(sent) if sent in set(kind) else None


def filter_view(name: str, label: str, choices: Sequence[Choice] = (), widget: str = "text") -> FieldView:
    """Return one box of a filter bar."""
    return FieldView(name, label, widget, addresses.text(name), choices=choices)


def choices_of(kind: Iterable[StrEnum]) -> list[Choice]:
    """Return codes with their words."""
    return [(each.value, formats.code(each, language())) for each in kind]


def month() -> date:
    """Return the month the address asks for, last month without one."""
    sent = addresses.text("month")
    try:
        return date.fromisoformat(f"{sent[:7]}-01")
    except ValueError:
        return add_months(today().replace(day=1), -1)


def month_text(day: date) -> str:
    """Return a month as it stands in an address."""
    return day.isoformat()[:7]


def party(party_id: UUID) -> str:
    """Return what a party of a paper is called."""
    if party_id == OFFICE_ID:
        return say("billing.seat")
    if party_id == CANTON_ID:
        return say("code.organisation_kind.canton")
    for kind in (OrganisationKind.PROVIDER, OrganisationKind.SOCIAL_SERVICE):
        if found := organisations.named(kind).get(party_id):
            return found
    return say("billing.unknown_party")


def provider(provider_id: UUID | None) -> str:
    """Return the name of a provider, empty for none."""
    return organisations.named(OrganisationKind.PROVIDER).get(provider_id, "") if provider_id else ""


def provider_choices() -> list[Choice]:
    """Return the providers for a filter, by name."""
    found = organisations.named(OrganisationKind.PROVIDER)
    return [(str(each), name) for each, name in sorted(found.items(), key=lambda line: line[1].casefold())]


def accounts(ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Return what accounts are called; the house itself by its word."""
    wanted = tuple({each for each in ids if each is not None})
    found = dict(ask(account_names, ids=wanted)) if wanted and may(account_names) else {}
    return found | {HOUSE_ID: say("code.role.system")}


def people(mandate_ids: Iterable[UUID | None]) -> Mapping[UUID, NamedMandate]:
    """Return the mandates this person may know by name."""
    wanted = tuple({each for each in mandate_ids if each is not None})
    if not wanted or not has_desk("registration") or not may(person_names):
        return {}
    return ask(person_names, mandate_ids=wanted)


def mandate_link(names: Mapping[UUID, NamedMandate], mandate_id: UUID | None) -> Markup | str:
    """Return a mandate as a link to its file, nothing where it may not be known."""
    named = names.get(mandate_id) if mandate_id else None
    if named is None:
        return ""
    return link(url_for("mandates.detail", mandate_id=named.mandate_id), f"{named.name} · {named.number}")


def code_list(of: str) -> Sequence[Choice]:
    """Return what can be chosen: providers, one's own mandates, or a dated list of registration."""
    if of == "providers":
        return [(str(key), name) for key, name in organisations.named(OrganisationKind.PROVIDER).items()]
    if not has_desk("registration"):
        return []
    if of == "mandates":
        return _mandates()
    return [(each.code, each.word(language())) for each in ask(codes, of=of)] if may(codes) else []


def _mandates() -> Sequence[Choice]:
    """Return the open mandates one looks after, or all of them where there are none, by name."""
    if not may(mandates):
        return []
    mine = ask(mandates, narrowed=MandateFilter(mine=True, sort="name"), size=500)
    found = mine if mine.lines else ask(mandates, narrowed=MandateFilter(sort="name"), size=500)
    return [(str(each.id), f"{each.name} · {each.number}") for each in found.lines]


def kind_url(kind: PaperKind | None) -> str:
    """Return the list of papers of one kind."""
    return url_for("papers.index", kind=kind.value) if kind else url_for("papers.index")


def entries(happenings: Iterable[Happening], names: Mapping[UUID, str]) -> list[Entry]:
    """Return a history as lines of a timeline, newest first."""
    return [_entry(each, names) for each in reversed(list(happenings))]


def _entry(each: Happening, names: Mapping[UUID, str]) -> Entry:
    key = f"happened.{each.what}"
    title = say(key) if is_known(key, language()) else each.what
    kind = "system" if each.role == "system" else "event"
    who = names.get(each.account_id) or say(f"code.role.{each.role}")
    return Entry(each.at, title, kind, who=who, text=each.remark or "")
