"""Rows to records: which rows below a header are records, which are headings, wrapped lines, totals or notes."""

import re
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from partnerships.folding import fold, has_key
from partnerships.importing.cells.country_names import (
    bare_heading,
    country_of,
    is_region,
    names_country_or_region,
    read_country,
)
from partnerships.importing.cells.own_columns import is_own
from partnerships.importing.cells.statuses import holds
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.sheets import ParsedFile, Row, Sheet
from partnerships.partial_dates import readings

from .doubts import Doubts
from .headers import header_key
from .headings import (
    NOTE,
    PAGE,
    PLURAL,
    TOTALS,
    is_sentence,
    is_signature,
    is_total,
    is_total_row,
    names_group,
    names_institution,
    names_type,
    says_not_in_force,
    year_in,
)
from .joined_rows import Joined, is_rest_of_address, joined
from .profiles import ADDRESS
from .table_rows import (
    TableRow,
    filled_down,
    named_after_sheet,
    noticed,
    signed_in_year_of_sheet,
    skipped,
    stands_for_group,
    with_name_above,
)

GOES_ON = re.compile(
    r"(?:[,&/(-]|\b(?:of|and|the|for|in|at|de|di|du|della|des|y|e|et|und|für|и|ve|və))\s*$", re.IGNORECASE
)
LONGEST_HEADING, LONGEST_NAME = 60, 250
WRAPPING = {"pdf", "docx"}  # formats in which the line of a cell may stand in a row of its own
TYPICAL = 0.6  # the share of rows from which something is usual in a list
ENUMERATED = re.compile(r"(?P<number>\d{1,4})\s*[.)]\s*(?P<name>\S.*)", re.DOTALL)
# What a row may hold beside its number without being a record.
BESIDE = {Column.NOTES, Column.SCOPE, Column.CONTACT, Column.NUMBER}


class RowReader:
    """The reader of the rows of one list.

    `columns` are {index: Column}, `spread` the texts of merged cells, {(row number, index): text}; `taken` are the
    numbers of rows that a person took for records, `labels` the headers that stand before the cells below them,
    {index: text}.
    """

    def __init__(
        self,
        parsed_file: ParsedFile,
        sheet: Sheet,
        columns: Mapping[int, Column],
        spread: Mapping[tuple[int, int], str],
        doubts: Doubts,
        taken: Collection[int] = (),
        labels: Mapping[int, str] | None = None,
    ) -> None:
        self.labels = labels or {}
        self.parsed_file, self.sheet, self.columns, self.spread = parsed_file, sheet, columns, spread
        self.taken = taken
        self.by_column = {column: index for index, column in columns.items()}
        self.name_index = self.by_column[Column.INSTITUTION]
        self.heading = ""
        self.heading_row = None
        self.doubts = doubts
        self.is_wrapping = parsed_file.format in WRAPPING

    def read(self, sections: Sequence[tuple[Sequence[Row], Sequence[Row]]]) -> list[TableRow]:
        """Return the TableRows of a list.

        `sections` are, for each of its headers, the rows above it that may name a country, and the rows below it.
        """
        read = [(titles, [(row, self.cells_by_column(row)) for row in rows]) for titles, rows in sections]
        self.measure([values for _titles, rows in read for _row, values in rows])
        self.parts = len(sections)
        found: list[TableRow] = []
        for titles, rows in read:
            self.heading = ""
            for title in titles:
                self.take_heading(title)
            self.read_section(rows, found)
        return self.finished(found)

    def read_section(self, rows, found):
        """Add the TableRows below one header, each given with its cells by Column, to those `found` before."""
        numbers = [row.number for row, values in rows if any(map(str.isdigit, values.get(Column.NUMBER, "")))]
        self.last_numbered = numbers[-1] if numbers and self.is_numbered else 0
        self.last_rows = [row.number for row, _values in rows[-5:]]
        self.facts = {}
        for row, values in rows:
            read = self.read_row(row, values, found[-1] if found else None)
            if read is None:
                continue
            if found and isinstance(read, Joined):
                found[-1] = read.record
            else:
                found.append(read)

    def measure(self, rows):
        """Look at what the rows of the list usually have; `rows` are their cells by Column."""
        number = Column.NUMBER in self.by_column
        named = [values for values in rows if Column.INSTITUTION in values]
        numbered = [values for values in named if any(map(str.isdigit, values.get(Column.NUMBER, "")))]
        full = [values for values in named if len(values) > 1]
        filled = [values for values in full if len(values) > 2 + number]
        located = [values for values in named if Column.COUNTRY in values]
        self.has_countries = len(located) * 2 > len(named)
        self.is_numbered = len(named) > 1 and len(numbered) >= TYPICAL * len(named)
        self.is_filled = bool(filled) and len(filled) >= TYPICAL * len(full)
        self.has_headings = False
        enumerated = [values for values in named if ENUMERATED.match(values[Column.INSTITUTION])]
        self.has_numbers_in_names = not number and len(enumerated) > max(2, TYPICAL * len(named))

    def cell(self, row, index):
        """Return the text of a cell; a merged one gives its text to the rows below it."""
        text = row.cells[index] if index < len(row.cells) else ""
        return text.strip() or self.spread.get((row.number, index), "").strip()

    def cells_by_column(self, row):
        """Return the filled cells of a row that mean something: {Column: text}."""
        found, cells, last = {}, row.cells, len(row.cells)
        for index, column in self.columns.items():
            text = cells[index].strip() if index < last else ""
            if not text and self.spread:
                text = self.cell(row, index)
            if text:
                text = f"{self.labels[index]}: {text}" if index in self.labels else text
                found[column] = f"{found[column]}; {text}" if column in found else text
        return found

    def read_row(self, row, values, before):
        """Return a row with its cells by Column as TableRow, as Joined to the one `before`, or None for a heading."""
        own = {index: text for index, cell in enumerate(row.cells) if (text := cell.strip())}
        name = values.get(Column.INSTITUTION, "")
        if row.number in self.taken or (is_own(values) and has_key(name)):
            return self.record(row, values)
        said = list(own.values())
        texts = set(said)
        is_heading = len(own) > 1 and len(texts) == 1 and names_country_or_region(next(iter(texts)))
        is_lonely = len(texts) == 1 and (len(values) <= 1 or is_heading)
        if is_lonely and (read := self.read_lonely(row, own, values, before)) is not None:
            return read
        if len(said) > 2 and said[0] == "1" and said == [str(number) for number in range(1, len(said) + 1)]:
            return skipped(row, "note")  # the numbers of the columns
        if is_total_row(said):
            return skipped(row, "total")
        if self.is_signature(row, said, values):
            return skipped(row, "note")
        if not has_key(name):
            return self.read_nameless(row, values, before)
        if self.goes_on(values, before):
            return joined(before, row, values, is_usual=self.is_wrapping)
        return self.record(row, values)

    def read_lonely(self, row, own, values, before):
        """Return a row with a single text: a heading, a note, a wrapped line; None where it may be a record."""
        index, text = next(iter(own.items()))
        if self.columns.get(index) == Column.COUNTRY and self.has_countries:
            return skipped(row, "heading") if is_region(bare_heading(text)) else None
        if before and is_rest_of_address(values, before):
            return joined(before, row, values, is_usual=self.is_wrapping)
        if before and index != self.name_index and Column.WEBSITE in values and self.goes_on(values, before):
            return joined(before, row, values, is_usual=self.is_wrapping)
        is_in_front = index <= self.name_index or index not in self.columns
        if self.take_heading(row) or (is_in_front and self.take_fact(row, text)):
            return skipped(row, "heading")
        if is_signature([text]) and self.is_at_end(row):
            return skipped(row, "note")
        begins = is_total(text) or header_key(text).split(" ")[0] in TOTALS
        if begins and (not names_institution(text) or any(map(str.isdigit, text))):
            return skipped(row, "total")
        if PAGE.fullmatch(text) or NOTE.match(text) or not any(map(str.isalpha, text)):
            return skipped(row, "note")
        if index != self.name_index:
            if self.columns.get(index) in (None, *BESIDE):
                self.heading = "" if self.columns.get(index) == Column.NUMBER else self.heading
                return skipped(row, "beside")
            return None
        if before and self.goes_on(values, before):
            return joined(before, row, values, is_usual=self.is_wrapping)
        if len(text) > LONGEST_NAME:
            return skipped(row, "note")
        is_heading = self.has_headings and not names_institution(text)
        if self.is_filled or self.is_numbered or is_heading or is_sentence(text):
            self.heading = ""
            message = _("Only the name stands in this row; register it if it is an agreement.")
            held = noticed(Column.INSTITUTION, "lonely-name", message, Level.CHECK)
            return TableRow(row.number, values, row.cells, (held,), held="lonely-name")
        return None

    def read_nameless(self, row, values, before):
        """Return a row that names no institution: what is beside a record, or goes on from the one before; else held."""
        if before and is_rest_of_address(values, before):
            return joined(before, row, values, is_usual=self.is_wrapping)
        if set(values) <= BESIDE:
            return skipped(row, "beside")
        wraps = self.is_wrapping and self.is_numbered and Column.NUMBER not in values
        if before and wraps and not before.skipped and not self.says_enough(values):
            return joined(before, row, values, is_usual=self.is_wrapping)
        read = self.record(row, values)
        return with_name_above(read, before) if self.goes_with(values, before) else read

    def goes_with(self, values, before):
        """Return whether a row without a name holds a further agreement of the institution above it.

        It has a type or a date of its own, neither number nor country where the list has them, and nothing that the
        row above lacks.
        """
        if not before or before.skipped or not before.values.get(Column.INSTITUTION):
            return False
        is_bare = Column.NUMBER not in values and not values.keys() & {Column.COUNTRY, Column.WEBSITE, Column.CITY}
        has_own = values.keys() & {Column.TITLE, Column.SIGNED, Column.STARTS, Column.ENDS}
        is_plain = not self.by_column.keys() & {Column.NUMBER, Column.COUNTRY}
        return is_bare and bool(has_own) and (self.is_numbered or self.has_countries or is_plain)

    def is_at_end(self, row):
        """Return whether a row is one of the last of its section, below all numbered ones."""
        return row.number > self.last_numbered and row.number in self.last_rows

    def is_signature(self, row, texts, values):
        """Return whether a row is a line of signature: at the end, without a number and a country."""
        if values.keys() & {Column.TITLE, Column.CONTACT} or not self.is_at_end(row) or not is_signature(texts):
            return False
        country = read_country(values.get(Column.COUNTRY, ""))
        return not (country and country.is_certain)

    def take_fact(self, row, text):
        """Return whether a row of one text is a heading that says a type, a status or a year of the rows below it."""
        if len(self.columns) < 2 or len(text) > LONGEST_HEADING or row.number in self.last_rows[-1:]:
            return False
        if year := year_in(text):
            self.facts = self.facts | {Column.SIGNED: ("year-from-heading", row.number, year)}
            self.facts.pop(Column.STATUS, None)
        elif says_not_in_force(text):
            self.facts = {Column.STATUS: ("status-from-heading", row.number, text)}
        elif names_type(text) and not is_sentence(text):
            kept = {column: fact for column, fact in self.facts.items() if column != Column.STATUS}
            self.facts = kept | ({} if holds(text) else {Column.TITLE: ("type-from-heading", row.number, text)})
        else:
            return False
        return True

    def add_facts(self, values, remarks):
        """Add to the values of a record what the headings above it say, with remarks."""
        for column, (code, number, text) in self.facts.items():
            is_dated = column == Column.SIGNED and values.keys() & {Column.STARTS, Column.SIGNED}
            if column not in values and not is_dated:
                values[column] = text
                level = Level.CHECK if column == Column.STATUS else Level.INFO
                remarks.append(noticed(column, code, "", level, row=number, text=text))

    def take_heading(self, row):
        """Return whether a row of one text is a heading; a country's name in it holds for the rows below."""
        texts = {cell.strip() for cell in row.cells if cell.strip()}
        if len(texts) != 1 or len(text := texts.pop()) > LONGEST_HEADING:
            return False
        bare = bare_heading(text)
        if is_region(bare):
            self.heading = ""
            return True
        is_name = bool(fold(bare)) and ("," not in bare or bool(country_of(bare)))
        country = read_country(bare) if is_name else None
        if country and not country_of(bare) and names_institution(bare) and not PLURAL.search(fold(bare)):
            return False
        is_told = country and (country.is_certain or (Column.COUNTRY not in self.by_column and names_group(bare)))
        if country and is_told:
            self.heading, self.heading_row, self.has_headings = bare, row.number, True
            return True
        return False

    def goes_on(self, values, before):
        """Return whether a row is the rest of the one `before`: it has no number, and the name goes on."""
        if not self.is_numbered or Column.NUMBER in values or not before or before.skipped:
            return False
        if values.keys() - before.values.keys():
            return False
        if self.says_enough(values):
            return False
        name, start = values.get(Column.INSTITUTION, ""), before.values.get(Column.INSTITUTION, "")
        if self.is_wrapping:
            return True
        is_rest = bool(GOES_ON.search(start)) or (name[:1] != name[:1].title() and not name[1:2].isupper())
        return bool(name) and is_rest

    def says_enough(self, values):
        """Return whether a row without a number names an institution and its own country or day, as a record does."""
        country = read_country(values.get(Column.COUNTRY, "")) if Column.COUNTRY in values else None
        has_day = any(readings(values.get(column, "")) for column in (Column.SIGNED, Column.STARTS))
        return Column.INSTITUTION in values and bool((country and country.is_certain) or has_day)

    def record(self, row, values):
        """Return a record with what its hyperlinks, its heading and its formulas say."""
        remarks = [*row.noticed]
        if self.has_numbers_in_names and (match := ENUMERATED.match(values.get(Column.INSTITUTION, ""))):
            values[Column.NUMBER], values[Column.INSTITUTION] = match["number"], match["name"]
        self.add_link(row, values, remarks)
        self.add_facts(values, remarks)
        for code, is_so in (
            ("row-hidden", row.number in self.sheet.hidden_rows),
            ("sheet-hidden", self.sheet.is_hidden),
        ):
            if is_so:
                remarks.append(noticed(Column.INSTITUTION, code, "", Level.CHECK))
        if self.heading and not values.get(Column.COUNTRY):
            values[Column.COUNTRY] = self.heading
            message = _("The country is that of the heading in row %(row)s: “%(text)s”.")
            message %= {"row": self.heading_row, "text": self.heading}
            remarks.append(noticed(Column.COUNTRY, "country-from-heading", message))
        if not self.doubts.is_none:
            remarks.extend(self.doubts.about_columns(values, lambda index: self.cell(row, index)))
        for index in row.unknown:
            if column := self.columns.get(index):
                message = _("The formula of this cell has no stored result; open the workbook, save it and try again.")
                remarks.append(noticed(column, "formula-without-result", message, Level.CHECK))
        if not self.doubts.is_none:
            remarks.extend(self.doubts.about_letters(values))
        return TableRow(row.number, values, row.given or row.cells, tuple(remarks))

    def add_link(self, row, values, remarks):
        """Take the target of a hyperlink for the website: of its own cell, or of the name where there is none."""
        if not row.links or ADDRESS.search(values.get(Column.WEBSITE, "")):
            return
        index = self.by_column.get(Column.WEBSITE, self.name_index)
        target = row.links.get(index, "").strip()
        if target.lower().startswith("http") and not re.search(r"\.(?:pdf|docx?|jpe?g|png)$", target.lower()):
            values[Column.WEBSITE] = target
            message = _("The website is the target of a hyperlink: “%s”.") % target[:200]
            remarks.append(noticed(Column.WEBSITE, "hyperlink", message))

    def finished(self, rows):
        """Return the rows with countries that stand only in the first row of their group, or in the name of the sheet."""
        records = [row for row in rows if not row.skipped]
        texts = [row.values.get(Column.COUNTRY, "") for row in records]
        parts = self.parts + sum(row.skipped == "heading" for row in rows)
        if Column.COUNTRY in self.by_column and not is_own(self.by_column) and stands_for_group(texts, parts):
            return filled_down(rows)
        year = year_in(self.sheet.name or "")
        if year and not any(row.values.keys() & {Column.SIGNED, Column.STARTS} for row in records):
            rows = [row if row.skipped else signed_in_year_of_sheet(row, year) for row in rows]
        country = None if any(texts) else read_country(self.sheet.name or "")
        if country and country.is_certain and len(fold(self.sheet.name)) > 3:
            return [named_after_sheet(row, self.sheet.name) if not row.skipped else row for row in rows]
        return rows
