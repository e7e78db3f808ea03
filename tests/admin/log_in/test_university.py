"""Single sign-on against a real provider on loopback: who gets in with which role, who is refused, who is linked."""

import subprocess
import sys
import time
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail

from partnerships.models import CalendarToken, LogIn
from tests.run import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
START = "/admin/university/university/"
STAFF = {"email": "anna@example.org", "email_verified": True, "name": "Anna Quliyeva", "groups": ["io", "chess"]}


@pytest.fixture(scope="module")
def provider():
    """Start the provider, and return its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        with suppress(httpx.TransportError):
            httpx.get(f"{address}/.well-known/openid-configuration")
            break
        time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture
def university(provider, settings):
    """Let the register trust the provider; return a function that tells it of a person, under the name `sub`."""
    settings.OIDC_ISSUER = provider
    settings.OIDC_ROLES = {"io": "editor", "io-heads": "manager"}
    app = {"provider_id": "university", "client_id": "register", "secret": "s", "settings": {"server_url": provider}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}

    def tell(sub, **claims):
        httpx.put(f"{provider}/users/{sub}", json=claims).raise_for_status()
        return sub

    return tell


def come(client, sub, address=START):
    """Go to the university's log-in, say there who one is, come back, and return the answer of the register."""
    left = client.get(address)
    answered = httpx.post(left.headers["Location"], data={"sub": sub})
    return client.get(answered.headers["Location"].removeprefix("http://testserver"))


def person():
    """Return the only account."""
    return get_user_model().objects.get()


def test_who_has_a_group_with_a_role_gets_an_account_with_it_and_is_in(client, university):
    answer = come(client, university("1", **STAFF))

    made = person()
    assert answer.headers["Location"] == "/admin/first-steps/"
    assert client.get("/admin/partnerships/agreement/add/").status_code == 200
    assert (made.username, made.get_full_name(), made.is_staff, made.has_usable_password()) == (
        "anna@example.org",
        "Anna Quliyeva",
        True,
        False,
    )
    assert [group.name for group in made.groups.all()] == ["editor"]
    assert (LogIn.objects.get().way, LogIn.objects.get().outcome) == ("university", "in")
    assert SocialAccount.objects.get().extra_data == {}


def test_the_page_that_was_asked_for_comes_after_it_and_no_other_site(client, university, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    sub = university("1", **STAFF)
    first = come(client, sub, f"{START}?next=/admin/preferences/").headers["Location"]
    second = come(client, sub, f"{START}?next=https://evil.example.org/").headers["Location"]
    third = come(client, sub, f"{START}?next=https://other.example.org/").headers["Location"]

    assert (first, second, third) == ("/admin/preferences/", "/admin/", "/admin/")


def test_the_provider_is_asked_with_a_state_and_a_proof_key(client, university):
    query = parse_qs(urlsplit(client.get(START).headers["Location"]).query)

    assert {"state", "code_challenge", "scope"} <= query.keys()
    assert query["redirect_uri"] == ["http://testserver/admin/university/university/back/"]


def test_an_answer_that_nobody_asked_for_lets_nobody_in(client, university):
    answer = client.get(f"{START}back/?code=123&state=456")

    assert answer.status_code == 403
    assert "You were not logged in" in answer.content.decode()


@pytest.mark.parametrize("groups", [[], None, ["chess"], "students"])
def test_who_has_no_such_group_is_refused_in_a_sentence(client, university, groups):
    answer = come(client, university("2", **STAFF | {"groups": groups}))

    assert answer.status_code == 403
    assert "The university has you in no group that may use the register." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not get_user_model().objects.exists()
    assert LogIn.objects.get().outcome == "refused"


def test_a_role_goes_with_its_group_and_others_stay(client, university):
    come(client, university("3", **STAFF | {"groups": ["io", "io-heads"]}))
    own = Group.objects.create(name="translators")
    person().groups.add(own)
    first = set(person().groups.values_list("name", flat=True))

    come(client, university("3", **STAFF))

    assert first == {"editor", "manager", "translators"}
    assert set(person().groups.values_list("name", flat=True)) == {"editor", "translators"}


def test_who_has_left_all_groups_is_no_member_of_staff_any_more_until_coming_back(client, university):
    come(client, university("4", **STAFF))
    CalendarToken.objects.create(user=person())

    refused = come(client, university("4", **STAFF | {"groups": []}))
    gone = person()
    come(client, university("4", **STAFF))

    assert refused.status_code == 403
    assert gone.is_staff is False
    assert not CalendarToken.objects.exists()
    assert person().is_staff
    assert client.get("/admin/").status_code == 200


def test_an_account_that_a_manager_closed_stays_closed(client, university):
    come(client, university("5", **STAFF))
    client.logout()
    get_user_model().objects.update(is_active=False)

    answer = come(client, university("5", **STAFF))

    assert "Your account of the register is closed." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_account_that_was_there_is_linked_by_an_e_mail_address_that_the_university_has_verified(client, university):
    anna = get_user_model().objects.create_user("anna", "Anna@example.org", "a long password", is_staff=True)

    come(client, university("6", **STAFF))

    assert (person(), client.session["_auth_user_id"]) == (anna, str(anna.pk))


@pytest.mark.parametrize("verified", [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}])
def test_an_address_that_is_not_verified_links_nobody(client, university, verified):
    anna = get_user_model().objects.create_user("anna", "anna@example.org", "a long password", is_staff=True)

    answer = come(client, university("7", **STAFF | verified))

    assert "The register has an account with the address anna@example.org already." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.filter(user=anna).exists()


def test_an_address_links_one_account_of_the_university_only(client, university):
    get_user_model().objects.create_user("anna", "anna@example.org", "a long password", is_staff=True)
    come(client, university("8", **STAFF))
    client.logout()

    answer = come(client, university("9", **STAFF))

    assert answer.status_code == 403


def test_no_address_makes_anybody_an_administrator(client, university, admin_user):
    admin_user.email = "anna@example.org"
    admin_user.save()

    come(client, university("10", **STAFF))

    assert client.session["_auth_user_id"] != str(admin_user.pk)
    assert not get_user_model().objects.get(pk=client.session["_auth_user_id"]).is_superuser


def test_the_university_asks_for_its_own_second_factor(client, university, settings):
    settings.SECOND_FACTOR = "everybody"

    come(client, university("11", **STAFF))

    assert client.get("/admin/preferences/").status_code == 200


def test_with_single_sign_on_only_a_password_opens_nothing_but_an_administrators_account(
    client, university, settings, admin_user
):
    settings.OIDC_ONLY = True
    get_user_model().objects.create_user("anna", "anna@example.org", "a long password", is_staff=True)

    refused = client.post("/admin/login/", {"username": "anna", "password": "a long password"})
    client.post("/admin/password_reset/", {"email": "anna@example.org"})
    let_in = client.post("/admin/login/", {"username": "admin", "password": "password"})

    assert "Please enter the correct" in refused.content.decode()
    assert (mail.outbox, let_in.status_code) == ([], 302)
    assert client.get("/admin/auth/user/add/").status_code == 403
    assert "/admin/auth/user/add/" not in client.get("/admin/first-steps/").content.decode()


def test_a_provider_that_does_not_answer_is_one_sentence(client, university, settings, caplog):
    gone = {"provider_id": "university", "client_id": "r", "secret": "s", "settings": {"server_url": "http://[::1]:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [gone]}}

    answer = client.get(START)

    assert answer.status_code == 503
    assert "The university&#x27;s log-in does not answer now." in answer.content.decode()
    assert "does not answer" in caplog.text


def test_a_provider_that_fails_on_the_way_back_is_one_sentence(client, university, monkeypatch, caplog):
    left = client.get(START).headers["Location"]
    back = httpx.post(left, data={"sub": university("12", **STAFF)}).headers["Location"]

    def fail(*arguments, **options):
        raise requests.ConnectionError("gone")

    monkeypatch.setattr(requests.Session, "request", fail)
    answer = client.get(back.removeprefix("http://testserver"))

    assert (answer.status_code, get_user_model().objects.exists()) == (503, False)


def test_what_is_said_of_somebody_else_lets_nobody_in(client, university, monkeypatch, caplog):
    said = OpenIDConnectOAuth2Adapter._fetch_user_info
    other = lambda self, token: said(self, token) | {"sub": "another"}  # noqa: E731
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", other)

    answer = come(client, university("14", **STAFF))

    assert (answer.status_code, get_user_model().objects.exists()) == (503, False)


def test_who_leaves_the_university_s_log_in_is_told_so(client, university):
    left = client.get(START).headers["Location"]
    state = parse_qs(urlsplit(left).query)["state"][0]

    answer = client.get(f"{START}back/?error=access_denied&state={state}")

    assert "You were not logged in" in answer.content.decode()


def test_the_log_in_leads_there_where_it_is_set(client, university, settings):
    with_it = client.get("/admin/login/?next=/admin/preferences/").content.decode()
    settings.OIDC_ISSUER = ""
    without = client.get("/admin/login/").content.decode()

    assert f'href="{START}?next=%2Fadmin%2Fpreferences%2F"' in with_it
    assert START not in without
    assert (client.get(START).status_code, client.get(f"{START}back/").status_code) == (404, 404)


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "social/connections/", "2fa/", "login/"])
def test_no_other_page_of_the_library_has_an_address(client, university, address):
    assert client.get(f"/accounts/{address}").status_code == 404


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_its_refusals_are_in_the_look_of_the_log_in_and_in_each_language(client, university, language):
    client.post("/admin/language/", {"language": language, "next": "/admin/login/"})

    answer = come(client, university("13", **STAFF | {"groups": []}))

    assert answer.headers["Content-Language"] == language
    assert 'class="log-in"' in answer.content.decode()
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
