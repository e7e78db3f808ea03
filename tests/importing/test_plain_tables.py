"""Tables that come back from the sandbox."""

from dataclasses import replace
from datetime import date

from partnerships import partial_dates
from partnerships.importing import plain_tables
from partnerships.importing.cells import country_names
from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read_here
from partnerships.importing.plain_tables import read_tables
from partnerships.importing.planning import reading
from partnerships.importing.planning.reading import readers_of, with_record
from partnerships.importing.tables import headers
from partnerships.importing.tables.finding import find_tables
from partnerships.partial_dates import PartialDate

TODAY = date(2026, 9, 1)
TEXT = """No,University,Country,Remarks,Signed
1,Varna,Bulgaria,,12.05.2018
Poland
2,"Opole, Poland",,x,2019
,,,,2020
Total: 2
"""
TERMS = """University,Country,Signed,Valid from,End,Terminated on,On the public list,Type of agreement
Opole University,Poland,05/2019,2019,31.12.2024 with automatic renewal,12.03.2020,no,MoU
Kaunas University,LT,2030,3 years,unlimited,2020,maybe,MoU [cancelled]
Université de Corte,France,32.13.2019,,five years,,,Accord
"""


def with_records(table):
    """Return a Table with what stands in the cells of its rows."""
    readers = readers_of(table, TODAY)
    return replace(table, rows=tuple(with_record(row, readers) for row in table.rows))


def test_tables_and_records_come_back_from_the_sandbox_as_they_were_found(source_table):
    for content in (TEXT.encode(), TERMS.encode(), source_table.read_bytes()):
        _parsed_file, tables = read_tables(content, None, TODAY, {}, {})

        assert tables == list(map(with_records, find_tables(read_here(content))))


def test_format_comes_back_from_the_sandbox():
    parsed_file, _tables = read_tables(TEXT.encode("utf-16"), None, TODAY, {}, {})

    assert parsed_file[:4] == ("csv", "utf-16", ",", ())


def test_cells_are_read_in_the_sandbox(monkeypatch):
    monkeypatch.setattr(reading, "parse_record", None)

    _parsed_file, (table,) = read_tables(TEXT.encode(), None, TODAY, {}, {})

    assert table.rows[0].record.signed == PartialDate(2018, 5, 12)


def test_a_text_of_a_row_is_kept_once():
    _parsed_file, (table,) = read_tables(TEXT.encode(), None, TODAY, {}, {})
    row = table.rows[0]

    assert row.cells[1] is row.values[Column.INSTITUTION] is row.record.institution


def caches_of(*modules):
    """Return the functions of some modules that keep what they found."""
    return [function for module in modules for function in vars(module).values() if hasattr(function, "cache_clear")]


def test_the_tables_of_words_are_built_once_and_not_in_each_sandbox():
    for function in caches_of(plain_tables, country_names, headers, partial_dates):
        function.cache_clear()

    read_tables(TEXT.encode(), None, TODAY, {}, {})

    tables = (country_names.long_names, headers.meanings_of_headers, partial_dates.every_month_number)
    assert [table.cache_info().currsize for table in tables] == [1] * 3
