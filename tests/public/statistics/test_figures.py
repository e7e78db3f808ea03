"""What the statistics count."""

from datetime import date

import pytest
from django.utils import timezone

from partnerships.models import Agreement, RenewalKind, Status, Validity
from partnerships.partial_dates import PartialDate
from partnerships.public.filters import AgreementFilter
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.statistics.figures import Figures, Span
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Return four public agreements, and one beside each of them that is not public."""
    ankara, varna, nowhere = (
        make_institution("Ankara", "TR"),
        make_institution("Varna"),
        make_institution("Atlantis", ""),
    )
    make_agreement(ankara, "MoU", signed="2020-10")
    make_agreement(ankara, "Protocol", signed="2020-12-31", ends="2030")
    make_agreement(varna, "MoU", signed="2021")
    make_agreement(nowhere, "MoU", signed=None, agreement_type=None)
    make_agreement(make_institution("Hidden", "FR"), "Hidden type", signed="1999", ends="2001", is_public=False)
    make_agreement(ankara, "MoU", signed="2020", is_public=False)
    make_agreement(varna, "Protocol", signed="2021", is_public=False)
    make_agreement(nowhere, "MoU", signed=None, is_public=False)
    refresh_listing(date(2025, 1, 1))


def figures(**parameters):
    return Figures(AgreementFilter(parameters))


def test_agreements_and_institutions_are_counted_by_country(register):
    assert figures().by_country() == {"": (1, 1), "BG": (1, 1), "TR": (2, 1)}


def test_agreements_are_counted_by_year(register):
    assert figures().by_year() == {2020: 2, 2021: 1, None: 1}


def test_agreements_that_are_not_signed_are_counted_in_the_year_of_their_start():
    make_agreement(signed=None, starts=PartialDate(2019, 5))
    make_agreement(signed="2020", starts=PartialDate(2021))
    refresh_listing(date(2025, 1, 1))

    assert (figures().by_year(), figures().are_all_signed()) == ({2019: 1, 2020: 1}, False)


def test_years_of_signing_alone_are_said_to_be_such(register):
    assert figures().are_all_signed()


def test_agreements_are_counted_by_type(register):
    counted = {str(kind): number for kind, number in figures().by_type().items()}

    assert counted == {"MoU": 2, "Protocol": 1, "None": 1}


def test_agreements_are_counted_by_status(register):
    assert list(figures().by_status().items()) == [(Status.IN_FORCE, 1), (Status.END_NOT_RECORDED, 3)]


def test_only_what_the_filters_ask_for_is_counted(register):
    found = figures(country=["TR"], type=["mou"])

    assert (found.total, found.by_country(), found.by_year()) == (1, {"TR": (1, 1)}, {2020: 1})


def test_what_a_search_finds_is_counted(register):
    assert figures(q="ankara").by_country() == {"TR": (2, 1)}


def test_an_empty_register_has_no_figures():
    empty = figures()

    assert [empty.by_country(), empty.by_year(), empty.by_type(), empty.by_status()] == [{}, {}, {}, {}]
    assert empty.in_force(date(2025, 1, 1)) == {}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"started": None}, None),
        ({"started": 2021}, None),
        ({"started": 2020}, Status.END_NOT_RECORDED),
        ({"validity": Validity.OPEN_ENDED}, Status.IN_FORCE),
        ({"ended": 2021}, Status.IN_FORCE),
        ({"ended": 2020}, Status.ENDED),
        ({"ended": 2020, "is_whole": True}, Status.IN_FORCE),
        ({"ended": 2019, "is_whole": True}, Status.ENDED),
        ({"ended": 2019, "renewal": RenewalKind.AUTOMATIC}, Status.RENEWED),
        ({"validity": Validity.OPEN_ENDED, "rests": 2020}, Status.RESTING),
        ({"validity": Validity.OPEN_ENDED, "rests": 2021}, Status.IN_FORCE),
        ({"rests": 2019, "rested": 2020}, Status.RESTING),
        ({"rests": 2019, "rested": 2019}, Status.END_NOT_RECORDED),
        ({"ended": 2019, "rests": 2018}, Status.ENDED),
        ({"ended": 2019, "rests": 2018, "renewal": RenewalKind.AUTOMATIC}, Status.RESTING),
        ({"terminated": 2020, "rests": 2018}, Status.TERMINATED),
        ({"terminated": 2020, "validity": Validity.OPEN_ENDED}, Status.TERMINATED),
        ({"terminated": 2021, "validity": Validity.OPEN_ENDED}, Status.IN_FORCE),
    ],
)
def test_status_at_the_end_of_a_year_follows_from_the_years(changes, status):
    span = Span(2018, None, False, None, Validity.NOT_RECORDED, RenewalKind.NONE)._replace(**changes)

    assert span.status_after(2020) == status


def test_what_is_in_force_is_counted_at_the_end_of_each_year_and_today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2022, 2, 1))
    make_agreement(signed="2018-03", ends="2020-12-31")
    make_agreement(signed="2019", ends="2021-05")
    make_agreement(signed="2019-02-03")
    make_agreement(signed="2020", validity=Validity.OPEN_ENDED, terminated_on=date(2022, 3, 4))
    make_agreement(signed=None)
    make_agreement(signed="2018", ends="2030", is_public=False)
    refresh_listing(date(2022, 2, 1))

    assert figures().in_force(date(2022, 2, 1)) == {
        2018: (1, 0),
        2019: (2, 1),
        2020: (3, 1),
        2021: (1, 1),
        2022: (1, 1),
    }


def test_the_end_of_each_year_agrees_with_the_status_of_the_records():
    days = [None, "2019-12-31", "2020", "2020-06"]
    for ends in days:
        for terminated_on in (None, date(2019, 12, 31), date(2020, 1, 1)):
            for renewal in (RenewalKind.NONE, RenewalKind.AUTOMATIC):
                make_agreement(signed="2018", ends=ends, terminated_on=terminated_on, renewal=renewal)
    refresh_listing()
    found = figures().in_force(date(2025, 1, 1))

    for year in (2018, 2019, 2020):
        statuses = [agreement.status_on(date(year, 12, 31)) for agreement in Agreement.objects.all()]
        known = sum(status in (Status.IN_FORCE, Status.ENDING, Status.RENEWED) for status in statuses)
        assert found[year] == (known, statuses.count(Status.END_NOT_RECORDED))
