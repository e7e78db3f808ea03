"""What is too large is refused before it is read."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.public.body_limits import LARGEST_OF_VISITORS

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LOG_IN = "/admin/login/?next=/admin/"


class Unread(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *_arguments):
        raise AssertionError("the body was read")

    readline = read


def post(client, address, length, **headers):
    """Send a form of so many bytes, of which none can be read."""
    return client.generic(
        "POST",
        address,
        content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": Unread()},
        **headers,
    )


@pytest.mark.parametrize("address", [LOG_IN, "/admin/import/", "/admin/partnerships/agreement/add/"])
def test_a_visitor_cannot_send_a_file_to_the_office(client, address):
    answer = post(client, address, LARGEST_OF_VISITORS + 1)

    assert answer.status_code == 413
    assert "You are not signed in, so nothing of what you sent was read." in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("az", "Daxil olmamısınız"), ("ru", "Вы не вошли"), ("tr", "Oturum açmadınız")],
)
def test_the_sentence_comes_in_each_language(client, language, sentence):
    answer = post(client, LOG_IN, LARGEST_OF_VISITORS + 1, HTTP_ACCEPT_LANGUAGE=language)

    assert sentence in answer.content.decode()


def test_a_visitor_cannot_send_a_file_to_a_public_page(client):
    answer = post(client, "/", LARGEST_OF_VISITORS + 1)

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "text/plain; charset=utf-8")


def test_who_has_signed_in_cannot_send_more_than_all_files_of_a_form(admin_client, settings):
    settings.UPLOAD_MAX_BYTES = 100 * 2**20

    answer = post(admin_client, "/admin/import/", 300 * 2**20)

    text = answer.content.decode()
    assert answer.status_code == 413
    assert "It has 300 MB, and at most 100 MB are taken at once." in text
    assert 'class="office-nav"' in text


def test_what_a_form_may_have_is_read(client, admin_client):
    file = SimpleUploadedFile(
        "list.csv", b"University,Country,Notes\n" + (b"Varna,Bulgaria," + b"a" * 2000 + b"\n") * 50
    )

    assert client.post(LOG_IN, {"username": "a", "password": "b" * 4000}).status_code == 200
    assert admin_client.post("/admin/import/", {"file": file}).status_code == 302


@pytest.mark.parametrize("length", ["", "none", "²", "-1"])
def test_a_length_that_is_no_number_is_none(client, length):
    assert client.post(LOG_IN, {}, CONTENT_LENGTH=length).status_code < 500
