"""Measure how many dates are read that CLDR writes in its long form, for each of its languages with months.

Run as `python benchmarks/cldr_dates.py [--all]`; it prints the languages in which a day is left empty or read wrongly,
with `--all` every one. Nothing may be read wrongly, and at least 95 % must be read.
"""

import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import django
from babel.dates import format_date

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

DAYS = [
    date(2019, month, day) for month, day in zip(range(1, 13), (31, 1, 12, 22, 5, 30, 7, 16, 28, 3, 25, 9), strict=True)
]


def outcome_of(language, day):
    """Return "read", "empty" or "wrong" for a `day` in a `language`, and its text."""
    from partnerships.importing.cells.dates import parse_date
    from partnerships.importing.fields import Column

    text = format_date(day, "long", locale=language)
    read, remarks = parse_date(text, Column.SIGNED)
    if read is None:
        return ("empty" if any(remark.level == "check" for remark in remarks) else "wrong"), text
    is_right = read.isoformat() == day.isoformat()
    return ("read" if is_right else "wrong"), text


def main():
    from partnerships.long_dates import languages_with_months

    django.setup()
    languages = [language.name for language in languages_with_months()]
    total = Counter()
    for language in languages:
        found = [outcome_of(language, day) for day in DAYS]
        counts = Counter(outcome for outcome, _text in found)
        total += counts
        if "--all" in sys.argv or counts["read"] < len(DAYS):
            others = [text for outcome, text in found if outcome != "read"]
            print(f"{language:8} {dict(counts)}  {others[:3]}")
    shares = ", ".join(f"{total[outcome]} {outcome}" for outcome in ("read", "empty", "wrong"))
    print(f"{len(languages)} languages, {total.total()} dates: {shares} ({total['read'] / total.total():.1%} read)")


if __name__ == "__main__":
    main()
