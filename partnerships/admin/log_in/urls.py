"""The addresses of single sign-on, under the names that allauth looks for; no other page of it has an address."""

from django.urls import path

from . import university

university_urlpatterns = [
    path("admin/university/<slug:provider_id>/", university.leave, name="openid_connect_login"),
    path("admin/university/<slug:provider_id>/back/", university.arrive, name="openid_connect_callback"),
]
