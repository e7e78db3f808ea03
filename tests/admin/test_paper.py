"""The page of the office that gives the filtered list on paper."""

import io
import re
from html import unescape

import openpyxl
import pytest
from docx import Document

from partnerships.admin import paper as paper_page
from partnerships.models import Preferences
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
PAPER = f"{LIST}paper/"
WANTED = {"title": "For the rector", "columns": ["ends"], "group": "", "language": "en"}


@pytest.fixture
def three():
    make_agreement(make_institution("Varna", "BG"), number=1)
    make_agreement(make_institution("Ankara", "TR"), number=2)
    make_agreement(make_institution("Sofia", "BG"), number=3)


def document_of(response):
    return Document(io.BytesIO(response.getvalue()))


def column_of(response):
    """Return the cells of the first column of the table of a .docx, below its header."""
    return [cell.text for cell in document_of(response).tables[0].columns[0].cells][1:]


def link_to(page, name):
    """Return the address of the link of that name on a page."""
    found = re.search(rf'href="([^"]+)"[^>]*>\s*{name}\s*<', page.text)
    return unescape(found[1])


def test_a_list_for_the_rector_is_three_clicks_from_the_first_page(admin_client, three):
    clicks = ["Agreements", "For paper"]
    address = "/admin/"
    for click in clicks:
        page = admin_client.get(address)
        address = link_to(page, click)

    form = admin_client.get(address).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    clicks.append("Word document (.docx)")
    response = admin_client.post(address, posted | {"as": "docx"})

    assert len(clicks) <= 4
    assert {row.cells[1].text for row in document_of(response).tables[0].rows[1:]} == {"Ankara", "Sofia", "Varna"}


def test_the_list_is_written_as_it_is_filtered_and_sorted(admin_client, three):
    response = admin_client.post(f"{PAPER}?country=BG&o=-1", WANTED | {"as": "docx"})

    assert column_of(response) == ["Sofia", "Varna"]
    assert re.search(r"agreements-[\d-]{10}-bulgaria\.docx", response["Content-Disposition"])


def test_chosen_rows_alone_are_written(admin_client, three):
    chosen = [make_agreement(make_institution("Opole", "PL"), number=4).pk]
    answer = admin_client.post(LIST, {"action": "paper_chosen", "_selected_action": chosen})

    response = admin_client.post(answer.url, WANTED | {"as": "docx"})

    assert column_of(response) == ["Opole"]


def test_the_title_that_is_left_empty_is_the_registers_in_the_language_of_the_list(admin_client, three):
    response = admin_client.post(PAPER, WANTED | {"as": "docx", "title": "", "language": "ru"})

    assert document_of(response).paragraphs[0].text == "Международные соглашения"


def test_the_same_list_comes_as_a_workbook_and_to_print(admin_client, three):
    wanted = WANTED | {"title": "<b>Rector</b>", "group": "country", "columns": ["ends", "country"]}
    book = openpyxl.load_workbook(io.BytesIO(admin_client.post(PAPER, wanted | {"as": "xlsx"}).getvalue()))
    page = admin_client.post(PAPER, wanted | {"as": "print"})

    assert [row[0] for row in book.active.iter_rows(min_row=5, values_only=True)][:2] == ["Bulgaria (2)", "Sofia"]
    assert page.text.count("<thead>") == 2
    assert "<h2>Bulgaria (2)</h2>" in page.text
    assert "&lt;b&gt;Rector" in page.text and "<b>" not in page.text


def test_the_choice_is_remembered_for_each_person(admin_client, admin_user, three):
    admin_client.post(PAPER, WANTED | {"as": "xlsx", "group": "unit"}).getvalue()

    form = admin_client.get(PAPER).context["form"]
    assert (form["columns"].value(), form["group"].value()) == (["ends"], "unit")
    assert Preferences.objects.get().user == admin_user


def test_an_unknown_column_or_language_is_refused(admin_client, three):
    response = admin_client.post(PAPER, WANTED | {"columns": ["password"], "language": "xx", "as": "docx"})

    assert set(response.context["form"].errors) == {"columns", "language"}


@pytest.mark.parametrize("kind", ["docx", "print"])
def test_a_list_that_nobody_prints_is_only_a_workbook(admin_client, three, monkeypatch, kind):
    monkeypatch.setattr(paper_page, "MOST_ROWS", 2)

    refused = admin_client.post(PAPER, WANTED | {"as": kind}, follow=True)
    written = admin_client.post(PAPER, WANTED | {"as": "xlsx"})

    assert "A list of more than 2 agreements is only written as a workbook" in refused.text
    assert written.getvalue().startswith(b"PK")


@pytest.mark.parametrize("query", ["?nonsense=1", "?country=XX"])
def test_a_filter_that_is_not_known_stops_nothing(admin_client, three, query):
    assert admin_client.get(PAPER + query).status_code in (200, 302)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(admin_client, django_assert_max_num_queries, count):
    for number in range(count):
        make_agreement(make_institution(f"University {number}"), number=number + 1, unit=f"Unit {number}")
    refresh_listing()

    with django_assert_max_num_queries(31):
        admin_client.post(PAPER, WANTED | {"as": "docx", "group": "unit", "columns": ["kinds", "status"]}).getvalue()


def test_paper_says_what_supersedes_an_agreement_and_by_when_nobody_decides(admin_client):
    former = make_agreement(number=4, ends="2119-06-30")
    make_agreement(make_institution("Ankara", "TR"), number=9, supersedes=former, ends="2129-06-30")

    page = admin_client.post(PAPER, WANTED | {"columns": ["number", "status", "decide_by"], "as": "print"})

    assert sorted(row for _title, rows in page.context["groups"] for row in rows) == [
        ["4", "Technical University of Varna", "", "in force, superseded by No 9"],
        ["9", "Ankara", "30 Jun 2129", "in force"],
    ]
