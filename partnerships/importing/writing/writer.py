"""A plan to records: everything in one transaction, with history, and each source row kept."""

from django.db import connection, models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from partnerships.bulk_insert import insert, made
from partnerships.importing.planning import logos
from partnerships.importing.planning.choices import Choices
from partnerships.models import (
    Agreement,
    AgreementType,
    ColumnChoice,
    ImportFile,
    ImportRun,
    Institution,
    InstitutionName,
    Outcome,
    SourceRow,
)

BATCH = 1000


def remembered_columns():
    """Return what people said of the columns of earlier lists: {key of a list: {index: Column or None}}."""
    stored = dict(ColumnChoice.objects.values_list("key", "columns"))
    return Choices.from_json({"columns": stored}).columns


def write(done, user):
    """Write what a plan says, with history, and keep each source row; to be called inside a transaction."""
    plan = done.plan
    if not plan.writes_records and ImportRun.objects.filter(sha256=done.sha256, undone_at__isnull=True).exists():
        remember_columns(done, user)
        return
    stored = logos.take(plan, done.content) if done.content else []
    try:
        write_rows(done, user)
    except BaseException:
        logos.forget(stored)
        raise


def write_rows(done, user):
    """Write the records of a plan, the run and the source rows."""
    plan = done.plan
    write_records(plan, user, _("import of %s") % done.file_name)
    done.run = ImportRun.objects.create(
        user=user,
        file_name=done.file_name[:300],
        sha256=done.sha256,
        read_as=with_order(done.read_as),
        counts=plan.counts,
        created={
            "institutions": [institution.pk for institution in plan.new_institutions],
            "types": [agreement_type.pk for agreement_type in plan.new_types],
            "names": [name.pk for name in plan.new_names],
        },
    )
    if done.content is not None:
        ImportFile.objects.create(run=done.run, content=done.content)
    for start in range(0, len(plan.rows), BATCH):
        planned = plan.rows[start : start + BATCH]
        rows = [source_row(done.run, row) for row in planned]
        insert(SourceRow, rows)
        link_to_held_rows(done.run, planned, rows)
        done.progress("write", start + BATCH)
    decide_held(plan, user)
    remember_columns(done, user)


def with_order(read_as):
    """Return how a file was read, with the order of its columns: PostgreSQL keeps an object, but not the order in
    it.
    """
    sheets = [sheet | {"order": list(sheet["columns"])} for sheet in read_as["sheets"]]
    return read_as | {"sheets": sheets}


def write_records(plan, user, reason):
    """Add and change the records that a plan says, with a history that names the `user` and the `reason`."""
    reason = reason[:100]
    add(Institution, plan.new_institutions, user, reason)
    add(AgreementType, plan.new_types, user, reason)
    InstitutionName.objects.bulk_create(plan.new_names, batch_size=BATCH)
    new = [row for row in plan.rows if row.outcome == Outcome.NEW]
    for row in new:
        row.agreement.institution_id = row.institution.pk
        row.agreement.agreement_type_id = row.agreement_type.pk if row.agreement_type else None
    add(Agreement, [row.agreement for row in new], user, reason)
    history = {"batch_size": BATCH, "default_user": user, "default_change_reason": reason}
    for model, changed in ((Institution, plan.changed_institutions), (Agreement, plan.changed_agreements)):
        columns = sorted(set().union(*changed.values()))
        if columns:
            bulk_update_with_history(list(changed), model, columns, **history)


def add(model, records, user, reason):
    """Insert new `records` of a model, with a line of history each.

    Nobody else inserts while the register is locked, so the new records are those with a higher key than any before.
    """
    if not records:
        return
    last = model.objects.aggregate(last=Max("pk"))["last"] or 0
    insert(model, records)
    copy_to_history(model, "> %s", [last], "+", user, reason)


def remove(model, records, user, reason):
    """Delete some `records` of a model, with a line of history each, and what cascades from them.

    The database refuses it where a record that is protected or not known here still points to one of them.
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
    """Apply on_delete to the rows that point to records that go: they forget them, or go with them."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            name = relation.field.name
            pointing = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
            if relation.on_delete is models.SET_NULL:
                pointing.update(**{name: None})
            elif relation.on_delete is models.CASCADE:
                pointing.delete()


def copy_to_history(model, condition, values, kind, user, reason):
    """Write a line of history of that `kind` for each record of a model whose key fulfils a `condition`.

    They are copied inside the database, which is many times as fast as making them here one by one.
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
    """Mark the held rows of earlier imports that came back corrected as decided."""
    for row in plan.rows:
        if row.held_before and row.agreement:
            waiting = SourceRow.objects.waiting().filter(pk=row.held_before).values_list("pk", flat=True)
            decision = {"agreement": row.agreement, "decided_at": timezone.now(), "decided_by": user}
            SourceRow.objects.decide(list(waiting), **decision)


def link_to_held_rows(run, planned, rows):
    """Let the held rows that wait for a decision, and came again in a `run` to be held again, wait as the new ones."""
    held = [(row, planned_row) for row, planned_row in zip(rows, planned, strict=True) if row.outcome == Outcome.HELD]
    by_key = {row.cells_key: row for row, _planned in held}
    by_pk = {planned_row.held_before: row for row, planned_row in held if planned_row.held_before}
    if held:
        came = Q(cells_key__in=by_key) | Q(pk__in=by_pk)
        corrected_rows = list(SourceRow.objects.waiting().filter(came).exclude(run=run).only("pk", "cells_key"))
        for row in corrected_rows:
            row.came_again_as = by_pk.get(row.pk) or by_key[row.cells_key]
        SourceRow.objects.bulk_update(corrected_rows, ["came_again_as"])


def remember_columns(done, user):
    """Keep what a person said of the columns, for the next list with the same headers."""
    chosen = done.choices.as_json()["columns"]
    for table in done.tables:
        if table.key in chosen:
            values = {"columns": chosen[table.key], "headers": list(table.headers.values()), "chosen_by": user}
            ColumnChoice.objects.update_or_create(key=table.key, defaults=values)


def source_row(run, row):
    """Return the source row that keeps a planned row."""
    return made(
        SourceRow,
        run_id=run.pk,
        sheet=row.sheet or "",
        row=row.source.number,
        cells=[cell.replace("\0", "\ufffd") for cell in row.source.cells],  # PostgreSQL keeps no NUL
        cells_key=row.key,
        values=row.values,
        outcome=row.outcome,
        remarks=[remark.as_dict() for remark in row.remarks],
        texts=clean(row.source.values),
        changes=changes_of(row),
        agreement_id=row.agreement.pk if row.agreement else None,
    )


def clean(values):
    """Return the texts of a row by the names of their columns, as a database keeps them."""
    return {column.value: text.replace("\0", "\ufffd") for column, text in values.items()}


def changes_of(row):
    """Return what a row changes, as its source row keeps it: the values before and after, and of which institution."""
    changes = {kind: values for kind, values in row.undo.items() if values}
    return changes | {"institution_pk": row.institution.pk} if "institution" in changes else changes
