"""Which registered institutions a new name may mean."""

import pytest

from partnerships.models import Institution
from partnerships.similarity.institutions import SimilarInstitutions
from tests.factories import make_institution

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "country", "website", "alike"),
    [
        ("Technical University Varna", "BG", "", ["Technical University of Varna"]),
        ("Tehnical University of Vaarna", "BG", "", ["Technical University of Varna"]),
        ("Technical Universty of Varna", "BG", "", ["Technical University of Varna"]),
        ("Technical University of Varna", "PL", "", ["Technical University of Varna"]),
        ("Technical University Varna", "PL", "", []),
        ("Something else", "PL", "http://www.tu-varna.example/en", ["Technical University of Varna"]),
        ("University of Economics Varna", "BG", "", []),
        ("York University", "BG", "", []),
    ],
)
def test_similarity_is_of_country_and_name_or_of_the_web_host(name, country, website, alike):
    make_institution("Technical University of Varna", "BG", website="https://tu-varna.example/")
    make_institution("University of Cork", "BG")
    new = Institution(name=name, country=country, website=website)

    assert [similar.institution.name for similar in SimilarInstitutions().of(new)] == alike
