"""Header spellings as tables: what a column can mean, and the words that say so, in the languages of lists."""

from enum import StrEnum


class Column(StrEnum):
    """What a column of a list can mean."""

    NUMBER = "number"
    INSTITUTION = "institution"
    COUNTRY = "country"
    CITY = "city"
    TITLE = "title"
    REFERENCE = "reference"
    ERASMUS_CODE = "erasmus_code"
    SIGNED = "signed"
    STARTS = "starts"
    ENDS = "ends"
    DURATION = "duration"
    RENEWAL = "renewal"
    STATUS = "status"
    WEBSITE = "website"
    CONTACT = "contact"
    SCOPE = "scope"
    NOTES = "notes"
    HELD = "held"


# Whole headers. A header that stands here means its column for certain; those of GENERAL give way to a closer one.
SPELLINGS = {
    Column.NUMBER: """No | Nr | № | S.No | S. No. | Sr No | Sl No | SN | S/N | # | Serial number | Number | № п/п | п/п | п/н | Номер |
        Sıra | Sıra No | Sıra sayı | Nömrə | Lfd. Nr. | Num | Número""",
    Column.INSTITUTION: """University | Universities | Institution | Institutions | Name of institution | Institution name |
        Name of the institution | Name of university | University name | Name of the university | Partner | Partners |
        Partner institution | Partner university | Partner name | Foreign partner | Organization | Organisation |
        Universitet | Universitetin adı | Ali məktəb | Müəssisə | Təşkilat | Tərəfdaş | Tərəfdaş universitet |
        Университет | Вуз | ВУЗ-партнер | Наименование вуза | Название вуза | Учреждение | Организация | Партнер |
        Наименование организации | Название университета | Üniversite | Üniversite adı | Kurum | Kurum adı | Universität |
        Hochschule | Einrichtung | Partnerhochschule | Université | Établissement | Partenaire | Universidad | Institución |
        Università | Istituzione | Universidade | Uniwersytet | Uczelnia | Instytucja | Universitate | Instituția |
        Університет | Заклад | Партнер | Университеті | Universitet nomi | 大学 | 大学名 | 学校名称 | 機関名 | 대학 | 대학명 |
        الجامعة | اسم الجامعة | المؤسسة""",
    Column.COUNTRY: """Country | Countries | Country name | Country of institution | Nation | Ölkə | Ölkənin adı | Страна | Ülke |
        Land | Staat | Pays | País | Paese | Kraj | Państwo | Țara | Țară | Країна | Ел | Мемлекет | Davlat | Mamlakat | 国家 |
        国 | 国名 | 국가 | الدولة | البلد""",
    Column.TITLE: """Type of agreement | Agreement type | Type | Type of MoU | Type of document | Agreement | Title |
        Title of agreement | Name of agreement | Kind of agreement | Sənədin növü | Müqavilənin növü | Müqavilə |
        Sazişin növü | Növü | Вид документа | Вид договора | Тип договора | Тип соглашения | Вид соглашения | Договор |
        Anlaşma türü | Anlaşmanın türü | Protokol türü | Sözleşme türü | Türü | Art des Abkommens | Vertragsart |
        Art der Vereinbarung | Type d'accord | Type de convention | Tipo de convenio | Tipo de acuerdo | Tipo di accordo |
        Tipo de acordo | Rodzaj umowy | Tip acord | Tipul acordului | Вид угоди | Тип угоди | 协议类型 | 協定の種類 | 협정유형 |
        نوع الاتفاقية""",
    Column.SIGNED: """Date | Date signed | Date of signing | Signing date | Signed | Signed on | Date of signature | Signature date |
        Agreement date | Date of agreement | Date of MoU | Year | Year signed | Since | Partner since | Partners since | Seit | Depuis | Desde | Dal | In force since | Year of signing | Tarix | İmzalanma tarixi |
        Bağlanma tarixi | İl | Дата | Дата подписания | Дата заключения | Год | Год подписания | Tarih | İmza tarihi |
        İmzalanma tarihi | Yıl | Datum | Unterzeichnet am | Datum der Unterzeichnung | Jahr | Date de signature | Année |
        Fecha | Fecha de firma | Año | Data | Data di firma | Data della firma | Data de assinatura | Ano | Anno |
        Data podpisania | Rok | Data semnării | Дата підписання | Рік | Күні | Қол қойылған күні | Sana | 签署日期 | 日期 |
        締結日 | 체결일 | تاريخ التوقيع | التاريخ""",
    Column.ENDS: """End | End date | Ends | Ends on | Expires | Expires on | Expiry | Expiry date | Expiration | Expiration date |
        Date of expiry | Valid until | Valid till | Bitmə tarixi | Bitiş tarixi | Etibarlıdır | Дата окончания |
        Срок действия до | Действует до | Bitiş tarihi | Sona erme tarihi | Geçerlilik tarihi | Ende | Enddatum | Gültig bis |
        Ablaufdatum | Date de fin | Date d'expiration | Fecha de fin | Fecha de vencimiento | Vencimiento |
        Data di scadenza | Scadenza | Data de término | Validade | Data wygaśnięcia | Ważna do | Data expirării |
        Valabil până la | Дата закінчення | 到期日 | 有効期限 | 만료일 | تاريخ الانتهاء""",
    Column.WEBSITE: """Website | Web site | Web-site | Web | Webpage | Web page | Web address | URL | Link | Homepage | Home page |
        Internet address | Vebsayt | Veb sayt | Sayt | Veb səhifə | Сайт | Веб-сайт | Официальный сайт | Ссылка |
        Web sitesi | İnternet sitesi | Web adresi | Webseite | Internetseite | Site web | Site internet | Sitio web |
        Página web | Sito web | Sito | Sítio | Strona internetowa | Strona www | Вебсайт | 网站 | 网址 | ウェブサイト | 웹사이트 |
        الموقع الإلكتروني""",
    Column.HELD: """Held because""",
    Column.ERASMUS_CODE: """Erasmus code | Erasmus ID code | Erasmus ID | Erasmus kodu | Erasmus-Code | Code Erasmus | Código Erasmus |
        Codice Erasmus | Kod Erasmus | Cod Erasmus | Код Erasmus | ID code""",
    Column.CITY: """City | Town | City/State | Place | Location | Şəhər | Город | Şehir | İl/İlçe | Stadt | Ort | Ville | Ciudad | Città |
        Cidade | Miasto | Oraș | Місто | Қала | Shahar | 城市 | 都市 | 도시 | المدينة""",
    Column.REFERENCE: """Reference | Ref | Ref. | Ref No | Reference No | Reference number | Agreement No | Agreement number |
        Agreement code | Contract No | Contract number | File No | File number | Registration number | Protocol No | Code |
        Müqavilənin nömrəsi | Qeydiyyat nömrəsi | Номер договора | № договора | Регистрационный номер | Protokol no |
        Sözleşme no | Aktenzeichen | Vertragsnummer | Numéro de convention | Número de convenio | Numero accordo | Nr umowy |
        Número do acordo | Nr. acord | Номер угоди | 编号 | 協定番号 | رقم الاتفاقية""",
    Column.STARTS: """Start | Starts | Start date | Starting date | Begin date | Begins | Valid from | From | Effective date |
        Date of entry into force | Entry into force | Commencement date | Date effective | Başlama tarixi | Başlanğıc tarixi |
        Qüvvəyə minmə tarixi | Дата начала | Начало действия | Дата вступления в силу | Başlangıç tarihi | Başlama tarihi |
        Yürürlük tarihi | Beginn | Gültig ab | Date de début | Date d'effet | Fecha de inicio | Data di inizio | Data inizio |
        Data de início | Data rozpoczęcia | Data începerii | Дата початку | Boshlanish sanasi | Басталу күні | 开始日期 | 生效日期 |
        開始日 | 시작일 | تاريخ البدء | تاريخ البداية""",
    Column.DURATION: """Duration | Duration of agreement | Validity | Validity period | Period of validity | Term | Term of agreement |
        Period | Length | Years | Müddət | Müddəti | Qüvvədə olma müddəti | Etibarlılıq müddəti | Срок | Срок действия |
        Срок действия договора | Период действия | Süre | Süresi | Geçerlilik süresi | Laufzeit | Dauer | Gültigkeit |
        Gültigkeitsdauer | Durée | Durée de validité | Duración | Vigencia | Durata | Duração | Vigência | Okres obowiązywania |
        Czas trwania | Durată | Valabilitate | Термін дії | Строк дії | Мерзімі | Amal qilish muddati | 有效期 | 期限 | 有効期間 |
        期間 | 유효기간 | 기간 | المدة | مدة الاتفاقية""",
    Column.RENEWAL: """Renewal | Auto renew | Auto-renewal | Automatic renewal | Renewable | Renewed | Extension | Prolongation |
        Uzadılma | Продление | Пролонгация | Yenileme | Uzatma | Verlängerung | Renouvellement | Reconduction | Renovación |
        Rinnovo | Renovação | Przedłużenie | Prelungire | Пролонгація | 续签 | 更新 | 갱신 | التجديد""",
    Column.STATUS: """Status | State | Agreement status | Current status | Vəziyyəti | Statusu | Состояние | Статус | Durum | Durumu |
        Stand | Statut | Estado | Stato | Situação | Stan | Stare | Стан | Holati | Күйі | 状态 | 状態 | 상태 | الحالة | حالة الاتفاقية""",
    Column.CONTACT: """Contact | Contact person | Contacts | Contact email | E-mail | Email | Contact name | Contact details | Phone |
        Telephone | Əlaqə | Əlaqədar şəxs | Контакт | Контактное лицо | Контакты | İletişim | İrtibat | İlgili kişi | Kontakt |
        Ansprechpartner | Ansprechperson | Personne de contact | Contacto | Contatto | Referente | Contato | Osoba kontaktowa |
        Persoană de contact | Контактна особа | 联系人 | 連絡先 | 담당자 | جهة الاتصال""",
    Column.SCOPE: """Scope | Purpose | Purpose of agreement | Field | Field of cooperation | Fields of cooperation | Area of cooperation |
        Areas of cooperation | Area of collaboration | Forms of cooperation | Forms of cooperations | Activities | Focus area |
        Subject | Objectives | Purpose/Title | Əməkdaşlıq sahəsi | Məqsəd | Направление сотрудничества | Предмет договора |
        Направления | Цель | İşbirliği alanı | Konu | Amaç | Zweck | Gegenstand | Domaine de coopération | Objet | Objeto |
        Ámbito | Oggetto | Zakres | Zakres współpracy | Domeniu | Предмет | 合作内容 | 協力分野 | 협력분야 | مجالات التعاون""",
    Column.NOTES: """Notes | Note | Remarks | Remark | Comments | Comment | Observations | Qeyd | Qeydlər | Примечание | Примечания |
        Комментарий | Notlar | Açıklama | Bemerkung | Bemerkungen | Anmerkungen | Remarques | Commentaires | Observaciones | Notas |
        Osservazioni | Observações | Uwagi | Observații | Примітка | Примітки | Ескерту | Izoh | 备注 | 備考 | 비고 | ملاحظات""",
}
GENERAL = """Name | Names | Date | Year | Type | Title | Agreement | Link | Number | Num | Code | Partner | Partners | Nation | Ad | Adı |
    Наименование | Название | Bezeichnung | Nom | Nombre | Nome | Nazwa | Denumire | Назва | Атауы | Nomi | 名称 | 이름 | 명칭 | الاسم |
    State | Stand | Estado | Stan | Stare | Place | Start | End | From | Data | Datum | Дата | Tarix | Tarih | Years | Period | Term |
    Validity | Срок | 期间 | 期間 | Nature | Category | Kind | Vid | Вид | Тип | Tip | Tür | Növ | Art | Ort | Durata | Web | Сайт"""
# Headers of a list of persons, which is no list of agreements.
PERSONS = """Student | Student name | Name of student | Name of the student | Participant | Participant name | Surname | First name |
    Last name | Full name | Family name | Tələbə | Ad soyad | Adı, soyadı | Студент | ФИО | Ф.И.О. | Фамилия | Öğrenci | Adı soyadı |
    Étudiant | Estudiante | Studente | Nachname | Vorname | 学生姓名 | 氏名 | 학생 | اسم الطالب"""
GENERAL_MEANINGS = {
    Column.INSTITUTION: """Name | Names | Ad | Adı | Наименование | Название | Bezeichnung | Nom | Nombre | Nome | Nazwa | Denumire |
        Назва | Атауы | Nomi | 名称 | 이름 | 명칭 | الاسم""",
    Column.TITLE: "Nature | Category | Kind | Вид | Тип | Tip | Tür | Növ | Art | Nature of agreement | Type of cooperation",
}
# Words, or their beginnings (from four letters on), by which a longer header is understood.
WORDS = {
    "end": """end ends ending expir expiry until upto till through termination bitm bitis оконч истеч действует истек end_date ende
        ablauf bis fin finaliz venc caduc scaden termin términ validade wygas ważn zakończ koniec sfârșit expirăr закінч кінець
        tugash аяқтал 到期 结束 終了 満了 만료 종료 انتهاء الانتهاء نهاية deadline""",
    "valid": """valid validity действ gültig geçerli etibar qüvvədə vigor válid valab ważn чинн kuchda 有效 有効 유효 سارية""",
    "start": """start begin effective commenc inception from başlan başla yürürlü qüvvəyə начал вступл beginn debut début effet inicio
        início inizio decorrenza rozpocz początek încep почат басталу boshlanish 开始 生效 開始 発効 시작 발효 البدء البداية""",
    "sign": """sign signed signing signature signatur conclu dated imzal imza bağlan подпис заключ unterz signat firma assinat
        podpis zawarc semnăr semnat підпис укладен қол imzolan 签署 签订 签约 締結 調印 체결 서명 التوقيع توقيع""",
    "date": """date dates dated day tarix tarih дата дату datum fecha data daty дати year jahr année ano año anno rok год il ili yıl yil
        yili рік күні sana sanasi 日期 年份 时间 年月日 날짜 연도 일자 تاريخ التاريخ السنة""",
    "other date": """submit updat creat modif approv senat receiv publish upload birth establish found deadline last reminder meeting
        visit создан обновл əsasnamə oluştur güncel erstellt 更新 created_at""",
    "term": """duration period term validity laufzeit dauer gültigk срок период термін строк müddət süre durée duraci durata duração
        okres vigenc vigênc trvání valabil мерзім muddat 期限 期间 有効期間 기간 مدة المدة years yrs""",
    "renew": """renew prolong extension extend продл пролонг uzad yenilen uzat verläng reconduct renouvell renov rinnov przedłuż
        prelung 续签 更新 延长 갱신 تجديد التجديد auto_renew""",
    "type": """type kind nature category form növ növü tür türü вид тип art typ tipo genre rodzaj tip түрі turi 类型 类别 種類 種別 유형
        종류 نوع""",
    "agreement": """agreement agreements mou moa memorandum memoranda protocol contract contracts convention accord document documents
        title müqavil saziş memorandum sənəd anlaşm sözleşm protokol belge договор соглаш документ меморанд vertrag abkommen
        vereinbar convenio acuerdo convenzione accordo convênio acordo umow porozum acord угод договір келісім shartnoma bitim
        协议 协定 合同 備忘録 協定 契約 협정 협약 اتفاقي الاتفاقي مذكرة""",
    "institution": """university universities universitet universität université universidad università universidade uniwersytet
        universitat üniversit университет університет institut institution institutions organi partner partners college school
        hochschul einrichtung établiss établis istituzion institución instituição instituci uczelni müəssis təşkilat tərəfdaş ali kurum
        kuruluş вуз учрежд организац партнер партнёр заклад vuz muassasa tashkilot hamkor entity company 大学 学校 高校 机构 单位 院校
        機関 相手 대학 기관 학교 جامعة الجامع المؤسس الجهة الشريك employer host""",
    "country": """country countries nation land staat pays país paese kraj państwo țara ölkə ülke стран країн мемлекет ел davlat
        mamlakat 国家 国别 国名 地域 국가 나라 الدولة البلد دولة""",
    "city": """city town ville stadt ciudad città cidade miasto oraș şəhər şehir город місто қала shahar 城市 都市 도시 المدينة state""",
    "website": """website websites webpage web url homepage internet vebsayt sayt сайт webseite sitio sito síti strona 网站 网址 ウェブ
        홈페이지 الموقع link links""",
    "number": """no nr num number serial sıra номер numero número lfd 序号 番号 번호 الرقم""",
    "reference": """reference ref code registration file qeydiyyat регистрац reg aktenzeichen id 编号""",
    "status": """status active statut durum статус состоян estado stato situaç 状态 状態 상태 الحالة حالة""",
    "contact": """contact person focal email mail phone tel telephone fax əlaqə контакт iletişim irtibat kontakt ansprechp contacto contatto contato
        referent 联系 連絡 담당 الاتصال coordinator koordinat coordinat координатор""",
    "scope": """scope purpose field fields area areas activities objective objectives focus subject summary əməkdaşlıq məqsəd направлен
        предмет цель işbirliği amaç konu zweck gegenstand domaine objet objeto ámbito oggetto zakres domeniu 内容 分野 분야 مجال""",
    "notes": """notes note remark remarks comment comments observ qeyd примеч коммент açıklama bemerk anmerk remarq commentair uwagi
        приміт 备注 備考 비고 ملاحظ""",
    "blocker": """logo picture photo image flag department faculty dept division unit region continent latitude longitude rank ranking
        qs score gpa requirement requirements places place seats quota students student nominat semester seat fee tuition budget
        amount owner home our submitted uploaded pdf scan attachment attach download file_link file document_link fakültə
        kafedra факультет кафедр bölüm fakülte birim fachbereich fakultät département faculté facultad facoltà wydział loqo логотип
        şəkil 院系 学部 学院 학과 كلية القسم language programme programmes program level degree total amount sayı количество
        anzahl nombre_de 数量 人数 address adres адрес adresse dirección indirizzo endereço ünvan telephone fax responsible rector signatory
        external sdg sdgs supports greenmetric submitted_by admin""",
    "filler": """of the name names in and number for with on at by which de del di da do des la le les el du des der die das des und и в с
        на по no ad adı adi наименование название полное nom nombre nome nazwa denumirea назва full official foreign international
        overseas partner cooperating collaborating collaboration current 名称 is as per a an to from xarici зарубежн yurtdışı ausländ
        étranger extranjer straniera estrangeir zagranic străin mm yyyy dd m d y yy if any only s""",
}
# Words in the names of institutions, and of agreements, in the languages of lists.
INSTITUTION_WORDS = """universit universidad universität üniversit университет університет uniwersytet institut enstitü hochschul
    college école ecole school academy académie akadem academ акаде политех polytech politecnic politehnic facult faculty факульт
    centre center research foundation hospital clinic klinik society association council ministry laborator college колледж kolej
    вуз gmbh ltd inc corporation company consortium network 大学 学院 大學 學院 대학 جامعة معهد كلية univ vishwavidyalaya eth mit"""
AGREEMENT_WORDS = """agreement mou moa memorandum memoranda protocol contract convention accord exchange erasmus cooperation
    co-operation letter intent framework addendum annex double dual degree programme program müqavil saziş protokol anlaşm sözleşm
    договор соглаш меморанд vertrag abkommen vereinbar convenio acuerdo convenzione accordo acordo umow porozum acord угод 协议 备忘录
    協定 협정 협약 اتفاقية مذكرة"""
