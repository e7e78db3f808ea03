"""What stands beside an agreement: its documents, and the people to write to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.uploads import document_path

from .agreements import Agreement
from .institutions import Institution
from .renewals import Renewal


class Contact(models.Model):
    """A person to write to about an institution or an agreement; never shown to the public."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="contacts", verbose_name=_("institution")
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="contacts", verbose_name=_("agreement")
    )
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_belongs_to_one",
                condition=Q(institution__isnull=False, agreement__isnull=True)
                | Q(institution__isnull=True, agreement__isnull=False),
                violation_error_message=_("A contact belongs to an institution or to an agreement."),
            ),
        ]

    def __str__(self):
        return self.name


class Document(models.Model):
    """A file that belongs to an agreement, such as the signed scan; public only where it is marked so."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents", verbose_name=_("agreement"))
    renewal = models.ForeignKey(
        Renewal,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="documents",
        verbose_name=_("renewal"),
    )
    file = models.FileField(_("file"), upload_to=document_path, max_length=300)
    name = models.CharField(_("name"), max_length=300, blank=True, help_text=_("Its file name, if left empty."))
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Anybody may download it."))
    sha256 = models.CharField(_("checksum"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("document", args=[self.key])
