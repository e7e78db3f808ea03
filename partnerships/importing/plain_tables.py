"""Tables as plain data, which the sandbox hands back as JSON."""

from collections.abc import Callable
from typing import Any

from .fields import Column
from .files.reading import read_here
from .files.sandbox import Progress, run_in_sandbox, tell
from .remarks import FileRefused, Remark
from .sheets import ParsedFile
from .tables.finding import ChosenColumns, Table, find_tables
from .tables.table_rows import OtherRow, TableRow


def read_tables(
    content: bytes,
    sheet: str | None,
    remembered: ChosenColumns,
    chosen: ChosenColumns,
    *others: Any,
    progress: Progress | None = None,
) -> tuple[ParsedFile, list[Table]]:
    """Return what the bytes of a file were read as, without its sheets, and the Tables in them; read in the sandbox.

    Raises FileRefused as `read` and `find_tables` do; `others` are passed to the latter. `progress` is called with the
    steps "read" and "tables".
    """
    (file_format, encoding, delimiter), tables = run_in_sandbox(
        read_plainly, content, sheet, remembered, chosen, *others, progress=progress
    )
    return ParsedFile(file_format, encoding, delimiter, ()), [table_from(plain) for plain in tables]


def read_plainly(
    content: bytes, sheet: str | None, remembered: ChosenColumns, chosen: ChosenColumns, *others: Any
) -> list[Any]:
    """Return format, encoding and delimiter of a file, and the Tables in it, as JSON holds them."""
    tell("read")
    parsed_file = read_here(content, sheet)
    tell("tables", sum(len(part.rows) for part in parsed_file.sheets))
    return [parsed_file[:3], [plain_table(table) for table in tables_of(parsed_file, remembered, chosen, *others)]]


def tables_of(parsed_file: ParsedFile, remembered: ChosenColumns, chosen: ChosenColumns, *others: Any) -> list[Table]:
    """Return the Tables of a ParsedFile, with the `chosen` columns and those `remembered` from earlier lists like it.

    Raises FileRefused where there is none.
    """
    try:
        return find_tables(parsed_file, {**remembered, **chosen}, *others)
    except FileRefused:
        if not remembered:
            raise
        return find_tables(parsed_file, chosen, *others)


def plain_table(table: Table) -> dict[str, Any]:
    """Return a Table as JSON holds it."""
    return {**vars(table), "rows": [plain_row(row) for row in table.rows]}


def table_from(plain: dict[str, Any]) -> Table:
    """Return the Table that `plain_table` made plain."""
    return Table(**{name: BACK.get(name, as_it_is)(value) for name, value in plain.items()})


def plain_row(row: TableRow) -> list[Any]:
    """Return a TableRow as JSON holds it: the values of its fields in their order."""
    remarks = [remark.stored() for remark in row.remarks] if row.remarks else ()
    return [row.number, row.values, row.cells, remarks, row.skipped, row.held, row.joined]


def row_from(plain: list[Any]) -> TableRow:
    """Return the TableRow that `plain_row` made plain."""
    number, values, cells, remarks, skipped, held, joined = plain
    return TableRow(
        number,
        {COLUMNS[column]: text for column, text in values.items()},
        tuple(cells),
        tuple(map(Remark.from_stored, remarks)),
        skipped,
        held,
        tuple(joined),
    )


def as_it_is(value: Any) -> Any:
    """Return a value of JSON, a list as a tuple."""
    return tuple(value) if isinstance(value, list) else value


def by_index(named: dict[str, Any]) -> dict[int, Any]:
    """Return values by their numbers, which JSON holds as texts."""
    return {int(number): value for number, value in named.items()}


COLUMNS = {column.value: column for column in Column}
# How what JSON holds becomes again what a field of a Table holds, by the name of the field.
BACK: dict[str, Callable[[Any], Any]] = {
    "columns_by_index": lambda columns: {index: COLUMNS[column] for index, column in by_index(columns).items()},
    "headers": by_index,
    "pictures": by_index,
    "rows": lambda rows: tuple(map(row_from, rows)),
    "others": lambda rows: tuple(OtherRow(sheet, number, tuple(cells), why) for sheet, number, cells, why in rows),
}
