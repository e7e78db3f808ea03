"""The journal of the office: notes with dates about agreements and institutions, some of them to be followed up."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partnerships.folding import fold

from .agreements import Agreement
from .fields import FoldedField
from .institutions import Institution

LONGEST_ENTRY = 4000  # characters


class JournalEntryQuerySet(models.QuerySet):
    """Questions about journal entries; `on` is the day asked about, today if left out."""

    def to_follow_up(self):
        """Return those with a day on which to follow them up, which nobody has done yet."""
        return self.filter(follow_up_on__isnull=False, done_at__isnull=True)

    def due(self, on=None):
        """Return those to follow up whose day has come on the day `on`."""
        return self.to_follow_up().filter(follow_up_on__lte=on or timezone.localdate())

    def of_person(self, user):
        """Return those that a `user` wrote, or that are about an agreement for which the user is responsible."""
        return self.filter(Q(written_by=user) | Q(agreement__responsible=user))

    def matching(self, text):
        """Return those with each folded word of a `text`; of one without a letter or digit, none."""
        words, found = fold(text).split(), self
        for word in words:
            found = found.filter(folded_text__contains=word)
        return found if words else self.none()

    def with_subjects(self):
        """Return them with what they are about, and who wrote them, in the same query."""
        return self.select_related("agreement__institution", "agreement__agreement_type", "institution", "written_by")


class JournalEntry(models.Model):
    """A note of one person about an agreement or an institution, with its day; never shown to the public."""

    agreement = models.ForeignKey(
        Agreement,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="journal",
        verbose_name=_("agreement"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="journal",
        verbose_name=_("institution"),
    )
    text = models.TextField(_("text"), max_length=LONGEST_ENTRY)
    folded_text = FoldedField(source="text", max_length=LONGEST_ENTRY, db_index=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )
    follow_up_on = models.DateField(
        _("follow up on"),
        null=True,
        blank=True,
        help_text=_("The worklist names it from that day on, until it is done."),
    )
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    history = HistoricalRecords(excluded_fields=["folded_text"])

    objects = JournalEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                fields=["follow_up_on"],
                name="journalentry_to_follow_up",
                condition=Q(follow_up_on__isnull=False, done_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="journalentry_belongs_to_one",
                condition=Q(institution__isnull=False, agreement__isnull=True)
                | Q(institution__isnull=True, agreement__isnull=False),
                violation_error_message=_("A journal entry belongs to an institution or to an agreement."),
            ),
        ]

    def __str__(self):
        return Truncator(self.text).chars(80)

    @property
    def subject(self) -> Agreement | Institution | None:
        """The agreement or the institution that it is about; None before it has one."""
        return self.agreement or self.institution

    @property
    def is_to_follow_up(self) -> bool:
        """Whether it waits to be followed up, now or later."""
        return self.follow_up_on is not None and self.done_at is None
