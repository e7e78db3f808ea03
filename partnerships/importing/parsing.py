"""Cells to values: pure functions, each giving a value and what was noticed."""

import html
import re
import unicodedata
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from partnerships.countries import country_names
from partnerships.folding import fold
from partnerships.partial_dates import PartialDate, readings

from .columns import Column
from .remarks import Level, Remark

LONGEST = {Column.INSTITUTION: 500, Column.TITLE: 1000, Column.WEBSITE: 2000}
EMPTY = {"-", "–", "—", "--", "---", "n/a", "na", "nil", ".", "…"}
REFERENCE = re.compile(r"&#(?:\d{1,7}|x[0-9a-fA-F]{1,6});")
COUNTRY_LANGUAGES = [
    "az",
    "de",
    "en",
    "es",
    "fr",
    "it",
    "ka",
    "kk",
    "ky",
    "pl",
    "pt",
    "ro",
    "ru",
    "tr",
    "tg",
    "uk",
    "uz",
]
# Names in use that CLDR does not list first, by ISO 3166-1 alpha-2 code.
OTHER_COUNTRY_NAMES = {
    "AE": "UAE, Emirates, BAƏ, ОАЭ",
    "BA": "Bosnia, Bosnia and Herzegovina",
    "BY": "Byelorussia, Белоруссия",
    "CD": "DR Congo, Democratic Republic of the Congo",
    "CN": "PRC, People's Republic of China, P.R. China, КНР",
    "CZ": "Czech Republic, Çexiya, Чехия",
    "GB": "UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Böyük Britaniya, Англия",
    "GE": "Republic of Georgia",
    "HK": "Hong Kong",
    "IR": "Islamic Republic of Iran, Iran (Islamic Republic of)",
    "KG": "Киргизия, Kyrgyz Republic",
    "KR": "Korea, Republic of Korea, Koreya, Корея, Южная Корея, Cənubi Koreya",
    "MD": "Молдавия, Republic of Moldova",
    "MK": "Macedonia",
    "MM": "Burma",
    "NL": "Holland, The Netherlands",
    "PS": "Palestine",
    "RU": "Russian Federation, Российская Федерация, РФ, Rusiya Federasiyası",
    "SA": "KSA, Kingdom of Saudi Arabia",
    "SK": "Slovak Republic",
    "SY": "Syrian Arab Republic",
    "TR": "Turkey, Republic of Turkey, Republic of Türkiye",
    "TW": "Taiwan, Republic of China",
    "US": "USA, U.S.A., U.S., United States of America, ABŞ, США",
    "VN": "Viet Nam",
}


class Parsed(NamedTuple):
    """A value (None or "" where the cell gives none) and the remarks on its cell."""

    value: object
    remarks: tuple[Remark, ...] = ()


def info(column, code, message):
    """A remark on something repaired with certainty."""
    return Remark(column.value, code, Level.INFO, message)


def check(column, code, message):
    """A remark that asks a person to look."""
    return Remark(column.value, code, Level.CHECK, message)


def shown(cell):
    """A cell as a remark quotes it: on one line, and not longer than a sentence bears."""
    text = " ".join("".join(c for c in cell if c.isprintable() or c.isspace()).split())
    return text if len(text) <= 80 else f"{text[:80]}…"


def parse_text(cell, column):
    """A text on one line, without control characters; a longer one than the record holds is cut, and said so."""
    remarks = []
    text = unicodedata.normalize("NFC", REFERENCE.sub(lambda match: html.unescape(match[0]), cell))
    if any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
        remarks.append(
            info(column, "control-characters", _("Control characters were taken out of “%s”.") % shown(cell))
        )
    kept = (c if c.isprintable() else " " if c.isspace() else "" for c in text if unicodedata.category(c) != "Cs")
    text = " ".join("".join(kept).split())
    if text.casefold() in EMPTY:
        return Parsed("", tuple(remarks))
    longest = LONGEST.get(column, 1000)
    if len(text) > longest:
        message = _("The text has %(length)s characters; only the first %(most)s were taken: “%(text)s”.")
        remarks.append(check(column, "too-long", message % {"length": len(text), "most": longest, "text": shown(text)}))
        text = text[:longest].rstrip()
    return Parsed(text, tuple(remarks))


def parse_number(cell):
    """A row's number as a whole number, or None."""
    text = parse_text(cell, Column.NUMBER).value.rstrip(".) ")
    if not text:
        return Parsed(None)
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return Parsed(int(text))
    message = _("“%s” is no whole number, so the agreement gets none.") % shown(cell)
    return Parsed(None, (info(Column.NUMBER, "number-unread", message),))


@cache
def country_codes():
    """Folded names of countries in many languages, and ISO codes, each with its alpha-2 code."""
    codes = {}
    for language in COUNTRY_LANGUAGES:
        for code, name in country_names(language).items():
            codes.setdefault(fold(name), code)
            codes.setdefault(code.casefold(), code)
    for code, names in OTHER_COUNTRY_NAMES.items():
        codes |= {fold(name): code for name in names.split(", ")}
    return codes


def parse_country(cell):
    """A country as its alpha-2 code, "" where the cell is empty or names none."""
    text, remarks = parse_text(cell, Column.COUNTRY)
    if not text:
        return Parsed("", remarks)
    code = country_codes().get(fold(text)) or country_codes().get(fold(text.replace("&", " and ")))
    if code:
        return Parsed(code, remarks)
    message = _("“%s” is no country that is known here, so the country is left empty.") % shown(cell)
    return Parsed("", (*remarks, check(Column.COUNTRY, "country-unread", message)))


def day_comes_first(cells):
    """The order of day and month in a column, read from all its `cells`: True, False, or None where none tells."""
    orders = set()
    for cell in cells:
        if re.fullmatch(r"\s*\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}\.?\s*", cell):
            first, second = (int(part) for part in re.findall(r"\d+", cell)[:2])
            if (first > 12) != (second > 12):
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def parse_date(cell, column, day_first=None):
    """A date as a PartialDate, or None where the cell is empty or cannot be read for certain.

    `day_first` is the order of the column, for cells such as 04/05/2020 that can be read in two ways.
    """
    text, remarks = parse_text(cell, column)
    if not text:
        return Parsed(None, remarks)
    read = readings(text)
    if len(read) == 2 and day_first is not None:
        read = read[:1] if day_first else read[1:]
    if len(read) == 1:
        return Parsed(read[0], (*remarks, *date_remarks(text, read[0], column)))
    if read:
        message = _("“%(cell)s” can be %(one)s or %(other)s, so the date is left empty.")
        message %= {"cell": shown(cell), "one": read[0], "other": read[1]}
        return Parsed(None, (*remarks, check(column, "date-ambiguous", message)))
    message = _("“%s” is no date that can be read, so the date is left empty.") % shown(cell)
    return Parsed(None, (*remarks, check(column, "date-unread", message)))


def date_remarks(text, read, column):
    """What is worth saying about a date that was read from words, or from two digits of a year."""
    if any(character.isalpha() for character in text):
        code = "month-name"
    elif re.search(r"\D\d{1,2}$", text) and "-" not in text[4:5]:
        code = "two-digit-year"
    else:
        return ()
    return (info(column, code, _("“%(cell)s” read as %(date)s.") % {"cell": shown(text), "date": read}),)


def parse_website(cell):
    """A web address with http or https, "" where the cell is empty or holds none."""
    text, remarks = parse_text(cell, Column.WEBSITE)
    if not text:
        return Parsed("", remarks)
    address, said = text, []
    if " " in address:
        address = address.replace(" ", "")
        said.append(("blank", _("A blank was taken out of “%(cell)s”: “%(address)s”.")))
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address) or re.match(r"[\w.-]+:\d", address):
        address = f"https://{address}"
        said.append(("scheme", _("“%(cell)s” names no scheme and was read as “%(address)s”.")))
    if not is_web_address(address):
        message = _("“%s” is no web address that starts with http:// or https://, so it is left out.") % shown(cell)
        return Parsed("", (*remarks, check(Column.WEBSITE, "website-unread", message)))
    parts = {"cell": shown(cell), "address": shown(address)}
    noticed = tuple(check(Column.WEBSITE, f"website-{code}", message % parts) for code, message in said)
    return Parsed(address, (*remarks, *noticed))


def is_web_address(address):
    """Whether an address has http or https, and a host with a dot in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+", host))


def same_website(one, other):
    """Whether two addresses differ in no more than a final slash."""
    return one.rstrip("/") == other.rstrip("/")


class Record(NamedTuple):
    """The values of one row: `institution` and `title` may be "", `number`, `signed` and `ends` None."""

    number: int | None
    institution: str
    country: str
    title: str
    signed: PartialDate | None
    ends: PartialDate | None
    website: str


def parse_record(values, orders):
    """A table row's cells by Column as a Record and its remarks; `orders` gives the order of each date column."""
    parsed = {
        Column.NUMBER: parse_number(values.get(Column.NUMBER, "")),
        Column.INSTITUTION: parse_text(values.get(Column.INSTITUTION, ""), Column.INSTITUTION),
        Column.COUNTRY: parse_country(values.get(Column.COUNTRY, "")),
        Column.TITLE: parse_text(values.get(Column.TITLE, ""), Column.TITLE),
        Column.SIGNED: parse_date(values.get(Column.SIGNED, ""), Column.SIGNED, orders.get(Column.SIGNED)),
        Column.ENDS: parse_date(values.get(Column.ENDS, ""), Column.ENDS, orders.get(Column.ENDS)),
        Column.WEBSITE: parse_website(values.get(Column.WEBSITE, "")),
    }
    remarks = tuple(remark for cell in parsed.values() for remark in cell.remarks)
    return Record(**{column.value: cell.value for column, cell in parsed.items()}), remarks
