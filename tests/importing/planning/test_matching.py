"""Which row is which registered agreement, and which name which institution."""

from typing import NamedTuple

import pytest

from partnerships.importing.planning.matching import Register, in_source_order
from partnerships.importing.planning.pairing import compatible_date, pair, same_date, same_dates
from partnerships.models import Agreement, AgreementType, AgreementTypeName, InstitutionName
from partnerships.partial_dates import PartialDate
from tests.factories import make_agreement, make_institution


class Dated(NamedTuple):
    """What is compared of a row and of an agreement."""

    number: int | None
    signed: PartialDate | None
    ends: PartialDate | None
    pk: int | None
    starts: PartialDate | None = None
    register_number: int | None = None


def dated(text, pk=None):
    """Return "7 2020 2025" as number, signing and end, "7 2020 2025 2021" with a start; "-" is what is not known."""
    number, *parts = text.split()
    dates = [None if part == "-" else PartialDate.fromisoformat(part) for part in parts]
    return Dated(None if number == "-" else int(number), *dates[:2], pk, *dates[2:])


@pytest.mark.parametrize(
    ("rows", "agreements", "pairs", "unclear"),
    [
        (["1 2020 -"], [], {}, set()),
        (["1 2020 -"], ["1 2020 -"], {0: 1}, set()),
        (["9 2020 -"], ["1 2020 -"], {0: 1}, set()),
        (["9 2021 -"], ["1 2020 -"], {}, set()),
        # an equal number tells that a signing was corrected, unless the ends differ or it stands twice
        (["1 2021 -"], ["1 2020 -"], {0: 1}, set()),
        (["1 2021 2030"], ["1 2020 2025"], {}, set()),
        (["1 2021 -", "1 2022 -"], ["1 2020 -"], {}, set()),
        (["- 2021 -"], ["- 2020 -"], {}, set()),
        # an equal number decides where several fit, and the elder agreement where none does
        (["2 2020 -", "1 2020 -"], ["1 2020 -", "2 2020 -"], {0: 2, 1: 1}, set()),
        (["8 2020 -", "9 2020 -"], ["1 2020 -", "2 2020 -"], {0: 1, 1: 2}, set()),
        (["9 2020 -"], ["2 2020 -", "1 2020 -"], {0: 1}, set()),
        (["- 2020 -"], ["1 2020 -", "- 2020 -"], {0: 2}, set()),
        (["1 2020 2025", "2 2021 -"], ["7 2020 2025", "8 2021 2030"], {0: 1, 1: 2}, set()),
        # each agreement is given to one row
        (["1 2020 -", "1 2020 -"], ["1 2020 -"], {0: 1}, set()),
        # equal dates come before an equal signing alone, and this before one that says more
        (["1 2020 -", "2 2020 2025"], ["7 2020 2025"], {1: 1}, set()),
        (["1 2020 2024", "2 2020 2025"], ["7 2020 2025", "8 2020 -"], {1: 1, 0: 2}, set()),
        (["1 2020-05 -", "2 2020 -"], ["7 2020 -"], {1: 1}, set()),
        # one that says more or less of the same date
        (["1 2020-05 -"], ["7 2020 -"], {0: 1}, set()),
        (["1 2020 -"], ["7 2020-05 -"], {0: 1}, set()),
        (["1 - -"], ["7 2020-05 -"], {0: 1}, set()),
        (["1 2020 -"], ["7 - -"], {0: 1}, set()),
        # starts tell rows apart where there is no signing
        (["1 - - 2020", "2 - - 2021"], ["7 - - 2021", "8 - - 2020"], {0: 2, 1: 1}, set()),
        (["1 - - 2021"], ["7 - - 2020"], {}, set()),
        # a start that an earlier import took for the signing
        (["1 - - 2020-10-01", "2 - - 2015"], ["7 2020-10-01 -", "8 2015 - 2015"], {0: 1, 1: 2}, set()),
        # a start fits a signing that lies up to a year before it
        (["1 - - 2020-10-01"], ["7 2020-08 -"], {0: 1}, set()),
        (["1 2020-08 -"], ["7 - - 2020-10-01"], {0: 1}, set()),
        (["1 - - 2020-10-01"], ["7 2020-11 -"], {}, set()),
        (["1 - - 2020-10-01"], ["7 2018 -"], {}, set()),
        (["1 - - 2020", "2 - - 2021"], ["7 2020-08 - 2021"], {1: 1}, set()),
        # several may be meant: an equal number decides, else nobody
        (["1 2020 -"], ["7 2020-05 -", "8 2020-06 -"], {}, {0}),
        (["8 2020 -"], ["7 2020-05 -", "8 2020-06 -"], {0: 2}, set()),
        (["9 2020 -", "9 2020-06 -"], ["7 2020-05 -", "8 2020-06 -"], {1: 2, 0: 1}, set()),
    ],
)
def test_rows_are_paired_with_agreements(rows, agreements, pairs, unclear):
    registered = [dated(text, pk) for pk, text in enumerate(agreements, start=1)]

    found, doubtful = pair([dated(text) for text in rows], registered[::-1])

    assert {position: agreement.pk for position, agreement in found.items()} == pairs
    assert doubtful == unclear


@pytest.mark.parametrize(
    ("row", "agreement", "fits"),
    [
        ("- 2020 2025", "- 2020 2025", (True, True, False)),
        ("- 2020 2025", "- 2020 -", (False, True, False)),
        ("- 2021 2025", "- 2020 2025", (False, False, False)),
        ("- 2020-05 -", "- 2020 -", (False, False, True)),
        ("- 2020 -", "- 2020-05 -", (False, False, True)),
        ("- - -", "- 2020 -", (False, False, True)),
        ("- 2020 -", "- - -", (False, False, True)),
        ("- - -", "- - -", (True, True, True)),
    ],
)
def test_how_dates_fit(row, agreement, fits):
    both = dated(row), dated(agreement)

    assert (same_dates(*both), same_date(*both), compatible_date(*both)) == fits


@pytest.mark.django_db
class TestInstitutions:
    def find(self, name, country=""):
        found = Register().find_institution(name, country)
        return found and (found.name, found.country)

    @pytest.mark.parametrize(
        ("registered", "country", "found"),
        [
            ([], "BG", None),
            (["BG"], "BG", "BG"),
            (["BG"], "PL", None),
            (["BG"], "", "BG"),
            ([""], "BG", ""),
            ([""], "", ""),
            (["BG", "PL"], "", None),
            (["BG", "PL"], "PL", "PL"),
            (["BG", "PL"], "FR", None),
            (["BG", ""], "", ""),
            (["BG", ""], "PL", ""),
        ],
    )
    def test_a_name_is_looked_for_in_its_country(self, registered, country, found):
        for one in registered:
            make_institution("Varna University", one)

        assert self.find("VARNA university", country) == (None if found is None else ("Varna University", found))

    @pytest.mark.parametrize(
        ("own", "listed", "country", "is_found"),
        [
            ("BG", "", "BG", True),
            ("BG", "", "", True),
            ("BG", "", "PL", False),
            ("BG", "PL", "PL", True),
            ("BG", "PL", "FR", False),
            ("", "", "PL", True),
        ],
    )
    def test_another_name_is_known_in_its_country_and_in_the_one_of_the_list(self, own, listed, country, is_found):
        varna = make_institution("Varna University", own)
        InstitutionName.objects.create(institution=varna, name="ВУ", listed_country=listed)

        assert self.find("ВУ", country) == (("Varna University", own) if is_found else None)

    def test_one_that_a_plan_adds_is_known_from_then_on(self):
        make_institution("Varna University", "BG")
        register = Register()

        added = [register.new_institution("Varna University", country) for country in ("PL", "")]

        assert [register.find_institution("Varna University", one.country) for one in added] == added
        assert [one.slug for one in added] == ["varna-university-2", "varna-university-3"]
        assert register.find_institution("Varna University", "FR") == added[1]

    def test_a_country_that_becomes_known_takes_the_place_of_none(self):
        make_institution("Varna University", "")
        make_institution("Burgas University", "BG")
        make_institution("Burgas University", "")
        register = Register()
        varna, burgas = [register.find_institution(name, "") for name in ("Varna University", "Burgas University")]

        may_move = [register.may_move(one, country) for one, country in ((varna, "BG"), (burgas, "BG"), (burgas, "PL"))]
        register.move_to_country(varna, "BG")

        assert may_move == [True, False, True]
        assert register.may_move(varna, "PL") is False
        assert [register.find_institution("Varna University", country) for country in ("BG", "PL")] == [varna, None]


@pytest.mark.django_db
class TestTypes:
    def test_a_wording_is_found_by_a_name_or_another_name(self):
        mou = AgreementType.objects.create(name="MoU")
        AgreementTypeName.objects.create(agreement_type=mou, name="Memorandum")

        register = Register()

        assert [register.find_type(title) for title in ("mou", "MEMORANDUM", "Treaty")] == [mou, mou, None]

    def test_a_new_type_is_found_from_then_on_and_has_an_address_of_its_own(self):
        AgreementType.objects.create(name="Double degree!")
        register = Register()

        added = [register.new_type(title) for title in ("Double-degree ®", "Treaty")]

        assert [(one.name, one.slug, one.pk) for one in added] == [
            ("Double-degree ®", "double-degree-r", None),
            ("Treaty", "treaty", None),
        ]
        assert [register.find_type(title) for title in ("Double degree ®", "TREATY")] == added

    def test_a_type_of_a_very_long_wording_is_named_by_its_beginning(self):
        title = "Agreement " * 60
        register = Register()

        added = register.new_type(title)

        assert (added.name, register.find_type(title + "more")) == (title[:300], added)


@pytest.mark.django_db
def test_agreements_without_a_number_are_listed_last():
    numbers = (None, 3, None, 1)
    agreements = [make_agreement(number=number) for number in numbers]

    assert list(in_source_order(Agreement.objects)) == [agreements[i] for i in (3, 1, 0, 2)]
