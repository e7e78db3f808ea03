"""Former addresses of the pages of institutions."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .institutions import Institution


class FormerAddress(models.Model):
    """A public address that an institution's page had before; it redirects to the address of today.

    It names the institution and not its new address, so that no two of them make a chain or a loop. Where an
    institution has the address today, that one is shown.
    """

    slug = models.SlugField(_("public address"), max_length=100, unique=True)
    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="former_addresses", verbose_name=_("institution")
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["slug"]

    def __str__(self):
        return self.slug


def keep_address(institution: Institution, before: str) -> Institution | None:
    """Make the slug that an `institution` had `before` a former address of it.

    Return the institution whose former address it has taken over by its new slug, or None.
    """
    with transaction.atomic():
        taken = FormerAddress.objects.filter(slug=institution.slug).select_related("institution").first()
        if taken:
            taken.delete()
        if before and before != institution.slug:
            FormerAddress.objects.update_or_create(slug=before, defaults={"institution": institution})
    return taken.institution if taken and taken.institution_id != institution.pk else None
