"""What the columns of a table mean."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.sheets import Row
from partnerships.importing.tables.clues import Clues
from partnerships.importing.tables.columns import Conflict, assign_columns
from partnerships.importing.tables.headers import meanings


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Signed date of MOU", Column.SIGNED),
        ("Name Of The Institute", Column.INSTITUTION),
        ("Country with which there is collation", Column.COUNTRY),
        ("Partner Country", Column.COUNTRY),
        ("University Website", Column.WEBSITE),
        ("Valid Upto", Column.ENDS),
        ("MOU VALID DATE", Column.ENDS),
        ("Valid through", Column.ENDS),
        ("Valid from", Column.STARTS),
        ("agreement_code", Column.REFERENCE),
        ("Name of the foreign partner", Column.INSTITUTION),
        ("Agreement Start Date", Column.STARTS),
        ("Müqavilənin imzalanma tarixi", Column.SIGNED),
        ("Tərəfdaş universitetin adı", Column.INSTITUTION),
        ("Название зарубежного вуза-партнера", Column.INSTITUTION),
        ("Срок действия договора", Column.DURATION),
        ("Anlaşma başlangıç tarihi", Column.STARTS),
        ("Name der Partneruniversität", Column.INSTITUTION),
        ("Date de signature de l'accord", Column.SIGNED),
        ("Fecha de vencimiento del convenio", Column.ENDS),
        ("Nome da instituição", Column.INSTITUTION),
        ("Data di scadenza dell'accordo", Column.ENDS),
        ("Data podpisania umowy", Column.SIGNED),
        ("Țara instituției partenere", Column.COUNTRY),
        ("Назва закладу-партнера", Column.INSTITUTION),
        ("Қол қойылған күні", Column.SIGNED),
        ("Hamkor tashkilot nomi", Column.INSTITUTION),
        ("合作大学名称", Column.INSTITUTION),
        ("締結年月日", Column.SIGNED),
        ("체결일자", Column.SIGNED),
        ("اسم الجامعة الشريكة", Column.INSTITUTION),
        ("تاريخ انتهاء الاتفاقية", Column.ENDS),
        ("Nama Perguruan Tinggi Mitra", Column.INSTITUTION),
        ("Tarikh tandatangan MoU", Column.SIGNED),
        ("Szerződés lejárata", Column.ENDS),
        ("Sutarties pasirašymo data", Column.SIGNED),
        ("Konec platnosti smlouvy", Column.ENDS),
        ("Ημερομηνία λήξης", Column.ENDS),
        ("نام دانشگاه", Column.INSTITUTION),
        ("ชื่อมหาวิทยาลัย", Column.INSTITUTION),
        ("Thời hạn", Column.DURATION),
        ("Vertragsende", Column.ENDS),
        ("Agreement start", Column.STARTS),
        ("Details of MoU", Column.TITLE),
        ("Current Status of MoU", Column.STATUS),
        ("Name of the linkage agency", Column.INSTITUTION),
        ("Agreement with", Column.INSTITUTION),
        ("Contratado", Column.INSTITUTION),
        ("Validity from", Column.STARTS),
        ("FINISH", Column.ENDS),
        ("Fecha final", Column.ENDS),
        ("תאריך חתימה", Column.SIGNED),
        ("תאריך סיום", Column.ENDS),
        ("تاریخ انعقاد", Column.SIGNED),
        ("تاریخ انقضا", Column.ENDS),
        ("วันที่เริ่มต้น", Column.STARTS),
        ("วันที่หมดอายุ", Column.ENDS),
        ("协议有效期", Column.DURATION),
        ("官网", Column.WEBSITE),
        ("협력기관", Column.INSTITUTION),
        ("ხელმოწერის თარიღი", Column.SIGNED),
        ("Signed by", None),
        ("Organization Type", None),
        ("Graduate programme", None),
        ("Collaborative Department In The University", None),
        ("entity_type", None),
        ("partner_logo_link", None),
        ("submitted_at", None),
        ("No. of Places in Spring 2019", None),
    ],
)
def test_a_header_is_understood_by_its_words(header, column):
    said = meanings(header)

    assert max(said, key=said.get) == column


def assigned(headers, *rows):
    texts = {index: (header,) for index, header in enumerate(headers) if header}
    found = assign_columns(Clues(texts, [Row(number, cells) for number, cells in enumerate(rows, start=2)]))
    return found.columns, found.guessed


def test_what_stands_below_decides_between_two_meanings():
    rows = [("Shinshu University, Matsumoto", "Japan"), ("Thammsasat University, Bangkok", "Thailand")]

    columns, guessed = assigned(["Institutions/Organization/Country", "Country with which there is collation"], *rows)

    assert (columns, guessed) == ({0: Column.INSTITUTION, 1: Column.COUNTRY}, set())


def test_the_meaning_of_an_unknown_header_is_told_by_the_cells_below_it():
    rows = [("Varna University", "Bulgaria", "https://varna.example/"), ("Opole College", "Poland", "opole.example.pl")]

    columns, guessed = assigned(["Xxx", "Yyy", "Zzz"], *rows)

    assert columns == {0: Column.INSTITUTION, 1: Column.COUNTRY, 2: Column.WEBSITE}
    assert guessed == {0, 1, 2}


def test_the_second_date_under_an_unknown_header_is_not_taken_for_an_end():
    rows = [("Varna University", "12.05.2015", "13.06.2016"), ("Opole College", "2016", "14.07.2018")]

    columns, _guessed = assigned(["University", "Date of signing", "Xxx"], *rows)

    assert columns == {0: Column.INSTITUTION, 1: Column.SIGNED}


def test_a_count_is_no_institution():
    columns, _guessed = assigned(["Country", "Universities"], ("Poland", "12"), ("Turkey", "31"), ("Germany", "5"))

    assert columns == {0: Column.COUNTRY}


def test_a_start_stays_a_start_where_there_is_no_signing():
    columns, _guessed = assigned(["University", "Start date"], ("Varna University", "2015"), ("Opole College", "2016"))

    assert columns == {0: Column.INSTITUTION, 1: Column.STARTS}


def test_two_whole_headers_that_mean_the_same_are_a_conflict():
    with pytest.raises(Conflict) as conflict:
        assigned(["University", "Country", "Country"], ("Varna", "Bulgaria", "Poland"))

    assert conflict.value.indexes == [1, 2]


def test_of_two_equal_headers_the_filled_one_counts():
    columns, _guessed = assigned(["University", "Country", "Country"], ("Varna", "", "Bulgaria"))

    assert columns == {0: Column.INSTITUTION, 2: Column.COUNTRY}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("12.05.2018", "13.06.2019"), Column.SIGNED),
        (("Yes", "No"), Column.STATUS),
        (("General", "Joint"), Column.TITLE),
    ],
)
def test_a_header_that_names_an_agreement_is_understood_by_its_cells(cells, column):
    columns, _guessed = assigned(["University", "MoU"], ["Keio", cells[0]], ["Kobe", cells[1]])

    assert columns[1] == column
