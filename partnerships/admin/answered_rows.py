"""Which source rows a correction settles: those whose every doubt is about what was corrected since."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import QuerySet

from partnerships.importing.fields import Column
from partnerships.models import Agreement, Institution, SourceRow

REST = {"rests_from", "rests_until"}
STATE = {"is_public", "terminated_on", "ends_on", "validity", "rests_from", "rests_until"}
END = {"ends_on", "ends_precision", "validity", "renewal", "renewal_months", "term_months", "terminated_on"}
# The columns of an agreement that answer a doubt about a Column: {Column: names}.
OF_AGREEMENT = {
    Column.NUMBER: {"number"},
    Column.REFERENCE: {"reference"},
    Column.INSTITUTION: {"institution_id"},
    Column.COUNTRY: {"institution_id"},
    Column.WEBSITE: {"institution_id"},
    Column.TITLE: {"title", "agreement_type_id"},
    Column.TYPE: {"title", "agreement_type_id"},
    Column.KINDS: {"kinds"},
    Column.SIGNED: {"signed_on", "signed_precision"},
    Column.STARTS: {"starts_on", "starts_precision", "signed_on"},
    **dict.fromkeys((Column.ENDS, Column.DURATION, Column.RENEWAL, Column.VALIDITY), END),
    Column.NOTICE: {"notice_months"},
    Column.STATUS: STATE,
    Column.TERMINATED: STATE,
    Column.REVIEW: {"review_on"},
    **dict.fromkeys((Column.RESTS_FROM, Column.RESTS_UNTIL), REST),
    Column.RESPONSIBLE: {"responsible_id"},
    Column.UNIT: {"unit_id"},
    Column.SCOPE: {"scope"},
    Column.NOTES: {"notes"},
}
OF_INSTITUTION = {
    Column.INSTITUTION: {"name"},
    Column.COUNTRY: {"country"},
    Column.WEBSITE: {"website"},
    Column.CITY: {"city"},
    Column.ERASMUS_CODE: {"erasmus_code"},
}
# Doubts about a whole row, by the codes of their remarks.
OF_ROW = {"row-lacking": STATE, "row-hidden": {"is_public"}, "sheet-hidden": {"is_public"}}


def look_at_answered(agreements: Iterable[int] | QuerySet, user: User | None) -> int:
    """Record that a `user` has looked at the rows of `agreements` (primary keys) whose every doubt was answered.

    A doubt is answered where the agreement, or its institution, is another since the import in a column that it is
    about. Return how many rows were settled.
    """
    rows = SourceRow.objects.to_look_at().filter(agreement__in=agreements)
    rows = list(rows.select_related("run", "agreement__institution"))
    if not rows:
        return 0
    of_agreements = lines_by_record(Agreement, {row.agreement_id for row in rows})
    of_institutions = lines_by_record(Institution, {row.agreement.institution_id for row in rows})
    answered = []
    for row in rows:
        agreement, at = row.agreement, row.decided_at or row.run.imported_at
        changed = changed_since(agreement, of_agreements[agreement.pk], at)
        renamed = changed_since(agreement.institution, of_institutions[agreement.institution_id], at)
        if all(is_answered(remark, changed, renamed) for remark in row.remarks if remark["level"] == "check"):
            answered.append(row.pk)
    return SourceRow.objects.filter(pk__in=answered).look(user)


def lines_by_record(model, keys):
    """Return the lines of history of the records of a `model` with these keys, the oldest first: {key: lines}."""
    lines = defaultdict(list)
    for line in model.history.filter(id__in=keys).order_by("history_date", "history_id"):
        lines[line.id].append(line)
    return lines


def changed_since(record, lines, moment):
    """Return the names of the columns in which a `record` differs from the last of its `lines` at a `moment`."""
    before = [line for line in lines if line.history_date <= moment]
    if not before:
        return set()
    names = [field.attname for field in type(before[-1]).tracked_fields]
    return {name for name in names if getattr(before[-1], name) != getattr(record, name)}


def is_answered(remark, of_agreement, of_institution):
    """Return whether a stored `remark` is about one of the columns that changed, of an agreement or its institution."""
    if names := OF_ROW.get(remark["code"]):
        return bool(names & of_agreement)
    column = remark["column"]
    return bool(OF_AGREEMENT.get(column, set()) & of_agreement or OF_INSTITUTION.get(column, set()) & of_institution)
