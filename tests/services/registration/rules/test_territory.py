"""Communes, responsible services and framework contracts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from schemas.codes import Perimeter
from schemas.refusal import NotConfigured
from services.registration.rules.territory import (
    Commune,
    ServiceContract,
    commune_objections,
    contract_end,
    contract_objections,
    historic_perimeter,
    is_contract_active,
    responsible_service,
)
from tests.services.registration.rules.people import DAY

AARBERG = Commune(301, Perimeter.LYSS)
BIENNE = Commune(371, Perimeter.BIENNE)
JOINED = Commune(726, Perimeter.LYSS, valid_from=date(2027, 1, 1), valid_until=date(2028, 12, 31))
COMMUNES = (AARBERG, BIENNE)
IPSACH = UUID(int=739)
SINCE_2018 = ServiceContract(date(2018, 1, 1))
TERMINATED = ServiceContract(date(2018, 1, 1), date(2026, 10, 31))
LATER = ServiceContract(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("bfs_no", "perimeter"), [(301, Perimeter.LYSS), (371, Perimeter.BIENNE), (726, None), (351, None)]
)
def test_a_commune_keeps_its_historic_perimeter_rule_16(bfs_no: int, perimeter: Perimeter | None) -> None:
    assert historic_perimeter(bfs_no, COMMUNES, DAY) is perimeter


@pytest.mark.parametrize(("bfs_no", "codes"), [(301, []), (726, ["commune_outside"]), (351, ["commune_outside"])])
def test_a_mandate_from_outside_is_refused_rule_16(bfs_no: int, codes: list[str]) -> None:
    assert [each.code for each in commune_objections(bfs_no, COMMUNES, DAY)] == codes


@pytest.mark.parametrize(
    ("day", "is_in"),
    [(date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2028, 12, 31), True), (date(2029, 1, 1), False)],
)
def test_the_list_of_communes_is_dated_rule_16(day: date, is_in: bool) -> None:
    assert (historic_perimeter(726, (JOINED,), day) is not None) is is_in


def test_a_mapped_commune_has_its_service_rule_17() -> None:
    assert responsible_service(739, {739: IPSACH}) == IPSACH


def test_an_unmapped_commune_is_not_configured_never_guessed_rule_17() -> None:
    with pytest.raises(NotConfigured) as refusal:
        responsible_service(738, {739: IPSACH})
    assert refusal.value.setting == "commune_services.738"


@pytest.mark.parametrize(
    ("contract", "is_active"),
    [(SINCE_2018, True), (TERMINATED, False), (LATER, False), (ServiceContract(DAY, DAY), True)],
)
def test_a_contract_is_active_between_its_days_rule_18(contract: ServiceContract, is_active: bool) -> None:
    assert is_contract_active(contract, DAY) is is_active


@pytest.mark.parametrize(
    ("contracts", "codes"),
    [
        ([], ["contract_inactive"]),
        ([TERMINATED], ["contract_inactive"]),
        ([LATER], ["contract_inactive"]),
        ([TERMINATED, SINCE_2018], []),
    ],
)
def test_a_mandate_needs_an_active_contract_rule_18(contracts: list[ServiceContract], codes: list[str]) -> None:
    assert [each.code for each in contract_objections(contracts, DAY)] == codes


def test_the_length_of_notice_is_not_known_until_set_rule_18() -> None:
    assert contract_end(date(2026, 8, 31), 6) == date(2027, 2, 28)
    with pytest.raises(NotConfigured, match="contract_notice_months"):
        contract_end(date(2026, 8, 31), None)
