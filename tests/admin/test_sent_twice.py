"""A second click on a button: what was sent is done once, and both clicks get the answer of the first."""

import os
import threading
from types import SimpleNamespace

import pytest
from cryptography.fernet import InvalidToken
from django.contrib.messages import SUCCESS, get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import gettext_lazy

from partnerships.admin import sent_twice
from partnerships.admin.sent_twice import answered_once
from tests.factories import make_agreement


def sent(content=b"scan", session="a", token="t"):
    files = [SimpleUploadedFile("a.pdf", content), SimpleUploadedFile("b.pdf", b"the same")]
    request = RequestFactory().post("/admin/", {"csrfmiddlewaretoken": token, "file": files})
    request.user, request.session = SimpleNamespace(is_authenticated=True), SimpleNamespace(session_key=session)
    return request


@pytest.fixture
def view(settings, tmp_path):
    """Return a view that counts its calls."""
    settings.DATA_DIR = tmp_path

    def view():
        view.calls += 1
        return view.response(f"/{view.calls}")

    view.calls, view.response = 0, HttpResponseRedirect
    return view


@pytest.mark.django_db
def test_a_form_of_the_office_that_is_sent_twice_is_carried_out_once(admin_client):
    agreement = make_agreement()
    address = reverse("admin:partnerships_agreement_write", args=[agreement.pk])
    form = {"text": "They called.", "csrfmiddlewaretoken": "of this page"}

    answers = [admin_client.post(address, form) for _click in range(2)]

    assert agreement.journal.count() == 1
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, answers[0]["Location"])}
    for answer in answers:
        assert list(map(str, get_messages(answer.wsgi_request))) == ["It stands in the journal."]
    del admin_client.cookies["messages"]
    assert list(map(str, get_messages(admin_client.post(address, form).wsgi_request))) == ["It stands in the journal."]


@pytest.mark.parametrize("other", [{"content": b"other scan"}, {"session": "b"}, {"token": "u"}])
def test_what_differs_in_anything_is_another_form(view, other):
    addresses = [answered_once(sent(**each), view)["Location"] for each in ({}, other, other)]

    assert addresses == ["/1", "/2", "/2"]


def test_after_another_form_the_first_one_is_carried_out_again(view):
    addresses = [answered_once(sent(**each), view)["Location"] for each in ({}, {"content": b"other scan"}, {})]

    assert addresses == ["/1", "/2", "/3"]


def test_another_person_changes_nothing_of_what_was_sent_twice(view):
    addresses = [answered_once(sent(**each), view)["Location"] for each in ({}, {"session": "b"}, {})]

    assert addresses == ["/1", "/2", "/1"]


def test_an_answer_that_the_disk_had_no_room_for_is_none(view, settings):
    answered_once(sent(), view)
    [path] = (settings.DATA_DIR / "sent").iterdir()
    path.write_bytes(path.read_bytes()[:5])

    assert [answered_once(sent(), view)["Location"] for _click in range(2)] == ["/2", "/2"]


def test_a_message_may_be_lazy(view):
    clicks = [sent(), sent()]
    for click in clicks:
        click._messages = CookieStorage(click)
    clicks[0]._messages.add(SUCCESS, gettext_lazy("Country"))

    addresses = [answered_once(click, view)["Location"] for click in clicks]

    assert addresses == ["/1", "/1"]
    assert list(map(str, clicks[1]._messages)) == ["Country"]


def test_a_form_that_is_shown_again_can_be_sent_again(view):
    view.response = HttpResponse

    assert [answered_once(sent(), view).text for _click in range(2)] == ["/1", "/2"]


def test_after_a_while_the_same_form_is_carried_out_again(view, settings):
    answered_once(sent(), view)
    [path] = (settings.DATA_DIR / "sent").iterdir()
    os.utime(path, (path.stat().st_mtime - sent_twice.KEPT_FOR - 1,) * 2)

    assert answered_once(sent(), view)["Location"] == "/2"


def test_a_second_click_waits_for_the_answer_of_the_first(view):
    is_begun, is_done, answers = threading.Event(), threading.Event(), []

    def slow():
        is_begun.set()
        is_done.wait(10)
        return view()

    def click(act):
        answers.append(answered_once(sent(), act)["Location"])

    clicks = [threading.Thread(target=click, args=[act]) for act in (slow, view)]
    clicks[0].start()
    is_begun.wait(10)
    clicks[1].start()
    clicks[1].join(0.2)
    assert answers == []
    is_done.set()
    for each in clicks:
        each.join(10)

    assert answers == ["/1", "/1"]


@pytest.mark.django_db
def test_a_second_click_that_waits_too_long_is_told_so_and_does_nothing(admin_client, monkeypatch):
    def taken(*args):
        raise BlockingIOError

    agreement = make_agreement()
    address = reverse("admin:partnerships_agreement_write", args=[agreement.pk])
    monkeypatch.setattr(sent_twice, "LONGEST_WAIT", 0.2)
    monkeypatch.setattr(sent_twice.fcntl, "flock", taken)

    admin_client.raise_request_exception = False
    form = {"text": "They called.", "csrfmiddlewaretoken": "of this page"}
    answer = admin_client.post(address, form, headers={"Referer": "https://register.example/admin/page/"})

    assert (answer.status_code, agreement.journal.count()) == (503, 0)
    assert "It was sent twice; this second time did nothing. Look in a minute what the first did." in answer.text
    assert '<a href="https://register.example/admin/page/">Back to the page, read again</a>' in answer.text


def test_what_is_kept_can_be_read_by_nobody_else(view, settings):
    click = sent()
    click._messages = CookieStorage(click)
    click._messages.add(SUCCESS, "Give Ann this link: https://example.org/secret")

    answered_once(click, view)

    [path] = (settings.DATA_DIR / "sent").iterdir()
    kept = path.read_bytes()
    assert len(kept) > 100
    assert not any(word in kept for word in (b"Ann", b"secret", b"https"))
    assert sent_twice.cipher_of(sent()).decrypt(kept).startswith(b'["/1", ')
    with pytest.raises(InvalidToken):
        sent_twice.cipher_of(sent(token="u")).decrypt(kept)
