"""The command that writes the register as a table."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partnerships.importing.resources import AgreementResource, values_of

FORMATS = ("csv", "xlsx", "json")


class Command(BaseCommand):
    """The source table's seven columns and order; as JSON, the values of the import report."""

    help = "Writes all agreements as .csv, .xlsx or .json."

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--output", type=Path, help="the file to write; standard output if left out")

    def handle(self, *args, **options):
        content = exported(options["format"])
        if options["output"] is None:
            self.stdout._out.flush()
            getattr(self.stdout._out, "buffer", sys.stdout.buffer).write(content)
            return
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}.", returncode=2) from None


def exported(kind):
    """Return the register in that format, as bytes."""
    resource = AgreementResource()
    if kind == "json":
        values = [values_of(agreement) for agreement in resource.get_queryset()]
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()
    content = resource.export().export(kind)
    return content.encode() if isinstance(content, str) else content
