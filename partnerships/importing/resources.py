"""The one door through which lists come into the register and go out of it (django-import-export)."""

import gc
import hashlib
from contextlib import contextmanager
from functools import cached_property

from django.db import transaction
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from import_export import fields, resources, results

from partnerships.formulas import neutralised
from partnerships.importing.files.reading import read
from partnerships.importing.files.workbooks import text_of
from partnerships.importing.planning.choices import Choices
from partnerships.importing.planning.known_files import known_plan, known_run
from partnerships.importing.planning.matching import in_source_order
from partnerships.importing.planning.planner import make_plan
from partnerships.importing.planning.plans import PlanChanged
from partnerships.importing.tables.finding import find_tables
from partnerships.importing.writing.writer import lock_register, remembered_columns, write
from partnerships.models import Agreement, Outcome

from .last_door import last_door
from .remarks import FileRefused
from .sheets import ParsedFile, Row, Sheet

LIBRARY_OUTCOMES = {
    Outcome.NEW: results.RowResult.IMPORT_TYPE_NEW,
    Outcome.CHANGED: results.RowResult.IMPORT_TYPE_UPDATE,
}


class Import:
    """One file on its way into the register: how it was read, and what it would do."""

    def __init__(self, parsed_file, file_name, sha256, content=None, choices=None, progress=None):
        self.parsed_file = parsed_file
        self.file_name = file_name
        self.sha256 = sha256
        self.content = content
        self.choices = choices or Choices()
        self.tables = tables_of(parsed_file, self.choices.columns)
        total = sum(len(table.rows) for table in self.tables)
        self.progress = (lambda step, rows: progress(step, rows, total)) if progress else (lambda step, rows: None)
        self.run = None

    @cached_property
    def plan(self):
        """What the file would do to the register as it is when this is asked for first."""
        with last_door(), uncollected():
            return make_plan(self.tables, self.choices, lambda rows: self.progress("plan", rows))

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

    def report(self, *, dry_run):
        """Return the whole import as the report writes it (DESIGN, section 7)."""
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
        }


class KnownImport(Import):
    """A file that was imported before and changes nothing; made from what its `run` kept."""

    def __init__(self, run, file_name):
        self.file_name, self.sha256 = file_name, run.sha256
        self.stored = run.read_as
        self.plan = known_plan(run)
        self.run = None

    @property
    def read_as(self):
        return self.stored


def tables_of(parsed_file, chosen):
    """Return the Tables of a ParsedFile, with the `chosen` columns and those that earlier lists like it got."""
    remembered = remembered_columns()
    try:
        return find_tables(parsed_file, remembered | chosen)
    except FileRefused:
        if not remembered:
            raise
        return find_tables(parsed_file, chosen)


@contextmanager
def uncollected():
    """Keep the collector of garbage from looking at the rows of a plan again and again: none of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def agreement_date(date):
    """Return a PartialDate as the source table writes it: "30.06.2003", "10.2020", "2008"; "" for None."""
    return ".".join(reversed(date.isoformat().split("-"))) if date else ""


class AgreementResource(resources.ModelResource):
    """Agreements under the source table's seven columns: makes the plan of an import, carries it out, and exports."""

    number = fields.Field(column_name="No", attribute="number")
    logo = fields.Field(column_name="Logo")
    institution = fields.Field(column_name="University", attribute="institution__name")
    country = fields.Field(column_name="Country", attribute="institution__country_name")
    title = fields.Field(column_name="Type of agreement")
    signed = fields.Field(column_name="Date")
    website = fields.Field(column_name="Website", attribute="institution__website")

    class Meta:
        model = Agreement
        fields = ("number", "logo", "institution", "country", "title", "signed", "website")
        export_order = fields
        clean_model_instances = True

    def dehydrate_logo(self, agreement):
        """Return the column stands in the source table, and is empty there."""
        return ""

    def dehydrate_title(self, agreement):
        """Return the wording, or the type where there is none."""
        return agreement.title or str(agreement.agreement_type or "")

    def dehydrate_signed(self, agreement):
        """Return the day of signing as far as it is known."""
        return agreement_date(agreement.signed)

    def get_queryset(self):
        return in_source_order(Agreement.objects.select_related("institution", "agreement_type"))

    def filter_export(self, queryset, **kwargs):
        return in_source_order(queryset.select_related("institution", "agreement_type"))

    def export_field(self, field, instance, **kwargs):
        """Return a cell of an export; what a spreadsheet would take for a formula is neutralised."""
        value = super().export_field(field, instance, **kwargs)
        return neutralised(value) if isinstance(value, str) else value

    def look(self, content, file_name, sheet=None, choices=None, progress=None):
        """Read the bytes of a file, with a person's Choices; return an Import, which plans when its plan is asked for.

        `progress` is called now and then with a step ("plan" or "write"), the rows done and the rows in all.

        Raises FileRefused with a sentence where the file holds no list that can be read, and ImportFailed for an error
        that nobody foresaw.
        """
        checksum = hashlib.sha256(content).hexdigest()
        with last_door(), uncollected():
            return Import(read(content, sheet), file_name, checksum, content, choices, progress)

    def prepare(self, *args, **kwargs):
        """Look at a file and plan its import, as `look`; write nothing."""
        done = self.look(*args, **kwargs)
        done.plan  # noqa: B018 (made now)
        return done

    def carry_out(
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

        With a `fingerprint`, raises PlanChanged and writes nothing where the plan is no longer the one that was shown.
        With `strict`, nothing is written where a row is held. A file that was imported before and changes nothing
        leaves no trace at all. Raises FileRefused and ImportFailed as `look` does; then nothing is written.
        """
        with last_door(PlanChanged), uncollected():
            if fingerprint is choices is sheet is None and (run := known_run(hashlib.sha256(content).hexdigest())):
                return KnownImport(run, file_name)
            with transaction.atomic():
                lock_register()
                done = self.prepare(content, file_name, sheet, choices, progress)
                if fingerprint is not None and done.plan.fingerprint != fingerprint:
                    raise PlanChanged
                if not (strict and done.plan.counts["held"]):
                    write(done, user)
            return done

    def import_data(self, dataset, dry_run=False, raise_errors=False, **kwargs):
        """Import a tablib Dataset as the library's callers expect it, through the same plan; return its Result."""
        rows = [dataset.headers or [], *dataset]
        cells = tuple(Row(number, tuple(text_of(cell) for cell in row)) for number, row in enumerate(rows, start=1))
        parsed_file = ParsedFile("dataset", None, None, (Sheet(None, cells),))
        checksum = hashlib.sha256(repr(cells).encode()).hexdigest()
        with last_door(), transaction.atomic():
            lock_register()
            done = Import(parsed_file, kwargs.get("file_name") or _("data set"), checksum)
            if not dry_run:
                write(done, kwargs.get("user"))
        return library_result(done)


def library_result(done):
    """Return an Import as the library's Result: new, update and skip."""
    result = results.Result()
    for row in done.plan.rows:
        entry = results.RowResult()
        entry.import_type = LIBRARY_OUTCOMES.get(row.outcome, results.RowResult.IMPORT_TYPE_SKIP)
        entry.number = row.source.number
        entry.object_id = row.agreement_pk
        entry.object_repr = force_str(row.record.institution)
        result.append_row_result(entry)
        result.increment_row_result_total(entry)
    result.total_rows = len(done.plan.rows)
    return result


def values_of(agreement):
    """Return an agreement as the report writes its values: texts, or None."""
    return {
        "number": None if agreement.number is None else str(agreement.number),
        "institution": agreement.institution.name,
        "country": agreement.institution.country or None,
        "title": agreement.title or None,
        "type": agreement.agreement_type.name if agreement.agreement_type else None,
        "signed": agreement.signed.isoformat() if agreement.signed else None,
        "ends": agreement.ends.isoformat() if agreement.ends else None,
        "website": agreement.institution.website or None,
    }
