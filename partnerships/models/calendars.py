"""Calendar tokens: the secret address under which a member of staff sees their renewal dates."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """Return a secret of 43 characters that nobody can guess."""
    return secrets.token_urlsafe(32)


class CalendarToken(models.Model):
    """The secret part of one person's calendar address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_token", verbose_name=_("account")
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.user)
