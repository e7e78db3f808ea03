#!/usr/bin/env python3
"""Whether the names of real organisations come through an import as they are.

    .venv/bin/python benchmarks/organisation_names.py NAMES [ROWS]

NAMES is a table of tab-separated text, plain or in gzip, with the columns "name" and "country" (alpha-2), as one makes
it of the Research Organization Registry (ror.org). It is written as lists of ROWS rows (1,000 unless told), with an
agreement a row, and each list is imported with --dry-run. Counted are the rows that were left out, held for their
name, doubted as several institutions, or whose name was changed by more than its spaces; the script fails where there
is one.
"""

import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOUBTS = {
    "several-partners": "split",
    "document-in-name": "taken for a document",
    "letters-broken": "broken letters",
    "letters-mended": "broken letters",
    "status-not-in-force": "status in the name",
    "name-is-country": "taken for a country",
}


def read_names(path):
    """Return the (name, country) of a table."""
    opened = gzip.open if path.suffix == ".gz" else Path.open
    with opened(path, "rt", encoding="utf-8", newline="") as text:
        return [(row["name"], row["country"]) for row in csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)]


def write_list(path, names):
    """Write a list of agreements, one a row, with institutions of these names."""
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["University", "Country", "Type of agreement", "Date"])
        for position, (name, country) in enumerate(names):
            writer.writerow([name, country, "MoU", f"{13 + position % 15}.05.{2000 + position % 25}"])


def import_dry(path, report):
    """Return what the command reports of an import of the list at `path` that writes nothing."""
    command = [sys.executable, "manage.py", "import_agreements", str(path), "--dry-run", "--report", str(report)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if not report.exists():
        sys.exit(f"{path.name}: {done.stderr.strip()[-300:]}")
    return json.loads(report.read_text(encoding="utf-8"))


def without_spaces(text):
    return "".join(unicodedata.normalize("NFC", text).split())


def faults(names, report):
    """Yield (kind, name, what the report says) for each name that did not come through as it is."""
    rows = {row["row"]: row for row in report["rows"]}
    for number, (name, _country) in enumerate(names, start=2):
        row = rows.get(number)
        if row is None or row["outcome"] == "skipped":
            yield "skipped", name, row and row["remarks"]
            continue
        codes = {remark["code"] for remark in row["remarks"]}
        # The same name in the same country twice is no fault of the name.
        if row["outcome"] == "held" and "row-repeated" not in codes:
            yield "held", name, sorted(codes)
        elif without_spaces(row["values"]["institution"] or "") != without_spaces(name):
            yield "changed", name, row["values"]["institution"]
        for code in codes & DOUBTS.keys():
            yield DOUBTS[code], name, code


def main(path, size=1000):
    names = read_names(Path(path))
    counts = Counter()
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/register.sqlite3"
        os.environ |= {"DATABASE_URL": database, "DATA_DIR": folder, "DEBUG": "true"}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
        for start in range(0, len(names), int(size)):
            part = names[start : start + int(size)]
            file, report = Path(folder, f"{start}.csv"), Path(folder, f"{start}.json")
            write_list(file, part)
            for kind, name, said in faults(part, import_dry(file, report)):
                counts[kind] += 1
                print(f"{start}: {kind}: {name!r} {said}", flush=True)
    print(f"{len(names):,} names: " + (", ".join(f"{count} {kind}" for kind, count in counts.items()) or "no faults"))
    return 1 if counts else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
