"""Every address with odd values in its parts, its parameters and its form: none is an error of the register."""

import logging
import re

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import DataError, OperationalError, models, transaction
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from partnerships.importing.resources import AgreementResource
from partnerships.models import Unit
from partnerships.odd_values import is_odd_value

pytestmark = pytest.mark.django_db

# As they stand in an address: NUL, a digit that is no number, numbers that no column takes, half a letter, no UTF-8.
ODD = ["%00", "%C2%B2", "9" * 23, "9223372036854775808", "-1", "None", "%ED%A0%80", "a%5B%5D", "", "a" * 2000]
OFTEN_ODD = ODD[:3]
PART = re.compile(r"<(?:\w+:)?\w*>")
PARAMETERS = """
    q p o e all page size sort on by as map mine show term text letter ends country type kind status year unit look
    work follow_up validity renewal missing import decision outcome record agreement ids progress next field key
    app_label model_name field_name _changelist_filters _popup _to_field
""".split()
TEXTS = """
    name title change_reason reason fingerprint query kind take same text username password email column action checksum
    go progress language country signed ends notes outcome confirm as until supersedes asked
""".split()
KEYS = """
    ids first second take_back select_across _selected_action index version target institution
    agreement_type number renewals groups responsible unit parent
""".split()
SENT = dict.fromkeys(TEXTS, "a\0b") | dict.fromkeys(KEYS, "9" * 23)
# What Django's admin lets a person ask of a column, by its kind: each with a value that is none.
LOOKUPS = [
    (models.AutoField, "in", "9" * 23),
    (models.AutoField, "gt", "%00"),
    (models.CharField, "icontains", "%00"),
    (models.CharField, "regex", "("),
    (models.DateField, "gte", "2026-13-45"),
    (models.DateField, "year", "9" * 23),
    (models.ForeignKey, "id__exact", "9" * 23),
    (models.ForeignKey, "id__in", "%C2%B2,None"),
    (models.PositiveIntegerField, "exact", "9" * 23),
]
UNIT = {f"other_names-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


def routes(resolver=None, before="/"):
    """Yield the address of each view, with <name> for each of its parts."""
    for pattern in (resolver or get_resolver()).url_patterns:
        part = str(pattern.pattern)
        if isinstance(pattern.pattern, LocalePrefixPattern):
            part = ""
        elif not isinstance(pattern.pattern, RoutePattern):
            part = re.sub(r"\([^)]*\)", "<part>", part).replace("\\", "").strip("^$")
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, before + part)
        else:
            yield before + part


def filled(route, value):
    return PART.sub(value, route)


ROUTES = list(routes())
PUBLIC = [route for route in ROUTES if not route.startswith("/admin/")]
OFFICE = [route for route in ROUTES if route.startswith("/admin/") and "logout" not in route]


def is_error(record):
    """Return whether a line of the log tells of an error; what Django refuses for safety's sake is none of ours."""
    return record.levelno >= logging.ERROR and not record.name.startswith("django.security")


@pytest.fixture
def failures(client, caplog):
    """Return a function that sends requests, takes back what they write, and returns what failed and was logged."""

    def send(addresses, sent=None):
        failed = []
        for address in addresses:
            with transaction.atomic():
                answer = client.get(address) if sent is None else client.post(address, sent)
                transaction.set_rollback(True)
            failed += [address] * (answer.status_code >= 500)
        return failed + [record.getMessage() for record in caplog.records if is_error(record)]

    client.raise_request_exception = False
    return send


@pytest.fixture
def manager(client):
    text = b"University,Country,Type\nVarna,Bulgaria,MoU\n,Poland,MoU\n"
    AgreementResource().import_file(text, "list.csv")
    person = get_user_model().objects.create_superuser("aygun", "aygun@example.org", "x")
    person.groups.set(Group.objects.all())
    client.force_login(person)
    return person


def test_the_walk_finds_the_addresses_of_the_site():
    assert {"/calendar/<str:token>.ics", "/agreements/<int:number>/", "/admin/partnerships/merge/"} <= {*ROUTES}
    assert len(PUBLIC) > 25 and len(OFFICE) > 100


def test_parts_of_public_addresses(failures):
    assert failures(filled(route, value) for route in PUBLIC if PART.search(route) for value in ODD) == []


def test_parts_of_the_addresses_of_the_office(failures, manager):
    assert failures(filled(route, value) for route in OFFICE if PART.search(route) for value in OFTEN_ODD) == []


def test_a_visitor_of_the_office(failures):
    assert failures(f"{filled(route, '%00')}?next=%00&q=%00" for route in OFFICE) == []


def asked(route, value):
    return f"{filled(route, '1')}?{'&'.join(f'{name}={value}' for name in PARAMETERS)}"


def test_parameters_of_public_addresses(failures):
    assert failures(asked(route, value) for route in PUBLIC for value in OFTEN_ODD) == []


@pytest.mark.parametrize("value", ["%00", "9" * 23, ""])
def test_parameters_of_the_office(failures, manager, value):
    assert failures(asked(route, value) for route in OFFICE if value or route.endswith("change/")) == []


def lists():
    """Yield the address of each list of the office, and its model."""
    for model in admin.site._registry:
        yield f"/admin/{model._meta.app_label}/{model._meta.model_name}/", model


def test_filters_of_the_lists_of_the_office(failures, manager):
    asked = []
    for address, model in lists():
        for kind, lookup, value in LOOKUPS:
            fields = [field.name for field in model._meta.concrete_fields if isinstance(field, kind)]
            asked += [f"{address}?{name}__{lookup}={value}" for name in fields[:1]]
        asked += [f"{address}?{name}={value}" for name in ("q", "p", "o", "pk__in") for value in ("%00", "9" * 23)]

    assert failures(asked) == []


def test_what_is_sent_to_the_office(failures, manager):
    assert failures([filled(route, "1") for route in OFFICE], SENT) == []


def test_what_is_sent_by_nobody(failures):
    assert failures([filled(route, "1") for route in PUBLIC], SENT) == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (DataError("integer out of range"), True),
        (OverflowError("Python int too large"), True),
        (OperationalError("user-defined function raised exception"), True),
        (ValueError("Field 'id' expected a number but got 'a'."), True),
        (ValueError("not enough values to unpack"), False),
        (OperationalError("no such table"), False),
    ],
)
def test_an_odd_value_is_told_from_other_errors(error, expected):
    assert is_odd_value(error) is expected


def test_nul_is_kept_as_the_sign_of_what_is_unreadable(client, manager):
    client.post("/admin/partnerships/unit/add/", UNIT | {"name": "Law\0", "change_reason": "Found\0so"})

    unit = Unit.objects.get()
    assert (unit.name, unit.history.first().history_change_reason) == ("Law\ufffd", "Found\ufffdso")


def test_a_form_with_an_odd_value_says_so(client, manager, monkeypatch):
    def fail(*_arguments, **_keywords):
        raise DataError("integer out of range")

    monkeypatch.setattr("partnerships.models.Unit.save", fail)

    answer = client.post("/admin/partnerships/unit/add/", UNIT | {"name": "Law"})

    assert answer.status_code == 400
    assert "Something that was sent cannot be kept, so nothing was saved." in answer.content.decode()
