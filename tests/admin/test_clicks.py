"""What the office is asked most, answered from its first page with few clicks; what is typed is not counted."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, Unit
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TODAY = timezone.localdate()


class Walk:
    """A person who starts on the first page; `clicks` counts what they press."""

    def __init__(self, client):
        self.client, self.clicks, self.page = client, 0, client.get("/admin/")

    @property
    def text(self):
        """The words of the page, without its tags."""
        return words_of(self.page.text.partition("<main")[2])

    def search(self, text):
        """Type a text into the box of the head and press Search."""
        self.clicks += 1
        self.page = self.client.get("/admin/search/", {"q": text})
        return self

    def open(self, menu):
        """Press a menu, which opens on the same page."""
        assert menu in [words_of(name) for name in re.findall(r"<summary[^>]*>(.*?)</summary>", self.page.text, re.S)]
        self.clicks += 1
        return self

    def press(self, name):
        """Press the first link with that name."""
        links = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.page.text, re.S)
        address = next(unescape(href) for href, label in links if words_of(label) == name)
        self.clicks += 1
        self.page = self.client.get(urljoin(self.page.request["PATH_INFO"], address))
        return self


def words_of(html):
    """Return the words between the tags of some HTML."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def listed(walk):
    """Return the names of the institutions in the list of agreements that was reached."""
    return [agreement.institution.name for agreement in walk.page.context["cl"].result_list]


@pytest.fixture
def office(admin_client):
    """Return a client of the office over agreements of which one is the answer to each question."""
    opole = make_institution("Opole", "PL")
    soon = (TODAY + timedelta(days=90)).isoformat()
    exchange = make_agreement(opole, "Student exchange", signed="2010", ends="2031-05-31", unit="Law")
    make_agreement(opole, "MoU", signed="2010", ends="2035-01-01")
    make_agreement(make_institution("Varna"), signed="2011", ends=soon, unit="Law")
    make_agreement(make_institution("Ruse"), signed="2011", ends=soon, unit="Medicine")
    ended = make_agreement(make_institution("Ankara", "TR"), signed="2012", ends=f"{TODAY.year - 6}-06-30")
    make_agreement(make_institution("Izmir", "TR"), signed=f"{TODAY.year - 1}", ends=f"{TODAY.year + 9}")
    for agreement in Agreement.objects.exclude(pk=ended.pk):
        agreement.documents.create(file="signed.pdf", sha256="0", size=8)
    assert exchange.unit == Unit.objects.get(name="Law")
    return admin_client


def test_exchange_agreements_in_poland_and_until_when(office):
    walk = Walk(office).search("exchange Poland")

    (agreements, *_others) = walk.page.context["found"]
    assert [hit.agreement.ends for hit in agreements.first] == [PartialDate(2031, 5, 31)]
    assert "31 May 2031" in walk.text
    assert walk.clicks == 1


def test_what_ends_in_the_next_six_months_in_a_faculty(office):
    walk = Walk(office).press("Agreements").press("Ends within six months").open("Unit").press("Law 1")

    assert listed(walk) == ["Varna"]
    assert walk.clicks == 4


def test_what_has_no_scan(office):
    walk = Walk(office).press("Without a scan")

    assert listed(walk) == ["Ankara"]
    assert walk.clicks == 1


def test_what_was_in_force_at_the_end_of_a_year_by_country(office):
    walk = Walk(office).press("Agreements").open("Status").press(f"{TODAY.year - 7}")

    assert {heading.label: heading.number for heading in walk.page.context["cl"].headings.values()} == {
        "Bulgaria": 2,
        "Poland": 2,
        "Türkiye": 1,
    }
    assert walk.clicks == 3


def test_what_the_last_import_changed(admin_client):
    for day in ("10.2020", "05.10.2020"):
        AgreementResource().import_file(f"University,Country,Date\nVarna,Bulgaria,{day}\n".encode(), "list.csv")

    walk = Walk(admin_client).press("What the last import changed")

    assert "Signed October 2020 5 October 2020" in walk.text
    assert walk.clicks == 1


def test_who_changed_a_date_and_why(office, admin_user):
    agreement = Agreement.objects.get(institution__name="Izmir")
    agreement.ends, agreement._change_reason, agreement._history_user = PartialDate(2040), "letter", admin_user
    agreement.save()

    walk = Walk(office).search("Izmir").press("Izmir").press("History and journal")

    assert "End: " + f"{TODAY.year + 9} → 2040" in walk.text
    assert "letter" in walk.text
    assert walk.clicks == 3
