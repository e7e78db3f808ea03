"""Pairs of records in the register that are likely the same."""

import pytest

from partnerships.models import Institution, InstitutionName, NotSame
from partnerships.similarity.doubles import Double, likely_doubles, undecided_doubles
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def pairs():
    return [(double.first, double.second, double.why) for double in likely_doubles()]


@pytest.mark.parametrize(
    ("name", "fields", "why"),
    [
        ("Varna Technical University", {}, "name"),
        ("Tehnical University of Varna", {"country": ""}, "name"),
        ("Tehnical University of Varna", {"website": "https://en.tu-varna.example/"}, "name"),
        ("TU Varna", {"website": "http://www.tu-varna.example"}, "host"),
        ("Tehnical University of Varna", {"website": "https://other.example/"}, None),
        ("Tehnical University of Varna", {"country": "PL"}, None),
        ("Faculty of Navigation", {"website": "https://tu-varna.example/navigation"}, None),
        ("Medical University of Varna", {}, None),
    ],
)
def test_two_institutions_of_one_country_with_nearly_one_name_or_one_front_page(name, fields, why):
    varna = make_institution(website="https://tu-varna.example/")
    other = make_institution(name, **fields)

    assert pairs() == ([(varna.pk, other.pk, why)] if why else [])


def test_names_of_one_word_differ_by_a_letter():
    one, other = make_institution("University of Lomonosov"), make_institution("Lomonosow University")
    make_institution("University of Lomon")

    assert pairs() == [(one.pk, other.pk, "name")]


def test_there_is_an_end_to_them(monkeypatch):
    monkeypatch.setattr("partnerships.similarity.doubles.MOST", 2)
    for town in ("Varna", "Ruse", "Plovdiv"):
        make_institution(f"Medical University of {town}"), make_institution(f"{town} Medical University")
        make_agreement(make_institution(town)), make_agreement(make_institution(town))

    assert [double.kind for double in likely_doubles()] == ["institution"] * 2 + ["agreement"] * 2


def test_another_name_counts_and_a_part_does_not():
    varna, other = make_institution(), make_institution("Varna Polytechnic School")
    InstitutionName.objects.create(institution=varna, name="Polytechnic School Varna")
    assert pairs() == [(varna.pk, other.pk, "name")]

    other.parent = varna
    other.save()

    assert pairs() == []


def test_two_agreements_that_nothing_tells_apart():
    first = make_agreement(signed="2020-10-05")
    second = make_agreement(signed="2020")
    make_agreement(signed="2020", title="MoU on law")
    make_agreement(signed="2021")
    make_agreement(make_institution("University of Ruse"), signed="2020")

    assert likely_doubles() == [Double("agreement", first.pk, second.pk, "agreement")]


def test_what_is_decided_is_not_asked_again_until_it_is_taken_back():
    one, other = make_institution(), make_institution("Varna Technical University")
    decision = NotSame.objects.create(kind="institution", first=one.pk, second=other.pk)
    assert (len(likely_doubles()), undecided_doubles()) == (1, [])

    decision.taken_back_at = "2030-01-01T00:00Z"
    decision.save()

    assert len(undecided_doubles()) == 1


def test_they_are_looked_for_again_only_after_a_change(django_assert_num_queries):
    varna = make_institution()
    make_institution("University of Ruse")
    assert likely_doubles() == []

    with django_assert_num_queries(3):
        assert likely_doubles() == []
    ruse = Institution.objects.exclude(pk=varna.pk).get()
    ruse.name = "Varna Technical University"
    ruse.save()

    assert pairs() == [(varna.pk, ruse.pk, "name")]
