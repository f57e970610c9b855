"""The first page of the administration: its sections, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, url_for

from portal.accounts.queries import accounts
from portal.doors import may, need, say
from portal.page import show
from portal.pages.admin import lacking
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.desks import CODES, SETTINGS
from schemas.placements import RegisterProvider
from schemas.working_days import EnterClosing
from services.billing.queries import reference
from services.notifications.queries.mail_texts import mail_texts
from services.registration.queries.contracts import contract_lines, map_entries


@dataclass(frozen=True)
class Section:
    """One part of the administration."""

    key: str
    endpoint: str
    icon: str
    needs: Any

    @property
    def url(self) -> str:
        """Where it is."""
        return url_for(self.endpoint)


SECTIONS: Final = (
    Section("services", "admin.services", "building", contract_lines),
    Section("territory", "admin.territory", "geo-alt", map_entries),
    Section("partners", "admin.partners", "briefcase", RegisterProvider),
    Section("accounts", "people.index", "people", accounts),
    Section("roles", "admin.matrix", "shield-lock", SETTINGS[0].settings),
    Section("settings", "admin.settings", "sliders", SETTINGS[0].settings),
    Section("tariffs", "tariffs.index", "cash-coin", reference.tariffs),
    Section("calendar", "calendar.index", "calendar3", EnterClosing),
    Section("codes", "admin.codes", "tags", CODES[0].lists),
    Section("mail_texts", "mails.texts", "envelope", mail_texts),
)


@blueprint.get("")
def index() -> Response:
    """Show the sections with what each is for."""
    need(SETTINGS[0].settings)
    missing = list(lacking.lacks())
    return show("admin/overview.html", sections=list(_sections()), missing=len(missing), examples=missing[:5])


def _sections() -> Iterator[tuple[Section, str, str]]:
    for each in SECTIONS:
        if may(each.needs):
            yield each, say(f"admin.section.{each.key}"), say(f"admin.section_hint.{each.key}")
