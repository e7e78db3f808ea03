"""Renewing and terminating in the office."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from partnerships.admin.renewing import timeline
from partnerships.models import Document, Renewal
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import record_automatic, renew, take_back
from tests.admin.pages import CHANGED_MEANWHILE, confirm
from tests.factories import make_agreement, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_an_agreement_until_the_last_year_of_all_can_be_renewed(admin_client):
    agreement = make_agreement(signed="2190", ends="2199-12-31", validity="fixed")

    page = admin_client.get(f"/admin/partnerships/agreement/renew/?ids={agreement.pk}")

    assert page.status_code == 200
    assert page.context["form"][f"end-{agreement.pk}"].value() is None


def test_several_agreements_are_renewed_at_once(admin_client):
    one = make_agreement(signed="2016-10-01", ends="2021-09-30")
    other = make_agreement(signed="2018", ends="2020")
    address = f"/admin/partnerships/agreement/renew/?ids={one.pk},{other.pk}"
    page = admin_client.get(address)
    assert "30 September 2026" in page.text
    assert 'value="Renew 2 agreements"' in page.text

    response = confirm(
        admin_client,
        address,
        {f"end-{one.pk}": "30.09.2026", f"end-{other.pk}": "2030", "renewed_on": "2021-06-01", "note": "by letter"},
        follow=True,
    )

    assert said(response) == ["2 agreements were renewed."]
    assert {renewal.after for renewal in Renewal.objects.all()} == {PartialDate(2026, 9, 30), PartialDate(2030)}


def test_an_end_with_a_zero_is_answered_in_a_sentence(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    address = f"/admin/partnerships/agreement/renew/?ids={agreement.pk}"

    page = confirm(admin_client, address, {f"end-{agreement.pk}": "1/0/2030", "renewed_on": "2021-09-01"})

    assert "“1/0/2030” has a zero for the day, the month or the year" in page.text
    assert Renewal.objects.count() == 0


def test_more_than_can_be_renewed_at_once_are_not_cut_off_silently(admin_client, monkeypatch):
    monkeypatch.setattr("partnerships.admin.renewing.MOST_AT_ONCE", 1)
    chosen = {"action": "renew_chosen", "_selected_action": [make_agreement().pk, make_agreement().pk]}

    answer = admin_client.post("/admin/partnerships/agreement/", chosen, follow=True)

    assert said(answer) == ["Choose at most 1 agreements at once."]


def test_where_one_renewal_is_refused_none_is_recorded(admin_client):
    one = make_agreement(signed="2016-10-01", ends="2021-09-30")
    other = make_agreement(signed="2018", ends="2020")

    page = confirm(
        admin_client,
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
    shown = confirm(
        admin_client, address, {f"end-{agreement.pk}": "30.09.2026", "renewed_on": "2021-10-10"}, follow=True
    )
    assert "renewed late, 10 days after the end" in shown.text

    response = admin_client.post(
        f"/admin/partnerships/agreement/renewals/{Renewal.objects.get().pk}/take-back/", follow=True
    )

    assert said(response) == ["The renewal was taken back."]
    agreement.refresh_from_db()
    assert agreement.ends == PartialDate(2021, 9, 30)


def test_a_timeline_shows_no_day_that_nobody_wrote_down():
    agreement = make_agreement(signed="2016", ends="2020", renewal="automatic", renewal_months=24)
    record_automatic(agreement, date(2021, 5, 1))
    agreement.refresh_from_db()

    assert timeline(agreement).partition("</ol>")[0] == (
        '<ol class="timeline"><li>2016 – 2020</li><li>? – 2022, renewed automatically</li>'
    )


def test_a_renewal_takes_its_document(admin_client, admin_user):
    one = make_agreement(signed="2016-10-01", ends="2021-09-30")
    other = make_agreement(signed="2018", ends="2020")
    scan = SimpleUploadedFile("signed.pdf", b"%PDF-1.7 the renewal")

    response = confirm(
        admin_client,
        f"/admin/partnerships/agreement/renew/?ids={one.pk},{other.pk}",
        {
            f"end-{one.pk}": "30.09.2026",
            f"document-{one.pk}": scan,
            f"end-{other.pk}": "2030",
            "renewed_on": "2021-06-01",
        },
        follow=True,
    )

    assert said(response) == ["2 agreements were renewed."]
    document = Document.objects.get()
    assert (document.agreement, document.renewal, document.name) == (one, one.renewals.get(), "signed.pdf")
    assert (document.uploaded_by, document.size, document.is_public) == (admin_user, 20, False)
    shown = admin_client.get(f"/admin/partnerships/agreement/{one.pk}/change/").context["adminform"]
    assert document.get_absolute_url() in shown.model_admin.timeline(one)


def test_a_renewal_with_what_is_no_document_is_not_recorded(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")

    page = confirm(
        admin_client,
        f"/admin/partnerships/agreement/renew/?ids={agreement.pk}",
        {
            f"end-{agreement.pk}": "30.09.2026",
            f"document-{agreement.pk}": SimpleUploadedFile("a.pdf", b"<script>"),
            "renewed_on": "2021-06-01",
        },
    )

    assert page.context["form"].errors == {
        f"document-{agreement.pk}": ["Choose a PDF, a picture, or a file of an office program."]
    }
    assert (Renewal.objects.count(), Document.objects.count()) == (0, 0)


def test_the_scan_goes_with_a_renewal_that_is_taken_back_and_stays_as_evidence(admin_client, admin_user, client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    confirm(
        admin_client,
        f"/admin/partnerships/agreement/renew/?ids={agreement.pk}",
        {
            f"end-{agreement.pk}": "30.09.2026",
            f"document-{agreement.pk}": SimpleUploadedFile("a.pdf", b"%PDF-1.7"),
            f"public-{agreement.pk}": "on",
            "renewed_on": "2021-06-01",
        },
    )
    address = Document.objects.get().get_absolute_url()
    assert b"".join(client.get(address).streaming_content) == b"%PDF-1.7"

    admin_client.post(f"/admin/partnerships/agreement/renewals/{Renewal.objects.get().pk}/take-back/")

    assert (Document.objects.count(), client.get(address).status_code) == (0, 404)
    line = Document.history.first()
    assert (line.history_type, line.history_user, line.history_change_reason) == ("-", admin_user, "renewal taken back")
    assert "renewal taken back" in admin_client.get("/admin/partnerships/agreement/documents/").text


def test_agreements_are_renewed_until_a_day_and_without_an_end_at_once(admin_client):
    one = make_agreement(signed="2016-10-01", ends="2021-09-30")
    other = make_agreement(signed="2018", ends="2020")

    response = confirm(
        admin_client,
        f"/admin/partnerships/agreement/renew/?ids={one.pk},{other.pk}",
        {
            f"way-{one.pk}": "until",
            f"end-{one.pk}": "30.09.2026",
            f"way-{other.pk}": "open-ended",
            f"end-{other.pk}": "whatever",
            "renewed_on": "2021-06-01",
        },
        follow=True,
    )

    assert said(response) == ["2 agreements were renewed."]
    assert [renewal.after for renewal in Renewal.objects.order_by("agreement")] == [PartialDate(2026, 9, 30), None]
    other.refresh_from_db()
    assert (other.ends, other.validity) == (None, "open-ended")
    assert "1 June 2021 – open-ended, renewed on 1 June 2021" in timeline(other)
    history = admin_client.get(f"/admin/partnerships/agreement/{other.pk}/history/").text
    assert "renewed without an end" in history


def test_an_agreement_is_renewed_as_before_with_how_and_the_notice_from_then_on(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30", notice_months=1)
    address = f"/admin/partnerships/agreement/renew/?ids={agreement.pk}"
    page = admin_client.get(address)
    assert "next: decide by 30 August 2026" in page.text
    assert 'data-until="Renew until %s"' in page.text

    sent = {f"way-{agreement.pk}": "usual", f"notice-{agreement.pk}": "6", "kind": "protocol"}
    page = confirm(admin_client, address, sent | {"renewed_on": "2021-06-01"}, follow=True)

    agreement.refresh_from_db()
    assert (agreement.ends, agreement.notice_months) == (PartialDate(2026, 9, 30), 6)
    assert "renewed on 1 June 2021, by a signed protocol" in timeline(agreement)

    take_back(Renewal.objects.get())

    agreement.refresh_from_db()
    assert (agreement.ends, agreement.notice_months) == (PartialDate(2021, 9, 30), 1)


def test_an_end_that_is_typed_beside_the_usual_one_is_not_passed_over(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    sent = {f"way-{agreement.pk}": "usual", f"end-{agreement.pk}": "2023", "renewed_on": "2021-06-01"}

    page = confirm(admin_client, f"/admin/partnerships/agreement/renew/?ids={agreement.pk}", sent)

    assert page.context["form"].errors == {
        f"end-{agreement.pk}": ["To take this end, choose “another end”; or empty the box."]
    }


def test_a_notice_that_was_changed_since_stays_when_the_renewal_is_taken_back():
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30", notice_months=1)
    renewal = renew(agreement, PartialDate(2026, 9, 30), date(2021, 6, 1), notice_months=6)
    agreement.refresh_from_db()
    agreement.notice_months = 3
    agreement.save()

    take_back(renewal)

    agreement.refresh_from_db()
    assert agreement.notice_months == 3


def test_an_end_is_asked_for_where_the_agreement_is_not_to_be_open_ended(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")

    page = confirm(
        admin_client,
        f"/admin/partnerships/agreement/renew/?ids={agreement.pk}",
        {f"way-{agreement.pk}": "until", f"end-{agreement.pk}": "", "renewed_on": "2021-06-01"},
    )

    assert page.context["form"].errors == {f"end-{agreement.pk}": ["This field is required."]}


def test_the_page_draws_the_terms_with_the_proposed_one_and_says_how_long_it_is(admin_client):
    agreement = make_agreement(signed="2116-10-01", ends="2121-09-30")

    page = admin_client.get(f"/admin/partnerships/agreement/renew/?ids={agreement.pk}")

    line = page.context["timeline"]
    assert [(round(term.left), round(term.width), term.kind) for term in line.terms] == [
        (0, 50, "coming"),
        (50, 50, "proposed"),
    ]
    assert [label.text for label in line.labels] == ["1 October 2116", "2121", "30 September 2126"]
    assert "5 years, as agreed before" in page.text


def test_nothing_is_said_to_be_proposed_where_no_end_is_known(admin_client):
    known, unknown = make_agreement(signed="2016-10-01", ends="2021-09-30"), make_agreement(signed="2016-10-01")

    page, other = (
        admin_client.get(f"/admin/partnerships/agreement/renew/?ids={each.pk}").content.decode()
        for each in (known, unknown)
    )

    assert "the new one is proposed" in page
    assert "the new one is proposed" not in other


def test_what_is_not_renewed_is_recorded_as_ended_from_the_day_after(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2121-09-30")
    page = admin_client.get(f"/admin/partnerships/agreement/renew/?ids={agreement.pk}")
    address = f"/admin/partnerships/agreement/{agreement.pk}/terminate/?not-renewed=1"
    assert f'href="{address}"' in page.text

    form = admin_client.get(address).context["form"]

    assert (form["terminated_on"].value(), form["termination_reason"].value()) == (date(2121, 10, 1), "not renewed")


@pytest.mark.parametrize("data", [{}, {"from_worklist": "1"}])
def test_an_automatic_renewal_is_recorded_with_one_click(admin_client, data):
    agreement = make_agreement(signed="2016-01-01", ends="2017-12-31", renewal="automatic", renewal_months=1200)
    address = f"/admin/partnerships/agreement/{agreement.pk}/"
    assert f'formaction="{address}record/"' in admin_client.get(f"{address}change/").text
    assert f'formaction="{address}record/"' in admin_client.get("/admin/").text

    response = admin_client.post(f"{address}record/", data, follow=True)

    assert said(response) == ["1 automatic renewal was recorded."]
    assert response.redirect_chain == [("/admin/" if data else f"{address}change/", 302)]
    assert f'formaction="{address}record/"' not in admin_client.get(f"{address}change/").text


def test_a_new_agreement_is_begun_as_superseding_the_old_one(admin_client):
    old = make_agreement(ends="2020")
    page = admin_client.get(f"/admin/partnerships/agreement/{old.pk}/change/").text
    address = f"/admin/partnerships/agreement/add/?supersedes={old.pk}&amp;institution={old.institution_id}"
    assert address in page

    form = admin_client.get(address.replace("&amp;", "&")).context["adminform"].form

    assert (form.initial["supersedes"], form.initial["institution"]) == (str(old.pk), str(old.institution_id))


def test_the_list_says_how_many_days_are_left(admin_client):
    today = timezone.localdate()
    make_agreement(number=1, ends=(today + timedelta(days=30)).isoformat())
    make_agreement(number=2, ends=(today - timedelta(days=1)).isoformat())
    make_agreement(number=3, ends="2090", terminated_on=today, termination_reason="x")
    make_agreement(number=4)

    listed = admin_client.get("/admin/partnerships/agreement/").context["cl"]

    assert [listed.model_admin.pill(agreement) for agreement in listed.result_list] == [
        '<span class="status status-ended">ended</span> <span class="days-left">ended 1 day ago</span>',
        '<span class="status status-ending">ending</span> <span class="days-left">30 days left</span>',
        '<span class="status status-terminated">terminated</span>',
        '<span class="status status-end-not-recorded">end not recorded</span>',
    ]


def test_a_termination_before_the_signing_is_refused(admin_client):
    agreement = make_agreement(signed="2020-10")
    address = f"/admin/partnerships/agreement/{agreement.pk}/terminate/"

    refused = confirm(admin_client, address, {"terminated_on": "2020-09-30", "termination_reason": "no funds"})

    sentence = "The termination (30 September 2020) lies before the signing (October 2020)."
    assert refused.context["form"].non_field_errors() == [sentence]
    agreement.refresh_from_db()
    assert agreement.terminated_on is None


def test_a_termination_asks_for_day_and_reason(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2031-09-30")
    address = f"/admin/partnerships/agreement/{agreement.pk}/terminate/"

    without = confirm(admin_client, address, {"terminated_on": "2020-05-01"})
    response = confirm(
        admin_client, address, {"terminated_on": "2020-05-01", "termination_reason": "no funds"}, follow=True
    )

    assert without.context["form"].errors == {"termination_reason": ["This field is required."]}
    assert said(response)[0].startswith("The termination of “")
    agreement.refresh_from_db()
    assert (str(agreement.terminated_on), agreement.termination_reason) == ("2020-05-01", "no funds")


def test_automatic_renewals_are_recorded_from_the_list(admin_client):
    agreement = make_agreement(signed="2016-01-01", ends="2017-12-31", renewal="automatic", renewal_months=1200)
    unclear = make_agreement(signed=None, ends="2017", renewal="automatic")

    response = admin_client.post(
        "/admin/partnerships/agreement/",
        {"action": "record_automatic_renewals", "_selected_action": [agreement.pk, unclear.pk]},
        follow=True,
    )

    assert said(response) == [
        f"Record first by how many months “{unclear}” renews itself.",
        "1 automatic renewal was recorded.",
    ]


def test_a_renewal_can_be_left_for_where_it_came_from(admin_client):
    one, other = make_agreement(ends="2021-09-30"), make_agreement(title="Protocol", ends="2021-09-30")
    address = "/admin/partnerships/agreement/"

    alone = admin_client.get(f"{address}renew/?ids={one.pk}").text
    several = admin_client.get(f"{address}renew/?ids={one.pk},{other.pk}").text

    assert f'<a class="closelink" href="{address}{one.pk}/change/">' in alone
    assert f'<a class="closelink" href="{address}">' in several


@pytest.mark.parametrize("address", ["agreement/renew/?ids=²", "sourcerow/²/change/"])
def test_a_digit_that_is_no_number_is_no_record(admin_client, address):
    page = admin_client.get(f"/admin/partnerships/{address}")

    assert page.status_code == 302


@pytest.mark.parametrize("path", ["renew/?ids=1", "1/terminate/"])
def test_who_may_not_change_agreements_may_not_renew(client, django_user_model, path):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert client.get(f"/admin/partnerships/agreement/{path}").status_code == 403


def test_a_renewal_whose_agreement_somebody_changed_meanwhile_is_shown_first(admin_client):
    agreement = make_agreement(signed="2016-10-01", ends="2021-09-30")
    address = f"/admin/partnerships/agreement/renew/?ids={agreement.pk}"
    seen = admin_client.get(address).context["fingerprint"]
    agreement.ends = PartialDate(2026, 9, 30)
    agreement.save()
    values = {f"end-{agreement.pk}": "30.09.2027", "renewed_on": "2021-06-01"}

    again = admin_client.post(address, {"fingerprint": seen, **values})

    assert said(again) == [CHANGED_MEANWHILE]
    assert Renewal.objects.count() == 0
    confirm(admin_client, address, values)
    assert Renewal.objects.get().before == PartialDate(2026, 9, 30)


def test_a_termination_whose_agreement_somebody_changed_meanwhile_is_shown_first(admin_client):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/terminate/"
    seen = admin_client.get(address).context["fingerprint"]
    agreement.unit = make_unit("Faculty of Law")
    agreement.save()

    again = admin_client.post(
        address, {"fingerprint": seen, "terminated_on": "2021-05-01", "termination_reason": "no funds"}
    )

    assert said(again) == [CHANGED_MEANWHILE]
    agreement.refresh_from_db()
    assert (agreement.terminated_on, agreement.unit_name) == (None, "Faculty of Law")


def test_a_terminated_agreement_is_not_to_be_renewed_but_to_be_replaced(admin_client):
    agreement = make_agreement(signed="2016-10-01", terminated_on="2091-05-01")

    page = admin_client.get(f"/admin/partnerships/agreement/{agreement.pk}/change/").text

    (first,) = re.findall(r'class="record-primary" href="[^"]*">([^<]*)<', page)
    assert (first, f"renew/?ids={agreement.pk}" in page) == ("Replace by a new one", False)


def test_one_that_is_superseded_is_neither_to_be_renewed_nor_reviewed_nor_replaced_again(admin_client):
    agreement = make_agreement(signed="2016-10-01")
    make_agreement(agreement.institution, signed="2021-10-01", supersedes=agreement)

    page = admin_client.get(f"/admin/partnerships/agreement/{agreement.pk}/change/").text

    offered = re.findall(r'class="record-(?:primary|second)"[^>]*>(?:<a href="[^"]*">)?([^<]*)<', page)
    assert set(offered) == {"Terminate"}


def test_a_termination_is_not_recorded_twice(admin_client):
    agreement = make_agreement(terminated_on=date(2020, 1, 1), termination_reason="first")

    answer = admin_client.get(f"/admin/partnerships/agreement/{agreement.pk}/terminate/", follow=True)

    assert said(answer) == ["It was terminated on 2020-01-01 already; correct that on its own page."]
