"""What a file really is: good ones pass, every kind of bad one is named."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from services.registration.rules.papers import LARGEST, paper_objections, without_metadata
from tests.portal import files

EXTERNAL = '<Relationship Id="r1" Type="{kind}" Target="https://example.ch/a.dotm" TargetMode="External"/>'
TEMPLATE = EXTERNAL.format(kind="http://schemas/officeDocument/2006/relationships/attachedTemplate")
LINK = EXTERNAL.format(kind="http://schemas/officeDocument/2006/relationships/hyperlink")
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


def found(content: bytes, name: str) -> set[str]:
    return {each.code for each in paper_objections(content, name)}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.pdf("Lebenslauf"), "Lebenslauf.pdf"),
        (files.picture("PNG"), "Scan.PNG"),
        (files.picture("JPEG"), "photo.jpg"),
        (files.picture("JPEG"), "photo.jpeg"),
        (files.docx(), "Brief.docx"),
        (files.docx(relations=LINK), "mit Link.docx"),
    ],
    ids=["pdf", "png", "jpg", "jpeg", "docx", "docx-with-link"],
)
def test_row_20_good_papers_pass(content: bytes, name: str) -> None:
    assert found(content, name) == set()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "document_empty"),
        (b"%PDF-" + b"0" * LARGEST, "a.pdf", "document_too_large"),
        (b"MZ\x90\x00" + b"0" * 100, "a.pdf", "document_format"),
        (b"GIF89a" + b"0" * 100, "a.gif", "document_format"),
        (files.pdf(), "a.docx", "document_name_differs"),
        (files.pdf(), "a.pdf.exe", "document_name_differs"),
        (files.pdf(), ".pdf", "document_name_differs"),
        (files.pdf(), "a" * 150 + ".pdf", "document_name_long"),
        (files.pdf()[:-20], "a.pdf", "document_broken"),
        (b"%PDF-1.7\nnothing\n%%EOF\n", "a.pdf", "document_broken"),
        (files.pdf(password="geheim"), "a.pdf", "document_locked"),
        (files.pdf(script=True), "a.pdf", "document_active"),
        (files.pdf(enclosed=True), "a.pdf", "document_active"),
        (files.pdf_that_starts_a_program(), "a.pdf", "document_active"),
        (files.pdf() + b"MZ more", "a.pdf", "document_two_things"),
        (files.pdf() + files.docx(), "a.pdf", "document_two_things"),
        (files.picture("PNG") + files.docx(), "a.png", "document_two_things"),
        (files.picture("JPEG") + b"<script>alert(1)</script>", "a.jpg", "document_two_things"),
        (files.picture("PNG")[:40], "a.png", "document_broken"),
        (files.picture("JPEG")[:200] + b"\xff\xd9", "a.jpg", "document_broken"),
        (files.docx(kind=files.MACRO_KIND), "a.docx", "document_active"),
        (files.docx(more={"word/vbaProject.bin": b"1"}), "a.docx", "document_active"),
        (files.docx(more={"word/embeddings/oleObject1.bin": b"1"}), "a.docx", "document_active"),
        (files.docx("DDEAUTO c:\\\\windows"), "a.docx", "document_active"),
        (files.docx(relations=TEMPLATE), "a.docx", "document_active"),
        (files.docx(more={"word/styles.xml": ENTITY}), "a.docx", "document_broken"),
        (files.docx(more={"../../etc/passwd": b"1"}), "a.docx", "document_broken"),
        (files.docx(more={"word/media/a.txt": b"0" * 5_000_000}), "a.docx", "document_too_involved"),
        (files.docx() + b"tail", "a.docx", "document_two_things"),
    ],
)
def test_row_20_every_bad_paper_is_refused_by_name(content: bytes, name: str, code: str) -> None:
    assert code in found(content, name)


def test_row_20_an_archive_that_is_no_word_document_is_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert found(made.getvalue(), "a.docx") == {"document_format"}


def test_row_20_a_damaged_part_of_a_word_document_is_noticed() -> None:
    content = bytearray(files.docx("x" * 400))
    place = content.find(b"word/document.xml") + len(b"word/document.xml") + 12
    content[place] ^= 0xFF
    assert found(bytes(content), "a.docx") == {"document_broken"}


def test_row_20_a_picture_that_would_fill_the_memory_is_refused() -> None:
    import struct
    import zlib

    head = struct.pack("!IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))

    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0" * 1000)) + chunk(b"IEND", b"")
    )
    assert found(bomb, "a.png") & {"document_broken", "document_too_involved"}


def test_row_20_a_pdf_of_endless_objects_is_refused_before_it_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.registration.rules.papers.pdf.MOST_OBJECTS", 3)
    assert found(files.pdf("viele"), "a.pdf") == {"document_too_involved"}


def photograph(kind: str, turned: int) -> bytes:
    """Return a picture that says where it was taken, with what, and how it is turned."""
    exif = Image.Exif()
    exif[0x010F] = "Fotoapparat"
    exif[0x0112] = turned
    exif.get_ifd(0x8825)[2] = (47.0, 8.0, 12.0)
    made = BytesIO()
    more: dict[str, Any] = (
        {"pnginfo": _said("Comment", "Fotoapparat")} if kind == "PNG" else {"comment": b"Fotoapparat"}
    )
    Image.new("RGB", (8, 4), (120, 80, 40)).save(made, kind, exif=exif, **more)
    return made.getvalue()


def _said(key: str, text: str) -> PngInfo:
    info = PngInfo()
    info.add_text(key, text)
    return info


@pytest.mark.parametrize(("kind", "turned"), [("JPEG", 6), ("JPEG", 1), ("PNG", 1)])
def test_row_20_a_photograph_keeps_its_picture_and_loses_where_it_was_taken(kind: str, turned: int) -> None:
    before = photograph(kind, turned)
    assert b"Fotoapparat" in before
    after = without_metadata(before)
    assert b"Fotoapparat" not in after
    assert not paper_objections(after, "a.jpg" if kind == "JPEG" else "a.png")
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        assert new.tobytes() == old.tobytes()
        assert dict(new.getexif()) == ({0x0112: turned} if turned != 1 else {})
    assert without_metadata(after) == after


STARTS = [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\x00\x20Exif\0\0MM\0*", b"\x89PNG\r\n\x1a\n"]


@given(st.binary(max_size=200), st.sampled_from(STARTS))
def test_row_20_taking_metadata_out_never_fails_on_broken_files(rest: bytes, start: bytes) -> None:
    assert len(without_metadata(start + rest)) <= len(start + rest) + 40


def test_row_20_other_papers_stay_as_they_are() -> None:
    for content in (files.pdf("Bericht"), files.docx()):
        assert without_metadata(content) == content
