"""Taking an import back."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from partnerships.confirming import PlanChanged
from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.held import register
from partnerships.importing.writing.undoing import Restored, Undo, plan_undo, undo_run
from partnerships.models import (
    Agreement,
    AgreementType,
    Contact,
    Document,
    ImportRun,
    Institution,
    JournalEntry,
    Renewal,
    SourceRow,
)
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db

HEADER = "No,University,Country,Type of agreement,Date,End date,Website\n"


def import_text(text):
    return AgreementResource().import_file(text.encode(), "list.csv").run


def take_back(run, user=None):
    return undo_run(run, user, plan_undo(run).fingerprint)


def records():
    models = (Agreement, Institution, AgreementType)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_an_import_taken_back_leaves_the_register_as_it_was(source_table, admin_user):
    make_agreement(institution=make_institution("İstanbul University", "TR", website=""))
    before = records()
    run = AgreementResource().import_file(source_table.read_bytes(), source_table.name).run
    assert Agreement.objects.count() == 122

    undo = take_back(run, admin_user)

    assert records() == before
    assert (len(undo.agreements), undo.staying) == (121, [])
    last = Agreement.history.first()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        admin_user,
        "import of partner-agreements.txt taken back",
    )
    assert (Agreement.history.filter(history_type="-").count(), Institution.history.count()) == (121, 223)
    run.refresh_from_db()
    assert (run.undone_by, SourceRow.objects.filter(run=run).count()) == (admin_user, 121)


def test_what_was_imported_again_after_an_undo_is_new(source_table):
    run = AgreementResource().import_file(source_table.read_bytes(), source_table.name).run
    take_back(run)

    again = AgreementResource().import_file(source_table.read_bytes(), source_table.name)

    assert (again.plan.counts["new"], Agreement.objects.count(), ImportRun.objects.count()) == (121, 121, 2)


def test_a_value_that_the_import_refined_is_coarse_again():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,31.12.2027,https://varna.example/\n")
    agreement = Agreement.objects.get()
    assert (agreement.signed.isoformat(), agreement.ends.isoformat()) == ("2022-05-14", "2027-12-31")

    take_back(run)

    agreement = Agreement.objects.get()
    assert (agreement.signed.isoformat(), agreement.ends, agreement.validity) == ("2022", None, "not-recorded")
    assert agreement.institution.website == ""


def test_what_a_person_edited_since_stays_and_is_listed(admin_user):
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n2,Ruse,Bulgaria,MoU,2022,,\n")
    edited = Agreement.objects.get(number=1)
    edited.notes = "Ask the rector."
    edited._history_user = admin_user
    edited.save()

    undo = take_back(run)

    assert list(Agreement.objects.all()) == [edited]
    assert [record for record, _why in undo.staying] == [edited, edited.institution]
    assert undo.staying[0][1].startswith("admin changed it on ")
    assert list(Institution.objects.values_list("name", flat=True)) == ["Varna"]


def test_a_refined_value_that_was_edited_since_stays():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,\n")
    agreement = Agreement.objects.get()
    agreement.signed = PartialDate(2022, 5, 15)
    agreement.save()

    undo = take_back(run)

    assert Agreement.objects.get().signed.isoformat() == "2022-05-15"
    assert [record for record, _why in undo.staying] == [agreement]


def test_an_institution_that_got_another_agreement_stays():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    later = make_agreement(institution=Institution.objects.get())

    undo = take_back(run)

    assert list(Agreement.objects.all()) == [later]
    assert [record for record, _why in undo.staying] == [later.institution]


def test_nothing_is_taken_back_where_the_register_changed_since_the_list_was_shown():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    shown = plan_undo(run).fingerprint
    Agreement.objects.update(notes="Ask the rector.")
    Agreement.objects.get().save()

    with pytest.raises(PlanChanged):
        undo_run(run, None, shown)

    assert Agreement.objects.count() == 1


def test_a_held_row_that_came_back_corrected_waits_again():
    import_text(HEADER + "1,,Bulgaria,MoU,2022,,\n")
    held = SourceRow.objects.waiting().get()
    run = (
        AgreementResource()
        .import_file(f"University,Country,Date,Held because\nVarna,Bulgaria,2022,[{held.pk}] x\n".encode(), "held.csv")
        .run
    )
    assert not SourceRow.objects.waiting().exists()

    take_back(run)

    assert SourceRow.objects.waiting().get() == held


def test_what_a_later_import_lists_too_stays():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    AgreementResource().import_file((HEADER + "7,Varna,Bulgaria,MoU,2022,,\n").encode(), "later.csv")

    undo = take_back(run)

    assert Agreement.objects.count() == 1
    assert undo.staying[0][1] == "The import of later.csv lists it too."


def test_a_run_is_taken_back_once():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    take_back(run)

    with pytest.raises(PlanChanged):
        take_back(run)


def test_a_run_is_taken_back_after_the_one_that_refined_it():
    first = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    take_back(import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,https://varna.example/\n"))

    undo = take_back(first)

    assert (undo.staying, Agreement.objects.count(), Institution.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize(
    "record",
    [
        lambda agreement: Document.objects.create(agreement=agreement, file="scan.pdf", size=9),
        lambda agreement: Contact.objects.create(agreement=agreement, name="Ivan"),
        lambda agreement: JournalEntry.objects.create(agreement=agreement, text="Telephoned"),
        lambda agreement: Renewal.objects.create(
            agreement=agreement, renewed_on="2026-01-01", after_on="2027-12-31", after_precision="year"
        ),
    ],
)
def test_an_agreement_beside_which_people_recorded_something_stays(record):
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    agreement = Agreement.objects.get()
    kept = record(agreement)

    undo = take_back(run)

    assert undo.staying[0] == (agreement, "Documents, contacts, renewals or journal entries were recorded for it.")
    assert list(type(kept).objects.all()) == [kept]


def test_an_institution_with_a_contact_stays():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    institution = Institution.objects.get()
    Contact.objects.create(institution=institution, name="Ivan")

    undo = take_back(run)

    assert undo.staying == [(institution, "Other names, contacts or journal entries were recorded for it.")]
    assert (Agreement.objects.count(), Contact.objects.count()) == (0, 1)


def test_old_values_that_do_not_go_with_an_edit_stay_away():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2025,\n")
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,31.12.2027,\n")
    agreement = Agreement.objects.get()
    agreement.starts = PartialDate(2026, 6, 1)
    agreement.save()

    undo = take_back(run)

    sentence = "What it had before does not go with what it has now: The end lies before the start."
    assert undo.staying == [(agreement, sentence)]
    assert Agreement.objects.get().ends.isoformat() == "2027-12-31"


def test_an_old_country_that_a_namesake_has_taken_stays_away():
    import_text("University,Date\nVarna,2020\n")
    run = import_text(HEADER + ",Varna,Bulgaria,,2020,,\n")
    moved = Institution.objects.get()
    make_institution("Varna", "")

    undo = take_back(run)

    assert [record for record, _why in undo.staying] == [moved]
    assert Institution.objects.get(pk=moved.pk).country == "BG"


def test_a_value_that_two_rows_changed_is_what_it_was_before_both():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2020,,https://a.example/\n2,Varna,Bulgaria,Protocol,2020,,\n")
    text = (
        HEADER + "1,Varna,Bulgaria,MoU,2020,,https://b.example/\n2,Varna,Bulgaria,Protocol,2020,,https://c.example/\n"
    )
    choices = Choices(accepted={"|2|website", "|3|website"})
    run = AgreementResource().import_file(text.encode(), "list.csv", choices=choices).run

    undo = take_back(run)

    assert (Institution.objects.get().website, undo.staying) == ("https://a.example/", [])


def test_taking_back_asks_the_database_as_often_for_many_rows(source_table, django_assert_max_num_queries):
    run = AgreementResource().import_file(source_table.read_bytes(), source_table.name).run

    with django_assert_max_num_queries(60):
        take_back(run)


def test_a_refinement_that_was_taken_back_comes_again_with_the_same_file():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,31.12.2025,\n")
    better = HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,31.12.2027,\n"
    take_back(import_text(better))

    again = AgreementResource().import_file(better.encode(), "list.csv")

    agreement = Agreement.objects.get()
    assert again.plan.counts["changed"] == 1
    assert (agreement.signed.isoformat(), agreement.ends.isoformat()) == ("2022-05-14", "2027-12-31")


def test_what_a_person_let_one_new_record_point_to_stays_with_it():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n2,Ruse,Bulgaria,MoU,2022,,\n")
    older, newer = Agreement.objects.order_by("number")
    newer.supersedes = older
    newer.save()
    newer.institution.parent = older.institution
    newer.institution.save()

    undo = take_back(run)

    assert (undo.agreements, undo.institutions) == ([], [])
    assert (older, "Another agreement supersedes it.") in undo.staying


@pytest.mark.parametrize("name", ["agreements", "institutions", "types", "names", "restored"])
def test_each_kind_of_record_alone_is_a_change(name):
    assert Undo(**{name: ["a record"]}).changes_records is True


def test_what_only_stays_or_waits_is_no_change():
    assert Undo(staying=[("a record", "why")], held=3).changes_records is False


def test_each_part_makes_another_fingerprint():
    first, second = Agreement(pk=1, title="MoU"), Agreement(pk=2, title="Protocol")
    for one in (first, second):
        one.institution = Institution(name="Varna")
    undos = [
        Undo(),
        *(Undo(**{name: [record]}) for name in ("agreements", "institutions", "types") for record in (first, second)),
        *(Undo(restored=[Restored(record, {"number": (1, 2)})]) for record in (first, second)),
        Undo(restored=[Restored(first, {"title": (1, 2)})]),
        *(Undo(staying=[(record, "why")]) for record in (first, second)),
    ]

    assert len({undo.fingerprint for undo in undos}) == len(undos) == 12
    assert undos[1].fingerprint == Undo(agreements=[Agreement(pk=1)]).fingerprint


def test_who_edited_a_record_last_and_when_is_said(admin_user, settings):
    settings.TIME_ZONE = "Asia/Baku"
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n2,Varna,Bulgaria,Protocol,2022,,\n")
    first, second = Agreement.objects.order_by("number")
    for notes in ("Ask the rector.", "Ask the dean."):
        first.notes = notes
        first.save()
    Agreement.history.filter(history_type="~").update(history_date=datetime(2031, 5, 14, 22, 30, tzinfo=UTC))
    second.notes, second._history_user = "Ask the rector.", admin_user
    second._history_date = datetime(2031, 1, 2, 3, 4, tzinfo=UTC)
    second.save()

    assert plan_undo(run).staying == [
        (first, "Somebody changed it on 2031-05-15 02:30."),
        (second, "admin changed it on 2031-01-02 07:04."),
        (first.institution, "Agreements or parts that stay belong to it."),
    ]


def test_an_agreement_that_was_edited_and_is_as_it_was_made_again_goes():
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    agreement = Agreement.objects.get()
    for notes in ("Ask the rector.", ""):
        agreement.notes = notes
        agreement.save()

    undo = plan_undo(run)

    assert (undo.agreements, undo.staying) == ([agreement], [])


def test_only_what_a_person_registered_from_a_held_row_of_the_run_is_listed(admin_user):
    first, second = [import_text(f"{HEADER}{number},,Bulgaria,MoU,2022,,\n") for number in (1, 2)]
    registered = []
    for name, held in zip(("Varna", "Ruse"), SourceRow.objects.waiting().order_by("pk"), strict=True):
        texts = {Column.INSTITUTION: name, Column.COUNTRY: "Bulgaria", Column.TITLE: "MoU"}
        registered.append(register(held, texts, admin_user).agreement)

    staying = [
        [(one, why) for one, why in plan_undo(run).staying if isinstance(one, Agreement)] for run in (first, second)
    ]

    assert staying == [[(agreement, "A person registered it from a held row.")] for agreement in registered]


def test_held_rows_that_wait_are_counted():
    run = import_text(HEADER + "1,,Bulgaria,MoU,2022,,\n2,,Poland,MoU,2022,,\n3,Varna,Bulgaria,MoU,2022,,\n")

    assert plan_undo(run).held == 2


def test_an_institution_that_an_import_completed_and_a_later_one_changed_again_is_given_back_its_own():
    institution = make_institution("Varna", "BG", website="")
    make_agreement(institution, "MoU", signed="2022", number=1)
    first = import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,https://varna.example/\n")
    institution.refresh_from_db()
    institution.website = "https://other.example/"
    institution.save()

    undo = take_back(first)

    assert undo.staying == [(institution, "It was changed since, so it keeps what it has now.")]
    assert Institution.objects.get().website == "https://other.example/"


def test_what_is_given_back_is_listed_with_what_it_has_and_had():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,https://varna.example/\n")
    agreement = Agreement.objects.get()

    assert plan_undo(run).restored == [
        Restored(agreement, {"signed_on": ("2022-05-14", "2022-01-01"), "signed_precision": ("day", "year")}),
        Restored(agreement.institution, {"website": ("https://varna.example/", "")}),
    ]


def test_a_type_in_use_elsewhere_or_known_by_another_name_or_edited_stays_without_a_word():
    rows = [f"{number},Varna,Bulgaria,{title},2022,,\n" for number, title in enumerate(("A1", "B2", "C3", "D4"), 1)]
    run = import_text(HEADER + "".join(rows))
    used, named, edited, _free = AgreementType.objects.order_by("name")
    other = make_agreement(make_institution("Ruse"), title="A1")
    named.other_names.create(name="Bee")
    edited.usual_term_months = 12
    edited.save()

    undo = take_back(run)

    assert other.agreement_type == used
    assert set(AgreementType.objects.all()) == {used, named, edited}
    assert [kind.name for kind in undo.types] == ["D4"]


def test_another_name_that_the_import_learned_goes_with_it():
    varna = make_institution("Technical University of Varna", "BG")
    choices = Choices(same={"techn univ varna|BG": varna.pk})
    text = b"University,Country,Date\nTechn. Univ. Varna,Bulgaria,2020\n"
    run = AgreementResource().import_file(text, "list.csv", choices=choices).run

    undo = take_back(run)

    assert [(name.name, name.institution) for name in undo.names] == [("Techn. Univ. Varna", varna)]
    assert (varna.other_names.count(), Agreement.objects.count()) == (0, 0)


def test_who_took_it_back_and_when_is_kept_in_the_history_of_what_was_given_back(admin_user):
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,https://varna.example/\n")

    take_back(run, admin_user)

    for model in (Agreement, Institution):
        last = model.history.first()
        change = last.history_type, last.history_user, last.history_change_reason
        assert change == ("~", admin_user, "import of list.csv taken back")
    run.refresh_from_db()
    assert abs((timezone.now() - run.undone_at).total_seconds()) < 60


def test_a_held_row_that_waits_again_was_decided_by_nobody(admin_user):
    import_text(HEADER + "1,,Bulgaria,MoU,2022,,\n")
    held = SourceRow.objects.waiting().get()
    text = f"University,Country,Date,Held because\nVarna,Bulgaria,2022,[{held.pk}] x\n"
    run = AgreementResource().import_file(text.encode(), "held.csv", user=admin_user).run
    held.refresh_from_db()
    assert held.decided_by == admin_user

    take_back(run)

    held.refresh_from_db()
    assert (held.agreement, held.decided_at, held.decided_by) == (None, None, None)


def test_a_value_that_the_import_refined_is_given_back_beside_an_edit_of_another_column():
    import_text(HEADER + "1,Varna,Bulgaria,MoU,2022,,\n")
    run = import_text(HEADER + "1,Varna,Bulgaria,MoU,14.05.2022,,\n")
    agreement = Agreement.objects.get()
    agreement.notes = "Ask the rector."
    agreement.save()

    undo = take_back(run)

    agreement.refresh_from_db()
    assert undo.staying == []
    assert (agreement.signed.isoformat(), agreement.notes) == ("2022", "Ask the rector.")
