"""Lists that resemble others: headers of days, of numbers and of answers that mean something else than they seem to."""

import pytest

from partnerships.importing.cells.records import CellReaders, parse_record
from partnerships.importing.fields import Column
from partnerships.importing.files.reading import read
from partnerships.importing.tables.finding import find_tables


def only_table(text):
    (table,) = find_tables(read(text.encode()))
    return table


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (("Vertrag vom",), [Column.SIGNED]),
        (("Convention du",), [Column.SIGNED]),
        (("Договір від",), [Column.SIGNED]),
        (("Acord din",), [Column.SIGNED]),
        (("Vertrag von",), [Column.STARTS]),
        (("Convenio desde",), [Column.STARTS]),
        (("Partner seit",), [Column.STARTS]),
        (("Partenaire depuis",), [Column.STARTS]),
        (("Valabil de la", "Valabil până la"), [Column.STARTS, Column.ENDS]),
        (("Etibarlıdır (tarixdən)", "Etibarlıdır (tarixədək)"), [Column.STARTS, Column.ENDS]),
        (("Важи от", "Важи до"), [Column.STARTS, Column.ENDS]),
        (("Spēkā no", "Spēkā līdz"), [Column.STARTS, Column.ENDS]),
        (("Hiệu lực từ", "Hiệu lực đến"), [Column.STARTS, Column.ENDS]),
        (("有效期自", "有效期至"), [Column.STARTS, Column.ENDS]),
    ],
)
def test_a_header_of_days_tells_signing_start_and_end(headers, columns):
    cells = ["2019-05-12,2024-05-11", "2018-06-13,2023-06-12"]
    rows = [",".join(days.split(",")[: len(headers)]) for days in cells]
    text = f"University,Country,{','.join(headers)}\nVarna,Bulgaria,{rows[0]}\nSofia,Bulgaria,{rows[1]}\n"

    table = only_table(text)

    assert [table.columns.get(header) for header in headers] == columns


def test_the_partners_of_a_header_in_brackets_are_no_start():
    table = only_table("Institution(s),Country\nVarna University,Bulgaria\nSofia University,Bulgaria\n")

    assert table.columns["Institution(s)"] == Column.INSTITUTION


@pytest.mark.parametrize(
    ("headers", "cells"), [("Gün,Ay,İl", "12,5,2019"), ("일,월,년", "12,5,2019"), ("日,月,年", "12,5,2019")]
)
def test_the_parts_of_a_date_are_told_in_scripts_whose_words_sound_alike(headers, cells):
    table = only_table(f"University,Country,{headers}\nVarna,Bulgaria,{cells}\nSofia,Bulgaria,{cells}\n")

    assert [row.values[Column.SIGNED] for row in table.records] == ["2019-05-12", "2019-05-12"]


@pytest.mark.parametrize(
    "header",
    ["Number of students", "Quota", "Plätze", "Nombre d'étudiants", "Количество студентов", "Kontenjan", "名额"],
)
def test_numbers_of_places_are_kept_in_the_notes(header):
    text = f"No.,University,Country,Type,{header},Notes\n1,Varna,Bulgaria,MoU,3,Old\n2,Sofia,Bulgaria,MoU,1,\n"

    notes = [row.values[Column.NOTES] for row in only_table(text).records]

    assert notes == [f"{header}: 3; Old", f"{header}: 1"]


def test_a_header_of_places_over_words_is_not_kept():
    table = only_table("University,Country,Type,Students\nVarna,Bulgaria,MoU,all\nSofia,Bulgaria,MoU,none\n")

    assert "Students" in table.ignored


def test_years_over_quotas_are_headers_and_no_signings():
    table = only_table("University,Country,Type,2019,2020\nVarna,Bulgaria,MoU,2,3\nSofia,Bulgaria,MoU,4,1\n")

    assert table.header_row == 1
    assert set(table.columns.values()) == {Column.INSTITUTION, Column.COUNTRY, Column.TITLE}


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("MoU signed", "yes", "no"),
        ("MoU yes/no", "yes", "no"),
        ("Договор", "да", "нет"),
        ("Anlaşma", "var", "yok"),
        ("Müqavilə", "var", "yoxdur"),
    ],
)
def test_the_answer_no_to_whether_there_is_an_agreement_asks_for_a_look(header, yes, no):
    rows = f"Varna,Bulgaria,{yes},2019\nSofia,Bulgaria,{no},2018\nRuse,Bulgaria,{yes},2017\n"

    table = only_table(f"University,Country,{header},Date\n{rows}")

    remarks = [parse_record(row.values, CellReaders({}))[1] for row in table.records]
    assert [[remark.code for remark in found if remark.level == "check"] for found in remarks] == [
        [],
        ["status-unknown"],
        [],
    ]
    assert all(Column.TITLE not in row.values and Column.REFERENCE not in row.values for row in table.records)


def test_a_cross_under_an_unknown_header_between_types_is_a_type():
    text = "University,Country,MoU,Zubrax,Double degree\nVarna,Bulgaria,x,,\nSofia,Bulgaria,,x,\nRuse,Bulgaria,,,x\n"

    records = only_table(text).records

    assert [row.values[Column.TITLE] for row in records] == ["MoU", "Zubrax", "Double degree"]
    assert [[remark.level for remark in row.remarks] for row in records] == [["info"], ["check"], ["info"]]


def test_an_exchange_in_one_long_word_is_a_type():
    text = "Hochschule,Land,MoU,Studierendenaustausch\nVarna,Bulgarien,x,\nSofia,Bulgarien,,x\nRuse,Bulgarien,x,\n"

    titles = [row.values[Column.TITLE] for row in only_table(text).records]

    assert titles == ["MoU", "Studierendenaustausch", "MoU"]
