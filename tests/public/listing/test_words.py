"""What visitors type finds what they mean, best first, and near misses find nothing."""

import pytest
from django.core.management import call_command
from django.db.models import F
from django.http import QueryDict

from partnerships.models import Agreement, InstitutionName
from partnerships.public.filters import AgreementFilter
from partnerships.public.listing.finding import Found
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.public.listing.words import words_of
from tests.conftest import SOURCE_TABLE
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
TECHNICAL = "Istanbul Technical University"
METU = "Middle East Technical University"


@pytest.fixture(scope="class")
def imported(register_of_class):
    """Register the first real list, once for its tests, under the types that the register comes with."""
    with register_of_class():
        call_command("loaddata", "fixtures/agreement_types.json", "fixtures/cooperation_kinds.json", verbosity=0)
        call_command("import_agreements", SOURCE_TABLE, verbosity=0)
        for later in (1_000_000, 0):  # PostgreSQL goes on counting where an earlier test stopped
            Agreement.objects.update(register_number=F("number") + later)
        refresh_listing()
        yield


def found(text, **parameters):
    """Return the names of the institutions of what a search finds, in its order."""
    query = QueryDict(mutable=True)
    query.update({"q": text} | parameters)
    keys = Found(AgreementFilter(query)).keys()
    names = dict(Agreement.objects.values_list("pk", "institution__name"))
    return [names[key] for key in keys]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Boğaziçi, boğaziçi ", ("bogazici",)),
        ("https://www.polsl.pl/en/?x=1", ("polsl.pl",)),
        ("WWW.Uni-Siegen.DE", ("uni-siegen.de",)),
        ("N.E. Bauman", ("n", "e", "bauman")),
        ("St.Petersburg", ("st", "petersburg")),
        ("No 61", ("#61",)),
        ("№61", ("#61",)),
        ("# 061", ("#61",)),
        ("номер 61", ("#61",)),
        ("2019", ("2019",)),
        ("!!!", ("!!!",)),
        ("", ()),
    ],
)
def test_a_search_is_folded_words_hosts_and_numbers(text, words):
    assert words_of(text) == words


class TestFirstList:
    """What is found in the first real list."""

    @pytest.mark.parametrize(
        ("text", "least", "most", "first"),
        [
            ("itu", 1, 3, TECHNICAL),
            ("İTÜ", 1, 3, TECHNICAL),
            ("BSUIR", 1, 1, "Belarusian State University of Informatics and Radioelectronics"),
            ("kname", 1, 1, "Kharkiv National University of Urban Economy named after A.N. Beketov"),
            ("metu", 2, 2, METU),
            ("metu.edu.tr", 2, 2, METU),
            ("https://www.metu.edu.tr/", 2, 2, METU),
            ("kalmgu.ru", 1, 1, "Kalmyk State University"),
            ("gazi universitesi", 1, 4, "Gazi University"),
            ("istanbul texniki universiteti", 1, 1, TECHNICAL),
            ("стамбульский технический университет", 1, 1, TECHNICAL),
            ("Moskva Bauman", 1, 1, "N.E. Bauman Moscow State Technical University"),
            ("Москва транспорт", 0, 0, None),
            ("ташкентский транспортный", 2, 2, "Tashkent State Transport University"),
            ("рижский технический университет", 1, 1, "Riga Technical University"),
            ("казанского федерального университета", 2, 2, "Kazan (Volga region) Federal University"),
            ("brest dövlət texniki universiteti", 1, 1, "Brest State Technical University"),
            ("Türkiyə", 37, 37, None),
            ("Турция протокол", 9, 12, None),
            ("mutabakat zaptı", 52, 53, None),
            ("memorandum of understanding", 52, 53, None),
            ("двойной диплом", 3, 3, None),
            ("niyyət məktubu", 1, 1, None),
            ("2019", 14, 16, None),
            ("2019 Türkiye", 0, 0, None),
            ("No 61", 1, 1, TECHNICAL),
            ("61", 1, 1, TECHNICAL),
            ("№ 6", 1, 1, "Technical University of Gabrovo"),
            ("poland exchange", 0, 0, None),
            ("rsitу", 0, 0, None),  # the last letter is a Cyrillic one
        ],
    )
    def test_people_find_what_they_mean(self, imported, text, least, most, first):
        names = found(text)

        assert least <= len(names) <= most
        assert first is None or names[0] == first

    def test_a_kind_of_cooperation_is_found_in_all_languages(self, imported):
        Agreement.objects.filter(number__in=[1, 2]).update(kinds="|joint-research|traineeship|")

        names = ["Brandenburg University of Technology Cottbus-Senftenberg", "Siegen University"]
        assert found("совместные исследования") == found("joint research germany") == names


def test_whole_words_come_before_starts_and_starts_before_the_rest():
    for name in ("Oberland Academy", "Landau College", "Tirol Land College", "Aland Land School"):
        make_agreement(make_institution(name, "AT"), number=1)

    assert found("land") == ["Aland Land School", "Tirol Land College", "Landau College", "Oberland Academy"]
    assert found("land", sort="-institution")[0] == "Tirol Land College"


def test_each_word_counts_for_the_order():
    for name in ("Technical Landau", "Land Technische Schule", "Landau Technicalities"):
        make_agreement(make_institution(name, "AT"))

    assert found("technical land") == ["Land Technische Schule", "Technical Landau", "Landau Technicalities"]


def test_a_short_word_is_looked_for_where_words_start():
    make_agreement(make_institution("Institute of Latvia"))

    assert (found("itu"), found("ins"), found("nstit")) == ([], ["Institute of Latvia"], ["Institute of Latvia"])


def test_initials_of_another_name_find_it():
    institution = make_institution("Middle East Technical University", "TR")
    InstitutionName.objects.create(institution=institution, name="Orta Doğu Teknik Üniversitesi")
    make_agreement(institution)

    assert found("ODTÜ") == found("orta doğu technical") == [METU]


def test_the_name_of_a_type_may_be_changed_by_the_office():
    agreement = make_agreement(title="MoU")
    agreement.agreement_type.other_names.create(name="Razılaşma")

    assert (found("razilasma"), found("zilasma")) == ([agreement.institution.name], [])


def test_a_year_is_that_of_the_signing_or_of_the_start():
    make_agreement(make_institution("Varna"), signed="2019-05-06")
    make_agreement(make_institution("Ruse"), signed=None, starts_on="2019-01-01", starts_precision="year")
    make_agreement(make_institution("Sofia"), signed="2020", register_number=2019)

    assert found("2019") == ["Ruse", "Sofia", "Varna"]
