"""Rows to records, with what headings, hyperlinks, merged cells and the name of the sheet say of them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from partnerships.folding import fold
from partnerships.importing.cells.country_names import read_country
from partnerships.importing.cells.own_columns import is_own
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark
from partnerships.importing.sheets import ParsedFile, Row, Sheet
from partnerships.importing.spellings.partners import INSTITUTION

from .doubts import Doubts
from .grid import TYPICAL
from .headings import fact_in, has_letters
from .profiles import ADDRESS
from .row_kinds import RowKinds, Values
from .sections import spread_of
from .table_rows import TableRow, filled_down, noticed, stands_for_group, with_name_above

WRAPPING = {"pdf", "docx"}  # formats in which the line of a cell may stand in a row of its own
ENUMERATED = re.compile(r"(?P<number>\d{1,4})\s*[.)]\s*(?P<name>\S.*)", re.DOTALL)
DOCUMENT = re.compile(r"\.(?:pdf|docx?|jpe?g|png)$")
# The first words of the codes of remarks on what a heading, or the name of a sheet, says of all its rows.
FACTS = {Column.SIGNED: "year", Column.STATUS: "status", Column.TITLE: "type"}
NAMING = {Column.NUMBER, Column.INSTITUTION, Column.WEBSITE}  # a row with nothing else says too little for a group
DAYS = {Column.SIGNED, Column.STARTS}


class RowReader:
    """The reader of the rows of one list.

    `taken` are the numbers of rows that a person took for records, `labels` headers that stand before their cells.
    """

    def __init__(
        self,
        parsed_file: ParsedFile,
        sheet: Sheet,
        columns: Mapping[int, Column],
        doubts: Doubts,
        taken: Collection[int],
        labels: Mapping[int, str],
    ) -> None:
        self.sheet, self.columns, self.doubts, self.labels = sheet, columns, doubts, labels
        names = [sheet.name or "" for sheet in parsed_file.sheets]
        self.named_after = {name: fact for name in names if (fact := fact_in(name))}
        self.spread = spread_of(sheet, is_downwards=True)
        self.is_wrapping = parsed_file.format in WRAPPING
        self.kinds = RowKinds(columns, taken, is_wrapping=self.is_wrapping)
        websites = [index for index, column in columns.items() if column == Column.WEBSITE]
        self.website_index = max(websites, default=self.kinds.name_index)
        self.is_simple = not self.spread and not labels and len(self.kinds.said) == len(columns)
        self.of_sheet = [noticed(Column.INSTITUTION, "sheet-hidden", Level.CHECK)] if sheet.is_hidden else []

    def read(self, sections: Sequence[tuple[Sequence[Row], Sequence[Row]]]) -> list[TableRow]:
        """Return the TableRows below the headers of a list; `sections` are the rows above and below each."""
        read = [(titles, [(row, self.cells_by_column(row)) for row in rows]) for titles, rows in sections]
        cells = [values for _titles, rows in read for _row, values in rows]
        self.kinds.measure(cells)
        names = [values[Column.INSTITUTION] for values in cells if Column.INSTITUTION in values]
        enumerated = sum(bool(ENUMERATED.match(name)) for name in names)
        self.has_numbers_in_names = Column.NUMBER not in self.kinds.said and enumerated > max(2, TYPICAL * len(names))
        found: list[TableRow] = []
        for titles, rows in read:
            self.country = ("", 0)
            self.facts: dict[Column, tuple[int, str]] = {}
            for title in titles:
                if len(texts := {text for cell in title.cells if (text := cell.strip())}) == 1:
                    self.take_country(title, texts.pop())
            self.kinds.begin(rows)
            for row, values in rows:
                self.read_row(row, values, found)
        return self.finished(found, len(sections))

    def text(self, row: Row, index: int) -> str:
        """Return the text of a cell; a merged one gives its text to the rows below it."""
        text = row.cells[index] if index < len(row.cells) else ""
        return text.strip() or self.spread.get((row.number, index), "").strip()

    def cells_by_column(self, row: Row) -> Values:
        """Return the filled cells of a row that mean something."""
        if self.is_simple:
            cells = row.cells
            columns = self.columns.items()
            return {column: text for at, column in columns if at < len(cells) and (text := cells[at].strip())}
        found: Values = {}
        for index, column in self.columns.items():
            if text := self.text(row, index):
                text = f"{self.labels[index]}: {text}" if index in self.labels else text
                found[column] = f"{found[column]}; {text}" if column in found else text
        return found

    def read_row(self, row: Row, values: Values, found: list[TableRow]) -> None:
        """Add a row to those `found` before, or join it to the last of them."""
        before = found[-1] if found else None
        seen = self.kinds.seen(row, values, before)
        kind = self.kinds.kind_of(seen)
        if kind == "rest" and before:
            found[-1] = before.with_rest(row, values, Level.INFO if self.is_wrapping else Level.CHECK)
        elif kind == "lonely-name":
            self.end_groups(row, seen.alone)
            remark = noticed(Column.INSTITUTION, "lonely-name", Level.CHECK)
            found.append(TableRow(row.number, values, row.cells, (remark,), held=kind))
        elif kind in ("record", "nameless"):
            read = self.record(row, values)
            is_of_group = kind == "nameless" and self.kinds.goes_with(seen)
            found.append(with_name_above(read, before) if is_of_group and before else read)
        else:
            if kind == "heading" and not self.take_country(row, seen.alone):
                self.take_fact(row, seen.alone)
            if kind == "beside" and seen.alone and Column.NUMBER in values:
                self.end_groups(row, seen.alone)  # a number alone, as that of a heading whose name is missing
            found.append(TableRow(row.number, {}, row.cells, skipped=kind))

    def end_groups(self, row: Row, text: str) -> None:
        """End the country of a heading; where types stand in headings, a text that names no institution may be one."""
        self.country = ("", 0)
        if Column.TITLE in self.facts and has_letters(text) and not INSTITUTION.search(text.casefold()):
            self.facts[Column.TITLE] = (row.number, text)

    def take_country(self, row: Row, text: str) -> bool:
        """Return whether a heading names a country, which holds for the rows below, or a region, which ends it."""
        country = self.kinds.country_in(text)
        if country is not None:
            self.country = (country, row.number)
            self.kinds.has_headings |= bool(country)
        return country is not None

    def take_fact(self, row: Row, text: str) -> None:
        """Keep the type, status or year that a heading says of the rows below it; a status ends all others."""
        if fact := fact_in(text):
            column, value = fact
            kept = {other: said for other, said in self.facts.items() if Column.STATUS not in (column, other)}
            self.facts = kept | ({column: (row.number, value)} if value else {})

    def record(self, row: Row, values: Values) -> TableRow:
        """Return a record with what its hyperlinks, its heading and its formulas say."""
        remarks = [*row.noticed]
        if self.has_numbers_in_names and (match := ENUMERATED.match(values.get(Column.INSTITUTION, ""))):
            values[Column.NUMBER], values[Column.INSTITUTION] = match["number"], match["name"]
        if row.links and not ADDRESS.search(values.get(Column.WEBSITE, "")):
            self.add_link(row.links.get(self.website_index, "").strip(), values, remarks)
        if self.facts:
            self.add_facts(values, remarks)
        if row.number in self.sheet.hidden_rows:
            remarks.append(noticed(Column.INSTITUTION, "row-hidden", Level.CHECK))
        remarks += self.of_sheet
        country, number = self.country
        if country and not values.get(Column.COUNTRY):
            values[Column.COUNTRY] = country
            remarks.append(noticed(Column.COUNTRY, "country-from-heading", row=number, text=country))
        if self.doubts:
            remarks.extend(self.doubts.about_columns(values, lambda index: self.text(row, index)))
        for index in row.unknown:
            if column := self.columns.get(index):
                remarks.append(noticed(column, "formula-without-result", Level.CHECK))
        if self.doubts:
            remarks.extend(self.doubts.about_letters(values))
        return TableRow(row.number, values, row.given or row.cells, tuple(remarks))

    def add_link(self, target: str, values: Values, remarks: list[Remark]) -> None:
        """Take the target of a hyperlink for the website: of its own cell, or of the name where there is none."""
        if target.lower().startswith("http") and not DOCUMENT.search(target.lower()):
            values[Column.WEBSITE] = target
            remarks.append(noticed(Column.WEBSITE, "hyperlink", address=target[:200]))

    def add_facts(self, values: Values, remarks: list[Remark]) -> None:
        """Add to the values of a record what the headings above it say, with remarks."""
        for column, (number, text) in self.facts.items():
            if column not in values and not (column == Column.SIGNED and values.keys() & DAYS):
                values[column] = text
                level = Level.CHECK if column == Column.STATUS or not fact_in(text) else Level.INFO
                remarks.append(noticed(column, f"{FACTS[column]}-from-heading", level, row=number, text=text))

    def finished(self, rows: list[TableRow], parts: int) -> list[TableRow]:
        """Return the rows with what the first row of a group, or the name of the sheet, says of the others."""
        records = [row for row in rows if not row.skipped]
        whole = [row for row in records if row.values.keys() - NAMING] or records
        texts = [row.values.get(Column.COUNTRY, "") for row in whole]
        parts += sum(row.skipped == "heading" for row in rows)
        if Column.COUNTRY in self.kinds.said and not is_own(self.kinds.said) and stands_for_group(texts, parts):
            return list(filled_down(rows))
        facts = dict(self.facts_of_sheet(records))
        return [row if row.skipped else with_facts(row, facts) for row in rows] if facts else rows

    def facts_of_sheet(self, records: Sequence[TableRow]) -> Iterator[tuple[Column, tuple[str, Remark]]]:
        """Yield what the name of the sheet says of records without it; a type or status where other sheets have one."""
        column, text = self.named_after.get(self.sheet.name or "", (None, ""))
        is_dated = any(row.values.keys() & DAYS for row in records)
        is_divided = sum(other != Column.SIGNED for other, _text in self.named_after.values()) > 1
        if column and text and (not is_dated if column == Column.SIGNED else is_divided):
            level = Level.CHECK if column == Column.STATUS else Level.INFO
            yield column, (text, noticed(column, f"{FACTS[column]}-of-sheet", level, text=text))
        name = self.sheet.name or ""
        country = None if any(Column.COUNTRY in row.values for row in records) else read_country(name)
        if country and country.is_certain and len(fold(name)) > 3:
            yield Column.COUNTRY, (name, noticed(Column.COUNTRY, "country-of-sheet", text=name))


def with_facts(row: TableRow, facts: Mapping[Column, tuple[str, Remark]]) -> TableRow:
    """Return a record with what the name of its sheet says, as far as it does not say it itself."""
    lacking = {column: fact for column, fact in facts.items() if column not in row.values}
    remarks = [remark for _text, remark in lacking.values()]
    return row.told({column: text for column, (text, _remark) in lacking.items()}, *remarks)
