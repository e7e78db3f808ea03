"""When what visitors see of an agreement was changed last."""

from datetime import UTC, date, datetime

import pytest

from partnerships.exporting.changes import AGREEMENT_COLUMNS, Change, changes, last_changes
from partnerships.models import Agreement, Institution
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


def on(record, day):
    """Date the latest line of a record's history."""
    moment = datetime.combine(day, datetime.min.time(), UTC)
    record.history.filter(history_id=record.history.first().history_id).update(history_date=moment)
    return moment


@pytest.fixture
def agreement():
    made = make_agreement(make_institution("Ankara University", "TR"))
    on(made.institution, date(2020, 1, 1))
    on(made, date(2020, 2, 1))
    return made


def changed(record, day, **values):
    """Change a record on a day."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return on(record, day)


def test_it_is_the_day_of_its_registration_where_nothing_has_changed(agreement):
    assert last_changes([agreement]) == {agreement.pk: date(2020, 2, 1)}


def test_a_change_of_what_visitors_see_counts_and_one_of_a_note_does_not(agreement):
    changed(agreement, date(2020, 3, 1), title="Protocol")
    changed(agreement, date(2020, 4, 1), notes="Ask the dean.")

    assert last_changes([agreement]) == {agreement.pk: date(2020, 3, 1)}


def test_a_change_of_the_institution_counts(agreement):
    changed(agreement.institution, date(2020, 3, 1), city="Ankara")
    changed(agreement.institution, date(2020, 4, 1), notes="Ask the rector.")

    assert last_changes([agreement]) == {agreement.pk: date(2020, 3, 1)}


def test_without_history_nothing_is_said(agreement):
    Agreement.history.all().delete()
    Institution.history.all().delete()

    assert last_changes([agreement]) == {}


def test_what_was_not_public_comes_as_new_when_it_is(agreement):
    first = on(agreement, date(2020, 2, 1))
    withdrawn = changed(agreement, date(2020, 3, 1), is_public=False)
    changed(agreement, date(2020, 4, 1), title="Protocol")
    again = changed(agreement, date(2020, 5, 1), is_public=True)
    renamed = changed(agreement, date(2020, 6, 1), title="MoU")

    assert changes(Agreement, [agreement.pk], AGREEMENT_COLUMNS) == [
        Change(agreement.pk, first, True),
        Change(agreement.pk, withdrawn, False),
        Change(agreement.pk, again, True),
        Change(agreement.pk, renamed, False),
    ]
