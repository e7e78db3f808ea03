"""The sessions of an account, which end everywhere at once."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions(user: User, besides: str | None = None) -> int:
    """Log a `user` out in every browser, except in the session with the key `besides`; return how many ended.

    Each session is opened, since its account stands only inside; there are few, as visitors have none.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=besides):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            store(session.session_key).delete()
            ended += 1
    return ended
