"""The map of the world, and the script that makes it."""

import json
from math import radians, sin

import pytest

from partnerships.countries import country_names
from partnerships.public.statistics import build_world
from partnerships.public.statistics.build_world import build, path, project, read_arcs, simplify
from partnerships.public.statistics.world import world

# Two countries of ten degrees beside each other, an islet of the first, a part of France, and land without a number.
TINY = {
    "transform": {"scale": [0.1, 0.1], "translate": [0, -10]},
    "arcs": [
        [[100, 100], [0, 100]],  # the border, northwards
        [[100, 200], [-100, 0], [0, -100], [100, 0]],  # around the west
        [[100, 100], [100, 0], [0, 100], [-100, 0]],  # around the east
        [[0, 300], [1, 0], [0, 1], [-1, 0], [0, -1]],
        [[-550, 130], [50, 0], [0, 40], [-50, 0], [0, -40]],
        [[400, 100], [100, 0], [0, 100], [-100, 0], [0, -100]],
        [[0, -600], [100, 0], [0, 100], [-100, 0], [0, -100]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "MultiPolygon", "id": "792", "properties": {"name": "Turkey"}, "arcs": [[[0, 1]], [[3]]]},
                {"type": "Polygon", "id": "268", "properties": {"name": "Georgia"}, "arcs": [[2, -1]]},
                {"type": "Polygon", "id": "250", "properties": {"name": "France"}, "arcs": [[4]]},
                {"type": "Polygon", "properties": {"name": "Somaliland"}, "arcs": [[5]]},
                {"type": "Polygon", "id": "010", "properties": {"name": "Antarctica"}, "arcs": [[6]]},
                {"type": None, "id": "010", "properties": {"name": "Antarctica"}},
            ]
        }
    },
}


def test_arcs_are_decoded_from_their_steps():
    assert read_arcs(TINY)[:2] == [[(10, 0), (10, 10)], [(10, 10), (0, 10), (0, 0), (10, 0)]]


@pytest.mark.parametrize(
    ("point", "units"),
    [
        ((11.5, 0), (0, 0)),
        ((191.4999, 0), (1000, 0)),
        ((-168.5, 0), (-1000, 0)),
        ((11.5, 90), (0, -487)),
        ((11.5, -90), (0, 487)),
    ],
)
def test_equal_earth_stands_upright_around_the_middle(point, units):
    assert tuple(round(unit) for unit in project(*point)) == units


def test_equal_earth_keeps_areas():
    def area(south):
        (x1, y1), (x2, y2) = project(20, south), project(21, south + 1)
        x3, x4 = project(21, south)[0], project(20, south + 1)[0]
        return (x3 - x1 + x2 - x4) / 2 * (y1 - y2)

    share = (sin(radians(61)) - sin(radians(60))) / sin(radians(1))

    assert area(60) / area(0) == pytest.approx(share, rel=0.001)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ([(0, 0), (5, 0.1), (10, 0)], [(0, 0), (10, 0)]),
        ([(0, 0), (5, 3), (10, 0)], [(0, 0), (5, 3), (10, 0)]),
        ([(0, 0), (1, 0), (1, 1), (0, 0)], [(0, 0), (1, 0), (1, 1), (0, 0)]),
        ([(0, 0), (10, 0)], [(0, 0), (10, 0)]),
    ],
)
def test_simplify_leaves_the_bends_that_can_be_seen(line, left):
    assert simplify(line, 1) == left


@pytest.mark.parametrize(
    ("ring", "text"),
    [
        ([(1, 1), (11, 1), (11, -9), (1, -9), (1, 1)], "M0 0l10 0 0-10-10 0z"),
        ([(1, 1), (1.2, 1), (1.2, 1.3), (1, 1)], ""),
    ],
)
def test_path_is_written_in_whole_steps(ring, text):
    assert path([ring], 1, 1) == text


def test_build_draws_each_country_under_its_code():
    built = build(TINY)

    assert (sorted(built["paths"]), bool(built["other"])) == (["GE", "GF", "TR"], True)


def test_build_leaves_out_the_islets_of_a_larger_country():
    assert build(TINY)["paths"]["TR"].count("M") == 1


def test_build_gives_a_dot_to_what_is_too_small_or_not_drawn():
    assert build(TINY)["small"] == sorted({code for code, *_place in build_world.PARTS} - {"GF"})


def test_neighbours_share_their_border():
    built = build(TINY)
    corners = {code: corners_of(built["paths"][code]) for code in ("TR", "GE")}

    assert len(corners["TR"] & corners["GE"]) == 2


def corners_of(text):
    """Return the points of a path of one ring."""
    start, steps = text.removeprefix("M").removesuffix("z").split("l")
    x, y = map(int, start.split())
    numbers = [int(number) for number in steps.replace("-", " -").split()]
    points = {(x, y)}
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.add((x, y))
    return points


def test_main_writes_the_map_beside_the_module(tmp_path, monkeypatch):
    monkeypatch.setattr(build_world, "__file__", str(tmp_path / "build_world.py"))
    (tmp_path / "tiny.json").write_text(json.dumps(TINY), encoding="utf-8")

    build_world.main(tmp_path / "tiny.json")

    assert json.loads((tmp_path / "world.json").read_text(encoding="utf-8")) == build(TINY)


def test_the_map_shows_every_country_but_antarctica():
    assert set(country_names("en")) - set(world().centres) == {"AQ"}


def test_the_map_shows_nothing_but_countries():
    assert (set(world().paths) | set(world().centres)) - set(country_names("en")) == set()


def test_every_country_is_drawn():
    drawn = world()

    assert set(drawn.centres) - set(drawn.paths) - set(drawn.small) == set()


def test_every_centre_lies_on_the_map():
    drawn = world()

    assert [
        code for code, (x, y) in drawn.centres.items() if not (0 <= x <= drawn.width and 0 <= y <= drawn.height)
    ] == []
