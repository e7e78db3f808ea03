"""Two people with one record open."""

import threading
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from partnerships.folding import fold
from partnerships.models import Agreement, CooperationKind
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = pytest.mark.django_db


def posted(agreement, version, **values):
    inlines = {f"{name}-{part}_FORMS": 0 for name in ("documents", "contacts") for part in ("TOTAL", "INITIAL")}
    fields = {"institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none"}
    return inlines | fields | {"version": version} | values


def test_the_second_person_is_told_what_the_first_one_changed(admin_client, admin_user):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    seen = admin_client.get(address).context["adminform"].form.initial["version"]
    admin_client.post(address, posted(agreement, seen, unit=make_unit("Faculty of Law").pk))

    second = admin_client.post(address, posted(agreement, seen, unit=make_unit("Rectorate").pk))

    assert "admin changed this record meanwhile: " in str(second.context["errors"])
    assert "unit: – → Faculty of Law" in str(second.context["errors"])
    assert Agreement.objects.get().unit.name == "Faculty of Law"


@pytest.mark.either_database
def test_what_the_first_one_changed_is_said_in_words(admin_client):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    seen = admin_client.get(address).context["adminform"].form.initial["version"]
    agreement.institution, agreement.renewal, agreement.is_public = make_institution("Opole", "PL"), "automatic", False
    agreement.terminated_on = date(2026, 5, 1)
    agreement.save()

    second = admin_client.post(address, posted(agreement, seen))

    [[told]] = second.context["errors"]
    assert told == (
        "Somebody changed this record meanwhile: institution: Technical University of Varna → Opole; public: yes → no; "
        "renewal: none → automatic; terminated on: – → 1 May 2026. Save again to keep what stands here instead."
    )


@pytest.mark.either_database
def test_saving_once_more_keeps_what_stands_in_the_form(admin_client):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    seen = admin_client.get(address).context["adminform"].form.initial["version"]
    admin_client.post(address, posted(agreement, seen, unit=make_unit("Faculty of Law").pk))
    second = admin_client.post(address, posted(agreement, seen, unit=make_unit("Rectorate").pk))

    admin_client.post(
        address, posted(agreement, second.context["adminform"].form.data["version"], unit=make_unit("Rectorate").pk)
    )

    assert Agreement.objects.get().unit.name == "Rectorate"


@pytest.mark.either_database
def test_who_sends_what_is_saved_already_is_told_nothing(admin_client):
    agreement, unit = make_agreement(), make_unit("Faculty of Law")
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    sent = posted(agreement, agreement.history.first().history_id, unit=unit.pk)

    assert [admin_client.post(address, sent).status_code for _time in range(2)] == [302, 302]


@pytest.mark.either_database
def test_the_second_person_is_told_where_a_contact_was_changed(admin_client):
    agreement = make_agreement()
    contact = agreement.contacts.create(name="Ann")
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    page = admin_client.get(address)
    [row] = page.context["inline_admin_formsets"][1].formset.initial_forms
    sent = posted(agreement, agreement.history.first().history_id) | {
        "contacts-TOTAL_FORMS": 1,
        "contacts-INITIAL_FORMS": 1,
        "contacts-0-id": contact.pk,
        "contacts-0-side": contact.side,
        "contacts-0-name": "Ann",
        "contacts-0-version": row.initial["version"],
    }
    assert f'name="contacts-0-version" value="{row.initial["version"]}"' in page.text
    admin_client.post(address, sent | {"contacts-0-name": "Anna"})

    second = admin_client.post(address, sent | {"contacts-0-name": "Hanna"})

    assert "admin changed this record meanwhile: name: Ann → Anna." in str(second.context["errors"])
    assert agreement.contacts.get().name == "Anna"
    [row] = second.context["inline_admin_formsets"][1].formset.initial_forms
    admin_client.post(
        address, sent | {"contacts-0-name": "Hanna", "contacts-0-version": row.data["contacts-0-version"]}
    )
    assert agreement.contacts.get().name == "Hanna"


def rows_of(page, prefix, record, **values):
    """Return what a form sends of the one record beside another, as a `page` shows it, with some other `values`."""
    [formset] = [each.formset for each in page.context["inline_admin_formsets"] if each.formset.prefix == prefix]
    [row] = formset.initial_forms
    kept = {name: row[name].value() or "" for name in row.fields if name not in ("DELETE", "file")} | values
    return {f"{prefix}-TOTAL_FORMS": 1, f"{prefix}-INITIAL_FORMS": 1} | {
        f"{prefix}-0-{name}": value for name, value in kept.items() if value is not None
    }


@pytest.mark.parametrize("prefix", ["documents", "contacts"])
def test_who_deletes_what_somebody_else_changed_meanwhile_is_told(admin_client, prefix):
    agreement = make_agreement()
    if prefix == "documents":
        record = agreement.documents.create(file="a.pdf", name="Scan", sha256="0" * 64, size=1)
    else:
        record = agreement.contacts.create(name="Scan")
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    page = admin_client.get(address)
    seen = posted(agreement, agreement.history.first().history_id, change_reason="gone")
    sent = seen | rows_of(page, prefix, record, DELETE="on")
    record.name = "Signed scan"
    record.save()

    second = admin_client.post(address, sent)

    assert list(second.context["errors"]) == [
        "Somebody changed this record meanwhile: name: Scan → Signed scan. Save again to delete it all the same."
    ]
    assert getattr(agreement, prefix).count() == 1
    assert admin_client.post(address, seen | rows_of(second, prefix, record, DELETE="on")).status_code == 302
    assert getattr(agreement, prefix).count() == 0


def test_another_name_that_somebody_else_changed_meanwhile_is_not_deleted_unseen(admin_client):
    institution = make_institution()
    name = institution.other_names.create(name="TU Varna")
    address = f"/admin/partnerships/institution/{institution.pk}/change/"
    page = admin_client.get(address)
    form = page.context["adminform"].form
    seen = {name: form[name].value() or "" for name in form.fields if name not in ("logo", "version")}
    for formset in page.context["inline_admin_formsets"]:
        seen |= {f"{formset.formset.prefix}-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL")}
    sent = seen | rows_of(page, "other_names", name, DELETE="on")
    name.name = "Technical University"
    name.save()

    second = admin_client.post(address, sent)

    assert "Save again to delete it all the same." in second.text
    assert institution.other_names.count() == 1


def test_the_second_person_is_told_of_what_came_with_the_register_without_history(admin_client):
    kind = CooperationKind.objects.first()
    kind.history.all().delete()
    address = f"/admin/partnerships/cooperationkind/{kind.pk}/change/"
    sent = {"order": 1, "version": admin_client.get(address).context["adminform"].form.initial["version"]}
    assert admin_client.post(address, sent | {"name": "Exchange"}).status_code == 302

    second = admin_client.post(address, sent | {"name": "Stays"})

    assert "admin changed this record meanwhile: Name." in str(second.context["errors"])
    assert CooperationKind.objects.get(pk=kind.pk).name == "Exchange"


@pytest.mark.either_database
def test_the_reason_of_a_change_stands_in_the_history(admin_client):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/"

    admin_client.post(f"{address}change/", posted(agreement, "", unit=make_unit("Rectorate").pk, change_reason="moved"))

    assert agreement.history.first().history_change_reason == "moved"
    assert "moved" in admin_client.get(f"{address}history/").text


def restored(client, record, number):
    """Return what is said when the version of that number, 0 being the latest, is restored in one step."""
    name, version = record._meta.model_name, record.history.all()[number].history_id
    address = f"/admin/partnerships/{name}/{record.pk}/history/{name}/{version}/restore/"
    assert address in client.get(f"/admin/partnerships/{name}/{record.pk}/history/").text
    response = client.post(address, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_an_earlier_version_is_restored_in_one_step_and_that_is_recorded(admin_client, admin_user):
    agreement = make_agreement(unit="Rectorate", ends="2030")
    agreement.unit, agreement.ends = make_unit("Faculty of Law"), PartialDate(2035)
    agreement.save()

    said = restored(admin_client, agreement, 1)

    agreement.refresh_from_db()
    assert (agreement.unit.name, agreement.ends) == ("Rectorate", PartialDate(2030))
    change = agreement.history.first()
    moment = said[0].removeprefix("The version of ").removesuffix(" was restored.")
    assert (change.history_user, change.history_change_reason) == (admin_user, f"restored as it was on {moment}")
    assert agreement.history.count() == 3


@pytest.mark.either_database
def test_institutions_and_types_are_restored_too(admin_client):
    agreement = make_agreement()
    for record in (agreement.institution, agreement.agreement_type):
        before, record.name = record.name, "Something else"
        record.save()

        restored(admin_client, record, 1)

        record.refresh_from_db()
        assert (record.name, record.folded_name) == (before, fold(before))


def test_a_version_that_points_to_what_is_gone_is_refused_in_a_sentence(admin_client):
    agreement = make_agreement()
    old = agreement.agreement_type
    agreement.agreement_type = None
    agreement.save()
    old.delete()

    assert restored(admin_client, agreement, 1) == [
        "That version cannot be restored: Type “MoU” is no more; restore that first."
    ]


@pytest.mark.either_database
def test_a_viewer_restores_nothing(client, django_user_model):
    agreement = make_agreement()
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    address = f"/admin/partnerships/agreement/{agreement.pk}/history/"

    assert "Restore" not in client.get(address).text
    assert client.post(f"{address}agreement/{agreement.history.get().history_id}/restore/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_instant_one_is_told(admin_user):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    clients, answers = [Client(), Client()], []
    for client in clients:
        client.force_login(admin_user)

    def save(client, seen, unit):
        start.wait(10)
        try:
            answers.append(client.post(address, posted(agreement, seen, unit=unit)).status_code)
        finally:
            connection.close()

    for number in range(3):
        seen = agreement.history.first().history_id
        start = threading.Barrier(2)
        both = [
            threading.Thread(target=save, args=(clients[at], seen, make_unit(f"Unit {number} {at}").pk))
            for at in (0, 1)
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(30)

    assert sorted(answers) == [200] * 3 + [302] * 3  # the form again with the error, and back to the list
    assert agreement.history.count() == 1 + 3
