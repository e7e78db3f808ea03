"""Cells to values: pure functions, each returning a value and what was noticed."""

import re
import unicodedata
from typing import Generic, NamedTuple, TypeVar
from urllib.parse import urlsplit

from partnerships.folding import fold, has_key
from partnerships.formulas import is_marked, restored
from partnerships.importing.fields import FIELDS, Column
from partnerships.importing.remarks import CountryCode, Level, Remark
from partnerships.importing.spellings import cells as spelt
from partnerships.importing.spellings.words import DOCUMENT_IN_NAME, EMPTY, UNIVERSITY
from partnerships.letters import ENTITY, in_right_encoding, only_printable, without_entities

from .country_names import BRACKETS, countries_in, country_at_end, country_in_front, country_of, read_country
from .numbers import whole_number
from .partners import partners_in

NAMES = {Column.INSTITUTION, Column.COUNTRY, Column.CITY, Column.TITLE}
LINED = {Column.NOTES, Column.SCOPE, Column.TERMINATION_REASON}  # texts of several lines
T = TypeVar("T")
Remarks = tuple[Remark, ...]


class Parsed(NamedTuple, Generic[T]):
    """A value (None or "" where the cell gives none) and the remarks on its cell."""

    value: T
    remarks: Remarks = ()


def info(column: Column, code: str, /, **values: object) -> Remark:
    """Return a remark on something repaired with certainty; `values` fill the sentence of its `code`."""
    return Remark(column.value, code, Level.INFO, values=values)


def check(column: Column, code: str, /, **values: object) -> Remark:
    """Return a remark that asks a person to look; `values` fill the sentence of its `code`."""
    return Remark(column.value, code, Level.CHECK, values=values)


def shown(cell: str) -> str:
    """Return a cell as a remark quotes it: on one line, and not longer than a sentence bears."""
    readable = cell if cell.isprintable() else "".join(c for c in cell if c.isprintable() or c.isspace())
    text = " ".join(readable.split())
    return text if len(text) <= 80 else f"{text[:80]}…"


NOTHING = Parsed("")


def parse_text(cell: str, column: Column) -> Parsed[str]:
    """Return a text on one line, without control characters, and cut to what the record holds; each change is remarked on."""
    if not cell:
        return NOTHING
    text, remarks = mended(without_entities(restored(cell)), column)
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        if any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
            remarks.append(info(column, "control-characters", cell=shown(cell)))
        text = only_printable(text, "\n" if column in LINED else " ")
    text = "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()
    if text.casefold() in EMPTY:
        return Parsed("", tuple(remarks))
    if text.startswith('"') and text.count('"') % 2:
        remarks.append(check(column, "stray-quote", cell=shown(cell)))
        text = text[1:].strip()
    longest = FIELDS[column].longest
    if len(text) > longest:
        remarks.append(check(column, "too-long", length=len(text), most=longest, text=shown(text)))
        text = text[:longest].rstrip()
    return Parsed(text, tuple(remarks))


def mended(text: str, column: Column) -> tuple[str, list[Remark]]:
    """Return a text with letters that were read in a wrong encoding put right, and remarks on letters that are broken."""
    if text.isascii() and "?" not in text and "(cid:" not in text:
        return text, []
    is_asked = column in NAMES and "?" in text and spelt.QUESTION_MARKS.search(text)
    right = None if is_asked else in_right_encoding(text)
    if right is None:
        return text, [check(column, "letters-broken", cell=shown(text))]
    return right, [check(column, "letters-mended", cell=shown(text), text=shown(right))] if right != text else []


def parse_number(cell: str, column: Column = Column.NUMBER) -> Parsed[int | None]:
    """Return a row's number, or the one that the register gave it, as a whole number, or None."""
    if (number := whole_number(cell)) is not None:
        return Parsed(number)
    text = parse_text(cell, column).value.rstrip(".) ")
    if not text:
        return Parsed(None)
    if (number := whole_number(text)) is not None:
        return Parsed(number)
    make, code = (check, "number-too-large") if text.isascii() and text.isdigit() else (info, "number-unread")
    return Parsed(None, (make(column, code, cell=shown(cell)),))


def parse_name(cell: str) -> Parsed[str]:
    """Return the name of an institution, with remarks where it seems to be several names, or that of a document."""
    text, remarks = parse_text(cell, Column.INSTITUTION)
    if not text:
        return Parsed("", remarks)
    noticed = [*remarks]
    is_plain = not is_marked(cell)  # what the register marked begins with a sign of its own
    bare = spelt.BULLETS_AND_FOOTNOTE_MARKS.sub("", text)
    if is_plain and bare != text and any(map(str.isalpha, BRACKETS.sub("", bare))):
        noticed.append(info(Column.INSTITUTION, "name-marked", cell=shown(text), name=shown(bare)))
        text = bare
    if partners := partners_in(cell):
        named = " | ".join(shown(partner) for partner in partners[:9])
        noticed.append(check(Column.INSTITUTION, "several-partners", cell=shown(text), partners=named))
    if DOCUMENT_IN_NAME.search(text):
        noticed.append(check(Column.INSTITUTION, "document-in-name", cell=shown(text)))
    return Parsed(text, tuple(noticed))


def parse_country(cell: str) -> Parsed[str]:
    """Return a country as its alpha-2 code, "" where the cell is empty or names none."""
    text, remarks = parse_text(cell, Column.COUNTRY)
    if not text:
        return Parsed("", remarks)
    if country := read_country(text):
        likely = check(Column.COUNTRY, "country-likely", cell=shown(cell), country=CountryCode(country.code))
        return Parsed(country.code, remarks if country.is_certain else (*remarks, likely))
    if len(codes := countries_in(text)) > 1:
        one, other = (CountryCode(code) for code in codes[:2])
        return Parsed("", (*remarks, check(Column.COUNTRY, "country-several", cell=shown(cell), one=one, other=other)))
    return Parsed("", (*remarks, check(Column.COUNTRY, "country-unread", cell=shown(cell))))


def country_from_name(name: str) -> Parsed[str]:
    """Return the country at the end of an institution's name, or before it, for a row without a country of its own."""
    code, country = "country-from-name", country_at_end(name)
    if not (country and country.is_certain) and (front := country_in_front(name)):
        code, country = "country-before-name", front
    if country:
        remark = info if country.is_certain else check
        noticed = remark(Column.COUNTRY, code, name=shown(name), country=CountryCode(country.code))
        return Parsed(country.code, (noticed,))
    return Parsed("", (check(Column.COUNTRY, "country-missing", name=shown(name)),))


def institution_or_country(name: str, country: str) -> Parsed[str]:
    """Return a name, or "" where it is nothing but a country: that of its row, or one behind a comma."""
    bare = name.strip(" ,;:.-–—()，、；：（）")
    if len(fold(bare)) < 4 or len(name) > 60 or UNIVERSITY.search(name) or not has_key(bare):
        return Parsed(name)
    code = country_of(bare, is_thorough=False)
    if code is None or not (code == country or not country or name[0] in ",;:-–—，、；："):
        return Parsed(name)
    return Parsed("", (check(Column.INSTITUTION, "name-is-country", cell=shown(name)),))


def parse_website(cell: str) -> Parsed[str]:
    """Return a web address with http or https, "" where the cell holds none; each repair is remarked on."""
    if spelt.PLAIN_ADDRESS.fullmatch(cell) and not ("&" in cell and ENTITY.search(cell)):
        return Parsed(cell)
    lines = "".join(cell.split("\n")) if len(spelt.ADDRESS_INSIDE.findall(cell)) < 2 else cell
    text, remarks = parse_text(lines, Column.WEBSITE)
    if not text:
        return Parsed("", remarks)
    address, said = first_address(text)
    if " " in address:
        address = address.replace(" ", "")
        said.append("blank")
    if not re.match(r"https?://[^/:]", address, re.IGNORECASE) or re.match(r"https?://+https?[:/]", address, re.I):
        bare, repaired = spelt.SCHEME.subn("", address)
        if repaired:
            scheme = "https://" if address.lower().startswith("https") else "http://"
            address = scheme + bare
            said.append("repaired")
    if not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address) or re.match(r"[\w.-]+:\d", address):
        address = f"https://{address}"
        said.append("scheme")
    if not is_web_address(address):
        return Parsed("", (*remarks, check(Column.WEBSITE, "website-unread", cell=shown(cell))))
    if not said:
        return Parsed(address, remarks)
    parts = {"cell": shown(cell), "address": shown(address)}
    noticed = tuple(check(Column.WEBSITE, f"website-{code}", **parts) for code in said)
    return Parsed(address, (*remarks, *noticed))


def first_address(text: str) -> tuple[str, list[str]]:
    """Return the first web address of a text, and the ends of the codes that say what was left out of it."""
    found = spelt.ADDRESS_INSIDE.findall(text)
    first = found[0].rstrip(" .,;)") if found else ""
    if len(found) > 1 and is_web_address(first if "://" in first else f"https://{first}"):
        return first, ["several"]
    if len(found) == 1 and text[: text.find(found[0])].strip():
        return found[0].rstrip(".,;)"), ["words"]
    return text, []


def is_web_address(address: str) -> bool:
    """Return whether an address has http or https, and a host with a dot in it."""
    try:
        parts = urlsplit(address)
        is_host = bool(re.fullmatch(r"[\w-]+(\.[\w-]+)+", parts.hostname or ""))
    except ValueError:
        return False
    return is_host and parts.scheme in {"http", "https"} and "@" not in parts.netloc


def same_website(one: str, other: str) -> bool:
    """Return whether two addresses differ in no more than a final slash."""
    return one.rstrip("/") == other.rstrip("/")
