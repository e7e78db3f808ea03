"""The pages that merge agreement types, and that take merges back."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import translation

from partnerships.merging.institutions import merge_institutions, plan_merge
from partnerships.models import Agreement, AgreementType, Institution, Merge, Renewal
from tests.admin.pages import CHANGED_MEANWHILE, confirm
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
TYPES = "/admin/partnerships/agreementtype/"
MERGES = "/admin/partnerships/merge/"


def said(response):
    return [str(message) for message in response.context["messages"]]


def told(response):
    """Return what a page says that a plan would do: {label: lines}."""
    return {part.label: [str(line) for line in part.lines] for part in response.context["parts"]}


def chosen(client, types, **values):
    """Return the answer to the action with some types chosen."""
    return client.post(
        TYPES, {"action": "merge_into_another", "_selected_action": [each.pk for each in types], **values}, follow=True
    )


def seen(response):
    """Return what the page sends along of the plan that it shows."""
    return {name: response.context[name] for name in ("fingerprint", "asked")}


@pytest.fixture
def types():
    """Return two types, of which the first has more agreements."""
    make_agreement(title="MoU"), make_agreement(make_institution("Ankara", "TR"), title="MoU")
    make_agreement(title="Memorandum")
    return [AgreementType.objects.get(name=name) for name in ("MoU", "Memorandum")]


@pytest.fixture
def merge():
    """Return the Merge of one institution with an agreement into another."""
    kept, gone = make_institution("Kept", ""), make_institution("Gone", "BG")
    make_agreement(gone)
    merge_institutions([kept.pk, gone.pk], kept.pk, None, plan_merge(kept, [kept, gone]).fingerprint, "the same")
    return Merge.objects.get()


def test_merging_types_shows_what_moves_and_then_moves_it(admin_client, admin_user, types):
    kept = types[0]

    shown = chosen(admin_client, types)
    assert told(shown) == {
        "Goes": ["Memorandum"],
        "Agreements that move": ["Technical University of Varna, Memorandum, October 2020"],
        "Other wordings of “MoU” from now on": ["Memorandum"],
    }
    assert AgreementType.objects.count() == 2
    response = chosen(admin_client, types, target=kept.pk, reason="one and the same", **seen(shown))

    assert said(response) == ["1 agreement moved to “MoU”."]
    assert list(AgreementType.objects.all()) == [kept]
    recorded = Merge.objects.get()
    assert (recorded.gone_names, recorded.kept, recorded.reason) == (["Memorandum"], kept.pk, "one and the same")
    assert (recorded.merged_by, recorded.kind) == (admin_user, "agreementtype")


def test_one_type_is_merged_into_any_other_once_that_was_seen(admin_client, types):
    kept, gone = types

    asked = chosen(admin_client, [gone])
    assert (told(asked), asked.context["button"]) == ({}, "Show what moves")
    shown = chosen(admin_client, [gone], target=kept.pk, **seen(asked))
    assert said(shown) == ["This is what would happen now. Nothing has been merged yet."]
    assert AgreementType.objects.count() == 2
    chosen(admin_client, [gone], target=kept.pk, **seen(shown))

    assert list(AgreementType.objects.all()) == [kept]


def test_a_type_is_not_merged_into_itself(admin_client, types):
    again = chosen(admin_client, types[:1], target=types[0].pk, asked=types[0].pk, fingerprint="x")

    assert again.context["form"].errors == {"target": ["Choose another one to stay; this is the one that is to go."]}
    assert AgreementType.objects.count() == 2


@pytest.mark.parametrize("number", [1, 2])
def test_confirming_a_merge_of_types_twice_says_that_they_are_no_more(admin_client, types, number):
    kept, gone = types
    merged = [gone] if number == 1 else types
    keys = [each.pk for each in merged]
    plan = seen(chosen(admin_client, merged, target=kept.pk))
    answers = [
        admin_client.post(
            TYPES, {"action": "merge_into_another", "_selected_action": keys, "target": kept.pk, **plan}, follow=True
        )
        for _time in range(2)
    ]

    assert [said(answer) for answer in answers] == [
        ["1 agreement moved to “MoU”."],
        ["Some of the types that you chose are no more, so nothing was done."],
    ]
    assert Merge.objects.count() == 1


def test_no_types_are_merged_where_the_register_changed_meanwhile(admin_client, types):
    shown = chosen(admin_client, types)
    make_agreement(title="Memorandum")

    again = chosen(admin_client, types, target=types[0].pk, **seen(shown))

    assert said(again) == [CHANGED_MEANWHILE]
    assert len(told(again)["Agreements that move"]) == 2
    assert (AgreementType.objects.count(), Merge.objects.count()) == (2, 0)


@pytest.mark.parametrize(("role", "count"), [("viewer", 2), ("editor", 2), ("manager", 1)])
def test_only_a_manager_merges_types(client, types, role, count):
    user = get_user_model().objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    shown = chosen(client, types)
    if shown.context and "asked" in shown.context:
        chosen(client, types, target=types[0].pk, **seen(shown))

    assert AgreementType.objects.count() == count


def test_a_merge_is_taken_back_after_a_page_that_says_what_comes_back(admin_client, admin_user, merge):
    address = f"{MERGES}{merge.pk}/take-back/"

    shown = admin_client.get(address)
    assert told(shown) == {
        "Comes back": ["Gone"],
        "Agreements that move back": ["Kept, MoU, October 2020"],
        "Other names that will be forgotten": ["Gone"],
        "Values of “Kept” that will be as before": ["Country: <del>Bulgaria</del> → <ins>–</ins>"],
        "Addresses that do not lead to “Kept” any more": ["/institutions/gone/"],
    }
    response = confirm(admin_client, address, follow=True)

    assert said(response) == ["The merge was taken back."]
    assert Agreement.objects.get().institution.name == "Gone"
    merge.refresh_from_db()
    assert merge.taken_back_by == admin_user
    assert said(admin_client.get(address, follow=True)) == ["This merge has been taken back already."]


def test_a_chosen_name_is_told_once_where_it_is_given_back(admin_client):
    kept, gone = make_institution("Kept"), make_institution("Gone")
    choices = {"name": gone.pk}
    plan = plan_merge(kept, [kept, gone], choices)
    merge_institutions([kept.pk, gone.pk], kept.pk, None, plan.fingerprint, choices=choices)

    shown = admin_client.get(f"{MERGES}{Merge.objects.get().pk}/take-back/")

    assert told(shown)["Values of “Gone” that will be as before"] == ["Name: <del>Gone</del> → <ins>Kept</ins>"]


def test_a_merge_is_not_taken_back_where_the_register_changed_meanwhile(admin_client, merge):
    address = f"{MERGES}{merge.pk}/take-back/"
    shown = admin_client.get(address).context["fingerprint"]
    new = make_agreement(Institution.objects.get(), title="Annex")

    again = admin_client.post(address, {"fingerprint": shown})

    assert said(again) == [CHANGED_MEANWHILE]
    assert told(again)["What stays"] == [f"{new} – It was recorded since, so it stays with “Kept”."]
    assert Institution.objects.count() == 1


def test_a_merge_that_cannot_be_taken_back_offers_no_button(admin_client, merge):
    Institution.objects.get().other_names.all().delete()
    make_institution("Gone", "BG")

    page = admin_client.get(f"{MERGES}{merge.pk}/take-back/")

    assert "None of what was merged can come back." in page.text
    assert 'type="submit" class="default"' not in page.text


def test_the_pages_of_what_stayed_lead_to_taking_it_back(admin_client, merge):
    link = f'href="{MERGES}{merge.pk}/take-back/"'
    pages = [f"/admin/partnerships/institution/{merge.kept}/{page}/" for page in ("change", "history")]
    pages += [MERGES, f"{MERGES}{merge.pk}/change/"]
    assert [link in admin_client.get(page).text for page in pages] == [True] * 4

    confirm(admin_client, f"{MERGES}{merge.pk}/take-back/")

    assert [link in admin_client.get(page).text for page in pages] == [False] * 4


def test_the_kind_of_a_merge_is_no_kind_of_renewal():
    with translation.override("ru"):
        labels = [str(model._meta.get_field("kind").verbose_name) for model in (Merge, Renewal)]

    assert labels == ["что объединено", "вид продления"]


def test_an_editor_is_not_led_to_taking_a_merge_back(client, merge):
    user = get_user_model().objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="editor"))
    client.force_login(user)

    text = client.get(f"/admin/partnerships/institution/{merge.kept}/change/").text

    assert "take-back" not in text
    assert client.post(f"{MERGES}{merge.pk}/take-back/").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_merges_asks_the_same_queries_for_any_number(admin_client, django_assert_num_queries, number):
    for index in range(number):
        kept, gone = make_institution(f"Kept {index}"), make_institution(f"Gone {index}")
        merge_institutions([kept.pk, gone.pk], kept.pk, None, plan_merge(kept, [kept, gone]).fingerprint)
    admin_client.get(MERGES)

    with django_assert_num_queries(7):
        admin_client.get(MERGES)
