"""JSON to cells: a list of records, as the register and other programs write it."""

import json
from itertools import islice
from typing import Any

from partnerships.importing.fields import HEADERS, OWN_ID, Column
from partnerships.importing.sheets import ParsedFile, Row, Sheet, trimmed

MOST_KEYS = 501  # more than a list may have columns, so that it is refused as any other
RESULTS = "results"  # the key under which the register's public file has its list
# Headers of the keys of the register's own files, where they are not those of Columns; the import leaves all but the
# first out, and takes none of them for the website of a partner.
OWN_KEYS = {
    "id": OWN_ID,
    "url": "Page",
    "institution_url": "Institution page",
    "changed": "Last change",
}
KEYS = {**{column.value: header for column, header in HEADERS.items()}, Column.NOTICE: "Notice period in months"}


def json_records(text: str) -> list[dict[str, Any]]:
    """Return the records of a text in JSON, by the headers of their values; [] where it is not such a list."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return []
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return []
    is_own = isinstance(data, dict)
    records = data.get(RESULTS) if is_own else data
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        return []
    headers = KEYS | OWN_KEYS if is_own else KEYS
    return [{headers.get(key, key): value for key, value in record.items()} for record in records]


def read_json(records: list[dict[str, Any]], encoding: str) -> ParsedFile:
    """Read the `records` of a file into a ParsedFile: one below the other, under a row of headers."""
    headers = list(islice(dict.fromkeys(key for record in records for key in record), MOST_KEYS))
    rows = [headers, *([cell_of(record.get(header)) for header in headers] for record in records)]
    numbered = (Row(number, trimmed(map(storable, cells))) for number, cells in enumerate(rows, start=1))
    return ParsedFile("json", encoding, None, (Sheet(None, tuple(numbered)),))


def cell_of(value: Any) -> str:
    """Return a value of JSON as a cell of a table writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(cell_of, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def storable(text: str) -> str:
    """Return a text without what no database keeps: zero bytes, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
