"""Reminders: each run, and the ledger of what each recipient was sent."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .agreements import Agreement


class ReminderRun(models.Model):
    """One run of the command that sends reminders, for one day; complete once all its messages are on their way."""

    day = models.DateField(_("day"))
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)
    is_complete = models.BooleanField(_("complete"), default=False)
    messages = models.PositiveIntegerField(_("messages sent"), default=0)

    class Meta:
        verbose_name = _("reminder run")
        verbose_name_plural = _("reminder runs")
        ordering = ["-day", "-pk"]

    def __str__(self):
        return str(self.day)


class SentReminder(models.Model):
    """One step of one agreement in a message to a recipient; written before the message is sent, and never sent anew.

    Where it has no `sent_at`, nobody knows whether the server took the message; the next run sends the same one again.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+", verbose_name=_("agreement"))
    decide_by = models.DateField(_("to decide by"))
    is_review = models.BooleanField(
        _("about the next review"), default=False, help_text=_("The day is that of the next review, not of an end.")
    )
    step = models.SmallIntegerField(_("days before"), help_text=_("-1 is the escalation to the head of the office."))
    recipient = models.EmailField(_("to"))
    message_id = models.CharField(_("message"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient"], name="reminder_by_recipient"),
            models.Index(fields=["message_id"], condition=Q(sent_at__isnull=True), name="reminder_unsent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "is_review", "decide_by", "step", "recipient"], name="reminder_is_sent_once"
            )
        ]

    def __str__(self):
        return f"{self.agreement_id}, {self.decide_by}, {self.step}: {self.recipient}"
