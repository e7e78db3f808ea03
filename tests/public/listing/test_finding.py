"""What the listing finds, counts and sorts is what looking at every agreement finds, counts and sorts."""

import datetime
import random
from collections import Counter
from itertools import product
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from partnerships.countries import country_name
from partnerships.models import (
    Agreement,
    AgreementType,
    Institution,
    InstitutionName,
    ListedAgreement,
    ListingState,
    Validity,
)
from partnerships.partial_dates import PartialDate
from partnerships.public.filters import SORTS, AgreementFilter
from partnerships.public.list_page import number_of_partners
from partnerships.public.listing import finding, words
from partnerships.public.listing.finding import DIMENSIONS, Found, register_sums
from partnerships.public.listing.refreshing import refresh_listing
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
        agreement.kinds = ["", "|traineeship|", "|double-degree|traineeship|", "|joint-research|"][number % 4]
        agreements.append(agreement)
    Agreement.objects.bulk_create(agreements)
    refresh_listing(ON)


def types():
    return list(AgreementType.objects.order_by("name").values_list("pk", flat=True))


def find(chosen, text="", sort="no"):
    """Return what is Found of some chosen values, as the listing stores them, by dimension."""
    filterset = AgreementFilter({})
    texts = {name: [filterset.filters[name].text(value) for value in values] for name, values in chosen.items()}
    query = QueryDict(urlencode(texts | {"q": text, "sort": sort}, doseq=True))
    return Found(AgreementFilter(query))


def everything():
    """Return each public agreement as (key, {dimension: value}, {column: value})."""
    found = []
    for agreement in Agreement.objects.public().select_related("institution"):
        values = {
            "country": agreement.institution.country,
            "type": agreement.agreement_type_id,
            "year": agreement.dated.year if agreement.dated else 0,
            "status": str(agreement.status_on(ON)),
            "kind": agreement.kind_slugs or [""],
        }
        columns = {
            "number": agreement.register_number,
            "dated_on": agreement.signed_on or agreement.starts_on or datetime.date.min,
            "institution_key": agreement.institution.folded_name,
            "title_key": agreement.folded_title,
        }
        found.append((agreement.pk, values, columns))
    return found


def listed(values, name):
    """Return the values of a dimension as a list; only of kinds there may be several."""
    return values[name] if name == "kind" else [values[name]]


def having(chosen, values, but=None):
    asked = {name: set(values_asked) for name, values_asked in chosen.items() if values_asked and name != but}
    return all(asked[name].intersection(listed(values, name)) for name in asked)


def recounted(rows, chosen, name):
    """Return how many rows have each value of a dimension under what is chosen of the others, counted the slow way."""
    return Counter(value for _, values, _ in rows if having(chosen, values, name) for value in listed(values, name))


def sorted_keys(chosen, sort, rows=None):
    """Return the keys of what has the chosen values, sorted the slow way; `rows` are what `everything` returned."""
    dimension, columns = SORTS[sort.removeprefix("-")]
    columns = [name for name in columns if name != "distance"]  # where all words are whole ones
    rows = [row for row in rows or everything() if having(chosen, row[1])]
    rows.sort(
        key=lambda row: [row[0] if name == "pk" else row[2][name] for name in columns], reverse=sort.startswith("-")
    )
    if dimension:
        rank = {"country": country_name, "type": types().index, "year": int}[dimension]
        rows.sort(key=lambda row: rank(row[1][dimension]), reverse=sort.startswith("-"))
        rows.sort(key=lambda row: row[1][dimension] in ("", 0))
    return [row[0] for row in rows]


CHOSEN = [
    {"country": country, "year": year, "status": status}
    for country, year, status in product(
        [(), ("BG",), ("TR", "")], [(), (2020,), (2019, 0)], [(), ("in-force",), ("ended", "end-not-recorded")]
    )
]
CHOSEN += [{"kind": ("traineeship",)}, {"kind": ("", "double-degree"), "country": ("BG",)}]


@pytest.mark.parametrize("text", ["", "university"])
def test_each_value_is_counted_under_the_others(sixty, text):
    rows = everything()
    for chosen in CHOSEN:
        found = find(chosen, text)

        assert {name: dict(found.counts(name)) for name in DIMENSIONS} == {
            name: dict(recounted(rows, chosen, name)) for name in DIMENSIONS
        }
        assert found.total == sum(having(chosen, values) for _, values, _ in rows)


@pytest.mark.parametrize("text", ["", "university"])
@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in SORTS for sign in ("", "-")])
def test_the_pages_of_any_sort_are_the_whole_list_in_order(sixty, sort, text):
    for chosen in (CHOSEN[0], CHOSEN[5], CHOSEN[-1]):
        found = find(chosen, text, sort)

        pages = [found.page(first, 7) for first in range(0, found.total, 7)]

        assert all(len(page) == 7 for page in pages[:-1])
        assert [key for page in pages for key in page] == sorted_keys(chosen, sort)


@pytest.mark.parametrize("text", ["", "university"])
@pytest.mark.parametrize("sort", [f"{sign}{name}" for name in SORTS for sign in ("", "-")])
def test_the_queryset_of_the_filter_is_the_list(sixty, sort, text):
    rows = everything()
    for chosen in CHOSEN:
        found = find(chosen, text, sort)

        assert list(found.filterset.qs.values_list("pk", flat=True)) == found.keys() == sorted_keys(chosen, sort, rows)


@pytest.mark.parametrize("text", ["", "university"])
def test_a_position_beyond_the_end_has_no_page(sixty, text):
    found = [find({}, text, sort) for sort in ("no", "-no", "country")]

    assert [each.page(each.total, 7) for each in found] == [[], [], []]


def test_a_search_for_a_common_word_shows_the_first_and_counts_nothing(sixty, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 10)
    monkeypatch.setattr(finding, "MOST_SHOWN", 9)
    chosen = {"country": ("BG", "TR")}

    found = find(chosen, "university", "-date")

    assert (found.is_counted, found.is_complete, found.total, found.counts("year")) == (False, False, 9, {})
    assert found.page(0, 7) + found.page(7, 7) == sorted_keys(chosen, "no")[:9]
    assert found.keys() == sorted_keys(chosen, "no")


def test_a_search_for_a_common_word_with_few_under_the_filters_shows_them_all(sixty, monkeypatch):
    chosen = {"country": ("GB",), "year": (2020,)}
    few = len(sorted_keys(chosen, "no"))
    monkeypatch.setattr(finding, "MOST", few)

    found = find(chosen, "university", "-date")

    assert (found.is_counted, found.is_complete, found.total) == (False, True, few)
    assert found.page(0, few) == sorted_keys(chosen, "-date")


def test_a_common_word_beside_a_rare_one_is_counted(sixty, monkeypatch):
    monkeypatch.setattr(words, "MOST", 20)
    monkeypatch.setattr(finding, "MOST", 20)

    found = find({}, "university oxford")

    assert found.is_counted
    assert found.page(0, 50) == sorted_keys({"country": ("GB",)}, "no")


def test_what_is_counted_is_counted_once_for_a_version(sixty, django_assert_num_queries):
    with django_assert_num_queries(1):
        register_sums("this version", "year")

    with django_assert_num_queries(0):
        numbers = register_sums("this version", "country")

    assert sum(numbers.values()) == len(everything())


def test_a_reader_whose_version_has_passed_takes_the_numbers_of_the_later_one(sixty):
    make_agreement(make_institution("Riga", "LV"))
    refresh_listing(ON)

    assert register_sums("an earlier version", "country")["LV"] == 1


@pytest.mark.parametrize("most", [0, 50])
@pytest.mark.parametrize("word", ["varna", "niver", "sof", 'a"b', "va", "oxfordx", "oxford.ac.uk"])
def test_rare_and_common_words_find_the_same(sixty, monkeypatch, most, word):
    monkeypatch.setattr(words, "MOST", most)
    texts = dict(ListedAgreement.objects.values_list("pk", "search_text"))

    found = ListedAgreement.objects.filter(words.Search(word, "").condition)

    held = word if len(word) > 3 else f" {word}"
    assert sorted(found.values_list("pk", flat=True)) == sorted(key for key, text in texts.items() if held in text)


SEARCHES = [
    ("istanbul", ["Boğaziçi Üniversitesi", "İSTANBUL Technical University"]),
    ("İstanbul teknik", ["İSTANBUL Technical University"]),
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

    found = find({}, text, "institution")

    agreements = Agreement.objects.filter(pk__in=found.page(0, 50))
    assert sorted(agreement.institution.name for agreement in agreements) == sorted(names)


def test_countries_follow_one_another_as_the_alphabet_of_the_language_says(sixty):
    make_agreement(make_institution("Vienna", "AT"))
    make_agreement(make_institution("Prague", "CZ"))
    refresh_listing(ON)
    orders = {}

    for language in ("en", "az", "ru", "tr"):
        with translation.override(language):
            orders[language] = [country_name(code) for code, _ in find({}).segments("country")]

    assert orders == {
        "en": ["Austria", "Bulgaria", "Czechia", "Türkiye", "United Kingdom", ""],
        "az": ["Avstriya", "Birləşmiş Krallıq", "Bolqarıstan", "Çexiya", "Türkiyə", ""],
        "ru": ["Австрия", "Болгария", "Великобритания", "Турция", "Чехия", ""],
        "tr": ["Avusturya", "Birleşik Krallık", "Bulgaristan", "Çekya", "Türkiye", ""],
    }


def random_change(chance):
    """Make one change of those that the register sees, by whatever way."""
    agreement = chance.choice(list(Agreement.objects.select_related("institution")))
    institution = agreement.institution
    change = chance.choice(
        [
            lambda: make_agreement(institution, signed=str(chance.randrange(1990, 2030)), number=chance.randrange(99)),
            lambda: Agreement.objects.filter(pk=agreement.pk).delete(),
            lambda: Agreement.objects.filter(pk__in=range(agreement.pk, agreement.pk + 9)).update(is_public=False),
            lambda: Agreement.objects.filter(institution=institution).update(is_public=True),
            lambda: Agreement.objects.filter(pk=agreement.pk).update(signed_on=None, signed_precision=""),
            lambda: Agreement.objects.filter(pk=agreement.pk).update(agreement_type=chance.choice(types())),
            lambda: Agreement.objects.filter(pk=agreement.pk).update(kinds="|joint-research|traineeship|"),
            lambda: Institution.objects.filter(pk=institution.pk).update(country=chance.choice(["TR", "PL", "BG"])),
            lambda: InstitutionName.objects.create(institution=institution, name=f"Academy {chance.random()}"),
            lambda: InstitutionName.objects.filter(institution=institution).delete(),
            lambda: Agreement.objects.filter(pk=agreement.pk).update(institution=make_institution("Ruse")),
        ]
    )
    change()


@pytest.mark.parametrize("seed", range(4))
def test_after_changes_by_chance_the_list_is_what_a_slow_recount_says(sixty, seed):
    chance = random.Random(seed)
    for _ in range(25):
        random_change(chance)
        refresh_listing(ON)

        rows, chosen = everything(), chance.choice(CHOSEN)
        found = find(chosen, sort=chance.choice(["no", "-date", "country", "institution"]))
        assert {name: found.counts(name) for name in DIMENSIONS} == {
            name: recounted(rows, chosen, name) for name in DIMENSIONS
        }
        assert found.keys() == sorted_keys(chosen, found.filterset.data["sort"])
        assert found.page(0, 200) == found.keys()
    kept = list(ListedAgreement.objects.order_by("pk").values())
    ListingState.objects.update(basis="")
    refresh_listing(ON)
    assert kept == list(ListedAgreement.objects.order_by("pk").values())


@pytest.mark.parametrize(
    ("count", "index"),
    [(finding.cells_of, "listed_cells"), (number_of_partners, "agreement_public_partners")],
    ids=["combinations", "partners"],
)
def test_what_there_is_is_counted_along_an_index_and_neither_sorted_nor_hashed(sixty, count, index):
    refresh_listing()
    with CaptureQueriesContext(connection) as queries:
        count("another version", None)
    explain = "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "hashagg", "sort", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")  # avoided as long as there is another way
        else:
            explain = "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {queries[0]['sql']}")
        plan = str(cursor.fetchall())

    assert len(queries) == 1
    assert index in plan
    assert "sort" not in plan.lower()
    assert "temp b-tree" not in plan.lower()
