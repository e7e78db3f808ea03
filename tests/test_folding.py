"""Text to the key that names are compared by."""

import pytest

from partnerships.folding import fold, has_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("İSTANBUL", "istanbul"),
        ("istanbul", "istanbul"),
        ("Istanbul", "istanbul"),
        ("Казань", "kazan"),
        ("Kazan'", "kazan"),
        ("  N.E.  Bauman—MSTU ", "n e bauman mstu"),
        ("Boğaziçi", "bogazici"),
        ("Yıldız", "yildiz"),
        ("Straße", "strasse"),
        ("ÇANKAYA", "cankaya"),
        ("?!", ""),
    ],
)
def test_fold(text, key):
    assert fold(text) == key


@pytest.mark.parametrize("text", ["MoU", "Казань", "北京", "٣", "?!", "", "–"])
def test_a_text_has_a_key_where_its_key_is_not_empty(text):
    assert has_key(text) == (fold(text) != "")
