"""Text to the key that names are compared by."""

import pytest

from partnerships.folding import fold


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
