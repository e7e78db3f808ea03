"""The worklist as the first page of the office: what is due, most urgent first, and the figures beside it."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.models import SourceRow, Status
from partnerships.renewals.sending import last_runs
from partnerships.renewals.worklist import chart_data, worklist
from partnerships.similarity.doubles import undecided_doubles

from .renewing import days_left_in_words

GAPS = {"end-missing", "date-missing"}  # sections of what is not recorded; none of it is due on a day
SOON = timedelta(days=60)


def context_of(request):
    """Return the context of the first page; {} for people who may not see agreements."""
    if not request.user.has_perm("partnerships.view_agreement"):
        return {}
    is_mine = request.GET.get("mine") == "1"
    sections = [section_context(*section, is_mine) for section in worklist(user=request.user if is_mine else None)]
    rows = [*rows_of_imports(), *row_of_doubles(request.user)]
    work = [section for section in sections if section["key"] not in GAPS]
    return {
        "is_mine": is_mine,
        "may_change": request.user.has_perm("partnerships.change_agreement"),
        "sections": sections,
        "due": [section for section in work if section["count"]],
        "gaps": [section for section in sections if section["key"] in GAPS and section["count"]],
        "rows_due": [each for each in rows if each["count"]],
        "not_due": [each["title"] for each in [*work, *rows] if not each["count"]],
        "sentence": sentence_of({each["key"]: each["count"] for each in [*sections, *rows]}),
        "statuses": statuses(),
        **reminder_context(),
    }


def section_context(section, count, named, is_mine):
    """Return a section of the worklist as the page shows it."""
    return {
        "key": section.key,
        "title": section.title,
        "count": count,
        "rows": [
            {"agreement": each, "left": days_left_in_words(each), "urgency": urgency_of(each.decide_by)}
            for each in named
        ],
        "more": count - len(named),
        "address": f"{listed()}?work={section.key}{'&mine=1' if is_mine else ''}",
    }


def listed():
    """Return the address of the list of agreements."""
    return reverse("admin:partnerships_agreement_changelist")


def urgency_of(day):
    """Return how near the `day` to decide by is: "overdue", "soon" or "later"."""
    today = timezone.localdate()
    return "later" if day is None or day > today + SOON else "overdue" if day < today else "soon"


def rows_of_imports():
    """Return the two sections of rows of imports that wait for a person."""
    rows = reverse("admin:partnerships_sourcerow_changelist")
    return [
        {
            "key": "waiting",
            "title": _("Held rows of imports"),
            "count": SourceRow.objects.waiting().count(),
            "address": f"{rows}?decision=waiting",
        },
        {
            "key": "look",
            "title": _("Imported rows that need a look"),
            "count": SourceRow.objects.to_look_at().count(),
            "address": f"{rows}?look=open",
        },
    ]


def row_of_doubles(user):
    """Return the section of records that are likely the same, for people who may decide about them."""
    if not user.has_perm("partnerships.change_institution"):
        return []
    address, count = reverse("admin:partnerships_same"), len(undecided_doubles())
    return [{"key": "same", "title": _("Records that may be the same"), "count": count, "address": address}]


def sentence_of(counts):
    """Return one sentence on what is most urgent, from {section's key: count}."""
    parts = [
        (counts["decide"], ngettext("%d to decide now", "%d to decide now", counts["decide"])),
        (counts["ended"], ngettext("%d ended without a decision", "%d ended without a decision", counts["ended"])),
        (counts["waiting"], ngettext("%d row of imports waits", "%d rows of imports wait", counts["waiting"])),
    ]
    said = ", ".join(text % count for count, text in parts if count)
    return f"{said}." if said else _("Nothing has to be decided today.")


def statuses():
    """Return how many agreements have each status today, with the address of their list."""
    counts, _years = chart_data()
    return [
        {"label": label, "count": counts[value], "address": f"{listed()}?status={value}"}
        for value, label in Status.choices
        if counts.get(value)
    ]


def reminder_context():
    """Return whether reminders are sent, when they were last, and whether that is too long ago."""
    complete, latest = last_runs()
    return {
        "last_run": complete,
        "is_reminding": bool(settings.OFFICE_EMAIL),
        "is_run_late": complete is None or complete.started_at < timezone.now() - timedelta(days=2),
        "is_run_incomplete": latest is not None and not latest.is_complete,
    }
