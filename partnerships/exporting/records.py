"""Which agreements a file tells, and their rows: read in batches, in the order that was asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from partnerships.models import Agreement, SourceRow
from partnerships.models.documents import public_documents
from partnerships.models.reviews import confirmations

from .changes import last_changes
from .columns import CHANGED, SOURCE, ExportColumn, Value

BATCH = 1000


def batches(
    keys: Iterable[int], *, with_changes: bool = False, with_documents: bool = False
) -> Iterator[list[Agreement]]:
    """Yield the agreements with some primary `keys`, in their order, in lists of up to `BATCH`.

    Each has its `successors`, as `give_successors` says. `with_changes` gives each its `changed` and its
    `confirmed_on`, as `give_changes` says; `with_documents` its `public_documents`.
    """
    keys = iter(keys)
    related = Agreement.objects.select_related("institution", "agreement_type", "responsible", "unit")
    if with_documents:
        related = related.prefetch_related(public_documents())
    while batch := list(islice(keys, BATCH)):
        found = related.in_bulk(batch)
        give_successors(found.values())
        if with_changes:
            give_changes(found.values())
        yield [found[key] for key in batch if key in found]


def give_changes(agreements: Iterable[Agreement]) -> None:
    """Give each of some `agreements` its `changed` and its `confirmed_on`: days or None.

    They are those of the last change of what visitors see, and of the last review that confirmed it.
    """
    agreements = list(agreements)
    reviews = confirmations([each.pk for each in agreements])
    days = last_changes(agreements, reviews)
    for each in agreements:
        each.changed = days.get(each.pk)  # type: ignore[attr-defined] # no column of it
        each.confirmed_on = reviews[each.pk][0] if each.pk in reviews else None  # type: ignore[attr-defined]


def give_successors(agreements: Iterable[Agreement]) -> None:
    """Give each of some `agreements` its `successors`: what supersedes it, as (register number, is it public)."""
    by_key: dict[int | None, Agreement] = {agreement.pk: agreement for agreement in agreements}
    for agreement in by_key.values():
        agreement.successors = []  # type: ignore[attr-defined] # no column of it
    later = Agreement.objects.filter(supersedes__in=by_key.keys()).order_by("register_number")
    for key, *successor in later.values_list("supersedes", "register_number", "is_public"):
        by_key[key].successors.append(tuple(successor))  # type: ignore[attr-defined]


def agreements_of(
    keys: Iterable[int], *, with_changes: bool = False, with_documents: bool = False
) -> Iterator[Agreement]:
    """Yield the agreements with some primary `keys`, in their order, with what `batches` says."""
    for batch in batches(keys, with_changes=with_changes, with_documents=with_documents):
        yield from batch


def rows_of(keys: Iterable[int], columns: Sequence[ExportColumn]) -> Iterator[list[Value]]:
    """Yield for each agreement with some primary `keys` its values under some ExportColumns."""
    for agreement in agreements_of(keys, with_changes=CHANGED in columns):
        yield [column.value(agreement) for column in columns]


def rows_as_in_source(keys: Iterable[int]) -> Iterator[list[Value]]:
    """Yield for each agreement the cells of the source table's columns as its source row had them.

    An agreement without a source row is told in the register's own words.
    """
    for batch in batches(keys):
        texts = source_texts([agreement.pk for agreement in batch])
        for agreement in batch:
            said = texts.get(agreement.pk)
            yield [column.value(agreement) if said is None else said.get(column.key, "") for column in SOURCE]


def source_texts(keys):
    """Return the texts by column of the first source row of each agreement that has one: {primary key: texts}."""
    rows = SourceRow.objects.filter(agreement__in=keys).exclude(texts={}).order_by("-pk")
    return dict(rows.values_list("agreement", "texts"))
