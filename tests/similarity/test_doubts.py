"""What is doubtful about a record that somebody types."""

from datetime import date

import pytest

from partnerships.models import Agreement, Institution, NotSame, Validity
from partnerships.partial_dates import PartialDate
from partnerships.similarity.doubts import Doubt, doubts_of_agreement, doubts_of_institution
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
TODAY = date(2030, 6, 15)


def typed(like, signed=None, ends=None, **fields):
    """Return an agreement of the institution and type of another, as somebody types it."""
    agreement = Agreement(institution=like.institution, agreement_type=like.agreement_type)
    agreement.signed = signed and PartialDate.fromisoformat(signed)
    agreement.ends = ends and PartialDate.fromisoformat(ends)
    agreement.validity = Validity.FIXED if ends else Validity.NOT_RECORDED
    for name, value in fields.items():
        setattr(agreement, name, value)
    return agreement


def codes(agreement):
    return [doubt.code for doubt in doubts_of_agreement(agreement, TODAY)]


@pytest.mark.parametrize(
    ("name", "country", "website", "code"),
    [
        ("Technical University Varna", "BG", "", "institution-alike"),
        ("Tehnical University of Varna", "BG", "", "institution-alike"),
        ("Tehnical University of Varna", "", "", "institution-alike"),
        ("Technical University of Varna", "PL", "", "institution-alike"),
        ("Faculty of Navigation", "BG", "http://www.tu-varna.example/navigation", "same-host"),
        ("Medical University of Varna", "BG", "", None),
        ("Tehnical University of Varna", "PL", "https://pl.example", None),
        ("", "BG", "https://tu-varna.example/", None),
    ],
)
def test_an_institution_is_like_another_in_name_and_country_or_in_its_host(name, country, website, code):
    varna = make_institution(website="https://tu-varna.example/")
    make_institution("University of Ruse")

    found = doubts_of_institution(Institution(name=name, country=country, website=website))

    assert found == ([Doubt(code, varna)] if code else [])


def test_a_part_and_what_is_decided_are_no_doubt():
    varna = make_institution(website="https://tu-varna.example/")
    faculty = make_institution("Faculty of Navigation", website="https://tu-varna.example/nav")
    assert doubts_of_institution(faculty) == [Doubt("same-host", varna)]

    faculty.parent = varna
    assert doubts_of_institution(faculty) == []

    faculty.parent = None
    NotSame.objects.create(kind="institution", first=varna.pk, second=faculty.pk)
    assert doubts_of_institution(faculty) == []
    NotSame.objects.update(taken_back_at="2030-01-01T00:00Z")
    assert doubts_of_institution(faculty) == [Doubt("same-host", varna)]


@pytest.mark.parametrize(
    ("kept", "given", "again"),
    [
        ({"signed": "2020-10-05"}, {"signed": "2020-10-05"}, True),
        ({"signed": "2020"}, {"signed": "2020-10-05"}, True),
        ({"signed": "2020-10-05"}, {"signed": "2020-10-06"}, False),
        ({"signed": None}, {"signed": "2020-10-05"}, False),
        ({"signed": None}, {"signed": None}, True),
        ({"signed": "2020", "reference": "A1"}, {"signed": "2020", "reference": "A2"}, False),
        ({"signed": "2020", "kinds": " double-degree "}, {"signed": "2020", "kinds": " joint-research "}, False),
        ({"signed": "2020", "ends": "2025"}, {"signed": "2020", "ends": "2026"}, False),
    ],
)
def test_the_same_agreement_again(kept, given, again):
    agreement = make_agreement(**kept)

    assert codes(typed(agreement, **given)) == (["agreement-again"] if again else [])


@pytest.mark.parametrize(
    ("kept", "given", "second"),
    [
        ({"ends": "2035"}, {"signed": "2029"}, True),
        ({"ends": "2035"}, {"signed": "2029", "ends": "2034"}, True),
        ({"ends": "2035"}, {"signed": "2020", "ends": "2025"}, False),
        ({"ends": "2029"}, {"signed": "2029"}, False),
        ({}, {"signed": "2029"}, False),
        ({"ends": "2035", "reference": "A1"}, {"signed": "2029", "reference": "A2"}, False),
        ({"ends": "2035"}, {"signed": "2029", "rests_from": date(2030, 1, 1)}, True),
        ({"ends": "2035", "rests_from": date(2030, 1, 1)}, {"signed": "2029"}, False),
    ],
)
def test_a_second_one_in_force_of_the_type(kept, given, second):
    agreement = make_agreement(signed="2015", **kept)

    assert codes(typed(agreement, **given)) == (["second-in-force"] if second else [])


def test_what_supersedes_another_is_no_second_one():
    agreement = make_agreement(signed="2015", ends="2035")

    assert codes(typed(agreement, signed="2029", supersedes=agreement)) == []
    assert codes(typed(agreement, signed="2015", supersedes=agreement)) == []


def test_another_type_or_institution_is_no_doubt():
    agreement = make_agreement(signed="2020", ends="2035")
    other = make_agreement(make_institution("University of Ruse"), "Exchange", signed="2020", ends="2035")

    assert codes(typed(agreement, signed="2020", agreement_type=other.agreement_type)) == []
    assert codes(typed(agreement, signed="2020", institution=other.institution)) == []
    assert codes(agreement) == []


def test_an_end_before_the_signing():
    agreement = make_agreement()

    found = doubts_of_agreement(typed(agreement, signed="2031", ends="2030-05"), TODAY)

    assert [doubt.code for doubt in found] == ["end-before-signing"]
    assert codes(typed(agreement, signed="2031-05-01", ends="2031")) == []
