"""Merges taken back: all as it was, or what stays and why."""

import pytest
from django.apps import apps
from django.core.files.base import ContentFile

from partnerships.confirming import PlanChanged
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo
from partnerships.merging.institutions import merge_institutions, plan_merge
from partnerships.merging.taking_back import plan_take_back, take_back
from partnerships.merging.vocabularies import merge_types, plan_entry_merge
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    Contact,
    FormerAddress,
    Institution,
    InstitutionName,
    Merge,
)
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
# What a merge writes beside the records: itself, the histories, and what the list is made of again.
WRITTEN = {"merge", "registerchange", "registerversion", "listingstate", "listedagreement", "milestone", "tally"}
CHANGED = "It was changed since, so it keeps what it has now."


def register():
    """Return all rows of all tables of the register but those that tell what happened."""
    models = [
        model for model in apps.get_app_config("partnerships").get_models() if not hasattr(model, "instance_type")
    ]
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in models
        if model._meta.model_name not in WRITTEN and not model._meta.model_name.startswith("historical")
    }


def merge(target, *others, user=None, **choices):
    """Merge institutions and return the Merge that was kept; `choices` are whose values stay, by column."""
    chosen = {column: whose.pk for column, whose in choices.items()}
    found = list(Institution.objects.filter(pk__in=[each.pk for each in (target, *others)]).order_by("pk"))
    plan = plan_merge(Institution.objects.get(pk=target.pk), found, chosen)
    merge_institutions([each.pk for each in found], target.pk, user, plan.fingerprint, choices=chosen)
    return Merge.objects.first()


def merge_type(target, *others):
    plan = plan_entry_merge(target, [target, *others])
    merge_types([each.pk for each in others], target.pk, None, plan.fingerprint)
    return Merge.objects.first()


def undo(merge, user=None):
    """Take a merge back as the page does that shows it before; return the TakeBack."""
    return take_back(merge, user, plan_take_back(merge).fingerprint)


@pytest.fixture
def varna():
    """Return two institutions with all that can hang on one."""
    whole = make_institution("Ministry", "BG")
    kept = make_institution("Varna University", "", notes="one")
    gone = make_institution(
        "University of Varna", "BG", city="Varna", website="https://varna.example/", notes="two", parent=whole
    )
    gone.logo.save("logo.png", ContentFile(b"x"))
    make_agreement(kept), make_agreement(gone, title="Protocol", is_public=False), make_agreement(gone)
    Contact.objects.create(institution=gone, name="Ms Ivanova")
    InstitutionName.objects.create(institution=gone, name="ВУ")
    InstitutionName.objects.create(institution=kept, name="Warna Uni")
    make_institution("Faculty of Shipbuilding", parent=gone)
    FormerAddress.objects.create(institution=gone, slug="older")
    FormerAddress.objects.create(institution=gone, slug="varna-university")
    return Institution.objects.get(pk=kept.pk), Institution.objects.get(pk=gone.pk)


def test_an_institution_is_given_back_with_all_that_it_had(varna):
    before = register()
    kept = merge(*varna)
    assert register() != before

    undo(kept)

    assert register() == before


def test_chosen_values_are_given_back_to_those_that_had_them(varna):
    kept, gone = varna
    Institution.objects.filter(pk=kept.pk).update(country="RO", website="https://kept.example/", logo="logos/kept.png")
    before = register()
    merged = merge(kept, gone, name=gone, country=gone, website=gone, logo=gone)
    assert Institution.objects.get(pk=kept.pk).name == "University of Varna"

    undo(merged)

    assert register() == before


def test_a_name_that_another_institution_has_now_is_not_given_back(varna):
    kept, gone = varna
    third = make_institution("VU")
    merged = merge(kept, gone, third, name=gone)
    InstitutionName.objects.filter(name="Varna University").delete()
    make_institution("Varna University", "")

    taken_back = undo(merged)

    kept.refresh_from_db()
    assert (kept.name, kept.country) == ("University of Varna", "BG")
    assert [Institution.objects.filter(pk=each.pk).exists() for each in (gone, third)] == [False, True]
    refused = ("University of Varna", "An institution of that name is registered in that country.")
    assert taken_back.staying.count(refused) == 2


def test_a_name_given_since_stays_and_the_other_comes_back_under_its_own(varna):
    kept, gone = varna
    merged = merge(kept, gone, name=gone)
    Institution.objects.filter(pk=kept.pk).update(name="Black Sea University", folded_name="black sea university")

    undo(merged)

    names = [Institution.objects.get(pk=each.pk).name for each in (kept, gone)]
    assert names == ["Black Sea University", "University of Varna"]


def test_parts_and_wholes_are_given_back_as_they_were():
    whole = make_institution("Whole")
    middle = make_institution("Middle", parent=whole)
    part = make_institution("Part", parent=middle)
    before = register()

    undo(merge(part, middle, whole))

    assert register() == before


def test_a_type_is_given_back_with_all_that_it_had():
    kept = AgreementType.objects.create(name="MoU", order=7)
    gone = AgreementType.objects.create(name="Memorandum", usual_term_months=36, reminder_steps=[90, 30], order=3)
    AgreementTypeName.objects.create(agreement_type=gone, name="Memo")
    make_agreement(), make_agreement(title="Memorandum")
    before = register()
    merged = merge_type(kept, gone)
    assert register() != before

    undo(merged)

    assert register() == before


def test_what_comes_back_has_its_history_and_says_why(varna, admin_user):
    kept, gone = varna
    key = gone.pk
    agreement = Agreement.objects.filter(institution=gone).first()
    merged = merge(kept, gone, user=admin_user)

    undo(merged, admin_user)

    lines = Institution.history.filter(id=key)
    assert [line.history_type for line in lines] == ["+", "-", "~", "+"]
    reason = "merge of “University of Varna” taken back"
    last = [lines[0], kept.history.first(), agreement.history.first()]
    assert [(line.history_change_reason, line.history_user) for line in last] == [(reason, admin_user)] * 3
    merged.refresh_from_db()
    assert (merged.taken_back_by, merged.taken_back_at is not None) == (admin_user, True)


def test_the_addresses_lead_where_they_led_before(varna, client):
    undo(merge(*varna))
    Agreement.objects.update(is_public=True)

    assert client.get("/institutions/university-of-varna/").status_code == 200
    assert client.get("/institutions/older/")["Location"] == "/institutions/university-of-varna/"
    assert client.get("/institutions/varna-university/").status_code == 200


def test_a_merge_is_not_taken_back_twice(varna):
    merged = merge(*varna)
    shown = plan_take_back(merged).fingerprint
    undo(merged)
    before = register()

    assert plan_take_back(merged).refusal == "This merge has been taken back already."
    with pytest.raises(PlanChanged):
        take_back(merged, None, shown)

    assert register() == before


def test_nothing_is_taken_back_where_the_register_changed_since_it_was_shown(varna):
    merged = merge(*varna)
    shown = plan_take_back(merged).fingerprint
    Agreement.objects.filter(title="Protocol").delete()
    before = register()

    with pytest.raises(PlanChanged):
        take_back(merged, None, shown)

    assert register() == before


def test_what_was_changed_since_stays_and_is_said(varna):
    kept, gone = varna
    third = make_institution("Opole", "PL")
    moved, other = Agreement.objects.filter(institution=gone).order_by("pk")
    merged = merge(kept, gone)
    Agreement.objects.filter(pk=moved.pk).update(institution=third)
    kept.refresh_from_db()
    kept.city = "Warna"
    kept.save()
    contact = Contact.objects.get().pk
    Contact.objects.all().delete()
    new = make_agreement(kept, title="Annex")
    InstitutionName.objects.filter(name="University of Varna").update(name="Uni Varna")

    plan = undo(merged)

    assert plan.staying == [
        ("Uni Varna", CHANGED),
        ("Varna University: city", CHANGED),
        (f"{Agreement.objects.get(pk=moved.pk)}: institution", CHANGED),
        (f"contact {contact}", "It was deleted since."),
        (str(new), "It was recorded since, so it stays with “Varna University”."),
    ]
    kept.refresh_from_db()
    assert (kept.country, kept.city, kept.website) == ("", "Warna", "")
    assert [(each.pk, each.institution.name) for each in Agreement.objects.order_by("pk").exclude(title="MoU")] == [
        (moved.pk, "Opole"),
        (new.pk, "Varna University"),
    ]
    assert Agreement.objects.get(pk=other.pk).institution == gone


def test_one_whose_name_was_registered_again_does_not_come_back(varna):
    kept, gone = varna
    merged = merge(kept, gone)
    InstitutionName.objects.filter(name="University of Varna").delete()
    make_institution("University of Varna", "BG")

    plan = plan_take_back(merged)

    assert plan.refusal == "None of what was merged can come back."
    assert ("University of Varna", "An institution of that name is registered in that country.") in plan.staying
    with pytest.raises(PlanChanged):
        undo(merged)


def test_one_by_whose_name_another_is_known_does_not_come_back(varna):
    kept, gone = varna
    merged = merge(kept, gone)
    third = make_institution("Opole", "BG")
    InstitutionName.objects.filter(name="University of Varna").update(institution=third)

    assert ("University of Varna", "“Opole” is known by that name.") in plan_take_back(merged).staying


def test_of_several_those_come_back_that_can():
    kept, one, two = (make_institution(name) for name in ("Kept", "One", "Two"))
    first, second = make_agreement(one), make_agreement(two)
    merged = merge(kept, one, two)
    InstitutionName.objects.filter(name="One").delete()
    make_institution("One")

    plan = undo(merged)

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.institution, second.institution) == (kept, two)
    assert (f"{first}", "What it belonged to does not come back, so it stays here.") in plan.staying


def test_one_whose_address_was_taken_gets_a_new_one():
    kept, gone = make_institution("Kept"), make_institution("Gone")
    merged = merge(kept, gone)
    other = make_institution("Other")
    Institution.objects.filter(pk=other.pk).update(slug="gone")

    plan = undo(merged)

    assert ("gone", "Another one has that address now; “Gone” gets a new one.") in plan.staying
    assert Institution.objects.get(pk=gone.pk).slug == "gone-2"


def test_one_that_was_merged_away_itself_is_given_back_first():
    first, second, third = (make_institution(name) for name in ("First", "Second", "Third"))
    earlier = merge(second, first)
    later = merge(third, second)
    before = register()

    plan = plan_take_back(earlier)
    assert plan.refusal == "“Second” was merged into “Third” since; take that merge back first."
    undo(later)
    undo(earlier)

    assert register() != before
    assert list(Institution.objects.order_by("pk")) == [first, second, third]
    assert not InstitutionName.objects.exists()


def test_a_part_of_what_is_no_more_comes_back_without_it():
    whole = make_institution("Whole")
    kept, gone = make_institution("Kept", parent=make_institution("Own")), make_institution("Gone", parent=whole)
    merged = merge(kept, gone)
    Institution.objects.filter(pk=whole.pk).delete()

    plan = undo(merged)

    assert Institution.objects.get(pk=gone.pk).parent is None
    assert ("Gone", "What it was a part of is no more.") in plan.staying


def test_what_comes_back_is_no_part_of_its_own_part():
    whole = make_institution("Whole")
    kept = make_institution("Kept", parent=make_institution("Own"))
    gone = make_institution("Gone", parent=whole)
    part = make_institution("Part", parent=gone)
    merged = merge(kept, gone)
    Institution.objects.filter(pk=whole.pk).update(parent=part)

    plan = undo(merged)

    assert Institution.objects.get(pk=gone.pk).parent is None
    assert ("Gone", "What it was a part of is a part of it now.") in plan.staying


def test_what_gets_its_parent_again_is_no_part_of_its_own_part():
    gone = make_institution("Whole")
    middle = make_institution("Middle", parent=gone)
    kept = make_institution("Kept", parent=middle)
    done = merge(kept, gone)
    Institution.objects.filter(pk=middle.pk).update(parent=make_institution("New part", parent=kept))

    plan = undo(done)

    kept.refresh_from_db()
    assert (kept.parent, Institution.objects.filter(pk=gone.pk).exists()) == (None, True)
    assert ("Kept", "What it was a part of is a part of it now.") in plan.staying


def test_names_that_others_had_already_do_not_keep_an_institution_away():
    kept, gone, third = make_institution("Kept"), make_institution("Gone"), make_institution("Third")
    InstitutionName.objects.create(institution=third, name="gone")
    before = register()

    undo(merge(kept, gone))

    assert register() == before


def test_wordings_that_others_had_already_do_not_keep_a_type_away():
    kept, gone, third = (AgreementType.objects.create(name=name) for name in ("MoU", "Memorandum", "Protocol"))
    AgreementTypeName.objects.create(agreement_type=third, name="memorandum")
    before = register()

    undo(merge_type(kept, gone))

    assert register() == before


def test_the_country_stays_where_the_name_is_taken_without_one():
    kept, gone = make_institution("Varna University", ""), make_institution("University of Varna", "BG")
    merged = merge(kept, gone)
    make_institution("Varna University", "")

    undo(merged)

    kept.refresh_from_db()
    assert kept.country == "BG"


def test_a_type_whose_name_is_in_use_again_does_not_come_back():
    kept, gone = AgreementType.objects.create(name="MoU"), AgreementType.objects.create(name="Memorandum")
    merged = merge_type(kept, gone)
    AgreementTypeName.objects.all().delete()
    AgreementType.objects.create(name="memorandum")

    plan = plan_take_back(merged)

    assert (plan.refusal, plan.staying) == (
        "None of what was merged can come back.",
        [("Memorandum", "Another type is known by that name.")],
    )


def test_an_import_knows_that_a_person_edited_what_a_merge_gave_back():
    run = AgreementResource().import_file(b"University,Country\nVarna,Bulgaria\n", "list.csv").run
    gone = Institution.objects.get()
    gone.city = "Varna"
    gone.save()
    undo(merge(make_institution("Kept"), gone))

    plan = plan_undo(run)

    assert (plan.institutions, [record for record, _why in plan.staying]) == ([], [gone])


@pytest.mark.parametrize("number", [1, 20])
def test_number_of_queries_does_not_grow_with_the_agreements(django_assert_max_num_queries, number):
    kept, gone = make_institution("Kept"), make_institution("Gone")
    for _number in range(number):
        make_agreement(gone)
    merged = merge(kept, gone)

    with django_assert_max_num_queries(75):
        undo(merged)
