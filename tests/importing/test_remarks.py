"""What an import notices, stored in no language and said in the reader's."""

import json

import pytest
from django.utils.translation import override

from partnerships.importing import remarks
from partnerships.importing.fields import Column
from partnerships.importing.remarks import CountryCode, Level, Remark
from partnerships.partial_dates import PartialDate


@pytest.fixture
def sentence(monkeypatch):
    """Add a sentence of a code that holds a value of each kind."""
    text = "“%(cell)s” in row %(row)s: %(day)s, %(country)s, %(column)s."
    monkeypatch.setitem(remarks.SENTENCES, "of-all-kinds", text)


def test_a_remark_is_stored_without_language_and_said_in_the_readers(sentence):
    values = {
        "cell": "x {1} 100%",
        "row": 7,
        "day": PartialDate(2020, 10),
        "country": CountryCode("TR"),
        "column": Column.SIGNED,
    }
    remark = Remark("signed", "of-all-kinds", Level.CHECK, values=values)

    with override("az"):
        kept = json.loads(json.dumps(remark.stored()))
    with override("ru"):
        message = Remark.from_stored(kept).message

    assert Remark.from_stored(kept) == remark
    assert (
        message.replace("\xa0", " ").replace("\u202f", " ")
        == "“x {1} 100%” in row 7: октябрь 2020 г., Турция, Дата подписания."
    )


def test_a_remark_stored_with_its_sentence_keeps_it():
    stored = {"column": "signed", "code": "date-ambiguous", "level": "check", "message": "Bir cümlə."}

    assert Remark.from_stored(stored).message == "Bir cümlə."
    assert Remark.from_stored(stored).stored() == stored


def test_every_sentence_has_a_code_of_its_own_and_named_values():
    for code, sentence in remarks.SENTENCES.items():
        assert code == code.lower(), code
        assert "%s" not in str(sentence), code
