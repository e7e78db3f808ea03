"""The app, as Django loads it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "partnerships"
    verbose_name = _("Register of agreements")

    def ready(self):
        """Keep the listing's triggers over migrations, check them, and let writers bring the listing up to date."""
        from partnerships import checks  # noqa: F401 (needs the models; importing it registers the check)
        from partnerships.confirming import BEFORE_COMMIT
        from partnerships.public.listing import refreshing, triggers  # need the models

        pre_migrate.connect(triggers.drop, sender=self, dispatch_uid="listing")
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="listing")
        BEFORE_COMMIT.append(refreshing.refresh_listing)
