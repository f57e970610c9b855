"""Papers of a mandate through their real forms: who adds, who reads, what is refused, what stays as history."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from schemas.codes_records import SharedWith
from services.registration.handlers import documents
from services.registration.model import LEDGER
from services.registration.rules.papers import without_metadata
from tests.journeys.visitor import Page
from tests.portal import files
from tests.portal.household import PASSWORD, SETTINGS, Household, account_id, move_in
from tests.portal.registration.scene import furnish, paper, released, running

VIRUS = b"Virusprobe"


def add(house: Household, who: str, mandate_id: UUID, name: str, content: bytes, **given: Any) -> Page:
    browser = house.as_(who)
    page = browser.open(f"/mandates/{mandate_id}/documents")
    return browser.upload(page, page.form(content=""), name, content, **given)


def saved(house: Household, who: str, document_id: UUID) -> Any:
    return house.as_(who).client.get(f"/documents/{document_id}/file")


def only_document(page: Page) -> UUID:
    link = next(address for address, _ in page.links if address.startswith("/documents/"))
    return UUID(link.split("/")[2])


def test_row_20_a_paper_is_added_by_the_form_and_saved_as_it_was(house: Household) -> None:
    mandate_id, content = running(house), files.pdf("Lebenslauf")
    page = add(house, "case_worker", mandate_id, "Lebenslauf Müller.pdf", content, shared_with="all")
    assert "Le document est enregistré." in page.text
    assert "Lebenslauf Müller.pdf" in page.text
    assert "pas contrôlé" in page.text
    document_id = only_document(page)
    for who in ("case_worker", "ssip_coordinator", "provider"):
        answer = saved(house, who, document_id)
        assert answer.data == content
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.content_type == "application/pdf"


def test_row_20_a_picture_is_read_through_once_and_kept_without_its_metadata(
    house: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    mandate_id, picture = running(house), files.picture("JPEG", comment=b"Fotoapparat")
    read: list[int] = []

    def counted(content: bytes) -> bytes:
        read.append(len(content))
        return without_metadata(content)

    monkeypatch.setattr(documents, "without_metadata", counted)
    page = add(house, "case_worker", mandate_id, "Ausweis.jpg", picture, shared_with="all")
    assert read == [len(picture)]
    kept = saved(house, "case_worker", only_document(page)).data
    assert b"Fotoapparat" not in kept


def test_row_20_who_takes_a_paper_is_written_down(house: Household) -> None:
    document_id = paper(house, running(house))
    saved(house, "provider", document_id)
    with house.desks["registration"].database.reading() as session:
        asked = select(LEDGER.audit.c.account_id).where(
            LEDGER.audit.c.act == "read:registration.document_file", LEDGER.audit.c.subject == document_id
        )
        assert session.scalars(asked).all() == [account_id("provider")]


@pytest.mark.parametrize(
    ("shared_with", "readers"),
    [
        (SharedWith.OFFICE, {"ssip_coordinator"}),
        (SharedWith.SERVICE, {"ssip_coordinator", "case_worker"}),
        (SharedWith.ALL, {"ssip_coordinator", "case_worker", "provider"}),
    ],
)
def test_row_20_only_those_it_is_shared_with_find_a_paper(
    house: Household, shared_with: SharedWith, readers: set[str]
) -> None:
    mandate_id = running(house)
    document_id = paper(house, mandate_id, shared_with=shared_with)
    people = ("ssip_coordinator", "case_worker", "provider", "other_case_worker", "other_provider")
    assert {who for who in people if saved(house, who, document_id).status_code == 200} == readers
    assert {who for who in people if saved(house, who, document_id).status_code == 404} == set(people) - readers
    for who in ("ssip_coordinator", "case_worker", "provider"):
        shown = "Lebenslauf.pdf" in house.as_(who).open(f"/mandates/{mandate_id}/documents").text
        assert shown is (who in readers)


def test_row_20_a_provider_reads_only_while_the_placement_runs(house: Household) -> None:
    mandate_id = running(house)
    document_id = paper(house, mandate_id)
    assert saved(house, "provider", document_id).status_code == 200
    house.watch.pass_by(days=80)
    late = house.new_session("provider")
    assert late.client.get(f"/documents/{document_id}/file").status_code == 404
    assert late.client.get(f"/mandates/{mandate_id}/documents").status_code == 404


def test_row_20_nobody_sees_papers_of_a_search_but_office_and_service(house: Household) -> None:
    mandate_id = released(house)
    document_id = paper(house, mandate_id)
    assert saved(house, "provider", document_id).status_code == 404
    assert saved(house, "case_worker", document_id).status_code == 200


def test_row_20_a_bad_file_is_refused_at_its_field_and_nothing_else_is_lost(house: Household) -> None:
    mandate_id = running(house)
    page = add(house, "case_worker", mandate_id, "Brief.docx", files.docx(kind=files.MACRO_KIND), shared_with="service")
    assert page.status == 422
    assert "macros" in page.text
    assert 'href="#field-content"' in page.html
    assert page.form(content="").filled({})[-1]
    assert "Brief.docx" not in house.as_("case_worker").open(f"/mandates/{mandate_id}/documents").text
    page = add(house, "case_worker", mandate_id, "leer.pdf", b"", shared_with="service")
    assert "Le fichier est vide." in page.text


def test_row_20_ten_megabytes_is_the_limit_and_says_so(house: Household) -> None:
    mandate_id = running(house)
    page = add(house, "case_worker", mandate_id, "a.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024), shared_with="all")
    assert page.status == 422
    assert "dépasse 10 Mo" in page.text
    page = add(house, "case_worker", mandate_id, "a.pdf", b"%PDF-" + b"0" * (13 * 1024 * 1024), shared_with="all")
    assert page.status == 413
    assert "10 Mo" in page.text


def test_row_20_the_same_form_twice_adds_one_paper(house: Household) -> None:
    mandate_id, content = running(house), files.pdf("doppelt")
    browser = house.as_("case_worker")
    page = browser.open(f"/mandates/{mandate_id}/documents")
    form = page.form(content="")
    for _ in range(2):
        answer = browser.upload(page, form, "a.pdf", content, shared_with="all")
        assert answer.status == 200
    assert answer.text.count("a.pdf") == 1
    again = add(house, "case_worker", mandate_id, "b.pdf", content, shared_with="all")
    assert "se trouve déjà dans ce mandat" in again.text


def test_row_20_a_strange_name_comes_in_clean(house: Household) -> None:
    page = add(house, "case_worker", running(house), "../../fake/a\u202efdp.pdf", files.pdf("x"), shared_with="all")
    assert "afdp.pdf" in page.text
    assert "fake" not in page.text
    assert "\u202e" not in page.html


def test_row_20_a_paper_is_replaced_and_the_former_version_stays(house: Household) -> None:
    mandate_id = running(house)
    first = paper(house, mandate_id, who="case_worker")
    browser = house.as_("case_worker")
    page = browser.open(f"/documents/{first}/do/replace")
    page = browser.upload(page, page.form(content=""), "Neu.pdf", files.pdf("neu"))
    assert "Neu.pdf" in page.text
    assert "Versions précédentes" in page.text
    assert "remplacé" in page.text
    assert saved(house, "provider", first).status_code == 200
    assert browser.open(f"/documents/{first}/do/replace").status == 200
    page = browser.open(f"/documents/{first}")
    assert "Une version plus récente" in page.text
    assert "/do/withdraw" not in page.html


def test_row_20_a_withdrawn_paper_leaves_a_line_and_no_content(house: Household) -> None:
    mandate_id = running(house)
    document_id = paper(house, mandate_id, who="case_worker")
    browser = house.as_("case_worker")
    page = browser.open(f"/documents/{document_id}/do/withdraw")
    page = browser.send(page, page.form(reason=""), reason="Falsche Person.")
    assert "Falsche Person." in page.text
    answer = saved(house, "ssip_coordinator", document_id)
    assert answer.status_code == 422
    assert b"%PDF" not in answer.data
    assert "Falsche Person." not in house.as_("provider").open(f"/documents/{document_id}").text


def test_row_20_only_the_own_house_or_the_office_changes_a_paper(house: Household) -> None:
    document_id = paper(house, running(house))
    for who, status in (("provider", 403), ("case_worker", 403), ("ssip_head", 200)):
        page = house.as_(who).open(f"/documents/{document_id}")
        assert page.status == 200
        if status == 403:
            assert "/do/withdraw" not in page.html
        page = house.as_(who).open(f"/documents/{document_id}/do/withdraw")
        assert house.as_(who).send(page, page.form(reason=""), reason="x").status == status


def test_row_20_a_provider_shares_with_all_three_only(house: Household) -> None:
    mandate_id = running(house)
    page = house.as_("provider").open(f"/mandates/{mandate_id}/documents")
    assert "shared_with" not in page.form(content="").names
    page = add(house, "provider", mandate_id, "Bericht.pdf", files.pdf("Bericht"))
    assert "Bericht.pdf" in house.as_("case_worker").open(f"/mandates/{mandate_id}/documents").text


def test_row_20_a_service_cannot_keep_a_paper_for_the_office_alone(house: Household) -> None:
    page = add(house, "case_worker", running(house), "a.pdf", files.pdf("a"), shared_with="office")
    assert page.status == 422
    assert "ne pourriez pas lire vous-même" in page.text


def test_row_20_retention_nobody_has_set_says_so(house: Household) -> None:
    page = house.as_("case_worker").open(f"/mandates/{running(house)}/documents")
    assert "pas encore configurée" in page.text


@contextmanager
def a_scanner() -> Iterator[str]:
    """Listen on a free port and answer INSTREAM as clamd does: VIRUS is found, the rest is clean."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        asked = threading.Thread(target=_answer_all, args=(door,), daemon=True)
        asked.start()
        yield f"tcp://127.0.0.1:{door.getsockname()[1]}"


def _answer_all(door: socket.socket) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        with line, line.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!L", sent.read(4))[0]:
                content += sent.read(length)
            found = b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in content else b"stream: OK\0"
            line.sendall(found)


@pytest.fixture
def guarded(furnished: Path, tmp_path: Path) -> Iterator[tuple[Household, str]]:
    """A portal with a scanner that can be stopped by asking for another address."""
    import shutil

    folder = tmp_path / "guarded"
    shutil.copytree(furnished, folder)
    with a_scanner() as address:
        household = move_in(folder, replace(SETTINGS, clamd=address))
        furnish(household)
        yield household, address
        household.close()


def test_row_20_with_a_scanner_a_clean_paper_opens_and_an_infected_one_stays_locked(
    guarded: tuple[Household, str],
) -> None:
    house, _ = guarded
    mandate_id = running(house)
    page = add(house, "case_worker", mandate_id, "gut.pdf", files.pdf("gut"), shared_with="all")
    assert "rien trouvé" in page.text
    assert saved(house, "provider", only_document(page)).status_code == 200
    page = add(house, "case_worker", mandate_id, "schlecht.pdf", files.pdf(VIRUS.decode()), shared_with="all")
    assert "sous clé" in page.text
    assert saved(house, "ssip_coordinator", only_document(page)).status_code == 422


def test_row_20_a_silent_scanner_keeps_a_paper_locked_until_it_answers(guarded: tuple[Household, str]) -> None:
    house, address = guarded
    mandate_id = running(house)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
    house.app.extensions["ssip.settings"] = replace(SETTINGS, clamd=nobody)
    page = add(house, "case_worker", mandate_id, "a.pdf", files.pdf("wartet"), shared_with="all")
    assert "ne répond pas" in page.text
    document_id = only_document(page)
    assert saved(house, "case_worker", document_id).status_code == 422
    house.app.extensions["ssip.settings"] = replace(SETTINGS, clamd=address)
    page = house.as_("case_worker").open(f"/documents/{document_id}")
    page = house.as_("case_worker").send(page, page.form(f"/documents/{document_id}/scan"))
    assert "rien trouvé" in page.text
    assert saved(house, "case_worker", document_id).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("fr", "choisissez-le à nouveau"), ("de", "noch einmal")])
def test_row_20_a_file_chosen_before_the_session_ended_is_asked_for_again(
    house: Household, language: str, words: str
) -> None:
    mandate_id, browser = running(house), house.as_("case_worker")
    browser.client.get(f"/language/{language}")
    page = browser.open(f"/mandates/{mandate_id}/documents")
    house.watch.pass_by(minutes=31)
    late = browser.upload(page, page.form(content=""), "Zeugnis.pdf", files.pdf("Zeugnis"), shared_with="all")
    assert late.status == 401
    page = browser.send(late, late.form(password=""), sign_in_name="case_worker", password=PASSWORD)
    page = browser.send(page, page.form(form_review=""))
    assert page.status == 200
    assert 'href="#field-content"' in page.html
    assert "Zeugnis.pdf" in page.text
    assert words in page.text
    form = page.form(content="")
    assert dict(form.values)["shared_with"] == "all"
    done = browser.upload(page, form, "Zeugnis.pdf", files.pdf("Zeugnis"))
    assert "Zeugnis.pdf" in done.text
    assert words not in done.text


def test_a_file_beside_another_mistake_is_asked_for_again(house: Household) -> None:
    mandate_id = running(house)
    refused = add(house, "case_worker", mandate_id, "Zeugnis.pdf", files.pdf("x"), shared_with="")
    assert refused.status == 422
    assert "Zeugnis.pdf" in refused.text
    assert "choisissez-le à nouveau" in refused.text
