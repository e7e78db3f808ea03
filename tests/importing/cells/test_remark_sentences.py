"""Remarks of terms, renewals and notice periods, in the language of their reader."""

import pytest
from django.utils import translation

from partnerships.importing.cells.notice import parse_notice
from partnerships.importing.cells.own_columns import parse_answer, parse_day, parse_months, parse_validity
from partnerships.importing.cells.term_cells import parse_duration, parse_end, parse_renewal, parse_sentence
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Remark

PARSED = [
    *map(parse_notice, ["perhaps", "90 days", "45 days", "3"]),
    *map(parse_end, ["5 years", "unlimited", "until 2030", "renewed automatically", "2020 - 2025"]),
    *map(parse_duration, ["7", "long"]),
    *map(parse_renewal, ["auto", "on request", "perhaps"]),
    parse_sentence("signed in 2017, valid for 5 years"),
    parse_months("x", Column.TERM_MONTHS),
    parse_validity("x", Column.VALIDITY),
    parse_day("2020", Column.TERMINATED),
    parse_answer("perhaps", Column.PUBLIC),
]


@pytest.mark.parametrize("remark", [remark for parsed in PARSED for remark in parsed.remarks], ids=lambda r: r.code)
def test_a_remark_is_kept_in_no_language_and_said_in_that_of_its_reader(remark):
    kept = Remark.from_stored(remark.stored())

    with translation.override("en"):
        english = kept.message
    with translation.override("tr"):
        turkish = kept.message

    assert "message" not in remark.stored()
    assert english
    assert english != turkish
