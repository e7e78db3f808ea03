"""The coordinates of the statistics' pictures."""

from itertools import product

import pytest
from django.utils.translation import override

from partnerships.public.statistics.pictures import (
    bars_across,
    columns,
    curve,
    lines_across,
    shades,
    world_map,
    written,
)
from partnerships.public.statistics.world import world


@pytest.mark.parametrize(
    ("numbers", "classes"),
    [
        ([], []),
        ([1, 1], [(1, 1)]),
        ([1, 2, 3], [(1, 1), (2, 3)]),
        ([37, 25, 13, 5, 1], [(1, 1), (2, 3), (4, 8), (9, 19), (20, 37)]),
        ([90_000, 1], [(1, 9), (10, 99), (100, 899), (900, 8_999), (9_000, 90_000)]),
        ([90_000, 1_000], [(1_000, 1_999), (2_000, 5_999), (6_000, 9_999), (10_000, 39_999), (40_000, 90_000)]),
        ([552, 300], [(300, 339), (340, 379), (380, 429), (430, 489), (490, 552)]),
        ([7, 7], [(7, 7)]),
    ],
)
def test_shades_hold_every_number_once(numbers, classes):
    assert shades(numbers) == classes


def test_shades_follow_each_other_from_the_least_to_the_largest_number():
    wrong = []
    for least, ratio in product(range(1, 100), (1, 1.1, 1.5, 3, 9, 11, 100, 5000)):
        most = round(least * ratio)
        classes = shades([most, least])
        edges = [least - 1, *(last for _first, last in classes)]
        if [first - 1 for first, _last in classes] != edges[:-1] or edges != sorted(set(edges)) or edges[-1] != most:
            wrong.append((least, most, classes))

    assert wrong == []


def test_map_shades_a_country_by_its_number():
    drawn = world_map({"TR": 37, "BG": 2, "MT": 1, "AQ": 3})

    assert [(country["code"], country["shade"], country["dot"] is None) for country in drawn["countries"]] == [
        ("TR", 5, True),
        ("BG", 2, True),
        ("MT", 1, False),
    ]
    assert drawn["classes"] == ["1", "2–3", "4–8", "9–19", "20–37"]


def test_land_without_agreements_is_all_that_is_not_a_country_of_the_map():
    nothing, some = world_map({}), world_map({"TR": 1})

    assert some["countries"][0]["path"] in nothing["without"]
    assert len(nothing["without"]) - len(some["without"]) == len(some["countries"][0]["path"])


@pytest.mark.parametrize(
    ("codes", "is_shown"),
    [(["TR", "BG", "GE", "RO", "UA", "BR"], True), (["TR", "BG", "GE", "RO", "BR"], False), ([], False)],
)
def test_closer_look_holds_five_countries_or_is_left_out(codes, is_shown):
    view = world_map(dict.fromkeys(codes, 1))["closer"]
    left, top, width, height = map(int, view.split()) if view else (0, 0, 0, 0)
    centres = [world().centres[code] for code in codes]
    held = [left <= x <= left + width and top <= y <= top + height for x, y in centres]

    assert held == [is_shown and code != "BR" for code in codes]


@pytest.mark.parametrize(
    ("most", "lines"), [(1, [1]), (4, [1, 2, 3, 4]), (16, [5, 10, 15]), (121, [50, 100]), (900, [500])]
)
def test_lines_stand_at_round_numbers(most, lines):
    assert lines_across(most) == lines


def test_columns_stand_on_the_base_and_reach_as_high_as_their_numbers():
    drawn = columns({2019: 2, 2021: 4})

    assert [(bar["label"], bar["number"], bar["y"], bar["height"]) for bar in drawn["bars"]] == [
        ("2019", "2", "92", "74"),
        ("2021", "4", "18", "148"),
    ]
    assert [label["label"] for label in drawn["labels"]] == ["2019", "2020", "2021"]


def test_columns_hold_several_years_where_there_are_many():
    drawn = columns({1800: 1, 1804: 2, 2199: 3})

    assert [(bar["label"], bar["number"]) for bar in drawn["bars"]] == [("1800–1809", "3"), ("2190–2199", "3")]


def test_columns_of_large_numbers_have_lines_instead_of_values():
    drawn = columns(dict.fromkeys(range(1980, 2025), 10_000))

    assert (drawn["has_values"], [line["label"] for line in drawn["grid"]]) == (False, ["5,000", "10,000"])
    assert float(drawn["bars"][0]["x"]) > 54


def test_curve_rises_from_nothing_to_all():
    drawn = curve({2019: 1, 2021: 3})

    assert (drawn["line"], drawn["number"]) == ("M0 166L130.7 129L261.3 129L392 18", "4")


def test_bars_are_as_long_as_their_numbers():
    drawn = bars_across([("MoU", 40), ("Protocol", 10)])

    assert [(bar["label"], bar["width"], bar["y"]) for bar in drawn["bars"]] == [
        ("MoU", "372", 18),
        ("Protocol", "93", 54),
    ]


def test_bars_beyond_the_tenth_are_one():
    drawn = bars_across([(f"Type {number}", 20 - number) for number in range(12)])

    assert [(bar["label"], bar["number"]) for bar in drawn["bars"]][-2:] == [
        ("Type 8", "12"),
        ("all other types", "30"),
    ]


def test_a_long_name_is_cut_in_the_picture_only():
    [bar] = bars_across([("Cooperation " * 10, 1)])["bars"]

    assert (bar["label"], len(bar["short"]), bar["short"][-1]) == ("Cooperation " * 10, 42, "…")


def test_nothing_known_has_no_picture():
    assert [columns({}), curve({}), bars_across([])] == [None, None, None]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1,234"), ("az", "1.234"), ("tr", "1.234"), ("ru", "1\N{NO-BREAK SPACE}234")]
)
def test_numbers_are_written_as_the_language_writes_them(language, text):
    with override(language):
        assert written(1234) == text


@pytest.mark.parametrize("language", ["az", "ru", "tr"])
def test_no_language_changes_a_coordinate(language):
    with override("en"):
        english = columns({2018: 3, 2020: 7}), curve({2018: 3, 2020: 7})
    with override(language):
        assert (columns({2018: 3, 2020: 7}), curve({2018: 3, 2020: 7})) == english
