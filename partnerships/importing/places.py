"""Countries as lists write them: names in every language, codes, short forms, misprints, the tail of a name."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from rapidfuzz.distance import OSA

from partnerships.countries import all_languages, country_names, three_letter_codes
from partnerships.folding import fold

# Languages of the first look; where none of them knows a name, all of CLDR are asked.
COUNTRY_LANGUAGES = "en az de es fr it ka kk ky pl pt ro ru tr tg uk uz ar zh ja ko".split()
# Names in use that CLDR does not list first, by ISO 3166-1 alpha-2 code.
OTHER_COUNTRY_NAMES = {
    "AE": "UAE | U.A.E. | Emirates | BAƏ | ОАЭ | アラブ首長国連邦 | EAU | VAE | الامارات | الإمارات",
    "BA": "Bosnia | Bosnia and Herzegovina | Bosnia Herzegovina",
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia",
    "BY": "Byelorussia | Белоруссия",
    "CD": "DR Congo | Democratic Republic of the Congo | Democratic Republic of Congo | DRC | D.R. Congo | Congo DR | RD Congo | RDC",
    "CG": "Republic of the Congo | Congo",
    "CI": "Ivory Coast | Cote d'Ivoire",
    "CN": "中国 | 中华人民共和国 | 中華人民共和国 | Mainland of China | 中國 | PRC | People's Republic of China | PR of China | People Republic of China | República Popular China | République populaire de Chine | Volksrepublik China | Китайская Народная Республика | Çin Halk Cumhuriyeti | P.R. China | PR China | Mainland China | КНР",
    "CV": "Cape Verde",
    "CZ": "Czech Republic | Çexiya | Чехия | Czech | Czech Rep. | République tchèque | República Checa | Republika Czeska | チェコ",
    "DE": "Federal Republic of Germany | FRG | ФРГ | B.R. Deutschland | 德國",
    "DO": "Dominican Rep.",
    "GM": "The Gambia",
    "FM": "Micronesia",
    "GB": "UK | U.K. | Great Britain | Britain | England | Scotland | Wales | Northern Ireland | Böyük Britaniya | Англия"
    " | United Kingdom of Great Britain and Northern Ireland | İngiltere | Großbritannien | Grossbritannien | Grande-Bretagne | Gran Bretaña | Gran Bretagna | Grã-Bretanha"
    " | Inghilterra | Angleterre | Inglaterra | Anglia | Wielka Brytania | Marea Britanie | İngilterə | Великобритания"
    " | Велика Британія | 英国 | 영국 | 英國 | 連合王国 | グレートブリテン | Inggris | Anglicko | Velká Británie | Veľká Británia | Nagy-Britannia"
    " | Storbritannien | Storbritannia | Groot-Brittannië | Engeland | بريطانيا | انگلستان | Вялікабрытанія | U.K (England)",
    "GE": "Republic of Georgia",
    "HK": "Hong Kong | Hong Kong SAR | HKSAR | HongKong | Hong Kong, China | China (Hong Kong) | 香港 | 中国香港 | 中國香港 | 홍콩 | Гонконг",
    "ID": "Republic of Indonesia | 印尼",
    "IQ": "عراق",
    "IE": "Republic of Ireland",
    "IR": "Islamic Republic of Iran | Iran (Islamic Republic of) | I.R. Iran | IR Iran",
    "KG": "Киргизия | Kyrgyz Republic | Kirghizia",
    "KP": "DPRK | Democratic People's Republic of Korea",
    "KR": "Korea | Republic of Korea | Koreya | Корея | Южная Корея | Cənubi Koreya | South-Korea | ROK | R.O. Korea | S. Korea | Republic Korea | Rep. of Korea | Republik Korea | República de Corea | République de Corée | Coreia"
    " | 南韓 | 韓國 | Korea Selatan | Korea South"
    " | Korea Republic | 大韓民国 | 韩国 | 韓国 | 한국 | 대한민국",
    "LA": "Lao PDR | Lao People's Democratic Republic",
    "LY": "Libyan Arab Jamahiriya",
    "MD": "Молдавия | Republic of Moldova",
    "MK": "Macedonia | N. Macedonia | Makedonija | FYROM | Republic of North Macedonia | Republic of Macedonia",
    "MM": "Burma",
    "MO": "Macau | Macao | Macao SAR | Macau, China | Macao, China | China (Macau) | 中国澳门 | 澳門 | 澳门 | マカオ | 마카오",
    "NL": "Holland | The Netherlands | Holanda | Hollande | Holandia | Olanda | Hollandia | Голландия | Hollandiya",
    "PS": "Palestine | State of Palestine",
    "RU": "Russian Federation | Российская Федерация | РФ | Rusiya Federasiyası | Rusya Federasyonu",
    "SA": "السعودية | KSA | Kingdom of Saudi Arabia | Saudi",
    "SK": "Slovak Republic | Slovak Rep. | Szlovákia",
    "AT": "Ausztria",
    "SI": "Словенија",
    "ST": "Sao Tome",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey | Republic of Turkey | Republic of Türkiye | Turkiye",
    "RS": "Republic of Serbia | Serbia and Montenegro",
    "TW": "台湾 | 台灣 | 대만 | Chinese Taipei | Taiwan | Republic of China | Taiwan R.O.C. | 中国台湾",
    "TZ": "United Republic of Tanzania",
    "US": "EE.UU. | EEUU | EE. UU. | E.E.U.U. | EUA | E.U.A. | A.B.D. | ABD | USA-America | AQSH | AQSh | АҚШ | Amerika Serikat"
    " | Amerika Syarikat | Stany Zjednoczone Ameryki | ΗΠΑ | Η.Π.Α. | САЩ | САД | SAD | Spojené státy | 美國 | 合衆国"
    " | USA | U.S.A. | U.S. | United States of America | the United States | ABŞ | США | Amerika | Vereinigte Staaten von Amerika"
    " | États-Unis d'Amérique | Estados Unidos de América | Stati Uniti d'America | 美国 | 米国 | アメリカ | アメリカ合衆国 | 미국"
    " | الولايات المتحدة الأمريكية",
    "VE": "Bolivarian Republic of Venezuela",
    "VN": "Viet Nam",
    "XK": "Republic of Kosovo",
}
# Words behind which a country's name belongs to another place, or to no country.
NOT_THE_COUNTRY = re.compile(
    r"\b(?:new mexico|new england|inner mongolia|north(?:ern)? cyprus|new jersey|new south wales|university of georgia"
    r"|atlanta georgia|georgia tech|south georgia)$"
)
SHORT_FORMS = {"uk", "usa", "uae", "us", "ksa", "prc"}
UNCERTAIN_NAMES = {"georgia", "jersey", "lebanon", "niger", "jordan", "granada", "congo", "kongo"}
UNCERTAIN_ALONE = {"america", "amerika", "congo", "kongo", "konqo", "guyane"}
EAST_ASIAN_FORM = re.compile(
    r"(?<=..)(?:人民民主|連邦|人民|イスラム|社会主義|多民族|ボリバル)*(?:共和国|王国|公国|連邦|國|国)$"
)
FORMAL_WORDS = re.compile(
    r"^(?:the )?(?:(?:islamic|federal|democratic|socialist|federative|hashemite|co operative|oriental) )*"
    r"(?:republic|rep|kingdom|state|sultanate|principality|grand duchy|commonwealth) of (?:the )?|^respublika "
    r"|^(?:republica|republique|republik|repubblica|republika|reino|royaume|reyno|konigreich|bundesrepublik|estado) "
    r"(?:(?:federal|federative|federativa|islamica|islamique|bolivariana|oriental|unido) )*(?:(?:de l|d|de|du|del|della|do|da|des|of) )?"
    r"| respublika\w*$| cumhuriyeti$"
)
BRACKETS = re.compile(r"\(([^()]*)\)")
REGIONS = """Africa | America | Amerika | América | Americas | North America | South America | Latin America | Asia | Europe | Oceania | European Union |
    Eastern Europe | Western Europe | Middle East | Asia Pacific | Far East | Central Asia | CIS | СНГ | MDB | Worldwide |
    International | Australia and Oceania | Africa and Middle East | Australasia | Australia & Oceania | Rest of the World | Overseas |
    Asian countries | European countries | African countries | South East Asia | ASEAN | GCC | Arab countries | Scandinavia |
    North America & Caribbean | Latin America and the Caribbean | Central and South America | 大洋州 | 太洋州 | 北米 | 南米 | 中南米 |
    欧州 | 中東 | 中近東 | 亚洲 | 欧洲 | 美洲 | 大洋洲 | 非洲 | 亞洲 | 歐洲 | 北美洲 | 아시아 | 유럽 | 미주 | 북미 | 남미 | 중동 | 대양주 | 아프리카 |
    آسيا | أوروبا | أفريقيا | Международные | Зарубежные | Европа | Азия | Avropa | Asiya"""
# UN M49 codes of continents and parts of the world, as CLDR names them.
REGION_CODES = ("001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 142 143 145 150 151 154 155 "
                "202 419 EU").split()  # fmt: skip


class Place(NamedTuple):
    """A country read from a text: its alpha-2 code, and whether that is certain."""

    code: str
    is_certain: bool


@cache
def country_codes():
    """Folded names of countries in COUNTRY_LANGUAGES, ISO codes and short forms, each with its alpha-2 code."""
    codes = {}
    for language in COUNTRY_LANGUAGES:
        for code, name in country_names(language).items():
            codes.setdefault(fold(name), code)
            codes.setdefault(code.casefold(), code)
    for code, names in OTHER_COUNTRY_NAMES.items():
        codes |= {fold(name): code for name in names.split(" | ")}
    return {code.casefold(): two for code, two in three_letter_codes().items()} | codes


@cache
def every_country_code():
    """Folded names of countries in every language of CLDR; a name of two countries in two languages is left out."""
    found = {}
    for language in all_languages():
        for code, name in country_names(language).items():
            if len(fold(name)) > 3:
                found.setdefault(fold(name), set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


@cache
def region_names():
    """Folded names of continents and parts of the world, which are no countries."""
    names = {fold(name) for name in REGIONS.split("|")}
    for language in COUNTRY_LANGUAGES:
        territories = Locale.parse(language).territories
        names |= {fold(territories[code]) for code in REGION_CODES if code in territories}
    return names - {""}


def country_of(name, *, is_thorough=True):
    """The alpha-2 code of the country that a `name` is, or None; in any language of CLDR where looked up thoroughly."""
    key = fold(name)
    shorter = EAST_ASIAN_FORM.sub("", name.strip())
    for form in (key, fold(name.replace("&", " and ")), FORMAL_WORDS.sub("", key), fold(shorter)):
        if code := country_codes().get(form):
            return code
    return every_country_code().get(key) if is_thorough and len(key) > 3 else None


@cache
def long_names():
    """Folded names of at least five letters in the main languages, for misprints."""
    return {name: code for name, code in country_codes().items() if len(name) > 4}


def near_codes(key, most=1):
    """The countries whose main names a folded name misses by at most so many letters: {alpha-2 code: distance}."""
    near = {}
    for other, code in long_names().items():
        if abs(len(key) - len(other)) <= most:
            distance = OSA.distance(key, other, score_cutoff=most)
            if distance <= most and key[0] == other[0]:
                near[code] = min(distance, near.get(code, most))
    return near


def misprint_of(name):
    """The alpha-2 code of the only country whose name a `name` misses by a letter (two, from eight letters on)."""
    key = fold(name)
    if len(key) < 5:
        return None
    most = 1 if len(key) < 8 else 2
    near = near_codes(key, most)
    best = [code for code, distance in near.items() if distance == min(near.values())]
    return best[0] if len(best) == 1 else None


@cache
def certain_names():
    """Folded names that can be nothing but a country behind a comma: in English and the languages of the office."""
    names = {fold(name) for language in ("en", "az", "ru", "tr") for name in country_names(language).values()}
    return names | SHORT_FORMS | {fold(name) for listed in OTHER_COUNTRY_NAMES.values() for name in listed.split(" | ")}


def is_certain_name(text):
    """Whether a name of a country is known well: not only in a language far off while it is near another name."""
    key = fold(text)
    if key in UNCERTAIN_ALONE:
        return False
    return key in country_codes() or FORMAL_WORDS.sub("", key) in country_codes() or not near_codes(key)


@lru_cache(maxsize=10_000)
def read_country(text):
    """The country that a cell of a country column names: a Place, or None where it names none, or more than one."""
    if code := country_of(text):
        return Place(code, is_certain_name(text))
    outside, inside = BRACKETS.sub(" ", text), BRACKETS.findall(text)
    if inside and (code := country_of(outside)):
        others = {country_of(part) for part in inside} - {None, code}
        return None if others else Place(code, True)
    if not fold(outside) and inside:
        return read_country(inside[0])
    parts = [part for part in re.split(r"[,;/\n]| - | – ", text) if fold(part)]
    codes = {code for part in parts if (code := country_of(part))}
    if len(parts) > 1 and len(codes) == 1 and (country_of(parts[-1]) or country_of(parts[0])):
        is_last = bool(country_of(parts[-1])) and fold(parts[-1]) not in UNCERTAIN_NAMES
        return Place(codes.pop(), is_last or all(country_of(part) for part in parts))
    if len(codes) > 1:
        return None
    code = misprint_of(text)
    return Place(code, False) if code else None


def country_at_end(name):
    """The country that trails an institution's name: a Place, or None.

    It is certain behind a comma or in brackets ("…, China", "… (Germany)"); a last word may belong to the name.
    """
    for inside in reversed(BRACKETS.findall(name)):
        if (code := country_of(inside)) and len(fold(inside)) > 1 and inside.strip() != "IT":
            is_short = len(fold(inside)) < 4 and fold(inside) not in SHORT_FORMS
            return Place(code, not is_short and fold(inside) not in UNCERTAIN_NAMES)
    bare = " ".join(BRACKETS.sub(" ", name).split()).strip(" ,;.")
    parts = [part for part in re.split(r"[,;\n]| - | – | — ", bare) if fold(part)]
    if not parts or NOT_THE_COUNTRY.search(fold(bare)):
        return None
    last = fold(parts[-1])
    if len(parts) > 1 and (len(last) > 2 or last in SHORT_FORMS) and (code := country_of(parts[-1])):
        return Place(code, last in certain_names() and last not in UNCERTAIN_NAMES)
    for words in tails(last) + (heads(last) if len(parts) > 1 else []):
        if (code := country_codes().get(words)) and (len(words) > 3 or words in SHORT_FORMS):
            return Place(code, False)
    if len(parts) > 1 and (code := misprint_of(parts[-1])):
        return Place(code, False)
    return next((Place(code, False) for words in tails(last) if len(words) > 8 and (code := misprint_of(words))), None)


def tails(key):
    """The last words of a folded text, the longest first, without the whole."""
    words = key.split()
    return [" ".join(words[-length:]) for length in range(min(6, len(words) - 1), 0, -1)]


def heads(key):
    """The first words of a folded text, the longest first, without the whole."""
    words = key.split()
    return [" ".join(words[:length]) for length in range(min(6, len(words) - 1), 0, -1)]


def is_region(text):
    """Whether a text names a part of the world and no country."""
    return bool({fold(text), fold(re.sub(r"(?:州|地域|地区|지역)$", "", text))} & region_names())
