"""Social services: their names, framework contracts, communes, quotas and whether they work with segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, request, url_for
from werkzeug.wrappers import Response as Answer

from portal import formats
from portal.cells import Cell, Column, badge, link
from portal.doors import ask, has_desk, language, may, need, say, today
from portal.form_reading import read_day
from portal.forms import Form
from portal.lists import Listing, answer, whole
from portal.page import leave, show
from portal.pages.admin import wording
from portal.pages.admin.blueprint import blueprint
from portal.pages.admin.previewing import preview_or_save
from schemas.placements import SetQuota
from schemas.refusal import NotConfigured, NotFound
from schemas.registration import RegisterSocialService, SignServiceContract
from services.placements.queries.quota_lines import quota_effects, quota_lines
from services.registration.queries.contracts import (
    ContractLine,
    contract_end_after_notice,
    contract_lines,
    service_effects,
)
from services.registration.queries.territory import SocialServiceLine, communes, social_services

FIRST_YEAR: Final = 2016


@blueprint.get("/services")
def services() -> Response:
    """Show the social services with their contracts and how many communes each answers for."""
    need(contract_lines)
    contracts = ask(contract_lines)
    counts: dict[UUID | None, int] = {}
    for each in ask(communes):
        counts[each.social_service_id] = counts.get(each.social_service_id, 0) + 1
    columns = [
        Column(say("admin.social_service"), kind="lead"),
        Column(say("field.town")),
        Column(say("admin.contract")),
        Column(say("admin.communes"), numeric=True),
    ]
    rows = whole([_row(each, contracts, counts.get(each.id, 0)) for each in ask(social_services)])
    listing = Listing("admin.services", say("admin.services"), columns, rows, empty=say("admin.no_services"))
    return answer("admin/services.html", listing, may_add=may(RegisterSocialService))


def _row(service: SocialServiceLine, contracts: Sequence[ContractLine], count: int) -> list[Cell]:
    own = [each for each in contracts if each.social_service_id == service.id]
    name = link(url_for("admin.service", service_id=service.id), service.name(language()))
    return [name, service.town, _contract_state(own), count]


def _contract_state(own: Sequence[ContractLine]) -> Cell:
    day = today()
    now = next((each for each in own if each.holds_on(day)), None)
    if now is None:
        return badge("warn", say("admin.no_contract"))
    return badge("active", _span(now))


def _span(contract: ContractLine) -> str:
    until = formats.day(contract.ends_on) if contract.ends_on else say("admin.open_ended")
    return f"{formats.day(contract.starts_on)} – {until}"


def _service(service_id: UUID) -> SocialServiceLine:
    found = next((each for each in ask(social_services) if each.id == service_id), None)
    if found is None:
        raise NotFound("social_service")
    return found


@blueprint.get("/services/<uuid:service_id>")
def service(service_id: UUID) -> Response:
    """Show one social service with everything that is set for it."""
    need(contract_lines)
    found = _service(service_id)
    quotas = ask(quota_lines, since=FIRST_YEAR, social_service_id=service_id) if has_desk("placements") else ()
    return show(
        "admin/service.html",
        service=found,
        name=found.name(language()),
        contracts=[
            (each, _span(each), each.holds_on(today())) for each in ask(contract_lines, social_service_id=service_id)
        ],
        communes=ask(communes, of_service=service_id),
        quotas=[_quota(each) for each in quotas],
        segments_url=url_for("admin.setting", desk="casework", name=f"segments_enabled.{service_id}"),
        has_casework=has_desk("casework"),
    )


def _quota(each: Any) -> list[Cell]:
    kind, funding = formats.place_kind(each.kind, language()), formats.code(each.funding, language())
    return [each.year, kind, funding, each.own_places, each.place_months]


@blueprint.route("/services/new", methods=["GET", "POST"])
def new_service() -> Answer:
    """Enter a further social service."""
    need(RegisterSocialService)
    form = Form(RegisterSocialService, start={"social_service_id": uuid4()})
    if form.carry_out():
        return leave("admin.service", service_id=form.answer)
    back = (url_for("admin.services"), say("admin.services"))
    return show("admin/form.html", form=form, title=say("admin.new_service"), back=back, preview=None, intro="")


@blueprint.route("/services/<uuid:service_id>/names", methods=["GET", "POST"])
def rename_service(service_id: UUID) -> Answer:
    """Correct the names of a social service."""
    need(RegisterSocialService)
    found = _service(service_id)
    start = {name: getattr(found, name) for name in ("short_code", "name_fr", "name_de", "town")}
    form = Form(RegisterSocialService, start=start, fixed={"social_service_id": service_id})
    if form.carry_out():
        return leave("admin.service", service_id=service_id)
    return show("admin/form.html", form=form, title=say("admin.rename"), back=_back(found), preview=None, intro="")


def _back(found: SocialServiceLine) -> tuple[str, str]:
    return url_for("admin.service", service_id=found.id), found.name(language())


@blueprint.route("/services/<uuid:service_id>/contracts/new", methods=["GET", "POST"])
def new_contract(service_id: UUID) -> Answer:
    """Enter a framework contract."""
    return _contract(service_id, {"contract_id": uuid4(), "starts_on": today()}, {}, say("admin.new_contract"))


@blueprint.route("/services/<uuid:service_id>/contracts/<uuid:contract_id>", methods=["GET", "POST"])
def contract(service_id: UUID, contract_id: UUID) -> Answer:
    """Change a framework contract; a notice given on a day works the last day out."""
    need(SignServiceContract)
    lines = ask(contract_lines, social_service_id=service_id)
    found = next((each for each in lines if each.id == contract_id), None)
    if found is None:
        raise NotFound("contract")
    start = {"starts_on": found.starts_on, "ends_on": _after_notice() or found.ends_on}
    return _contract(service_id, start, {"contract_id": contract_id}, say("admin.change_contract"))


def _after_notice() -> Any:
    """Return the last day after the notice named in the address, None without one or without a length of notice."""
    given = read_day(request.args.get("notice_on", "")[:20], today())
    if given is None:
        return None
    try:
        return ask(contract_end_after_notice, notice_on=given)
    except NotConfigured:
        return None


def _contract(service_id: UUID, start: dict[str, Any], fixed: dict[str, Any], title: str) -> Answer:
    need(SignServiceContract)
    found = _service(service_id)
    form = Form(SignServiceContract, start=start, fixed=fixed | {"social_service_id": service_id})
    outcome = preview_or_save(form, lambda _: wording.effects(ask(service_effects, social_service_id=service_id)))
    if outcome.saved:
        return leave("admin.service", service_id=service_id)
    asks_notice = bool(fixed) and not form.is_sent
    return show(
        "admin/contract.html",
        form=form,
        title=title,
        back=_back(found),
        preview=outcome.preview,
        asks_notice=asks_notice,
        notice_on=request.args.get("notice_on", "")[:20],
        is_set=_is_notice_set() if asks_notice else True,
        notice_url=url_for("admin.setting", desk="registration", name="contract_notice_months"),
    )


def _is_notice_set() -> bool:
    try:
        ask(contract_end_after_notice, notice_on=today())
    except NotConfigured:
        return False
    return True


@blueprint.route("/services/<uuid:service_id>/quotas/new", methods=["GET", "POST"])
def quota(service_id: UUID) -> Answer:
    """Set what a social service may use of one kind and funding in a year."""
    need(SetQuota)
    found = _service(service_id)
    form = Form(SetQuota, start={"year": today().year}, fixed={"social_service_id": service_id})
    outcome = preview_or_save(
        form,
        lambda command: wording.effects(ask(quota_effects, social_service_id=service_id, kind=command.kind)),
    )
    if outcome.saved:
        return leave("admin.service", service_id=service_id)
    return show(
        "admin/form.html",
        form=form,
        title=say("admin.set_quota"),
        back=_back(found),
        preview=outcome.preview,
        intro=say("admin.quota_intro"),
    )
