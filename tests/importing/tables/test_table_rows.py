"""Rows of a table; no database."""

import pytest

from partnerships.importing.tables.table_rows import stands_for_group


@pytest.mark.parametrize(
    ("texts", "parts", "is_group"),
    [
        (["Spain", "", "", "Italy", ""], 1, True),
        (["Spain", "", "Italy", "", "Spain", ""], 1, False),
        (["Spain", "", "Italy", "", "Spain", ""], 2, True),
        (["Spain", "Spain", "", ""], 2, False),
    ],
)
def test_a_country_stands_for_the_cells_below_where_it_is_not_repeated(texts, parts, is_group):
    assert stands_for_group(texts, parts) == is_group
