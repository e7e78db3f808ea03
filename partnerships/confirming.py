"""Plan, show, confirm: what was shown is what is done, under one lock and in one transaction, or nothing is done."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from django.db import Error, OperationalError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from .models import Agreement, AgreementType, Institution

logger = logging.getLogger(__name__)
DEADLOCK = "40P01"  # as PostgreSQL calls it
# What keeps copies of records and brings them up to date, called before the commit of whoever locked the register, so
# that nobody ever finds them behind; rooms below add themselves.
BEFORE_COMMIT: list[Callable[[], object]] = []


class Plan(Protocol):
    """What an operation would do, told apart from any other by its fingerprint."""

    @property
    def fingerprint(self) -> str:
        """A checksum of all that it would do."""


AnyPlan = TypeVar("AnyPlan", bound=Plan)


class PlanChanged(Exception):
    """The register is no longer what it was when a plan was shown, so the plan would do something else."""

    def __str__(self) -> str:
        return str(CHANGED_MEANWHILE)


CHANGED_MEANWHILE = _(
    "The register has changed meanwhile, so nothing was done. This is what would happen now; please confirm it again."
)


def fingerprint_of(*parts: object) -> str:
    """Return a checksum of `parts` that say what a plan would do; what JSON cannot hold counts as its text."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def version_of(model: Any, keys: Iterable[int]) -> int:
    """Return the latest `history_id` of the records with these primary `keys`, or 0; every change raises it."""
    return model.history.filter(id__in=keys).order_by().aggregate(latest=Max("history_id"))["latest"] or 0


@contextmanager
def register_locked(record: Any = None) -> Iterator[None]:
    """Run a block in one transaction while nobody else writes records, and bring copies of them up to date at its end.

    With a `record`, that one alone is written: others write others meanwhile, but nobody does with the whole register.
    Whoever writes asks for this first, so that no two wait for each other: the tables are locked in one order, before
    any row. SQLite locks as the transaction starts.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql":
            tables = ", ".join(
                connection.ops.quote_name(model._meta.db_table) for model in (Institution, AgreementType, Agreement)
            )
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {tables} IN {'ROW' if record else 'SHARE ROW'} EXCLUSIVE MODE")
            if record:
                type(record)._base_manager.select_for_update(no_key=True).filter(pk=record.pk).first()
        yield
        if is_outermost:
            bring_copies_up_to_date()


def bring_copies_up_to_date() -> None:
    """Call what is in BEFORE_COMMIT; where that fails, the records are written all the same, and the log says so.

    Raises what failed where the records cannot be written any more, since the connection is lost: Django would take
    them back in silence.

    On SQLite nothing is written then: nobody else can be in the way there, and in a savepoint it would keep a copy of
    each page for each row, 12 KB of memory a row.
    """
    is_separate = connection.vendor == "postgresql"
    for bring_up_to_date in BEFORE_COMMIT:
        try:
            with transaction.atomic(savepoint=is_separate):
                bring_up_to_date()
        except Error:
            if not is_separate or connection.needs_rollback:
                raise
            logger.exception("A copy of the records was not brought up to date; the next reader does that.")


def is_deadlock(error: OperationalError) -> bool:
    """Return whether PostgreSQL gave up a transaction because two of them waited for each other."""
    return getattr(error.__cause__, "sqlstate", None) == DEADLOCK


def carry_out(make_plan: Callable[[], AnyPlan], fingerprint: str | None, write: Callable[[AnyPlan], None]) -> AnyPlan:
    """Make a plan again while the register is locked, `write` it, and return it.

    Raises PlanChanged and writes nothing unless the plan still has the `fingerprint` that it was shown with; None means
    that nobody was shown a plan.
    """
    with register_locked():
        plan = make_plan()
        if fingerprint is not None and plan.fingerprint != fingerprint:
            raise PlanChanged
        write(plan)
    return plan
