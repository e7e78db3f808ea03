"""What is not public appears at no address that visitors have, in whatever form."""

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile

from partnerships.models import Agreement, Contact, Document, HomeInstitution, InstitutionName
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
WORD = "Xylophon"  # in each text that nobody may see
HIDDEN, SHOWN = 7, 8
PAGES = ("", "statistics/", "institutions/", "data/", "about/", "embed/")
FILES = """
    agreements.json agreements.csv agreements.xlsx agreements.atom agreements.schema.json agreements.csv-metadata.json
    sitemap.xml sitemap-1.xml sitemap-2.xml suggest/?q=xylo suggest/?q=kazan statistics/countries.csv
    statistics/types.csv statistics/kinds.csv statistics/years.csv statistics/statuses.csv agreements/8/
    agreements/8.json agreements/8.jsonld agreements/8.bib agreements/8.ris agreements/8.ics
    institutions/kazan-university/ agreements.json?q=xylophon ?on=2020-01-01 statistics/?on=2020-01-01
    agreements.json?on=2020-01-01 agreements.csv?on=2020-01-01 embed/?on=2020-01-01
""".split()
ADDRESSES = [*(f"/{language}{page}" for page in PAGES for language in ("", "ru/")), *(f"/{name}" for name in FILES)]
FOUND = re.compile("xylophon|fiji|фиджи", re.IGNORECASE)  # the word, and the country that only the hidden one is in


@pytest.fixture
def register():
    """Make an agreement that is not public, and a public one with all that only the office sees."""
    HomeInstitution.objects.create(name_en="University of Baku")
    partner = make_institution(f"{WORD} University", "FJ", city=f"{WORD} City", website="https://xylophon.example")
    InstitutionName.objects.create(institution=partner, name=f"University of {WORD}")
    make_agreement(partner, title=f"{WORD} treaty", signed="2019-05", number=HIDDEN, is_public=False)
    kazan = make_institution("Kazan University", "RU", notes=f"{WORD} said no")
    person = get_user_model().objects.create_user("xylophon", first_name=WORD, email="xylophon@example.org")
    shown = make_agreement(
        kazan, "Protocol", "2019", "2199", number=SHOWN, notes=WORD, unit=WORD, scope=WORD, responsible=person,
        terminated_on=date(2198, 1, 1), termination_reason=WORD, snoozed_until=date(2190, 1, 1), snooze_reason=WORD,
        rests_from=date(2022, 3, 1), rest_reason=WORD,
    )  # fmt: skip
    Contact.objects.create(agreement=shown, name=WORD, email="xylophon@example.org")
    Contact.objects.create(institution=kazan, name=WORD, email="xylophon@example.org")
    Document.objects.create(
        agreement=shown, name=f"{WORD}.pdf", file=ContentFile(b"scan", "x.pdf"), size=4, uploaded_by=person
    )
    shown.supersedes = Agreement.objects.get(register_number=HIDDEN)
    shown.save()


def text_of(response):
    """Return all text of an answer; that of a workbook is unpacked."""
    content = response.getvalue()
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as package:
            content = b"".join(package.read(name) for name in package.namelist())
    return content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_public_appears_nowhere(client, register, address):
    response = client.get(address)

    assert response.status_code == 200
    assert FOUND.findall(text_of(response)) == []


@pytest.mark.parametrize(
    "address", ["agreements/7/", "agreements/7.json", "agreements/7.ics", "institutions/xylophon-university/"]
)
def test_it_has_no_address_of_its_own(client, register, address):
    response = client.get(f"/{address}")

    assert (response.status_code, WORD in response.text) == (404, False)


@pytest.mark.parametrize(
    "address",
    """
    / /statistics/ /institutions/ /agreements.json /agreements.csv /agreements.xlsx /agreements.atom /sitemap-1.xml
    /suggest/?q=xylo /embed/ /?on=2020-01-01 /agreements.json?on=2020-01-01 /agreements/7.json /statistics/countries.csv
    """.split(),
)
def test_it_appears_once_it_is_public(client, register, address):
    hidden = Agreement.objects.get(register_number=HIDDEN)
    hidden.is_public = True
    hidden.save()

    assert FOUND.search(text_of(client.get(address)))
