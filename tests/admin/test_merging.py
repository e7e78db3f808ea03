"""Several institutions, or types, made one in the office."""

import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image

from partnerships.confirming import PlanChanged
from partnerships.importing.resources import AgreementResource
from partnerships.importing.writing.undoing import plan_undo, undo_run
from partnerships.merging.institutions import COLUMNS, merge_institutions, parent_after, plan_merge
from partnerships.models import (
    Agreement,
    Contact,
    FormerAddress,
    ImportRun,
    Institution,
    InstitutionName,
)
from tests.admin.pages import CHANGED_MEANWHILE
from tests.factories import make_agreement, make_institution

pytestmark = pytest.mark.django_db
LIST = "/admin/partnerships/institution/"


def merge(target, *others, user=None, **choices):
    """Merge institutions as the page does that shows it before; `choices` are whose values stay, by column."""
    chosen = {column: whose.pk for column, whose in choices.items()}
    found = list(Institution.objects.filter(pk__in=[each.pk for each in (target, *others)]).order_by("pk"))
    shown = plan_merge(Institution.objects.get(pk=target.pk), found, chosen).fingerprint
    return merge_institutions([each.pk for each in found], target.pk, user, shown, choices=chosen)


def known_names(institution):
    return list(institution.other_names.values_list("name", flat=True))


def test_merging_moves_what_hangs_on_those_that_go(admin_user):
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    own, moved = make_agreement(kept), make_agreement(gone, title="Protocol", is_public=False)
    contact = Contact.objects.create(institution=gone, name="Ms Ivanova")
    part = make_institution("Faculty of Shipbuilding", parent=gone)
    InstitutionName.objects.create(institution=gone, name="ВУ")

    merge(kept, gone, user=admin_user)

    assert list(Institution.objects.order_by("pk")) == [kept, part]
    assert list(kept.agreements.order_by("pk")) == [own, moved]
    assert (list(kept.contacts.all()), list(kept.parts.all())) == ([contact], [part])
    assert known_names(kept) == ["University of Varna", "ВУ"]


def test_merging_is_kept_in_the_history(admin_user):
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    agreement = make_agreement(gone)
    part = make_institution("Faculty of Shipbuilding", parent=gone)

    merge(kept, gone, user=admin_user)

    last = [
        Institution.history.filter(id=gone.pk).first(),
        kept.history.first(),
        agreement.history.first(),
        part.history.first(),
    ]
    assert [(line.history_type, line.history_change_reason, line.history_user) for line in last] == [
        ("-", "merged into “Varna University”", admin_user),
        ("~", "“University of Varna” merged into it", admin_user),
        ("~", "moved to “Varna University”", admin_user),
        ("~", "moved to “Varna University”", admin_user),
    ]


def test_the_one_that_stays_takes_over_what_it_lacks_and_keeps_what_it_has():
    kept = make_institution("Varna University", "", website="https://kept.example/", notes="one")
    gone = make_institution(
        "University of Varna", "BG", city="Varna", website="https://gone.example/", ror="00hx57361", notes="two"
    )
    gone.logo.save("logo.png", ContentFile(b"x"))
    logo = gone.logo.name

    merge(kept, gone)

    kept.refresh_from_db()
    assert (kept.country, kept.city, kept.website, kept.ror) == ("BG", "Varna", "https://kept.example/", "00hx57361")
    assert (kept.logo.name, kept.notes) == (logo, "one\n\ntwo")


@pytest.mark.parametrize("column", COLUMNS)
def test_the_chosen_value_stays_and_a_name_that_does_not_is_another_name(column):
    kept = make_institution("Varna University", "RO", city="Warna", website="https://kept.example/", ror="03z9tma90")
    kept.erasmus_code, kept.pic, kept.logo = "RO VARNA01", "111111111", "logos/kept.png"
    kept.save()
    gone = make_institution("VU", "BG", city="Varna", website="https://gone.example/", ror="00hx57361")
    gone.erasmus_code, gone.pic, gone.logo = "BG VARNA01", "222222222", "logos/gone.png"
    gone.save()
    before = {name: str(getattr(kept, name)) for name in COLUMNS}

    merge(kept, gone, **{column: gone})

    kept.refresh_from_db()
    assert {name: str(getattr(kept, name)) for name in COLUMNS} == before | {column: str(getattr(gone, column))}
    assert known_names(kept) == ["Varna University" if column == "name" else "VU"]
    assert kept.slug == "varna-university"


def test_a_name_is_not_chosen_that_another_institution_of_the_country_has():
    kept, gone, _other = (make_institution("Varna"), make_institution("VU", "RO"), make_institution("VU", "BG"))
    choices = {"name": gone.pk}

    plan = plan_merge(kept, [kept, gone], choices)
    with pytest.raises(PlanChanged):
        merge_institutions([kept.pk, gone.pk], kept.pk, None, plan.fingerprint, choices=choices)

    assert plan.obstacle == "An institution of that name is registered in that country."
    merge(kept, gone, name=gone, country=gone)
    kept.refresh_from_db()
    assert (kept.name, kept.country, known_names(kept)) == ("VU", "RO", ["Varna"])


def test_the_first_value_is_taken_of_several():
    kept, first, second = (make_institution(name) for name in ("A", "B", "C"))
    Institution.objects.filter(pk=first.pk).update(city="Varna")
    Institution.objects.filter(pk=second.pk).update(city="Sofia")

    merge(kept, first, second)

    kept.refresh_from_db()
    assert kept.city == "Varna"


def test_a_country_in_which_the_name_is_taken_is_not_taken_over():
    kept, gone = make_institution("Varna University", ""), make_institution("University of Varna", "BG")
    make_institution("Varna University", "BG")

    merge(kept, gone)

    kept.refresh_from_db()
    assert kept.country == ""


@pytest.mark.parametrize("country", ["", "BG"])
def test_a_name_that_only_differs_in_its_letters_is_no_other_name(country):
    kept, gone = make_institution("İstanbul University", "TR"), make_institution("ISTANBUL UNIVERSITY", country)

    plan = merge(kept, gone)

    assert (known_names(kept), plan.left_out) == ([], [])


def test_a_name_by_which_another_institution_is_known_is_left_out():
    kept, gone, other = make_institution("Varna University"), make_institution("VU", "RO"), make_institution("VU", "BG")

    plan = merge(kept, gone)

    assert known_names(kept) == []
    assert plan.left_out == [("VU", "Another institution is known by that name.")]
    assert Institution.objects.filter(pk=other.pk).exists()


def test_a_name_that_is_anothers_alias_is_left_out():
    kept, gone, other = (make_institution(name) for name in ("Varna University", "VU", "Technical University"))
    InstitutionName.objects.create(institution=other, name="V.U.")
    InstitutionName.objects.filter(institution=other).update(folded_name="vu")

    plan = merge(kept, gone)

    assert (known_names(kept), plan.left_out) == ([], [("VU", "Another institution is known by that name.")])


def test_a_name_that_two_of_them_bear_is_kept_once():
    kept, one, two = make_institution("Varna University"), make_institution("VU", "BG"), make_institution("VU", "")

    merge(kept, one, two)

    assert known_names(kept) == ["VU"]


def test_a_name_that_was_an_alias_already_is_kept_once():
    kept, gone = make_institution("Varna University"), make_institution("VU")
    InstitutionName.objects.create(institution=kept, name="Vu")

    merge(kept, gone)

    assert known_names(kept) == ["Vu"]


def test_a_later_list_finds_the_merged_one():
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    make_agreement(gone)
    merge(kept, gone)

    response = AgreementResource().import_file(
        b"University,Country,Type\nUniversity of Varna,Bulgaria,Protocol\n", "list.csv"
    )

    assert [agreement.institution for agreement in Agreement.objects.all()] == [kept, kept]
    assert response.plan.new_institutions == []


def test_addresses_of_those_that_go_lead_to_the_one_that_stays(client):
    kept, gone, more = (make_institution(name) for name in ("Kept", "Gone", "More"))
    FormerAddress.objects.create(institution=gone, slug="older")
    FormerAddress.objects.create(institution=more, slug="elsewhere")
    make_agreement(gone)

    merge(more, gone)
    merge(kept, more)

    found = {slug: client.get(f"/institutions/{slug}/").headers.get("Location") for slug in ("gone", "older", "more")}
    assert found == dict.fromkeys(("gone", "older", "more"), "/institutions/kept/")
    assert client.get("/institutions/elsewhere/")["Location"] == "/institutions/kept/"
    assert client.get("/institutions/kept/").status_code == 200


def test_merging_into_one_whose_former_address_was_taken_makes_no_circle(client):
    kept, gone = make_institution("Kept"), make_institution("Gone")
    FormerAddress.objects.create(institution=gone, slug="kept")
    make_agreement(gone)

    merge(kept, gone)

    assert client.get("/institutions/kept/").status_code == 200
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["gone"]


def family(**parents):
    """Return institutions by their letters, each a part of the other that is named."""
    found = {name: make_institution(name) for name in {*parents, *filter(None, parents.values())}}
    for name, parent in parents.items():
        if parent:
            Institution.objects.filter(pk=found[name].pk).update(parent=found[parent])
    return {name: Institution.objects.get(pk=institution.pk) for name, institution in found.items()}


@pytest.mark.parametrize(
    ("parents", "gone", "expected"),
    [
        ({"t": None, "a": "p"}, "a", "p"),  # taken over
        ({"t": "q", "a": "p"}, "a", "q"),  # its own stays
        ({"t": "a"}, "a", None),  # a part merged with its whole
        ({"t": "a", "a": "p"}, "a", "p"),
        ({"t": "b", "b": "a"}, "a", None),  # what stood between becomes a part of the one that stays
        ({"t": "b", "b": "a", "a": "p"}, "a", "p"),
        ({"a": "t"}, "a", None),  # a whole merged with its part
        ({"a": "b", "b": "t"}, "a", None),
        ({"t": "a", "a": "b", "b": "p"}, "ab", "p"),
        ({"t": "a", "b": "p"}, "ab", "p"),
        ({"t": None, "a": "b", "b": "p"}, "ab", "p"),
    ],
)
def test_parts_and_wholes_make_no_circle(parents, gone, expected):
    institutions = family(**parents)
    target, others = institutions["t"], [institutions[name] for name in gone]

    plan = merge(target, *others)

    assert plan.parent == (institutions[expected] if expected else None)
    for institution in Institution.objects.all():
        line, above = {institution.pk}, institution.parent
        while above:
            assert above.pk not in line
            line.add(above.pk)
            above = above.parent


def test_a_circle_that_is_registered_ends_the_search():
    institutions = family(t=None, a="b", b="a")

    assert parent_after(institutions["t"], [institutions["a"]]) is None


def test_all_that_hangs_on_an_institution_is_moved():
    """A record that is new here would go with the institution: let `move` know it."""
    assert {relation.related_model.__name__ for relation in Institution._meta.related_objects} == {
        "Agreement",
        "Contact",
        "FormerAddress",
        "Institution",
        "InstitutionName",
        "JournalEntry",
    }


def test_nothing_is_merged_where_the_register_changed_since_it_was_shown():
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    shown = plan_merge(kept, [kept, gone]).fingerprint
    make_agreement(gone)

    with pytest.raises(PlanChanged):
        merge_institutions([kept.pk, gone.pk], kept.pk, None, shown)

    assert Institution.objects.count() == 2


@pytest.mark.parametrize("number", [1, 20])
def test_number_of_queries_does_not_grow_with_the_agreements(django_assert_max_num_queries, number):
    kept, gone = make_institution("Varna University"), make_institution("University of Varna")
    for _number in range(number):
        make_agreement(gone)

    with django_assert_max_num_queries(64):
        merge(kept, gone)


def import_text(text):
    return AgreementResource().import_file(text.encode(), "list.csv").run


def take_back(run):
    return undo_run(run, None, plan_undo(run).fingerprint)


def test_an_import_is_taken_back_after_its_institution_was_merged_away(admin_user):
    kept = make_agreement(make_institution("Varna University")).institution
    run = import_text("University,Country,Type,Website\nUniversity of Varna,Bulgaria,Protocol,https://varna.example/\n")
    gone = Institution.objects.get(name="University of Varna")
    merge(kept, gone, user=admin_user)

    undo = take_back(run)

    kept.refresh_from_db()
    assert [(str(record), why.split(" on ")[0]) for record, why in undo.staying] == [
        ("Varna University, Protocol", "admin changed it")
    ]
    assert (kept.agreements.count(), kept.website, known_names(kept)) == (
        2,
        "https://varna.example/",
        ["University of Varna"],
    )
    assert ImportRun.objects.get(pk=run.pk).undone_at


def test_an_import_that_refined_what_was_merged_away_is_taken_back():
    import_text("University,Country,Date,Website\nUniversity of Varna,Bulgaria,2022,\n")
    run = import_text(
        "University,Country,Date,Website\nUniversity of Varna,Bulgaria,14.05.2022,https://varna.example/\n"
    )
    kept = make_institution("Varna University")
    merge(kept, Institution.objects.get(name="University of Varna"))

    take_back(run)

    kept.refresh_from_db()
    assert (Agreement.objects.get().signed.isoformat(), kept.website) == ("2022", "https://varna.example/")


def test_an_import_taken_back_leaves_the_one_that_others_were_merged_into():
    by_hand = make_institution("VARNA", "RO", city="Varna")
    run = import_text("University,Country\nVarna,Bulgaria\n")
    kept = Institution.objects.get(country="BG")
    merge(kept, by_hand)

    undo = take_back(run)

    assert list(Institution.objects.all()) == [kept]
    assert [record for record, _why in undo.staying] == [kept]


def page(client, institutions, **values):
    """Return the answer to the action with some institutions chosen."""
    chosen = {"action": "merge_chosen", "_selected_action": [institution.pk for institution in institutions]}
    return client.post(LIST, chosen | values)


def seen(response):
    """Return what a confirmation page sends along: the plan that it shows, and the choices that are ticked."""
    ticked = {
        cell.name: cell.institution.pk for row in response.context["rows"] for cell in row.cells if cell.is_chosen
    }
    ticked.pop("", None)
    return ticked | {name: response.context[name] for name in ("fingerprint", "asked")}


def told(response):
    """Return what the table says: {label: a text for each institution, with its note in brackets}."""
    told = {}
    for row in response.context["rows"]:
        cells = [(" ".join(map(str, cell.lines)) or row.nothing, cell.note) for cell in row.cells]
        told[row.label] = [re.sub("<[^>]*>", "", text) + (f" [{note}]" if note else "") for text, note in cells]
    return told


@pytest.fixture
def varna():
    """Return two institutions that differ in much, the first with more agreements."""
    kept = make_institution("Varna University", "BG", website="https://kept.example/")
    gone = make_institution("VU", "RO", website="https://gone.example/", city="Varna", notes="Ask first.")
    make_agreement(kept), make_agreement(kept, title="Protocol"), make_agreement(gone)
    Contact.objects.create(institution=gone, name="Ms Ivanova")
    InstitutionName.objects.create(institution=gone, name="ВСУ")
    make_institution("Faculty of Shipbuilding", parent=gone)
    return kept, gone


def test_the_page_says_what_will_happen_and_merges_when_it_is_confirmed(admin_client, varna):
    kept, gone = varna

    shown = page(admin_client, varna)

    first, second, third = Agreement.objects.order_by("pk")
    assert told(shown) == {
        "Name": ["Varna University [stays findable as another name]", "VU [stays findable as another name]"],
        "Country": ["Bulgaria [only the history keeps it]", "Romania [only the history keeps it]"],
        "City": ["not recorded", "Varna [goes over]"],
        "Website": [
            "https://kept.example/ [only the history keeps it]",
            "https://gone.example/ [only the history keeps it]",
        ],
        "Other names": ["none", "ВСУ [goes over]"],
        "Agreements": [
            f"MoU, October 2020 (No {first.register_number}) Protocol, October 2020 (No {second.register_number})",
            f"MoU, October 2020 (No {third.register_number}) [goes over]",
        ],
        "Contacts": ["none", "Ms Ivanova [goes over]"],
        "Parts": ["none", "Faculty of Shipbuilding [goes over]"],
        "Notes": ["none", "Ask first. [goes over]"],
        "Public address": ["/institutions/varna-university/", "/institutions/vu/ [will lead to the one that stays]"],
    }
    assert shown.context["same_types"] == [f"MoU (No {first.register_number}, No {third.register_number})"]
    assert "Afterwards: 3 agreements, 2 other names." in shown.text
    assert Institution.objects.count() == 3

    response = page(admin_client, varna, target=kept.pk, **seen(shown))

    assert response["Location"] == f"{LIST}{kept.pk}/change/"
    assert "1 agreement moved to “Varna University”." in admin_client.get(response["Location"]).text
    assert not Institution.objects.filter(pk=gone.pk).exists()


def test_a_name_that_another_institution_bears_is_said_to_be_given_up(admin_client):
    make_institution("VU", "BG")

    shown = page(admin_client, [make_institution("Varna University", "BG"), make_institution("VU", "RO")])

    assert told(shown)["Name"][1] == "VU [Another institution is known by that name.]"


@pytest.mark.either_database
def test_the_page_is_shown_again_where_another_value_is_to_stay(admin_client, varna):
    kept, gone = varna
    first = seen(page(admin_client, varna))

    again = page(admin_client, varna, target=kept.pk, **first | {"keep_name": gone.pk, "keep_website": gone.pk})

    assert "This is what would happen now. Nothing has been merged yet." in again.text
    assert Institution.objects.count() == 3
    assert seen(again) | {"fingerprint": "", "asked": ""} == {
        "keep_name": gone.pk,
        "keep_country": kept.pk,
        "keep_website": gone.pk,
        "fingerprint": "",
        "asked": "",
    }
    response = page(admin_client, varna, target=kept.pk, **seen(again))
    merged = Institution.objects.get(pk=kept.pk)
    assert (merged.name, merged.country, merged.website) == ("VU", "BG", "https://gone.example/")
    assert "1 agreement moved to “VU”." in admin_client.get(response["Location"]).text


@pytest.mark.either_database
def test_the_page_is_shown_again_where_another_one_is_to_stay(admin_client, varna):
    kept, gone = varna
    first = seen(page(admin_client, varna))

    again = page(admin_client, varna, target=gone.pk, **first | {"keep_country": gone.pk})

    assert "This is what would happen now. Nothing has been merged yet." in again.text
    assert again.context["target"] == gone
    assert {seen(again)[f"keep_{column}"] for column in ("name", "country", "website")} == {gone.pk}
    assert Institution.objects.count() == 3
    page(admin_client, varna, target=gone.pk, **seen(again))
    assert not Institution.objects.filter(pk=kept.pk).exists()


@pytest.mark.either_database
def test_what_was_chosen_stays_chosen_where_another_one_is_to_stay(admin_client):
    one, other, third = (make_institution(name) for name in ("One", "Other", "Third"))
    first = seen(page(admin_client, [one, other, third]))

    again = page(admin_client, [one, other, third], target=other.pk, **first | {"keep_name": third.pk})

    assert seen(again)["keep_name"] == third.pk


@pytest.mark.either_database
def test_what_is_shown_is_marked_so_that_the_button_can_say_whether_it_merges(admin_client, varna):
    shown = page(admin_client, varna).text

    assert shown.count(" checked data-shown>") == shown.count(" checked") > 1
    assert 'merge-otherwise" value="Show what that means"' in shown


def test_a_choice_that_leads_to_a_name_in_use_is_not_merged(admin_client, varna):
    kept, gone = varna
    make_institution("VU", "BG")
    first = seen(page(admin_client, varna))

    again = page(admin_client, varna, target=kept.pk, **first | {"keep_name": gone.pk})

    assert "An institution of that name is registered in that country." in again.text
    assert (again.context["fingerprint"], again.context["button"]) == ("", "Show what that means")
    assert Institution.objects.count() == 4


@pytest.mark.parametrize("column", ["name", "city"])
@pytest.mark.either_database
def test_a_value_of_one_that_has_none_or_was_not_chosen_cannot_stay(admin_client, column):
    one, other, third = make_institution("One", city="Varna"), make_institution("Other"), make_institution("Third")
    Institution.objects.filter(pk=third.pk).update(city="Sofia")
    foreign = make_institution("Foreign", city="Kiel") if column == "name" else other
    shown = seen(page(admin_client, [one, other, third]))

    again = page(admin_client, [one, other, third], target=one.pk, **shown | {f"keep_{column}": foreign.pk})

    assert list(again.context["form"].errors) == [f"keep_{column}"]
    assert f"{foreign.pk} is not one of the available choices" in again.text
    assert Institution.objects.filter(pk__in=[one.pk, other.pk, third.pk]).count() == 3


def test_nothing_is_merged_where_a_value_changed_since_it_was_chosen(admin_client, varna):
    kept, gone = varna
    shown = seen(page(admin_client, varna))
    Institution.objects.filter(pk=kept.pk).update(website="https://new.example/")

    again = page(admin_client, varna, target=kept.pk, **shown)

    assert CHANGED_MEANWHILE in again.text
    assert Institution.objects.filter(pk=gone.pk).exists()


@pytest.mark.either_database
def test_the_logo_of_an_institution_is_shown_to_the_office(admin_client, client):
    institution = make_institution()
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    institution.logo.save("logo.png", ContentFile(picture.getvalue()))
    address = f"{LIST}{institution.pk}/logo/"

    sent = admin_client.get(address)
    assert (sent["Content-Type"], b"".join(sent.streaming_content)[1:4]) == ("image/png", b"PNG")
    assert admin_client.get(f"{LIST}{make_institution('Other').pk}/logo/").status_code == 404
    assert admin_client.get(f"{LIST}999/logo/").status_code == 404
    client.force_login(get_user_model().objects.create_user("nobody", is_staff=True))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("number", [1, 6])
def test_the_page_asks_the_same_queries_for_any_number_of_agreements(
    admin_client, django_assert_max_num_queries, varna, number
):
    for _number in range(number):
        make_agreement(varna[1])

    with django_assert_max_num_queries(40):
        shown = page(admin_client, varna)

    assert ("and 2 more" in shown.text) is (number == 6)


@pytest.mark.parametrize("number", [1, 21])
@pytest.mark.either_database
def test_one_or_too_many_are_not_merged(admin_client, number):
    institutions = [make_institution(f"University {place}") for place in range(number)]

    page(admin_client, institutions, target=institutions[0].pk, fingerprint="x")

    assert "Choose from 2 to 20 institutions that are one." in admin_client.get(LIST).text
    assert Institution.objects.count() == number


@pytest.mark.either_database
def test_one_that_was_not_chosen_cannot_stay(admin_client):
    institutions = [make_institution(name) for name in ("One", "Other", "Third")]
    shown = page(admin_client, institutions[:2])

    again = page(admin_client, institutions[:2], target=institutions[2].pk, **seen(shown))

    assert "target" in again.context["form"].errors
    assert Institution.objects.count() == 3


@pytest.mark.parametrize(("role", "count"), [("viewer", 2), ("editor", 2), ("manager", 1)])
@pytest.mark.either_database
def test_only_a_manager_merges(client, role, count):
    user = get_user_model().objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    one, other = make_institution("One"), make_institution("Other")
    plan = plan_merge(one, [one, other])

    page(client, [one, other], target=one.pk, asked=plan.asked, fingerprint=plan.fingerprint)

    assert Institution.objects.count() == count
    assert ("merge_chosen" in client.get(LIST).text) is (role == "manager")


def posted(institution, **values):
    """Return what the form of an institution sends."""
    inlines = {
        f"{name}-{part}_FORMS": 0 for name in ("other_names", "contacts", "agreements") for part in ("TOTAL", "INITIAL")
    }
    return inlines | {"name": institution.name, "country": institution.country, "slug": institution.slug} | values


def test_a_new_address_keeps_the_one_before(admin_client, client):
    institution = make_agreement(make_institution("Varna")).institution
    change = f"{LIST}{institution.pk}/change/"

    admin_client.post(change, posted(institution, slug="tu-varna"))

    assert client.get("/institutions/varna/")["Location"] == "/institutions/tu-varna/"
    assert '<div class="readonly">varna</div>' in admin_client.get(change).text


def test_an_address_made_from_a_new_name_keeps_the_one_before(admin_client):
    institution = make_institution("Varna")

    admin_client.post(f"{LIST}{institution.pk}/change/", posted(institution, name="Ruse", slug=""))

    assert list(FormerAddress.objects.values_list("slug", "institution__slug")) == [("varna", "ruse")]


def test_a_change_of_something_else_keeps_no_address(admin_client):
    institution = make_institution("Varna")

    admin_client.post(f"{LIST}{institution.pk}/change/", posted(institution, city="Varna"))

    assert Institution.objects.get().city == "Varna"
    assert not FormerAddress.objects.exists()


def test_a_new_institution_takes_a_former_address_over_and_the_person_is_told(admin_client):
    FormerAddress.objects.create(institution=make_institution("Ruse"), slug="varna")

    answer = admin_client.post(f"{LIST}add/", posted(Institution(name="Varna", country="BG")), follow=True)

    assert Institution.objects.get(slug="varna").name == "Varna"
    assert not FormerAddress.objects.exists()
    assert "The address led to “Ruse” until now." in answer.text
