"""What an import would do, row by row, before it does it."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.folding import fold
from partnerships.models import Agreement, AgreementType, Institution, InstitutionName, Outcome

from . import logos
from .choices import Choices, name_key
from .dates import habit_of
from .headers import Column
from .matching import Register, pair
from .parsing import check, info, same_website, shown
from .records import Record, parse_record
from .refining import new_agreement, refine, take_or_offer
from .remarks import Remark
from .rows import TableRow
from .tables import Table

PROGRESS_STEP = 1000  # rows


@dataclass(slots=True)
class PlannedRow:
    """A source row and what would become of it; `agreement` is not saved yet where the outcome is new."""

    sheet: str | None
    source: TableRow
    record: Record
    remarks: list[Remark]
    outcome: Outcome = Outcome.UNCHANGED
    institution: Institution | None = None
    agreement_type: AgreementType | None = None
    agreement: Agreement | None = None
    changes: dict = field(default_factory=dict)
    undo: dict = field(default_factory=dict)
    held_before: int | None = None
    key: str = ""
    picture: str | None = None
    offers: dict = field(default_factory=dict)

    @property
    def values(self):
        """The values of the row as the report writes them: texts, or None."""
        record = self.record
        institution = self.institution
        return {
            "number": None if record.number is None else str(record.number),
            "institution": record.institution or None,
            "country": record.country or (institution.country if institution else "") or None,
            "title": record.title or None,
            "type": self.agreement_type.name if self.agreement_type else None,
            "signed": record.signed.isoformat() if record.signed else None,
            "ends": record.ends.isoformat() if record.ends else None,
            "website": record.website or None,
        }

    @property
    def agreement_pk(self):
        """The primary key of its agreement, None where there is none yet."""
        return self.agreement.pk if self.agreement else None

    @property
    def needs_a_look(self):
        """Whether a remark of it asks a person to look."""
        return any(remark.level == "check" for remark in self.remarks)

    def change(self, name, before, after):
        """Notes that the record's `name` would go from `before` to `after`, as a person reads it."""
        self.changes[name] = (str(before or ""), str(after or ""))

    def assign(self, kind, record, **values):
        """Gives a `record` new values and keeps what it had, so that the import can be undone; gives the names.

        `kind` is "agreement" or "institution".
        """
        kept = self.undo.setdefault(kind, {})
        for name, value in values.items():
            kept[name] = [storable(getattr(record, name)), storable(value)]
            setattr(record, name, value)
        return set(values)


@dataclass
class Plan:
    """All rows of a file with their outcomes, and the records that would be added or changed."""

    tables: list[Table]
    rows: list[PlannedRow] = field(default_factory=list)
    new_institutions: list[Institution] = field(default_factory=list)
    new_types: list[AgreementType] = field(default_factory=list)
    new_names: list[InstitutionName] = field(default_factory=list)
    changed_institutions: dict = field(default_factory=dict)
    changed_agreements: dict = field(default_factory=dict)

    @property
    def counts(self):
        """How many rows have which outcome, each outcome named."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome.value: counted[outcome] for outcome in Outcome}

    @property
    def writes_records(self):
        """Whether carrying it out would add or change any record."""
        added = self.new_institutions or self.new_names or self.counts["new"]
        return bool(added or self.changed_institutions or self.counts["changed"] or logos.wanted(self))

    @cached_property
    def fingerprint(self):
        """A checksum of all that the plan would do; the same register and the same file give the same one."""
        rows = [
            [
                row.sheet,
                row.source.number,
                row.outcome.value,
                row.values,
                row.agreement_pk,
                row.institution.pk if row.institution else None,
                row.changes,
                row.offers,
                [[remark.column, remark.code] for remark in row.remarks],
            ]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def make_plan(tables, choices=None, progress=None):
    """The Plan of importing some Tables into the register as it is now, with a person's Choices; writes nothing.

    `progress` is called with the number of rows read so far, every PROGRESS_STEP rows.
    """
    planner = Planner(Plan(list(tables)), choices or Choices())
    planner.plan_rows(progress or (lambda rows: None))
    return planner.plan


def held_before(cell):
    """The primary key of the held row that a row of a downloaded workbook was, or None: "[12] The row names no …"."""
    match = re.match(r"\[(\d{1,18})\]", cell)
    return int(match[1]) if match else None


def storable(value):
    """A value of a record's column as JSON holds it."""
    if isinstance(value, FieldFile):
        return value.name or ""
    return value.isoformat() if isinstance(value, date) else value


DATED = {Column.SIGNED, Column.STARTS, Column.ENDS, Column.DURATION}


def habits_of(table):
    """How the date columns of a Table write their dates: {Column: Habit}; one that does not tell follows the others."""
    dates = DATED & set(table.places.values())
    headers = {column: table.headers.get(place, "") for place, column in table.places.items()}
    habits = {
        column: habit_of([row.values.get(column, "") for row in table.rows], headers.get(column, ""))
        for column in dates
    }
    told = {habit.day_first for habit in habits.values()} - {None}
    shared = told.pop() if len(told) == 1 else None
    return {
        column: habit if habit.day_first is not None else habit._replace(day_first=shared)
        for column, habit in habits.items()
    }


def cells_key(source):
    """The checksum by which a TableRow is known again later: of its cells, and of the country above them."""
    parts = [*source.cells, source.values.get(Column.COUNTRY, "")]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


class Planner:
    """Makes a plan: reads each row, finds its institution and type, then its agreement."""

    def __init__(self, plan, choices):
        self.plan, self.choices = plan, choices
        self.register = Register()
        self.recognised = defaultdict(dict)

    def plan_rows(self, progress):
        """Fills the plan with all rows of its tables."""
        today = timezone.localdate()
        for table in self.plan.tables:
            habits = habits_of(table)
            for source in table.rows:
                record, remarks = parse_record(source.values, habits, today)
                row = PlannedRow(table.sheet, source, record, [*source.remarks, *remarks])
                row.key, row.picture = cells_key(source), table.pictures.get(source.number)
                row.held_before = held_before(source.values.get(Column.HELD, ""))
                self.plan.rows.append(row)
                if len(self.plan.rows) % PROGRESS_STEP == 0:
                    progress(len(self.plan.rows))
        groups = defaultdict(list)
        taken = set()
        for row in self.plan.rows:
            if row.source.skipped:
                row.outcome, row.remarks = Outcome.SKIPPED, []
            elif reason := self.register.dismissed.get(row.key):
                self.skip(row, reason)
            elif not fold(row.record.institution):
                self.hold(row, Column.INSTITUTION, "institution-missing", _("The row names no institution."))
            elif row.source.held:
                row.outcome = Outcome.HELD
            elif not self.recognise(row, taken):
                self.place(row)
                groups[id(row.institution), fold(row.record.title)].append(row)
        for key, rows in groups.items():
            free = [agreement for agreement in self.register.agreements[key] if agreement.pk not in taken]
            self.settle(rows, free, self.recognised[key])
        take_or_offer(self.plan, self.choices)
        for row in self.plan.rows:
            if row.changes and row.outcome == Outcome.UNCHANGED:
                row.outcome = Outcome.CHANGED

    def skip(self, row, reason):
        """Leaves out a row that a person dismissed in an earlier import."""
        row.outcome = Outcome.SKIPPED
        message = _("This row was dismissed before: “%s”.") % shown(reason)
        row.remarks.append(info(Column.INSTITUTION, "row-dismissed", message))

    def hold(self, row, column, code, message):
        """Keeps a row unregistered, for a person to decide."""
        row.outcome = Outcome.HELD
        row.remarks.append(check(column, code, message))

    def recognise(self, row, taken):
        """Whether the very same row was imported before; then it stands for the same agreement, whoever edited it."""
        pk = self.register.known_rows.get(row.key)
        if pk is None or pk in taken:
            return False
        taken.add(pk)
        row.agreement = self.register.by_pk[pk]
        row.institution = row.agreement.institution
        row.agreement_type = self.register.find_type(row.record.title)
        self.use_one_spelling(row)
        self.compare_website(row)
        key = (id(row.institution), fold(row.record.title))
        self.recognised[key].setdefault((row.record.signed, row.record.ends), row)
        return True

    def place(self, row):
        """Finds or adds the institution and the type of a row."""
        name, country = row.record.institution, row.record.country
        row.institution = self.register.find_institution(name, country) or self.said_to_be(name, country)
        if row.institution is None:
            self.add_institution(row)
        elif country and self.register.may_move(row.institution, country):
            self.set_institution(row, "country", country)
        elif not country and row.institution.country and row.institution.pk:
            message = _("The row has no country; it was taken for “%(name)s” in %(country)s.")
            message %= {"name": row.institution, "country": row.institution.country_name}
            row.remarks.append(check(Column.COUNTRY, "country-from-register", message))
        for name in ("website", "city", "erasmus_code"):
            if getattr(row.record, name) and not getattr(row.institution, name):
                self.set_institution(row, name, getattr(row.record, name))
        self.compare_website(row)
        self.use_one_spelling(row)
        self.find_type(row)

    def said_to_be(self, name, country):
        """The registered institution that a person said a name stands for, or None; the name becomes known."""
        institution = self.register.institution_of(self.choices.same.get(name_key(name, country)))
        if institution and fold(name) not in self.register.aliases:
            self.register.aliases[fold(name)] = institution
            self.plan.new_names.append(InstitutionName(institution=institution, name=name))
        return institution

    def add_institution(self, row):
        """Adds the institution of a row to the plan."""
        row.institution = self.register.new_institution(row.record.institution, row.record.country)
        self.plan.new_institutions.append(row.institution)
        namesakes = self.register.namesakes[fold(row.record.institution)]
        if len(namesakes) > 2 and not row.record.country:
            message = _("Several institutions are called “%s”, and the row has no country.") % row.institution
            row.remarks.append(check(Column.COUNTRY, "country-missing", message))

    def set_institution(self, row, name, value):
        """Gives the institution of a row what was not known of it."""
        if not row.institution.pk:
            setattr(row.institution, name, value)
            if name == "country":
                self.register.move_to_country(row.institution, value)
            return
        row.change(f"institution.{name}", "", value)
        changed = row.assign("institution", row.institution, **{name: value})
        self.plan.changed_institutions.setdefault(row.institution, set()).update(changed)
        if name == "country":
            self.register.move_to_country(row.institution, value)

    def compare_website(self, row):
        """Remarks on a web address that differs from the institution's in more than a final slash."""
        kept, given = row.institution.website, row.record.website
        if given and kept and not same_website(kept, given):
            message = _("The institution's address stays “%(kept)s”; this row has “%(given)s”.")
            message %= {"kept": shown(kept), "given": shown(given)}
            row.remarks.append(check(Column.WEBSITE, "website-differs", message))
            if row.institution.pk:
                row.offers["website"] = (kept, given)

    def use_one_spelling(self, row):
        """Takes the spelling of the title that is in use already: MoU for MOU and Mou."""
        title = row.record.title
        spelling = self.register.titles.setdefault(fold(title), title) if fold(title) else title
        if spelling != title:
            message = _("“%(given)s” is registered as “%(kept)s”, the spelling in use.")
            message %= {"given": shown(title), "kept": shown(spelling)}
            row.remarks.append(info(Column.TITLE, "title-spelling", message))
            row.record = row.record._replace(title=spelling)

    def find_type(self, row):
        """Finds the type that a title falls under, or adds one, and says so."""
        title = row.record.title
        if not fold(title):
            return
        row.agreement_type = self.register.find_type(title)
        if row.agreement_type is None:
            row.agreement_type = self.register.new_type(title)
            self.plan.new_types.append(row.agreement_type)
            message = _("“%s” becomes a new agreement type.") % shown(title)
            row.remarks.append(info(Column.TITLE, "new-type", message))

    def settle(self, rows, agreements, earlier):
        """Decides for the rows of one institution and wording which agreement each is, or that it is a new one.

        `earlier` are the rows of the file that were recognised, by their dates.
        """
        pairs, unclear = pair([row.record for row in rows], agreements)
        for position, row in enumerate(rows):
            key = (row.record.signed, row.record.ends)
            if position in pairs:
                row.agreement = pairs[position]
                self.refine(row)
            elif position in unclear:
                message = _("More than one registered agreement can be meant; complete the date of this row.")
                self.hold(row, Column.SIGNED, "agreement-unclear", message)
            elif key in earlier:
                message = _("Row %s names the same institution, type and dates; register this one if it is another.")
                self.hold(row, Column.INSTITUTION, "row-repeated", message % earlier[key].source.number)
            else:
                row.outcome = Outcome.NEW
                row.agreement = new_agreement(row)
            earlier.setdefault(key, row)

    def refine(self, row):
        """Gives a registered agreement what the row knows better."""
        changed = refine(row)
        if changed:
            self.plan.changed_agreements.setdefault(row.agreement, set()).update(changed)
