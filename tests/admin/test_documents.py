"""Documents and contacts."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partnerships.admin.documents import DocumentForm
from partnerships.models import Contact, Document
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

    done = admin_client.post(address, posted)

    assert done.status_code == 302
    assert (Document.objects.get().uploaded_by, agreement.contacts.get().email) == (admin_user, "j@x.pl")


def test_contacts_and_documents_stand_on_no_public_page(client):
    agreement = make_agreement()
    Contact.objects.create(agreement=agreement, name="Jane Roe", email="jane@x.example")
    Contact.objects.create(institution=agreement.institution, name="Jim Roe")
    form_of(PDF, agreement=agreement).save()

    pages = client.get("/").text + client.get(agreement.institution.get_absolute_url()).text

    assert agreement.institution.name in pages
    assert not [word for word in ("Roe", "jane@", "signed.pdf") if word in pages]
