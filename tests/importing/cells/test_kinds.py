"""The kinds of cooperation that wordings say, and what only looks like one."""

import json

import pytest
from django.conf import settings

from partnerships.importing.cells.kinds import kinds_of, pieces_of
from partnerships.importing.spellings.kinds import COMPOUNDS, EXCEPT, INSIDE, KINDS, OTHERS, WORDS
from partnerships.models import CooperationKind

STUDENTS, STAFF, DOUBLE, JOINT = "student-exchange", "staff-exchange", "double-degree", "joint-programme"
RESEARCH, TRAINEES, DOCTORAL, SUMMER = "joint-research", "traineeship", "doctoral-studies", "summer-school"
LANGUAGE = "language-culture"
SAID = {
    "Student exchange agreement": {STUDENTS},
    "Student Exchange Agreement": {STUDENTS},
    "MoU, Student exchange": {STUDENTS},
    "MoU + student/staff exchange": {STUDENTS, STAFF},
    "Agreement on the exchange of undergraduate and graduate students": {STUDENTS},
    "Exchange of students, teachers": {STUDENTS, STAFF},
    "Exchange: students": {STUDENTS},
    "Student exchange agreement No 12/2019": {STUDENTS},
    "Student mobility; staff mobility": {STUDENTS, STAFF},
    "Teaching staff exchange": {STAFF},
    "Faculty exchange": {STAFF},
    "Exchange of professors": {STAFF},
    "Double Diploma Agreement": {DOUBLE},
    "Agreement on Cooperation for Academic Mobility with Dual Diploma": {DOUBLE},
    "Double Master Degree": {DOUBLE},
    "Joint educational programmes": {JOINT},
    "Joint degree": {JOINT},
    "Joint double degree programme": {DOUBLE},
    "Joint research": {RESEARCH},
    "Joint scientific research projects": {RESEARCH},
    "Joint research programme": {RESEARCH},
    "Internship agreement": {TRAINEES},
    "Traineeships": {TRAINEES},
    "Cotutelle": {DOCTORAL},
    "PhD programme": {DOCTORAL},
    "Summer schools": {SUMMER},
    "Protocol on the teaching of the Turkish language": {LANGUAGE},
    "Language and culture": {LANGUAGE},
    "Tələbə mübadiləsi": {STUDENTS},
    "Tələbələrin mübadiləsi haqqında saziş": {STUDENTS},
    "Tələbə və müəllim mübadiləsi": {STUDENTS, STAFF},
    "İkili diplom": {DOUBLE},
    "Birgə tədqiqat": {RESEARCH},
    "İstehsalat təcrübəsi": {TRAINEES},
    "Yay məktəbi": {SUMMER},
    "Dil və mədəniyyət": {LANGUAGE},
    "Doktorantura": {DOCTORAL},
    "Обмен студентами": {STUDENTS},
    "Договор об обмене студентами и преподавателями": {STUDENTS, STAFF},
    "Студенческий обмен": {STUDENTS},
    "Соглашение о двойном дипломе": {DOUBLE},
    "Программа двух дипломов": {DOUBLE},
    "Совместная образовательная программа": {JOINT},
    "Совместные научные исследования": {RESEARCH},
    "Стажировка студентов": {TRAINEES},
    "Летняя школа": {SUMMER},
    "Аспирантура": {DOCTORAL},
    "Преподавание русского языка": {LANGUAGE},
    "Öğrenci değişimi": {STUDENTS},
    "Öğrenci ve öğretim elemanı değişimi protokolü": {STUDENTS, STAFF},
    "Çift diploma": {DOUBLE},
    "Ortak araştırma": {RESEARCH},
    "Staj": {TRAINEES},
    "Yaz okulu": {SUMMER},
    "Studierendenaustausch": {STUDENTS},
    "Austausch von Studierenden und Lehrenden": {STUDENTS, STAFF},
    "Doppelabschluss": {DOUBLE},
    "Échange d’étudiants": {STUDENTS},
    "Intercambio de estudiantes": {STUDENTS},
    "Scambio di studenti": {STUDENTS},
    "Wymiana studentów": {STUDENTS},
    "Обмін студентами": {STUDENTS},
    "学生交流协议": {STUDENTS},
    "双学位": {DOUBLE},
}
NOT_SAID = """
    Exchange of letters
    Exchange of letters with the student union
    Exchange agreement
    Academic exchange
    Exchange of experience
    Exchange of information among students
    Language exchange for pupils
    MoU
    Cooperation agreement
    Agreement between faculties
    Agreement between Mechanical Engineering Faculties
    Academic mobility
    Erasmus+
    No student exchange
    MoU without student exchange
    Обмен опытом
    Обмен письмами
    Двойное налогообложение
    Double taxation
    Joint stock company
    Joint statement
    Joint diplomatic mission
    Joint working group
    Совместное заявление
    Research cooperation
    Memorandum of Understanding on Academic and Research Cooperation
    Agreement on mutual cooperation on scientific research area
    Honorary doctorate
    Language of the agreement: English
    Programming language courses
    Summer 2019
    School of Business
    First stage
    Student union agreement
    Staff list
    Degree recognition
    Network programme
    Сетевая программа
    Сотрудничество студентов
    Əməkdaşlıq müqaviləsi
    Təcrübə mübadiləsi
    İşbirliği protokolü
    Bilgi değişimi
    Cultural cooperation
"""


@pytest.mark.parametrize(("wording", "kinds"), list(SAID.items()))
def test_kinds_are_read_where_a_wording_says_so(wording, kinds):
    assert kinds_of(wording) == kinds


@pytest.mark.parametrize("wording", [line.strip() for line in NOT_SAID.strip().split("\n")])
def test_no_kind_is_guessed(wording):
    assert kinds_of(wording) == set()


def test_the_kinds_of_the_tables_are_those_that_are_shipped():
    shipped = json.loads((settings.BASE_DIR / "fixtures/cooperation_kinds.json").read_text(encoding="utf-8"))

    assert [record["fields"]["slug"] for record in shipped] == list(KINDS)
    assert {*COMPOUNDS, *INSIDE, *EXCEPT} <= KINDS.keys()
    assert {notion for ways in KINDS.values() for way in ways for notion in way} == WORDS.keys()
    assert OTHERS.keys() <= WORDS.keys()


def test_a_cell_of_kinds_is_parted_at_commas_and_semicolons():
    assert pieces_of("Student exchange, Cotutelle; –;\nSummer school") == [
        "Student exchange",
        "Cotutelle",
        "Summer school",
    ]


@pytest.mark.django_db
def test_each_shipped_name_and_wording_says_its_own_kind():
    for kind in CooperationKind.objects.all():
        for name in [kind.name, kind.name_az, kind.name_en, kind.name_ru, kind.name_tr]:
            assert kinds_of(name) == {kind.slug}
