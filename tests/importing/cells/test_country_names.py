"""Countries as lists write them."""

import time

import pytest

from partnerships.importing.cells.country_names import (
    country_at_end,
    country_in_front,
    is_region,
    names_country,
    read_country,
)
from partnerships.importing.cells.parsing import parse_country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Türkiyə", ("TR", True)),
        ("KSA", ("SA", True)),
        ("Korea", ("KR", True)),
        ("Hong Kong", ("HK", True)),
        ("DEU", ("DE", True)),
        ("China (PRC)", ("CN", True)),
        ("Islamic Republic of Pakistan", ("PK", True)),
        ("Республика Казахстан", ("KZ", True)),
        ("Saksa", ("DE", True)),
        ("中国", ("CN", True)),
        ("Scotland, UK", ("GB", True)),
        ("Hung Hom, Hong Kong", ("HK", True)),
        ("Atlanta, Georgia", ("GE", False)),
        ("Германия, Берлин", ("DE", True)),
        ("Portugal, Angolo", ("PT", True)),
        ("USA, Lebanon", ("US", True)),
        ("France, Corte", ("FR", True)),
        ("Ethopia", ("ET", False)),
        ("Krgyzstan", ("KG", False)),
        ("Nigera", ("NE", False)),
        ("Congo", ("CG", False)),
        ("ドイツ連邦共和国", ("DE", True)),
        ("Чешская Республика", ("CZ", True)),
        ("Česká republika", ("CZ", True)),
        ("Çin Xalq Respublikası", ("CN", True)),
        ("Руска Федерација", ("RU", True)),
        ("Korea Płd.", ("KR", True)),
        ("مملكة البحرين", ("BH", True)),
        ("جمهورية العراق", ("IQ", True)),
        ("Belçika Krallığı", ("BE", True)),
        ("България", ("BG", True)),
        ("The Philippines", ("PH", True)),
        ("K.S.A.", ("SA", True)),
        ("オーストリア Austria", ("AT", True)),
        ("Польша / Poland", ("PL", True)),
        ("Казахстан г.Алматы", ("KZ", False)),
        ("MY", ("MY", True)),
        ("Mỹ", ("US", True)),  # Vietnamese; "MY" in ASCII letters
        ("عمان", ("OM", True)),  # "mn" in ASCII letters, which is the code of Mongolia
        ("ÇXR", ("CN", True)),
        ("КР", None),
        ("イスラエル国", ("IL", True)),
        ("República de Chile", ("CL", True)),
        ("EE.UU.", ("US", True)),
        ("A.B.D.", ("US", True)),
        ("S. Korea", ("KR", True)),
        ("Hong Kong, China", ("HK", True)),
        ("America", ("US", False)),
        ("CAR", ("ZA", False)),  # in Azerbaijani; of the Central African Republic in English
        ("TC", ("TC", False)),  # and Türkiye Cumhuriyeti
        ("Nga", ("RU", True)),  # in Vietnamese
        ("NGA", ("NG", True)),
        ("Ireland (Northern)", ("IE", False)),
        ("Korea (North)", ("KP", True)),
        ("ULM", None),
        ("Geneva", None),
        ("United Nations", None),
        ("France, Germany", None),
        ("Europe", None),
    ],
)
def test_country_of_a_cell(text, country):
    assert read_country(text) == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Curtin University, Australia", ("AU", True)),
        ("University of Duisburg-Essen (Germany)", ("DE", True)),
        ("University of Leicester, UK (MoU)", ("GB", True)),
        ("The Promotion of Education in Pakistan Foundation, Inc., USA", ("US", True)),
        ("Institute for Iranian Studies, Riyadh, KSA", ("SA", True)),
        ("CESI France", ("FR", False)),
        ("Manas University, Bishkek, Krgyzstan", ("KG", False)),
        ("Technical University, Tbilisi, Georgia", ("GE", False)),
        ("Granada University, Granada", ("GD", False)),
        ("Boston University, MA", None),
        ("University of Delaware, Newark, DE", None),
        ("North Carolina State University, USA On behalf of its College", ("US", False)),
        ("University of New Mexico", None),
        ("University of Georgia", None),
        ("Eastern Mediterranean University, North Cyprus", None),
        ("South China Agriculture University", None),
        ("HESAM University", None),
    ],
)
def test_country_at_the_end_of_a_name(name, country):
    assert country_at_end(name) == country


@pytest.mark.parametrize(("text", "is_one"), [("Asia", True), ("Европа", True), ("Middle East", True), ("Iran", False)])
def test_a_part_of_the_world_is_no_country(text, is_one):
    assert is_region(text) is is_one


def test_a_text_of_many_thousand_letters_is_no_country_at_once():
    text = "Испания and France " * 3000
    started = time.monotonic()

    assert (read_country(text), names_country(text), country_at_end(text)) == (None, False, ("FR", False))
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "cell", ["Mexico, Cuba", "Mexico / Cuba", "México y Cuba", "Испания и Португалия", "Portugal; Spain"]
)
def test_several_countries_are_named_and_left_empty(cell):
    country, remarks = parse_country(cell)

    assert (country, [remark.code for remark in remarks]) == ("", ["country-several"])


@pytest.mark.parametrize("cell", ["Portugal (Corte)", "Portugal - Corte", "Portugal/Corte", "Portugal, Corte"])
def test_a_town_beside_the_country_changes_nothing(cell):
    assert parse_country(cell) == ("PT", ())


@pytest.mark.parametrize(
    ("name", "code"),
    [("España. Universidad de Alder", "ES"), ("ایران: دانشگاه شمال", "IR"), ("Россия. Северный университет", "RU")],
)
def test_a_country_before_a_name_is_found_behind_a_full_stop_and_in_few_letters(name, code):
    assert country_in_front(name).code == code
