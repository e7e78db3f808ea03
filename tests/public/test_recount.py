"""Pages, filters, files and statistics say the numbers that a slow count of the records gives, on any day."""

import csv
import io
import json
import random
from collections import Counter
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from partnerships.models import Agreement, Validity
from partnerships.models.cooperation_kinds import joined
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
KINDS = ("double-degree", "student-exchange", "traineeship")
DATES = (None, "1999", "2015-03", "2018", "2019-12", "2019-12-31", "2020-01-01", "2021-05", "2199")
RESTS = (
    *({}, {}),
    {"rests_from": date(2019, 12, 31)},
    {"rests_from": date(2016, 1, 1), "rests_until": date(2019, 12, 30)},
    {"rests_from": date(2016, 1, 1), "rests_until": date(2019, 12, 31)},
)


@pytest.fixture
def register():
    """Make forty agreements of all sorts, always the same."""
    choose = random.Random(14).choice
    for number in range(40):
        ends = choose([None, "2019-06-30", "2019-12-31", "2024", "2199-10"])
        starts = choose(DATES) if number % 3 == 0 else None
        if ends and starts and ends < starts:
            starts = None
        agreement = make_agreement(
            make_institution(f"University {number % 13}", ["TR", "RU", "PL", ""][number % 4]),
            choose(["MoU", "Protocol"]),
            choose(DATES),
            ends,
            renewal=choose(["none", "on-request", "automatic"]),
            kinds=joined(kind for kind in KINDS if choose([True, False])),
            terminated_on=choose([None, None, None, date(2019, 12, 31), date(2022, 1, 1)]),
            is_public=number % 7 != 0,
            **choose(RESTS),
        )
        agreement.starts = PartialDate.fromisoformat(starts) if starts else None
        if not ends and choose([True, False]):
            agreement.validity = Validity.OPEN_ENDED
        agreement.save()


def values_of(agreement, day):
    """Return what each filter says of an agreement on a `day`: {name: values}."""
    return {
        "country": [agreement.institution.country or "unknown"],
        "type": [agreement.agreement_type.slug],
        "kind": agreement.kind_slugs or ["unknown"],
        "year": [str(agreement.dated.year) if agreement.dated else "unknown"],
        "status": [agreement.status_on(day).value],
    }


def known(day):
    """Return the agreements of a `day`, read one by one: {register number: values}."""
    return {
        agreement.register_number: values_of(agreement, day)
        for agreement in Agreement.objects.public()
        if day >= timezone.localdate() or not agreement.dated or agreement.dated.first_day <= day
    }


def counted(agreements, asked):
    """Return those of some agreements that are found under some filters: {register number: values}."""
    return {
        number: values
        for number, values in agreements.items()
        if all(set(values[name]) & set(wanted) for name, wanted in asked.items())
    }


ASKED = [
    {},
    {"country": ["TR", "unknown"]},
    {"kind": ["student-exchange"]},
    {"kind": ["unknown"], "country": ["RU"]},
    {"type": ["mou"], "status": ["in-force", "ended"]},
    {"year": ["2019", "unknown"], "kind": list(KINDS)},
]


@pytest.mark.parametrize("day", [None, "2019-12-31", "2015-03-01", "2199-12-31"])
def test_all_say_the_same_as_the_records(client, register, day):
    agreements = known(date.fromisoformat(day) if day else timezone.localdate())
    for asked in ASKED:
        query = asked | ({"on": day} if day else {})
        compare_lists(client, query, agreements, asked)
        compare_statistics(client, query, counted(agreements, asked))


def compare_lists(client, query, agreements, asked):
    """Compare a list, its filters and its files with the records."""
    expected = counted(agreements, asked)

    page = client.get("/", query | {"size": "200"}).context
    results = json.loads(client.get("/agreements.json", query).getvalue())
    lines = list(csv.DictReader(io.StringIO(client.get("/agreements.csv", query).getvalue().decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/agreements.xlsx", query).getvalue())).active
    assert {row.number: row.status for row in page["page_obj"]} == {
        number: values["status"][0] for number, values in expected.items()
    }
    assert (
        {each["id"]: each["status"] for each in results["results"]}
        == {int(line["id"]): line["Status"] for line in lines}
        == {number: values["status"][0] for number, values in expected.items()}
    )
    assert page["found"].total == results["count"] == len(expected) == sheet.max_row - 1
    for facet in page["facets"].facets:
        others = counted(agreements, {name: values for name, values in asked.items() if name != facet.name})
        numbers = Counter(value for values in others.values() for value in values[facet.name])
        assert {option.text: option.number for option in facet.options if option.number} == dict(numbers)


def compare_statistics(client, query, expected):
    """Compare the statistics of a list with what is expected of the records."""
    assert client.get("/statistics/", query).context["total"] == len(expected)
    for chart, name in {"countries": "country", "types": "type", "kinds": "kind", "statuses": "status"}.items():
        numbers = Counter(value for values in expected.values() for value in values[name])
        text = client.get(f"/statistics/{chart}.csv", query).text.removeprefix("\ufeff")
        rows = list(csv.reader(io.StringIO(text)))[1:]
        assert {row[0] or "unknown": int(row[2]) for row in rows if int(row[2])} == dict(numbers), chart


def test_what_is_in_force_over_the_years_is_what_each_of_their_last_days_has(client, register):
    text = client.get("/statistics/in-force.csv").text.removeprefix("\ufeff")

    dated = [each for each in Agreement.objects.public() if each.starts or each.signed]
    for year, number, *_rest in list(csv.reader(io.StringIO(text)))[1:]:
        on = min(date(int(year), 12, 31), timezone.localdate())
        statuses = [each.status_on(on).value for each in dated]
        assert int(number) == sum(statuses.count(value) for value in ("in-force", "ending", "renewed-automatically")), (
            year
        )


def test_the_day_before_and_after_an_end_differ(client):
    make_agreement(signed="2010", ends="2019-06-30")
    last = date(2019, 6, 30)

    found = [client.get("/agreements.json", {"on": last + timedelta(days=days)}).getvalue() for days in (0, 1)]
    assert [json.loads(each)["results"][0]["status"] for each in found] == ["ending", "ended"]
