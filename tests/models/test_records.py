"""What must hold of institutions, types and agreements, whoever writes them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from partnerships.folding import fold
from partnerships.models import Agreement, AgreementType, AgreementTypeName, Institution, InstitutionName, SourceRow
from partnerships.models.agreements import dated_on
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def sentences(record):
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    return list(dict.fromkeys(refusal.value.messages))


def refused_by_the_database(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()
    return True


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"signed_precision": ""},
            "A date needs a precision (day, month or year), and a precision needs a date.",
        ),
        (
            {"starts_precision": "day"},
            "A date needs a precision (day, month or year), and a precision needs a date.",
        ),
        (
            {"validity": "fixed"},
            "An agreement “until its end date” needs that date; one of another validity has none.",
        ),
        (
            {"ends_on": date(2030, 1, 1), "ends_precision": "day"},
            "An agreement “until its end date” needs that date; one of another validity has none.",
        ),
        (
            {
                "starts_on": date(2030, 1, 2),
                "starts_precision": "day",
                "ends_on": date(2030, 1, 1),
                "ends_precision": "day",
                "validity": "fixed",
            },
            "The end lies before the start.",
        ),
        ({"renewal_months": 12}, "A length of renewal needs a renewal on request or an automatic one."),
        ({"notice_months": 61}, "A notice period has at most 60 months."),
        ({"termination_reason": "closed"}, "A reason of the termination needs its day."),
    ],
)
def test_each_rule_of_an_agreement_is_said_and_kept(fields, sentence):
    agreement = make_agreement()
    for name, value in fields.items():
        setattr(agreement, name, value)

    assert sentence in sentences(agreement)
    assert refused_by_the_database(agreement)


def test_an_agreement_cannot_supersede_itself():
    agreement = make_agreement()
    agreement.supersedes = agreement

    assert sentences(agreement) == ["An agreement cannot supersede itself."]
    assert refused_by_the_database(agreement)


def test_a_date_stands_at_the_edge_of_its_period():
    agreement = make_agreement(signed_on=date(2020, 10, 5), signed_precision="month")

    assert sentences(agreement) == ["The date is not the edge of what is known: 2020-10-01."]


@pytest.mark.parametrize("starts", [None, "2019", "2020-11", "2021-02-03"])
@pytest.mark.parametrize("signed", [None, "2020", "2020-10", "2021-02-03"])
def test_a_start_dates_an_agreement_whose_signing_is_not_known(signed, starts):
    agreement = make_agreement(signed=signed, starts=starts and PartialDate.fromisoformat(starts))
    day = agreement.dated and agreement.dated.first_day

    found = Agreement.objects.annotate(day=dated_on()).get()
    dated = Agreement.objects.dated_within(day, day) if day else Agreement.objects.undated()

    assert (found.day, list(dated)) == (day, [agreement])
    assert agreement.dated == (agreement.signed or agreement.starts)
    assert agreement.dated_in_words == (
        str(agreement.signed) if signed else f"from {agreement.starts}" if starts else ""
    )
    assert Agreement.objects.undated().exists() == (day is None)


def test_an_end_is_kept_as_its_last_day():
    agreement = make_agreement(ends="2030-02")

    assert (str(agreement.ends_on), agreement.ends) == ("2030-02-28", PartialDate(2030, 2))


def test_a_name_is_registered_once_in_a_country():
    make_institution("İstanbul University", "TR")
    double = Institution(name="ISTANBUL UNIVERSITY", country="TR")

    assert sentences(double) == ["An institution of that name is registered in that country."]
    assert refused_by_the_database(double)


def test_an_other_name_belongs_to_one_institution():
    InstitutionName.objects.create(institution=make_institution(), name="ТУ Варна")
    double = InstitutionName(institution=make_institution("Gabrovo"), name="tu varna")

    assert "“ТУ Варна” is known already as another name." in sentences(double)
    assert refused_by_the_database(double)


def test_a_name_needs_a_letter():
    assert sentences(Institution(name="?!")) == ["A name needs at least one letter or digit."]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("website", "javascript:alert(1)", "Write an address that starts with http:// or https://."),
        ("website", "ftp://example.org", "Write an address that starts with http:// or https://."),
        ("ror", "00hx57362", "“00hx57362” is no ROR identifier: 9 characters such as 00hx57361."),
        ("erasmus_code", "x", "Write an Erasmus code such as TR ISTANBU01."),
        ("pic", "12", "A PIC has nine digits."),
    ],
)
def test_identifiers_are_checked(name, value, sentence):
    assert sentences(Institution(name="Varna", **{name: value})) == [sentence]


def test_right_identifiers_are_taken():
    Institution(name="Varna", ror="03yrm5c26", erasmus_code="TR ISTANBU01", pic="999999999").full_clean()


def test_slugs_are_made_and_kept_apart():
    slugs = [Institution.objects.create(name="Özal University", country=country).slug for country in ("TR", "AZ")]

    assert slugs == ["ozal-university", "ozal-university-2"]


def test_what_agreements_hang_on_cannot_be_deleted():
    agreement = make_agreement()

    for record in (agreement.institution, agreement.agreement_type):
        with pytest.raises(ProtectedError):
            record.delete()


@pytest.mark.parametrize(
    ("text", "count"),
    [("Gəncə", 1), ("GENCE", 1), ("Özel", 1), ("ozel 12", 1), ("ozel 13", 0), ("Mingəçevir", 0), ("?!", 0), ("", 2)],
)
def test_an_agreement_is_found_by_city_name_and_reference_in_any_spelling(text, count):
    make_agreement(make_institution("Özel University", "AZ", city="Gəncə"), reference="12/2020")
    make_agreement(make_institution("Varna", "BG"))

    assert Agreement.objects.matching(text).count() == count


def test_a_source_row_outlives_its_agreement(source_table):
    call_command("import_agreements", str(source_table))

    Agreement.objects.get(number=1).delete()

    assert SourceRow.objects.filter(agreement=None).count() == 1


def test_history_keeps_each_change():
    agreement = make_agreement(title="MoU")
    agreement.title = "Protocol"
    agreement.save()

    newest, oldest = agreement.history.all()
    assert [(change.field, change.old, change.new) for change in newest.diff_against(oldest).changes] == [
        ("title", "MoU", "Protocol")
    ]


def test_fixture_of_types_is_folded_rightly():
    call_command("loaddata", "fixtures/agreement_types.json", verbosity=0)

    records = [*AgreementType.objects.all(), *AgreementTypeName.objects.all()]
    assert AgreementType.objects.count() == 10
    assert [record.name for record in records if record.folded_name != fold(record.name)] == []
