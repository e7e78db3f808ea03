"""Django's admin, with the office's own site as the default one."""

from django.contrib.admin.apps import AdminConfig


class RegisterAdminConfig(AdminConfig):
    default_site = "partnerships.admin.site.RegisterAdminSite"
