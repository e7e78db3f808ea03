"""The page of a review of agreements, one or several, and taking it back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnerships.models import Agreement, ChangeSet, Review
from tests.admin.pages import CHANGED_MEANWHILE, confirm
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"


@pytest.fixture
def agreement():
    return make_agreement(make_institution("Charles University", "CZ"), signed="2012-03-15")


def said(response):
    return [str(message) for message in response.context["messages"]]


def answers(**changed):
    today = timezone.localdate().isoformat()
    return {"decision": "continues", "reviewed_on": today, "next_on": "", "done_since": ""} | changed


def test_the_page_asks_whether_it_goes_on_and_proposes_the_next_review(admin_client, agreement):
    page = admin_client.get(f"{LIST}{agreement.pk}/review/")

    assert "Does the agreement with Charles University go on?" in page.text
    assert page.context["form"].proposals[0][0] == "continues"
    assert 'name="students_sent"' in page.text
    assert 'name="ends"' in page.text


def test_an_agreement_that_goes_on_is_confirmed_and_has_a_next_review(admin_client, agreement):
    address = f"{LIST}{agreement.pk}/review/"

    page = confirm(admin_client, address, answers(students_sent="3", done_since="Two visits."), follow=True)

    review, today = Review.objects.get(), timezone.localdate()
    agreement.refresh_from_db()
    assert agreement.review_on.year == today.year + 2
    assert (review.reviewed_on, review.students_sent, review.done_since) == (today, 3, "Two visits.")
    assert said(page) == ["1 review was recorded."]
    assert page.context["standing"].review.startswith("confirmed on ")
    assert "students sent: 3" in page.text


def test_what_a_decision_needs_is_asked_for(admin_client, agreement):
    address = f"{LIST}{agreement.pk}/review/"

    rests = confirm(admin_client, address, answers(decision="rests"))
    ends = confirm(admin_client, address, answers(decision="ends"))

    assert set(rests.context["form"].errors) == {"rests_from", "rest_reason"}
    assert rests.context["form"].fields["rests_from"].initial == timezone.localdate()
    assert set(ends.context["form"].errors) == {"terminated_on", "termination_reason"}
    assert not Review.objects.exists()


def test_an_agreement_rests_and_is_reviewed_when_the_rest_is_over(admin_client, agreement):
    sent = answers(decision="rests", rests_from="2026-01-01", rests_until="2199-05-31", rest_reason="war")

    confirm(admin_client, f"{LIST}{agreement.pk}/review/", sent)

    agreement.refresh_from_db()
    assert (agreement.rests_until, agreement.review_on) == (date(2199, 5, 31), date(2199, 6, 1))


def test_an_agreement_ends_by_its_end_alone(admin_client, agreement):
    confirm(admin_client, f"{LIST}{agreement.pk}/review/", answers(decision="ends", ends="2022"))

    agreement.refresh_from_db()
    assert (str(agreement.ends), agreement.terminated_on, agreement.review_on) == ("2022", None, None)


def test_the_day_of_a_review_does_not_lie_in_the_future(admin_client, agreement):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    page = confirm(admin_client, f"{LIST}{agreement.pk}/review/", answers(reviewed_on=tomorrow))

    assert page.context["form"].errors == {"reviewed_on": ["Choose today or an earlier day."]}


def test_the_page_of_one_that_rests_shows_its_rest(admin_client, agreement):
    Agreement.objects.update(rests_from=date(2026, 1, 1), rest_reason="war")

    form = admin_client.get(f"{LIST}{agreement.pk}/review/").context["form"]

    assert [form.fields[name].initial for name in ("rests_from", "rest_reason")] == [date(2026, 1, 1), "war"]


def test_one_that_was_terminated_is_not_to_be_reviewed(admin_client, agreement):
    Agreement.objects.update(
        review_on=date(2199, 1, 1), terminated_on=date(2026, 1, 1), termination_reason="both sides"
    )

    page = admin_client.get(f"{LIST}{agreement.pk}/change/")

    assert (page.context["standing"].review, page.context["standing"].review_urgency) == ("", "")
    assert f"{LIST}{agreement.pk}/review/" not in page.text


def test_one_decision_is_recorded_for_several(admin_client, agreement):
    other = make_agreement(make_institution("Lund University", "SE"))

    chosen = admin_client.post(LIST, {"action": "review_chosen", "_selected_action": [agreement.pk, other.pk]})
    page = confirm(admin_client, chosen.url, answers(), follow=True)

    assert said(page)[0].startswith("2 reviews were recorded.")
    assert set(Review.objects.values_list("agreement", flat=True)) == {agreement.pk, other.pk}


@pytest.fixture
def several(admin_client, agreement):
    """Return the address on which two reviews that were recorded at once are taken back."""
    other = make_agreement(make_institution("Lund University", "SE"))
    confirm(admin_client, f"{LIST}review/?ids={agreement.pk},{other.pk}", answers())
    return f"{LIST}changes/{ChangeSet.objects.get().pk}/"


def test_several_are_taken_back_at_once(admin_client, admin_user, several):
    page = confirm(admin_client, several, {}, follow=True)

    assert said(page)[-1] == "The change was taken back; agreements: 2."
    assert (Review.objects.count(), set(Agreement.objects.values_list("review_on", flat=True))) == (0, {None})
    line = Review.history.first()
    assert (line.history_type, line.history_user) == ("-", admin_user)


def test_of_several_the_one_that_was_reviewed_again_stays(admin_client, agreement, several):
    Review.objects.create(agreement=agreement, reviewed_on=date(2026, 11, 1))

    confirm(admin_client, several, {})

    assert set(Review.objects.values_list("agreement", flat=True)) == {agreement.pk}


def test_where_one_of_several_is_refused_nothing_is_recorded(admin_client, agreement):
    gone = make_agreement(make_institution("Lund University", "SE"), terminated_on=date(2022, 1, 1))

    page = confirm(admin_client, f"{LIST}review/?ids={agreement.pk},{gone.pk}", answers())

    assert "The agreement was terminated on 1 January 2022." in page.text
    assert not Review.objects.exists()


def test_a_review_at_what_was_changed_meanwhile_is_asked_for_again(admin_client, agreement):
    address = f"{LIST}{agreement.pk}/review/"
    shown = admin_client.get(address).context["fingerprint"]
    agreement.reference = "12/3"
    agreement.save()

    page = admin_client.post(address, answers() | {"fingerprint": shown})

    assert said(page) == [CHANGED_MEANWHILE]
    assert not Review.objects.exists()


def test_a_review_is_taken_back_from_the_page_of_the_agreement(admin_client, agreement):
    confirm(admin_client, f"{LIST}{agreement.pk}/review/", answers())
    review = Review.objects.get()

    page = admin_client.post(f"{LIST}reviews/{review.pk}/take-back/", follow=True)

    agreement.refresh_from_db()
    assert (said(page)[-1], agreement.review_on) == ("The review was taken back.", None)


def test_a_review_whose_day_was_changed_since_stays(admin_client, agreement):
    confirm(admin_client, f"{LIST}{agreement.pk}/review/", answers())
    agreement.refresh_from_db()
    agreement.review_on = date(2031, 1, 1)
    agreement.save()

    page = admin_client.post(f"{LIST}reviews/{Review.objects.get().pk}/take-back/", follow=True)

    assert said(page)[-1] == "Changed since, so the review stays: Next review."


def test_the_form_offers_the_next_review(admin_client):
    this_year = timezone.localdate().year
    agreement = make_agreement(signed=f"{this_year}")

    page = admin_client.get(f"{LIST}{agreement.pk}/change/")

    assert f'data-fill="id_review_on" data-text="31.12.{this_year + 2}"' in page.text


def test_the_history_says_each_review_in_words(admin_client, agreement):
    confirm(admin_client, f"{LIST}{agreement.pk}/review/", answers(done_since="Two visits."))

    page = admin_client.get(f"{LIST}{agreement.pk}/history/")

    assert "reviewed: continues, next review" in page.text
    assert "Two visits." in page.text
