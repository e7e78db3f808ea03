"""The migration that numbers the agreements of a register from before there were numbers."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from partnerships.models import Agreement, RegisterNumber
from tests.databases import keep_numbers_of_tests_free
from tests.factories import make_agreement

NUMBERS = ("partnerships", "0028_register_numbers")


@pytest.fixture
def migrate(transactional_db):
    """Yield a function that migrates the database back to before register numbers, or on to the last migration."""
    graph = MigrationExecutor(connection).loader.graph
    before = [key for key in graph.node_map[NUMBERS].parents if key.key[0] == "partnerships"]
    last = [key for key in graph.leaf_nodes() if key[0] == "partnerships"]
    yield lambda *, back: MigrationExecutor(connection).migrate([key.key for key in before] if back else last)
    keep_numbers_of_tests_free()


def test_agreements_of_today_come_first_in_the_order_of_the_source_list(migrate):
    last, first, second = make_agreement(), make_agreement(signed="2019"), make_agreement(signed="2018")
    gone = make_agreement(signed="2017")
    key = gone.pk
    gone.delete()
    Agreement.objects.filter(pk=first.pk).update(number=1)
    Agreement.objects.filter(pk=second.pk).update(number=2)

    migrate(back=True)
    migrate(back=False)

    numbers = [Agreement.objects.get(pk=each.pk).register_number for each in (first, second, last)]
    assert numbers == [1, 2, 3]
    assert set(Agreement.history.filter(id=key).values_list("register_number", flat=True)) == {4}
    assert set(first.history.values_list("register_number", flat=True)) == {1}
    assert list(RegisterNumber.objects.values_list("pk", flat=True)) == [1, 2, 3, 4]
    assert make_agreement(signed="2016").register_number == 5
