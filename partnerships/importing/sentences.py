"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    # rows
    "year-from-heading": _("The year of signing is that of the heading in row %(row)s: “%(text)s”."),
    "year-of-sheet": _("The year of signing is the name of the sheet: “%(text)s”."),
    "type-from-heading": _("The type is that of the heading in row %(row)s: “%(text)s”."),
    "status-from-heading": _("The heading in row %(row)s says “%(text)s”; please look whether the agreement holds."),
    "type-of-sheet": _("The type is the name of the sheet: “%(text)s”."),
    "status-of-sheet": _("The sheet of this row is called “%(text)s”; please look whether the agreement holds."),
    "country-from-heading": _("The country is that of the heading in row %(row)s: “%(text)s”."),
    "country-of-group": _("The country stands in row %(row)s, the first of its group: “%(text)s”."),
    "country-of-sheet": _("The country is the name of the sheet: “%(text)s”."),
    "name-of-group": _("The row names no institution; that of the row above was taken: “%(name)s”."),
    "lonely-name": _("Only the name stands in this row; register it if it is an agreement."),
    "joined-lines": _("The row goes on in row %(row)s: “%(text)s”."),
    "joined-address": _("The web address goes on in row %(row)s; both parts were joined to “%(address)s”."),
    "hyperlink": _("The website is the target of a hyperlink: “%(address)s”."),
    "formula-without-result": _(
        "The formula of this cell has no stored result; open the workbook, save it and try again."
    ),
    "row-hidden": _("This row is hidden in the file; please look whether it is meant."),
    "sheet-hidden": _("The sheet of this row is hidden in the file; please look whether it is meant."),
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
    # planning
    "signed-differs": _("The registered date of signing stays (%(kept)s); this row has %(given)s."),
    "end-denied": _("The registered end stays (%(kept)s); this row says that there is none."),
    "status-differs": _(
        "The list says “%(status)s”; the agreement stays public, as it is registered. Take what is offered, or record "
        "what holds."
    ),
    "row-lacking": _("The list %(file)s does not name it any more; please look what became of it."),
    "row-left-out": _("You leave this row out; it is kept with the file."),
    "row-less-precise": _(
        "Row %(row)s names the same institution and type, and dates that may be the same; please look whether it is "
        "the same agreement."
    ),
    "row-dismissed": _("This row was dismissed before: “%(reason)s”."),
    "row-repeated": _("Row %(row)s names the same institution, type and dates; register this one if it is another."),
    "institution-missing": _("The row names no institution."),
    "second-in-force": _(
        "No %(number)s of the same institution and wording is in force; if this one replaces it, say so there."
    ),
    "successor-unknown": _(
        "“%(cell)s” is no other agreement for certain; open the one that supersedes this one, and say it there."
    ),
    "successor-taken": _("“%(cell)s” supersedes another agreement, and can supersede only one."),
    "successor-before": _("“%(cell)s” is superseded by this agreement, and cannot supersede it."),
    "agreement-unclear": _("More than one registered agreement can be meant; complete the date of this row."),
    "country-from-register": _("The row has no country; it was taken for “%(name)s” in %(country)s."),
    "country-of-namesake": _("Several institutions are called “%(name)s”, and the row has no country."),
    "website-differs": _("The institution's address stays “%(kept)s”; this row has “%(given)s”."),
    "title-spelling": _("“%(given)s” is registered as “%(kept)s”, the spelling in use."),
    "new-type": _("“%(cell)s” becomes a new agreement type."),
    "new-unit": _("“%(cell)s” becomes a new unit."),
    "kind-unknown": _("“%(cell)s” is no kind of cooperation that the register knows; it is left out."),
    "responsible-unknown": _("“%(cell)s” is nobody on the staff of the office; the name is kept in the notes."),
    "start-behind-end": _("The start (%(starts)s) lies behind the registered end (%(ends)s), so it is left out."),
    "end-differs": _("The registered end stays (%(kept)s); this row has %(given)s."),
    "end-changed": _("The end goes from %(kept)s to %(given)s."),
    # cells: numbers
    "number-too-large": _("“%(cell)s” is too large for a number of the register, so the agreement gets none."),
    # Dates.
    "date-ambiguous": _("“%(cell)s” can be %(one)s or %(other)s, so the date is left empty."),
    "date-converted": _("“%(cell)s” of another calendar is %(date)s."),
    "date-empty": _("“%(cell)s” is how a program shows an empty date, so the date is left empty."),
    "date-future": _("“%(cell)s” is a signing far in the future."),
    "date-future-short": _("“%(cell)s” would be a signing far in the future, so the date is left empty."),
    "date-islamic": _("“%(cell)s” of the Islamic calendar is %(date)s, or a day before or after; please look."),
    "date-other-calendar": _("“%(cell)s” seems to follow another calendar, so the date is left empty."),
    "date-serial": _("“%(cell)s” is the number of a day in a spreadsheet: %(date)s."),
    "date-several": _("“%(cell)s” holds several dates, so the date is left empty."),
    "date-unread": _("“%(cell)s” is no date that can be read, so the date is left empty."),
    "date-zero": _("“%(cell)s” has a zero for the day, the month or the year, so the date is left empty."),
    **dict.fromkeys(("two-digit-year", "month-name"), _("“%(cell)s” read as %(date)s.")),
    **dict.fromkeys(
        ("date-misspelt", "date-converted-likely", "date-marked", "date-with-words"),
        _("“%(cell)s” was read as %(date)s; please look whether that is right."),
    ),
    "date-about": _("“%(cell)s” is known in part; %(date)s was taken, please look."),
    "date-academic": _("“%(cell)s” is an academic year; %(date)s was taken, please look."),
    "date-month-or-years": _("“%(cell)s” can be %(one)s or an academic year (%(other)s), so the date is left empty."),
    "date-swapped": _(
        "“%(cell)s” can be %(one)s or %(other)s, since the spreadsheet seems to have swapped day and month;"
        " the date is left empty."
    ),
    "date-unknown": _("“%(cell)s” says that it is not known, so it is left empty."),
    # cells: records
    "end-before-signing": _("The end (%(ends)s) lies before the signing (%(signed)s)."),
    "end-before-start": _("The end (%(ends)s) lies before the start (%(starts)s), so the start is left empty."),
    "country-from-city": _("The country was read from “%(cell)s”: %(country)s."),
    "country-from-code": _("The country was read from “%(cell)s”: %(country)s."),
    # planning
    "start-as-signing": _("The list says that %(date)s is the start; it is registered as the day of signing."),
    # tables
    "column-guessed": _("The meaning of “%(header)s” was told from its cells; please look whether it is right."),
    "column-rival": _("“%(text)s” under “%(header)s” was not taken, although it may be meant; please look."),
    "column-close": _("“%(header)s” may also be meant as “%(other)s”; please look at it."),
    "beyond-header": _("“%(text)s” stands in a column without a header and was not taken; please look at the row."),
    "encoding-doubtful": _(
        "The file does not say its encoding; please look whether “%(letters)s” is right in “%(text)s”."
    ),
    "title-from-header": _("The type is the header over the dates: “%(header)s”."),
    # tables: lists of other shapes
    "date-from-parts": _("The date was put together from the columns %(headers)s: “%(date)s”."),
    "date-part-unused": _("Of “%(cell)s” in the columns %(headers)s only “%(date)s” could be taken for a date."),
    "type-from-cross": _("The type is the header over the cross: “%(type)s”."),
    "type-from-crosses": _("There are crosses under several types; all stand in the type: “%(type)s”."),
    "year-from-header": _("The year is that of the header over what the row says: “%(cell)s”."),
    "two-lines": _("The record goes on in row %(row)s, which was joined to it: “%(cell)s”."),
    "title-divided": _("“%(cell)s” was divided into the type “%(type)s” and the institution “%(name)s”."),
    # cells: names
    "several-partners": _("“%(cell)s” seems to name several institutions (%(partners)s); it was taken as one."),
    # texts, names and countries
    "control-characters": _("Control characters were taken out of “%(cell)s”."),
    "stray-quote": _(
        "A quotation mark that is never closed was taken out of “%(cell)s”; please look where the text ends."
    ),
    "too-long": _("The text has %(length)s characters; only the first %(most)s were taken: “%(text)s”."),
    "letters-broken": _("Letters were lost in “%(cell)s” before the list came here; please type what is meant."),
    "letters-mended": _("“%(cell)s” was read in a wrong encoding; “%(text)s” was taken. Please check it."),
    "number-unread": _("“%(cell)s” is no whole number, so the agreement gets none."),
    "name-marked": _("The marks around the name were left out: “%(cell)s” is “%(name)s”."),
    "document-in-name": _("“%(cell)s” seems to name a document beside the institution."),
    "name-is-country": _("“%(cell)s” is a country and names no institution."),
    "country-likely": _("“%(cell)s” was read as %(country)s; please look whether that is right."),
    "country-several": _("“%(cell)s” names several countries (%(one)s, %(other)s), so the country is left empty."),
    "country-unread": _("“%(cell)s” is no country that is known here, so the country is left empty."),
    "country-missing": _("No country stands in the row; “%(name)s” does not end with one."),
    "country-from-name": _("The country was read from the end of “%(name)s”: %(country)s."),
    "country-before-name": _("The country was read from the beginning of “%(name)s”: %(country)s."),
    "website-blank": _("A blank was taken out of “%(cell)s”: “%(address)s”."),
    "website-repaired": _("The beginning of “%(cell)s” was repaired: “%(address)s”."),
    "website-scheme": _("“%(cell)s” names no scheme and was read as “%(address)s”."),
    "website-several": _("“%(cell)s” holds several addresses; the first was taken."),
    "website-words": _("The address was taken out of “%(cell)s”."),
    "website-unread": _("“%(cell)s” is no web address that starts with http:// or https://, so it is left out."),
    # terms and renewals
    "end": _("“%(cell)s” was read as an end."),
    "no-end": _("“%(cell)s” was read as: no end."),
    "renewal": _("“%(cell)s” was read as an automatic renewal; no end was computed."),
    "renewal-on-request": _("“%(cell)s” was read as a renewal on request."),
    "renewal-unread": _("“%(cell)s” says something about the renewal; please look."),
    "term": _("“%(cell)s” was read as the length of the term; no end was computed."),
    "term-span": _("“%(cell)s” was read as from %(first)s to %(second)s."),
    "term-unread": _("“%(cell)s” is no length of time that can be read; the end is left empty."),
    "term-years": _("“%(cell)s” was read as a number of years."),
    "date-in-text": _("“%(cell)s” says when it was signed; please look whether it was read rightly."),
    "term-in-text": _("“%(cell)s” says how long it holds; please look whether it was read rightly."),
    # notice periods
    "notice-unread": _("“%(cell)s” is no notice period that can be read; it is kept in the notes."),
    "notice-days": ngettext_lazy(
        "“%(cell)s” was read as %(months)d month.", "“%(cell)s” was read as %(months)d months.", "months"
    ),
    "notice-likely": ngettext_lazy(
        "“%(cell)s” was read as %(months)d month; please look whether that is right.",
        "“%(cell)s” was read as %(months)d months; please look whether that is right.",
        "months",
    ),
    "notice-rounded": ngettext_lazy(
        "Notice is counted in months: “%(cell)s” was rounded up to %(months)d month.",
        "Notice is counted in months: “%(cell)s” was rounded up to %(months)d months.",
        "months",
    ),
    # columns of the register's own files
    "months-unread": _("“%(cell)s” is no number of months, so it is left empty."),
    "validity-unread": _("“%(cell)s” is no kind of validity that is known here."),
    "day-unknown": _("“%(cell)s” is not known to the day, so it is left empty."),
    "answer-unread": _("“%(cell)s” is neither yes nor no."),
    # statuses
    "status-not-in-force": _(
        "The list says “%(status)s”: the agreement is kept off the public list; please record what holds."
    ),
    "status-rests": _(
        "The list says “%(status)s”: it was read as resting from %(day)s; please look whether that is right."
    ),
    "status-rests-undated": _(
        "The list says “%(status)s”, and not from which day: the agreement is kept off the public list; please say from"
        " which day on it rests."
    ),
    "status-rests-no-more": _(
        "The list says “%(status)s”, and the register that it rests from %(day)s: please end the rest if it is over."
    ),
    "rest-without-day": _(
        "The row says until when the agreement rests, and not from which day; nothing of it is taken."
    ),
    "rest-in-disorder": _("The rest ends (%(ends)s) before it begins (%(starts)s), so both days are left empty."),
    "status-unknown": _(
        "Nothing tells whether an agreement of which the list says “%(status)s” holds: it is kept off the public list;"
        " please look."
    ),
    "status-noted": _("The status “%(status)s” is kept in the notes; the register computes it from the dates."),
}
