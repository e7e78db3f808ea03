"""The pages of the grid: the table, what saving it would change, and the change set that it was saved as."""

from functools import partial

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.admin.action_pages import action_page, confirmed_plan, list_of, query_of_chosen
from partnerships.admin.agreement_changes import require_change_permission
from partnerships.admin.change_sets import LONGEST_REASON
from partnerships.admin.exports import filters_of
from partnerships.models import Agreement

from .columns import columns_for, columns_shown
from .plans import ROWS, GridRefused, agreements_sent, plan_grid, read_sent, save_grid
from .rows import shown_rows


def grid_view(request: HttpRequest) -> HttpResponse:
    """Show the grid over the filtered list, what saving it would change, and save it when that is confirmed."""
    require_change_permission(request)
    # Rows stay where they are when their ends are filled in.
    request.usual_order = ["register_number"]  # type: ignore[attr-defined]
    changelist = admin.site.get_model_admin(Agreement).get_changelist_instance(request)
    if request.method != "POST":
        return grid_page(request, changelist, list(changelist.result_list)[:ROWS])
    return answer(request, changelist, read_sent(request.POST))


def first_page(request):
    """Return the address of the first page of the same grid."""
    query = request.GET.copy()
    query.pop("p", None)
    return f"{request.path}?{query.urlencode()}"


def answer(request, changelist, sent):
    """Return the page that follows on a grid that was `sent`."""
    agreements = agreements_sent(sent)
    if "take" in request.POST:
        take_proposals(sent, agreements, request.POST["take"])
        return grid_page(request, changelist, agreements, sent)
    plan = plan_grid(sent, columns_for)
    if "back" in request.POST or plan.errors or not plan.changes:
        if not plan.errors and "back" not in request.POST:
            messages.info(request, _("Nothing has been changed."))
        return grid_page(request, changelist, agreements, sent, plan.errors)
    return saved(request, changelist, sent) if "confirm" in request.POST else preview(request, sent, plan)


def take_proposals(sent, agreements, key):
    """Write the proposed end into the row with that `key`, the primary key of its agreement or "all"."""
    for row in shown_rows(agreements, columns_for(agreements), sent, {}):
        if row.proposal and key in ("all", str(row.agreement.pk)):
            sent.texts[row.agreement.pk, "ends"] = row.proposal


def saved(request, changelist, sent):
    """Save a grid that was confirmed and lead back to the list; where that cannot be, return the page that says why."""
    reason = request.POST.get("change_reason", "")[:LONGEST_REASON]
    save = partial(save_grid, sent, columns_for, user=request.user, reason=reason)
    try:
        done = confirmed_plan(request, lambda fingerprint: save(fingerprint=fingerprint))
    except GridRefused as refused:
        return grid_page(request, changelist, agreements_sent(sent), sent, refused.args[0].errors)
    if not done:
        return preview(request, sent, plan_grid(sent, columns_for))
    plan, change_set = done
    address = reverse("admin:partnerships_agreement_change_set", args=[change_set.pk]) if change_set else ""
    link = format_html('<a href="{}">{}</a>', address, _("Look at it or take it back"))
    messages.success(request, format_html("{} {}", counted(plan), link))
    return HttpResponseRedirect(first_page(request))


def counted(plan):
    """Return how many cells of how many agreements were saved, as a sentence."""
    changes = ngettext("%d change was saved", "%d changes were saved", len(plan.taken)) % len(plan.taken)
    count = len(plan.changed)
    return f"{changes} " + ngettext("in %d agreement.", "in %d agreements.", count) % count


def grid_page(request, changelist, agreements, sent=None, errors=None):
    """Return the page of the grid with some `agreements`, and with what a person `sent`."""
    names = {name for _pk, name in sent.texts} if sent else ()
    columns = columns_shown(columns_for(agreements), agreements, names)
    rows = list(shown_rows(agreements, columns, sent, errors or {}))
    return action_page(
        request,
        title=_("Fill gaps"),
        trail=[(f"{list_of(Agreement)[0]}{changelist.get_query_string(remove=['p'])}", list_of(Agreement)[1])],
        template="admin/partnerships/grid.html",
        columns=columns,
        rows=rows,
        count=changelist.result_count,
        filters=filters_of(changelist),
        pages=pages_of(changelist),
        errors=[(row, cell) for row in rows for cell in row.cells if cell.error],
        proposals=sum(bool(row.proposal) for row in rows),
    )


def pages_of(changelist):
    """Return the pages of the list as [(number, address, whether it is the one shown)]; none where there is one."""
    numbers = changelist.paginator.get_elided_page_range(changelist.page_num) if changelist.multi_page else ()
    return [
        (
            number,
            "" if isinstance(number, str) else changelist.get_query_string({"p": number}),
            number == changelist.page_num,
        )
        for number in numbers
    ]


def preview(request, sent, plan):
    """Return the page that shows what saving a grid would change."""
    texts = [(f"{name}-{pk}", text) for (pk, name), text in sent.texts.items()]
    return action_page(
        request,
        title=_("Look, then save"),
        trail=[list_of(Agreement), (request.get_full_path(), _("Fill gaps"))],
        template="admin/partnerships/grid_preview.html",
        hidden=texts + [(f"version-{pk}", version) for pk, version in sent.versions.items()],
        fingerprint=plan.fingerprint,
        plan=plan,
        overruled=sent.overruled,
        made=[change for change in plan.changes if not change.is_conflict],
        away=request.get_full_path(),
    )


@admin.action(description=gettext_lazy("Fill gaps in a table…"), permissions=["change"])
def fill_chosen(model_admin, request, queryset):
    """Lead to the grid of the chosen agreements, or of the whole list where all of it is chosen."""
    query = query_of_chosen(request, queryset)
    return HttpResponseRedirect(f"{reverse('admin:partnerships_agreement_grid')}?{query}")
