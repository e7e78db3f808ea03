"""Bytes to text: which encoding a file is in, and which of its letters might be others."""

import codecs
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from babel import Locale
from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from partnerships.countries import country_names
from partnerships.importing.remarks import FileRefused
from partnerships.importing.spellings.headers import SPELLINGS
from partnerships.importing.spellings.words import AGREEMENT_WORDS, INSTITUTION_WORDS

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Single-byte encodings that offices around the register use, and the multi-byte ones of East Asia.
ENCODINGS = [
    "cp1251", "cp1254", "cp1252", "cp1250", "cp1253", "cp1255", "cp1256", "cp1257", "cp932", "gb18030", "big5", "cp949",
    "koi8_r", "koi8_u", "mac_cyrillic", "cp866", "cp1258", "cp874",
]  # fmt: skip
# Encodings of Latin letters of Windows (1254 is 1252 but for six letters that only Icelandic needs), the Mac and DOS.
LATIN = (
    "cp1254 cp1252 cp1250 cp1257 mac_roman mac_latin2 mac_turkish cp850 cp852 cp857 cp775 iso8859_2 iso8859_13".split()
)
# Letters beyond ASCII, and the marks of print, by language.
ALPHABETS = [
    frozenset(letters + "‘’“”–—…´«»°º")
    for letters in (
        "çğıöşüâîû çəğıöşü äöüßé éèêëàâçùûüôîïœæ ñáéíóúüª ãõáéíóúâêôçàª àèéìòùî åøæäöé õäöüšž ąćęłńóśźż "
        "áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű àèéíïòóúüç ăâîșşțţ čćđšž āčēģīķļņšūž ąčęėįšųūž çë čšž"
    ).split()
]
LATIN_LANGUAGES = (
    "az ca cs da de es et eu fi fo fr ga gl hr hu is it lb lt lv mt nb nl nn pl pt ro sk sl sq sv tk tr uz".split()
)
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
UNUSED = re.compile("[\x80-\x9f\ufffd]")  # what an encoding makes of bytes that it has no letter for
NUMBER_SIGNS = {"N°", "n°", "Nº", "nº"}
CONTROL = re.compile("[\0-\x08\x0e-\x19\x1b-\x1f]")
MOST_CONTROL_CHARACTERS = 0.01
MOST_WEIGHED = 200_000  # bytes


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of some bytes and the name of its encoding; raise FileRefused where none fits."""
    for bom, encoding in BYTE_ORDER_MARKS:
        if content.startswith(bom):
            return checked(content, encoding), encoding
    if wide := wide_encoding(content):
        return checked(content, wide), wide
    try:
        text = content.decode()
    except UnicodeDecodeError:
        encoding = declared_encoding(content) or guessed_encoding(content)
        return checked(content, encoding), encoding
    return reject_binary(text), "utf-8"


def wide_encoding(content: bytes) -> str | None:
    """Return "utf-16-le" or "utf-16-be" where delimiters, digits and line ends have two bytes, else None."""
    if len(content) % 2 or b"\0" not in content[:1000]:
        return None
    counted = {}
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content[:2000].decode(encoding, "replace")
        counted[encoding] = sum(text.count(character) for character in "\n\t,; 0123456789")
    best = max(counted, key=counted.__getitem__)
    return best if counted[best] * 50 > len(content[:2000]) else None


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding that a page names at its beginning, where it is known and fits; else None."""
    match = DECLARED.search(content[:4000])
    try:
        return codecs.lookup(match[1].decode()).name if match and content.decode(match[1].decode()) else None
    except (LookupError, UnicodeDecodeError):
        return None


def checked(content: bytes, encoding: str) -> str:
    """Return the text of bytes in that `encoding`; raise FileRefused where they are not."""
    try:
        return reject_binary(content.decode(encoding))
    except UnicodeDecodeError:
        raise FileRefused(unknown_encoding()) from None


def unknown_encoding() -> str:
    """Return the sentence for bytes that are no text."""
    return _(
        "The file is no text in an encoding that is known here; save it as .xlsx, or as CSV in UTF-8, and try again."
    )


def reject_binary(text: str) -> str:
    """Return the `text`; raise FileRefused where it has so many control characters that it cannot be a list."""
    control = sum(1 for _match in CONTROL.finditer(text))
    if control > len(text) * MOST_CONTROL_CHARACTERS + 2:
        raise FileRefused(unknown_encoding())
    return text


def guessed_encoding(content: bytes) -> str:
    """Return the likeliest encoding of bytes that are not UTF-8; raise FileRefused where none makes sense."""
    latin = latin_weights(content)
    if latin:
        return max(latin, key=latin.__getitem__)
    best = from_bytes(content, cp_isolation=ENCODINGS).best()
    if best is None:
        raise FileRefused(unknown_encoding())
    return best.encoding


def doubtful_letters(content: bytes, encoding: str) -> frozenset[str]:
    """Return the letters of a text that would be others in an encoding which fits its words just as well."""
    if encoding not in LATIN:
        return frozenset()
    weights = latin_weights(content)
    sample = lines_beyond_ascii(content)
    doubtful = set()
    for other, weight in weights.items():
        if weight == weights.get(encoding):
            pairs = zip(sample.decode(encoding, "replace"), sample.decode(other, "replace"), strict=True)
            doubtful |= {one for one, another in pairs if one != another}
    return frozenset(doubtful)


def lines_beyond_ascii(content: bytes) -> bytes:
    """Return the lines that hold bytes beyond ASCII, up to MOST_WEIGHED bytes."""
    lines = (line for line in content.splitlines() if not line.isascii())
    return b"\n".join(lines)[:MOST_WEIGHED]


def latin_weights(content: bytes) -> dict[str, tuple[int, float]]:
    """Return how well each of LATIN fits: {encoding: (known words, share of letters of one language)}.

    In Cyrillic letters beyond ASCII stand beside each other, in Turkish or French inside ASCII words. An encoding
    is the likelier the more known words it makes, and the more its letters are those of one language; a capital inside
    a word speaks against it. Empty where the text is in no Latin letters.
    """
    sample = lines_beyond_ascii(content)
    high = [position for position, byte in enumerate(sample) if byte >= 0x80]
    in_words = [position for position in high if is_letter(sample, position - 1) or is_letter(sample, position + 1)]
    if len(in_words) * 10 < len(high) * 7:
        return {}
    weights = {}
    for encoding in LATIN:
        text = sample.decode(encoding, "replace")
        if UNUSED.search(text):
            continue
        letters = [text[position] for position in in_words if text[position - 1 : position + 1] not in NUMBER_SIGNS]
        others = sum(letter in "ªº" or not (letter.isalpha() or letter in "‘’“”–—…´") for letter in letters)
        if others * 20 <= len(letters):
            words = set(re.findall(r"[^\W\d_]+", text))
            faults = sum(map(has_stray_capital, words))
            weights[encoding] = (known(words) - faults, round(coherence(letters), 2))
    return weights


def has_stray_capital(word: str) -> bool:
    """Return whether a capital beyond ASCII stands behind a small letter."""
    pairs = pairwise(word)
    return any(one.islower() and other.isupper() and not other.isascii() for one, other in pairs)


def known(words: Iterable[str]) -> int:
    """Return how many `words` with letters beyond ASCII are words of lists."""
    whole, stems = known_words()
    keys = {word.casefold() for word in words if not word.isascii()}
    return sum(key in whole or key.startswith(stems) for key in keys)


@cache
def known_words() -> tuple[set[str], tuple[str, ...]]:
    """Return words with letters beyond ASCII that lists hold, and beginnings of longer ones.

    The words are names of countries and months, and headers.
    """
    texts = [name for language in LATIN_LANGUAGES for name in country_names(language).values()]
    texts += [spelling for spellings in SPELLINGS.values() for spelling in spellings.split("|")]
    for language in LATIN_LANGUAGES:
        for months in Locale.parse(language).months.values():
            texts += [name for width in ("wide", "abbreviated") for name in months.get(width, {}).values()]
    words = {word.casefold() for text in texts for word in re.findall(r"[^\W\d_]{3,}", text) if not word.isascii()}
    stems = f"{INSTITUTION_WORDS} {AGREEMENT_WORDS} {NAME_STEMS}".split()
    return words, tuple(stem for stem in stems if not stem.isascii() and len(stem) > 3)


# Beginnings of words in the names of institutions that are told from others by letters beyond ASCII alone.
NAME_STEMS = """
    universität université universitāt politécnic polytechnique fédéral national supérieur général münchen münster
    zürich köln düsseldorf würzburg tübingen göttingen nürnberg göteborg malmö linköping ålborg århus tromsø malmø
    são méxico córdoba málaga bogotá medellín valparaíso concepción católic autónom tecnológic pontifícia
    federación português kraków łódź wrocław poznań gdańsk śląsk brněn plzeň české košice žilin győr műszaki
    főiskola szegedi bécsi autònom københavn høgskol højskol forlì perugià nacional polytechnic médic économi
    règlement españ panamá ingenierí ığdır muğla eskişehir çanakkale iași bucurești timișoara český slovenská
    zagreb niš škola štúdi"""


def coherence(letters: Sequence[str]) -> float:
    """Return the largest share of some `letters` beyond ASCII that one language of Europe has."""
    return max(sum(letter.casefold() in alphabet for letter in letters) for alphabet in ALPHABETS) / (len(letters) or 1)


def is_letter(content: bytes, position: int) -> bool:
    """Return whether the byte at that `position` is an ASCII letter."""
    return 0 <= position < len(content) and content[position : position + 1].isalpha()
