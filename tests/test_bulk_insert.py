"""Many new records at once."""

import pytest
from django.db import connection

from partnerships.bulk_insert import insert, insert_together, made
from partnerships.models import Agreement, RegisterChange

from .factories import make_institution


@pytest.mark.django_db
def test_every_record_is_inserted_also_those_that_fill_no_statement():
    institution = make_institution()
    numbers = list(range(1, 102))

    insert(Agreement, [made(Agreement, institution_id=institution.pk, number=number) for number in numbers])

    assert list(Agreement.objects.order_by("pk").values_list("number", flat=True)) == numbers
    assert RegisterChange.objects.count() == len(numbers)


def test_rows_are_inserted_many_with_a_statement(monkeypatch):
    monkeypatch.setattr(connection.features, "max_query_params", 100)

    class Cursor:
        statements = []

        def executemany(self, statement, rows):
            self.statements += [(statement.count("%s"), row) for row in rows]

    rows = [(number, "a", None) for number in range(33 * 2 + 1)]

    insert_together(Cursor(), "INSERT INTO t VALUES", 3, rows)

    assert [parameters for parameters, _ in Cursor.statements] == [99, 99, 3]
    assert [value for _, row in Cursor.statements for value in row] == [value for row in rows for value in row]
