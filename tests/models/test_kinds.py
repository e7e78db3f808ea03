"""Kinds of cooperation, and the names of types in each language."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import translation

from partnerships.kinds import is_joined, joined, slugs_in
from partnerships.models import Agreement, AgreementType, AgreementTypeName, CooperationKind
from partnerships.models.cooperation_kinds import kinds_in
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slugs", "text"),
    [([], ""), (["b", "a", "b"], "|a|b|"), (["double-degree"], "|double-degree|")],
)
def test_slugs_are_one_text_and_come_out_of_it_again(slugs, text):
    assert joined(slugs) == text
    assert slugs_in(text) == sorted(set(slugs))
    assert is_joined(text)


@pytest.mark.parametrize("text", ["a", "|b|a|", "|a|a|", "||", "|a"])
def test_any_other_text_is_refused(text):
    agreement = make_agreement()
    agreement.kinds = text

    with pytest.raises(ValidationError) as refused:
        agreement.full_clean()

    assert refused.value.message_dict.keys() == {"kinds"}


def test_a_name_is_that_of_the_readers_language_or_the_offices():
    kind = CooperationKind.objects.get(slug="student-exchange")
    kind.name_tr = ""

    labels = {}
    for language in ("az", "en", "ru", "tr"):
        with translation.override(language):
            labels[language] = kind.label, kind.label_language

    assert labels == {
        "az": ("Tələbə mübadiləsi", ""),
        "en": ("Student exchange", ""),
        "ru": ("Обмен студентами", ""),
        "tr": ("Student exchange", "en"),
    }


def test_every_kind_is_explained_in_each_language():
    for kind in CooperationKind.objects.all():
        for language in ("az", "en", "ru", "tr"):
            with translation.override(language):
                assert kind.sentence.endswith(".")


def test_folded_names_hold_all_names_and_wordings():
    kind = CooperationKind.objects.create(name="Sports", name_ru="Спорт", other_names="Games\n\nOyunlar")
    agreement_type = AgreementType.objects.create(name="Memo", name_az="Anlaşma")
    AgreementTypeName.objects.create(agreement_type=agreement_type, name="MoU")

    assert kind.folded_names == "sports sport games oyunlar"
    assert agreement_type.folded_names == "memo anlasma mou"


def test_a_wording_of_another_kind_is_refused():
    with pytest.raises(ValidationError, match="Double degree"):
        CooperationKind(name="Two diplomas", slug="two", other_names="Dual diploma").clean()


@pytest.mark.parametrize("delete", [lambda kind: kind.delete(), lambda kind: CooperationKind.objects.all().delete()])
def test_a_kind_in_use_is_not_deleted(delete):
    agreement = make_agreement(kinds="|student-exchange|")
    kind = CooperationKind.objects.get(slug="student-exchange")

    with pytest.raises(ProtectedError) as refused:
        delete(kind)

    assert refused.value.protected_objects == {agreement}
    assert CooperationKind.objects.count() == 9


def test_a_kind_that_nobody_uses_is_deleted():
    make_agreement(kinds="|student-exchange|")

    CooperationKind.objects.get(slug="summer-school").delete()

    assert not CooperationKind.objects.filter(slug="summer-school").exists()


def test_agreements_are_found_by_a_whole_slug():
    CooperationKind.objects.create(name="Exchange", slug="exchange")
    one = make_agreement(kinds="|student-exchange|")
    other = make_agreement(kinds="|exchange|student-exchange|")

    assert list(Agreement.objects.of_kind("exchange")) == [other]
    assert set(Agreement.objects.of_kind("student-exchange")) == {one, other}
    assert [kind.name for kind in kinds_in(other.kinds, CooperationKind.objects.by_slug())] == [
        "Student exchange",
        "Exchange",
    ]


@pytest.mark.parametrize("text", ["tələbə mübadiləsi", "обмен студентами", "öğrenci değişimi", "student mobility"])
def test_the_office_finds_agreements_by_their_kind_in_any_language(text):
    agreement = make_agreement(kinds="|student-exchange|")
    make_agreement(title="Protocol", kinds="|summer-school|")

    assert list(Agreement.objects.matching(text)) == [agreement]
