"""The office's site."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class RegisterAdminSite(admin.AdminSite):
    """The admin under the register's own name."""

    site_title = settings.REGISTER_NAME
    site_header = settings.REGISTER_NAME
    index_title = _("The office")
    enable_nav_sidebar = False
