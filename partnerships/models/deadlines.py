"""The day to decide by as the database computes it, and the indexes that keep a large register quick."""

from datetime import date

from django.db import models
from django.db.models import DateField, F, Func, Q, Value
from django.db.models.lookups import LessThanOrEqual


class DecideBy(Func):
    """The end of an agreement less its notice period, as `months_before` counts; NULL where no end is recorded."""

    output_field = DateField()
    template = "(%(ends)s - make_interval(months => COALESCE(%(notice)s, 0)))::date"
    # SQLite would carry 31 February over into March, so this takes the earlier of that day and the month's last day.
    sqlite_template = (
        "MIN(date(%(ends)s, 'start of month', '-' || COALESCE(%(notice)s, 0) || ' months', '+1 month', '-1 day'), "
        "date(%(ends)s, 'start of month', '-' || COALESCE(%(notice)s, 0) || ' months', "
        "'+' || (substr(%(ends)s, 9) - 1) || ' days'))"
    )

    def __init__(self, ends="ends_on", notice="notice_months"):
        super().__init__(F(ends) if isinstance(ends, str) else ends, F(notice) if isinstance(notice, str) else notice)

    def as_sql(self, compiler, connection, **extra):
        (ends, _none), (notice, _none) = (compiler.compile(column) for column in self.get_source_expressions())
        template = self.sqlite_template if connection.vendor == "sqlite" else self.template
        return template % {"ends": ends, "notice": notice}, []


def decide_by_reached(on: date) -> Q:
    """Return the condition that the day to decide by, as `Agreement.decide_by` says it, is `on` or earlier."""
    return Q(LessThanOrEqual(DecideBy(), Value(on, DateField())))


AGREEMENT_INDEXES = [
    models.Index(
        fields=["ends_on", "id"],
        # all that a status is made of, so that counting the register reads this index alone
        include=[
            "validity",
            "renewal",
            "notice_months",
            "terminated_on",
            "starts_on",
            "signed_on",
            "snoozed_until",
            "rests_from",
            "rests_until",
        ],
        name="agreement_by_end",
    ),
    models.Index(DecideBy(), "ends_on", name="agreement_by_decision"),
    models.Index(
        fields=["ends_on", "id"],
        include=["terminated_on", "snoozed_until"],
        condition=Q(validity="not-recorded"),
        name="agreement_without_end",
    ),
    models.Index(
        fields=["ends_on", "id"],
        include=["snoozed_until"],
        condition=Q(signed_on__isnull=True),
        name="agreement_without_date",
    ),
    models.Index(
        fields=["rests_until", "id"],
        include=["snoozed_until"],
        condition=Q(rests_until__isnull=False),
        name="agreement_by_rest",
    ),
    models.Index(fields=["institution"], condition=Q(is_public=True), name="agreement_public_partners"),
    models.Index(
        fields=["review_on", "id"],
        include=["snoozed_until"],
        condition=Q(review_on__isnull=False),
        name="agreement_by_review",
    ),
]
