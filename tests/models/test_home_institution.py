"""The home institution: one record, whose texts are in four languages."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from partnerships.models import HomeInstitution

pytestmark = pytest.mark.django_db


def test_there_is_one_at_most():
    HomeInstitution.objects.create(name_en="University of Baku")

    with pytest.raises(IntegrityError), transaction.atomic():
        HomeInstitution.objects.create(id=2)
    assert HomeInstitution.current().name == "University of Baku"


def test_without_a_record_it_has_no_name_and_the_usual_colour():
    home = HomeInstitution.current()

    assert (home.name, home.full_title, home.accent) == ("", "International agreements", "#0a558c")


def test_a_text_is_in_the_language_of_the_page_or_in_another_one():
    home = HomeInstitution(name_az="Bakı Universiteti", name_ru="Бакинский университет")

    said = {}
    for code in ("az", "en", "ru", "tr"):
        with override(code):
            said[code] = home.full_title

    assert said == {
        "az": "Beynəlxalq sazişlər – Bakı Universiteti",
        "en": "International agreements – Bakı Universiteti",
        "ru": "Международные соглашения – Бакинский университет",
        "tr": "Uluslararası anlaşmalar – Bakı Universiteti",
    }


def test_the_register_has_the_usual_name_where_its_own_is_in_another_language():
    home = HomeInstitution(register_name_az="Tərəfdaşlarımız")

    assert home.register_name == "International agreements"


@pytest.mark.parametrize("accent", ["#0a558c", "#8a1f3d", "#16603a", "#b42318"])
def test_an_accent_that_can_be_read_is_taken(accent):
    HomeInstitution(accent=accent).full_clean()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "accent",
            "#7fb2e5",
            "White words on #7fb2e5, and words in it on white, cannot be read: their contrast is 2.2, and at least 4.5"
            " is needed. Choose a darker colour.",
        ),
        ("accent", "blue", "“blue” is no colour; write one such as #0a558c."),
        (
            "frame_ancestors",
            "https://www.example.org\nhttps://example.org/page",
            "“https://example.org/page” is no origin; write one such as https://www.example.org, without a path.",
        ),
        ("frame_ancestors", "'self'; script-src *", "“'self';” is no origin;"),
        ("ror", "00hx57362", "“00hx57362” is no ROR identifier"),
        ("website", "javascript:alert(1)", "Write an address that starts with http:// or https://."),
        ("licence_url", "CC", "Write an address that starts with http:// or https://."),
        ("office_phone", "call us", "Write a telephone number such as +994 12 345 67 89."),
        ("office_email", "office", "Enter a valid email address."),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(field, value, sentence):
    with pytest.raises(ValidationError) as refusal:
        HomeInstitution(**{field: value}).full_clean()

    assert refusal.value.message_dict[field][0].startswith(sentence)


def test_origins_are_one_per_line():
    home = HomeInstitution(frame_ancestors="https://www.example.org\nhttps://*.example.org:8443\n")
    home.full_clean()

    assert home.frame_origins == ["https://www.example.org", "https://*.example.org:8443"]


def test_a_telephone_number_is_dialled_without_blanks():
    assert HomeInstitution(office_phone="+994 (12) 345-67-89").telephone == "+994123456789"
