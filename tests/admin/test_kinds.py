"""Kinds of cooperation in the office, and the names of types in each language."""

import re

import pytest

from partnerships.admin.agreement_list.recorded import KindFilter
from partnerships.models import Agreement, AgreementType, CooperationKind
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
KINDS = "/admin/partnerships/cooperationkind/"


def form_of(page):
    """Return the values with which the browser would send a page's form, and its inlines."""
    form = page.context["adminform"].form
    data = {}
    for name in form.fields:
        value = form[name].value()
        data[name] = "" if value is None else value
    for formset in page.context["inline_admin_formsets"]:
        data |= {f"{formset.formset.prefix}-{part}": 0 for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {name: value for name, value in data.items() if value is not False}


def test_the_form_of_an_agreement_has_a_box_for_each_kind(admin_client):
    agreement = make_agreement(kinds="|student-exchange|")
    page = admin_client.get(f"{LIST}{agreement.pk}/change/")
    assert re.findall(r'name="kinds" value="([\w-]+)"[^>]* checked', page.text) == ["student-exchange"]

    data = form_of(page) | {"kinds": ["traineeship", "joint-research"]}
    response = admin_client.post(f"{LIST}{agreement.pk}/change/", data)

    assert response.status_code == 302
    agreement.refresh_from_db()
    assert agreement.kinds == "|joint-research|traineeship|"
    history = admin_client.get(f"{LIST}{agreement.pk}/history/").text
    assert "Student exchange" in history
    assert "Joint research, Traineeship" in history


def test_a_kind_that_is_none_is_refused(admin_client):
    agreement = make_agreement()
    page = admin_client.get(f"{LIST}{agreement.pk}/change/")

    response = admin_client.post(f"{LIST}{agreement.pk}/change/", form_of(page) | {"kinds": ["magic"]})

    assert response.context["adminform"].form.errors.keys() == {"kinds"}


@pytest.mark.parametrize(("value", "names"), [("student-exchange", ["Varna"]), ("unknown", ["Sofia"])])
def test_the_list_is_filtered_by_kind(admin_client, value, names):
    make_agreement(make_institution("Varna"), kinds="|student-exchange|")
    make_agreement(make_institution("Sofia"))

    page = admin_client.get(f"{LIST}?kind={value}").context["cl"]

    assert [each.institution.name for each in page.result_list] == names
    counts = page.counts[page.spec(KindFilter)]
    assert counts == {"student-exchange": 1, "unknown": 1}


def test_a_bulk_change_can_remove_all_kinds(admin_client):
    agreement = make_agreement(kinds="|student-exchange|")
    begun = admin_client.post(LIST, {"action": "bulk_kinds", "_selected_action": [agreement.pk]})
    data = {"ids": begun.context["ids"], "asked": "1"}
    shown = admin_client.post(f"{LIST}bulk/kinds/", data)
    assert "Student exchange" in shown.text

    admin_client.post(f"{LIST}bulk/kinds/", data | {"confirm": "1", "fingerprint": shown.context["fingerprint"]})

    assert Agreement.objects.get().kinds == ""


def test_a_kind_in_use_is_not_deleted_and_the_page_says_why(admin_client):
    agreement = make_agreement(kinds="|student-exchange|")
    kind = CooperationKind.objects.get(slug="student-exchange")

    page = admin_client.get(f"{KINDS}{kind.pk}/delete/")
    assert str(agreement) in page.text
    assert page.context["protected"]
    admin_client.post(f"{KINDS}{kind.pk}/delete/", {"post": "yes"})
    admin_client.post(KINDS, {"action": "delete_selected", "_selected_action": [kind.pk], "post": "yes"})

    assert CooperationKind.objects.filter(pk=kind.pk).exists()


def test_kinds_are_added_found_and_counted(admin_client):
    page = admin_client.get(f"{KINDS}add/")
    response = admin_client.post(f"{KINDS}add/", form_of(page) | {"name": "Sports", "name_ru": "Спорт", "order": 5})
    assert response.status_code == 302
    make_agreement(kinds="|sports|")

    found = admin_client.get(f"{KINDS}?q=спорт").context["cl"].result_list

    assert [(kind.slug, kind.agreements().count()) for kind in found] == [("sports", 1)]


def test_the_slug_of_a_kind_stays(admin_client):
    kind = CooperationKind.objects.get(slug="student-exchange")
    page = admin_client.get(f"{KINDS}{kind.pk}/change/")

    response = admin_client.post(f"{KINDS}{kind.pk}/change/", form_of(page) | {"name": "Exchange", "slug": "other"})

    assert response.status_code == 302
    kind.refresh_from_db()
    assert (kind.name, kind.slug) == ("Exchange", "student-exchange")


def test_a_type_has_a_name_and_a_sentence_in_each_language(admin_client):
    agreement_type = AgreementType.objects.create(name="MoU")
    address = f"/admin/partnerships/agreementtype/{agreement_type.pk}/change/"
    page = admin_client.get(address)

    data = form_of(page) | {"name_az": "Memorandum", "sentence_ru": "Документ.", "reminder_steps": "[]"}
    response = admin_client.post(address, data)

    assert response.status_code == 302
    agreement_type.refresh_from_db()
    assert (agreement_type.name_az, agreement_type.sentence_ru) == ("Memorandum", "Документ.")
