"""What a person chose in a preview: what columns mean, which differences to take, which names are one."""

from dataclasses import dataclass, field

from partnerships.folding import fold
from partnerships.importing.fields import Column


@dataclass
class Choices:
    """`columns` are {key of a list: {index: Column or None}}, `accepted` keys of differences that are to be taken, and
    `same` says which registered institution a name means: {key of name and country: primary key}."""

    columns: dict = field(default_factory=dict)
    accepted: set = field(default_factory=set)
    same: dict = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored):
        """Return the choices as they were stored; what no longer makes sense is left out."""
        known = set(Column)
        columns = {
            key: {int(index): Column(column) if column in known else None for index, column in chosen.items()}
            for key, chosen in stored.get("columns", {}).items()
        }
        return cls(columns, set(stored.get("accepted", [])), dict(stored.get("same", {})))

    def as_json(self):
        """Return the choices as they are stored."""
        columns = {
            key: {str(index): column.value if column else "" for index, column in chosen.items()}
            for key, chosen in self.columns.items()
        }
        return {"columns": columns, "accepted": sorted(self.accepted), "same": self.same}


def name_key(name, country):
    """Return the key by which a new institution's name is known in the choices."""
    return f"{fold(name)}|{country}"


def difference_key(row, name):
    """Return the key by which a difference between a row and its record is known in the choices."""
    return f"{row.sheet or ''}|{row.source.number}|{name}"
