"""What a person chose in the preview of an import, taken from the posted form."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _

from partnerships.importing.fields import Column
from partnerships.importing.planning.choices import Choices
from partnerships.importing.resources import Import
from partnerships.importing.tables.table_rows import row_key
from partnerships.models import Agreement

from .import_suggestions import institution_named, type_named, unit_named

LONGEST_NAME = 400  # as the box takes it
NEW = "new"  # what a box says of a name that is no registered record
LONGEST_REASON = Agreement._meta.get_field("termination_reason").max_length or 300
# What a person may choose for an unknown name, {kind of box: where the choice is kept}, and what may be typed instead,
# {kind of box: (how it is looked up, where the choice is kept)}.
CHOSEN = {"same": "same", "type": "types", "unit": "units"}
TYPED = {
    "typed": (institution_named, "same"),
    "wording": (type_named, "types"),
    "unit_text": (unit_named, "units"),
}


def take_choices(choices: Choices, posted: QueryDict, file_import: Import, *, may_end: bool) -> list[str]:
    """Take what was posted into the Choices; return sentences on what could not be taken.

    Only who `may_end` agreements can choose that one ends.
    """
    choices.columns |= chosen_columns(file_import, posted)
    shown = set(posted.getlist("shown"))
    choices.accepted = (choices.accepted - shown) | (set(posted.getlist("accepted")) & shown)
    take_rows(choices, posted, file_import)
    take_lacking(choices, posted, file_import, may_end=may_end)
    take_chosen_names(choices, posted)
    sentence = _("“%s” names no registered record, or several; write its name with its country, or its number.")
    return [sentence % text for text in take_typed_names(choices, posted)]


def chosen_columns(file_import: Import, posted: Mapping[str, str]) -> dict:
    """Return the columns of the posted form where it differs from what was read: {key: {index: Column or None}}."""
    chosen = {}
    for number, table in enumerate(file_import.tables):
        columns = {}
        for index in table.headers:
            value = posted.get(f"column-{number}-{index}")
            if value is None:
                break
            columns[index] = Column(value) if value in set(Column) else None
        else:
            if columns != {index: table.columns_by_index.get(index) for index in table.headers}:
                chosen[table.key] = columns
    return chosen


def take_rows(choices, posted, file_import):
    """Take the posted rows to leave out and to take in: single ones, or all with one code of a remark.

    `row` are the keys of rows that are imported while they are ticked (`kept`), `skipped` those that would be skipped
    unless they are ticked (`taken`), and `leave_row` is one to leave out.
    """
    shown, skipped = set(posted.getlist("row")), set(posted.getlist("skipped"))
    choices.left_out = (choices.left_out - shown) | (shown - set(posted.getlist("kept")))
    choices.left_out |= set(posted.getlist("leave_row"))
    choices.taken = (choices.taken - skipped) | (set(posted.getlist("taken")) & skipped)
    if code := posted.get("leave_kind"):
        rows = (row for row in file_import.plan.rows if any(remark.code == code for remark in row.remarks))
        choices.left_out |= {row_key(row.sheet, row.source.number) for row in rows}


def take_lacking(choices, posted, file_import, *, may_end):
    """Take what to do about agreements that the list lacks: about each, or the same about all of them."""
    known = {"review", "end"} if may_end else {"review"}
    wishes = {pk: value for name, value in posted.items() if (pk := key_of(name, "lacking"))}
    if (wish := posted.get("lacking_all")) and (wish in known or wish == "nothing"):
        wishes = {str(pk): wish for pk in file_import.plan.lacking.keys}
    for pk, wish in wishes.items():
        choices.lacking.pop(pk, None)
        if wish in known:
            choices.lacking[pk] = wish
    if may_end and "ending_on" in posted:
        choices.ending = ending_in(posted, "ending_on", "ending_reason")
        for pk in wishes:
            if f"on-{pk}" in posted:
                choices.endings.pop(pk, None)
                if own := ending_in(posted, f"on-{pk}", f"reason-{pk}"):
                    choices.endings[pk] = own


def key_of(name, kind):
    """Return the primary key behind a `kind` in the `name` of a box ("lacking-12"), or ""."""
    key = name.removeprefix(f"{kind}-")
    return key if name != key and key.isascii() and key.isdigit() and len(key) < 18 else ""


def ending_in(posted, on, reason):
    """Return the day and the reason of an end in two boxes, {} where both are empty."""
    ending = {"on": posted[on].strip()[:60], "reason": posted.get(reason, "").strip()[:LONGEST_REASON]}
    return ending if any(ending.values()) else {}


def take_chosen_names(choices, posted):
    """Take the registered institutions, types and units that were chosen for unknown names, and that one is new."""
    for name, value in posted.items():
        kind, _dash, key = name.partition("-")
        if kind not in CHOSEN:
            continue
        chosen = getattr(choices, CHOSEN[kind])
        if value == NEW:
            chosen.pop(key, None)
        elif value.isascii() and value.isdigit() and len(value) < 18:
            chosen[key] = int(value)


def take_typed_names(choices, posted):
    """Take the registered records that were typed for unknown names; keep and return the texts that name none."""
    unknown = []
    for name, written in posted.items():
        kind, _dash, key = name.partition("-")
        if kind not in TYPED:
            continue
        choices.typed.pop(name, None)
        if text := written.replace("\0", "").strip():
            find, chosen = TYPED[kind]
            found = find(text)
            if found is None:
                unknown.append(text)
                choices.typed[name] = text[:LONGEST_NAME]
            else:
                getattr(choices, chosen)[key] = found.pk
    return unknown
