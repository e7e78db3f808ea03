"""Names of countries and parts of the world as lists write them, beside those of CLDR."""

import re

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
# Further names and forms of names in many languages, by which lists are read and which nobody is shown.
FURTHER_COUNTRY_NAMES = {
    "AE": """
        BƏƏ | الإمارات العربية المتحدة | امارات | امارات متحده عربی | ZEA | E.A.U. | UEA | Объединенные Арабские
        Эмираты | 阿联酋 | אמירויות""",
    "AL": "Shqipëria | Shqipëri",
    "AM": "Ermənistan",
    "AT": "Áo | 奧地利",
    "AU": "호주 | Úc | 澳洲 | Commonwealth of Australia",
    "AZ": """
        Азербайджанская Республика | Azərbaycan | Əzərbaycan | آذربایجان | جمهوری آذربایجان | Azərbaycan
        Respublikası""",
    "BA": "Bosna ve Hersek | Bosna Hersek | Bosnien-Herzegowina | BiH | B&H | בוסניה",
    "BD": "People's Republic of Bangladesh",
    "BN": "Negara Brunei Darussalam",
    "BO": "Estado Plurinacional de Bolivia",
    "BY": "Beyaz Rusya | Weißrussland | روسيا البيضاء | Bielarus | Belorussia",
    "CA": "Kanada",
    "CD": """
        Congo (DRC) | Демократическая Республика Конго | République démocratique du Congo | República
        Democrática del Congo | DROC""",
    "CI": "Fildişi Sahili | Elfenbeinküste | Costa do Marfim",
    "CN": """
        ÇXR | ÇHC | Çin Xalq Respublikası | Čínská lidová republika | Čínska ľudová republika | R.P. Chineză
        | Китайська Народна Республіка | НР Кина | סין | جمهورية الصين الشعبية | สาธารณรัฐประชาชนจีน | RP
        Chine | R.P. China | RP China | Repubblica Popolare Cinese | VR China | China, PR | China P.R. | RRT
        | RRC | Republik Rakyat Tiongkok | Republik Rakyat China | БНХАУ | ҚХР | КЭР | Kínai Népköztársaság
        | Chińska Republika Ludowa | ChRL | Cộng hòa Nhân dân Trung Hoa""",
    "CY": "Güney Kıbrıs | South Cyprus | Southern Cyprus | Güney Kıbrıs Rum Yönetimi | GKRY",
    "CZ": """
        Rép. tchèque | Rep. Checa | Rep. Ceca | Rep. Czeska | Cseh Köztársaság | ČR | Česká republika | Чешская Республика | Чеська Республіка | Çek Cumhuriyeti | Çek | Çex Respublikası
        | Tschechische Republik | Cseh Köztársaság | Tjeckiska republiken | Den tjekkiske republik | Τσεχική
        Δημοκρατία | Δημοκρατία της Τσεχίας | جمهورية التشيك | جمهوری چک | Чешка Република | Republik Ceko |
        Séc | Cộng hòa Séc | สาธารณรัฐเช็ก | เช็ก | Republica Cehă | Repubblica Ceca | República Tcheca |
        Tsjechische Republiek | 捷克共和國 | Чех | Бүгд Найрамдах Чех Улс""",
    "DE": """
        Nemačka | Olmoniya | Đức | เยอรมัน | République fédérale d'Allemagne | República Federal de Alemania
        | BRD | F.R. Germany | Federal Germany | ХБНГУ""",
    "DK": "Königreich Dänemark",
    "DO": "Rep. Dominicana",
    "DZ": "Алжирская Народная Демократическая Республика | People's Democratic Republic of Algeria",
    "EE": "Эстонская Республика | Естонська Республіка",
    "EG": """
        جمهورية مصر العربية | Арабская Республика Египет | Arab Republic of Egypt | Egypt, Arab Republic of
        | A.R.E. | ARE Egypt""",
    "ET": "Federal Democratic Republic of Ethiopia",
    "GB": """
        Соединенное Королевство | Соединённое Королевство Великобритании и Северной Ирландии | Шотландия |
        Уэльс | Северная Ирландия | Обединено кралство | Уједињено Краљевство | Μεγάλη Βρετανία | Σκωτία |
        אנגליה | אנגלייה | סקוטלנד | إنجلترا | اسكتلندا | İskoçya | Galler | Kuzey İrlanda | Şotlandiya |
        Şimali İrlandiya | Anh | Anh Quốc | Écosse | Pays de Galles | Irlande du Nord | Escocia | Gales |
        País de Gales | Scozia | Galles | Irlanda del Nord | Irlanda del Norte | Schottland | Nordirland |
        Szkocja | Walia | Irlandia Północna | Skotsko | Skócia | Scoția | Țara Galilor | Didžioji Britanija
        | Lielbritānija | Suurbritannia | Yhdistynyt kuningaskunta | Skottland | Skotland | Schotland |
        Škotska | Шкотска | スコットランド | イングランド | 苏格兰 | 스코틀랜드 | Velika Britanija | United Kingdom (UK) | UK,
        England | England UK""",
    "GE": "グルジア",
    "GR": "EL | Hellenic Republic | Hellas",
    "HK": "Honkonq | Hong Kong, SAR China | Hong Kong S.A.R.",
    "HU": "Венгерская Республика | المجر | هنغاريا",
    "IN": "هند | Republic of India | Bharat",
    "IQ": "Iraqi Kurdistan | Kurdistan Region of Iraq | Kurdistan Region, Iraq | Kurdistan-Iraq",
    "IR": """
        İran İslam Respublikası | İran İslam Cumhuriyeti | Исламская Республика Иран | ИРИ | جمهوری اسلامی
        ایران | R.I. Iran""",
    "IT": "Ý",
    "JO": "المملكة الأردنية الهاشمية | Hashemite Kingdom of Jordan | الاردن",
    "JP": "日本国",
    "KG": """
        Кыргызская Республика | Qırğız Respublikası | Kyrgyz | Киргизька Республіка | Кыргыз Республикасы |
        Қырғыз Республикасы | Kırgız Cumhuriyeti""",
    "KR": """
        Korea Płd. | Ю.Корея | דרום קוריאה | קוריאה | كوريا | كوريا الجنوبية | کره | G. Kore | Kore | Kore
        Cumhuriyeti | เกาหลี | สาธารณรัฐเกาหลี | Corée | Corea | Korea Rep | БНСУ | R. Korea | R of Korea |
        Korea R | Südkorea | Koreai Köztársaság | Korejská republika | Republika Koreja | Republika Korei |
        Republica Coreea | Coreea | Кореја | 大韩民国國""",
    "LA": "Lao | Lao P.D.R.",
    "LK": "Srilanka | Democratic Socialist Republic of Sri Lanka",
    "LT": "Литовская Республика | Литовська Республіка",
    "LV": "Латвийская Республика | Латвійська Республіка",
    "MA": "المملكة المغربية | Morroco",
    "MD": "R. Moldova | Rep. Moldova | Respublica Moldova",
    "MK": """
        K. Makedonya | Ş. Makedoniya | С. Македония | Mazedonien | R. of Macedonia | R. Macedonia | FYR
        Macedonia | FYR of Macedonia | Former Yugoslav Republic of Macedonia | Македония | Macédoine |
        Makedonya | ARYM""",
    "MM": "เมียนมา | พม่า",
    "MO": "Macau SAR | Macao, SAR China",
    "MX": "メキシコ合衆国 | United Mexican States | Estados Unidos Mexicanos",
    "NL": """
        Nizozemí | Королевство Нидерланды | Холандия | Kerajaan Belanda | The Netherland | Netherland |
        Kingdom of the Netherlands""",
    "NZ": "紐西蘭 | Aotearoa New Zealand | Newzealand",
    "OM": "عمان | سلطنة عمان",
    "PH": "The Philippines | Phillipines | Phillippines | Philipines",
    "PL": "Rzeczpospolita Polska",
    "PS": """
        فلسطين | Filistin | Fələstin | Палестина | Palestinian Authority | Palestinian National Authority |
        دولة فلسطين""",
    "PT": "Portuguese Republic",
    "RO": "Румынская Республика",
    "RU": """
        Ruská federace | Ruská federácia | Federația Rusă | Російська Федерація | Руска Федерација | Руска
        федерация | Ρωσική Ομοσπονδία | فدراسیون روسیه | روسيا الاتحادية | Nga | Liên bang Nga | 俄罗斯联邦 | 俄国
        | Fédération de Russie | Federación de Rusia | Federación Rusa | Federazione Russa | Federação Russa
        | Russische Föderation | Federacja Rosyjska | Orosz Föderáció | Ресей Федерациясы | ОХУ | Rossiya
        Federatsiyasi | Russian Fed. | Russia Federation | Ruska Federacija""",
    "SA": "Королевство Саудовская Аравия | Suudi Arabistan Krallığı | عربستان | 沙特",
    "SK": """
        Slovenská republika | Словацкая Республика | Словацька Республіка | Slovak Cumhuriyeti | Slowakische
        Republik | République slovaque | República Eslovaca | Repubblica Slovacca | Republika Słowacka |
        Szlovák Köztársaság | Republica Slovacă | Slovak | Словачка Република""",
    "SV": "Salvador",
    "SY": "الجمهورية العربية السورية",
    "TM": "Turkmeniya | Türkmənistan",
    "TN": "الجمهورية التونسية | Republic of Tunisia",
    "TR": "Турецкая Республика | Турецька Республіка | 터키 | T.C. | TC | Türkiye Cumhuriyeti",
    "TT": "Trinidad | Trinidad & Tobago",
    "TW": """
        Taiwan (China) | Tayvan (Çin) | ROC (Taiwan) | R.O.C. (Taiwan) | R.O.C. | Taiwan, Province of China
        | Taiwan ROC | 中華民國""",
    "UA": "Україна",
    "US": """
        Spojené státy americké | Соединенные Штаты Америки | Сполучені Штати Америки | Amerikai Egyesült
        Államok | SUA | Statele Unite | Statele Unite ale Americii | Сједињене Америчке Државе | Sjedinjene
        Američke Države | Združene države Amerike | ZDA | ארה"ב | ארהב | ארצות הברית | آمریکا | امریکا |
        ایالات متحده آمریکا | Mỹ | Hoa Kỳ | 미합중국 | JAV | Jungtinės Amerikos Valstijos | Förenta staterna |
        Ameerika | ASV | The USA | US of America | АНУ | Amerika Qoşma Ştatları | United State | United
        State of America | United States Of America (USA) | U.S. of America | アメリカ合衆国（米国）""",
    "VN": "Социалистическая Республика Вьетнам | СРВ | Socialist Republic of Vietnam | CHXHCN Việt Nam",
    "YE": "الجمهورية اليمنية",
    "ZA": """
        ЮАР | CAR | Cənubi Afrika Respublikası | RSA | RPA | Południowa Afryka | Південна Африка |
        Південно-Африканська Республіка | ПАР | Южно-Африканская Республика | Dél-Afrika | Dél-afrikai
        Köztársaság | Jihoafrická republika | Juhoafrická republika | Republic of South Africa | South
        African Republic | S. Africa | Južna Afrika | Güney Afrika Cumhuriyeti""",
}
# Parts of the world, which are no countries.
REGIONS = """Africa | America | Amerika | América | Americas | North America | South America | Latin America | Asia | Europe | Oceania | European Union |
    Eastern Europe | Western Europe | Middle East | Asia Pacific | Far East | Central Asia | CIS | СНГ | MDB | Worldwide |
    International | Australia and Oceania | Africa and Middle East | Australasia | Australia & Oceania | Rest of the World | Overseas |
    Asian countries | European countries | African countries | South East Asia | ASEAN | GCC | Arab countries | Scandinavia |
    North America & Caribbean | Latin America and the Caribbean | Central and South America | 大洋州 | 太洋州 | 北米 | 南米 | 中南米 |
    欧州 | 中東 | 中近東 | 亚洲 | 欧洲 | 美洲 | 大洋洲 | 非洲 | 亞洲 | 歐洲 | 北美洲 | 아시아 | 유럽 | 미주 | 북미 | 남미 | 중동 | 대양주 | 아프리카 |
    آسيا | أوروبا | أفريقيا | Международные | Зарубежные | Европа | Азия | Avropa | Asiya"""
# Languages of the first look; where none of them knows a name, all of CLDR are asked.
COUNTRY_LANGUAGES = "en az de es fr it ka kk ky pl pt ro ru tr tg uk uz ar zh ja ko cs sk hu nl el vi id fa sv da fi et hr sl ms he".split()
# Words behind which a country's name belongs to another region, or to no country.
NOT_THE_COUNTRY = re.compile(
    r"\b(?:new mexico|new england|inner mongolia|north(?:ern)? cyprus|new jersey|new south wales|university of georgia"
    r"|atlanta georgia|georgia tech|south georgia)$"
)
SHORT_FORMS = {"uk", "usa", "uae", "us", "ksa", "prc"}
UNCERTAIN_NAMES = {"georgia", "jersey", "lebanon", "niger", "jordan", "granada", "congo", "kongo"}
# Names of several countries or regions; "CAR" is South Africa in Azerbaijani and the Central African Republic in English.
UNCERTAIN_ALONE = {"america", "amerika", "car", "congo", "kongo", "konqo", "guyane"}
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
PART_OF_COUNTRY = re.compile(r"\s*(?:north|south|east|west)", re.IGNORECASE)  # "Ireland (Northern)" is the UK
# UN M49 codes of continents and parts of the world, as CLDR names them.
REGION_CODES = ("001 002 003 005 009 011 013 014 015 017 018 019 021 029 030 034 035 039 053 142 143 145 150 151 154 155 "
                "202 419 EU").split()  # fmt: skip
# The letters before an Erasmus code that are no code of ISO 3166-1, with that code.
ERASMUS_COUNTRIES = {
    "A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "G": "GR", "I": "IT", "N": "NO", "P": "PT", "S": "SE",
    "SF": "FI", "UK": "GB", "IRL": "IE", "LUX": "LU", "EL": "GR",
}  # fmt: skip
IN_FRONT = re.compile(
    r"([^,:;|–—/()：，、；-]{2,40}?)\s*(?:[,:;|/：，、；؛]|[.．](?=\s|\W*[\u3400-\u9fff])|\s[–—-])\s*(\S.*)", re.DOTALL
)
