"""The sentences of the remarks of an import by their codes, spoken in the language of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# A sentence for each code, in the order of the rooms that notice; what stands in %(…)s are the values of a remark.
SENTENCES: dict[str, str | Promise] = {
    "list-doubtful": _("Nothing in this list says that it is one of agreements; please look whether it is."),
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
    "several-institutions": _("“%(cell)s” seems to name several institutions; it was taken as one."),
    "document-in-name": _("“%(cell)s” seems to name a document beside the institution."),
    "name-is-country": _("“%(cell)s” is a country and names no institution."),
    "country-likely": _("“%(cell)s” was read as %(country)s; please look whether that is right."),
    "country-unread": _("“%(cell)s” is no country that is known here, so the country is left empty."),
    "country-missing": _("No country stands in the row; “%(name)s” does not end with one."),
    "country-from-name": _("The country was read from the end of “%(name)s”: %(country)s."),
    "country-before-name": _("The country was read from the beginning of “%(name)s”: %(country)s."),
    "country-from-city": _("The country was read from “%(cell)s”: %(country)s."),
    "country-from-code": _("The country was read from “%(cell)s”: %(country)s."),
    "website-blank": _("A blank was taken out of “%(cell)s”: “%(address)s”."),
    "website-repaired": _("The beginning of “%(cell)s” was repaired: “%(address)s”."),
    "website-scheme": _("“%(cell)s” names no scheme and was read as “%(address)s”."),
    "website-several": _("“%(cell)s” holds several addresses; the first was taken."),
    "website-words": _("The address was taken out of “%(cell)s”."),
    "website-unread": _("“%(cell)s” is no web address that starts with http:// or https://, so it is left out."),
    # statuses
    "status-not-in-force": _(
        "The list says “%(status)s”: the agreement is kept off the public list; please record what holds."
    ),
    "status-unknown": _("The list says “%(status)s”; please look whether this is an agreement that holds."),
    "status-noted": _("The status “%(status)s” is kept in the notes; the register computes it from the dates."),
}
