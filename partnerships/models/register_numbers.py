"""Register numbers: the one by which an agreement is known to everybody, given once and never again."""

from django.db import models
from django.utils import timezone


class RegisterNumber(models.Model):
    """A register number that was given; its key is the number.

    A row stays for ever, whatever becomes of the agreement, so that the database gives no number a second time. Nobody
    waits for anybody else to get one; a number whose transaction was rolled back is left out.
    """

    number = models.AutoField(primary_key=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["number"]

    def __str__(self):
        return str(self.number)


class RegisterNumberField(models.PositiveIntegerField):
    """The register number of a record, which it is given as it is first saved, unless it has one already."""

    def pre_save(self, model_instance, add):
        if add and getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, RegisterNumber.objects.create().pk)
        return getattr(model_instance, self.attname)
