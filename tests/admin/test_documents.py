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
from PIL import Image

from partnerships.admin.documents import DocumentForm
from partnerships.importing.resources import AgreementResource
from partnerships.models import Contact, Document, PendingImport
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%nothing else\n"


def picture():
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
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
@pytest.mark.parametrize("name", [LONG, WITHOUT_ENDING])
def test_a_document_with_a_long_name_is_kept_and_downloaded_under_it(admin_client, settings, name, in_memory):
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
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}"


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


def package_of_a_version_to_come():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "")
    content = bytearray(file.getvalue())
    content[content.index(b"PK\x01\x02") + 6] = 255  # the version that is needed to open it
    return bytes(content)


def package_with_a_name_in_no_encoding():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("é.xml", "")
    return file.getvalue().replace("é".encode(), b"\xff\xff")


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


def test_staff_who_may_see_documents_get_all_as_a_download(admin_client):
    document = form_of(PDF, name="a.html").save()

    answer = admin_client.get(document.get_absolute_url())

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.html"'


def test_staff_without_the_permission_get_nothing(client, django_user_model):
    document = form_of(PDF).save()
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_contact_belongs_to_an_institution_or_an_agreement():
    Contact(name="A", institution=make_institution()).full_clean()
    Contact(name="B", agreement=make_agreement()).full_clean()

    with pytest.raises(ValidationError, match="A contact belongs to an institution or to an agreement"):
        Contact(name="C").full_clean()


def test_a_contact_and_a_document_are_added_on_the_page_of_the_agreement(admin_client, admin_user):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none",
        "documents-TOTAL_FORMS": 1, "documents-INITIAL_FORMS": 0, "documents-0-file": SimpleUploadedFile("s.pdf", PDF),
        "contacts-TOTAL_FORMS": 1, "contacts-INITIAL_FORMS": 0, "contacts-0-name": "Jane", "contacts-0-email": "j@x.pl",
    }  # fmt: skip

    response = admin_client.post(address, posted)

    assert response.status_code == 302
    assert (Document.objects.get().uploaded_by, agreement.contacts.get().email) == (admin_user, "j@x.pl")


def test_contacts_and_documents_stand_on_no_public_page(client):
    agreement = make_agreement()
    Contact.objects.create(agreement=agreement, name="Jane Roe", email="jane@x.example")
    Contact.objects.create(institution=agreement.institution, name="Jim Roe")
    form_of(PDF, agreement=agreement).save()

    pages = client.get("/").text + client.get(agreement.institution.get_absolute_url()).text

    assert agreement.institution.name in pages
    assert not [word for word in ("Roe", "jane@", "signed.pdf") if word in pages]
