"""Small real files for uploads, made here: a PDF, pictures, a Word document, and their bad twins."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
)
PLAIN_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_KIND = "application/vnd.ms-word.document.macroEnabled.main+xml"
BODY = '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body><w:p>{text}</w:p></w:body></w:document>'
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="urn:r">{lines}</Relationships>'


def pdf(text: str = "", *, script: bool = False, password: str = "", enclosed: bool = False) -> bytes:
    """Return a PDF of one empty page; ``text`` stands in its title, so that two differ."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_metadata({"/Title": text})
    if script:
        _opens_with(writer, {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")})
    if enclosed:
        writer.add_attachment("inside.exe", b"MZ")
    if password:
        writer.encrypt(password)
    return _written(writer)


def pdf_that_starts_a_program() -> bytes:
    """Return a PDF that would start a program when it is opened, by an object of its own."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    _opens_with(writer, {"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")})
    return _written(writer)


def _opens_with(writer: PdfWriter, action: dict[str, Any]) -> None:
    made = DictionaryObject({NameObject(name): value for name, value in action.items()})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(made)


def _written(writer: PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def picture(kind: str = "PNG", colour: int = 120, comment: bytes = b"") -> bytes:
    """Return a picture of 8 by 8 points; a JPEG may carry a comment."""
    made = BytesIO()
    Image.new("RGB", (8, 8), (colour, 80, 40)).save(made, kind, **({"comment": comment} if comment else {}))
    return made.getvalue()


def docx(
    text: str = "Guten Tag", *, kind: str = PLAIN_KIND, relations: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """Return a Word document; ``more`` are further parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(kind=kind))
        archive.writestr("word/document.xml", BODY.format(text=text))
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(lines=relations))
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return made.getvalue()
