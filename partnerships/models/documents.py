"""The files that belong to an agreement."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from partnerships.partial_dates import PartialDate
from partnerships.uploads import document_path

from .agreements import Agreement
from .fields import PRECISION_CHOICES, PartialDateColumns, partial_date_constraint
from .renewals import Renewal


class DocumentKind(models.TextChoices):
    """What a document of an agreement is."""

    SIGNED = "signed", _("signed agreement")
    ANNEX = "annex", _("annex")
    AMENDMENT = "amendment", _("amendment")
    RENEWAL = "renewal", _("renewal")
    TRANSLATION = "translation", _("translation")
    OTHER = "other", _("other")


class Document(models.Model):
    """A file that belongs to an agreement, such as the signed scan; public only where `is_public`."""

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
    kind = models.CharField(
        pgettext_lazy("document", "kind"), max_length=20, choices=DocumentKind, default=DocumentKind.OTHER
    )
    dated_on = models.DateField(_("day of the document"), null=True, blank=True)
    dated_precision = models.CharField(
        _("how far the day is known"), max_length=5, choices=PRECISION_CHOICES, blank=True, default=""
    )
    dated = PartialDateColumns()
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Anybody may download it."))
    sha256 = models.CharField(_("checksum"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            partial_date_constraint("dated", "document"),
            models.CheckConstraint(
                name="document_kind_is_known",
                condition=Q(kind__in=DocumentKind.values),
                violation_error_message=_("A document is of one of the kinds listed."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("document", args=[self.key])

    @property
    def described(self) -> str:
        """What it is and its day, as `description_of` says it."""
        return description_of(self)


def public_documents() -> models.Prefetch:
    """Return how the public documents of public agreements are read with them, as their `public_documents`."""
    return models.Prefetch("documents", Document.objects.filter(is_public=True), to_attr="public_documents")


def description_of(version: Any) -> str:
    """Return what a document, or a version of it in its history, is, and its day: "signed agreement, 30 June 2003".

    As far as both are known; "" where neither is.
    """
    kind = "" if version.kind == DocumentKind.OTHER else str(DocumentKind(version.kind).label)
    day = PartialDate.from_columns(version.dated_on, version.dated_precision)
    return ", ".join(filter(None, [kind, str(day or "")]))
