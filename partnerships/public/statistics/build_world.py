"""Make world.json, the map of the statistics, out of the countries of the npm package world-atlas.

It is run by hand, and its result is committed: docs/world-map.md says how.

    python -m partnerships.public.statistics.build_world countries-50m.json
"""

import heapq
import json
import sys
from itertools import pairwise
from math import asin, cos, hypot, pi, radians, sin, sqrt
from pathlib import Path

from babel.core import get_global

WIDTH = 2000  # of the map, in its own units; coordinates are whole numbers of them
WEST = -168.5  # where the map is cut: the meridian of the Bering Strait, which crosses one small island only
LEAST_BEND = 0.9  # units²: a point whose triangle with its neighbours is smaller is left out
LEAST_ISLAND = 2  # units²: an island that is smaller is left out, unless it is all of its country
LEAST_SEEN = 50  # units²: a country that is smaller gets a dot as well
LEFT_OUT = {"AQ"}  # it would take a fifth of the map
WITHOUT_NUMBER = {"Kosovo": "XK"}  # a country of CLDR, and so of the register, to which ISO 3166-1 gives no number
# Countries of ISO 3166-1 that the source counts as parts of another, or leaves out for their size:
# their code, the name that the source draws them under ("" if it does not), longitude and latitude.
PARTS = [
    ("BQ", "Netherlands", -68.3, 12.2),
    ("BV", "Norway", 3.4, -54.4),
    ("CC", "Indian Ocean Ter.", 96.8, -12.2),
    ("CX", "Indian Ocean Ter.", 105.6, -10.5),
    ("GF", "France", -53.1, 4.0),
    ("GI", "", -5.35, 36.14),
    ("GP", "France", -61.5, 16.2),
    ("MQ", "France", -61.0, 14.6),
    ("RE", "France", 55.5, -21.1),
    ("SJ", "Norway", 18.0, 78.5),
    ("SJ", "Norway", -8.5, 71.0),
    ("TK", "", -171.8, -9.2),
    ("TV", "", 179.2, -8.5),
    ("UA", "Russia", 34.3, 45.3),  # Crimea, as ISO 3166-2 and the United Nations list it
    ("UM", "", 166.6, 19.3),
    ("YT", "France", 45.1, -12.8),
]
NEAR = 6  # degrees: as far as a part's islands lie from its centre


def project(lon, lat):
    """Return a point on earth in units right of and below the map's middle (Equal Earth: areas keep proportion)."""
    east = radians((lon - WEST) % 360 - 180)
    angle = asin(sqrt(3) / 2 * sin(radians(lat)))
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    slope = 9 * a4 * angle**8 + 7 * a3 * angle**6 + 3 * a2 * angle**2 + a1
    height = a4 * angle**9 + a3 * angle**7 + a2 * angle**3 + a1 * angle
    scale = WIDTH / (2 * 2 * sqrt(3) * pi / (3 * a1))
    return scale * 2 * sqrt(3) * east * cos(angle) / (3 * slope), -scale * height


def read_arcs(topology):
    """Return the lines of a quantised TopoJSON as lists of (longitude, latitude)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + left, y * scale_y + bottom))
        lines.append(line)
    return lines


def triangle(a, b, c):
    """Return the area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplify(line, least):
    """Return a line without the points whose triangle with their neighbours is smaller than `least` (Visvalingam).

    Its ends stay; a closed line keeps at least three points.
    """
    before, after = [i - 1 for i in range(len(line))], [i + 1 for i in range(len(line))]
    areas = {i: triangle(*line[i - 1 : i + 2]) for i in range(1, len(line) - 1)}
    queue = [(area, i) for i, area in areas.items()]
    heapq.heapify(queue)
    fewest = 2 if line[0] == line[-1] else 0
    while queue and queue[0][0] < least and len(areas) > fewest:
        area, i = heapq.heappop(queue)
        if areas.get(i) != area:
            continue
        del areas[i]
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in areas:  # never less than what was taken beside it, so that a bend goes as a whole
                areas[near] = max(area, triangle(line[before[near]], line[near], line[after[near]]))
                heapq.heappush(queue, (areas[near], near))
    return [line[0], *(line[i] for i in sorted(areas)), line[-1]]


def rings_of(geometry, lines):
    """Return the rings of each polygon of a geometry: a list of lists of closed lines."""
    polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}[geometry["type"]]
    return [[closed(indexes, lines) for indexes in polygon] for polygon in polygons]


def closed(indexes, lines):
    """Return one ring, joined from the lines with those indexes; ~i is the line i backwards."""
    ring = []
    for index in indexes:
        line = lines[index] if index >= 0 else lines[~index][::-1]
        ring += line[1:] if ring else line
    return ring


def area_and_centre(ring):
    """Return the area of a ring and its centroid."""
    area = x = y = 0
    left, top = ring[0]
    for (x1, y1), (x2, y2) in pairwise(ring):
        x1, y1, x2, y2 = x1 - left, y1 - top, x2 - left, y2 - top
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not area:
        return 0, (left, top)
    return abs(area) / 2, (left + x / 3 / area, top + y / 3 / area)


def country_of(geometry, polygon):
    """Return the alpha-2 code of the country of a polygon of longitudes and latitudes; "" if ISO knows none."""
    name = geometry["properties"]["name"]
    _area, (lon, lat) = area_and_centre(polygon[0])
    for code, owner, part_lon, part_lat in PARTS:
        if owner == name and hypot((lon - part_lon) * cos(radians(lat)), lat - part_lat) < NEAR:
            return code
    if "id" in geometry:
        return get_global("territory_aliases")[geometry["id"]][0]
    return WITHOUT_NUMBER.get(name, "")


def read_countries(topology):
    """Return {alpha-2 code: simplified polygons}, and {code: (area, centre) of each exact polygon}."""
    degrees = read_arcs(topology)
    exact = [[project(*point) for point in line] for line in degrees]
    simple = [simplify(line, LEAST_BEND) for line in exact]
    shapes, sizes = {}, {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["type"] is None:
            continue
        versions = (rings_of(geometry, lines) for lines in (degrees, exact, simple))
        for polygon, exactly, simply in zip(*versions, strict=True):
            code = country_of(geometry, polygon)
            xs = [x for x, _y in exactly[0]]
            if code not in LEFT_OUT and max(xs) - min(xs) < WIDTH / 2:  # wider is what the map's edge cuts in two
                shapes.setdefault(code, []).append(simply)
                sizes.setdefault(code, []).append(area_and_centre(exactly[0]))
    return shapes, sizes


def path(rings, left, top):
    """Return rings as an SVG path in whole units, each point relative to the one before; "" if nothing is left."""
    text = []
    for ring in rings:
        points = [(round(x - left), round(y - top)) for x, y in ring]
        steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
        steps = [step for step in steps if step != (0, 0)][:-1]  # "z" draws the last one
        if len(steps) > 1:
            numbers = [number for step in steps for number in step]
            text.append(f"M{points[0][0]} {points[0][1]}l" + " ".join(map(str, numbers)).replace(" -", "-") + "z")
    return "".join(text)


def kept(polygons, sizes):
    """Yield the rings of the polygons that are large enough to be seen, and of the largest in any case."""
    largest = max(area for area, _centre in sizes)
    for polygon, (area, _centre) in zip(polygons, sizes, strict=True):
        if area >= min(LEAST_ISLAND, largest):
            yield from (ring for ring in polygon if ring is polygon[0] or area_and_centre(ring)[0] >= LEAST_ISLAND)


def build(topology):
    """Return the map: its size, {code: path}, {code: centre}, the small countries' codes, and land without a code."""
    shapes, sizes = read_countries(topology)
    points = [point for polygons in shapes.values() for polygon in polygons for point in polygon[0]]
    xs, ys = zip(*points, strict=True)
    left, top = min(xs), min(ys)
    undrawn = {code: project(lon, lat) for code, _owner, lon, lat in PARTS if code not in shapes}
    centres = {code: max(parts)[1] for code, parts in sizes.items() if code} | undrawn
    seen = {code for code, parts in sizes.items() if sum(area for area, _centre in parts) >= LEAST_SEEN}
    paths = {code: path(kept(polygons, sizes[code]), left, top) for code, polygons in shapes.items()}
    return {
        "width": round(max(xs) - left),
        "height": round(max(ys) - top),
        "other": paths.pop("", ""),
        "paths": {code: paths[code] for code in sorted(paths) if paths[code]},
        "centres": {code: [round(x - left), round(y - top)] for code, (x, y) in sorted(centres.items())},
        "small": sorted(set(centres) - seen),
    }


def main(source):
    """Write the map of a TopoJSON file at `source` beside this module."""
    world = build(json.loads(Path(source).read_text(encoding="utf-8")))
    text = json.dumps(world, separators=(",", ":")).replace('z","', 'z",\n"').replace('],"', '],\n"')
    Path(__file__).with_name("world.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
