"""The public addresses."""

from django.urls import path

from partnerships import views
from partnerships.statistics.views import Statistics

urlpatterns = [
    path("", views.AgreementList.as_view(), name="agreement_list"),
    path("statistics/", Statistics.as_view(), name="statistics"),
    path("institutions/<slug:slug>/", views.InstitutionDetail.as_view(), name="institution_detail"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("documents/<uuid:key>/", views.document, name="document"),
    path("institutions/<slug:slug>/logo", views.institution_logo, name="institution_logo"),
]
