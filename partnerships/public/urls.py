"""The addresses of the public site."""

from django.urls import path, re_path

from partnerships.public.statistics import views as statistics

from . import (
    accent,
    agreement_files,
    agreement_pages,
    data_page,
    document_files,
    downloads,
    embed,
    feeds,
    frame,
    home,
    icons,
    institution_pages,
    open_data,
    partners,
    site_files,
    suggestions,
    views,
)

urlpatterns = [
    path("", views.AgreementList.as_view(), name="agreement_list"),
    path("agreements/<int:number>/", agreement_pages.AgreementDetail.as_view(), name="agreement_detail"),
    path("institutions/", partners.InstitutionList.as_view(), name="institution_list"),
    path("institutions/<slug:slug>/", institution_pages.InstitutionDetail.as_view(), name="institution_detail"),
    path("suggest/", suggestions.suggestions, name="suggestions"),
    path("about/", frame.About.as_view(), name="about"),
    path("manifest.webmanifest", icons.manifest, name="manifest"),
    path("statistics/", statistics.Statistics.as_view(), name="statistics"),
    path("statistics/<slug:key>.csv", statistics.chart_csv, name="statistics_csv"),
    path("statistics/<slug:key>.svg", statistics.chart_svg, name="statistics_svg"),
    path("data/", data_page.Data.as_view(), name="data"),
    path("embed/", embed.Embed.as_view(), name="embed"),
]
# Addresses without a prefix of a language: files and feeds, which are the same in every language.
unprefixed_urlpatterns = [
    path("agreements.json", downloads.JsonFeed.as_view(), name="agreements_json"),
    path("agreements.csv", downloads.CsvFeed.as_view(), name="agreements_csv"),
    path("agreements.xlsx", downloads.XlsxFeed.as_view(), name="agreements_xlsx"),
    path("agreements.atom", feeds.AgreementFeed(), name="agreements_atom"),
    path("agreements.schema.json", open_data.schema_file, name="agreements_schema"),
    path("agreements.csv-metadata.json", open_data.csv_metadata_file, name="agreements_csv_metadata"),
    path("agreements/<int:number>.<slug:form>", agreement_files.agreement_file, name="agreement_file"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
    path("documents/<uuid:key>/", document_files.document, name="document"),
    path("institutions/<slug:slug>/logo", institution_pages.institution_logo, name="institution_logo"),
    re_path(r"^accent-([0-9a-f]{6})-([0-9a-f]{8})\.css$", accent.accent_style_sheet, name="accent"),
    path("favicon.ico", icons.favicon, name="favicon"),
    path("apple-touch-icon.png", icons.home_icon, name="touch_icon"),
    path("icon-<int:size>.png", icons.home_icon, name="home_icon"),
    path("logo-<slug:key>", home.home_logo, name="home_logo"),
    path("robots.txt", site_files.robots, name="robots"),
    path("sitemap.xml", site_files.sitemap_index, name="sitemap_index"),
    path("sitemap-<int:number>.xml", site_files.sitemap, name="sitemap"),
]
