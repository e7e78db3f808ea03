"""Texts that a spreadsheet would take for a formula."""

import csv
import io

import pytest

from partnerships.formulas import neutralised, restored
from partnerships.importing.resources import AgreementResource
from partnerships.models import Institution


@pytest.mark.parametrize("text", ["=1+1", "+7 999", "-", "@SUM(A1)", "'=x", "''=x", "\tx", "\nx"])
def test_a_formula_is_made_harmless_and_whole_again(text):
    assert not neutralised(text).startswith(("=", "+", "-", "@", "\t", "\n"))
    assert restored(neutralised(text)) == text


@pytest.mark.parametrize("text", ["Varna", "", "L'Aquila", "'Varna'", "12.05.2020"])
def test_other_texts_stay_as_they_are(text):
    assert (neutralised(text), restored(text)) == (text, text)


def test_a_control_character_does_not_hide_a_formula():
    assert neutralised("\x0b=1+1\x07") == "'=1+1"


@pytest.mark.django_db
def test_a_name_that_starts_a_formula_comes_through_an_export_unchanged():
    text = 'University,Country,Date\n"=HYPERLINK(""http://x.example"")",Bulgaria,2020\n'
    AgreementResource().import_file(text.encode(), "list.csv")

    exported = AgreementResource().export().csv

    cells = list(csv.reader(io.StringIO(exported)))[1]
    assert cells[2] == '\'=HYPERLINK("http://x.example")'
    done = AgreementResource().plan_import(exported.encode(), "export.csv")
    assert (done.plan.counts["unchanged"], done.plan.new_institutions) == (1, [])
    assert Institution.objects.get().name == '=HYPERLINK("http://x.example")'
