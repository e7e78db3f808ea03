"""What a file is by its content, and the name that it is given out under."""

import io
import zipfile

import pytest

from partnerships.file_types import BY_PART, BY_START, OLE, PDF, download_name, type_of

DOCX = BY_PART["word/document.xml"]


def package(*parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for part in parts:
            made.writestr(part, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "endings", "shown_as"),
    [
        (b"%PDF-1.7 and what follows", (".pdf",), "application/pdf"),
        (b"\x89PNG\r\n\x1a\n and what follows", (".png",), "image/png"),
        (b"\xff\xd8\xff\xe0 and what follows", (".jpg", ".jpeg", ".jpe"), "image/jpeg"),
        (b"GIF89a and what follows", (".gif",), ""),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", (".webp",), ""),
        (b"II*\x00 and what follows", (".tif", ".tiff"), ""),
        (package("a.xml", "content.xml"), BY_PART["content.xml"].endings, ""),
        (package("xl/workbook.xml"), BY_PART["xl/workbook.xml"].endings, ""),
    ],
)
def test_the_content_says_what_a_file_is_and_whether_it_is_shown(content, endings, shown_as):
    file = io.BytesIO(content)

    assert type_of(file) == (endings, shown_as)
    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>%PDF-",
        b" %PDF-1.7",
        b"<svg xmlns='x'/>",
        b"RIFF\x10\x00\x00\x00WAVE",
        package("a.html"),
        b"PK\x03\x04",
    ],
)
def test_what_is_no_document_is_nothing(content):
    assert type_of(io.BytesIO(content)) is None


def test_only_files_that_run_nothing_in_a_sandbox_are_shown():
    assert {found.shown_as for found in BY_START.values()} - {""} == {"application/pdf", "image/png", "image/jpeg"}


@pytest.mark.parametrize(
    ("name", "stored", "file_type", "given"),
    [
        ("Signed.PDF", "documents/key.pdf", PDF, "Signed.PDF"),
        ("Signed scan", "documents/key.pdf", PDF, "Signed scan.pdf"),
        ("No 7. Договор", "documents/key", PDF, "No 7. Договор.pdf"),
        ("a.html", "documents/key", PDF, "a.html.pdf"),
        ("form.docm", "documents/key", DOCX, "form.docm"),
        ("table", "documents/key.xls", OLE, "table.xls"),
        ("letter", "documents/key", OLE, "letter.doc"),
        ("anything", "documents/key.rtf", None, "anything.rtf"),
        ("anything", "documents/key", None, "anything"),
    ],
)
def test_a_name_gets_the_ending_of_the_content(name, stored, file_type, given):
    assert download_name(name, stored, file_type) == given
