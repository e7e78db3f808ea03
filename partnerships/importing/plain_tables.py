"""Tables and their records as plain data, which the sandbox hands back as JSON, some rows at a time."""

from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from partnerships.partial_dates import PartialDate

from .cells.records import Record, parse_record
from .cells.terms import StatedTerm
from .fields import Column
from .files.reading import read_here
from .files.sandbox import Progress, hand_over, run_in_sandbox, tell
from .planning.reading import readers_of
from .remarks import FileRefused, Remark
from .sheets import ParsedFile
from .tables.finding import ChosenColumns, Table, find_tables
from .tables.table_rows import OtherRow, TableRow

ROWS_AT_ONCE = 1000  # that the sandbox hands over
MOST_KEPT = 20_000  # equal dates and terms
# A list of our own, whose cells are looked up in every table of words.
WORDY_LIST = """University,Country,Type,Signed,Valid,Renewal,Notice period,Status,Remarks
Elmbridge University,Nowhere,MoU with Elmbridge,5 Foo 2020,until further notice,automatic,3 months,unheard of,none
"Elmbridge College, Poland",Elm (Poland),Exchange,30 Bar 2021,2021 to 2025,none,one year,draft,none
"""


def read_tables(
    content: bytes,
    sheet: str | None,
    today: date,
    remembered: ChosenColumns,
    chosen: ChosenColumns,
    *others: Any,
    progress: Progress | None = None,
) -> tuple[ParsedFile, list[Table]]:
    """Return what the bytes of a file were read as, without its sheets, and the Tables in them with the records of
    their rows; read in the sandbox.

    `today` is the day from which a signing lies in the future. Raises FileRefused as `read` and `find_tables` do;
    `others` are passed to the latter. `progress` is called with the steps "read" and "tables".
    """
    tables: list[dict[str, Any]] = []
    rows: list[list[TableRow]] = []

    def take(part: Any) -> None:
        if isinstance(part, dict):
            tables.append(part)
            rows.append([])
        else:
            rows[-1].extend(map(row_from, part))

    build_word_tables()
    file_format, encoding, delimiter = run_in_sandbox(
        read_plainly, content, sheet, today, remembered, chosen, *others, progress=progress, take=take
    )
    found = [table_from(plain, its_rows) for plain, its_rows in zip(tables, rows, strict=True)]
    return ParsedFile(file_format, encoding, delimiter, ()), found


@cache
def build_word_tables() -> None:
    """Build the tables of words in this process, so that each sandbox, which is a copy of it, has them already."""
    read_plainly(WORDY_LIST.encode(), None, date.min, {}, {})


def read_plainly(
    content: bytes, sheet: str | None, today: date, remembered: ChosenColumns, chosen: ChosenColumns, *others: Any
) -> list[Any]:
    """Return format, encoding and delimiter of a file; hand over each Table in it, and then its rows, as JSON holds
    them.
    """
    tell("read")
    parsed_file = read_here(content, sheet)
    tell("tables", sum(len(part.rows) for part in parsed_file.sheets))
    for table in tables_of(parsed_file, remembered, chosen, *others):
        hand_over(vars(table) | {"rows": ()})
        readers = readers_of(table, today)
        for start in range(0, len(table.rows), ROWS_AT_ONCE):
            rows = table.rows[start : start + ROWS_AT_ONCE]
            hand_over([plain_row(row, *parse_record(row.values, readers)) for row in rows])
    return list(parsed_file[:3])


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


def table_from(plain: dict[str, Any], rows: list[TableRow]) -> Table:
    """Return the Table with these `rows` whose other values came as JSON."""
    return Table(**{name: BACK.get(name, as_it_is)(value) for name, value in plain.items()} | {"rows": tuple(rows)})


def plain_row(row: TableRow, record: Record, remarks: tuple[Remark, ...]) -> list[Any]:
    """Return a TableRow with its `record` and the `remarks` on that as JSON holds it, but for the dates: the values of
    its fields in their order.
    """
    stored = [remark.stored() for remark in (*row.remarks, *remarks)]
    return [row.number, row.values, row.cells, stored, row.skipped, row.held, row.joined, record]


def row_from(plain: list[Any]) -> TableRow:
    """Return the TableRow that `plain_row` made plain; what stands in a cell and in its record is one text."""
    number, values, cells, remarks, skipped, held, joined, record = plain
    texts = dict(zip(cells, cells, strict=True))
    return TableRow(
        number,
        {COLUMNS[column]: texts.get(text, text) for column, text in values.items()},
        tuple(cells),
        tuple(map(Remark.from_stored, remarks)) if remarks else (),
        skipped,
        held,
        tuple(joined),
        record_from([texts.get(value, value) if isinstance(value, str) else value for value in record]),
    )


def record_from(plain: list[Any]) -> Record:
    """Return the Record whose values came as JSON."""
    for index in DATES:
        if plain[index]:
            plain[index] = date_from(plain[index])
    plain[TERM] = term_from(*plain[TERM])
    for index in DAYS:
        if plain[index]:
            plain[index] = date.fromisoformat(plain[index])
    return Record._make(plain)


@lru_cache(MOST_KEPT)
def date_from(text: str) -> PartialDate:
    """Return the PartialDate of an ISO `text`; equal ones are one object."""
    return PartialDate.fromisoformat(text)


@lru_cache(MOST_KEPT)
def term_from(ends: str | None, starts: str | None, *others: Any) -> StatedTerm:
    """Return the StatedTerm whose values came as JSON; equal ones are one object."""
    return StatedTerm(ends and date_from(ends), starts and date_from(starts), *others)  # type: ignore[arg-type]


def as_it_is(value: Any) -> Any:
    """Return a value of JSON, a list as a tuple."""
    return tuple(value) if isinstance(value, list) else value


def by_index(named: dict[str, Any]) -> dict[int, Any]:
    """Return values by their numbers, which JSON holds as texts."""
    return {int(number): value for number, value in named.items()}


# Where in a Record those values stand that JSON holds as texts or lists.
DATES = [Record._fields.index(name) for name in ("signed", "starts", "ends")]
DAYS = [Record._fields.index(name) for name in ("review_on", "terminated_on", "rests_from", "rests_until")]
TERM = Record._fields.index("term")
COLUMNS = {column.value: column for column in Column}
# How what JSON holds becomes again what a field of a Table holds, by the name of the field.
BACK: dict[str, Callable[[Any], Any]] = {
    "columns_by_index": lambda columns: {index: COLUMNS[column] for index, column in by_index(columns).items()},
    "headers": by_index,
    "pictures": by_index,
    "others": lambda rows: tuple(OtherRow(sheet, number, tuple(cells), why) for sheet, number, cells, why in rows),
}
