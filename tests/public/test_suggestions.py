"""What is suggested while a visitor types."""

import pytest

from partnerships.models import InstitutionName
from partnerships.public import suggestions
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register():
    """Three institutions, one with two agreements and another name, and one that is not public."""
    technical = make_institution("Istanbul Technical University", "TR")
    InstitutionName.objects.create(institution=technical, name="İstanbul Teknik Üniversitesi")
    for title in ("MoU", "Memorandum of intent"):
        make_agreement(technical, title=title)
    make_agreement(make_institution("İstanbul University", "TR"))
    make_agreement(make_institution("University of Turin", ""))
    make_agreement(make_institution("Istanbul Hidden University", "TR"), title="Hidden title", is_public=False)


def suggested(client, text, prefix="/"):
    answer = client.get(f"{prefix}suggest/", {"q": text}).json()
    return [(each["text"], each["detail"]) for each in answer["suggestions"]]


TECHNICAL = ("Istanbul Technical University", "Türkiye")


def test_institutions_are_suggested_once_each_with_their_country(client):
    assert suggested(client, "istanb") == [TECHNICAL, ("İstanbul University", "Türkiye")]


@pytest.mark.parametrize("text", ["ITU", "teknik", "istanbul texniki univ"])
def test_they_are_suggested_by_whatever_finds_them(client, text):
    assert suggested(client, text) == [TECHNICAL]


def test_countries_and_types_come_first_in_the_language_of_the_page(client):
    assert suggested(client, "tür") == [("Türkiye", "Country"), ("University of Turin", "")]
    assert suggested(client, "turk", "/ru/")[0] == ("Турция", "Страна")
    assert suggested(client, "memorandum")[0] == ("Memorandum of intent", "Type")


@pytest.mark.parametrize("text", ["", "i", "hidden", "stanbul", "xyz", "\0", "!!"])
def test_nothing_is_suggested_for_what_finds_nothing(client, text):
    assert suggested(client, text) == []


def test_of_very_many_the_first_by_name_are_suggested(client, monkeypatch):
    monkeypatch.setattr(suggestions, "MOST", 1)
    monkeypatch.setattr(suggestions, "MOST_INSTITUTIONS", 2)

    assert suggested(client, "university") == [TECHNICAL, ("İstanbul University", "Türkiye")]


def test_the_number_of_suggestions_is_said_and_the_answer_is_kept_by_version(client):
    answer = client.get("/suggest/?q=istanb")

    assert (answer.json()["said"], answer.headers["Content-Type"]) == ("2 suggestions", "application/json")
    assert (answer.headers["X-Robots-Tag"], "ETag" in answer.headers) == ("noindex", True)
