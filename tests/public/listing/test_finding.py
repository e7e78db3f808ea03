"""What the listing finds, counts and sorts is what looking at every agreement finds, counts and sorts."""

import datetime
import random
from collections import Counter
from itertools import product

import pytest
from django.utils import translation

from partnerships.countries import country_name
from partnerships.models import Agreement, AgreementType, InstitutionName, Validity
from partnerships.partial_dates import PartialDate
from partnerships.public.listing import finding, words
from partnerships.public.listing.finding import (
    DIMENSIONS,
    Criteria,
    SearchResults,
    TalliedResults,
    TooManyResults,
    find,
)
from partnerships.public.listing.orders import SORTS, stretches
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.words import words_of
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 1)


@pytest.fixture
def sixty():
    """Return sixty agreements of which nearly each one differs in country, type, year or status."""
    chance, agreements = random.Random(7), []
    kinds = [AgreementType.objects.create(name=name) for name in ("MoU", "Protocol")]
    names = [("Varna", "BG"), ("Sofia", "BG"), ("Oxford", "GB"), ("Ankara", "TR"), ("Net", "")]
    institutions = [make_institution(f"{name} University", country) for name, country in names]
    for number in range(60):
        agreement = Agreement(institution=chance.choice(institutions), agreement_type=chance.choice(kinds))
        agreement.title = agreement.agreement_type.name
        agreement.signed = chance.choice([None, PartialDate(2019), PartialDate(2020, 10), PartialDate(2020, 5, 6)])
        agreement.ends = chance.choice([None, PartialDate(2021), PartialDate(2030)])
        agreement.validity = Validity.FIXED if agreement.ends else Validity.NOT_RECORDED
        agreement.number = chance.choice([None, number])
        agreement.is_public = number % 7 != 0
        agreements.append(agreement)
    Agreement.objects.bulk_create(agreements)
    refresh_listing(ON)


def types():
    return list(AgreementType.objects.order_by("name").values_list("pk", flat=True))


def everything():
    """Return each public agreement as (key, {dimension: value}, {column: value})."""
    found = []
    for agreement in Agreement.objects.public().select_related("institution"):
        values = {
            "country": agreement.institution.country,
            "type": agreement.agreement_type_id,
            "year": agreement.dated.year if agreement.dated else 0,
            "status": str(agreement.status_on(ON)),
        }
        columns = {
            "number": 2**31 - 1 if agreement.number is None else agreement.number,
            "dated_on": agreement.signed_on or agreement.starts_on or datetime.date.min,
            "institution_key": agreement.institution.folded_name,
            "title_key": agreement.folded_title,
        }
        found.append((agreement.pk, values, columns))
    return found


def having(criteria, values, but=None):
    return all(
        not getattr(criteria, name) or values[name] in getattr(criteria, name) for name in DIMENSIONS if name != but
    )


def sorted_keys(criteria, sort):
    """Return the keys of what meets the criteria, sorted the slow way."""
    dimension, columns = SORTS[sort.removeprefix("-")]
    rows = [row for row in everything() if having(criteria, row[1])]
    rows.sort(
        key=lambda row: [row[0] if name == "pk" else row[2][name] for name in columns], reverse=sort.startswith("-")
    )
    if dimension:
        rank = {"country": country_name, "type": types().index, "year": int}[dimension]
        rows.sort(key=lambda row: rank(row[1][dimension]), reverse=sort.startswith("-"))
        rows.sort(key=lambda row: row[1][dimension] in ("", 0))
    return [row[0] for row in rows]


CRITERIA = [
    Criteria(country=country, year=year, status=status)
    for country, year, status in product(
        [(), ("BG",), ("TR", "")], [(), (2020,), (2019, 0)], [(), ("in-force",), ("ended", "end-not-recorded")]
    )
]


@pytest.mark.parametrize("search_words", [(), ("university",)])
def test_each_value_is_counted_under_the_others(sixty, search_words):
    rows = everything()
    for criteria in CRITERIA:
        found = find(criteria._replace(words=search_words), types())

        assert type(found) is (SearchResults if search_words else TalliedResults)
        assert {name: dict(found.counts(name)) for name in DIMENSIONS} == {
            name: dict(Counter(values[name] for _, values, _ in rows if having(criteria, values, name)))
            for name in DIMENSIONS
        }
        assert found.total == sum(having(criteria, values) for _, values, _ in rows)


@pytest.mark.parametrize("search_words", [(), ("university",)])
@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in SORTS for sign in ("", "-")])
@pytest.mark.parametrize("many", [5000, 0])
def test_the_pages_of_any_sort_are_the_whole_list_in_order(sixty, sort, search_words, many, monkeypatch):
    monkeypatch.setattr(finding, "MANY", many)  # 0: several values are merged, or read one by one
    for criteria in (CRITERIA[0], CRITERIA[5], CRITERIA[-1]):
        found = find(criteria._replace(words=search_words), types())

        pages = [found.page(sort, first, 7) for first in range(0, found.total, 7)]

        assert all(len(page) == 7 for page in pages[:-1])
        assert [key for page in pages for key in page] == sorted_keys(criteria, sort)


@pytest.mark.parametrize("search_words", [(), ("university",)])
def test_a_position_beyond_the_end_has_no_page(sixty, search_words):
    found = find(Criteria(words=search_words), types())

    assert [found.page(sort, found.total, 7) for sort in ("no", "-no", "country")] == [[], [], []]


def test_a_search_for_a_common_word_shows_the_first_and_counts_nothing(sixty, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 10)
    monkeypatch.setattr(finding, "MOST_SHOWN", 9)
    criteria = Criteria(country=("BG", "TR"))

    found = find(criteria._replace(words=("university",)), types())

    assert type(found) is TooManyResults
    assert (found.is_counted, found.is_complete, found.total, found.counts("year")) == (False, False, 9, {})
    assert found.page("no", 0, 7) + found.page("no", 7, 7) == sorted_keys(criteria, "no")[:9]


def test_a_search_for_a_common_word_with_few_under_the_filters_shows_them_all(sixty, monkeypatch):
    criteria = Criteria(country=("GB",), year=(2020,))
    few = len(sorted_keys(criteria, "no"))
    monkeypatch.setattr(finding, "MOST", few)

    found = find(criteria._replace(words=("university",)), types())

    assert (found.is_counted, found.is_complete, found.total) == (False, True, few)
    assert found.page("-date", 0, few) == sorted_keys(criteria, "-date")


def test_a_common_word_beside_a_rare_one_is_counted(sixty, monkeypatch):
    monkeypatch.setattr(words, "MOST", 20)
    monkeypatch.setattr(finding, "MOST", 20)

    found = find(Criteria(words=("university", "oxford")), types())

    assert type(found) is SearchResults
    assert found.page("no", 0, 50) == sorted_keys(Criteria(country=("GB",)), "no")


SEARCHES = [
    ("istanbul", ["Boğaziçi Üniversitesi", "İSTANBUL Technical University"]),
    ("İstanbul teknik", []),
    ("technical ISTANBUL", ["İSTANBUL Technical University"]),
    ("Bosphorus", ["Boğaziçi Üniversitesi"]),
    ("Турция", ["Boğaziçi Üniversitesi", "İSTANBUL Technical University"]),
    ("turkey", ["Boğaziçi Üniversitesi", "İSTANBUL Technical University"]),
    ("Böyük Britaniya", ["University of Oxford"]),
    ("UK", ["University of Oxford"]),
    ("ukraine", ["Lviv Polytechnic"]),
    ("memorandum", ["University of Oxford"]),
    ("!!!", []),
    ("100%", []),
    ("_", []),
]


@pytest.mark.parametrize(("text", "names"), SEARCHES)
def test_all_words_occur_in_names_city_country_or_title(text, names):
    bogazici = make_institution("Boğaziçi Üniversitesi", "TR", city="İstanbul")
    InstitutionName.objects.create(institution=bogazici, name="Bosphorus University")
    make_agreement(bogazici)
    make_agreement(make_institution("İSTANBUL Technical University", "TR"))
    make_agreement(make_institution("University of Oxford", "GB"), title="Memorandum")
    make_agreement(make_institution("Lviv Polytechnic", "UA"))
    refresh_listing(ON)

    found = find(Criteria(words=words_of(text)), types())

    agreements = Agreement.objects.filter(pk__in=found.page("institution", 0, 50))
    assert sorted(agreement.institution.name for agreement in agreements) == sorted(names)


def test_countries_follow_one_another_as_the_alphabet_of_the_language_says(sixty):
    make_agreement(make_institution("Vienna", "AT"))
    make_agreement(make_institution("Prague", "CZ"))
    refresh_listing(ON)
    orders = {}

    for language in ("en", "az", "ru", "tr"):
        with translation.override(language):
            orders[language] = [country_name(code) for code, _ in find(Criteria(), types()).segments("country", False)]

    assert orders == {
        "en": ["Austria", "Bulgaria", "Czechia", "Türkiye", "United Kingdom", ""],
        "az": ["Avstriya", "Birləşmiş Krallıq", "Bolqarıstan", "Çexiya", "Türkiyə", ""],
        "ru": ["Австрия", "Болгария", "Великобритания", "Турция", "Чехия", ""],
        "tr": ["Avusturya", "Birleşik Krallık", "Bulgaristan", "Çekya", "Türkiye", ""],
    }


@pytest.mark.parametrize(
    ("first", "size", "found"),
    [
        (0, 2, [("a", 2, 0, 2)]),
        (1, 2, [("a", 2, 1, 1), ("b", 2, 0, 1)]),
        (3, 2, [("b", 2, 1, 1), ("c", 1, 0, 1)]),
        (2, 1, [("b", 2, 0, 1)]),
        (0, 99, [("a", 2, 0, 2), ("b", 2, 0, 2), ("c", 1, 0, 1)]),
        (9, 2, []),
        (0, 0, []),
    ],
)
def test_a_page_is_made_of_the_stretches_of_values_that_it_falls_into(first, size, found):
    assert stretches([("a", 2), ("b", 2), ("c", 1)], first, size) == found


def test_what_visitors_type_does_not_fill_the_memory():
    for number in range(10_100):
        words.countries_with(f"word{number}")

    assert words.countries_with.cache_info().currsize <= 10_000
