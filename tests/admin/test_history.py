"""The history of a record: what was changed in it and beside it, by whom and why, and how it comes back."""

import re
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from partnerships.admin.change_sets import save_change_set
from partnerships.admin.entries import entries_of
from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.merging.institutions import merge_institutions, plan_merge
from partnerships.merging.taking_back import plan_take_back, take_back
from partnerships.models import (
    Agreement,
    AgreementType,
    AgreementTypeName,
    Contact,
    CooperationKind,
    Document,
    Institution,
    InstitutionName,
    JournalEntry,
    Merge,
    Renewal,
)
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import renew
from partnerships.renewals.renewing import take_back as take_renewal_back
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

# What people change, or cause to change, and yet has no history, with the reason.
WITHOUT = {
    "Backup": "a note of what was made, never changed",
    "CalendarToken": "a person's own key, made anew or revoked",
    "ChangeSet": "a record of a change, with who made it and who took it back",
    "ColumnChoice": "what somebody said that columns mean, with who and when",
    "FormerAddress": "follows from the address of an institution, which is in its history",
    "ImportFile": "the bytes of a file, never changed",
    "ImportRun": "a record of a change, with who made it and who took it back",
    "ListedAgreement": "a copy of what visitors see",
    "ListingState": "the version of that copy",
    "LogIn": "a record of what happened, never changed",
    "Merge": "a record of a change, with who made it and who took it back",
    "NotSame": "a decision on two records, with who made it and when",
    "PendingImport": "a file that waits for a person, and goes",
    "Preferences": "a person's own",
    "RegisterChange": "a note of what the copy lacks",
    "RegisterNumber": "given once, never changed",
    "ReminderRun": "a record of what was sent",
    "SavedView": "a person's own",
    "SentReminder": "a record of what was sent",
    "SourceRow": "a row as it stood, with who decided on it, when and why",
}


def test_every_record_that_people_change_has_a_history():
    models = [
        model
        for model in apps.get_app_config("partnerships").get_models()
        if not model.__name__.startswith("Historical")
    ]

    assert {model.__name__ for model in models if not hasattr(model, "history")} == set(WITHOUT)


def told(record):
    """Return the history of a record as lines of text, newest first, without the values that are folded."""
    return ["; ".join(filter(None, [entry.reason, *map(line_in_words, entry.shown)])) for entry in entries_of(record)]


def line_in_words(line):
    changes = [f"{each.label}: {each.before} → {each.after}" for each in line.changes if line.is_shown_open]
    return " ".join(filter(None, [line.heading, *changes]))


def save(record, reason=None, user=None, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record._change_reason, record._history_user = reason, user
    record.save()


def test_dates_are_as_known_and_values_in_words(django_user_model):
    anna = django_user_model.objects.create_user("anna", first_name="Anna", last_name="Weber")
    CooperationKind.objects.create(name="Sports", slug="sports")
    agreement = make_agreement(signed="2018")

    save(agreement, signed=PartialDate(2018, 11), responsible=anna, renewal="on-request", kinds="|sports|")

    assert told(agreement)[0] == (
        "Kinds of cooperation: – → Sports Signed: 2018 → November 2018 Renewal: none → on request "
        "Responsible: – → Anna Weber"
    )


def test_a_date_that_became_more_precise_is_a_change_though_its_first_day_is_the_same():
    agreement = make_agreement(signed="2018-01")

    save(agreement, signed=PartialDate(2018, 1, 1))

    assert told(agreement)[0] == "Signed: January 2018 → 1 January 2018"


def test_a_type_that_is_no_more_has_the_name_that_it_had():
    agreement = make_agreement(title="MoU")
    old = agreement.agreement_type
    save(agreement, agreement_type=None)
    old.delete()

    assert told(agreement)[0] == "Type: MoU → –"


def test_saving_without_a_change_leaves_no_entry(admin_client):
    agreement = make_agreement()
    agreement.save()

    assert len(entries_of(agreement)) == 1


def test_a_form_in_which_nothing_was_changed_writes_nothing(admin_client):
    institution = make_institution("Varna University")
    empty = {
        f"{name}-{part}_FORMS": 0 for name in ("other_names", "contacts", "agreements") for part in ("TOTAL", "INITIAL")
    }
    values = {"name": institution.name, "country": "BG", "slug": institution.slug} | empty
    address = reverse("admin:partnerships_institution_change", args=[institution.pk])

    admin_client.post(address, values)
    assert institution.history.count() == 1

    admin_client.post(address, values | {"city": "Varna"})
    assert institution.history.count() == 2


def test_what_one_person_did_in_one_go_is_one_entry_with_its_reason(admin_client, admin_user):
    institution = make_institution("Varna University")
    empty = {
        f"{name}-{part}_FORMS": 0 for name in ("other_names", "contacts", "agreements") for part in ("TOTAL", "INITIAL")
    }
    values = {
        "name": institution.name,
        "country": "BG",
        "slug": institution.slug,
        "city": "Varna",
        "change_reason": "letter of May",
        **empty,
        "other_names-TOTAL_FORMS": 1,
        "other_names-0-name": "TU Varna",
    }

    admin_client.post(reverse("admin:partnerships_institution_change", args=[institution.pk]), values)

    assert told(institution)[0] == "letter of May; City: – → Varna; Other name: recorded Name: – → TU Varna"
    assert entries_of(institution)[0].who == "admin"


def test_two_changes_of_one_record_are_two_entries():
    agreement = make_agreement()
    save(agreement, unit=make_unit("Law"))
    save(agreement, unit=make_unit("Rectorate"))

    assert told(agreement)[:2] == ["Unit: Law → Rectorate", "Unit: – → Law"]


def test_renewals_are_in_the_history_also_when_they_are_taken_back(admin_user):
    agreement = make_agreement(ends="2025")

    renewal = renew(agreement, PartialDate(2028), date(2025, 5, 1), user=admin_user)
    take_renewal_back(renewal, admin_user)

    assert told(agreement)[:2] == [
        "renewal until 2028 taken back; End: 2028 → 2025; Renewal “2025 → 2028”: deleted",
        "renewed until 2028; End: 2025 → 2028; Renewal “2025 → 2028”: recorded "
        "Renewed on: – → 1 May 2025 End before: – → 2025 End after: – → 2028",
    ]


def test_a_change_of_several_agreements_is_named_in_each(admin_client, admin_user):
    agreement, other = make_agreement(), make_agreement(title="Protocol")
    agreement.unit = other.unit = make_unit("Faculty of Law")
    change_set = save_change_set([agreement, other], admin_user, "from the rector's list")

    [entry, _first] = entries_of(agreement)

    assert (entry.reason, entry.change_set) == ("from the rector's list", change_set)
    address = reverse("admin:partnerships_agreement_change_set", args=[change_set.pk])
    assert address in admin_client.get(f"/admin/partnerships/agreement/{agreement.pk}/history/").text


def test_names_that_an_import_learns_and_forgets_are_in_the_history():
    varna = make_institution("Technical University of Varna", "BG")
    varna.history.update(history_date="2026-01-01T12:00:00Z")
    choices = Choices(same={"techn univ varna|BG": varna.pk})
    text = b"University,Country,Date\nTechn. Univ. Varna,Bulgaria,2020\n"

    run = AgreementResource().import_file(text, "list.csv", choices=choices).run
    undo_run(run, None, plan_undo(run).fingerprint)

    assert told(varna)[:2] == [
        "import of list.csv taken back; Other name “Techn. Univ. Varna”: deleted",
        "import of list.csv; Other name: recorded Name: – → Techn. Univ. Varna",
    ]


def test_what_a_merge_moves_is_in_the_history_of_what_stays(admin_user):
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    InstitutionName.objects.create(institution=gone, name="TU Varna")
    JournalEntry.objects.create(institution=gone, text="Telephoned")

    merge_institutions([kept.pk, gone.pk], kept.pk, admin_user, plan_merge(kept, [kept, gone]).fingerprint, "same")

    text = " | ".join(told(kept))
    assert "“University of Varna” merged into it: same" in text
    assert "Other name: recorded Name: – → University of Varna" in text
    assert "TU Varna" in text
    assert "Telephoned" in text
    assert JournalEntry.objects.get().institution == kept

    merge = Merge.objects.get()
    take_back(merge, admin_user, plan_take_back(merge).fingerprint)
    assert JournalEntry.objects.get().institution == gone
    assert InstitutionName.history.filter(history_type="-").get().history_change_reason.endswith("taken back")


def test_wordings_of_merged_types_move_with_a_line_of_history():
    from partnerships.merging.vocabularies import merge_types, plan_entry_merge

    kept, gone = AgreementType.objects.create(name="MoU"), AgreementType.objects.create(name="Memorandum")
    AgreementTypeName.objects.create(agreement_type=gone, name="Memo")

    merge_types([kept.pk, gone.pk], kept.pk, None, plan_entry_merge(kept, [kept, gone]).fingerprint)

    assert set(AgreementTypeName.history.filter(agreement_type=kept.pk).values_list("name", "history_type")) == {
        ("Memo", "~"),
        ("Memorandum", "+"),
    }


def restore(client, record, version, what=None):
    """Restore a version of what belongs to a record, and return what is said."""
    name = record._meta.model_name
    address = f"/admin/partnerships/{name}/{record.pk}/history/{what or name}/{version.history_id}/restore/"
    return [str(message) for message in client.post(address, follow=True).context["messages"]]


def test_a_deleted_agreement_comes_back_with_what_went_with_it(admin_client):
    agreement = make_agreement(title="MoU", number=7)
    key, number = agreement.pk, agreement.register_number
    JournalEntry.objects.create(agreement=agreement, text="Telephoned")
    Contact.objects.create(agreement=agreement, name="Ivan")
    Document.objects.create(agreement=agreement, file="scan.pdf", name="scan.pdf", size=9, sha256="0" * 64)
    admin_client.post(f"/admin/partnerships/agreement/{key}/delete/", {"post": "yes", "change_reason": "by mistake"})

    page = admin_client.get("/admin/partnerships/agreement/deleted/").text
    [address] = re.findall(r'formaction="([^"]+/restore/)"', page)
    admin_client.post(address)

    agreement = Agreement.objects.get()
    assert (agreement.pk, agreement.register_number, agreement.title) == (key, number, "MoU")
    beside = (agreement.journal.get(), agreement.contacts.get(), agreement.documents.get())
    assert list(map(str, beside)) == ["Telephoned", "Ivan", "scan.pdf"]
    assert "Nothing was deleted." in admin_client.get("/admin/partnerships/agreement/deleted/").text


def test_what_comes_back_keeps_the_moments_at_which_it_was_recorded(admin_client):
    agreement, long_ago = make_agreement(), timezone.now() - timedelta(days=100)
    renewal = Renewal.objects.create(
        agreement=agreement, renewed_on="2020-01-01", after_on="2025-01-01", after_precision="day"
    )
    document = Document.objects.create(agreement=agreement, renewal=renewal, file="scan.pdf", size=9, sha256="0" * 64)
    renewal.recorded_at = document.uploaded_at = long_ago
    renewal.save()
    document.save()
    key = agreement.pk
    admin_client.post(f"/admin/partnerships/agreement/{key}/delete/", {"post": "yes"})

    restore(admin_client, Agreement(pk=key), Agreement.history.filter(id=key).latest())

    document, renewal = Document.objects.get(), Renewal.objects.get()
    assert (document.uploaded_at, document.renewal, renewal.recorded_at) == (long_ago, renewal, long_ago)
    assert document.history.first().uploaded_at == renewal.history.first().recorded_at == long_ago


def test_the_history_of_a_deleted_record_can_be_read_and_restores_it(admin_client):
    kind = AgreementType.objects.create(name="MoU")
    key = kind.pk
    kind.delete()
    address = f"/admin/partnerships/agreementtype/{key}/history/"

    page = admin_client.get(address).text
    [restored, _first] = re.findall(r'formaction="([^"]+/restore/)"', page)
    admin_client.post(restored)

    assert "It was deleted." in page
    assert AgreementType.objects.get().pk == key
    assert admin_client.get("/admin/partnerships/agreementtype/99/history/").status_code == 404


def test_a_deletion_has_a_reason_in_the_list_of_what_was_deleted(admin_client):
    kind = AgreementType.objects.create(name="MoU")
    address = f"/admin/partnerships/agreementtype/{kind.pk}/delete/"

    assert 'name="change_reason"' in admin_client.get(address).text
    admin_client.post(address, {"post": "yes", "change_reason": "entered twice"})

    page = admin_client.get("/admin/partnerships/agreementtype/deleted/").text
    assert ("MoU" in page, "admin" in page, "entered twice" in page) == (True, True, True)


def test_an_institution_comes_back_with_its_names_and_another_address_where_that_is_taken(admin_client):
    institution = make_institution("Varna University")
    InstitutionName.objects.create(institution=institution, name="TU Varna")
    slug = institution.slug
    key = institution.pk
    institution.delete()
    make_institution("Varna University", "PL", slug=slug)

    restore(admin_client, Institution(pk=key), Institution.history.filter(id=key).first())

    institution = Institution.objects.get(pk=key)
    assert institution.slug not in ("", slug)
    assert [name.name for name in institution.other_names.all()] == ["TU Varna"]


def test_what_is_known_by_the_name_of_another_now_does_not_come_back(admin_client):
    kind = AgreementType.objects.create(name="MoU")
    key = kind.pk
    kind.delete()
    AgreementType.objects.create(name="MOU")

    [said] = restore(admin_client, AgreementType(pk=key), AgreementType.history.filter(id=key).first())

    assert said.startswith("That version cannot be restored: ")
    assert AgreementType.objects.count() == 1


def test_an_agreement_does_not_come_back_before_its_institution(admin_client):
    agreement = make_agreement(make_institution("Varna University"))
    key, institution = agreement.pk, agreement.institution
    agreement.delete()
    institution.delete()

    said = restore(admin_client, Agreement(pk=key), Agreement.history.filter(id=key).first())

    assert said == ["That version cannot be restored: Institution “Varna University” is no more; restore that first."]
    assert admin_client.get("/admin/partnerships/agreement/deleted/").status_code == 200


def test_a_merged_institution_comes_back_by_taking_the_merge_back(admin_client, admin_user):
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    key = gone.pk
    merge_institutions([kept.pk, key], kept.pk, admin_user, plan_merge(kept, [kept, gone]).fingerprint)

    page = admin_client.get("/admin/partnerships/institution/deleted/").text
    said = restore(admin_client, Institution(pk=key), Institution.history.filter(id=key).first())

    assert reverse("admin:partnerships_merge_take_back", args=[Merge.objects.get().pk]) in page
    assert said == [
        "That version cannot be restored: It was merged into “Varna University”; take that merge back instead."
    ]


def test_a_name_that_was_deleted_comes_back_from_the_history_of_its_institution(admin_client):
    institution = make_institution("Varna University")
    InstitutionName.objects.create(institution=institution, name="TU Varna").delete()

    page = admin_client.get(f"/admin/partnerships/institution/{institution.pk}/history/").text
    restore(admin_client, institution, InstitutionName.history.first(), "institutionname")

    assert f"/history/institutionname/{InstitutionName.history.order_by('history_id')[1].pk}/restore/" in page
    assert institution.other_names.get().name == "TU Varna"


def test_a_version_of_another_record_is_not_found(admin_client):
    institution, other = make_institution("Varna University"), make_institution("Opole", "PL")
    version = other.history.get().history_id

    for what in ("institution", "contact", "agreement", "nothing"):
        address = f"/admin/partnerships/institution/{institution.pk}/history/{what}/{version}/restore/"
        assert admin_client.post(address).status_code == 404


def test_no_version_is_restored_in_which_an_agreement_supersedes_what_supersedes_it_now(admin_client):
    first = make_agreement()
    second = make_agreement(first.institution, supersedes=first)
    version = second.history.latest()
    for agreement, supersedes in ((second, None), (first, second)):
        agreement.supersedes = supersedes
        agreement.save()

    said = restore(admin_client, second, version)

    assert said == ["That version cannot be restored: This agreement is superseded by that one already."]
    second.refresh_from_db()
    assert second.supersedes is None


def test_an_editor_restores_what_is_there_and_a_viewer_nothing(client, django_user_model):
    agreement = make_agreement(unit=make_unit("Law"))
    save(agreement, unit=make_unit("Rectorate"))
    address = f"/admin/partnerships/agreement/{agreement.pk}/history/"
    restored = f"{address}agreement/{agreement.history.last().history_id}/restore/"
    answers = {}
    for role in ("viewer", "editor"):
        user = django_user_model.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        answers[role] = (restored in client.get(address).text, client.post(restored).status_code)

    assert answers == {"viewer": (False, 403), "editor": (True, 302)}


@pytest.mark.parametrize("may_see_contacts", [False, True])
def test_the_history_shows_a_person_no_records_that_they_may_not_see(client, django_user_model, may_see_contacts):
    agreement = make_agreement()
    person = django_user_model.objects.create_user("p", is_staff=True)
    codes = ["view_agreement", *(["view_contact"] if may_see_contacts else [])]
    person.user_permissions.set(Permission.objects.filter(codename__in=codes))
    Contact.objects.create(agreement=agreement, name="Ivan", email="ivan@example.org")
    client.force_login(person)

    page = client.get(f"/admin/partnerships/agreement/{agreement.pk}/history/")

    assert ("ivan@example.org" in page.text) == may_see_contacts


def test_from_the_first_page_it_takes_two_clicks_to_who_changed_an_end_and_why(admin_client, django_user_model):
    anna = django_user_model.objects.create_user("anna", first_name="Anna", last_name="Weber")
    agreement = make_agreement(ends="2020")
    save(agreement, "letter of the rector", anna, ends=PartialDate(2021, 6))
    first = admin_client.get("/admin/").text

    form = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    history = f"/admin/partnerships/agreement/{agreement.pk}/history/"
    page = admin_client.get(history).text

    assert (form in first, history in admin_client.get(form).text) == (True, True)
    assert "Anna Weber" in page
    assert "letter of the rector" in page
    assert "<strong>End:</strong> <del>2020</del> → <ins>June 2021</ins>" in " ".join(page.split())


@pytest.mark.parametrize("number", [1, 6])
def test_number_of_queries_does_not_grow_with_the_history(admin_client, django_assert_max_num_queries, number):
    agreement = make_agreement()
    for count in range(number):
        save(agreement, institution=make_institution(f"University {count}"), unit=make_unit(f"Unit {count}"))
        JournalEntry.objects.create(agreement=agreement, text=f"Telephoned {count}")
        Contact.objects.create(agreement=agreement, name=f"Ivan {count}")
    admin_client.get(f"/admin/partnerships/agreement/{agreement.pk}/history/")

    with django_assert_max_num_queries(21):
        admin_client.get(f"/admin/partnerships/agreement/{agreement.pk}/history/")


@pytest.mark.parametrize("number", [1, 6])
def test_number_of_queries_does_not_grow_with_what_was_deleted(admin_client, django_assert_max_num_queries, number):
    for count in range(number):
        agreement = make_agreement(make_institution(f"University {count}"), title=f"MoU {count}")
        institution = agreement.institution
        agreement.delete()
        institution.delete()
    admin_client.get("/admin/partnerships/agreement/deleted/")

    with django_assert_max_num_queries(15):
        page = admin_client.get("/admin/partnerships/agreement/deleted/").text

    assert page.count("University 0, MoU 0") > 0


def test_the_history_of_what_had_none_begins_with_its_next_change():
    institution = make_institution("Varna University")
    name = InstitutionName.objects.create(institution=institution, name="TU Varna")
    InstitutionName.history.all().delete()

    import_module("partnerships.migrations.0034_journal_permissions").keep_what_is_there(apps, None)
    name.name = "TU-Varna"
    name.save()

    assert InstitutionName.history.filter(history_type="~").count() == 2
    institution.history.update(history_date="2026-01-01T12:00:00Z")
    assert told(institution) == ["Other name: changed Name: TU Varna → TU-Varna", "Recorded"]


def test_the_history_says_what_supersedes_the_agreement(admin_client):
    former = make_agreement()
    later = make_agreement(title="Protocol", supersedes=former)

    text = admin_client.get(f"/admin/partnerships/agreement/{former.pk}/history/").text

    assert f'superseded by: <a href="/admin/partnerships/agreement/{later.pk}/change/">{later}</a>' in text
