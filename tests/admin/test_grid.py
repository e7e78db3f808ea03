"""The table that fills gaps: what it shows, reads, refuses and saves, and one step that takes it back."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Agreement, AgreementType, AgreementTypeName, ChangeSet, CooperationKind
from partnerships.partial_dates import PartialDate
from partnerships.renewals.renewing import end_of_term
from tests.admin.pages import CHANGED_MEANWHILE
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
GRID = f"{LIST}grid/"


def said(response):
    return [str(message) for message in response.context["messages"]]


def cells(page):
    """Return what a page of the grid sends: {name: text}."""
    rows = page.context["rows"]
    return {f"version-{row.agreement.pk}": row.version for row in rows} | {
        cell.key: cell.text for row in rows for cell in row.cells
    }


def looked(client, **changes):
    """Open the grid, fill some cells, and return the page that follows."""
    return client.post(GRID, cells(client.get(GRID)) | changes)


@pytest.fixture(autouse=True)
def units(db):
    """Make the units that the tests write into cells."""
    for name in ("Law", "Energy", "Transport", "Faculty of Law"):
        make_unit(name)


def confirmed(client, page, **more):
    hidden = dict(page.context["hidden"]) | {"fingerprint": page.context["fingerprint"]}
    return client.post(GRID, hidden | {"confirm": "1"} | more, follow=True)


def test_a_grid_shows_each_value_in_a_labelled_box(admin_client, admin_user):
    make_agreement(
        number=29, signed="2020-10", ends="2030-05-01", unit="Law", responsible=admin_user, kinds="|student-exchange|"
    )

    page = admin_client.get(GRID)

    assert [cell.text for cell in page.context["rows"][0].cells] == [
        *("10.2020", "fixed", "01.05.2030", "", "", "", "Law", str(admin_user.pk)),
        *("Student exchange", "MoU", "yes"),
    ]
    key = f"ends-{Agreement.objects.get().pk}"
    label = re.search(rf'<label for="{key}">(.*?)</label>', page.text)[1]
    assert re.sub("<[^>]*>", "", label) == "Ends, No 29"
    assert f'id="{key}" name="{key}" value="01.05.2030" data-was="01.05.2030"' in page.text


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("ends", "30.06.2033", {"ends_on": date(2033, 6, 30), "ends_precision": "day", "validity": "fixed"}),
        ("ends", "10.2033", {"ends_on": date(2033, 10, 31), "ends_precision": "month", "validity": "fixed"}),
        ("ends", "2033", {"ends_on": date(2033, 12, 31), "ends_precision": "year", "validity": "fixed"}),
        ("validity", "open-ended", {"validity": "open-ended"}),
        ("term_months", "60", {"term_months": 60}),
        ("notice_months", " 6 ", {"notice_months": 6}),
        ("review_on", "1 May 2033", {"review_on": date(2033, 5, 1)}),
        ("unit", "Faculty of  Law", {"unit__name": "Faculty of Law"}),
        ("kinds", "double degree; Student exchange", {"kinds": "|double-degree|student-exchange|"}),
        ("agreement_type", "memo", {"agreement_type__name": "MoU"}),
        ("agreement_type", "", {"agreement_type": None}),
        ("signed", "2008", {"signed_on": date(2008, 1, 1), "signed_precision": "year"}),
        ("is_public", "NO", {"is_public": False}),
    ],
)
def test_a_cell_is_looked_at_and_then_saved(admin_client, admin_user, column, text, expected):
    kind = AgreementType.objects.create(name="MoU")
    AgreementTypeName.objects.create(agreement_type=kind, name="Memo")
    agreement = make_agreement(title="Cooperation agreement")

    page = looked(admin_client, **{f"{column}-{agreement.pk}": text})
    assert Agreement.history.count() == 1
    response = confirmed(admin_client, page, change_reason="from the binder")

    assert Agreement.objects.filter(pk=agreement.pk, **expected).exists()
    assert response.redirect_chain == [(f"{GRID}?", 302)]
    line = agreement.history.first()
    assert (line.history_user, line.history_change_reason) == (admin_user, "from the binder")


def test_a_rest_is_changed_where_one_of_the_agreements_rests(admin_client):
    assert "rests_from" not in [column.name for column in admin_client.get(GRID).context["columns"]]
    agreement = make_agreement(rests_from=date(2022, 3, 1), rest_reason="war")
    shown = [column.name for column in admin_client.get(GRID).context["columns"]]
    assert shown[-3:] == ["rests_from", "rests_until", "rest_reason"]

    wrong = looked(admin_client, **{f"rests_until-{agreement.pk}": "01.02.2022"})
    confirmed(admin_client, looked(admin_client, **{f"rests_until-{agreement.pk}": "31.12.2026"}))

    assert [cell.error for _row, cell in wrong.context["errors"]] == ["The rest ends before it begins."]
    agreement.refresh_from_db()
    assert agreement.rests_until == date(2026, 12, 31)


def test_who_is_responsible_is_chosen_or_pasted_by_name(admin_client, django_user_model):
    anna = django_user_model.objects.create_user("anna", first_name="Anna", last_name="Əliyeva", is_staff=True)
    agreement = make_agreement()

    confirmed(admin_client, looked(admin_client, **{f"responsible-{agreement.pk}": "anna eliyeva"}))

    assert Agreement.objects.get().responsible == anna


def test_the_preview_names_each_change_before_and_after(admin_client):
    agreement = make_agreement(number=7, unit="Law")

    page = looked(admin_client, **{f"ends-{agreement.pk}": "2033", f"unit-{agreement.pk}": "Energy"})

    changes = [(change.column.label, *change.in_words[1:]) for change in page.context["made"]]
    assert changes == [
        ("Ends", "–", "2033"),
        ("Unit", "Law", "Energy"),
        ("Validity", "not recorded", "until its end date"),
    ]
    assert "<p>Unit: <del>Law</del> → <ins>Energy</ins></p>" in page.text


@pytest.mark.parametrize(
    ("column", "text", "sentence"),
    [
        ("ends", "30.02.2027", "“30.02.2027” is no date; write it as 30.06.2003, 10.2020 or 2008."),
        ("term_months", "five years", "Enter a whole number."),
        ("review_on", "2033", "“2033” is no day; write it as 30.06.2003."),
        ("notice_months", "61", "A notice period has at most 60 months."),
        ("validity", "fixed", "An agreement “until its end date” needs that date; one of another validity has none."),
        ("validity", "soon", "“soon” is none of these: until its end date, open-ended, not recorded."),
        ("agreement_type", "Memo", "“Memo” is no agreement type of the register."),
        ("kinds", "skating", "“skating” is no kind of cooperation of the register."),
        ("responsible", "nobody", "“nobody” is none of these: admin."),
    ],
)
def test_a_cell_that_cannot_be_read_is_red_with_the_sentence_and_nothing_is_saved(admin_client, column, text, sentence):
    agreement, other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))

    page = looked(admin_client, **{f"{column}-{agreement.pk}": text, f"unit-{other.pk}": "Law"})

    [(row, cell)] = page.context["errors"]
    assert (row.agreement, cell.column.name, cell.text, cell.error) == (agreement, column, text, sentence)
    assert cells(page)[f"unit-{other.pk}"] == "Law"
    assert Agreement.history.count() == 2


def test_an_unreadable_cell_that_is_sent_as_confirmed_saves_nothing(admin_client):
    agreement, other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))
    page = looked(admin_client, **{f"unit-{other.pk}": "Law"})

    page = confirmed(admin_client, page, **{f"ends-{agreement.pk}": "30.02.2027"})

    assert [cell.text for _row, cell in page.context["errors"]] == ["30.02.2027"]
    assert (Agreement.history.count(), ChangeSet.objects.count()) == (2, 0)


def test_what_somebody_set_meanwhile_stays_unless_mine_is_right(admin_client):
    agreement = make_agreement(unit="Law")
    sent = cells(admin_client.get(GRID)) | {f"unit-{agreement.pk}": "Energy", f"notice_months-{agreement.pk}": "6"}
    agreement.unit = make_unit("Transport")
    agreement.save()

    page = admin_client.post(GRID, sent)
    assert [(change.in_words, change.is_taken) for change in page.context["plan"].conflicts] == [
        (("Law", "Transport", "Energy"), False)
    ]
    confirmed(admin_client, page)
    assert Agreement.objects.filter(unit__name="Transport", notice_months=6).exists()

    page = admin_client.post(GRID, sent)
    confirmed(admin_client, page, **{f"mine-unit-{agreement.pk}": "on"})
    assert Agreement.objects.filter(unit__name="Energy", notice_months=6).exists()


def test_what_another_has_set_in_other_cells_stays(admin_client):
    agreement = make_agreement(unit="Law")
    sent = cells(admin_client.get(GRID)) | {f"notice_months-{agreement.pk}": "6"}
    agreement.unit = make_unit("Transport")
    agreement.save()

    page = admin_client.post(GRID, sent)
    confirmed(admin_client, page)

    assert page.context["plan"].conflicts == []
    assert Agreement.objects.filter(unit__name="Transport", notice_months=6).exists()


def test_what_changes_between_the_look_and_the_confirmation_is_shown_first(admin_client):
    agreement = make_agreement()
    page = looked(admin_client, **{f"unit-{agreement.pk}": "Energy"})
    agreement.unit = make_unit("Transport")
    agreement.save()

    again = confirmed(admin_client, page)

    assert said(again) == [CHANGED_MEANWHILE]
    assert [change.in_words for change in again.context["plan"].conflicts] == [("–", "Transport", "Energy")]
    assert Agreement.objects.get().unit.name == "Transport"


def test_one_leads_back_to_the_table_with_what_was_filled_in(admin_client):
    agreement = make_agreement()
    page = looked(admin_client, **{f"unit-{agreement.pk}": "Energy"})

    page = admin_client.post(GRID, dict(page.context["hidden"]) | {"back": "1"})

    assert [cell.key for cell in page.context["rows"][0].cells if cell.is_changed] == [f"unit-{agreement.pk}"]
    assert ChangeSet.objects.count() == 0


def test_a_grid_without_changes_says_so(admin_client):
    make_agreement(ends="2030", kinds="|student-exchange|", unit="Law  and order")

    assert said(looked(admin_client)) == ["Nothing has been changed."]


def test_the_end_that_a_term_makes_is_proposed_and_taken(admin_client):
    term, open_ended = {"term_months": 60}, {"validity": "open-ended", "term_months": 60}
    one = make_agreement(signed="2020-04-24", **term)
    other = make_agreement(make_institution("Ankara", "TR"), signed="2020-10", **term)
    without = make_agreement(make_institution("Opole", "PL"), signed=None, **term)
    kept = make_agreement(make_institution("Varna"), signed="2020", **open_ended)

    page = admin_client.get(GRID)
    proposals = {row.agreement.pk: row.proposal for row in page.context["rows"]}
    assert proposals == {one.pk: "23.04.2025", other.pk: "10.2025", without.pk: "", kept.pk: ""}
    assert {cell.text for row in page.context["rows"] for cell in row.cells if cell.column.name == "ends"} == {""}
    taken = cells(looked(admin_client, take=str(one.pk)))
    all_taken = cells(looked(admin_client, take="all"))

    keys = [f"ends-{agreement.pk}" for agreement in (one, other, without, kept)]
    assert [taken[key] for key in keys] == ["23.04.2025", "", "", ""]
    assert [all_taken[key] for key in keys] == ["23.04.2025", "10.2025", "", ""]
    assert Agreement.history.count() == 4


@pytest.mark.parametrize(
    ("dated", "months", "end"),
    [
        ("2024-03-15", 60, "2029-03-14"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-10", 6, "2021-04"),
        ("2008", 24, "2010"),
        ("2008", 18, None),
        ("2008", 12_000, None),
        ("2008", None, None),
    ],
)
def test_a_term_makes_an_end_that_is_known_as_far_as_its_start(dated, months, end):
    assert end_of_term(PartialDate.fromisoformat(dated), months) == (end and PartialDate.fromisoformat(end))


def saved_change(client):
    """Fill the units of two agreements; return both, and the ChangeSet."""
    one, other = make_agreement(unit="Law"), make_agreement(make_institution("Ankara", "TR"))
    page = looked(client, **{f"unit-{one.pk}": "Energy", f"ends-{other.pk}": "2033"})
    response = confirmed(client, page, change_reason="binder")
    change_set = ChangeSet.objects.get()
    assert said(response) == [
        f'3 changes were saved in 2 agreements. <a href="{LIST}changes/{change_set.pk}/">Look at it or take it back</a>'
    ]
    return one, other, change_set


def taken_back(client, change_set):
    address = f"{LIST}changes/{change_set.pk}/"
    return client.post(address, {"fingerprint": client.get(address).context["fingerprint"]}, follow=True)


def test_all_changes_are_taken_back_in_one_step(admin_client, admin_user):
    one, other, change_set = saved_change(admin_client)
    assert change_set.changes == {
        str(one.pk): {"unit_id": [make_unit("Law").pk, make_unit("Energy").pk]},
        str(other.pk): {
            "ends_on": [None, "2033-12-31"],
            "ends_precision": ["", "year"],
            "validity": ["not-recorded", "fixed"],
        },
    }
    assert "binder" in admin_client.get(f"{LIST}changes/").text

    response = taken_back(admin_client, change_set)

    assert said(response) == ["The change was taken back; agreements: 2."]
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.unit.name, other.ends, other.validity) == ("Law", None, "not-recorded")
    assert other.history.first().history_change_reason == f"change of {change_set} taken back"
    change_set.refresh_from_db()
    assert change_set.undone_by == admin_user
    again = admin_client.post(f"{LIST}changes/{change_set.pk}/", {"fingerprint": ""})
    assert (again.status_code, again.context["button"], Agreement.history.count()) == (200, "", 6)


def test_what_was_edited_since_stays_and_is_named(admin_client):
    _one, other, change_set = saved_change(admin_client)
    other.refresh_from_db()
    other.ends = PartialDate(2034)
    other.save()

    page = admin_client.get(f"{LIST}changes/{change_set.pk}/")
    [sentence] = page.context["parts"][1].lines
    taken_back(admin_client, change_set)

    assert sentence.startswith(f"{other} – Somebody changed it on ")
    assert set(Agreement.objects.values_list("unit__name", "ends_on")) == {("Law", None), (None, date(2034, 12, 31))}


def test_what_was_deleted_since_is_named(admin_client):
    one, _other, change_set = saved_change(admin_client)
    one.delete()

    page = admin_client.get(f"{LIST}changes/{change_set.pk}/")

    assert page.context["parts"][1].lines == ["An agreement that is no more – It was deleted since."]


def test_a_type_that_is_no_more_does_not_come_back(admin_client):
    agreement = make_agreement(title="Old")
    AgreementType.objects.create(name="MoU")
    confirmed(admin_client, looked(admin_client, **{f"agreement_type-{agreement.pk}": "MoU"}))
    AgreementType.objects.get(name="Old").delete()

    page = admin_client.get(f"{LIST}changes/{ChangeSet.objects.get().pk}/")

    agreement.refresh_from_db()
    assert page.context["parts"][0].lines == [f"{agreement} – What it had before is no more."]
    assert page.context["button"] == ""


def test_the_grid_is_over_the_filtered_list(admin_client):
    make_agreement()
    ankara = make_agreement(make_institution("Ankara", "TR"))

    assert f'href="{GRID}?country=TR"' in admin_client.get(f"{LIST}?country=TR").text
    page = admin_client.get(f"{GRID}?country=TR")

    assert [row.agreement for row in page.context["rows"]] == [ankara]
    assert page.context["filters"] == ["Türkiye"]


def test_the_chosen_ones_are_filled_alone_and_all_of_the_list_by_its_filter(admin_client):
    one, _other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))
    chosen = {"action": "fill_chosen", "_selected_action": [one.pk]}

    few = admin_client.post(LIST, chosen, follow=True)
    many = admin_client.post(
        f"{LIST}?country=TR", {"action": "fill_chosen", "_selected_action": [_other.pk], "select_across": "1"}
    )

    assert [row.agreement for row in few.context["rows"]] == [one]
    assert many.url == f"{GRID}?country=TR"


def test_a_page_that_is_no_more_is_the_first_and_nonsense_is_left_out(admin_client):
    for number in range(51):
        make_agreement(make_institution(f"University {number}", "TR"))

    pages = [admin_client.get(f"{GRID}?{query}") for query in ("p=9&country=TR", "nonsense__exact=9")]

    assert [len(page.context["rows"]) for page in pages] == [50, 50]


def test_fifty_rows_are_a_page(admin_client):
    for number in range(51):
        make_agreement(make_institution(f"University {number}"))

    first, second = admin_client.get(GRID), admin_client.get(f"{GRID}?p=2")

    assert [len(page.context["rows"]) for page in (first, second)] == [50, 1]
    assert first.context["pages"] == [(1, "?p=1", True), (2, "?p=2", False)]


def test_a_grid_asks_as_many_queries_whatever_it_shows_and_few_more_than_the_list(admin_client, admin_user):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(address).status_code == 200
        return len(captured)

    make_agreement(responsible=admin_user, kinds="|student-exchange|")
    admin_client.get(GRID)
    with_one = queries(GRID)
    for name in ("Ankara", "Opole"):
        make_agreement(make_institution(name, "TR"), title=name, responsible=admin_user, term_months=12)

    admin_client.get(GRID)  # which brings copies up to date
    assert queries(GRID) == with_one
    assert with_one <= queries(LIST) + 12


@pytest.mark.parametrize("address", [GRID, f"{LIST}changes/", f"{LIST}changes/1/"])
def test_who_may_not_change_agreements_sees_no_grid(client, django_user_model, address):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)


def test_a_kind_in_any_of_its_wordings_is_read(admin_client):
    CooperationKind.objects.filter(slug="student-exchange").update(other_names="Obmen studentov")
    agreement = make_agreement()

    confirmed(admin_client, looked(admin_client, **{f"kinds-{agreement.pk}": "obmen studentov"}))

    assert Agreement.objects.get().kinds == "|student-exchange|"
