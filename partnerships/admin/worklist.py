"""The worklist as the first page of the office, with two small pictures of the register beside it."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from partnerships.models import SourceRow, Status
from partnerships.renewals.reminders import last_runs
from partnerships.renewals.worklist import chart_data, worklist

WIDTH, HEIGHT, BAR_GAP = 320, 90, 1  # of a picture, in its own units


def context_of(request):
    """Return the context of the first page; {} for people who may not see agreements."""
    if not request.user.has_perm("partnerships.view_agreement"):
        return {}
    is_mine = request.GET.get("mine") == "1"
    sections = worklist(user=request.user if is_mine else None)
    listed = reverse("admin:partnerships_agreement_changelist")
    statuses, years = chart_data()
    complete, latest = last_runs()
    return {
        "is_mine": is_mine,
        "may_change": request.user.has_perm("partnerships.change_agreement"),
        "sections": [
            {
                "key": section.key,
                "is_renewable": section.key not in {"end-missing", "date-missing"},
                "title": section.title,
                "count": count,
                "named": named,
                "address": f"{listed}?work={section.key}{'&mine=1' if is_mine else ''}",
            }
            for section, count, named in sections
        ],
        "last_run": complete,
        "is_reminding": bool(settings.OFFICE_EMAIL),
        "is_run_late": complete is None or complete.started_at < timezone.now() - timedelta(days=2),
        "is_run_incomplete": latest is not None and not latest.is_complete,
        "waiting": SourceRow.objects.waiting().count(),
        "to_look_at": SourceRow.objects.to_look_at().count(),
        "statuses": bars_across(
            [(label, statuses.get(value, 0), f"{listed}?status={value}") for value, label in Status.choices]
        ),
        "years": bars_up([(str(year), count, f"{listed}?year={year}") for year, count in years]),
    }


def bars_across(counted):
    """Return horizontal bars for (label, count, address), as dictionaries with their lengths in an SVG of WIDTH."""
    most = max((count for _label, count, _address in counted), default=0) or 1
    return [
        {"label": label, "count": count, "address": address, "length": round(WIDTH * count / most)}
        for label, count, address in counted
        if count
    ]


def bars_up(counted):
    """Return vertical bars for (label, count, address), as dictionaries with positions and sizes in an SVG."""
    most = max((count for _label, count, _address in counted), default=0) or 1
    step = WIDTH / max(len(counted), 1)
    return [
        {
            "label": label,
            "count": count,
            "address": address,
            "x": round(index * step, 1),
            "width": round(max(step - BAR_GAP, 1), 1),
            "y": round(HEIGHT - HEIGHT * count / most, 1),
            "height": round(HEIGHT * count / most, 1),
        }
        for index, (label, count, address) in enumerate(counted)
    ]
