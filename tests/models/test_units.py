"""Units of the home university: what they are called, and what is part of what."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from partnerships.models import Agreement, Unit, UnitName
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def law():
    """Return a unit with a name of each sort."""
    unit = make_unit("Faculty of Law", name_az="Hüquq fakültəsi", short_name="LAW")
    UnitName.objects.create(unit=unit, name="Law School")
    return unit


@pytest.mark.parametrize("text", ["faculty of  LAW", "law school", "HUQUQ FAKULTESI", "law"])
def test_a_unit_is_found_by_each_of_its_names_in_any_spelling(law, text):
    assert Unit.objects.called(text) == law


@pytest.mark.parametrize("text", ["", "–", "Faculty"])
def test_another_text_means_no_unit(law, text):
    assert Unit.objects.called(text) is None


def test_the_offices_name_counts_before_the_short_name_of_another(law):
    short = make_unit("Law")

    assert Unit.objects.called("law") == short


def test_a_unit_is_named_in_the_language_of_the_reader(law):
    names = {}
    for language in ("az", "en", "ru"):
        with translation.override(language):
            names[language] = str(law)

    assert names == {"az": "Hüquq fakültəsi", "en": "Faculty of Law", "ru": "Faculty of Law"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("FACULTY of law", "Another unit is known by that name."),
        ("law school", "Another unit is known by that name."),
        ("–", "A name needs at least one letter or digit."),
    ],
)
def test_a_name_that_another_unit_has_is_refused(law, name, sentence):
    with pytest.raises(ValidationError) as refusal:
        Unit(name=name).clean()

    assert refusal.value.message_dict == {"name": [sentence]}


def test_another_name_that_is_the_name_of_a_unit_is_refused(law):
    with pytest.raises(ValidationError) as refusal:
        UnitName(unit=make_unit("Arts"), name="faculty of LAW").clean()

    assert refusal.value.message_dict == {"name": ["Another unit is known by that name."]}


def test_a_unit_is_no_part_of_its_own_part(law):
    civil = make_unit("Civil law", parent=law)
    roman = make_unit("Roman law", parent=civil)

    for parent in (law, civil, roman):
        law.parent = parent
        with pytest.raises(ValidationError) as refusal:
            law.clean()
        assert refusal.value.message_dict == {"parent": ["A unit cannot be part of itself or of one of its parts."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=law.pk).update(parent=law)


def test_the_parts_of_a_unit_are_those_at_any_depth(law):
    civil = make_unit("Civil law", parent=law)
    roman = make_unit("Roman law", parent=civil)
    make_unit("Arts")

    assert Unit.objects.with_parts({law.pk}) == {law.pk, civil.pk, roman.pk}


def test_a_unit_that_keeps_agreements_or_has_parts_is_not_deleted(law):
    civil = make_unit("Civil law", parent=law)
    make_agreement(unit=civil)

    for unit in (law, civil):
        with pytest.raises(ProtectedError):
            unit.delete()


@pytest.mark.parametrize("text", ["hüquq", "LAW school", "faculty"])
def test_the_office_finds_agreements_by_each_name_of_the_unit(law, text):
    one = make_agreement(unit=law)
    make_agreement(make_institution("Ruse", "BG"), unit="Arts")

    assert list(Agreement.objects.matching(text)) == [one]
