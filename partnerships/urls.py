"""The public addresses: those of `pages` once in each language, the others once."""

from django.urls import path

from partnerships import views

pages = [
    path("", views.AgreementList.as_view(), name="agreement_list"),
    path("institutions/<slug:slug>/", views.InstitutionDetail.as_view(), name="institution_detail"),
]
urlpatterns = [
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("documents/<uuid:key>/", views.document, name="document"),
    path("institutions/<slug:slug>/logo", views.institution_logo, name="institution_logo"),
]
