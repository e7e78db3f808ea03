"""Dates that say how much is known: to the day, the month or the year."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from .cldr import Language, all_languages, some_languages
from .folding import fold, script_of
from .languages import current_language, format_date, format_short_date
from .long_dates import date_parts

LONGEST_TEXT = 100  # characters; what is longer is no date
EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
SHORTEST_MONTH = 3  # letters of a name in ASCII
# Languages of the first look; where none of them knows a word, all of CLDR are asked.
MONTH_LANGUAGES = ["en", "az", "de", "es", "fr", "it", "kk", "pl", "pt", "ro", "ru", "tr", "uk", "uz", "id", "ms"]
NO_MONTHS = {"est", "rok"}  # "established", "year": months in Cornish and Maasai
MONTHS_OF_TWO_LANGUAGES = {"listopad", "listopada", "lis", "lip"}  # November in Polish, October in Croatian; July, June
ROMAN_MONTHS = {name: number for number, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)}

ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
PLAIN_DAY = re.compile(r"(\d\d)\.(\d\d)\.((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d)-(\d\d)", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?\.?")
EIGHT_DIGITS = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
VIETNAMESE = re.compile(r"(?:ngày )?(?:(\d{1,2}) )?tháng (\d{1,2})(?:(?: năm|,)? |/)(\d{4})", re.IGNORECASE)
MONGOLIAN = re.compile(
    r"(\d{4}) оны?(?: (\d{1,2})(?:-р|(?: д[уү]г[аэ]{2}р))? сар(?:ын)?(?: (\d{1,2})(?:[- ]?(?:ны|ний))?(?: өдөр)?)?)?"
)
EAST_ASIAN = re.compile(r"(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日号일])?)?")
YEAR_LAST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\.?")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
ZERO = re.compile(r"(?<!\d)0+(?!\d)")
YEAR_AS_NUMBER = re.compile(r"(\d{4})\.0")
# Combining marks, which belong to the letter before them in the scripts of the Near East, India and Thailand.
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u0900-\u0903\u093a-\u094f\u0981-\u09cd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
WORD = re.compile(rf"\d+|[\u0e01-\u0e4e]+\.(?:[\u0e01-\u0e4e]+\.?)?|[^\W\d_](?:[^\W\d_]|[{MARKS}])*(?:'[^\W\d_]+)?")
TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?$")
WEEKDAY = re.compile(r" ?\([月火水木金土日월화수목금토일]\)$")
# "2018-ci il", "2018 г.", "2018 yılı", "2018 рік", "2018. године": the word for a year behind its number.
YEAR_WORD = re.compile(
    r"(?<=\d)\.?[ -]*(?:c[iıuü] )?(?:il|ili|ildə|г|год|года|р|рік|року|r|roku|yıl|yılı|yil|yili|жыл|жылы|жылғы|ж|m|év"
    r"|year|c[iıuü]|годин[аеу]|godin[aeu]|god|м|م|rok|gads|gada|metai|m\. ?e|n\. ?e|AD|CE|g|es|წელი|წ|թ|թվական)\.?$",
    re.I,
)
# Names of months that CLDR lists for single countries alone, and others in use.
OTHER_MONTHS = {
    1: "كانون الثاني | جانفي", 2: "شباط | فيفري | pebruari", 3: "آذار | مارس", 4: "نيسان | أفريل | ابريل", 5: "أيار | ماي | ايار",
    6: "حزيران | جوان", 7: "تموز | جويلية", 8: "آب | أوت | اغسطس", 9: "أيلول | ايلول | sept | setiembre", 10: "تشرين الأول | اكتوبر",
    11: "تشرين الثاني | nopember | nop",
    12: "كانون الأول",
}  # fmt: skip

Parts = tuple[int, int | None, int | None]  # a year, and a month and a day as far as they are known


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year; `month` and `day` are None where they are not known.

    Raises ValueError for a day that no calendar has, zero among them, and for a year outside 1800 to 2199.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError(f"year {self.year} is out of range")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def from_columns(cls, day: date | None, precision: str) -> "PartialDate | None":
        """Return what the two columns of a record say: a day and its precision; None for none."""
        if day is None:
            return None
        return cls(
            day.year,
            None if precision == Precision.YEAR else day.month,
            day.day if precision == Precision.DAY else None,
        )

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return a date that is known to the day; as a text it is written in the current language."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def fromisoformat(cls, text: str) -> "PartialDate":
        """Read "2003-06-30", "2020-10" or "2008"; raise ValueError for anything else."""
        match = ISO.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is no ISO date")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        """What is known: to the day, the month or the year."""
        return Precision.DAY if self.day else Precision.MONTH if self.month else Precision.YEAR

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """Return the ISO form, no longer than what is known: "2003-06-30", "2020-10", "2008"."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    def refines(self, other: "PartialDate | None") -> bool:
        """Return whether this date says more than the `other` (a PartialDate or None) and contradicts nothing of it."""
        return self != other and (other is None or self.isoformat().startswith(other.isoformat() + "-"))

    @property
    def short(self) -> str:
        """The date as tables write it in the current language: "30 Jun 2003", "October 2020", "2008"."""
        return format_short_date(current_language(), self.year, self.month, self.day)

    def __str__(self) -> str:
        return format_date(current_language(), self.year, self.month, self.day)


def are_compatible(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether two dates can be the same day; None can be any."""
    return one is None or other is None or one == other or one.refines(other) or other.refines(one)


def lies_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Return whether the date `one` lies before any day that `other` can be; never where one of them is not known."""
    return one is not None and other is not None and one.last_day < other.first_day


@cache
def month_numbers(languages: tuple[str, ...] = tuple(MONTH_LANGUAGES)) -> dict[str, int]:
    """Return {folded month name or abbreviation: number (1 to 12)} of some `languages`.

    A word that means different months in different languages belongs to the language that comes first.
    """
    numbers = {fold(name): number for number, names in OTHER_MONTHS.items() for name in names.split("|")}
    for language in some_languages(languages):
        for name, number in month_names(language):
            numbers.setdefault(fold(name), number)
    return numbers


def month_names(language: Language) -> Iterator[tuple[str, int]]:
    """Yield the names and abbreviations of the months in a `language` with their numbers (1 to 12)."""
    for context in language.months.values():
        for width in ("wide", "abbreviated"):
            for number, name in context.get(width, {}).items():
                if len(fold(name)) > 1 and not any(character.isdigit() for character in fold(name)):
                    yield name, number


@cache
def every_month_number() -> dict[str, int]:
    """Return {spelling_of(name): number} for all languages of CLDR, without the words of two different months."""
    found: dict[str, set[int]] = {}
    for language in all_languages().values():
        for name, number in month_names(language):
            found.setdefault(spelling_of(name), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1 and name not in NO_MONTHS}


def spelling_of(word: str) -> str:
    """Return what a `word` must share with a name of any of the 283 languages, most of which nobody here writes.

    Letters without accents, of one script; for short words all letters as they are: a folded "đầu" or "ок" means a
    month somewhere.
    """
    key, letters = fold(word), unicodedata.normalize("NFKC", word).casefold().strip(".")
    return letters if len(key) <= SHORTEST_MONTH else f"{key} {script_of(letters)}"


def month_number(word: str, *, is_thorough: bool = True) -> int | None:
    """Return the month (1 to 12) that a `word` names, or None; where it `is_thorough`, in any language of CLDR.

    Two letters name one only in scripts that leave out vowels: "No" and "ab" stand before other numbers.
    """
    if word.isascii() and len(word) < SHORTEST_MONTH:
        return None
    key = fold(word)
    return month_numbers().get(key) or (every_month_number().get(spelling_of(word)) if key and is_thorough else None)


def misspelt_month(word: str) -> int | None:
    """Return the one month (1 to 12) that a `word` of five letters or more misses by one letter, or None."""
    key = fold(word)
    if len(key) < 5:
        return None
    near = {number for name, number in month_numbers().items() if len(name) > 4 and differs_by_one_letter(key, name)}
    return near.pop() if len(near) == 1 else None


def differs_by_one_letter(word: str, name: str) -> bool:
    """Return whether one letter added, left out, changed or swapped with the next makes the `name` of a `word`."""
    return abs(len(word) - len(name)) <= 1 and OSA.distance(word, name, score_cutoff=1) <= 1


def plain_day(text: str) -> PartialDate | None:
    """Return the day that a `text` names in one of the two usual forms, "30.06.2003" and "2003-06-30", else None."""
    match = PLAIN_DAY.fullmatch(text)
    if not match:
        return None
    day, month, year = match.group(1, 2, 3) if match[1] else match.group(6, 5, 4)
    return _valid_date(int(year), int(month), int(day))


def has_zero(text: str) -> bool:
    """Return whether a date's `text` names a day, a month or a year zero, as "00.05.2020", "5/0/2020" and "0 May 2020" do."""
    text = tidied(text[: LONGEST_TEXT + 1])
    return len(text) <= LONGEST_TEXT and not YEAR_AS_NUMBER.fullmatch(text) and bool(ZERO.search(text))


@lru_cache(maxsize=50_000)
def readings(text: str, *, is_forgiving: bool = False, is_thorough: bool = True) -> tuple[PartialDate, ...]:
    """Return all dates that a `text` can mean: none, one, or day-first before month-first.

    Reads "30.06.2003", "2003-06-30", "10.2020", "Oktyabr, 2020", "31 December 2021", "2017年4月7日" and "2008". Two
    numbers with dots between them are day and month, in that order, where a calendar allows it; with slashes or
    hyphens, both ways. Where it `is_forgiving`, a month's name may have a misprint; where it `is_thorough`, the name
    may be of any language of CLDR, not only of the first ones.
    """
    if len(text) > LONGEST_TEXT:
        return ()
    text = tidied(text)
    for form, parts_of in FORMS:
        if match := form.fullmatch(text):
            return tuple(dict.fromkeys(made for parts in parts_of(match) if (made := _valid_date(*parts))))
    found = _with_month_name(text, is_forgiving, is_thorough)
    if not found and is_thorough and (parts := date_parts(text)):
        found = tuple(filter(None, [_valid_date(*parts)]))
    return found


@lru_cache(maxsize=1000)
def tidied(text: str) -> str:
    """Return a date's text on one line, without a time of day, a word for "year" behind it, or spaces inside numbers."""
    text = " ".join(unicodedata.normalize("NFKC", text).split()).removeprefix("ปี ")
    text = WEEKDAY.sub("", TIME_OF_DAY.sub("", text) if ":" in text else text)
    if " " in text:
        text = re.sub(r"(?<=\d) ?([./-]) ?(?=\d)", r"\1", text)
    return YEAR_WORD.sub("", text).strip(" ,;").removesuffix(".")


def _valid_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _numbers(year: str, month: str | None = None, day: str | None = None) -> Parts:
    return int(year), int(month) if month else None, int(day) if day else None


def _iso(match: re.Match) -> list[Parts]:
    return [_numbers(*match.groups())]


def _year_last(match: re.Match) -> list[Parts]:
    first, second, year = int(match[1]), int(match[3]), _whole_year(match[4])
    day_first: Parts = (year, second, first)
    month_first: Parts = (year, first, second)
    if match[2] == "." and _valid_date(*day_first):
        return [day_first]
    if match[2] == "-" and max(map(len, (match[1], match[3], match[4]))) == 2 and len(match[1]) == 2:
        year_first = [(_whole_year(match[1]), second, int(match[4]))] if first else []  # "00-05-20" has no day
        return [day_first, month_first, *year_first]
    return [day_first, month_first]


def _whole_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)  # as POSIX strptime does


def _month_and_year(match: re.Match) -> list[Parts]:
    return [(int(match[2]), int(match[1]), None)]


def _year_and_tenth(match: re.Match) -> list[Parts]:
    return [(int(match[1]), 1, None), (int(match[1]), 10, None)]  # 2020.10, kept as a number, is shown as 2020.1


FORMS: tuple[tuple[re.Pattern, Callable[[re.Match], list[Parts]]], ...] = (
    (YEAR_AS_NUMBER, _iso),
    (re.compile(r"(\d{4})\.1"), _year_and_tenth),
    (ISO, _iso),
    (YEAR_FIRST, _iso),
    (EIGHT_DIGITS, _iso),
    (EAST_ASIAN, _iso),
    (VIETNAMESE, lambda match: [_numbers(*reversed(match.groups()))]),
    (MONGOLIAN, _iso),
    (YEAR_LAST, _year_last),
    (MONTH_AND_YEAR, _month_and_year),
)
# Words between and after the parts of a date that add nothing: "31st", "31 de dezembro de 2021", "7 cü il".
FILLERS = set(
    "st nd rd th of the de del di do ci cu il ili g god goda r roku yil yili yilda den le el am vom a er year zhyl zhyly"
    " zhylghy zh m d dated on ero mon tue wed thu fri sat sun gada metu dia den godine ot dnia dne o ilin ayi".split()
)


@cache
def _weekdays() -> set[str]:
    days = (language.days for language in some_languages(MONTH_LANGUAGES))
    return {fold(name) for day in days for name in day["format"]["wide"].values()}


def _with_month_name(text: str, is_forgiving: bool, is_thorough: bool) -> tuple[PartialDate, ...]:
    """Return dates such as "Oktyabr, 2020", "31st December 2021", "12-Sep-19": one month name, a year, at most one day."""
    words = [word for word in WORD.findall(text) if fold(word) not in FILLERS and fold(word) not in _weekdays()]
    if len(words) > 4 or any(len(word) > 20 for word in words):
        return ()
    numbers = [word for word in words if word.isdecimal()]
    names = [word for word in words if not word.isdecimal()]
    if len(names) == 2 and fold(" ".join(names)) in month_numbers():
        names = [" ".join(names)]
    if len(names) != 1 or not 0 < len(numbers) < 3:
        return ()
    month = _month_named(names[0], len(numbers) == 2, is_forgiving, is_thorough)
    years = [number for number in numbers if len(number) == 4] or numbers[-1:]
    days = [int(number) for number in numbers if number not in years and len(number) <= 2]
    is_year = len(years[0]) == 4 or (
        len(years[0]) == 2 and words[-1] == years[0] and bool(days or MONTH_AND_SHORT_YEAR.search(text))
    )
    if month is None or len(years) != 1 or not is_year or len(days) + 1 != len(numbers):
        return ()
    others = [other for form, other in MONTHS_BY_FORM if form.fullmatch(text)]
    made = (_valid_date(_whole_year(years[0]), number, *days) for number in (month, *others))
    return tuple(filter(None, made))


def _month_named(name: str, has_day: bool, is_forgiving: bool, is_thorough: bool) -> int | None:
    """Return the month of a name, a Roman number or, where one is forgiving, a misspelt name; None of any other."""
    month = month_number(name, is_thorough=is_thorough)
    if month is None and (has_day or is_forgiving):  # "XI 2019" may be the eleventh of anything
        month = ROMAN_MONTHS.get(name)
    return misspelt_month(name) if month is None and is_forgiving else month


# Dates in which a word means another month in another language: in Croatian, in Mauritian Creole.
MONTHS_BY_FORM = (
    (re.compile(r"\d{1,2}\. listopada \d{4}", re.I), 10),
    (re.compile(r"\d{1,2} out \d{4}", re.I), 8),
)
MONTH_AND_SHORT_YEAR = re.compile(r"[^\W\d_]\.?[-'’]\d\d$")  # "Sep-19", "Sep'19": a year; "Sep 19" may be a day
