"""What a list says of the state of an agreement, in the languages of lists."""

from datetime import date

import pytest

from partnerships.importing.cells.records import parse_institution
from partnerships.importing.cells.statuses import days_of_rest, is_resting, remark_on_status
from partnerships.importing.remarks import NOT_PUBLIC

HOLDING = """
    active | valid | current | signed | ongoing | renewed | in force | Aktiv | Gültig | unterzeichnet | verlängert
    | en vigueur | signé | actif | vigente | firmado | activo | en curso | in vigore | attivo | firmato | em vigor
    | assinado | ativo | aktywna | obowiązuje | podpisana | platná | podepsáno | aktivní | platné | activ | semnat
    | în vigoare | érvényes | hatályos | aláírva | aktív | yürürlükte | geçerli | imzalandı | aktif | qüvvədədir |
    aktivdir | imzalanıb | etibarlıdır | действует | подписан | активен | в силе | продлён | действующий | чинний
    | діє | підписано | активна | ενεργή | ισχύει | υπογεγραμμένη | σε ισχύ | ساري | سارية | نافذة | فعالة | موقعة
    | فعال | معتبر | جاری | 有效 | 已签署 | 生效 | 执行中 | 有効 | 締結済 | 継続中 | 유효 | 진행중 |
    체결 | 체결완료 | actief | geldig |
    ondertekend | lopend | gällande | giltig | undertecknat | gyldig | signert | underskrevet | voimassa |
    allekirjoitettu | kehtiv | galioja | spēkā | dang hiệu lực | còn hiệu lực | berlaku | aktif | มีผลบังคับใช้ |
    בתוקף | күшінде | amalda | faol | მოქმედი | важећи | на снази | potpisan | na snazi | действащ | Executed |
    Approved | Yes"""
RESTING = """
    suspended | on hold | frozen | dormant | resting | приостановлено | приостановлен | заморожено | askıda |
    askıya alındı | dayandırılıb | dondurulub | ruhend | ruht | ausgesetzt | suspendu | gelé | suspendido | sospeso |
    suspenso | zawieszona | pozastaveno | felfüggesztve | suspendat | opgeschort | призупинено | 暂停 | 休止中 |
    보류 | معلق | in abeyance"""
NOT_HOLDING = """
    под подпись | на подписи | to be signed | zur Unterschrift | à signer | por firmar | da firmare | a
    assinar | do podpisu | k podpisu | spre semnare | aláírásra vár | imzalanacak | imza aşamasında |
    imzalanacaq | на підпис | προς υπογραφή | للتوقيع | در دست امضا | 待签署 | 署名待ち | 서명 대기 | under
    negotiation | draft | pending | expired | abgelaufen | expiré | vencido | scaduto | expirado |
    wygasła | vypršela | expirat | lejárt | sona erdi | bitib | истёк | закінчився | έληξε | منتهية |
    منقضی | 过期 | 已到期 | 失効 | 만료 | terminated | inactive | not active | nicht aktiv | verlopen | utgått |
    utløpt | udløbet | päättynyt | aegunud | pasibaigęs | beidzies | hết hiệu lực | tidak aktif |
    หมดอายุ | פג תוקף | аяқталды | tugagan | შეწყვეტილი | истекао | изтекъл | closed | archived"""


def words(table):
    return [" ".join(word.split()) for word in table.split("|")]


@pytest.mark.parametrize("status", words(HOLDING))
def test_a_status_in_force_needs_no_look(status):
    assert remark_on_status(status).code == "status-noted"


@pytest.mark.parametrize("status", words(NOT_HOLDING))
def test_a_status_that_does_not_hold_keeps_the_agreement_off_the_public_list(status):
    assert remark_on_status(status).code == "status-not-in-force"


@pytest.mark.parametrize("status", words(RESTING))
def test_a_status_that_rests_from_an_unknown_day_asks_for_it_and_keeps_the_agreement_off_the_public_list(status):
    remark = remark_on_status(status)

    assert (remark.code, remark.level.value, remark.code in NOT_PUBLIC) == ("status-rests-undated", "check", True)


@pytest.mark.parametrize("status", ["not suspended", "active until suspended", "suspended, then terminated"])
def test_what_does_not_rest_is_no_rest(status):
    assert not is_resting(status)


@pytest.mark.parametrize(
    ("status", "days"),
    [
        ("suspended since 14.03.2022", (date(2022, 3, 14), None)),
        ("приостановлено с 14.03.2022", (date(2022, 3, 14), None)),
        ("ruhend seit 2022-03-01", (date(2022, 3, 1), None)),
        ("suspended from 14.03.2022 to 31.12.2027", (date(2022, 3, 14), date(2027, 12, 31))),
        ("приостановлено с 14.03.2022 до 31.12.2027", (date(2022, 3, 14), date(2027, 12, 31))),
        ("suspended until 31.12.2027", (None, None)),
        ("приостановлено до 31.12.2027", (None, None)),
        ("31.12.2027-dək dayandırılıb", (None, None)),
        ("31.12.2027 tarihine kadar askıda", (None, None)),
        ("suspended since March 2022", (None, None)),
        ("suspended since 03/04/2022", (None, None)),
        ("suspended 31.12.2027 – 14.03.2022", (None, None)),
        ("terminated on 14.03.2022", (None, None)),
    ],
)
def test_the_days_of_a_rest_are_those_that_are_stated(status, days):
    assert days_of_rest(status) == days


@pytest.mark.parametrize("status", ["completed", "Orange", "siehe Akte"])
def test_a_status_that_is_not_known_keeps_the_agreement_off_the_public_list(status):
    remark = remark_on_status(status)

    assert (remark.code, remark.level.value, remark.code in NOT_PUBLIC) == ("status-unknown", "check", True)


@pytest.mark.parametrize(
    "cell",
    [
        "Alder University EXPIRED",
        "Alder University TERMINATED 2019",
        "Alder University <expired>",
        "Alder University (until 2019, expired)",
        "Alder University - under negotiation",
        "Alder University *draft*",
        "Alder University (под подпись)",
        "Alder University (valid until 31.05.2019, expired)",
        "Казанский университет ИСТЁК",
        "Alder University NOT SIGNED",
        "Alder University (zur Unterschrift)",
        "Alder University (à signer)",
        "Alder University (imzalanacaq)",
        "Alder University (待签署)",
        "Alder University (للتوقيع)",
        "Alder University (DRAFT)",
        "Alder University – DRAFT",
        "Alder University ENTWURF",
    ],
)
def test_a_status_behind_a_name_is_taken_off_it(cell):
    name, status = parse_institution(cell).value

    assert name in ("Alder University", "Казанский университет")
    assert status


@pytest.mark.parametrize(
    "cell",
    [
        "Cancer Institute - Cancellaria",
        "Cancer Institute - Batalha",
        "Alder University (until 2030)",
        "ALDER UNIVERSITY EXPIRED",
        "Instituto Superior FINAL",
        "Alder University RWTH AACHEN",
        "Alder University (Cancelaria)",
        "Universidad - Terminal",
        "Alder Institute - Voidomatis",
    ],
)
def test_the_end_of_a_name_is_no_status(cell):
    assert parse_institution(cell).value == (cell, "")
