"""Imports: each run, and each source row with what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .agreements import Agreement


class Outcome(models.TextChoices):
    """What became of a source row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    HELD = "held", _("held")
    SKIPPED = "skipped", _("skipped")


class ImportRun(models.Model):
    """One import of one file, by one person, at one time."""

    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by whom")
    )
    file_name = models.CharField(_("file"), max_length=300)
    sha256 = models.CharField(_("checksum"), max_length=64, db_index=True)
    read_as = models.JSONField(_("read as"), default=dict)
    counts = models.JSONField(_("rows by outcome"), default=dict)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        return f"{self.file_name}, {self.imported_at:%Y-%m-%d %H:%M}"


class SourceRow(models.Model):
    """One row of an imported file, kept as it was, with what became of it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("import run"))
    sheet = models.CharField(_("sheet"), max_length=300, blank=True)
    row = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), help_text=_("The texts of the row, from the first column on, as they stood."))
    cells_key = models.CharField(max_length=64, db_index=True, editable=False)
    values = models.JSONField(_("values"), help_text=_("What was read from them."))
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome)
    remarks = models.JSONField(_("remarks"), default=list)
    agreement = models.ForeignKey(
        Agreement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="source_rows",
        verbose_name=_("agreement"),
    )

    class Meta:
        verbose_name = _("source row")
        verbose_name_plural = _("source rows")
        ordering = ["run", "pk"]

    def __str__(self):
        return _("row %(row)s of %(file)s") % {"row": self.row, "file": self.run.file_name}


class PendingImport(models.Model):
    """A file whose plan is shown to a person, and waits for the word to carry it out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=300)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("pending import")
        verbose_name_plural = _("pending imports")

    def __str__(self):
        return self.file_name
