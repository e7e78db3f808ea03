"""What the migration brings to a register that is in use."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from partnerships.models import Agreement, AgreementType, CooperationKind
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db
migration = import_module("partnerships.migrations.0027_shipped_kinds")


def test_nine_kinds_are_there_with_names_and_sentences_in_each_language():
    kinds = CooperationKind.objects.by_slug()

    assert list(kinds) == [
        "student-exchange",
        "staff-exchange",
        "double-degree",
        "joint-programme",
        "joint-research",
        "traineeship",
        "doctoral-studies",
        "summer-school",
        "language-culture",
    ]
    assert all(getattr(kind, column) for kind in kinds.values() for column in migration.TRANSLATED)
    assert all(kind.folded_name for kind in kinds.values())


def test_known_types_get_the_names_that_they_lack():
    named = AgreementType.objects.create(name="Memo", slug="mou", name_ru="Памятка")
    other = AgreementType.objects.create(name="Protocol on sports")

    migration.name_types(apps, None)

    named.refresh_from_db()
    other.refresh_from_db()
    assert (named.name, named.name_ru, named.name_az) == ("Memo", "Памятка", "Anlaşma memorandumu (MoU)")
    assert named.sentence_tr.startswith("İki tarafın")
    assert other.name_az == ""


def test_titles_of_registered_agreements_give_them_kinds_and_nobody_has_changed_them():
    said = make_agreement(title="Double Diploma Agreement")
    untitled = make_agreement(title="Student exchange")
    Agreement.objects.filter(pk=untitled.pk).update(title="", kinds="")
    silent = make_agreement(title="Exchange of letters")
    chosen = make_agreement(title="Student exchange agreement", kinds="|traineeship|")

    migration.read_titles(apps, None)

    kinds = {each: Agreement.objects.get(pk=each.pk).kinds for each in (said, untitled, silent, chosen)}
    assert list(kinds.values()) == ["|double-degree|", "|student-exchange|", "", "|traineeship|"]
    assert [(line.history_type, line.kinds) for line in said.history.all()] == [("+", "|double-degree|")]


def test_roles_may_see_kinds_and_managers_keep_them():
    may = {
        group.name: {code for code in group.permissions.values_list("codename", flat=True) if "cooperationkind" in code}
        for group in Group.objects.all()
    }

    seen = {"view_cooperationkind", "view_historicalcooperationkind"}
    kept = {f"{action}_cooperationkind" for action in ("add", "change", "delete")}
    assert may == {"viewer": seen, "editor": seen, "manager": seen | kept}
