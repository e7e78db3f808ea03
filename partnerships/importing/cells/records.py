"""A row's cells to the values of one record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from django.utils.translation import gettext as _

from partnerships.folding import has_key
from partnerships.importing.fields import FIELDS, Column
from partnerships.importing.remarks import CountryCode, Remark
from partnerships.importing.spellings.statuses import DAY
from partnerships.importing.spellings.words import EMPTY, NO
from partnerships.kinds import joined
from partnerships.partial_dates import PartialDate, lies_before

from .country_names import country_at_end, read_country
from .dates import NO_HABIT, Habit, parse_date
from .erasmus_codes import country_of_code, erasmus_code, parse_erasmus_code
from .kinds import kinds_of
from .notice import parse_notice
from .own_columns import is_own, parse_answer, parse_day, parse_months, parse_validity, with_own_term
from .parsing import (
    Parsed,
    check,
    country_from_name,
    info,
    institution_or_country,
    parse_country,
    parse_name,
    parse_number,
    parse_text,
    parse_website,
    shown,
)
from .statuses import COMPUTED, day_in, days_of_rest, is_over, is_resting, remark_on_status, without_status
from .term_cells import parse_duration, parse_end, parse_period, parse_renewal, parse_sentence
from .terms import StatedTerm

NO_TERM = StatedTerm()
NO_DATE: Parsed[tuple[PartialDate | None, StatedTerm]] = Parsed((None, NO_TERM))
TERMS = {Column.ENDS, Column.DURATION, Column.RENEWAL}
DATED = TERMS | {Column.SIGNED, Column.STARTS, Column.VALIDITY}
MOST_CELLS = 20_000  # of one column that are kept with what was read in them
LONGEST_REASON = FIELDS[Column.REST_REASON].longest
SAYING_KINDS = (Column.KINDS, Column.TYPE, Column.SCOPE)
NOTED = {Column.NOTES, Column.CONTACT, Column.STATUS}


class Record(NamedTuple):
    """The values of one row: texts may be "", `number`, the dates, months and the term's parts None."""

    number: int | None
    institution: str
    country: str
    title: str
    signed: PartialDate | None
    ends: PartialDate | None
    website: str
    city: str = ""
    reference: str = ""
    erasmus_code: str = ""
    starts: PartialDate | None = None
    term: StatedTerm = StatedTerm()
    scope: str = ""
    notes: str = ""
    type: str = ""
    validity: str = ""
    term_months: int | None = None
    renewal_months: int | None = None
    review_on: date | None = None
    terminated_on: date | None = None
    termination_reason: str = ""
    is_public: bool | None = None
    unit: str = ""
    responsible: str = ""
    responsible_id: int | None = None  # the account of that person, found by the planner
    notice_months: int | None = None
    notice: str = ""  # the text of a notice period that cannot be read
    kinds: str = ""  # of cooperation, as `partnerships.kinds` writes them
    register_number: int | None = None
    rests_from: date | None = None
    rests_until: date | None = None
    rest_reason: str = ""
    superseded_by: str = ""


class CellReaders:
    """The readers of the cells of one list, which read the same cell of a column once.

    `habits` are those of its date columns; a signing after `today` lies in the future; `notice_unit` is what a number
    alone counts in its notice periods.
    """

    def __init__(self, habits: Mapping[Column, Habit], today: date | None = None, notice_unit: str = "") -> None:
        self.habits, self.today = habits, today
        kept = lru_cache(MOST_CELLS)
        self.notice = kept(partial(parse_notice, unit=notice_unit))
        self.name, self.title = kept(parse_institution), kept(parse_title)
        self.country = kept(parse_country)
        self.date = kept(partial(date_of, habits=habits, today=today))
        habit = habits.get(Column.REVIEW, NO_HABIT)
        self.review: Callable[[str], Parsed] = kept(partial(parse_day, column=Column.REVIEW, habit=habit))
        self.term = kept(partial(term_of, habits=habits, today=today))


class Noticed:
    """The remarks on a row so far; called with what was parsed, it keeps the remarks and returns the value."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []

    def __call__(self, parsed):
        if parsed.remarks:
            self.remarks.extend(parsed.remarks)
        return parsed.value


def parse_record(values: Mapping[Column, str], readers: CellReaders) -> tuple[Record, tuple[Remark, ...]]:
    """Return a table row's cells by Column as a Record and its remarks; `readers` are the CellReaders of its list."""
    take = Noticed()

    def cell(column):
        return values.get(column, "")

    number = take(parse_number(cell(Column.NUMBER)))
    name, of_name = take(readers.name(cell(Column.INSTITUTION)))
    country = take(country_of_row(values, name, readers.country(cell(Column.COUNTRY))))
    name = take(institution_or_country(name, country))
    title, of_title = take(readers.title(cell(Column.TITLE)))
    signed, starts, term = parse_dates(values, readers, title, take)
    website = take(parse_website(cell(Column.WEBSITE)))
    notice_months = take(readers.notice(cell(Column.NOTICE)))
    statuses: list[str] = []
    notes = ""
    if of_name or of_title or not NOTED.isdisjoint(values):
        statuses, notes = said_beside(values, [of_name, of_title], term, readers, take)
    notice = "" if notice_months is not None else parse_text(cell(Column.NOTICE), Column.NOTICE).value
    record = Record(
        number,
        name,
        country,
        title,
        signed,
        term.ends,
        website,
        starts=starts,
        term=term,
        notes=notes,
        notice_months=notice_months,
        notice=notice,
        kinds=kinds_said(title, values),
        review_on=take(readers.review(values[Column.REVIEW])) if Column.REVIEW in values else None,
        **{column.value: take(read(values[column], column)) for column, read in READERS.items() if column in values},
    )
    if record.terminated_on is None and (days := list(filter(None, map(termination_in, statuses)))):
        record = record._replace(terminated_on=days[-1])
    return with_own_term(take(with_rest(record, statuses))), tuple(take.remarks)


def said_beside(
    values: Mapping[Column, str], beside: list[str], term: StatedTerm, readers: CellReaders, take: Noticed
) -> tuple[list[str], str]:
    """Return the statuses that a row says `beside` its name and title, and in their own column, and its notes.

    A file of the register says no status: it is computed.
    """

    def text(column):
        return take(parse_text(values[column], column)) if column in values else ""

    statuses = []
    if not is_own(values):
        of_row = says_no(values.get(Column.STATUS, "")) or text(Column.STATUS)
        statuses = statuses_of([*beside, of_row], term, readers.today)
    has_rest = bool(values.get(Column.RESTS_FROM))
    doubted = [status for status in statuses if not (has_rest and is_resting(status))]
    return statuses, take_notes(text, doubted, take.remarks)


def kinds_said(title: str, values: Mapping[Column, str]) -> str:
    """Return the kinds of cooperation that the title and other cells of a row say, as one text.

    A file of the register says them in their own column alone: elsewhere a person may have removed one.
    """
    if is_own(values):
        return joined(kinds_of(values.get(Column.KINDS, "")))
    return joined(kinds_of(title).union(*(kinds_of(values.get(column, "")) for column in SAYING_KINDS)))


def parse_dates(values, readers, title, take):
    """Return the day of signing, the start and the StatedTerm that all cells of a row say together."""

    def cell(column):
        return values.get(column, "")

    signed, period = take(readers.date(cell(Column.SIGNED), Column.SIGNED))
    starts, other = take(readers.date(cell(Column.STARTS), Column.STARTS))
    term = NO_TERM
    if not TERMS.isdisjoint(values):
        term = take(readers.term(cell(Column.ENDS), cell(Column.DURATION), cell(Column.RENEWAL)))
    if period is not NO_TERM or other is not NO_TERM:
        term = one_term([term, period, other])
    if DATED.isdisjoint(values):
        text_beside = f"{title}; {cell(Column.NOTES)}; {cell(Column.SCOPE)}"
        if any(map(str.isdigit, text_beside)):
            signed, own = take(parse_sentence(text_beside))
            term = one_term([term, own])
    starts, noticed = in_sequence(signed, starts or term.starts, term.ends)
    take.remarks.extend(noticed)
    return signed, starts, term


def in_sequence(
    signed: PartialDate | None, starts: PartialDate | None, ends: PartialDate | None
) -> tuple[PartialDate | None, list[Remark]]:
    """Return the start, or None where the end lies before it, and the remarks on an end before the other dates."""
    remarks = []
    if lies_before(ends, signed):
        remarks.append(check(Column.ENDS, "end-before-signing", ends=ends, signed=signed))
    if lies_before(ends, starts):
        return None, [*remarks, check(Column.STARTS, "end-before-start", ends=ends, starts=starts)]
    return starts, remarks


def country_of_row(values: Mapping[Column, str], name: str, parsed: Parsed[str]) -> Parsed[str]:
    """Return the country `parsed` from its column, else that of the city, the Erasmus code or the end of the `name`."""
    if parsed.value or parsed.remarks or not has_key(name) or is_own(values):
        return parsed
    city = values.get(Column.CITY, "")
    country = read_country(city) or country_at_end(city) if "," in city else None
    if country:
        remark = info if country.is_certain else check
        noticed = remark(Column.COUNTRY, "country-from-city", cell=shown(city), country=CountryCode(country.code))
        return Parsed(country.code, (noticed,))
    if code := country_of_code(erasmus_code(values.get(Column.ERASMUS_CODE, ""))):
        cell = shown(values[Column.ERASMUS_CODE])
        return Parsed(code, (info(Column.COUNTRY, "country-from-code", cell=cell, country=CountryCode(code)),))
    return country_from_name(name)


def date_of(
    cell: str, column: Column, habits: Mapping[Column, Habit], today: date | None
) -> Parsed[tuple[PartialDate | None, StatedTerm]]:
    """Return the date in a cell of a column, and the StatedTerm of two dates, whose start is no day of signing."""
    if not cell:
        return NO_DATE
    habit = habits.get(column, NO_HABIT)
    read, remarks = parse_date(cell, column, habit, today)
    if read is None and remarks and (period := parse_period(cell, column, habit)):
        starts = None if column == Column.SIGNED else period.value.starts
        return Parsed((starts, period.value), period.remarks)
    return Parsed((read, NO_TERM), remarks)


def term_of(
    ends: str, duration: str, renewal: str, habits: Mapping[Column, Habit], today: date | None
) -> Parsed[StatedTerm]:
    """Return what the cells of the end, the duration and the renewal say together."""
    ended = parse_end(ends, habits.get(Column.ENDS, NO_HABIT))
    lasting = parse_duration(duration, habits.get(Column.DURATION, NO_HABIT), today)
    renewed = parse_renewal(renewal)
    term = one_term([ended.value, lasting.value, renewed.value])
    return Parsed(term, (*ended.remarks, *lasting.remarks, *renewed.remarks))


def one_term(terms: Sequence[StatedTerm]) -> StatedTerm:
    """Return what several cells say together of how long an agreement holds; the first that says something is kept."""

    def first(name):
        return next((value for term in terms if (value := getattr(term, name))), None)

    ends = first("ends")
    return StatedTerm(ends, first("starts"), first("months"), bool(first("is_open_ended")) and not ends,
                bool(first("is_automatic")), bool(first("is_on_request")))  # fmt: skip


def statuses_of(texts: Sequence[str], term: StatedTerm, today: date | None) -> list[str]:
    """Return those of some texts that are a status which the dates alone do not tell."""
    has_ended = term.ends is not None and today is not None and term.ends.last_day < today
    return [text for text in texts if text and text not in COMPUTED and not (has_ended and text == "ended")]


def says_no(cell: str) -> str:
    """Return a cell that answers "no" with a word that elsewhere stands for an empty cell, or ""."""
    return cell.strip() if cell.strip().casefold() in (NO & EMPTY) - {"none"} else ""


def take_notes(text, statuses, remarks):
    """Return the notes of the office: those of the list, its contact, its own statuses."""
    parts = [text(Column.NOTES)]
    if contact := text(Column.CONTACT):
        parts.append(_("Contact: %s") % contact)
    parts += [_("Status in the list: %s") % status for status in statuses]
    remarks.extend(map(remark_on_status, statuses))
    return "\n".join(part for part in parts if part)


def parse_institution(cell: str) -> Parsed[tuple[str, str]]:
    """Return the name of an institution, and the status that stands behind it."""
    text, remarks = parse_name(cell)
    return Parsed(without_status(text), remarks)


def parse_title(cell: str) -> Parsed[tuple[str, str]]:
    """Return the title of an agreement, and the status that stands behind it."""
    text, remarks = parse_text(cell, Column.TITLE)
    return Parsed(without_status(text), remarks)


def termination_in(status: str) -> date | None:
    """Return the day on which a status says that the agreement ended ("terminated on 12.03.2020"), or None."""
    found = DAY.search(status) if is_over(status) else None
    return day_in(found[0]) if found else None


def with_rest(record: Record, statuses: Sequence[str]) -> Parsed[Record]:
    """Return a `record` with the rest that its columns or one of its statuses state, and remarks on one that cannot be.

    A day is taken as it is stated, and never made up.
    """
    resting = list(filter(is_resting, statuses))
    if resting and not (record.rests_from or record.rests_until):
        rests_from, rests_until = next(filter(any, map(days_of_rest, resting)), (None, None))
        record = record._replace(rests_from=rests_from, rests_until=rests_until)
    if resting and not record.rest_reason:
        record = record._replace(rest_reason=resting[0][:LONGEST_REASON])
    if record.rests_until and record.rests_from is None:
        return Parsed(record, (check(Column.RESTS_FROM, "rest-without-day"),))
    if record.rests_until and record.rests_from and record.rests_until < record.rests_from:
        remark = check(
            Column.RESTS_UNTIL,
            "rest-in-disorder",
            starts=PartialDate.of(record.rests_from),
            ends=PartialDate.of(record.rests_until),
        )
        return Parsed(record._replace(rests_from=None, rests_until=None), (remark,))
    return Parsed(record)


# The readers of columns that make one value of a Record each, under the name of the column.
READERS: Mapping[Column, Callable[..., Parsed]] = {
    Column.CITY: parse_text,
    Column.REFERENCE: parse_text,
    Column.ERASMUS_CODE: parse_erasmus_code,
    Column.SCOPE: parse_text,
    Column.TYPE: parse_text,
    Column.VALIDITY: parse_validity,
    Column.TERM_MONTHS: parse_months,
    Column.RENEWAL_MONTHS: parse_months,
    Column.TERMINATED: parse_day,
    Column.TERMINATION_REASON: parse_text,
    Column.RESTS_FROM: parse_day,
    Column.RESTS_UNTIL: parse_day,
    Column.REST_REASON: parse_text,
    Column.PUBLIC: parse_answer,
    Column.SUPERSEDED_BY: parse_text,
    Column.REGISTER_NUMBER: parse_number,
    Column.UNIT: parse_text,
    Column.RESPONSIBLE: parse_text,
}
