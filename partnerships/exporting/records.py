"""Which agreements a file tells, and their rows: read in batches, in the order that was asked for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from partnerships.models import Agreement, SourceRow

from .columns import SOURCE, ExportColumn, Value

BATCH = 1000


def batches(keys: Iterable[int]) -> Iterator[list[Agreement]]:
    """Yield the agreements with some primary `keys`, in their order, in lists of up to `BATCH`."""
    keys = iter(keys)
    related = Agreement.objects.select_related("institution", "agreement_type", "responsible")
    while batch := list(islice(keys, BATCH)):
        found = related.in_bulk(batch)
        yield [found[key] for key in batch if key in found]


def agreements_of(keys: Iterable[int]) -> Iterator[Agreement]:
    """Yield the agreements with some primary `keys`, in their order."""
    for batch in batches(keys):
        yield from batch


def rows_of(keys: Iterable[int], columns: Sequence[ExportColumn]) -> Iterator[list[Value]]:
    """Yield for each agreement with some primary `keys` its values under some ExportColumns."""
    for agreement in agreements_of(keys):
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
