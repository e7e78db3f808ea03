"""What an import notices about a cell, and why it refuses a file."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether a remark only tells, or asks."""

    INFO = "info"  # repaired with certainty
    CHECK = "check"  # a person must look


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing noticed: about which column, under which `code`, how weighty, in one sentence."""

    column: str
    code: str
    level: Level
    message: str

    def as_dict(self) -> dict[str, str]:
        """Return the remark as the report writes it."""
        return {"column": self.column, "code": self.code, "level": self.level.value, "message": self.message}


class FileRefused(Exception):
    """A file that cannot be imported; its text is one sentence that says why, and what to do."""
