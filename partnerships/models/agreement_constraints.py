"""What must hold of the columns of an agreement, kept by the database, with the sentence that forms and imports say."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .fields import partial_date_constraint
from .status import LONGEST_NOTICE, RenewalKind, Validity

AGREEMENT_CONSTRAINTS: list[models.BaseConstraint] = [
    partial_date_constraint("signed"),
    partial_date_constraint("starts"),
    partial_date_constraint("ends"),
    models.CheckConstraint(
        name="agreement_fixed_has_end",
        condition=Q(validity=Validity.FIXED, ends_on__isnull=False)
        | (~Q(validity=Validity.FIXED) & Q(ends_on__isnull=True)),
        violation_error_message=_(
            "An agreement “until its end date” needs that date; one of another validity has none."
        ),
    ),
    models.CheckConstraint(
        name="agreement_ends_after_start",
        condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        violation_error_message=_("The end lies before the start."),
    ),
    models.CheckConstraint(
        name="agreement_renewal_length",
        condition=Q(renewal_months__isnull=True) | ~Q(renewal=RenewalKind.NONE),
        violation_error_message=_("A length of renewal needs a renewal on request or an automatic one."),
    ),
    models.CheckConstraint(
        name="agreement_notice_length",
        condition=Q(notice_months__isnull=True) | Q(notice_months__lte=LONGEST_NOTICE),
        violation_error_message=_("A notice period has at most 60 months."),
    ),
    models.CheckConstraint(
        name="agreement_termination_reason",
        condition=Q(terminated_on__isnull=False) | Q(termination_reason=""),
        violation_error_message=_("A reason of the termination needs its day."),
    ),
    models.CheckConstraint(
        name="agreement_snooze_reason",
        condition=Q(snoozed_until__isnull=True, snooze_reason="")
        | (Q(snoozed_until__isnull=False) & ~Q(snooze_reason="")),
        violation_error_message=_("Say why it is not on the worklist, and until when."),
    ),
    models.CheckConstraint(
        name="agreement_rest_reason",
        condition=Q(rests_from__isnull=True, rests_until__isnull=True, rest_reason="")
        | (Q(rests_from__isnull=False) & ~Q(rest_reason="")),
        violation_error_message=_("Say from which day on it rests, and why."),
    ),
    models.CheckConstraint(
        name="agreement_rest_in_order",
        condition=Q(rests_until__isnull=True) | Q(rests_until__gte=F("rests_from")),
        violation_error_message=_("The rest ends before it begins."),
    ),
    models.CheckConstraint(
        name="agreement_not_superseding_itself",
        condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("pk")),
        violation_error_message=_("An agreement cannot supersede itself."),
    ),
]
