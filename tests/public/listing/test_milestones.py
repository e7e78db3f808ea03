"""A page deep in the list is the same whether it is reached by a milestone or by passing all before it."""

import random
from unittest.mock import Mock

import pytest
from django.db import connection

from partnerships.models import Agreement, Institution, ListedAgreement, Milestone
from partnerships.models.listing import WORDS_TABLE
from partnerships.public.listing import finding, milestones, words
from partnerships.public.listing.finding import Criteria, find
from partnerships.public.listing.milestones import stretch_of
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
ORDERS = {"no": ("number", "pk"), "institution": ("institution_key", "number", "pk")}


@pytest.fixture
def forty(monkeypatch):
    """Return forty agreements and two more, with milestones at every fifth.

    Some numbers are missing, and some stand twice.
    """
    monkeypatch.setattr(milestones, "STEP", 5)
    monkeypatch.setattr(milestones, "MOST_IN_STRETCH", 15)
    monkeypatch.setattr(milestones, "MOST_MOVED", 20)
    monkeypatch.setattr(finding, "STEP", 5)
    chance = random.Random(3)
    institutions = [make_institution(f"{town} University") for town in ("Varna", "Sofia", "Ankara", "Łódź", "Zagreb")]
    for _ in range(42):
        make_agreement(chance.choice(institutions), number=chance.choice([None, *range(30)]))
    refresh_listing()
    return institutions


def pages(sort, size=7):
    """Return the whole list in pages."""
    found = find(Criteria(), [])
    return [key for first in range(0, found.total, size) for key in found.page(sort, first, size)]


def expected(sort):
    keys = list(ListedAgreement.objects.order_by(*ORDERS[sort.removeprefix("-")]).values_list("pk", flat=True))
    return keys[::-1] if sort.startswith("-") else keys


CHANGES = {
    "nothing": lambda institutions: None,
    "a new one": lambda institutions: make_agreement(institutions[0], number=12),
    "a new first one": lambda institutions: make_agreement(make_institution("Aachen"), number=0),
    "one less": lambda institutions: Agreement.objects.filter(pk=expected("no")[17]).delete(),
    "one less where a stretch starts": lambda institutions: Agreement.objects.filter(pk=expected("no")[15]).delete(),
    "another number": lambda institutions: Agreement.objects.filter(pk=expected("no")[3]).update(number=29),
    "another name": lambda institutions: Institution.objects.filter(pk=institutions[0].pk).update(folded_name="aa"),
    "many": lambda institutions: Agreement.objects.filter(number__gt=15).update(number=1),
    "none left": lambda institutions: Agreement.objects.all().delete(),
}


@pytest.mark.parametrize("sort", ["no", "-no", "institution", "-institution"])
@pytest.mark.parametrize("change", CHANGES)
def test_pages_deep_in_the_list_are_right_after_a_change(forty, change, sort):
    CHANGES[change](forty)
    refresh_listing()

    assert pages(sort) == expected(sort)
    assert sum(Milestone.objects.filter(sort=sort.removeprefix("-")).values_list("count", flat=True)) == len(
        expected(sort)
    )


def test_a_deep_page_starts_at_the_last_milestone_before_it(forty):
    rows, position = stretch_of("no", 23)

    assert (rows.count(), position) == (22, 3)
    assert stretch_of("date", 23) is None


def test_a_small_change_moves_no_milestone_and_a_large_one_sets_them_again(forty, monkeypatch):
    monkeypatch.setattr(milestones, "rebuild", rebuild := Mock())

    make_agreement(forty[0], number=12)
    refresh_listing()
    assert not rebuild.called

    Agreement.objects.update(number=1)
    refresh_listing()
    assert rebuild.called


def test_a_stretch_that_grows_long_is_split(forty, monkeypatch):
    for number in range(20):
        make_agreement(forty[0], number=12, signed=str(1990 + number))
        refresh_listing()

    assert max(Milestone.objects.values_list("count", flat=True)) <= 15
    assert pages("no") == expected("no")


@pytest.mark.parametrize("change", CHANGES)
def test_the_index_of_words_holds_what_is_listed(forty, change):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index itself")
    CHANGES[change](forty)
    refresh_listing()

    with connection.cursor() as cursor:  # raises where the index differs from the texts
        cursor.execute(f"INSERT INTO {WORDS_TABLE} ({WORDS_TABLE}, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("most", [0, 50])
@pytest.mark.parametrize("word", ["varna", "niv", "lodz", 'a"b', "va"])
def test_rare_and_common_words_find_the_same(forty, monkeypatch, most, word):
    make_agreement(make_institution("Varnensis"))
    refresh_listing()
    monkeypatch.setattr(words, "MOST", most)
    texts = dict(ListedAgreement.objects.values_list("pk", "search_text"))

    found = find(Criteria(words=(word,)), [])

    assert sorted(found.page("no", 0, 50)) == sorted(pk for pk, text in texts.items() if word in text)
