"""The source table printed to PDF by a real browser, and read again."""

import html

import pytest

from partnerships.importing.files.reading import read
from partnerships.importing.planning.planner import make_plan
from partnerships.importing.tables.finding import find_tables

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

STYLE = """table {border-collapse: collapse; width: 100%; table-layout: fixed}
    td {border: 1px solid; overflow-wrap: anywhere}"""


@pytest.fixture
def printed(chromium, source_table):
    """Yield the source table as a PDF of several pages, each with the header on top."""
    rows = find_tables(read(source_table.read_bytes()))[0].rows
    header = ["No", "Logo", "University", "Country", "Type of agreement", "Date", "Website"]
    lines = [[*row.cells[:6], row.values.get("website", "")] for row in rows]
    first, *others = (
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>" for cells in [header, *lines]
    )
    page = chromium.new_page()
    page.set_content(f"<style>{STYLE}</style><table><thead>{first}</thead><tbody>{''.join(others)}</tbody></table>")
    yield page.pdf(format="A4", landscape=True)
    page.close()


def test_all_121_rows_of_a_printed_table_come_out(printed, source_table):
    wanted = make_plan(find_tables(read(source_table.read_bytes()))).rows
    document = read(printed)

    found = make_plan(find_tables(document)).rows

    assert (document.format, len(document.sheets[0].rows) > 125) == ("pdf", True)
    assert [row.outcome for row in found] == ["new"] * 121
    for column in ("number", "country", "title", "signed", "website"):
        assert [row.values[column] for row in found] == [row.values[column] for row in wanted]
    names = [row.values["institution"].replace(" ", "") for row in found]
    assert names == [row.values["institution"].replace(" ", "") for row in wanted]
