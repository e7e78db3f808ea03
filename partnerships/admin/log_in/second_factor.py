"""The second factor: codes of the half minute that a telephone shows, and recovery codes on paper."""

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from partnerships.models import HomeInstitution, LogIn

BY_UNIVERSITY = "logged_in_by_university"  # in a session: the university has asked for its own second factor
REMEMBERED = 5  # codes that were used, of which none is taken twice


class Adapter(DefaultMFAAdapter):
    """What allauth asks the register: under which name a telephone keeps the secret."""

    def get_totp_issuer(self):
        return HomeInstitution.current().full_title

    def get_totp_label(self, user):
        return user.get_username()


def has_second_factor(user: User) -> bool:
    """Return whether a `user` is asked for a code after the password."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def has_to_have_one(user: User) -> bool:
    """Return whether SECOND_FACTOR demands one of a `user`; managers are those who may change accounts."""
    match settings.SECOND_FACTOR:
        case "managers":
            return user.has_perm("auth.change_user")
        case everybody:
            return everybody == "everybody"


def lacks_second_factor(request: HttpRequest) -> bool:
    """Return whether the person of a `request` has to set one up before anything else."""
    user = request.user
    if not isinstance(user, User) or request.session.get(BY_UNIVERSITY):
        return False
    return has_to_have_one(user) and not has_second_factor(user)


def accepted_as(user: User, code: str) -> str | None:
    """Return as what a `code` of a `user` is right, a LogIn.Way, and use it up; None if it is wrong."""
    code = normalize_user_code(code)
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().filter(user=user).order_by("-type"):
            is_time_based = factor.type == Authenticator.Type.TOTP
            used = factor.data.get("used", [])
            if code in used or not factor.wrap().validate_code(code):
                continue
            factor.refresh_from_db()  # a recovery code is marked as used
            if is_time_based:
                factor.data["used"] = [*used, code][-REMEMBERED:]
                factor.save(update_fields=["data"])
            factor.record_usage()
            return LogIn.Way.CODE if is_time_based else LogIn.Way.RECOVERY
    return None


def set_up(user: User, secret: str) -> list[str]:
    """Give a `user` the second factor with a `secret`; return the recovery codes."""
    with transaction.atomic():
        take_away(user)
        TOTP.activate(user, secret)
        return RecoveryCodes.activate(user).generate_codes()


def new_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes of a `user`, and return the new ones."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        return RecoveryCodes.activate(user).generate_codes()


def codes_left(user: User) -> int:
    """Return how many recovery codes of a `user` are not used up."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(factor.wrap().get_unused_codes()) if factor else 0


def take_away(user: User) -> int:
    """Take the second factor from a `user`; return how many records went."""
    return Authenticator.objects.filter(user=user).delete()[0]
