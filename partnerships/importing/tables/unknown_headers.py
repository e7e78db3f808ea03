"""Rows without a header that is understood: the first may be one in another language, or all of them running text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from partnerships.importing.sheets import Row

from .clues import Clues
from .grid import texts_of
from .headings import names_institution
from .profiles import Profile
from .sections import Section

LONGEST_HEADER = 40  # characters of a header in a language that is not known
FEWEST_ROWS = 2  # below a header that is told by them
TYPED, USUAL = 0.7, 0.6  # the shares of cells from which a column is one of dates, countries or addresses; of rows


def with_unknown_header(section: Section) -> Section:
    """Return a section whose first row is its header where the cells below are of other kinds than those in it."""
    if section.header or len(section.rows) <= FEWEST_ROWS:
        return section
    first, rest = section.rows[0], section.rows[1:]
    if not is_header_of(first, rest):
        return section
    texts: dict[int, tuple[str, ...]] = {index: (text,) for index, text in texts_of(first).items()}
    return replace(section, header=first, texts=texts, rows=rest, header_rows=(first.number,))


def is_header_of(first: Row, rest: Sequence[Row]) -> bool:
    """Return whether a row is a header: short words over dates, countries and addresses, without one of these."""
    cells = [cell.strip() for cell in first.cells if cell.strip()]
    if len(cells) < 2 or len(set(cells)) < len(cells) or any(map(is_no_header, cells)):
        return False
    below, own = Clues({}, rest).profiles, Clues({}, [first]).profiles
    typed = [index for index, profile in below.items() if profile.filled > 1 and typed_share(profile) >= TYPED]
    has_names = any(profile.institutions >= USUAL for profile in below.values())
    is_over_all = all(index in own and own[index].filled and not typed_share(own[index]) for index in typed)
    return bool(typed) and has_names and is_over_all


def is_no_header(text: str) -> bool:
    """Return whether a text of a first row is no header: long, with a number, or the name of an institution."""
    return len(text) > LONGEST_HEADER or any(map(str.isdigit, text)) or names_institution(text)


def typed_share(profile: Profile) -> float:
    """Return the largest share of cells that are dates, countries or addresses."""
    return max(profile.dates, profile.countries, profile.addresses)


def is_running_text(rows: Sequence[Row]) -> bool:
    """Return whether rows are sentences that commas cut: of many widths, and most go on or end as sentences do."""
    parts = [[cell.strip() for cell in row.cells if cell.strip()] for row in rows]
    (width, often), *others = Counter(map(len, parts)).most_common()
    is_uneven = bool(others) and (width == 1 or often <= USUAL * len(parts))
    return is_uneven and sum(map(reads_on, parts)) >= USUAL * len(parts)


def reads_on(parts: Sequence[str]) -> bool:
    """Return whether the parts of a line belong to sentences."""
    return parts[-1][-1] in ".!?;:。！？؟" or any(part[0].islower() and " " in part for part in parts)
