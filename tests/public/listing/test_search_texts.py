"""What is kept of an agreement to be searched by: names in any language, initials, the host of the website."""

import pytest

from partnerships.public.listing.academic_words import equals_of
from partnerships.public.listing.search_texts import initials_in, search_text, words_of_host


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Istanbul Technical University", "itu"),
        ("İstanbul Teknik Üniversitesi", "itu"),
        ("Belarusian State University of Informatics and Radioelectronics", "bsuir"),
        ("N.E. Bauman Moscow State Technical University", "bmstu"),
        ("Kazan (Volga region) Federal University", ""),
        ("Georgian Technical University (Faculty of Mechanical Engineering)", "gtu"),
        ("Khazar State University of Technology named after Sh.Y. Yesenov", "ksut"),
        ("Московский государственный университет имени М. В. Ломоносова", "mgu"),
        ("Шахтинский государственный университет", "shgu"),
        ("University of Pisa", ""),
        ("METU", ""),
        ("(no name)", ""),
    ],
)
def test_initials_are_those_of_the_words_that_count(name, initials):
    assert initials_in(name) == initials


@pytest.mark.parametrize(
    ("website", "words"),
    [
        ("https://www.metu.edu.tr/tr", ["metu.edu.tr", "metu"]),
        ("https://www.uni-siegen.de/start/", ["uni-siegen.de", "uni siegen"]),
        ("https://en.madi.ru/", ["en.madi.ru", "madi"]),
        ("http://localhost/", []),
        ("", []),
        ("nonsense", []),
    ],
)
def test_a_website_is_known_by_its_host_and_by_the_label_that_names_it(website, words):
    assert words_of_host(website) == words


def test_a_text_is_words_between_spaces():
    names = ("Рижский технический университет", "RTU")

    text = search_text(names, "https://rtu.lv", ["Rīga", "MoU", ""])

    assert text == (" rizhskiy tekhnicheskiy universitet technical university rtu rtu rtu.lv rtu riga mou ")


@pytest.mark.parametrize(
    ("word", "equals"),
    [
        ("universitesi", {"university"}),
        ("universiteta", {"university"}),
        ("tekhnicheskogo", {"technical"}),
        ("dovlet", {"state"}),
        ("politehnica", {"technical", "polytechnic"}),
        ("university", {"university"}),
        ("universal", set()),
        ("moskva", {"moscow"}),
        ("cuba", set()),
        ("sam", set()),
    ],
)
def test_an_academic_word_means_its_equals_in_english(word, equals):
    assert equals_of(word) == equals
