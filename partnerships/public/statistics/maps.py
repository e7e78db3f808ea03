"""The maps: of the partners' countries, cut to where most of them are, and of one country with its neighbours."""

from typing import NamedTuple

from partnerships.languages import written

from .pictures import coordinate, shades, span
from .world import OTHER, Box, outline_within, rings, united, world

WIDTH = 1000  # of a map as it is drawn, in its own units
SHARE, MARGIN = 0.95, 0.04  # of the agreements that the cut holds; of its length, on each side
FLATTEST, STEEPEST = 2.3, 1.6  # width by height of a map
LETTER_WIDTH = 0.6  # of its height
DOT, STAR = 8, 12  # units
STEPS_ASIDE = [(0, 0), (0, 1), (0, -1), (0.5, 0), (-0.5, 0), (0, 2), (0, -2)]  # widths and heights of a label
NEIGHBOURHOOD = 100  # units of the world that a map shows at least
LARGEST_WHOLE = 300  # units wide: of a larger country, the map shows the largest part only


class Labels(NamedTuple):
    """How many countries are labelled at `most`, and how high a `letter` is, in units; statistics.css has the same."""

    most: int
    letter: int


SCREEN, PHONE = Labels(5, 19), Labels(4, 38)


class Frame(NamedTuple):
    """A part of the world as it is drawn: WIDTH units wide."""

    box: Box

    @property
    def scale(self) -> float:
        return WIDTH / self.box.width

    @property
    def height(self) -> int:
        return round(self.box.height * self.scale)

    @property
    def transform(self) -> str:
        """What brings the units of the world into the frame, for SVG."""
        return f"scale({self.scale:.4g}) translate({coordinate(-self.box.left)} {coordinate(-self.box.top)})"

    def point(self, code: str) -> tuple[float, float]:
        """Return where the middle of a country is drawn: of what is seen of it, where its own lies outside."""
        x, y = map(float, world().centres[code])
        left, top, right, bottom = self.box
        if not (left <= x <= right and top <= y <= bottom) and code in rings():
            seen = rings()[code][0].box
            x = (max(left, seen.left) + min(right, seen.right)) / 2
            y = (max(top, seen.top) + min(bottom, seen.bottom)) / 2
        return (x - left) * self.scale, (y - top) * self.scale

    def holds(self, code: str) -> bool:
        """Return whether the middle of a country lies in it."""
        x, y = world().centres[code]
        return self.box.meets(Box(x, y, x, y))


def largest_part(code: str) -> Box:
    """Return the box around the largest part of a country, or around its centre where it is not drawn."""
    x, y = world().centres[code]
    return rings()[code][0].box if code in rings() else Box(x, y, x, y)


def framed(box: Box, margin: float) -> Frame:
    """Return the Frame around a `box` with a `margin` (a part of its length), no flatter and no steeper than a map."""
    side = margin * max(box.width, box.height)
    width, height = max(box.width + 2 * side, NEIGHBOURHOOD), box.height + 2 * side
    width, height = max(width, height * STEEPEST), max(height, width / FLATTEST)
    left, right = within((box.left + box.right) / 2, width, world().width)
    top, bottom = within((box.top + box.bottom) / 2, height, world().height)
    return Frame(Box(left, top, right, bottom))


def within(middle: float, length: float, limit: float) -> tuple[float, float]:
    """Return the ends of a `length` around a `middle`, moved into 0 to `limit`."""
    length = min(length, limit)
    start = min(max(middle - length / 2, 0), limit - length)
    return start, start + length


def cut(numbers: dict[str, int]) -> Frame:
    """Return the Frame of the countries with the most agreements that together hold the SHARE of all of them."""
    held, total, boxes = 0, sum(numbers.values()), []
    for code, number in sorted(numbers.items(), key=lambda each: -each[1]):
        if held >= SHARE * total:
            break
        held += number
        boxes.append(largest_part(code))
    return framed(united(boxes), MARGIN)


def whole_world() -> Frame:
    """Return the Frame of all."""
    return Frame(Box(0, 0, world().width, world().height))


def world_map(numbers: dict[str, int], names: dict[str, str], *, is_whole: bool = False, home: str = "") -> dict:
    """Return the map with {code: number of agreements} and {code: name}, cut to most of them unless it `is_whole`."""
    drawn = {code: number for code, number in numbers.items() if code in world().centres}
    frame = cut(drawn) if drawn and not is_whole else whole_world()
    classes = shades(list(drawn.values()))
    seen = {code: number for code, number in drawn.items() if frame.holds(code) or outline_within(frame.box, code)}
    countries = [
        {
            "code": code,
            "number": number,
            "path": outline_within(frame.box, code),
            "dot": dot(frame, code),
            "shade": 1 + max(index for index, (first, _last) in enumerate(classes) if first <= number),
        }
        for code, number in seen.items()
    ]
    return {
        "width": WIDTH,
        "height": frame.height,
        "transform": frame.transform,
        "without": "".join(outline_within(frame.box, code) for code in rings() if code not in seen),
        # Dots come last: a neighbour's shape would cover them.
        "countries": sorted(countries, key=lambda country: (country["dot"] is not None, -country["number"])),
        "labels": labels(frame, seen, names, home, SCREEN),
        "phone_labels": labels(frame, seen, names, home, PHONE),
        "star": star(frame, home),
        "classes": [span(written(first), written(last)) for first, last in classes],
        "outside": [code for code in drawn if not frame.holds(code)],
        "is_whole": is_whole,
    }


def dot(frame: Frame, code: str) -> dict | None:
    """Return the dot of a country that is too small to be seen, in units of the world; None for any other."""
    if code not in world().small or not frame.holds(code):
        return None
    x, y = world().centres[code]
    return {"x": str(x), "y": str(y), "r": coordinate(DOT / frame.scale)}


def star(frame: Frame, home: str) -> str | None:
    """Return the points of the star over the country of the university; None where it is not known or not seen."""
    if home not in world().centres or not frame.holds(home):
        return None
    x, y = frame.point(home)
    corners = [(0, -1), (0.24, -0.32), (0.95, -0.31), (0.38, 0.12), (0.59, 0.81), (0, 0.4)]
    corners += [(-across, down) for across, down in corners[-2:0:-1]]
    return " ".join(f"{coordinate(x + STAR * across)},{coordinate(y + STAR * down)}" for across, down in corners)


def labels(frame: Frame, numbers: dict[str, int], names: dict[str, str], home: str, size: Labels) -> list[dict]:
    """Return the labels of the countries with most agreements, none over another or over the star."""
    taken, found = [], []
    if star(frame, home):
        x, y = frame.point(home)
        taken.append(Box(x - STAR, y - STAR, x + STAR, y + STAR))
    for code in sorted((code for code in numbers if frame.holds(code)), key=lambda code: -numbers[code])[: size.most]:
        text = f"{names[code]} {written(numbers[code])}"
        if box := free_box(frame, code, text, size.letter, taken):
            taken.append(box)
            x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            found.append({"x": coordinate(x), "y": coordinate(y), "text": text})
    return found


def free_box(frame: Frame, code: str, text: str, letter: float, taken: list[Box]) -> Box | None:
    """Return the box of a country's label at its middle, or beside it where others have `taken` that; None nowhere."""
    x, y = frame.point(code)
    width, height = LETTER_WIDTH * letter * len(text), 1.2 * letter
    for across, down in STEPS_ASIDE:
        left, right = within(x + width * across, width, WIDTH)
        top, bottom = within(y + height * down, height, frame.height)
        box = Box(left, top, right, bottom)
        if not any(box.meets(other) for other in taken):
            return box
    return None


def home_beside(box: Box, home: str) -> Box | None:
    """Return the middle of the university's country where it lies no farther from a `box` than that is long."""
    if home not in world().centres:
        return None
    x, y = world().centres[home]
    far = max(box.width, box.height)
    is_near = Box(box.left - far, box.top - far, box.right + far, box.bottom + far).meets(Box(x, y, x, y))
    return Box(x, y, x, y) if is_near else None


def locator(code: str, home: str = "") -> dict | None:
    """Return the map of one country with its neighbours; None where it is not on the map."""
    if code not in world().centres:
        return None
    parts = united([ring.box for ring in rings()[code]]) if code in rings() else largest_part(code)
    box = parts if parts.width <= LARGEST_WHOLE else largest_part(code)
    if (near := home_beside(box, home)) is not None:
        box = united([box, near])
    frame = framed(box, MARGIN * 2)
    return {
        "width": WIDTH,
        "height": frame.height,
        "transform": frame.transform,
        "land": "".join(outline_within(frame.box, other) for other in rings() if other != code),
        "own": outline_within(frame.box, code),
        "dot": dot(frame, code),
        "star": star(frame, home if home != code else OTHER),
    }
