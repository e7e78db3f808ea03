"""Words and patterns of words by which rows are told that are no records: totals, notes, signatures, headings."""

import re

from partnerships.folding import fold

# Words for a sum, those that stand before them, and those that are one only where nothing else is said.
BEFORE_TOTALS = set("grand sub overall general genel ümumi общий загальний gesamt".split())
TOTALS = {
    fold(word)
    for word in """total|totals|sum|subtotal|cəmi|yekun|итого|всего|toplam|gesamt|summe|insgesamt|totale|somme|suma|razem|ogółem|łącznie
    |total general|підсумок|разом|барлығы|jami|合计|总计|合計|합계|총계|المجموع|الإجمالي|gesamtzahl|gesamtsumme|celkem|celkom|spolu
    |összesen|общее количество|усього|всього|загалом|загальна кількість|σύνολο|جمع کل|مجموع|جمع|إجمالي|共计|共計|小计|小計|總計|総計|소계|totaal|summa|totalt|i alt|yhteensä|ukupno|skupaj|укупно|вкупно|общо|kokku|iš viso|kopā|jumlah|total keseluruhan|tổng cộng
    |tổng số|รวม|รวมทั้งหมด|סה"כ|סך הכל|სულ|ընդամենը|कुल|gjithsej|нийт|бүгд|umumiy soni""".split("|")
}
TOTALS_ALONE = set("計 计 총 계 tổng".split())

# The number of a page, and the beginnings of notes.
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

# What a heading says of agreements that are not signed yet, and how it names the partners of a country.
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
# Who prepared, approved or signed the list.
SIGNATURE = re.compile(
    r"\W*(?:(?:der|die|le|la|el|il|lo|o|a|ο|the) )?(?:(?:prepared|compiled|approved|checked|reviewed|verified|drawn up|signed|confirmed) by|erstellt|zusammengestellt"
    r"|geprüft|genehmigt|établi par|préparé par|approuvé|elaborado|preparado|aprobado|aprovado|preparato|redatto|approvato"
    r"|przygotował\w*|sporządził\w*|zatwierdził\w*|vypracoval\w*|zpracoval\w*|schválil\w*|întocmit|aprobat|készítette|összeállította"
    r"|jóváhagyta|hazırlayan\w*|düzenleyen|onaylayan|hazırladı|tərtib ed\w*|təsdiq\w*|hazırlayıb|подготовил\w*|составил\w*"
    r"|исполнитель|утвердил\w*|утверждаю|підготував\w*|склав|склала|виконавець|затвердив\w*|συντάχθηκε|εγκρίθηκε|أعده|إعداد|اعتمده"
    r"|تهیه|تنظیم کننده|制表|编制|編製|審核|审核|作成者|承認|작성자|승인|disusun oleh|disiapkan|opgesteld door|sammanställt|udarbejdet|utarbeidet|laatinut|дайындаған|tayyorla\w+|người lập|izradi\w+|сачини\w+|изготвил|შეადგინა"
    r"|parengė|koostas|sagatavoja|จัดทำโดย|rektör\w*|président|presidente|学長|填表|担当者|담당자|rector|vice-rector|rektor\w*|prorektor\w*"
    r"|recteur|rectrice|ректор\w*|проректор\w*|rettore|reitor\w*|πρύτανης|رئيس الجامعة|校長|校长|학장|총장|signature|unterschrift|firma"
    r"|gez|zatwierdzam|vicerrector\w*|pró-reitor\w*|pro-reitor\w*|mengetahui|disetujui oleh|wakil rektor|phó hiệu trưởng|hiệu trưởng|duyệt|prorector\w*|rektorhelyettes"
    r"|вёл|проректор\w*|начальник\w*|директор управления|وكيل الجامعة|نائب رئيس الجامعة|عميد|مدیر|معاون|rectoraat|vice-president|副校长|副校長|副学長|처장|팀장"
    r"|podpis|подпись|підпис|imza|aláírás|semnătura|υπογραφή|التوقيع|امضا)(?:\b|(?<=[\u3040-\ud7af]))",
    re.IGNORECASE,
)
SIGNED_ON = re.compile(r"[_.…]{4,}")  # the line that a signature is put on
# The end of a text that goes on in the next row.
GOES_ON = re.compile(
    r"(?:[,&/(-]|\b(?:of|and|the|for|in|at|de|di|du|della|des|y|e|et|und|für|и|ve|və))\s*$", re.IGNORECASE
)
YEAR_HEADING = re.compile(
    r"(?:[^\W\d]{1,12}\W{0,2}\s)?((?:19|20)\d\d)(?:[\W_]{0,2}[^\W\d]{1,6}\.?)?(?: [^\W\d]{1,6}\.?)?:?"
)
YEAR_OF_SIGNING = re.compile(r"[^\d]{3,40}((?:19|20)\d\d)[^\d]{0,12}|((?:19|20)\d\d)[^\d]{3,40}")
# The number of an agreement, such as "A-5/14", "№ 34/13" or "MOU-2019-07", and no short number, which may be a count.
CODE = re.compile(
    r"(?:(?:no|nr|n|#|sayı|бр|br|č|číslo|numer|nomor)\W{0,3})?(?!\d{1,3}$|ka\d+$)(?=\S*\d\S*\d)[\w./\\()#–-]{4,30}",
    re.IGNORECASE,
)
