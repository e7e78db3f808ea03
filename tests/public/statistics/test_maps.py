"""The maps: what is cut, shaded and labelled."""

import pytest

from partnerships.countries import country_names
from partnerships.public.statistics.maps import FLATTEST, STEEPEST, cut, locator, world_map
from partnerships.public.statistics.world import Box, ring_of, rings, world

NAMES = country_names("en")


def drawn(numbers, **choices):
    return world_map(numbers, NAMES, **choices)


def test_map_shades_a_country_by_its_number():
    picture = drawn({"TR": 37, "BG": 2, "MT": 1, "AQ": 3}, is_whole=True)

    assert [(country["code"], country["shade"], country["dot"] is None) for country in picture["countries"]] == [
        ("TR", 5, True),
        ("BG", 2, True),
        ("MT", 1, False),
    ]
    assert picture["classes"] == ["1", "2–3", "4–8", "9–19", "20–37"]


def test_land_without_agreements_is_all_that_is_not_a_country_of_the_map():
    nothing, some = drawn({}, is_whole=True), drawn({"TR": 1}, is_whole=True)

    assert some["countries"][0]["path"] not in some["without"]
    assert len(nothing["without"]) - len(some["without"]) == len(some["countries"][0]["path"])


@pytest.mark.parametrize(
    ("numbers", "outside"),
    [
        ({"TR": 90, "BG": 5, "BR": 5}, ["BR"]),
        ({"TR": 90, "BG": 4, "BR": 6}, []),
        ({"TR": 1, "BR": 1}, []),
        ({"TR": 1}, []),
    ],
)
def test_map_is_cut_to_the_countries_with_95_percent_of_the_agreements(numbers, outside):
    assert drawn(numbers)["outside"] == outside


def test_the_whole_world_is_shown_where_it_is_asked_for():
    picture = drawn({"TR": 90, "BR": 1}, is_whole=True)

    assert (picture["outside"], picture["height"]) == ([], round(1000 * world().height / world().width))


def test_the_cut_has_a_margin_and_no_extreme_shape():
    wrong = []
    for code in world().centres:
        box = cut({code: 1}).box
        inside = box.left >= 0 and box.top >= 0 and box.right <= world().width and box.bottom <= world().height
        if not inside or not STEEPEST - 0.01 <= box.width / box.height <= FLATTEST + 0.01:
            wrong.append((code, box))

    assert wrong == []


def test_five_countries_are_labelled_and_four_on_phones_the_largest_first():
    picture = drawn({"RU": 25, "CN": 9, "IN": 8, "KZ": 7, "MN": 6, "IR": 5})

    assert [label["text"] for label in picture["labels"]] == [
        "Russia 25",
        "China 9",
        "India 8",
        "Kazakhstan 7",
        "Mongolia 6",
    ]
    assert len(picture["phone_labels"]) <= 4


@pytest.mark.parametrize(("key", "letter"), [("labels", 19), ("phone_labels", 38)])
def test_no_label_lies_over_another_or_leaves_the_map(key, letter):
    picture = drawn({"RS": 9, "BG": 8, "HU": 7, "RO": 6, "MD": 5, "GR": 4}, home="MK")
    boxes = []
    for label in picture[key]:
        x, y, half = float(label["x"]), float(label["y"]), 0.3 * letter * len(label["text"])
        boxes.append(Box(x - half, y - letter * 0.5, x + half, y + letter * 0.5))

    assert [box for box in boxes if box.left < -1 or box.right > 1001 or box.bottom > picture["height"] + 1] == []
    assert [(a, b) for a in boxes for b in boxes if a is not b and a.meets(b)] == []


@pytest.mark.parametrize(("home", "is_shown"), [("GE", True), ("BR", False), ("", False), ("AQ", False)])
def test_the_star_marks_the_country_of_the_university_where_it_is_seen(home, is_shown):
    assert bool(drawn({"TR": 1, "BG": 1}, home=home)["star"]) == is_shown


def test_a_country_is_shown_with_its_neighbours():
    picture = locator("BG", "TR")

    assert (bool(picture["own"]), bool(picture["dot"])) == (True, False)
    assert rings()["RO"][0].path in picture["land"]
    assert rings()["BR"][0].path not in picture["land"]


@pytest.mark.parametrize(("home", "is_shown"), [("AZ", True), ("TR", False), ("BR", False), ("", False)])
def test_the_map_of_a_country_reaches_to_the_university_where_that_is_near(home, is_shown):
    assert bool(locator("TR", home)["star"]) == is_shown


def test_a_small_country_has_a_dot_among_its_neighbours():
    assert bool(locator("MT")["dot"])


@pytest.mark.parametrize("code", ["", "AQ"])
def test_what_is_not_on_the_map_has_none(code):
    assert locator(code) is None


def test_every_country_has_a_map_of_its_own():
    assert [code for code in world().centres if not (locator(code)["own"] or locator(code)["dot"])] == []


def test_the_box_of_a_ring_holds_all_its_points():
    assert ring_of("M10 20l5 0 0-7-12 3z").box == Box(3, 13, 15, 20)
