"""Putting agreements to rest, ending the rest, and taking it back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ChangeSet, Review, SourceRow
from tests.admin.pages import confirm
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
REST = {"rests_from": "2022-03-01", "rests_until": "", "rest_reason": "by decision of the senate"}


def said(response):
    return [str(message) for message in response.context["messages"]]


def page_of(agreement):
    return f"{LIST}{agreement.pk}/rest/"


def rest_of(agreement):
    agreement.refresh_from_db()
    return agreement.rests_from, agreement.rests_until, agreement.rest_reason


def test_an_agreement_is_put_to_rest_with_a_reason(admin_client, admin_user):
    agreement = make_agreement()

    without = confirm(admin_client, page_of(agreement), {**REST, "rest_reason": ""})
    response = confirm(admin_client, page_of(agreement), REST, follow=True)

    assert without.context["form"].errors == {"rest_reason": ["This field is required."]}
    assert said(response)[0].startswith("The rest of “")
    assert rest_of(agreement) == (date(2022, 3, 1), None, "by decision of the senate")
    line = agreement.history.first()
    assert (line.history_user, line.history_change_reason) == (admin_user, "put to rest: by decision of the senate")
    assert "Rest: from 1 March 2022, by decision of the senate" in response.text
    assert '<span class="status status-resting">resting</span>' in response.text


def test_a_rest_that_ends_before_it_begins_or_begins_before_the_signing_is_refused(admin_client):
    agreement = make_agreement(signed="2020-10")

    backwards = confirm(admin_client, page_of(agreement), {**REST, "rests_until": "2022-02-28"})
    early = confirm(admin_client, page_of(agreement), {**REST, "rests_from": "2020-09-30"})

    assert backwards.context["form"].errors == {"rests_until": ["The rest ends before it begins."]}
    assert early.context["form"].non_field_errors() == [
        "The rest (30 September 2020) begins before the signing (October 2020)."
    ]
    assert rest_of(agreement) == (None, None, "")


def test_a_terminated_agreement_is_not_put_to_rest(admin_client):
    agreement = make_agreement(terminated_on=date(2020, 12, 1))

    assert said(admin_client.get(page_of(agreement), follow=True)) == [
        "The agreement was terminated on 1 December 2020."
    ]


def test_a_rest_is_ended_and_somebody_has_looked(admin_client, admin_user):
    agreement = make_agreement(rests_from=date(2022, 3, 1))

    response = confirm(admin_client, page_of(agreement), {"rests_until": "2023-12-31"}, follow=True)

    assert said(response)[0].startswith("The end of the rest of “")
    assert rest_of(agreement)[1] == date(2023, 12, 31)
    assert list(Review.objects.values_list("agreement", "decision", "recorded_by")) == [
        (agreement.pk, "continues", admin_user.pk)
    ]
    assert admin_client.get(page_of(agreement)).context["here"] == "Put to rest"


def test_an_end_to_come_is_asked_about_when_it_has_come(admin_client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    agreement = make_agreement(rests_from=date(2022, 3, 1))

    confirm(admin_client, page_of(agreement), {"rests_until": tomorrow.isoformat()})

    assert (rest_of(agreement)[1], Review.objects.count()) == (tomorrow, 0)
    assert list(Agreement.objects.rested(tomorrow + timedelta(days=1))) == [agreement]


def test_a_rest_that_is_over_is_confirmed_as_it_is(admin_client):
    agreement = make_agreement(rests_from=date(2022, 3, 1), rests_until=date(2023, 12, 31))
    first = admin_client.get("/admin/")
    assert [(each["key"], each["count"]) for each in first.context["due"]] == [("rested", 1)]
    assert f'href="{page_of(agreement)}"' in first.text

    confirm(admin_client, page_of(agreement), {"rests_until": "2023-12-31"})

    assert admin_client.get("/admin/").context["due"] == []
    assert agreement.history.count() == 1


def test_a_rest_that_was_recorded_by_mistake_is_taken_back(admin_client):
    agreement = make_agreement(rests_from=date(2022, 3, 1))

    response = confirm(admin_client, page_of(agreement), {"rests_until": "", "is_mistake": "on"}, follow=True)

    assert said(response)[0].startswith("The rest of “")
    assert rest_of(agreement) == (None, None, "")
    assert Review.objects.count() == 0


def bulk(client, key, agreements, **values):
    """Make a bulk change in its three steps; return the last answer."""
    begun = {"action": f"bulk_{key}", "_selected_action": [agreement.pk for agreement in agreements]}
    data = {"ids": client.post(LIST, begun).context["ids"], "asked": "1", **values}
    shown = client.post(f"{LIST}bulk/{key}/", data)
    data |= {"fingerprint": shown.context["fingerprint"], "confirm": "1"}
    return client.post(f"{LIST}bulk/{key}/", data, follow=True)


def test_all_agreements_with_a_country_are_put_to_rest_at_once_and_taken_back(admin_client):
    agreements = [make_agreement(make_institution(name, "RU")) for name in ("Kazan", "Ufa")]
    over = make_agreement(make_institution("Omsk", "RU"), terminated_on=date(2021, 1, 1))

    bulk(admin_client, "rest", [*agreements, over], **REST)

    assert {agreement.status for agreement in Agreement.objects.filter(terminated_on=None)} == {"resting"}
    assert rest_of(over) == (None, None, "")
    change_set = ChangeSet.objects.get()
    confirm(admin_client, f"{LIST}changes/{change_set.pk}/")
    assert [rest_of(agreement) for agreement in agreements] == [(None, None, "")] * 2


def test_the_rest_of_several_is_ended_at_once(admin_client):
    resting = [make_agreement(make_institution(name, "RU"), rests_from=date(2022, 3, 1)) for name in ("Kazan", "Ufa")]
    awake = make_agreement()

    bulk(admin_client, "end-rest", [*resting, awake], rests_until="2023-12-31")

    assert [rest_of(agreement)[1] for agreement in (*resting, awake)] == [date(2023, 12, 31)] * 2 + [None]
    assert set(Review.objects.values_list("agreement", flat=True)) == {agreement.pk for agreement in resting}


def test_the_list_is_filtered_by_resting_and_shows_the_rest(admin_client, admin_user):
    resting = make_agreement(rests_from=date(2022, 3, 1))
    make_agreement(make_institution("Ankara", "TR"))
    admin_client.post(f"{LIST}columns/", {"column": ["status", "rest"]})

    page = admin_client.get(f"{LIST}?status=resting")

    assert list(page.context["cl"].result_list) == [resting]
    assert '<td class="field-rest">from 1 March 2022</td>' in page.text


def test_the_form_says_at_its_box_what_a_rest_lacks(admin_client):
    agreement = make_agreement()
    page = admin_client.get(f"{LIST}{agreement.pk}/change/")
    values = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
    inlines = {
        f"{each.formset.prefix}-{name}": value
        for each in page.context["inline_admin_formsets"]
        for name, value in each.formset.management_form.initial.items()
    }

    answer = admin_client.post(
        f"{LIST}{agreement.pk}/change/", {**values, **inlines, "rests_from": "2022-03-01", "kinds": []}
    )

    errors = answer.context["adminform"].form.errors
    assert errors.get("rest_reason") == ["Say from which day on it rests, and why."]


def test_the_row_of_a_list_leads_to_the_rest_with_the_reason_that_the_list_gives(admin_client):
    content = (
        b"University,Country,Type,Date,Status\nVarna,Bulgaria,MoU,2019,suspended\nRuse,Bulgaria,MoU,2018,draft\n"
        b"Sofia,Bulgaria,MoU,2018,active\n"
    )
    AgreementResource().import_file(content, "list.csv")
    rows = {row.values["institution"]: row for row in SourceRow.objects.to_look_at()}
    pages = {name: admin_client.get(f"/admin/partnerships/sourcerow/{row.pk}/change/") for name, row in rows.items()}

    address = pages["Varna"].context["rest_address"]
    assert f'<a href="{address}">Put to rest</a>' in pages["Varna"].text
    assert pages["Ruse"].context["rest_address"] == ""
    assert admin_client.get(address).context["form"]["rest_reason"].value() == "suspended"

    confirm(admin_client, address, {"rests_from": "2022-03-14", "rest_reason": "suspended"})
    assert [row.values["institution"] for row in SourceRow.objects.to_look_at()] == ["Ruse"]


def test_the_row_of_a_list_that_calls_a_resting_agreement_active_leads_to_the_end_of_its_rest(admin_client):
    varna = make_agreement(
        make_institution("Varna", "BG"), signed="2019", rests_from=date(2022, 3, 1), rest_reason="war"
    )
    AgreementResource().import_file(
        b"University,Country,Type,Date,Status\nVarna,Bulgaria,MoU,2019,active\n", "list.csv"
    )
    (row,) = SourceRow.objects.to_look_at()

    page = admin_client.get(f"/admin/partnerships/sourcerow/{row.pk}/change/")
    address = f"{LIST}{varna.pk}/rest/"
    assert f'<a href="{address}">End the rest</a>' in page.text
    confirm(admin_client, address, {"rests_until": "2024-03-14"})

    assert not SourceRow.objects.to_look_at().exists()
