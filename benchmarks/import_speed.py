#!/usr/bin/env python3
"""How fast a large workbook comes in, beside a plain import-export resource on the same file and database.

    .venv/bin/python benchmarks/import_speed.py [ROWS]

Makes a workbook of ROWS rows (100,000 unless told; 40 % of them repeat an institution), imports it on SQLite and on a
PostgreSQL of its own, imports it again, also with the command, and prints the rows per second as ratios to the plain
resource, and to a bare one: without the history and the triggers of the register. These two get the first BASELINE_ROWS
rows only: their speed does not depend on how many follow.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.append(str(ROOT / "tests"))  # last: a folder of tests bears the name of a standard module

BASELINE_ROWS = 2000
TYPES = ["MoU", "Protocol", "Student exchange agreement", "Cooperation agreement"]
COUNTRIES = ["Poland", "Turkey", "Germany", "Russia", "France", "Türkiyə", "Rusiya", "China"]


def make_workbook(path, rows, seed=1):
    """Write a workbook with the source table's seven columns; another `seed` draws other rows."""
    import openpyxl

    chance = random.Random(seed)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("List")
    sheet.append(["No", "Logo", "University", "Country", "Type of agreement", "Date", "Website"])
    known = []
    for number in range(1, rows + 1):
        if known and chance.random() < 0.4:
            name, country = chance.choice(known)
        else:
            name, country = (
                f"University of {chance.choice(['Alpha', 'Beta', 'Gamma'])} {number}",
                chance.choice(COUNTRIES),
            )
            known.append((name, country))
        day = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(1995, 2025)}"
        sheet.append([number, "", name, country, chance.choice(TYPES), day, f"https://u{number}.example.org/"])
    book.save(path)


def plain_rows_per_second(path):
    """Return the speed of a resource as the library's guide shows it: foreign keys by widgets, a query each, a save a
    row.
    """
    import tablib
    from import_export import fields, resources, widgets
    from python_calamine import CalamineWorkbook

    from partnerships.models import Agreement, AgreementType, Institution

    class NamedOrNew(widgets.ForeignKeyWidget):
        def clean(self, value, row=None, **kwargs):
            return self.model.objects.get_or_create(name=value)[0]

    class Day(widgets.DateWidget):
        def __init__(self):
            super().__init__("%d.%m.%Y")

    class PlainResource(resources.ModelResource):
        number = fields.Field("number", "No", widgets.IntegerWidget())
        institution = fields.Field("institution", "University", NamedOrNew(Institution, "name"))
        agreement_type = fields.Field("agreement_type", "Type of agreement", NamedOrNew(AgreementType, "name"))
        signed_on = fields.Field("signed_on", "Date", Day())

        class Meta:
            model = Agreement
            import_id_fields = ("number",)
            fields = ("number", "institution", "agreement_type", "signed_on")

        def before_save_instance(self, instance, row, **kwargs):
            instance.signed_precision = "day"

    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    data = tablib.Dataset(*rows[1 : BASELINE_ROWS + 1], headers=rows[0])
    started = time.perf_counter()
    result = PlainResource().import_data(data, raise_errors=True, use_transactions=True)
    seconds = time.perf_counter() - started
    if Agreement.objects.count() != BASELINE_ROWS or result.has_errors():
        raise SystemExit("the plain resource did not import its rows")
    return BASELINE_ROWS / seconds


def own_rows_per_second(path, rows):
    """Return the speed of the register's own import, reading included."""
    from partnerships.importing.resources import AgreementResource

    content = Path(path).read_bytes()
    started = time.perf_counter()
    done = AgreementResource().import_file(content, "list.xlsx")
    seconds = time.perf_counter() - started
    if sum(done.plan.counts.values()) != rows:
        raise SystemExit("rows were lost")
    return rows / seconds


def measure(what, path, rows):
    """Run one measurement in this process and print it with the peak memory of the process and its children."""
    import resource

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.conf import settings

    from partnerships.public.listing import triggers

    if what == "bare":
        settings.SIMPLE_HISTORY_ENABLED = False
        triggers.drop("default")
    speed = own_rows_per_second(path, rows) if what == "own" else plain_rows_per_second(path)
    own, children = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{speed:.0f} {own} {children}")


def measured(database, what, path, rows):
    """Run one measurement in a process of its own; return rows per second and its peak memory in MB."""
    command = [sys.executable, __file__, "--measure", what, str(path), str(rows)]
    done = subprocess.run(
        command, env=os.environ | {"DATABASE_URL": database}, capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [int(part) for part in done.stdout.split()]


def command_rows_per_second(database, path, rows):
    """Return the speed of the whole command, the start of Python included."""
    command = [sys.executable, "manage.py", "import_agreements", str(path)]
    started = time.perf_counter()
    done = subprocess.run(command, env=os.environ | {"DATABASE_URL": database}, capture_output=True, cwd=ROOT)
    if done.returncode not in (0, 1):  # 1 where a row is held
        raise SystemExit(done.stderr.decode())
    return int(rows / (time.perf_counter() - started))


def manage(database, *arguments):
    """Run a command of the project on a database."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": database}, check=True, cwd=ROOT)


def compare(name, plain_database, own_database, path, rows):
    """Measure on two empty databases of one kind, and print a line of the table."""
    for database in (plain_database, own_database):
        manage(database, "migrate", "--verbosity", "0")
    plain = measured(plain_database, "plain", path, rows)
    manage(plain_database, "flush", "--noinput", "--verbosity", "0")
    bare = measured(plain_database, "bare", path, rows)
    first = measured(own_database, "own", path, rows)
    again = measured(own_database, "own", path, rows)
    command = command_rows_per_second(own_database, path, rows)
    ratio, of_bare, ratio_again = first[0] / plain[0], first[0] / bare[0], again[0] / plain[0]
    print(
        f"| {name} | {rows:,} | 1 ({plain[0]:,}/s) | {ratio:.1f} ({first[0]:,}/s) | {of_bare:.1f} ({bare[0]:,}/s)"
        f" | {ratio_again:.0f} ({again[0]:,}/s) | {command:,} | {first[1]} + {first[2]} |",
        flush=True,
    )


def main(rows):
    """Measure on SQLite, and on PostgreSQL where it is installed."""
    from run import postgresql, postgresql_programs

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        make_workbook(path, rows)
        os.environ["DATA_DIR"] = folder
        print(
            "| database | rows | plain resource | first import | of a bare one | the same file again"
            " | the command, rows/s | peak MB, process + reader |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        compare("SQLite", f"sqlite:///{folder}/plain.sqlite3", f"sqlite:///{folder}/own.sqlite3", path, rows)
        programs = postgresql_programs()
        if programs is None:
            raise SystemExit("PostgreSQL is missing (package postgresql)")
        with postgresql(programs) as plain, postgresql(programs) as own:
            compare("PostgreSQL", plain, own, path, rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
