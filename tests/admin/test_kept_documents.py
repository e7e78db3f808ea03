"""Documents that were replaced or removed."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from partnerships.admin.documents import keep_document
from partnerships.models import Agreement, Document
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/partnerships/agreement/"
PAGE = f"{LIST}documents/"
OLD, NEW = b"%PDF-1.7 old", b"%PDF-1.7 new and longer"


def upload(name="new.pdf", content=NEW):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def document():
    """Return a document named after its file, the only one of an agreement."""
    return keep_document(upload("old.pdf", OLD), make_agreement(), kind="signed")


def save(client, document, **fields):
    """Post the agreement's form with one document, and return the response."""
    agreement = document.agreement
    posted = {
        "institution": agreement.institution_id, "title": "MoU", "validity": "not-recorded", "renewal": "none",
        "documents-TOTAL_FORMS": 1, "documents-INITIAL_FORMS": 1, "documents-0-id": document.pk,
        "documents-0-agreement": agreement.pk, "documents-0-name": document.name, "documents-0-kind": document.kind,
        "documents-0-dated": "", "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip
    return client.post(f"{LIST}{agreement.pk}/change/", posted | fields)


def rows(client, query=""):
    """Return the texts of the cells of each row of the page."""
    body = client.get(f"{PAGE}{query}").text.partition("<tbody>")[2].partition("</tbody>")[0]
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in body.split("</tr>")[:-1]]
    return [[" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells] for cells in found]


def content(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("taken", ["removed", "replaced"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_no_document_goes_without_a_reason(admin_client, document, taken, reason):
    fields = {"documents-0-DELETE": "on"} if taken == "removed" else {"documents-0-file": upload()}

    answer = save(admin_client, document, change_reason=reason, **fields)

    assert answer.status_code == 200
    assert "why a document is replaced or removed" in answer.text
    assert Document.objects.get().file.name == document.file.name


def test_a_replaced_file_stays_in_the_history(admin_client, document):
    save(admin_client, document, **{"documents-0-file": upload(), "change_reason": "pages were missing"})

    now = Document.objects.get()
    [row] = rows(admin_client)
    first = document.history.last()
    assert (now.name, now.size) == ("new.pdf", len(NEW)) and now.sha256 != document.sha256
    assert content(admin_client.get(now.get_absolute_url())) == NEW
    assert row[0] == "old.pdf, signed agreement, 12 bytes"
    assert row[2:3] + row[4:] == ["replaced", "admin", "pages were missing"]
    assert content(admin_client.get(f"{PAGE}{first.history_id}/")) == OLD


def test_a_title_that_a_person_wrote_stays_when_the_file_is_replaced(admin_client, document):
    Document.objects.update(name="Agreement of 2003")
    document.refresh_from_db()

    save(admin_client, document, **{"documents-0-file": upload(), "change_reason": "whole"})

    assert Document.objects.get().name == "Agreement of 2003"


def test_a_removed_document_stays_in_the_history_with_its_file(admin_client, document):
    save(admin_client, document, **{"documents-0-DELETE": "on", "change_reason": "of another agreement"})

    label = str(Agreement.objects.get())
    [row] = rows(admin_client, f"?agreement={document.agreement_id}")
    answer = admin_client.get(f"{PAGE}{Document.history.first().history_id}/")
    assert (content(answer), answer["Content-Disposition"]) == (OLD, 'inline; filename="old.pdf"')
    assert row[1:3] + row[4:] == [label, "removed", "admin", "of another agreement"]
    assert not Document.objects.exists()
    assert admin_client.get(document.get_absolute_url()).status_code == 404


def test_a_change_of_what_it_is_needs_no_reason_and_takes_no_file(admin_client, document):
    answer = save(admin_client, document, **{"documents-0-kind": "annex", "documents-0-dated": "2019"})

    document.refresh_from_db()
    assert (answer.status_code, document.kind, str(document.dated)) == (302, "annex", "2019")
    assert [line.kind for line in document.history.all()] == ["annex", "signed"]
    assert rows(admin_client) == []


def test_the_page_tells_the_documents_of_one_agreement_or_all(admin_client, document):
    other = make_agreement(make_institution("Ankara University", "TR"))
    another = keep_document(upload("other.pdf"), other)
    for each in (document, another):
        each.delete()

    assert [row[0].split(",")[0] for row in rows(admin_client)] == ["other.pdf", "old.pdf"]
    assert [row[0].split(",")[0] for row in rows(admin_client, f"?agreement={other.pk}")] == ["other.pdf"]
    assert f'href="{PAGE}?agreement={other.pk}"' in admin_client.get(f"{LIST}{other.pk}/history/").text
    assert {admin_client.get(f"{PAGE}?agreement={wrong}").status_code for wrong in ("x", "9" * 40)} == {404}


@pytest.mark.parametrize("is_chosen_in_the_list", [False, True])
def test_the_documents_of_a_deleted_agreement_are_kept_and_the_person_is_told(
    admin_client, document, is_chosen_in_the_list
):
    label, key = str(document.agreement), document.agreement_id
    address = LIST if is_chosen_in_the_list else f"{LIST}{key}/delete/"

    posted = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
    posted["change_reason"] = "a double"
    answer = admin_client.post(address, posted, follow=True)

    [row] = rows(admin_client)
    assert not Agreement.objects.exists() and not Document.objects.exists()
    assert f'1 document of it is kept: <a href="{PAGE}">Documents replaced or removed</a>' in answer.text
    assert row[1:3] + row[4:] == ["deleted", "removed", "admin", f"deleted with its agreement, {label}: a double"]
    assert default_storage.exists(document.file.name)


def test_number_of_queries_stays_the_same(admin_client, document, django_assert_num_queries):
    for number in range(4):
        keep_document(upload(), make_agreement(make_institution(f"University {number}"))).delete()
    document.file.save("new.pdf", upload())
    admin_client.get(PAGE)

    with django_assert_num_queries(8):
        admin_client.get(PAGE)


def test_pages_hold_fifty(admin_client):
    agreement = make_agreement()
    for number in range(51):
        Document.objects.create(agreement=agreement, name=f"{number}.pdf", file="a", sha256="x", size=1).delete()

    assert [len(rows(admin_client)), len(rows(admin_client, f"?agreement={agreement.pk}&page=2"))] == [50, 1]
    assert f"?agreement={agreement.pk}&amp;page=2" in admin_client.get(f"{PAGE}?agreement={agreement.pk}").text


@pytest.mark.parametrize(("role", "status"), [("nobody", 403), ("viewer", 200), ("editor", 200), ("manager", 200)])
def test_the_file_of_a_version_opens_for_who_may_see_documents(client, django_user_model, document, role, status):
    user = django_user_model.objects.create_user(role, is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    address = f"{PAGE}{document.history.get().history_id}/"

    without_account = client.get(address)
    client.force_login(user)
    answer = client.get(address)
    answer.close()

    assert (without_account.status_code, answer.status_code) == (302, status)


def test_the_history_of_an_agreement_leads_to_each_file_and_brings_a_removed_document_back(admin_client, document):
    save(admin_client, document, **{"documents-0-file": upload(), "change_reason": "pages were missing"})
    Document.objects.get().delete()
    removed, replaced, first = document.history.all()

    page = admin_client.get(f"{LIST}{document.agreement_id}/history/").text
    admin_client.post(f"{LIST}{document.agreement_id}/history/document/{first.history_id}/restore/")

    assert [f'href="{PAGE}{line.history_id}/"' in page for line in (removed, replaced, first)] == 3 * [True]
    assert content(admin_client.get(Document.objects.get().get_absolute_url())) == OLD


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_the_page_of_an_agreement_leads_to_its_documents(client, django_user_model, document, role):
    user = django_user_model.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    page = client.get(f"{LIST}{document.agreement_id}/change/").text

    assert f'<a href="{document.get_absolute_url()}" ' in page
    assert document.file.name not in page


def test_a_version_that_is_not_there_is_not_found(admin_client, document):
    version = document.history.get().history_id
    default_storage.delete(document.file.name)

    assert {admin_client.get(f"{PAGE}{number}/").status_code for number in (version, 999)} == {404}


def test_the_first_document_is_proposed_as_the_signed_agreement(admin_client, document):
    empty = make_agreement(make_institution("Ankara University", "TR"))
    chosen = re.compile(r'name="documents-__prefix__-kind".*?<option value="(\w+)" selected', re.S)

    pages = [admin_client.get(f"{LIST}{pk}/change/").text for pk in (empty.pk, document.agreement_id)]

    assert [chosen.search(page)[1] for page in pages] == ["signed", "other"]


def test_a_picture_of_several_from_a_phone_is_taken(admin_client, document):
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "MPO", save_all=True, append_images=[Image.new("RGB", (2, 2))])
    page = upload("page.jpg", file.getvalue())

    answer = save(admin_client, document, **{"documents-0-file": page, "change_reason": "a photograph"})

    assert (answer.status_code, Document.objects.get().name) == (302, "page.jpg")


def test_a_file_is_shown_no_longer_than_it_is_kept(admin_client, document, settings):
    settings.KEEP_REMOVED_DAYS = 30
    save(admin_client, document, change_reason="twice", **{"documents-0-DELETE": "on"})
    kept = admin_client.get(PAGE).text
    Document.history.update(history_date=timezone.now() - timedelta(days=31))

    gone = admin_client.get(PAGE).text

    assert "for 30 days, then they are deleted" in kept
    assert ("/documents/" in kept.partition("<tbody>")[2], "/documents/" in gone.partition("<tbody>")[2]) == (
        True,
        False,
    )
    assert rows(admin_client)[0][0].startswith("old.pdf (file deleted), signed agreement")
