"""How well what stands in a column agrees with a meaning."""

import pytest

from partnerships.importing.fields import Column
from partnerships.importing.tables.evidence import VETO, fit, proposals
from partnerships.importing.tables.profiles import Profile


def profile(filled=10, **shares):
    return Profile(filled, **dict.fromkeys(Profile._fields[1:], 0.0) | shares)


@pytest.mark.parametrize(
    ("column", "cells", "expected"),
    [
        (Column.SIGNED, profile(dates=0.5), 2),
        (Column.SIGNED, profile(dates=0.2), 0.8),
        (Column.SIGNED, profile(dates=0.19), VETO),
        (Column.SIGNED, profile(filled=2), VETO),
        (Column.SIGNED, profile(filled=1), -3),
        (Column.SIGNED, profile(dates=0.8, serials=0.8), 4),
        (Column.SIGNED, profile(lengths=1), VETO),
        (Column.ENDS, profile(lengths=1), 4),
        (Column.COUNTRY, profile(countries=0.25), 1),
        (Column.COUNTRY, profile(countries=0.24), VETO),
        (Column.COUNTRY, profile(filled=2), -2),
        (Column.COUNTRY, profile(located=1), 4),
        (Column.COUNTRY, profile(located=1, institutions=0.3), VETO),
        (Column.WEBSITE, profile(addresses=0.2), 0.8),
        (Column.WEBSITE, profile(addresses=0.19), VETO),
        (Column.NUMBER, profile(numbers=0.4), 0.8),
        (Column.NUMBER, profile(numbers=0.39), VETO),
        (Column.INSTITUTION, profile(letters=1, institutions=1, distinct=1), 4),
        (Column.INSTITUTION, profile(letters=1, institutions=1, distinct=1, agreements=0.7), 2),
        (Column.INSTITUTION, profile(letters=0.4, institutions=1, distinct=1), VETO),
        (Column.INSTITUTION, profile(letters=1, dates=0.6), VETO),
        (Column.INSTITUTION, profile(letters=1, countries=0.7), VETO),
        (Column.INSTITUTION, profile(filled=2, letters=1, countries=0.7), 0),
        (Column.DURATION, profile(lengths=0.1, small=0.1), 0.8),
        (Column.DURATION, profile(dates=0.6), VETO),
        (Column.DURATION, profile(lengths=0.1), -2),
        (Column.DURATION, profile(), -4),
        (Column.TITLE, profile(agreements=0.5), 1),
        (Column.TITLE, profile(answers=0.6), VETO),
        (Column.TITLE, profile(numbers=0.6), VETO),
        (Column.TITLE, profile(numbers=0.6, agreements=0.5), 1),
        (Column.TITLE, profile(institutions=0.8), VETO),
        (Column.TITLE, profile(institutions=0.8, agreements=0.7), 1.4),
        (Column.CITY, profile(countries=0.8), 0),
        (Column.CITY, profile(countries=0.9), VETO),
        (Column.RENEWAL, profile(dates=0.6), VETO),
        (Column.STATUS, profile(dates=0.5), 0),
        (Column.NOTES, profile(dates=1), 0),
        (Column.SIGNED, profile(filled=0), 0),
    ],
)
def test_cells_speak_for_and_against_a_meaning(column, cells, expected):
    assert fit(column, cells) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "has_header", "expected"),
    [
        (profile(filled=0, countries=1), False, {}),
        (profile(countries=0.7), False, {Column.COUNTRY: 2.8}),
        (profile(countries=0.69), False, {}),
        (profile(addresses=0.6), False, {Column.WEBSITE: 2.4}),
        (profile(dates=0.8), True, {Column.SIGNED: 2.8}),
        (profile(dates=0.8), False, {Column.SIGNED: 2.8, Column.ENDS: 2.4}),
        (profile(dates=0.69), False, {}),
        (profile(institutions=0.4, letters=1), False, {Column.INSTITUTION: 1.2}),
        (profile(institutions=0.39, letters=1), False, {}),
        (profile(agreements=0.6, distinct=0.6), False, {Column.TITLE: 1.8}),
        (profile(agreements=0.6, distinct=0.7), False, {}),
        (profile(filled=4, agreements=0.6, distinct=0.7), False, {Column.TITLE: 1.8}),
    ],
)
def test_cells_without_a_known_header_propose_a_meaning(cells, has_header, expected):
    assert proposals(cells, has_header=has_header) == pytest.approx(expected)
