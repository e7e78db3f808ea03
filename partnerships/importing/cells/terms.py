"""How long an agreement holds, as lists write it: an end, "no end date", "5 years", "renewed automatically"."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from partnerships.folding import fold
from partnerships.importing.spellings.dates import NO_END, UNKNOWN
from partnerships.partial_dates import PartialDate, month_number, readings

SERIALS = range(29_221, 55_153)  # the days of a spreadsheet from 1980 to 2050
LONGEST_TERM = 1200  # months
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        [
            "one a an bir uno un ein eine odin jeden satu egy een",
            "two iki dva dos deux zwei due dois dwa doi dua ket twee eki ikki sntn",
            "three uch tri tres trois drei tre trei trzy tiga harom drie ush thlth",
            "four dord dort chetyre cuatro quatre vier quattro quatro cztery patru empat negy tort rb",
            "five bes besh pyat cinco cinq funf cinque piec cinci lima ot vijf pet khms pnj",
            "six alti shest seis sechs sei szesc sase enam hat zes st",
            "seven yeddi yedi sem siete sept sieben sette sete siedem sapte tujuh",
            "eight sekkiz sekiz vosem ocho huit acht otto oito osiem opt delapan",
            "nine doqquz dokuz devyat nueve neuf neun nove dziewiec noua sembilan",
            "ten on desyat diez dix zehn dieci dez dziesiec zece sepuluh tiz tien shr",
        ],
        start=1,
    )
    for word in words.split()
}
# Folded words for a year and a month, in the languages that headers are known in; a word may go on behind a "*".
YEAR_UNITS = tuple(
    """year* yr yrs yearly il* yil* god goda let g jahr* jahre jahren an ans annee* ano anos anni anno rok lat
    lata roku ani rik roki rokiv zhyl* nian nianjian nyeon snt snwat snwt snh sana tahun ev eves evre meta* metu gads gadi gadu
    aasta* vuo* ar jaar roky rokov godin* let leto leta vjet vite eti etos eton chronia nam pi sl zhil snym shnym""".split()
)
MONTH_UNITS = tuple(
    """month* mth* mo ay aylik ayliq mes* monat* mois mese mesi meses miesiac* miesiec* luna luni misyats* misyac* ai
    geyue kagetsu gaewol shhr ashhr bulan honap* menes* kuu* manad* maand* mesic* mjesec* minas mines thang mah""".split()
)
PLAIN = set(
    """for valid validity pe perioada a an period of duration term time the is from date signing signature with fixed full agreement end
    until limit na ohne sans sin srok sroka deystviya muddet muddeti muddetli sure sureli geltung gultig duree vigencia
    durata czas okres termin perioada tarixi prazo plazo por tiempo tempo duracion duracao dobu doba tijd voor tid idore ideju laikotarpiui
    laiks uz aeg chronoy thoi han co vreme vrijeme srok cas voimassa masa selama jangka waktu whdh""".split()
)
LONGEST_TEXT = 200  # characters; what is longer is prose
DENIED = re.compile(r"\b(?:no|not|non|without|never|kein\w*|nicht|ohne|sans|sin|senza|bez|ne|deyil|degil|yox|nie|nu)\b")
CONDITION = re.compile(r"\b(?:only|if|unless|subject|consent|approval)\b(?! terminated)")
AUTOMATIC = re.compile(
    r"\b(?:auto|tacit|avtomat|otomat|automat|tacit|stillschweig|reconduc|unless terminated|selfrenew|self renew|mlchayy|tlqay|aytomat|khwdkr)"
)
OPEN_ENDED = re.compile(
    r"\b(?:no (?:end|expir\w*|expiry|termination|time limit|limit|fixed end)\b|no end date|indefinit|unlimited|open ended"
    r"|open end|perpetual|permanent|without (?:end|limit|expir|term)|never expires|does not expire|unbefristet|unbegrenzt"
    r"|bessrochn|bezsroch|bez sroka|ne ogran|na neopredel|neopredel\w+ srok|neogranich|muddetsiz|muddetsyz|suresiz|sinirsiz|indefini|illimit|indetermin|ilimitad"
    r"|sin fecha de (?:fin|venc)|bezterminow|czas nieokreslony|nieokreslon|nedeterminat|bezstrokov|merzimsiz|mersimsiz|muddatsiz"
    r"|wuguding|changqi|muqigen|mugihan|hatarozatlan|neterminuot|beztermin|tahtajatu|toistaiseksi|tills vidare|neurcit"
    r"|neomezen|neohranicen|bez ogranich|neobmezh|limitsiz|nelimitat|sans limite|moonotsuz|neodred|neodredj|nedoloc|neomejen|neopredel|aorist|khong thoi han|vo thoi han|onbepaald|ubegren|ubegraens|lifetime"
    r"|lifelong|life long|senza (?:scadenza|termine)|sem (?:prazo|termino)|sin (?:vencimiento|plazo|limite)|tidak terbatas|tanpa batas"
    r"|selamanya|nmhdwd|evergreen|forever)"
)
AUTOMATIC_EAST = re.compile(r"自動|自动|자동|تلقائي")
UNTIL = re.compile(
    r"^\W*(?:valid\s+)?(?:until|till|up\s?to|to|through|bis|läuft\s+bis|до|по|jusqu'au|jusqu’au|hasta(?:\s+el)?|fino\s+al|até|do|până\s+(?:la|în)|"
    r"sampai(?:\s+dengan)?|hingga|s/d|s\.d\.?|iki|līdz|kuni|till\s+och\s+med|til|tot(?:\s+en\s+met)?|έως|μέχρι|đến(?:\s+ngày)?|تا|حتى|لغاية|至|"
    r"qüvvədədir|expires?(?:\s+on)?)\s*(?<![^\W\d_](?=[^\W\d_]))(?P<date>.*\d.*?)(?:\s+(?:gg|inclusive))?\W*$"
    r"|^(?P<before>.*\d.*?)(?:(?:\s*-?\s*c[iıuü])?\s+il(?:ə|\s+tarixə)\s?(?:dək|qədər|kimi)|['’-]?\s*(?:dək|qədər|e?\s?kadar|gacha|дейін|まで|까지|-?ig|asti|saakka))\W*$",
    re.IGNORECASE,
)
OPEN_EAST = re.compile(r"∞|ไม่มีกำหนด|უვადო|期限なし|مفتوح|长期|長期|无固定期限|無期限|무기한|무제한|دائم")
YEARS_EAST = re.compile(r"(\d+|[一二三四五六七八九十])\s*(年|년|个月|か月|ヶ月|개월)")
EAST_DIGITS = {character: number for number, character in enumerate("一二三四五六七八九十", start=1)}
BETWEEN = re.compile(
    r"\s+(?:-|–|—|to|until|till|upto|up to|through|bis|au|à|al|a|até|hasta|do|la|по|до|ilə|dan|sampai|s/d|hingga|iki|līdz|kuni|till|til|tot|έως|đến|إلى|الى|تا)\s+"
    r"|\s*[–—~～〜至→]\s*|(?<=\d{4})\s*-\s*(?=\d)|(?<=\d{4}\.)\s*-\s*(?=\d)|(?<=\d)-(?=\d{4}[./年])|(?<=[年月日])\s*-\s*(?=\d)|(?<=\d)\s*から\s*(?=\d)|(?<=\d\d[./]\d\d)\s*-\s*(?=\d\d[./])|\s-(?=\S)|(?<=\S)-\s|(?<=\d{4})\s*/\s*(?=\d{4}$)"
)
FROM = re.compile(
    r"^\W*(?:valid\s+)?(?:from|since|starting|period:?|с|со|от|від|з|von|vom|ab|du|de|del|desde(?:\s+el)?|dal|od|din|od\s+dne|dari|mulai|nuo|no|från|fra|van|"
    r"από|từ|من|از|自|从|ilə)\s+(?=\W*\w)",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\(([^()]*\d{4}[^()]*\d{4}[^()]*)\)")
DATE_IN_TEXT = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,}\.?,?\s\d{4}"
    r"|[^\W\d_]{3,}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|[^\W\d_]{3,}\.?,?\s\d{4}|\b(?:19|20)\d\d\b"
)


DateReader = Callable[[str], tuple[PartialDate, ...]]  # a text to the dates that it can mean


class StatedTerm(NamedTuple):
    """What a cell says of an agreement's end; `months` is a length, `is_open_ended` an end that will not come."""

    ends: PartialDate | None = None
    starts: PartialDate | None = None
    months: int | None = None
    is_open_ended: bool = False
    is_automatic: bool = False
    is_on_request: bool = False


def term_of(text: str, read: DateReader = readings) -> tuple[StatedTerm, bool] | None:
    """Return the StatedTerm of a cell on how long an agreement holds, and whether the cell says nothing else.

    `read` reads dates. Return None for a text that says none of it, such as "renewal pending", or the opposite, such as
    "no automatic renewal". Dates alone are left to the reader of dates.
    """
    if len(text) > LONGEST_TEXT:
        return None
    key = fold(text)
    if (match := UNTIL.match(text)) and len(dates := read(match["date"] or match["before"])) == 1:
        return StatedTerm(ends=dates[0]), True
    if phrases(UNKNOWN).fullmatch(key):
        return None
    if phrases(NO_END).fullmatch(key):
        return StatedTerm(is_open_ended=True), True
    if match := OPEN_ENDED.search(key):
        is_whole = set(words_outside(key, match)) <= PLAIN
        return (StatedTerm(is_open_ended=True), True) if is_whole else None
    if OPEN_EAST.search(text) and not any(character.isdigit() for character in text):
        return StatedTerm(is_open_ended=True), True
    is_automatic = bool(AUTOMATIC.search(key) or AUTOMATIC_EAST.search(text))
    if is_automatic and (DENIED.search(key) or CONDITION.search(key)):
        return None
    months, is_plain = length_of(text, key)
    if months and (ends := end_beside(text, read)):
        return StatedTerm(ends=ends, months=months, is_automatic=is_automatic), False
    if months or is_automatic:
        return StatedTerm(months=months, is_automatic=is_automatic), is_plain and not is_automatic and "+" not in text
    return None


@cache
def phrases(table: str) -> re.Pattern[str]:
    """Return a pattern for a folded text that is one of the phrases of a `table`; the last word may go on."""
    keys = {fold(phrase) for phrase in table.split("|")}
    return re.compile(rf"(?:(?:the|it|is|end|date) )*(?:{'|'.join(sorted(map(re.escape, keys)))})[a-z]{{0,9}}")


def says_unknown(text: str) -> bool:
    """Return whether a text says that nothing is known, as "not specified" does."""
    return len(text) <= LONGEST_TEXT and bool(phrases(UNKNOWN).fullmatch(fold(text)))


def end_beside(text: str, read: DateReader) -> PartialDate | None:
    """Return the end that stands beside a length, as in "5 years (till 2020)", or None."""
    for part in re.split(r"[,;()]", text):
        if (match := UNTIL.match(part)) and len(dates := read(match["date"] or match["before"])) == 1:
            return dates[0]
    return None


def words_outside(key: str, match: re.Match[str]) -> list[str]:
    """Return the words of a folded text that a match does not touch."""
    start = key.rfind(" ", 0, match.start()) + 1
    end = key.find(" ", match.end())
    return (key[:start] + (key[end:] if end >= 0 else "")).split()


def length_of(text: str, key: str) -> tuple[int | None, bool]:
    """Return a length in months that a text names, or None; and whether it names nothing else."""
    if match := YEARS_EAST.fullmatch(text.strip()):
        number = EAST_DIGITS.get(match[1]) or int(match[1])
        return bounded(number * (12 if match[2] in "年년" else 1)), True
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", key).split()
    for position, word in enumerate(words):
        unit = 12 if is_unit(word, YEAR_UNITS) else 1 if is_unit(word, MONTH_UNITS) else 0
        before = words[max(0, position - 2) : position]
        numbers = [number for number in map(number_of, before) if number]
        if unit and numbers and len(set(numbers)) == 1:
            units = YEAR_UNITS if unit == 12 else MONTH_UNITS
            left = [o for o in words if o not in PLAIN and number_of(o) != numbers[0] and not is_unit(o, units)]
            return bounded(numbers[0] * unit), not left
    return None, False


def bounded(months: int) -> int | None:
    """Return a number of months, None where no agreement is that long."""
    return months if 0 < months <= LONGEST_TERM else None


@lru_cache(maxsize=10_000)
def is_unit(word: str, units: tuple[str, ...]) -> bool:
    """Return whether a folded word is one of some units, of which some may go on behind a "*"."""
    return any(word == unit or (unit[-1] == "*" and word.startswith(unit[:-1])) for unit in units)


def number_of(word: str) -> int | None:
    """Return the number that a folded word or its digits name, up to 99, or None."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else NUMBER_WORDS.get(word)


def span_of(text: str, read: DateReader = readings) -> tuple[tuple[PartialDate, ...], tuple[PartialDate, ...]] | None:
    """Return the two dates of "01.09.2018 – 31.08.2023", each as `read` gives its readings: (first, second), or None.

    They may stand in brackets behind a length: "5 years (2019-2024)".
    """
    if len(text) > LONGEST_TEXT:
        return None
    if (match := IN_BRACKETS.search(text)) and not any(map(str.isdigit, text[: match.start()][3:])):
        text = match[1]
    parts = BETWEEN.split(FROM.sub("", text.strip()))
    if len(parts) != 2:
        return None
    first, second = (read(part.strip()) for part in parts)
    if not first or not second or ("/" in text and is_academic(first[0], second[0])):
        return None
    return first, second


def is_academic(first: PartialDate, second: PartialDate) -> bool:
    """Return whether two dates are the years of one academic year."""
    return not first.month and not second.month and second.year == first.year + 1


def dates_in(text: str) -> int:
    """Return how many dates a text seems to hold."""
    found = [match[0] for match in DATE_IN_TEXT.finditer(text[:LONGEST_TEXT])]
    return sum(
        any(c.isdigit() for c in part) and (part.isdigit() or not any(c.isalpha() for c in part) or has_month(part))
        for part in found
    )


def has_month(text: str) -> bool:
    """Return whether a word of a text is the name of a month."""
    return any(month_number(word, is_thorough=False) for word in re.findall(r"[^\W\d_]{3,}", text))


def is_serial(text: str) -> bool:
    """Return whether a text can be the number by which a spreadsheet counts its days."""
    return text.isascii() and text.isdigit() and int(text[:9]) in SERIALS
