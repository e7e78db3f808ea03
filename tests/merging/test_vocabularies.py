"""Agreement types made one."""

import pytest

from partnerships.confirming import PlanChanged
from partnerships.merging.vocabularies import merge_types, plan_entry_merge
from partnerships.models import Agreement, AgreementType, AgreementTypeName, Merge
from tests.factories import make_agreement

pytestmark = pytest.mark.django_db


def make_type(name, **fields):
    return AgreementType.objects.create(name=name, **fields)


def merge(target, *others, user=None, reason=""):
    plan = plan_entry_merge(target, [target, *others])
    return merge_types([each.pk for each in others], target.pk, user, plan.fingerprint, reason)


def test_merging_types_moves_agreements_and_keeps_the_wordings():
    agreement = make_agreement(title="Memorandum")
    kept, gone = make_type("MoU"), AgreementType.objects.get(name="Memorandum")
    AgreementTypeName.objects.create(agreement_type=gone, name="Memo")

    merge(kept, gone)

    agreement.refresh_from_db()
    assert agreement.agreement_type == kept
    assert list(kept.other_names.values_list("name", flat=True)) == ["Memo", "Memorandum"]
    assert list(AgreementType.objects.all()) == [kept]


def test_merging_types_is_kept_in_the_histories_with_its_reason(admin_user):
    agreement = make_agreement(title="Memorandum")
    kept, gone = make_type("MoU"), AgreementType.objects.get(name="Memorandum")
    key = gone.pk

    merge(kept, gone, user=admin_user, reason="the same")

    lines = [AgreementType.history.filter(id=key).first(), kept.history.first(), agreement.history.first()]
    assert [(line.history_type, line.history_change_reason, line.history_user) for line in lines] == [
        ("-", "merged into “MoU”: the same", admin_user),
        ("~", "“Memorandum” merged into it: the same", admin_user),
        ("~", "types merged into MoU: the same", admin_user),
    ]


def test_what_the_type_that_stays_does_not_take_over_is_said():
    kept = make_type("MoU", usual_term_months=60)
    gone = make_type("Memorandum", usual_term_months=36, reminder_steps=[90])

    plan = plan_entry_merge(kept, [kept, gone])

    assert plan.given_up == [(gone, "usual_term_months", 36), (gone, "reminder_steps", [90])]


def test_a_name_that_is_another_types_wording_is_left_out():
    kept, gone, third = make_type("MoU"), make_type("Memorandum"), make_type("Protocol")
    AgreementTypeName.objects.create(agreement_type=third, name="memorandum")

    plan = merge(kept, gone)

    assert (plan.names, plan.left_out) == ([], [("Memorandum", "Another type is known by that name.")])


def test_no_types_are_merged_where_the_register_changed_since_it_was_shown():
    kept, gone = make_type("MoU"), make_type("Memorandum")
    shown = plan_entry_merge(kept, [gone]).fingerprint
    make_agreement(title="Memorandum")

    with pytest.raises(PlanChanged):
        merge_types([gone.pk], kept.pk, None, shown)

    assert (AgreementType.objects.count(), Merge.objects.count()) == (2, 0)


@pytest.mark.parametrize("number", [1, 20])
def test_number_of_queries_does_not_grow_with_the_agreements(django_assert_max_num_queries, number):
    kept = make_type("MoU")
    for _number in range(number):
        make_agreement(title="Memorandum")

    with django_assert_max_num_queries(40):
        merge(kept, AgreementType.objects.get(name="Memorandum"))

    assert Agreement.objects.filter(agreement_type=kept).count() == number


def test_names_in_other_languages_are_kept():
    kept, gone = make_type("MoU", name_ru="Меморандум"), make_type("Memo", name_ru="Памятка", name_tr="Mutabakat")

    merge(kept, gone)

    kept.refresh_from_db()
    assert (kept.name_ru, kept.name_tr) == ("Меморандум", "Mutabakat")
    assert sorted(kept.other_names.values_list("name", flat=True)) == ["Memo", "Памятка"]
