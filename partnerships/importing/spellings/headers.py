"""Header spellings as tables: what a column can mean, and the words that say so, in the languages of lists."""

from partnerships.importing.fields import Column

# Whole headers. A header that stands here means its column for certain; those of GENERAL give way to a closer one.
SPELLINGS = {
    Column.REGISTER_NUMBER: "=id | Register number",  # "=id" stands for the header that the register writes
    Column.NUMBER: """
        No | Number in the source list | Nr | № | S.No | S. No. | Sr No | Sl No | SN | S/N | # | Serial number | Number | № п/п | п/п | п/н |
        Номер | Sıra | Sıra No | Sıra sayı | Nömrə | Lfd. Nr. | Num | Número | Sr | Sl | S | Sno | SrNo | SlNo |
        Serial | Item | Bil | Lp. | Č. | Poř. č. | P. č. | Р. бр. | Red. br. | R. br. | Zap. št. | Α/Α | STT | ردیف |
        م | ت | ลำดับ | ลำดับที่ | Eil. Nr. | Nr. crt. | N.p.k. | Jrk nr | Ssz. | Sorszám | р/с | Т/р | T/r | № з/п |
        № р/с | 序號 | 序号 | 編號 | 連番 | 번호 | 순번 | 연번 | No. urut | Nº | N° | Nro | Núm. | Ord.""",
    Column.INSTITUTION: """
        University | Universities | Institution | Institutions | Name of institution | Institution name | Name of
        the institution | Name of university | University name | Name of the university | Partner | Partners |
        Partner institution | Partner university | Partner name | Foreign partner | Organization | Organisation |
        Universitet | Universitetin adı | Ali məktəb | Müəssisə | Təşkilat | Tərəfdaş | Tərəfdaş universitet |
        Университет | Вуз | ВУЗ-партнер | Наименование вуза | Название вуза | Учреждение | Организация | Партнер |
        Наименование организации | Название университета | Üniversite | Üniversite adı | Kurum | Kurum adı |
        Universität | Hochschule | Einrichtung | Partnerhochschule | Université | Établissement | Partenaire |
        Universidad | Institución | Università | Istituzione | Universidade | Uniwersytet | Uczelnia | Instytucja |
        Universitate | Instituția | Університет | Заклад | Университеті | Universitet nomi | 大学 | 大学名 | 学校名称 | 機関名 |
        대학 | 대학명 | الجامعة | اسم الجامعة | المؤسسة | Nama Mitra | Mitra | Nama Institusi | Institusi | Nama
        Universitas | Perguruan Tinggi | Perguruan Tinggi Mitra | Universitas | Universiti | Intézmény | Egyetem |
        Partnerintézmény | Felsőoktatási intézmény | Universitetas | Institucija | Aukštoji mokykla | Universitāte |
        Augstskola | Sadarbības partneris | Ülikool | Partnerülikool | Yliopisto | Korkeakoulu | Oppilaitos |
        Lärosäte | Partneruniversitet | Instelling | Partnerinstelling | Hogeschool | Universiteit | Instituce |
        Univerzita | Vysoká škola | Inštitúcia | Ustanova | Sveučilište | Univerza | Univerzitet | Универзитет |
        Установа | Институция | Висше училище | Universiteti | Πανεπιστήμιο | Ίδρυμα | Συνεργαζόμενο Ίδρυμα | نام
        دانشگاه | دانشگاه | مؤسسه | طرف قرارداد | מוסד | אוניברסיטה | มหาวิทยาลัย | สถาบัน | ชื่อสถาบัน |
        ชื่อมหาวิทยาลัย | หน่วยงาน | Tên trường | Trường | Trường đại học | Đối tác | Tên đối tác | Tên trường/Đối
        tác | უნივერსიტეტი | Համալսարան | Их сургууль | Донишгоҳ | 學校 | 學校名稱 | 大學 | 大學名稱 | 姊妹校 | 締約學校 | 相手機関 | 相手機関名
        | 相手大学 | 相手大学名 | 締結先 | 協定校 | 協定校名 | 提携校 | 大学・機関名 | 大学等名 | 기관명 | 대학교 | 학교명 | 상대대학 | 협정기관 | 협정대학 | 협정대학명 |
        자매대학 | 校名 | 学校 | 院校 | 合作院校 | 合作单位 | 协议单位 | 合作学校 | الجهة | الطرف الثاني | Ateneo | Ateneo partner | Ateneo
        straniero | Ente | Entidad | Contraparte | Universidad/Institución | Parceiro | Universidade parceira |
        Instituição | Instituição parceira | Entidade | Institution partenaire | Université partenaire |
        Établissement partenaire | Partnereinrichtung | Partneruniversität | Partner-Hochschule | Gasthochschule |
        Kooperationspartner | Uczelnia partnerska | Uczelnia zagraniczna | Instytucja partnerska | Universitatea |
        Universitatea parteneră | Instituția parteneră | Зарубежный партнер | Университет-партнер | Образовательная
        организация | Организация-партнер | Ali təhsil müəssisəsi | Xarici tərəfdaş | Yükseköğretim Kurumu | Partner
        Kurum | Anlaşmalı Üniversite | Жоғары оқу орны | ЖОО | OTM | OTM nomi | Hamkor | Xorijiy hamkor | Second
        party | Name of partner | Collaborating institution | Collaborating agency | Foreign university | Host
        institution | Host university | Counterpart | Partner organisation | Partner organization | Institute | Name
        of organisation | Organisation name | Organization name | Agency | Partner HEI | HEI | School | Company |
        Entity | Party | Signed between | Between | MoU between | Agreement between | Parties involved | MoU with | MoU signed with | Agreement with | Agreement signed with | Signed with |
        Partnership with | Party to the agreement | Parties | Other party | Contracting party | Contractor |
        Signatory institution | Contratado | Conveniada | Instituição conveniada | Instituição/País | Контрагент |
        Учебное заведение | Зарубежное учебное заведение | ЗВО | ЗВО-партнер | Anlaşma yapılan kurum | İşbirliği
        yapılan kurum | Protokol yapılan kurum | Xarici tərəf | Partnyor | Tərəf | Università straniera | Nom de
        l'établissement | Nom de l'université | Partenaires | Чуждестранен партньор | Партньор | Samarbetspartner |
        Instansi | Nama Instansi | Universiti Luar Negara | Rakan Kerjasama | Rakan kerjasama strategik | Tên đơn vị
        | Đơn vị | Đơn vị đối tác | Đại học | Cơ sở đối tác | Tên cơ quan | Cơ quan | สถาบัน/หน่วยงาน |
        หน่วยงาน/สถาบัน | สถาบันคู่สัญญา | คู่สัญญา | คู่ความร่วมมือ | 外方院校 | 外方学校 | 外方单位 | 外方合作单位 | 外方合作院校 | 协议院校 |
        合作院校名称 | 合作机构 | 姐妹校 | 友好院校 | 締約校 | 締約大學 | 締約機構 | 合作大學 | 交流協定校 | 相手先 | 相手方 | 提携先 | 협정기관명 | 협력기관 | 협약기관 | 협약대학
        | 교류기관 | 기관 | 체결기관 | 체결대학 | الطرف الآخر | الطرف الاخر | الشريك | طرف خارجی | طرف تفاهم‌نامه | طرف تفاهم نامه
        | אוניברסיטה / מוסד | שם המוסד | שם האוניברסיטה | מוסד שותף | Шетелдік ЖОО | Серіктес | Серіктес университет
        | Ұйым атауы | Ұйым | Oliygoh | Hamkor OTM | პარტნიორი | უცხოელი პარტნიორი | პარტნიორი უნივერსიტეტი |
        Байгууллагын нэр | Байгууллага | Сургууль | ЖОЖ | ЖОЖдун аталышы | Шериктеш | Партнер (организация)""",
    Column.COUNTRY: """
        Country | Countries | Country name | Country of institution | Nation | Ölkə | Ölkənin adı | Страна | Ülke |
        Land | Staat | Pays | País | Paese | Kraj | Państwo | Țara | Țară | Країна | Ел | Мемлекет | Davlat |
        Mamlakat | 国家 | 国 | 国名 | 국가 | الدولة | البلد | Negara | Negara Asal | Ország | Šalis | Valstybė | Valsts |
        Riik | Maa | Stát | Země | Štát | Krajina | Država | Zemlja | Држава | Земља | Държава | Shteti | Χώρα |
        کشور | מדינה | ארץ | ประเทศ | Quốc gia | Nước | ქვეყანა | Երկիր | Улс | Улс орон | Өлкө | Кишвар | Давлат |
        Ýurt | 國家 | 國別 | 国別 | 国・地域 | 相手国 | 相手国名 | 国・地域名 | 国／地域 | 地域・国名 | 所在国 | 국명 | 국가명 | 国家/地区 | 國家/地區 | 国别 |
        国家（地区） | بلد | دولة | Country/Region | Country / Territory | देश | Nación | Nazione | Pays partenaire | País
        de origen | Государство | Страна/регион | Quốc gia/Vùng lãnh thổ | Tên nước | ქვეყნა | מדינות""",
    Column.TITLE: """
        Type of agreement | Agreement type | Type | Type of MoU | Type of document | Agreement | Title | Title of
        agreement | Name of agreement | Kind of agreement | Sənədin növü | Müqavilənin növü | Müqavilə | Sazişin
        növü | Növü | Вид документа | Вид договора | Тип договора | Тип соглашения | Вид соглашения | Договор |
        Anlaşma türü | Anlaşmanın türü | Protokol türü | Sözleşme türü | Türü | Art des Abkommens | Vertragsart |
        Art der Vereinbarung | Type d'accord | Type de convention | Tipo de convenio | Tipo de acuerdo | Tipo di
        accordo | Tipo de acordo | Rodzaj umowy | Tip acord | Tipul acordului | Вид угоди | Тип угоди | 协议类型 | 協定の種類
        | 협정유형 | نوع الاتفاقية | Jenis Kerjasama | Jenis Kerja Sama | Jenis Dokumen | Jenis Perjanjian | Bentuk
        Kerjasama | Szerződés típusa | Megállapodás típusa | Sutarties tipas | Sutarties rūšis | Līguma veids |
        Lepingu liik | Sopimustyyppi | Avtalstyp | Typ av avtal | Soort overeenkomst | Type overeenkomst |
        Overeenkomst | Typ smlouvy | Druh smlouvy | Smlouva | Typ zmluvy | Druh zmluvy | Vrsta ugovora | Vrsta
        sporazuma | Tip sporazuma | Врста споразума | Врста уговора | Вид на договора | Lloji i marrëveshjes | Είδος
        συμφωνίας | Τύπος συμφωνίας | Συμφωνία | نوع سند | نوع قرارداد | نوع تفاهم نامه | ประเภท | ประเภทข้อตกลง |
        ประเภทความร่วมมือ | Loại văn bản | Loại thỏa thuận | Loại hình | Құжат түрі | Hujjat turi | Shartnoma turi |
        協定種別 | 協定名 | 協議類型 | 合約類型 | 合約名稱 | 협정종류 | 협정명 | 협정구분 | 协议名称 | 协议类别 | 合作类型 | اسم الاتفاقية | نوع المذكرة |
        Vertrag | Art des Vertrags | Abkommen | Vereinbarung | Accord | Type de partenariat | Nature de l'accord |
        Intitulé de l'accord | Tipo de instrumento | Tipologia | Tipologia accordo | Tipo di convenzione | Accordo |
        Tipo de convênio | Rodzaj porozumienia | Umowa | Tip de acord | Наименование документа | Наименование
        договора | Документ | Sənəd | Sənədin adı | Anlaşma | Anlaşma tipi | MoU/MoA | Nature of MoU | Document |
        Document type | Type of linkage | Type of partnership | Modalidad | Modalidade | Intitulé | Kooperationsform
        | Form der Kooperation | Sopimuksen tyyppi | Biên bản ký kết | Hình thức hợp tác | Văn bản ký kết | 协议种类 |
        合作形式 | 合作方式 | 合約種類 | 合約類別 | 簽約項目 | 簽約類別 | סוג ההסכם | סוג הסכם | Құжат атауы | Құжат | Келісім | Шарт |
        Hujjat nomi | Hujjat | ხელშეკრულების ტიპი | დოკუმენტის ტიპი | Гэрээний төрөл | Гэрээний нэр | Contratto |
        Instrumento jurídico | Documento""",
    Column.SIGNED: """
        Date | Date signed | Date of signing | Signing date | Signed | Signed on | Date of signature | Signature
        date | Agreement date | Date of agreement | Date of MoU | Year | Year signed |
         Year of signing | Tarix | İmzalanma tarixi |
        Bağlanma tarixi | İl | Дата | Дата подписания | Дата заключения | Год | Год подписания | Tarih | İmza tarihi
        | İmzalanma tarihi | Yıl | Datum | Unterzeichnet am | Datum der Unterzeichnung | Jahr | Date de signature |
        Année | Fecha | Fecha de firma | Año | Data | Data di firma | Data della firma | Data de assinatura | Ano |
        Anno | Data podpisania | Rok | Data semnării | Дата підписання | Рік | Күні | Қол қойылған күні | Sana |
        签署日期 | 日期 | 締結日 | 체결일 | تاريخ التوقيع | التاريخ | Tanggal Penandatanganan | Tanggal TTD | Tanggal MoU |
        Tarikh Tandatangan | Tarikh Ditandatangani | Tarikh MoU | Tanggal | Tarikh | Aláírás dátuma | Aláírás ideje
        | Dátum | Pasirašymo data | Sutarties data | Parakstīšanas datums | Noslēgšanas datums | Sõlmimise kuupäev |
        Allekirjoituspäivä | Undertecknat | Datum ondertekening | Ondertekend op | Datum podpisu | Datum uzavření |
        Dátum podpisu | Datum potpisivanja | Datum potpisa | Датум потписивања | Дата на подписване | Ημερομηνία
        υπογραφής | Ημερομηνία | Υπογραφή | תאריך חתימה | תאריך | تاریخ امضا | تاریخ | วันที่ลงนาม | วันลงนาม |
        วันที่ | Ngày ký | Ngày ký kết | Năm ký | 簽約日期 | 簽訂日期 | 簽署日期 | 簽約日 | 签订日期 | 签约日期 | 签约时间 | 签署时间 | 签订时间 |
        協定締結日 | 締結年月日 | 締約時間 | 締約日期 | 締結年月 | 締結年 | 協定締結年月日 | 調印日 | 체결일자 | 체결년도 | 체결연도 | 협정체결일 | 협정일 | سنة التوقيع | Fecha de
        suscripción | Fecha suscripción | Fecha de celebración | Suscripción | Firma | Fecha firma | Data stipula |
        Data di stipula | Stipula | Data sottoscrizione | Data da assinatura | Assinatura | Celebração | Data de
        celebração | Signature | Signé le | Date de conclusion | Vertragsdatum | Abschlussdatum | Vertragsabschluss
        | Unterzeichnung | Data zawarcia | Data zawarcia umowy | Rok podpisania | Rok zawarcia | Data încheierii |
        Anul semnării | Год заключения | Дата договора | İmza yılı | Protokol tarihi | Anlaşma tarihi | MoU date |
        Dated | Date of execution | Executed on | Year of agreement | Year of establishment of MoU | Date of
        signing/renewal |  Vertragsabschluss am | Abgeschlossen am |
        Abgeschlossen | Umowa z dnia | Datum uzatvorenia | Avtalsdatum | Sopimuspäivä | Thời gian ký | Thời gian ký
        kết | Ngày tháng ký | วันที่ลงนามความร่วมมือ | ปีที่ลงนาม | 협약일 | 협약일자 | 체결 | 협정체결년도 | سنة الاتفاقية | سنة
        توقيع | تاریخ انعقاد | تاریخ انعقاد تفاهم نامه | تاریخ عقد | سال انعقاد | سال | שנת חתימה | מועד חתימה |
        ხელმოწერის თარიღი | გაფორმების თარიღი | თარიღი | Гарын үсэг зурсан огноо | Байгуулсан огноо | Огноо |
        Tuzilgan sana | Жасалған күні | Түзүлгөн күнү | Кол коюлган күнү | Datum dogovora | Data celebrării |
        İmzalandı | İmzalanıb""",
    Column.ENDS: """
        Data de fim | Data do fim |
        Al | Au | Do | По | До | Tot | Til | Till | Lídz | Līdz | Iki | Kuni | Asti | Saakka | Până la | Până | Hasta |
        Até | Έως | Μέχρι | Deri | Sampai | Hingga | Đến | Đến ngày | إلى | الى | حتى | إلى تاريخ | الى تاريخ | تا | تا تاریخ |
        עד | עד תאריך | ถึง | 至 | まで | 까지 | 止 | 有効期間（至） | 期間（至） | Dek | Дейін | Gacha |
        End | End date | Ends | Ends on | Expires | Expires on | Expiry | Expiry date | Expiration | Expiration date
        | Date of expiry | Valid until | Valid till | Bitmə tarixi | Bitiş tarixi | Etibarlıdır | Дата окончания |
        Срок действия до | Действует до | Bitiş tarihi | Sona erme tarihi | Geçerlilik tarihi | Ende | Enddatum |
        Gültig bis | Ablaufdatum | Date de fin | Date d'expiration | Fecha de fin | Fecha de vencimiento |
        Vencimiento | Data di scadenza | Scadenza | Data de término | Validade | Data wygaśnięcia | Ważna do | Data
        expirării | Valabil până la | Дата закінчення | 到期日 | 有効期限 | 만료일 | تاريخ الانتهاء | Tanggal Berakhir |
        Berakhir | Berlaku sampai | Berlaku s/d | Tarikh Tamat | Tarikh Luput | Lejárat | Lejárat dátuma | Érvényes
        | Érvényesség vége | Galioja iki | Galiojimo pabaiga | Pabaiga | Derīgs līdz | Beigu datums | Spēkā līdz |
        Kehtib kuni | Lõppkuupäev | Päättyy | Päättymispäivä | Voimassa asti | Slutdatum | Giltigt till | Gäller
        till | Gyldig til | Utløper | Udløber | Einddatum | Vervaldatum | Geldig tot | Platnost do | Konec platnosti
        | Datum ukončení | Platnosť do | Koniec platnosti | Vrijedi do | Važi do | Datum isteka | Важи до | Датум
        истека | Валиден до | Валидност до | Λήξη | Ημερομηνία λήξης | Ισχύει έως | تاریخ انقضا | تاریخ پایان |
        اعتبار تا | วันสิ้นสุด | วันที่สิ้นสุด | วันหมดอายุ | Ngày hết hạn | Ngày kết thúc | Hết hạn | Hiệu lực đến
        | 到期日期 | 失效日期 | 終止日期 | 有效期至 | 截止日期 | 終了日 | 満了日 | 終了年月日 | 有效期限 | 협정만료일 | 종료일 | 만료일자 | صالحة لغاية | Fecha
        término | Fecha de término | Fecha de caducidad | Fecha fin | Fecha de expiración | Caducidad | Data
        scadenza | Scade il | Data fine | Data fim | Término | Vencimento | Data de vencimento | Échéance | Date
        d'échéance | Valable jusqu'au | Fin de validité | Vertragsende | Laufzeit bis | Laufzeitende | Ablauf |
        Obowiązuje do | Data zakończenia | Termin ważności | Data încetării | Valabil până | Действителен до | Дата
        истечения | Окончание | Окончание срока | Дата завершения | Bitdiyi tarix | Bitiş | Аяқталу күні | Tugash
        sanasi | Valid up to | Valid upto | Valid thru | Validity up to | Validity date | Valid date | Expire date |
        To | Till | Until | Bis | Fin | Fine | Fim | Renewal due | Due date | Due for renewal | Дата завершення |
        Дійсний до | Діє до | Чинна до | Sona erme | Fecha final | Vigente hasta | Válido hasta | Vigente até |
        Válido até | Data final | Data de encerramento | Data di fine | Fine accordo | Fine validità | Läuft ab am |
        Endet am | Data końcowa | Platnost smlouvy do | Platí do | Ukončenie | Ukončení | Истиче | Изтича на |
        Изтича | Einddatum overeenkomst | Gäller t.o.m. | Utgår | Tanggal Kadaluarsa | Tanggal Kedaluwarsa | Tanggal
        Selesai | Tanggal Akhir | Tarikh Akhir | Tarikh Tamat Tempoh | 終期 | 有効期間満了日 | 만기일 | 만료 | تاریخ اتمام | תאריך
        סיום | תאריך תפוגה | בתוקף עד | Дуусах хугацаа | Дуусах огноо | Аяқталу мерзімі | Vəzifə bitir | Son tarix |
        Son tarih | Expires/Renewal | Validade até""",
    Column.WEBSITE: """
        Website | Web site | Web-site | Web | Webpage | Web page | Web address | URL | Link | Homepage | Home page |
        Internet address | Vebsayt | Veb sayt | Sayt | Veb səhifə | Сайт | Веб-сайт | Официальный сайт | Ссылка |
        Web sitesi | İnternet sitesi | Web adresi | Webseite | Internetseite | Site web | Site internet | Sitio web
        | Página web | Sito web | Sito | Sítio | Strona internetowa | Strona www | Вебсайт | 网站 | 网址 | ウェブサイト | 웹사이트
        | الموقع الإلكتروني | Situs web | Laman web | Laman sesawang | Honlap | Weboldal | Svetainė | Tīmekļa vietne
        | Koduleht | Kotisivu | Webbplats | Webová stránka | Webové stránky | Web stránka | Internetska stranica |
        Веб страна | Уебсайт | Ιστοσελίδα | Ιστότοπος | وب سایت | وبسایت | เว็บไซต์ | Trang web | Сайты | 網站 | 網址 |
        ホームページ | 홈페이지 | 홈페이지 주소 | URL address | Web link | Official website | Página | Site | Web-site address |
        Website address | Official site | Site address | Адрес сайта | Интернет-адрес | Веб-сторінка | Адреса сайту
        | İnternet ünvanı | Elektron ünvan | Enlace | Enlace web | Lien | Lien internet | Adres strony | Adres www |
        Webstránka | Hemsida | Hjemmeside | Mājaslapa | 学校网址 | 学校主页 | 主页 | 官网 | 官方网站 | 學校網站 | ホームページアドレス | HP | 大学HP
        | ウェブ | 사이트 | 웹사이트 주소 | رابط | رابط الموقع | آدرس سایت | آدرس وب سایت | سایت | אתר | אתר אינטרנט | ვებ-გვერდი |
        ვებგვერდი | Цахим хуудас | Вебсайты | Veb-sayti | Site oficial""",
    Column.HELD: """
        Held because""",
    Column.TYPE: """
        Register type""",
    Column.VALIDITY: """
        Kind of validity""",
    Column.TERM_MONTHS: """
        Term in months | Duration in months | Length in months | Duration (months) | Term (months)""",
    Column.RENEWAL_MONTHS: """
        Renewal in months""",
    Column.REVIEW: """
        Next look | Next review | Next review date | Date of next review | Review date | Date of review | Review due |
        Review due date | Review on | Due for review | To be reviewed | To be reviewed on | Review by | Next look on |
        Növbəti baxış | Növbəti baxış tarixi | Baxış tarixi | Yenidən baxılma tarixi | Nəzərdən keçirmə tarixi |
        Следующий просмотр | Дата следующего просмотра | Дата пересмотра | Следующий пересмотр | Дата следующего
        пересмотра | Дата проверки | Дата следующей проверки | Sonraki bakış | Sonraki inceleme | İnceleme tarihi |
        Gözden geçirme tarihi | Sonraki gözden geçirme | Sonraki gözden geçirme tarihi""",
    Column.TERMINATED: """
        Terminated on""",
    Column.TERMINATION_REASON: """
        Reason of the termination""",
    Column.RESTS_FROM: """
        Rests from | Resting since | Rest from | Suspended from | Suspended since | Suspended on | On hold since |
        Suspension date | Start of suspension | Date of suspension | Frozen since | Dayandırılma tarixi |
        Dayandırıldığı tarix | Приостановлен с | Приостановлено с | Дата приостановки | Дата приостановления |
        Askıya alınma tarihi | Askı başlangıcı | Ruht seit | Ruhend seit | Ausgesetzt seit | Suspendu depuis |
        Date de suspension | Suspendido desde | Fecha de suspensión | Sospeso dal | Data di sospensione |
        Suspenso desde | Zawieszona od | Data zawieszenia | Призупинено з | Дата призупинення""",
    Column.RESTS_UNTIL: """
        Rests until | Resting until | Rest until | Suspended until | On hold until | End of suspension | Frozen until |
        Dayandırılmanın sonu | Приостановлен до | Приостановлено до | Askı bitişi | Ruht bis | Ruhend bis |
        Ausgesetzt bis | Suspendu jusqu'au | Suspendido hasta | Sospeso fino al | Suspenso até | Zawieszona do |
        Призупинено до""",
    Column.REST_REASON: """
        Reason of the rest | Reason for the rest | Reason for suspension | Reason of suspension | Why on hold |
        Dayandırılma səbəbi | Причина приостановки | Причина приостановления | Askıya alınma nedeni |
        Grund des Ruhens | Grund der Aussetzung | Motif de la suspension | Motif de suspension |
        Motivo de la suspensión | Motivo della sospensione | Motivo da suspensão | Powód zawieszenia |
        Причина призупинення""",
    Column.PUBLIC: """
        On the public list""",
    Column.SUPERSEDED_BY: """
        Superseded by | Superseded by No | Replaced by | Replaced by No | Replaced with | Succeeded by |
        Superseding agreement | Successor agreement | Əvəz edildi | Əvəz edilib | Əvəz olunub | Əvəz edən |
        Əvəz edən müqavilə | Əvəz edən saziş | Заменено | Заменён | Заменена | Заменено на | Заменён на | Заменена на |
        Заменено договором | Заменён договором | Заменяющий договор | Yerine geçen | Yerine geçen anlaşma |
        Yerini alan | Yerini alan anlaşma | Ersetzt durch | Abgelöst durch | Nachfolgevertrag | Remplacé par |
        Remplacée par | Sustituido por | Reemplazado por | Sostituito da | Substituído por | Zastąpiona przez |
        Zastąpiono przez | Замінено | Замінено на""",
    Column.ERASMUS_CODE: """
        Erasmus code | Erasmus ID code | Erasmus ID | Erasmus kodu | Erasmus-Code | Code Erasmus | Código Erasmus |
        Codice Erasmus | Kod Erasmus | Cod Erasmus | Код Erasmus | ID code""",
    Column.CITY: """
        City | Town | City/State | Place | Location | Şəhər | Город | Şehir | İl/İlçe | Stadt | Ort | Ville | Ciudad |
        Città | Cidade | Miasto | Oraș | Місто | Қала | Shahar | 城市 | 都市 | 도시 | المدينة | Kota | Bandar |
        Város | Miestas | Pilsēta | Linn | Kaupunki | Stad | Plaats | Město | Mesto | Grad | Град | Qyteti | Πόλη |
        شهر | เมือง | Thành phố | Хот | Шаар | 所在地 | 所在城市 | Ciudad/Estado | Localité | Localidad |
        Miejscowość | Localitatea""",
    Column.REFERENCE: """
        N° convention | N° de convention | Numéro de l'accord | Numéro d'accord |
        Reference | Ref | Ref. | Ref No | Reference No | Reference number | Agreement No | Agreement number |
        Agreement code | Contract No | Contract number | File No | File number | Registration number | Protocol No |
        Code | Müqavilənin nömrəsi | Qeydiyyat nömrəsi | Номер договора | № договора | Регистрационный номер |
        Protokol no | Sözleşme no | Aktenzeichen | Vertragsnummer | Numéro de convention | Número de convenio |
        Numero accordo | Nr umowy | Número do acordo | Nr. acord | Номер угоди | 编号 | 協定番号 | رقم الاتفاقية |
        Nomor | Nomor MoU | No. MoU | Nomor Dokumen | No Rujukan | Iktatószám | Sutarties Nr. | Sutarties numeris |
        Līguma numurs | Contractnummer | Číslo smlouvy | Číslo zmluvy | Broj ugovora | Деловодни број |
        شماره قرارداد | Số hiệu | 協議編號 | 合同编号 | 관리번호 | Código | Protocollo | Repertorio | Agreement ID |
        MoU No | MoU number | Contract ID""",
    Column.STARTS: """
        Важи от | Валиден от | Действа от | Действителен от | Действует от | Spēkā no | Derīgs no | Hiệu lực từ | Có hiệu lực từ |
        有效期自 | 有效期起 | 有效期起始 | 有效期开始 | 有效期（起） | 有效期始 |
        Since | Partner since | Partners since | Partnership since | Cooperation since | In force since | Seit |
        Depuis | Desde | Dal | Da | Du | De | Od | С | З | Van | Vanaf | Fra | Från | Nuo | Alates | Alkaen | Ab | Von |
        Din | De la | От | Од | Від | Από | Nga | Dari | Từ | Từ ngày | من | من تاريخ | از | از تاریخ | מ | מתאריך | ตั้งแต่ |
        自 | から | 부터 | 起 | 有効期間（自） | 期間（自） | İtibaren | Бастап |
        Start | Starts | Start date | Starting date | Begin date | Begins | Valid from | From | Effective date |
        Date of entry into force | Entry into force | Commencement date | Date effective | Başlama tarixi |
        Başlanğıc tarixi | Qüvvəyə minmə tarixi | Дата начала | Начало действия | Дата вступления в силу | Başlangıç
        tarihi | Başlama tarihi | Yürürlük tarihi | Beginn | Gültig ab | Date de début | Date d'effet | Fecha de
        inicio | Data di inizio | Data inizio | Data de início | Data rozpoczęcia | Data începerii | Дата початку |
        Boshlanish sanasi | Басталу күні | 开始日期 | 生效日期 | 開始日 | 시작일 | تاريخ البدء | تاريخ البداية | Tanggal Mulai |
        Mulai | Berlaku mulai | Tarikh Mula | Tarikh Kuat Kuasa | Kezdete | Hatályba lépés | Érvényesség kezdete |
        Pradžia | Galioja nuo | Sākuma datums | Alguskuupäev | Alkaa | Alkupäivä | Startdatum | Giltigt från |
        Gyldig fra | Ingangsdatum | Begindatum | Platnost od | Začátek | Účinnost od | Platnosť od | Datum početka |
        Vrijedi od | Датум почетка | Важи од | Начална дата | В сила от | Ημερομηνία έναρξης | Έναρξη | تاریخ شروع |
        تاریخ آغاز | วันเริ่มต้น | วันที่เริ่ม | Ngày bắt đầu | Ngày hiệu lực | 生效日 | 起始日期 | 起始日 | 開始年月日 | 発効日 |
        시작일자 | 개시일 | 발효일 | تاريخ السريان | Fecha inicio | Inicio | Inicio de vigencia | Entrada en vigor |
        Decorrenza | Inizio | Início | Início da vigência | Data início | Vertragsbeginn | Laufzeit von |
        Laufzeitbeginn | In Kraft seit | Début | Date d'entrée en vigueur | Prise d'effet | Obowiązuje od | Początek
        | Дата вступления | Начало | Başlanğıc | Başlangıç | Effective | Effectivity | Effective from | Effectivity
        date | Date of effectivity | Commencement | Agreement start | Validity from | Valid since | Начало действия
        договора | Начало действия соглашения | Дата набрання чинності | Початок дії | Data intrării în vigoare |
        Începutul valabilității | Začátek platnosti | Začiatok platnosti | Влиза в сила | Έναρξη ισχύος | Alkupvm |
        Isigaliojimo data | Mulai Berlaku | Tgl. Mulai | Tarikh Kuatkuasa | Ngày có hiệu lực | วันที่เริ่มต้น |
        วันที่มีผล | เริ่มวันที่ | เริ่มต้น | 始期 | 有効期間開始日 | 有効期間始期 | 起始时间 | 开始时间 | 生效时间 | تاريخ بداية الاتفاقية |
        تاريخ بدء الاتفاقية | بداية الاتفاقية | תאריך התחלה | Күшіне ену күні | Kuchga kirish sanasi | Эхлэх хугацаа
        | Эхлэх огноо | Qüvvəyə mindiyi tarix""",
    Column.DURATION: """
        Zeitraum | Vertragszeitraum |
        Duration | Duration of agreement | Validity | Validity period | Period of validity | Term | Term of
        agreement | Period | Length | Years | Müddət | Müddəti | Qüvvədə olma müddəti | Etibarlılıq müddəti | Срок |
        Срок действия | Срок действия договора | Период действия | Süre | Süresi | Geçerlilik süresi | Laufzeit |
        Dauer | Gültigkeit | Gültigkeitsdauer | Durée | Durée de validité | Duración | Vigencia | Durata | Duração |
        Vigência | Okres obowiązywania | Czas trwania | Durată | Valabilitate | Термін дії | Строк дії | Мерзімі |
        Amal qilish muddati | 有效期 | 期限 | 有効期間 | 期間 | 유효기간 | 기간 | المدة | مدة الاتفاقية | Masa Berlaku | Jangka Waktu
        | Tempoh | Tempoh Sah | Időtartam | Érvényességi idő | Érvényesség | Trukmė | Galiojimas | Termiņš |
        Darbības termiņš | Kestus | Kehtivus | Kesto | Voimassaolo | Varaktighet | Giltighetstid | Gyldighet |
        Looptijd | Duur | Geldigheid | Doba platnosti | Platnost | Platnosť | Doba trvání | Trvanie | Trajanje |
        Трајање | Važenje | Важност | Срок на действие | Kohëzgjatja | Διάρκεια | Διάρκεια ισχύος | Ισχύς | مدت |
        مدت اعتبار | مدت قرارداد | תוקף | ระยะเวลา | Thời hạn | Thời gian | Hiệu lực | 效期 | 有效期限 | 有效期間 | 協定期間 |
        협정기간 | 有效年限 | 年限 | Plazo | Validez | Validità | Prazo | Prazo de vigência | Validité | Vertragsdauer |
        Vertragslaufzeit | Ważność | Okres | Okres ważności | Perioada | Perioada de valabilitate | Период | Срок
        договора | Etibarlılıq | Etibarlıq müddəti | Geçerlilik | Anlaşma süresi | Protokol süresi | Effectivity |
        MoU period | Tenure | Tenure of MoU | No. of years | Czas trwania umowy | Okres obowiązywania umowy |
        Platnost smlouvy | Platnosť zmluvy | Hatály | Важење | Рок важења | Trajanje ugovora | Darbības laiks |
        Durasi | Thời hạn hợp tác | Thời hạn hiệu lực | อายุสัญญา | ระยะเวลาความร่วมมือ | ระยะเวลาสัญญา | 协议有效期 |
        合约期限 | 合約效期 | 合約期間 | 合作期限 | مدة سريان الاتفاقية | مدة السريان | الصلاحية | فترة الاتفاقية | مدت تفاهم نامه |
        مدت اعتبار تفاهم نامه | תקופת ההסכם | תקופה | მოქმედების ვადა | ვადა | Хүчинтэй хугацаа | Хугацаа |
        Қолданылу мерзімі | Колдонуу мөөнөтү | Мөөнөтү | Vaxtı""",
    Column.RENEWAL: """
        Renewal | Auto renew | Auto-renewal | Automatic renewal | Renewable | Renewed | Extension | Prolongation |
        Uzadılma | Продление | Пролонгация | Yenileme | Uzatma | Verlängerung | Renouvellement | Reconduction |
        Renovación | Rinnovo | Renovação | Przedłużenie | Prelungire | Пролонгація | 续签 | 更新 | 갱신 | التجديد |
        Perpanjangan | Pembaharuan | Meghosszabbítás | Pratęsimas | Pagarinājums | Pikendamine | Förlängning |
        Verlenging | Prodloužení | Predĺženie | Produženje | Продужење | Подновяване | Ανανέωση | تمدید | การต่ออายุ |
        Gia hạn | 續約 | 更新条件 | Auto-Renew? | Prórroga | Tacito rinnovo""",
    Column.STATUS: """
        Stadiu | Stadiul | Stadium | Situația | 状況 | 狀況 | 진행상황 | 진행 상황 | Sytuacja | Állapota | Stav smlouvy | Tình trạng |
        Status | State | Agreement status | Current status | Vəziyyəti | Statusu | Состояние | Статус | Durum |
        Durumu | Stand | Statut | Estado | Stato | Situação | Stan | Stare | Стан | Holati | Күйі | 状态 | 状態 |
        상태 | الحالة | حالة الاتفاقية | Keadaan | Állapot | Būsena | Statuss | Staatus | Tila | Stav |
        Статус на договора | Status umowy | Κατάσταση | وضعیت | สถานะ | Tình trạng | Trạng thái | 狀態 | 現況 | 현황 |
        État | Situación | Active/Expired | Active | Remarks/Status | Validity status""",
    Column.CONTACT: """
        Contact | Contact person | Contacts | Contact email | E-mail | Email | Contact name | Contact details |
        Phone | Telephone | Əlaqə | Əlaqədar şəxs | Контакт | Контактное лицо | Контакты | İletişim | İrtibat |
        İlgili kişi | Kontakt | Ansprechpartner | Ansprechperson | Personne de contact | Contacto | Contatto |
        Referente | Contato | Osoba kontaktowa | Persoană de contact | Контактна особа | 联系人 | 連絡先 | 담당자 |
        جهة الاتصال | Narahubung | Kontak | Pegawai Bertanggungjawab | Kapcsolattartó | Kontaktinis asmuo |
        Kontaktpersona | Kontaktisik | Yhteyshenkilö | Kontaktperson | Contactpersoon | Kontaktní osoba |
        Kontaktná osoba | Kontakt osoba | Контакт особа | Υπεύθυνος | رابط | ผู้ประสานงาน | Người liên hệ | 聯絡人 |
        承辦人 | Koordynator | Coordinator | Focal person | Responsable | Coordinador""",
    Column.NOTICE: """
        Notice period | Period of notice | Notice of termination | Termination notice | Notice for termination |
        Notice period (months) | Notice period (days) | Notice period in months | Notice in months | Notice period
        in days | Notice (months) | Notice (days) | Notice time | Advance notice | Term of notice | Xəbərdarlıq müddəti | Bildiriş
        müddəti | Ləğvetmə bildirişi | Əvvəlcədən xəbərdarlıq müddəti | Срок уведомления | Срок уведомления о
        расторжении | Срок предупреждения | Срок предварительного уведомления | Уведомление о расторжении | İhbar
        süresi | Fesih bildirim süresi | Bildirim süresi | Fesih ihbar süresi | Kündigungsfrist |
        Kündigungsfristen | Délai de préavis | Préavis | Durée du préavis | Plazo de preaviso | Preaviso | Período
        de preaviso | Periodo di preavviso | Preavviso | Termine di preavviso | Okres wypowiedzenia | Termin
        wypowiedzenia | Prazo de aviso prévio | Aviso prévio | Período de pré-aviso | Строк повідомлення | Термін
        попередження | Строк попередження | Хабарлау мерзімі | Ескерту мерзімі | Хабарлама мерзімі | Ogohlantirish
        muddati | 通知期 | 通知期限 | 提前通知期 | 终止通知期 | 預告期間 | 通知期間 | 予告期間 | 解約予告期間 | 通告期間 | 통지기간 | 해지통지기간 | 사전통지기간 | 해지 통보 기간 |
        مدة الإشعار | فترة الإشعار | مهلة الإشعار | فترة الإخطار | Felmondási idő | Felmondási határidő |
        Výpovědní lhůta | Výpovědní doba | Výpovedná lehota | Výpovedná doba | Perioadă de preaviz | Termen de
        preaviz | Preaviz | Perioada de preaviz | Įspėjimo terminas | Įspėjimo laikotarpis | Uzteikuma termiņš |
        Uzteikuma laiks | Etteteatamistähtaeg | Etteteatamisaeg | Irtisanomisaika | Uppsägningstid | Oppsigelsestid
        | Opsigelsesvarsel | Opsigelsesfrist | Opzegtermijn | Opzegtermijn (maanden) | Otkazni rok | Odpovedni rok |
        Отказни рок | Срок на предизвестие | Предизвестие | Afati i njoftimit | Προθεσμία καταγγελίας | Προθεσμία
        ειδοποίησης | مهلت اطلاع | مهلت فسخ | תקופת הודעה מוקדמת | הודעה מוקדמת | ระยะเวลาแจ้งล่วงหน้า | Thời hạn
        báo trước | Thời gian báo trước | Masa pemberitahuan | Tempoh notis | Jangka waktu pemberitahuan | შეტყობინების
        ვადა | Ծանուցման ժամկետ | Мэдэгдэх хугацаа""",
    Column.UNIT: """
        Unit | Faculty | Department | Unit / faculty | Unit/Faculty | Faculty / unit | Faculty/Unit | Faculty /
        Department | Faculty/Department | Department/Faculty | Faculty or department | Faculty, department | Home
        faculty | Home unit | Home department | Our faculty | Our unit | Our department | Responsible unit |
        Responsible faculty | Responsible department | Coordinating unit | Coordinating faculty | Initiating unit |
        Initiating faculty | Initiating department | Faculties | Departments | Units | Fakültə | Fakültələr |
        Kafedra | Fakültə/Kafedra | Fakültə / kafedra | Struktur bölmə | Bölmə | Məsul bölmə | Məsul struktur |
        Факультет | Факультеты | Подразделение | Структурное подразделение | Ответственное подразделение | Кафедра |
        Факультет/кафедра | Факультет / кафедра | Институт/факультет | Fakülte | Birim | Fakülte/Birim | Fakülte /
        Birim | Akademik birim | Sorumlu birim | İlgili birim | Fakülte/Bölüm | Fakülte / Bölüm | Bölüm | Fakultät |
        Fachbereich | Organisationseinheit | Verantwortliche Einheit | Zuständige Einheit | Fakultät/Fachbereich |
        Fakultät / Einrichtung | Faculté | Composante | UFR | Unité | Faculté/Département | Département | Composante
        porteuse | Unité responsable | Facultad | Unidad | Unidad académica | Unidad responsable | Departamento |
        Facultad/Departamento | Centro responsable | Facoltà | Dipartimento | Struttura | Unità | Struttura
        proponente | Dipartimento proponente | Dipartimento di riferimento | Wydział | Jednostka | Jednostka
        organizacyjna | Wydział/Jednostka | Jednostka odpowiedzialna | Faculdade | Unidade | Unidade orgânica |
        Unidade acadêmica | Unidade proponente | Unidade responsável | Faculdade/Departamento | Підрозділ |
        Структурний підрозділ | Факультет/підрозділ | Відповідальний підрозділ | Бөлімше | Факультет/бөлімше |
        Құрылымдық бөлімше | Жауапты бөлімше | Fakultet | Bo'linma | Fakultet/kafedra | 学院 | 院系 | 部门 | 所属学院 | 学部 | 部局
        | 担当部局 | 所管部局 | 学部・研究科 | 実施部局 | 院系單位 | 系所 | 學院 | 단과대학 | 부서 | 학부 | 주관부서 | 담당부서 | 소속 | الكلية | القسم | الوحدة |
        الكلية / القسم | الجهة المسؤولة | Kar | Szervezeti egység | Kar/Szervezeti egység | Fakulta | Součást |
        Fakulta/Součást | Pracoviště | Pracovisko | Súčasť | Facultatea | Facultate | Unitate | Departament |
        Facultatea/Departamentul | Departamentul | Fakultetas | Padalinys | Fakultetas/Padalinys | Atsakingas
        padalinys | Fakultāte | Struktūrvienība | Atbildīgā struktūrvienība | Teaduskond | Üksus | Vastutav üksus |
        Tiedekunta | Yksikkö | Vastuuyksikkö | Fakultet/Institution | Enhet | Ansvarig enhet | Fakultet/enhet |
        Ansvarlig enhet | Enhed | Faculteit | Eenheid | Faculteit/Dienst | Verantwoordelijke eenheid | Sastavnica |
        Fakultet/sastavnica | Članica | Факултет | Звено | Организациона јединица | Fakulteti | Njësia | Σχολή |
        Τμήμα | Σχολή/Τμήμα | دانشکده | واحد | پژوهشکده | פקולטה | יחידה | פקולטה/יחידה | คณะ | คณะ/หน่วยงาน |
        หน่วยงานที่รับผิดชอบ | คณะที่รับผิดชอบ | Khoa | Khoa/Viện | Đơn vị phụ trách | Đơn vị chủ trì | Fakultas |
        Unit Kerja | Fakultas/Unit | Fakulti | PTj | Fakulti/PTJ | ფაკულტეტი | Ֆակուլտետ | Факультети | Бүрэлдэхүүн
        сургууль""",
    Column.RESPONSIBLE: """
        Responsible | Responsible person | Responsible staff | Responsible member of staff | Responsible officer |
        Person responsible | Person in charge | Officer in charge | In charge | Staff in charge | Staff responsible |
        Responsible at home | Responsible in the office | Owner | Agreement owner | Agreement manager | Desk officer
        | Case officer | Handled by | Managed by | Home coordinator | Our coordinator | Coordinator at home |
        Məsul | Məsul şəxs | Məsul əməkdaş | Cavabdeh | Cavabdeh şəxs | Cavabdeh əməkdaş | Ответственный |
        Ответственное лицо | Ответственный сотрудник | Ответственный исполнитель | Ответственный за договор |
        Куратор | Куратор договора | Sorumlu | Sorumlu kişi | Sorumlu personel | Sorumlu uzman | Takip eden |
        Verantwortlich | Verantwortliche | Verantwortliche Person | Verantwortlicher | Zuständig | Zuständige Person
        | Zuständigkeit | Sachbearbeiter | Sachbearbeitung | Sachbearbeiter/in | Personne responsable | Responsable
        du dossier | Gestionnaire | Chargé de dossier | Persona responsable | Persona encargada | Encargado | Gestor
        | Persona responsabile | Responsabile | Responsabile dell'accordo | Referente interno | Osoba odpowiedzialna
        | Odpowiedzialny | Opiekun umowy | Responsável | Pessoa responsável | Gestor do convênio | Відповідальний |
        Відповідальна особа | Відповідальний працівник | Жауапты | Жауапты тұлға | Жауапты қызметкер | Mas'ul | Mas'ul
        shaxs | Mas'ul xodim | 负责人 | 经办人 | 责任人 | 負責人 | 經辦人 | 担当者 | 担当職員 | 責任者 | 담당직원 | 책임자 | المسؤول | الشخص المسؤول |
        الموظف المسؤول | Felelős | Felelős személy | Ügyintéző | Odpovědná osoba | Odpovědný | Zodpovědná osoba |
        Zodpovedná osoba | Zodpovedný | Responsabil | Persoana responsabilă | Persoană responsabilă | Responsabilul |
        Atsakingas | Atsakingas asmuo | Atsakingas darbuotojas | Atbildīgā persona | Atbildīgais | Vastutaja |
        Vastutav isik | Vastuuhenkilö | Ansvarig | Ansvarig person | Handläggare | Ansvarlig | Ansvarlig person |
        Saksbehandler | Sagsbehandler | Verantwoordelijke | Verantwoordelijke persoon | Dossierbeheerder | Odgovorna
        osoba | Odgovorno lice | Одговорно лице | Отговорник | Отговорно лице | Personi përgjegjës | Αρμόδιος |
        Υπεύθυνο πρόσωπο | مسئول | شخص مسئول | אחראי | גורם אחראי | ผู้รับผิดชอบ | Người phụ trách | Cán bộ phụ trách |
        Penanggung jawab | პასუხისმგებელი პირი | Պատասխանատու | Жооптуу | Хариуцсан ажилтан""",
    Column.SCOPE: """
        Scope | Purpose | Purpose of agreement | Field | Field of cooperation | Fields of cooperation |
        Area of cooperation | Areas of cooperation | Area of collaboration | Forms of cooperation |
        Forms of cooperations | Activities | Focus area | Subject | Objectives | Purpose/Title | Əməkdaşlıq sahəsi |
        Məqsəd | Направление сотрудничества | Предмет договора | Направления | Цель | İşbirliği alanı | Konu | Amaç |
        Zweck | Gegenstand | Domaine de coopération | Objet | Objeto | Ámbito | Oggetto | Zakres | Zakres współpracy |
        Domeniu | Предмет | 合作内容 | 協力分野 | 협력분야 | مجالات التعاون | Bidang | Bidang Kerjasama |
        Ruang Lingkup | Ruang Lingkup Kerjasama | Skop | Tárgy | Együttműködés területe | Sritis |
        Bendradarbiavimo sritis | Sadarbības joma | Valdkond | Ala | Ämnesområde | Vakgebied | Obor | Odbor |
        Oblast suradnje | Област сарадње | Област на сътрудничество | Αντικείμενο | Πεδίο συνεργασίας | زمینه همکاری |
        موضوع | สาขา | กิจกรรม | Nội dung | Nội dung hợp tác | Lĩnh vực | 合作領域 | 合作項目 | 合作领域 | 協定内容 |
        交流内容 | 分野 | Ambito | Objetivo | Objetivos | Área""",
    Column.KINDS: """
        Kinds of cooperation | Kind of cooperation | Types of cooperation | Cooperation types | Types of exchange |
        Types of activity | Types of activities | Əməkdaşlıq növləri | Əməkdaşlığın növləri | Əməkdaşlıq formaları |
        Виды сотрудничества | Формы сотрудничества | İşbirliği türleri | İş birliği türleri | Arten der Zusammenarbeit |
        Types de coopération | Tipos de cooperación | Tipi di cooperazione | Rodzaje współpracy | Види співпраці |
        Види співробітництва | 合作种类 | 協力の種類""",
    Column.NOTES: """
        Notes | Note | Remarks | Remark | Comments | Comment | Observations | Qeyd | Qeydlər | Примечание |
        Примечания | Комментарий | Notlar | Açıklama | Bemerkung | Bemerkungen | Anmerkungen | Remarques |
        Commentaires | Observaciones | Notas | Osservazioni | Observações | Uwagi | Observații | Примітка | Примітки |
        Ескерту | Izoh | 备注 | 備考 | 비고 | ملاحظات | Keterangan | Catatan | Ulasan | Megjegyzés | Pastabos |
        Piezīmes | Märkused | Huomautukset | Anmärkning | Anmärkningar | Bemærkninger | Merknader | Opmerkingen |
        Opmerking | Poznámka | Poznámky | Napomena | Napomene | Напомена | Забележка | Shënime | Παρατηρήσεις |
        توضیحات | הערות | หมายเหตุ | Ghi chú | Тэмдэглэл | Эскертүү | 備註 | 附註 | 특이사항 | Comentarios |
        Note e osservazioni""",
}
GENERAL = """
    Da | Du | De | Od | С | З | Van | Fra | От | Од | Nga | Din | Dari | Al | Au | Do | По | До | Tot | Til | Iki | Deri | Dek |
    Ab | Von | Nuo | 自 | 至 | 起 | 止 |
    Institute | School | Company | Agency | Entity | Party | Item | S | M | T | Active | Counterpart | Site |
    Document | Area | Área | Página | Fin | Fine | Fim | To | Till | Until | Bis | Ablauf | Ala | Obor | Odbor |
    Mesto | Grad | Plazo | Prazo | Effectivity | Effective | Signature | Firma | Name | Names | Date | Year | Type |
    Title | Agreement | Link | Number | Num | Code | Partner | Partners | Nation | Ad | Adı | Наименование |
    Название | Bezeichnung | Nom | Nombre | Nome | Nazwa | Denumire | Назва | Атауы | Nomi | 名称 | 이름 | 명칭 |
    الاسم | State | Stand | Estado | Stan | Stare | Place | Start | End | From | Data | Datum | Дата | Tarix | Tarih |
    Years | Period | Term | Validity | Срок | 期间 | 期間 | Nature | Category | Kind | Vid | Вид | Тип | Tip | Tür |
    Növ | Art | Ort | Durata | Web | Сайт"""
GENERAL_MEANINGS = {
    Column.INSTITUTION: """
        Name | Names | Ad | Adı | Наименование | Название | Bezeichnung | Nom | Nombre | Nome | Nazwa | Denumire |
        Назва | Атауы | Nomi | 名称 | 이름 | 명칭 | الاسم""",
    Column.TITLE: "Nature | Category | Kind | Вид | Тип | Tip | Tür | Növ | Art | Nature of agreement | Type of cooperation",
}
