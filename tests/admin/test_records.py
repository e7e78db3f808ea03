"""The records in the office's admin."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.utils import timezone

from partnerships.admin.forms import AgreementForm, PartialDateField
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, AgreementType, ImportRun, Institution
from tests.conftest import SOURCE_TABLE
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"


@pytest.fixture(scope="class")
def imported(register_of_class):
    """Register the first real list, once for its tests."""
    with register_of_class():
        call_command("import_agreements", str(SOURCE_TABLE), verbosity=0)
        yield


def listed(response):
    return response.context["cl"].result_count


class TestFirstList:
    """What the office finds in the first real list."""

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ("q=istanbul", 5),
            ("q=İSTANBUL", 5),
            ("q=Yildiz", 2),
            ("q=bogazici", 2),
            ("q=metu.edu.tr", 2),
            ("q=kalmgu", 1),
            ("q=Gazi+Üniversitesi", 4),
            ("status=end-not-recorded", 121),
            ("status=in-force", 0),
            ("country=TR", 37),
            ("year=2008", 2),
            ("year=unknown", 6),
            ("year=x", 121),
            ("ends=unknown", 121),
            ("ends=passed", 0),
            ("ends=nonsense", 121),
            ("missing=end", 121),
            ("missing=signed", 6),
            ("missing=date", 6),
            ("missing=website", 5),
            ("missing=scan", 121),
            ("missing=responsible", 121),
            ("missing=unit", 121),
            ("missing=nonsense", 121),
            ("mine=nobody", 121),
            ("mine=1", 0),
            ("mine=id-999", 121),
            ("unit=unknown", 121),
            ("unit=Law", 121),
            ("import=0", 121),
            ("import=x", 121),
        ],
    )
    def test_agreements_are_found(self, admin_user, rf, imported, query, count):
        request = rf.get(f"{LIST}?{query}")
        request.user = admin_user

        assert admin.site.get_model_admin(Agreement).get_changelist_instance(request).result_count == count


def test_list_asks_the_same_number_of_queries(admin_client, django_assert_num_queries):
    def queries(count):
        for number in range(count):
            make_agreement(make_institution(f"University {number}"), signed="2020", number=number)
        admin_client.get(LIST)  # the years and the countries are counted again only after a change
        with django_assert_num_queries(17):
            admin_client.get(LIST)
        with django_assert_num_queries(22):
            admin_client.get(f"{LIST}?country=BG&status=end-not-recorded&missing=scan&group=country")

    queries(1)
    queries(3)


def test_agreements_are_found_by_unit_colleague_scan_and_import(admin_client, django_user_model):
    anna = django_user_model.objects.create_user("anna", first_name="Anna", last_name="Adams")
    AgreementResource().import_file(b"University,Country\nOpole,Poland\n", "list.csv")
    one = make_agreement(make_institution("Varna"), unit="Law", responsible=anna)
    one.documents.create(file="signed.pdf", sha256="0", size=8)
    imported = Agreement.objects.exclude(pk=one.pk).get()

    found = {
        query: [each.pk for each in admin_client.get(f"{LIST}?{query}").context["cl"].result_list]
        for query in ("unit=Law", f"mine=id-{anna.pk}", "missing=scan", f"import={ImportRun.objects.get().pk}")
    }

    assert list(found.values()) == [[one.pk], [one.pk], [imported.pk], [imported.pk]]
    assert "Anna Adams" in admin_client.get(LIST).text


@pytest.mark.parametrize(("days", "is_found"), [(90, True), (91, False), (-1, False)])
def test_agreements_are_found_that_end_within_some_days(admin_client, days, is_found):
    make_agreement(ends=(timezone.localdate() + timedelta(days=days)).isoformat())

    assert listed(admin_client.get(f"{LIST}?ends=in-90")) == is_found


def test_former_names_of_filters_lead_to_the_present_ones(admin_client):
    answer = admin_client.get(f"{LIST}?country=TR&date_missing=yes")

    assert (answer.status_code, answer.headers["Location"]) == (302, "?country=TR&missing=date")


@pytest.mark.parametrize(
    ("text", "iso"),
    [("30.06.2003", "2003-06-30"), ("10.2020", "2020-10"), ("Oktyabr 2020", "2020-10"), ("2008", "2008")],
)
def test_date_box_takes_what_is_known_and_reads_itself_back(text, iso):
    field = PartialDateField()

    read = field.clean(text)

    assert (read.isoformat(), field.clean(field.prepare_value(read))) == (iso, read)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.02.2020", "“31.02.2020” is no date; write it as 30.06.2003, 10.2020 or 2008."),
        *[
            (
                text,
                f"“{text}” has a zero for the day, the month or the year; write only what is known: 30.06.2003, 10.2020"
                " or 2008.",
            )
            for text in ("1/0/1900", "30/00/2020", "00.05.2020", "2020-00")
        ],
        ("soon", "“soon” is no date; write it as 30.06.2003, 10.2020 or 2008."),
        (
            "04/05/2020",
            "“04/05/2020” can be 4 May 2020 or 5 April 2020; write 04.05.2020 or 05.04.2020.",
        ),
    ],
)
def test_date_box_answers_in_a_sentence(text, sentence):
    form = AgreementForm({"signed": text})

    assert form.errors["signed"] == [sentence]


def data(**fields):
    return {"institution": make_institution().pk, "validity": "not-recorded", "renewal": "none", **fields}


def test_a_typed_end_makes_the_validity_fixed():
    form = AgreementForm(data(signed="2020", ends="2025"))

    assert form.errors == {}
    saved = form.save()
    assert (saved.validity, str(saved.ends_on), str(saved.signed_on)) == ("fixed", "2025-12-31", "2020-01-01")


@pytest.mark.parametrize(
    ("fields", "box", "sentence"),
    [
        (
            {"validity": "fixed"},
            "ends",
            "An agreement “until its end date” needs that date; one of another validity has none.",
        ),
        ({"starts": "2026", "ends": "2025"}, "ends", "The end lies before the start."),
        (
            {"renewal_months": "12"},
            "renewal_months",
            "A length of renewal needs a renewal on request or an automatic one.",
        ),
        ({"termination_reason": "closed"}, "terminated_on", "A reason of the termination needs its day."),
    ],
)
def test_form_says_the_sentence_of_the_rule_at_its_box(fields, box, sentence):
    assert AgreementForm(data(**fields)).errors == {box: [sentence]}


def test_without_a_script_a_button_proposes_the_usual_term_and_saves_nothing():
    kind = AgreementType.objects.create(name="MoU", usual_term_months=60)

    form = AgreementForm(data(agreement_type=kind.pk, _propose_term="1"))

    assert form.non_field_errors() == ["The usual term of the type is proposed below. Nothing is saved yet."]
    assert form["term_months"].value() == 60


@pytest.mark.parametrize("months", [None, 0])
def test_a_type_without_a_usual_term_proposes_none(months):
    kind = AgreementType.objects.create(name="MoU", usual_term_months=months)

    form = AgreementForm(data(agreement_type=kind.pk, _propose_term="1"))

    assert form.non_field_errors() == ["No usual term is recorded for this type. Nothing is saved yet."]


def test_the_steps_of_reminders_are_set_per_type(admin_client):
    kind = AgreementType.objects.create(name="MoU")

    admin_client.post(
        f"/admin/partnerships/agreementtype/{kind.pk}/change/",
        {
            "name": "MoU",
            "order": 1,
            "reminder_steps": "[60, 14]",
            "slug": "mou",
            "other_names-TOTAL_FORMS": 0,
            "other_names-INITIAL_FORMS": 0,
        },
    )

    kind.refresh_from_db()
    assert kind.reminder_steps == [60, 14]


def test_a_doubled_institution_is_answered_on_the_form(admin_client):
    make_institution("İstanbul University", "TR")

    response = admin_client.post(
        "/admin/partnerships/institution/add/",
        {
            "name": "ISTANBUL UNIVERSITY",
            "country": "TR",
            "other_names-TOTAL_FORMS": 0,
            "other_names-INITIAL_FORMS": 0,
            "agreements-TOTAL_FORMS": 0,
            "agreements-INITIAL_FORMS": 0,
        },
    )

    assert response.context["adminform"].form.errors["name"] == [
        "An institution of that name is registered in that country."
    ]
    assert Institution.objects.count() == 1


def test_institution_is_chosen_by_typing_any_spelling(admin_client):
    make_institution("Boğaziçi University", "TR")
    address = "/admin/autocomplete/?app_label=partnerships&model_name=agreement&field_name=institution&term=bogazici"

    found = [entry["text"] for entry in admin_client.get(address).json()["results"]]

    assert found == ["Boğaziçi University"]


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        ("institution", "BOGAZICI", ["Boğaziçi University"]),
        ("institution", "босфор", ["Boğaziçi University"]),
        ("institution", "?!", []),
        ("agreementtype", "PROTOKOL", ["Protocol"]),
        ("agreementtype", "əməkdaşlıq", ["Cooperation agreement"]),
        ("agreementtype", "?!", []),
    ],
)
def test_institutions_and_types_are_found_in_any_spelling(admin_client, path, query, found):
    institution = make_institution("Boğaziçi University", "TR")
    institution.other_names.create(name="Босфорский университет")
    for name, other in (("Protocol", "Protokol"), ("Cooperation agreement", "Əməkdaşlıq haqqında saziş")):
        AgreementType.objects.create(name=name).other_names.create(name=other)

    response = admin_client.get(f"/admin/partnerships/{path}/", {"q": query})

    assert [record.name for record in response.context["cl"].result_list] == found


def test_reminder_steps_of_a_type_are_typed_on_its_page(admin_client):
    kind = AgreementType.objects.create(name="MoU")
    fields = {"name": "MoU", "order": 1, "slug": "mou", "other_names-TOTAL_FORMS": 0, "other_names-INITIAL_FORMS": 0}
    address = f"/admin/partnerships/agreementtype/{kind.pk}/change/"

    refused = admin_client.post(address, fields | {"reminder_steps": "[-1]"})
    admin_client.post(address, fields | {"reminder_steps": "[90, 0]"})

    assert refused.context["adminform"].form.errors["reminder_steps"] == [
        "Write the steps as whole numbers from 0 to 366, such as [180, 90, 30, 0]."
    ]
    kind.refresh_from_db()
    assert kind.reminder_steps == [90, 0]


@pytest.mark.parametrize(("text", "day"), [("04.05.2020", "2020-05-04"), ("2020-05-04", "2020-05-04")])
def test_a_day_is_typed_with_the_day_first(text, day):
    form = AgreementForm(data(terminated_on=text))

    assert form.errors == {}
    assert str(form.cleaned_data["terminated_on"]) == day


def test_a_day_that_can_be_two_is_not_taken():
    assert AgreementForm(data(terminated_on="04/05/2020")).errors == {"terminated_on": ["Enter a valid date."]}


def test_moments_are_written_with_the_day_first(admin_client):
    agreement = make_agreement()
    agreement.history.update(history_date="2031-03-30T20:00:00Z")

    assert "31 March 2031, 00:00" in admin_client.get(f"{LIST}{agreement.pk}/history/").text


def test_deleting_an_institution_with_agreements_is_refused(admin_client):
    institution = make_agreement().institution

    response = admin_client.post(f"/admin/partnerships/institution/{institution.pk}/delete/", {"post": "yes"})

    assert "would require deleting the following protected related objects" in response.text
    assert Institution.objects.count() == 1


def test_history_shows_differences(admin_client):
    agreement = make_agreement(title="MoU")
    agreement.title = "Protocol"
    agreement.save()

    text = admin_client.get(f"{LIST}{agreement.pk}/history/").text

    assert "<strong>Title:</strong> <del>MoU</del> → <ins>Protocol</ins>" in " ".join(text.split())


@pytest.fixture
def viewer(client):
    user = get_user_model().objects.create_user("viewer", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_agreement"))
    client.force_login(user)
    return client


def test_a_viewer_gets_neither_button_nor_page(viewer, admin_client):
    addresses = ["/admin/import/", f"{LIST}export/"]

    assert [viewer.get(address).status_code for address in addresses] == [403, 403]
    assert [address in viewer.get(LIST).text for address in addresses] == [False, False]
    assert [admin_client.get(address).status_code for address in addresses] == [200, 200]
    assert [address in admin_client.get(LIST).text for address in addresses] == [True, True]


def test_a_viewer_reads_dates_as_far_as_they_are_known(viewer):
    agreement = make_agreement(signed="2020-10")

    fields = [
        (line.field["label"], line.contents())
        for fieldset in viewer.get(f"{LIST}{agreement.pk}/change/").context["adminform"]
        for box in fieldset
        for line in box
        if line.field["name"] in ("signed", "starts", "ends")
    ]

    assert fields == [
        ("signed", "October 2020"),
        ("start", "–"),
        ("end", '<span class="quiet">not recorded</span>'),
    ]


def test_open_ended_differs_from_not_recorded_on_the_page_of_the_institution(admin_client):
    agreement = make_agreement(ends=None)
    make_agreement(agreement.institution, validity="open-ended")

    text = " ".join(
        admin_client.get(f"/admin/partnerships/institution/{agreement.institution.pk}/change/").text.split()
    )

    assert '<td class="field-ends_as_known"> <p><span class="quiet">not recorded</span></p> </td>' in text
    assert '<td class="field-ends_as_known"> <p>open-ended</p> </td>' in text
