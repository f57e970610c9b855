"""The catalogue is whole: every kind can be raised, every task can end, everything has its words."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import services
from schemas.codes_notifications import AlertEnd, AlertKind, Channel, Lane, Posture, RecordKind
from schemas.words import LANGUAGES, is_known
from services.notifications.rules.catalogue import ENDS, MANDATORY, NOTICES
from services.notifications.rules.deadlines import DONE_BY, STAGES, TASK_OF
from services.notifications.rules.news import HEARD
from workflow.table import Timer, Workflow

BY_HAND = {AlertKind.MANDATE_TO_CLOSE}
"""A task only the mandate's end finishes, or somebody who lays it aside with a reason."""
SILENT = {"suspension_begins"}
"""Deadlines a service keeps for itself and never tells."""


def timers() -> Iterator[Timer]:
    for found in walk_packages(services.__path__, "services."):
        if ".rules." in found.name:
            for value in vars(import_module(found.name)).values():
                yield from value.timers if isinstance(value, Workflow) else ()
                yield from (value,) if isinstance(value, Timer) else ()


def test_row_17_every_task_is_finished_by_an_event() -> None:
    finished = {kind for kinds in ENDS.values() for kind in kinds}
    tasks = {each.kind for each in NOTICES if each.posture is not Posture.KNOW}
    assert tasks - finished == BY_HAND


def test_every_kind_is_raised_by_something() -> None:
    raised = {each.kind for each in NOTICES} | STAGES | {AlertKind.DEADLINE_EXPIRED}
    assert set(AlertKind) == raised


def test_row_17_every_deadline_of_the_house_says_a_task_again_or_ends_with_an_event() -> None:
    kinds = {each.kind for each in timers() if not each.kind.startswith("casework.")}
    assert len(kinds) > 20
    assert kinds - SILENT - set(DONE_BY) == set()
    assert set(TASK_OF.values()) <= {each.kind for each in NOTICES}


def test_a_record_is_named_in_every_event_that_finishes_a_task_about_it() -> None:
    by = {each.kind: each.by for each in NOTICES}
    silent = [
        (event.__name__, kind.value)
        for event, kinds in ENDS.items()
        for kind in kinds
        if by[kind] not in event.__dataclass_fields__
    ]
    assert silent == []


def test_every_event_of_the_catalogue_is_heard() -> None:
    assert {each.on for each in NOTICES} | set(ENDS) <= HEARD


@pytest.mark.parametrize("language", LANGUAGES)
def test_row_18_every_kind_and_code_has_its_words(language: str) -> None:
    keys = [f"alert.{part}.{kind}" for kind in AlertKind for part in ("title", "button")]
    lists = {
        "posture": Posture,
        "lane": Lane,
        "channel": Channel,
        "record_kind": RecordKind,
        "alert_end": AlertEnd,
    }
    keys += [f"code.{name}.{code}" for name, codes in lists.items() for code in codes]
    assert [key for key in keys if not is_known(key, language)] == []


def test_row_18_what_is_mandatory_is_in_the_catalogue() -> None:
    assert set(AlertKind) >= MANDATORY
