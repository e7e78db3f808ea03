"""Import runs and held rows in the office."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.importing.remarks import Remark
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun, Institution, InstitutionName, PendingImport, SourceRow
from partnerships.partial_dates import PartialDate
from tests.admin.pages import CHANGED_MEANWHILE
from tests.factories import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

TEXT = "University,Country,Type,Date\n,Poland,MoU,12.05.2020\nVarna,Bulgaria,MoU,2021\n=1+1,Poland,MoU,soon\n"


@pytest.fixture
def run(admin_user):
    return AgreementResource().import_file(TEXT.encode(), "list.csv", user=admin_user).run


def said(response):
    return [str(message) for message in response.context["messages"]]


def post_file(client, text, name="list.csv"):
    return client.post("/admin/import/", {"file": SimpleUploadedFile(name, text.encode())}, follow=True)


def test_a_run_shows_how_it_was_read_and_gives_its_file_back(admin_client, run):
    page = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/change/")
    file = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/file/")

    assert "University → Institution, Country → Country" in page.text
    assert file.content == TEXT.encode()
    assert file.headers["Content-Disposition"] == 'attachment; filename="list.csv"'


def test_a_run_is_taken_back_after_a_page_that_lists_what_goes(admin_client, run):
    address = f"/admin/partnerships/importrun/{run.pk}/undo/"
    page = admin_client.get(address)
    assert page.text.count("Varna, MoU, 2021") == 1

    response = admin_client.post(address, {"fingerprint": page.context["fingerprint"]}, follow=True)

    assert (said(response), Agreement.objects.count()) == (["The import of list.csv was taken back."], 0)
    assert said(admin_client.get(address, follow=True)) == ["This import has been taken back already."]


def test_a_run_that_changed_no_record_says_so_before_it_is_taken_back(admin_client, run):
    later = AgreementResource().import_file(TEXT.encode() + b"\n,Italy,MoU,2020\n", "later.csv").run

    page = admin_client.get(f"/admin/partnerships/importrun/{later.pk}/undo/")

    assert "No record will be deleted or changed; the import is only marked as taken back." in page.text
    assert "2 held rows of it will not wait for a decision any more." in page.text


def test_a_file_with_a_name_in_any_language_is_given_back_under_it(admin_client):
    run = AgreementResource().import_file(TEXT.encode(), "Siyahı.csv").run

    file = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/file/")

    assert file.headers["Content-Disposition"] == "attachment; filename*=utf-8''Siyah%C4%B1.csv"


def test_an_undo_names_who_was_made_responsible(admin_client, run, django_user_model):
    person = django_user_model.objects.create(
        username="leyla", email="leyla@example.org", first_name="Leyla", is_staff=True
    )
    text = "University,Country,Type,Date,Responsible\nVarna,Bulgaria,MoU,2021,leyla@example.org\n"
    later = AgreementResource().import_file(text.encode(), "later.csv").run
    assert Agreement.objects.get(institution__name="Varna").responsible == person

    page = admin_client.get(f"/admin/partnerships/importrun/{later.pk}/undo/")

    assert "Responsible: <del>Leyla</del> → <ins>–</ins>" in page.text


def test_an_undo_page_that_is_out_of_date_takes_nothing_back(admin_client, run):
    answer = admin_client.post(f"/admin/partnerships/importrun/{run.pk}/undo/", {"fingerprint": "old"}, follow=True)

    assert said(answer) == [CHANGED_MEANWHILE]
    assert Agreement.objects.count() == 2


@pytest.mark.parametrize("page", ["undo/", "file/", "held/"])
def test_who_may_not_import_may_not_take_back(client, django_user_model, run, page):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert client.get(f"/admin/partnerships/importrun/{run.pk}/{page}").status_code == 403


def test_a_held_row_is_corrected_and_registered(admin_client, run):
    row = SourceRow.objects.waiting().get()
    address = f"/admin/partnerships/sourcerow/{row.pk}/decide/"
    assert "The row names no institution." in admin_client.get(address).text

    empty = admin_client.post(address, {"country": "Poland", "register": "yes"})
    response = admin_client.post(
        address, {"institution": "Opole", "country": "Poland", "signed": "2020", "register": "yes"}, follow=True
    )

    assert "Name the institution; without one the row cannot be registered." in empty.text
    assert Agreement.objects.get(institution__name="Opole").signed == PartialDate(2020)
    assert said(response)[0].startswith("The row was registered: ")


def test_a_held_row_is_dismissed_with_a_reason(admin_client, run):
    row = SourceRow.objects.waiting().get()
    address = f"/admin/partnerships/sourcerow/{row.pk}/decide/"

    without = admin_client.post(address, {"dismiss": "yes"})
    response = admin_client.post(address, {"dismiss": "yes", "reason": "no partner"}, follow=True)

    assert "Say why, so that others understand it." in without.text
    assert said(response) == ["The row was dismissed; it is kept with its file."]
    row.refresh_from_db()
    assert row.dismissed_because == "no partner"
    assert said(admin_client.get(address, follow=True)) == ["This row does not wait for a decision any more."]


def test_held_rows_come_as_a_workbook_that_is_imported_again(admin_client, run):
    book = openpyxl.load_workbook(io.BytesIO(admin_client.get(f"/admin/partnerships/importrun/{run.pk}/held/").content))
    row = SourceRow.objects.waiting().get()
    cells = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert cells == [
        ["University", "Country", "Type of agreement", "Date", "Held because"],
        [None, "Poland", "MoU", "12.05.2020", f"[{row.pk}] The row names no institution."],
    ]
    book.active["A2"] = "Opole"
    file = io.BytesIO()
    book.save(file)

    response = AgreementResource().import_file(file.getvalue(), "held.xlsx")

    row.refresh_from_db()
    assert (row.agreement, response.plan.counts["new"]) == (Agreement.objects.get(institution__name="Opole"), 1)
    assert not SourceRow.objects.waiting().exists()


def test_provenance_stands_on_the_agreement_and_the_institution(admin_client, run):
    agreement = Agreement.objects.get(institution__name="Varna")

    for page in (
        f"/admin/partnerships/agreement/{agreement.pk}/change/",
        f"/admin/partnerships/institution/{agreement.institution_id}/change/",
    ):
        text = admin_client.get(page).text
        assert "list.csv, row 3" in text
        assert '<span class="cell">Bulgaria</span>' in text


def test_a_pasted_table_is_read(admin_client):
    page = admin_client.post("/admin/import/", {"pasted": "University\tCountry\nVarna\tBulgaria\n"}, follow=True)

    assert page.context["bar"]["written"] == "1 new"
    assert PendingImport.objects.get().file_name == "pasted table"


def test_neither_a_file_nor_a_table_is_answered(admin_client):
    page = admin_client.post("/admin/import/", {"pasted": " "})

    assert page.context["form"].errors == {"file": ["Choose a file, or paste a table into the box."]}


def test_columns_are_changed_in_the_preview(admin_client):
    preview = post_file(admin_client, "University,Remarks,Date\nVarna,Bulgaria,2021\n")
    pending = PendingImport.objects.get()
    posted = {"column-0-0": "institution", "column-0-1": "country", "column-0-2": "", "confirm": "yes"}

    again = admin_client.post(f"/admin/import/{pending.pk}/", posted, follow=True)

    assert preview.context["plan"].rows[0].record.notes == "Bulgaria"
    assert said(again) == ["Your choices were taken; this is what the import would do now."]
    record = again.context["plan"].rows[0].record
    assert (record.country, record.signed, Agreement.objects.count()) == ("BG", None, 0)


def test_columns_without_an_institution_are_refused_in_a_sentence(admin_client):
    post_file(admin_client, "University,Country\nVarna,Bulgaria\n")
    pending = PendingImport.objects.get()

    answer = admin_client.post(
        f"/admin/import/{pending.pk}/", {"column-0-0": "", "column-0-1": "country", "apply": "yes"}, follow=True
    )

    assert said(answer) == ["Choose the column that names the institutions."]


def test_a_difference_is_taken_when_it_is_ticked(admin_client):
    AgreementResource().import_file(b"University,Country,Date,End date\nVarna,Bulgaria,2020,2025\n", "one.csv")
    agreement = Agreement.objects.get()
    agreement.ends = PartialDate(2026, 6, 30)
    agreement.save()
    preview = post_file(admin_client, "University,Country,Date,End date\nVarna,Bulgaria,2020,2027\n")
    assert "End: take 2027 instead of 30 June 2026" in preview.text
    address = f"/admin/import/{PendingImport.objects.get().pk}/"

    again = admin_client.post(address, {"shown": "|2|ends", "accepted": "|2|ends", "confirm": "yes"}, follow=True)
    admin_client.post(address, {"shown": "|2|ends", "accepted": "|2|ends", "confirm": "yes",
                                "fingerprint": again.context["plan"].fingerprint})  # fmt: skip

    agreement.refresh_from_db()
    assert agreement.ends == PartialDate(2027)


def test_a_new_institution_is_said_to_be_a_registered_one(admin_client):
    varna = make_institution("Technical University of Varna", "BG")
    preview = post_file(admin_client, "University,Country\nTechnical University Varna,Bulgaria\n")
    assert "is “Technical University of Varna”, Bulgaria" in preview.text
    address = f"/admin/import/{PendingImport.objects.get().pk}/"
    posted = {"same-technical university varna|BG": varna.pk, "confirm": "yes"}

    admin_client.post(address, posted, follow=True)
    regretted = admin_client.post(address, {"same-technical university varna|BG": "new"}, follow=True)
    assert len(regretted.context["plan"].new_institutions) == 1
    again = admin_client.post(address, posted, follow=True)
    response = admin_client.post(address, {"confirm": "yes", "fingerprint": again.context["plan"].fingerprint})

    assert response.status_code == 302
    assert (Agreement.objects.get().institution, ImportRun.objects.count()) == (varna, 1)


def test_a_confirmed_import_with_held_rows_leads_to_them(admin_client):
    preview = post_file(admin_client, TEXT)
    pending = PendingImport.objects.get()

    response = admin_client.post(
        f"/admin/import/{pending.pk}/",
        {"confirm": "yes", "fingerprint": preview.context["plan"].fingerprint},
        follow=True,
    )

    assert [row.row for row in response.context["cl"].result_list] == [2]


@pytest.mark.parametrize("value", ["99999999999999999999", "-1", "x", "²"])
def test_an_institution_that_cannot_be_meant_is_not_taken(admin_client, value):
    post_file(admin_client, "University,Country\nVarna,Bulgaria\n")
    address = f"/admin/import/{PendingImport.objects.get().pk}/"

    page = admin_client.post(address, {"same-varna|BG": value, "apply": "yes"}, follow=True)

    assert (page.status_code, len(page.context["plan"].new_institutions)) == (200, 1)


def test_what_cannot_be_read_of_a_corrected_row_is_said(admin_client, run):
    row = SourceRow.objects.waiting().get()
    posted = {"institution": "Opole", "country": "Poland", "signed": "31.02.2020", "register": "yes"}

    response = admin_client.post(f"/admin/partnerships/sourcerow/{row.pk}/decide/", posted, follow=True)

    sentence = "“31.02.2020” is no date that can be read, so the date is left empty."
    row.refresh_from_db()
    assert (said(response)[1:], Remark.from_stored(row.remarks[-1]).message) == ([sentence], sentence)


def test_a_corrected_row_that_is_registered_already_is_said(admin_client, run):
    row = SourceRow.objects.waiting().get()
    posted = {"institution": "Varna", "country": "Bulgaria", "title": "MoU", "signed": "2021", "register": "yes"}

    response = admin_client.post(f"/admin/partnerships/sourcerow/{row.pk}/decide/", posted, follow=True)

    assert said(response)[0].startswith("The row is an agreement that was registered: ")
    assert Agreement.objects.count() == 2


def test_a_row_that_came_again_says_where(admin_client, run):
    row = SourceRow.objects.waiting().get()
    AgreementResource().import_file(TEXT.encode() + b"Ruse,Bulgaria,MoU,2022\n", "later.csv")

    page = admin_client.get(f"/admin/partnerships/sourcerow/{row.pk}/change/")

    assert "came again: row 2 of later.csv" in page.text


def test_held_rows_with_control_characters_come_as_a_workbook(admin_client):
    run = AgreementResource().import_file(TEXT.replace("Poland", "Po\x0bland\x07").encode(), "list.csv").run

    content = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/held/").content

    assert openpyxl.load_workbook(io.BytesIO(content)).active["B2"].value == "Poland"


@pytest.mark.parametrize("same", ["known", "new"])
def test_a_held_row_whose_institution_is_like_a_registered_one_asks_which_it_is(admin_client, run, same):
    opole = make_institution("Opole University of Technology", "PL")
    address = f"/admin/partnerships/sourcerow/{SourceRow.objects.waiting().get().pk}/decide/"
    posted = {"institution": "Opole Univ. of Tecnology", "country": "Poland", "register": "yes"}

    asked = admin_client.post(address, posted)
    assert "Say whether this is one of the registered institutions." in asked.text
    assert (f'<option value="{opole.pk}">' in asked.text, Agreement.objects.count()) == (True, 2)
    admin_client.post(address, posted | {"same": opole.pk if same == "known" else "new"})

    is_opole = Agreement.objects.order_by("pk").last().institution == opole
    known = list(InstitutionName.objects.values_list("name", "institution"))
    expected = (True, [("Opole Univ. of Tecnology", opole.pk)], 3) if same == "known" else (False, [], 4)
    assert (is_opole, known, Institution.objects.count()) == expected


def test_a_corrected_workbook_with_a_short_note_is_one_list(admin_client):
    text = "University,Country,Date,Notes\n,Poland,renewed,Signed\n,Japan,2020,\n"
    run = AgreementResource().import_file(text.encode(), "list.csv").run
    content = admin_client.get(f"/admin/partnerships/importrun/{run.pk}/held/").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.active["A2"], book.active["A3"] = "Opole University", "=Keio University"
    book.active["A3"].data_type = "s"
    file = io.BytesIO()
    book.save(file)

    response = AgreementResource().import_file(file.getvalue(), "held.xlsx")

    assert [(row.record.institution, row.record.notes) for row in response.plan.rows] == [
        ("Opole University", "Signed"),
        ("=Keio University", ""),
    ]
    assert not SourceRow.objects.waiting().exists()
