"""The style sheet of the accent has an address of its own, and is kept for ever."""

import pytest

from partnerships.public.accent import accent_address

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_the_style_sheet_is_kept_for_ever(client):
    response = client.get(accent_address("#8a1f3d"))

    assert (response.status_code, response["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.text.startswith(
        ':root, :root[data-theme="light"] { --accent: #8a1f3d; --on-accent: #ffffff; --tint: #f9ecee;'
    )
    assert response.text.count("--accent: #f499a7;") == 2


def test_each_accent_has_its_own_address():
    addresses = [accent_address(accent) for accent in ("#8a1f3d", "#0a558c")]

    assert len(set(addresses)) == 2
    assert addresses[0].startswith("/accent-8a1f3d-")


@pytest.mark.parametrize("address", ["/accent-8a1f3d-00000000.css", "/accent-7fb2e5-00000000.css", "/accent-x.css"])
def test_no_other_address_makes_a_style_sheet(client, address):
    assert client.get(address).status_code == 404


def test_a_page_names_the_style_sheet(client):
    assert f'<link rel="stylesheet" href="{accent_address("#0a558c")}">' in client.get("/").text


def test_the_style_sheet_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(accent_address("#8a1f3d")).status_code == 200
