"""Imported rows that need a look: a correction that answers their doubts settles them, no other does."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, SourceRow
from tests.admin.pages import confirm

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
HEADER = "University,Country,Type,Date,End date,Status\n"
OTHERS = "Ruse,Bulgaria,MoU,2018,2031,active\nSofia,Bulgaria,MoU,2018,2031,active\n"


def imported(row):
    """Import a list whose first `row` needs a look; return its agreement."""
    AgreementResource().import_file(f"{HEADER}{row}\n{OTHERS}".encode(), "list.csv")
    return SourceRow.objects.to_look_at().get().agreement


def is_settled():
    return not SourceRow.objects.to_look_at().exists()


def bulk(client, agreement, key, **values):
    address = f"/admin/partnerships/agreement/bulk/{key}/"
    posted = {"ids": agreement.pk, "asked": "1", **values}
    shown = client.post(address, posted)
    client.post(address, posted | {"confirm": "1", "fingerprint": shown.context["fingerprint"]})


def test_a_bulk_change_settles_what_it_answers_and_nothing_else(admin_client, admin_user):
    agreement = imported("Varna,Bulgaria,MoU,2019,2031,draft")

    bulk(admin_client, agreement, "notice", notice_months=6)
    assert not is_settled()
    bulk(admin_client, agreement, "publish")

    assert is_settled()
    assert SourceRow.objects.get(agreement=agreement).looked_by == admin_user


def test_a_termination_settles_the_row_whose_list_says_so(admin_client):
    agreement = imported("Varna,Bulgaria,MoU,2019,2031,terminated")

    confirm(
        admin_client,
        f"/admin/partnerships/agreement/{agreement.pk}/terminate/",
        {"terminated_on": "2021-05-01", "termination_reason": "x"},
    )

    assert is_settled()


def test_a_renewal_settles_a_doubt_about_the_end(admin_client):
    agreement = imported("Varna,Bulgaria,MoU,2019,32.13.2021,active")
    agreement.validity, agreement.ends_on, agreement.ends_precision = "fixed", date(2030, 1, 1), "day"
    Agreement.objects.bulk_update([agreement], ["validity", "ends_on", "ends_precision"])  # by a script, say

    confirm(
        admin_client,
        f"{reverse('admin:partnerships_agreement_renew')}?ids={agreement.pk}",
        {"renewed_on": "2026-01-01", f"end-{agreement.pk}": "01.01.2035"},
    )

    assert is_settled()


def test_a_row_with_two_doubts_is_settled_by_the_second_answer(admin_client):
    agreement = imported("Varna,,MoU,31.02.2020,2031,active")
    page = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "fixed", "ends": "2031",
        "signed": "28.02.2020", "renewal": "none", "is_public": "on",
        "documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0,
        "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip

    assert admin_client.post(page, posted).status_code == 302
    assert not is_settled()
    institution = agreement.institution
    posted = {"name": institution.name, "country": "BG", "slug": institution.slug}
    for prefix in ("other_names", "contacts", "agreements"):
        posted |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    answer = admin_client.post(f"/admin/partnerships/institution/{institution.pk}/change/", posted)

    assert answer.status_code == 302
    assert is_settled()


def test_a_row_left_out_in_the_preview_keeps_who_did_it_and_when(admin_client, admin_user):
    AgreementResource().import_file(
        f"{HEADER}{OTHERS}".encode(), "list.csv", user=admin_user, choices=Choices(left_out={"|2"})
    )

    row = SourceRow.objects.get(row=2)
    assert (row.decided_by, row.decided_at) == (admin_user, row.run.imported_at)
    page = admin_client.get(f"/admin/partnerships/sourcerow/{row.pk}/change/").text
    assert f"dismissed by admin, {timezone.localtime(row.run.imported_at):%Y-%m-%d}" in page
    assert "left out in the preview" in page
