"""Fields that fill themselves from others."""

import pytest

from partnerships.models.fields import slug_of

LONG = "institute " * 9  # 90 characters with the last blank


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kazan State University", "kazan-state-university"),
        ("«»", "unnamed"),
        (f"{LONG}of", "-".join(["institute"] * 9)),
        (f"{LONG}s of", "-".join(["institute"] * 9)),
        (f"a {LONG}", "-".join(["a", *["institute"] * 8])),
        ("a" * 95, "a" * 90),
    ],
)
def test_a_slug_is_cut_behind_a_word(name, slug):
    assert slug_of(name) == slug
