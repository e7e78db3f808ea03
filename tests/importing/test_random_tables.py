"""Lists and files as nobody writes them: each is read, held or refused with a sentence, and no row is lost."""

import pytest
from hypothesis import given, settings, strategies
from hypothesis.extra.django import TestCase

from partnerships.importing.failures import ImportFailed
from partnerships.importing.files.reading import read
from partnerships.importing.planning.planner import make_plan
from partnerships.importing.remarks import FileRefused
from tests.importing.random_files import lost_rows, mutated, random_file, samples

SAMPLES = samples()
FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
FEWER = settings(FEW, max_examples=15)
DRAWS = strategies.randoms(use_true_random=False)


class RandomTableTests(TestCase):
    @FEW
    @given(DRAWS)
    def test_each_table_is_planned_or_refused_and_each_filled_row_is_in_a_list_or_beside_it(self, draw):
        try:
            tables, lost = lost_rows(random_file(draw))
        except FileRefused:
            return

        make_plan(tables)

        assert lost == []


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_read(name):
    row = read(SAMPLES[name]).sheets[0].rows[0]

    assert row.cells == ("No", "University", "Country", "Signed", "Expires")


@pytest.mark.parametrize("name", SAMPLES)
@FEWER
@given(draw=DRAWS)
def test_each_spoilt_file_is_read_or_refused(name, draw):
    try:
        read(mutated(draw, SAMPLES[name]))
    except FileRefused as refusal:
        assert not isinstance(refusal, ImportFailed)
