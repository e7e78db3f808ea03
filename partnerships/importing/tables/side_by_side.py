"""What stands beside each other in one row and is more than one record: lists side by side, pairs of dates."""

from collections.abc import Mapping, Sequence

from partnerships.importing.fields import Column
from partnerships.importing.sheets import Sheet, trimmed
from partnerships.importing.spellings.words import AGREEMENT_WORDS

from .grid import LOOKED_AT
from .headers import HeaderTexts, header_key, known_headers, meanings, notions_of
from .profiles import DATES, words_pattern
from .table_rows import TableRow, noticed

DATEISH = {"date", "sign", "end", "start", "valid", "term", "filler"}
OF_ONE_AGREEMENT = set("first last original initial previous next old new our home latest second".split())


def side_by_side(sheet: Sheet) -> list[Sheet]:
    """Return the Sheets that a sheet is made of: one for each of the lists beside each other, or the sheet alone."""
    for row in sheet.rows[:LOOKED_AT]:
        starts = starts_of_lists(row.cells)
        if len(starts) > 1:
            return [only(sheet, first, last) for first, last in zip(starts, [*starts[1:], None], strict=True)]
    return [sheet]


def starts_of_lists(cells: Sequence[str]) -> list[int]:
    """Return the indexes at which the headers of lists beside each other start, one or none for a single list."""
    texts = [" ".join(cell.split()) for cell in cells]
    filled = [index for index, text in enumerate(texts) if text]
    if len(filled) < 4 or known_headers(texts) < 4:
        return []
    starts = [index for index in filled if index == 0 or not texts[index - 1]]
    if len(starts) > 1 and all(names_lists(texts[one:other]) for one, other in zip(starts, [*starts[1:], None])):  # noqa: B905
        return starts
    keys = [header_key(texts[index]) for index in filled]
    for width in range(2, len(keys) // 2 + 1):
        if len(keys) % width == 0 and keys == keys[:width] * (len(keys) // width) and names_lists(texts[: width + 1]):
            return filled[::width]
    return []


def names_lists(texts: Sequence[str]) -> bool:
    """Return whether some headers are those of a list: one names institutions, and another something else."""
    said = [meanings(text) for text in texts if text]
    return len(said) > 1 and any(Column.INSTITUTION in one for one in said) and sum(map(bool, said)) > 1


def only(sheet: Sheet, first: int, last: int | None) -> Sheet:
    """Return a sheet with nothing outside the columns from `first` to before `last` (None: to the end)."""

    def is_inside(index):
        return first <= index and (last is None or index < last)

    rows = []
    for row in sheet.rows:
        cells = trimmed(cell if is_inside(index) else "" for index, cell in enumerate(row.cells))
        links = {index: target for index, target in (row.links or {}).items() if is_inside(index)}
        rows.append(row._replace(cells=cells, links=links or None, unknown=tuple(filter(is_inside, row.unknown))))
    return sheet._replace(
        rows=tuple(rows),
        merged=tuple(block for block in sheet.merged if is_inside(block.first_column)),
        pictures=tuple(picture for picture in sheet.pictures if is_inside(picture[1])),
    )


def pairs_of_dates(
    texts: HeaderTexts, assigned: Mapping[int, Column], rivals: Mapping[int, Column]
) -> dict[str, dict[int, Column]]:
    """Return the agreements of which a row gives the dates beside each other, {name in the header: {index: Column}}.

    `assigned` are the columns with a meaning, `rivals` those that lost theirs.
    """
    found: dict[str, dict[int, Column]] = {}
    for index, column in sorted({**assigned, **rivals}.items()):
        if column in DATES:
            found.setdefault(label_of(texts.get(index, ())), {})[index] = column
    is_named = all(words_pattern(AGREEMENT_WORDS).search(header_key(label)) or is_short(label) for label in found)
    words = {word for label in found for word in header_key(label).split()}
    is_of_one = words & OF_ONE_AGREEMENT or any("renew" in notions_of(label) for label in found)
    if len(found) < 2 or not all(found) or not is_named or is_of_one:
        return {}
    is_clear = all(len(set(columns.values())) == len(columns) for columns in found.values())
    return found if is_clear and any(index in rivals for columns in found.values() for index in columns) else {}


def is_short(label: str) -> bool:
    """Return whether a label is an abbreviation, such as "SEA"."""
    return label.isupper() and len(label) <= 5


def label_of(said: Sequence[str]) -> str:
    """Return what the header over a date names beside it: "MoU" of "MoU signed", or the text above "Signed"."""
    if len(said) > 1:
        return " ".join(said[:-1])
    words = said[0].split() if said else []
    return " ".join(word for word in words if not notions_of(word) or notions_of(word).keys() - DATEISH)


def of_one_pair(row: TableRow, label: str, columns: Mapping[int, Column]) -> TableRow:
    """Return a TableRow with the dates of one of several agreements, named after the header."""
    if row.values.keys().isdisjoint(columns.values()):
        return row
    return row.told({Column.TITLE: label}, noticed(Column.TITLE, "title-from-header", header=label))


def merged_rows(groups: Sequence[tuple[Mapping[int, Column], Sequence[TableRow]]]) -> list[TableRow]:
    """Return the rows of agreements beside each other, (columns, rows) of each, in order; one without dates once."""
    if len(groups) == 1:
        return list(groups[0][1])
    dated = [{row.number for row in rows if set(columns.values()) & set(row.values)} for columns, rows in groups]
    kept = []
    for at, (_columns, rows) in enumerate(groups):
        others = set().union(*dated[:at], *dated[at + 1 :])
        for row in rows:
            if row.number in dated[at] or (at == 0 and row.number not in others):
                kept.append((row.number, at, row))
    return [row for _number, _at, row in sorted(kept, key=lambda item: item[:2])]
