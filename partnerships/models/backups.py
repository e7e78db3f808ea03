"""The backups that were made of the register."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


class Backup(models.Model):
    """A backup that is whole, noted once it was; where it lies now, and whether it still does, nobody knows."""

    made_at = models.DateTimeField()
    folder = models.TextField()
    size = models.PositiveBigIntegerField()  # bytes, those of files that it shares with another backup included

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.folder

    @classmethod
    def last(cls) -> "Backup | None":
        """Return the last backup, or None."""
        return cls.objects.order_by("-made_at").first()

    def is_old(self, at: datetime | None = None) -> bool:
        """Return whether it is older than BACKUP_WARNING_DAYS, at a moment or now; never where they are 0."""
        days = settings.BACKUP_WARNING_DAYS
        return days > 0 and self.made_at < (at or timezone.now()) - timedelta(days=days)
