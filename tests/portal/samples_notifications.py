"""Records of notifications for the access tests: an alert of the coordinators, a failed mail, a link for Südkurve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from schemas.actor import HOUSE
from schemas.codes_notifications import LinkPurpose, MailKind, MailState
from schemas.notifications import IssueLink
from services.notifications.model import Mail
from services.notifications.queries.alerts import my_alerts
from tests.portal.household import PROVIDER, Household, actor
from tests.portal.notifications.scene import tell
from tests.portal.placements.stage import Stage
from tests.services.notifications.room import submitted


def _alert(house: Household) -> Mapping[str, Any]:
    tell(house, submitted(uuid4()))
    mine = house.desks["notifications"].ask(my_alerts, actor("ssip_coordinator"))
    return {"alert_id": mine.act_now[0].id}


def _mail(house: Household) -> Mapping[str, Any]:
    desk = house.desks["notifications"]
    failed = Mail(id=uuid4(), kind=MailKind.ALERT, account_id=uuid4(), organisation_id=uuid4(), language="fr")
    failed.subject, failed.body, failed.state = "Avis", "{base}", MailState.FAILED
    failed.queued_at = failed.due_at = desk.clock()
    with desk.database.writing() as session:
        session.add(failed)
    return {"mail_id": failed.id}


def _link(house: Household) -> Mapping[str, Any]:
    proposal, link = Stage(house).proposal(), uuid4()
    purpose = LinkPurpose.ANSWER_PROPOSAL
    issued = {"link_id": link, "purpose": purpose, "subject_id": proposal, "organisation_id": PROVIDER[1]}
    house.desks["notifications"].do(IssueLink(**issued, token_hash=uuid4().hex), HOUSE)
    return {"purpose": purpose.value, "subject_id": proposal, "link_id": link}


SAMPLES = {"alert": _alert, "mail": _mail, "link": _link}
