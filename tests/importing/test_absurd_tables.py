"""Small absurd tables, drawn at random from a fixed seed: each is read, held or refused with a sentence."""

import random

import pytest

from partnerships.importing.planning.planner import make_plan
from partnerships.importing.remarks import FileRefused
from partnerships.importing.sheets import Merged, ParsedFile, Row, Sheet
from partnerships.importing.tables.finding import find_tables

TABLES = 400
HEADERS = ["University", "Country", "Type", "Date", "Signed", "Expires", "Start", "Website", "No", "Notes", "MoU", ""]
CELLS = [
    "Northport University", "Alder Institute", "Spain", "Italy", "MoU", "MoU, Cooperation", "13.02.2015", "1/0/1900",
    "00.00.0000", "30/00/2020", "2020", "5 years", "no end", "x", "yes", "7", "EUROPE", "Total", "www.alder.example",
    "2015 – 2020", "", "", "", " ", "\N{ZERO WIDTH SPACE}", "?",
]  # fmt: skip


def random_document(seed):
    """Return a ParsedFile of up to eight rows, under none to three rows of headers, some cells under none."""
    draw = random.Random(seed)
    headers = draw.choice([0, 1, 1, 1, 2, 3])
    rows = []
    for number in range(1, headers + draw.randint(1, 6)):
        pool = HEADERS if number <= headers else CELLS
        rows.append(Row(number, tuple(draw.choice(pool) for _ in range(draw.randint(1, 8)))))
    merged = tuple(
        Merged(row, column, row + draw.randint(0, 1), column + draw.randint(0, 2))
        for row, column in ((draw.randint(1, 3), draw.randint(0, 5)) for _ in range(draw.randint(0, 2)))
    )
    return ParsedFile(draw.choice(["csv", "html", "xlsx", "docx"]), None, None, (Sheet("List", tuple(rows), merged),))


@pytest.mark.django_db
@pytest.mark.either_database
def test_no_table_is_too_absurd_to_be_read_held_or_refused():
    read = 0

    for seed in range(TABLES):
        try:
            tables = find_tables(random_document(seed))
        except FileRefused:
            continue
        make_plan(tables)
        read += 1

    assert read > TABLES / 4
