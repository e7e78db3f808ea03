"""Imports: each run, and each source row with what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
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
    created = models.JSONField(
        default=dict, editable=False, help_text="Primary keys of what the run added beside agreements."
    )
    reading_version = models.CharField(
        max_length=64, blank=True, editable=False, help_text="A checksum of the code that read the file."
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        permissions = [("undo_importrun", "Can take imports back")]
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        return f"{self.file_name}, {timezone.localtime(self.imported_at):%Y-%m-%d %H:%M}"

    @property
    def changed_beside_rows(self) -> dict[int, dict[str, list]]:
        """What it changed in agreements beside what their rows say: {primary key: {column: [before, after]}}.

        It ended some that the list lacked, and let some supersede others.
        """
        ended, superseding = (self.created.get(name, {}) for name in ("ended", "superseding"))
        return {int(pk): ended.get(pk, {}) | superseding.get(pk, {}) for pk in ended | superseding}


class ImportFile(models.Model):
    """The bytes of an imported file, kept in the database, so that web servers hold no state."""

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="file", primary_key=True)
    content = models.BinaryField()

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self):
        return self.run.file_name


class SourceRowQuerySet(models.QuerySet):
    """Questions about source rows, and decisions on them."""

    def waiting(self):
        """Return held rows that nobody has decided on, of runs that were not undone; the latest of repeated ones."""
        is_last = Q(came_again_as__isnull=True) | Q(came_again_as__run__undone_at__isnull=False)
        return self.filter(is_last, outcome=Outcome.HELD, decided_at__isnull=True, run__undone_at__isnull=True)

    def to_look_at(self):
        """Return registered rows that need a look and have had none, of runs that were not undone."""
        return self.filter(needs_look=True, looked_at__isnull=True, run__undone_at__isnull=True)

    def with_repeated(self):
        """Return these rows and all with the same cells, in other lists, that are of the same agreement."""
        same = self.order_by().filter(cells_key=models.OuterRef("cells_key"), agreement=models.OuterRef("agreement"))
        return self.model.objects.filter(Q(pk__in=self.values("pk")) | models.Exists(same))

    def look(self, user):
        """Record that a `user` has looked at those that need it; return how many."""
        return self.to_look_at().update(looked_at=timezone.now(), looked_by=user)

    def decide(self, keys, **decision):
        """Record a `decision` on the rows with some primary `keys`, and on earlier rows that came again as these."""
        while keys:
            self.filter(pk__in=keys).update(**decision)
            keys = list(self.filter(came_again_as__in=keys).values_list("pk", flat=True))


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
    texts = models.JSONField(default=dict, editable=False, help_text="The text of each column.")
    changes = models.JSONField(default=dict, editable=False, help_text="What it changed: before and after.")
    dismissed_because = models.CharField(_("dismissed because"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    agreement = models.ForeignKey(
        Agreement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="source_rows",
        verbose_name=_("agreement"),
    )

    needs_look = models.BooleanField(_("needs a look"), default=False, editable=False)
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True, editable=False)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("looked at by"),
    )
    came_again_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("came again as"),
    )

    objects = SourceRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("source row")
        verbose_name_plural = _("source rows")
        ordering = ["run", "pk"]
        indexes = [
            models.Index(fields=["run"], name="sourcerow_to_look", condition=Q(needs_look=True, looked_at__isnull=True))
        ]

    def __str__(self):
        return _("row %(row)s of %(file)s") % {"row": self.row, "file": self.run.file_name}


class PendingImport(models.Model):
    """A file whose plan waits for a person to confirm it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=300)
    content = models.BinaryField()
    choices = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("pending import")
        verbose_name_plural = _("pending imports")

    def __str__(self):
        return self.file_name


class ColumnChoice(models.Model):
    """What a person said the columns under certain headers mean; used for the next list with the same headers."""

    key = models.CharField(max_length=64, unique=True)
    headers = models.JSONField(_("headers"), default=list)
    columns = models.JSONField(_("columns"), default=dict)
    chosen_at = models.DateTimeField(_("chosen at"), auto_now=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("chosen by")
    )

    class Meta:
        verbose_name = _("choice of columns")
        verbose_name_plural = _("choices of columns")

    def __str__(self):
        return ", ".join(self.headers)
