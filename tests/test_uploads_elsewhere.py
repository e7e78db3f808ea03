"""Uploads in a folder that machines share, and in a bucket of a store that speaks S3."""

import os
import re
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
from botocore.endpoint import Endpoint
from botocore.exceptions import EndpointConnectionError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3File

from config.uploads import storage_at
from partnerships.models import Document, Institution
from partnerships.stored_files import removed_on_error
from tests.admin.test_documents import PDF, form_of, picture
from tests.factories import make_agreement

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def store():
    """Yield the address of a store that speaks S3, with a bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "se/cret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=address, **keys).create_bucket(Bucket="uploads")
    yield f"s3+http://key:se%2Fcret@{host}:{port}/uploads/register"
    server.stop()


@pytest.fixture
def bucket(store, settings):
    """Keep uploads in the bucket, as UPLOADS_URL does."""
    settings.STORAGES = {**settings.STORAGES, "default": storage_at(store)}
    yield default_storage
    for folder in ("documents", "logos"):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


@pytest.mark.django_db
def test_a_document_in_a_bucket_is_given_out_as_from_a_folder(bucket, admin_client):
    document = form_of(PDF, name="signed.pdf").save()

    answer = admin_client.get(document.get_absolute_url())

    assert bucket.listdir("documents") == ([], [f"{document.key}.pdf"])
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Length"] == str(len(PDF))


def test_nothing_stays_in_the_bucket_of_a_record_that_is_not_kept(bucket):
    with pytest.raises(ValueError), removed_on_error():
        default_storage.save("documents/gone.pdf", ContentFile(PDF))
        raise ValueError

    assert bucket.listdir("documents") == ([], [])


@pytest.mark.django_db
def test_a_document_that_is_gone_from_the_bucket_is_not_found(bucket, admin_client):
    document = form_of(PDF).save()
    bucket.delete(document.file.name)

    assert admin_client.get(document.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_a_logo_in_a_bucket_is_shown(bucket, client):
    institution = make_agreement().institution
    institution.logo.save("logo.png", ContentFile(picture()))
    Institution.objects.filter(pk=institution.pk).update(logo=institution.logo.name)

    answer = client.get(f"/institutions/{institution.slug}/logo")

    assert b"".join(answer.streaming_content) == picture()
    assert answer.headers["Content-Type"] == "image/png"


@pytest.mark.django_db
def test_what_a_bucket_lacks_is_said_by_the_check(bucket, capsys):
    kept, lost = form_of(PDF).save(), form_of(PDF, agreement=make_agreement()).save()
    bucket.delete(lost.file.name)

    with pytest.raises(SystemExit):
        call_command("check_register")

    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if kept.file.name in line] == []
    assert [line for line in lines if lost.file.name in line] == [
        f"The file {lost.file.name} of document {lost.pk} is missing."
    ]
    assert Document.objects.count() == 2


@pytest.mark.django_db
def test_a_store_that_fails_does_so_as_a_disk(bucket, monkeypatch):
    name = form_of(PDF).save().file.name
    with monkeypatch.context() as patched:
        patched.setattr(S3File, "file", property(gone))  # between two parts
        with pytest.raises(OSError, match="The store of uploads failed"):
            bucket.open(name)
        patched.setattr(Endpoint, "make_request", gone)
        for ask in (bucket.exists, bucket.listdir, bucket.size, bucket.get_modified_time, bucket.delete):
            with pytest.raises(OSError, match="The store of uploads failed"):
                ask(name)
        with pytest.raises(OSError, match="The store of uploads failed"):
            bucket.save("documents/other.pdf", ContentFile(PDF))


def gone(*arguments, **keywords):
    """Fail as the library does where the store does not answer."""
    raise EndpointConnectionError(endpoint_url="http://store.example.org")


def started_with(address):
    """Return the status and the last words of a start with an UPLOADS_URL."""
    done = subprocess.run(
        [sys.executable, "-c", "from config import settings; print(settings.STORAGES['default'])"],
        cwd=ROOT,
        env=os.environ | {"UPLOADS_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def test_a_folder_that_machines_share_keeps_uploads(tmp_path):
    status, said = started_with(str(tmp_path))

    assert (status, re.search("'location': '(.*?)'", said).group(1)) == (0, str(tmp_path))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/no/such/folder", "there is no folder /no/such/folder."),
        ("s3://host/bucket", "it names no place for files; {}."),
        ("s3://key:secret@host", "it names no place for files; {}."),
        ("s3://key:secret@host:port/bucket", "it names no place for files; {}."),
        ("uploads", "it names no place for files; {}."),
    ],
)
def test_a_place_that_is_none_stops_the_start_with_a_sentence(address, sentence):
    form = "write s3://key:secret@host/bucket, or the path of a folder from / on"

    assert started_with(address) == (1, f"UPLOADS_URL: {sentence.format(form)}")
