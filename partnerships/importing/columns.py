"""What the columns of a table mean: header spellings as a table, in the languages that lists are kept in."""

from enum import StrEnum
from functools import cache

from partnerships.folding import fold


class Column(StrEnum):
    """What a column of a list can mean."""

    NUMBER = "number"
    INSTITUTION = "institution"
    COUNTRY = "country"
    TITLE = "title"
    SIGNED = "signed"
    ENDS = "ends"
    WEBSITE = "website"


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
        Agreement date | Date of agreement | Date of MoU | Year | Year signed | Year of signing | Tarix | İmzalanma tarixi |
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
}


@cache
def meanings():
    """Each folded header spelling with the Column that it means."""
    return {
        key: column
        for column, spellings in SPELLINGS.items()
        for spelling in spellings.split("|")
        if (key := header_key(spelling))
    }


def header_key(header):
    """The key that header spellings are compared by; a lone "№" or "#" has no letters and stands for itself."""
    return fold(header) or header.strip()


def meaning(header):
    """The Column that a header means, or None."""
    return meanings().get(header_key(header))
