"""The worklist as the first page of the office."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from partnerships.admin.standing import days_left_in_words
from partnerships.models import ImportRun, ReminderRun, SourceRow
from tests.factories import make_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_the_first_page_names_what_is_due_and_links_to_exactly_that(admin_client):
    ended = make_agreement(signed="2010", ends="2015")
    make_agreement(signed="2020", validity="open-ended")

    page = admin_client.get("/admin/")
    listed = admin_client.get("/admin/partnerships/agreement/?work=ended")

    assert '<a href="/admin/partnerships/agreement/?work=ended">Ended without a decision (1)</a>' in page.text
    assert list(listed.context["cl"].result_list) == [ended]
    assert [section["key"] for section in page.context["due"]] == ["ended"]
    assert "1 ended without a decision." in page.text
    assert len(page.context["not_due"]) == 13


def test_the_sentence_of_the_first_page_counts_the_reviews_that_are_due(admin_client):
    make_agreement(signed="2020", validity="open-ended", review_on=timezone.localdate())

    assert admin_client.get("/admin/").context["sentence"] == "1 to review."


def test_an_empty_register_has_a_first_page_too(admin_client):
    page = admin_client.get("/admin/")

    assert (page.context["due"], page.context["rows_due"], page.context["gaps"]) == ([], [], [])
    assert page.text.count("Nothing is due:") == 1
    assert "Nothing has to be decided today." in page.text
    assert page.text.count("No agreements yet.") == 1


def test_what_is_not_recorded_stands_beside_what_is_due(admin_client):
    make_agreement(signed=None, ends=None)

    page = admin_client.get("/admin/")

    missing = ["end", "review", "signed", "responsible", "unit", "scan", "website"]
    assert [(gap["key"], gap["count"]) for gap in page.context["gaps"]] == [(key, 1) for key in missing]
    assert page.context["due"] == []
    for gap in page.context["gaps"]:
        listed = admin_client.get(f"/admin/partnerships/agreement/?{gap['query']}")
        assert listed.context["cl"].result_count == 1


def test_the_tabs_count_whose_work_there_is(admin_client, admin_user):
    for responsible in (admin_user, None, None):
        make_agreement(ends="2015", responsible=responsible)
    make_agreement(signed=None, ends=None)  # a gap, which is due on no day

    for query, due in (("", 3), ("?mine=1", 1), ("?mine=nobody", 2), ("?mine=x", 3)):
        page = admin_client.get(f"/admin/{query}")
        assert [tab["count"] for tab in page.context["tabs"]] == [3, 1, 2]
        assert page.context["due"][0]["count"] == due
        assert admin_client.get(page.context["due"][0]["address"]).context["cl"].result_count == due


def test_the_first_page_says_what_the_last_import_changed(admin_client):
    ImportRun.objects.create(file_name="old.csv", counts={"new": 9})
    run = ImportRun.objects.create(file_name="list.csv", counts={"new": 0, "changed": 2})
    ImportRun.objects.create(file_name="undone.csv", counts={"new": 3}, undone_at=timezone.now())

    page = admin_client.get("/admin/")

    address = f"/admin/partnerships/sourcerow/?run__id__exact={run.pk}&outcome__exact=changed"
    assert page.context["last_import"]["counts"] == [{"label": "2 changed", "address": address}]
    assert admin_client.get(address).status_code == 200
    assert "list.csv" in page.text


def test_held_rows_are_named_with_the_button(admin_client):
    run = ImportRun.objects.create(file_name="list.csv")
    for number in range(5):
        SourceRow.objects.create(run=run, row=number, cells=["x"], cells_key="", values={}, outcome="held")

    page = admin_client.get("/admin/")

    assert [held["row"].row for held in page.context["rows_due"][0]["rows"]] == [0, 1, 2]
    assert page.text.count("/decide/") == 3
    assert '<a href="/admin/partnerships/sourcerow/?decision=waiting">2 more</a>' in page.text


def test_rows_that_need_a_look_are_named_with_the_way_to_them(admin_client):
    run = ImportRun.objects.create(file_name="list.csv")
    row = SourceRow.objects.create(
        run=run, row=7, cells=["x"], cells_key="", values={}, outcome="new", needs_look=True,
        remarks=[{"column": "country", "code": "", "level": "check", "message": "No country is called that."}],
    )  # fmt: skip

    text = " ".join(admin_client.get("/admin/").text.split())

    assert f'<a href="/admin/partnerships/sourcerow/{row.pk}/change/">list.csv, row 7</a>' in text
    assert "No country is called that." in text
    assert "/decide/" not in text


def test_long_ago_is_said_in_years():
    today = timezone.localdate()
    words = [
        days_left_in_words(make_agreement(ends=(today - timedelta(days=days)).isoformat())) for days in (730, 731, 4000)
    ]

    assert words == ["ended 730 days ago", "ended 2 years ago", "ended 10 years ago"]


def test_a_row_says_how_near_the_decision_and_who_is_responsible(admin_client, admin_user):
    today = timezone.localdate()
    make_agreement(ends=(today + timedelta(days=10)).isoformat(), responsible=admin_user)
    make_agreement(ends="2015")

    page = admin_client.get("/admin/")

    rows = [row for section in page.context["due"] for row in section["rows"]]
    assert [row["urgency"] for row in rows] == ["overdue", "soon"]
    assert [row["agreement"].responsible for row in rows] == [None, admin_user]


@pytest.mark.parametrize(("role", "count"), [("viewer", 0), ("editor", 3)])
def test_the_quick_actions_are_those_that_a_role_may_do(client, django_user_model, role, count):
    user = django_user_model.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    make_agreement(ends="2015")
    client.force_login(user)

    text = client.get("/admin/").text

    buttons = text.partition('class="office-buttons"')[2].partition("</ul>")[0]
    assert buttons.count("<a ") == count
    assert ("/renew/?ids=" in text) == (role == "editor")


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_asks_the_same_queries_for_any_number(admin_client, django_assert_num_queries, count):
    for number in range(count):
        make_agreement(signed=f"{2010 + number}", ends="2015")
    admin_client.get("/admin/")

    with django_assert_num_queries(24):
        admin_client.get("/admin/")


@pytest.mark.parametrize("count", [2, 4])
def test_the_first_page_asks_little_for_rows_of_imports_and_likely_doubles(
    admin_client, django_assert_num_queries, count
):
    run = ImportRun.objects.create(file_name="list.csv")
    for number in range(count):
        make_agreement()
        row = {"run": run, "row": number, "cells": ["x"], "cells_key": "", "values": {}}
        SourceRow.objects.create(outcome="held", **row)
        SourceRow.objects.create(outcome="new", needs_look=True, **row)
    admin_client.get("/admin/")

    with django_assert_num_queries(27):
        page = admin_client.get("/admin/")

    pairs = count * (count - 1) // 2
    assert [section["count"] for section in page.context["rows_due"]] == [count, count, pairs]


def test_who_may_not_see_agreements_sees_no_worklist(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert "sections" not in client.get("/admin/").context


@pytest.mark.parametrize(
    ("runs", "sentence", "is_warning"),
    [
        ([], "No reminders have been sent yet; the daily command has not run.", True),
        ([(1, True)], "Reminders were last sent at ", False),
        ([(1.5, True)], "A daily run was missed since; look whether the command runs every day.", True),
        ([(3, True)], "A daily run was missed since; look whether the command runs every day.", True),
        ([(1, True), (0, False)], "The last run could not send all messages; the next one sends the rest.", True),
    ],
)
def test_the_first_page_says_when_reminders_were_sent(admin_client, settings, runs, sentence, is_warning):
    settings.OFFICE_EMAIL = "office@example.org"
    for days, is_complete in runs:
        run = ReminderRun.objects.create(day=timezone.localdate() - timedelta(days=days), is_complete=is_complete)
        ReminderRun.objects.filter(pk=run.pk).update(started_at=timezone.now() - timedelta(days=days, minutes=1))

    page = admin_client.get("/admin/").text

    assert sentence in page
    assert ("work-warning" in page) == is_warning
