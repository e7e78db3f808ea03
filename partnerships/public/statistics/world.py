"""The map of the world that build_world.py makes."""

import json
import re
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

OTHER = ""  # in place of a code: land that has none
NUMBER = re.compile(r"-?\d+")


class World(NamedTuple):
    """A map of `width` by `height` units: countries by their alpha-2 codes, and `other` land that has none."""

    width: int
    height: int
    paths: dict[str, str]  # {code: path of SVG}
    centres: dict[str, list[int]]  # {code: [x, y]} of each country's largest part
    small: list[str]  # codes of the countries that are too small to be seen, and get a dot at their centre
    other: str


class Box(NamedTuple):
    """A part of the map, in its units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    def meets(self, other: "Box") -> bool:
        """Return whether the two have a point in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


class Ring(NamedTuple):
    """One closed line of a country's outline: its path and what it fills."""

    path: str
    box: Box


@cache
def world() -> World:
    """Return the map, read once."""
    return World(**json.loads(Path(__file__).with_name("world.json").read_text(encoding="utf-8")))


@cache
def rings() -> dict[str, list[Ring]]:
    """Return {code: its rings, the largest first}, with OTHER for land without a code."""
    paths = world().paths | {OTHER: world().other}
    found = {code: [ring_of(f"M{part}") for part in path.split("M")[1:]] for code, path in paths.items()}
    return {code: sorted(each, key=lambda ring: -ring.box.area) for code, each in found.items()}


def ring_of(path: str) -> Ring:
    """Return the Ring of a path of one closed line, each of whose points is relative to the one before."""
    numbers = [int(number) for number in NUMBER.findall(path)]
    xs, ys = list(accumulate(numbers[::2])), list(accumulate(numbers[1::2]))
    return Ring(path, Box(min(xs), min(ys), max(xs), max(ys)))


def united(boxes: list[Box]) -> Box:
    """Return the smallest box around all `boxes`, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def outline_within(box: Box, code: str) -> str:
    """Return the path of those parts of a country that a part of the map meets; "" for none."""
    return "".join(ring.path for ring in rings().get(code, ()) if ring.box.meets(box))
