"""The public list as open data."""

import csv
import datetime
import gzip
import io
import itertools
import json
import os
import signal
import time
from operator import attrgetter

import openpyxl
import pytest
from django.utils import timezone

from partnerships.importing.fields import FIELDS, Column
from partnerships.importing.resources import VALUES_OF_AGREEMENT, AgreementResource, values_of
from partnerships.models import Agreement, HomeInstitution
from partnerships.public import downloads
from partnerships.public.listing.finding import Found
from partnerships.public.open_data import KEYS
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    make_agreement(
        make_institution("Boğaziçi University", "TR", website="https://bogazici.example"), signed="2021", number=3
    )
    make_agreement(make_institution("Kazan Federal University", "RU"), title="Protocol", signed=None, number=1)
    ankara = make_institution("Ankara University", "TR", city="Ankara")
    renewal = {"renewal": "on-request", "renewal_months": 60}
    make_agreement(ankara, signed="2020-05-06", ends="2199-10", number=2, **renewal)
    make_agreement(make_institution("Hidden University", "TR"), number=4, is_public=False)


ANKARA = {
    "id": 2,
    "institution": "Ankara University",
    "country": "TR",
    "city": "Ankara",
    "title": "MoU",
    "type": "MoU",
    "kinds": [],
    "signed": "2020-05-06",
    "starts": None,
    "ends": "2199-10",
    "validity": "fixed",
    "term_months": None,
    "renewal": "on-request",
    "renewal_months": 60,
    "terminated_on": None,
    "confirmed_on": None,
    "superseded_by": [],
    "rests_from": None,
    "rests_until": None,
    "status": "in-force",
    "website": None,
    "ror": None,
    "erasmus_code": None,
    "url": "http://127.0.0.1:8000/agreements/2/",
    "institution_url": "http://127.0.0.1:8000/institutions/ankara-university/",
    "reference": None,
    "documents": [],
}


def test_json_gives_the_public_values_with_status_and_page(client, three):
    HomeInstitution.objects.create(name_en="University of Baku", website="https://baku.example", ror="00hx57361")

    found = json.loads(client.get("/agreements.json?q=ankara").getvalue())

    assert found == {
        "version": 2,
        "schema": "http://127.0.0.1:8000/agreements.schema.json",
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "publisher": {"name": "University of Baku", "url": "https://baku.example", "ror": "https://ror.org/00hx57361"},
        "as_of": timezone.localdate().isoformat(),
        "count": 1,
        "results": [
            ANKARA | {"changed": timezone.localdate().isoformat()},
        ],
    }


def numbers(found):
    return "".join(str(each["id"]) for each in found["results"])


def test_json_comes_in_pages_where_the_address_names_one(client, three):
    first = json.loads(client.get("/agreements.json?country=TR&country=RU&size=2").getvalue())
    last = json.loads(client.get(first["links"]["next"]).getvalue())

    base = "http://testserver/agreements.json?country=TR&country=RU&size=2&page="
    assert (numbers(first), numbers(last)) == ("12", "3")
    assert {key: first[key] for key in ("count", "page", "size", "pages")} == {
        "count": 3, "page": 1, "size": 2, "pages": 2,
    }  # fmt: skip
    assert first["links"] == {"first": f"{base}1", "next": f"{base}2", "last": f"{base}2"}
    assert last["links"] == {"first": f"{base}1", "prev": f"{base}1", "last": f"{base}2"}


def test_json_comes_in_pages_also_where_a_search_finds_very_many(client, three, monkeypatch):
    monkeypatch.setattr("partnerships.public.listing.finding.MOST", 2)
    monkeypatch.setattr("partnerships.public.listing.words.MOST", 2)

    found = json.loads(client.get("/agreements.json?q=university&size=2&page=2").getvalue())

    assert (found["count"], numbers(found)) == (3, "3")


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ("page=3&size=2", 404, "There is no such page; the last one is 2."),
        ("page=0", 400, "page: Ensure this value is greater than or equal to 1."),
        ("size=1001", 400, "size: Ensure this value is less than or equal to 1000."),
        ("size=many", 400, "size: Enter a whole number."),
    ],
)
def test_json_has_no_page_that_is_not_there(client, three, query, status, error):
    response = client.get(f"/agreements.json?{query}")

    assert (response.status_code, response.json()["error"]) == (status, error)


def test_an_empty_list_has_one_empty_page(client):
    found = json.loads(client.get("/agreements.json?page=1").getvalue())

    assert (found["count"], found["pages"], found["results"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "123"),
        ("country=TR", "23"),
        ("sort=-date", "321"),
        ("year=unknown", "1"),
        ("q=oxford", ""),
    ],
)
def test_each_form_gives_all_pages_of_the_same_list(client, three, query, numbers):
    rows = {}

    rows["json"] = [
        str(each["id"]) for each in json.loads(client.get(f"/agreements.json?{query}").getvalue())["results"]
    ]
    text = client.get(f"/agreements.csv?{query}").getvalue().decode("utf-8-sig")
    rows["csv"] = [row["id"] for row in csv.DictReader(io.StringIO(text))]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/agreements.xlsx?{query}").getvalue()))
    rows["xlsx"] = [str(row[0].value) for row in book.active.iter_rows(min_row=2)]

    assert rows == {form: list(numbers) for form in ("json", "csv", "xlsx")}


def test_csv_has_a_header_and_dates_as_far_as_known(client, three):
    text = client.get("/agreements.csv?country=TR").getvalue().decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text))) == [
        ["id", "University", "Country", "Type", "Title", "Date", "End date", "Status", "Website", "Page",
         "Start date", "Kind of validity", "Renewal", "Terminated on", "Kinds of cooperation", "City", "Erasmus code",
         "Term in months", "Renewal in months", "ROR", "Institution page", "Last change", "Reference",
         "Superseded by", "Rests from", "Rests until", "Confirmed on"],
        ["2", "Ankara University", "Türkiye", "MoU", "MoU", "2020-05-06", "2199-10", "in-force", "", ANKARA["url"],
         "", "fixed", "on-request", "", "", "Ankara", "", "", "60", "", ANKARA["institution_url"],
         timezone.localdate().isoformat(), "", "", "", "", ""],
        [
            "3", "Boğaziçi University", "Türkiye", "MoU", "MoU", "2021", "", "end-not-recorded",
            "https://bogazici.example", "http://127.0.0.1:8000/agreements/3/",
            "", "not-recorded", "", "", "", "", "", "", "", "",
            "http://127.0.0.1:8000/institutions/bogazici-university/", timezone.localdate().isoformat(), "",
            "", "", "", "",
        ],
    ]  # fmt: skip


@pytest.mark.either_database
def test_a_workbook_has_real_days_a_frozen_header_and_widths(client, three):
    content = client.get("/agreements.xlsx?country=TR").getvalue()

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet["F2"].value, sheet["G2"].value, sheet["F3"].value, sheet["A2"].value] == [
        datetime.datetime(2020, 5, 6), "2199-10", 2021, 2,  # noqa: DTZ001
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet["A1"].font.bold, int(sheet.column_dimensions["B"].width)) == ("A2", True, 48)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.either_database
def test_what_would_start_a_formula_is_neutralised_and_read_back_as_it_was(client, form):
    make_agreement(make_institution("=HYPERLINK(1)"), title="+MoU", signed="2020-05-06", number=1)
    content = client.get(f"/agreements.{form}").getvalue()

    done = AgreementResource().import_file(content, f"list.{form}")

    assert b"'=HYPERLINK" in content or form == "xlsx"
    assert done.plan.counts["unchanged"] == 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.either_database
def test_importing_what_was_given_out_changes_nothing(client, source_table, form):
    AgreementResource().import_file(source_table.read_bytes(), source_table.name)

    content = client.get(f"/agreements.{form}").getvalue()
    done = AgreementResource().import_file(content, f"list.{form}")

    assert (done.plan.counts["unchanged"], Agreement.objects.count()) == (121, 121)


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_feed_that_is_asked_for_the_unknown_says_so(client, three, form):
    response = client.get(f"/agreements.{form}?country=XX&colour=red")

    country = "Country: the list knows no “XX”."
    colour = (
        "The list knows no parameter “colour”; it knows q, country, type, status, year, kind, on, sort, size, page."
    )
    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    assert response.json() == {
        "error": f"{country} {colour}",
        "unknown": [
            {"parameter": "country", "value": "XX", "message": country},
            {"parameter": "colour", "value": "red", "message": colour},
        ],
    }


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_holds_all_pages(client, three, form):
    response = client.get(f"/agreements.{form}?size=1&page=9")

    assert response.status_code == 200
    assert AgreementResource().import_file(response.getvalue(), f"list.{form}").plan.counts["unchanged"] == 3


@pytest.mark.parametrize(
    ("form", "description"),
    [("json", "schema.json"), ("csv", "csv-metadata.json"), ("xlsx", "schema.json")],
)
@pytest.mark.either_database
def test_a_feed_says_what_describes_it(client, three, form, description):
    response = client.get(f"/agreements.{form}")
    response.getvalue()

    assert response["Link"] == f'<http://127.0.0.1:8000/agreements.{description}>; rel="describedby"'


def test_a_workbook_says_whose_it_is_of_which_day_and_under_which_licence(client, three):
    HomeInstitution.objects.create(name_en="University of Baku")

    book = openpyxl.load_workbook(io.BytesIO(client.get("/agreements.xlsx").getvalue()))

    assert {each.name: each.value for each in book.custom_doc_props.props} == {
        "Publisher": "University of Baku",
        "Licence": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        "As of": timezone.localdate().isoformat(),
        "Source": "http://127.0.0.1:8000/",
    }
    assert (book.properties.title, book.properties.creator) == (
        "International agreements – University of Baku",
        "University of Baku",
    )
    assert "Licence: CC BY 4.0" in book.properties.description


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_feed_has_an_etag_and_is_not_indexed(client, three, form):
    first = client.get(f"/agreements.{form}")
    first.getvalue()  # closing it unread would close the connection of the test, too

    again = client.get(f"/agreements.{form}", headers={"If-None-Match": first["ETag"]})

    assert (first["X-Robots-Tag"], again.status_code) == ("noindex", 304)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_feed_reads_agreements_in_batches(client, django_assert_num_queries, form, monkeypatch):
    monkeypatch.setattr("partnerships.exporting.records.BATCH", 2)
    for number in range(5):
        make_agreement(make_institution(f"University {number}"), number=number)
    client.get("/")

    of_batch = 5 + (form == "json")  # what supersedes them, looks, the histories of its records, and its documents
    with django_assert_num_queries(1 + 1 + 3 * of_batch):  # version, keys, three batches
        client.get(f"/agreements.{form}").getvalue()


def test_every_public_value_is_one_that_a_visitor_may_see():
    columns = {Column(key.name) for key in KEYS if key.name in set(Column)} - {Column.STATUS} | {Column.REGISTER_NUMBER}

    assert [column for column in columns if not FIELDS[column].is_public] == []
    assert [field for field in FIELDS if FIELDS[field].is_public and field not in columns] == []


def test_an_internal_field_of_an_import_appears_in_no_public_file(client, three, monkeypatch):
    monkeypatch.setitem(VALUES_OF_AGREEMENT, "notes", attrgetter("notes"))
    Agreement.objects.update(notes="for the office", unit=make_unit("for the office"))
    assert {values_of(Agreement.objects.first())[key] for key in ("notes", "unit")} == {"for the office"}

    for form in ("json", "csv"):
        assert b"for the office" not in client.get(f"/agreements.{form}").getvalue()
    book = openpyxl.load_workbook(io.BytesIO(client.get("/agreements.xlsx").getvalue()))
    assert "for the office" not in [cell for row in book.active.values for cell in row]


@pytest.fixture
def long_list(three, settings, tmp_path, monkeypatch):
    """Let a list of more than two count as long, and keep its files in a folder of the test."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(downloads, "SHORT", 2)
    return tmp_path / "downloads"


def kept(folder):
    return sorted(path.name.partition("-")[2] for path in folder.iterdir() if path.name != downloads.LOCK)


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_long_file_is_made_once_a_version(client, long_list, form, monkeypatch, django_assert_num_queries):
    first = client.get(f"/agreements.{form}")
    content = first.getvalue()
    monkeypatch.setattr(downloads.Feed, "made", None)  # what was made is not made again

    with django_assert_num_queries(1):  # the version; what it counts is in memory
        again = client.get(f"/agreements.{form}")

    assert again.getvalue() == content
    assert {name: first[name] for name in ("Content-Type", "X-Robots-Tag", "ETag")} == {
        name: again[name] for name in ("Content-Type", "X-Robots-Tag", "ETag")
    }
    assert int(again["Content-Length"]) == len(content)
    assert kept(long_list) == [f"agreements.{form}"]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_kept_file_says_what_a_new_one_does(client, long_list, form, monkeypatch):
    file = client.get(f"/agreements.{form}")
    content = file.getvalue()
    monkeypatch.setattr(downloads, "SHORT", 99)

    new = client.get(f"/agreements.{form}")

    names = ("Content-Type", "Content-Disposition", "Content-Encoding", "Cache-Control", "Vary")
    assert [file.get(name) for name in names] == [new.get(name) for name in names]
    assert new.getvalue() == content or form == "xlsx"  # which says when it was made


def test_a_kept_file_is_kept_zipped_too(client, long_list):
    zipped = client.get("/agreements.json", headers={"Accept-Encoding": "gzip"})

    content = zipped.getvalue()

    assert (zipped["Content-Encoding"], int(zipped["Content-Length"])) == ("gzip", len(content))
    assert json.loads(gzip.decompress(content))["count"] == 3
    assert kept(long_list) == ["agreements.json", "agreements.json.gz"]
    assert client.get("/agreements.json").getvalue() == gzip.decompress(content)


def test_after_a_change_another_file_is_made_and_the_earlier_one_goes(client, long_list):
    assert b"Ankara" in client.get("/agreements.csv").getvalue()
    Agreement.objects.filter(number=2).update(register_number=22)

    rows = list(csv.DictReader(io.StringIO(client.get("/agreements.csv").getvalue().decode("utf-8-sig"))))

    assert [row["id"] for row in rows] == ["1", "3", "22"]
    assert kept(long_list) == ["agreements.csv"]


def test_what_is_filtered_or_sorted_is_not_kept(client, long_list):
    long_list.mkdir()
    for query in ("country=TR", "sort=-no", "q=university"):
        client.get(f"/agreements.csv?{query}").getvalue()

    assert kept(long_list) == []


@pytest.mark.parametrize("query", ["", "?sort=-no"])
def test_while_a_file_is_made_others_are_told_to_come_again(client, long_list, query, monkeypatch):
    monkeypatch.setattr(downloads, "PATIENCE", 0.1)
    with downloads.one_at_a_time() as (_file, is_free):
        assert is_free
        answer = client.get(f"/agreements.xlsx{query}")
        short = client.get("/agreements.xlsx?country=TR")

    assert (answer.status_code, answer["Retry-After"], kept(long_list)) == (503, "10", [])
    assert short.getvalue()
    assert client.get(f"/agreements.xlsx{query}").getvalue()


@pytest.mark.parametrize("query", ["", "?sort=-no"])
def test_who_asks_while_another_file_is_made_waits_for_it(client, long_list, query, monkeypatch):
    made = downloads.one_at_a_time()
    made.__enter__()
    monkeypatch.setattr(downloads.time, "sleep", lambda _seconds: made.__exit__(None, None, None))

    answer = client.get(f"/agreements.json{query}")

    assert json.loads(answer.getvalue())["count"] == 3


def test_who_has_waited_longer_for_a_file_looks_more_often(client, long_list, monkeypatch):
    pauses, now = [], itertools.count()
    monkeypatch.setattr(downloads.time, "monotonic", lambda: next(now))
    monkeypatch.setattr(downloads.time, "sleep", pauses.append)
    with downloads.one_at_a_time():
        client.get("/agreements.xlsx")

    assert len(pauses) >= 3
    assert pauses == sorted(set(pauses), reverse=True)


def test_who_waited_takes_the_file_that_was_begun_meanwhile_though_the_register_changed(client, long_list, monkeypatch):
    lock = downloads.one_at_a_time()
    lock.__enter__()
    made, make = [], downloads.Feed.made

    def change_and_ask(_seconds):
        lock.__exit__(None, None, None)
        Agreement.objects.filter(number=2).update(register_number=22)
        client.get("/agreements.json").getvalue()

    monkeypatch.setattr(downloads.time, "sleep", change_and_ask)
    monkeypatch.setattr(downloads.Feed, "made", lambda *arguments: made.append(1) or make(*arguments))

    answer = json.loads(client.get("/agreements.json").getvalue())

    assert [each["id"] for each in answer["results"]] == [1, 3, 22]
    assert made == [1]


def test_who_waits_takes_a_file_that_is_done_while_the_next_one_is_made(client, long_list, monkeypatch):
    def finish_one(_seconds):
        with (long_list / downloads.LOCK).open("ab") as file:
            file.write(b".")
        path = long_list / "another-agreements.json"
        path.write_text('{"count": 7}')
        os.utime(path, (downloads.files_begun(),) * 2)

    monkeypatch.setattr(downloads.time, "sleep", finish_one)
    with downloads.one_at_a_time():
        answer = client.get("/agreements.json")

    assert json.loads(answer.getvalue()) == {"count": 7}


def test_a_zipped_file_counts_as_begun_when_what_it_holds_was(client, long_list):
    client.get("/agreements.json").getvalue()
    begun = downloads.files_begun()
    client.get("/agreements.json", headers={"Accept-Encoding": "gzip"}).getvalue()

    assert downloads.files_begun() > begun
    assert downloads.opened_after(begun, "-agreements.json.gz") is None


def test_all_that_stands_in_a_file_is_read_after_it_was_begun(client, long_list, monkeypatch):
    home = HomeInstitution.objects.create(name_en="University of Baku")
    client.get("/")  # so that the name is known at the version that is asked for
    lock = downloads.one_at_a_time()
    lock.__enter__()
    begun, keys = [], Found.keys

    def rename(_seconds):
        lock.__exit__(None, None, None)
        HomeInstitution.objects.filter(pk=home.pk).update(name_en="University of Ganja")

    monkeypatch.setattr(downloads.time, "sleep", rename)
    monkeypatch.setattr(Found, "keys", lambda found: begun.append(downloads.files_begun()) or keys(found))

    answer = json.loads(client.get("/agreements.json").getvalue())

    assert (answer["publisher"]["name"], begun) == ("University of Ganja", [1])


def test_a_file_whose_time_is_that_of_a_clock_is_not_taken_for_a_later_one(client, long_list):
    long_list.mkdir()
    (long_list / "of an earlier version-agreements.json").write_text("old")

    assert json.loads(client.get("/agreements.json").getvalue())["count"] == 3


def test_where_there_are_standbys_each_version_has_its_own_file(client, long_list, monkeypatch):
    monkeypatch.setattr(downloads, "are_standbys_used", lambda: True)
    monkeypatch.setattr(downloads, "opened_after", None)

    assert json.loads(client.get("/agreements.json").getvalue())["count"] == 3


def test_a_process_that_began_while_a_file_was_made_stops_no_other(long_list):
    with downloads.one_at_a_time():
        child = os.fork()
        if child == 0:
            time.sleep(20)
            os._exit(0)

    with downloads.one_at_a_time() as (_file, is_free):
        pass

    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert is_free


def test_a_file_that_cannot_be_made_leaves_nothing_half_way(client, long_list, monkeypatch):
    def fail(*_arguments):
        yield "half"
        assert [path.name for path in long_list.parent.iterdir()] == ["downloads"]  # where a later one finds the half
        raise OSError("The disk is full.")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="disk is full"):
        patch.setattr(downloads, "json_parts", fail)
        client.get("/agreements.json")

    assert kept(long_list) == []
    assert json.loads(client.get("/agreements.json").getvalue())["count"] == 3


def test_a_workbook_that_is_too_long_is_refused_before_it_is_made(client, long_list, monkeypatch):
    monkeypatch.setattr(downloads, "MOST_SHEET_ROWS", 2)
    long_list.mkdir()

    assert client.get("/agreements.xlsx").status_code == 400
    assert kept(long_list) == []


def test_files_name_what_supersedes_an_agreement_only_as_far_as_visitors_see_it(client):
    former = make_agreement(number=4)
    make_agreement(make_institution("Ankara", "TR"), number=9, supersedes=former)
    make_agreement(make_institution("Opole", "PL"), number=5, supersedes=former, is_public=False)

    found = json.loads(client.get("/agreements.json").getvalue())["results"]
    table = csv.DictReader(io.StringIO(client.get("/agreements.csv").getvalue().decode("utf-8-sig")))

    assert {each["id"]: each["superseded_by"] for each in found} == {4: [9], 9: []}
    assert {row["id"]: row["Superseded by"] for row in table} == {"4": "9", "9": ""}
    assert client.get("/agreements/4.json").json()["superseded_by"] == [9]
