"""Single sign-on by the university (OpenID Connect): who comes with a group that has a role gets it."""

import logging
import re
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model, logout
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from partnerships.models import CalendarToken, LogIn

from .entering import let_in
from .second_factor import BY_UNIVERSITY
from .sessions import end_sessions
from .tries import free_try

logger = logging.getLogger(__name__)
PROVIDER = "university"  # in addresses and in the settings of allauth
NOT_IN_NAMES = re.compile(r"[^\w.@+-]")  # of accounts


class Refused(Exception):
    """Somebody whom the university knows, and who is not let in; it says why, in a sentence."""


def has_only_university(user: User) -> bool:
    """Return whether the password of a `user` opens nothing; those of administrators stay, for when all else fails."""
    return settings.OIDC_ONLY and not user.is_superuser


def university_address(next_page: str = "") -> str:
    """Return the address that leads to the university's log-in, and from there to the `next_page`; "" for none."""
    if not settings.OIDC_ISSUER:
        return ""
    address = reverse("openid_connect_login", args=[PROVIDER])
    return f"{address}?{urlencode({'next': next_page})}" if next_page else address


@require_safe
@never_cache
def leave(request, provider_id):
    """Redirect to the university's log-in, or say that it does not answer."""
    if not settings.OIDC_ISSUER:
        raise Http404
    try:
        return views.login(request, provider_id)
    except (RequestException, ValueError, KeyError) as error:
        logger.error("The university's log-in does not answer: %s: %.300s", type(error).__name__, error)
        return refusal(request, no_answer(), 503)


@require_safe
@never_cache
def arrive(request, provider_id):
    """Let in whoever comes back from the university's log-in, or say why not."""
    if not settings.OIDC_ISSUER:
        raise Http404
    try:
        return views.callback(request, provider_id)
    except (RequestException, ValueError, KeyError) as error:
        logger.error("The university's log-in answered what cannot be read: %s: %.300s", type(error).__name__, error)
        return refusal(request, no_answer(), 503)


class Adapter(DefaultSocialAccountAdapter):
    """What the register does where allauth has found out who comes, or that it cannot."""

    def pre_social_login(self, request, sociallogin):
        """Let the person in or refuse; allauth itself has nothing more to do."""
        attempt = free_try(request, LogIn.Way.UNIVERSITY)  # the university looks at passwords itself
        claims = claims_of(sociallogin.account)
        try:
            user = person_of(sociallogin.account, claims)
        except Refused as why:
            logout(request)
            attempt.outcome, attempt.user = LogIn.Outcome.REFUSED, account_of(sociallogin.account)
            known_as = claims.get("preferred_username") or sociallogin.account.uid
            attempt.name = attempt.user.get_username() if attempt.user else str(known_as)[:150]
            attempt.save()
            raise ImmediateHttpResponse(refusal(request, str(why), 403)) from why
        SocialAccount.objects.filter(user=user).update(extra_data={})  # allauth keeps what the university says
        response = let_in(request, user, attempt, sociallogin.state.get("next"))
        request.session[BY_UNIVERSITY] = True
        raise ImmediateHttpResponse(response)

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Say that nobody was let in."""
        if exception:
            logger.error("The university's log-in failed: %s: %.300s", type(exception).__name__, exception)
            raise ImmediateHttpResponse(refusal(request, no_answer(), 503))
        sentence = _("You were not logged in: the university's log-in was left, or took too long. Try it once more.")
        raise ImmediateHttpResponse(refusal(request, sentence, 403))


def no_answer() -> str:
    """Return the sentence for a provider that is down."""
    return _("The university's log-in does not answer now. Try it in some minutes, or log in with a password.")


def claims_of(account: SocialAccount) -> dict[str, Any]:
    """Return what the university says of a person: the ID token, completed by its userinfo if it is of the same one."""
    token, userinfo = (account.extra_data.get(name) or {} for name in ("id_token", "userinfo"))
    if token.get("sub", userinfo.get("sub")) != userinfo.get("sub", token.get("sub")):
        raise ValueError("The userinfo is of somebody else than the ID token.")
    return {**token, **userinfo}


def roles_of(claims: dict[str, Any]) -> list[Group]:
    """Return the groups of the register that the claim of groups names, by OIDC_ROLES."""
    said = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    names = {settings.OIDC_ROLES.get(str(each)) for each in (said if isinstance(said, list) else [said])}
    return list(Group.objects.filter(name__in=names - {None}))


def account_of(account: SocialAccount) -> User | None:
    """Return the user who has come with this account of the university before, or None."""
    known = SocialAccount.objects.filter(provider=account.provider, uid=account.uid).select_related("user").first()
    return known.user if known else None


@transaction.atomic
def roles_given(user: User, roles: list[Group]) -> None:
    """Give a `user` the `roles` that the university's groups mean, and take those that they no longer mean."""
    ruled = Group.objects.filter(name__in=settings.OIDC_ROLES.values())
    user.groups.remove(*ruled.exclude(pk__in=[role.pk for role in roles]))
    user.groups.add(*roles)
    has_left = not roles and not user.groups.exists() and not user.is_superuser
    if user.is_staff == has_left:
        user.is_staff = not has_left
        user.save(update_fields=["is_staff"])
    if has_left:
        CalendarToken.objects.filter(user=user).delete()
        end_sessions(user)


def person_of(account: SocialAccount, claims: dict[str, Any]) -> User:
    """Return the user of an `account` of the university, with the roles of its groups; a new one where it is unknown.

    Raise Refused where no group has a role here, or the user has left.
    """
    roles, user = roles_of(claims), account_of(account)
    if user:
        roles_given(user, roles)
    if not roles:
        raise Refused(_("The university has you in no group that may use the register. Ask a manager of the register."))
    if user is None:
        user = linked_or_new(account, claims)
        roles_given(user, roles)
    if not user.is_active:
        raise Refused(_("Your account of the register is closed. Ask a manager of the register."))
    return user


@transaction.atomic
def linked_or_new(account: SocialAccount, claims: dict[str, Any]) -> User:
    """Return the user with the e-mail address of an `account`, if the university has verified it; else a new one.

    Administrators are never linked: whoever rules the university's accounts shall not become one by an address.
    """
    email = str(claims.get("email") or "")
    same = list(get_user_model().objects.filter(email__iexact=email, is_superuser=False)) if email else []
    if same:
        if len(same) > 1 or claims.get("email_verified") is not True or SocialAccount.objects.filter(user__in=same):
            said = _("The register has an account with the address %(email)s already. Ask a manager of the register.")
            raise Refused(said % {"email": email})
        user = same[0]
    else:
        user = new_user(account, claims, email)
    SocialAccount.objects.create(user=user, provider=account.provider, uid=account.uid)
    return user


def new_user(account: SocialAccount, claims: dict[str, Any], email: str) -> User:
    """Return a new user without a password, under the name that the university gives, or the next free one."""
    wanted = str(claims.get("preferred_username") or email or account.uid)
    name = free = NOT_IN_NAMES.sub("_", wanted)[:140]
    number = 1
    while get_user_model().objects.filter(username=free).exists():
        number += 1
        free = f"{name}-{number}"
    first, _blank, last = str(claims.get("name") or "").partition(" ")
    user = User(
        username=free,
        email=email[:254],
        first_name=str(claims.get("given_name") or first)[:150],
        last_name=str(claims.get("family_name") or last)[:150],
        is_staff=True,
    )
    user.set_unusable_password()
    user.save()
    return user


def refusal(request, sentence, status):
    """Return the page that says why somebody was not let in."""
    context = {"site_title": admin.site.each_context(request)["site_title"], "title": _("Not logged in")}
    return render(request, "admin/password_page.html", context | {"sentences": [sentence]}, status=status)
