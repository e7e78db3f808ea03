"""Two people with one record open."""

import pytest

from partnerships.models import Agreement
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def posted(agreement, version, **values):
    inlines = {f"{name}-{part}_FORMS": 0 for name in ("documents", "contacts") for part in ("TOTAL", "INITIAL")}
    fields = {"institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none"}
    return inlines | fields | {"version": version} | values


def test_the_second_person_is_told_what_the_first_one_changed(admin_client, admin_user):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    seen = admin_client.get(address).context["adminform"].form.initial["version"]
    admin_client.post(address, posted(agreement, seen, unit="Faculty of Law"))

    second = admin_client.post(address, posted(agreement, seen, unit="Rectorate"))

    assert "admin changed this record meanwhile: " in str(second.context["errors"])
    assert "unit: – → Faculty of Law" in str(second.context["errors"])
    assert Agreement.objects.get().unit == "Faculty of Law"


def test_saving_once_more_keeps_what_stands_in_the_form(admin_client):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    seen = admin_client.get(address).context["adminform"].form.initial["version"]
    admin_client.post(address, posted(agreement, seen, unit="Faculty of Law"))
    second = admin_client.post(address, posted(agreement, seen, unit="Rectorate"))

    admin_client.post(address, posted(agreement, second.context["adminform"].form.data["version"], unit="Rectorate"))

    assert Agreement.objects.get().unit == "Rectorate"


def test_an_earlier_version_is_restored_and_the_restoring_recorded(admin_client, admin_user):
    agreement = make_agreement(unit="Rectorate")
    earlier = agreement.history.first().history_id
    agreement.unit = "Faculty of Law"
    agreement.save()
    address = f"/admin/partnerships/agreement/{agreement.pk}/history/{earlier}/"
    form = admin_client.get(address).context["adminform"].form

    values = {name: value for name, value in form.initial.items() if value not in (None, "")}
    admin_client.post(address, posted(agreement, "", unit=values["unit"]))

    assert Agreement.objects.get().unit == "Rectorate"
    assert agreement.history.count() == 3
