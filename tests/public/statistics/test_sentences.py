"""The headings of the statistics: the largest true sentence, or none."""

import pytest
from django.utils.translation import override

from partnerships.models import Status
from partnerships.public.statistics import sentences


@pytest.mark.parametrize(
    ("counted", "total", "sentence"),
    [
        (
            [("Türkiye", 37), ("Russia", 25), ("Ukraine", 13)],
            121,
            "More than half of our agreements are with Türkiye and Russia",
        ),
        ([("Türkiye", 5), ("Russia", 3)], 10, "Half of our agreements are with Türkiye"),
        ([("A", 4), ("B", 3), ("C", 2), ("D", 1)], 15, "More than half of our agreements are with A, B and C"),
        ([("A", 4), ("B", 3)], 9, "At least three quarters of our agreements are with A and B"),
        ([("A", 9), ("B", 3)], 12, "At least three quarters of our agreements are with A"),
        ([("A", 4)], 4, "All our agreements are with A"),
        ([("A", 2), ("B", 2), ("C", 2), ("D", 2), ("E", 2), ("F", 2), ("G", 2)], 14, ""),
        ([("A", 3)], 3, ""),
        ([], 0, ""),
    ],
)
def test_countries_with_half_of_the_agreements_are_named(counted, total, sentence):
    assert sentences.about_countries(counted, total)[0] == sentence


def test_how_many_they_are_is_said_too():
    assert sentences.about_countries([("A", 37), ("B", 25), ("C", 13)], 121)[1] == 62


YEARS = {2002: 1, 2003: 1, 2011: 4, 2017: 5, 2018: 11, 2019: 14, 2020: 13, 2021: 16, 2022: 14, 2023: 15, 2024: 2}


@pytest.mark.parametrize(
    ("years", "total", "are_signed", "sentence"),
    [
        (YEARS, 121, True, "85 of 121 were signed since 2018"),
        (YEARS, 121, False, "85 of 121 were signed or started since 2018"),
        ({2000: 1, 2001: 1, 2025: 4}, 6, True, "4 of 6 were signed since 2025"),
        (dict.fromkeys(range(2000, 2027), 1), 27, True, ""),  # since 2009: most of all years
        ({2026: 9}, 9, True, ""),
        ({2000: 1, 2026: 2}, 3, True, ""),
        ({2000: 1, 2027: 8}, 9, True, ""),
        ({}, 9, True, ""),
    ],
)
def test_the_year_since_when_most_were_signed_is_named(years, total, are_signed, sentence):
    assert sentences.about_years(years, total, 2026, are_signed=are_signed) == sentence


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (64, 52, "64 are in force, 12 more than five years ago"),
        (64, 70, "64 are in force, 6 fewer than five years ago"),
        (64, 64, "64 are in force, as many as five years ago"),
        (3, 1, ""),
    ],
)
def test_growth_is_said(now, before, sentence):
    assert sentences.about_in_force({2021: (before, 9), 2026: (now, 99)}, 2026) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({Status.IN_FORCE: 60, Status.END_NOT_RECORDED: 40}, "40 of 100 do not say how long they last"),
        (
            {Status.IN_FORCE: 60, Status.ENDING: 10, Status.RENEWED: 6, Status.END_NOT_RECORDED: 24},
            "76 of 100 are in force",
        ),
        ({Status.ENDED: 45, Status.TERMINATED: 5, Status.IN_FORCE: 49, Status.NOT_STARTED: 1}, "50 of 100 have ended"),
        ({Status.NOT_STARTED: 100}, ""),
    ],
)
def test_the_most_telling_status_is_named(counts, sentence):
    assert sentences.about_statuses(counts, 100) == sentence


@pytest.mark.parametrize(
    ("counted", "sentence"),
    [
        ([("MoU", 52), ("Cooperation agreement", 43), ("Protocol", 26)], "MoU and Cooperation agreement: 95 of 121"),
        ([("MoU", 100), ("Protocol", 21)], "MoU: 100 of 121"),
        ([("MoU", 121)], ""),
        ([("A", 40), ("B", 40), ("C", 41)], ""),
        ([], ""),
    ],
)
def test_the_types_of_most_agreements_are_named(counted, sentence):
    assert sentences.about_types(counted, 121) == sentence


@pytest.mark.parametrize(
    ("number", "form"), [(71, "71 из 81 подписано"), (72, "72 из 81 подписаны"), (75, "75 из 81 подписано")]
)
def test_russian_sentences_follow_its_plurals(number, form):
    with override("ru"):
        assert sentences.about_years({2000: 81 - number, 2026: number}, 81, 2026, are_signed=True).startswith(form)


@pytest.mark.parametrize(
    ("counted", "sentence"),
    [
        ([("Student exchange", 5), ("Joint research", 4)], "Student exchange is agreed on most often"),
        ([("Student exchange", 5), ("Joint research", 5)], ""),
        ([("Student exchange", 3)], ""),
        ([], ""),
    ],
)
def test_the_commonest_kind_of_cooperation_is_named(counted, sentence):
    assert sentences.about_kinds(counted) == sentence
