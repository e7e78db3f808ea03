"""The office's kinds of cooperation: which of them a row says."""

from collections.abc import Mapping

from partnerships.folding import fold
from partnerships.importing.cells.kinds import kinds_of, pieces_of
from partnerships.importing.cells.own_columns import is_own
from partnerships.importing.cells.parsing import check, shown
from partnerships.importing.cells.records import Record
from partnerships.importing.fields import Column
from partnerships.importing.remarks import Remark
from partnerships.kinds import joined, slugs_in
from partnerships.models import CooperationKind


class Kinds:
    """The kinds of the vocabulary by their folded names and other wordings, loaded once."""

    def __init__(self) -> None:
        self.by_key: dict[str, str] = {}
        self.slugs: set[str] = set()
        for kind in CooperationKind.objects.all():
            self.slugs.add(kind.slug)
            self.by_key |= dict.fromkeys(kind.keys, kind.slug)

    def found(self, values: Mapping[Column, str], record: Record) -> tuple[str, list[Remark]]:
        """Return the kinds that a row says by the words of lists or of the office, as one text, and the remarks.

        `values` are its cells; a kind in a column of kinds that is none of the vocabulary asks for a look.
        """
        said, remarks = set(slugs_in(record.kinds)), []
        for wording in () if is_own(values) else (record.title, record.type):
            said.add(self.by_key.get(fold(wording), ""))
        for piece in pieces_of(values.get(Column.KINDS, "")):
            known = {self.by_key.get(fold(piece), ""), *kinds_of(piece)} & self.slugs
            said |= known
            if not known:
                remarks.append(check(Column.KINDS, "kind-unknown", cell=shown(piece)))
        return joined(said & self.slugs), remarks
