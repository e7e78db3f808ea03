"""Which address shows what (DESIGN, section 8)."""

from django.contrib import admin
from django.urls import include, path

from partnerships.urls import machine_urlpatterns

urlpatterns = [
    *machine_urlpatterns,
    path("admin/", admin.site.urls),
    path("", include("partnerships.urls")),
]
