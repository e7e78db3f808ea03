"""The check of the catalogues can fail, for each reason that it names."""

import re

import pytest
from django.utils import translation
from django.utils.translation import ngettext, override

from partnerships.models import Status
from partnerships.public.listing import vocabulary

from . import catalogues
from .catalogues import ROOT, compiled, faults, po_path, read, write

SOURCE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Held because")
_("%(count)s of {all} rows, <b>no</b> less")
ngettext("%d row", "%d rows", 2) % 2
pgettext("number", "No")
"""
TEMPLATE = """{% load i18n %}
<h1 title="{% translate "Where it's from" %}">{% blocktranslate trimmed count count=n %}
  {{ count }} plan{% plural %}{{ count }} plans{% endblocktranslate %}</h1>{{ name|default:_("Nothing") }}
"""
TEMPLATE_TAGS = re.compile(r"{% blocktrans.*?{% endblocktrans\w* %}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SAME_EVERYWHERE = {
    "BibTeX",
    "LD",
    "RIS",
    "iCalendar",
    "CSV",
    "JSON",
    "PIC",
    "ROR",
    "SVG",
    "XLSX",
    "Python",
    "colM",
    "login",
    "curl",
}
PROGRAMS = re.compile(r"<code>.*?</code>", re.DOTALL)
TRANSLATED = {
    "Held because": 'msgstr "Почему отложено"',
    "%(count)s of {all} rows, <b>no</b> less": 'msgstr "{all}, из них <b>ровно</b> %(count)s"',
    "%d rows": 'msgstr[0] "%d строка"\nmsgstr[1] "%d строки"\nmsgstr[2] "%d строк"',
    "No": 'msgstr "№"',
    "Where it's from": 'msgstr "Откуда это"',
    "%(count)s plans": 'msgstr[0] "%(count)s план"\nmsgstr[1] "%(count)s плана"\nmsgstr[2] "%(count)s планов"',
    "Nothing": 'msgstr "Ничего"',
}


def translate(path, translations):
    """Write the `translations` into a .po file: {end of the message: what stands below it}."""
    entries = path.read_text(encoding="utf-8").split("\n\n")
    for index, entry in enumerate(entries[1:], start=1):
        head = entry[: entry.index("msgstr")]
        for message, below in translations.items():
            if head.rstrip().endswith(f'"{message}"'):
                entries[index] = head + below
    path.write_text("\n\n".join(entries) + "\n", encoding="utf-8")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a small project whose one catalogue is complete."""
    monkeypatch.setattr(catalogues, "BORROWED", {})
    monkeypatch.setattr(catalogues, "PLURAL_FORMS", {"ru": catalogues.PLURAL_FORMS["ru"]})
    (tmp_path / "partnerships").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "partnerships" / "views.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    write(tmp_path)
    translate(po_path(tmp_path, "ru"), TRANSLATED)
    write(tmp_path)
    return tmp_path


def changed(project, translations):
    """Return the faults after some translations have been changed and everything written again."""
    translate(po_path(project, "ru"), translations)
    write(project)
    return list(faults(project))


def test_a_complete_catalogue_has_no_fault(project, capsys):
    write(project)

    assert list(faults(project)) == []
    assert capsys.readouterr().out == "ru: 7 of 7 texts translated\n"


def test_writing_again_changes_nothing(project):
    before = {path: path.read_bytes() for path in po_path(project, "ru").parent.iterdir()}

    write(project)

    assert {path: path.read_bytes() for path in po_path(project, "ru").parent.iterdir()} == before


@pytest.mark.parametrize(
    ("message", "below", "fault"),
    [
        ("Nothing", 'msgstr ""', "not translated"),
        ("%d rows", 'msgstr[0] "%d строка"\nmsgstr[1] ""\nmsgstr[2] "%d строк"', "not translated"),
        ("%(count)s of {all} rows, <b>no</b> less", 'msgstr "%(count) из {all} <b></b>"', "other placeholders"),
        ("%(count)s of {all} rows, <b>no</b> less", 'msgstr "%(count)s из {alle} <b></b>"', "other placeholders"),
        ("%(count)s of {all} rows, <b>no</b> less", 'msgstr "%(count)s из {all}"', "other placeholders"),
        ("%d rows", 'msgstr[0] "одна строка"\nmsgstr[1] "%d"\nmsgstr[2] "%d"', "other placeholders"),
        ("%d rows", 'msgstr[0] "%d строка"\nmsgstr[1] "%d строки"', "not translated"),
        ("Nothing", 'msgstr "Ничего "', "spaces at an edge"),
    ],
)
def test_a_wrong_translation_is_a_fault(project, message, below, fault):
    assert [found.split(": ")[1] for found in changed(project, {message: below})] == [fault]


def test_a_doubtful_translation_is_a_fault(project):
    path = po_path(project, "ru")
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "Nothing"', '#, fuzzy\nmsgid "Nothing"'))

    write(project)

    assert list(faults(project)) == ["ru: fuzzy: 'Nothing'"]


def test_a_text_that_no_catalogue_has_is_a_fault(project):
    (project / "templates" / "page.html").write_text("{% load i18n %}{% translate 'New here' %}", encoding="utf-8")

    assert list(faults(project)) == [
        "ru: missing: 'New here'",
        'ru: in no source any more: "Where it\'s from"',
        "ru: in no source any more: ('%(count)s plan', '%(count)s plans')",
        "ru: in no source any more: 'Nothing'",
    ]
    assert list(faults(project, is_finished=False)) == []


def test_a_text_inside_an_f_string_is_a_fault(project):
    with (project / "partnerships" / "views.py").open("a", encoding="utf-8") as file:
        file.write('f"{_("Nothing")!r:>3}"\n'.replace('_("Nothing")', "_('Nothing')"))

    assert list(faults(project)) == ["partnerships/views.py, line 7: a text inside an f-string"]


def test_a_text_of_django_that_is_translated_otherwise_is_a_fault(project):
    (project / "partnerships" / "views.py").write_text(SOURCE + '_("No")\n', encoding="utf-8")
    write(project)

    assert changed(project, {"No": 'msgstr "№"'}) == ["ru: Django says “Нет”; give it a context: 'No'"]


def test_a_compiled_catalogue_that_is_not_current_is_a_fault(project):
    translate(po_path(project, "ru"), {"Nothing": 'msgstr "Пусто"'})

    assert list(faults(project)) == ["ru: the .mo file is not that of the .po file"]


def test_what_is_not_translated_is_not_compiled(project):
    translate(po_path(project, "ru"), {"%d rows": 'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""'})

    assert b"%d row" not in compiled(read(po_path(project, "ru")))


def test_each_language_of_the_site_has_a_catalogue_and_is_searched(settings):
    codes = set(dict(settings.LANGUAGES))

    assert {"en", *catalogues.PLURAL_FORMS} == set(vocabulary.LANGUAGES) == codes


def test_a_status_is_said_in_english_where_english_is_asked_for(settings):
    settings.LANGUAGE_CODE = "az"

    with override("en"):
        assert str(Status.IN_FORCE.label) == "in force"


def test_numbers_take_the_plural_form_of_their_language(project, settings):
    settings.LOCALE_PATHS = [project / "partnerships" / "locale"]
    translation.trans_real._translations.clear()

    with override("ru"):
        said = [ngettext("%d row", "%d rows", number) % number for number in (1, 3, 5, 21)]

    translation.trans_real._translations.clear()
    assert said == ["1 строка", "3 строки", "5 строк", "21 строка"]


def test_every_text_of_a_template_is_to_be_translated():
    said = {}
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]:
        own = PROGRAMS.sub("", TEMPLATE_TAGS.sub("", path.read_text(encoding="utf-8")))
        text = re.sub(r"<[^>]*>|&\w+;", "", own) + " ".join(re.findall(r'(?:title|alt|aria-label)="([^"]*)"', own))
        said[path.name] = set(re.findall(r"[^\W\d_]{2,}", text)) - SAME_EVERYWHERE

    assert {name: words for name, words in said.items() if words} == {}


@pytest.mark.django_db
def test_a_form_offers_countries_in_the_language_of_the_office(admin_client):
    text = admin_client.get("/admin/partnerships/institution/add/", headers={"Accept-Language": "tr"}).text

    box = re.search(r'<select name="country".*?</select>', text, re.DOTALL)[0]
    offered = re.findall(r'<option value="(C[DZ]|DE)">([^<]*)</option>', box)
    assert offered == [("DE", "Almanya"), ("CZ", "Çekya"), ("CD", "Kongo - Kinşasa")]


def test_a_review_is_called_by_one_word():
    other_word = re.compile(r"next look|looks? (?:is|was|were|so far|within|stays)|between looks|the (?:last )?look\b")

    assert [each.id for each in read(po_path(ROOT, "ru")) if other_word.search(str(each.id))] == []
