"""Lists of other shapes than one record a row, turned into that."""

from partnerships.importing.sheets import Sheet

from .crosses import with_types, with_years
from .date_parts import with_whole_dates
from .grid import Grid
from .partner_titles import with_partners
from .turned import turned
from .two_lines import with_one_line

SHAPES = (turned, with_one_line, with_years, with_types, with_whole_dates, with_partners)


def reshaped(sheet: Sheet) -> Sheet:
    """Return a sheet in which each record stands in one row, and each fact of it in one column."""
    grid = Grid(sheet)
    for shape in SHAPES:
        if grid.rows and (other := shape(grid)):
            grid = Grid(other)
    return grid.sheet
