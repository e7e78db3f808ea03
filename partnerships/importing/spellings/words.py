"""Words by which headers and cells are understood, as tables, in the languages of lists."""

import re

# Words, or their beginnings (from four letters on, but for those with a "="), by which a longer header is understood.
WORDS = {
    "end": """
        крайна крайня         หมดอายุ สิ้นสุด تنتهي ينتهي finish completion lapse end ends ending expir expiry until upto till through termination bitm bitis оконч истеч действует истек
        end_date ende ablauf bis fin finaliz venc caduc scaden termin términ validade wygas ważn zakończ koniec
        sfârșit expirăr закінч кінець tugash аяқтал 到期 结束 終了 満了 만료 종료 انتهاء الانتهاء نهاية deadline berakhir tamat
        luput lejár vége pabaig beig lõpp päätty slut utløp udløb vervaldat konec skončen istek krajem λήξη λήγει
        انقضا پایان 失效 終止 截止 echeanc écheanc vencimi vertragsende laufzeitende hasta até conclusão encerram kedaluw
        kadalu selesai akhir tugallan ukonč 終期 만기 اتمام סיום תפוגה дуус аяқт завершен завершення""",
    "valid": """
        valid validity действ gültig geçerli etibar qüvvədə vigor válid valab ważn чинн kuchda 有效 有効 유효 سارية
        berlaku érvény galioj derīg spēkā kehti voimass giltig gyldig geldig platn vrijedi važi важи валид ισχύ
        اعتبار hiệu чинніст תוקף хүчинтэй қолданыл""",
    "start": """
        since depuis desde seit start begin effective commenc inception from başlan başla yürürlü qüvvəyə начал вступл beginn debut début
        effet inicio início inizio decorrenza rozpocz początek încep почат басталу boshlanish 开始 生效 開始 発効 시작 발효
        البدء البداية mulai mula kezdet hatály pradži sākum algus alkaa ingang aanvang začát počát počet početa
        начало έναρξ شروع آغاز bắt 起始 vertragsbeginn laufzeitbeginn effectivity inicial เริ่ม начала початк
        початок vigoare 始期 بداية بدء התחלה эхлэх күшіне kuchga набрання""",
    "sign": """
        sign signed signing signature signatur conclu dated imzal imza bağlan подпис заключ unterz signat firma
        assinat podpis zawarc semnăr semnat підпис укладен қол imzolan 签署 签订 签约 締結 調印 체결 서명 التوقيع توقيع
        penandatangan tandatangan ditandatangan aláír pasiraš parakst noslēg sõlmi allekirj undertec underskr
        ondertek podepsán uzavř potpis sklaplj потпис nënshkr υπογραφ امضا انعقاد ลงนาม 簽 签 调印 suscri suscripc
        celebra stipul sottoscr sluiting încheier 협약체결 ابرام חתימה ხელმოწერ гарын""",
    "date": """
        date dates dated day tarix tarih дата дату datum fecha data daty дати year jahr année ano año anno rok год
        il ili yıl yil yili рік күні sana sanasi 日期 年份 时间 年月日 날짜 연도 일자 تاريخ التاريخ السنة tanggal tarikh dátum
        datumas datums kuupäev päivä dato ημερομην χρόνος تاریخ วัน ngày năm tahun év metai gads aasta vuosi år jaar
        година godina éve huupäev fechas огноо თარიღი מועד תאריך שנת""",
    "other date": """
        submit updat creat modif approv senat receiv publish upload birth establish found deadline last reminder
        meeting visit создан обновл əsasnamə oluştur güncel erstellt 更新 created_at""",
    "term": """
        duration period term validity laufzeit dauer gültigk срок период термін строк müddət süre durée duraci
        durata duração okres vigenc vigênc trvání valabil мерзім muddat 期限 期间 有効期間 기간 مدة المدة years
        yrs masa jangka tempoh időtart trukmė termiņ kestus kesto varaktig looptijd duur doba trvan trajanj трајањ
        διάρκ مدت ระยะเวลา plazo prazo vertragsdauer vertragslaufzeit tenure""",
    "renew": """
        renew prolong extension extend продл пролонг uzad yenilen uzat verläng reconduct renouvell renov rinnov
        przedłuż prelung 续签 更新 延长 갱신 تجديد التجديد auto_renew perpanjang meghosszab pratęs pagarin pikend
        förläng verleng prodlouž predĺž produž продуж поднов ανανέω تمدید 續約 prórrog prorrog""",
    "notice": """
        notice preaviso préavis preavviso kündigungsfrist kündig opzegtermijn wypowiedz felmondás výpově odkazn otkazn отказни
        предизвест уведомлен ihbar bildirim bildiriş xəbərdarlıq попередж uppsägning irtisanom oppsigelse opsigelse preaviz
        予告 预先通知 通知期 通知期限 통지""",
    "type": """
        type kind nature category form növ növü tür türü вид тип art typ tipo genre rodzaj tip түрі turi 类型 类别
        種類 種別 유형 종류 نوع jenis bentuk típus rūšis tipas veids liik soort druh vrsta врста lloji είδος τύπος
        ประเภท loại 類型 類別 kategor tipologi""",
    "agreement": """
        thỏa thuận        agreement agreements mou moa memorandum memoranda protocol contract contracts convention accord document
        documents title müqavil saziş sənəd anlaşm sözleşm protokol belge договор соглаш документ меморанд vertrag
        abkommen vereinbar convenio acuerdo convenzione accordo convênio acordo umow porozum acord угод договір
        келісім shartnoma bitim 协议 协定 合同 備忘録 協定 契約 협정 협약 اتفاقي الاتفاقي مذكرة kerjasama perjanjian piagam megállap
        szerződ sutart vienošan līgum leping sopimus avtal overeenk smlouv zmluv ugovor sporazum споразум уговор
        marrëvesh συμφων قرارداد تفاهم ข้อตกลง บันทึก 協議 合約 instrument instrumento linkage הסכם מזכר ხელშეკრულებ
        გაფორმ гэрээ""",
    "institution": """
        university universities universitet universität université universidad università universidade uniwersytet
        universitat üniversit университет університет institut institution institutions organi partner partners
        college school hochschul einrichtung établiss établis istituzion institución instituição instituci uczelni
        müəssis təşkilat tərəfdaş ali kurum kuruluş вуз учрежд организац партнер партнёр заклад vuz muassasa
        tashkilot hamkor entity company 大学 学校 高校 机构 单位 院校 機関 相手 대학 기관 학교 جامعة الجامع المؤسس الجهة الشريك employer
        host mitra institusi perguruan universitas universiti intézmén egyetem aukštoji augstskol ülikool yliopist
        korkeakoul lärosät instelling hogeschool institucij ustanov sveučiliš univerz univerzi установ универзит
        πανεπιστ ίδρυμα دانشگاه موسسه مؤسسه มหาวิทยาลัย สถาบัน trường უნივერს համալսարան сургууль донишгоҳ 學校 大學 機構
        締結先 校名 상대 ateneo ateneu entidad entidade parceir partener agency agencies organis hei counterpart партньор
        tərəf partnyor partenair instansi агентств агенција מוסד אוניברסיטה პარტნიორ უნივერსიტეტ байгууллаг
        серіктес шетелдік ұйым""",
    "country": """
        country countries nation land staat pays país paese kraj państwo țara ölkə ülke стран країн мемлекет ел
        davlat mamlakat 国家 国别 国名 地域 국가 나라 الدولة البلد دولة negara ország šalis šalys valstyb valst riik země krajin
        držav zemlj држав земљ държав shteti χώρα کشور ประเทศ ქვეყანა երկիր улс кишвар 國家 國別 国籍 territory nación
        nazion quốc nước государств מדינה""",
    "city": """
        city town ville stadt ciudad città cidade miasto oraș şəhər şehir город місто қала shahar 城市 都市 도시
        المدينة state kota bandar város miest pilsēt kaupunk plaats πόλη شهر เมือง localidad localit miejscow""",
    "website": """
        website websites webpage web url homepage internet vebsayt sayt сайт webseite sitio sito síti strona 网站 网址
        ウェブ 홈페이지 الموقع =link =links honlap weboldal svetain koduleht kotisivu webbplats ιστοσελ وبسایت เว็บ 網站 網址
        enlace lien hemsida webstr сайта 主页 官网 官方网站 사이트 سایت אתר""",
    "number": """
        nömrə numara szám αριθμ رقم شماره no nr num number serial sıra номер numero número lfd 序号 番号 번호 الرقم bil sorszám sorszam stt ردیف
        ลำดับ 序號 編號 순번 連番 sr sl nº""",
    "reference": """
        reference ref code registration file qeydiyyat регистрац reg aktenzeichen id 编号 nomor rujukan iktató
        numeris contractnummer číslo broj 合同编号 vertragsnr vertragsnum vereinbarungsn abkommensn kooperationsn avtalsn
        aftalen avtalen overeenkomstn sopimusn szerződéssz megállapodássz lepingun líguma_n līguman sutartiesn aktenz
        dossiern kennzeichen 管理番号 协议号 合同号 協議書編號 协议编号 協定番号 협정번호 계약번호 شماره کد שמספר ที่สัญญา""",
    "status": """
        status active statut durum статус состоян estado stato situaç 状态 状態 상태 الحالة حالة keadaan állapot
        būsena statuss stav κατάστ وضعیت สถานะ 狀態 현황 situación""",
    "contact": """
        contact person focal email mail phone tel telephone fax əlaqə контакт iletişim irtibat kontakt ansprechp
        contacto contatto contato referent 联系 連絡 담당 الاتصال coordinator koordinat coordinat координатор
        narahubung kapcsolat yhteyshenk contactpers υπεύθυν ผู้ประสาน 聯絡 承辦""",
    "scope": """
        scope purpose field fields area areas activities objective objectives focus subject summary əməkdaşlıq
        məqsəd направлен предмет цель işbirliği amaç konu zweck gegenstand domaine objet objeto ámbito oggetto
        zakres domeniu 内容 分野 분야 مجال bidang skop terület sritis joma valdkond vakgebied obor oblast област
        πεδίο زمینه 領域 項目 ámbit""",
    "notes": """
        notes note remark remarks comment comments observ qeyd примеч коммент açıklama bemerk anmerk remarq
        commentair uwagi приміт 备注 備考 비고 ملاحظ keterangan catatan ulasan megjegyz pastab piezīm märkus
        huomaut anmärk merknad opmerk poznámk napomen напомен забележ παρατηρ توضیح หมายเหตุ 備註""",
    "blocker": """
        logo picture photo image flag department faculty dept division unit region continent latitude longitude
        rank ranking qs score gpa requirement requirements places place seats quota students student nominat
        semester seat fee tuition budget amount owner home our submitted uploaded pdf scan attachment attach
        download file_link file document_link fakültə kafedra факультет кафедр bölüm fakülte birim fachbereich
        fakultät département faculté facultad facoltà wydział loqo логотип şəkil 院系 学部 学院 학과 كلية القسم
        language programme programmes program level degree total sayı количество anzahl nombre_de 数量 人数
        address adres адрес adresse dirección indirizzo endereço ünvan telephone fax responsible rector signatory
        external sdg sdgs supports greenmetric submitted_by admin fakultas jurusan prodi tanszék katedra kateder
        vydel 院系所 單位 承辦單位 단과대학 부서 khoa دانشکده πρόεδρος signatories jumlah hits views dean
        faculties benua kontinent continente continents 대륙 地域区分""",
    "filler": """
        of the name names in and number for with on at by which de del di da do des la le les el du der die das
        und и в с на по no ad adı adi наименование название полное nom nombre nome nazwa denumirea назва full
        official foreign international overseas partner cooperating collaborating collaboration current 名称 is as
        per a an to from xarici зарубежн yurtdışı ausländ étranger extranjer straniera estrangeir zagranic străin
        mm yyyy dd m d y yy if any only s nama nosaukums pavadinimas neve név naziv име назив naam névv jméno
        název názov namn navn nimi emri όνομα نام ชื่อ tên ki ke dan i az abroad luar negeri dalam asing partnerské
        partneri partnerių partnera külföldi partneru buitenlandse zahraniční του της η ο το και""",
}
# Words in the names of institutions, and of agreements, in the languages of lists.
INSTITUTION_WORDS = """
    universit universidad universität üniversit университет університет uniwersytet institut enstitü hochschul
    college école ecole school academy académie akadem academ акаде политех polytech politecnic politehnic facult
    faculty факульт centre center research foundation hospital fund clinic museum bank theatre klinik society association council ministry
    laborator колледж kolej вуз gmbh ltd inc corporation company consortium network 大学 学院 大學 學院 대학 جامعة
    معهد كلية univ vishwavidyalaya eth mit egyetem főiskola yliopist korkeakoul ülikool augstskol aukštoji lärosät
    høgskol högskol sveučiliš univerz универзит πανεπιστ دانشگاه دانشکده มหาวิทยาลัย วิทยาลัย trường học უნივერს
    համալսարան сургууль донишгоҳ universiti politekn hogeschool szkoł uczeln vysok instytut institusjon"""
AGREEMENT_WORDS = """
    thỏa dintention intención intencyjn absichtserkl niyet niyyət 意向书 意向書 의향서 намерени намірів záměr intenție
    austausch studierendenaustausch studentenaustausch wymian обмен обмін výměn výmen uitwissel uitwisselingsover échange intercamb scambi scambio mübadil değişim csere hallgatói
    schimb ανταλλαγ تبادل 交換 交换 교환 pertukar spolupr
    szándék intentieverkl προθέσ نوايا intenções dintenti kesepahaman kesepakatan
    agreement mou moa memorandum memoranda protocol contract convention accord exchange erasmus cooperation
    co-operation letter intent framework addendum annex double dual degree programme program müqavil saziş
    protokol anlaşm sözleşm договор соглаш меморанд vertrag abkommen vereinbar convenio acuerdo convenzione
    accordo acordo umow porozum acord угод 协议 备忘录 協定 협정 협약 اتفاقية مذكرة kooperat vertrag verträg samarbet samenwerk smlouv dohod
    megállapod együttműk szerződ συμφων μνημόνι مذكرات اتفاقيات تفاهم قرارداد overeenkomst avtal aftale perjanjian sporazum ugovor
    sopimu yhteistyö thỏa doppelabschl споразум sutart līgum leping zmluv shartnoma келісім
    biên-bản-ghi-nhớ hiệp-định hợp-đồng บันทึกความเข้าใจ ข้อตกลง הסכם הסכמי מזכר הבנות ხელშეკრულებ შეთანხმებ համաձայնագ պայմանագ հուշագ
    समझौता ज्ञापन гэрээ санамж توافقنامه توافق susitarim vienošan kokkulep σύμβασ πρωτόκολλ kesepahaman persefahaman bitim
    覚書 協約 协定 備忘錄 양해각서 mutabakat догові пагадн marrëveshj"""
# The headers of numbers of places for students.
PLACE_WORDS = """
    d'étudiant quota places seats plätze studienplätze student studier étudiant estudiant estudante plaza cupo vaga posti miejsc
    místa míst studieplats plasser pladser plaatsen paikat kohtade vietos vietas locuri férőhely hallgató
    мест квота студент орын öğrenci kontenjan tələbə talaba kvota kvóta θέσεις φοιτητ طلاب الطلبة مقاعد دانشجو ظرفیت סטודנטים
    นักศึกษา จำนวนที่นั่ง mahasiswa kuota 名额 名額 人数 人數 学生 學生 定員 学生数 학생 정원 인원"""
# What a cell says that answers a question.
YES = set(
    "var vardır mevcut mövcuddur є имеется есть hay existe ada има yes y true 1 bəli hə да evet ja oui sí si sim tak так иә ha 是 はい 예 نعم da ✓ ✔ x".split()
)
NO = set(
    "не ne nē όχι לא no yok yoktur yoxdur nema нема немає нету tidak ei nincs ikke nej inte n false 0 none xeyr yox нет hayır nein non não nie nu ні жоқ yoq 否 不 いいえ 아니오 لا".split()
)
# What stands under the header of a type or a year and says that it is the one: a cross beside the words for yes.
TICKS = set("✓ ✔ ☑ ✅ √ ○ ◯ ◎ ◉".split())
STRUCK = set("x х × ✗ ✘ ✖ ☒ ❌".split())  # crosses, which say no where others are ticked
CROSSES = (
    YES
    | TICKS
    | STRUCK
    | set(
        "+ ● • ■ ◼ * v igen ano áno hai jah kyllä jā taip ναι כן ใช่ có há ya oo بله آری 有 ha иә ია დიახ այո тийм".split()
    )
)
# What a cross can stand under beside AGREEMENT_WORDS: what partners do together.
KIND_WORDS = """
    studierendenaustausch studentenaustausch dozentenaustausch wissenschaftleraustausch studentutbyte lärarutbyte studentutveksling
    studentudveksling studentenuitwisseling hallgatócsere diákcsere üliõpilasvahetus opiskelijavaihto
    mobility mobilit mobilid mobilni mobilność mobiltat мобильност мобильн мобілн austausch intercamb échange scambi wyman wymian обмен обмін
    mübadil dəyişim değişim csere výměn výmen schimb ανταλλαγ تبادل مبادله 交換 交换 交流 교환 교류 pertukar vahetus vaihto utbyte utveksling udveksling uitwisseling
    razmjen razmen izmenjav размен mainų apmaiņ алмасу almashin แลกเปลี่ยน trao חילופי гацаллт joint doppel double doble doppio
    doppi podwójn двойн подвійн ikili ikiqat cüt çift kettős dvojí dvojit dubl διπλ مزدوج دوگانه 双学位 雙學位 二重学位 ダブル 복수학위 공동 ganda kaksois
    dubbel dobbel dvojn kétszeres research forschung recherche investigac ricerca pesquisa badan badaw исследов досліджен
    tədqiqat araştırma kutatás výzkum výskum cercet έρευν بحث پژوهش 研究 연구 penelitian cooperat kooperat coopérat cooperac cooperaz
    współprac сотруднич співпрац əməkdaşlıq işbirliği együttműk spolupr cooper συνεργασ تعاون همکاری 合作 協力 협력 kerjasama
    internship practic praktik стаж staż stage prácticas tirocin estágio təcrübə staj gyakorlat 实习 實習 実習 인턴 ынтымақ hamkorlik"""
TYPE_WORDS = AGREEMENT_WORDS + KIND_WORDS
# The headers of the day, the month and the year of one date, whole or as the end of a longer word.
DATE_PARTS = {
    "day": """
        day dd d tag jour día dia giorno dzień den deň zi ziua gün день день дня gun kun kuni kün күн күні ημέρα μέρα روز يوم اليوم 日 일 hari
        ngày วัน วันที่ nap dag päivä päev diena dan дан ден יום დღე օր өдөр""",
    "month": """
        month mm m monat mois mes mês mese miesiąc miesiąca měsíc mesiac lună luna ay ayı месяц месяца місяць місяця oy oyi ай айы μήνας μήνα ماه شهر
        الشهر 月 월 bulan tháng เดือน hónap hónapja månad måned maand kuukausi kuu mėnuo mēnesis mjesec mesec месец חודש თვე ամիս сар""",
    "year": """
        year yyyy yy y jahr année an año ano anno rok roku an anul il ili yıl yılı год года рік року yil yili жыл жылы έτος χρονιά χρόνος سال سنة
        السنة عام العام 年 년 연도 년도 tahun năm ปี év éve år startår slutår sluttår jaar vuosi aasta metai gads godina година שנה წელი տարի он""",
}
# "with", by which the title of an agreement goes on to its partner, and behind the partner in other languages.
WITH = """
    with mit avec con com med met z ze cu s se so с со із зі з са sa με مع با עם กับ với dengan ar su kanssa tra między
    between entre zwischen"""
WITH_BEHIND = "ilə ile bilan мен бен пен менен kanssa"
WITH_JOINED = {"与|與|和|同": "(?:签署|签订|簽署|簽訂|之間)?(?:的|之)", "": "との間の|との|와의|과의|와|과"}
ARTICLES = "the der dem den die das la le les l' l’ el los las il lo gli der a az o os as den det de het"
EMPTY = set(
    """- – — -- --- n/a na nil . … none null #n/a #ref! #value! #name? #div/0! n.a. n.a yok brak 无 無 なし 없음 ندارد ?
    ?? ??? / * yoxdur нет tbc tbd""".split()
) | {"لا يوجد"}
UNIVERSITY = re.compile(
    r"universi|üniversite|университет|універ|uniwersyt|hochschul|universit|institut|college|大学|大學|대학|جامعة",
    re.IGNORECASE,
)
PARTNER = re.compile(
    UNIVERSITY.pattern + r"|univerzit|egyetem|academ|akadem|акаде|school|polytech|politech|politec|политех",
    re.IGNORECASE,
)
DOCUMENT_IN_NAME = re.compile(
    r"\b(?-i:Mo[UA]|MOU|MOA(?= (?:with|between|of|on|for)\b|\W*$))\b|\b(?:memorandum of|student exchange agreement|exchange agreement|agreement of|agreement on|\(agreement)"
    r"|^\W*agreement\b|меморандум о|договор о|соглашение о|memorandumu",
    re.IGNORECASE,
)
# Titles that name the partner: the patterns of a type and a name, from the surest to the least sure.
JOINED = [rf"(?:{first})\s*(?P<name>.+?)\s*(?:{last})\s*(?P<type>.+)" for first, last in WITH_JOINED.items()]
TITLE_PATTERNS = [
    *JOINED[:1],
    rf"(?P<type>.+?)\s(?:{'|'.join(WITH.split())})\s+(?P<name>.+)",
    rf"(?P<name>.+?)\s+(?:{'|'.join(WITH_BEHIND.split())})\s+(?P<type>.+)",
    *JOINED[1:],
    r"(?P<type>[^:–—]+?)\s*(?::|\s[-–—])\s+(?P<name>.+)",
    r"(?P<name>.+?)\s+[-–—]\s+(?P<type>.+)",
]
TITLES = [re.compile(pattern, re.IGNORECASE) for pattern in TITLE_PATTERNS]
# What stands behind a name in brackets or behind a comma.
LAST_BRACKETS = re.compile(r"(?P<rest>.+?)\s*[(\[（【](?P<last>[^()（）\[\]【】]{2,60})[)\]）】]\W*")
LAST_COMMA = re.compile(r"(?P<rest>.+),\s*(?P<last>[^,]{2,60})")
