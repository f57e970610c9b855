"""Who sees how much of one mandate."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from schemas.actor import Actor, Role
from schemas.codes import PlaceKind, Visibility
from services.registration.rules.visibility import (
    PROVIDER_FIELDS,
    MandateRecord,
    mandate_visibility,
    may_see_avs_number,
)
from tests.services.registration.rules.people import DAY

LYSS, NIDAU, LBS, SYPHON, OFFICE = (UUID(int=each) for each in range(1, 6))
OF_LYSS = MandateRecord(LYSS, PlaceKind.IS, LBS, date(2026, 12, 31))
PE_OF_LYSS = MandateRecord(LYSS, PlaceKind.PE)


def actor(role: Role, organisation: UUID) -> Actor:
    return Actor(UUID(int=99), role, organisation)


@pytest.mark.parametrize(
    ("role", "organisation", "sees"),
    [
        (Role.CASE_WORKER, LYSS, Visibility.FULL),
        (Role.SERVICE_HEAD, LYSS, Visibility.FULL),
        (Role.CASE_WORKER, NIDAU, Visibility.NONE),
        (Role.PROVIDER, LBS, Visibility.LIMITED),
        (Role.PROVIDER, SYPHON, Visibility.NONE),
        (Role.AUDITOR, OFFICE, Visibility.READ_ONLY),
        (Role.SSIP_COORDINATOR, OFFICE, Visibility.FULL),
        (Role.CANTON_READER, OFFICE, Visibility.NONE),
        (Role.SEAT_FINANCE, OFFICE, Visibility.NONE),
        (Role.SSIP_ADMIN, OFFICE, Visibility.NONE),
        (Role.INTAKE1_ADMIN, NIDAU, Visibility.NONE),
    ],
)
def test_each_sees_what_concerns_it_rule_34(role: Role, organisation: UUID, sees: Visibility) -> None:
    assert mandate_visibility(actor(role, organisation), OF_LYSS, DAY) is sees


@pytest.mark.parametrize(
    ("until", "sees"),
    [(DAY, Visibility.LIMITED), (date(2026, 11, 21), Visibility.NONE), (None, Visibility.LIMITED)],
)
def test_a_provider_sees_nothing_after_the_placement_rule_34(until: date | None, sees: Visibility) -> None:
    record = MandateRecord(LYSS, PlaceKind.IS, LBS, until)
    assert mandate_visibility(actor(Role.PROVIDER, LBS), record, DAY) is sees


def test_intake_1_handles_every_pe_and_its_own_services_mandates_rule_34() -> None:
    assert mandate_visibility(actor(Role.INTAKE1_ADMIN, NIDAU), PE_OF_LYSS, DAY) is Visibility.FULL
    assert mandate_visibility(actor(Role.INTAKE1_ADMIN, LYSS), OF_LYSS, DAY) is Visibility.FULL


def test_the_avs_number_stays_with_office_and_services_rule_34() -> None:
    assert "avs_number" not in PROVIDER_FIELDS
    assert may_see_avs_number(actor(Role.CASE_WORKER, LYSS))
    assert may_see_avs_number(actor(Role.SSIP_HEAD, OFFICE))
    assert not may_see_avs_number(actor(Role.PROVIDER, LBS))
    assert not may_see_avs_number(actor(Role.SSIP_ADMIN, OFFICE))
    assert may_see_avs_number(actor(Role.PROVIDER, LBS), has_legal_basis=True)
