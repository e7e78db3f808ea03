"""The planner: it reads each row, then finds its institution, its type and its agreement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from django.utils import timezone

from partnerships.folding import has_key
from partnerships.importing.cells.parsing import check, info, shown
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Level
from partnerships.importing.tables.finding import Table
from partnerships.importing.tables.table_rows import row_key
from partnerships.models import Outcome
from partnerships.similarity.agreements import tell_apart
from partnerships.similarity.doubts import is_second_in_force

from .choices import Choices
from .lacking import plan_lacking
from .matching import Register, wording_key
from .offers import offer_dates, take_or_offer
from .pairing import differ_in_precision, pair, same_dates
from .plans import Plan, PlannedRow
from .reading import cells_key, held_before, readers_of, with_record
from .refining import new_agreement, only_columns, refine, without_known_values
from .resolving import Resolver
from .stated_statuses import offer_status, settle_statuses, without_stated_days
from .successions import plan_successions

PROGRESS_STEP = 1000  # rows
TYPED = {Column.TITLE, Column.TYPE}


def make_plan(
    tables: Iterable[Table], choices: Choices | None = None, progress: Callable[[int], None] | None = None
) -> Plan:
    """Return the Plan of importing some Tables into the register as it is now, with a person's Choices; write nothing.

    `progress` is called with the number of rows read so far: none, and then every PROGRESS_STEP rows.
    """
    planner = Planner(Plan(list(tables)), choices or Choices())
    planner.plan_rows(progress or (lambda rows: None))
    return planner.plan


def cached_readers(table):
    """Return a function that gives the CellReaders of a Table, made when they are first asked for."""
    return cache(lambda: readers_of(table, timezone.localdate()))


def dates_of(record):
    """Return the dates by which rows of one file are told apart: signing, start where there is no signing, and end."""
    return record.signed, None if record.signed else record.starts, record.ends


def forget_known(row):
    """Remove the remarks of a row that doubt a name, a country or a date which is registered just so."""
    known = set()
    if row.institution.name == row.record.institution:
        known |= {"several-partners", "document-in-name"}
    if row.institution.country == row.record.country == "":
        known |= {"country-missing", "country-of-namesake"}
    if (row.agreement.signed, row.agreement.ends) == (row.record.signed, row.record.ends):
        known |= {"date-future", "end-before-signing"}
    if row.record.responsible and is_responsible(row.agreement.responsible, row.record.responsible):
        known.add("responsible-unknown")
    row.remarks = [remark for remark in row.remarks if remark.code not in known]


def doubt_repetition(row, others):
    """Mark a new row, and those of the `others` of its institution and wording that differ from it in precision."""
    for other in others:
        if differ_in_precision(row.record, other.record) and not tell_apart(row.record, other.record):
            for one, like in ((row, other), (other, row)):
                one.remarks.append(check(Column.SIGNED, "row-less-precise", row=like.source.number))


def doubt_second(row, agreements, on):
    """Mark a new row beside which one of the registered `agreements` of its institution and wording is in force."""
    second = next((each for each in agreements if is_second_in_force(row.agreement, each, on)), None)
    if second:
        row.remarks.append(check(Column.INSTITUTION, "second-in-force", number=second.register_number))


def is_responsible(person, text):
    """Return whether a `text` names that `person`, who may be None, or may have left the office."""
    return person is not None and text in {person.email, person.get_full_name(), person.get_username()}


class Planner:
    """Maker of a plan: it takes each row, has its institution and type found, then finds its agreement."""

    def __init__(self, plan, choices):
        self.plan, self.choices = plan, choices
        self.register = Register()
        self.resolver = Resolver(plan, choices, self.register)
        self.recognised = defaultdict(dict)
        self.taken = set()

    def plan_rows(self, progress):
        """Fill the plan with all rows of its tables, and say what becomes of each."""
        self.read_rows(progress)
        groups = defaultdict(list)
        for row in self.plan.rows:
            key = row_key(row.sheet, row.source.number)
            if key in self.choices.left_out:
                self.leave_out(row)
            elif row.source.skipped:
                row.outcome, row.remarks = Outcome.SKIPPED, []
            elif key not in self.choices.taken and (reason := self.register.dismissed.get(row.key)):
                self.skip(row, reason)
            elif not has_key(row.record.institution):
                self.hold(row, Column.INSTITUTION, "institution-missing")
            elif row.source.held:
                row.outcome = Outcome.HELD
            elif not self.recognise(row) and not self.recall(row):
                self.resolver.resolve(row)
                groups[id(row.institution), wording_key(row.record)].append(row)
        for key, rows in groups.items():
            others = self.register.others_of(rows[0].institution) if rows[0].is_untyped else []
            self.settle(rows, self.free(self.register.agreements[key]), self.recognised[key], self.free(others))
        take_or_offer(self.plan, self.choices)
        settle_statuses(self.plan, self.choices)
        plan_successions(self.plan, self.register.by_pk.values())
        plan_lacking(self.plan, self.choices, self.register.by_pk)
        for row in self.plan.rows:
            if row.changes and row.outcome == Outcome.UNCHANGED:
                row.outcome = Outcome.CHANGED

    def free(self, agreements):
        """Return the `agreements` that no row of the file has been matched with yet."""
        return [agreement for agreement in agreements if agreement.pk not in self.taken]

    def read_rows(self, progress):
        """Fill the plan with all rows of its tables.

        The sandbox has read the cells of a file; those of a row that a person took in and of a data set are read here.
        """
        progress(0)
        for table in self.plan.tables:
            readers = cached_readers(table)
            is_untyped = not TYPED & set(table.columns_by_index.values())
            for found in table.rows:
                source = self.taken_in(table, found) if found.skipped else found
                row = self.read_row(table.sheet, source if source.record else with_record(source, readers()))
                row.key, row.picture = cells_key(found), table.pictures.get(source.number)
                row.held_before = held_before(source.values.get(Column.HELD, ""))
                row.is_untyped = is_untyped and not wording_key(row.record)
                self.plan.rows.append(row)
                if len(self.plan.rows) % PROGRESS_STEP == 0:
                    progress(len(self.plan.rows))

    def taken_in(self, table, source):
        """Return a skipped TableRow with its values where a person took it in before; else as it is."""
        if cells_key(source) not in self.register.known_rows:
            return source
        cells = dict(enumerate(source.cells))
        values = {column: cells[index] for index, column in table.columns_by_index.items() if cells.get(index)}
        return replace(source, values=values, skipped="", record=None)

    def read_row(self, sheet, source):
        """Return a TableRow with its record as a PlannedRow."""
        record = source.record
        if record.responsible:
            record = record._replace(responsible_id=self.register.staff.find(record.responsible))
        kinds, remarks = self.register.kinds.found(source.values, record)
        return PlannedRow(sheet, source, record._replace(kinds=kinds), [*source.remarks, *remarks])

    def skip(self, row, reason):
        """Skip a row that a person dismissed in an earlier import, for a `reason`."""
        row.outcome = Outcome.SKIPPED
        row.remarks.append(info(Column.INSTITUTION, "row-dismissed", reason=shown(reason)))

    def leave_out(self, row):
        """Skip a row that the person leaves out."""
        row.outcome, row.is_left_out = Outcome.SKIPPED, True
        row.remarks = [info(Column.INSTITUTION, "row-left-out")]

    def hold(self, row, column, code, /, **values):
        """Keep a row unregistered, for a person to decide."""
        row.outcome = Outcome.HELD
        row.remarks.append(check(column, code, **values))

    def recognise(self, row):
        """Match a row that was imported before with its agreement, even an edited one; return whether there is one.

        Only columns that the earlier import did not read can say something new. What somebody has looked at since needs
        no second look.
        """
        pk, run = self.register.known_rows.get(row.key, (None, None))
        if pk is None or pk in self.taken:
            return False
        new = self.columns_not_read_before(row.sheet, run)
        self.match_agreement(row, pk, only_columns(row.record, new))
        offer_status(row, is_quiet=Column.STATUS not in new)
        seen = self.register.looked_at.get(row.key, ())
        row.remarks = [remark for remark in row.remarks if remark.level != Level.CHECK or remark.code not in seen]
        return True

    def columns_not_read_before(self, sheet, run):
        """Return the Columns of a `sheet` that an earlier `run` did not read under the same header, as a set.

        In a list without a header the Columns alone are compared: how they are called depends on the language.
        """
        before = self.register.headers_of(run)
        known = {column for (name, _header), column in before.items() if name == sheet}
        return {
            column
            for table in self.plan.tables
            if table.sheet == sheet
            for header, column in table.columns.items()
            if (before.get((sheet, header)) != column if table.header_row else column not in known)
        }

    def recall(self, row):
        """Match a row with the agreement, changed since, whose last import said the same; return whether there is one.

        There is none where another agreement is registered just as the row says.
        """
        record = row.record
        pk, said = self.register.find_by_last_values(record)
        if pk is None or pk in self.taken:
            return False
        institution = self.register.find_institution(record.institution, record.country)
        others = self.register.agreements[id(institution), wording_key(record)] if institution else ()
        if any(same_dates(record, other) for other in others if other.pk not in self.taken | {pk}):
            return False
        self.match_agreement(row, pk, without_known_values(record, said))
        offer_status(row)
        return True

    def match_agreement(self, row, pk, record):
        """Match a row with the agreement of that primary key, which `record` refines; other differences are offered."""
        self.taken.add(pk)
        row.agreement = self.register.by_pk[pk]
        row.institution = row.agreement.institution
        row.agreement_type = self.register.find_type(row.record.type or row.record.title)
        self.resolver.use_one_spelling(row)
        self.resolver.complete(row, record)
        self.resolver.compare_website(row)
        self.refine(row, record)
        offer_dates(row)
        key = (id(row.institution), wording_key(row.record))
        self.recognised[key].setdefault(dates_of(row.record), row)

    def settle(self, rows, agreements, recognised, others=()):
        """Match the rows of one institution and wording with its agreements; the others are new, or held.

        `recognised` are the rows of the file that were recognised already: {dates: row}. `others` are
        agreements of other wordings, which rows of a list without types can match.
        """
        pairs, unclear = pair([row.record for row in rows], agreements, others)
        self.taken |= {agreement.pk for agreement in pairs.values()}
        for position, row in enumerate(rows):
            key = dates_of(row.record)
            if position in pairs:
                row.agreement = pairs[position]
                self.refine(row, row.record)
                offer_status(row)
            elif position in unclear:
                self.hold(row, Column.SIGNED, "agreement-unclear")
            elif key in recognised:
                self.hold(row, Column.INSTITUTION, "row-repeated", row=recognised[key].source.number)
            else:
                self.add(row)
                doubt_repetition(row, recognised.values())
                doubt_second(row, agreements, timezone.localdate())
            recognised.setdefault(key, row)

    def add(self, row):
        """Let a row become an agreement of its own."""
        self.resolver.find_unit(row, row.record.unit)
        row.outcome, row.agreement = Outcome.NEW, new_agreement(row)
        row.superseded_by = row.record.superseded_by

    def refine(self, row, record):
        """Refine the registered agreement of a row from a `record`, and note in the plan what changes."""
        self.resolver.find_unit(row, record.unit)
        row.superseded_by = record.superseded_by
        changed = refine(row, without_stated_days(row, record))
        forget_known(row)
        if changed:
            self.plan.changed_agreements.setdefault(row.agreement, set()).update(changed)
