"""The worklist as the first page of the office: what is due, most urgent first, and the figures beside it."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.importing.remarks import Remark
from partnerships.languages import format_weekday
from partnerships.models import Agreement, Backup, ImportRun, Outcome, SourceRow, Status
from partnerships.partial_dates import PartialDate
from partnerships.renewals.sending import is_late, last_runs
from partnerships.renewals.worklist import GAPS, NOBODY, chart_data, due_count, worklist
from partnerships.similarity.doubles import undecided_doubles

from .agreement_list.attention import MissingFilter
from .agreement_list.values import tally
from .first_reviews import invitation
from .journal import follow_ups
from .kept_list import KEPT
from .not_same import pairs_of
from .standing import days_left_in_words, urgency_of

ROWS_NAMED = 3  # rows of imports, and pairs of records, that are named
GAP_TITLES = {
    "end": gettext_lazy("Without an end"),
    "review": gettext_lazy("That nobody will be asked about"),
    "told": gettext_lazy("Without the end that their term tells"),
    "signed": gettext_lazy("Without a date of signing"),
    "responsible": gettext_lazy("That nobody is responsible for"),
    "unit": gettext_lazy("Without a unit"),
    "scan": gettext_lazy("Without a scan"),
    "website": gettext_lazy("Without a website of the partner"),
}


def context_of(request):
    """Return the context of the first page; {} for people who may not see agreements."""
    if not request.user.has_perm("partnerships.view_agreement"):
        return {}
    whose = request.GET.get("mine") if request.GET.get("mine") in {"1", NOBODY} else ""
    user = {"1": request.user, NOBODY: NOBODY}.get(whose)
    sections = [section_context(*section, whose) for section in worklist(user=user)]
    rows = [*rows_of_imports(), *row_of_doubles(request.user)]
    followed = follow_ups(request.user, is_mine=whose == "1")
    extra = [followed] if followed else []
    work = [section for section in sections if section["key"] not in GAPS]
    return {
        "day": format_weekday(timezone.localdate()),
        "tabs": tabs(request.user, whose, sum(section["count"] for section in work)),
        "may_change": request.user.has_perm("partnerships.change_agreement"),
        "sections": sections,
        "due": [section for section in work if section["count"]],
        "gaps": gaps(request, user, whose),
        "invitation": invitation() if request.user.has_perm("partnerships.change_agreement") else None,
        "rows_due": [each for each in rows if each["count"]],
        "follow_ups": followed,
        "not_due": [each["title"] for each in [*work, *extra, *rows] if not each["count"]],
        "sentence": sentence_of({each["key"]: each["count"] for each in [*sections, *extra, *rows]}),
        "statuses": statuses(),
        "last_import": last_import(),
        **reminder_context(),
        **backup_context(request.user),
    }


def tabs(user, whose, count):
    """Return the tabs of whose work is shown, each with how much there is; `count` is that of the one that is shown."""
    of = [("", _("Everybody's"), None), ("1", _("Mine"), user), (NOBODY, _("Nobody's"), NOBODY)]
    return [
        {
            "label": label,
            "address": f"?mine={key}" if key else reverse("admin:index"),
            "is_shown": key == whose,
            "count": count if key == whose else due_count(owner),
        }
        for key, label, owner in of
    ]


def section_context(section, count, named, whose):
    """Return a section of the worklist as the page shows it."""
    query = f"work={section.key}{f'&mine={whose}' if whose else ''}"
    return {
        "key": section.key,
        "title": section.title,
        "is_review": section.is_review,
        "count": count,
        "rows": [
            {
                "agreement": each,
                "left": days_left_in_words(each),
                **asked_by(each, section.is_review),
                "rested_until": PartialDate.of(each.rests_until).short if section.key == "rested" else "",
                "page": f"{reverse('admin:partnerships_agreement_change', args=[each.pk])}?{urlencode({KEPT: query})}",
            }
            for each in named
        ],
        "more": count - len(named),
        "address": f"{listed()}?{query}",
    }


def asked_by(agreement, is_review):
    """Return by when an agreement asks for a decision, or for a review, and how urgent that is."""
    day = agreement.review_on if is_review else agreement.decide_by
    return {"asked_by": PartialDate.of(day).short if day else "", "urgency": urgency_of(day)}


def gaps(request, user, whose):
    """Return what is not recorded, of one `user`, of nobody or of all: how often, and the address of the list."""
    agreements = Agreement.objects.order_by()
    if user is not None:
        agreements = agreements.filter(responsible=None if user == NOBODY else user)
    missing = MissingFilter(request, {}, Agreement, admin.site.get_model_admin(Agreement))
    found = tally(agreements, [missing])[missing]
    return [
        {
            "key": key,
            "title": title,
            "count": found[key],
            "query": f"missing={key}{f'&mine={whose}' if whose else ''}",
        }
        for key, title in GAP_TITLES.items()
        if found.get(key)
    ]


def last_import():
    """Return the last run that was not taken back, with its day and how many rows became what; None for none."""
    run = ImportRun.objects.filter(undone_at__isnull=True).select_related("user").first()
    if run is None:
        return None
    rows = f"{reverse('admin:partnerships_sourcerow_changelist')}?run__id__exact={run.pk}&outcome__exact="
    labels = [(Outcome.NEW, _("%d new")), (Outcome.CHANGED, _("%d changed")), (Outcome.HELD, _("%d held"))]
    return {
        "run": run,
        "day": PartialDate.of(timezone.localdate(run.imported_at)).short,
        "counts": [
            {"label": label % run.counts[key], "address": rows + key} for key, label in labels if run.counts.get(key)
        ],
    }


def listed():
    """Return the address of the list of agreements."""
    return reverse("admin:partnerships_agreement_changelist")


def rows_of_imports():
    """Return the two sections of rows of imports that wait for a person."""
    rows = reverse("admin:partnerships_sourcerow_changelist")
    waiting, look = SourceRow.objects.waiting(), SourceRow.objects.to_look_at()
    return [
        section_of_rows("waiting", _("Held rows of imports"), waiting, f"{rows}?decision=waiting"),
        section_of_rows("look", _("Imported rows that need a look"), look, f"{rows}?look=open"),
    ]


def section_of_rows(key, title, found, address):
    """Return a section of the rows of imports that were `found`, with the first of them and why they are in it."""
    count = found.count()
    named = found.select_related("run").order_by("-run", "row")[:ROWS_NAMED] if count else []
    return {
        "key": key,
        "title": title,
        "count": count,
        "address": address,
        "rows": [{"row": row, "why": reasons_of(row)} for row in named],
        "more": max(0, count - ROWS_NAMED),
    }


def reasons_of(row):
    """Return the first remarks on a row of an import, in words."""
    return " ".join(Remark.from_stored(said).message for said in row.remarks[:2])


def row_of_doubles(user):
    """Return the section of records that are likely the same, for people who may decide about them."""
    if not user.has_perm("partnerships.change_institution"):
        return []
    doubles = undecided_doubles()
    return [
        {
            "key": "same",
            "title": _("Records that may be the same"),
            "count": len(doubles),
            "address": reverse("admin:partnerships_same"),
            "pairs": pairs_of(doubles[:ROWS_NAMED]) if doubles else [],
            "more": max(0, len(doubles) - ROWS_NAMED),
        }
    ]


def sentence_of(counts):
    """Return one sentence on what is most urgent, from {section's key: count}."""
    parts = [
        (counts["decide"], ngettext("%d to decide now", "%d to decide now", counts["decide"])),
        (counts["ended"], ngettext("%d ended without a decision", "%d ended without a decision", counts["ended"])),
        (counts["review"], ngettext("%d to review", "%d to review", counts["review"])),
        (counts["look"], ngettext("%d row to look at", "%d rows to look at", counts["look"])),
        (counts.get("follow-up"), ngettext("%d to follow up", "%d to follow up", counts.get("follow-up", 0))),
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
    """Return whether reminders are sent, when they were last, and whether a daily run was missed since."""
    complete, latest = last_runs()
    return {
        "last_run": complete,
        "is_reminding": bool(settings.OFFICE_EMAIL),
        "is_run_late": is_late(complete),
        "is_run_incomplete": latest is not None and not latest.is_complete,
    }


def backup_context(user):
    """Return the last backup and whether it is too old, for people who keep the accounts."""
    if not user.has_perm("auth.change_user"):
        return {}
    last = Backup.last()
    return {"is_told_of_backups": True, "last_backup": last, "is_backup_old": last is not None and last.is_old()}
