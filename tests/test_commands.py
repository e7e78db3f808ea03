"""The commands, and the report that other programs read."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Agreement, SourceRow

pytestmark = pytest.mark.django_db
# The seventh row of the source table, as files of other programs have it.
VARNA = {
    "number": "7",
    "institution": "Technical University of Varna",
    "country": "BG",
    "title": "MoU",
    "type": "MoU",
    "kinds": [],
    "signed": "2020-10",
    "starts": None,
    "ends": None,
    "notice_months": None,
    "website": "https://fs.tu-varna.bg/",
    "unit": None,
    "responsible": None,
}


@pytest.fixture
def report(tmp_path):
    return tmp_path / "report.json"


def write(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_import_says_what_it_did(source_table, capsys):
    call_command("import_agreements", str(source_table))

    assert capsys.readouterr().out == "partner-agreements.txt: 121 new.\n"


def test_report_of_the_source_table(source_table, report):
    call_command("import_agreements", str(source_table), "--report", str(report))

    written = json.loads(report.read_text(encoding="utf-8"))
    assert list(written) == ["file", "sha256", "dry_run", "read_as", "counts", "rows", "others"]
    assert (written["file"], written["dry_run"], len(written["rows"])) == ("partner-agreements.txt", False, 121)
    assert written["counts"] == {"new": 121, "changed": 0, "unchanged": 0, "held": 0, "skipped": 0}
    assert written["read_as"] == {
        "format": "tsv",
        "encoding": "utf-8",
        "delimiter": "\t",
        "sheets": [
            {
                "name": None,
                "header_row": 3,
                "columns": {
                    "No": "number",
                    "University": "institution",
                    "Country": "country",
                    "Type of agreement": "title",
                    "Date": "signed",
                    "Website": "website",
                },
                "ignored": ["Logo"],
            }
        ],
    }
    assert written["rows"][6] == {
        "sheet": None,
        "row": 10,
        "outcome": "new",
        "agreement": Agreement.objects.get(number=7).pk,
        "values": VARNA,
        "remarks": [
            {
                "column": "signed",
                "code": "month-name",
                "level": "info",
                "message": "“Oktyabr, 2020” read as October 2020.",
            }
        ],
    }


def test_dry_run_writes_nothing(source_table, report):
    call_command("import_agreements", str(source_table), "--dry-run", "--report", str(report))

    written = json.loads(report.read_text(encoding="utf-8"))
    assert (written["dry_run"], written["counts"]["new"], written["rows"][0]["agreement"]) == (True, 121, None)
    assert Agreement.objects.count() == 0


def test_held_rows_give_exit_status_1(tmp_path):
    path = write(tmp_path, "University,Country\n,Poland\nVarna,Bulgaria\n")

    with pytest.raises(SystemExit) as stopped:
        call_command("import_agreements", str(path))

    assert (stopped.value.code, Agreement.objects.count(), SourceRow.objects.count()) == (1, 1, 2)


def test_strict_writes_nothing_where_a_row_is_held(tmp_path, capsys):
    path = write(tmp_path, "University,Country\n,Poland\nVarna,Bulgaria\n")

    with pytest.raises(SystemExit) as stopped:
        call_command("import_agreements", str(path), "--strict")

    assert (stopped.value.code, Agreement.objects.count()) == (1, 0)
    assert capsys.readouterr().out == "list.csv would give: 1 new, 1 held. Nothing was written, since rows are held.\n"


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("", [], "The file is empty; choose one that holds a list of agreements."),
        ("University,Country\nVarna,Bulgaria\n", ["--user", "x"], "There is no account “x”; name one that exists."),
        (
            "University,Country\nVarna,Bulgaria\n",
            ["--sheet", "Asia"],
            "The file has no sheets; leave out the name of the sheet, or choose a workbook.",
        ),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_status_2(tmp_path, text, options, sentence):
    path = write(tmp_path, text)

    with pytest.raises(CommandError) as refusal:
        call_command("import_agreements", str(path), *options)

    assert (str(refusal.value), refusal.value.returncode, Agreement.objects.count()) == (sentence, 2, 0)


def test_a_file_over_the_limit_is_refused(tmp_path, settings):
    settings.IMPORT_MAX_BYTES = 2**20
    path = write(tmp_path, "x" * (2**20 + 1))

    with pytest.raises(CommandError, match=r"The file has 1\.0 MB; at most 1 MB can be imported"):
        call_command("import_agreements", str(path))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened: No such file or directory"):
        call_command("import_agreements", str(tmp_path / "missing.csv"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_that_is_imported_changes_nothing(source_table, tmp_path, capsys, kind):
    call_command("import_agreements", str(source_table))
    path = tmp_path / f"export.{kind}"
    call_command("export_agreements", "--format", kind, "--output", str(path))
    capsys.readouterr()

    call_command("import_agreements", str(path), "--dry-run")

    assert capsys.readouterr().out == f"export.{kind} would give: 121 unchanged. Nothing was written.\n"


def test_json_export_has_the_values_of_the_report(source_table, tmp_path):
    call_command("import_agreements", str(source_table))
    path = tmp_path / "export.json"

    call_command("export_agreements", "--format", "json", "--output", str(path))

    exported = json.loads(path.read_text(encoding="utf-8"))
    assert (len(exported), exported[6]) == (121, VARNA)


def test_a_terminal_sees_a_bar_and_a_pipe_does_not(tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    path = write(tmp_path, "University,Country\n" + "".join(f"University {n},Poland\n" for n in range(1500)))
    terminal, pipe = Terminal(), io.StringIO()

    call_command("import_agreements", path, dry_run=True, stdout=io.StringIO(), stderr=pipe)
    call_command("import_agreements", path, stdout=io.StringIO(), stderr=terminal)

    assert pipe.getvalue() == ""
    assert terminal.getvalue().startswith("\r[") and "100%" in terminal.getvalue()


def test_export_to_a_file_that_cannot_be_written_ends_with_3(tmp_path):
    path = tmp_path / "missing" / "register.csv"

    with pytest.raises(CommandError) as refused:
        call_command("export_agreements", "--format", "csv", "--output", str(path))

    assert (str(refused.value), refused.value.returncode) == (
        f"{path} cannot be written: No such file or directory.",
        3,
    )
