"""Pictures on the rows of a workbook, stored as the logos of institutions that have none."""

import io
import zipfile
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from partnerships.pictures import LARGEST, Logo, NoLogo, logo_from
from partnerships.uploads import logo_path

if TYPE_CHECKING:
    from .plans import Plan, PlannedRow

MOST_SHARING = 5  # institutions with one logo, such as the faculties of one


def rows_with_logo(plan: "Plan") -> list["PlannedRow"]:
    """Return the rows of a plan whose picture becomes the logo of an institution without one; one row per institution.

    A picture that many institutions share is a flag or an ornament; to store it for each of them could fill the disk.
    """
    found: dict[int, PlannedRow] = {}
    for row in plan.rows:
        if row.picture and row.institution is not None and not row.institution.logo:
            found.setdefault(id(row.institution), row)
    shared = Counter(row.picture for row in found.values())
    return [row for row in found.values() if shared[row.picture] <= MOST_SHARING]


def store_logos(plan: "Plan", content: bytes) -> list[str]:
    """Store the pictures of a workbook, `content`, as logos of institutions; return the names of the stored files.

    Whatever is too large, or no picture of a known format, is left out.
    """
    rows = rows_with_logo(plan)
    if not rows:
        return []
    stored = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for row in rows:
            if logo := read_logo(package, row.picture):
                name = default_storage.save(
                    logo_path(row.institution, f"logo.{logo.ending}"), ContentFile(logo.content)
                )
                stored.append(name)
                set_logo(plan, row, name)
    return stored


def read_logo(package: zipfile.ZipFile, entry: str | None) -> Logo | None:
    """Return the logo that the picture in an `entry` of a ZIP file becomes; None where it becomes none."""
    if entry is None or package.getinfo(entry).file_size > LARGEST:
        return None
    data = package.read(entry)
    with suppress(NoLogo):
        return logo_from(io.BytesIO(data), len(data))
    return None


def set_logo(plan, row, name):
    """Set the logo of a row's institution to a stored file; for a registered institution the plan notes the change."""
    if row.institution.pk is None:
        row.institution.logo = name
        return
    changed = row.assign("institution", row.institution, logo=name)
    plan.changed_institutions.setdefault(row.institution, set()).update(changed)


def delete_files(names: list[str]) -> None:
    """Delete the stored files with these `names`, whose import failed."""
    for name in names:
        default_storage.delete(name)
