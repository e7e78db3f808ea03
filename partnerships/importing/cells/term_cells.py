"""Cells on how long an agreement holds: under an end, a duration or a renewal, or in a sentence beside them."""

import re
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level, Remark
from partnerships.partial_dates import PartialDate, readings

from .dates import NO_HABIT, TWO_YEARS, Habit, is_empty_date, parse_date, reader
from .numbers import whole_number
from .parsing import Parsed, check, info, parse_text, shown
from .terms import UNTIL, StatedTerm, says_unknown, span_of, term_of
from .words import NO, YES

A_DATE = r"[^;()]{0,20}?(?:\d{4}|\d\d[./-]\d\d[./-]\d\d)(?![\d./-]*\d)"
SIGNED_IN_TEXT = re.compile(
    rf"\b(?:signed|executed|dated|inked)\b(?:\s+(?:on|in|dated?))?:?\s+(?P<date>{A_DATE})", re.I
)
VALID_IN_TEXT = re.compile(
    rf"\b(?:valid(?:ity)?|effective|in force)\b:?\s+(?P<term>(?:up\s?to|until|till|through)\s+{A_DATE}"
    r"|(?:for|of)\s+(?:a\s+period\s+of\s+)?\w+\s+(?:\(\w+\)\s+)?years?)",
    re.IGNORECASE,
)


def parse_end(cell: str, habit: Habit = NO_HABIT, today: date | None = None) -> Parsed[StatedTerm]:
    """Return what a cell under an end says: a StatedTerm, with remarks on what it leaves unsaid."""
    text, remarks = parse_text(cell, Column.ENDS)
    if not text:
        return Parsed(StatedTerm(), remarks)
    if not (is_empty_date(text) or readings(text)) and (span := span_of(text, reader(habit))):
        return spanning(text, span, Column.ENDS, remarks)
    if not (is_empty_date(text) or readings(text)) and (said := term_of(text, reader(habit))):
        return understood(text, *said, Column.ENDS, remarks)
    read, noticed = parse_date(cell, Column.ENDS, habit, today)
    if read is None and (match := UNTIL.match(text)) and match["date"]:
        until, remarks = parse_date(match["date"], Column.ENDS, habit, today)
        read, noticed = (until, remarks) if until else (read, noticed)
    return Parsed(StatedTerm(ends=read), noticed)


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
    if span := span_of(text, reader(habit)):
        return spanning(text, span, Column.DURATION, remarks)
    if said := term_of(text, reader(habit)):
        return understood(text, *said, Column.DURATION, remarks)
    if says_unknown(text):
        return Parsed(StatedTerm(), (*remarks, check(Column.DURATION, "date-unknown", cell=shown(text))))
    if 1 <= (years := whole_number(text) or 0) <= 25:
        message = _("“%s” was read as a number of years.") % text
        return Parsed(StatedTerm(months=12 * years), (*remarks, check(Column.DURATION, "term-years", message)))
    if reader(habit)(text):
        read, noticed = parse_date(cell, Column.DURATION, habit, today)
        return Parsed(
            StatedTerm(ends=read),
            (*noticed, *understood(text, StatedTerm(ends=read), True, Column.DURATION, ()).remarks),
        )
    message = _("“%s” is no length of time that can be read; the end is left empty.") % shown(text)
    return Parsed(StatedTerm(), (*remarks, check(Column.DURATION, "term-unread", message)))


def parse_renewal(cell: str) -> Parsed[StatedTerm]:
    """Return whether a cell under a renewal says that the agreement renews itself: a StatedTerm."""
    text, remarks = parse_text(cell, Column.RENEWAL)
    if not text or text.casefold() in NO:
        return Parsed(StatedTerm(), remarks)
    said = term_of(text)
    if text.casefold() in YES | {"auto", "automatic"} or (said and said[0].is_automatic):
        message = _("“%s” was read as an automatic renewal.") % shown(text)
        months = said[0].months if said else None
        return Parsed(
            StatedTerm(is_automatic=True, months=months), (*remarks, info(Column.RENEWAL, "renewal", message))
        )
    if fold(text) == "on request":
        message = _("“%s” was read as a renewal on request.") % shown(text)
        return Parsed(StatedTerm(is_on_request=True), (*remarks, info(Column.RENEWAL, "renewal", message)))
    message = _("“%s” says something about the renewal; please look.") % shown(text)
    return Parsed(StatedTerm(), (*remarks, check(Column.RENEWAL, "renewal-unread", message)))


def parse_sentence(cell: str, habit: Habit = NO_HABIT) -> Parsed[tuple[PartialDate | None, StatedTerm]]:
    """Return the signing and the StatedTerm of a sentence such as "MoU signed on 12 May 2019, valid for 5 years".

    Both are to be looked at.
    """
    signed, term, noticed = None, StatedTerm(), []
    if match := SIGNED_IN_TEXT.search(cell):
        read = reader(habit)(match["date"].strip(" .,;"))
        signed = read[0] if len(read) == 1 else None
        message = _("“%s” says when it was signed; please look whether it was read rightly.") % shown(cell)
        noticed.append(check(Column.SIGNED, "date-in-text", message))
    if match := VALID_IN_TEXT.search(cell):
        said = term_of(match["term"], reader(habit)) or term_of(f"until {match['term']}", reader(habit))
        term = said[0] if said else StatedTerm()
        message = _("“%s” says how long it holds; please look whether it was read rightly.") % shown(cell)
        noticed.append(check(Column.ENDS, "term-in-text", message))
    return Parsed((signed, term), tuple(noticed))


def understood(
    text: str, term: StatedTerm, is_whole: bool, column: Column, remarks: tuple[Remark, ...]
) -> Parsed[StatedTerm]:
    """Return a StatedTerm with what to say of it.

    Nothing is computed from a length, and a renewal by itself is looked at.
    """
    if term.ends:
        message, code = _("“%s” was read as an end."), "end"
    elif term.is_open_ended:
        message, code = _("“%s” was read as: no end."), "no-end"
    elif term.is_automatic:
        message, code = _("“%s” was read as an automatic renewal; no end was computed."), "renewal"
    else:
        message, code = _("“%s” was read as the length of the term; no end was computed."), "term"
    make = info if is_whole else check
    return Parsed(term, (*remarks, make(column, code, message % shown(text))))


def spanning(
    text: str,
    span: tuple[tuple[PartialDate, ...], tuple[PartialDate, ...]],
    column: Column,
    remarks: tuple[Remark, ...],
) -> Parsed[StatedTerm]:
    """Return a StatedTerm from two dates with a dash between them, where each can be read in one way."""
    first, second = span
    if len(first) == len(second) == 1 and first[0].first_day <= second[0].last_day:
        message = _("“%(cell)s” was read as from %(first)s to %(second)s.")
        message %= {"cell": shown(text), "first": first[0], "second": second[0]}
        return Parsed(StatedTerm(starts=first[0], ends=second[0]), (*remarks, info(column, "term-span", message)))
    return Parsed(StatedTerm(), (*remarks, check(column, "date-several", cell=shown(text))))
