"""A mailer process killed at the worst moments: no mail is lost, at most one copy too many, same Message-ID."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from schemas.actor import HOUSE
from schemas.codes_notifications import MailState
from schemas.notifications import BuildDigests
from services.notifications.queries.mails import mail_counts
from services.notifications.rules.sending import LEASE
from tests.services.notifications.postbox import Postbox, free_port, mailer_of, serving
from tests.services.notifications.room import CASE_WORKER, PARTNER, Room, admitted, proposed, submitted

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
@pytest.mark.parametrize(("point", "copies"), [("mail.before_send", 2), ("mail.after_send", 3)])
def test_row_18_a_killed_mailer_loses_nothing_and_sends_at_most_one_copy_more(
    room: Room, tmp_path: Path, point: str, copies: int
) -> None:
    room.reach(PARTNER, "partner@example.ch")
    room.reach(CASE_WORKER, "service@example.ch")
    mandate = uuid4()
    room.tell(submitted(mandate), admitted(mandate), proposed(mandate, uuid4()))
    room.service.do(BuildDigests(), HOUSE)
    box, port = Postbox(), free_port()
    arguments = [f"sqlite:///{tmp_path / 'notifications'}.sqlite", str(port), room.watch.now.isoformat()]
    with serving(box, port):
        died = subprocess.run(
            [sys.executable, "-m", "tests.services.notifications.dying_mailer", *arguments],
            cwd=ROOT,
            env=os.environ | {"SSIP_CRASH_AT": point, "PYTHONPATH": str(ROOT)},
            timeout=60,
        )
        assert died.returncode == 9
        room.watch.pass_by(seconds=LEASE.total_seconds() + 1)
        assert mailer_of(room, port).send_some() == 2
    assert (len(box.ids), len(set(box.ids))) == (copies, 2)
    assert room.service.ask(mail_counts, HOUSE)[MailState.SENT] == 2
