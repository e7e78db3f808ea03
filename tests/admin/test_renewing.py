"""The worklist as the first page, renewing and terminating in the office."""

import pytest

from partnerships.models import Renewal
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_the_first_page_names_what_is_due_and_links_to_exactly_that(admin_client):
    ended = make_agreement(signed="2010", ends="2015")
    make_agreement(signed="2020", validity="open-ended")

    page = admin_client.get("/admin/")
    listed = admin_client.get("/admin/partnerships/agreement/?work=ended")

    assert '<a href="/admin/partnerships/agreement/?work=ended">Ended without a decision (1)</a>' in page.text
    assert list(listed.context["cl"].result_list) == [ended]
    assert page.text.count("Nothing is due.") == 8


def test_an_empty_register_has_a_first_page_too(admin_client):
    page = admin_client.get("/admin/")

    assert page.text.count("Nothing is due.") == 9
    assert page.text.count("No agreements yet.") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_asks_the_same_queries_for_any_number(admin_client, django_assert_num_queries, count):
    for _number in range(count):
        make_agreement(signed="2010", ends="2015")
    admin_client.get("/admin/")

    with django_assert_num_queries(9):
        admin_client.get("/admin/")


def test_who_may_not_see_agreements_sees_no_worklist(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert "sections" not in client.get("/admin/").context


def test_several_agreements_are_renewed_at_once(admin_client):
    one = make_agreement(signed="2016-10-01", ends="2021-09-30")
    other = make_agreement(signed="2018", ends="2020")
    address = f"/admin/partnerships/agreement/renew/?ids={one.pk},{other.pk}"
    page = admin_client.get(address)
    assert 'value="30.09.2026"' in page.text

    done = admin_client.post(
        address,
        {f"end-{one.pk}": "30.09.2026", f"end-{other.pk}": "2030", "renewed_on": "2021-06-01", "note": "by letter"},
        follow=True,
    )

    assert said(done) == ["2 agreements were renewed."]
    assert {renewal.after for renewal in Renewal.objects.all()} == {PartialDate(2026, 9, 30), PartialDate(2030)}


def test_where_one_renewal_is_refused_none_is_recorded(admin_client):
    one = make_agreement(signed="2016-10-01", ends="2021-09-30")
    other = make_agreement(signed="2018", ends="2020")

    page = admin_client.post(
        f"/admin/partnerships/agreement/renew/?ids={one.pk},{other.pk}",
        {f"end-{one.pk}": "30.09.2026", f"end-{other.pk}": "2019", "renewed_on": "2021-06-01"},
    )

    assert "The new end must lie after 2020." in page.text
    assert Renewal.objects.count() == 0
    one.refresh_from_db()
    assert one.ends == PartialDate(2021, 9, 30)


def test_a_renewal_is_shown_and_taken_back(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    address = f"/admin/partnerships/agreement/renew/?ids={agreement.pk}"
    shown = admin_client.post(address, {f"end-{agreement.pk}": "30.09.2026", "renewed_on": "2021-10-10"}, follow=True)
    assert "renewed late, 10 days after the end" in shown.text

    done = admin_client.post(
        f"/admin/partnerships/agreement/renewals/{Renewal.objects.get().pk}/take-back/", follow=True
    )

    assert said(done) == ["The renewal was taken back."]
    agreement.refresh_from_db()
    assert agreement.ends == PartialDate(2021, 9, 30)


def test_a_termination_asks_for_day_and_reason(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2031-09-30")
    address = f"/admin/partnerships/agreement/{agreement.pk}/terminate/"

    without = admin_client.post(address, {"terminated_on": "2020-05-01"})
    done = admin_client.post(address, {"terminated_on": "2020-05-01", "termination_reason": "no funds"}, follow=True)

    assert without.context["form"].errors == {"termination_reason": ["This field is required."]}
    assert said(done)[0].startswith("The termination of “")
    agreement.refresh_from_db()
    assert (str(agreement.terminated_on), agreement.termination_reason) == ("2020-05-01", "no funds")


def test_automatic_renewals_are_recorded_from_the_list(admin_client):
    agreement = make_agreement(signed="2016-01-01", ends="2017-12-31", renewal="automatic", renewal_months=1200)
    unclear = make_agreement(signed=None, ends="2017", renewal="automatic")

    done = admin_client.post(
        "/admin/partnerships/agreement/",
        {"action": "record_automatic_renewals", "_selected_action": [agreement.pk, unclear.pk]},
        follow=True,
    )

    assert said(done) == [
        f"Record first by how many months “{unclear}” renews itself.",
        "1 automatic renewal was recorded.",
    ]


@pytest.mark.parametrize("path", ["renew/?ids=1", "1/terminate/"])
def test_who_may_not_change_agreements_may_not_renew(client, django_user_model, path):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert client.get(f"/admin/partnerships/agreement/{path}").status_code == 403
