"""A browser in which a member of staff is signed in."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client


def sign_in(context, live_server):
    """Sign a member of staff in by a session's cookie; the form of the login has a test of its own."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("office", password="a long password"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


@pytest.fixture
def office(page, live_server):
    """Return a page on which a member of staff is signed in."""
    sign_in(page.context, live_server)
    return page
