"""What differs from language to language."""

from datetime import date

import pytest
from django.forms import DateField
from django.template import Context, Template
from django.utils.translation import override

from partnerships.countries import country_choices
from partnerships.languages import address_in, capfirst, format_date, format_number, path_in, translations_of
from partnerships.partial_dates import PartialDate


@pytest.mark.parametrize(
    ("language", "day", "month", "year"),
    [
        ("az", "30 iyun 2003", "oktyabr 2020", "2008"),
        ("en", "30 June 2003", "October 2020", "2008"),
        ("ru", "30 июня 2003\N{NARROW NO-BREAK SPACE}г.", "октябрь 2020\N{NARROW NO-BREAK SPACE}г.", "2008"),
        ("tr", "30 Haziran 2003", "Ekim 2020", "2008"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(language, day, month, year):
    with override(language):
        written = [str(PartialDate.fromisoformat(iso)) for iso in ("2003-06-30", "2020-10", "2008")]

    assert written == [day, month, year]


@pytest.mark.parametrize(
    ("language", "words"),
    [("az", "İlk addım Ümumi"), ("tr", "İlk addım Ümumi"), ("en", "Ilk addım Ümumi"), ("ru", "Ilk addım Ümumi")],
)
def test_the_first_letter_becomes_the_capital_one_of_the_language(language, words):
    filtered = Template("{{ one|capfirst }} {{ two|capfirst }}")

    with override(language):
        assert filtered.render(Context({"one": "ilk addım", "two": "ümumi"})) == words
        assert f"{capfirst('ilk addım')} {capfirst('ümumi')}" == words
        assert capfirst("") == ""


@pytest.mark.parametrize(
    ("language", "months"),
    [
        ("az", "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"),
        ("en", "January February March April May June July August September October November December"),
        ("ru", "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
        ("tr", "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    ],
)
def test_a_month_without_a_day_stands_in_its_own_form(language, months):
    assert " ".join(format_date(language, 2020, month).split()[0] for month in range(1, 13)) == months


@pytest.mark.parametrize(
    ("language", "written"), [("az", "12.345"), ("en", "12,345"), ("ru", "12\N{NO-BREAK SPACE}345"), ("tr", "12.345")]
)
def test_numbers_are_grouped_as_each_language_groups_them(language, written):
    assert format_number(language, 12345) == written


@pytest.mark.parametrize(
    ("language", "path", "expected"),
    [
        ("az", "/", "/az/"),
        ("az", "/statistics/", "/az/statistics/"),
        ("az", "/ru/statistics/", "/az/statistics/"),
        ("en", "/ru/statistics/", "/statistics/"),
        ("en", "/tr", "/"),
        ("ru", "/rural/", "/ru/rural/"),
        ("ru", "/de/", "/ru/de/"),
    ],
)
def test_the_path_of_a_page_in_another_language(language, path, expected):
    assert path_in(language, path) == expected


def test_the_default_language_is_the_one_without_prefix(settings):
    settings.LANGUAGE_CODE = "az"

    assert [each.address for each in translations_of("/en/statistics/", "year=2020")] == [
        "/statistics/?year=2020",
        "/en/statistics/?year=2020",
        "/ru/statistics/?year=2020",
        "/tr/statistics/?year=2020",
    ]


def test_languages_are_named_in_themselves():
    named = [(each.code, each.name, each.is_current, each.is_default) for each in translations_of("/tr/")]

    assert named == [
        ("az", "Azərbaycanca", False, False),
        ("en", "English", True, True),
        ("ru", "Русский", False, False),
        ("tr", "Türkçe", False, False),
    ]


def test_no_address_leads_to_another_host():
    assert {each.address for each in translations_of("//evil.example/")} == {
        "/az//evil.example/",
        "/%2Fevil.example/",
        "/ru//evil.example/",
        "/tr//evil.example/",
    }


def test_an_endless_query_is_not_repeated_in_every_link():
    assert translations_of("/az/", "q=" + "a" * 2000)[0].address == "/az/"


def test_countries_are_named_and_sorted_in_the_language_of_the_moment():
    with override("tr"):
        names = [name for _code, name in country_choices()]

    assert names.index("Çekya") < names.index("Danimarka") < names.index("İtalya") < names.index("Zambiya")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("az", "1.234, 1 may 2020"),
        ("en", "1,234, 1 May 2020"),
        ("ru", "1\N{NO-BREAK SPACE}234, 1 мая 2020\N{NARROW NO-BREAK SPACE}г."),
        ("tr", "1.234, 1 Mayıs 2020"),
    ],
)
def test_templates_write_numbers_and_days(language, written):
    template = Template("{% load register %}{{ number|grouped }}, {{ day|in_words }}{{ none|in_words }}")

    with override(language):
        assert template.render(Context({"number": 1234, "day": date(2020, 5, 1), "none": None})) == written


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_a_date_with_dots_is_understood_in_every_language(language):
    with override(language):
        assert DateField().clean("04.05.2020") == date(2020, 5, 4)


def test_letters_that_were_sent_as_they_are_are_the_same_in_each_language():
    as_wsgi_gives_it = "q=Қazan%20%D2%9A&country=TR".encode().decode("latin-1")

    assert address_in("ru", "/", as_wsgi_gives_it) == "/ru/?q=%D2%9Aazan%20%D2%9A&country=TR"
