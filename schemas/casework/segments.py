"""What is said about segments: proposed by two persons, decided, changed, reviewed; and about portfolios."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from schemas.codes_casework import PortfolioOutcome, Segment, SegmentAction, SegmentCriterion, SegmentProcess
from schemas.fields import hidden, prose, tick_box
from schemas.message import Command, Event


class ProposeSegment(Command, said="casework.propose_segment", about="dossier_id"):
    """The case worker of an intake proposes a segment, explicitly in the transfer report (S-02)."""

    decision_id: UUID = hidden()
    dossier_id: UUID = hidden()
    proposed_segment: Segment
    criteria: tuple[SegmentCriterion, ...]
    justification: str = prose(longest=4000)
    transfer_report: bool = tick_box(default=False)


class AgreeToSegment(Command, said="casework.agree_to_segment", about="decision_id"):
    """The head of sector, the second pair of eyes, proposes the same (S-03)."""

    decision_id: UUID = hidden()
    row_version: int = hidden()
    transfer_report: bool = tick_box(default=False)
    control_remark: str = prose(longest=2000, default="")


class DecideSegment(Command, said="casework.decide_segment", about="decision_id"):
    """The case worker in counselling decides finally; leaving the proposal needs a written reason (S-04)."""

    decision_id: UUID = hidden()
    row_version: int = hidden()
    decided_segment: Segment
    justification: str = prose(longest=4000, default="")


class RequestSegmentChange(Command, said="casework.request_segment_change", about="dossier_id"):
    """An administrative assistant asks the case worker to take a dossier of segment C into A or B (S-07)."""

    decision_id: UUID = hidden()
    dossier_id: UUID = hidden()
    target: Segment
    justification: str = prose(longest=4000)


class AnswerSegmentRequest(Command, said="casework.answer_segment_request", about="decision_id"):
    """The responsible case worker decides on the assistant's request, with a reason (S-07)."""

    decision_id: UUID = hidden()
    row_version: int = hidden()
    request_granted: bool
    justification: str = prose(longest=4000)


class ChangeSegment(Command, said="casework.change_segment", about="dossier_id"):
    """The case worker decides another segment at any time, justified in writing (S-06)."""

    decision_id: UUID = hidden()
    dossier_id: UUID = hidden()
    target: Segment
    justification: str = prose(longest=4000)


class ProposeReview(Command, said="casework.propose_review", about="dossier_id"):
    """When the segment's time is over the case worker proposes to keep or to change it (S-08, S-09)."""

    decision_id: UUID = hidden()
    dossier_id: UUID = hidden()
    action: SegmentAction
    target: Segment | None = None
    justification: str = prose(longest=4000)
    written: bool = tick_box(default=False)
    documented_exception: bool = tick_box(default=False)


class GiveBackSegment(Command, said="casework.give_back_segment", about="decision_id"):
    """The head of sector gives a proposal or decision back to the case worker, with a reason."""

    decision_id: UUID = hidden()
    row_version: int = hidden()
    give_back_reason: str = prose(longest=2000)


class ExecuteSegment(Command, said="casework.execute_segment", about="decision_id"):
    """The head of sector has examined the decision and changes the segment in the register (S-05, S-08)."""

    decision_id: UUID = hidden()
    row_version: int = hidden()
    control_remark: str = prose(longest=2000, default="")


class RecordPortfolioCheck(Command, said="casework.record_portfolio_check"):
    """The head of sector has looked at one case worker's portfolio (S-18)."""

    check_id: UUID = hidden()
    case_worker_id: UUID = hidden()
    check_remark: str = prose(longest=2000)


class SegmentProposed(Event, said="casework.segment_proposed", about="dossier_id"):
    """A first proposal waits for the head of sector."""

    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment


class SegmentAgreed(Event, said="casework.segment_agreed", about="dossier_id"):
    """Two persons stand behind the proposal: the dossier may go to counselling."""

    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment


class SegmentToControl(Event, said="casework.segment_to_control", about="dossier_id"):
    """A case worker has decided; the head of sector controls and carries it out."""

    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment
    process: SegmentProcess
    days_late: int = 0


class SegmentGivenBack(Event, said="casework.segment_given_back", about="dossier_id"):
    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID


class SegmentChangeRequested(Event, said="casework.segment_change_requested", about="dossier_id"):
    """An assistant's request waits for the case worker."""

    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment


class SegmentRequestAnswered(Event, said="casework.segment_request_answered", about="dossier_id"):
    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    requested_by: UUID
    granted: bool


class SegmentDecided(Event, said="casework.segment_decided", about="dossier_id"):
    """The dossier is in a segment; its time runs. ``days_late`` says how late the decision came, 0 for in time."""

    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment
    previous: Segment | None = None
    process: SegmentProcess
    started_on: date
    review_due_on: date
    days_late: int = 0


class SegmentReviewDue(Event, said="casework.segment_review_due", about="dossier_id"):
    """The time of a segment is over and nobody has reviewed it yet."""

    decision_id: UUID
    dossier_id: UUID
    social_service_id: UUID
    case_worker_id: UUID
    segment: Segment
    due_on: date


class PortfolioChecked(Event, said="casework.portfolio_checked", about="case_worker_id"):
    social_service_id: UUID
    case_worker_id: UUID
    outcome: PortfolioOutcome
    checked_on: date
