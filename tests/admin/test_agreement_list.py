"""The list of agreements: its filters and their counts, its columns, groups and orders, and what odd addresses get."""

import re
from copy import copy
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone, translation

from partnerships.admin.agreement_list.columns import COLUMNS, USUAL
from partnerships.admin.agreement_list.filters import FILTERS
from partnerships.admin.agreement_list.panels import chips_of, panels_of
from partnerships.admin.agreement_list.parameters import present_query
from partnerships.admin.agreement_list.values import ValuesFilter
from partnerships.importing.resources import AgreementResource
from partnerships.models import Agreement, AgreementType, ImportRun, Preferences, SavedView
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = pytest.mark.django_db
LIST = "/admin/partnerships/agreement/"
TODAY = timezone.localdate()


def opened(client, query=""):
    """Return the list that an address shows."""
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return answer.context["cl"]


def names(client, query):
    """Return the names of the institutions in the list, in its order."""
    return [agreement.institution.name for agreement in opened(client, query).result_list]


def options(changelist, title):
    """Return {label: count} of the values of the filter with a `title` that the page shows."""
    sections = [section for panel in panels_of(changelist) for section in panel.sections]
    (found,) = (section for section in sections if section.title == title)
    return {str(option.label): option.number for option in found.options}


@pytest.fixture
def staff(django_user_model):
    """Return Anna and Boris of the office."""
    people = [("anna", "Anna", "Adams"), ("boris", "Boris", "Brown")]
    return [
        django_user_model.objects.create_user(name, first_name=first, last_name=last, is_staff=True)
        for name, first, last in people
    ]


@pytest.fixture
def varied(staff, admin_user):
    """Make agreements of which each falls under other values of the filters."""
    AgreementResource().import_file(b"University,Country,Date\nOpole,Poland,2008\n", "list.csv")
    Agreement.objects.update(unit=make_unit("Law"), kinds="|student-exchange|")
    later = (TODAY + timedelta(days=200)).isoformat()
    make_agreement(make_institution("Ankara", "TR"), ends=later, responsible=admin_user, renewal="automatic")
    make_agreement(
        make_institution("Izmir", "TR", website="https://i.tr/"), validity="open-ended", responsible=staff[0]
    )
    make_agreement(make_institution("Varna", "BG"), ends=(TODAY + timedelta(days=80)).isoformat(), signed=None)
    make_agreement(make_institution("Nowhere", ""), title="Protocol", ends="2015", signed="2016", responsible=staff[1])
    one = make_agreement(make_institution("Kyiv", "UA"), ends="2015", kinds="|staff-exchange|student-exchange|")
    one.documents.create(file="signed.pdf", sha256="0", size=8)


@pytest.mark.parametrize("query", ["", "country=TR&country=BG", "status=ended&missing=scan", "on=2015-06-01"])
def test_the_count_beside_a_value_is_that_of_its_list(admin_client, varied, query):
    page = opened(admin_client, query)

    wrong = []
    for spec in (spec for spec in page.filter_specs if isinstance(spec, ValuesFilter)):
        others = page.narrowed(without=spec)
        for value in spec.options:
            alone = copy(spec)
            alone.chosen = [value]
            if (count := alone.queryset(None, others).count()) != page.counts[spec].get(value, 0):
                wrong.append((spec.title, value, count))

    assert wrong == []


def test_a_filter_takes_several_values_and_counts_under_the_others(admin_client, varied):
    page = opened(admin_client, "country=TR&country=BG&missing=signed")

    assert names(admin_client, "country=TR&country=BG") == ["Varna", "Ankara", "Izmir"]
    assert [agreement.institution.name for agreement in page.result_list] == ["Varna"]
    assert options(page, "Country") == {"Bulgaria": 1, "Türkiye": 0}
    assert options(page, "Missing")["signing"] == 1
    assert options(opened(admin_client, "country=TR"), "Validity") == {
        "until its end date": 1,
        "open-ended": 1,
        "not recorded": 0,
    }


def test_responsible_are_oneself_any_colleague_and_nobody(admin_client, varied):
    page = opened(admin_client)

    assert options(page, "Responsible") == {"mine": 1, "nobody": 3, "Anna Adams": 1, "Boris Brown": 1}


def test_values_under_which_nothing_falls_are_left_out_where_there_are_many(admin_client, varied):
    page = opened(admin_client, "unit=Law")

    assert options(page, "Country") == {"Poland": 1}
    assert options(page, "Renewal") == {"none": 1, "on request": 0, "automatic": 0}


@pytest.mark.parametrize(("language", "first"), [("en", "Bulgaria"), ("ru", "Болгария"), ("az", "Bolqarıstan")])
def test_countries_have_their_names_in_the_language(admin_client, admin_user, varied, language, first):
    Preferences.objects.create(user=admin_user, language=language)

    page = opened(admin_client)

    with translation.override(language):
        assert (
            next(iter(page.spec(next(each for each in FILTERS if each.panel == "country")).options.values())) == first
        )


def test_agreements_of_an_import_and_those_that_need_a_look_are_found(admin_client, varied):
    run = ImportRun.objects.get()

    assert names(admin_client, f"import={run.pk}") == ["Opole"]
    assert options(opened(admin_client), "Import run") == {str(run): 1}
    assert names(admin_client, "work=dates") == ["Kyiv", "Nowhere"]
    assert names(admin_client, "work=look") == []
    run.rows.update(needs_look=True)
    assert names(admin_client, "work=look") == ["Opole"]
    assert names(admin_client, "work=look&work=dates") == ["Kyiv", "Nowhere", "Opole"]


def test_the_sections_of_reviews_and_the_remarks_of_an_import_are_found_by_words_of_their_own(admin_client, varied):
    make_agreement(make_institution("Zagreb", "HR"), review_on="2020-01-01")

    assert names(admin_client, "work=review") == names(admin_client, "review=due") == ["Zagreb"]
    assert names(admin_client, "work=look") == []


def test_an_earlier_import_is_found_by_its_address(admin_client, varied):
    first = ImportRun.objects.get()
    for number in range(20):
        ImportRun.objects.create(file_name=f"{number}.csv", sha256="0")

    assert names(admin_client, f"import={first.pk}") == ["Opole"]
    assert opened(admin_client, f"import={first.pk}").notes == []


@pytest.fixture
def periods():
    """Make agreements that are signed and end on days that are known to the day, the month and the year."""
    for text in ("2019-06-15", "2019-06", "2019", "2020-01-01"):
        make_agreement(make_institution(text), signed=text, ends=text)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2019", "2019", ["2019", "2019-06", "2019-06-15"]),
        ("06.2019", "06.2019", ["2019", "2019-06", "2019-06-15"]),
        ("16.06.2019", "30.06.2019", ["2019", "2019-06"]),
        ("1.07.2019", "", ["2019", "2020-01-01"]),
        ("", "14.06.2019", ["2019", "2019-06"]),
        ("2020", "", ["2020-01-01"]),
        ("", "2018", []),
    ],
)
@pytest.mark.parametrize("name", ["signed", "ends"])
def test_a_year_or_a_month_between_two_days_counts_as_the_whole_of_it(admin_client, periods, name, first, last, found):
    assert sorted(names(admin_client, f"{name}_from={first}&{name}_to={last}")) == found


@pytest.mark.parametrize(("days", "found"), [(79, []), (80, ["Varna"]), (0, [])])
def test_agreements_end_within_any_number_of_days(admin_client, days, found):
    make_agreement(make_institution("Varna"), ends=(TODAY + timedelta(days=80)).isoformat())

    assert names(admin_client, f"ends_within={days}") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("on=31.12.2019", ["Ends 2020", "Open"]),
        ("on=2019", ["Ends 2020", "Open"]),
        ("on=2021", ["Open"]),
        ("on=2021&status=ended", ["Ends 2020"]),
        ("on=2019&status=end-not-recorded", ["Unknown"]),
    ],
)
def test_what_was_in_force_on_a_day_is_found(admin_client, query, found):
    make_agreement(make_institution("Ends 2020"), signed="2018", ends="2020")
    make_agreement(make_institution("Open"), signed="2019-12", validity="open-ended")
    make_agreement(make_institution("Later"), signed="2022-01", validity="open-ended")
    make_agreement(make_institution("Unknown"), signed="2018")

    page = opened(admin_client, query)

    assert [agreement.institution.name for agreement in page.result_list] == found
    assert [column for column in (COLUMNS["status"](one) for one in page.result_list) if "not-started" in column] == []


def test_the_status_is_that_of_the_day_that_is_asked_about(admin_client):
    make_agreement(signed="2018", ends="2020")

    shown = [COLUMNS["status"](opened(admin_client, query).result_list[0]) for query in ("", "on=2019")]

    assert [re.search("status-([a-z]+)", text)[1] for text in shown] == ["ended", "in"]


def test_a_list_is_grouped_with_the_number_of_each_group(admin_client, varied):
    with translation.override("en"):
        page = opened(admin_client, "group=country&sort=-institution")

        groups = [
            (page.headings[agreement.pk].label, page.headings[agreement.pk].number)
            for agreement in page.result_list
            if agreement.pk in page.headings
        ]

    assert groups == [("Bulgaria", 1), ("Poland", 1), ("Türkiye", 2), ("Ukraine", 1), ("not recorded", 1)]
    text = admin_client.get(f"{LIST}?group=country").text
    assert re.findall(r'scope="rowgroup" colspan="9">([^<]+)', text)[0] == "Bulgaria "


@pytest.mark.parametrize("group", ["unit", "type", "responsible"])
def test_each_group_stands_together(admin_client, varied, group):
    page = opened(admin_client, f"group={group}")

    assert sum(heading.number for heading in page.headings.values()) == page.result_count == 6


def test_chosen_filters_are_chips_that_take_themselves_off(admin_client, varied):
    page = admin_client.get(f"{LIST}?country=TR&country=BG&missing=end&signed_from=2008")

    chips = page.text.partition('class="list-chips"')[2].partition("</ul>")[0]

    assert re.findall(r"</span>([^<]+): <b>([^<]+)</b>", chips) == [
        ("Country", "Türkiye"),
        ("Country", "Bulgaria"),
        ("Missing", "end"),
        ("Signed between", "from 2008"),
    ]
    assert re.findall('href="([^"]*)"', chips)[0] == "?country=BG&amp;missing=end&amp;signed_from=2008"
    assert "list-chips" not in admin_client.get(LIST).text


def test_a_value_leads_to_the_list_with_it_and_without_it(admin_client, varied):
    def query_of(query):
        (panel,) = (each for each in panels_of(opened(admin_client, query)) if each.key == "country")
        return {option.value: option.query for option in panel.sections[0].options}["TR"]

    assert (query_of("country=BG&sort=-signed"), query_of("country=TR")) == (
        "?country=BG&country=TR&sort=-signed",
        "?",
    )


@pytest.mark.parametrize(
    ("query", "count", "note"),
    [
        ("country=XX", 1, "“XX” is no value of the filter “country” and was left out."),
        ("country=XX&country=BG", 1, "“XX” is no value of the filter “country” and was left out."),
        ("country=XX&status=in-force", 0, "“XX” is no value of the filter “country” and was left out."),
        ("mine=id-999", 1, "“id-999” is no value of the filter “responsible” and was left out."),
        ("import=99999999999999999999", 1, "“99999999999999999999” is no value of the filter “import run” and was"),
        ("type=x", 1, "“x” is no value of the filter “type” and was left out."),
        ("year=²", 1, "“²” is no value of the filter"),
        ("import=²", 1, "“²” is no value of the filter"),
        ("on=soon", 1, "“soon” is no date; write it as 30.06.2003, 10.2020 or 2008."),
        ("signed_from=04/05/2020", 1, "“04/05/2020” can be 4 May 2020 or 5 April 2020"),
        ("ends_to=%00", 1, "“\ufffd” is no date; write it as 30.06.2003, 10.2020 or 2008."),
        ("ends_within=-3", 1, "“-3” is no number of days."),
        ("ends_within=²", 1, "“²” is no number of days."),
        ("ends_within=99999999999999", 1, "“99999999999999” is no number of days."),
        ("signed_from=2020&signed_to=2010", 0, "2020 lies after 2010."),
        ("foo=1", 1, "“1” is no value of the filter “foo” and was left out."),
        ("institution__id__exact=x", 1, "“x” is no value of the filter “institution__id__exact” and was left out."),
        ("responsible__password__startswith=a", 1, "“a” is no value of the filter “responsible__password"),
        ("pk__in=1,x", 1, "“1,x” is no value of the filter “pk__in” and was left out."),
        (f"pk__in=1,{'9' * 23}", 1, "” is no value of the filter “pk__in” and was left out."),
        (f"institution__id__exact=-{'9' * 23}", 1, "is no value of the filter “institution__id__exact”"),
        ("sort=foo.-x&group=foo&p=99&o=9.x.²", 1, ""),
        ("p=x", 1, ""),
        ("unit=%00", 1, "is no value of the filter “unit” and was left out."),
    ],
)
def test_an_odd_address_gets_a_list_and_a_sentence(admin_client, query, count, note):
    make_agreement(ends=None)

    answer = admin_client.get(f"{LIST}?{query}", follow=True)

    assert answer.status_code == 200
    assert answer.context["cl"].result_count == count
    assert note in " ".join(answer.context["cl"].notes)
    assert ("list-note" in answer.text) == bool(note)


def test_what_was_left_out_is_in_no_link_of_the_page(admin_client):
    make_agreement()

    text = admin_client.get(f"{LIST}?unit=Gone&foo=1&country=BG").text

    assert re.findall(r'href="[?][^"]*country=BG', text)
    assert not re.findall(r'href="[?][^"]*(?:Gone|foo)', text.partition('class="list-head"')[2])


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("agreement_type__id__exact=3&country=TR", "type=3&country=TR"),
        ("agreement_type__isnull=True", "type=unknown"),
        ("date_missing=yes&website_missing=yes", "missing=date&missing=website"),
        ("o=-6.2", "sort=-ends.institution"),
        ("o=7&country=TR", "sort=status&country=TR"),
        ("country=TR&ends=passed", "country=TR&ends=passed"),
    ],
)
def test_former_parameters_have_present_names(former, now):
    assert present_query(former) == now


def test_former_addresses_and_saved_views_lead_to_the_same_list(admin_client, admin_user):
    varna = make_agreement(make_institution("Varna"))
    make_agreement(make_institution("Sofia"), title="Protocol")
    kind = AgreementType.objects.get(name="MoU")
    SavedView.objects.create(owner=admin_user, name="Old", query=f"agreement_type__id__exact={kind.pk}&o=1")

    answer = admin_client.get(f"{LIST}?agreement_type__id__exact={kind.pk}&o=1")
    page = admin_client.get(f"{LIST}{answer.headers['Location']}")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"?type={kind.pk}&sort=register_number")
    assert list(page.context["cl"].result_list) == [varna]
    assert [view["name"] for view in page.context["saved_views"] if view["query"].startswith("type=")] == ["Old"]
    assert admin_client.get(f"{LIST}grid/?agreement_type__id__exact={kind.pk}").context["count"] == 1


def test_a_view_keeps_all_that_the_filters_say(admin_client):
    query = (
        "country=PL&country=TR&ends_from=2019&ends_to=2020&ends_within=9&group=unit&import=1&kind=x&mine=nobody"
        "&missing=scan&on=2019&q=a&renewal=none&signed_from=2019&signed_to=2020&sort=-ends&status=ended&type=1"
        "&unit=Law&validity=fixed&work=look&year=2008"
    )

    admin_client.post(f"{LIST}views/", {"query": f"{query}&p=2&evil=1&signed_to=", "name": "All"})

    assert SavedView.objects.get().query == query


def test_each_person_chooses_the_columns(admin_client, client, staff):
    staff[0].groups.add(Group.objects.get(name="viewer"))
    client.force_login(staff[0])
    make_agreement(number=7, reference="A/1")

    answer = client.post(f"{LIST}columns/", {"column": ["ends", "source_number", "evil"], "query": "country=BG&evil=1"})

    assert answer.headers["Location"] == f"{LIST}?country=BG"
    assert [name for name, *_head in opened(client).heads] == ["institution", "ends", "source_number"]
    assert [name for name, *_head in opened(admin_client).heads][1:] == USUAL
    client.post(f"{LIST}columns/", {"usual": "1", "column": ["ends"]})
    assert [name for name, *_head in opened(client).heads] == USUAL


def test_who_may_not_see_agreements_chooses_no_columns(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))

    assert client.post(f"{LIST}columns/", {"column": ["ends"]}).status_code == 403


def test_every_column_is_shown_and_sorts_the_list(admin_client, admin_user, varied):
    Preferences.objects.create(user=admin_user, list_columns=[*COLUMNS])
    make_agreement(
        make_institution("Opava", "CZ", city="Opava"), number=7, reference="A/1", ends="2030-05-02", term_months=60,
        notice_months=6, unit="Medicine", kinds="|student-exchange|", responsible=admin_user,
    )  # fmt: skip

    text = admin_client.get(f"{LIST}?country=CZ").text

    cells = re.findall(r'<t[hd] class="field-([a-z_]+)[^"]*">(.*?)</t[hd]>', text)
    shown = {name: re.sub("<[^>]+>", "", cell) for name, cell in cells}
    assert {
        name: shown[name] for name in ("city", "kinds", "ends", "term", "notice", "decide_by", "source_number")
    } == {
        "city": "Opava",
        "kinds": "Student exchange",
        "ends": "2 May 2030",
        "term": "60",
        "notice": "6",
        "decide_by": "2 November 2029",
        "source_number": "7",
    }
    for sign in ("", "-"):
        assert len(names(admin_client, "sort=" + ".".join(f"{sign}{name}" for name in COLUMNS))) == 7


def test_the_list_begins_with_the_next_end_and_an_unknown_end_is_the_last(admin_client):
    for name, ends in (("Varna", None), ("Ankara", "2031"), ("Opole", "2030"), ("Brno", "2030")):
        make_agreement(make_institution(name), ends=ends)

    assert names(admin_client, "") == ["Brno", "Opole", "Ankara", "Varna"]
    assert names(admin_client, "sort=-ends") == ["Varna", "Ankara", "Brno", "Opole"]
    heads = {name: (query, sorted_) for name, _label, query, sorted_ in opened(admin_client).heads}
    assert (heads["ends"], heads["signed"], heads["status"]) == (
        ("?sort=-ends", "ascending"),
        ("?sort=signed", ""),
        ("", ""),
    )


def test_open_ended_differs_from_not_recorded(admin_client):
    one, other = make_agreement(validity="open-ended"), make_agreement(signed=None)

    assert COLUMNS["ends"](one) == "open-ended"
    assert COLUMNS["ends"](other) == COLUMNS["signed"](other) == '<span class="quiet">not recorded</span>'


def test_a_superseded_agreement_says_by_which(admin_client):
    former = make_agreement(ends="2019", number=4)
    later = make_agreement(number=9, supersedes=former)

    text = admin_client.get(LIST).text

    assert f'<a href="{LIST}{later.pk}/change/">superseded by No 9</a>' in text
    assert text.count('class="superseded"') == 1


def test_nobody_decides_about_what_is_superseded():
    former = make_agreement(ends="2119-06-30")
    words = [COLUMNS[name](former) for name in ("days", "decide_by")]
    make_agreement(supersedes=former)

    assert all(words)
    assert [COLUMNS[name](former) for name in ("days", "decide_by")] == ["", ""]


@pytest.mark.parametrize(("ends", "shown"), [(3, ">3<"), (400, "400"), (-1, "")])
def test_days_are_counted_to_an_end_that_lies_ahead(ends, shown):
    agreement = make_agreement(ends=(TODAY + timedelta(days=ends)).isoformat())

    text = str(COLUMNS["days"](agreement))

    assert (shown in text, bool(text)) == (True, bool(shown))


@pytest.mark.parametrize("query", ["sort=-review_on", "review=due"])
def test_what_the_list_is_sorted_by_or_filtered_for_is_a_column(admin_client, query):
    make_agreement(review_on=date(2020, 1, 1))

    assert "1 Jan 2020" not in admin_client.get(LIST).text
    assert "1 Jan 2020" in admin_client.get(f"{LIST}?{query}").text


def test_register_number_and_number_of_the_source_are_columns_of_their_own(admin_client):
    agreement = make_agreement(register_number=61, number=7)

    assert COLUMNS["source_number"](agreement) == 7
    assert COLUMNS["register_number"] == "register_number"
    assert "source_number" not in USUAL


def test_the_search_and_a_menu_keep_the_other_parameters(admin_client):
    make_agreement()

    text = admin_client.get(f"{LIST}?country=BG&status=end-not-recorded&status=ended&q=varna").text

    search = text.partition('id="changelist-search"')[2].partition("</form>")[0]
    assert re.findall('type="hidden" name="([a-z]+)" value="([^"]+)"', search) == [
        ("country", "BG"),
        ("status", "end-not-recorded"),
        ("status", "ended"),
    ]
    (panel,) = (each for each in panels_of(opened(admin_client, "country=BG&status=ended&q=a")) if each.key == "status")
    assert panel.hidden == [("country", "BG"), ("q", "a")]


def test_the_bar_runs_each_action_by_its_own_button(admin_client):
    agreement = make_agreement()
    text = admin_client.get(LIST).text
    values = re.findall('type="hidden" name="action" value="([^"]+)"', text)
    buttons = dict(re.findall('name="index" value="([0-9]+)">([^<]+)<', text))
    index = next(key for key, label in buttons.items() if label == "Set the unit…")

    page = admin_client.post(LIST, {"action": values, "index": index, "_selected_action": [agreement.pk]})

    assert page.context["key"] == "unit"
    assert len(buttons) == len(values)


def test_chips_say_a_period_and_the_day_that_is_asked_about(admin_client):
    query = "on=2019&status=ended&ends_from=2019&ends_to=05.2020&signed_to=2018&ends_within=90"

    chips = {chip.value: chip.query for chip in chips_of(opened(admin_client, query))}

    assert [*chips] == ["on 31 December 2019", "ended", "2019 – May 2020", "within 90 days", "until 2018"]
    assert "ends_from" not in chips["2019 – May 2020"]


def test_the_menu_of_the_status_leads_to_the_end_of_each_of_ten_years(admin_client):
    (panel,) = (each for each in panels_of(opened(admin_client)) if each.key == "status")

    links = dict(panel.sections[0].links)

    assert links["2019"] == "?group=country&on=2019-12-31"
    assert len(links) == 10
    assert date(TODAY.year - 1, 12, 31).isoformat() in panel.sections[0].links[0][1]
