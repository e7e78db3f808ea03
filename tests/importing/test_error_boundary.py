"""The error boundary: an unforeseen error is logged with its traceback, said in a sentence, and nothing is written."""

import re

import pytest
import tablib
from django.core.management import CommandError, call_command
from django.db import OperationalError

from partnerships.importing import plain_tables, resources
from partnerships.importing.failures import ImportFailed
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, ImportRun, PendingImport

pytestmark = pytest.mark.django_db
TEXT = "University,Country,Date\nVarna,Bulgaria,2020\n"
FAULT = "The list could not be worked through because of a fault in this program"
STEPS = ["find_tables", "make_plan", "write"]


@pytest.fixture
def broken(monkeypatch):
    """Break one step of the import: reading, planning, or writing after some records were written."""

    def break_step(name, error=None):
        module = plain_tables if name == "find_tables" else resources
        real = getattr(module, name)

        def step(*args, **kwargs):
            real(*args, **kwargs)
            raise error or KeyError("nobody foresaw this")

        monkeypatch.setattr(module, name, step)

    return break_step


def said(response):
    return [str(message) for message in response.context["messages"]]


def assert_logged(sentence, log):
    reference = re.search(r"reference (\w{8})", sentence)[1]
    assert f"reference {reference}" in log
    assert "Traceback" in log
    assert (Agreement.objects.count(), ImportRun.objects.count()) == (0, 0)


@pytest.mark.parametrize("step", STEPS)
def test_command_says_a_sentence_and_ends_with_3(tmp_path, broken, caplog, step):
    (tmp_path / "list.csv").write_text(TEXT)
    broken(step)

    with pytest.raises(CommandError, match=FAULT) as failure:
        call_command("import_agreements", str(tmp_path / "list.csv"))

    assert failure.value.returncode == 3
    assert_logged(str(failure.value), caplog.text)


@pytest.mark.parametrize("error", [OperationalError("disk full"), OSError(28, "No space left on device")])
def test_command_tells_a_failure_of_database_or_disk(tmp_path, broken, caplog, error):
    (tmp_path / "list.csv").write_text(TEXT)
    broken("write", error)

    with pytest.raises(CommandError, match="The database or the disk failed") as failure:
        call_command("import_agreements", str(tmp_path / "list.csv"))

    assert failure.value.returncode == 3
    assert_logged(str(failure.value), caplog.text)


@pytest.mark.parametrize("step", STEPS)
def test_data_set_says_a_sentence(broken, caplog, step):
    broken(step)

    with pytest.raises(ImportFailed, match=FAULT) as failure:
        AgreementResource().import_data(tablib.Dataset(["Varna", "Bulgaria"], headers=["University", "Country"]))

    assert_logged(str(failure.value), caplog.text)


def test_pasted_list_says_a_sentence(admin_client, broken, caplog):
    broken("find_tables")

    page = admin_client.post("/admin/import/", {"pasted": TEXT})

    (sentence,) = page.context["form"].errors["pasted"]
    assert sentence.startswith(FAULT)
    assert_logged(sentence, caplog.text)


def test_preview_says_a_sentence(admin_client, broken, caplog):
    broken("make_plan")

    page = admin_client.post("/admin/import/", {"pasted": TEXT}, follow=True)

    (sentence,) = said(page)
    assert sentence.startswith(FAULT)
    assert_logged(sentence, caplog.text)


def test_confirming_says_a_sentence(admin_client, broken, caplog):
    preview = admin_client.post("/admin/import/", {"pasted": TEXT}, follow=True)
    broken("write")

    page = admin_client.post(
        f"/admin/import/{PendingImport.objects.get().pk}/",
        {"fingerprint": preview.context["plan"].fingerprint, "confirm": "yes"},
        follow=True,
    )

    (sentence,) = said(page)
    assert sentence.startswith(FAULT)
    assert_logged(sentence, caplog.text)
