"""Pictures that stand on the rows of a workbook, taken for the logos of institutions that have none."""

import io
import zipfile
from collections import Counter

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from partnerships.uploads import logo_path

LARGEST = 2 * 2**20  # bytes
MOST_SHARING = 5  # institutions with one logo, such as the faculties of one
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}


def wanted(plan):
    """Return the rows of a plan that carry a picture for an institution without a logo, one row an institution.

    A picture that many institutions share is a flag or an ornament; to store it for each of them could fill the disk.
    """
    found = {}
    for row in plan.rows:
        if row.picture and row.institution is not None and not row.institution.logo:
            found.setdefault(id(row.institution), row)
    shared = Counter(row.picture for row in found.values())
    return [row for row in found.values() if shared[row.picture] <= MOST_SHARING]


def take(plan, content):
    """Store the wanted pictures as logos of their institutions; return the names of the stored files.

    What is no picture of a usual kind, or too large, is left out.
    """
    rows = wanted(plan)
    if not rows:
        return []
    stored = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for row in rows:
            if picture := read(package, row.picture):
                data, kind = picture
                name = default_storage.save(logo_path(row.institution, f"logo.{kind}"), ContentFile(data))
                stored.append(name)
                give(plan, row, name)
    return stored


def read(package, entry):
    """Return the bytes of a picture and the ending of its kind, or None where it is none that a page can show."""
    if package.getinfo(entry).file_size > LARGEST:
        return None
    data = package.read(entry)
    try:
        with Image.open(io.BytesIO(data)) as image:
            kind = KINDS.get(image.format)
            image.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return (data, kind) if kind else None


def give(plan, row, name):
    """Set the logo of the institution of a row; for a registered one this is a change that can be undone."""
    if row.institution.pk is None:
        row.institution.logo = name
        return
    changed = row.assign("institution", row.institution, logo=name)
    plan.changed_institutions.setdefault(row.institution, set()).update(changed)


def forget(names):
    """Delete stored files whose import failed."""
    for name in names:
        default_storage.delete(name)
