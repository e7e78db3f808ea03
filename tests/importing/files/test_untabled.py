"""Files in which agreements stand otherwise than in a table, and the sentences that refuse them."""

import io

import docx
import pytest

from partnerships.importing.files.reading import read_here
from partnerships.importing.remarks import FileRefused
from partnerships.importing.tables.finding import find_tables

CARDS = """Institution: Northport University
Country: Spain
Signed: 12.05.2019

Institution: Alder Institute
Country: Italy
Signed: 03.06.2020
"""
RUSSIAN_CARDS = """Вуз – партнёр: Университет Нортпорта
Местонахождение: Испания
Кем подписан: ректором

Вуз – партнёр: Институт Олдера
Местонахождение: Италия
Кем подписан: деканом
"""
TWO_LINES = """Northport University (Spain)
Memorandum of Understanding, 12.05.2019
Alder Institute (Italy)
Student exchange, 03.06.2020
"""
BLOCKS = """نورث بورت
٢٠١٩

ألدر
٢٠٢٠

سيدج
٢٠٢١
"""
TABLE = [
    ("University", "Country", "Date"),
    ("Northport University", "Spain", "2019"),
    ("Alder Institute", "Italy", "2020"),
]
IN_CARDS = "The file holds cards, with one fact in each line, not a table; put each agreement in one row"
IN_LINES = "Each agreement in the file takes several lines; put each in one row"
SHADED = "has shaded rows but no lines between its columns, so its cells cannot be told apart; import the spreadsheet"
UNRULED = "The PDF holds no table with ruled lines"


def docx_of(paragraphs, style=None):
    document, file = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text, style=style)
    document.save(file)
    return file.getvalue()


def pdf_of(rows, before=""):
    """Return a page with a table; `before` is drawn behind each second row, which stands at the height %s."""
    drawn = ""
    for number, cells in enumerate(rows):
        height = 780 - 20 * number
        drawn += before % (height - 5) if before and number % 2 == 0 else ""
        for index, cell in enumerate(cells):
            drawn += f"BT /F 10 Tf {60 + 170 * index} {height} Td ({cell}) Tj ET\n"
    page = "/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<<{page}>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    listed = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{listed}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    return (text + end).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (CARDS.encode(), IN_CARDS),
        (CARDS.replace(": ", ":\t").encode(), IN_CARDS),
        (CARDS.replace(": ", ";").encode(), IN_CARDS),
        (RUSSIAN_CARDS.encode(), IN_CARDS),
        (docx_of(CARDS.split("\n")), IN_CARDS),
        (pdf_of([[line] for line in CARDS.split("\n")]), IN_CARDS),
        (TWO_LINES.encode(), IN_LINES),
        (docx_of(TWO_LINES.split("\n")), IN_LINES),
        (BLOCKS.encode(), IN_LINES),
        (pdf_of(TABLE, "0.9 g 50 %s 500 20 re f 0 g\n"), SHADED),
        (pdf_of(TABLE), UNRULED),
        (
            docx_of(["MoU with Northport, 2019", "Exchange with Alder, 2020"], "List Bullet"),
            "as bullets, not in a table",
        ),
        (docx_of(["• Northport, 2019", "• Alder, 2020"]), "as bullets, not in a table"),
        (docx_of(["We hereby agree.", "Nothing else."]), "The document holds no table"),
    ],
)
def test_refusal_says_what_the_file_is_and_what_to_do(content, sentence):
    with pytest.raises(FileRefused) as refusal:
        find_tables(read_here(content))

    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Northport University\nAlder Institute\nSedge College\n", "No row names the columns"),
        ("Spain;Northport\nSpain;Alder\nSpain;Reed\nItaly;Sedge\nItaly;Fen\n", "No row names the columns"),
        ("Student,Passport\nAda,12\nBea,13\n", "No column names the institutions"),
    ],
)
def test_other_files_keep_their_refusal(text, sentence):
    with pytest.raises(FileRefused) as refusal:
        find_tables(read_here(text.encode()))

    assert sentence in str(refusal.value)
