"""What a message of reminders says."""

from datetime import date, timedelta

import pytest

from partnerships.models import HomeInstitution, Preferences
from partnerships.renewals.digests import Digest, Entry
from partnerships.renewals.sending import message_of, send
from tests.factories import make_agreement, make_institution
from tests.renewals.reminding import OFFICE, ON, in_days, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]


@pytest.mark.parametrize(
    ("count", "is_escalation", "subject"),
    [
        (1, False, "1 agreement asks for a decision"),
        (2, False, "2 agreements ask for a decision"),
        (1, True, "1 decision is overdue"),
        (2, True, "2 decisions are overdue"),
    ],
)
def test_a_subject_counts(count, is_escalation, subject):
    assert Digest("a@example.org", [None] * count, "en", is_escalation).subject == subject


def test_a_digest_is_no_escalation_unless_it_is_said():
    assert Digest("a@example.org", [], "en").is_escalation is False


def test_an_entry_says_what_when_and_where(settings):
    agreement = make_agreement(make_institution("Varna"), ends="2026-04", notice_months=1, register_number=61)
    entry = Entry(agreement, date(2026, 3, 30), (30,), ON)

    assert entry.what == "No 61, Varna, Bulgaria, MoU"
    assert entry.when == "decide by 30 March 2026 (1 day ago), end: April 2026"
    assert entry.what_to_do == "Renew it, terminate it, or record that it has ended."
    assert entry.address == f"https://register.example.org/admin/partnerships/agreement/{agreement.pk}/change/"
    agreement.agreement_type, agreement.renewal = None, "automatic"
    assert entry.what == "No 61, Varna, Bulgaria"
    assert entry.what_to_do == "It renews itself unless it is terminated by then."


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "in 1 day"), (20, "in 20 days"), (-2, "2 days ago")])
def test_an_entry_says_in_how_many_days(days, words):
    entry = Entry(make_agreement(ends="2026-04-20"), ON + timedelta(days=days), (30,), ON)

    assert f"({words})" in entry.when


def test_a_message_has_the_name_of_the_register_and_both_forms():
    HomeInstitution.objects.create(register_name_tr="Our partners", name_en="University of Baku")
    agreement = make_agreement(make_institution("Varna"), ends="2026-04-20")

    message = message_of(Digest(OFFICE, [Entry(agreement, ON, (30,), ON)], "tr"))

    assert (message.subject, message.to) == ("Our partners: 1 anlaşma karar bekliyor", [OFFICE])
    assert [part.mimetype for part in message.alternatives] == ["text/html"]
    for text in (message.body, message.alternatives[0][0]):
        assert "Our partners – University of Baku" in text
        assert "Varna, Bulgaristan, MoU" in text


def test_a_long_message_names_the_first_and_leads_to_the_worklist():
    agreement = make_agreement(ends=in_days(20))
    digest = Digest(OFFICE, [Entry(agreement, ON, (30,), ON)] * 103, "en")

    for text in (message_of(digest).body, message_of(digest).alternatives[0][0]):
        assert text.count("decide by") == 100
        assert "And 3 more, which the worklist names." in text
        assert "https://register.example.org/admin/" in text


@pytest.mark.parametrize(
    ("language", "day"), [("tr", "20 Nisan 2026"), ("ru", "20 апреля 2026"), ("", "20 April 2026")]
)
def test_a_message_is_written_in_the_language_of_its_reader(mailoutbox, language, day):
    anna = person("anna")
    Preferences.objects.create(user=anna, language=language)
    make_agreement(ends=in_days(20), responsible=anna)
    make_agreement(make_institution("Ankara", "TR"), ends=in_days(20))

    send(ON)

    own, office = mailoutbox
    assert day in own.body and f'lang="{language or "en"}"' in own.alternatives[0][0]
    assert "20 April 2026" in office.body and 'lang="en"' in office.alternatives[0][0]


def test_a_message_says_what_when_and_where(mailoutbox):
    agreement = make_agreement(make_institution("A & B <University>", "PL"), ends=in_days(20), register_number=61)

    send(ON)

    message = mailoutbox[0]
    link = f"https://register.example.org/admin/partnerships/agreement/{agreement.pk}/change/"
    lines = ["- No 61, A & B <University>, Poland, MoU", "decide by 20 April 2026 (in 20 days), end: 20 April 2026"]
    lines += ["Renew it, terminate it, or record that it has ended.", link]
    assert "\n  ".join(lines) in message.body
    html = message.alternatives[0][0]
    assert "A &amp; B &lt;University&gt;" in html and link in html


def test_a_message_tells_machines_not_to_answer(mailoutbox):
    make_agreement(ends=in_days(20))
    send(ON)

    message = mailoutbox[0].message()
    assert (message["Auto-Submitted"], message["List-ID"]) == ("auto-generated", "<reminders.register.example.org>")
    assert message["List-Help"] == "<https://register.example.org/admin/preferences/>"
    assert message["Message-ID"].endswith("@register.example.org>")
