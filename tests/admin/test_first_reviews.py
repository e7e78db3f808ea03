"""Next reviews for all agreements about which nobody will be asked, and the ways that lead to that page."""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.models import Agreement, AgreementType, ChangeSet
from tests.admin.pages import CHANGED_MEANWHILE
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGE = "/admin/partnerships/agreement/first-reviews/"


def months_in(page, **changed):
    return {name: box.initial for name, box in page.context["form"].fields.items()} | changed


def confirm(client, **changed):
    shown = client.get(PAGE)
    sent = months_in(shown) | changed | {"fingerprint": shown.context["fingerprint"], "confirm": "1"}
    return client.post(PAGE, sent, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def agreements():
    """Six agreements without an end: two types, and one that has none."""
    made = [make_agreement(make_institution(f"Institution {number}"), signed=f"{2010 + number}") for number in range(3)]
    made += [make_agreement(make_institution(f"Academy {number}"), "Protocol", signed="2015") for number in range(2)]
    return [*made, make_agreement(agreement_type=None, signed=None)]


def test_the_page_counts_by_type_and_says_how_many_reviews_fall_into_each_month(admin_client, agreements):
    make_agreement(ends="2020", signed="2015")

    page = admin_client.get(PAGE)

    assert [(box.label, number) for box, number in page.context["form"].rows()] == [
        ("MoU", 3),
        ("Protocol", 2),
        ("Without a type", 1),
    ]
    assert sum(number for _month, number in page.context["plan"].by_month) == 6
    assert "6 agreements, none with an end." in page.text


def test_one_confirmation_gives_each_a_next_review_and_can_be_taken_back(admin_client, agreements):
    page = confirm(admin_client)

    days = Agreement.objects.values_list("review_on", flat=True)
    today = timezone.localdate()
    assert all(day > today and day.weekday() < 5 for day in days)
    assert max(Counter(days).values()) == 1
    assert said(page)[0].startswith("6 agreements have a next review now.")
    change_set = ChangeSet.objects.get()
    address = f"/admin/partnerships/agreement/changes/{change_set.pk}/"
    with CaptureQueriesContext(connection) as asked:
        shown = admin_client.get(address)
    assert len(asked) < 30  # no rule is asked about that the day of a review cannot break
    admin_client.post(address, {"fingerprint": shown.context["fingerprint"]})
    assert set(Agreement.objects.values_list("review_on", flat=True)) == {None}


def test_after_as_many_as_fit_into_one_confirmation_the_others_come_next(admin_client, agreements, monkeypatch):
    monkeypatch.setattr("partnerships.admin.first_reviews.MOST", 4)

    page = confirm(admin_client)

    assert page.redirect_chain == [(PAGE, 302)]
    assert len(page.context["plan"].agreements) == 2


def test_the_history_says_who_set_the_next_review_and_why(admin_client, agreements, admin_user):
    confirm(admin_client)

    line = agreements[0].history.first()
    assert (line.history_user, line.history_change_reason) == (admin_user, "a next review for each, by type")


def test_the_months_that_are_typed_count_and_are_kept_at_the_type(admin_client):
    this_year = timezone.localdate().year
    agreement = make_agreement(signed=str(this_year))
    box = f"months-{agreement.agreement_type_id}"

    confirm(admin_client, **{box: "36"})

    agreement.refresh_from_db()
    assert agreement.review_on == date(this_year + 3, 12, 31)
    assert AgreementType.objects.get(pk=agreement.agreement_type_id).review_months == 36


def test_who_may_not_change_types_sets_reviews_and_no_months(client):
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client.force_login(user)
    agreement = make_agreement()

    confirm(client, **{f"months-{agreement.agreement_type_id}": "36"})

    assert Agreement.objects.get().review_on
    assert AgreementType.objects.get(pk=agreement.agreement_type_id).review_months is None


def test_the_months_are_shown_again_and_nothing_is_written(admin_client, agreements):
    page = admin_client.get(PAGE)

    shown = admin_client.post(PAGE, months_in(page) | {"show": "1"})
    wrong = admin_client.post(PAGE, months_in(page) | {"months-0": "0", "confirm": "1"})

    assert shown.context["plan"].by_month == page.context["plan"].by_month
    assert wrong.context["form"].errors == {"months-0": ["Ensure this value is greater than or equal to 1."]}
    assert not Agreement.objects.filter(review_on__isnull=False).exists()


def test_what_was_changed_meanwhile_is_shown_again(admin_client, agreements):
    page = admin_client.get(PAGE)
    agreements[0].reference = "12/3"
    agreements[0].save()

    again = admin_client.post(PAGE, months_in(page) | {"fingerprint": page.context["fingerprint"], "confirm": "1"})

    assert said(again) == [CHANGED_MEANWHILE]
    assert not ChangeSet.objects.exists()


def test_a_register_in_which_somebody_is_asked_about_each_says_so(admin_client):
    page = admin_client.get(PAGE)

    assert "Each agreement has a next review, or an end that asks for a decision." in page.text
    assert 'name="confirm"' not in page.text


def test_the_first_page_and_the_first_steps_lead_to_the_page(admin_client, agreements):
    link = f'<a href="{PAGE}">6 agreements, none with an end: give each a next review.</a>'

    assert link in admin_client.get("/admin/").text
    assert PAGE in {step.address for step in admin_client.get("/admin/first-steps/").context["steps"]}
    agreements[0].ends_on, agreements[0].ends_precision, agreements[0].validity = date(2099, 1, 1), "day", "fixed"
    agreements[0].save()
    assert "Nobody will be asked about 6 agreements: give each a next review." in admin_client.get("/admin/").text
    confirm(admin_client)
    assert "work-invitation" not in admin_client.get("/admin/").text
