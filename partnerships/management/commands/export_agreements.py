"""The command that writes the register as a table."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.exporting.columns import ALL, SOURCE
from partnerships.exporting.records import agreements_of, rows_as_in_source, rows_of
from partnerships.exporting.writers import csv_parts, write_workbook
from partnerships.importing.fields import report_text
from partnerships.importing.planning.matching import in_source_order
from partnerships.importing.resources import values_of
from partnerships.models import Agreement, HomeInstitution

FORMATS = ("csv", "xlsx", "json")


class Command(BaseCommand):
    """The source table's columns in their order, and what else is known; as JSON, the values of the import report."""

    help = "Writes all agreements as .csv, .xlsx or .json."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument(
            "--as-in-source",
            action="store_true",
            help="the source table's seven columns, each cell as the imported row had it",
        )
        parser.add_argument("--output", type=Path, help="the file to write; standard output if left out")

    def handle(self, *args, **options):
        if options["output"] is None:
            self.stdout._out.flush()
            write(getattr(self.stdout._out, "buffer", sys.stdout.buffer), options)
            return
        try:
            with options["output"].open("wb") as file:
                write(file, options)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}.", returncode=3) from None


def write(file, options):
    """Write the register to a binary file, as the options of the command say."""
    keys = in_source_order(Agreement.objects.all()).values_list("pk", flat=True)
    is_as_in_source, kind = options["as_in_source"], options["format"]
    columns = SOURCE if is_as_in_source else ALL
    rows = rows_as_in_source(keys) if is_as_in_source else rows_of(keys, columns)
    if kind == "json":
        file.write(json_text(keys, rows, is_as_in_source).encode())
    elif kind == "xlsx":
        write_workbook(file, columns, rows, HomeInstitution.current())
    else:
        for part in csv_parts(columns, rows):
            file.write(part.encode())


def json_text(keys, rows, is_as_in_source):
    """Return the register as JSON: the values of the import report, or the cells under the source table's headers."""
    headers = [column.header for column in SOURCE]
    values = (
        [dict(zip(headers, [report_text(value) or "" for value in row], strict=True)) for row in rows]
        if is_as_in_source
        else [values_of(agreement) for agreement in agreements_of(keys)]
    )
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
