"""Drafts: kept step by step, only for their author, gone once submitted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from schemas import registration as said
from schemas.codes import Eligibility, PlaceKind
from schemas.refusal import NotFound
from services.registration.queries.drafts import draft_check, mandate_draft, my_drafts
from tests.services.registration.people import CASE_WORKER, LYSS, MEETS_ALL, OTHER_WORKER, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.service.database.close()


def draft(**answers: object) -> said.SaveMandateDraft:
    return said.SaveMandateDraft(**{"mandate_id": uuid4(), "social_service_id": LYSS, **answers})  # type: ignore[arg-type]


def test_row_03_a_draft_keeps_what_was_typed_and_can_be_taken_up_again(office: Office) -> None:
    asked = draft(family_name="Muster")
    office.do(asked, CASE_WORKER)
    office.do(replace(asked, given_name="Nina", wished_kind=PlaceKind.IS), CASE_WORKER)
    found = office.service.ask(mandate_draft, CASE_WORKER, mandate_id=asked.mandate_id)
    assert found is not None
    assert (found.name, found.answers["wished_kind"]) == ("Muster, Nina", "IS")
    assert [each.id for each in office.service.ask(my_drafts, CASE_WORKER)] == [asked.mandate_id]


def test_a_draft_is_nobody_elses(office: Office) -> None:
    asked = draft(family_name="Muster")
    office.do(asked, CASE_WORKER)
    colleague = replace(CASE_WORKER, account_id=uuid4())
    for other in (colleague, OTHER_WORKER):
        assert office.service.ask(mandate_draft, other, mandate_id=asked.mandate_id) is None
        with pytest.raises(NotFound):
            office.do(replace(asked, social_service_id=other.organisation_id), other)
        office.do(said.DropMandateDraft(mandate_id=asked.mandate_id), other)
    assert office.service.ask(mandate_draft, CASE_WORKER, mandate_id=asked.mandate_id) is not None


def test_row_09_a_draft_says_beforehand_what_speaks_against_it(office: Office) -> None:
    asked = draft(wished_kind=PlaceKind.PIP, **(MEETS_ALL | {"employability_percent": 70, "health_stable": None}))
    office.do(asked, CASE_WORKER)
    check = office.service.ask(draft_check, CASE_WORKER, mandate_id=asked.mandate_id)
    assert check is not None
    assert check.verdict is not None
    assert check.verdict.outcome is Eligibility.INCOMPLETE
    found = {(each.field, each.code) for each in check.objections}
    assert found == {
        ("family_name", "field_missing"),
        ("given_name", "field_missing"),
        ("commune_bfs_no", "field_missing"),
        ("health_stable", "answer_missing"),
    }


def test_a_draft_becomes_the_mandate_and_is_gone(office: Office) -> None:
    asked = draft(family_name="Muster")
    office.do(asked, CASE_WORKER)
    office.submit(mandate_id=asked.mandate_id)
    assert office.service.ask(my_drafts, CASE_WORKER) == ()
    with pytest.raises(NotFound):
        office.do(asked, CASE_WORKER)
