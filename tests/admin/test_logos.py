"""Logos that are chosen in a form are kept as those that come with a list."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partnerships.models import Institution
from tests.factories import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def picture(size, form):
    file = io.BytesIO()
    Image.new("RGB", size).save(file, form)
    return file.getvalue()


def send(client, institution, file):
    """Send the form of an institution with a file as its logo."""
    address = f"/admin/partnerships/institution/{institution.pk}/change/"
    shown = client.get(address).context
    forms = [shown["adminform"].form, *(each.formset.management_form for each in shown["inline_admin_formsets"])]
    values = {field.html_name: field.value() for form in forms for field in form if field.value() is not None}
    return client.post(address, values | {"logo": file})


@pytest.mark.parametrize(
    ("name", "form", "ending"), [("a.jpeg", "JPEG", "jpg"), ("logo.svg", "PNG", "png"), ("a" * 300, "GIF", "png")]
)
def test_a_logo_is_kept_small_whatever_its_name(admin_client, name, form, ending):
    institution = make_institution()

    answer = send(admin_client, institution, SimpleUploadedFile(name, picture((900, 300), form)))

    logo = Institution.objects.get().logo
    assert (answer.status_code, logo.name.rpartition(".")[2]) == (302, ending)
    with logo.open() as file, Image.open(file) as kept:
        assert kept.size == (256, 85)


def test_what_is_no_logo_is_said_at_its_box(admin_client):
    institution = make_institution()

    answer = send(admin_client, institution, SimpleUploadedFile("a.png", b"<svg/>"))

    assert "Choose a PNG, JPEG, GIF or WebP picture; others, such as SVG, are not taken." in answer.content.decode()
    assert not Institution.objects.get().logo
