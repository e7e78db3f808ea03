"""The import page."""

import re
import threading

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from partnerships.admin import import_parts, imports
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, ImportRun, Institution, PendingImport, SourceRow, Unit, UnitName
from tests.admin.pages import CHANGED_MEANWHILE
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TEXT = "No,University,Country,Type,Date\n1,Varna,Bulgaria,MoU,31.02.2020\n2,,Poland,MoU,2020\n"


def upload(client, content=TEXT, name="list.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post("/admin/import/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(client, preview):
    address = f"/admin/import/{PendingImport.objects.get().pk}/"
    return client.post(address, {"fingerprint": preview.context["plan"].fingerprint, "confirm": "yes"}, follow=True)


def tab(client, name):
    """Return the preview with a tab open."""
    return client.get(f"/admin/import/{PendingImport.objects.get().pk}/", {"outcome": name})


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_preview_says_what_will_happen_and_writes_nothing(admin_client):
    preview = upload(admin_client)

    assert [(tab.label, tab.count) for tab in preview.context["tabs"]] == [
        ("To look at", 2),
        ("New", 1),
        ("Held", 1),
        ("New institutions", 1),
        ("New types", 1),
        ("Skipped", 1),
        ("All rows", 2),
    ]
    assert preview.context["bar"] == {"written": "1 new", "besides": "1 held"}
    assert ">Import 1 agreement</button>" in preview.text
    assert "“31.02.2020” is no date that can be read, so the date is left empty." in preview.text
    assert (Agreement.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_what_was_previewed_is_what_is_committed(admin_client, admin_user):
    response = confirm(admin_client, upload(admin_client))

    done, look, reviews = said(response)
    assert done == "list.csv was imported: 1 new, 0 changed, 0 unchanged, 1 rows held."
    assert "Rows that need a look" in look
    assert "/first-reviews/" in reviews
    assert list(SourceRow.objects.values_list("outcome", flat=True)) == ["new", "held"]
    assert (ImportRun.objects.get().user, Agreement.history.get().history_user) == (admin_user, admin_user)
    assert PendingImport.objects.count() == 0


def test_nothing_is_written_where_the_register_changed_meanwhile(admin_client):
    preview = upload(admin_client)
    make_institution("VARNA", "BG")

    answer = confirm(admin_client, preview)

    assert said(answer) == [CHANGED_MEANWHILE]
    assert (Agreement.objects.count(), ImportRun.objects.count(), Institution.objects.count()) == (0, 0, 1)
    confirm(admin_client, answer)
    assert Agreement.objects.get().institution.name == "VARNA"


def test_an_import_can_be_given_up(admin_client):
    upload(admin_client)

    answer = admin_client.post(f"/admin/import/{PendingImport.objects.get().pk}/", {"give_up": "yes"}, follow=True)

    assert said(answer) == ["The import of list.csv was given up; nothing was written."]
    assert (Agreement.objects.count(), PendingImport.objects.count()) == (0, 0)


def test_a_second_confirmation_does_nothing(admin_client):
    preview = upload(admin_client)
    address = f"/admin/import/{PendingImport.objects.get().pk}/"
    confirm(admin_client, preview)

    answer = admin_client.post(address, {"fingerprint": preview.context["plan"].fingerprint}, follow=True)

    assert said(answer) == ["That import has been carried out or given up already; choose a file to start anew."]
    assert Agreement.objects.count() == 1


def test_a_second_click_that_comes_after_the_import_shows_it(admin_client):
    preview = upload(admin_client)
    address = f"/admin/import/{PendingImport.objects.get().pk}/"
    confirm(admin_client, preview)

    posted = {
        name: re.search(f'name="{name}" value="([^"]*)"', preview.text)[1] for name in ("fingerprint", "checksum")
    }
    answer = admin_client.post(address, posted | {"confirm": "yes"}, follow=True)

    assert said(answer)[-1] == "The import of list.csv was carried out once; here it is."
    assert answer.redirect_chain[0][0] == f"/admin/partnerships/importrun/{ImportRun.objects.get().pk}/change/"
    assert Agreement.objects.count() == 1


def test_choices_about_a_file_that_another_request_carried_out_are_answered(admin_client, monkeypatch):
    upload(admin_client)
    pending, read = PendingImport.objects.get(), imports.read_pending

    def read_meanwhile(*arguments):
        PendingImport.objects.all().delete()
        return read(*arguments)

    monkeypatch.setattr(imports, "read_pending", read_meanwhile)
    answer = admin_client.post(f"/admin/import/{pending.pk}/", {"row": "|2"}, follow=True)

    assert said(answer)[-1] == "That import has been carried out or given up already; choose a file to start anew."


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_confirm_shows_the_one_import(admin_user):
    clients, answers = [Client(), Client()], []
    for client in clients:
        client.force_login(admin_user)
    preview = upload(clients[0])
    address = f"/admin/import/{PendingImport.objects.get().pk}/"
    posted = {"fingerprint": preview.context["plan"].fingerprint, "confirm": "yes"}
    start = threading.Barrier(2)

    def click(client):
        start.wait(10)
        try:
            answers.append(client.post(address, posted)["Location"])
        finally:
            connection.close()

    both = [threading.Thread(target=click, args=(client,)) for client in clients]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)

    run = ImportRun.objects.get()
    assert Agreement.objects.count() == 1
    waiting = f"/admin/partnerships/sourcerow/?decision=waiting&run__id__exact={run.pk}"
    assert sorted(answers) == [f"/admin/partnerships/importrun/{run.pk}/change/", waiting]


def test_the_preview_belongs_to_who_uploaded(admin_client, client, django_user_model):
    upload(admin_client)
    client.force_login(django_user_model.objects.create_superuser("other", password="x"))

    answer = client.get(f"/admin/import/{PendingImport.objects.get().pk}/", follow=True)

    assert said(answer) == ["That import has been carried out or given up already; choose a file to start anew."]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty; choose one that holds a list of agreements."),
        (
            b"PK\x03\x04broken",
            "The file looks like a workbook but cannot be read; open it, save it as .xlsx and try again.",
        ),
        (b"x" * (2**20 + 1), "The file has 1.0 MB; at most 1 MB can be imported. Split it and try again."),
        (
            b"University,Date\n",
            "There is a header but no row below it; choose a file that holds agreements.",
        ),
    ],
)
def test_a_refusal_is_said_on_the_page(admin_client, settings, content, sentence):
    settings.IMPORT_MAX_BYTES = 2**20

    answer = upload(admin_client, content)

    assert answer.context["form"].errors["file"] == [sentence]
    assert PendingImport.objects.count() == 0


def test_markup_in_a_cell_is_shown_as_text(admin_client):
    preview = upload(admin_client, "University,Date\n<script>alert(1)</script>,2020\n")

    assert "<script>alert(1)" not in preview.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in preview.text


def test_every_new_institution_is_listed_and_what_was_not_compared_is_said(admin_client, monkeypatch):
    make_institution("University of Varna", "BG")
    names = [f"University no. {number}" for number in range(60)]
    monkeypatch.setattr(import_parts, "MOST_COMPARISONS", 41)

    upload(admin_client, "University,Country\n" + "".join(f"{name},Bulgaria\n" for name in names))
    preview = tab(admin_client, "institutions")

    assert [entry["name"] for entry in preview.context["institutions"].records] == names
    assert "20 names were not compared with the register, since the list is long." in preview.text


def post(client, **values):
    """Send the form of the preview with some `values`; return the preview as it is then."""
    return client.post(f"/admin/import/{PendingImport.objects.get().pk}/", values, follow=True)


def test_any_registered_institution_and_type_can_be_typed_for_unknown_ones(admin_client):
    agreement = make_agreement(make_institution("Polytechnic of Ruse", "BG"), title="Erasmus")
    upload(admin_client, "University,Country,Type,Date\nPolytech X,Bulgaria,Abc,2020\n")

    chosen = post(admin_client, **{"typed-polytech x|BG": "Polytechnic of Ruse, Bulgaria", "wording-abc": "erasmus"})
    confirm(admin_client, chosen)

    new = Agreement.objects.exclude(pk=agreement.pk).get()
    assert (new.institution, new.agreement_type) == (agreement.institution, agreement.agreement_type)


@pytest.mark.parametrize("box", ["unit", "unit_text"])
def test_a_registered_unit_is_chosen_for_an_unknown_text_which_the_undo_forgets(admin_client, admin_user, box):
    law = make_unit("Faculty of Law")
    preview = upload(admin_client, "University,Country,Date,Unit\nRuse,Bulgaria,2020,Fac. Law\n")
    assert [entry["name"] for entry in preview.context["units"].records] == ["Fac. Law"]

    chosen = post(admin_client, **{f"{box}-fac law": law.pk if box == "unit" else "faculty of law"})
    assert [entry["chosen"] for entry in chosen.context["units"].records] == [(law.pk, "Faculty of Law")]
    confirm(admin_client, chosen)

    assert (Agreement.objects.get().unit, law.wordings) == (law, ["Fac. Law"])
    undo = plan_undo(ImportRun.objects.get())
    undo_run(ImportRun.objects.get(), admin_user, undo.fingerprint)
    assert [str(name) for name in undo.unit_names] == ["Fac. Law"]
    assert (list(Unit.objects.all()), UnitName.objects.count()) == ([law], 0)


def test_a_typed_name_that_nobody_bears_is_said_and_nothing_is_imported(admin_client):
    upload(admin_client, "University,Country,Date\nPolytech X,Bulgaria,2020\n")

    answer = post(admin_client, **{"typed-polytech x|BG": "<b>Nobody", "confirm": "yes"})

    sentence = "“<b>Nobody” names no registered record, or several; write its name with its country, or its number."
    assert said(answer) == [sentence]
    assert "<b>Nobody" not in answer.text
    assert 'value="&lt;b&gt;Nobody' in answer.text
    assert Agreement.objects.count() == 0


def test_a_row_and_all_rows_of_a_kind_can_be_left_out(admin_client):
    upload(
        admin_client,
        "University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,31.02.2021\nSofia,Bulgaria,30.02.2021\n",
    )

    left = post(admin_client, leave_kind="date-unread")
    confirm(admin_client, left)

    assert list(Institution.objects.values_list("name", flat=True)) == ["Varna"]


def test_a_held_row_is_left_out_by_its_button_and_ticked_again(admin_client):
    preview = upload(admin_client)
    assert 'name="leave_row" value="|3"' in preview.text

    left = post(admin_client, leave_row="|3")
    assert left.context["bar"] == {"written": "1 new", "besides": "1 left out"}
    assert post(admin_client, row="|3", kept="|3").context["bar"]["besides"] == "1 held"


def test_a_tab_of_the_preview_shows_its_rows_and_a_word_that_is_none_the_first_tab(admin_client):
    upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,31.02.2021\n,Bulgaria,2021\n")

    shown = {
        name: [entry["row"].source.number for entry in tab(admin_client, name).context["rows"]]
        for name in ("look", "new", "held", "institutions", "all", "nonsense")
    }

    assert shown == {
        "look": [3, 4], "new": [3, 2], "held": [4], "institutions": [], "all": [3, 4, 2], "nonsense": [3, 4],
    }  # fmt: skip


def test_the_first_tab_shows_a_few_unknown_names_and_of_many_those_like_a_registered_one(admin_client):
    make_institution("Polytechnic of Ruse", "BG")
    names = ["Politechnic of Ruse", *(f"{letter * 9} College" for letter in "ABCDEFGHIJ")]
    rows = [f"{name},Bulgaria,2020\n" for name in names]

    few = upload(admin_client, "University,Country,Date\n" + "".join(rows[:10]))
    PendingImport.objects.all().delete()
    many = upload(admin_client, "University,Country,Date\n" + "".join(rows))

    assert few.context["institutions"].count == 10
    assert [entry["name"] for entry in many.context["institutions"].records] == names[:1]
    assert 'href="?outcome=institutions">All 11 institutions</a>' in many.text
    assert tab(admin_client, "institutions").context["institutions"].count == 11


def test_an_unknown_institution_is_told_by_its_row_and_by_the_website_it_shares(admin_client):
    make_institution("Polytechnic of Ruse", "BG", website="https://www.ruse.example/en/")

    preview = upload(admin_client, "University,Country,Website\nPolytech X,Bulgaria,https://ruse.example/\n")

    (entry,) = preview.context["institutions"].records
    assert (entry["row"], entry["same_host"]) == (2, "ruse.example")


def test_a_changed_value_is_shown_in_its_cell_before_and_after(admin_client):
    make_agreement(make_institution("Varna", "BG"), signed="2020", number=1)

    preview = upload(admin_client, "No,University,Country,Type,Date\n1,Varna,Bulgaria,MoU,14.05.2020\n")

    assert "<del>2020</del> <ins>14 May 2020</ins>" in preview.text
    assert preview.context["rows"][0]["changes"] == []
    assert ">Import 1 agreement</button>" in preview.text


def test_rows_that_need_a_look_are_found_again_until_somebody_looked(admin_client, admin_user):
    confirm(admin_client, upload(admin_client, "University,Country,Date\nVarna,,2020\nRuse,,2021\n"))
    rows = "/admin/partnerships/sourcerow/"
    assert "(2)" in admin_client.get("/admin/").text.split("Imported rows that need a look")[1][:20]

    first, second = SourceRow.objects.to_look_at()
    admin_client.post(f"{rows}{first.pk}/look/")
    assert list(admin_client.get(f"{rows}?look=open").context["cl"].result_list) == [second]

    admin_client.post(f"{rows}?look=open", {"action": "look", "_selected_action": [second.pk]})
    assert SourceRow.objects.to_look_at().count() == 0
    second.refresh_from_db()
    assert second.looked_by == admin_user


def test_a_row_that_came_again_is_looked_at_once(admin_client):
    rows = "Varna,Bulgaria,31.02.2020\nRuse,Bulgaria,32.01.2020\n"
    for number in range(2):
        confirm(admin_client, upload(admin_client, f"University,Country,Date\n{rows}Opole {number},Poland,2020\n"))
    varna = SourceRow.objects.to_look_at().filter(agreement__institution__name="Varna").first()

    answer = admin_client.post(f"/admin/partnerships/sourcerow/{varna.pk}/look/", follow=True)
    later = upload(admin_client, f"University,Country,Date\n{rows}Pécs,Hungary,2020\n")

    assert said(answer) == ["2 rows were marked as looked at."]
    assert [row.agreement.institution.name for row in later.context["plan"].rows if row.needs_a_look] == ["Ruse"]
    changed = upload(admin_client, "University,Country,Date\nVarna,Bulgaria,30.02.2020\n")
    assert [row.needs_a_look for row in changed.context["plan"].rows] == [True]


def test_what_an_import_changed_stands_one_click_away(admin_client):
    make_agreement(make_institution("Varna", "BG"), signed="2020", number=1)
    preview = upload(admin_client, "No,University,Country,Type,Date\n1,Varna,Bulgaria,MoU,14.05.2020\n")

    answer = confirm(admin_client, preview)

    run = SourceRow.objects.get().run
    address = f"/admin/partnerships/importrun/{run.pk}/changes/"
    assert "May 2020</ins>" in admin_client.get(address).text
    assert f'href="{address}"' in answer.text
    assert f'href="{address}"' in admin_client.get(f"/admin/partnerships/importrun/{run.pk}/change/").text


def test_agreements_that_the_list_lacks_are_shown_and_ended_on_a_day(admin_client):
    confirm(admin_client, upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n"))
    ruse = Agreement.objects.get(institution__name="Ruse")
    preview = upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\n")
    assert f"/admin/partnerships/agreement/{ruse.pk}/change/" in preview.text

    without_day = post(admin_client, **{f"lacking-{ruse.pk}": "end", "ending_on": "", "ending_reason": "gone"})
    assert "Write the full day on which it ends, such as 30.06.2003." in without_day.text
    assert 'name="ending_reason" value="gone"' in without_day.text
    refused = confirm(admin_client, without_day)
    assert said(refused) == ["Ruse, 2021: Write the full day on which it ends, such as 30.06.2003."]
    chosen = post(admin_client, **{f"lacking-{ruse.pk}": "end", "ending_on": "2026-01-31", "ending_reason": "gone"})
    answer = confirm(admin_client, chosen)

    ruse.refresh_from_db()
    assert (ruse.terminated_on.isoformat(), ruse.termination_reason) == ("2026-01-31", "gone")
    address = f"/admin/partnerships/importrun/{ImportRun.objects.first().pk}/change/"
    assert f'<a href="{address}">What it ended, with before and after</a>' in answer.text
    ended = (
        "Terminated on: <del>–</del> → <ins>31 January 2026</ins>; Reason of the termination: <del>–</del> → <ins>gone"
    )
    assert ended in admin_client.get(address).text


def test_the_messy_list_of_the_import_page_shows_what_an_import_does(admin_client):
    assert "/admin/import/messy-list.xlsx" in admin_client.get("/admin/import/").text

    content = admin_client.get("/admin/import/messy-list.xlsx").content
    preview = upload(admin_client, content, "messy-list.xlsx")

    rows = {row.source.number: row for row in preview.context["plan"].rows}
    outcomes = {number: row.outcome.value for number, row in rows.items()}
    assert [number for number, outcome in outcomes.items() if outcome == "skipped"] == [5, 11, 15]
    assert [number for number, outcome in outcomes.items() if outcome == "held"] == [9, 13]
    assert rows[7].values["country"] == "IT"
    assert rows[7].values["signed"] == "2020-10"
    assert rows[6].values["website"] == "https://northwater.example/"
    assert (rows[10].values["signed"], rows[10].needs_a_look) == (None, True)
    assert rows[14].needs_a_look


def test_every_row_that_is_in_no_list_is_shown_and_can_be_taken_in(admin_client, monkeypatch):
    monkeypatch.setattr(import_parts.Pages.__init__, "__defaults__", (2,))
    content = admin_client.get("/admin/import/messy-list.xlsx").content
    upload(admin_client, content, "messy-list.xlsx")
    assert tab(admin_client, "skipped").context["others"].links == [(1, ""), (2, "?outcome=skipped&others=2")]

    last = admin_client.get(f"/admin/import/{PendingImport.objects.get().pk}/?outcome=skipped&others=2")
    (other,) = last.context["others"].records
    taken = post(admin_client, skipped=other["key"], taken=other["key"])

    assert other["number"] == "Partners 4"
    assert taken.context["plan"].rows[0].record.institution == "University"


def test_a_kind_of_doubt_about_several_rows_is_told_by_an_example(admin_client):
    rows = "Varna,Bulgaria,31.02.2020\nRuse,Bulgaria,32.01.2020\n,Bulgaria,2020\n"

    preview = upload(admin_client, f"University,Country,Date\n{rows}")

    assert preview.text.count("For example: ") == 1
    assert "For example: “31.02.2020” is no date that can be read, so the date is left empty." in preview.text


def test_all_that_a_list_lacks_is_shown_in_pages_and_decided_on_at_once(admin_client, monkeypatch):
    monkeypatch.setattr(import_parts.Pages.__init__, "__defaults__", (2,))
    names = ["Ruse", "Sofia", "Plovdiv", "Burgas", "Dobrich"]
    rows = "".join(f"{name},Bulgaria,2021\n" for name in names)
    confirm(admin_client, upload(admin_client, f"University,Country,Date\nVarna,Bulgaria,2020\n{rows}"))
    preview = upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\n")

    last = admin_client.get(f"/admin/import/{PendingImport.objects.get().pk}/?lacking=3")
    assert [entry["agreement"].institution.name for entry in last.context["lacking_agreements"]] == ["Dobrich"]
    assert preview.context["lacking"].links == [(1, ""), (2, "?lacking=2"), (3, "?lacking=3")]

    chosen = post(admin_client, lacking_all="end", ending_on="2026-01-31", ending_reason="gone")
    assert chosen.context["bar"]["written"] == "5 terminated"
    assert ">Import these 5</button>" in chosen.text
    confirm(admin_client, chosen)
    assert Agreement.objects.filter(termination_reason="gone").count() == 5


def test_one_that_the_list_lacks_ends_on_a_day_of_its_own(admin_client):
    confirm(admin_client, upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n"))
    ruse = Agreement.objects.get(institution__name="Ruse")
    upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\n")

    own = {f"lacking-{ruse.pk}": "end", f"on-{ruse.pk}": "2026-02-28", f"reason-{ruse.pk}": "closed"}
    confirm(admin_client, post(admin_client, ending_on="", ending_reason="", **own))

    ruse.refresh_from_db()
    assert (ruse.terminated_on.isoformat(), ruse.termination_reason) == ("2026-02-28", "closed")


def test_who_may_not_change_agreements_ends_none_by_an_import(client, django_user_model):
    user = django_user_model.objects.create_user("importer", is_staff=True)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["import_agreement", "view_agreement"]))
    client.force_login(user)
    confirm(client, upload(client, "University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n"))
    upload(client, "University,Country,Date\nVarna,Bulgaria,2020\n")

    chosen = post(client, lacking_all="end", ending_on="2026-01-31", ending_reason="gone")

    assert chosen.context["plan"].ended == {}
    assert 'value="end"' not in chosen.text


def test_a_long_list_has_more_boxes_than_django_takes_by_itself(admin_client):
    upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\n")

    answer = post(admin_client, **{f"same-university {number}|BG": "new" for number in range(1500)})

    assert answer.status_code == 200


def test_a_chosen_institution_stays_in_its_box_and_can_be_let_go(admin_client):
    ruse = make_institution("Polytechnic of Ruse", "BG")
    upload(admin_client, "University,Country,Date\nPolytech X,Bulgaria,2020\n")

    chosen = post(admin_client, **{"same-polytech x|BG": ruse.pk})
    (entry,) = chosen.context["institutions"].records
    assert (entry["name"], entry["chosen"]) == ("Polytech X", (ruse.pk, "Polytechnic of Ruse, Bulgaria"))

    (entry,) = post(admin_client, **{"same-polytech x|BG": "new"}).context["institutions"].records
    assert entry["chosen"] is None


@pytest.mark.parametrize("typed", ["{pk}", "polytechnic of RUSE", "Русенски политехник, Bulgaria"])
def test_a_registered_institution_is_typed_by_number_or_by_any_of_its_names(admin_client, typed):
    ruse = make_institution("Polytechnic of Ruse", "BG")
    ruse.other_names.create(name="Русенски политехник")
    upload(admin_client, "University,Country,Date\nPolytech X,Bulgaria,2020\n")

    chosen = post(admin_client, **{"same-polytech x|BG": "new", "typed-polytech x|BG": typed.format(pk=ruse.pk)})

    assert chosen.context["plan"].new_institutions == []


def test_a_link_takes_the_choices_along_to_another_page_of_the_preview(admin_client):
    upload(admin_client, "University,Country,Date\nVarna,Bulgaria,2020\nRuse,Bulgaria,2021\n")

    gone_on = post(admin_client, row="|2", go="?outcome=new&next=//evil.example")

    assert gone_on.request["QUERY_STRING"] == "outcome=new"
    assert [entry["row"].source.number for entry in gone_on.context["rows"]] == [3]


def test_a_status_of_a_public_agreement_is_offered_and_taken_only_when_it_is_ticked(admin_client):
    agreement = make_agreement(make_institution("Varna", "BG"), signed="2019")
    header, others = "University,Country,Type,Date,Status\n", "Ruse,Bulgaria,MoU,2018,active\n" * 2
    preview = upload(admin_client, f"{header}Varna,Bulgaria,MoU,2019,terminated on 22.03.2020\n{others}")
    assert "Terminated on: take 22 March 2020 instead of –" in preview.text
    assert "On the public list: take no instead of yes" in preview.text

    keys = ["|2|terminated_on", "|2|is_public"]
    confirm(admin_client, post(admin_client, shown=keys, accepted=keys))

    agreement.refresh_from_db()
    assert (agreement.terminated_on.isoformat(), agreement.is_public) == ("2020-03-22", False)


def test_a_long_address_is_shown_to_its_end_with_places_to_break(admin_client):
    address = f"https://varna.example/{'a-b/' * 40}end"

    text = upload(admin_client, f"University,Website\nVarna University,{address}\n").text

    assert "b/<wbr>end<wbr>" in text
