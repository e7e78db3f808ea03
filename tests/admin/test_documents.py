"""Documents and contacts."""

import hashlib
import io
import re
import zipfile
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from partnerships.admin.documents import DocumentForm, keep_document
from partnerships.importing.resources import AgreementResource
from partnerships.models import Contact, Document, PendingImport
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PDF = b"%PDF-1.7\n%nothing else\n"


def picture(kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, kind)
    return file.getvalue()


def package(part):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(part, "")
    return file.getvalue()


def form_of(content, name="signed.pdf", agreement=None):
    document = Document(agreement=agreement or make_agreement())
    form = DocumentForm({}, {"file": SimpleUploadedFile(name, content)}, instance=document)
    form.is_valid()
    return form


@pytest.mark.parametrize("content", [PDF, picture()])
def test_a_document_keeps_its_checksum_and_its_name(content):
    document = form_of(content).save()

    assert (document.sha256, document.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert (document.name, document.is_public) == ("signed.pdf", False)


@pytest.mark.parametrize("folder", ["documents/2026/11/", "documents/"])
def test_a_document_stored_under_its_name_before_is_still_given_out(admin_client, folder):
    document = form_of(PDF).save()
    stored = default_storage.save(f"{folder}signed.pdf", ContentFile(PDF + b"older"))
    Document.objects.update(file=stored)

    answer = admin_client.get(document.get_absolute_url())

    assert b"".join(answer.streaming_content) == PDF + b"older"


@pytest.mark.parametrize(
    ("name", "ending"),
    [("signed.PDF", ".pdf"), ("a.html", ""), ("../../a.pdf", ".pdf"), ("page", ""), ("Договор. " + "я" * 150, "")],
)
def test_a_document_is_stored_under_its_key(name, ending):
    document = form_of(PDF, name=name).save()

    assert document.file.name == f"documents/{document.key}{ending}"


LONG = f"{'Я' * 147}.pdf"  # 151 letters, 298 bytes: more than a disk takes for a name
WITHOUT_ENDING = f"Договор. {'я' * 142}"


@pytest.mark.parametrize("in_memory", [2**20, 0])
@pytest.mark.parametrize(("name", "ending"), [(LONG, ""), (WITHOUT_ENDING, ".pdf")])
def test_a_document_with_a_long_name_is_kept_and_given_out_under_it(admin_client, settings, name, ending, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory
    agreement = make_agreement()
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none",
        "documents-TOTAL_FORMS": 1, "documents-INITIAL_FORMS": 0, "documents-0-file": SimpleUploadedFile(name, PDF),
        "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip

    response = admin_client.post(f"/admin/partnerships/agreement/{agreement.pk}/change/", posted)

    document = Document.objects.get()
    answer = admin_client.get(document.get_absolute_url())
    assert (response.status_code, document.name) == (302, name)
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == f"inline; filename*=utf-8''{quote(name + ending)}"


@pytest.mark.parametrize("in_memory", [2**20, 0])
@pytest.mark.parametrize("name", [f"{'Я' * 147}.png", WITHOUT_ENDING.removesuffix("я" * 4) + ".png"])
def test_a_logo_with_a_long_name_is_kept(admin_client, settings, name, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory
    institution = make_institution()
    forms = {
        f"{prefix}-{count}_FORMS": 0
        for prefix in ("other_names", "contacts", "agreements")
        for count in ("TOTAL", "INITIAL")
    }
    posted = forms | {"name": institution.name, "country": "BG", "slug": institution.slug}

    response = admin_client.post(
        f"/admin/partnerships/institution/{institution.pk}/change/",
        posted | {"logo": SimpleUploadedFile(name, picture())},
    )

    institution.refresh_from_db()
    assert response.status_code == 302
    assert re.fullmatch(r"logos/[0-9a-f-]{36}\.png", institution.logo.name)


@pytest.mark.parametrize("in_memory", [2**20, 0])
@pytest.mark.parametrize("name", [f"{'Я' * 147}.csv", WITHOUT_ENDING])
def test_a_list_with_a_long_name_is_imported_and_given_back_under_it(admin_client, settings, name, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory
    content = b"University,Country\nVarna,Bulgaria\n"

    preview = admin_client.post("/admin/import/", {"file": SimpleUploadedFile(name, content)})
    run = AgreementResource().import_file(content, name).run
    answer = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/file/")

    assert (preview.status_code, PendingImport.objects.get().file_name) == (302, name)
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"


def test_a_name_that_no_download_can_have_is_made_one():
    document = Document(agreement=make_agreement())
    form = DocumentForm({"name": "Signed\r\n scan\x01"}, {"file": SimpleUploadedFile("s.pdf", PDF)}, instance=document)

    assert form.is_valid() and form.save().name == "Signed scan"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("scan\u202efdp.pdf", "scanfdp.pdf"), ("نیم\u200cفاصله.pdf", "نیم\u200cفاصله.pdf"), ("Məmmədov №7.pdf",) * 2],
)
def test_the_name_of_a_file_is_kept_in_any_alphabet_and_turns_nothing_round(name, kept):
    document = Document(agreement=make_agreement())
    form = DocumentForm({}, {"file": SimpleUploadedFile(name, PDF)}, instance=document)

    assert form.is_valid() and form.save().name == kept
    assert keep_document(SimpleUploadedFile(name, PDF), document.agreement).name == kept


def package_of_a_version_to_come():
    content = bytearray(package("word/document.xml"))
    content[content.index(b"PK\x01\x02") + 6] = 255  # the version that is needed to open it
    return bytes(content)


def package_with_a_name_in_no_encoding():
    return package("é.xml").replace("é".encode(), b"\xff\xff")


@pytest.mark.parametrize("content", [package_of_a_version_to_come(), package_with_a_name_in_no_encoding()])
def test_a_package_that_cannot_be_opened_is_refused(content):
    assert form_of(content).errors == {"file": ["Choose a PDF, a picture, or a file of an office program."]}


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script></html>", b"<svg xmlns='x'/>", b"MZ\x90", b"PK\x03\x04 no package"]
)
def test_what_is_no_document_by_its_content_is_refused(content):
    assert form_of(content).errors == {"file": ["Choose a PDF, a picture, or a file of an office program."]}


def test_a_document_over_the_limit_is_refused(settings):
    settings.DOCUMENT_MAX_BYTES = 10

    assert "at most 0 MB can be kept" in str(form_of(PDF).errors["file"])


@pytest.mark.parametrize(
    ("is_public", "is_agreement_public", "status"), [(True, True, 200), (True, False, 404), (False, True, 404)]
)
def test_a_visitor_gets_public_documents_of_public_agreements(client, is_public, is_agreement_public, status):
    document = form_of(PDF, agreement=make_agreement(is_public=is_agreement_public)).save()
    Document.objects.update(is_public=is_public)

    answer = client.get(document.get_absolute_url())
    answer.close()

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("content", "content_type", "disposition"),
    [
        (PDF, "application/pdf", 'inline; filename="a.html.pdf"'),
        (picture(), "image/png", 'inline; filename="a.html.png"'),
        (picture("JPEG"), "image/jpeg", 'inline; filename="a.html.jpg"'),
        (picture("TIFF"), "application/octet-stream", 'attachment; filename="a.html.tif"'),
        (picture("GIF"), "application/octet-stream", 'attachment; filename="a.html.gif"'),
        (package("word/document.xml"), "application/octet-stream", 'attachment; filename="a.html.docx"'),
    ],
)
def test_a_document_is_shown_or_downloaded_as_its_content_says(admin_client, content, content_type, disposition):
    document = form_of(content, name="a.html").save()

    answer = admin_client.get(document.get_absolute_url())

    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")


def test_a_page_that_was_stored_as_a_document_before_is_never_shown(admin_client):
    document = form_of(PDF).save()
    Document.objects.update(file=default_storage.save("documents/a.html", ContentFile(b"<script>alert(1)</script>")))

    answer = admin_client.get(document.get_absolute_url())
    answer.close()

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")


def test_a_document_whose_file_is_gone_is_not_found(admin_client):
    document = form_of(PDF).save()
    default_storage.delete(document.file.name)

    assert admin_client.get(document.get_absolute_url()).status_code == 404


def test_staff_without_the_permission_get_nothing(client, django_user_model):
    document = form_of(PDF).save()
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_contact_belongs_to_an_institution_or_an_agreement():
    Contact(name="A", institution=make_institution()).full_clean()
    Contact(name="B", agreement=make_agreement()).full_clean()

    with pytest.raises(ValidationError, match="A contact belongs to an institution or to an agreement"):
        Contact(name="C").full_clean()


@pytest.mark.parametrize(("side", "is_allowed"), [("", True), ("partner", True), ("home", False)])
def test_a_contact_of_an_institution_is_on_the_side_of_the_partner(side, is_allowed):
    contact = Contact(name="A", institution=make_institution(), side=side)
    Contact(name="B", agreement=make_agreement(), side=side).full_clean()

    if is_allowed:
        contact.full_clean()
    else:
        with pytest.raises(ValidationError, match="A contact of an institution is on the partner's side"):
            contact.full_clean()


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"kind": "letter"}, "A document is of one of the kinds listed"),
        ({"dated_on": "2019-10-01"}, "A date needs a precision"),
        ({"dated_precision": "month"}, "A date needs a precision"),
    ],
)
def test_the_database_keeps_kinds_and_days_of_documents_whole(columns, sentence):
    document = form_of(PDF).save()
    for name, value in columns.items():
        setattr(document, name, value)

    with pytest.raises(ValidationError, match=sentence):
        document.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


def test_a_contact_and_a_document_are_added_on_the_page_of_the_agreement(admin_client, admin_user):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none",
        "documents-TOTAL_FORMS": 1, "documents-INITIAL_FORMS": 0, "documents-0-file": SimpleUploadedFile("s.pdf", PDF),
        "contacts-TOTAL_FORMS": 1, "contacts-INITIAL_FORMS": 0, "contacts-0-name": "Jane", "contacts-0-email": "j@x.pl",
        "contacts-0-side": "partner", "documents-0-kind": "annex", "documents-0-dated": "10.2019",
        "change_reason": "came by post",
    }  # fmt: skip

    response = admin_client.post(address, posted)

    assert response.status_code == 302
    document, contact = Document.objects.get(), agreement.contacts.get()
    assert (document.uploaded_by, document.kind, str(document.dated)) == (admin_user, "annex", "October 2019")
    assert (contact.email, contact.side) == ("j@x.pl", "partner")
    assert {record.history.get().history_change_reason for record in (document, contact)} == {"came by post"}


def test_contacts_and_documents_stand_on_no_public_page(client):
    agreement = make_agreement()
    Contact.objects.create(agreement=agreement, name="Jane Roe", email="jane@x.example")
    Contact.objects.create(institution=agreement.institution, name="Jim Roe")
    form_of(PDF, agreement=agreement).save()

    pages = client.get("/").text + client.get(agreement.institution.get_absolute_url()).text

    assert agreement.institution.name in pages
    assert not [word for word in ("Roe", "jane@", "signed.pdf") if word in pages]
