"""The last backup on the first page of the office."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from partnerships.models import Backup

pytestmark = pytest.mark.django_db
OLD = "Ask whoever runs the register why none has been made since."
NEVER = "No backup has been made yet"


def first_page_of(client, django_user_model, group):
    user = django_user_model.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client.get("/admin/").content.decode()


def backup_of(days):
    Backup.objects.create(made_at=timezone.now() - timedelta(days=days), folder="/backups/x", size=1)


def test_managers_are_warned_of_an_old_backup(client, django_user_model):
    backup_of(30)
    backup_of(3)

    page = first_page_of(client, django_user_model, "manager")

    day = timezone.localdate() - timedelta(days=3)
    assert f'<p class="work-warning">The last backup is of {day}. {OLD}</p>' in page


def test_they_read_when_the_last_one_was_made(client, django_user_model):
    backup_of(1)

    page = first_page_of(client, django_user_model, "manager")

    assert "The last backup was made at" in page
    assert OLD not in page and NEVER not in page


def test_where_none_was_ever_made_they_are_told_without_a_warning(client, django_user_model):
    page = first_page_of(client, django_user_model, "manager")

    assert NEVER in page and OLD not in page


def test_the_limit_is_a_setting(client, django_user_model, settings):
    backup_of(3)
    settings.BACKUP_WARNING_DAYS = 5
    later = first_page_of(client, django_user_model, "manager")
    settings.BACKUP_WARNING_DAYS = 0
    never = client.get("/admin/").content.decode()

    assert OLD not in later and OLD not in never


@pytest.mark.parametrize("group", ["viewer", "editor"])
def test_others_are_not_told(client, django_user_model, group):
    backup_of(30)

    page = first_page_of(client, django_user_model, group)

    assert "backup" not in page.casefold()
