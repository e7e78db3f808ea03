"""Dates and terms as offices write them, in the languages of lists: each is right, or empty with a remark."""

from datetime import date

import pytest

from partnerships.importing.cells.dates import NO_HABIT, habit_of, parse_date
from partnerships.importing.cells.term_cells import parse_duration, parse_end
from partnerships.importing.fields import Column

TODAY = date(2026, 11, 27)
READ = {
    "2019": "2019.|2019 г.|2019г.|2019-cu il|2019. év|2019 рік|2019 წელი|2019 թ.|2019.g."
    "|2019 m.|ปี 2562|平成31年|2019年|2019년",
    "2019-03": "III.2019|03/2019|3.2019|2019-03|Mar-19|mars 2019|Март 2019 г.|2019年3月|tháng 3/2019|آذار 2019",
    "2020-05-01": "1er mai 2020|1ero de mayo de 2020|1º de maio de 2020|1° maggio 2020"
    "|«01» мая 2020 г.|1. května 2020"
    "|2020. május 1.|1 Mayıs 2020|1 may 2020-ci il|2020-05-01T00:00:00Z|2020-05-01 00:00:00|43952|43952.0|43952.5"
    "|Fri, 1 May 2020|1/V/2020|民國109年5月1日|1 พฤษภาคม 2563|2020년 5월 1일|1 Μαΐου 2020|1-May-20",
}
EMPTY = (
    "31.02.2019|29.02.2019|31/11/2019|2019-02-30|2019-13-01|20-May|May 20|2019-2024"
    "|01.05.2020; 02.06.2021|1/5/20|1398|n.d."
    "|s/d|б/д|o. D.|TBA|before 2020|20.2020|05/20|1900-01-01|sin fecha|без даты|日付なし"
)
UNKNOWN = (
    "not known|unbekannt|inconnu|desconocido|sconosciuto|desconhecido|nieznany|neznámo"
    "|necunoscut|ismeretlen|bilinmiyor"
    "|məlum deyil|неизвестно|невідомо|άγνωστο|غير معروف|نامعلوم|未知|不明|미상|onbekend|n.d.|s/d|б/д|o. D.|TBA"
)
UNLIMITED = (
    "unlimited|unbefristet|ohne Ende|illimité|sans date de fin|indefinido|sin término"
    "|illimitata|senza termine|ilimitado"
    "|sem termo|bezterminowo|bez terminu|na dobu neurčitou|nelimitat|határozatlan|süresiz"
    "|müddətsiz|vaxtı məhdud deyil"
    "|бессрочно|безстроково|без кінцевої дати|αορίστου|χωρίς ημερομηνία λήξης"
    "|غير محدد المدة|نامحدود|无限期|期限なし|무기한|∞"
    "|until revoked|until further notice|bis auf Widerruf|jusqu'à dénonciation|hasta nuevo aviso|fino a revoca"
    "|até denúncia|do odwołania|do odvolání|până la denunțare|visszavonásig|feshedilene kadar|ləğv edilənədək"
    "|до расторжения|до розірвання|μέχρι καταγγελίας|حتى إشعار آخر|تا اطلاع ثانوی|直至终止"
    "|解約まで|해지 시까지|tot opzegging"
)
AUTOMATIC = (
    "renewed automatically|verlängert sich automatisch|tacite reconduction|prórroga automática|tacito rinnovo"
    "|prorrogação automática|automatyczne przedłużenie|automatické prodloužení"
    "|prelungire automată|automatikusan megújul"
    "|otomatik yenilenir|avtomatik uzadılır|автоматическая пролонгация|автоматична пролонгація|ανανεώνεται αυτόματα"
    "|تجديد تلقائي|تمدید خودکار|自动续签|自動更新|자동 갱신|automatische verlenging"
)


@pytest.mark.parametrize(("iso", "cell"), [(iso, cell) for iso, cells in READ.items() for cell in cells.split("|")])
def test_a_date_is_read(iso, cell):
    assert parse_date(cell, Column.SIGNED, NO_HABIT, TODAY).value.isoformat() == iso


@pytest.mark.parametrize("cell", EMPTY.split("|"))
def test_what_is_no_certain_date_is_empty_and_said(cell):
    read, remarks = parse_date(cell, Column.SIGNED, NO_HABIT, TODAY)

    assert read is None
    assert remarks


@pytest.mark.parametrize("reader", [parse_end, parse_duration])
@pytest.mark.parametrize("cell", UNKNOWN.split("|"))
def test_an_end_that_is_not_known_is_empty_and_said(cell, reader):
    term, remarks = reader(cell)

    assert not any(term)
    assert [remark.code for remark in remarks] == ["date-unknown"]


@pytest.mark.parametrize("reader", [parse_end, parse_duration])
@pytest.mark.parametrize("cell", UNLIMITED.split("|"))
def test_an_end_that_will_not_come_is_none(cell, reader):
    assert reader(cell).value.is_open_ended


@pytest.mark.parametrize("reader", [parse_end, parse_duration])
@pytest.mark.parametrize("cell", AUTOMATIC.split("|"))
def test_a_renewal_by_itself_is_read_and_said(cell, reader):
    term, remarks = reader(cell)

    assert (term.is_automatic, term.ends, bool(remarks)) == (True, None, True)


def test_short_years_may_stand_first_where_only_the_last_numbers_are_too_large_for_one():
    habit = habit_of(["20.05.01", "19.03.29", "21.11.15"], today=TODAY)

    read, remarks = parse_date("20.05.01", Column.SIGNED, habit, TODAY)

    assert (read, [remark.code for remark in remarks]) == (None, ["date-ambiguous"])


def test_short_years_stand_last_elsewhere():
    habit = habit_of(["30.05.01", "19.03.12", "21.11.15"], today=TODAY)

    assert parse_date("20.05.01", Column.SIGNED, habit, TODAY).value.isoformat() == "2001-05-20"
