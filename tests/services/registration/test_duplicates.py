"""One person entered twice: found, compared, merged, taken apart, or known to be two."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from schemas import registration as said
from schemas.refusal import Conflict, NotAllowed, NotFound, Refused
from services.registration.queries.duplicates import Pair, duplicate_candidates, merges, person_pair
from tests.services.registration.people import CASE_WORKER, COORDINATOR, HEAD, OTHER_WORKER, Office, codes


def offered_pairs(office: Office) -> list[set[str]]:
    """Return who stands beside whom on the list."""
    found = office.service.ask(duplicate_candidates, COORDINATOR)
    assert found.total == len(found.lines)
    return [{each.one.name, each.other.name} for each in found.lines]


def pair(office: Office, *, second_active: bool = False) -> tuple[UUID, UUID, Pair]:
    """Two mandates of what is likely one person: the first withdrawn, the second by another service."""
    first = office.submit(family_name="Gerber", given_name="Marc")
    if not second_active:
        office.step(said.WithdrawMandate, first, CASE_WORKER, remark="Umzug.")
    second = office.submit(OTHER_WORKER, family_name="Gerberr", given_name="Marc", commune_bfs_no=743)
    (offered,) = office.service.ask(duplicate_candidates, COORDINATOR).lines
    found: Pair = office.service.ask(person_pair, COORDINATOR, one_id=offered.one.id, other_id=offered.other.id)
    assert (found.score, found.reasons) == (offered.score, offered.reasons)
    return first, second, found


def ids(found: Pair, number: str) -> tuple[UUID, UUID]:
    """Return the record that has the mandate, then the other one."""
    has_it = any(each.number == number for each in found.one.mandates)
    return (found.one.id, found.other.id) if has_it else (found.other.id, found.one.id)


def test_row_42_records_that_look_alike_are_offered_with_score_and_reasons(office: Office) -> None:
    _, _, found = pair(office)
    assert found.score >= 75
    assert {each.value for each in found.reasons} == {"similar_name", "same_birth"}


def test_row_42_different_people_born_on_one_day_are_not_offered(office: Office) -> None:
    office.submit(family_name="Gerber", given_name="Marc")
    office.submit(family_name="Zürcher", given_name="Beatrice")
    assert offered_pairs(office) == []


def test_row_42_a_merge_moves_the_mandates_and_can_be_undone(office: Office) -> None:
    first, second, found = pair(office)
    kept, merged = ids(found, office.file(first).number)
    merge_id = uuid4()
    office.do(said.MergePersons(merge_id=merge_id, kept_id=kept, merged_id=merged), COORDINATOR)
    assert office.file(second).name == "Gerber, Marc"
    assert offered_pairs(office) == []
    assert [each.what for each in office.file(second).history][-1] == "person_merged"
    with pytest.raises(Refused) as active:
        office.submit(family_name="Gerberr", given_name="Marc")
    assert "family_name:person_has_active_mandate" in codes(active)
    office.do(said.UndoMerge(merge_id=merge_id, remark="Doch zwei."), HEAD)
    assert office.file(second).name == "Gerberr, Marc"
    (line,) = office.service.ask(merges, COORDINATOR).lines
    assert line.undone_at is not None
    with pytest.raises(Conflict) as twice:
        office.do(said.UndoMerge(merge_id=merge_id, remark="Noch einmal."), HEAD)
    assert twice.value.code == "merge_undone_already"


def test_row_42_two_active_mandates_cannot_become_one_persons(office: Office) -> None:
    _, _, found = pair(office, second_active=True)
    with pytest.raises(Refused) as refused:
        office.do(said.MergePersons(merge_id=uuid4(), kept_id=found.one.id, merged_id=found.other.id), COORDINATOR)
    assert codes(refused) == {"None:both_have_active_mandates"}


def test_row_42_two_who_are_two_are_not_offered_again(office: Office) -> None:
    _, _, found = pair(office)
    for _ in range(2):
        office.do(said.KeepApart(one_id=found.other.id, other_id=found.one.id), COORDINATOR)
    assert offered_pairs(office) == []


def test_row_42_records_are_compared_side_by_side(office: Office) -> None:
    _, _, found = pair(office)
    beside = office.service.ask(person_pair, COORDINATOR, one_id=found.one.id, other_id=found.other.id)
    assert (beside.score, len(beside.one.mandates)) == (found.score, 1)
    with pytest.raises(NotFound):
        office.service.ask(person_pair, COORDINATOR, one_id=found.one.id, other_id=uuid4())


def test_row_42_only_the_office_sees_people_of_all_services_side_by_side(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.service.ask(duplicate_candidates, CASE_WORKER)
    with pytest.raises(NotAllowed):
        office.do(said.MergePersons(merge_id=uuid4(), kept_id=uuid4(), merged_id=uuid4()), CASE_WORKER)


def test_row_42_the_database_keeps_names_and_birth_dates_unique(office: Office) -> None:
    office.step(said.WithdrawMandate, office.submit(family_name="Einmal", given_name="Ida"), CASE_WORKER, remark="x")
    office.submit(OTHER_WORKER, family_name="EINMAL", given_name="Ida", commune_bfs_no=743)
    office.submit(family_name="Einmal", given_name="Ida", birth_on=date(1991, 5, 1))
    assert len(offered_pairs(office)) == 1
