"""Cells on how long an agreement holds: under an end, a duration or a renewal, or in a sentence beside them."""

from dataclasses import replace
from datetime import date

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.spellings.dates import TWO_YEARS
from partnerships.importing.spellings.terms import SIGNED_IN_TEXT, UNTIL, VALID_IN_TEXT
from partnerships.importing.spellings.words import NO, YES
from partnerships.partial_dates import PartialDate, readings

from .approximate_dates import academic_years
from .dates import NO_HABIT, Habit, is_empty_date, parse_date, reader
from .numbers import whole_number
from .parsing import Parsed, Remarks, check, info, parse_text, shown
from .terms import Readings, StatedTerm, says_unknown, span_of, start_in, term_of


def parse_end(cell: str, habit: Habit = NO_HABIT, today: date | None = None) -> Parsed[StatedTerm]:
    """Return what a cell under an end says: a StatedTerm, with remarks on what it leaves unsaid."""
    text, remarks = parse_text(cell, Column.ENDS)
    if not text:
        return Parsed(StatedTerm(), remarks)
    if stated := stated_term(text, Column.ENDS, habit, remarks):
        return stated
    read, noticed = parse_date(cell, Column.ENDS, habit, today)
    if read is None and (match := UNTIL.match(text)) and match["date"]:
        until, remarks = parse_date(match["date"], Column.ENDS, habit, today)
        read, noticed = (until, remarks) if until else (read, noticed)
    return Parsed(StatedTerm(ends=read), noticed)


def stated_term(text: str, column: Column, habit: Habit, remarks: Remarks) -> Parsed[StatedTerm] | None:
    """Return what a text that is no single date says: the two ends of a period, an end, a length; None for nothing."""
    if is_empty_date(text) or readings(text) or (column == Column.ENDS and academic_years(text)):
        return None
    if span := span_of(text, reader(habit)):
        return spanning(text, span, column, remarks)
    if said := term_of(text, reader(habit)):
        return understood(text, *said, column, remarks)
    if column == Column.DURATION and (since := start_in(text, reader(habit))):
        return Parsed(since, (*remarks, check(Column.STARTS, "date-with-words", cell=shown(text), date=since.starts)))
    return None


def parse_period(cell: str, column: Column, habit: Habit = NO_HABIT) -> Parsed[StatedTerm] | None:
    """Return the StatedTerm, to be looked at, of two dates with a dash between them under a single date; else None."""
    text, _remarks = parse_text(cell, column)
    span = None if not text or readings(text) else span_of(text, reader(habit))
    if span is None or TWO_YEARS.fullmatch(text):
        return None
    term, noticed = spanning(text, span, column, ())
    return Parsed(term, tuple(replace(remark, level=Level.CHECK) for remark in noticed))


def parse_duration(cell: str, habit: Habit = NO_HABIT, today: date | None = None) -> Parsed[StatedTerm]:
    """Return what a cell under a duration says: a StatedTerm."""
    text, remarks = parse_text(cell, Column.DURATION)
    if not text:
        return Parsed(StatedTerm(), remarks)
    if is_empty_date(text):
        return Parsed(StatedTerm(), (*remarks, info(Column.DURATION, "date-empty", cell=shown(text))))
    if stated := stated_term(text, Column.DURATION, habit, remarks):
        return stated
    if says_unknown(text):
        return Parsed(StatedTerm(), (*remarks, check(Column.DURATION, "date-unknown", cell=shown(text))))
    if 1 <= (years := whole_number(text) or 0) <= 25:
        return Parsed(StatedTerm(months=12 * years), (*remarks, check(Column.DURATION, "term-years", cell=text)))
    if reader(habit)(text):
        read, noticed = parse_date(cell, Column.DURATION, habit, today)
        return understood(text, StatedTerm(ends=read), True, Column.DURATION, noticed)
    return Parsed(StatedTerm(), (*remarks, check(Column.DURATION, "term-unread", cell=shown(text))))


def parse_renewal(cell: str) -> Parsed[StatedTerm]:
    """Return whether a cell under a renewal says that the agreement renews itself: a StatedTerm."""
    text, remarks = parse_text(cell, Column.RENEWAL)
    if not text or text.casefold() in NO:
        return Parsed(StatedTerm(), remarks)
    said = term_of(text)
    if text.casefold() in YES | {"auto", "automatic"} or (said and said[0].is_automatic):
        term = StatedTerm(is_automatic=True, months=said[0].months if said else None)
        return Parsed(term, (*remarks, info(Column.RENEWAL, "renewal", cell=shown(text))))
    if fold(text) == "on request":
        said_so = info(Column.RENEWAL, "renewal-on-request", cell=shown(text))
        return Parsed(StatedTerm(is_on_request=True), (*remarks, said_so))
    return Parsed(StatedTerm(), (*remarks, check(Column.RENEWAL, "renewal-unread", cell=shown(text))))


def parse_sentence(cell: str, habit: Habit = NO_HABIT) -> Parsed[tuple[PartialDate | None, StatedTerm]]:
    """Return the signing and the StatedTerm, to be looked at, of "MoU signed on 12 May 2019, valid for 5 years"."""
    signed, term, noticed = None, StatedTerm(), []
    if match := SIGNED_IN_TEXT.search(cell):
        read = reader(habit)(match["date"].strip(" .,;"))
        signed = read[0] if len(read) == 1 else None
        noticed.append(check(Column.SIGNED, "date-in-text", cell=shown(cell)))
    if match := VALID_IN_TEXT.search(cell):
        said = term_of(match["term"], reader(habit)) or term_of(f"until {match['term']}", reader(habit))
        term = said[0] if said else StatedTerm()
        noticed.append(check(Column.ENDS, "term-in-text", cell=shown(cell)))
    return Parsed((signed, term), tuple(noticed))


def understood(text: str, term: StatedTerm, is_whole: bool, column: Column, remarks: Remarks) -> Parsed[StatedTerm]:
    """Return a StatedTerm with what to say of it; nothing is computed from a length."""
    code = "end" if term.ends else "no-end" if term.is_open_ended else "renewal" if term.is_automatic else "term"
    make = info if is_whole else check
    return Parsed(term, (*remarks, make(column, code, cell=shown(text))))


def spanning(text: str, span: tuple[Readings, Readings], column: Column, remarks: Remarks) -> Parsed[StatedTerm]:
    """Return a StatedTerm from two dates with a dash between them, where each can be read in one way."""
    first, second = span
    if len(first) == len(second) == 1 and first[0].first_day <= second[0].last_day:
        said = info(column, "term-span", cell=shown(text), first=first[0], second=second[0])
        return Parsed(StatedTerm(starts=first[0], ends=second[0]), (*remarks, said))
    return Parsed(StatedTerm(), (*remarks, check(column, "date-several", cell=shown(text))))
