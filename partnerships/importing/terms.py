"""How long an agreement holds, as lists write it: an end, "no end date", "5 years", "renewed automatically"."""

import re
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.partial_dates import PartialDate, month_number, readings

SERIALS = range(29_221, 55_153)  # the days of a spreadsheet from 1980 to 2050
LONGEST_TERM = 1200  # months
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        [
            "one a an bir uno un ein eine odin jeden",
            "two iki dva dos deux zwei due dois dwa doi",
            "three uch tri tres trois drei tre trei trzy",
            "four dord dort chetyre cuatro quatre vier quattro quatro cztery patru",
            "five bes besh pyat cinco cinq funf cinque piec cinci pyat",
            "six alti shest seis sechs sei szesc sase",
            "seven yeddi yedi sem siete sept sieben sette sete siedem sapte",
            "eight sekkiz sekiz vosem ocho huit acht otto oito osiem opt",
            "nine doqquz dokuz devyat nueve neuf neun nove dziewiec noua",
            "ten on desyat diez dix zehn dieci dez dziesiec zece",
        ],
        start=1,
    )
    for word in words.split()
}
# Folded words for a year and a month, in the languages that headers are known in; a word may go on behind a "*".
YEAR_UNITS = """year* yr yrs yearly il* yil* god goda let g jahr* jahre jahren an ans annee* ano anos anni anno rok lat
    lata roku ani rik roki rokiv zhyl* nian nyeon snt snwat sana""".split()
MONTH_UNITS = """month* mth* mo ay aylik mes* monat* mois mese mesi meses miesiac* miesiec* luna luni misyats* misyac* ai
    geyue kagetsu gaewol shhr ashhr""".split()
PLAIN = set(
    """for valid validity a an period of duration term time the is from date signing signature with fixed full agreement end
    until limit na ohne sans sin srok sroka deystviya muddet muddeti muddetli sure sureli geltung gultig duree vigencia
    durata czas okres termin perioada tarixi""".split()
)
LONGEST_TEXT = 200  # characters; what is longer is prose
DENIED = re.compile(r"\b(?:no|not|non|without|never|kein\w*|nicht|ohne|sans|sin|senza|bez|ne|deyil|degil|yox|nie|nu)\b")
CONDITION = re.compile(r"\b(?:only|if|unless|subject|consent|approval)\b(?! terminated)")
AUTOMATIC = re.compile(
    r"\b(?:auto|avtomat|otomat|automat|tacit|stillschweig|reconduc|unless terminated|selfrenew|self renew|mlchayy|tlqay)"
)
OPEN_ENDED = re.compile(
    r"\b(?:no (?:end|expir\w*|expiry|termination|time limit|limit|fixed end)\b|no end date|indefinit|unlimited|open ended"
    r"|open end|perpetual|permanent|without (?:end|limit|expir|term)|never expires|does not expire|unbefristet|unbegrenzt"
    r"|bessrochn|bez sroka|neopredel|neogranich|muddetsiz|muddetsyz|suresiz|sinirsiz|indefini|illimit|indetermin|ilimitad"
    r"|sin fecha de (?:fin|venc)|bezterminow|czas nieokreslony|nieokreslon|nedeterminat|bezstrokov|mersimsiz|muddatsiz"
    r"|wuguding|changqi|muqigen|mugihan|ghyr mhdd)"
)
AUTOMATIC_EAST = re.compile(r"自動|自动|자동|تلقائي")
UNTIL = re.compile(
    r"^\W*(?:valid\s+)?(?:until|till|up\s?to|to|bis|до|по|jusqu'au|jusqu’au|hasta(?:\s+el)?|fino\s+al|até|do|până\s+(?:la|în)|"
    r"qüvvədədir|expires?(?:\s+on)?)\s+(?P<date>.*\d.*?)(?:\s+(?:gg|inclusive))?\W*$|^(?P<before>.*\d.*?)(?:['’-]?\s*(?:dək|qədər|e?\s?kadar))\W*$",
    re.IGNORECASE,
)
OPEN_EAST = re.compile(r"长期|長期|无固定期限|無期限|무기한|무제한|غير محدد|دائم")
YEARS_EAST = re.compile(r"(\d+|[一二三四五六七八九十])\s*(年|년|个月|か月|ヶ月|개월)")
EAST_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九十", start=1)}
BETWEEN = re.compile(
    r"\s+(?:-|–|—|to|until|till|bis|au|al|a|do|по|до|ilə|dan)\s+|\s*[–—~～]\s*|(?<=\d{4})\s*-\s*(?=\d)"
)
DATE_IN_TEXT = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,}\.?,?\s\d{4}"
    r"|[^\W\d_]{3,}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|[^\W\d_]{3,}\.?,?\s\d{4}|\b(?:19|20)\d\d\b"
)


class Term(NamedTuple):
    """What a cell says of an agreement's end; `months` is a length, `is_open_ended` an end that will not come."""

    ends: PartialDate | None = None
    starts: PartialDate | None = None
    months: int | None = None
    is_open_ended: bool = False
    is_automatic: bool = False


def term_of(text):
    """Reads a cell on how long an agreement holds: the Term, and whether it says all that the cell says.

    Gives None for a text that says none of it, such as "renewal pending", or says the opposite, such as "no automatic
    renewal". Dates alone are left to the reader of dates.
    """
    if len(text) > LONGEST_TEXT:
        return None
    key = fold(text)
    if (match := UNTIL.match(text)) and len(read := readings(match["date"] or match["before"])) == 1:
        return Term(ends=read[0]), True
    if match := OPEN_ENDED.search(key):
        is_whole = set(words_outside(key, match)) <= PLAIN
        return (Term(is_open_ended=True), True) if is_whole else None
    if OPEN_EAST.search(text) and not any(character.isdigit() for character in text):
        return Term(is_open_ended=True), True
    is_automatic = bool(AUTOMATIC.search(key) or AUTOMATIC_EAST.search(text))
    if is_automatic and (DENIED.search(key) or CONDITION.search(key)):
        return None
    months, is_plain = length_of(text, key)
    if months or is_automatic:
        return Term(months=months, is_automatic=is_automatic), is_plain and not is_automatic and "+" not in text
    return None


def words_outside(key, match):
    """The words of a folded text that a match does not touch."""
    start = key.rfind(" ", 0, match.start()) + 1
    end = key.find(" ", match.end())
    return (key[:start] + (key[end:] if end >= 0 else "")).split()


def length_of(text, key):
    """A length in months that a text names, or None; and whether it names nothing else."""
    if match := YEARS_EAST.fullmatch(text.strip()):
        number = EAST_DIGITS.get(match[1]) or int(match[1])
        return bounded(number * (12 if match[2] in "年년" else 1)), True
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", key).split()
    for place, word in enumerate(words):
        unit = 12 if is_unit(word, YEAR_UNITS) else 1 if is_unit(word, MONTH_UNITS) else 0
        numbers = [number_of(before) for before in words[max(0, place - 2) : place]]
        numbers = [number for number in numbers if number]
        if unit and numbers and len(set(numbers)) == 1:
            left = [other for other in words if other not in PLAIN and not number_of(other) and other != word]
            return bounded(numbers[0] * unit), not left
    return None, False


def bounded(months):
    """A number of months, None where no agreement is that long."""
    return months if 0 < months <= LONGEST_TERM else None


def is_unit(word, units):
    """Whether a folded word is one of some units, of which some may go on behind a "*"."""
    return any(word == unit or (unit[-1] == "*" and word.startswith(unit[:-1])) for unit in units)


def number_of(word):
    """The number that a folded word or its digits name, up to 99, or None."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else NUMBER_WORDS.get(word)


def span_of(text):
    """The two dates of "01.09.2018 – 31.08.2023", each as certain readings: (first, second), or None."""
    if len(text) > LONGEST_TEXT:
        return None
    parts = BETWEEN.split(text.strip())
    if len(parts) != 2:
        return None
    first, second = (readings(part) for part in parts)
    return (first, second) if first and second else None


def dates_in(text):
    """How many dates a text seems to hold."""
    found = [match[0] for match in DATE_IN_TEXT.finditer(text[:LONGEST_TEXT])]
    return sum(
        any(c.isdigit() for c in part) and (part.isdigit() or not any(c.isalpha() for c in part) or has_month(part))
        for part in found
    )


def has_month(text):
    """Whether a word of a text is the name of a month."""
    return any(month_number(word, is_thorough=False) for word in re.findall(r"[^\W\d_]{3,}", text))


def is_serial(text):
    """Whether a text can be the number by which a spreadsheet counts its days."""
    return text.isascii() and text.isdigit() and int(text[:9]) in SERIALS
