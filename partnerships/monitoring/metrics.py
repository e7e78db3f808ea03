"""The figures of the register in Prometheus' text format.

All of them are read from the database and the disk when they are asked for, so that each worker and each web server
gives the same. How many requests there were and how long they took is told by the access log and by the proxy: counted
in here, each worker would give its own part of the truth.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import Error

from partnerships.models import Agreement, Backup, Institution, SourceRow
from partnerships.renewals.sending import last_runs

from .readiness import readiness


class Metric(NamedTuple):
    """A figure: its name, what it says, and its value under each set of labels."""

    name: str
    help: str
    values: dict[str, float]


def metrics_text() -> str:
    """Return all metrics as text."""
    return "".join(f"{line}\n" for metric in metrics() for line in lines_of(metric))


def lines_of(metric: Metric) -> Iterator[str]:
    """Yield the lines of a metric."""
    yield f"# HELP register_{metric.name} {metric.help}"
    yield f"# TYPE register_{metric.name} gauge"
    for labels, value in metric.values.items():
        yield f"register_{metric.name}{labels} {value:.15g}"


def metrics() -> Iterator[Metric]:
    """Yield the metrics; those of the records only where the database answers and has been migrated."""
    found = readiness()
    values = {f'{{check="{check.name}"}}': float(check.is_well) for check in found}
    yield Metric("check_ok", "Whether a check of /readyz is well (1) or not (0).", values)
    with suppress(OSError):  # no such folder, which the check tells
        free = shutil.disk_usage(settings.DATA_DIR).free
        yield Metric("disk_free_bytes", "Room on the disk of DATA_DIR.", single(free))
    try:
        if any(check.name == "migrations" and check.is_well for check in found):
            yield from list(of_records())
    except Error:  # lost meanwhile, which the next answer tells
        return


def of_records() -> Iterator[Metric]:
    """Yield what is counted in the database."""
    everything, public = Agreement.objects.count(), Agreement.objects.public().count()
    counts = {'{public="yes"}': float(public), '{public="no"}': float(everything - public)}
    yield Metric("agreements", "Agreements.", counts)
    yield Metric("institutions", "Institutions.", single(Institution.objects.count()))
    yield Metric("held_rows", "Rows of imports that wait for a person.", single(SourceRow.objects.waiting().count()))
    users = get_user_model().objects.filter(is_active=True).count()
    yield Metric("active_users", "Accounts that can sign in.", single(users))
    last, _latest = last_runs()
    if last:
        help = "When the last complete run of the reminders began."
        yield Metric("last_reminders_timestamp_seconds", help, single(last.started_at.timestamp()))
    if backup := Backup.last():
        yield Metric(
            "last_backup_timestamp_seconds", "When the last backup was made.", single(backup.made_at.timestamp())
        )


def single(value: float) -> dict[str, float]:
    """Return the values of a metric without labels."""
    return {"": value}
