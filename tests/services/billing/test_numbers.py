"""Numbers without a gap and without a double, whatever dies or happens at the same moment, in both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from messaging import faults
from messaging.database import DatabaseDown
from schemas import billing as said
from schemas.codes_billing import PaperKind
from schemas.refusal import Refusal
from services.billing.model import Paper
from services.billing.service import WIRING
from tests import kept
from tests.services.billing.scene import COORDINATOR, HEAD, IBAN, Scene

PROVIDERS = 8


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def checked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Scene, list[UUID], str]]:
    """A service with a checked statement for each of eight providers, and where its database is."""
    if request.param == "postgresql":
        url = str(request.getfixturevalue("fresh_database"))
    else:
        url = f"sqlite:///{tmp_path / 'billing.sqlite'}"
    scene = Scene(url, create=False)
    kept.furnished("checked statements", scene.service.database, lambda: _check(scene))
    yield scene, [each.id for each in scene.drafts(PaperKind.PROVIDER_STATEMENT)], url
    scene.close()


def _check(scene: Scene) -> None:
    WIRING.metadata.create_all(scene.service.database.engine)
    scene.furnish()
    for _ in range(PROVIDERS):
        provider_id = uuid4()
        scene.address(provider_id, "Atelier", IBAN)
        scene.locked(provider_id=provider_id)
    scene.compute(PaperKind.PROVIDER_STATEMENT)
    for each in scene.drafts(PaperKind.PROVIDER_STATEMENT):
        scene.step(said.CheckPaper, each.id, COORDINATOR)


def serials(scene: Scene) -> list[int]:
    with scene.service.database.reading() as session:
        return sorted(each for each in session.scalars(select(Paper.serial)) if each is not None)


def issue(scene: Scene, paper_id: UUID) -> bool:
    """Whether this person issued it; on a busy machine they press the button again."""
    while True:
        try:
            scene.step(said.IssuePaper, paper_id, HEAD)
        except DatabaseDown:
            continue
        except Refusal:
            return False
        return True


def test_row_21_numbers_given_at_the_same_moment_have_no_gap_and_no_double(
    checked: tuple[Scene, list[UUID], str],
) -> None:
    scene, ids, _ = checked
    with ThreadPoolExecutor(6) as people:
        done = list(people.map(lambda each: issue(scene, each), [*ids, *ids]))
    assert sum(done) == PROVIDERS
    assert serials(scene) == list(range(1, PROVIDERS + 1))


def test_row_21_a_rolled_back_release_leaves_no_gap(
    checked: tuple[Scene, list[UUID], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, ids, _ = checked
    point = faults.point

    def fail(name: str) -> None:
        if name == "command.before_commit":
            raise RuntimeError("the power goes off")

    for place, paper_id in enumerate(ids):
        monkeypatch.setattr(faults, "point", fail)
        with pytest.raises(RuntimeError):
            scene.step(said.IssuePaper, paper_id, HEAD)
        monkeypatch.setattr(faults, "point", point)
        if place % 2:
            assert issue(scene, paper_id)
    assert serials(scene) == list(range(1, PROVIDERS // 2 + 1))


_DYING = """
    import os, sys
    from uuid import UUID
    from messaging import faults
    from schemas import billing as said
    from tests.services.billing.scene import Scene
    from schemas.actor import Actor, Role
    url, paper, account, where = sys.argv[1:]
    def die(name):
        if name == where:
            os._exit(9)
    faults.point = die
    scene = Scene(url, create=False)
    head = Actor(UUID(account), Role.SSIP_HEAD, UUID(account))
    scene.do(said.IssuePaper(paper_id=UUID(paper), row_version=scene.card(UUID(paper)).row_version), head)
"""


@pytest.mark.slow
def test_row_21_a_process_killed_while_issuing_leaves_no_gap_and_no_double(
    checked: tuple[Scene, list[UUID], str],
) -> None:
    scene, ids, url = checked
    for place, paper_id in enumerate(ids[:4]):
        where = ("command.before_commit", "command.after_commit")[place % 2]
        command = [sys.executable, "-c", dedent(_DYING), url, str(paper_id), str(uuid4()), where]
        died = subprocess.run(command, env={**os.environ, "PYTHONPATH": os.getcwd()}, check=False)
        assert died.returncode == 9
    assert serials(scene) == [1, 2]
    assert [issue(scene, each) for each in ids] == [True, False, True, False, *(True,) * 4]
    assert serials(scene) == list(range(1, PROVIDERS + 1))


def test_row_21_issued_rows_cannot_be_changed_in_this_database(checked: tuple[Scene, list[UUID], str]) -> None:
    scene, ids, _ = checked
    assert issue(scene, ids[0])
    for statement in (
        "UPDATE invoice SET total_centimes = 1 WHERE number IS NOT NULL",
        "DELETE FROM invoice_line",
        "UPDATE invoice SET debtor_kind = 'affiliated_commune' WHERE number IS NULL",
    ):
        with (
            pytest.raises(Exception, match=r"issued_is_final|no_money_between_communes"),
            scene.service.database.writing() as session,
        ):
            session.execute(text(statement))
