"""Headers of what is not imported, and of lists that are none of agreements: of persons, and of visits or events."""

# Whole headers of columns that are not imported, although their words are known.
NOT_IMPORTED = """
    主管单位 | 承办单位 | 负责单位 | 归口单位 | Address | Адрес | Адреса | Ünvan | Adres | Adresse | Dirección | Indirizzo | Endereço | Anschrift | Cím | 地址 | 住所 |
    주소 | العنوان | نشانی | Alamat | Địa chỉ | Signed by | Signatory | Signatories | Подписант | Кем подписан | İmzalayan |
    Firmante | Firmatario | Signataire | Unterzeichner | Number of agreements | Agreement numbers | Organization type |
    No of MoUs | No. of agreements | Count of agreements | Number of MoUs | Total agreements | Количество договоров |
    Количество соглашений | Число договоров | Число соглашений | Liczba umów | Počet smluv | Počet zmlúv | Müqavilələrin sayı |
    Anlaşma sayısı | Protokol sayısı | Anzahl der Abkommen | Anzahl Verträge | Nombre d'accords | Número de convenios |
    Numero di accordi | Número de acordos | Numărul acordurilor | Szerződések száma | Organisation type | Type of institution | Type of organization | Institution type | Partner type | Entity type"""
# Headers of a list of persons, which is no list of agreements.
PERSONS = """
    Student | Student name | Name of student | Name of the student | Participant | Participant name | Surname |
    First name | Last name | Full name | Family name | Tələbə | Ad soyad | Adı, soyadı | Студент | ФИО | Ф.И.О. |
    Фамилия | Öğrenci | Adı soyadı | Étudiant | Estudiante | Studente | Nachname | Vorname | 学生姓名 | 氏名 | 학생 |
    اسم الطالب"""
# What a list of visits or events tells, of which two make a list that tells nothing of agreements one of these.
EVENTS = """
    Representatives | Delegation | Delegates | Members of delegation | Visitors | Guests | Participants | Objectives |
    Objective | Purpose | Purpose of visit | Purpose of the visit | Results | Outcome of visit | Venue | Event |
    Nümayəndə heyəti | Nümayəndələr | Qonaqlar | İştirakçılar | Məqsəd | Səfərin məqsədi | Nəticələr | Tədbir |
    Делегация | Состав делегации | Представители | Гости | Участники | Цель | Цель визита | Цели | Результаты |
    Итоги | Мероприятие | Делегація | Учасники | Мета візиту | Результати | Heyet | Temsilciler | Katılımcılar |
    Misafirler | Ziyaret amacı | Amaç | Sonuçlar | Etkinlik | Delegation members | Teilnehmer | Besucher | Gäste |
    Zweck | Zweck des Besuchs | Ergebnisse | Veranstaltung | Délégation | Participants à la visite | Objet de la visite |
    Résultats | Événement | Delegación | Participantes | Visitantes | Motivo de la visita | Resultados | Evento |
    Delegazione | Partecipanti | Ospiti | Scopo della visita | Risultati | Delegação | Objetivo da visita | Delegacja |
    Uczestnicy | Goście | Cel wizyty | Rezultaty | Wydarzenie | Delegace | Účastníci | Účel návštěvy | Výsledky |
    Delegație | Participanți | Scopul vizitei | Rezultate | Küldöttség | Résztvevők | A látogatás célja | Eredmények |
    Delegatie | Deelnemers | Doel van het bezoek | Resultaten | الوفد | المشاركون | هدف الزيارة | النتائج | هیئت |
    شرکت‌کنندگان | هدف بازدید | نتایج | 代表团 | 来访人员 | 参加人员 | 来访目的 | 成果 | 代表団 | 参加者 | 訪問目的 | 대표단 |
    참가자 | 방문 목적 | 결과"""
