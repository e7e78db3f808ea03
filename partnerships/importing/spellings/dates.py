"""Words in and beside dates, as tables, in the languages of lists."""

import re

# Words that make a date less certain or wider than it is written. Folded before they are compared.
ABOUT = """
    c ca cca circa circ around about approx approximately approximate roughly probably presumably perhaps
    maybe likely est estimated etwa ungefähr zirka rund um gegen vermutlich wohl vers environ env autour
    probablement hacia alrededor aproximadamente aprox sobre cerca probablemente verso intorno attorno
    indicativamente probabilmente volta provavelmente około ok ok. mniej więcej prawdopodobnie kolem okolo
    přibližně přibl asi zhruba približne približno oko otprilike aproximativ jurul körül kb körülbelül
    nagyjából yaklaşık tahminen civarı civarında dolayları takriben təxminən təqribən около примерно
    приблизительно ориентировочно прибл ок приблизно близько орієнтовно шамамен тахминан taxminan حوالي تقريبا
    نحو حدود تقریبا περίπου γύρω noin arviolta omkring ungefär cirka omtrent rundt ongeveer rond omstreeks
    apie apytiksliai ap aptuveni umbes khoảng sekitar kira-kira lebih kurang lk dolay բոլորը մոտ დაახლოებით
    ประมาณ בערך סביב לערך circa. ойролцоогоор rreth afërsisht abt apx отприлика околу приближно 약 대략 쯤 경"""
SEASONS = """
    spring summer autumn fall winter frühling frühjahr sommer herbst printemps été ete automne hiver primavera
    verano otoño invierno estate autunno inverno verão verao outono wiosna wiosną wiosny lato latem lata
    jesień jesienią jesieni zima zimą zimy jaro léto podzim jara léta podzimu jar leto jeseň proljeće ljeto
    jesen proleće pomlad poletje primăvara vara toamna iarna tavasz nyár ősz tél ilkbahar bahar yaz sonbahar
    güz kış yay payız qış весна лето осень зима весной летом осенью зимой весны лета осени зимы літо осінь
    навесні влітку восени взимку пролет лято есен пролеће көктем жаз күз қыс bahor yoz kuz qish ربيع صيف خريف
    شتاء بهار تابستان پاییز زمستان άνοιξη καλοκαίρι φθινόπωρο χειμώνας kevät kesä syksy talvi vår höst vinter
    forår efterår høst lente zomer herfst pavasaris vasara ruduo žiema rudens ziema kevad suvi sügis talv mùa
    xuân hạ hè thu đông musim semi panas gugur dingin spring. 봄 여름 가을 겨울 אביב קיץ סתיו חורף גაზაფხული ზაფხული
    შემოდგომა ზამთარი գարուն ամառ աշուն ձմեռ хавар зун намар өвөл"""
PARTS = """
    end beginning begin start early mid middle late first second third fourth half quarter semester term
    trimester season yearend ende anfang mitte halbjahr quartal sommersemester wintersemester fin début mi
    milieu courant trimestre semestre premier première deuxième troisième quatrième finales fines final
    principios inicios comienzos mediados primer segundo tercer cuarto fine inizio metà primo terzo quarto
    finais início inícios meados meio primeiro terceiro koniec końcu końca początek początku początkiem połowa
    połowie pierwszy drugi trzeci czwarty kwartał półrocze konec konce koncem začátek začátku počátek polovina
    čtvrtletí pololetí začiatok kraj kraju početak sredina sredinom kvartal sfârșit sfârșitul sfarsit început
    începutul mijlocul trimestrul semestrul vége végén eleje elején közepe közepén negyedév félév sonu sonunda
    başı başında ortası ortasında çeyrek çeyreği yarısı dönemi yarıyıl birinci ikinci üçüncü dördüncü əvvəli
    əvvəlində rüb rübü semestr конец конца конце концу начало начала начале середина середины середине квартал
    полугодие полугодия семестр кінець кінця кінці початок початку середині півріччя край началото средата
    соңы басы ортасы тоқсан oxiri oxirida boshi boshida o‘rtasi chorak نهاية بداية منتصف أواخر أوائل النصف
    الربع الأول الثاني الثالث الرابع پایان آغاز اواخر اوایل اواسط نیمه τέλος τέλη αρχές αρχή μέσα τρίμηνο
    εξάμηνο loppu alku puoliväli lopussa alussa slutet början mitten slutten begynnelsen starten slutningen
    eind einde midden kwartaal pabaiga pradžia vidurys beigas sākums vidus lõpp algus keskpaik cuối đầu giữa
    quý akhir awal pertengahan kuartal 말 초 중순 상반기 하반기 분기 초반 중반 סוף תחילת אמצע ბოლო
    დასაწყისი დასაწყისში ბოლოს
    нач кон сер поч кв kw inizi medio mijloc
    վերջ սկիզբ ss ws sose wise hösttermin vårtermin"""
BETWEEN_WORDS = """
    στο στα στις στην τον το
    of the de del della dei di da do dos des du la le les l el los las en in im dem der den w na v в на с по і
    i a al à ao no at to van het în lui года году год г р року рік roku rok roce il ili ilin yılı yılının
    yılın yil yili tarixi жылы ж year jahr jahres año anno ano år عام سنة سال את שנת 년 년도 năm tahun"""
# What is said where nothing is known, each a whole cell; a word may go on.
UNKNOWN = """
    n d|nd|s d|б д|o d|tba|без даты|без дати|ohne datum|sans date|sin fecha|senza data|sem data|bez daty|bez data|fără dată
    |dátum nélkül|tarihsiz|tarixsiz|χωρίς ημερομηνία|بدون تاريخ|بدون تاریخ|日付なし|无日期|날짜 없음|geen datum|uten dato|utan datum|
    not specified|unspecified|not stated|not indicated|not given|not known|unknown|not defined|undefined
    |not determined|undetermined|not recorded|not available|not mentioned|not provided|no information|no data
    |no date|to be determined|to be defined|to be confirmed|to be decided|unclear|missing|not entered|not set
    |date unknown|nicht angegeben|keine angabe|k a|nicht bekannt|unbekannt|nicht festgelegt|nicht definiert
    |nicht spezifiziert|ohne angabe|nicht bestimmt|unklar|offen gelassen|non précisé|non spécifié|non indiqué
    |non renseigné|non défini|non déterminé|non mentionné|inconnu|à définir|à déterminer|à préciser|pas précisé
    |sans indication|no especificad|no se especifica|sin especificar|no definid|sin definir|no indicad|no consta
    |no determinad|sin determinar|desconocid|por definir|sin datos|no informad|no disponible|se desconoce
    |non specificat|non indicat|non definit|non determinat|non precisat|non disponibile|sconosciut|da definire
    |da determinare|non nota|non noto|não especificad|não definid|não indicad|não informad|não consta
    |não determinad|desconhecid|sem informação|a definir|não disponível|não mencionad|nie określon|nieokreślono
    |nie podan|niepodan|nie wskazan|nieznan|brak danych|brak informacji|nie ustalon|do ustalenia|nie wiadomo
    |nie dotyczy brak|neuveden|nespecifikován|neznám|není uveden|není znám|neurčen|nestanoven|není určen
    |neuvedené|nešpecifikovan|nie je uveden|nie je znám|nezadán|belirtilmemiş|belirtilmedi|belirtilmemekte
    |belli değil|belirsiz|bilinmiyor|bilinmeyen|tanımlanmamış|belirlenmemiş|bilgi yok|süresi belirtilmemiş
    |tarih belirtilmemiş|göstərilməyib|göstərilməmiş|qeyd olunmayıb|qeyd edilməyib|məlum deyil|naməlum
    |müəyyən edilməyib|müəyyən edilməmiş|müəyyən olunmayıb|qeyri müəyyən|məlumat yoxdur|не указан|не известн
    |неизвестн|не определен|не определён|неопределен|неопределён|не установлен|нет данных|нет сведений
    |не обозначен|не задан|не уточнен|не уточнён|уточняется|срок не указан|дата не указана|не вказан|не зазначен
    |невідом|не відом|не визначен|невизначено|немає даних|не встановлен|не посочен|неизвестен|не е посочен
    |не е указан|не е определен|неуточнен|није наведен|није познат|непознат|није одређен|nije naveden
    |nije poznat|nepoznat|nije određen|nije definiran|ni naveden|ni znan|neznan|ni določen|nespecificat
    |neprecizat|necunoscut|nedefinit|nu este specificat|nu se specifică|nu este precizat|nu e specificat
    |nu se cunoaște|nincs megadva|nincs meghatározva|ismeretlen|nem ismert|nem meghatározott|meghatározatlan
    |nincs adat|nincs feltüntetve|көрсетілмеген|белгісіз|анықталмаған|мәлімет жоқ|ko'rsatilmagan|noma'lum
    |aniqlanmagan|belgilanmagan|غير محدد|غير محددة|غير معروف|غير معروفة|غير مذكور|غير مذكورة|لم يحدد|لم تحدد
    |غير مبين|مجهول|غير متوفر|غير موضح|نامشخص|ذکر نشده|نامعلوم|مشخص نشده|تعیین نشده|معلوم نیست|قید نشده|לא צוין
    |לא ידוע|לא מוגדר|לא נקבע|לא פורט|δεν αναφέρεται|δεν ορίζεται|δεν έχει οριστεί|άγνωστ|μη καθορισμέν
    |μη ορισμέν|απροσδιόριστ|δεν προσδιορίζεται|niet gespecificeerd|niet vermeld|niet opgegeven|onbekend
    |niet bekend|niet bepaald|ej angivet|ej angiven|ej specificerat|inte angivet|okänd|okänt|ikke angitt
    |ikke oppgitt|ikke spesifisert|ukjent|ikke angivet|ikke oplyst|uspecificeret|ukendt|uoplyst|ei tiedossa
    |ei määritelty|ei ilmoitettu|tuntematon|ei määritetty|määrittelemätön|nenurodyt|nežinom|nenustatyt
    |nav norādīt|nezinām|nav zinām|nav noteikt|märkimata|määramata|teadmata|ei ole teada|pole märgitud
    |täpsustamata|không rõ|không ghi|chưa xác định|không xác định|không biết|không nêu|tidak disebutkan
    |tidak diketahui|belum ditentukan|tidak ditentukan|tidak dicantumkan|tidak dinyatakan|tidak diisi
    |არ არის მითითებული|უცნობი|მიუთითებელი|არ არის განსაზღვრული|նշված չէ|անհայտ|անորոշ|որոշված չէ|тодорхойгүй
    |заагаагүй|ไม่ระบุ|ไม่ทราบ|ไม่มีข้อมูล|ไม่ปรากฏ|nuk është specifikuar|i panjohur|e panjohur|未注明|未说明|不详
    |不詳|未知
    |未定|未指定|未明确|未明確|未填|无记录|無記載|未載明|不明|未記載|未記入|記載なし|指定なし|不確定|不确定|待定
    |미정|미상|불명|미기재|명시되지 않음|알 수 없음|지정되지 않음|정보 없음
    |명시 안 됨|기재 없음"""
# What is said of an end that will not come, each a whole cell; a word may go on.
NO_END = """
    ohne ende|sans date de fin|sans fin|sin término|sin fin|sem termo|sem fim|bez terminu|bez konce|bez termína|fără sfârşit|fără sfârșit
    |időkorlát nélkül|lejárat nélkül|vaxtı məhdud deyil|без кінцевої дати|без дати закінчення|без даты окончания|без окончания
    |χωρίς ημερομηνία λήξης|بدون محدودیت زمانی|süre sınırı yoktur|until revoked|until further notice|until terminated
    |valid until terminated|until cancelled|until canceled|bis auf widerruf|bis zur kündigung|bis auf weiteres|jusqu'à révocation
    |jusqu'à dénonciation|jusqu'à résiliation|jusqu'à nouvel ordre|hasta nuevo aviso|hasta su revocación|hasta revocación
    |hasta su denuncia|hasta denuncia|fino a revoca|fino a disdetta|até revogação|até denúncia|até nova ordem|do odwołania
    |do wypowiedzenia|do odvolání|do odvolania|do výpovědi|do vypovedania|până la revocare|până la denunțare|până la reziliere
    |visszavonásig|felmondásig|iptal edilene kadar|feshedilene kadar|ləğv edilənədək|ləğv edilənə qədər|до расторжения|до отмены
    |до отзыва|до скасування|до розірвання|до отмяна|до прекратяване|μέχρι ανάκλησης|μέχρι καταγγελίας|حتى الإلغاء|حتى إشعار آخر
    |تا اطلاع ثانوی|تا زمان لغو|直至终止|直到终止|另行通知为止|廃止まで|解約まで|해지 시까지|별도 통보 시까지|tot opzegging|tot nader order
    |inntil videre|indtil videre|til opsigelse|tills vidare|kunnes toisin ilmoitetaan|do opoziva|do otkaza|до опозива|до отказа
    |бекор қилингунча|bekor qilinguncha|күші жойылғанға дейін|
    غير محدد المدة|غير محددة المدة|لمدة غير محددة|مدة غير محددة|غير محدد الأجل|غير محددة الأجل|غير محدود
    |غير محدودة|دائم|دائمة|مفتوح|مفتوحة|بلا نهاية|بدون تاريخ انتهاء|بدون نهاية|مفتوح المدة|نامحدود|دائمی
    |بدون محدودیت|مادام العمر|بدون تاریخ انقضا|ללא הגבלה|ללא הגבלת זמן|בלתי מוגבל|ללא תאריך סיום|לצמיתות
    |לתקופה בלתי מוגבלת|indefinid|por tiempo indefinid|por tiempo indeterminad|ilimitad|vigencia indefinid
    |plazo indefinid|permanente|duración indefinid|sin fecha de término|sin caducidad|de duración indefinida
    |indeterminad|durée indéterminée|à durée indéterminée|indéterminée|indéfini|illimité
    |sans limitation de durée|sans limite de durée|permanent|sans échéance|belirsiz süreli|süresiz|sınırsız
    |süre sınırı yok|sonsuz|daimi|müddətsiz|qeyri müəyyən müddətə|qeyri müəyyən müddətli|limitsiz|бессрочн
    |без срока|без ограничения срока|неограниченн|на неопределенный срок|на неопределённый срок
    |неопределенный срок|постоянн|бессрочный договор|без ограничений|безстроков|необмежен|на невизначений термін
    |на невизначений строк|без обмеження строку|безсрочн|за неопределен срок|неограничен|безрочн
    |neodređeno vrijeme|na neodređeno vrijeme|na neodređeno|neograničen|trajno|неодређено време|на неодређено
    |на неодређено време|трајно|nedoločen čas|za nedoločen čas|neomejen|trajn|czas nieokreślony
    |na czas nieokreślony|nieokreślon|bezterminow|nieograniczon|doba neurčitá|na dobu neurčitou|neurčitá
    |neomezen|bez omezení|na dobu neurčitú|neobmedzen|nedeterminat|perioadă nedeterminată
    |pe durată nedeterminată|nelimitat|fără termen|határozatlan|határozatlan időre|korlátlan|мерзімсіз|шектеусіз
    |muddatsiz|cheklanmagan|cheksiz|αορίστου|αορίστου χρόνου|αόριστη|αόριστης διάρκειας|απεριόριστ|χωρίς λήξη
    |onbepaalde tijd|onbepaalde duur|voor onbepaalde tijd|onbeperkt|tidsubegrenset|ubegrenset|tidsubegrænset
    |ubegrænset|tidsobegränsad|obegränsad|rajoittamaton|toistaiseksi voimassa|rajaton|neterminuot|neribot
    |beztermiņa|neierobežot|uz nenoteiktu laiku|tähtajatu|piiramatu|määramata ajaks|không thời hạn|vô thời hạn
    |không xác định thời hạn|không giới hạn|vĩnh viễn|tidak terbatas|tanpa batas|tanpa batas waktu|selamanya
    |tanpa had|უვადო|განუსაზღვრელი ვადით|անժամկետ|անորոշ ժամկետով|хугацаагүй|ไม่มีกำหนด|ไม่จำกัด|ตลอดไป|pa afat
    |me afat të pacaktuar|i pacaktuar|不限|无限期|無限期|永久|不定期|长期|長期|无固定期限|無固定期限|無期限|期限なし
    |期間の定めなし|期限の定めなし|무기한|무제한|영구
    |기한 없음|무기한 유효|unbefristet|unbegrenzt|auf unbestimmte zeit|unbestimmte zeit|unbestimmte dauer
    |zeitlich unbegrenzt|illimitat|a tempo indeterminat|tempo indeterminat|durata indeterminat|senza scadenza
    |prazo indeterminad|tempo indeterminad|por prazo indeterminad|sem prazo|sem limite|vitalíci|unlimited
    |indefinite|indefinitely|no end date"""
ISLAMIC_MONTHS = {
    1: "محرم|المحرم|muharram|muharrem|məhərrəm|мухаррам", 2: "صفر|safar|safer|səfər|сафар",
    3: "ربيع الأول|ربيع الاول|ربیع الاول|rabi al awwal|rabi i|rabi ul awwal|rebiülevvel|rəbiüləvvəl",
    4: "ربيع الآخر|ربيع الاخر|ربيع الثاني|ربیع الثانی|rabi al thani|rabi al akhir|rabi ii|rabi ul thani|rebiülahir",
    5: "جمادى الأولى|جمادى الاولى|جمادي الأول|جمادى الأول|جمادی الاول|jumada al awwal|jumada al ula|jumada i"
    "|cemaziyelevvel",
    6: "جمادى الآخرة|جمادى الاخرة|جمادى الثانية|جمادى الآخر|جمادی الثانی|jumada al thani|jumada al akhirah|jumada ii"
    "|cemaziyelahir",
    7: "رجب|rajab|recep|rəcəb|раджаб", 8: "شعبان|shaban|sha'ban|şaban|шаабан",
    9: "رمضان|ramadan|ramadhan|ramazan|ramzan|рамадан|рамазан", 10: "شوال|shawwal|şevval|шавваль",
    11: "ذو القعدة|ذي القعدة|ذوالقعدة|ذو القعده|dhu al qadah|dhul qadah|dhu al qi'dah|zilkade|zulkaidah",
    12: "ذو الحجة|ذي الحجة|ذوالحجة|ذو الحجه|dhu al hijjah|dhul hijjah|zilhicce|zulhijah",
}  # fmt: skip
ORDER = re.compile(r"(?P<month>\bm{1,2}\W+d{1,2}\b)|\bd{1,2}\W+m{1,2}\b|\bдд\W+мм|\bgg\W+aa", re.IGNORECASE)
# Years of the Buddhist, Islamic and Persian calendars, and eras of East Asia.
OTHER_CALENDAR = re.compile(
    r"(?<!\d)(?:2[45]\d\d|1[34]\d\d)(?!\d)|هـ|ه\.?\s?ش|พ\.?\s?ศ|民國|民国|平成|令和|昭和|\b(?:AH|B\.?E\.?|A\.H\.)\b"
    r"|^\D{0,3}1\d\d\s?[./年-]\s?\d|\b[HRS]\d{1,2}[./]\d"
)
NUMBER_OF_DOCUMENT = re.compile(r"(?:№|\bN[oº°]?\.)\s*[\w/.-]*\d[\w/-]*|\bб/н\b|^\s*(?:от|від)\s|\s(?:от|від)(?=\s+\d)")
SIGNED_BEFORE = re.compile(
    r"(?:signed|executed|dated|concluded|imzalan|подписан|заключ[её]н|подписано|підписано|укладено|firmad[oa]|suscrit[oa]"
    r"|assinad[oa]|sign[ée]e?|unterzeichnet|abgeschlossen|podpisan[aoey]*|zawart[aoy]|semnat|încheiat|firmato|stipulato"
    r"|签订于|签署于|签订|签署|تاريخ التوقيع|وقعت في)\w*"
    r"\s*(?:on|in|am|le|el|em|il|в|от|dnia|dne|la|на)?\s*:?\s*(?P<date>\S.*)",
    re.IGNORECASE,
)
EAST = re.compile(
    r"(?:约|約|大约|大約)?\s?(\d{4})\s?年?度?(?:の)?\s?(?:[春夏秋冬](?:季|天|期|学期|學期)?|[上下]半[年期]|年?[初中底末]|左右|前[后後]|頃|ごろ|第?[一二三四1-4]季[度]?)*頃?"
)

# Dates in figures.
# The numbers, by size, of the date that a program shows for an empty cell: 1/0/1900, 30.12.1899, 0000-00-00.
EMPTY_DATES = [[0, 0, 0], [0, 0, 1], [0, 0, 1900], [0, 1, 1900], [1, 1, 1900], [12, 30, 1899], [12, 31, 1899]]
MIDNIGHT = {"0:00", "00:00", "0:00:00", "00:00:00"}  # day zero of a workbook, read as a time
THREE_NUMBERS = re.compile(r"(\d{1,4})[./-](\d{1,4})[./-](\d{1,4})")
TWO_NUMBERS = re.compile(r"\s*\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}\.?\s*")
SHORT_PARTS = re.compile(r"\d\d-\d\d-\d\d")  # the year may stand first or last
NUMBERS_IN_TEXT = re.compile(r"(?<![\d./])\d{1,2}[./-]\d{1,2}[./-]\d{4}(?![\d/])|^\d{1,2}[./-]\d{1,2}[./-]\d{2}$")
FOOTNOTE = re.compile(r"(?<=\d)\s*[*†‡※¹²³⁴⁵]+$")
OTHER_SEPARATOR = re.compile(r"(\d{1,2})([\\, ])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"\s*(?:19|20)\d\d\s?[./年년-]\s?\d")
YEAR_LAST = re.compile(r"\d[./-]\s?(?:19|20)\d\d\s*$")
SHORT_YEAR = re.compile(r"'?(\d\d)\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,2})\.?")
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
TWO_YEARS = re.compile(r"\s*((?:19|20)\d\d)\s?[-/–]\s?(\d\d)\s*")

# Dates that are known in part.
ACADEMIC_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/–—]\s?((?:19|20)?\d\d)(?!\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
MARKS_BESIDE = re.compile(r"^[~≈±∼～(\[]+\s*|\s*[?？)\]]+$")
GLUE = re.compile(r"(?<=[^\W\d_])[.'’-]+(?=\w)|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])|[,()]")
NUMBERED_PART = re.compile(r"\b[qh]\s?[1-4]\b|\b[1-4]\s?[qh]\b", re.IGNORECASE)
ORDINAL = re.compile(r"(?:[1-4]|i{1,3}|iv)?(?: ?(?:st|nd|rd|th|er|re|ere|e|ci|cu|y|ya|i|a|oe))?")
