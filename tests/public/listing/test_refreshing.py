"""The listing is what the records say, after every change and on every day."""

import datetime
from collections import Counter

import pytest
from django.core.management import call_command

from partnerships.importing.resources import AgreementResource
from partnerships.models import (
    Agreement,
    AgreementType,
    Document,
    Institution,
    InstitutionName,
    ListedAgreement,
    ListingState,
    RegisterChange,
    Validity,
)
from partnerships.models.listing import NO_TYPE, NO_YEAR
from partnerships.public.listing import refreshing, triggers
from partnerships.public.listing.database import look
from partnerships.public.listing.refreshing import changed_at, refresh_listing
from partnerships.public.listing.words import Search
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
FAR = datetime.date(2030, 5, 1)


def rows():
    """Return the listing."""
    return sorted(ListedAgreement.objects.values_list(*[field.attname for field in ListedAgreement._meta.fields]))


def rebuilt(on):
    """Return the listing after a rebuild."""
    ListingState.objects.update(basis="")
    refresh_listing(on)
    return rows()


def test_a_rest_begins_and_ends_in_the_listing_by_itself():
    first, last = FAR, FAR + datetime.timedelta(days=2)
    make_agreement(validity=Validity.OPEN_ENDED, rests_from=first, rests_until=last)
    days = [FAR + datetime.timedelta(days=number) for number in (-1, 0, 2, 3)]

    found = []
    for day in days:
        refresh_listing(day)
        found.append(ListedAgreement.objects.values_list("status", flat=True).get())

    assert found == ["in-force", "resting", "resting", "in-force"]


def test_a_row_says_what_is_asked_of_an_agreement():
    institution = make_institution("Boğaziçi University", "TR", city="İstanbul")
    InstitutionName.objects.create(institution=institution, name="Bosphorus")
    agreement = make_agreement(institution, title="Memorandum", signed="2020-10", reference="A/7", number=4)

    refresh_listing(FAR)

    assert ListedAgreement.objects.values_list("country", "type", "year", "status", "number").get() == (
        "TR", agreement.agreement_type_id, 2020, "end-not-recorded", 4,
    )  # fmt: skip
    assert ListedAgreement.objects.get().search_text == " bogazici university bosphorus istanbul memorandum a 7 "


def test_what_is_not_known_has_a_value_of_its_own():
    agreement = make_agreement(make_institution(country=""), signed=None, agreement_type=None)

    refresh_listing(FAR)

    assert ListedAgreement.objects.values_list("country", "type", "year", "number").get() == (
        "", NO_TYPE, NO_YEAR, agreement.register_number,
    )  # fmt: skip


def test_what_is_not_public_is_not_listed():
    make_agreement(is_public=False)
    shown = make_agreement(number=1)

    refresh_listing(FAR)

    assert list(ListedAgreement.objects.values_list("pk", flat=True)) == [shown.pk]


def rename(institution):
    institution.name = "Another University"
    institution.save()


CHANGES = {
    "an agreement is added": lambda one, two: make_agreement(one.institution, signed="1999"),
    "its type is another": lambda one, two: Agreement.objects.filter(pk=one.pk).update(
        agreement_type=two.agreement_type
    ),
    "it is hidden": lambda one, two: Agreement.objects.update(is_public=False),
    "it is deleted": lambda one, two: two.delete(),
    "its institution has another name": lambda one, two: rename(one.institution),
    "its institution moves": lambda one, two: Institution.objects.filter(pk=one.institution_id).update(country="PL"),
    "a name is added": lambda one, two: InstitutionName.objects.create(institution=one.institution, name="VTU"),
    "a name moves": lambda one, two: InstitutionName.objects.update(institution=two.institution),
    "a name goes": lambda one, two: InstitutionName.objects.all().delete(),
    "all are gone": lambda one, two: Agreement.objects.all().delete(),
    "a list is imported": lambda one, two: AgreementResource().import_file(
        b"University\tCountry\tDate\nOxford\tUK\t2001\nVarna\tBG\t2002\n", "list.tsv"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_listing_is_as_if_rebuilt(change):
    one = make_agreement(make_institution("Varna"), ends="2030-06-30", number=1)
    two = make_agreement(make_institution("Oxford", "GB"), title="Protocol", signed=None, number=2)
    InstitutionName.objects.create(institution=one.institution, name="Technical University")
    refresh_listing(FAR)
    before = rows()

    CHANGES[change](one, two)
    refresh_listing(FAR)

    kept = rows()
    assert kept != before
    assert kept == rebuilt(FAR)
    assert not RegisterChange.objects.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_many_is_taken_in_batches(change, monkeypatch):
    monkeypatch.setattr(refreshing, "BATCH", 1)

    test_after_any_change_the_listing_is_as_if_rebuilt(change)


def test_a_register_that_is_loaded_from_a_file_is_listed_and_searched(tmp_path):
    agreement = make_agreement(make_institution("Varna"))
    refresh_listing(FAR)
    file = tmp_path / "register.json"
    call_command("dumpdata", "partnerships", output=file, verbosity=0)
    Agreement.objects.all().delete()
    refresh_listing(FAR)

    call_command("loaddata", file, verbosity=0)
    refresh_listing(FAR)

    assert ListedAgreement.objects.get(Search("varna", "").condition).pk == agreement.pk


def test_another_day_changes_what_the_day_changes():
    make_agreement(ends="2030-06-30", number=1)
    make_agreement(signed="2031-01-01", number=2)
    make_agreement(validity=Validity.OPEN_ENDED, number=3)
    days = [datetime.date(2030, 1, 1), FAR, datetime.date(2030, 7, 1), datetime.date(2031, 1, 1)]

    found = {}
    for on in days:
        refresh_listing(on)
        found[on] = rows()

    assert [Counter(row[5] for row in rows_then) for rows_then in found.values()] == [
        {"in-force": 2, "not-started": 1},
        {"ending": 1, "in-force": 1, "not-started": 1},
        {"ended": 1, "in-force": 1, "not-started": 1},
        {"ended": 1, "in-force": 1, "end-not-recorded": 1},
    ]
    assert found == {on: rebuilt(on) for on in days}


def test_another_warning_window_changes_what_is_ending(settings):
    make_agreement(ends="2030-06-30")
    refresh_listing(FAR)

    settings.WARNING_DAYS = 10
    refresh_listing(FAR)

    assert ListedAgreement.objects.get().status == "in-force"


def test_other_code_of_statuses_changes_them(monkeypatch):
    make_agreement(ends="2030-06-30")
    refresh_listing(FAR)
    ListedAgreement.objects.update(status="in-force")  # as the code before had it
    refresh_listing(FAR)
    assert ListedAgreement.objects.get().status == "in-force"

    monkeypatch.setattr(refreshing, "code_of_statuses", lambda: "updated")
    refresh_listing(FAR)

    assert ListedAgreement.objects.get().status == "ending"


def test_where_nothing_has_changed_one_query_says_so(django_assert_num_queries):
    make_agreement()
    version = refresh_listing(FAR)

    with django_assert_num_queries(1):
        assert refresh_listing(FAR) == version


VISIBLE = {
    "a type gets another name": lambda agreement: AgreementType.objects.update(name="Treaty"),
    "a document is added": lambda agreement: Document.objects.create(agreement=agreement, name="scan.pdf", size=1),
    "an agreement is edited": lambda agreement: Agreement.objects.update(title="Treaty"),
}


@pytest.mark.parametrize("change", VISIBLE)
def test_the_version_is_another_after_a_change(change):
    agreement = make_agreement()
    before = refresh_listing(FAR)

    VISIBLE[change](agreement)

    assert look()[2]
    assert refresh_listing(FAR) not in {before, ""}
    assert not look()[2]


def test_the_version_stays_where_no_row_was_changed():
    make_agreement()
    before = refresh_listing(FAR)

    Agreement.objects.filter(pk=0).update(title="Treaty")

    assert refresh_listing(FAR) == before


def test_the_moment_of_the_last_change_is_that_of_the_change():
    make_agreement()
    moments = list(RegisterChange.objects.values_list("changed_at", flat=True))
    refresh_listing(FAR)

    version = refresh_listing(FAR + datetime.timedelta(days=1))  # another version, but no change

    assert changed_at(version) == max(moments)


def test_migrating_makes_the_triggers_that_are_missing():
    agreement = make_agreement()
    triggers.drop("default")

    call_command("migrate", verbosity=0)
    refresh_listing(FAR)
    Agreement.objects.filter(pk=agreement.pk).update(register_number=9)
    refresh_listing(FAR)

    assert ListedAgreement.objects.get().number == 9
