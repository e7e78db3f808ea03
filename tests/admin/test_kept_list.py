"""The way back to the list as it was filtered, from the pages of a record and from what is done there."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory
from django.utils import timezone

from partnerships.admin.kept_list import keep_list
from tests.admin.pages import confirm
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

FILTERS = "country=BG&q=varna"
KEPT = "_changelist_filters=country%3DBG%26q%3Dvarna"
LIST = "/admin/partnerships/agreement/"


@pytest.fixture
def agreement():
    return make_agreement(signed="2020-01-01", ends=(timezone.localdate() + timedelta(days=90)).isoformat())


def trail(page):
    """Return the addresses in the trail of a page."""
    part = re.search(r'<div class="breadcrumbs">.*?</div>', page.text, re.DOTALL)[0]
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', part)]


def test_a_record_is_opened_from_the_list_with_its_filters(admin_client, agreement):
    assert f'href="{LIST}{agreement.pk}/change/?{KEPT}"' in admin_client.get(f"{LIST}?{FILTERS}").text


PAGES = """
    {pk}/change/ {pk}/history/ {pk}/history/?show=journal {pk}/delete/ {pk}/terminate/ {pk}/snooze/ renew/?ids={pk} add/
"""


@pytest.mark.parametrize("page", PAGES.split())
def test_each_page_of_an_agreement_leads_back_to_the_filtered_list(admin_client, agreement, page):
    address = LIST + page.format(pk=agreement.pk)

    with_filters = trail(admin_client.get(f"{address}{'&' if '?' in address else '?'}{KEPT}"))
    without = trail(admin_client.get(address))

    assert (f"{LIST}?{FILTERS}" in with_filters, LIST in with_filters) == (True, False)
    assert LIST in without
    assert all(KEPT in link for link in with_filters if "/change/" in link)


def test_each_page_that_a_record_leads_to_carries_the_filters_on(admin_client, agreement):
    text = admin_client.get(f"{LIST}{agreement.pk}/change/?{KEPT}").text
    part = re.search(r'<ul class="object-tools[^>]*>.*?</ul>', text, re.DOTALL)[0]
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', part) if LIST in link]

    assert {urlsplit(link).path.strip("/").rpartition("/")[2] for link in links} == {
        "renew",
        "review",
        "rest",
        "add",
        "snooze",
        "terminate",
        "history",
        "delete",
    }
    assert all(parse_qs(urlsplit(link).query)["_changelist_filters"] == [FILTERS] for link in links)


@pytest.mark.parametrize(
    ("page", "values", "back"),
    [
        ("{pk}/terminate/", {"terminated_on": "2026-01-31", "termination_reason": "closed"}, "{pk}/change/?{kept}"),
        ("renew/?ids={pk}", {"end-{pk}": "2035", "renewed_on": "2026-01-01"}, "{pk}/change/?{kept}"),
    ],
)
def test_what_is_done_leads_back_to_the_page_with_the_filters(admin_client, agreement, page, values, back):
    address = LIST + page.format(pk=agreement.pk)
    sent = {name.format(pk=agreement.pk): value for name, value in values.items()}

    answer = confirm(admin_client, f"{address}{'&' if '?' in address else '?'}{KEPT}", sent)

    assert answer.headers["Location"] == LIST + back.format(pk=agreement.pk, kept=KEPT)


def test_an_earlier_version_is_restored_with_the_filters(admin_client, agreement):
    version = agreement.history.get().pk

    answer = admin_client.post(f"{LIST}{agreement.pk}/history/agreement/{version}/restore/?{KEPT}")

    assert answer.headers["Location"] == f"{LIST}{agreement.pk}/change/?{KEPT}"


def test_a_button_with_an_address_of_its_own_leads_back_with_the_filters(admin_client, agreement):
    page = f"http://testserver{LIST}{agreement.pk}/change/?{KEPT}"

    answer = admin_client.post(f"{LIST}{agreement.pk}/record/", headers={"Referer": page})

    assert answer.headers["Location"] == f"{LIST}{agreement.pk}/change/?{KEPT}"


def test_several_are_renewed_from_the_list_and_the_list_comes_back(admin_client, agreement):
    other = make_agreement(ends=agreement.ends.isoformat())
    chosen = {"action": "renew_chosen", "_selected_action": [agreement.pk, other.pk]}

    page = admin_client.post(f"{LIST}?{FILTERS}", chosen).headers["Location"]
    ends = {f"end-{each.pk}": "2035" for each in (agreement, other)}
    answer = confirm(admin_client, page, {**ends, "renewed_on": "2026-01-01"})

    assert answer.headers["Location"] == f"{LIST}?{FILTERS}"


def test_institutions_are_merged_and_the_filters_stay(admin_client):
    institutions = "/admin/partnerships/institution/"
    kept, gone = make_institution("Varna A"), make_institution("Varna B")
    chosen = {"action": "merge_chosen", "_selected_action": [kept.pk, gone.pk], "target": kept.pk, "reason": ""}

    shown = admin_client.post(f"{institutions}?q=varna", chosen)
    sent = {**chosen, "fingerprint": shown.context["fingerprint"], "asked": shown.context["asked"]}
    answer = admin_client.post(f"{institutions}?q=varna", sent)

    assert f"{institutions}?q=varna" in trail(shown)
    assert answer.headers["Location"] == f"{institutions}{kept.pk}/change/?_changelist_filters=q%3Dvarna"


@pytest.mark.parametrize(
    ("page", "address", "kept"),
    [
        (f"{LIST}1/change/?{KEPT}", LIST, f"{LIST}?{FILTERS}"),
        (f"{LIST}1/change/?{KEPT}", f"{LIST}2/change/", f"{LIST}2/change/?{KEPT}"),
        (f"{LIST}1/change/?{KEPT}", f"{LIST}renew/?ids=1", f"{LIST}renew/?ids=1&{KEPT}"),
        (f"{LIST}1/change/?{KEPT}", f"{LIST}?q=kiel", f"{LIST}?q=kiel"),
        (f"{LIST}1/change/?{KEPT}", "/admin/partnerships/institution/", "/admin/partnerships/institution/"),
        (f"{LIST}1/change/?{KEPT}", "/admin/", "/admin/"),
        (f"{LIST}1/change/?{KEPT}{'x' * 2001}", LIST, LIST),
        (f"{LIST}1/change/", LIST, LIST),
        (f"{LIST}?{FILTERS}", f"{LIST}1/change/", f"{LIST}1/change/?{KEPT}"),
        ("/admin/", f"{LIST}1/change/", f"{LIST}1/change/"),
    ],
)
def test_only_the_pages_of_the_same_list_get_its_filters(page, address, kept):
    assert keep_list(RequestFactory().get(page), address) == kept


def test_a_note_is_written_and_the_filters_stay(admin_client, agreement):
    page = f"http://testserver{LIST}{agreement.pk}/history/?show=journal&{KEPT}"

    answer = admin_client.post(
        f"{LIST}{agreement.pk}/journal/", {"text": "They called.", "follow_up_on": ""}, headers={"Referer": page}
    )

    assert answer.headers["Location"] == f"{LIST}{agreement.pk}/history/?show=journal&{KEPT}"
