"""The final report: its parts, its signatures, its days."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.codes import FinalReportPart
from services.registration.rules.final_report import (
    final_report_objections,
    final_report_schedule,
    signature_objections,
)

FULL = dict.fromkeys(FinalReportPart, "written")


def test_five_written_parts_are_complete_rule_23_row_15() -> None:
    assert final_report_objections(FULL) == []


@pytest.mark.parametrize("part", FinalReportPart)
@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_blank_part_is_missing_rule_23_row_15(part: FinalReportPart, text: str) -> None:
    (objection,) = final_report_objections({**FULL, part: text})
    assert (objection.code, objection.field) == ("final_report_part_missing", part.value)


def test_a_report_without_recommendation_is_refused_rule_23_row_15() -> None:
    parts = {**FULL}
    del parts[FinalReportPart.RECOMMENDATION]
    assert [each.field for each in final_report_objections(parts)] == ["recommendation"]


def test_all_missing_parts_are_named_at_once_rule_23_row_15() -> None:
    assert [each.field for each in final_report_objections({})] == [part.value for part in FinalReportPart]


def test_after_a_no_show_the_short_form_is_enough_row_15() -> None:
    parts = {FinalReportPart.COURSE: "did not come", FinalReportPart.RECOMMENDATION: "new talk"}
    assert final_report_objections(parts, is_short=True) == []
    assert len(final_report_objections({}, is_short=True)) == 2


def test_office_and_provider_sign_row_15() -> None:
    codes = [each.code for each in signature_objections(False, False)]
    assert codes == ["office_signature_missing", "provider_signature_missing"]
    assert signature_objections(True, False, had_provider=False) == []
    assert signature_objections(True, True) == []


def test_the_final_report_is_due_14_days_after_the_end_row_15() -> None:
    schedule = final_report_schedule(date(2026, 11, 30))
    assert schedule.due_on == date(2026, 12, 14)
    assert schedule.late_on == (date(2026, 12, 17), date(2026, 12, 24))
