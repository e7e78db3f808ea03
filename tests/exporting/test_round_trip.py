"""Whatever the register writes it reads back without loss."""

import io
import itertools
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from partnerships.importing.resources import AgreementResource
from partnerships.models import (
    Agreement,
    AgreementType,
    ImportRun,
    Institution,
    RenewalKind,
    SourceRow,
    Unit,
    Validity,
)
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

DATES = [None, "2008", "2020-10", "2020-05-04"]
ENDS = ["2031", "2031-02", "2031-02-03"]
NAMES = [
    "=SUM(A1) University",
    "+7 University",
    "-Dash University",
    "@Home University",
    "'=quoted University",
    'University "of quotes", and commas',
    "Universität; Zürich | Ufa",
    "Bilgi Üniversitesi İstanbul",
    "MoU Institute of the Memorandum of Understanding",
    "University of Bath and University of Bristol",
    "total university",
    "1. University",
    "Казанский университет",
    "北京大学",
]


def an_agreement(number, **fields):
    """Return an agreement of the institution of that number, in a register of odd ones."""
    name = NAMES[number] if number < len(NAMES) else f"University {number}"
    country = ["TR", "", "PL"][number % 3]
    institution = make_institution(name, country, website=f"https://u{number}.example.org/", city="São Paulo")
    if starts := fields.pop("starts", None):
        fields["starts"] = PartialDate.fromisoformat(starts)
    return make_agreement(institution, number=number or None, **fields)


@pytest.fixture
def register():
    """Make a register with every combination of precision, validity and renewal, and with odd texts."""
    numbers = itertools.count()
    for signed, starts in itertools.product(DATES, DATES):
        an_agreement(next(numbers), signed=signed, starts=starts)
    for end, renewal in itertools.product(ENDS, RenewalKind.values):
        months = None if renewal == RenewalKind.NONE else 36
        an_agreement(next(numbers), ends=end, renewal=renewal, renewal_months=months, term_months=60, notice_months=6)
    for validity, renewal in itertools.product((Validity.OPEN_ENDED, Validity.NOT_RECORDED), RenewalKind.values):
        an_agreement(next(numbers), validity=validity, renewal=renewal)
    an_agreement(next(numbers), signed="2015-01-01", ends="2016-01-01")  # ended
    an_agreement(next(numbers), signed="2015-01-01", ends="2016-01-01", renewal=RenewalKind.AUTOMATIC)
    an_agreement(next(numbers), signed="2199-01-01")  # not started
    an_agreement(next(numbers), signed="1850-02-03", terminated_on=date(2021, 3, 4), termination_reason="=no\nexchange")
    an_agreement(next(numbers), rests_from=date(2022, 3, 1), rest_reason="=no exchange; until peace")
    an_agreement(next(numbers), ends="2031", rests_from=date(2022, 3, 1), rests_until=date(2027, 12, 31))
    an_agreement(next(numbers), rests_from=date(2022, 3, 1), rests_until=date(2023, 1, 1), rest_reason="over")
    an_agreement(next(numbers), title="Protocol of 12 May 2019", signed=None, is_public=False)
    an_agreement(next(numbers), notes="Signed\n-see 2020\nAgreement: ended", scope="+students\nstaff", unit="Faculty")
    an_agreement(next(numbers), reference="=2020/17", title="-Protocol")
    an_agreement(next(numbers), kinds="|double-degree|student-exchange|")
    an_agreement(next(numbers), title="Student exchange")  # without its kind
    typed = an_agreement(next(numbers), title="Memorandum on Academic Cooperation")
    typed.agreement_type = AgreementType.objects.get(name="MoU")
    typed.responsible = get_user_model().objects.create_user(
        "leyla", email="leyla@example.org", first_name="Leyla", last_name="Aliyeva", is_staff=True
    )
    typed.save()
    left = get_user_model().objects.create_user("left", first_name="Rauf", last_name="Hasanov", is_active=False)
    an_agreement(next(numbers), responsible=left)
    untitled = an_agreement(next(numbers))
    untitled.title = ""
    untitled.save()
    former = an_agreement(next(numbers), supersedes=typed)
    for is_public in (True, False):
        an_agreement(next(numbers), supersedes=former, is_public=is_public, reference=str(former.register_number))
    for other in ("2019-01-01", "2019-01-02"):
        make_agreement(typed.institution, signed=other, number=next(numbers))


def told():
    """Return all that files tell of the agreements, in one order."""
    names = """
        number title reference signed_on signed_precision starts_on starts_precision ends_on ends_precision validity
        term_months renewal renewal_months notice_months terminated_on termination_reason rests_from
        rests_until rest_reason scope unit__name notes supersedes__number
        is_public
        kinds responsible agreement_type__name institution__name institution__country institution__city
        institution__website
    """.split()
    rows = Agreement.objects.values_list(*names)
    return sorted(rows, key=lambda row: (row[0] or 0, row[-4]))


def exported(kind, tmp_path):
    """Return the office's export in that format, as bytes."""
    path = tmp_path / f"export.{kind}"
    call_command("export_agreements", "--format", kind, "--output", str(path))
    return path.read_bytes()


def emptied():
    """Leave nothing of the register but its accounts."""
    SourceRow.objects.all().delete()
    ImportRun.objects.all().delete()
    Agreement.objects.update(supersedes=None)
    Agreement.objects.all().delete()
    Institution.objects.all().delete()
    AgreementType.objects.all().delete()
    Unit.objects.all().delete()


def look(done):
    """Return what a person would have to look at."""
    return [
        (remark.code, remark.message) for row in done.plan.rows for remark in row.remarks if remark.level == "check"
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [*itertools.product(["office", "public", "command"], ["csv", "xlsx"]), ("public", "json"), ("command", "json")],
)
def test_a_file_of_the_register_changes_nothing_in_it(admin_client, client, register, tmp_path, kind, source):
    before = told()

    done = AgreementResource().import_file(written(source, kind, tmp_path, admin_client, client), f"list.{kind}")

    counts = {outcome: count for outcome, count in done.plan.counts.items() if count}
    listed = Agreement.objects.public() if source == "public" else Agreement.objects.all()
    assert look(done) == []
    assert [row.changes for row in done.plan.rows if row.changes] == []
    assert counts == {"unchanged": listed.count()}
    assert told() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("source", ["office", "command"])
def test_a_file_of_the_office_fills_an_empty_register_with_the_same(
    admin_client, client, register, tmp_path, kind, source
):
    get_user_model().objects.update(is_active=True, is_staff=True)  # another than the staff is nobody in a list
    before = told()
    content = written(source, kind, tmp_path, admin_client, client)
    emptied()

    AgreementResource().import_file(content, f"list.{kind}")

    known = {"title": 1} if source == "command" else {}  # the source table has one column for title and type
    assert [without(row, known) for row in told()] == [without(row, known) for row in before]


def without(row, known):
    """Return a row without an empty title where the type stands in its place."""
    return tuple(row[-5] if known and place == 1 and not value else value for place, value in enumerate(row))


def written(source, kind, tmp_path, admin_client, client):
    """Return a file that the register writes: of the office, of the public list, or of the command."""
    if source == "command":
        return exported(kind, tmp_path)
    if source == "public":
        return client.get(f"/agreements.{kind}").getvalue()
    address = "/admin/partnerships/agreement/export/"
    return io.BytesIO(admin_client.post(address, {"format": kind, "all": "yes"}).getvalue()).read()


@pytest.mark.parametrize(
    "columns",
    [
        ["number", "country", "signed", "ends", "status"],
        ["number", "country", "signed", "unit"],
        ["number", "country", "type", "title", "signed", "status"],
    ],
)
def test_a_file_of_some_columns_changes_nothing_in_the_register(admin_client, columns):
    varna, sofia = make_institution("Varna", "BG"), make_institution("Sofia", "BG")
    make_agreement(varna, signed="2019", number=1, validity=Validity.OPEN_ENDED)
    make_agreement(varna, title="Protocol", signed="2019", number=2, unit="Law")
    make_agreement(sofia, signed="2199-01-01", ends="2199-02", number=3)
    make_agreement(sofia, signed="2021-05-04", ends="2022", renewal=RenewalKind.AUTOMATIC, number=4)
    before = told()
    posted = {"format": "csv", "columns": columns}
    content = admin_client.post("/admin/partnerships/agreement/export/", posted).getvalue()

    done = AgreementResource().import_file(content, "list.csv")

    assert [row.outcome for row in done.plan.rows] == ["unchanged"] * 4
    assert [remark for remark in look(done) if remark[0] != "date-future"] == []
    assert told() == before
