"""What is uploaded: no more of it is written than may be kept, and nothing is left over of what fails."""

import errno
import io
import stat
import tempfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import RequestFactory

from partnerships.models import Agreement, Document
from partnerships.stored_files import removed_on_error
from partnerships.uploads import LargeUploadHandler
from tests.factories import make_agreement

DOCUMENT = "/admin/partnerships/agreement/1/terminate/"


def uploading(limit, settings):
    """Return a handler to which a file is being sent where so many bytes are the limit."""
    settings.DOCUMENT_MAX_BYTES = limit
    handler = LargeUploadHandler(RequestFactory().post(DOCUMENT))
    handler.new_file("file", "scan.pdf", "application/pdf", None)
    return handler


def test_a_file_within_the_limit_is_read_from_the_disk(settings):
    handler = uploading(8, settings)
    for start, part in ((0, b"%PDF"), (4, b"-1.4")):
        handler.receive_data_chunk(part, start)

    file = handler.file_complete(8)

    assert (file.name, file.size, file.read()) == ("scan.pdf", 8, b"%PDF-1.4")
    file.close()


def test_nothing_of_a_file_over_the_limit_stays_and_its_size_is_known(settings):
    handler = uploading(6, settings)
    handler.receive_data_chunk(b"%PDF", 0)
    path = Path(handler.file.temporary_file_path())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    handler.receive_data_chunk(b"-1.4", 4)
    gone = not path.exists()
    handler.receive_data_chunk(b"more", 8)
    file = handler.file_complete(12)

    assert gone
    assert (file.name, file.size, file.read()) == ("scan.pdf", 12, b"")


def test_a_list_has_a_limit_of_its_own(settings):
    settings.IMPORT_MAX_BYTES, settings.DOCUMENT_MAX_BYTES = 10, 5
    handler = LargeUploadHandler(RequestFactory().post("/admin/import/"))
    handler.new_file("file", "list.csv", "text/csv", None)

    handler.receive_data_chunk(b"a,b\n1,2\n", 0)

    file = handler.file_complete(8)
    assert file.read() == b"a,b\n1,2\n"
    file.close()


def full(*_arguments, **_keywords):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def disk_is_full(monkeypatch):
    """Let no temporary file take anything."""
    make = tempfile.NamedTemporaryFile

    def without_room(*arguments, **keywords):
        file = make(*arguments, **keywords)
        file.write = full
        return file

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", without_room)


def values_of(client, address):
    """Return what the form of a record sends."""
    shown = client.get(address).context
    forms = [shown["adminform"].form]
    for inline in shown["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {field.html_name: field.value() for form in forms for field in form if field.value() is not None}


def send_scan(client, agreement, content=b"%PDF-1.4" + b" " * 3_000_000):
    address = f"/admin/partnerships/agreement/{agreement.pk}/change/"
    file = SimpleUploadedFile("scan.pdf", content)
    sent = {"scope": "Typed", "documents-TOTAL_FORMS": 1, "documents-0-file": file}
    return client.post(address, values_of(client, address) | sent)


@pytest.mark.django_db
def test_a_full_disk_is_one_sentence_and_what_was_typed_is_kept(admin_client, disk_is_full):
    admin_client.raise_request_exception = False

    answer = send_scan(admin_client, make_agreement())

    text = answer.content.decode()
    assert answer.status_code == 503
    assert "There is no room left where the register keeps its records." in text
    assert '<input type="hidden" name="scope" value="Typed">' in text
    assert "Choose “scan.pdf” again: files cannot be kept" in text
    assert (Agreement.objects.get().scope, Document.objects.count()) == ("", 0)


@pytest.mark.django_db
def test_a_document_over_the_limit_is_said_at_its_box(admin_client, settings):
    settings.DOCUMENT_MAX_BYTES = 2 * 2**20

    answer = send_scan(admin_client, make_agreement())

    assert "The file has 2.9 MB; at most 2 MB can be kept." in answer.content.decode()
    assert Document.objects.count() == 0


def files_in(settings):
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_no_file_is_left_of_a_record_that_was_not_written(admin_client, settings, monkeypatch):
    were = []

    def fail(*_arguments, **_keywords):
        were.extend(files_in(settings))
        raise OperationalError("no")

    monkeypatch.setattr("partnerships.admin.agreements.AgreementAdmin.log_change", fail)
    admin_client.raise_request_exception = False

    answer = send_scan(admin_client, make_agreement())

    assert (answer.status_code, len(were)) == (503, 1)
    assert (Document.objects.count(), files_in(settings)) == (0, [])


def test_no_part_of_a_file_is_left_where_the_disk_is_full(settings):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"%PDF"
            full()

    with pytest.raises(OSError):
        default_storage.save("documents/a.pdf", Broken(b"%PDF-1.4"))

    assert files_in(settings) == []


def test_only_what_was_stored_in_the_failing_block_goes(settings):
    default_storage.save("documents/before.pdf", ContentFile(b"a"))
    with removed_on_error():
        default_storage.save("documents/kept.pdf", ContentFile(b"a"))
    with pytest.raises(ValueError), removed_on_error():
        default_storage.save("documents/gone.pdf", ContentFile(b"a"))
        raise ValueError

    assert sorted(path.name for path in files_in(settings)) == ["before.pdf", "kept.pdf"]


def test_nobody_else_may_read_what_is_stored(settings):
    default_storage.save("documents/a.pdf", ContentFile(b"a"))
    default_storage.save("logos/large.png", io.BytesIO(b"a" * 3_000_000))

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in [settings.MEDIA_ROOT, *settings.MEDIA_ROOT.rglob("*")]
    }

    assert modes == {"media": 0o700, "documents": 0o700, "a.pdf": 0o600, "logos": 0o700, "large.png": 0o600}
