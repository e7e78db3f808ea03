"""Tests for the numbers of agreements, partners and countries in words."""

import pytest
from django.utils.translation import override

from partnerships.public.counted import whole_register


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("az", "24 ölkədə 111 tərəfdaşla 121 saziş"),
        ("en", "121 agreements with 111 partners in 24 countries"),
        ("ru", "121 соглашение: 111 партнёров в 24 странах"),
        ("tr", "24 ülkede 111 ortakla 121 anlaşma"),
    ],
)
def test_the_whole_register_is_one_sentence_in_each_language(language, heading):
    with override(language):
        assert whole_register(121, 111, 24) == heading


def test_where_no_country_is_known_none_is_counted():
    assert whole_register(2000, 1, 0) == "2,000 agreements"


def test_one_of_each_is_said_in_the_singular():
    assert whole_register(1, 1, 1) == "1 agreement with 1 partner in 1 country"
