"""The page of an agreement, its files, and what answers under a number that is no more."""

import json
import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.kinds import joined
from partnerships.models import (
    Agreement,
    CooperationKind,
    Document,
    HomeInstitution,
    ImportRun,
    Renewal,
    RenewalKind,
    Unit,
    Validity,
)
from partnerships.partial_dates import PartialDate
from partnerships.public.agreement_timeline import timeline_of
from partnerships.public.agreement_words import status_in_words, time_left
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
ON = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def some_day(monkeypatch):
    """Let it be a day of which the tests know what is left until others."""
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: value.date() if value else ON)


@pytest.fixture
def renewed():
    """Return an agreement of which everything is recorded, renewed once."""
    institution = make_institution("Istanbul Technical University", "TR", city="Istanbul")
    agreement = make_agreement(
        institution,
        title="Cooperation Agreement",
        signed="2008-11-28",
        ends="2029-03-14",
        register_number=61,
        number=7,
        reference="ITU-17",
        renewal=RenewalKind.ON_REQUEST,
        renewal_months=60,
        notes="secret",
    )
    Renewal.objects.create(
        agreement=agreement,
        renewed_on="2018-10-02",
        before_on="2018-11-28",
        before_precision="day",
        after_on="2029-03-14",
        after_precision="day",
        note="secret",
    )
    return agreement


def text_of(html):
    """Return the text of some HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def facts(response):
    """Return the facts of a page in their order: {label: text}."""
    listed = response.text.split('<dl class="agr-facts">')[1].split("</dl>")[0]
    return {text_of(label): text_of(value) for label, value in re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", listed)}


def changes(response):
    """Return the public history of a page as texts."""
    listed = response.text.split('id="history"')[1].split("</dl>")[0]
    return [text_of(value) for value in re.findall(r"<dd>(.*?)</dd>", listed, re.DOTALL)]


def test_the_page_tells_all_that_is_recorded(client, renewed):
    response = client.get("/agreements/61/")

    assert facts(response) == {
        "Register number": "No 61",
        "Partner": "Istanbul Technical University , Türkiye",
        "Type": "Cooperation Agreement",
        "Signed": "28 November 2008",
        "Valid until": "14 March 2029",
        "Renewal": "on request, by 5 years",
        "Terms": "until 28 November 2018 29 November 2018 – 14 March 2029 renewed on 2 October 2018",
        "Reference of the document": "ITU-17",
    }
    assert "<h1>Cooperation Agreement with <bdi>Istanbul Technical University</bdi></h1>" in response.text
    assert "<strong>In force until 14 March 2029</strong>" in response.text
    assert "2 years 3 months left" in response.text
    assert "secret" not in response.text


def test_of_an_agreement_of_which_little_is_known_the_page_says_what_is_not_recorded(client):
    make_agreement(make_institution("Varna", ""), signed=None, register_number=5, agreement_type=None, title="")

    response = client.get("/agreements/5/")

    assert facts(response) == {
        "Register number": "No 5",
        "Partner": "Varna",
        "Signed": "not recorded",
        "Valid until": "not recorded",
    }
    assert "<h1>Agreement with <bdi>Varna</bdi></h1>" in response.text
    assert "<strong>End not recorded</strong>" in response.text
    assert "<svg" not in response.text.split("<main")[1]


def test_a_rest_is_told_with_its_days_and_without_its_reason(client, renewed):
    renewed.rests_from, renewed.rests_until, renewed.rest_reason = date(2026, 3, 1), date(2027, 1, 31), "secret"
    renewed.save()

    response = client.get("/agreements/61/")

    assert facts(response)["Rest"] == "1 March 2026 – 31 January 2027"
    assert '<span class="status status-resting">' in response.text
    assert "it is counted neither as in force nor as ended" in response.text
    assert '<rect class="agr-rest"' in response.text
    assert "Rest: 1 March 2026 – 31 January 2027" in response.text
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        (date(2025, 1, 1), None, (50.0, 50.0)),
        (date(2023, 1, 1), date(2025, 1, 1), (0.0, 50.0)),
        (date(2020, 1, 1), date(2022, 1, 1), None),
        (date(2030, 1, 1), None, None),
    ],
)
def test_the_line_of_terms_shows_the_rest_within_it(first, last, part):
    agreement = make_agreement(signed="2023-01-01", ends="2027-01-02", rests_from=first, rests_until=last)

    rest = timeline_of(agreement, ON).rest

    assert (rest and (rest.left, rest.width)) == part


@pytest.mark.parametrize(
    ("fields", "sentence", "left"),
    [
        ({"ends": "2029-03-14"}, "In force until 14 March 2029", "2 years 3 months left"),
        ({"ends": "2026-12-05"}, "Ending: in force until 5 December 2026", "8 days left"),
        ({"ends": "2026-11-27"}, "Ending: in force until 27 November 2026", "the last day is today"),
        ({"ends": "2025"}, "Ended: in force until 2025", ""),
        ({"ends": "2025-01", "renewal": "automatic"},
         "Renewed automatically; the recorded term was until January 2025", ""),
        ({"validity": Validity.OPEN_ENDED}, "In force, open-ended", ""),
        ({"terminated_on": date(2024, 3, 1)}, "Terminated on 1 March 2024", ""),
        ({"signed": "2027"}, "In force from 2027", ""),
        ({"ends": "2029", "rests_from": date(2022, 3, 1)}, "Resting since 1 March 2022", ""),
        ({"rests_from": date(2022, 3, 1), "rests_until": date(2027, 1, 31)},
         "Resting from 1 March 2022 until 31 January 2027", ""),
        ({}, "End not recorded", ""),
    ],
)  # fmt: skip
def test_the_status_is_a_sentence_with_what_is_left(fields, sentence, left):
    assert status_in_words(make_agreement(**fields), ON) == (sentence, left)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 11, 28), "1 day left"),
        (date(2027, 1, 26), "60 days left"),
        (date(2027, 1, 27), "2 months left"),
        (date(2027, 11, 26), "11 months left"),
        (date(2027, 11, 27), "1 year left"),
        (date(2031, 12, 31), "5 years 1 month left"),
    ],
)
def test_time_left_is_counted_in_what_people_count_in(until, words):
    assert time_left(ON, until) == words


def test_the_line_has_a_part_for_each_term_and_today_on_it(renewed):
    line = timeline_of(renewed, ON)

    assert [term.kind for term in line.terms] == ["past", "current", "coming"]
    assert (line.terms[0].left, sum(term.width for term in line.terms)) == (0, 100)
    assert line.terms[1].left == pytest.approx(49.27, abs=0.1)
    assert [label.text for label in line.labels] == ["28 November 2008", "2018", "14 March 2029"]
    assert 80 < line.today < 100


@pytest.mark.parametrize(
    ("fields", "kinds", "has_today"),
    [
        ({"ends": "2021"}, ["past"], False),
        ({"signed": "2027", "ends": "2030"}, ["coming"], False),
        ({"validity": Validity.OPEN_ENDED}, ["current", "coming"], True),
        ({"ends": "2030", "terminated_on": date(2021, 1, 1)}, ["current", "coming"], True),
        ({"ends": "2020-10-01", "signed": "2020-10-01"}, None, False),
        ({"signed": None, "ends": "2030"}, None, False),
        ({}, None, False),
    ],
)
def test_the_line_is_drawn_where_beginning_and_end_are_known(fields, kinds, has_today):
    line = timeline_of(make_agreement(**fields), ON)

    assert (line and [term.kind for term in line.terms], bool(line and line.today)) == (kinds, has_today)


def test_the_line_and_the_addresses_are_written_the_same_in_every_language(client, renewed):
    for language in ("", "/az", "/ru", "/tr"):
        text = client.get(f"{language}/agreements/61/").text
        assert re.search(r'x="49\.\d+%"', text)
        assert f'href="{language}/institutions/istanbul-technical-university/"' in text


def test_public_documents_are_on_the_page(client, renewed):
    for name, is_public in (("Agreement.pdf", True), ("Draft.pdf", False)):
        document = Document(agreement=renewed, name=name, is_public=is_public, sha256="x", size=2048)
        document.file.save(name, ContentFile(b"%PDF-"))

    text = client.get("/agreements/61/").text

    assert "Agreement.pdf" in text and "2.0\xa0KB" in text
    assert "Draft.pdf" not in text


def test_the_history_says_what_changed_in_public_and_nothing_else(client, renewed, django_user_model):
    renewed._history_user = django_user_model.objects.create_user("anna")
    renewed._change_reason = "a secret reason"
    renewed.ends, renewed.notes = PartialDate.fromisoformat("2030"), "another secret"
    renewed.reference = ""
    renewed.save()
    renewed.history.filter(history_type="~").update(history_date="2026-12-01T12:00Z")

    response = client.get("/agreements/61/")

    assert changes(response) == [
        "Reference of the document: ITU-17 removed Valid until: 2030 instead of 14 March 2029",
        "Registered",
    ]
    assert "secret" not in response.text and "anna" not in response.text


def test_what_was_changed_before_it_was_public_is_not_told(client, renewed):
    renewed.history.all().delete()
    for day, title, is_public in ((1, "Draft", False), (2, "Treaty", True), (3, "Hidden", False), (4, "Pact", True)):
        renewed.title, renewed.is_public = title, is_public
        renewed.save()
        renewed.history.filter(title=title).update(history_date=f"2026-10-0{day}T12:00Z")

    response = client.get("/agreements/61/")

    assert changes(response) == ["Wording: Pact instead of Treaty", "Published"]
    assert "Draft" not in response.text and "Hidden" not in response.text


def test_the_page_of_what_was_superseded_says_by_what_at_the_top_where_that_is_public(client, renewed):
    later = make_agreement(renewed.institution, signed="2020-05", register_number=75, supersedes=renewed)

    pages = [client.get(f"/agreements/{number}/").text for number in (61, 75)]

    note = text_of(pages[0].split('<p class="agr-note">')[1].split("</p>")[0])
    assert note == "Superseded by No 75, May 2020"
    assert 'Supersedes</dt><dd><a href="/agreements/61/">No 61</a>' in pages[1]
    later.is_public = False
    later.save()
    assert "Superseded" not in client.get("/agreements/61/").text


def test_the_page_says_how_to_cite(client, renewed, settings):
    settings.BASE_URL = "https://register.example.org"

    text = client.get("/agreements/61/").text

    citation = text_of(text.split('<p class="agr-citation">')[1].split("</p>")[0])
    assert citation.endswith(
        "Cooperation Agreement with Istanbul Technical University, signed 28 November 2008. International agreements,"
        " No 61, as of 27 November 2026. https://register.example.org/agreements/61/"
    )


def test_the_title_names_the_agreement_and_the_language_of_the_page_is_that_of_its_address(client, renewed):
    text = client.get("/tr/agreements/61/").text

    assert '<html lang="tr"' in text
    assert re.search(r"<title>[^<]*Istanbul Technical University", text)
    assert 'hreflang="ru" href="http://testserver/ru/agreements/61/"' in text


def test_the_page_is_kept_until_something_on_it_changes(client, renewed):
    etag = client.get("/agreements/61/")["ETag"]
    assert client.get("/agreements/61/", headers={"If-None-Match": etag}).status_code == 304

    Renewal.objects.update(renewed_on="2018-10-03")

    assert client.get("/agreements/61/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_queries_whatever_hangs_on_it(
    client, renewed, count, django_assert_num_queries
):
    for year in range(2030, 2030 + count):
        renewed.ends = PartialDate.fromisoformat(str(year))
        renewed.save()
        make_agreement(renewed.institution, signed=str(year - 20), supersedes=renewed)
    client.get("/")

    with django_assert_num_queries(13):
        client.get("/agreements/61/")


def test_json_is_what_the_list_has_of_it(client, renewed):
    answer = client.get("/agreements/61.json")

    (listed,) = json.loads(client.get("/agreements.json").getvalue())["results"]
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content) == listed
    assert (listed["id"], listed["url"]) == (61, "http://127.0.0.1:8000/agreements/61/")
    assert "number" not in listed


def test_linked_data_names_the_partner_and_the_span(client, renewed):
    answer = client.get("/agreements/61.jsonld")

    data = json.loads(answer.content)
    assert answer["Content-Type"] == "application/ld+json"
    assert (
        f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}'
        in client.get("/agreements/61/").text
    )
    assert data["temporalCoverage"] == "2008-11-28/2029-03-14"
    assert data["identifier"]["value"] == 61
    assert [party["name"] for party in data["contributor"]][-1] == "Istanbul Technical University"
    assert data["url"] == "http://testserver/agreements/61/"


@pytest.mark.parametrize(
    ("fields", "span"),
    [
        ({}, None),
        ({"validity": Validity.OPEN_ENDED}, "2020-10/.."),
        ({"ends": "2030"}, "2020-10/2030"),
        ({"signed": None, "ends": "2030"}, None),
    ],
)
def test_linked_data_tells_no_span_that_is_not_known(client, fields, span):
    make_agreement(register_number=5, **fields)

    assert json.loads(client.get("/agreements/5.jsonld").content).get("temporalCoverage") == span


def test_bibtex_and_ris_hold_whatever_a_name_holds(client):
    institution = make_institution("A & B_{University}\\50%")
    make_agreement(institution, signed="2008-11", register_number=5)

    bibtex, ris = (client.get(f"/agreements/5.{form}").text for form in ("bib", "ris"))

    assert "  title = {MoU with A \\& B\\_(University)/50\\%},\n" in bibtex
    assert "  year = {2008},\n" in bibtex and bibtex.count("{") == bibtex.count("}")
    assert "TI  - MoU with A & B_{University}\\50%\r\n" in ris and "DA  - 2008/11\r\n" in ris
    assert ris.startswith("TY  - GEN\r\n") and ris.endswith("ER  - \r\n")


def test_the_end_is_an_entry_of_a_calendar(client, renewed):
    answer = client.get("/agreements/61.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20290314" in answer.text
    assert "STATUS:CONFIRMED" in answer.text
    make_agreement(register_number=5)
    assert client.get("/agreements/5.ics").status_code == 404
    assert "iCalendar" not in client.get("/agreements/5/").text


def test_the_calendar_file_stays_the_same_while_visitors_see_no_change(client, renewed):
    first = client.get("/agreements/61.ics").content
    renewed.notes = "other"
    renewed.save()

    assert client.get("/agreements/61.ics").content == first
    renewed.title = "Protocol"
    renewed.save()
    assert re.findall(rb"SEQUENCE:(\d+)", client.get("/agreements/61.ics").content + first) == [b"3", b"2"]


@pytest.mark.parametrize(("is_public", "status"), [(True, "CANCELLED"), (False, "CONFIRMED")])
def test_what_a_public_agreement_supersedes_is_cancelled_in_calendars(client, renewed, is_public, status):
    make_agreement(supersedes=renewed, is_public=is_public)

    assert f"STATUS:{status}\r\n" in client.get("/agreements/61.ics").text


def test_a_calendar_says_the_end_as_far_as_it_is_known(client):
    make_agreement(ends="2035-05", register_number=5)

    assert "Ends in May 2035: MoU with " in client.get("/agreements/5.ics").text


FORMS = ("/", ".json", ".jsonld", ".bib", ".ris")


@pytest.mark.parametrize("form", FORMS)
def test_a_withdrawn_agreement_says_so_and_one_that_never_was_public_is_not_there(client, renewed, form):
    make_agreement(register_number=75, is_public=False)
    Agreement.objects.filter(register_number=61).update(is_public=False)

    answers = [client.get(f"/agreements/{number}{form}") for number in (61, 75, 99, 99999999999999999999)]

    assert [answer.status_code for answer in answers] == [410, 404, 404, 404]
    assert "Agreement No 61 was withdrawn from the public list." in answers[0].text
    assert "Istanbul" not in answers[0].text


@pytest.mark.parametrize("form", FORMS)
def test_a_deleted_twin_leads_to_the_one_that_stays(client, renewed, form):
    twin = Agreement.objects.get(register_number=61)
    twin.pk, twin.register_number = None, None
    twin._state.adding = True
    twin.save()
    Agreement.objects.get(register_number=61).delete()

    answer = client.get(f"/agreements/61{form}")

    assert (answer.status_code, answer["Location"]) == (301, f"/agreements/{twin.register_number}{form}")
    other = make_agreement(renewed.institution, title="Treaty")
    Agreement.objects.filter(pk=twin.pk).update(signed_on="2008-11-27")
    assert other.register_number and client.get(f"/agreements/61{form}").status_code == 410


def test_after_an_import_was_taken_back_and_done_again_the_old_numbers_lead_to_the_new(client):
    content = b"University\tCountry\tDate\nVarna\tBG\t2001\nOxford\tUK\t2002\n"
    AgreementResource().import_file(content, "list.tsv")
    before = list(Agreement.objects.values_list("register_number", flat=True))
    run = ImportRun.objects.get()
    undo_run(run, None, plan_undo(run).fingerprint)
    assert [client.get(f"/agreements/{number}/").status_code for number in before] == [410, 410]

    AgreementResource().import_file(content, "list.tsv")

    after = list(Agreement.objects.values_list("register_number", flat=True))
    found = [client.get(f"/agreements/{number}/")["Location"] for number in before]
    assert found == [f"/agreements/{number}/" for number in after]


def test_the_list_and_the_partner_link_to_the_page(client, renewed):
    assert 'href="/agreements/61/"' in client.get(renewed.institution.get_absolute_url()).text
    assert '<a href="/ru/agreements/61/">61</a>' in client.get("/ru/").text
    assert "/agreements/61/</loc>" in client.get("/sitemap-2.xml").text


@pytest.fixture
def home():
    """Return a home institution of which much is recorded."""
    return HomeInstitution.objects.create(
        name_en="University of Baku",
        website="https://baku.example",
        ror="00hx57361",
        office_email="office@baku.example",
        office_name_en="International office",
    )


def test_both_parties_are_named_where_the_home_institution_is_known(client, home, renewed):
    response = client.get("/agreements/61/")
    bibtex, ris = (client.get(f"/agreements/61.{form}").text for form in ("bib", "ris"))
    data = json.loads(client.get("/agreements/61.jsonld").content)

    assert facts(response)["Parties"] == "University of Baku Istanbul Technical University , Türkiye"
    assert "University of Baku: Cooperation Agreement with Istanbul Technical University, signed" in response.text
    assert "mailto:office@baku.example?subject=" in response.text.split("Ask about this agreement")[1]
    assert "author = {{University of Baku} and {Istanbul Technical University}}" in bibtex
    assert "AU  - University of Baku\r\nAU  - Istanbul Technical University\r\n" in ris
    assert [party["name"] for party in data["contributor"]] == ["University of Baku", "Istanbul Technical University"]
    assert data["contributor"][0]["sameAs"] == ["https://ror.org/00hx57361"]


def test_scope_and_unit_are_shown_only_where_the_home_institution_says_so(client, home, renewed):
    renewed.scope, renewed.unit = "two students a year", make_unit("Faculty of Law")
    renewed.save()
    hidden = facts(client.get("/agreements/61/"))

    home.is_scope_public = home.is_unit_public = True
    home.save()
    shown = facts(client.get("/agreements/61/"))

    assert hidden.keys() & {"Scope", "Unit"} == set()
    assert (shown["Scope"], shown["Unit"]) == ("two students a year", "Faculty of Law")
    assert "two students" not in " ".join(changes(client.get("/agreements/61/")))


def test_a_unit_stands_there_in_the_language_of_the_reader_and_as_it_is_called_now(client, home, renewed):
    renewed.unit = make_unit("Faculty of Law", name_ru="Юридический факультет")
    renewed.save()
    home.is_unit_public = True
    home.save()
    assert facts(client.get("/agreements/61/"))["Unit"] == "Faculty of Law"

    Unit.objects.update(name="School of Law")

    assert facts(client.get("/agreements/61/"))["Unit"] == "School of Law"
    assert "<dd>Юридический факультет</dd>" in client.get("/ru/agreements/61/").text
    assert '<dd><span lang="en">School of Law</span></dd>' in client.get("/az/agreements/61/").text


def test_what_it_covers_is_on_the_page_and_in_its_history(client, renewed):
    kinds = list(CooperationKind.objects.order_by("order")[:2])
    renewed.kinds = joined([kind.slug for kind in kinds])
    renewed.save()

    response = client.get("/agreements/61/")

    names = [kind.label for kind in kinds]
    assert [name in facts(response)["Covers"] for name in names] == [True, True]
    assert changes(response)[0] == f"Covers: {', '.join(names)}"


def test_the_history_says_since_when_another_agreement_supersedes_it(client, renewed):
    make_agreement(make_institution("Ankara"), number=8, supersedes=renewed, is_public=False)
    later = make_agreement(make_institution("Opole"), number=9, supersedes=renewed)
    later.history.update(history_date="2026-11-20T12:00Z")

    assert changes(client.get("/agreements/61/"))[-1] == "Superseded by: No 9"
    assert "No 8" not in client.get("/agreements/61/").text
