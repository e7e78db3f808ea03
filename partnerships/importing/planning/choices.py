"""What a person chose in a preview: what columns mean, which differences to take, which names are one."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partnerships.folding import fold
from partnerships.importing.fields import Column

if TYPE_CHECKING:
    from .plans import PlannedRow


@dataclass
class Choices:
    """The choices of a person in a preview.

    `columns` are {key of a list: {index: Column or None}}, `accepted` the keys of the differences to take, and `same`
    the registered institutions that names mean: {key of name and country: primary key}. `types` are the registered
    types that wordings mean: {folded wording: primary key}, and `units` the registered units likewise. `left_out` and
    `taken` are the keys of rows to leave out, and of rows to take in that would be skipped. `lacking` are {primary key:
    "review" or "end"} of agreements that the list lacks, `ending` the day and the reason of those that end, `endings`
    those of single ones: {primary key: {"on": day as written, "reason": reason}}. `typed` are texts that name no
    registered record: {name of the box: text}.
    """

    columns: dict = field(default_factory=dict)
    accepted: set = field(default_factory=set)
    same: dict = field(default_factory=dict)
    types: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)
    left_out: set = field(default_factory=set)
    taken: set = field(default_factory=set)
    lacking: dict = field(default_factory=dict)
    ending: dict = field(default_factory=dict)
    endings: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Choices":
        """Return the Choices that `as_json` stored; a column that is no longer known becomes None."""
        known = set(Column)
        columns = {
            key: {int(index): Column(column) if column in known else None for index, column in chosen.items()}
            for key, chosen in stored.get("columns", {}).items()
        }
        accepted, left_out, taken = (set(stored.get(name, [])) for name in ("accepted", "left_out", "taken"))
        same, types, units = (dict(stored.get(name, {})) for name in ("same", "types", "units"))
        names = ("lacking", "ending", "endings", "typed")
        lacking, ending, endings, typed = (dict(stored.get(name, {})) for name in names)
        return cls(columns, accepted, same, types, units, left_out, taken, lacking, ending, endings, typed)

    def as_json(self) -> dict[str, Any]:
        """Return the choices as JSON holds them."""
        columns = {
            key: {str(index): column.value if column else "" for index, column in chosen.items()}
            for key, chosen in self.columns.items()
        }
        rows: dict[str, Any] = {"left_out": sorted(self.left_out), "taken": sorted(self.taken)}
        rows |= {"lacking": self.lacking, "ending": self.ending, "endings": self.endings, "typed": self.typed}
        names = {"same": self.same, "types": self.types, "units": self.units}
        return {"columns": columns, "accepted": sorted(self.accepted)} | names | rows

    def ending_of(self, pk: int) -> dict[str, str]:
        """Return the day and the reason of the end of the agreement with a primary key: its own, else those of all."""
        own = {name: text for name, text in self.endings.get(str(pk), {}).items() if text}
        return {**self.ending, **own}


def name_key(name: str, country: str) -> str:
    """Return the key of a new institution in `Choices.same`."""
    return f"{fold(name)}|{country}"


def difference_key(row: "PlannedRow", name: str) -> str:
    """Return the key, in `Choices.accepted`, of the difference between a row and its record in the column `name`."""
    return f"{row.sheet or ''}|{row.source.number}|{name}"
