"""Cells to values; no database."""

import pytest

from partnerships.importing.cells.numbers import whole_number
from partnerships.importing.cells.parsing import parse_country, parse_name, parse_number, parse_text, parse_website
from partnerships.importing.fields import Column


def noticed(parsed):
    return [(remark.code, remark.level.value) for remark in parsed.remarks]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Rusiya", "RU"),
        ("Turkey", "TR"),
        ("Türkiyə", "TR"),
        ("SOUTH KOREA", "KR"),
        ("Germany", "DE"),
        ("USA", "US"),
        ("UK", "GB"),
        ("Россия", "RU"),
        ("de", "DE"),
        ("", ""),
    ],
)
def test_country_is_its_code(cell, code):
    assert parse_country(cell) == (code, ())


def test_a_country_that_is_none_is_left_empty_and_quoted():
    parsed = parse_country("Atlantis")

    assert (parsed.value, noticed(parsed)) == ("", [("country-unread", "check")])
    assert parsed.remarks[0].message == "“Atlantis” is no country that is known here, so the country is left empty."


@pytest.mark.parametrize(
    ("cell", "address", "remarks"),
    [
        ("https://www.uni-siegen.de/start/", "https://www.uni-siegen.de/start/", []),
        ("https://www.mc bu.edu.tr/", "https://www.mcbu.edu.tr/", [("website-blank", "check")]),
        ("www.gop.edu.tr", "https://www.gop.edu.tr", [("website-scheme", "check")]),
        ("", "", []),
        ("javascript:alert(1)", "", [("website-unread", "check")]),
        ("ftp://example.org/", "", [("website-unread", "check")]),
        ("https://[::1", "", [("website-unread", "check")]),
        ("http://a.pl@evil.example", "", [("website-unread", "check")]),
        ("www.a.pl and www.b.pl", "https://www.a.pl", [("website-several", "check"), ("website-scheme", "check")]),
        (
            "http://http//www.hanyang.ac.kr/x?y=30",
            "http://www.hanyang.ac.kr/x?y=30",
            [("website-repaired", "check")],
        ),
        ("http:/tu-freiberg.de", "http://tu-freiberg.de", [("website-repaired", "check")]),
        ("nothing yet", "", [("website-unread", "check")]),
    ],
)
def test_website_is_http_or_nothing(cell, address, remarks):
    parsed = parse_website(cell)

    assert (parsed.value, noticed(parsed)) == (address, remarks)


@pytest.mark.parametrize(
    ("cell", "number"), [("7", 7), ("7.", 7), ("", None), ("A-7", None), ("2147483647", 2**31 - 1)]
)
def test_number_is_whole(cell, number):
    assert parse_number(cell).value == number


@pytest.mark.parametrize("cell", ["2147483648", "9" * 12])
def test_a_number_that_postgresql_cannot_keep_is_left_empty_and_said(cell):
    parsed = parse_number(cell)

    assert (parsed.value, noticed(parsed)) == (None, [("number-too-large", "check")])


def test_control_characters_are_taken_out_and_said():
    parsed = parse_text("Var\x00na\x07", Column.INSTITUTION)

    assert (parsed.value, noticed(parsed)) == ("Varna", [("control-characters", "info")])


def test_a_text_longer_than_the_record_holds_is_cut_and_said():
    parsed = parse_text("a" * 50_000, Column.INSTITUTION)

    assert (parsed.value, noticed(parsed)) == ("a" * 500, [("too-long", "check")])


def test_markup_stays_text():
    assert parse_text("<b>Varna</b>", Column.INSTITUTION).value == "<b>Varna</b>"


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("2019", 2019), ("9" * 10, None), ("9" * 5000, None), ("²", None), ("-1", None), ("", None)],
)
def test_whole_number_is_plain_digits(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "name",
    [
        "دانشگاه نمونه\u200cای",
        "നോർത്ത് ന്\u200d",
        "ශ්\u200dරී විශ්වවිද්\u200dයාලය",
        "Rheumatol\xadogy",
        "(ISC)²",
        "Universidad de Moa",
    ],
)
def test_a_name_keeps_what_shapes_its_letters(name):
    assert parse_name(name) == (name, ())


@pytest.mark.parametrize("name", ["\u200bAlder\u200b", "\ufeffAlder", "\u200eAlder\u200f", "Al\u200dder"])
def test_other_invisible_characters_are_taken_out(name):
    assert parse_name(name) == ("Alder", ())


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Northport A&amp;M University", "Northport A&M University"),
        ("Northport A&amp;amp;M University", "Northport A&M University"),
        ("Universit&eacute; de l&#39;Alder", "Université de l'Alder"),
        ("Sedge&nbsp;College", "Sedge College"),
        ("AT&T; Alder & Sedge", "AT&T; Alder & Sedge"),
    ],
)
def test_entities_become_the_letters_that_are_meant(cell, text):
    assert parse_text(cell, Column.TITLE) == (text, ())


def test_entities_in_an_address_become_letters():
    assert parse_website("https://a.example.org/?x=1&amp;y=2").value == "https://a.example.org/?x=1&y=2"


@pytest.mark.parametrize(
    ("cell", "name", "code"),
    [
        ("Universit\ufffd de Northport", "Universit\ufffd de Northport", "letters-broken"),
        ("University of (cid:123)d", "University of (cid:123)d", "letters-broken"),
        ("???? Sedge University", "???? Sedge University", "letters-broken"),
        ("K?z?l University", "K?z?l University", "letters-broken"),
        ("Akademia £¹kowa", "Akademia £¹kowa", "letters-broken"),
        ("Óíèâåðñèòåò", "Óíèâåðñèòåò", "letters-broken"),
        ("UniversitÃ© de l'Alder", "Université de l'Alder", "letters-mended"),
        ("UniversitÃƒÂ© de l'Alder", "Université de l'Alder", "letters-mended"),
        ("РљР°Р·Р°РЅСЊ", "Казань", "letters-mended"),
        ("TÄ±p FakÃ¼ltesi", "Tıp Fakültesi", "letters-mended"),
    ],
)
def test_broken_letters_are_mended_or_left_with_a_remark(cell, name, code):
    read, remarks = parse_name(cell)

    assert (read, [(remark.code, remark.level.value) for remark in remarks]) == (name, [(code, "check")])


@pytest.mark.parametrize("name", ["SÃO PAULO", "Øresund Å", "CAFÉ” Institute", "Ñuñoa", "Who knows? Institute"])
def test_letters_that_only_look_broken_stay(name):
    assert parse_name(name) == (name, ())
