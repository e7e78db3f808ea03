"""Style sheets and scripts are kept for ever at an address that names their content, and sent compressed."""

import contextlib
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from partnerships import static_files

SHEET = "partnerships/frame.css"


def test_an_address_names_the_content():
    assert re.fullmatch(r"/static/partnerships/frame\.[0-9a-f]{12}\.css", static(SHEET))


def test_developers_see_plain_names(settings):
    settings.DEBUG = True

    assert static(SHEET) == "/static/partnerships/frame.css"


def test_what_is_not_there_has_a_plain_name():
    assert static("partnerships/none.css") == "/static/partnerships/none.css"


def test_a_file_is_kept_for_ever_under_its_digest(client):
    kept, plain = client.get(static(SHEET)), client.get("/static/partnerships/frame.css")

    assert "immutable" in kept["Cache-Control"]
    assert "immutable" not in plain["Cache-Control"]
    assert kept.getvalue() == plain.getvalue() == Path(finders.find(SHEET)).read_bytes()


@pytest.mark.django_db
def test_another_digest_is_no_address(client):
    assert client.get("/static/partnerships/frame.000000000000.css").status_code == 404


@pytest.mark.parametrize("name", [SHEET, "partnerships/list.js", "admin/css/base.css", "admin/img/icon-yes.svg"])
def test_a_text_is_sent_compressed(client, name):
    response = client.get(static(name), headers={"Accept-Encoding": "gzip"})

    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")
    assert "immutable" in response["Cache-Control"]
    assert gzip.decompress(response.getvalue()) == Path(finders.find(name)).read_bytes()


def test_nothing_is_compressed_where_no_copy_can_be_kept(tmp_path, settings):
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.write_text("no folder")

    assert static_files.compressed(finders.find(SHEET)) == ""


def test_a_copy_is_made_once(tmp_path, settings):
    settings.DATA_DIR = tmp_path

    made = [static_files.compressed(finders.find(SHEET)) for _ in range(2)]

    assert made == [str(path) for path in (tmp_path / "static").iterdir()] * 2


@pytest.mark.django_db
def test_pages_name_addresses_that_are_kept_for_ever(client):
    addresses = re.findall(r'(?:href|src)="(/static/[^"]*)"', client.get("/").text)

    for address in addresses:
        with contextlib.closing(client.get(address)) as response:
            assert "immutable" in response["Cache-Control"]
    assert addresses
