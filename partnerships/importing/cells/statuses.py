"""What a list says of the state of an agreement: that it is over, that it holds, or something else."""

import re

from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Remark

from .parsing import check, info, shown
from .terms import DENIED
from .words import YES

# Beginnings or parts of what a list says of an agreement that is over, and of one that holds.
OVER = """
    terminat | cancel | expire | ended | closed | inactive | annul | lapsed | not active | non active |
    discontinued | dormant | ləğv | bitib | bitmiş | расторг | истек | недейств | прекращ | sona er | iptal |
    fesih | süresi doldu | beendet | gekündigt | abgelaufen | ausgelaufen | résili | expir | échu | terminé |
    vencid | finaliz | caduc | encerrad | rescind | scadut | conclus | cessat | wygas | zakończ | rozwiąz | tamat |
    berakhir | tidak aktif | lejárt | megszűnt | vypršel | ukonč | istekao | λήξ | έληξε | beëindigd | verlopen |
    منتهية | ملغ | منقضی | 终止 | 失效 | 到期 | 終了 | 종료 | 만료 | hết hạn"""
HOLDS = """
    active | in force | valid | signed | current | ongoing | on going | effective | running | live | renewed |
    continuing | действ | актив | подписан | qüvvədə | aktiv | aktif | imzalanıb | yürürlük | geçerli | devam |
    gültig | laufend | vigente | vigor | activ | ativo | en vigueur | actif | attivo | in essere | ważna |
    obowiązuj | aktywn | vigoare | чинн | berlaku | sah laku | érvényes | hatályos | platn | važeć | важећ | ενεργ |
    ισχύ | geldig | lopend | gällande | gjeldende | galioja | kehtiv | voimassa | سارية | ساري | نشط | فعال | 有效 |
    生效 | 有効 | 유효 | 진행 | đang | còn hiệu lực"""
# What files of the register write, and nobody else: it is computed from the dates.
COMPUTED = {"not-started", "in-force", "ending", "renewed-automatically", "end-not-recorded"}
HOLDS_KEYS = tuple(fold(word) for word in HOLDS.split("|"))
# What is still to come, and "düşüb" or "kalktı" behind a word for force: it was taken away.
PENDING = re.compile(r"\bto be\b|\bpending\b|\bawait|\bghyr\b|\bdus|\bkaldir|\bkalk|\bcixarildi|\bcixib|\bitir")
UNBROKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
OVER_KEYS = tuple(fold(word) for word in OVER.split("|"))


def remark_on_status(status: str) -> Remark:
    """Return the remark on a status in the list: to be looked at where it does not say that the agreement holds."""
    if is_over(status):
        message = _("The list says “%s”; record the day of termination if there is one.") % shown(status)
        return check(Column.STATUS, "status-over", message)
    if status.casefold() not in YES and not holds(status):
        message = _("The list says “%s”; please look whether this is an agreement that holds.") % shown(status)
        return check(Column.STATUS, "status-unknown", message)
    message = _("The status “%s” is kept in the notes; the register computes it from the dates.") % shown(status)
    return info(Column.STATUS, "status-noted", message)


def is_over(status: str) -> bool:
    """Return whether a status in the list says that the agreement is over."""
    return any(word in fold(status) for word in OVER_KEYS)


def holds(status: str) -> bool:
    """Return whether a status in the list says that the agreement holds.

    A word counts where it begins: "invalid" and "inativo" say the opposite. In scripts without spaces it may stand
    inside.
    """
    key = fold(status)
    if DENIED.search(key) or PENDING.search(key):
        return False
    before = "" if UNBROKEN.search(status) else " "
    return any(before + word in before + key for word in HOLDS_KEYS)
