"""When two names, and two web addresses, may be of one institution."""

import pytest

from partnerships.folding import fold
from partnerships.similarity.names import are_alike, host_of, is_front_page, may_share, words_of


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Technical University of Varna", "Varna Technical University", True),
        ("Technical University of Varna", "Tehnical University of Varna", True),
        ("Université de Nîmes", "Nîmes Université", True),
        ("Institute of Micro Algae", "Institute of Microalgae", True),
        ("Lomonosov University", "University named after Lomonosow", True),
        ("University of York", "University of Cork", False),
        ("Technical University of Varna", "University of Economics Varna", False),
        ("Technical University of Varna", "Medical University of Varna", False),
        ("Varna Technical College", "Warma Tecnical College", False),
        ("University of Town 12345", "University of Town 12346", False),
        ("School 12 of Varna 7", "School 12 of Varna 77", False),
        ("Lyceum 12345", "Lyceum 12354", False),
        ("Kazan State University", "Kazan State Medical University", False),
    ],
)
def test_names_are_alike_but_for_order_a_misprint_or_a_space(one, other, alike):
    assert are_alike(words_of(fold(one)), words_of(fold(other))) is alike


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("uni.example", "uni.example", True),
        ("en.uni.example", "uni.example", True),
        ("", "uni.example", True),
        ("uni.example", "other.example", False),
        ("xuni.example", "uni.example", False),
    ],
)
def test_hosts_are_shared_where_one_is_within_the_other(one, other, shared):
    assert may_share(one, other) is shared
    assert may_share(other, one) is shared


@pytest.mark.parametrize(
    ("address", "host", "is_front"),
    [
        ("https://www.uni.example/", "uni.example", True),
        ("http://uni.example", "uni.example", True),
        ("https://uni.example/law", "uni.example", False),
        ("https://www.facebook.com/uni", "", False),
        ("http://[::1", "", True),
        ("", "", False),
    ],
)
def test_host_and_front_page_of_an_address(address, host, is_front):
    assert (host_of(address), is_front_page(address)) == (host, is_front)
