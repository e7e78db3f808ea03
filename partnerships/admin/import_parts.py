"""The parts of the preview of an import above its rows: columns, unknown names, what is lacking, other rows."""

from collections import Counter

from django.core.paginator import Paginator

from partnerships.folding import fold
from partnerships.importing.planning.choices import name_key
from partnerships.importing.planning.matching import type_key
from partnerships.importing.tables.table_rows import row_key
from partnerships.models import Agreement, AgreementType, Institution, Unit
from partnerships.similarity.institutions import SimilarInstitutions
from partnerships.similarity.names import host_of

from .import_preview import WHY_SKIPPED
from .import_suggestions import label_of

PER_PART = 100  # names, or agreements, of a part on one page
MOST_COMPARISONS = 2_000_000  # of names, about a second


class Pages:
    """One page of a part of the preview, with the addresses of its other pages; all parts turn theirs alone."""

    def __init__(self, query, name, records, per_page=PER_PART):
        self.page = Paginator(records, per_page).get_page(query.get(name))
        self.records = self.page.object_list
        self.count = self.page.paginator.count
        self.query, self.name = query, name

    @property
    def links(self):
        """The pages as [(number, address)], without an address for this one and an ellipsis; [] for a single one."""
        if self.page.paginator.num_pages < 2:
            return []
        numbers = self.page.paginator.get_elided_page_range(self.page.number)
        return [(number, self.address(number)) for number in numbers]

    def address(self, number):
        """Return the address of a page that keeps the other parts where they are, "" for this one."""
        if number in (self.page.number, self.page.paginator.ELLIPSIS):
            return ""
        query = self.query.copy()
        query.pop("progress", None)
        query[self.name] = number
        return f"?{query.urlencode()}"


def tables_shown(file_import):
    """Yield each Table of the file with its headers and the Columns that they were read as, for a person to change."""
    for number, table in enumerate(file_import.tables):
        columns = [
            {
                "name": f"column-{number}-{index}",
                "header": header,
                "chosen": table.columns_by_index.get(index, ""),
                "example": example_of(table, index),
            }
            for index, header in table.headers.items()
        ]
        yield {"table": table, "columns": columns}


def example_of(table, index):
    """Return the first text in the column with that `index` of a Table, cut to 60 characters, or ""."""
    texts = (row.cells[index].strip() for row in table.records if index < len(row.cells))
    return next((text for text in texts if text), "")[:60]


def unknown_institutions(file_import):
    """Return the institutions that the register does not know, and how many of them were not compared with it.

    Those that a person has pointed at a registered one come first, then those like one. Of a long list only as many are
    compared as a page can wait for; the others come without similar ones.
    """
    similar, left, shown, uncompared = SimilarInstitutions(), MOST_COMPARISONS, [], 0
    for new in file_import.plan.new_institutions:
        left -= similar.cost(new)
        uncompared += left <= 0
        alike = similar.of(new) if left > 0 else []
        shown.append(entry_of(name_key(new.name, new.country), new.name, new.country_name, alike=alike))
    shown.sort(key=lambda entry: not entry["alike"])
    rows = rows_naming(file_import, lambda record: name_key(record.institution, record.country))
    entries = [entry | {"row": rows.get(entry["key"])} for entry in pointed_institutions(file_import) + shown]
    return with_typed(file_import, "typed", entries), uncompared


def rows_naming(file_import, key_of_record):
    """Return the number of the first row that says each key: {what `key_of_record` makes of its record: number}."""
    return {key_of_record(row.record): row.source.number for row in reversed(file_import.plan.rows)}


def with_typed(file_import, kind, entries):
    """Return the `entries` of names with what was typed in their boxes of a `kind` and names no registered record."""
    return [entry | {"typed": file_import.choices.typed.get(f"{kind}-{entry['key']}", "")} for entry in entries]


def entry_of(key, name, country="", *, chosen=None, alike=()):
    """Return what the template shows of an unknown name: its key in the Choices, and what it may mean."""
    host = next((host_of(one.institution.website) for one in alike if one.same_host), "")
    return {"key": key, "name": name, "country": country, "chosen": chosen, "alike": alike, "same_host": host}


def pointed_institutions(file_import):
    """Return the entries of the names that a person has pointed at a registered institution."""
    same = file_import.choices.same
    known = Institution.objects.in_bulk(same.values()) if same else {}
    records = (row.record for row in file_import.plan.rows) if known else ()
    names = {name_key(record.institution, record.country): record.institution for record in records}
    return [
        entry_of(key, names.get(key, key.partition("|")[0]), chosen=(pk, label_of(known[pk])))
        for key, pk in same.items()
        if pk in known
    ]


def unknown_wordings(file_import):
    """Return the entries of the wordings that the register does not know, those pointed at a registered type first."""
    types = file_import.choices.types
    known = AgreementType.objects.in_bulk(types.values()) if types else {}
    records = (row.record for row in file_import.plan.rows) if known else ()
    names = {type_key(text): text for record in records if (text := record.type or record.title)}
    pointed = [
        entry_of(key, names.get(key, key), chosen=(pk, str(known[pk]))) for key, pk in types.items() if pk in known
    ]
    new_types = [entry_of(type_key(new.name), new.name) for new in file_import.plan.new_types]
    return with_typed(file_import, "wording", pointed + new_types)


def unknown_units(file_import):
    """Return the entries of the units that the register does not know, those pointed at a registered unit first."""
    units = file_import.choices.units
    known = Unit.objects.in_bulk(units.values()) if units else {}
    names = {fold(row.record.unit): row.record.unit for row in file_import.plan.rows} if known else {}
    pointed = [
        entry_of(key, names.get(key, key), chosen=(pk, str(known[pk]))) for key, pk in units.items() if pk in known
    ]
    new = [entry_of(fold(unit.name), unit.name) for unit in file_import.plan.new_units]
    return with_typed(file_import, "unit_text", pointed + new)


def lacking_shown(plan, choices, keys):
    """Return the agreements with these primary `keys`, which a list lacks, with what the person wants done."""
    found = Agreement.objects.select_related("institution", "agreement_type").in_bulk(keys)
    return [
        {
            "agreement": found[pk],
            "wish": choices.lacking.get(str(pk), ""),
            "ending": choices.endings.get(str(pk), {}),
            "refusal": plan.refused_endings.get(pk, ""),
        }
        for pk in keys
        if pk in found
    ]


def kinds_of_remarks(plan):
    """Return the kinds of remarks that ask for a look: [(code, a sentence of it, number of rows)], the most first."""
    sentences, counts = {}, Counter()
    for row in plan.rows:
        for code, message in {r.code: r.message for r in row.remarks if r.level == "check"}.items():
            counts[code] += 1
            sentences.setdefault(code, message)
    return [(code, sentences[code], count) for code, count in counts.most_common()]


def others_shown(file_import):
    """Return the filled rows that are in no list, as dictionaries."""
    return [
        {
            "number": f"{other.sheet or ''} {other.number}".strip(),
            "text": " ".join(other.cells),
            "why": WHY_SKIPPED.get(other.reason, other.reason),
            "key": row_key(other.sheet, other.number),
        }
        for table in file_import.tables
        for other in table.others
    ]
