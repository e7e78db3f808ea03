"""The migrations that number agreements and make units of texts, and the way back.

A walk through forty migrations takes seconds, so all tests look at what one walk there and back has left. The way there
is tried on both databases by tests/upgrades.
"""

import gc
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from partnerships.models import (
    Agreement,
    ChangeSet,
    ImportRun,
    RegisterNumber,
    SourceRow,
    Unit,
)
from tests.databases import keep_numbers_of_tests_free
from tests.factories import make_agreement

NUMBERS, UNITS = ("partnerships", "0028_register_numbers"), ("partnerships", "0032_units")
TEXTS = ["Faculty of Law", "faculty of  LAW", "Faculty of Law", "Hüquq fakültəsi", "", "№"]
BLANKS = [" Hüquq  fakültəsi ", "  ", "\t"]
WITH_UNITS = ("Agreement", "HistoricalAgreement")


def before(migration):
    """Return the migrations that one follows directly."""
    parents = MigrationExecutor(connection).loader.graph.node_map[migration].parents
    return [parent.key for parent in parents if parent.key[0] == "partnerships"]


def last():
    """Return the last migration."""
    return [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] == "partnerships"]


def migrate(targets):
    """Migrate to `targets`, and return the models as they are there."""
    return MigrationExecutor(connection).migrate(targets).apps


def fill_numbers():
    """Make agreements of which two stand in a source list, one later than the other, and one that is gone."""
    plain, first, second = make_agreement(), make_agreement(signed="2019"), make_agreement(signed="2018")
    gone = make_agreement(signed="2017")
    key = gone.pk
    gone.delete()
    Agreement.objects.filter(pk=first.pk).update(number=1)
    Agreement.objects.filter(pk=second.pk).update(number=2)
    return [first, second, plain], key


def fill_units():
    """Make an agreement for each text of a unit, and a row of an import."""
    agreements = [make_agreement(signed=str(2000 + number)) for number in range(len(TEXTS + BLANKS))]
    run = ImportRun.objects.create(file_name="list.csv", sha256="0", read_as={}, counts={}, created={})
    SourceRow.objects.create(run=run, row=2, cells=[], values={}, outcome="changed", agreement=agreements[0])
    return [agreement.pk for agreement in agreements]


def write_texts(apps, keys):
    """Write the texts of units as an earlier version had them, and two changes that name some."""
    for key, text in zip(keys, TEXTS + BLANKS, strict=True):
        apps.get_model("partnerships", "Agreement").objects.filter(pk=key).update(unit=text)
        apps.get_model("partnerships", "HistoricalAgreement").objects.filter(id=key).update(unit=text)
    first = apps.get_model("partnerships", "HistoricalAgreement").objects.filter(id=keys[0])
    first.update(unit="FACULTY OF LAW")
    changes = {str(keys[0]): {"unit": ["", "Rectorate"], "notes": ["", "-"]}}
    apps.get_model("partnerships", "ChangeSet").objects.create(changes=changes)
    apps.get_model("partnerships", "SourceRow").objects.update(changes={"agreement": {"unit": ["", "Faculty of Law"]}})


def texts_of(apps, keys):
    """Return the texts of units of agreements, and of all their lines of history, in their order."""
    agreements, lines = (apps.get_model("partnerships", name).objects.order_by("pk") for name in WITH_UNITS)
    found = (agreements.filter(pk__in=keys), lines.filter(id__in=keys))
    return [list(records.values_list("unit", flat=True)) for records in found]


def changes_of(apps):
    """Return the changes that are kept to be taken back."""
    return list(apps.get_model("partnerships", "ChangeSet").objects.values_list("changes", flat=True))


def seen_of_numbers(agreements, gone):
    """Return what numbers agreements have after the walk there."""
    return SimpleNamespace(
        given=[Agreement.objects.get(pk=each.pk).register_number for each in agreements],
        of_gone=set(Agreement.history.filter(id=gone).values_list("register_number", flat=True)),
        of_history=set(agreements[0].history.values_list("register_number", flat=True)),
        all=list(RegisterNumber.objects.values_list("pk", flat=True)),
        count=Agreement.history.values("id").distinct().count(),
        next=make_agreement(signed="2016").register_number,
    )


def seen_of_units(keys):
    """Return what units there are after the walk there."""
    return SimpleNamespace(
        names=list(Agreement.objects.filter(pk__in=keys).order_by("pk").values_list("unit__name", flat=True)),
        units={unit.name: unit.pk for unit in Unit.objects.all()},
        folded=set(Unit.objects.values_list("folded_name", flat=True)),
        history=[line.unit.name for line in Agreement.objects.get(pk=keys[0]).history.all()],
        lines=Unit.history.count(),
        changes=list(ChangeSet.objects.get().changes.values()),
        row=SourceRow.objects.get().changes,
    )


@pytest.fixture(scope="class")
def walked(request, django_db_setup, django_db_blocker):
    """Give the class what it sees on a walk back to before numbers, on to units and back, and on to the last one."""
    with django_db_blocker.unblock():
        gc.disable()  # migrating takes a third less time
        (numbered, gone), keys = fill_numbers(), fill_units()
        Agreement.objects.filter(pk=numbered[0].pk).update(unit=Unit.objects.create(name="Library"))
        migrate(before(NUMBERS))
        old = migrate(before(UNITS))
        with_library = old.get_model("partnerships", "Agreement").objects.filter(pk=numbered[0].pk)
        request.cls.library = with_library.get().unit
        with_library.update(unit="")
        write_texts(old, keys)
        request.cls.texts, request.cls.changes = texts_of(old, keys[: len(TEXTS)]), changes_of(old)
        migrate([UNITS])
        old = migrate(before(UNITS))
        request.cls.texts_after, request.cls.changes_after = texts_of(old, keys[: len(TEXTS)]), changes_of(old)
        migrate(last())
        request.cls.units = seen_of_units(keys)
        request.cls.numbers = seen_of_numbers(numbered, gone)
        keep_numbers_of_tests_free()
        gc.enable()


@pytest.mark.usefixtures("walked")
@pytest.mark.django_db(transaction=True)
@pytest.mark.either_database
class TestWalk:
    """What an earlier version had written, after the walk there, and after the walk back."""

    def test_agreements_of_today_are_numbered_in_the_order_of_the_source_list(self):
        numbers = self.numbers

        assert numbers.given == [1, 2, 3]
        assert numbers.of_gone == {numbers.count}
        assert numbers.of_history == {1}
        assert numbers.all == list(range(1, numbers.count + 1))
        assert numbers.next == numbers.count + 1

    def test_texts_become_units_by_folding(self):
        units = self.units

        assert units.names[: len(TEXTS)] == ["Faculty of Law"] * 3 + ["Hüquq fakültəsi", None, "№"]
        assert set(units.units) == {"Faculty of Law", "Hüquq fakültəsi", "№", "Rectorate"}
        assert units.history == ["Faculty of Law"]
        assert units.lines == 4

    def test_blanks_are_no_unit_and_names_have_single_spaces(self):
        assert self.units.names[len(TEXTS) :] == ["Hüquq fakültəsi", None, None]
        assert "" not in self.units.folded

    def test_changes_that_are_kept_name_units_by_their_keys(self):
        units = self.units.units

        assert self.units.changes == [{"unit_id": [None, units["Rectorate"]], "notes": ["", "-"]}]
        assert self.units.row == {"agreement": {"unit_id": [None, units["Faculty of Law"]]}}

    def test_the_way_back_restores_each_text_as_it_was(self):
        assert self.texts[0] == TEXTS
        assert self.texts_after == self.texts
        assert self.changes_after == self.changes

    def test_a_unit_that_an_agreement_got_since_goes_back_as_its_name(self):
        assert self.library == "Library"
