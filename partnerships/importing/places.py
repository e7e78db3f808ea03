"""Countries as lists write them: names in every language, codes, short forms, misprints, the tail of a name."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from rapidfuzz.distance import OSA

from partnerships.countries import all_languages, country_names, three_letter_codes
from partnerships.folding import fold

# Languages of the first look; where none of them knows a name, all of CLDR are asked.
COUNTRY_LANGUAGES = "en az de es fr it ka kk ky pl pt ro ru tr tg uk uz ar zh ja ko".split()
SHORTEST = 4  # letters; a shorter name counts as it is written, since many are alike in ASCII letters
# Names in use that CLDR does not list first, by ISO 3166-1 alpha-2 code.
OTHER_COUNTRY_NAMES = {
    "AE": """
        UAE | U.A.E. | Emirates | BAƏ | ОАЭ | アラブ首長国連邦 | EAU | VAE | الامارات | الإمارات | الإمارات العربية
        المتحدة | امارات | امارات متحده عربی | ZEA | E.A.U. | UEA | Объединенные Арабские Эмираты | 阿联酋 |
        אמירויות""",
    "AL": "Shqipëria | Shqipëri",
    "AM": "Ermənistan",
    "AT": "Ausztria | Áo | 奧地利",
    "AU": "호주 | Úc | 澳洲 | Commonwealth of Australia",
    "AZ": """
        Азербайджанская Республика | Azərbaycan | Əzərbaycan | آذربایجان | جمهوری آذربایجان | Azərbaycan
        Respublikası""",
    "BA": """
        Bosnia | Bosnia and Herzegovina | Bosnia Herzegovina | Bosna ve Hersek | Bosna Hersek |
        Bosnien-Herzegowina | BiH | B&H | בוסניה""",
    "BD": """People's Republic of Bangladesh""",
    "BN": "Brunei Darussalam | Negara Brunei Darussalam",
    "BO": "Plurinational State of Bolivia | Estado Plurinacional de Bolivia",
    "BY": "Byelorussia | Белоруссия | Beyaz Rusya | Weißrussland | روسيا البيضاء | Bielarus | Belorussia",
    "CA": "Kanada",
    "CD": """
        DR Congo | Democratic Republic of the Congo | Democratic Republic of Congo | DRC | D.R. Congo | Congo DR
        | RD Congo | RDC | Congo (DRC) | Демократическая Республика Конго | République démocratique du Congo |
        República Democrática del Congo | DROC""",
    "CG": "Republic of the Congo | Congo",
    "CI": """Ivory Coast | Cote d'Ivoire | Fildişi Sahili | Elfenbeinküste | Costa do Marfim""",
    "CN": """
        中国 | 中华人民共和国 | 中華人民共和国 | Mainland of China | 中國 | PRC | People's Republic of China | PR of China |
        People Republic of China | República Popular China | République populaire de Chine | Volksrepublik China
        | Китайская Народная Республика | Çin Halk Cumhuriyeti | P.R. China | PR China | Mainland China | КНР |
        ÇXR | ÇHC | Çin Xalq Respublikası | Čínská lidová republika | Čínska ľudová republika | R.P. Chineză |
        Китайська Народна Республіка | НР Кина | סין | جمهورية الصين الشعبية | สาธารณรัฐประชาชนจีน | RP Chine |
        R.P. China | RP China | Repubblica Popolare Cinese | VR China | China, PR | China P.R. | RRT | RRC |
        Republik Rakyat Tiongkok | Republik Rakyat China | БНХАУ | ҚХР | КЭР | Kínai Népköztársaság | Chińska
        Republika Ludowa | ChRL | Cộng hòa Nhân dân Trung Hoa""",
    "CV": "Cape Verde",
    "CY": "Güney Kıbrıs | South Cyprus | Southern Cyprus | Güney Kıbrıs Rum Yönetimi | GKRY",
    "CZ": """
        Czech Republic | Çexiya | Чехия | Czech | Czech Rep. | République tchèque | República Checa | Republika
        Czeska | チェコ | Česká republika | Чешская Республика | Чеська Республіка | Çek Cumhuriyeti | Çek | Çex
        Respublikası | Tschechische Republik | Cseh Köztársaság | Tjeckiska republiken | Den tjekkiske republik
        | Τσεχική Δημοκρατία | Δημοκρατία της Τσεχίας | جمهورية التشيك | جمهوری چک | Чешка Република | Republik
        Ceko | Séc | Cộng hòa Séc | สาธารณรัฐเช็ก | เช็ก | Republica Cehă | Repubblica Ceca | República Tcheca |
        Tsjechische Republiek | 捷克共和國 | Чех | Бүгд Найрамдах Чех Улс""",
    "DE": """
        Federal Republic of Germany | FRG | ФРГ | B.R. Deutschland | 德國 | Nemačka | Olmoniya | Đức | เยอรมัน |
        République fédérale d'Allemagne | República Federal de Alemania | BRD | F.R. Germany | Federal Germany |
        ХБНГУ""",
    "DK": "Königreich Dänemark",
    "DO": "Dominican Rep. | Rep. Dominicana",
    "DZ": """Алжирская Народная Демократическая Республика | People's Democratic Republic of Algeria""",
    "EE": "Эстонская Республика | Естонська Республіка",
    "EG": """
        جمهورية مصر العربية | Арабская Республика Египет | Arab Republic of Egypt | Egypt, Arab Republic of |
        A.R.E. | ARE Egypt""",
    "ET": "Federal Democratic Republic of Ethiopia",
    "FM": "Micronesia",
    "GB": """
        UK | U.K. | Great Britain | Britain | England | Scotland | Wales | Northern Ireland | Böyük Britaniya |
        Англия | United Kingdom of Great Britain and Northern Ireland | İngiltere | Großbritannien |
        Grossbritannien | Grande-Bretagne | Gran Bretaña | Gran Bretagna | Grã-Bretanha | Inghilterra |
        Angleterre | Inglaterra | Anglia | Wielka Brytania | Marea Britanie | İngilterə | Великобритания |
        Велика Британія | 英国 | 영국 | 英國 | 連合王国 | グレートブリテン | Inggris | Anglicko | Velká Británie | Veľká Británia
        | Nagy-Britannia | Storbritannien | Storbritannia | Groot-Brittannië | Engeland | بريطانيا | انگلستان |
        Вялікабрытанія | U.K (England) | Соединенное Королевство | Соединённое Королевство Великобритании и
        Северной Ирландии | Шотландия | Уэльс | Северная Ирландия | Обединено кралство | Уједињено Краљевство |
        Μεγάλη Βρετανία | Σκωτία | אנגליה | אנגלייה | סקוטלנד | إنجلترا | اسكتلندا | İskoçya | Galler | Kuzey
        İrlanda | Şotlandiya | Şimali İrlandiya | Anh | Anh Quốc | Écosse | Pays de Galles | Irlande du Nord |
        Escocia | Gales | País de Gales | Scozia | Galles | Irlanda del Nord | Irlanda del Norte | Schottland |
        Nordirland | Szkocja | Walia | Irlandia Północna | Skotsko | Skócia | Scoția | Țara Galilor | Didžioji
        Britanija | Lielbritānija | Suurbritannia | Yhdistynyt kuningaskunta | Skottland | Skotland | Schotland
        | Škotska | Шкотска | スコットランド | イングランド | 苏格兰 | 스코틀랜드 | Velika Britanija | United Kingdom (UK) | UK,
        England | England UK""",
    "GE": "Republic of Georgia | グルジア",
    "GM": "The Gambia",
    "GR": "Hellenic Republic | Hellas",
    "HK": """
        Hong Kong | Hong Kong SAR | HKSAR | HongKong | Hong Kong, China | China (Hong Kong) | 香港 | 中国香港 | 中國香港 |
        홍콩 | Гонконг | Honkonq | Hong Kong, SAR China | Hong Kong S.A.R.""",
    "HU": "Венгерская Республика | المجر | هنغاريا",
    "ID": "Republic of Indonesia | 印尼",
    "IE": "Republic of Ireland",
    "IN": "هند | Republic of India | Bharat",
    "IQ": "عراق | Iraqi Kurdistan | Kurdistan Region of Iraq | Kurdistan Region, Iraq | Kurdistan-Iraq",
    "IR": """
        Islamic Republic of Iran | Iran (Islamic Republic of) | I.R. Iran | IR Iran | İran İslam Respublikası |
        İran İslam Cumhuriyeti | Исламская Республика Иран | ИРИ | جمهوری اسلامی ایران | R.I. Iran""",
    "IT": "Ý",
    "JO": "المملكة الأردنية الهاشمية | Hashemite Kingdom of Jordan | الاردن",
    "JP": "日本国",
    "KG": """
        Киргизия | Kyrgyz Republic | Kirghizia | Кыргызская Республика | Qırğız Respublikası | Kyrgyz |
        Киргизька Республіка | Кыргыз Республикасы | Қырғыз Республикасы | Kırgız Cumhuriyeti""",
    "KP": """DPRK | Democratic People's Republic of Korea""",
    "KR": """
        Korea | Republic of Korea | Koreya | Корея | Южная Корея | Cənubi Koreya | South-Korea | ROK | R.O.
        Korea | S. Korea | Republic Korea | Rep. of Korea | Republik Korea | República de Corea | République de
        Corée | Coreia | 南韓 | 韓國 | Korea Selatan | Korea South | Korea Republic | 大韓民国 | 韩国 | 韓国 | 한국 | 대한민국 |
        Korea Płd. | Ю.Корея | דרום קוריאה | קוריאה | كوريا | كوريا الجنوبية | کره | G. Kore | Kore | Kore
        Cumhuriyeti | เกาหลี | สาธารณรัฐเกาหลี | Corée | Corea | Korea Rep | БНСУ | R. Korea | R of Korea |
        Korea R | Südkorea | Koreai Köztársaság | Korejská republika | Republika Koreja | Republika Korei |
        Republica Coreea | Coreea | Кореја | 大韩民国國""",
    "LA": """Lao PDR | Lao People's Democratic Republic | Lao | Lao P.D.R.""",
    "LK": "Srilanka | Democratic Socialist Republic of Sri Lanka",
    "LT": "Литовская Республика | Литовська Республіка",
    "LV": "Латвийская Республика | Латвійська Республіка",
    "LY": "Libyan Arab Jamahiriya",
    "MA": "المملكة المغربية | Morroco",
    "MD": "Молдавия | Republic of Moldova | R. Moldova | Rep. Moldova | Respublica Moldova",
    "MK": """
        Macedonia | N. Macedonia | Makedonija | FYROM | Republic of North Macedonia | Republic of Macedonia |
        Mazedonien | R. of Macedonia | R. Macedonia | FYR Macedonia | FYR of Macedonia | Former Yugoslav
        Republic of Macedonia | Македония | Macédoine | Makedonya | ARYM""",
    "MM": "Burma | เมียนมา | พม่า",
    "MO": """
        Macau | Macao | Macao SAR | Macau, China | Macao, China | China (Macau) | 中国澳门 | 澳門 | 澳门 | マカオ | 마카오 |
        Macau SAR | Macao, SAR China""",
    "MX": "メキシコ合衆国 | United Mexican States | Estados Unidos Mexicanos",
    "NL": """
        Holland | The Netherlands | Holanda | Hollande | Holandia | Olanda | Hollandia | Голландия | Hollandiya
        | Nizozemí | Королевство Нидерланды | Холандия | Kerajaan Belanda | The Netherland | Netherland |
        Kingdom of the Netherlands""",
    "NZ": "紐西蘭 | Aotearoa New Zealand | Newzealand",
    "OM": "عمان | سلطنة عمان",
    "PH": "The Philippines | Phillipines | Phillippines | Philipines",
    "PL": "Rzeczpospolita Polska",
    "PS": """
        Palestine | State of Palestine | فلسطين | Filistin | Fələstin | Палестина | Palestinian Authority |
        Palestinian National Authority | دولة فلسطين""",
    "PT": "Portuguese Republic",
    "RO": "Румынская Республика",
    "RS": "Republic of Serbia | Serbia and Montenegro",
    "RU": """
        Russian Federation | Российская Федерация | РФ | Rusiya Federasiyası | Rusya Federasyonu | Ruská
        federace | Ruská federácia | Federația Rusă | Російська Федерація | Руска Федерација | Руска федерация |
        Ρωσική Ομοσπονδία | فدراسیون روسیه | روسيا الاتحادية | Nga | Liên bang Nga | 俄罗斯联邦 | 俄国 | Fédération de
        Russie | Federación de Rusia | Federación Rusa | Federazione Russa | Federação Russa | Russische
        Föderation | Federacja Rosyjska | Orosz Föderáció | Ресей Федерациясы | ОХУ | Rossiya Federatsiyasi |
        Russian Fed. | Russia Federation | Ruska Federacija""",
    "SA": """
        السعودية | KSA | Kingdom of Saudi Arabia | Saudi | Королевство Саудовская Аравия | Suudi Arabistan
        Krallığı | عربستان | 沙特""",
    "SI": "Словенија",
    "SK": """
        Slovak Republic | Slovak Rep. | Szlovákia | Slovenská republika | Словацкая Республика | Словацька
        Республіка | Slovak Cumhuriyeti | Slowakische Republik | République slovaque | República Eslovaca |
        Repubblica Slovacca | Republika Słowacka | Szlovák Köztársaság | Republica Slovacă | Slovak | Словачка
        Република""",
    "ST": "Sao Tome",
    "SV": "Salvador",
    "SY": "Syrian Arab Republic | الجمهورية العربية السورية",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TM": "Turkmeniya | Türkmənistan",
    "TN": "الجمهورية التونسية | Republic of Tunisia",
    "TR": """
        Turkey | Republic of Turkey | Republic of Türkiye | Turkiye | Турецкая Республика | Турецька Республіка
        | 터키 | T.C. | TC | Türkiye Cumhuriyeti""",
    "TT": "Trinidad | Trinidad & Tobago",
    "TW": """
        台湾 | 台灣 | 대만 | Chinese Taipei | Taiwan | Republic of China | Taiwan R.O.C. | 中国台湾 | Taiwan (China) |
        Tayvan (Çin) | ROC (Taiwan) | R.O.C. (Taiwan) | R.O.C. | Taiwan, Province of China | Taiwan ROC | 中華民國""",
    "TZ": "United Republic of Tanzania",
    "UA": "Україна",
    "US": """
        EE.UU. | EEUU | EE. UU. | E.E.U.U. | EUA | E.U.A. | A.B.D. | ABD | USA-America | AQSH | AQSh | АҚШ |
        Amerika Serikat | Amerika Syarikat | Stany Zjednoczone Ameryki | ΗΠΑ | Η.Π.Α. | САЩ | САД | SAD |
        Spojené státy | 美國 | 合衆国 | USA | U.S.A. | U.S. | United States of America | the United States | ABŞ |
        США | Amerika | Vereinigte Staaten von Amerika | États-Unis d'Amérique | Estados Unidos de América |
        Stati Uniti d'America | 美国 | 米国 | アメリカ | アメリカ合衆国 | 미국 | الولايات المتحدة الأمريكية | Spojené státy
        americké | Соединенные Штаты Америки | Сполучені Штати Америки | Amerikai Egyesült Államok | SUA |
        Statele Unite | Statele Unite ale Americii | Сједињене Америчке Државе | Sjedinjene Američke Države |
        Združene države Amerike | ZDA | ארה"ב | ארהב | ארצות הברית | آمریکا | امریکا | ایالات متحده آمریکا | Mỹ
        | Hoa Kỳ | 미합중국 | JAV | Jungtinės Amerikos Valstijos | Förenta staterna | Ameerika | ASV | The USA | US
        of America | АНУ | Amerika Qoşma Ştatları | United State | United State of America | United States Of
        America (USA) | U.S. of America | アメリカ合衆国（米国）""",
    "VE": "Bolivarian Republic of Venezuela",
    "VN": "Viet Nam | Социалистическая Республика Вьетнам | СРВ | Socialist Republic of Vietnam | CHXHCN Việt Nam",
    "XK": "Republic of Kosovo",
    "YE": "الجمهورية اليمنية",
    "ZA": """
        ЮАР | CAR | Cənubi Afrika Respublikası | RSA | RPA | Południowa Afryka | Південна Африка |
        Південно-Африканська Республіка | ПАР | Южно-Африканская Республика | Dél-Afrika | Dél-afrikai
        Köztársaság | Jihoafrická republika | Juhoafrická republika | Republic of South Africa | South African
        Republic | S. Africa | Južna Afrika | Güney Afrika Cumhuriyeti""",
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
# Words of a state's form, before its name and behind it, folded; "qtr" is left of "dwlh qtr".
FORMAL_WORDS = re.compile(
    r"^(?:the )?(?:(?:islamic|federal|democratic|socialist|federative|hashemite|co operative|oriental|people s|peoples"
    r"|plurinational|arab) )*(?:republic|rep|kingdom|state|sultanate|principality|grand duchy|commonwealth|federation) "
    r"of (?:the )?|^(?:respublika|korolevstvo|krolestwo|kralovstvi|kralovstvo|kraljevina|kerajaan|negara|vuong quoc"
    r"|cong hoa|mmlkh|dwlh|sltnh|l?jmhwryh|jmhwry(?: slmy)?|gosudarstvo|prathet|satharnrath) "
    r"|^(?:republica|republique|republik|repubblica|republika|reino|royaume|reyno|konigreich|bundesrepublik|estado) "
    r"(?:(?:federal|federative|federativa|islamica|islamique|bolivariana|oriental|unido|plurinacional) )*"
    r"(?:(?:de l|d|de|du|del|della|do|da|des|of) )?|^the "
    r"| respublika\w*$| cumhuriyeti$| kralligi$| emirligi$| sultanligi$| federatsiyasy$| republic$| koztarsasag$"
    r"| kiralysag$| uls$"
)
INITIALS = re.compile(r"[a-z](?: [a-z]){1,3}")
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
def iso_codes():
    """The codes of ISO 3166-1 in small letters, each with its alpha-2 code; they count in ASCII letters alone."""
    codes = {code.casefold(): code for code in country_names("en")}
    return codes | {code.casefold(): two for code, two in three_letter_codes().items()}


@cache
def country_codes():
    """Folded names of countries in COUNTRY_LANGUAGES and other names in use, each with its alpha-2 code.

    A name that is shorter than SHORTEST letters in ASCII but written in others stands as it is written.
    """
    codes = {}
    for language in COUNTRY_LANGUAGES:
        for code, name in country_names(language).items():
            codes.setdefault(name_key(name), code)
    for code, names in OTHER_COUNTRY_NAMES.items():
        codes |= {name_key(name): code for name in names.split("|")}
    return codes


def name_key(name):
    """The key that a country's name is looked up by."""
    key = fold(name)
    is_told = len(key) >= SHORTEST or name.isascii()
    return key if is_told else unicodedata.normalize("NFKC", name).casefold().strip(" .\n")


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
    if name.isascii() and (code := iso_codes().get(name.strip(" .").casefold())):
        return code
    key = name_key(name)
    for form in forms_of(name, key):
        if code := country_codes().get(form):
            return code
    if not is_thorough or len(key) < SHORTEST:
        return None
    return every_country_code().get(key)


def forms_of(name, key):
    """The keys that a country's `name` may be known by: as it is, without the words of a state's form, as initials."""
    yield key
    if "&" in name:
        yield fold(name.replace("&", " and "))
    yield (bare := FORMAL_WORDS.sub("", key))
    if 0 < len(bare) < SHORTEST and bare != key:
        yield name_key(name.split()[-1])
    yield name_key(EAST_ASIAN_FORM.sub("", name.strip()))
    if INITIALS.fullmatch(key):
        yield key.replace(" ", "")


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
    return names | SHORT_FORMS | {fold(name) for listed in OTHER_COUNTRY_NAMES.values() for name in listed.split("|")}


def is_certain_name(text, code):
    """Whether a name of the country of that `code` is known well: no misprint of another country's main name."""
    key = name_key(text)
    if key in UNCERTAIN_ALONE:
        return False
    if text.isascii() and key in iso_codes():
        return True
    return any(form in country_codes() for form in forms_of(text, key)) or set(near_codes(key)) <= {code}


@lru_cache(maxsize=10_000)
def read_country(text):
    """The country that a cell of a country column names: a Place, or None where it names none, or more than one."""
    if code := country_of(text):
        return Place(code, is_certain_name(text, code))
    outside, inside = BRACKETS.sub(" ", text), BRACKETS.findall(text)
    if inside and (code := country_of(outside)):
        others = {country_of(part) for part in inside} - {None, code}
        return None if others else Place(code, True)
    if not fold(outside) and inside:
        return read_country(inside[0])
    parts = [part for part in re.split(r"[,;/\n]| - | – ", text) if fold(part)]
    if len(parts) == 1:
        parts = in_scripts(parts[0])
    codes = {code for part in parts if (code := country_of(part))}
    if len(parts) > 1 and len(codes) == 1 and (country_of(parts[-1]) or country_of(parts[0])):
        is_last = bool(country_of(parts[-1])) and fold(parts[-1]) not in UNCERTAIN_NAMES
        return Place(codes.pop(), is_last or all(country_of(part) for part in parts))
    if len(codes) > 1:
        return None
    key = fold(text)
    if not NOT_THE_COUNTRY.search(key):
        for words in tails(key) + heads(key):
            if len(words) > 4 and (code := country_codes().get(words)):
                return Place(code, False)
    code = misprint_of(text)
    return Place(code, False) if code else None


def names_country(text, *, is_thorough=False):
    """Whether a text is a country, or the same one in two languages."""
    if country_of(text, is_thorough=is_thorough):
        return True
    parts = text.split("/") if "/" in text else in_scripts(text)
    return len(parts) == 2 and any(country_of(part, is_thorough=is_thorough) for part in parts)


def in_scripts(text):
    """A text of two scripts as its parts, "オーストリア Austria" as both names; any other as it is."""
    for cut in re.finditer(r" +", text) if not text.isascii() else ():
        before, behind = text[: cut.start()], text[cut.end() :]
        if before.isascii() != behind.isascii() and not set(map(script, before)) & set(map(script, behind)) - {""}:
            return [before, behind]
    return [text]


def script(character):
    """The first word of a letter's name in Unicode, such as "LATIN"; "" for what is no letter."""
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""


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
