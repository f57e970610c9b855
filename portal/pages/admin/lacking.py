"""What this installation still lacks, worked out from what is set: what does not work until then, and who decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import Response, url_for

from portal.areas import Count
from portal.doors import ask, has_desk, language, may, need, say, today
from portal.page import show
from portal.pages.admin import codes, lacking_money, settings, wording
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.desks import SETTINGS
from services.placements.queries.quota_lines import quota_lines
from services.registration.queries.contracts import contract_lines
from services.registration.queries.territory import communes, social_services


@dataclass(frozen=True)
class Lack:
    """One thing nobody has set yet."""

    part: str
    title: str
    without: str
    decides: str
    url: str


@blueprint.get("/lacking")
def lacking() -> Response:
    """Show what is not configured, part by part."""
    need(SETTINGS[0].settings)
    found = list(lacks())
    parts = list(dict.fromkeys(each.part for each in found))
    sections = [(say(f"admin.lacking.{part}"), [each for each in found if each.part == part]) for part in parts]
    return show("admin/lacking.html", sections=sections, count=len(found))


def lacks() -> Iterator[Lack]:
    """Yield everything that is missing."""
    yield from _territory()
    yield from _quotas()
    yield from _money()
    yield from _lists()
    yield from _settings()


def count() -> Count:
    """Return how much is missing, for the menu."""
    return Count(sum(1 for _ in lacks()))


def _territory() -> Iterator[Lack]:
    if not may(contract_lines):
        return
    unmapped = sum(each.social_service_id is None for each in ask(communes))
    if unmapped:
        title = say("admin.lacking.communes", count=unmapped)
        yield _lack("territory", title, "communes", "social_services", url_for("admin.territory", view="unmapped"))
    day = today()
    held = {each.social_service_id for each in ask(contract_lines) if each.holds_on(day)}
    for each in ask(social_services):
        if each.id not in held:
            title = say("admin.lacking.contract", name=each.name(language()))
            yield _lack("territory", title, "contract", "seat", url_for("admin.service", service_id=each.id))


def _quotas() -> Iterator[Lack]:
    if not (has_desk("placements") and may(quota_lines) and may(contract_lines)):
        return
    year = today().year
    found: set[UUID] = {each.social_service_id for each in ask(quota_lines, since=year) if each.year == year}
    missing = [each for each in ask(social_services) if each.id not in found]
    if missing:
        title = say("admin.lacking.quotas_line", count=len(missing), year=year)
        yield _lack("quotas", title, "quotas", "seat", url_for("admin.services"))


def _money() -> Iterator[Lack]:
    for each in lacking_money.missing():
        yield _lack("money", each.title, each.without, each.decides, each.url)


def _lack(part: str, title: str, without: str, decides: str, url: str) -> Lack:
    return Lack(part, title, say(f"admin.without.{without}"), wording.decides(decides), url)


def _lists() -> Iterator[Lack]:
    day = today()
    for desk, line in codes.every_list():
        if not any(each.holds_on(day) for each in line.entries):
            yield Lack(
                "lists",
                f"{codes.list_name(line)} ({say(f'admin.desk.{desk.name}')})",
                say(f"code_list_without.{line.of}"),
                wording.decides(line.known.decides),
                url_for("admin.code_list", desk=desk.name, of=line.of),
            )


def _settings() -> Iterator[Lack]:
    day = today()
    for each in settings.every_setting():
        setting = each.line.setting
        if each.line.value_on(day) is None:
            without = say(f"setting_without.{setting.key}")
            yield Lack("values", wording.label(each.line), without, wording.decides(setting.decides), each.url)
