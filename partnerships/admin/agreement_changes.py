"""Changes of one agreement or many: what may not change and why, the plan, its confirmation."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.confirming import carry_out, fingerprint_of, version_of
from partnerships.languages import capfirst, format_day
from partnerships.models import Agreement, RenewalKind, Validity
from partnerships.models.rests import refusal_of_rest
from partnerships.models.staff import full_name
from partnerships.models.terminations import refusal_of_termination
from partnerships.renewals.renewing import end_of_term
from partnerships.renewals.spreading import spread

from .action_pages import action_page, confirmed_plan, list_of, page_of
from .answered_rows import look_at_answered
from .change_forms import END_OF_TERM, Spread
from .change_sets import save_change_set, save_with_reason
from .display import value_in_words
from .kept_list import back_to


@dataclass
class AgreementChange:
    """What setting new values of some agreements would do.

    `changed` are (agreement as it would be, [(column, before, after)]), `staying` (agreement, sentence).
    """

    keys: list
    version: int
    changed: list = field(default_factory=list)
    staying: list = field(default_factory=list)

    @property
    def fingerprint(self):
        """A checksum of the agreements as they are now; the values stand in the form that is confirmed."""
        return fingerprint_of(sorted(self.keys), self.version)


def require_change_permission(request):
    """Raise PermissionDenied unless the person may change agreements."""
    if not request.user.has_perm("partnerships.change_agreement"):
        raise PermissionDenied


def agreements_of(keys):
    """Return the agreements with these primary `keys`, in the order of the list."""
    return Agreement.objects.filter(pk__in=keys).select_related("institution", "agreement_type", "responsible", "unit")


def plan_change(keys, values):
    """Return the AgreementChange that sets `values` of the agreements with these primary `keys`; write nothing."""
    plan = AgreementChange(list(keys), version_of(Agreement, keys))
    days = spread_days(keys, values)
    for agreement in agreements_of(keys):
        if refusal := refusal_of(agreement, values):
            plan.staying.append((agreement, refusal))
            continue
        own = own_values(agreement, values, days)
        if any(getattr(agreement, name) != value for name, value in own.items()):
            columns = changed_columns(agreement, own)
            try:
                agreement.validate_constraints()
            except ValidationError as error:
                plan.staying.append((agreement, " ".join(error.messages)))
            else:
                plan.changed.append((agreement, columns))
    return plan


def spread_days(keys, values):
    """Return {primary key: next review} where the `values` of a change ask to spread them; {} otherwise."""
    asked = values.get("review_on")
    if not isinstance(asked, Spread):
        return {}
    lasting = Agreement.objects.lasting().filter(pk__in=keys).prefetch_related("renewals", "reviews")
    return spread(lasting, timezone.localdate(), asked.months, asked.most)


def own_values(agreement, values, days):
    """Return the `values` of a change with the end, or the review of `days`, that an `agreement` gets for itself."""
    if isinstance(values.get("review_on"), Spread):
        return {"review_on": days.get(agreement.pk, agreement.review_on)}
    if values.get("ends") != END_OF_TERM:
        return values
    months = values.get("term_months", agreement.term_months)
    return values | {"ends": end_of_term(agreement.dated, months), "validity": Validity.FIXED.value}


def refusal_of(agreement, columns):
    """Return why an `agreement` may not change in the `columns`: a sentence, or "" where it may.

    `columns` are the new values by their names, or the fields of a form that asks for them.
    """
    if "ends" in columns and agreement.validity != Validity.NOT_RECORDED:
        return _("It has an end already, or is open-ended.")
    if "ends" in columns and not (months := columns.get("term_months", agreement.term_months)):
        return _("Its term is not recorded.")
    if "ends" in columns and not end_of_term(agreement.dated, months):
        return _("Neither the signing nor the start is known far enough.")
    if "rests_until" in columns and columns.get("rests_from") is None and not agreement.rests_from:
        return _("No rest of it is recorded.")
    for name, refusal in (("terminated_on", refusal_of_termination), ("rests_from", refusal_of_rest)):
        if (day := columns.get(name)) is not None:
            return refusal(agreement, day if isinstance(day, date) else None)
    return ""


def changed_columns(agreement, values):
    """Set `values` of an `agreement`, unsaved; return its columns as [(label, before, after)].

    Without a renewal its length is emptied, too.
    """
    if values.get("renewal") == RenewalKind.NONE and agreement.renewal_months:
        values = values | {"renewal_months": None}
    columns = []
    for name, value in values.items():
        before = value_shown(agreement, name)
        setattr(agreement, name, value)
        columns.append((label_of(name), before, value_shown(agreement, name)))
    return columns


def label_of(name):
    """Return the label of a column of agreements, of a date with its precision, too."""
    return capfirst(Agreement._meta.get_field("ends_on" if name == "ends" else name).verbose_name)


def value_shown(agreement, name):
    """Return the value of the column `name` of an agreement, for people."""
    value = getattr(agreement, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, AbstractUser):
        return full_name(value)
    if name == "kinds":
        return value_in_words(Agreement, name, value)
    if isinstance(value, date):
        return format_day(value)
    display = getattr(agreement, f"get_{name}_display", None)
    return display() if display else "–" if value in (None, "") else value


def change(keys, values, fingerprint, user, reason, ticked=None):
    """Set `values` of the agreements with these primary `keys`, all or none; return the AgreementChange.

    Where some keys are `ticked`, set them of these alone. Raises PlanChanged where one of them has changed since the
    plan with the `fingerprint` was shown.
    """

    def write(plan):
        if ticked is not None:
            plan.changed = [each for each in plan.changed if each[0].pk in ticked]
        agreements = [agreement for agreement, _columns in plan.changed]
        if len(agreements) == 1:
            save_with_reason(agreements[0], user, reason)
        elif agreements:
            save_change_set(agreements, user, reason)
        look_at_answered([agreement.pk for agreement in agreements], user)

    return carry_out(lambda: plan_change(keys, values), fingerprint, write)


def change_one(request, key, values, reason):
    """Set `values` of the agreement with that primary `key` if it is still as shown; return whether that was done."""
    plan = confirmed_plan(request, lambda fingerprint: change([key], values, fingerprint, request.user, reason))
    return plan is not None


def save_change(request, form, key):
    """Save a posted ChangeForm for the agreement with that primary `key`; return whether that was done.

    A refusal becomes an error of the form.
    """
    if not form.is_valid():
        return False
    for _agreement, sentence in plan_change([key], form.values()).staying:
        form.add_error(None, sentence)
    return not form.errors and change_one(request, key, form.values(), form.reason())


def ask_for_change(request, agreement, form, done, **context):
    """Return the page that asks for a change to one agreement; once that is saved, say `done`, and lead to its page.

    An agreement that may not change so is left alone, with a message.
    """
    if refusal := refusal_of(agreement, form.fields):
        messages.warning(request, refusal)
    elif request.method == "POST" and save_change(request, form, agreement.pk):
        messages.success(request, done)
    else:
        return change_page(request, agreement, form, **context)
    return back_to(request, "partnerships_agreement_change", agreement.pk)


def change_page(request, agreement, form, **context):
    """Return the page that asks for a change to one agreement."""
    return action_page(
        request,
        trail=[list_of(Agreement), page_of(agreement)],
        form=form,
        fingerprint=AgreementChange([agreement.pk], version_of(Agreement, [agreement.pk])).fingerprint,
        away=page_of(agreement)[0],
        **context,
    )
