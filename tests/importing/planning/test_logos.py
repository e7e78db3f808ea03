"""Pictures on the rows of a workbook."""

import io
import re
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from partnerships.importing.failures import ImportFailed
from partnerships.importing.planning import logos
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing import writer
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.models import Institution
from tests.factories import make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@pytest.fixture
def workbook():
    book, file, picture = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    Picture.new("RGB", (4, 4), "red").save(picture, "PNG")
    book.active.append(["Logo", "University", "Country"])
    for number, name in enumerate(["Varna", "Ruse"], start=2):
        book.active.append(["", name, "Bulgaria"])
        book.active.add_image(Image(io.BytesIO(picture.getvalue())), f"A{number}")
    book.save(file)
    return file.getvalue()


def test_a_picture_becomes_the_logo_of_an_institution_without_one(workbook, settings):
    make_institution("Ruse", "BG", logo="logos/own.png")

    AgreementResource().import_file(workbook, "list.xlsx")

    varna, ruse = Institution.objects.order_by("-name")
    assert re.fullmatch(r"logos/[0-9a-f-]{36}\.png", varna.logo.name)
    assert ruse.logo.name == "logos/own.png"
    with varna.logo.open() as file:
        assert file.read().startswith(b"\x89PNG")


def test_the_logo_of_an_institution_with_a_long_name_fits_its_column(workbook):
    slug = "a" * 100
    make_institution("Varna", "BG", slug=slug)

    AgreementResource().import_file(workbook, "list.xlsx")

    assert 0 < len(Institution.objects.get(slug=slug).logo.name) <= Institution._meta.get_field("logo").max_length


@pytest.mark.parametrize(("sharing", "taken"), [(5, 5), (6, 0)])
def test_a_picture_that_many_institutions_share_is_no_logo(sharing, taken):
    rows = [SimpleNamespace(picture="flag.png", institution=SimpleNamespace(logo="")) for _ in range(sharing)]

    assert len(logos.rows_with_logo(SimpleNamespace(rows=rows))) == taken


def test_a_logo_goes_with_the_import_that_brought_it(workbook):
    make_institution("Ruse", "BG")
    run = AgreementResource().import_file(workbook, "list.xlsx").run
    assert Institution.objects.get(name="Ruse").logo

    undo_run(run, None, plan_undo(run).fingerprint)

    assert Institution.objects.get().logo.name == ""


def test_what_is_no_picture_is_left_out(workbook):
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(spoilt, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b"<svg onload='alert(1)'/>" if entry.endswith(".png") else old.read(entry))

    AgreementResource().import_file(spoilt.getvalue(), "list.xlsx")

    assert set(Institution.objects.values_list("logo", flat=True)) == {""}


def test_an_import_that_fails_leaves_no_file(workbook, monkeypatch, settings):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(writer, "source_row", fail)

    with pytest.raises(ImportFailed):
        AgreementResource().import_file(workbook, "list.xlsx")

    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
