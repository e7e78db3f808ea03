"""Which agreement a list names as the one that supersedes another."""

import pytest

from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

HEADER = "No,University,Country,Type of agreement,Reference,Date,Superseded by\n"
FORMER = "1,Varna,Bulgaria,MoU,A/1,2010,{}\n"
LATER = "2,Varna,Bulgaria,Protocol,B/2,2020,{}\n"


def imported(*rows, header=HEADER):
    """Import a list of `rows`; return the Import."""
    return AgreementResource().import_file((header + "".join(rows)).encode(), "list.csv")


def superseded():
    """Return which agreement supersedes which, by their references: {later: earlier}."""
    return dict(Agreement.objects.filter(supersedes__isnull=False).values_list("reference", "supersedes__reference"))


def remarks(file_import):
    return [remark.code for row in file_import.plan.rows for remark in row.remarks if remark.level == "check"]


@pytest.mark.parametrize("said", ["2", "No 2", "№2", "b/2", "2; B/2"])
@pytest.mark.parametrize("word", ["Superseded by", "Replaced by", "Заменено", "Əvəz edildi", "Yerine geçen"])
def test_a_new_agreement_supersedes_another_of_its_list(said, word):
    done = imported(FORMER.format(said), LATER.format(""), header=HEADER.replace("Superseded by", word))

    assert superseded() == {"B/2": "A/1"}
    assert remarks(done) == []
    assert Agreement.objects.get(reference="B/2").history.get().supersedes.reference == "A/1"


def test_one_agreement_may_be_superseded_by_several():
    imported(FORMER.format('"2, 3"'), LATER.format(""), "3,Ruse,Bulgaria,MoU,C/3,2020,\n")

    assert superseded() == {"B/2": "A/1", "C/3": "A/1"}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([FORMER.format("17"), LATER.format("")], ["successor-unknown"]),
        ([FORMER.format("1"), LATER.format("")], ["successor-unknown"]),
        ([FORMER.format("—/—"), LATER.format("")], ["successor-unknown"]),
        ([FORMER.format("2"), LATER.format(""), "2,Ruse,Bulgaria,MoU,C/3,2020,\n"], ["successor-unknown"]),
        ([FORMER.format("2"), ",,,,,,\n", "2,,Bulgaria,MoU,C/3,2020,\n"], ["successor-unknown", "institution-missing"]),
        ([FORMER.format("no"), LATER.format("-")], []),
    ],
)
def test_what_names_no_other_agreement_for_certain_is_said(rows, codes):
    done = imported(*rows)

    assert superseded() == {}
    assert remarks(done) == codes


def test_an_agreement_supersedes_only_one():
    done = imported(FORMER.format("B/2"), LATER.format(""), "3,Ruse,Bulgaria,MoU,C/3,2011,2\n")

    assert superseded() == {"B/2": "A/1"}
    assert [remark.message for remark in done.plan.rows[2].remarks] == [
        "“2” supersedes another agreement, and can supersede only one."
    ]


def test_no_agreements_supersede_each_other_in_a_circle():
    done = imported(FORMER.format("2"), LATER.format("3"), "3,Ruse,Bulgaria,MoU,C/3,2021,1\n")

    assert superseded() == {"B/2": "A/1", "C/3": "B/2"}
    assert [remark.message for remark in done.plan.rows[2].remarks] == [
        "“1” is superseded by this agreement, and cannot supersede it."
    ]


def test_a_registered_agreement_supersedes_what_a_list_adds_until_that_is_taken_back(admin_user):
    later = make_agreement(make_institution("Opole", "PL"), reference="C/3", number=2)
    done = imported(FORMER.format("C/3"))

    assert superseded() == {"C/3": "A/1"}
    latest = later.history.first()
    assert (latest.history_change_reason, latest.supersedes.reference) == ("import of list.csv", "A/1")

    undo_run(done.run, admin_user, plan_undo(done.run).fingerprint)

    later.refresh_from_db()
    assert (later.supersedes, list(Agreement.objects.all())) == (None, [later])


def test_a_number_of_a_list_is_none_of_the_register():
    make_agreement(make_institution("Opole", "PL"), reference="C/3", number=17, register_number=17)

    assert remarks(imported(FORMER.format("17"))) == ["successor-unknown"]


def test_a_later_list_says_what_supersedes_a_registered_agreement(admin_client):
    imported(FORMER.format(""), LATER.format(""))

    done = imported(FORMER.format("2"), LATER.format(""))

    assert superseded() == {"B/2": "A/1"}
    assert done.plan.rows[0].changes == {"superseded_by": ("", "2")}
    assert done.plan.counts["changed"] == 1
    page = admin_client.get(f"/admin/partnerships/importrun/{done.run.pk}/changes/").text
    assert "Supersedes" in page


def test_what_a_person_took_out_is_not_put_back_by_the_same_list():
    rows = FORMER.format("2"), LATER.format("")
    imported(*rows)
    later = Agreement.objects.get(reference="B/2")
    later.supersedes = None
    later.save()

    done = imported(*rows, "9,Opole,Poland,MoU,X/9,2022,\n")

    assert (superseded(), done.plan.counts["unchanged"]) == ({}, 2)


def test_another_succession_that_is_registered_stays():
    other = make_agreement(make_institution("Opole", "PL"), reference="X/1")
    make_agreement(make_institution("Ruse", "BG"), reference="B/2", supersedes=other)

    assert remarks(imported(FORMER.format("B/2"))) == ["successor-taken"]
    assert superseded() == {"B/2": "X/1"}


@pytest.mark.parametrize("is_edited", [True, False])
def test_a_chain_that_was_imported_goes_with_its_import_unless_its_end_was_edited(is_edited):
    done = imported(FORMER.format("2"), LATER.format("3"), "3,Ruse,Bulgaria,MoU,C/3,2022,\n")
    if is_edited:
        last = Agreement.objects.get(reference="C/3")
        last.notes = "seen"
        last.save()

    undo = undo_run(done.run, None, plan_undo(done.run).fingerprint)

    left = sorted(Agreement.objects.values_list("reference", flat=True))
    assert left == (["A/1", "B/2", "C/3"] if is_edited else [])
    sentences = [why for record, why in undo.staying if isinstance(record, Agreement) and record.reference != "C/3"]
    assert sentences == ["Another agreement supersedes it."] * 2 * is_edited
