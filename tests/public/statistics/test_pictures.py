"""The coordinates of the statistics' pictures."""

from itertools import product

import pytest
from django.utils.translation import override

from partnerships.public.statistics.pictures import (
    along,
    bars_across,
    columns,
    lines_across,
    shades,
    stacked,
    written,
)


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


@pytest.mark.parametrize(
    ("most", "lines"), [(1, [1]), (4, [1, 2, 3, 4]), (16, [5, 10, 15]), (121, [50, 100]), (900, [500])]
)
def test_lines_stand_at_round_numbers(most, lines):
    assert lines_across(most) == lines


def heights(drawn):
    return [
        (bar["label"], bar["number"], *((part["y"], part["height"]) for part in bar["parts"])) for bar in drawn["bars"]
    ]


def test_columns_stand_on_the_base_and_reach_as_high_as_their_numbers():
    drawn = columns({2019: 2, 2021: 4})

    assert heights(drawn) == [("2019", "2", ("92", "74")), ("2021", "4", ("18", "148"))]
    assert [label["label"] for label in drawn["labels"]] == ["2019", "2020", "2021"]


def test_columns_leave_room_for_years_without_any_up_to_the_last():
    assert [label["label"] for label in columns({2019: 2, 2021: 4}, 2023)["labels"]] == [
        "2019",
        "2020",
        "2021",
        "2022",
        "2023",
    ]


def test_two_numbers_stand_on_top_of_each_other():
    assert heights(stacked({2019: (1, 0), 2020: (2, 2)})) == [
        ("2019", "1", ("129", "37")),
        ("2020", "4", ("92", "74"), ("18", "74")),
    ]


def test_columns_hold_several_years_where_there_are_many():
    drawn = columns({1800: 1, 1804: 2, 2199: 3})

    assert [(bar["label"], bar["number"]) for bar in drawn["bars"]] == [("1800–1809", "3"), ("2190–2199", "3")]


def test_what_is_in_force_is_that_of_the_last_of_several_years():
    drawn = stacked({year: (year - 1800, 0) for year in range(1801, 2200)})

    assert [bar["number"] for bar in drawn["bars"]][:2] == ["9", "19"]


def test_columns_of_large_numbers_have_lines_instead_of_values():
    drawn = columns(dict.fromkeys(range(1980, 2025), 10_000))

    assert (drawn["has_values"], [line["label"] for line in drawn["grid"]]) == (False, ["5,000", "10,000"])
    assert float(drawn["bars"][0]["x"]) > 54


def test_cramped_columns_know_which_value_matters():
    drawn = columns({year: 100 + (year == 2010) for year in range(1995, 2025)})

    assert drawn["is_cramped"]
    assert [bar["label"] for bar in drawn["bars"] if bar["is_key"]] == ["2010"]


def test_parts_of_a_bar_follow_each_other():
    assert along([("a", 1), ("b", 0), ("c", 3)]) == [
        {"key": "a", "x": "0", "width": "100"},
        {"key": "c", "x": "100", "width": "300"},
    ]


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
        ("all others", "30"),
    ]


def test_a_long_name_is_cut_in_the_picture_only():
    [bar] = bars_across([("Cooperation " * 10, 1)])["bars"]

    assert (bar["label"], len(bar["short"]), bar["short"][-1]) == ("Cooperation " * 10, 42, "…")


def test_nothing_known_has_no_picture():
    assert [columns({}), stacked({}), stacked({2020: (0, 0)}), bars_across([])] == [None] * 4


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1,234"), ("az", "1.234"), ("tr", "1.234"), ("ru", "1\N{NO-BREAK SPACE}234")]
)
def test_numbers_are_written_as_the_language_writes_them(language, text):
    with override(language):
        assert written(1234) == text


@pytest.mark.parametrize("language", ["az", "ru", "tr"])
def test_no_language_changes_a_coordinate(language):
    with override("en"):
        english = columns({2018: 3, 2020: 7}), stacked({2018: (3, 1), 2020: (7, 2)})
    with override(language):
        assert (columns({2018: 3, 2020: 7}), stacked({2018: (3, 1), 2020: (7, 2)})) == english
