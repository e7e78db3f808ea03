"""The public addresses."""

from django.urls import path

from partnerships import feeds, institution_pages, machines, views
from partnerships.statistics.views import Statistics

urlpatterns = [
    path("", views.AgreementList.as_view(), name="agreement_list"),
    path("institutions/<slug:slug>/", institution_pages.InstitutionDetail.as_view(), name="institution_detail"),
    path("statistics/", Statistics.as_view(), name="statistics"),
]
# Those that are the same in every language.
machine_urlpatterns = [
    path("agreements.json", feeds.JsonFeed.as_view(), name="agreements_json"),
    path("agreements.csv", feeds.CsvFeed.as_view(), name="agreements_csv"),
    path("agreements.xlsx", feeds.XlsxFeed.as_view(), name="agreements_xlsx"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("documents/<uuid:key>/", views.document, name="document"),
    path("institutions/<slug:slug>/logo", institution_pages.institution_logo, name="institution_logo"),
    path("healthz", machines.healthz, name="healthz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", machines.sitemap, name="sitemap"),
]
