"""The help of each page of the office."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.template.loader import get_template

from partnerships.admin.help import DELETE, FORM, HELP, HISTORY, KINDS, LIST, OFFICE, help_for
from tests.admin.pages import address_names

PICTURES = Path(settings.BASE_DIR) / "templates" / "admin" / "help"


def test_each_help_is_of_a_page_that_there_is():
    assert HELP.keys() - set(address_names(admin.site.get_urls())) == set()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("index", HELP["index"]),
        ("partnerships_agreement_changelist", HELP["partnerships_agreement_changelist"]),
        ("partnerships_anything_changelist", LIST),
        ("partnerships_anything_add", FORM),
        ("partnerships_anything_change", FORM),
        ("partnerships_anything_history", HISTORY),
        ("partnerships_anything_delete", DELETE),
        ("partnerships_anything", OFFICE),
    ],
)
def test_each_page_has_a_help_of_its_own_or_of_its_kind(name, found):
    assert help_for(name) is found


def test_each_picture_shows_both_numbers_and_is_used():
    used = {help.picture for help in [*HELP.values(), *KINDS.values(), OFFICE]}

    assert used == {path.stem for path in PICTURES.glob("*.html")}
    for picture in used:
        drawn = get_template(f"admin/help/{picture}.html").render()
        assert drawn.count('class="help-number"') == 2
        assert "style" not in drawn


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "",
        "partnerships/agreement/",
        "partnerships/agreement/add/",
        "partnerships/agreement/paper/",
        "import/",
        "auth/user/",
    ],
)
def test_a_page_has_one_question_mark(admin_client, path):
    page = admin_client.get(f"/admin/{path}").text

    help = help_for(admin_client.get(f"/admin/{path}").resolver_match.url_name)
    assert page.count('class="office-help"') == 1
    assert page.count(str(help.first)) == page.count(str(help.second)) == 1
    assert page.count('<svg class="help-picture"') == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/invitation/x/y/"])
def test_who_is_not_in_yet_gets_no_help_of_the_office(client, path):
    assert "office-help" not in client.get(path).text
