"""The import in a real browser: a pasted table, columns changed, a held row decided, the import taken back."""

import time

import pytest

from partnerships.admin import imports
from partnerships.admin.import_progress import teller
from partnerships.models import Agreement, ImportRun, SourceRow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTED = "University\tCountry\tDate\nVarna\tBulgaria\t2020\n\tPoland\t12.05.2021\n"


def test_a_pasted_table_is_corrected_decided_on_and_taken_back(office):
    office.goto("/admin/import/")
    office.fill("#id_pasted", PASTED)
    office.click("text=Show the preview")
    office.click("text=What the columns mean")
    office.select_option("select[name=column-0-2]", "starts")
    office.click("text=Confirm and import")
    assert "Your choices were taken" in office.locator(".messagelist").inner_text()
    office.click("text=Confirm and import")
    assert Agreement.objects.get().starts.isoformat() == "2020"

    office.click("#result_list >> text=Decide")
    office.fill("#id_institution", "Opole")
    office.click("text=Register as an agreement")
    assert (Agreement.objects.count(), SourceRow.objects.waiting().count()) == (2, 0)

    office.goto(f"/admin/partnerships/importrun/{ImportRun.objects.get().pk}/change/")
    office.click("text=Take this import back")
    assert "A person registered it from a held row." in office.content()
    office.click("[type=submit][value='Take the import back']")
    assert list(Agreement.objects.values_list("institution__name", flat=True)) == ["Opole"]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_an_import_is_wider_than_the_screen(office, width):
    office.set_viewport_size({"width": width, "height": 800})
    office.goto("/admin/import/")
    office.fill("#id_pasted", PASTED)
    office.click("text=Show the preview")
    office.wait_for_load_state()
    widths = [office.evaluate("document.documentElement.scrollWidth")]
    office.click("text=Confirm and import")
    office.wait_for_load_state()
    row, run = SourceRow.objects.waiting().get(), ImportRun.objects.get()
    for path in (f"sourcerow/{row.pk}/decide/", f"sourcerow/{row.pk}/change/", f"importrun/{run.pk}/undo/"):
        office.goto(f"/admin/partnerships/{path}")
        widths.append(office.evaluate("document.documentElement.scrollWidth"))

    assert widths == [width] * 4


def test_the_page_says_how_far_a_long_file_is_read(office, tmp_path, monkeypatch):
    def slow_teller(*arguments):
        tell = teller(*arguments)

        def tell_slowly(*step):
            tell(*step)
            time.sleep(2)

        return tell_slowly

    monkeypatch.setattr(imports, "teller", slow_teller)
    file = tmp_path / "list.csv"
    file.write_text("University,Country,Type,Date\nVarna,Bulgaria,MoU,2020\n")
    office.goto("/admin/import/")
    office.set_input_files("[type=file]", file)

    said = []
    office.expose_function("noted", lambda sentence: said.append(sentence))
    office.evaluate(
        """() => {
          const note = document.getElementById("import-progress");
          new MutationObserver(() => window.noted(note.textContent)).observe(note, { childList: true });
        }"""
    )

    office.click("text=Show the preview")
    office.wait_for_url("**/admin/import/*-*/")

    assert list(dict.fromkeys(filter(None, said))) == ["Reading the file…", "Looking for the list in 2 rows…"]
