"""What ends when an account gets a new password, in whichever way."""

from partnerships.models import CalendarToken
from partnerships.models.calendars import new_token

from .tries import end_waiting


class NewPassword:
    """A validator of passwords that refuses none: Django tells it of each new one, wherever it was set.

    The sessions of the account end by themselves: each carries a hash of the password.
    """

    def validate(self, password, user=None):
        """Accept every password; others refuse."""

    def get_help_text(self):
        return ""

    def password_changed(self, password, user=None):
        """Make the address of the calendar new, and let the person try at once."""
        if user is None or user.pk is None:
            return
        for token in CalendarToken.objects.filter(user=user):
            token.token = new_token()
            token.save(update_fields=["token"])
        end_waiting(user)
