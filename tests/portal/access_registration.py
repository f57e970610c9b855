"""Who may open the pages of registration."""

from __future__ import annotations

from collections.abc import Mapping

from tests.portal.access import (
    ADMIN_ASSISTANT,
    AUDITOR,
    CASE_WORKER,
    INTAKE1_ADMIN,
    PROVIDER,
    SECTOR_HEAD,
    SERVICE_HEAD,
    SSIP_COORDINATOR,
    SSIP_HEAD,
    Line,
    may,
)

OFFICE = (SSIP_COORDINATOR, SSIP_HEAD)
SERVICE = (CASE_WORKER, SERVICE_HEAD, SECTOR_HEAD, ADMIN_ASSISTANT)
READERS = (*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER, AUDITOR)
WRITERS = (CASE_WORKER, SERVICE_HEAD, ADMIN_ASSISTANT, INTAKE1_ADMIN)
COORDINATOR = may(SSIP_COORDINATOR, own="mandate")
HEAD = may(SSIP_HEAD, own="mandate")
REFERENT = may(CASE_WORKER, SERVICE_HEAD, own="mandate")
BOTH = may(SSIP_COORDINATOR, CASE_WORKER, SERVICE_HEAD, own="mandate")
TEAM = may(*OFFICE, CASE_WORKER, SERVICE_HEAD, own="mandate")
MEETING = may(SSIP_COORDINATOR, CASE_WORKER, SERVICE_HEAD, PROVIDER, own="appointment")

LINES: dict[str, Line | Mapping[str, Line]] = {
    "mandates.index": may(*READERS),
    "mandates.detail": may(*READERS, own="mandate"),
    "mandates.new": may(*WRITERS, status=303),
    "mandates.register": may(*WRITERS, step="person"),
    "mandates.check": may(*WRITERS, status=303),
    "mandates.drop": may(*WRITERS),
    "mandates.act": {
        "acknowledge": COORDINATOR,
        "admit": COORDINATOR,
        "request_information": COORDINATOR,
        "answer_information": may(CASE_WORKER, SERVICE_HEAD, ADMIN_ASSISTANT, own="mandate"),
        "grant_exception": may(SSIP_HEAD, SSIP_COORDINATOR, own="mandate"),
        "record_consultation": HEAD,
        "clarify": COORDINATOR,
        "clarify_in_depth": COORDINATOR,
        "plan": COORDINATOR,
        "release": COORDINATOR,
        "write_final_report": COORDINATOR,
        "read_final_report": may(CASE_WORKER, SERVICE_HEAD, own="mandate"),
        "close": COORDINATOR,
        "reopen": COORDINATOR,
        "refuse": COORDINATOR,
        "withdraw": REFERENT,
        "admit_trial": may(SSIP_COORDINATOR, INTAKE1_ADMIN, own="mandate"),
        "end_coaching": COORDINATOR,
        "end_followup": COORDINATOR,
        "decide_reorientation": COORDINATOR,
        "sign_final_report": may(PROVIDER, own="mandate"),
        "record_outcome": BOTH,
        "take_over": BOTH,
        "correct_answers": may(
            SSIP_COORDINATOR, CASE_WORKER, SERVICE_HEAD, ADMIN_ASSISTANT, INTAKE1_ADMIN, own="mandate"
        ),
        "recheck": COORDINATOR,
        "ask_reorientation": REFERENT,
        "start_coaching": COORDINATOR,
        "follow_up": COORDINATOR,
        "rate_phase": COORDINATOR,
        "refer": COORDINATOR,
        "hand_over": TEAM,
        "deputy": TEAM,
        "contact": TEAM,
        "end_part": TEAM,
        "propose_appointment": BOTH,
    },
    "chronicle.index": may(*READERS, own="mandate"),
    "documents.index": may(*READERS, own="document"),
    "documents.add": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER, own="document"),
    "documents.detail": may(*READERS, own="document"),
    "documents.send": may(*READERS, own="document"),
    "documents.scan": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER, own="document"),
    "documents.act": dict.fromkeys(
        ("replace", "withdraw"), may(*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER, own="document")
    ),
    "appointments.index": may(*OFFICE, CASE_WORKER, SERVICE_HEAD, PROVIDER),
    "appointments.detail": may(*READERS, own="appointment"),
    "appointments.act": dict.fromkeys(("confirm", "move", "see", "excuse", "miss", "revoke"), MEETING),
    "outcomes.index": may(*OFFICE, CASE_WORKER, SERVICE_HEAD),
    "outcomes.several": may(*OFFICE, CASE_WORKER, SERVICE_HEAD),
    "mandates.bulk": may(*OFFICE, CASE_WORKER, SERVICE_HEAD),
    "due_lines.several": may(*OFFICE, *SERVICE, INTAKE1_ADMIN),
    "duplicates.index": may(*OFFICE),
    "duplicates.pair": may(*OFFICE, own="pair"),
    "duplicates.apart": may(*OFFICE, own="pair"),
    "duplicates.undo": may(*OFFICE, own="merge"),
    "messages.index": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER),
    "messages.thread": may(*READERS, own="message"),
    "messages.write": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER, own="message"),
    "messages.withdraw": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, PROVIDER, own="message"),
    "messages.read": may(*READERS, own="message"),
    "triage.index": may(*OFFICE),
    "deadlines.index": may(*OFFICE, *SERVICE, INTAKE1_ADMIN),
    "deadlines.detail": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, own="deadline"),
    "deadlines.change": may(*OFFICE, *SERVICE, INTAKE1_ADMIN, own="deadline"),
}
