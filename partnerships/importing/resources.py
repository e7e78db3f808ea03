"""The entry point through which lists come into the register and go out of it (django-import-export)."""

import gc
import hashlib
from contextlib import contextmanager
from operator import attrgetter

import tablib
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from import_export import resources, results

from partnerships.confirming import PlanChanged, carry_out, register_locked
from partnerships.exporting.columns import SOURCE
from partnerships.exporting.records import rows_of
from partnerships.exporting.writers import text_of
from partnerships.importing.files.workbooks import text_of as text_of_cell
from partnerships.importing.planning.choices import Choices
from partnerships.importing.planning.known_files import known_plan, known_run
from partnerships.importing.planning.matching import in_source_order
from partnerships.importing.planning.planner import make_plan
from partnerships.importing.writing.writer import remembered_columns, write
from partnerships.models import Agreement, Outcome

from .error_boundary import error_boundary
from .fields import IN_REPORT, report_values
from .plain_tables import read_tables, tables_of
from .sheets import ParsedFile, Row, Sheet

VALUES_OF_AGREEMENT = {column.value: attrgetter(field.attribute) for column, field in IN_REPORT.items()}
LIBRARY_OUTCOMES = {
    Outcome.NEW: results.RowResult.IMPORT_TYPE_NEW,
    Outcome.CHANGED: results.RowResult.IMPORT_TYPE_UPDATE,
}


class Import:
    """One file on its way into the register: how it was read, and what it would do."""

    def __init__(self, parsed_file, tables, file_name, sha256, content=None, choices=None, progress=None):
        self.parsed_file = parsed_file
        self.file_name = file_name
        self.sha256 = sha256
        self.content = content
        self.choices = choices or Choices()
        self.tables = tables
        total = sum(len(table.rows) for table in self.tables)
        self.progress = (lambda step, rows: progress(step, rows, total)) if progress else (lambda step, rows: None)
        self.run = None

    @cached_property
    def plan(self):
        """The Plan of importing the file into the register as it is at the first access."""
        with error_boundary(), uncollected():
            return make_plan(self.tables, self.choices, lambda rows: self.progress("plan", rows))

    @property
    def fingerprint(self):
        """A checksum of all that the plan would do."""
        return self.plan.fingerprint

    @property
    def read_as(self):
        """How the file was read, as the report writes it."""
        sheets = [
            {
                "name": table.sheet,
                "header_row": table.header_row,
                "columns": {header: column.value for header, column in table.columns.items()},
                "ignored": list(table.ignored),
            }
            for table in self.tables
        ]
        parsed_file = self.parsed_file
        return {
            "format": parsed_file.format,
            "encoding": parsed_file.encoding,
            "delimiter": parsed_file.delimiter,
            "sheets": sheets,
        }

    @property
    def others(self):
        """The rows outside all lists, and why they are in none, as the report writes them."""
        return [
            {"sheet": row.sheet, "row": row.number, "reason": row.reason}
            for table in self.tables
            for row in table.others
        ]

    def report(self, *, dry_run):
        """Return the report of the import; keys may be added, never renamed, since other programs read it."""
        return {
            "file": self.file_name,
            "sha256": self.sha256,
            "dry_run": dry_run,
            "read_as": self.read_as,
            "counts": self.plan.counts,
            "rows": [
                {
                    "sheet": row.sheet,
                    "row": row.source.number,
                    "outcome": row.outcome.value,
                    "agreement": row.agreement_pk,
                    "values": row.values,
                    "remarks": [remark.as_dict() for remark in row.remarks],
                }
                for row in self.plan.rows
            ],
            "others": self.others,
        }


class KnownImport(Import):
    """A file that was imported before and changes nothing, made from its earlier `run`."""

    def __init__(self, run, file_name):
        self.file_name, self.sha256 = file_name, run.sha256
        self.stored = run.read_as
        self.plan = known_plan(run)
        self.run = None

    @property
    def read_as(self):
        sheets = [
            {
                "name": sheet["name"],
                "header_row": sheet["header_row"],
                "columns": {header: sheet["columns"][header] for header in sheet.get("order", sheet["columns"])},
                "ignored": sheet["ignored"],
            }
            for sheet in self.stored["sheets"]
        ]
        return {name: self.stored[name] for name in ("format", "encoding", "delimiter")} | {"sheets": sheets}

    @property
    def others(self):
        return self.stored.get("others", [])


@contextmanager
def uncollected():
    """Switch the garbage collector off inside a block: it would visit all rows of a plan over and over."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class AgreementResource(resources.ModelResource):
    """Agreements under the source table's seven columns: plans imports, writes them, and exports."""

    class Meta:
        model = Agreement
        fields = ()
        clean_model_instances = True

    def export(self, queryset=None, **kwargs):
        """Return the agreements of a queryset, or all, as a tablib Dataset under the source table's columns."""
        wanted = Agreement.objects.all() if queryset is None else queryset
        keys = in_source_order(wanted).values_list("pk", flat=True)
        rows = ([text_of(value) for value in row] for row in rows_of(keys, SOURCE))
        return tablib.Dataset(*rows, headers=[column.header for column in SOURCE])

    def read_file(self, content, file_name, sheet=None, choices=None, progress=None):
        """Read the bytes of a file, with a person's Choices; return an Import, which plans when its plan is asked for.

        `progress` is called now and then with a step ("read", "tables", "plan" or "write"), the number of rows so far,
        and of all rows, which is 0 before they are counted.

        Raises FileRefused with a sentence where the file holds no list that can be read, and ImportFailed for an error
        that nobody foresaw.
        """
        checksum = hashlib.sha256(content).hexdigest()
        with error_boundary(), uncollected():
            choices = choices or Choices()
            told = progress and (lambda step, found: progress(step, 0, found))
            parsed_file, tables = read_tables(
                content,
                sheet,
                timezone.localdate(),
                remembered_columns(),
                choices.columns,
                choices.taken,
                progress=told,
            )
            return Import(parsed_file, tables, file_name, checksum, content, choices, progress)

    def plan_import(self, *args, **kwargs):
        """Read a file as `read_file` does, and plan its import; write nothing."""
        file_import = self.read_file(*args, **kwargs)
        file_import.plan  # noqa: B018 (computed now)
        return file_import

    def import_file(
        self,
        content,
        file_name,
        *,
        sheet=None,
        user=None,
        fingerprint=None,
        strict=False,
        choices=None,
        progress=None,
    ):
        """Import the bytes of a file in one transaction, all of it or nothing; return the Import.

        With a `fingerprint`, raises PlanChanged and writes nothing unless the plan is still the one that was shown.
        With `strict`, nothing is written where a row is held. A file that was imported before and changes nothing
        leaves no trace at all. Raises FileRefused and ImportFailed as `read_file` does; then nothing is written.
        """
        with error_boundary(PlanChanged), uncollected():
            if fingerprint is choices is sheet is None and (run := known_run(hashlib.sha256(content).hexdigest())):
                return KnownImport(run, file_name)
            return carry_out(
                lambda: self.plan_import(content, file_name, sheet, choices, progress),
                fingerprint,
                lambda file_import: None if strict and file_import.plan.counts["held"] else write(file_import, user),
            )

    def import_data(self, dataset, dry_run=False, raise_errors=False, **kwargs):
        """Import a tablib Dataset through the same plan, as callers of the library do; return the library's Result."""
        rows = [dataset.headers or [], *dataset]
        cells = tuple(
            Row(number, tuple(text_of_cell(cell) for cell in row)) for number, row in enumerate(rows, start=1)
        )
        parsed_file = ParsedFile("dataset", None, None, (Sheet(None, cells),))
        checksum = hashlib.sha256(repr(cells).encode()).hexdigest()
        with error_boundary(), register_locked():
            tables = tables_of(parsed_file, remembered_columns(), {})
            file_import = Import(parsed_file, tables, kwargs.get("file_name") or _("data set"), checksum)
            if not dry_run:
                write(file_import, kwargs.get("user"))
        return library_result(file_import)


def library_result(file_import):
    """Return an Import as the library's Result: its rows are new, updated or skipped."""
    result = results.Result()
    for row in file_import.plan.rows:
        entry = results.RowResult()
        entry.import_type = LIBRARY_OUTCOMES.get(row.outcome, results.RowResult.IMPORT_TYPE_SKIP)
        entry.number = row.source.number
        entry.object_id = row.agreement_pk
        entry.object_repr = force_str(row.record.institution)
        result.append_row_result(entry)
        result.increment_row_result_total(entry)
    result.total_rows = len(file_import.plan.rows)
    return result


def values_of(agreement: Agreement) -> dict[str, str | list[str] | None]:
    """Return the values of an agreement as the report writes them: texts, or None."""
    return report_values(agreement, VALUES_OF_AGREEMENT, agreement.agreement_type)
