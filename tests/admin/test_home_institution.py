"""Managers say whose register it is, on one page."""

import io
import re

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partnerships.models import HomeInstitution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/admin/partnerships/homeinstitution/"
USUAL = {
    "accent": "#8a1f3d",
    "licence_name": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "name_en": "University of Baku",
}


def signed_in(client, django_user_model, group):
    """Return the client with a member of that group signed in."""
    user = django_user_model.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def picture():
    """Return a picture as a browser sends it."""
    file = io.BytesIO()
    Image.new("RGBA", (60, 40), "#00800080").save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue(), "image/png")


def test_a_manager_makes_the_record_and_then_changes_it(client, django_user_model):
    signed_in(client, django_user_model, "manager")

    first = client.get(PAGE)
    client.post(first["Location"], USUAL | {"logo": picture()})
    second = client.get(PAGE)
    home = HomeInstitution.objects.get()

    assert (first["Location"], second["Location"]) == (f"{PAGE}add/", f"{PAGE}1/change/")
    assert (home.name, home.accent, bool(home.logo_key)) == ("University of Baku", "#8a1f3d", True)
    assert client.get(f"{PAGE}add/").status_code == 403


@pytest.mark.parametrize("group", ["editor", "viewer"])
def test_nobody_else_may(client, django_user_model, group):
    HomeInstitution.objects.create(**USUAL)
    signed_in(client, django_user_model, group)

    assert [client.get(f"{PAGE}{end}").status_code for end in ("1/change/", "add/")] == [403, 403]
    assert PAGE not in client.get("/admin/").text


def test_the_first_page_leads_to_it_and_nobody_deletes_it(client, django_user_model):
    HomeInstitution.objects.create(**USUAL)
    signed_in(client, django_user_model, "manager")

    assert PAGE in client.get("/admin/").text
    assert client.get(f"{PAGE}1/delete/").status_code == 403


def test_a_colour_that_cannot_be_read_is_refused(admin_client):
    response = admin_client.post(f"{PAGE}add/", USUAL | {"accent": "#7fb2e5"})

    assert "their contrast is 2.2, and at least 4.5 is needed" in response.text
    assert not HomeInstitution.objects.exists()


def test_what_is_no_picture_is_refused(admin_client):
    file = SimpleUploadedFile("logo.png", b"<script>", "image/png")

    assert "others, such as SVG, are not taken" in admin_client.post(f"{PAGE}add/", USUAL | {"logo": file}).text


def test_its_history_says_what_changed(admin_client):
    admin_client.post(f"{PAGE}add/", USUAL)
    admin_client.post(f"{PAGE}1/change/", USUAL | {"accent": "#0a558c", "change_reason": "new style"})

    text = admin_client.get(f"{PAGE}1/history/").text

    assert "#8a1f3d" in text
    assert "new style" in text


def test_each_page_of_the_office_names_the_university(admin_client):
    HomeInstitution.objects.create(**USUAL)

    text = admin_client.get("/admin/").text

    assert "International agreements – University of Baku</title>" in text
    head = text.partition('<header class="office-head">')[2].partition("</header>")[0]
    assert "University of Baku" in head
    assert "/accent-8a1f3d-" in text


def test_texts_that_are_mostly_empty_are_small_boxes(admin_client):
    HomeInstitution.objects.create()
    text = admin_client.get("/admin/partnerships/homeinstitution/1/change/").text

    assert re.findall(r'<textarea name="(\w+)" [^>]*rows="3"', text) == [
        *(f"about_{code}" for code in ("az", "en", "ru", "tr")),
        "frame_ancestors",
    ]
