"""Values that come with the rows of a statement are those that are asked for alone, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from schemas import casework as said
from services.casework.model import BOOKS
from tests.services.casework.desk import Desk
from workflow.dated import values_heard, values_on, values_told

NAMES = ("seg_contacts_min.A", "intake1_max_months", "deadline.segment_review", "portfolio_max.C")


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    url = request.getfixturevalue("fresh_database") if request.param == "postgresql" else ""
    made = Desk(tmp_path, url)
    yield made
    made.service.database.close()


def test_values_come_with_the_rows_as_they_are_asked_for_alone_row_47(desk: Desk) -> None:
    today = desk.today
    for name, value, day in (
        ("seg_contacts_min.A", 2, date(2020, 1, 1)),
        ("seg_contacts_min.A", 3, date(2021, 1, 1)),
        ("intake1_max_months", 4, date(2020, 1, 1)),
        ("intake1_max_months", None, date(2021, 1, 1)),
        ("portfolio_max.C", 50, today + timedelta(days=1)),
    ):
        desk.do(said.SetCaseworkValue(name=name, value=value, valid_from=day))
    desk.do(said.SetCaseworkDeadline(kind="segment_review", counts=(-20, -10, -3, 0), valid_from=date(2021, 1, 1)))
    with desk.service.database.reading() as session:
        alone = values_on(session, BOOKS, NAMES, today)
        assert values_heard(session.scalar(select(values_told(BOOKS, NAMES, today)))) == alone
        assert alone == {"seg_contacts_min.A": 3, "deadline.segment_review": [-20, -10, -3, 0]}
    assert values_heard(None) == {}
