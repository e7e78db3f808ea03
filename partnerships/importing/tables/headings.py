"""What a text that stands alone in its row can be: a heading, a total, a page number, a note."""

import re

from partnerships.folding import fold
from partnerships.importing.cells.words import INSTITUTION_WORDS

from .profiles import words_pattern

BEFORE_TOTALS = set("grand sub overall general genel ümumi общий загальний gesamt".split())
TOTALS = {
    fold(word)
    for word in """total totals sum subtotal cəmi yekun итого всего toplam gesamt summe insgesamt totale somme suma razem ogółem łącznie
    total general підсумок разом барлығы jami 合计 总计 合計 합계 총계 المجموع الإجمالي""".split()
}
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


def is_sentence(text: str) -> bool:
    """Return whether a text is more likely a sentence than a name: long or with a full stop, without a word of such names."""
    return (len(text) > 60 or text[-1] in ".:!?") and not names_institution(text)


def names_institution(text: str) -> bool:
    """Return whether a word of institutions' names stands in a text."""
    return bool(words_pattern(INSTITUTION_WORDS).search(fold(text)))


def is_total(text: str) -> bool:
    """Return whether a text is the word for a sum: "Total", "Grand total", "Sub-total: 2"."""
    if text[:1].isdecimal():
        return False  # the number of a row, as most begin
    words = fold(text).split()
    if words and words[0] in BEFORE_TOTALS:
        words = words[1:]
    return bool(words) and (fold(text) in TOTALS or (words[0] in TOTALS and len(text) < 30))
