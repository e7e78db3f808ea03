"""Writing a plan: records with their history, and each source row, in one transaction."""

from contextlib import contextmanager
from typing import Any, Protocol

from django.contrib.auth.models import User
from django.db import connection, models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from partnerships.bulk_insert import insert, insert_parts, made
from partnerships.importing.fields import Column
from partnerships.importing.planning import logos
from partnerships.importing.planning.choices import Choices
from partnerships.importing.planning.known_files import reading_version
from partnerships.importing.planning.plans import Plan
from partnerships.importing.remarks import Level, Remark
from partnerships.importing.tables.finding import Table
from partnerships.models import (
    Agreement,
    AgreementType,
    ColumnChoice,
    ImportFile,
    ImportRun,
    Institution,
    Outcome,
    SourceRow,
    Unit,
)

BATCH = 1000


class FileImport(Protocol):
    """An Import as it is written: its file, how that was read, the choices of a person and the plan."""

    file_name: str
    sha256: str
    content: bytes | None
    choices: Choices
    tables: list[Table]
    run: ImportRun | None

    @property
    def plan(self) -> Plan:
        """What it would do."""

    @property
    def read_as(self) -> dict[str, Any]:
        """How the file was read, as the report writes it."""

    @property
    def others(self) -> list[dict[str, Any]]:
        """The rows outside all lists, as the report writes them."""

    def progress(self, step: str, rows: int) -> None:
        """Take note of a number of `rows` that are done in a `step`."""


def remembered_columns() -> dict[str, dict[int, Column | None]]:
    """Return the columns that people chose for earlier lists: {key of a list: {index: Column or None}}."""
    stored = dict(ColumnChoice.objects.values_list("key", "columns"))
    return Choices.from_json({"columns": stored}).columns


def write(file_import: FileImport, user: User | None) -> None:
    """Write the plan of an Import, with history, and keep each source row; call it inside a transaction."""
    plan = file_import.plan
    if not plan.writes_records and ImportRun.objects.filter(sha256=file_import.sha256, undone_at__isnull=True).exists():
        remember_columns(file_import, user)
        return
    stored = logos.store_logos(plan, file_import.content) if file_import.content else []
    try:
        write_rows(file_import, user)
    except BaseException:
        logos.delete_files(stored)
        raise


def write_rows(file_import, user):
    """Write the records of an Import's plan, its ImportRun and the source rows."""
    plan = file_import.plan
    registered = [(earlier, later) for earlier, later in plan.successions if later.pk]
    write_records(plan, user, _("import of %s") % file_import.file_name)
    superseding = {str(later.pk): {"supersedes_id": [None, earlier.pk]} for earlier, later in registered}
    file_import.run = ImportRun.objects.create(
        user=user,
        file_name=file_import.file_name[:300],
        sha256=file_import.sha256,
        read_as=with_order(file_import),
        counts=plan.counts,
        reading_version=reading_version(),
        created={
            "institutions": [institution.pk for institution in plan.new_institutions],
            "types": [agreement_type.pk for agreement_type in plan.new_types],
            "units": [unit.pk for unit in plan.new_units],
            "names": [name.pk for name in plan.new_names],
            "marked": mark_for_review(plan, file_import.file_name),
            "ended": {str(pk): columns for pk, columns in plan.ended.items()},
            "superseding": superseding,
            "wordings": [wording.pk for wording in plan.new_wordings],
            "unit_names": [name.pk for name in plan.new_unit_names],
        },
    )
    if file_import.content is not None:
        ImportFile.objects.create(run=file_import.run, content=file_import.content)
    held = []
    insert_parts(SourceRow, len(plan.rows), source_rows(file_import, user, held))
    link_to_held_rows(file_import.run, held)
    decide_held(plan, user)
    remember_columns(file_import, user)


def with_order(file_import):
    """Return how an Import was read, with the key of each list, the order of its columns, and the rows outside all.

    PostgreSQL does not keep the order of what is in an object.
    """
    read_as = file_import.read_as
    sheets = [
        sheet | {"order": list(sheet["columns"]), "key": table.key}
        for sheet, table in zip(read_as["sheets"], file_import.tables, strict=True)
    ]
    return read_as | {"sheets": sheets, "others": file_import.others}


def mark_for_review(plan, file_name):
    """Let the last source rows of agreements that a list lacks need a look.

    Return how these rows were before: {primary key: [whether it needed a look, when it had one, by whom]}.
    """
    if not plan.reviewed:
        return {}
    remark = lacking_remark(file_name)
    rows = list(plan.lacking.run.rows.filter(agreement__in=plan.reviewed))
    before = {}
    for row in rows:
        before[str(row.pk)] = [row.needs_look, row.looked_at and row.looked_at.isoformat(), row.looked_by_id]
        row.remarks = [*row.remarks, remark]
        row.needs_look, row.looked_at, row.looked_by = True, None, None
    SourceRow.objects.bulk_update(rows, ["remarks", "needs_look", "looked_at", "looked_by"], batch_size=BATCH)
    return before


def lacking_remark(file_name):
    """Return the remark, as a source row keeps it, that the list with a `file_name` lacks what the row describes."""
    values = {"file": file_name[:100]}
    return Remark(Column.INSTITUTION.value, "row-lacking", Level.CHECK, values=values).stored()


def write_records(plan, user, reason):
    """Add and change the records of a plan, with a history that names the `user` and the `reason`."""
    reason = reason[:100]
    add(Institution, plan.new_institutions, user, reason)
    add(AgreementType, plan.new_types, user, reason)
    add_units(plan, user, reason)
    for names in (plan.new_names, plan.new_wordings, plan.new_unit_names):
        add_names(names, user, reason)
    new = [row for row in plan.rows if row.outcome == Outcome.NEW]
    for row in new:
        row.agreement.institution_id = row.institution.pk
        row.agreement.agreement_type_id = row.agreement_type.pk if row.agreement_type else None
    with added_to_history(Agreement, user, reason):
        insert(Agreement, [row.agreement for row in new])
        link_successors(plan)
    history = {"batch_size": BATCH, "default_user": user, "default_change_reason": reason}
    for model, changed in ((Institution, plan.changed_institutions), (Agreement, plan.changed_agreements)):
        columns = sorted(set().union(*changed.values()))
        if columns:
            bulk_update_with_history(list(changed), model, columns, **history)


def add_units(plan, user, reason):
    """Insert the new units of a plan, and give their keys to the agreements that get them."""
    add(Unit, plan.new_units, user, reason)
    new = set(map(id, plan.new_units))
    for row in plan.rows if new else ():
        if id(row.unit) in new:
            row.agreement.unit_id = row.unit.pk
            if change := row.undo.get("agreement", {}).get("unit_id"):
                change[1] = row.unit.pk


def link_successors(plan):
    """Let the agreements of a plan point to what they supersede, now that each has a key; store it for the new ones."""
    for earlier, later in plan.successions:
        later.supersedes_id = earlier.pk
    new = [later for _earlier, later in plan.successions if later not in plan.changed_agreements]
    Agreement.objects.bulk_update(new, ["supersedes"], batch_size=BATCH)


def add(model, records, user, reason):
    """Insert new `records` of a model, with a line of history each."""
    if records:
        with added_to_history(model, user, reason):
            insert(model, records)


@contextmanager
def added_to_history(model, user, reason):
    """Write a line of history for each record of a model that is inserted inside a block, as it is at its end.

    Nobody else inserts while the register is locked, so the new records are those with a higher key than any before.
    """
    last = model.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    copy_to_history(model, "> %s", [last], "+", user, reason)


def add_names(names, user, reason):
    """Insert new other names of institutions, or wordings of types, with a line of history each."""
    if names:
        model = type(names[0])
        model.objects.bulk_create(names, batch_size=BATCH)
        copy_to_history(model, ">= %s", [min(name.pk for name in names)], "+", user, reason)


def remove(model, records, user, reason):
    """Delete `records` of a model, with a line of history each, and apply on_delete to related rows.

    The database raises IntegrityError where a row still points to one of them.
    """
    quote = connection.ops.quote_name
    for start in range(0, len(records), BATCH):
        keys = [record.pk for record in records[start : start + BATCH]]
        condition = f"IN ({', '.join(['%s'] * len(keys))})"
        copy_to_history(model, condition, keys, "-", user, reason)
        apply_on_delete(model, keys)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote('id')} {condition}", keys)


def apply_on_delete(model, keys):
    """Apply on_delete to the rows related to the records of a model with these primary `keys`."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            name = relation.field.name
            pointing = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
            if relation.on_delete is models.SET_NULL:
                pointing.update(**{name: None})
            elif relation.on_delete is models.CASCADE:
                pointing.delete()


def copy_to_history(model, condition, values, kind, user, reason):
    """Write a line of history of a `kind` ("+" or "-") for each record whose primary key meets an SQL `condition`.

    The lines are copied inside the database, which is many times as fast as building them here one by one.
    """
    history = model.history.model
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in history.tracked_fields)
    added = ("history_date", "history_type", "history_change_reason", "history_user_id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(history._meta.db_table)} ({columns}, {', '.join(map(quote, added))})"
            f" SELECT {columns}, %s, %s, %s, %s FROM {quote(model._meta.db_table)} WHERE {quote('id')} {condition}",
            [timezone.now(), kind, reason, user.pk if user else None, *values],
        )


def decide_held(plan, user):
    """Mark the held rows of earlier imports as decided where this import registers them corrected."""
    for row in plan.rows:
        if row.held_before and row.agreement:
            waiting = SourceRow.objects.waiting().filter(pk=row.held_before).values_list("pk", flat=True)
            decision = {"agreement": row.agreement, "decided_at": timezone.now(), "decided_by": user}
            SourceRow.objects.decide(list(waiting), **decision)


def source_rows(file_import, user, held):
    """Yield the source rows of an Import, BATCH at a time; add the `held` ones, and what was planned for them, to a
    list.
    """
    rows = file_import.plan.rows
    for start in range(0, len(rows), BATCH):
        planned = rows[start : start + BATCH]
        made_rows = [source_row(file_import.run, row, user) for row in planned]
        yield made_rows
        held += [pair for pair in zip(made_rows, planned, strict=True) if pair[0].outcome == Outcome.HELD]
        file_import.progress("write", start + BATCH)


def link_to_held_rows(run, held):
    """Link the waiting held rows of earlier imports to the new source rows of a `run` that repeat them.

    `held` are those of the run, and what was planned for them. Of the two, only the new row waits for a decision.
    """
    for start in range(0, len(held), BATCH):
        part = held[start : start + BATCH]
        by_key = {row.cells_key: row for row, _planned in part}
        by_pk = {planned.held_before: row for row, planned in part if planned.held_before}
        came = Q(cells_key__in=by_key) | Q(pk__in=by_pk)
        repeated = list(SourceRow.objects.waiting().filter(came).exclude(run=run).only("pk", "cells_key"))
        for row in repeated:
            row.came_again_as = by_pk.get(row.pk) or by_key[row.cells_key]
        SourceRow.objects.bulk_update(repeated, ["came_again_as"])


def remember_columns(file_import, user):
    """Store the columns that a person chose, for the next list with the same headers."""
    chosen = file_import.choices.as_json()["columns"]
    for table in file_import.tables:
        if table.key in chosen:
            values = {"columns": chosen[table.key], "headers": list(table.headers.values()), "chosen_by": user}
            ColumnChoice.objects.update_or_create(key=table.key, defaults=values)


def source_row(run, row, user):
    """Return the SourceRow, not saved yet, of a PlannedRow of a `run`; the `user` decided to leave out what is."""
    return made(
        SourceRow,
        run_id=run.pk,
        sheet=row.sheet or "",
        row=row.source.number,
        cells=[cell.replace("\0", "\ufffd") for cell in row.source.cells],  # PostgreSQL keeps no NUL
        cells_key=row.key,
        values=row.values,
        outcome=row.outcome,
        remarks=[remark.stored() for remark in row.remarks] if row.remarks else [],
        texts=clean(row.source.values),
        changes=changes_of(row),
        agreement_id=row.agreement.pk if row.agreement else None,
        dismissed_because=_("left out in the preview") if row.is_left_out else "",
        decided_at=run.imported_at if row.is_left_out else None,
        decided_by_id=user.pk if row.is_left_out and user else None,
        needs_look=row.needs_a_look and row.outcome not in (Outcome.HELD, Outcome.SKIPPED),
    )


def clean(values):
    """Return the texts of a row, {Column: text}; PostgreSQL keeps no NUL."""
    return {column: text.replace("\0", "\ufffd") for column, text in values.items()}


def changes_of(row):
    """Return the changes of a PlannedRow as its source row keeps them: {kind: {column: [before, after]}}.

    With a change of the institution comes its primary key.
    """
    changes = {kind: values for kind, values in row.undo.items() if values}
    return changes | {"institution_pk": row.institution.pk} if "institution" in changes else changes
