"""Lists of agreements for paper."""

import io

import openpyxl
import pytest
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from partnerships.exporting.paper.columns import USUAL, chosen
from partnerships.exporting.paper.docx import write_docx
from partnerships.exporting.paper.lists import Group, paper_list
from partnerships.exporting.paper.xlsx import write_xlsx
from partnerships.languages import format_day
from partnerships.models import Agreement, HomeInstitution, Validity
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def made(columns=USUAL, group="", title="For the rector", said=(), language="en"):
    with override(language):
        keys = Agreement.objects.order_by("register_number").values_list("pk", flat=True)
        return paper_list(keys, chosen(columns, group), group, title, said)


def docx_of(paper, home=None):
    file = io.BytesIO()
    with override(paper.language):
        write_docx(file, paper, home or HomeInstitution())
    return Document(file)


def sheet_of(paper):
    file = io.BytesIO()
    with override(paper.language):
        write_xlsx(file, paper, HomeInstitution())
    return openpyxl.load_workbook(file).active


def texts_of(document):
    """Return the texts of the first table of a document."""
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


@pytest.fixture
def three():
    make_agreement(make_institution("Varna", "BG"), number=1, signed="2020-10", ends="2199", unit="Law")
    make_agreement(make_institution("Ankara", "TR"), number=2, signed="2020-05-04", validity=Validity.OPEN_ENDED)
    make_agreement(make_institution("Nowhere", ""), number=3, signed=None)


def test_values_are_words_and_dates_are_as_known(three):
    rows = texts_of(docx_of(made()))

    assert rows == [
        ["No", "Institution", "Country", "Type of agreement", "Signed", "End", "Status"],
        ["1", "Varna", "Bulgaria", "MoU", "October 2020", "2199", "in force"],
        ["2", "Ankara", "Türkiye", "MoU", "4 May 2020", "open-ended", "in force"],
        ["3", "Nowhere", "", "MoU", "not recorded", "not recorded", "end not recorded"],
    ]


def test_a_list_is_written_in_the_language_that_was_chosen(three):
    paper = made(language="tr")
    document = docx_of(paper)

    assert texts_of(document)[1][2:] == ["Bulgaristan", "MoU", "Ekim 2020", "2199", "yürürlükte"]
    assert {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))} == {"tr-TR"}


def test_a_list_says_its_title_count_day_and_filters(three):
    document = docx_of(made(said=["Poland", "in force"]), HomeInstitution(name_en="University of Baku"))

    assert [paragraph.text for paragraph in document.paragraphs] == [
        "For the rector",
        f"3 agreements. As of {format_day(timezone.localdate())}.",
        "Chosen in the list: Poland, in force.",
    ]
    assert (document.core_properties.title, document.core_properties.author) == ("For the rector", "University of Baku")


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("country", ["Bulgaria (1)", "Türkiye (1)", "Country not recorded (1)"]),
        ("unit", ["Law (1)", "Unit not recorded (2)"]),
    ],
)
def test_rows_stand_under_headings(three, group, headings):
    document = docx_of(made([*USUAL, "unit"], group))

    named = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert (named, len(document.tables)) == (headings, len(headings))
    assert len(document.tables[0].columns) == 7  # the one that the rows are grouped by is left out


def test_the_header_stands_on_each_page_and_pages_are_numbered(three):
    document = docx_of(made())

    header, row = (line._tr.trPr for line in document.tables[0].rows[:2])
    assert (header.find(qn("w:tblHeader")) is None, row.find(qn("w:tblHeader")) is None) == (False, True)
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    ("columns", "orientation"), [(["ends"], WD_ORIENT.PORTRAIT), ([*USUAL, "unit", "notes"], WD_ORIENT.LANDSCAPE)]
)
def test_a_page_with_many_columns_lies_on_its_side(three, columns, orientation):
    assert docx_of(made(columns)).sections[0].orientation == orientation


@pytest.mark.parametrize("write", [docx_of, sheet_of])
def test_an_empty_list_says_so(write):
    written = write(made())

    texts = (
        [each.text for each in written.paragraphs]
        if write is docx_of
        else [row[0] for row in written.iter_rows(values_only=True)]
    )
    assert "No agreement of the register is in this list." in texts


def test_letters_of_all_alphabets_arrive_and_what_no_file_can_hold_is_left_out():
    names = ["Qərbi Kaspi", "東京大学", "جامعة القاهرة", "האוניברסיטה", "<b>& “Łódź”", "🏛 Σ"]
    for number, name in enumerate(names, 1):
        make_agreement(make_institution(name), number=number, notes="one\ntwo\x0bthree\ufffe")

    paper = made(["notes"])
    document = docx_of(paper)

    assert texts_of(document)[1:] == [[name, "one\ntwothree"] for name in names]
    assert [row[0] for row in sheet_of(paper).iter_rows(min_row=5, values_only=True)] == names
    marked = [cell._tc.xpath(".//w:rtl") for cell in document.tables[0].columns[0].cells]
    assert [len(each) for each in marked] == [0, 0, 0, 1, 1, 0, 0]


def test_a_register_with_the_longest_names_has_a_list_too(three):
    home = HomeInstitution(register_name_en="R" * 100, name_en="U" * 300)

    document = docx_of(made(title=home.full_title), home)

    assert document.paragraphs[0].text == home.full_title
    assert len(document.core_properties.title) == len(document.core_properties.author) == 255


def test_a_workbook_is_for_reading(three):
    sheet = sheet_of(made(group="country"))

    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["For the rector"]
    assert rows[3] == ["No", "Institution", "Type of agreement", "Signed", "End", "Status"]
    assert rows[4:6] == [["Bulgaria (1)"], [1, "Varna", "MoU", "October 2020", 2199, "in force"]]
    assert (sheet["D8"].value.isoformat(), sheet["D8"].number_format) == ("2020-05-04T00:00:00", "d mmm yyyy")
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "A5")
    assert sheet.oddFooter.center.text == "Page &P of &N"


def test_no_text_of_a_workbook_is_a_formula():
    make_agreement(make_institution("=HYPERLINK(1)"), number=1)

    sheet = sheet_of(made(["notes"], title="=1+1"))

    assert (sheet["A1"].value, sheet["A5"].value) == ("'=1+1", "'=HYPERLINK(1)")
    assert sheet["A5"].data_type == "s"


def test_a_heading_counts_its_rows():
    assert (Group("Poland", [[1], [2]]).title, Group("", [[1]]).title) == ("Poland (2)", "")
