"""The migration that makes units of the texts that agreements had, and the way back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from partnerships.models import Agreement, ChangeSet, ImportRun, SourceRow, Unit
from tests.databases import keep_numbers_of_tests_free
from tests.factories import make_agreement

UNITS = ("partnerships", "0032_units")
TEXTS = ["Faculty of Law", "faculty of  LAW", "Faculty of Law", "Hüquq fakültəsi", "", "№"]


@pytest.fixture
def migrate(transactional_db):
    """Yield a function that migrates back to before units, or on to the last migration, and returns the models."""
    graph = MigrationExecutor(connection).loader.graph
    before = [key.key for key in graph.node_map[UNITS].parents if key.key[0] == "partnerships"]
    last = [key for key in graph.leaf_nodes() if key[0] == "partnerships"]

    def migrated(*, back):
        return MigrationExecutor(connection).migrate(before if back else last).apps

    yield migrated
    migrated(back=False)
    keep_numbers_of_tests_free()


def texts_of(apps):
    """Return the texts of units of all agreements, and of all lines of history, in their order."""
    models = [apps.get_model("partnerships", name) for name in ("Agreement", "HistoricalAgreement")]
    return [list(model.objects.order_by("pk").values_list("unit", flat=True)) for model in models]


@pytest.fixture
def old(migrate):
    """Return the models of a register from before units, in which six agreements have the TEXTS."""
    agreements = [make_agreement(signed=str(2000 + number)) for number, _text in enumerate(TEXTS)]
    run = ImportRun.objects.create(file_name="list.csv", sha256="0", read_as={}, counts={}, created={})
    SourceRow.objects.create(run=run, row=2, cells=[], values={}, outcome="changed", agreement=agreements[0])
    apps = migrate(back=True)
    for agreement, text in zip(agreements, TEXTS, strict=True):
        for name, key in (("Agreement", "pk"), ("HistoricalAgreement", "id")):
            apps.get_model("partnerships", name).objects.filter(**{key: agreement.pk}).update(unit=text)
    first = apps.get_model("partnerships", "HistoricalAgreement").objects.filter(id=agreements[0].pk)
    first.update(unit="FACULTY OF LAW")
    changes = {str(agreements[0].pk): {"unit": ["", "Rectorate"], "notes": ["", "-"]}}
    apps.get_model("partnerships", "ChangeSet").objects.create(changes=changes)
    apps.get_model("partnerships", "SourceRow").objects.update(changes={"agreement": {"unit": ["", "Faculty of Law"]}})
    return apps


def test_texts_become_units_by_folding(old, migrate):
    migrate(back=False)

    names = list(Agreement.objects.order_by("pk").values_list("unit__name", flat=True))
    assert names == ["Faculty of Law"] * 3 + ["Hüquq fakültəsi", None, "№"]
    assert set(Unit.objects.values_list("name", flat=True)) == {"Faculty of Law", "Hüquq fakültəsi", "№", "Rectorate"}
    first = Agreement.objects.order_by("pk").first()
    assert [line.unit.name for line in first.history.all()] == ["Faculty of Law"]
    assert Unit.history.count() == 4


def test_blanks_are_no_unit_and_names_have_single_spaces(old, migrate):
    for name in ("Agreement", "HistoricalAgreement"):
        records = old.get_model("partnerships", name).objects
        records.filter(unit="").update(unit="  ")
        records.filter(unit="№").update(unit="\t")
        records.filter(unit="Hüquq fakültəsi").update(unit=" Hüquq  fakültəsi ")

    migrate(back=False)

    names = list(Agreement.objects.order_by("pk").values_list("unit__name", flat=True))
    assert names[3:] == ["Hüquq fakültəsi", None, None]
    assert not Unit.objects.filter(folded_name="").exists()


def test_changes_that_are_kept_name_units_by_their_keys(old, migrate):
    migrate(back=False)

    rectorate, law = (Unit.objects.get(name=name).pk for name in ("Rectorate", "Faculty of Law"))
    assert list(ChangeSet.objects.get().changes.values()) == [{"unit_id": [None, rectorate], "notes": ["", "-"]}]
    assert SourceRow.objects.get().changes == {"agreement": {"unit_id": [None, law]}}


def test_the_way_back_restores_each_text_as_it_was(old, migrate):
    texts = texts_of(old)
    changes = list(old.get_model("partnerships", "ChangeSet").objects.values_list("changes", flat=True))
    migrate(back=False)

    back = migrate(back=True)

    assert texts[0] == TEXTS
    assert texts_of(back) == texts
    assert list(back.get_model("partnerships", "ChangeSet").objects.values_list("changes", flat=True)) == changes


def test_a_unit_that_an_agreement_got_since_goes_back_as_its_name(old, migrate):
    migrate(back=False)
    unit = Unit.objects.create(name="Library")
    agreement = Agreement.objects.order_by("pk").first()
    Agreement.objects.filter(pk=agreement.pk).update(unit=unit)

    back = migrate(back=True)

    assert back.get_model("partnerships", "Agreement").objects.get(pk=agreement.pk).unit == "Library"
