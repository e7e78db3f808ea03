"""Which address shows what: files and feeds, the office, and the public pages in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from partnerships.admin.log_in.urls import university_urlpatterns
from partnerships.public.urls import unprefixed_urlpatterns

urlpatterns = [
    *unprefixed_urlpatterns,
    *university_urlpatterns,
    path("admin/", admin.site.urls),
    *i18n_patterns(path("", include("partnerships.public.urls")), prefix_default_language=False),
]

handler400 = "partnerships.public.errors.bad_request"
handler403 = "partnerships.public.errors.permission_denied"
handler404 = "partnerships.public.errors.page_not_found"
handler500 = "partnerships.public.outage_pages.server_error"
