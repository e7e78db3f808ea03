"""Words by which lists tell how long an agreement holds, as tables and patterns, in the languages of lists."""

import re

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
BETWEEN = re.compile(
    r"\s+(?:-|–|—|to|until|till|upto|up to|through|bis|au|à|al|a|até|hasta|do|la|по|до|ilə|dan|sampai|s/d|hingga|iki|līdz|kuni|till|til|tot|έως|đến|إلى|الى|تا)\s+"
    r"|\s*[–—~～〜至→]\s*|(?<=\d{4})\s*-\s*(?=\d)|(?<=\d{4}\.)\s*-\s*(?=\d)|(?<=\d)-(?=\d{4}[./年])|(?<=[年月日])\s*-\s*(?=\d)|(?<=\d)\s*から\s*(?=\d)|(?<=\d\d[./]\d\d)\s*-\s*(?=\d\d[./])|\s-(?=\S)|(?<=\S)-\s|(?<=\d{4})\s*/\s*(?=\d{4}$)"
)
FROM = re.compile(
    r"^\W*(?:valid\s+)?(?:from|since|depuis(?:\s+le)?|seit|sejak|sinds|starting|period:?|с|со|от|від|з|von|vom|ab|du|de|del|desde(?:\s+el)?|dal|od|din|od\s+dne|dari|mulai|nuo|no|från|fra|van|"
    r"από|từ|من|از|自|从|ilə)\s+(?=\W*\w)",
    re.IGNORECASE,
)
SINCE_BEHIND = re.compile(r"\s*(?:起|から|より|부터|itibaren|beri|dan beri)\W*$")
# Folded words for a day and a week, in the languages that headers are known in; a word may go on behind a "*".
DAY_UNITS = tuple(
    """day* gun gunluk gunu dnej dney dnya dni den dniv dnu tag tage tagen jour* dia dias giorn* dzien kun kunlik kuni
    ywm ayam nap napos napja zile zi dien* paev* paiv* dag dagar dager dage dagen dana hari imer* tian ri
    nichi""".split()
)
WEEK_UNITS = tuple(
    """week* hafta* hefte* nedel* tizhn* tyzhn* woche* semaine* semana* settiman* tygod* tydz* tydn* tyden apta* het
    hetes saptaman* savait* nadal* viikko* vecka veckor uke uker uge uger weken asbw* minggu""".split()
)
A_DATE = r"[^;()]{0,20}?(?:\d{4}|\d\d[./-]\d\d[./-]\d\d)(?![\d./-]*\d)"
SIGNED_IN_TEXT = re.compile(
    rf"\b(?:signed|executed|dated|inked)\b(?:\s+(?:on|in|dated?))?:?\s+(?P<date>{A_DATE})", re.I
)
VALID_IN_TEXT = re.compile(
    rf"\b(?:valid(?:ity)?|effective|in force)\b:?\s+(?P<term>(?:up\s?to|until|till|through)\s+{A_DATE}"
    r"|(?:for|of)\s+(?:a\s+period\s+of\s+)?\w+\s+(?:\(\w+\)\s+)?years?)",
    re.IGNORECASE,
)
DATE_IN_TEXT = re.compile(
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s[^\W\d_]{3,}\.?,?\s\d{4}"
    r"|[^\W\d_]{3,}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|[^\W\d_]{3,}\.?,?\s\d{4}|\b(?:19|20)\d\d\b"
)
IN_BRACKETS = re.compile(r"\(([^()]*\d{4}[^()]*\d{4}[^()]*)\)")
