"""What the statistics count."""

from datetime import date

import pytest

from partnerships.models import Status
from partnerships.partial_dates import PartialDate
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.statistics.figures import Figures
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


def test_agreements_and_institutions_are_counted_by_country(register):
    assert sorted(Figures().by_country()) == [("", 1, 1), ("BG", 1, 1), ("TR", 2, 1)]


def test_agreements_are_counted_by_year(register):
    assert Figures().by_year() == {2020: 2, 2021: 1, None: 1}


def test_agreements_that_are_not_signed_are_counted_in_the_year_of_their_start():
    make_agreement(signed=None, starts=PartialDate(2019, 5))
    make_agreement(signed="2020", starts=PartialDate(2021))
    refresh_listing(date(2025, 1, 1))

    assert Figures().by_year() == {2019: 1, 2020: 1}


def test_agreements_are_counted_by_type(register):
    assert Figures().by_type() == [("mou", "MoU", 2), ("protocol", "Protocol", 1), (None, None, 1)]


def test_agreements_are_counted_by_status(register):
    assert Figures().by_status() == {Status.END_NOT_RECORDED: 3, Status.IN_FORCE: 1}


def test_an_empty_register_has_no_figures():
    assert [Figures().by_country(), Figures().by_year(), Figures().by_type(), Figures().by_status()] == [[], {}, [], {}]
