"""Who may do what: every address of the office with each role."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import resolve

from partnerships.importing.resources import AgreementResource
from partnerships.merging.institutions import merge_institutions, plan_merge
from partnerships.models import (
    Agreement,
    ChangeSet,
    CooperationKind,
    HomeInstitution,
    ImportRun,
    JournalEntry,
    LogIn,
    Merge,
    SourceRow,
)
from tests.admin.pages import address_names
from tests.factories import make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

ROLES = ["nobody", "viewer", "editor", "manager"]
LEVELS = [*ROLES, "administrator"]
# Each address with the first role that may open it.
ADDRESSES = {
    "": "nobody",
    "partnerships/agreement/": "viewer",
    "partnerships/agreement/{agreement}/change/": "viewer",
    "partnerships/agreement/{agreement}/history/": "viewer",
    "partnerships/agreement/{agreement}/history/?show=journal": "viewer",
    "partnerships/agreement/deleted/": "viewer",
    "partnerships/institution/deleted/": "viewer",
    "partnerships/agreementtype/deleted/": "viewer",
    "partnerships/cooperationkind/deleted/": "viewer",
    "partnerships/journalentry/": "viewer",
    "partnerships/journalentry/deleted/": "viewer",
    "partnerships/journalentry/{entry}/change/": "viewer",
    "partnerships/journalentry/{entry}/history/": "viewer",
    "partnerships/agreement/documents/": "viewer",
    "partnerships/institution/": "viewer",
    "partnerships/institution/{institution}/change/": "viewer",
    "partnerships/agreementtype/": "viewer",
    "partnerships/cooperationkind/": "viewer",
    "partnerships/cooperationkind/{kind}/change/": "viewer",
    "partnerships/cooperationkind/{kind}/history/": "viewer",
    "partnerships/unit/": "viewer",
    "partnerships/unit/deleted/": "viewer",
    "partnerships/unit/{unit}/change/": "viewer",
    "partnerships/unit/{unit}/history/": "viewer",
    "partnerships/importrun/": "viewer",
    "partnerships/importrun/{run}/change/": "viewer",
    "partnerships/importrun/{run}/changes/": "viewer",
    "partnerships/sourcerow/": "viewer",
    "partnerships/sourcerow/{row}/change/": "viewer",
    "my-log-in/": "nobody",
    "second-factor/": "nobody",
    "search/?q=varna": "viewer",
    "calendar/": "viewer",
    "preferences/": "viewer",
    "partnerships/institution/{institution}/history/": "viewer",
    "partnerships/agreementtype/{type}/change/": "viewer",
    "partnerships/agreementtype/{type}/history/": "viewer",
    "partnerships/importrun/{run}/history/": "viewer",
    "partnerships/sourcerow/{row}/history/": "viewer",
    "partnerships/agreement/{agreement}/snooze/": "editor",
    "partnerships/agreement/{agreement}/rest/": "editor",
    "partnerships/agreement/add/": "editor",
    "partnerships/agreement/export/": "editor",
    "partnerships/agreement/paper/": "editor",
    "partnerships/agreement/grid/": "editor",
    "partnerships/agreement/changes/": "editor",
    "partnerships/agreement/read-date/?text=2008": "editor",
    "partnerships/agreement/changes/{changes}/": "editor",
    "partnerships/agreement/renew/?ids={agreement}": "editor",
    "partnerships/agreement/{agreement}/terminate/": "editor",
    "partnerships/agreement/{agreement}/review/": "editor",
    "partnerships/agreement/review/?ids={agreement}": "editor",
    "partnerships/agreement/first-reviews/": "editor",
    "partnerships/institution/add/": "editor",
    "partnerships/unit/add/": "editor",
    "partnerships/sourcerow/{row}/decide/": "editor",
    "partnerships/importrun/{run}/file/": "editor",
    "partnerships/importrun/{run}/held/": "editor",
    "doubts/institution/": "editor",
    "doubts/agreement/": "editor",
    "doubts/agreement/?record={agreement}": "editor",
    "same/": "editor",
    "import/": "editor",
    "first-steps/": "editor",
    "import/messy-list.xlsx": "editor",
    "import/suggest/institution/": "editor",
    "import/suggest/type/": "editor",
    "import/suggest/unit/": "editor",
    "import/progress/8e3a4f0e-5d0b-4c53-9a51-d7a3a76c2a10/": "editor",
    "partnerships/agreement/{agreement}/delete/": "manager",
    "partnerships/institution/{institution}/delete/": "manager",
    "partnerships/importrun/{run}/undo/": "manager",
    "partnerships/journalentry/{entry}/delete/": "manager",
    "partnerships/agreementtype/add/": "manager",
    "partnerships/agreementtype/{type}/delete/": "manager",
    "partnerships/unit/{unit}/delete/": "manager",
    "partnerships/cooperationkind/add/": "manager",
    "partnerships/cooperationkind/{kind}/delete/": "manager",
    "partnerships/homeinstitution/{home}/change/": "manager",
    "partnerships/homeinstitution/{home}/history/": "manager",
    "partnerships/merge/": "manager",
    "partnerships/merge/{merge}/change/": "manager",
    "partnerships/merge/{merge}/history/": "manager",
    "partnerships/merge/{merge}/take-back/": "manager",
    "partnerships/login/": "manager",
    "partnerships/login/{log_in}/change/": "manager",
    "partnerships/login/{log_in}/history/": "manager",
    "auth/user/": "manager",
    "auth/user/add/": "manager",
    "auth/user/{person}/change/": "manager",
    "auth/user/{person}/password/": "manager",
    "auth/user/{person}/history/": "manager",
    "auth/group/": "manager",
    "auth/group/{group}/change/": "manager",
    "auth/group/{group}/history/": "manager",
    "auth/user/{person}/delete/": "administrator",
    "auth/group/add/": "administrator",
    "auth/group/{group}/delete/": "administrator",
    "partnerships/importrun/add/": "administrator",
    "partnerships/importrun/{run}/delete/": "administrator",
    "partnerships/merge/add/": "administrator",
    "partnerships/merge/{merge}/delete/": "administrator",
    "partnerships/sourcerow/add/": "administrator",
    "partnerships/sourcerow/{row}/delete/": "administrator",
}


@pytest.fixture
def keys():
    text = b"University,Country,Type\nVarna,Bulgaria,MoU\n,Poland,MoU\n"
    AgreementResource().import_file(text, "list.csv")
    agreement = Agreement.objects.get()
    gone = make_institution("University of Varna")
    target = agreement.institution
    plan = plan_merge(target, [target, gone])
    merge_institutions([target.pk, gone.pk], target.pk, None, plan.fingerprint)
    kind = CooperationKind.objects.create(name="Sports")
    unit = make_unit("Faculty of Law")
    home = HomeInstitution.objects.create(name_en="University of Baku")
    return {
        "entry": JournalEntry.objects.create(agreement=agreement, text="Telephoned").pk,
        "changes": ChangeSet.objects.create().pk,
        "home": home.pk,
        "kind": kind.pk,
        "unit": unit.pk,
        "merge": Merge.objects.get().pk,
        "agreement": agreement.pk,
        "institution": agreement.institution_id,
        "type": agreement.agreement_type_id,
        "person": get_user_model().objects.create_user("anna").pk,
        "group": Group.objects.get(name="viewer").pk,
        "run": ImportRun.objects.get().pk,
        "row": SourceRow.objects.waiting().get().pk,
        "log_in": LogIn.objects.create(way="password").pk,
    }


# Addresses of Django itself that show no record, and those that only take a POST, tried below or beside their pages.
BESIDE = {
    "login",
    "login_code",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",
    "jsi18n",
    "view_on_site",
}
BESIDE |= {"app_list", "partnerships_import_preview", "partnerships_language", "partnerships_send_me_one"}
BESIDE |= {"password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete"}
BESIDE |= {"accept_invitation", "partnerships_importrun_last_changes"}
BESIDE |= {"partnerships_agreement_document_version"}  # a file, tried by tests of documents
BESIDE |= {"partnerships_institution_logo"}  # a picture, tried by tests of merging
# Of the home institution there is one, which is made once and never deleted.
BESIDE |= {f"partnerships_homeinstitution_{name}" for name in ("add", "changelist", "delete", "deleted")}
BESIDE |= {"partnerships_login_add", "partnerships_login_delete"}  # log-ins are recorded, and go by themselves
BESIDE |= {"partnerships_journalentry_add"}  # entries are written beside the history of a record
POSTED = {
    "invite_again",
    "help_in",
    "sourcerow_look",
    "agreement_bulk",
    "agreement_columns",
    "agreement_record",
    "agreement_save_view",
    "agreement_remove_view",
    "renewal_take_back",
    "review_take_back",
    "agreement_write",
    "institution_write",
    "journalentry_done",
}
RECORDS = ("agreement", "institution", "agreementtype", "cooperationkind", "unit", "homeinstitution", "journalentry")
POSTED |= {f"{name}_restore" for name in RECORDS}


def test_every_address_of_the_office_is_tried(keys):
    known = {resolve(f"/admin/{path.format(**keys)}".partition("?")[0]).url_name for path in ADDRESSES}
    known |= BESIDE | {f"partnerships_{name}" for name in POSTED}

    assert set(address_names(admin.site.get_urls())) - known == set()


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_it_may_and_nothing_else(client, keys, role):
    user = get_user_model().objects.create_user(role, is_staff=True)
    if role != "nobody":
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    opened = {path: client.get(f"/admin/{path.format(**keys)}").status_code for path in ADDRESSES}

    allowed = {path: 200 if LEVELS.index(role) >= LEVELS.index(least) else 403 for path, least in ADDRESSES.items()}
    assert opened == allowed


@pytest.mark.parametrize(
    "path",
    [
        "renew/?ids={agreement}",
        "{agreement}/terminate/",
        "{agreement}/review/",
        "first-reviews/",
        "{agreement}/snooze/",
        "{agreement}/rest/",
        "bulk/notice/",
    ],
)
@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_a_viewer_changes_nothing(client, keys, role, path):
    user = get_user_model().objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    answer = client.post(f"/admin/partnerships/agreement/{path.format(**keys)}", {})

    assert answer.status_code == (403 if role == "viewer" else 200)


def test_without_an_account_nothing_opens(client, keys):
    assert {client.get(f"/admin/{path.format(**keys)}").status_code for path in ADDRESSES} == {302}


def test_a_manager_makes_nobody_the_administrator(client, admin_user):
    manager = get_user_model().objects.create_user("manager", is_staff=True)
    manager.groups.add(Group.objects.get(name="manager"))
    client.force_login(manager)
    own = f"/admin/auth/user/{manager.pk}/change/"

    client.post(own, {"username": "manager", "is_staff": "on", "is_active": "on", "is_superuser": "on"})

    manager.refresh_from_db()
    assert not manager.is_superuser
    assert client.get(f"/admin/auth/user/{admin_user.pk}/change/").status_code == 302
