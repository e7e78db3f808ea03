"""The coordinates of the statistics' pictures, as texts, so that no language changes a decimal point."""

from math import floor, log10

from django.utils.translation import gettext as _

from partnerships.languages import current_language, format_number

from .world import world

SHADES = 5
WIDTH, HEIGHT = 400, 190  # of a chart, in its own units
ABOVE, BELOW = 18, 24  # units above the highest point, and below the base line, for words
CLOSER_WIDTH, CLOSER_HEIGHT, CLOSER_STEP = 480, 300, 40  # of a closer look, in units of the map
CLOSER_LEAST = 5  # countries in it
MOST_COLUMNS, WIDEST_COLUMN = 60, 50
LABEL_ROOM = 44  # units for a year below a chart
VALUE_ROOM = 15  # units for two digits above a column
SCALE_ROOM = 9  # units for a digit beside the columns
MOST_ROWS, ROW, BAR_TOP, BAR = 10, 36, 18, 12
LONGEST_LABEL = 42  # characters


def written(number):
    """Return a whole number as the current language writes it: 1,234 or 1.234."""
    return format_number(current_language(), number)


def coordinate(number):
    """Return a number as a coordinate, to a tenth of a unit."""
    return f"{round(number, 1):g}"


def span(first, last):
    """Return the words for "from `first` to `last`"."""
    return first if first == last else f"{first}–{last}"


def shades(numbers):
    """Return the shades of a map with those `numbers`: [(first, last)] of at most SHADES classes, the lightest first.

    Each class reaches about as many times as far as the one before it, since a few countries have most agreements.
    """
    if not numbers:
        return []
    least, most = min(numbers), max(numbers)
    digits = 1 if most >= 10 * least else 2
    edges = (nearly(least * (most / least) ** (step / SHADES), digits) for step in range(1, SHADES))
    firsts = sorted({least, *(min(max(edge, least), most) for edge in edges)})
    lasts = [first - 1 for first in firsts[1:]] + [most]
    return list(zip(firsts, lasts, strict=True))


def nearly(number, digits):
    """Return the whole number next to `number` that has so many `digits` and then zeros."""
    unit = 10 ** max(floor(log10(number)) + 1 - digits, 0)
    return round(number / unit) * unit


def world_map(numbers):
    """Return the map with {code: number of agreements}: its countries that have any, and all other land as one path."""
    drawn, classes = world(), shades(list(numbers.values()))
    countries = [
        {
            "code": code,
            "number": number,
            "path": drawn.paths.get(code, ""),
            "dot": drawn.centres[code] if code in drawn.small else None,
            "shade": 1 + max(index for index, (first, _last) in enumerate(classes) if first <= number),
        }
        for code, number in numbers.items()
        if code in drawn.centres
    ]
    without = "".join(path for code, path in drawn.paths.items() if code not in numbers)
    return {
        "width": drawn.width,
        "height": drawn.height,
        "without": without + drawn.other,
        # Dots come last: a neighbour's shape would cover them.
        "countries": sorted(countries, key=lambda country: (country["dot"] is not None, -country["number"])),
        "closer": closer([drawn.centres[code] for code in numbers if code in drawn.centres]),
        "classes": [span(written(first), written(last)) for first, last in classes],
    }


def closer(centres):
    """Return the part of the map, as an SVG's viewBox, that holds most of the `centres`; None if they are too few."""
    held = {
        (left, top): sum(0 <= x - left <= CLOSER_WIDTH and 0 <= y - top <= CLOSER_HEIGHT for x, y in centres)
        for left in range(0, world().width - CLOSER_WIDTH, CLOSER_STEP)
        for top in range(0, world().height - CLOSER_HEIGHT, CLOSER_STEP)
    }
    most = max(held.values())
    best = [corner for corner, number in held.items() if number == most]
    left, top = best[len(best) // 2]  # the one in the middle has most room around its countries
    return f"{left} {top} {CLOSER_WIDTH} {CLOSER_HEIGHT}" if most >= CLOSER_LEAST else None


def step_of(length, most):
    """Return the smallest of 1, 2, 5, 10, 20… of which at most `most` fit into a `length`."""
    step = 1
    while length / step > most:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def lines_across(most):
    """Return the numbers at which a chart up to `most` has a line: about four, each a round one."""
    step = step_of(most, 4)
    return list(range(step, most + 1, step))


def height_of(number, most):
    """Return the y of a `number` in a chart up to `most`, in units from the top."""
    return HEIGHT - BELOW - (HEIGHT - BELOW - ABOVE) * number / most


def grid(most):
    """Return the lines across a chart up to `most`, with their numbers."""
    return [{"y": coordinate(height_of(number, most)), "label": written(number)} for number in lines_across(most)]


def year_labels(first, last, x_of):
    """Return the years that are written below a chart: as many as have room, each a round one."""
    step = step_of(last - first + 1, WIDTH / LABEL_ROOM)
    shown = [year for year in range(first, last + 1) if year % step == 0]
    return [{"x": coordinate(min(max(x_of(year), 18), WIDTH - 18)), "label": str(year)} for year in shown]


def columns(numbers):
    """Return {year: number} as columns, one a year or, where there are many, several years; None without years."""
    if not numbers:
        return None
    first, last = min(numbers), max(numbers)
    years = step_of(last - first + 1, MOST_COLUMNS)
    start = first - first % years
    sums = [sum(numbers.get(year + more, 0) for more in range(years)) for year in range(start, last + 1, years)]
    most = max(sums)
    has_values = WIDTH / len(sums) >= VALUE_ROOM * len(str(most)) / 2
    lines = [] if has_values else grid(most)
    left = SCALE_ROOM * max((len(line["label"]) for line in lines), default=0)
    step = (WIDTH - left) / len(sums)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": coordinate(HEIGHT - BELOW),
        "bars": [
            column(left + (position + 0.5) * step, step, number, most, start + position * years, years)
            for position, number in enumerate(sums)
            if number
        ],
        "has_values": has_values,
        "grid": lines,
        "labels": year_labels(first, last, lambda year: left + ((year - start) / years + 0.5) * step),
    }


def column(middle, step, number, most, year, years):
    """Return one column around `middle`, for a `number` of up to `most`, of the `years` from that `year` on."""
    top, width = height_of(number, most), min(step * 0.84, WIDEST_COLUMN)
    return {
        "x": coordinate(middle - width / 2),
        "middle": coordinate(middle),
        "y": coordinate(top),
        "above": coordinate(top - 4),
        "width": coordinate(width),
        "height": coordinate(HEIGHT - BELOW - top),
        "label": span(str(year), str(year + years - 1)),
        "number": written(number),
    }


def totals(numbers):
    """Return {year: number} added up: [(year, signed or started up to its end)], without a gap; [] without years."""
    total, sums = 0, []
    for year in range(min(numbers), max(numbers) + 1) if numbers else ():
        total += numbers.get(year, 0)
        sums.append((year, total))
    return sums


def curve(numbers):
    """Return {year: number} as a line of the totals over time, from nothing to all; None without years."""
    sums = totals(numbers)
    if not sums:
        return None
    first, (last, most) = sums[0][0] - 1, sums[-1]
    right = WIDTH - 8

    def x_of(year):
        return right * (year - first) / (last - first)

    points = [(coordinate(x_of(year)), coordinate(height_of(total, most))) for year, total in [(first, 0), *sums]]
    line = "M" + "L".join(f"{x} {y}" for x, y in points)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": coordinate(HEIGHT - BELOW),
        "line": line,
        "area": f"{line}V{coordinate(HEIGHT - BELOW)}H0z",
        "end": {"x": points[-1][0], "y": points[-1][1], "above": coordinate(height_of(most, most) - 7)},
        "number": written(most),
        "grid": grid(most),
        "labels": year_labels(first + 1, last, x_of),
    }


def bars_across(counted):
    """Return [(name, number)] as bars below each other, with what is beyond MOST_ROWS as one; None without any."""
    if not counted:
        return None
    shown = counted
    if len(counted) > MOST_ROWS:
        rest = sum(number for _name, number in counted[MOST_ROWS - 1 :])
        shown = [*counted[: MOST_ROWS - 1], (_("all other types"), rest)]
    most = max(number for _name, number in shown)
    room = WIDTH - 10 * len(written(most)) - 8
    return {
        "width": WIDTH,
        "height": ROW * len(shown),
        "bars": [
            {
                "label": name,
                "short": name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…",
                "number": written(number),
                "text_y": ROW * position + BAR_TOP - 5,
                "y": ROW * position + BAR_TOP,
                "width": coordinate(max(room * number / most, 1)),
                "value_x": coordinate(max(room * number / most, 1) + 6),
                "value_y": ROW * position + BAR_TOP + BAR - 1,
                "height": BAR,
            }
            for position, (name, number) in enumerate(shown)
        ],
    }
