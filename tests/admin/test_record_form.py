"""The page of a record: how it stands, its sections, what is wrong in its form, and how a date is read."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.html import escape

from partnerships.models import Agreement, Document
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
READ = f"{LIST}read-date/"


def page_of(client, agreement):
    """Return the page of an `agreement` in the office as the answer of a `client`."""
    return client.get(f"{LIST}{agreement.pk}/change/")


def values_of(answer, **changes):
    """Return what the browser sends of the form of a page, with some `changes`."""
    form = answer.context["adminform"].form
    sent = {box.html_name: box.value() for box in form}
    for inline in answer.context["inline_admin_formsets"]:
        sent |= {box.html_name: box.value() for box in inline.formset.management_form}
    sent["kinds"] = []
    return {name: value for name, value in (sent | changes).items() if value is not None}


@pytest.fixture
def ending():
    """Return an agreement that ends in 19 days, and should have been decided about."""
    ends = timezone.localdate() + timedelta(days=19)
    return make_agreement(
        make_institution("Yıldız Technical University"), signed="2018-04-20", ends=ends.isoformat(), notice_months=1
    )


def test_the_head_says_how_an_agreement_stands(admin_client, ending):
    standing = page_of(admin_client, ending).context["standing"]

    assert standing.institution == "Yıldız Technical University"
    assert standing.what == f"No {ending.register_number}, MoU, signed 20 April 2018"
    assert (standing.status, standing.days, standing.urgency) == ("ending", "19 days left", "overdue")
    assert standing.ends == f"end: {ending.ends}"
    assert standing.decide_by == f"to be decided by {PartialDate.of(ending.decide_by)}"


@pytest.mark.parametrize(("days", "urgency"), [(60, "soon"), (61, "later")])
def test_a_decision_is_urgent_within_sixty_days(admin_client, days, urgency):
    ends = (timezone.localdate() + timedelta(days=days)).isoformat()

    assert page_of(admin_client, make_agreement(ends=ends)).context["standing"].urgency == urgency


@pytest.mark.parametrize("fields", [{"ends": "2015"}, {"ends": "2199", "terminated_on": "2020-01-01"}, {"ends": None}])
def test_nothing_is_to_be_decided_about_what_is_over_or_has_no_end(admin_client, fields):
    assert page_of(admin_client, make_agreement(**fields)).context["standing"].decide_by == ""


def test_the_head_leads_to_what_it_supersedes_and_is_superseded_by(admin_client, ending):
    later = make_agreement(ending.institution, supersedes=ending)

    before, after = page_of(admin_client, ending), page_of(admin_client, later)

    assert f'superseded by: <a href="{LIST}{later.pk}/change/">' in before.text
    assert f'supersedes: <a href="{LIST}{ending.pk}/change/">' in after.text
    assert before.context["standing"].decide_by == ""


def test_an_agreement_does_not_supersede_what_supersedes_it(admin_client, ending):
    between = make_agreement(ending.institution, supersedes=ending)
    latest = make_agreement(ending.institution, supersedes=between)

    for later in (between, latest):
        form = values_of(page_of(admin_client, ending), supersedes=later.pk)
        answer = admin_client.post(f"{LIST}{ending.pk}/change/", form)
        assert answer.context["adminform"].form.errors["supersedes"] == [
            "This agreement is superseded by that one already."
        ]
    form = values_of(page_of(admin_client, latest), supersedes=ending.pk)
    assert admin_client.post(f"{LIST}{latest.pk}/change/", form).status_code == 302


def test_a_circle_that_came_otherwise_keeps_no_form_from_being_checked(admin_client, ending):
    one = make_agreement(ending.institution)
    other = make_agreement(ending.institution, supersedes=one)
    Agreement.objects.filter(pk=one.pk).update(supersedes=other)

    form = values_of(page_of(admin_client, ending), supersedes=one.pk)

    assert admin_client.post(f"{LIST}{ending.pk}/change/", form).status_code == 302


def test_the_head_says_what_is_kept_while_the_form_has_something_else(admin_client, ending):
    values = values_of(page_of(admin_client, ending), ends="2199", signed="nonsense")

    answer = admin_client.post(f"{LIST}{ending.pk}/change/", values)

    assert answer.context["standing"].ends == f"end: {ending.ends}"


def test_each_section_is_led_to(admin_client, ending):
    Document.objects.create(agreement=ending, name="signed.pdf", sha256="0" * 64, size=1)

    text = page_of(admin_client, ending).text

    links = [
        part.partition('"')[0] for part in text.partition("record-sections")[2].partition("</nav>")[0].split("#")[1:]
    ]
    assert "documents-heading" in links
    assert [text.count(f'id="{anchor}"') for anchor in links] == [1] * len(links)
    assert 'Documents <span class="quiet">1</span>' in text


def test_what_is_empty_is_folded_and_what_is_filled_stands_open(admin_client, ending):
    folded = page_of(admin_client, ending).text
    Agreement.objects.filter(pk=ending.pk).update(snoozed_until="2199-01-01", snooze_reason="they asked for time")
    opened = page_of(admin_client, ending).text

    # Next review, rest, and where it came from stay folded.
    assert [text.count("<details><summary>\n  <h2") for text in (folded, opened)] == [4, 3]


def test_what_is_wrong_is_said_on_top_with_links_to_the_boxes_and_the_typed_text_is_kept(admin_client, ending):
    values = values_of(page_of(admin_client, ending), ends="30.02.2027", renewal_months="5", scope="mobility")

    answer = admin_client.post(f"{LIST}{ending.pk}/change/", values)

    summary = answer.text.partition('class="mistakes"')[2].partition("</div>")[0]
    assert "Not saved: 2 things are not right" in summary
    assert '<a href="#id_ends">End: “30.02.2027” is no date; write it as 30.06.2003, 10.2020 or 2008.</a>' in summary
    assert '<a href="#id_renewal_months">Length of a renewal in months: A length of renewal needs' in summary
    assert ('value="30.02.2027"' in answer.text, "mobility</textarea>" in answer.text) == (True, True)
    assert "data-unsaved>" in answer.text


def test_what_is_wrong_in_a_contact_is_said_on_top_too(admin_client, ending):
    values = values_of(page_of(admin_client, ending))
    values |= {"contacts-TOTAL_FORMS": 1, "contacts-0-name": "", "contacts-0-email": "nobody"}

    answer = admin_client.post(f"{LIST}{ending.pk}/change/", values)

    assert '<a href="#id_contacts-0-email">E-mail: Enter a valid email address.</a>' in answer.text


def test_who_may_only_look_gets_the_values_without_boxes_and_buttons(client, ending):
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)

    text = page_of(client, ending).text

    form = text.partition('class="record-form"')[2].partition("</form>")[0]
    assert "20 April 2018" in form
    assert [piece in form for piece in ('type="submit"', 'name="change_reason"', 'name="signed"')] == [False] * 3


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("30.06.2003", "30 June 2003, to the day", "30 June 2003"),
        ("Oktyabr, 2020", "October 2020", "October 2020"),
        ("2008", "2008", "2008"),
        ("", "", ""),
        ("30.02.2027", "“30.02.2027” is no date; write it as 30.06.2003, 10.2020 or 2008.", None),
        ("04/05/2020", "“04/05/2020” can be 4 May 2020 or 5 April 2020; write 04.05.2020 or 05.04.2020.", None),
    ],
)
def test_a_date_is_read_as_the_form_reads_it(admin_client, text, said, day):
    assert admin_client.get(READ, {"text": text}).json() == {
        "said": said,
        "is_date": day is not None,
        "date": day or "",
    }


def test_a_date_is_read_for_those_who_may_type_one(client):
    client.force_login(get_user_model().objects.create_user("nobody", is_staff=True))

    assert client.get(READ, {"text": "2008"}).status_code == 403


def test_the_boxes_for_dates_know_where_to_ask(admin_client, ending):
    assert page_of(admin_client, ending).text.count(f'data-read-date="{READ}"') == 3


def test_the_page_of_a_renewal_says_how_the_agreement_stands_and_reads_the_new_end(admin_client, ending):
    answer = admin_client.get(f"{LIST}renew/?ids={ending.pk}")

    assert "<h1>Renew the agreement with Yıldız Technical University</h1>" in answer.text
    assert "19 days left" in answer.text
    assert answer.text.count(f'data-read-date="{READ}"') == 1
    assert "partnerships/date-boxes" in str(answer.context["media"])


def test_text_areas_start_with_two_lines(admin_client, ending):
    text = page_of(admin_client, ending).text

    assert (text.count("<textarea"), text.count('rows="2"')) == (3, 3)


def test_the_institution_has_the_same_page(admin_client, ending):
    institution = ending.institution
    address = f"/admin/partnerships/institution/{institution.pk}/change/"

    answer = admin_client.post(address, values_of(admin_client.get(address), name="", logo=""))

    assert '<a href="#id_name">Name: This field is required.</a>' in answer.text
    assert escape(institution.name) in answer.text.partition("<h1>")[2].partition("</h1>")[0]
