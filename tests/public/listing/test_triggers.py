"""The triggers of the listing come back whatever happens, and somebody says so where they are missing."""

import gc
import runpy
from pathlib import Path

import django
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import InternalError, connection, connections

from partnerships import migrations
from partnerships.models import Agreement, InstitutionName, ListedAgreement
from partnerships.public.listing import triggers
from partnerships.public.listing.database import look
from partnerships.public.listing.refreshing import refresh_listing
from tests.factories import make_agreement, make_institution

NAME = "partnerships_agreement_update_new"
NEWEST = max(path.stem for path in Path(migrations.__file__).parent.glob("0*.py"))
FAILS = """
from django.db import migrations
from partnerships.public.listing import triggers


def fail(apps, schema_editor):
    assert len(triggers.missing("default")) == len(triggers.wanted("default"))
    raise {error}


class Migration(migrations.Migration):
    operations = [migrations.RunPython(fail)]
"""


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def lose_one():
    """Take one trigger away, as SQLite does with a table that is made again."""
    execute(f"DROP TRIGGER {NAME}{' ON partnerships_agreement' if connection.vendor == 'postgresql' else ''}")


def change_one():
    """Give one trigger another wording, as an earlier version of the register would have left it."""
    if connection.vendor == "postgresql":
        function = "FUNCTION partnerships_agreement_noted() RETURNS trigger LANGUAGE plpgsql"
        execute(f"CREATE OR REPLACE {function} AS $$BEGIN RETURN NULL; END$$")
    else:
        lose_one()
        execute(f"CREATE TRIGGER {NAME} AFTER UPDATE ON partnerships_agreement BEGIN SELECT 1; END")


def disable_one():
    """Disable one trigger, as a restored backup may leave it; SQLite cannot."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite cannot disable a trigger")
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table is altered before its rows are checked
    execute(f"ALTER TABLE partnerships_agreement DISABLE TRIGGER {NAME}")


FAULTS = [lose_one, change_one, disable_one]


@pytest.fixture
def kept_connection(monkeypatch):
    """Keep the connection of the test open, which the start of a server closes, and its log."""
    monkeypatch.setattr(connections["default"], "close", lambda: None)
    monkeypatch.setattr(django, "setup", lambda **kwargs: None)  # it would take the handler of caplog away


@pytest.fixture
def failing_migration(settings, tmp_path, monkeypatch):
    """Return a function that adds a migration which raises an error."""

    def add(error):
        package = tmp_path / f"migrations_{tmp_path.name}"  # no two tests share a module
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "0001_fails.py").write_text(FAILS.format(error=error))
        monkeypatch.syspath_prepend(tmp_path)
        settings.MIGRATION_MODULES = {"django_filters": package.name}

    return add


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_migration_that_fails_leaves_the_triggers(failing_migration, error):
    make_agreement()
    before = refresh_listing()
    failing_migration(error.__name__)

    with pytest.raises(error):
        call_command("migrate", verbosity=0)

    assert triggers.missing("default") == []
    assert refresh_listing() != before
    Agreement.objects.update(is_public=False)
    refresh_listing()
    assert not ListedAgreement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_error_of_a_migration_is_shown_where_triggers_cannot_be_made_either(failing_migration, monkeypatch):
    def refuse(using):
        raise InternalError("cannot execute CREATE TRIGGER in a read-only transaction")

    failing_migration("RuntimeError('The disk is full.')")
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="The disk is full"):
        patch.setattr(triggers, "install", refuse)
        call_command("migrate", verbosity=0)

    assert triggers.missing("default") != []
    triggers.install("default")


@pytest.mark.django_db(transaction=True)
def test_migrating_back_to_where_the_triggers_do_not_fit_and_forth_again():
    gc.disable()  # migrating takes a third less time
    try:
        for target in ("0023", "0018", "0014", "zero"):
            call_command("migrate", "partnerships", target, verbosity=0)
            assert len(triggers.missing("default")) == len(triggers.wanted("default")), target
            call_command("check", "--database", "default")  # has nothing to say before the migrations
            triggers.install("default")
    finally:
        call_command("migrate", verbosity=0)
        gc.enable()

    assert triggers.missing("default") == []


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_leaves_the_triggers():
    make_agreement()
    refresh_listing()

    call_command("flush", interactive=False, verbosity=0)
    make_agreement()
    refresh_listing()

    assert triggers.missing("default") == []
    assert ListedAgreement.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [["--plan"], ["--check"]])
def test_only_asking_what_would_be_migrated_changes_nothing(arguments, capsys):
    make_agreement()
    before = refresh_listing()
    lose_one()

    call_command("migrate", *arguments, verbosity=0)

    assert triggers.missing("default") == [NAME]
    assert refresh_listing() == before


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [["auth"], ["partnerships", NEWEST]])
def test_migrating_one_app_or_to_one_migration_makes_them_again(arguments):
    lose_one()

    call_command("migrate", *arguments, verbosity=0, skip_checks=False)  # the check does not stop it

    assert triggers.missing("default") == []


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_notices(fault):
    call_command("check", "--database", "default", verbosity=0)
    fault()

    with pytest.raises(SystemCheckError, match=NAME):
        call_command("check", "--database", "default")


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_readyz_notices(fault, client, settings):
    settings.OFFICE_EMAIL = ""
    assert client.get("/readyz").status_code == 200
    fault()

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["agreement", "institutionname", "institution"])
def test_emptying_a_table_by_hand_is_noticed(table):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    institution = make_institution("Varna")
    InstitutionName.objects.create(institution=institution, name="VTU")
    make_agreement(institution)
    before = refresh_listing()

    execute(f"TRUNCATE partnerships_{table} CASCADE")

    assert refresh_listing() != before
    assert list(ListedAgreement.objects.values_list("search_text", flat=True)) == (
        [" varna mou "] if table == "institutionname" else []
    )


@pytest.mark.django_db(transaction=True)
def test_emptying_a_table_is_noticed_where_nothing_is_listed():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    before = refresh_listing()

    execute("TRUNCATE partnerships_homeinstitution")

    assert refresh_listing() != before


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_the_start_of_the_server_repairs_and_says_so(fault, kept_connection, caplog):
    agreement = make_agreement()
    before = refresh_listing()
    fault()
    Agreement.objects.filter(pk=agreement.pk).update(is_public=False)
    assert not look()[2]  # nobody has noted the change

    runpy.run_module("config.wsgi")

    assert triggers.missing("default") == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert NAME in caplog.text
    assert refresh_listing() != before
    assert not ListedAgreement.objects.exists()


@pytest.mark.django_db
def test_the_start_says_nothing_where_nothing_is_missing(kept_connection, caplog):
    triggers.prepare_at_start()

    assert caplog.records == []


@pytest.mark.django_db
def test_the_start_brings_the_listing_up_to_date(kept_connection):
    make_agreement()

    triggers.prepare_at_start()

    assert (look()[2], ListedAgreement.objects.count()) == (False, 1)


@pytest.mark.django_db(transaction=True)
def test_the_start_leaves_no_pool_to_a_server_that_forks_after_it():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool of connections")

    triggers.prepare_at_start()

    assert connection._connection_pools == {}


@pytest.mark.django_db
def test_the_start_says_so_where_it_may_not_repair(kept_connection, caplog):
    def refuse(execute, sql, *rest):
        if sql.startswith("CREATE"):
            raise InternalError("cannot execute CREATE TRIGGER in a read-only transaction")
        return execute(sql, *rest)

    lose_one()
    with connection.execute_wrapper(refuse):
        triggers.prepare_at_start()

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "read-only transaction" in caplog.text
    assert triggers.missing("default") == [NAME]


@pytest.mark.django_db
def test_installing_half_of_the_triggers_leaves_those_that_were_there():
    def refuse(execute, sql, *rest):
        if sql.startswith("CREATE TRIGGER partnerships_renewal"):
            raise InternalError("The connection was lost.")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse), pytest.raises(InternalError):
        triggers.install("default")

    assert triggers.missing("default") == []
