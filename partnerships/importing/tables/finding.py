"""Cells to rows: where the headers stand, which rows are records, what the rows between them say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from partnerships.importing.fields import Column
from partnerships.importing.files.untabled import untabled
from partnerships.importing.remarks import FileRefused, Level
from partnerships.importing.sheets import ParsedFile, Row, Sheet
from partnerships.importing.spellings.notions import GENERAL_HEADER
from partnerships.importing.spellings.other_lists import EVENTS, PERSONS

from .clues import Clues
from .columns import Assignment, Conflict, assign_columns
from .doubts import Doubts, key_of, labels_of, names_of, without_header
from .grid import width_of
from .headers import HeaderTexts, header_key, meanings, meanings_over
from .profiles import DATES
from .rows import RowReader
from .sections import Cutter, Section, other_rows, put_into, spread_of
from .shapes import reshaped
from .side_by_side import merged_rows, of_one_pair, pairs_of_dates, side_by_side
from .table_rows import OtherRow, TableRow, noticed, row_key
from .unknown_headers import is_running_text, with_unknown_header

# What only a list of agreements has; the one without any of it may be a list of contacts, or of students.
FACTS = {Column.TITLE, Column.ENDS, Column.DURATION, Column.RENEWAL, Column.REFERENCE, Column.STARTS}
Columns = Mapping[int, Column]  # what the columns at some indexes mean
# What a person chose that columns mean: {key of a Table: {index: Column, or None for what is not imported}}.
ChosenColumns = Mapping[str, Mapping[int, Column | None]]


@dataclass(frozen=True)
class Table:
    """A list that a sheet holds: which header means what, which headers mean nothing here, and the rows below."""

    sheet: str | None
    header_row: int | None  # None for a list without a header
    columns_by_index: dict[int, Column]  # from 0 on
    headers: dict[int, str]  # by the same indexes
    rows: tuple[TableRow, ...] = field(repr=False)
    key: str = ""  # the same for all lists with the same headers
    pictures: dict[int, str] = field(default_factory=dict, repr=False)  # {row number: entry in the file}
    others: tuple[OtherRow, ...] = field(default=(), repr=False)  # outside; in the last, also of sheets without a list

    @property
    def columns(self) -> dict[str, Column]:
        """What each header means: {text: Column}."""
        return {self.headers[index]: column for index, column in self.columns_by_index.items()}

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headers that mean nothing here, in their order."""
        return tuple(text for index, text in self.headers.items() if index not in self.columns_by_index)

    @property
    def has_facts(self) -> bool:
        """Whether a column says what only a list of agreements has."""
        return not FACTS.isdisjoint(self.columns_by_index.values())

    @property
    def records(self) -> tuple[TableRow, ...]:
        """The rows that are records, or held for a person."""
        return tuple(row for row in self.rows if not row.skipped)


def find_tables(
    parsed_file: ParsedFile, choices: ChosenColumns | None = None, taken: Collection[str] = ()
) -> list[Table]:
    """Return the lists of a ParsedFile, in their order; raise FileRefused where no sheet holds one.

    `choices` are columns that a person chose before, `taken` the keys of rows that a person takes for records although
    they were left out.
    """
    tables, refusals, others = [], [], []
    for sheet in (reshaped(part) for whole in parsed_file.sheets for part in side_by_side(whole)):
        try:
            tables += SheetReader(parsed_file, sheet, choices or {}, taken).tables()
        except FileRefused as refusal:
            refusals.append(refusal)
            others.append(sheet)
    if any(table.has_facts for table in tables):
        tables = [table if table.has_facts else doubted(table) for table in tables]
    if tables:
        return with_others(tables, others, taken)
    if not choices:
        refuse_untabled(parsed_file)
    raise refusals[0] if refusals else FileRefused(_("The file has no sheets; choose one that holds a list."))


def refuse_untabled(parsed_file: ParsedFile) -> None:
    """Raise FileRefused for a file that is no table at all; a person who chose columns sees one in it."""
    for sheet in parsed_file.sheets:
        if sentence := untabled([list(filter(str.strip, row.cells)) for row in sheet.rows]):
            raise FileRefused(sentence)


def with_others(tables: list[Table], sheets: Iterable[Sheet], taken: Collection[str]) -> list[Table]:
    """Return the Tables, the last with the rows of `sheets` without a list; the `taken` make Tables without columns."""
    others, further = [*tables[-1].others], []
    for sheet in sheets:
        found = other_rows(sheet, [])
        own = [row for row in found if row_key(sheet.name, row.number) in taken]
        others += [row for row in found if row_key(sheet.name, row.number) not in taken]
        rows = tuple(TableRow(row.number, {}, row.cells) for row in own)
        further += [Table(sheet.name, None, {}, {}, rows)] if rows else []
    return [*tables[:-1], replace(tables[-1], others=tuple(others)), *further]


def doubted(table: Table) -> Table:
    """Return a Table that holds no fact of agreements, with the remark that a person must look at each of its rows."""
    remark = noticed(Column.INSTITUTION, "list-doubtful", Level.CHECK)
    return replace(table, rows=tuple(row.told({}, remark) for row in table.rows))


class SheetReader:
    """The finder of the lists of one sheet."""

    def __init__(self, parsed_file: ParsedFile, sheet: Sheet, choices: ChosenColumns, taken: Collection[str]) -> None:
        self.parsed_file, self.sheet, self.choices = parsed_file, sheet, choices
        self.taken = {row.number for row in sheet.rows if row_key(sheet.name, row.number) in taken} if taken else set()

    def tables(self) -> list[Table]:
        """Return the lists of the sheet; raise FileRefused where it has none."""
        cutter = Cutter(self.sheet)
        if not cutter.filled:
            raise FileRefused(_("The file is empty; choose one that holds a list of agreements."))
        sections = list(map(with_unknown_header, cutter.sections()))
        put_into(sections, [row for row in cutter.filled if row.number in self.taken])
        groups: dict[str, list[Section]] = {}
        for section in sections:
            groups.setdefault(key_of(section.texts), []).append(section)
        found, refusals = [], []
        for key, group in groups.items():
            try:
                found.append(self.table(key, group))
            except FileRefused as refusal:
                refusals.append(refusal)
        if not found:
            raise refusals[0]
        others = other_rows(self.sheet, sections, [row for table in found for row in table.rows])
        return [*found[:-1], replace(found[-1], others=tuple(others))]

    def table(self, key: str, sections: list[Section]) -> Table:
        """Return the list that some sections with the same header make together."""
        header, texts = sections[0].header, sections[0].texts
        rows = [row for section in sections for row in section.rows]
        if not rows:
            raise FileRefused(_("There is a header but no row below it; choose a file that holds agreements."))
        chosen = {index: column for index, column in sorted(self.choices.get(key, {}).items()) if column}
        told = Assignment(chosen) if self.choices.get(key) else self.told_columns(texts, rows, header)
        if Column.INSTITUTION not in told.columns.values():
            raise FileRefused(_("Choose the column that names the institutions."))
        few, many = without_header(texts, rows, {*told.columns, *told.rivals})
        names = names_of(texts, {*told.columns, *told.rivals, *many})
        pairs = pairs_of_dates(texts, told.columns, told.rivals)
        shared = without_dates(told.columns) if pairs else told.columns
        told.rivals = without_dates(told.rivals) if pairs else told.rivals
        told.guessed = {at for at in told.guessed if is_guess_to_see(told.columns[at], texts.get(at, ()))}
        columns = shared | {index: column for pair in pairs.values() for index, column in pair.items()}
        return Table(
            sheet=self.sheet.name,
            header_row=header.number if header else None,
            columns_by_index=dict(sorted(columns.items())),
            headers=names,
            rows=tuple(self.read_rows(sections, shared, pairs, Doubts(told, names, few, self.parsed_file.doubtful))),
            key=key,
            pictures={row: entry for row, index, entry in reversed(self.sheet.pictures) if index not in columns},
        )

    def read_rows(
        self, sections: list[Section], shared: Columns, pairs: Mapping[str, Columns], doubts: Doubts
    ) -> list[TableRow]:
        """Return the rows of a list, those of each of the `pairs` of dates with the columns that all have `shared`."""
        parts = [(section.titles, section.rows) for section in sections]
        labels = labels_of(sections[0].texts, shared)
        groups = []
        for label, dates in (pairs or {"": {}}).items():
            reader = RowReader(self.parsed_file, self.sheet, {**shared, **dates}, doubts, self.taken, labels)
            is_named = not pairs or Column.TITLE in shared.values()
            groups.append((dates, [row if is_named else of_one_pair(row, label, dates) for row in reader.read(parts)]))
        return merged_rows(groups)

    def told_columns(self, texts: HeaderTexts, rows: Sequence[Row], header: Row | None) -> Assignment:
        """Return what each column means; raise FileRefused where that is not clear, or no column names institutions."""
        if header is None and is_running_text(rows):
            sentence = _("The file is running text, not a table; put one agreement in each row, below a header.")
            raise FileRefused(sentence)
        texts = with_register_type(texts)
        full = [row for row in rows if width_of(row) > 1] or rows
        spread = spread_of(self.sheet) if header else {}
        merged = {index for index in texts if header and (header.number, index) in spread}
        while True:
            try:
                told = assign_columns(Clues(texts, full, merged))
            except Conflict as conflict:
                index = max(conflict.indexes)
                if index not in merged:
                    raise FileRefused(same_meaning(texts, conflict.indexes)) from None
                texts, merged = {at: said for at, said in texts.items() if at != index}, merged - {index}
                continue
            if refusal := refusal_of(told.columns.values(), texts, header, rows):
                raise FileRefused(refusal)
            return told


def without_dates(columns: Columns) -> dict[int, Column]:
    """Return what columns mean, but for those of dates."""
    return {index: column for index, column in columns.items() if column not in DATES}


def same_meaning(texts: HeaderTexts, indexes: Sequence[int]) -> str:
    """Return the sentence that refuses a list in which the headers of two columns mean the same."""
    said = {name: texts[index][-1] for name, index in zip(("one", "other"), indexes, strict=True)}
    return _("Two columns mean the same: “%(one)s” and “%(other)s”; delete or rename one of them and try again.") % said


def no_institutions(texts: HeaderTexts, rows: Sequence[Row]) -> str:
    """Return the sentence that refuses a list without names of institutions; it quotes what stands in their place."""
    for index, said in texts.items():
        cells = (row.cells[index].strip() for row in rows if index < len(row.cells))
        is_named = meanings_over(said).get(Column.INSTITUTION, 0) >= GENERAL_HEADER
        if is_named and (cell := next(filter(None, cells), "")):
            sentence = _(
                "Below “%(header)s” stand no names of institutions, but such as “%(cell)s”; write the names there and "
                "try again."
            )
            return sentence % {"header": said[-1], "cell": cell[:60]}
    return _("No column names the institutions; name one “University” or “Institution” in the header and try again.")


def refusal_of(columns: Collection[Column], texts: HeaderTexts, header: Row | None, rows: Sequence[Row]) -> str:
    """Return the sentence that refuses a list whose headers have these `texts` and mean these `columns`, or ""."""
    if Column.INSTITUTION not in columns and header:
        return no_institutions(texts, rows)
    if not FACTS & set(columns):
        persons, events = ({header_key(spelling) for spelling in words.split("|")} for words in (PERSONS, EVENTS))
        told = [header_key(said[-1]) for said in texts.values()]
        if persons.intersection(told):
            return _("The list names persons, not agreements; choose the list of the agreements.")
        if len(events.intersection(told)) > 1 and Column.TYPE not in columns:
            return _("The list tells of visits or events, not of agreements; choose the list of the agreements.")
    if Column.INSTITUTION not in columns or (header is None and len(columns) < 2):
        return _("No row names the columns; put a header above the list, such as University, Country, Type, Date.")
    return ""


def is_guess_to_see(column: Column, said: Sequence[str]) -> bool:
    """Return whether a person must see that a Column was told from its cells alone, with `said` as its headers."""
    return column in DATES or (column == Column.INSTITUTION and bool(meanings(" ".join(said))))


def with_register_type(texts: HeaderTexts) -> HeaderTexts:
    """Return the texts of a header with "Register type" for "Type" beside a "Title", as in files of the register."""
    found = {header_key(" ".join(said)): index for index, said in texts.items()}
    return {**texts, found["type"]: ("Register type",)} if {"type", "title"} <= found.keys() else texts
