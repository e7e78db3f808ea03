"""Tables that come back from the sandbox."""

from partnerships.importing.files.reading import read_here
from partnerships.importing.plain_tables import read_tables
from partnerships.importing.tables.finding import find_tables

TEXT = """No,University,Country,Remarks,Signed
1,Varna,Bulgaria,,12.05.2018
Poland
2,"Opole, Poland",,x,2019
,,,,2020
Total: 2
"""


def test_tables_come_back_from_the_sandbox_as_they_were_found(source_table):
    for content in (TEXT.encode(), source_table.read_bytes()):
        _parsed_file, tables = read_tables(content, None, {}, {})

        assert tables == find_tables(read_here(content))


def test_format_comes_back_from_the_sandbox():
    parsed_file, _tables = read_tables(TEXT.encode("utf-16"), None, {}, {})

    assert parsed_file[:4] == ("csv", "utf-16", ",", ())
