"""A list of records in JSON is read as a table; other JSON is not."""

import json

import pytest

from partnerships.importing.files.reading import read_here
from partnerships.importing.remarks import FileRefused

RECORD = {"institution": "Kazan University", "country": "RU", "kinds": ["double-degree", "traineeship"], "ends": None}
URL = {"url": "https://example.org/agreements/1/"}


def cells(data):
    """Return how a file is read that holds `data` as JSON: the cells of its rows by their numbers."""
    parsed_file = read_here(json.dumps(data).encode())
    assert (parsed_file.format, parsed_file.delimiter) == ("json", None)
    return {row.number: row.cells for row in parsed_file.sheets[0].rows}


def test_records_stand_below_each_other_under_the_headers_of_their_keys():
    assert cells([RECORD, {"ends": "2031", "Faculty": "Law", "is_new": True}]) == {
        1: ("University", "Country", "Kinds of cooperation", "End date", "Faculty", "is_new"),
        2: ("Kazan University", "RU", "double-degree; traineeship"),
        3: ("", "", "", "2031", "Law", "yes"),
    }


def test_the_address_of_a_page_of_the_register_is_not_the_website_of_a_partner():
    assert cells({"version": 2, "results": [{"id": 5} | URL]}) == {1: ("id", "Page"), 2: ("5", URL["url"])}
    assert cells([{"id": 5} | URL])[1] == ("id", "url")


def test_what_no_database_keeps_is_left_out():
    assert cells([{"institution": "Ka\0zan \ud800"}])[2] == ("Kazan ?",)


@pytest.mark.parametrize(
    "text",
    ['{"results": 1}', '["a", "b"]', "[]", "{}", '[{"a": 1}, 2]', '[{"a": 1}', "[" * 100_000, "[University], Country"],
)
def test_what_is_no_list_of_records_is_read_as_text(text):
    assert read_here(text.encode()).format == "csv"


def test_records_of_very_many_keys_are_refused():
    with pytest.raises(FileRefused, match="more than 500 columns"):
        read_here(json.dumps([{f"key {number}": number} for number in range(502)]).encode())
