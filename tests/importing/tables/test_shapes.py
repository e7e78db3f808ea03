"""Lists of other shapes than one record a row."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.tables.finding import find_tables

NAMES = (Column.INSTITUTION, Column.COUNTRY, Column.TITLE, Column.KINDS, Column.SIGNED, Column.STARTS, Column.ENDS)
SHAPES = {
    "turned round": (
        "University\tNorthport University\tAlder Institute\nCountry\tSpain\tItaly\nSigned\t12.05.2019\t2018\n",
        [(2, "Northport University Spain 12.05.2019", []), (3, "Alder Institute Italy 2018", [])],
    ),
    "years": (
        "Country,University,2018,2019\nSpain,Northport University,,signed\nItaly,Alder Institute,x,\n",
        [
            (2, "Northport University Spain 2019", ["year-from-header"]),
            (3, "Alder Institute Italy 2018", ["year-from-header"]),
        ],
    ),
    "types": (
        "University,Country,MoU,Student exchange\nNorthport University,Spain,✓,\nAlder Institute,Italy,✓,✓\n",
        [
            (2, "Northport University Spain MoU", ["type-from-cross"]),
            (3, "Alder Institute Italy MoU; Student exchange", ["type-from-crosses"]),
        ],
    ),
    "kinds beside types": (
        "University,Country,Type,Student exchange,Staff exchange\nNorthport University,Spain,MoU,x,\n"
        "Alder Institute,Italy,Protocol,x,x\n",
        [
            (2, "Northport University Spain MoU Student exchange", []),
            (3, "Alder Institute Italy Protocol Student exchange; Staff exchange", []),
        ],
    ),
    "day, month and year": (
        "Üniversite,Ülke,Gün,Ay,Yıl\nNorthport University,Spain,12,Mayıs,2019\nAlder Institute,Italy,,6,2018\n",
        [
            (2, "Northport University Spain 2019-05-12", ["date-from-parts"]),
            (3, "Alder Institute Italy 2018-06", ["date-from-parts"]),
        ],
    ),
    "two lines": (
        "No,University,Country,Signed\n1,Northport University,Spain,\n,,,12.05.2019\n"
        "2,Alder Institute,Italy,\n,,,2018\n",
        [(2, "Northport University Spain 12.05.2019", ["two-lines"]), (4, "Alder Institute Italy 2018", ["two-lines"])],
    ),
    "partners in titles": (
        "Agreement,Date\nMoU with Northport University (Spain),2019\n"
        "Memorandum mit dem Alder Institut (Italien),2018\n",
        [
            (2, "Northport University Spain MoU 2019", ["title-divided"]),
            (3, "Alder Institut Italien Memorandum 2018", ["title-divided"]),
        ],
    ),
}


def read_rows(text):
    return [
        (row.number, " ".join(row.values[name] for name in NAMES if name in row.values), [r.code for r in row.remarks])
        for table in find_tables(read(text.encode()))
        for row in table.records
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_of_another_shape_is_read_as_one_record_a_row(shape):
    text, rows = SHAPES[shape]

    assert read_rows(text) == rows


def test_a_row_keeps_the_cells_that_stood_in_it():
    text, _rows = SHAPES["day, month and year"]

    (table,) = find_tables(read(text.encode()))

    assert table.rows[0].cells == ("Northport University", "Spain", "12", "Mayıs", "2019", "2019-05-12")


@pytest.mark.parametrize(
    "text",
    [
        "Northport University,Spain,5,2019,4,2024\nAlder Institute,Italy,6,2018,5,2023\n",
        "University,Country,MoU on file,MoU expired\nNorthport University,Spain,yes,no\nAlder Institute,Italy,no,yes\n",
    ],
)
def test_numbers_and_answers_make_no_date_and_no_type(text):
    assert not {code for *_row, codes in read_rows(text) for code in codes} & {"year-from-header", "type-from-cross"}
