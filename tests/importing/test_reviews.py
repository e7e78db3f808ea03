"""The next review in lists: read from a column under many headers, and by the habit of its other dates."""

from datetime import date

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, SourceRow

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def imported(header, *days):
    rows = [f"Institution {number},Bulgaria,MoU,2020,{day}" for number, day in enumerate(days)]
    text = "\n".join([f"University,Country,Type,Date,{header}", *rows]) + "\n"
    AgreementResource().import_file(text.encode(), "list.csv")
    return list(Agreement.objects.order_by("pk").values_list("review_on", flat=True))


@pytest.mark.parametrize(
    "header",
    [
        "Next review",
        "Next look",  # as files of this register once said
        "Review date",
        "Date of next review",
        "Due for review",
        "Növbəti baxış tarixi",
        "Дата следующего пересмотра",
        "Sonraki gözden geçirme tarihi",
    ],
)
def test_the_next_review_is_read_under_each_of_its_headers(header):
    assert imported(header, "15.03.2031") == [date(2031, 3, 15)]
    assert Agreement.objects.get().signed.isoformat() == "2020"


def test_days_of_two_readings_are_read_as_the_others_of_their_column():
    days = imported("Review date", "04/05/2031", "25/05/2031", "05/04/2031")

    assert days == [date(2031, 5, 4), date(2031, 5, 25), date(2031, 4, 5)]


def test_a_day_that_is_not_known_is_left_to_a_person():
    assert imported("Review date", "2031") == [None]
    assert "day-unknown" in [remark["code"] for remark in SourceRow.objects.get().remarks]


def test_a_later_list_fills_in_a_next_review_and_overwrites_none():
    imported("Review date", "", "15.03.2031")

    assert imported("Review date", "01.01.2032", "01.01.2032") == [date(2032, 1, 1), date(2031, 3, 15)]
