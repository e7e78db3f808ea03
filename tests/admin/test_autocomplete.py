"""The boxes that look records up: answered to whoever may save the form that they stand in, and to nobody else."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
ROLES = ["viewer", "editor", "manager"]


def forms():
    """Yield each admin form and inline of the office with the model of the page that it stands on."""
    for model, model_admin in admin.site._registry.items():
        yield model_admin, model
        yield from ((inline(model, admin.site), model) for inline in model_admin.inlines)


BOXES = sorted({(form.model._meta.model_name, name) for form, _page in forms() for name in form.autocomplete_fields})


def member(name, *groups, is_staff=True, **fields):
    user = get_user_model().objects.create_user(name, is_staff=is_staff, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def ask(client, model_name, field_name, term="", app_label="partnerships"):
    asked = {"app_label": app_label, "model_name": model_name, "field_name": field_name, "term": term}
    return client.get("/admin/autocomplete/", asked)


def texts(answer):
    return [result["text"] for result in answer.json()["results"]]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("model_name", "field_name"), BOXES)
def test_each_box_answers_who_may_save_its_form(client, rf, role, model_name, field_name):
    make_agreement(unit="Faculty of Law")
    request = rf.get("/")
    request.user = member("anna", role)
    client.force_login(request.user)

    answer = ask(client, model_name, field_name)

    may_save = any(
        form.has_add_permission(request, *arguments) or form.has_change_permission(request, *arguments)
        for form, page in forms()
        for arguments in [() if form.model is page else (None,)]
        if form.model._meta.model_name == model_name and field_name in form.autocomplete_fields
    )
    assert may_save == (role != "viewer")
    assert answer.status_code == (200 if may_save else 403)
    assert not may_save or texts(answer)


def test_no_form_asks_for_the_list_of_records_that_its_editors_may_not_open():
    assert [form for form, _page in forms() if form.raw_id_fields] == []


def test_who_may_only_change_agreements_may_choose_what_they_belong_to(client):
    agreement, user = make_agreement(), member("anna")
    user.user_permissions.add(Permission.objects.get(codename="change_agreement"))
    client.force_login(user)

    assert texts(ask(client, "agreement", "institution")) == [agreement.institution.name]


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_who_is_responsible_is_chosen_among_active_staff_by_their_full_names(client, role):
    member("zeyneb", first_name="Zeynəb", last_name="Əliyeva", email="secret@example.org")
    member("left", first_name="Who", last_name="Left", is_active=False)
    member("student", first_name="A", last_name="Student", is_staff=False)
    client.force_login(member("anna", role))

    answer = ask(client, "agreement", "responsible")

    assert texts(answer) == ["anna", "Zeynəb Əliyeva"]
    assert [set(result) for result in answer.json()["results"]] == [{"id", "text"}] * 2


@pytest.mark.parametrize(
    ("term", "found"), [("ZEYNEB", ["Zeynəb Əliyeva"]), ("əliyeva z", ["Zeynəb Əliyeva"]), ("secret", []), ("xyz", [])]
)
def test_who_is_responsible_is_found_by_a_name_in_any_spelling(client, term, found):
    member("z.e", first_name="Zeynəb", last_name="Əliyeva", email="secret@example.org")
    client.force_login(member("anna", "editor"))

    assert texts(ask(client, "agreement", "responsible", term)) == found


@pytest.mark.parametrize("source", [("importrun", "user"), ("document", "uploaded_by"), ("savedview", "owner")])
def test_a_column_without_such_a_box_gives_no_names_away(client, source):
    client.force_login(member("anna", "manager"))

    assert ask(client, *source).status_code == 403


def test_an_editor_chooses_who_is_responsible_and_sees_no_account(client):
    agreement, other = make_agreement(), member("z", first_name="Zeynəb", last_name="Əliyeva")
    client.force_login(member("anna", "editor"))
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none",
        "responsible": other.pk, "documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0,
        "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip

    saved = client.post(address, posted)

    agreement.refresh_from_db()
    assert (saved.status_code, agreement.responsible) == (302, other)
    assert f'<option value="{other.pk}" selected>Zeynəb Əliyeva</option>' in client.get(address).text
    assert client.get("/admin/auth/user/").status_code == 403


@pytest.mark.parametrize(("is_kept", "status"), [(True, 302), (False, 200)])
def test_who_has_left_stays_responsible_but_is_not_chosen_again(client, is_kept, status):
    gone = member("gone", is_active=False)
    agreement = make_agreement(responsible=gone if is_kept else None)
    client.force_login(member("anna", "editor"))
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none",
        "responsible": gone.pk, "documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0,
        "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip

    assert client.post(f"/admin/partnerships/agreement/{agreement.pk}/change/", posted).status_code == status


def test_a_bulk_change_names_staff_by_their_full_names(client):
    agreement, other = make_agreement(), member("z", first_name="Zeynəb", last_name="Əliyeva")
    client.force_login(member("anna", "editor"))
    address = "/admin/partnerships/agreement/bulk/responsible/"

    asked = client.post(address, {"ids": agreement.pk}).text
    shown = client.post(address, {"ids": agreement.pk, "asked": "1", "responsible": other.pk}).text

    assert f'<option value="{other.pk}">Zeynəb Əliyeva</option>' in asked
    assert "<ins>Zeynəb Əliyeva</ins>" in shown
