"""Which address shows what (DESIGN, section 8)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from partnerships.urls import pages

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("partnerships.urls")),
    *i18n_patterns(*pages, prefix_default_language=False),
]
