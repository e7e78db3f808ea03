"""Tags of the office's list of agreements: its filters, its columns and groups, the bar of what can be done."""

from typing import NamedTuple

from django import template
from django.utils.translation import gettext as _

from partnerships.admin.agreement_list.columns import choices
from partnerships.admin.agreement_list.panels import chips_of, group_links, panels_of

register = template.Library()
register.simple_tag(panels_of, name="panels_of")
register.simple_tag(chips_of, name="chips_of")
register.simple_tag(group_links, name="group_links")

BUTTONS = ("renew_chosen", "fill_chosen")  # actions with a button of their own
NOT_SET = {
    f"bulk_{key}" for key in ("snooze", "terminate", "rest", "end-rest", "publish", "hide")
}  # bulk changes that set no value


class Menu(NamedTuple):
    """Actions under one word in the bar: [(index among all, label)]."""

    label: str
    actions: list[tuple[int, str]]


@register.simple_tag
def column_choices(changelist):
    """Return the columns of the list as (name, label, whether it is shown)."""
    return choices([name for name, *_head in changelist.heads])


@register.simple_tag
def grouped_rows(changelist, results):
    """Return the rows of the list as (heading of a group that begins, or None, cells)."""
    agreements = changelist.result_list
    return [(changelist.headings.get(agreement.pk), row) for agreement, row in zip(agreements, results, strict=True)]


@register.simple_tag
def actions_of(action_form):
    """Return the actions as (their values, those with a button, menus of the others)."""
    named = [(value, label) for value, label in action_form.fields["action"].choices if value]
    numbered = [(index, value, str(label)) for index, (value, label) in enumerate(named)]
    setting = [each for each in numbered if each[1].startswith("bulk_") and each[1] not in NOT_SET]
    others = [each for each in numbered if each not in setting and each[1] not in BUTTONS]
    menus = [
        Menu(label, [(index, text) for index, _value, text in part])
        for label, part in ((_("Set…"), setting), (_("More"), others))
    ]
    return {
        "values": [value for value, _label in named],
        "buttons": [(index, label) for index, value, label in numbered if value in BUTTONS],
        "menus": [menu for menu in menus if menu.actions],
    }
