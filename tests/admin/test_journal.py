"""The journal: written beside the history, found again, and followed up from the first page."""

import random
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection
from django.utils import timezone

from partnerships.models import JournalEntry
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def as_role(client, django_user_model):
    def log_in(role):
        user = django_user_model.objects.create_user(role, is_staff=True, first_name=role.title(), last_name="Weber")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return log_in


@pytest.mark.parametrize("name", ["agreement", "institution"])
def test_an_editor_writes_an_entry_that_stands_in_the_journal_and_in_the_history(as_role, name):
    record = make_agreement() if name == "agreement" else make_institution()
    address = f"/admin/partnerships/{name}/{record.pk}/"
    client = as_role("editor")

    answer = client.post(f"{address}journal/", {"text": "Dean telephoned", "follow_up_on": in_days(3).isoformat()})

    entry = JournalEntry.objects.get()
    assert (answer.url, entry.subject) == (f"{address}history/?show=journal", record)
    assert (entry.written_by.username, entry.follow_up_on) == ("editor", in_days(3))
    assert "Dean telephoned" in client.get(f"{address}history/?show=journal").text
    assert "Dean telephoned" in client.get(f"{address}history/").text
    assert "Editor Weber" in client.get(f"{address}history/?show=journal").text
    assert "History and journal" in client.get(f"{address}change/").text


@pytest.mark.django_db(transaction=True)
def test_no_entry_is_written_without_its_history(admin_client, monkeypatch):
    agreement = make_agreement()

    def fail(*arguments, **keywords):
        raise IntegrityError

    monkeypatch.setattr(JournalEntry.history.model, "save", fail)
    with pytest.raises(IntegrityError):
        admin_client.post(f"/admin/partnerships/agreement/{agreement.pk}/journal/", {"text": "Dean telephoned"})

    assert JournalEntry.objects.count() == 0


def test_a_viewer_reads_the_journal_and_writes_nothing(as_role):
    agreement = make_agreement()
    entry = JournalEntry.objects.create(agreement=agreement, text="Dean telephoned", follow_up_on=in_days(0))
    address = f"/admin/partnerships/agreement/{agreement.pk}/"
    client = as_role("viewer")

    page = client.get(f"{address}history/?show=journal").text

    assert ("Dean telephoned" in page, "Write into the journal" in page, "/done/" in page) == (True, False, False)
    assert client.post(f"{address}journal/", {"text": "No"}).status_code == 403
    assert client.post(f"/admin/partnerships/journalentry/{entry.pk}/done/").status_code == 403


def test_an_empty_entry_and_a_day_that_is_over_are_refused_on_the_same_page(admin_client):
    agreement = make_agreement()
    address = f"/admin/partnerships/agreement/{agreement.pk}/journal/"

    empty = admin_client.post(address, {"text": " "})
    late = admin_client.post(address, {"text": "Ask again", "follow_up_on": in_days(-1).isoformat()})

    assert "This field is required." in empty.text
    assert "Choose today or a later day." in late.text
    assert "Ask again" in late.text
    assert JournalEntry.objects.count() == 0


def test_what_is_due_is_named_and_counted_on_the_first_page_and_done_with_one_click(admin_client, admin_user):
    institution = make_institution()
    due = JournalEntry.objects.create(institution=institution, text="Ask the dean", follow_up_on=in_days(-1))
    JournalEntry.objects.create(institution=institution, text="Ask the rector", follow_up_on=in_days(1))

    page = admin_client.get("/admin/").text
    answer = admin_client.post(f"/admin/partnerships/journalentry/{due.pk}/done/", {"from_worklist": "1"})

    due.refresh_from_db()
    assert ("Ask the dean" in page, "Ask the rector" in page, "1 to follow up" in page) == (True, False, True)
    assert (answer.url, due.done_by) == ("/admin/", admin_user)
    assert "Ask the dean" not in admin_client.get("/admin/").text.replace("Done: Ask the dean", "")
    changes = due.history.first().diff_against(due.history.last()).changed_fields
    assert sorted(changes) == ["done_at", "done_by"]


def test_the_first_page_of_a_person_names_their_own(admin_client, admin_user, django_user_model):
    other = django_user_model.objects.create_user("anna")
    theirs = make_agreement(responsible=admin_user)
    for text, fields in {
        "Written by me": {"institution": make_institution(), "written_by": admin_user},
        "About mine": {"agreement": theirs, "written_by": other},
        "Of others": {"institution": make_institution(), "written_by": other},
    }.items():
        JournalEntry.objects.create(text=text, follow_up_on=in_days(0), **fields)

    page = admin_client.get("/admin/?mine=1").text
    listed = admin_client.get("/admin/partnerships/journalentry/?follow_up=mine").text

    for text in (page, listed):
        assert [words in text for words in ("Written by me", "About mine", "Of others")] == [True, True, False]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("due", ["due"]), ("open", ["due", "later"]), ("done", ["done"]), ("", ["done", "due", "later", "plain"])],
)
def test_the_list_is_filtered_by_what_is_to_be_done(admin_client, admin_user, wanted, found):
    institution = make_institution()
    JournalEntry.objects.create(institution=institution, text="plain")
    JournalEntry.objects.create(institution=institution, text="due", follow_up_on=in_days(0))
    JournalEntry.objects.create(institution=institution, text="later", follow_up_on=in_days(9))
    done = {"follow_up_on": in_days(0), "done_at": timezone.now(), "done_by": admin_user}
    JournalEntry.objects.create(institution=institution, text="done", **done)

    page = admin_client.get("/admin/partnerships/journalentry/", {"follow_up": wanted} if wanted else {})

    assert sorted(entry.text for entry in page.context["cl"].result_list) == found


def test_another_day_to_follow_up_makes_an_entry_due_again(admin_client, admin_user):
    entry = JournalEntry.objects.create(
        institution=make_institution(), text="Ask", follow_up_on=in_days(0), done_at=timezone.now(), done_by=admin_user
    )
    values = {"text": "Ask", "follow_up_on": in_days(5).isoformat()}

    admin_client.post(f"/admin/partnerships/journalentry/{entry.pk}/change/", values)

    entry.refresh_from_db()
    assert (entry.is_to_follow_up, entry.follow_up_on) == (True, in_days(5))


def test_entries_are_found_in_any_spelling():
    entry = JournalEntry.objects.create(institution=make_institution(), text="Декан из Казани; İstanbul")

    assert [JournalEntry.objects.matching(text).first() for text in ("kazani dekan", "ISTANBUL", "Opole", "!")] == [
        entry,
        entry,
        None,
        None,
    ]


def test_a_long_entry_is_kept_whole():
    text = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=4000))

    JournalEntry.objects.create(agreement=make_agreement(), text=text)

    assert JournalEntry.objects.matching(text[-50:]).get().text == text
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, JournalEntry._meta.db_table)
    assert [name for name, each in found.items() if "folded_text" in each["columns"]] == []


def test_an_entry_belongs_to_one_record():
    agreement = make_agreement()

    with pytest.raises(IntegrityError):
        JournalEntry.objects.create(text="Both", agreement=agreement, institution=agreement.institution)


def test_the_journal_is_never_public(admin_client):
    agreement = make_agreement()
    JournalEntry.objects.create(agreement=agreement, text="Secret of the dean")
    JournalEntry.objects.create(institution=agreement.institution, text="Secret of the dean")
    addresses = [agreement.get_absolute_url(), agreement.institution.get_absolute_url(), "/?q=Secret"]

    assert [address for address in addresses if "Secret of the dean" in admin_client.get(address).text] == []
    assert b"Secret of the dean" not in b"".join(admin_client.get("/agreements.json").streaming_content)
