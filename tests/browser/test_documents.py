"""A document in a tab of a real browser: it is shown, and belongs to no site."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partnerships.admin.documents import keep_document
from tests.factories import make_agreement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_scan_is_shown_in_a_sandbox(office):
    scan = io.BytesIO()
    Image.new("RGB", (20, 30)).save(scan, "PNG")
    document = keep_document(SimpleUploadedFile("scan.png", scan.getvalue()), make_agreement())

    office.goto(document.get_absolute_url())

    shown = office.evaluate("[document.contentType, document.images[0].naturalHeight, self.origin]")
    assert shown == ["image/png", 30, "null"]
