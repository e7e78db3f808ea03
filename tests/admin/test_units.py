"""Units of the home university in the office: their pages, and agreements filtered, changed and kept by them."""

import pytest
from django.utils import translation

from partnerships.admin.agreement_list.panels import chips_of, panels_of
from partnerships.models import Agreement, Merge, SavedView, Unit
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
UNITS = "/admin/partnerships/unit/"
LIST = "/admin/partnerships/agreement/"
NO_NAMES = {f"other_names-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}


def said(response):
    return [str(message) for message in response.context["messages"]]


def found(client, query):
    return set(client.get(f"{LIST}?{query}").context["cl"].result_list)


@pytest.fixture
def law():
    """Return a faculty with a part."""
    unit = make_unit("Faculty of Law")
    make_unit("Civil law", parent=unit)
    return unit


@pytest.fixture
def agreements(law):
    """Return an agreement of the faculty, one of its part, one of another unit, and one of none."""
    units = [law, law.parts.get(), make_unit("Arts"), None]
    return [make_agreement(make_institution(f"Partner {number}"), unit=unit) for number, unit in enumerate(units)]


def test_the_list_of_units_says_how_many_agreements_each_keeps(admin_client, agreements):
    page = admin_client.get(UNITS)

    counts = {unit.name: unit.number_of_agreements for unit in page.context["cl"].result_list}
    assert counts == {"Arts": 1, "Civil law": 1, "Faculty of Law": 1}


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_units_needs_the_same_queries_however_many(admin_client, django_assert_num_queries, number):
    for each in range(number):
        make_unit(f"Part {each}", parent=make_unit(f"Faculty {each}"))

    with django_assert_num_queries(7):
        admin_client.get(UNITS)


def test_a_unit_is_added_with_its_names_and_its_parent(admin_client, admin_user, law):
    names = {"other_names-TOTAL_FORMS": 1, "other_names-INITIAL_FORMS": 0, "other_names-0-name": "Roman School"}
    sent = {"name": "Roman law", "short_name": "RL", "name_ru": "Римское право", "parent": law.pk, **names}

    admin_client.post(f"{UNITS}add/", sent)

    unit = Unit.objects.get(name="Roman law")
    assert (unit.parent, unit.short_name, unit.name_ru, unit.wordings) == (law, "RL", "Римское право", ["Roman School"])
    assert unit.history.get().history_user == admin_user


def test_a_name_that_is_taken_is_said(admin_client, law):
    page = admin_client.post(f"{UNITS}add/", {"name": "faculty of LAW", **NO_NAMES})

    assert page.context["adminform"].form.errors == {"name": ["Another unit is known by that name."]}


def test_units_are_found_by_another_name(admin_client, law):
    law.other_names.create(name="School of Justice")
    make_unit("Arts")

    assert list(admin_client.get(f"{UNITS}?q=justice").context["cl"].result_list) == [law]


def test_a_unit_that_keeps_agreements_is_not_deleted(admin_client, agreements):
    arts = Unit.objects.get(name="Arts")

    page = admin_client.post(f"{UNITS}{arts.pk}/delete/", {"post": "yes"})

    assert page.status_code == 200
    assert [str(each) for each in page.context["protected"]] != []
    assert Unit.objects.filter(pk=arts.pk).exists()


def test_units_are_merged_as_shown(admin_client, admin_user, law, agreements):
    arts = Unit.objects.get(name="Arts")
    chosen = {"action": "merge_into_another", "_selected_action": [law.pk, arts.pk], "target": arts.pk}

    shown = admin_client.post(UNITS, chosen)
    told = {part.label: [str(line) for line in part.lines] for part in shown.context["parts"]}
    seen = {name: shown.context[name] for name in ("fingerprint", "asked")}
    done = admin_client.post(UNITS, chosen | seen, follow=True)

    assert told == {
        "Goes": ["Faculty of Law"],
        "Agreements that move": ["Partner 0, MoU, October 2020"],
        "Parts that move": ["Civil law"],
        "Other wordings of “Arts” from now on": ["Faculty of Law"],
    }
    assert said(done) == ["1 agreement moved to “Arts”."]
    assert (Merge.objects.get().kind, Merge.objects.get().merged_by) == ("unit", admin_user)
    page = admin_client.get(f"/admin/partnerships/merge/{Merge.objects.get().pk}/take-back/")
    assert {part.label for part in page.context["parts"]} == {
        "Comes back",
        "Agreements that move back",
        "Parts that move back",
        "Other names that will be forgotten",
    }


def test_a_filter_by_unit_takes_the_units_below_it_too(admin_client, law, agreements):
    of_law, of_part, _of_arts, of_none = agreements

    assert found(admin_client, f"unit=id-{law.pk}") == {of_law, of_part}
    assert found(admin_client, f"unit=id-{law.parts.get().pk}") == {of_part}
    assert found(admin_client, "unit=unknown") == {of_none}


@pytest.mark.parametrize("query", ["unit=Faculty+of+Law", "unit=faculty+of+LAW", "unit=FoL"])
def test_an_address_that_says_a_name_of_the_unit_leads_to_its_list(admin_client, law, agreements, query):
    Unit.objects.filter(pk=law.pk).update(short_name="FoL")

    page = admin_client.get(f"{LIST}?{query}").context["cl"]

    assert set(page.result_list) == set(agreements[:2])
    assert [chip.value for chip in chips_of(page)] == ["Faculty of Law"]


@pytest.mark.parametrize("query", ["unit=nonsense", "unit=id-99999", "unit=id-x", f"unit=id-{'9' * 30}"])
def test_an_address_of_no_unit_finds_all_and_says_so(admin_client, agreements, query):
    page = admin_client.get(f"{LIST}?{query}").context["cl"]

    assert set(page.result_list) == set(agreements)
    assert len(page.notes) == 1


def test_a_saved_view_by_the_name_of_a_unit_is_the_same_list(admin_client, admin_user, law, agreements):
    SavedView.objects.create(owner=admin_user, name="Law", query="unit=Faculty+of+Law")

    page = admin_client.get(f"{LIST}?unit=Faculty+of+Law")

    assert [str(view["name"]) for view in page.context["saved_views"]][4:] == ["Law"]
    assert set(page.context["cl"].result_list) == set(agreements[:2])


def test_the_filter_counts_a_unit_with_its_parts(admin_client, law, agreements):
    page = admin_client.get(f"{LIST}").context["cl"]

    (section,) = (section for panel in panels_of(page) for section in panel.sections if section.name == "unit")
    shown = [f"{option.label} ({option.number})" for option in section.options]
    assert shown == ["Arts (1)", "Civil law (1)", "Faculty of Law (2)", "not recorded (1)"]


def test_a_group_by_unit_counts_what_the_unit_itself_keeps(admin_client, law, agreements):
    page = admin_client.get(f"{LIST}?group=unit").context["cl"]

    assert [(heading.label, heading.number) for heading in page.headings.values()] == [
        ("Arts", 1),
        ("Civil law", 1),
        ("Faculty of Law", 1),
        ("not recorded", 1),
    ]


def test_the_filter_names_units_in_the_language_of_the_person(admin_client, law, agreements):
    Unit.objects.filter(pk=law.pk).update(name_ru="Юридический факультет")

    with translation.override("ru"):
        assert "Юридический факультет" in admin_client.get(f"{LIST}", headers={"Accept-Language": "ru"}).text


def test_an_unknown_unit_in_the_grid_is_said(admin_client, law):
    agreement = make_agreement()
    version = agreement.history.first().history_id
    sent = {f"version-{agreement.pk}": version, f"unit-{agreement.pk}": "Physics", "look": "1"}

    page = admin_client.post(f"{LIST}grid/", sent)

    errors = [cell.error for cell in page.context["rows"][0].cells if cell.error]
    assert errors == ["“Physics” is no unit of the register; add it under Units first."]
    assert not Agreement.objects.exclude(unit=None).exists()


def test_the_history_names_a_unit_that_is_no_more(admin_client, law):
    agreement = make_agreement(unit=make_unit("Physics"))
    agreement.unit = None
    agreement.save()
    Unit.objects.get(name="Physics").delete()

    text = admin_client.get(f"{LIST}{agreement.pk}/history/").text

    assert "Physics" in text
    assert "Deleted unit" not in text


def test_a_second_person_is_told_who_changed_the_unit(admin_client, law):
    seen = admin_client.get(f"{UNITS}{law.pk}/change/").context["adminform"].form.initial["version"]
    sent = {"name": "Faculty of Law", "version": seen, **NO_NAMES}
    admin_client.post(f"{UNITS}{law.pk}/change/", sent | {"short_name": "LAW"})

    page = admin_client.post(f"{UNITS}{law.pk}/change/", sent | {"short_name": "FL"})

    assert "admin changed this record meanwhile: short name: – → LAW" in str(page.context["errors"])
