"""What a text that stands alone in its row can be: a heading, a total, a page number, a note."""

import re
from collections.abc import Sequence

from partnerships.folding import fold
from partnerships.importing.cells.country_names import misprint_of
from partnerships.importing.cells.statuses import is_not_in_force, is_over
from partnerships.importing.spellings.words import AGREEMENT_WORDS, INSTITUTION_WORDS, WORDS

from .profiles import words_pattern

BEFORE_TOTALS = set("grand sub overall general genel ümumi общий загальний gesamt".split())
TOTALS = {
    fold(word)
    for word in """total|totals|sum|subtotal|cəmi|yekun|итого|всего|toplam|gesamt|summe|insgesamt|totale|somme|suma|razem|ogółem|łącznie
    |total general|підсумок|разом|барлығы|jami|合计|总计|合計|합계|총계|المجموع|الإجمالي|gesamtzahl|gesamtsumme|celkem|celkom|spolu
    |összesen|общее количество|усього|всього|загалом|загальна кількість|σύνολο|جمع کل|مجموع|جمع|إجمالي|共计|共計|小计|小計|總計|総計|소계|totaal|summa|totalt|i alt|yhteensä|ukupno|skupaj|укупно|вкупно|общо|kokku|iš viso|kopā|jumlah|total keseluruhan|tổng cộng
    |tổng số|รวม|รวมทั้งหมด|סה"כ|סך הכל|სულ|ընդամենը|कुल|gjithsej|нийт|бүгд|umumiy soni""".split("|")
}
TOTALS_ALONE = set("計 计 총 계 tổng".split())  # as the first word of a text they are a name's
COUNT_BEHIND = re.compile(r"\W*\d+\W*[^\W\d]*\W*$")
PAGE = re.compile(
    r"\W*(?:page|seite|sayfa|səhifə|страница|стр\.?|página|pagina|strona|pag\.?)?\s*\d{1,4}\s*(?:of|/|von|из|de|di|z|sur|dan)\s*"
    r"\d{1,4}\W*|\W*(?:page|seite|sayfa|səhifə|страница|стр\.?|página|pagina|strona)\W*\d{1,4}\W*|-\s*\d{1,4}\s*-",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\s*(?:[*†‡•]|(?:notes?|n\.b|source|sources|legend|last updated|updated|update|prepared|as of|as at|generated|printed|qeyd|mənbə"
    r"|примечани\w*|источник|по состоянию|обновлен\w*|not|kaynak|güncelleme|hinweis|quelle|anmerkung|stand|remarque|nota|fuente"
    r"|fonte|uwaga|источник)\b\W*[:.\d ]|©)",
    re.IGNORECASE,
)

YEAR = re.compile(r"(?:19|20)\d\d")
YEAR_HEADING = re.compile(
    r"(?:[^\W\d]{1,12}\W{0,2}\s)?((?:19|20)\d\d)(?:[\W_]{0,2}[^\W\d]{1,6}\.?)?(?: [^\W\d]{1,6}\.?)?:?"
)
YEAR_OF_SIGNING = re.compile(r"[^\d]{3,40}((?:19|20)\d\d)[^\d]{0,12}|((?:19|20)\d\d)[^\d]{3,40}")
NOT_YET = re.compile(
    r"\b(?:draft|pending|negotiat|in preparation|entwurf|borrador|bozza|projet d|proekt|taslak|layihe)"
)
PLURAL = re.compile(
    r"\b(?:universit(?:ies|aten|es|eiten|etl[ae]r\w*)|universidades|institut(?:ions|es|e|y)|hochschulen|partners?|universitety|vuzy"
    r"|universiteler\w*|uczelnie|univerzity|egyetemek|colleges|schools|academies)\b"
)
# A person with initials or titles: "J. Smith", "Prof. Dr. A. Smith", "И.И. Иванов", "Smith J.".
PERSON = re.compile(
    r"(?:[^\W\d_]{1,5}\.\s?)+[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?|[^\W\d_][\w'’-]+ (?:[^\W\d_]\.\s?){1,3}"
)
SIGNATURE = re.compile(
    r"\W*(?:(?:der|die|le|la|el|il|lo|o|a|ο|the) )?(?:(?:prepared|compiled|approved|checked|reviewed|verified|drawn up|signed|confirmed) by|erstellt|zusammengestellt"
    r"|geprüft|genehmigt|établi par|préparé par|approuvé|elaborado|preparado|aprobado|aprovado|preparato|redatto|approvato"
    r"|przygotował\w*|sporządził\w*|zatwierdził\w*|vypracoval\w*|zpracoval\w*|schválil\w*|întocmit|aprobat|készítette|összeállította"
    r"|jóváhagyta|hazırlayan\w*|düzenleyen|onaylayan|hazırladı|tərtib ed\w*|təsdiq\w*|hazırlayıb|подготовил\w*|составил\w*"
    r"|исполнитель|утвердил\w*|утверждаю|підготував\w*|склав|склала|виконавець|затвердив\w*|συντάχθηκε|εγκρίθηκε|أعده|إعداد|اعتمده"
    r"|تهیه|تنظیم کننده|制表|编制|編製|審核|审核|作成者|承認|작성자|승인|disusun oleh|disiapkan|opgesteld door|sammanställt|udarbejdet|utarbeidet|laatinut|дайындаған|tayyorla\w+|người lập|izradi\w+|сачини\w+|изготвил|შეადგინა"
    r"|parengė|koostas|sagatavoja|จัดทำโดย|rektör\w*|président|presidente|学長|填表|担当者|담당자|rector|vice-rector|rektor\w*|prorektor\w*"
    r"|recteur|rectrice|ректор\w*|проректор\w*|rettore|reitor\w*|πρύτανης|رئيس الجامعة|校長|校长|학장|총장|signature|unterschrift|firma"
    r"|podpis|подпись|підпис|imza|aláírás|semnătura|υπογραφή|التوقيع|امضا)(?:\b|(?<=[\u3040-\ud7af]))",
    re.IGNORECASE,
)


def is_sentence(text: str) -> bool:
    """Return whether a text is more likely a sentence than a name: long or with a full stop, without a word of such names."""
    return (len(text) > 60 or text[-1] in ".:!?") and not names_institution(text)


def names_institution(text: str) -> bool:
    """Return whether a word of institutions' names stands in a text."""
    return bool(words_pattern(INSTITUTION_WORDS).search(fold(text)))


def is_total(text: str) -> bool:
    """Return whether a text begins with the word for a sum: "Total", "Grand total", "Sub-total: 2"."""
    if text[:1].isdecimal():
        return False  # the number of a row, as most begin
    key = fold(COUNT_BEHIND.sub("", text))
    if COUNT_BEHIND.sub("", text).strip() in TOTALS_ALONE:
        return True
    words = key.split()
    if len(words) > 1 and words[0] in BEFORE_TOTALS:
        words = words[1:]
    return bool(words) and (key in TOTALS or (words[0] in TOTALS and len(text) < 30))


def is_total_row(texts: Sequence[str]) -> bool:
    """Return whether the filled cells of a row are a total: its word, and beside it nothing but numbers."""
    first, *others = texts
    if not is_total(first) or any(not any(map(str.isdigit, text)) for text in others if has_letters(text)):
        return False
    counts = [text for text in others if text.isdecimal() and not YEAR.fullmatch(text)]
    return bool(counts) or any(map(str.isdigit, first)) or not names_institution(first)


def has_letters(text: str) -> bool:
    """Return whether a letter stands in a text."""
    return any(map(str.isalpha, text))


def year_in(text: str) -> str:
    """Return the year that a heading is, "2019", "Year 2019" or "2019-ci il", else ""."""
    match = YEAR_HEADING.fullmatch(text.strip())
    if not match and words_pattern(WORDS["sign"]).search(fold(text)) and not names_institution(text):
        match = YEAR_OF_SIGNING.fullmatch(text.strip())
    return match[match.lastindex or 0] if match else ""


def says_not_in_force(text: str) -> bool:
    """Return whether a heading says that the agreements below it are over, or not in force yet."""
    is_said = is_over(text) or NOT_YET.search(fold(text)) or (is_not_in_force(text) and not names_type(text))
    return bool(is_said) and not names_institution(text)


def names_group(text: str) -> bool:
    """Return whether a heading names institutions or agreements of a country, or is a misspelt country."""
    return bool(PLURAL.search(fold(text)) or names_type(text) or misprint_of(text))


def names_type(text: str) -> bool:
    """Return whether a heading is a type of agreements and no institution."""
    return bool(words_pattern(AGREEMENT_WORDS).search(fold(text))) and not names_institution(text)


def is_signature(texts: Sequence[str]) -> bool:
    """Return whether the filled cells of a row are a line of signature: who prepared or approved the list."""
    is_signed = SIGNATURE.match(texts[0]) or any(map(PERSON.fullmatch, texts[1:]))
    return bool(is_signed) and len(texts) <= 3 and not any(map(names_institution, texts))
