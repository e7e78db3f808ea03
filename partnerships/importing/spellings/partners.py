"""Words by which several institutions in one cell are told from one name, in the languages of lists."""

import re

from partnerships.folding import fold

# Parts of words of institutions that award degrees, and of other institutions.
UNIVERSITIES = """
    universi | üniversit | универс | университ | універ | uniwers | univerz | универз | egyetem | hochschul | yliopisto | ülikool |
    sveučiliš | свеучилиш | πανεπιστ | 大学 | 大學 | 대학 | جامعة | جامعه | دانشگاه | אוניברסיט | უნივერს | համալսարան |
    их сургууль | มหาวิทยาลัย | đại học | univ. | унив. | hogeschool | augstskol | aukštoji | lärosät | høgskol | høyskol | högskol"""
INSTITUTIONS = """
    institut | instytut | институт | інститут | ινστιτούτ | enstitü | intézet | academ | académ | accadem | akadem | akadém |
    академ | ακαδημ | school | école | ecole | escuela | escola | scuola | szkoł | škol | школ | főiskol | iskola | korkeakoulu |
    college | collège | colegio | colégio | kolej | kollec | колледж | коледж | kolegium | polytech | politech | politec | politehn |
    polytek | politek | politéc | polytéch | политех | політех | πολυτεχνεί | 学院 | 學院 | 研究所 | 研究院 | 研究機構 | 高专 | 高専 |
    연구원 | 연구소 | 과학원 | معهد | أكاديمية | اكاديمية | مدرسة | كلية | موسسه | مؤسسه | پژوهشگاه | آکادمی | ინსტიტუტ | აკადემი |
    ինստիտուտ | ակադեմիա | học viện | วิทยาลัย | สถาบัน"""
# What belongs to an institution, or stands above several.
UNITS = """
    facult | fakult | факульт | facoltà | faculdade | wydział | tiedekunta | σχολή | department | departament | département |
    dipartimento | кафедр | katedr | tanszék | bölüm | kafedra | division | abteilung | zentrum | center | centre | centro |
    центр | merkez | mərkəz | laborator | hospital | unité | clinic | klinik | клиник | museum | музей | library | press | campus | кампус |
    council | consortium | association | alliance | network | school of graduate | 学部 | 医学部 | 附属 | 附屬 | 附设 | 부속 | 병원 |
    مستشفى | مركز | بیمارستان"""
# Words that tell no institution from another: subjects, ranks, adjectives. In ASCII letters; a word may go on.
GENERIC = """
    city mobile central
    the of and for in an de del della di da do la le el et y e i und für der des fur d l national nacional nationale state estatal
    international internac internaz federal public private royal central graduate postgraduate junior senior higher advanced
    research technolog technical technique tecnic tecno technisch tekn teknik medic medecine medizin health welfare science
    scienc scient ciencia scienze wissenschaft applied angewandt art arts design music musik business commerce econom wirtschaft
    management administra law legal education educat pedagog teacher training agricultur agrar mechanical engineering
    ingenier ingegner banking finance theolog bible humanit social political medical nursing pharmac dental veterinar
    translational clinical machine mechan development crystallog nanotec rehabilit physics chemistry mathemat biolog
    geolog informat computer language culture sport polytechnic maritime military defence defense police open industr
    gosudarstven gosudarstvenn nacionaln natsional federaln mezhdunarodn medicinsk meditsinsk tekhnichesk tekhnolog
    pedagogich agrarn ekonomich ysc"""
# With these begins the second half of one name: "University of Science and Technology Graduate School".
SUBJECTS = """
    research technolog tecnolog tehnolog nanotec universities colleges educational graduate machines crystallog engineering science
    scienc sciences hacienda educación design innovation development training welfare"""
# The genitive of an institution behind "and": "Instytut Biochemii i Biofizyki Polskiej Akademii Nauk".
GENITIVES = """
    akademii | uniwersytetu | instytutu | академии наук | університету | академії | университета | института | akademie věd |
    akadémia | akadémie | academiei | academia română | egyetemi | kutatóintézet | универзитета | sveučilišta | akademije"""
# Beginnings of names of one institution each, although both halves could be one.
DOUBLE_NAMES = """
    Universitat de Vic - Universitat Central de Catalunya | Universidad de Vic - Universidad Central de Catalunya |
    University of Vic - Central University of Catalonia | Leibniz Institute for Educational Media / Georg Eckert Institute |
    Chinese Academy of Medical Sciences & Peking Union Medical College | Hochschule Bremen - City University of Applied Sciences |
    Indiana University – Purdue University | DGUV Hochschule - Hochschule der Gesetzlichen Unfallversicherung |
    Beijing Normal University - Hong Kong Baptist University United International College"""
ACRONYMS = """
    MIT ETH EPFL CERN CNRS UCL LSE KAIST KIST POSTECH NTNU KTH UCLA USC NYU TUM LMU RWTH KIT MGIMO МГИМО HSE ВШЭ МГУ СПбГУ МФТИ МИФИ
    МИСИС METU ODTÜ İTÜ ITU BOUN ADA UNAM UBA USP UNICAMP ITMO ИТМО NUS NTU HKU HKUST CUHK IIT CSIC CNR INRIA INRAE EHESS HEC ESSEC
    INSEAD IE UPC UPM UPV UAB UB UPF UAM UCM AGH UW UJ SGH ČVUT VUT ELTE BME DTU AAU SDU TU AUB AUC"""
# What stands between the institutions of one cell.
AND = """
    and & oraz và und sowie et és meg și şi y e och og ja a i и й та і және va və ve dan dengan და και و 및 en un ir ning with mit +
    / - – — | • · ● plus"""
WITH = """
    jointly with|together with|along with|in cooperation with|in collaboration with|in partnership with|in association with
    |in conjunction with|in co-operation with|gemeinsam mit|zusammen mit|in zusammenarbeit mit|in kooperation mit
    |conjointement avec|en collaboration avec|en partenariat avec|en coopération avec|junto con|junto a|conjuntamente con
    |en conjunto con|en colaboración con|en cooperación con|insieme a|insieme con|in collaborazione con|in cooperazione con
    |congiuntamente con|em conjunto com|em parceria com|em colaboração com|juntamente com|wspólnie z|we współpracy z|razem z
    |spolu s|společně s|spoločne s|ve spolupráci s|v spolupráci s|împreună cu|în colaborare cu|în parteneriat cu|közösen
    |együttműködésben|zajedno sa|zajedno s|u saradnji sa|u suradnji s|заједно са|у сарадњи са|ile birlikte|ile ortaklaşa
    |ile iş birliği içinde|ile işbirliği içinde|ilə birlikdə|ilə birgə|ilə əməkdaşlıqda|совместно с|вместе с|в сотрудничестве с
    |в партнерстве с|спільно з|разом з|у співпраці з|съвместно с|заедно с|в сътрудничество с|από κοινού με|σε συνεργασία με
    |μαζί με|samen met|in samenwerking met|tillsammans med|i samarbete med|sammen med|i samarbeid med|i samarbejde med
    |yhdessä|yhteistyössä|koostöös|kartu su|bendradarbiaujant su|kopā ar|sadarbībā ar|bersama dengan|bersama
    |bekerja sama dengan|بالتعاون مع|بالاشتراك مع|مع|با همکاری|به همراه|همراه با|бірлесіп|birgalikda"""
HEAD = re.compile(
    r",|\s(?:of|for|at|in|für|der|des|an|zu|im|de|del|della|di|da|das|dos|do|du|al|ale|por|per|pour|voor|van|named|imeni|имени"
    r"|им\.|im\.|по|за|при)\s|\s[-–—]\s",
    re.IGNORECASE,
)
INSTITUTE_OF = re.compile(r"(?:institut|институт)\w*\s(?:of|for|по|за|für|de)\s", re.IGNORECASE)
OF_SCIENCES = re.compile(r"academy of (?:\w+ )?science|академия на науките", re.IGNORECASE)
PREFIXED = re.compile(r"(?:ال)?(?:جامعة|جامعه|معهد|أكاديمية|اكاديمية|مدرسة|كلية)|دانشگاه|موسسه|مؤسسه|پژوهشگاه|آکادمی")
NO_PART = re.compile(r"(?:the )?joint\b|(?:the )?state university of", re.IGNORECASE)
SIGNS = re.compile(
    r"[;；\n,，،、/|•・+·●]|\d[.)]|[学學院所校](?:和|与|與|及|跟|と)|[교원소](?:와|과) |\sو(?:ال)?[جمأك]"
)


def any_of(table: str) -> re.Pattern[str]:
    """Return a pattern for the words of a table, separated by "|", in a casefolded text."""
    words = (" ".join(word.split()).casefold() for word in table.split("|"))
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


UNIVERSITY, UNIT, GENITIVE = map(any_of, (UNIVERSITIES, UNITS, GENITIVES))
INSTITUTION = re.compile(rf"{UNIVERSITY.pattern}|(?:{any_of(INSTITUTIONS).pattern})(?!ion|ución|uição|uzion|uci)")
KNOWN_ACRONYMS = frozenset(ACRONYMS.split())
KNOWN_DOUBLES = tuple(fold(name) for name in DOUBLE_NAMES.split("|"))
SHORT_GENERIC = frozenset(word for word in GENERIC.split() if len(word) < 4)
GENERIC_WORD = re.compile(rf"(?:{'|'.join(word for word in GENERIC.split() if len(word) > 3)})[a-z]{{0,9}}")
SUBJECT = re.compile(rf"(?:{'|'.join(SUBJECTS.split())})\w*\s", re.IGNORECASE)
BETWEEN_WORDS = frozenset(AND.split())
TRIGGERS = BETWEEN_WORDS | {phrase.split()[-1] for phrase in WITH.split("|")}
WORDS = "|".join(re.escape(word) for word in sorted(BETWEEN_WORDS - set("/|-–—•·●+"), key=len, reverse=True))
BETWEEN = re.compile(
    rf"\s+(?P<phrase>{any_of(WITH).pattern})\s+(?:(?:der|dem|the|la|le|el) |l['’])?|\s+(?P<word>{WORDS})(?=\s)"
    r"|\s*(?P<sign>[|•●・、·\n]|\s[+/]\s|(?:^|(?<=\s))\(?\d{1,2}[.)](?=\s*[^\W\d]))\s*"
    r"|(?:(?<=大学)|(?<=大學)|(?<=学院)|(?<=學院)|(?<=研究所)|(?<=研究院)|(?<=学校))(?P<east>和|与|與|及び|及|跟|と)"
    r"|(?:(?<=[교원소])(?P<korean>와|과|\s및))\s+|\s(?P<arabic>و)(?=جامعة|معهد|أكاديمية|الجامعة|كلية)"
    r"|\s*(?P<other>/|\s[-–—]\s|[,，،])\s*",
    re.IGNORECASE,
)
NEAR_EAST = re.compile(r"[\u0600-\u06ff]")
UNBROKEN_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}$")
