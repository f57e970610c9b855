"""Who may open the pages of casework: only people of the social service whose dossiers they are."""

from __future__ import annotations

from schemas.actor import Role
from tests.portal.access import (
    ADMIN_ASSISTANT,
    CASE_WORKER,
    INTAKE1_ADMIN,
    SECTOR_HEAD,
    SERVICE_HEAD,
    Line,
    Lines,
    may,
)

LEADERS = (CASE_WORKER, SECTOR_HEAD, SERVICE_HEAD)
STAFF = (*LEADERS, ADMIN_ASSISTANT, INTAKE1_ADMIN)


def _of(*roles: Role) -> Line:
    return may(*roles, own="dossier")


LINES: Lines = {
    "dossiers.index": may(*STAFF),
    "dossiers.new": may(*STAFF),
    "dossiers.detail": _of(*STAFF),
    "dossiers.contact": _of(*STAFF),
    "dossiers.strike": _of(CASE_WORKER, SECTOR_HEAD, ADMIN_ASSISTANT),
    "dossiers.act": {
        **dict.fromkeys(("propose", "decide", "answer", "review", "change"), _of(CASE_WORKER)),
        **dict.fromkeys(("agreement", "no_agreement"), _of(CASE_WORKER)),
        **dict.fromkeys(("agree", "execute", "give_back"), _of(SECTOR_HEAD)),
        **dict.fromkeys(("hand_over", "close"), _of(*LEADERS)),
        "request": _of(ADMIN_ASSISTANT),
        "move": _of(*LEADERS, INTAKE1_ADMIN),
        "estimate": _of(CASE_WORKER, SECTOR_HEAD),
        "link": _of(*LEADERS, ADMIN_ASSISTANT),
    },
    "dossier_control.index": may(SECTOR_HEAD, SERVICE_HEAD),
    "portfolios.index": may(*LEADERS),
    "portfolios.detail": may(*LEADERS, own="portfolio"),
    "portfolios.what_if": may(*LEADERS),
}
