"""Warnings while somebody types, and after a record is saved; they refuse nothing."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from partnerships.models import Agreement, Institution, NotSame
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
INSTITUTION = "/admin/doubts/institution/"
AGREEMENT = "/admin/doubts/agreement/"


def form_of(client, address):
    """Return the values that a form and its inlines come with, as a browser sends them."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    boxes = {box.html_name: box.value() for form in forms for box in form}
    return {name: value for name, value in boxes.items() if value is not None and value is not False}


def said(response):
    return [str(message) for message in response.context["messages"]]


def link(record, label):
    address = reverse(f"admin:partnerships_{record._meta.model_name}_change", args=[record.pk])
    return f'<a href="{address}" target="_blank">{label}</a>'


def test_an_institution_like_another_is_named_with_a_link(admin_client):
    varna = make_institution()

    answer = admin_client.post(INSTITUTION, {"name": "Tehnical University of Varna", "country": "BG"})

    sentence = f"An institution like this one is registered: {link(varna, 'Technical University of Varna, Bulgaria')}."
    assert answer.text.strip() == f"<ul><li>{sentence}</li></ul>"
    assert not Institution.objects.filter(name__startswith="Tehnical").exists()


def test_a_name_cannot_smuggle_in_html(admin_client):
    make_institution("Institute <b>Bold</b> {x} of Varna")

    answer = admin_client.post(INSTITUTION, {"name": "Institute <b>Bolt</b> {x} of Varna", "country": "BG"})

    assert "Institute &lt;b&gt;Bold&lt;/b&gt; {x} of Varna" in answer.text


def test_nothing_is_said_where_nothing_is_doubtful_or_typed(admin_client):
    make_agreement()

    answers = [admin_client.post(INSTITUTION, {"name": "University of Ruse"}), admin_client.post(AGREEMENT, {})]
    answers += [admin_client.get(INSTITUTION), admin_client.get(AGREEMENT)]

    assert [(answer.status_code, answer.text.strip()) for answer in answers] == [(200, "")] * 4


def test_an_agreement_again_and_an_end_before_the_signing(admin_client):
    agreement = make_agreement(signed="2020-10", register_number=12)
    values = {
        "institution": agreement.institution_id,
        "agreement_type": agreement.agreement_type_id,
        "title": "MoU",
        "signed": "05.10.2020",
        "ends": "2019",
        "validity": "not-recorded",
        "renewal": "none",
    }

    answer = admin_client.post(AGREEMENT, values)

    assert "The end (2019) lies before the signing (5 October 2020)." in answer.text
    assert f"registered: {link(agreement, 'No 12, MoU, October 2020')}." in answer.text
    itself = admin_client.post(f"{AGREEMENT}?record={agreement.pk}", values)
    assert "registered" not in itself.text


@pytest.mark.parametrize("record", ["0", "x", "99999999999999999999"])
def test_an_unknown_record_is_not_found(admin_client, record):
    assert admin_client.post(f"{AGREEMENT}?record={record}").status_code == 404


def test_the_form_leads_to_what_is_doubtful_about_its_record(client, admin_client):
    agreement = make_agreement()
    page = f"/admin/partnerships/agreement/{agreement.pk}/change/"

    assert f'data-doubts="{AGREEMENT}?record={agreement.pk}"' in admin_client.get(page).text
    assert f'data-doubts="{AGREEMENT}"' in admin_client.get("/admin/partnerships/agreement/add/").text
    assert f'data-doubts="{INSTITUTION}"' in admin_client.get("/admin/partnerships/institution/add/").text
    viewer = get_user_model().objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    assert "data-doubts" not in client.get(page).text
    assert "data-doubts" not in admin_client.get("/admin/partnerships/agreementtype/add/").text


def test_what_is_doubtful_is_saved_all_the_same_and_said_afterwards(admin_client):
    make_institution()
    address = "/admin/partnerships/institution/add/"
    values = form_of(admin_client, address) | {"name": "Tehnical University of Varna", "country": "BG"}

    response = admin_client.post(address, values, follow=True)

    assert Institution.objects.count() == 2
    assert any("An institution like this one is registered" in each for each in said(response))


def test_only_a_change_to_what_is_doubtful_is_answered(admin_client):
    make_agreement(signed="2020")
    again = make_agreement(signed="2020-10")
    address = f"/admin/partnerships/agreement/{again.pk}/change/"
    values = form_of(admin_client, address)

    quiet = said(admin_client.post(address, values | {"notes": "Sent by post"}, follow=True))
    loud = said(admin_client.post(address, form_of(admin_client, address) | {"signed": "11.2020"}, follow=True))

    assert [any("The same agreement" in each for each in messages) for messages in (quiet, loud)] == [False, True]
    assert Agreement.objects.get(pk=again.pk).notes == "Sent by post"


def test_what_is_decided_is_said_no_more(admin_client):
    varna, other = make_institution(), make_institution("Varna Technical University")
    address = f"{INSTITUTION}?record={other.pk}"
    values = {"name": other.name, "country": "BG"}
    assert "like this one" in admin_client.post(address, values).text

    NotSame.objects.create(kind="institution", first=varna.pk, second=other.pk)

    assert admin_client.post(address, values).text.strip() == ""


def test_the_end_that_follows_from_the_term_is_offered_and_not_set(admin_client):
    agreement = make_agreement(signed="2018-04-20", term_months=60)
    offer = (
        '<span class="take-end">end = signing or start + 60 months <button type="button" data-take-end="19.04.2023"'
        ' data-reason="end = signing or start + 60 months">Take 19 April 2023</button></span>'
    )
    page = reverse("admin:partnerships_agreement_change", args=[agreement.pk])

    assert offer in admin_client.get(page).text
    values = form_of(admin_client, page)
    address = f"{AGREEMENT}?record={agreement.pk}"
    asked = [admin_client.post(address, values | changes) for changes in ({}, {"ends": "2030"}, {"term_months": ""})]

    assert [answer.text.strip() for answer in asked] == [offer, "", ""]
    admin_client.post(page, values | {"title": "Another"})
    agreement.refresh_from_db()
    assert (agreement.title, agreement.ends) == ("Another", None)


@pytest.mark.parametrize(("term", "end"), [("60", "19.04.2023"), ("", None)])
def test_without_a_script_a_button_fills_in_the_end_and_saves_nothing(admin_client, term, end):
    agreement = make_agreement(signed="2018-04-20", term_months=60)
    page = reverse("admin:partnerships_agreement_change", args=[agreement.pk])
    values = form_of(admin_client, page)

    form = admin_client.post(page, values | {"term_months": term, "_take_end": "1"}).context["adminform"].form

    agreement.refresh_from_db()
    assert (form["ends"].value(), agreement.ends) == (end, None)
    assert form.non_field_errors() == [
        "The end that follows is filled in below. Nothing is saved yet."
        if end
        else "Signing or start, and term, are not known far enough. Nothing is saved yet."
    ]
