"""Contacts: what counts, in which class, and what must be written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from schemas.codes_casework import ContactClass, ContactKind
from services.casework.rules.contacts import NETWORK_KINDS, Contact, contact_class, contact_objections
from services.casework.rules.limits import SOURCE_LIMITS

IN_PERSON, OTHER, NOT_COUNTED = ContactClass
TODAY, OPENED = date(2026, 11, 22), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("kind", "topic", "expected"),
    [
        (ContactKind.DOCUMENTS_DROPPED, False, NOT_COUNTED),
        (ContactKind.DOCUMENTS_DROPPED, True, NOT_COUNTED),
        (ContactKind.SPONTANEOUS_VISIT, True, IN_PERSON),
        (ContactKind.SPONTANEOUS_VISIT, False, NOT_COUNTED),
        (ContactKind.HOME_VISIT, True, IN_PERSON),
        (ContactKind.INTERNAL_NETWORK_TALK, True, IN_PERSON),
        (ContactKind.EXTERNAL_NETWORK_TALK, False, NOT_COUNTED),
        (ContactKind.PHONE, True, OTHER),
        (ContactKind.PHONE, False, NOT_COUNTED),
        (ContactKind.EMAIL, True, OTHER),
        (ContactKind.INTERVIEW, False, IN_PERSON),
    ],
)
def test_contacts_besides_the_interview_need_a_social_work_topic_rule_48_row_12(
    kind: ContactKind, topic: bool, expected: ContactClass
) -> None:
    assert contact_class(kind, social_work_topic=topic) is expected


@pytest.mark.parametrize("kind", sorted(NETWORK_KINDS))
def test_network_talks_count_as_other_where_the_setting_says_so_row_12(kind: ContactKind) -> None:
    limits = replace(SOURCE_LIMITS, network_counts_as_in_person=False)
    assert contact_class(kind, social_work_topic=True, limits=limits) is OTHER


@pytest.mark.parametrize(
    ("kind", "minutes", "codes"),
    [
        (ContactKind.INTERVIEW, None, ["interview_minutes_missing"]),
        (ContactKind.INTERVIEW, 12, []),
        (ContactKind.INTERVIEW, 0, ["contact_minutes_not_positive"]),
        (ContactKind.PHONE, None, []),
        (ContactKind.PHONE, -5, ["contact_minutes_not_positive"]),
    ],
)
def test_the_length_of_an_interview_is_always_recorded_rule_48_row_12(
    kind: ContactKind, minutes: int | None, codes: list[str]
) -> None:
    contact = Contact(on=TODAY, kind=kind, social_work_topic=True, minutes=minutes)
    assert [each.code for each in contact_objections(contact, OPENED, TODAY)] == codes


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 11, 23), ["contact_in_future"]),
        (date(2026, 1, 4), ["contact_before_dossier"]),
        (OPENED, []),
    ],
)
def test_a_contact_lies_inside_the_life_of_its_dossier_row_12(on: date, codes: list[str]) -> None:
    contact = Contact(on=on, kind=ContactKind.PHONE, social_work_topic=True)
    assert [each.code for each in contact_objections(contact, OPENED, TODAY)] == codes
