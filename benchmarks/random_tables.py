"""Count the exceptions of lists and files as nobody writes them: small random tables, and spoilt copies of samples.

Run as `python benchmarks/random_tables.py [N] [--mutations 300] [--seed 1]`; it prints each kind of exception with how
often it came, and the seed of an example with what it said. A refusal is no exception; a lost row is one.
"""

import argparse
import logging
import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["DATABASE_URL"] = "sqlite://:memory:"


class Faults:
    """The exceptions that came, by their kind and the line where they began; the first of each is printed."""

    def __init__(self):
        self.counts = Counter()

    def add(self, kind, example):
        """Count a fault, and print its `example` where it is the first of its kind."""
        self.counts[kind] += 1
        if self.counts[kind] == 1:
            print(f"  {kind}: {example}", flush=True)

    def add_exception(self, example):
        """Count the exception that is being handled."""
        error = sys.exc_info()[1]
        last = traceback.extract_tb(error.__traceback__)[-1]
        self.add(f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}", f"{example} {error}")


class LastRecord(logging.Handler):
    """What the log was told last, in which the sandbox gives the traceback of what failed in it."""

    text = ""

    def emit(self, record):
        """Keep the text of a record."""
        self.text = record.getMessage().strip().splitlines()[-1]


def random_tables(count, seed, faults):
    """Find and plan the lists of so many random files; return how many were not refused."""
    from partnerships.importing.planning.planner import make_plan
    from partnerships.importing.remarks import FileRefused
    from tests.importing.random_files import lost_rows, random_file

    planned = 0
    for number in range(seed, seed + count):
        parsed_file = random_file(random.Random(number))
        try:
            tables, lost = lost_rows(parsed_file)
            make_plan(tables)
            planned += 1
        except FileRefused:
            continue
        except Exception:
            faults.add_exception(number)
            continue
        if lost:
            faults.add("lost row", f"{number} {lost}")
    return planned


def mutations(count, seed, faults):
    """Read so many spoilt copies of each format; return how many of each were not refused, as {format: number}."""
    from partnerships.importing.failures import ImportFailed
    from partnerships.importing.files.reading import read
    from partnerships.importing.remarks import FileRefused
    from tests.importing.random_files import mutated, samples

    last, done = LastRecord(), Counter()
    logger = logging.getLogger("partnerships.importing")
    logger.addHandler(last)
    logger.propagate = False
    for name, content in samples().items():
        for number in range(seed, seed + count):
            try:
                read(mutated(random.Random(number), content))
                done[name] += 1
            except ImportFailed:
                faults.add(f"{name}: {last.text.split(':')[0]}", f"{number} {last.text}")
            except FileRefused:
                continue
            except Exception:
                faults.add_exception(f"{name} {number}")
    return done


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=int, nargs="?", default=20_000)
    parser.add_argument("--mutations", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    faults, start = Faults(), time.process_time()
    planned = random_tables(options.tables, options.seed, faults)
    print(f"{options.tables:,} tables, {planned:,} planned, {time.process_time() - start:.0f} s of the processor")
    read = mutations(options.mutations, options.seed, faults)
    print(f"{options.mutations} mutations of each format, read: {', '.join(f'{n} {name}' for name, n in read.items())}")
    print(", ".join(f"{count} × {kind}" for kind, count in faults.counts.most_common()) or "no exception, no row lost")
    return 1 if faults.counts else 0


if __name__ == "__main__":
    sys.exit(main())
