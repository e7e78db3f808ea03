"""What several tests need: the source table, and a browser that tolerates no error."""

import gc
import os
import shutil
import zlib
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import SimpleTestCase
from django.utils import translation
from playwright.sync_api import sync_playwright

from partnerships.importing.plain_tables import read_plainly
from tests.databases import (
    BOTH_DATABASES,
    IS_POSTGRESQL,
    KEEPS_DATABASE,
    MIGRATED,
    PART,
    keep_numbers_of_tests_free,
    migrate_in_a_copy,
    share_migrated,
)
from tests.run import CHROMIUM

SOURCE_TABLE = Path(__file__).resolve().parent.parent / "fixtures" / "partner-agreements.txt"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LISTEN_FOR_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


def pytest_collection_modifyitems(config, items):
    """Leave out what another process tries at the same time, where it need not run in both."""
    elsewhere = {item for item in items if is_tried_elsewhere(item)}
    config.hook.pytest_deselected(items=list(elsewhere))
    items[:] = [item for item in items if item not in elsewhere]
    if PART == "rest":  # the other process on SQLite migrates a database meanwhile
        items.sort(key=needs_database)


def needs_database(item):
    """Return whether a test needs a database, also one that asks it nothing that another process does not ask, too."""
    is_case = item.cls and issubclass(item.cls, SimpleTestCase)
    return bool(item.get_closest_marker("django_db") or {"django_db_setup", "db"} & {*item.fixturenames} or is_case)


def is_tried_elsewhere(item):
    """Return whether a test runs in another process alone.

    What asks no database runs on SQLite; what either database answers alike, a browser's tests among them, on the one
    that its name decides.
    """
    is_of_browser = item.get_closest_marker("browser") is not None
    asks_database = item.get_closest_marker("django_db") is not None or "db" in item.fixturenames
    if PART and (PART == "database") == (is_of_browser or not asks_database):
        return True
    if not BOTH_DATABASES:
        return False
    if is_of_browser or item.get_closest_marker("either_database"):
        name = item.parent.nodeid if item.cls else item.nodeid  # a class stays together, with what it makes once
        return (zlib.crc32(name.encode()) % 8 == 0) != IS_POSTGRESQL  # an eighth there, where each test takes longer
    return IS_POSTGRESQL and not asks_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory, django_db_blocker):
    """Keep the tests' SQLite in a file, so that a page which a browser still asks for has a connection of its own.

    In memory all threads have one connection, and a request would begin within the transaction of the next test.
    """
    gc.disable()  # while it is migrated, which makes and drops classes by the thousand
    if not IS_POSTGRESQL:
        path = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(path)
        connection.settings_dict["OPTIONS"]["init_command"] += " PRAGMA synchronous = OFF;"
        if MIGRATED.exists():
            shutil.copyfile(MIGRATED, path)
            return
    if KEEPS_DATABASE:
        with django_db_blocker.unblock():
            migrate_in_a_copy()


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Go on from what another process has migrated."""
    return KEEPS_DATABASE


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Set up the database, in which the small register numbers are left to what tests write themselves."""
    with django_db_blocker.unblock():
        keep_numbers_of_tests_free()
        share_migrated()
    if BOTH_DATABASES:  # each sandbox, a copy of this process, then knows the words of the table that many tests import
        read_plainly(SOURCE_TABLE.read_bytes(), None, date.min, {}, {})
    gc.enable()
    gc.collect()
    gc.freeze()  # the classes of models and forms stay for the whole run


def pytest_configure():
    """Look for circles of garbage less often: a tenth of the processor time went into it."""
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords without the guard that takes half a second each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Put uploaded files into a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def own_caches():
    """Forget what another test left in the caches, whose records were rolled back."""
    for name in ("default", "pages", "template_fragments"):
        caches[name].clear()


@pytest.fixture
def source_table():
    """Return the path of the first real list."""
    return SOURCE_TABLE


@pytest.fixture(scope="session")
def register_of_class(django_db_setup, django_db_blocker):
    """Return a context manager within which a fixture of a class writes what all its tests start from."""

    @contextmanager
    def kept():
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return kept


@pytest.fixture(autouse=True)
def own_language():
    """Start each test in the language of the settings, whatever page the one before asked for."""
    translation.deactivate()


@pytest.fixture(scope="session")
def chromium():
    """Return Debian's Chromium, started once."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs an event loop in the thread of the test
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """Yield a page 1280 pixels wide; any script error, console error or policy violation fails the test at its end."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN_FOR_VIOLATIONS)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []
