"""Lists in an order that stands in another table: the same lines, page by page, whoever asks and however narrowed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from schemas import registration as said
from services.registration.queries.lists import MandateFilter, MandateLine, mandates
from tests.services.registration.people import CASE_WORKER, COORDINATOR, PROVIDER, Office

SIZE = 2


def _all(office: Office, actor: Any, **narrowed: Any) -> list[MandateLine]:
    return list(office.service.ask(mandates, actor, narrowed=MandateFilter(**narrowed), size=100).lines)


def _by_pages(office: Office, actor: Any, **narrowed: Any) -> list[MandateLine]:
    found: list[MandateLine] = []
    page = 1
    while True:
        part = office.service.ask(mandates, actor, narrowed=MandateFilter(**narrowed), page=page, size=SIZE)
        assert part.total == len(_all(office, actor, **{**narrowed, "sort": "newest"}))
        if not part.lines:
            return found
        found += part.lines
        page += 1


def _names(line: MandateLine) -> tuple[str, str]:
    return line.name, line.number


@pytest.mark.parametrize("actor", [COORDINATOR, CASE_WORKER], ids=["office", "service"])
@pytest.mark.parametrize("narrowed", [{}, {"with_ended": True}, {"state": "submitted"}, {"text": "er"}])
def test_row_03_lists_by_name_and_by_day_due_hold_the_same_lines_page_by_page(
    office: Office, actor: Any, narrowed: dict[str, Any]
) -> None:
    names = ("Gerber", "Zbinden", "Moser", "Baumann", "Gerber")
    found = [office.submit(family_name=name) for name in names]
    office.step(said.WithdrawMandate, found[2], CASE_WORKER, remark="Findet sich selbst.")
    office.watch.pass_by(days=1)
    office.step(said.AcknowledgeMandate, found[0])
    lines = _all(office, actor, **narrowed)
    assert len({each.id for each in lines}) == len(lines) > SIZE
    by_name = _by_pages(office, actor, sort="name", **narrowed)
    assert by_name == sorted(lines, key=_names)
    back = _by_pages(office, actor, sort="-name", **narrowed)
    assert [each.name for each in back] == [each.name for each in reversed(by_name)]
    assert sorted(back, key=_names) == by_name
    for sort, sign in (("due", 1), ("-due", -1)):
        dated = sorted(
            lines,
            key=lambda each: (
                each.due_on is None,
                sign * (each.due_on or date.max).toordinal(),
                each.number,
            ),
        )
        assert _by_pages(office, actor, sort=sort, **narrowed) == dated


def test_a_provider_has_its_people_by_name(office: Office) -> None:
    for name in ("Moser", "Aebi", "Zbinden"):
        office.placed(family_name=name)
    office.submit(family_name="Niemands")
    found = _by_pages(office, PROVIDER, sort="name", with_ended=True)
    assert [each.name.partition(",")[0] for each in found] == ["Aebi", "Moser", "Zbinden"]


@pytest.mark.parametrize(
    ("actor", "narrowed", "is_few"),
    [
        (COORDINATOR, {}, False),
        (COORDINATOR, {"mine": True}, True),
        (CASE_WORKER, {}, True),
        (PROVIDER, {"with_ended": True}, True),
    ],
)
def test_row_24_few_people_are_found_before_names_are_put_in_order(
    office: Office, actor: Any, narrowed: dict[str, Any], is_few: bool
) -> None:
    """Left alone, PostgreSQL walks through all names of the country once it plans without the values."""
    heard: list[str] = []
    event.listen(office.service.database.engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    office.service.ask(mandates, actor, narrowed=MandateFilter(sort="name", **narrowed))
    assert [("AS MATERIALIZED" in each) for each in heard if "mandate" in each] == [is_few]
