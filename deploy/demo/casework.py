"""The life of one invented dossier: opened, proposed by two, received, decided, kept in contact, reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from deploy.demo.people import Member, by_name
from deploy.demo.stage import Stage
from deploy.identities import demonstration_id, social_service_id
from schemas import casework as said
from schemas.actor import HOUSE
from schemas.codes_casework import ContactKind, Sector, Segment, SegmentAction, SegmentCriterion
from services.casework.queries.files import DossierFile, dossier_file

PACE: Final = {Segment.A: 34, Segment.B: 88, Segment.C: 170}
"""Days between two contacts in each segment."""
SPEAKS_FOR: Final = {
    Segment.A: SegmentCriterion.A_STABILISATION,
    Segment.B: SegmentCriterion.B_SEVERAL_TOPICS,
    Segment.C: SegmentCriterion.C_STABLE_WITHOUT_EXIT,
}
AFTER: Final = {Segment.A: Segment.B, Segment.B: Segment.C, Segment.C: Segment.C}
COUNSELLING: Final = (Sector.COUNSELLING_1, Sector.COUNSELLING_2, Sector.COUNSELLING_3, Sector.COUNSELLING_4)
LADDER: Final = ("intake_1", "intake_2", "proposed", "agreed", "received", "decided", "in_force", "closed")
TEXTS: Final = {
    "fr": "Situation analysée avec la personne ; le segment correspond au besoin constaté.",
    "de": "Situation mit der Person geprüft; das Segment entspricht dem festgestellten Bedarf.",
}


@dataclass(frozen=True)
class Fate:
    """Where a dossier stands today, and since how many days it is open."""

    last: str
    least_days: int
    most_days: int
    segment: Segment = Segment.B
    exit_expected: bool = False
    lazy: bool = False
    """Nobody proposes the review in time."""
    neglected: bool = False
    """Contacts come too rarely."""
    asked: bool = False
    """The administrative assistant has asked for another segment."""
    changes_to: Segment | None = None


@dataclass
class Case:
    """One invented dossier."""

    number: int
    fate: Fate
    worker: Member
    dice: Random

    @property
    def dossier_id(self) -> UUID:
        """The id, the same in every installation."""
        return demonstration_id(f"dossier:{self.number}")

    @property
    def text(self) -> str:
        """What the case worker writes."""
        return TEXTS[self.worker.language]

    def reaches(self, step: str) -> bool:
        """Whether the dossier gets as far as ``step``."""
        return LADDER.index(self.fate.last) >= LADDER.index(step)


def live(case: Case, stage: Stage) -> Iterator[int]:
    """Live ``case`` step by step; yield the days until the next one."""
    head = by_name("secteur.bienne")
    yield from _intake(case, stage)
    if not case.reaches("proposed"):
        return
    _propose(case, stage)
    if not case.reaches("agreed"):
        return
    yield 3
    _settle(case, stage, said.AgreeToSegment, head, transfer_report=True)
    if not case.reaches("received"):
        return
    yield 4
    _move(case, stage, COUNSELLING[case.number % 4])
    yield from _decided(case, stage, head)


def _intake(case: Case, stage: Stage) -> Iterator[int]:
    begins_in_1 = case.fate.last == "intake_1" or case.number % 3 == 0
    stage.do(
        said.OpenDossier(
            dossier_id=case.dossier_id,
            social_service_id=social_service_id("bienne"),
            dossier_number=f"BI-{stage.today.year}-{1200 + case.number * 7}",
            sector=Sector.INTAKE_1 if begins_in_1 else Sector.INTAKE_2,
            opened_on=stage.today,
            case_worker_id=case.worker.account_id,
            exit_expected=case.fate.exit_expected,
        ),
        case.worker,
    )
    yield 6
    _contact(case, stage)
    if case.fate.last == "intake_1":
        return
    yield 12
    if begins_in_1:
        _move(case, stage, Sector.INTAKE_2)
    yield 18
    _contact(case, stage)


def _decided(case: Case, stage: Stage, head: Member) -> Iterator[int]:
    yield 8
    _contact(case, stage)
    if not case.reaches("decided"):
        return
    yield 10
    _settle(case, stage, said.DecideSegment, case.worker, decided_segment=case.fate.segment)
    _agreement(case, stage)
    if not case.reaches("in_force"):
        return
    yield 3
    _settle(case, stage, said.ExecuteSegment, head)
    yield from _in_force(case, stage, head)


def _in_force(case: Case, stage: Stage, head: Member) -> Iterator[int]:
    """Keep in contact at the segment's pace, change once where fate wants it, and review in time."""
    turns = 0
    while True:
        file = _file(case, stage)
        segment = file.segment or case.fate.segment
        yield max(8, PACE[segment] * (3 if case.fate.neglected else 1) + case.dice.randrange(-9, 10))
        turns += 1
        _contact(case, stage)
        if case.fate.last == "closed" and turns == 2:
            _close(case, stage)
            return
        if turns == 1 and (case.fate.changes_to or case.fate.asked):
            yield from _changed(case, stage, head)
        elif not case.fate.lazy and _is_review_near(_file(case, stage), stage):
            yield from _reviewed(case, stage, head)


def _changed(case: Case, stage: Stage, head: Member) -> Iterator[int]:
    target = case.fate.changes_to
    wish: dict[str, Any] = {"dossier_id": case.dossier_id, "justification": case.text}
    decision_id = demonstration_id(f"decision:{case.number}:change")
    if target is None:
        asked = said.RequestSegmentChange(decision_id=decision_id, target=Segment.B, **wish)
        stage.do(asked, by_name("aadmin.bienne"))
        return
    stage.do(said.ChangeSegment(decision_id=decision_id, target=target, **wish), case.worker)
    yield 3
    _settle(case, stage, said.ExecuteSegment, head)


def _is_review_near(file: DossierFile, stage: Stage) -> bool:
    if file.review_due_on is None or file.under_way is not None:
        return False
    return file.review_due_on - stage.today <= timedelta(days=55)


def _reviewed(case: Case, stage: Stage, head: Member) -> Iterator[int]:
    file = _file(case, stage)
    segment = file.segment or case.fate.segment
    target = AFTER[segment]
    keeps = target is segment
    review = said.ProposeReview(
        decision_id=demonstration_id(f"decision:{case.number}:{stage.today.isoformat()}"),
        dossier_id=case.dossier_id,
        action=SegmentAction.KEEP if keeps else SegmentAction.TRANSFER,
        target=None if keeps else target,
        justification=case.text,
        written=True,
    )
    stage.do(review, case.worker)
    if case.number % 2:
        yield 4
        _settle(case, stage, said.ExecuteSegment, head, control_remark="Examen fait ; orientation et intensité justes.")


def _file(case: Case, stage: Stage) -> DossierFile:
    return stage.ask(dossier_file, HOUSE, dossier_id=case.dossier_id)


def _propose(case: Case, stage: Stage) -> None:
    stage.do(
        said.ProposeSegment(
            decision_id=demonstration_id(f"decision:{case.number}:first"),
            dossier_id=case.dossier_id,
            proposed_segment=case.fate.segment,
            criteria=(SPEAKS_FOR[case.fate.segment],),
            justification=case.text,
            transfer_report=True,
        ),
        case.worker,
    )


def _settle(case: Case, stage: Stage, kind: Any, who: Member, **rest: Any) -> None:
    """Give a command about the decision under way."""
    pending = _file(case, stage).under_way
    if pending is not None:
        stage.do(kind(decision_id=pending.id, row_version=pending.row_version, **rest), who)


def _move(case: Case, stage: Stage, sector: Sector) -> None:
    file = _file(case, stage)
    moved: dict[str, Any] = {"moving_to": sector, "received_on": stage.today}
    worker_id = case.worker.account_id
    stage.do(
        said.MoveDossier(dossier_id=file.id, row_version=file.row_version, case_worker_id=worker_id, **moved),
        case.worker,
    )


def _agreement(case: Case, stage: Stage) -> None:
    """Most dossiers have an agreement, some say why not, a few say nothing."""
    file = _file(case, stage)
    row: dict[str, Any] = {"dossier_id": file.id, "row_version": file.row_version}
    if case.number % 10 == 0:
        return
    if case.number % 7 == 0:
        stage.do(said.JustifyNoAgreement(agreement_justification=case.text, **row), case.worker)
        return
    stage.do(said.ConcludeAgreement(agreement_starts_on=stage.today, **row), case.worker)


def _contact(case: Case, stage: Stage) -> None:
    """Mostly an interview, sometimes a call or a talk in the network."""
    roll = case.dice.randrange(10)
    kind = ContactKind.PHONE if roll == 0 else ContactKind.EXTERNAL_NETWORK_TALK if roll == 1 else ContactKind.INTERVIEW
    contact_id = demonstration_id(f"contact:{case.number}:{stage.today.isoformat()}")
    stage.do(
        said.RecordContact(
            contact_id=contact_id,
            dossier_id=case.dossier_id,
            contact_kind=kind,
            contact_on=stage.today,
            contact_minutes=None if kind is ContactKind.PHONE else case.dice.randrange(15, 75, 5),
        ),
        case.worker,
    )


def _close(case: Case, stage: Stage) -> None:
    file = _file(case, stage)
    closing: dict[str, Any] = {"dossier_closed_on": stage.today, "closing_remark": case.text}
    stage.do(said.CloseDossier(dossier_id=file.id, row_version=file.row_version, **closing), case.worker)
