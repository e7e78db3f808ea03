"""The map of the world that build_world.py makes."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple


class World(NamedTuple):
    """A map of `width` by `height` units: countries by their alpha-2 codes, and `other` land that has none."""

    width: int
    height: int
    paths: dict[str, str]  # {code: path of SVG}
    centres: dict[str, list[int]]  # {code: [x, y]} of each country's largest part
    small: list[str]  # codes of the countries that are too small to be seen, and get a dot at their centre
    other: str


@cache
def world() -> World:
    """Return the map, read once."""
    return World(**json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8")))
