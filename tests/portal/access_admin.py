"""Who may open the pages of the administration."""

from __future__ import annotations

from tests.portal.access import AUDITOR, SSIP_ADMIN, SSIP_HEAD, Line, Lines, may


def setters(own: str = "", **given: str) -> Line:
    """The head of the office and the administrator."""
    return may(SSIP_ADMIN, SSIP_HEAD, own=own, **given)


LINES: Lines = {
    "audit.index": may(SSIP_ADMIN, SSIP_HEAD, AUDITOR),
    "admin.index": setters(),
    "admin.lacking": setters(),
    "admin.matrix": setters(),
    "admin.settings": setters(),
    "admin.setting": setters(desk="registration", name="age_max"),
    "admin.withdraw_setting": setters(desk="registration", name="age_max"),
    "admin.codes": setters(),
    "admin.code_list": setters(desk="registration", of="closing_reasons"),
    "admin.end_code": setters(own="code"),
    "admin.withdraw_code": setters(desk="registration", of="closing_reasons"),
    "admin.services": setters(),
    "admin.service": setters(own="social_service"),
    "admin.new_service": setters(),
    "admin.rename_service": setters(own="social_service"),
    "admin.new_contract": setters(own="social_service"),
    "admin.contract": setters(own="contract"),
    "admin.quota": setters(own="social_service"),
    "admin.territory": setters(),
    "admin.commune": setters(own="commune"),
    "admin.withdraw_map": setters(own="commune"),
    "admin.partners": setters(),
    "admin.partner": setters(own="partner"),
    "admin.new_partner": setters(),
    "admin.change_partner": setters(own="partner"),
    "admin.new_offer": setters(own="partner"),
}
