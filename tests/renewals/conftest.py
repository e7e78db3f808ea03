"""The addresses that reminders go to."""

import pytest

from tests.renewals.reminding import HEAD, OFFICE


@pytest.fixture
def addresses(settings):
    settings.OFFICE_EMAIL, settings.HEAD_EMAIL = OFFICE, HEAD
    settings.BASE_URL = "https://register.example.org"
