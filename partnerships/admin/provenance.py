"""The provenance of a record: from which file, sheet and row it came, and what the cells said."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

SHOWN = 20


def provenance_of(rows):
    """Return SourceRows as an HTML list of file, sheet and row, each with its cells."""
    shown = list(rows.select_related("run").order_by("-run__imported_at", "pk")[:SHOWN])
    if not shown:
        return _("Recorded by hand.")
    return format_html(
        '<ul class="provenance">{}</ul>', format_html_join("", "<li>{}</li>", ((line(row),) for row in shown))
    )


def line(row):
    """Return one SourceRow as HTML: a link and its cells."""
    position = _("row %s") % row.row
    if row.sheet:
        position = _("sheet “%(sheet)s”, %(place)s") % {"sheet": row.sheet, "place": position}
    return format_html(
        '<a href="{}">{}, {}</a> ({}) {}',
        reverse("admin:partnerships_sourcerow_change", args=[row.pk]),
        row.run.file_name,
        position,
        f"{timezone.localtime(row.run.imported_at):%Y-%m-%d}",
        format_html_join(" ", '<span class="cell">{}</span>', ((cell[:200],) for cell in row.cells if cell.strip())),
    )
