"""What is found out about a table before its cells are read; no database."""

from types import SimpleNamespace

from partnerships.importing.fields import Column
from partnerships.importing.planning.reading import habits_of


def test_a_swap_in_one_column_makes_the_others_doubtful_unless_a_day_tells():
    cells = {
        Column.SIGNED: ["2019-05-12", "25.06.2018"],
        Column.STARTS: ["2019-06-01", "2018-07-01"],
        Column.ENDS: ["2024-05-31", "2023-06-30"],
    }
    rows = [SimpleNamespace(values=dict(zip(cells, row, strict=True))) for row in zip(*cells.values(), strict=True)]
    table = SimpleNamespace(columns_by_index=dict(enumerate(cells)), headers={}, rows=rows)

    swapped = {column: habit.is_swapped for column, habit in habits_of(table).items()}

    assert swapped == {Column.SIGNED: True, Column.STARTS: True, Column.ENDS: False}
