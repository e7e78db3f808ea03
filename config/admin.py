"""The office's site, the default one of Django's admin.

It is not in partnerships.admin, because that package registers its records with it while it is being loaded.
"""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.urls import path
from django.utils.translation import gettext_lazy as _


class RegisterAdminConfig(AdminConfig):
    default_site = "config.admin.RegisterAdminSite"


class RegisterAdminSite(admin.AdminSite):
    """The admin under the register's own name."""

    index_title = _("The office")
    enable_nav_sidebar = False

    def each_context(self, request):
        """Name the register in the title and the header of each page."""
        from partnerships.public.home import home_of  # needs the models, which are not loaded yet when this module is

        home = home_of(request)
        named = {"site_title": home.full_title, "site_header": home.full_title}
        return super().each_context(request) | named

    def index(self, request, extra_context=None):
        """Return the first page: the worklist above the records."""
        from partnerships.admin.worklist import (
            context_of,  # needs the models, which are not loaded yet when this module is
        )

        return super().index(request, context_of(request) | (extra_context or {}))

    def login(self, request, extra_context=None):
        """Show and take the log-in."""
        from partnerships.admin.log_in.pages import log_in_page  # needs the models, as above

        return log_in_page(request)

    def password_change(self, request, extra_context=None):
        """Show and take the form for one's new password."""
        from partnerships.admin.passwords import ChangedPassword  # needs the models, as above

        return ChangedPassword.as_view(extra_context=self.each_context(request) | (extra_context or {}))(request)

    def autocomplete_view(self, request):
        """Suggest records for a box of a form."""
        from partnerships.admin.autocomplete import Autocomplete  # needs the models, as above

        return Autocomplete.as_view(admin_site=self)(request)

    def get_urls(self):
        """Add the pages that belong to no single record."""
        from partnerships.admin import (
            calendar_feed,
            doubts,
            first_steps,
            import_progress,
            import_suggestions,
            imports,
            invitations,
            not_same,
            passwords,
            preferences,
            search,
        )
        from partnerships.admin.log_in import account, pages

        return [
            path("import/", self.admin_view(imports.upload), name="partnerships_import"),
            path("import/messy-list.xlsx", self.admin_view(imports.messy_list), name="partnerships_import_messy"),
            path(
                "import/progress/<uuid:key>/",
                self.admin_view(import_progress.reading_progress),
                name="partnerships_import_progress",
            ),
            *(
                path(
                    f"import/suggest/{kind}/",
                    self.admin_view(import_suggestions.ImportSuggestions.as_view()),
                    {"kind": kind},
                    name=f"partnerships_import_suggest_{kind}",
                )
                for kind in import_suggestions.SUGGESTED
            ),
            path("import/<uuid:pk>/", self.admin_view(imports.preview), name="partnerships_import_preview"),
            *(
                path(
                    f"doubts/{kind}/",
                    self.admin_view(doubts.doubts_view),
                    {"kind": kind},
                    f"partnerships_doubts_{kind}",
                )
                for kind in doubts.KINDS
            ),
            path("same/", self.admin_view(not_same.same_view), name="partnerships_same"),
            path("search/", self.admin_view(search.search_page), name="partnerships_search"),
            path("preferences/", self.admin_view(preferences.preferences_page), name="partnerships_preferences"),
            path("preferences/reminder/", self.admin_view(preferences.send_me_one), name="partnerships_send_me_one"),
            path("language/", preferences.choose_language, name="partnerships_language"),
            path("first-steps/", self.admin_view(first_steps.first_steps_page), name="partnerships_first_steps"),
            path("login/code/", pages.CodePage.as_view(), name="login_code"),
            path("my-log-in/", self.admin_view(account.my_log_in), name="partnerships_my_log_in"),
            path("second-factor/", self.admin_view(account.second_factor), name="partnerships_second_factor"),
            path("calendar/", self.admin_view(calendar_feed.calendar_page), name="partnerships_calendar"),
            path("invitation/<uidb64>/<token>/", invitations.AcceptInvitation.as_view(), name="accept_invitation"),
            path("password_reset/", passwords.ForgottenPassword.as_view(), name="password_reset"),
            path("password_reset/done/", passwords.LinkSent.as_view(), name="password_reset_done"),
            path("reset/<uidb64>/<token>/", passwords.NewPassword.as_view(), name="password_reset_confirm"),
            path("reset/done/", passwords.PasswordChosen.as_view(), name="password_reset_complete"),
            *super().get_urls(),
        ]
