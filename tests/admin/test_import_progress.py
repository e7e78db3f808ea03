"""What the import page says while a file is read."""

import json
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.admin import imports
from partnerships.admin.import_progress import reading_progress, teller
from partnerships.models import PendingImport

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
KEY = "8e3a4f0e-5d0b-4c53-9a51-d7a3a76c2a10"
TEXT = b"University,Country,Type,Date\nVarna,Bulgaria,MoU,2020\n"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.CACHES = {**settings.CACHES, "progress": {**settings.CACHES["progress"], "LOCATION": tmp_path}}


def sentence(client):
    return client.get(f"/admin/import/progress/{KEY}/").json()["sentence"]


def test_steps_of_a_reading_are_told_while_it_lasts(admin_client, monkeypatch):
    said = []

    def told(user_pk, key):
        tell = teller(user_pk, key)

        def tell_and_look(*step):
            tell(*step)
            said.append(sentence(admin_client))

        return tell_and_look

    monkeypatch.setattr(imports, "teller", told)

    admin_client.post("/admin/import/", {"file": SimpleUploadedFile("list.csv", TEXT), "progress": KEY})

    assert said == ["Reading the file…", "Looking for the list in 2 rows…"]


def test_planning_and_writing_are_told_in_rows(admin_client, admin_user, rf, monkeypatch):
    said, request = [], rf.get("/")
    request.user = admin_user  # whom no query looks for: the rows on their way hold the connection

    def told(user_pk, key):
        tell = teller(user_pk, key)

        def tell_and_look(*step):
            tell(*step)
            said.append(json.loads(reading_progress(request, UUID(KEY)).content)["sentence"])

        return tell_and_look if key else None

    monkeypatch.setattr(imports, "teller", told)
    admin_client.post("/admin/import/", {"file": SimpleUploadedFile("list.csv", TEXT)})
    address = f"/admin/import/{PendingImport.objects.get().pk}/"

    preview = admin_client.get(f"{address}?progress={KEY}")
    planned, said[:] = said[:], []
    fingerprint = preview.context["plan"].fingerprint
    admin_client.post(address, {"confirm": "yes", "fingerprint": fingerprint, "progress": KEY})

    assert planned[-1] == "0 of 1 rows read…"
    assert said[-2:] == ["0 of 1 rows read…", "1 of 1 rows written…"]


def test_nobody_sees_how_far_the_file_of_another_is(admin_client, admin_user):
    teller(admin_user.pk + 1, KEY)("tables", 0, 9)

    assert sentence(admin_client) == "Reading the file…"


@pytest.mark.parametrize("key", ["", "../../etc"])
def test_nothing_is_kept_under_what_is_no_key(key):
    assert teller(1, key) is None


def test_a_folder_that_cannot_be_written_to_stops_no_import(settings):
    settings.CACHES = {**settings.CACHES, "progress": {**settings.CACHES["progress"], "LOCATION": "/proc/no/folder"}}

    teller(1, KEY)("read", 0, 0)
