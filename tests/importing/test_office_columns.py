"""Columns of a list that only the office sees: unit, responsible person, notice period."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.resources import AgreementResource
from partnerships.importing.tables.headers import meaning
from partnerships.importing.writing.held import register
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Agreement, SourceRow, Unit
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

HEADER = "University,Country,Type,Date,Faculty,Responsible,Notice period\n"
BARE = "University,Country,Type,Date\nVarna,Bulgaria,MoU,2020\n"
FULL = HEADER + "Varna,Bulgaria,MoU,2020,Faculty of Law,{who},{notice}\n"


@pytest.fixture
def orkhan(django_user_model):
    return django_user_model.objects.create(
        username="oa", first_name="Orkhan", last_name="Aliyev", email="oa@example.org", is_staff=True
    )


def import_text(text, **options):
    return AgreementResource().import_file(text.encode(), "list.csv", **options)


def full(who="Orkhan Aliyev", notice="3 months"):
    return FULL.format(who=who, notice=notice)


def kept():
    return Agreement.objects.values_list("unit__name", "responsible", "notice_months", "notes").get()


def codes(file_import):
    return [remark.code for row in file_import.plan.rows for remark in row.remarks]


@pytest.mark.parametrize(
    ("headers", "column"),
    [
        (
            "Unit | Faculty | Fakültə | Подразделение | Birim | Fakultät | Faculté | Facultad | Dipartimento |"
            " Wydział | Faculdade | Підрозділ | Бөлімше | 学院 | 学部 | 단과대학 | الكلية | Kar | Fakulta |"
            " Facultatea | Fakultetas | Tiedekunta | Fakultet | Faculteit | Σχολή | คณะ | Khoa | Fakultas",
            Column.UNIT,
        ),
        (
            "Responsible | Person in charge | Məsul şəxs | Ответственный | Sorumlu | Verantwortlich | Personne"
            " responsable | Persona responsable | Responsabile | Osoba odpowiedzialna | Responsável | Відповідальний |"
            " Жауапты | 负责人 | 担当者 | 담당직원 | المسؤول | Felelős | Odpovědná osoba | Responsabil |"
            " Atsakingas asmuo",
            Column.RESPONSIBLE,
        ),
        (
            "Notice period | Notice (months) | Xəbərdarlıq müddəti | Срок уведомления | İhbar süresi |"
            " Kündigungsfrist | Préavis | Plazo de preaviso | Preavviso | Okres wypowiedzenia | Aviso prévio |"
            " Строк повідомлення | Хабарлау мерзімі | 通知期限 | 予告期間 | 통지기간 | فترة الإشعار | Felmondási idő |"
            " Výpovědní lhůta | Preaviz | Įspėjimo terminas",
            Column.NOTICE,
        ),
        ("承办单位 | Partner faculty | Contact person | Responsable", None),
    ],
)
def test_the_headers_of_many_languages_are_known(headers, column):
    found = {header: meaning(header.strip()) for header in headers.split("|")}

    others = {Column.CONTACT, None}
    assert [header for header, means in found.items() if means != column and (column or means not in others)] == []


def test_a_new_agreement_takes_all_three(orkhan):
    file_import = import_text(full())

    assert kept() == ("Faculty of Law", orkhan.pk, 3, "")
    assert codes(file_import) == ["new-type", "new-unit"]


def test_who_has_no_account_is_kept_in_the_notes_for_a_person_to_look(orkhan):
    file_import = import_text(full(who="Somebody Else", notice="in writing"))

    assert kept() == ("Faculty of Law", None, None, "Notice period: in writing\nResponsible: Somebody Else")
    checks = {remark.code: remark.column for remark in file_import.plan.rows[0].remarks if remark.level == "check"}
    assert checks == {"notice-unread": "notice_months", "responsible-unknown": "responsible"}


def test_a_later_list_completes_them_and_the_undo_takes_them_back(orkhan, admin_user):
    import_text(BARE)

    file_import = import_text(full(), user=admin_user)

    assert kept() == ("Faculty of Law", orkhan.pk, 3, "")
    assert file_import.plan.counts["changed"] == 1
    assert file_import.plan.rows[0].changes == {
        "unit": ("", "Faculty of Law"),
        "responsible_id": ("", "Orkhan Aliyev"),
        "notice_months": ("", "3"),
    }
    assert Agreement.objects.get().history.first().responsible == orkhan
    undo_run(file_import.run, admin_user, plan_undo(file_import.run).fingerprint)
    assert kept() == (None, None, None, "")
    assert not Unit.objects.exists()


def test_an_unknown_person_of_a_later_list_joins_the_notes_once(admin_user):
    import_text(BARE)
    Agreement.objects.update(notes="signed twice")

    first, second = import_text(full(who="Somebody")), import_text(full(who="Somebody", notice="90 days"))

    assert kept() == ("Faculty of Law", None, 3, "signed twice\nResponsible: Somebody")
    assert [file_import.plan.counts["changed"] for file_import in (first, second)] == [1, 0]
    assert "responsible-unknown" not in codes(second)


def test_what_a_person_has_set_stays(orkhan, admin_user):
    import_text(full())
    agreement = Agreement.objects.get()
    agreement.unit, agreement.responsible, agreement.notice_months = make_unit("Rectorate"), admin_user, 6
    agreement.save()

    import_text(full(notice="12 months"))

    assert kept() == ("Rectorate", admin_user.pk, 6, "")


def test_what_a_person_has_emptied_stays_empty(orkhan):
    import_text(full())
    agreement = Agreement.objects.get()
    agreement.unit, agreement.responsible, agreement.notice_months = None, None, None
    agreement.save()

    import_text(full() + "Ruse,Bulgaria,MoU,2021,,,\n")
    import_text(full().replace("Varna", "VARNA"))

    agreement.refresh_from_db()
    assert (agreement.unit, agreement.responsible, agreement.notice_months) == (None, None, None)


def test_two_unit_columns_are_joined_and_the_partners_own_faculty_is_none_of_ours():
    text = "University,Country,Date,Faculty,Department,Partner faculty\nVarna,Bulgaria,2020,Law,Civil law,Droit\n"

    file_import = import_text(text)

    assert Agreement.objects.get().unit.name == "Law; Civil law"
    assert file_import.tables[0].ignored == ("Partner faculty",)


def test_a_faculty_below_the_word_partner_is_none_of_ours():
    rows = "Varna,Droit,Law,2020\nRuse,Arts,Law,2021\n"
    text = "Partner institution,Partner institution,Ours,\nUniversity,Faculty,Faculty,Date\n" + rows

    import_text(text)

    assert set(Agreement.objects.values_list("unit__name", flat=True)) == {"Law"}


def test_a_held_row_is_registered_with_them(orkhan, admin_user):
    import_text(full().replace("Varna", ""))
    held = SourceRow.objects.waiting().get()

    register(held, {Column(n): t for n, t in held.texts.items()} | {Column.INSTITUTION: "Varna"}, admin_user)

    assert kept() == ("Faculty of Law", orkhan.pk, 3, "")


def test_the_office_finds_agreements_by_unit_in_any_spelling():
    law = make_agreement(unit="Hüquq fakültəsi")
    make_agreement(make_institution("Ruse", "BG"), unit="Факультет искусств")

    assert list(Agreement.objects.matching("huquq FAKULTESI")) == [law]
    assert Agreement.objects.matching("iskusstv").count() == 1


def test_a_notice_that_cannot_be_read_is_kept_in_the_notes_of_a_registered_agreement(orkhan):
    import_text(BARE)
    Agreement.objects.update(notes="by hand")

    import_text(full(notice="soon"))
    again = import_text(full(notice="soon"))

    assert kept() == ("Faculty of Law", orkhan.pk, None, "by hand\nNotice period: soon")
    assert again.plan.counts["unchanged"] == 1
