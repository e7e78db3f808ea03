"""The coordinates of the statistics' pictures, as texts, so that no language changes a decimal point."""

from math import floor, log10
from operator import itemgetter

from django.utils.translation import gettext as _

from partnerships.languages import written

SHADES = 5
WIDTH, HEIGHT = 400, 190  # of a chart, in its own units
ABOVE, BELOW = 18, 24  # units above the highest point, and below the base line, for words
MOST_COLUMNS, WIDEST_COLUMN = 60, 50
LABEL_ROOM = 44  # units for a year below a chart
VALUE_ROOM = 15  # units for two digits above a column
PHONE_DIGIT = 7.7  # units for a digit above a column on a phone, where letters are larger
SCALE_ROOM = 9  # units for a digit beside the columns
MOST_ROWS, ROW, BAR_TOP, BAR = 10, 36, 18, 12
LONGEST_LABEL = 42  # characters


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


def columns(numbers, last=0):
    """Return {year: number} as columns up to the year `last` at least: one a year or, where there are many, of several
    years; None without years.
    """
    if not numbers:
        return None
    return drawn_columns({year: (number,) for year, number in numbers.items()}, last, sum)


def stacked(numbers):
    """Return {year: (number, another)} as columns of two parts, each at the end of its years; None without any."""
    return drawn_columns(numbers, 0, itemgetter(-1)) if any(map(sum, numbers.values())) else None


def drawn_columns(numbers, last, over_years):
    """Return {year: numbers on top of each other} as columns; `over_years` makes one number of those of some years."""
    first, last = min(numbers), max(*numbers, last)
    years = step_of(last - first + 1, MOST_COLUMNS)
    start = first - first % years
    none = (0,) * len(numbers[first])
    spans = [range(year, year + years) for year in range(start, last + 1, years)]
    known = [[numbers[year] for year in span if year in numbers] or [none] for span in spans]
    groups = [tuple(map(over_years, zip(*each, strict=True))) for each in known]
    most = max(map(sum, groups))
    has_values = WIDTH / len(groups) >= VALUE_ROOM * len(str(most)) / 2
    lines = [] if has_values else grid(most)
    left = SCALE_ROOM * max((len(line["label"]) for line in lines), default=0)
    step = (WIDTH - left) / len(groups)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "base": coordinate(HEIGHT - BELOW),
        "bars": [
            column(left + (position + 0.5) * step, step, group, most, start + position * years, years)
            for position, group in enumerate(groups)
            if any(group)
        ],
        "has_values": has_values,
        "is_cramped": step < PHONE_DIGIT * len(str(most)),
        "grid": lines,
        "labels": year_labels(first, last, lambda year: left + ((year - start) / years + 0.5) * step),
    }


def column(middle, step, numbers, most, year, years):
    """Return one column around `middle`, for `numbers` of up to `most` together, of the `years` from a `year` on."""
    width = min(step * 0.84, WIDEST_COLUMN)
    tops = [height_of(sum(numbers[: end + 1]), most) for end in range(len(numbers))]
    return {
        "x": coordinate(middle - width / 2),
        "middle": coordinate(middle),
        "above": coordinate(tops[-1] - 4),
        "width": coordinate(width),
        "parts": [
            {"y": coordinate(top), "height": coordinate(below - top), "number": written(number), "is_first": not index}
            for index, (number, top, below) in enumerate(zip(numbers, tops, [height_of(0, most), *tops], strict=False))
            if number
        ],
        "label": span(str(year), str(year + years - 1)),
        "number": written(sum(numbers)),
        "is_key": sum(numbers) == most,  # the one that is written where there is room for few
    }


def bars_across(counted):
    """Return [(name, number)] as bars below each other, with what is beyond MOST_ROWS as one; None without any."""
    if not counted:
        return None
    shown = counted
    if len(counted) > MOST_ROWS:
        rest = sum(number for _name, number in counted[MOST_ROWS - 1 :])
        shown = [*counted[: MOST_ROWS - 1], (_("all others"), rest)]
    most = max(number for _name, number in shown)
    room = WIDTH - 10 * len(written(most)) - 8
    return {
        "outer_width": WIDTH + 16,
        "outer_height": ROW * len(shown) + 16,
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


def along(counted):
    """Return [(key, number)] as parts of one bar, WIDTH units long: [{key, x, width}], without those of 0."""
    total, before, parts = sum(number for _key, number in counted), 0, []
    for key, number in counted:
        if number:
            parts.append(
                {"key": key, "x": coordinate(WIDTH * before / total), "width": coordinate(WIDTH * number / total)}
            )
        before += number
    return parts
