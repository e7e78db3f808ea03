"""One change to several agreements at once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.admin.bulk import CHANGES
from partnerships.models import Agreement, ChangeSet
from partnerships.partial_dates import PartialDate
from tests.admin.pages import CHANGED_MEANWHILE, confirm
from tests.factories import make_agreement, make_institution, make_unit

pytestmark = pytest.mark.django_db
LIST = "/admin/partnerships/agreement/"


def said(response):
    return [str(message) for message in response.context["messages"]]


def begun(client, key, *agreements):
    return client.post(LIST, {"action": f"bulk_{key}", "_selected_action": [agreement.pk for agreement in agreements]})


def sent(client, key, page, follow=True, **values):
    data = {"ids": page.context["ids"], "asked": "1", **values}
    if "fingerprint" in page.context:
        data["fingerprint"] = page.context["fingerprint"]
    return client.post(f"{LIST}bulk/{key}/", data, follow=follow)


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("notice", {"notice_months": "6"}, {"notice_months": 6}),
        ("kinds", {"kinds": ["traineeship", "double-degree"]}, {"kinds": "|double-degree|traineeship|"}),
        ("renewal", {"renewal": "automatic"}, {"renewal": "automatic"}),
        (
            "snooze",
            {"snoozed_until": "2090-05-01", "snooze_reason": "they asked"},
            {"snoozed_until": date(2090, 5, 1), "snooze_reason": "they asked"},
        ),
        ("review", {"review_on": "2090-05-01"}, {"review_on": date(2090, 5, 1)}),
        (
            "terminate",
            {"terminated_on": "2026-05-01", "termination_reason": "no funds"},
            {"terminated_on": date(2026, 5, 1), "termination_reason": "no funds"},
        ),
        ("hide", {}, {"is_public": False}),
        ("term", {"term_months": "60"}, {"term_months": 60}),
        ("unit", {}, {"unit_name": "Law"}),
        ("open-ended", {}, {"validity": "open-ended"}),
    ],
)
@pytest.mark.either_database
def test_a_change_is_asked_for_shown_and_made(admin_client, admin_user, key, values, expected):
    one, other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))
    untouched = make_agreement(make_institution("Opole", "PL"))
    if key == "unit":
        values = {"unit": make_unit("Law").pk}
    page = begun(admin_client, key, one, other)
    assert f'action="{LIST}bulk/{key}/"' in page.text

    page = sent(admin_client, key, page, **values)
    assert page.context["changed"] == [one, other]
    assert Agreement.history.count() == 3
    response = sent(admin_client, key, page, **values, confirm="1", change_reason="as decided")

    assert said(response) == ["2 agreements were changed."]
    for agreement in (one, other):
        agreement.refresh_from_db()
        assert {name: getattr(agreement, name) for name in expected} == expected
        change = agreement.history.first()
        assert (change.history_user, change.history_change_reason) == (admin_user, "as decided")
    assert untouched.history.count() == 1


def test_the_page_names_what_changes_from_what_to_what(admin_client, admin_user, django_user_model):
    anna = django_user_model.objects.create_user("anna", is_staff=True)
    one = make_agreement(responsible=anna)
    already = make_agreement(make_institution("Ankara", "TR"), responsible=admin_user)

    page = sent(
        admin_client, "responsible", begun(admin_client, "responsible", one, already), responsible=admin_user.pk
    )

    assert page.context["lines"] == [(one, [("Responsible", "anna", "admin")])]
    assert "Responsible: <del>anna</del> → <ins>admin</ins>" in page.text
    assert "This will change 1 agreement:" in page.text


def test_what_is_so_already_is_said(admin_client):
    page = begun(admin_client, "publish", make_agreement())

    assert "That changes nothing: it is so already with all of them." in page.text


def test_a_termination_is_not_overwritten(admin_client):
    ended = make_agreement(terminated_on=date(2020, 1, 1), termination_reason="first")

    page = begun(admin_client, "terminate", ended)
    page = sent(admin_client, "terminate", page, terminated_on="2026-05-01", termination_reason="second")

    assert page.context["changed"] == []
    sentence = "It was terminated on 2020-01-01 already; correct that on its own page."
    assert page.context["parts"] == [("What stays", [f"{ended} – {sentence}"], 100)]


def test_a_value_that_is_missing_is_asked_for_again(admin_client):
    page = begun(admin_client, "terminate", make_agreement())

    page = sent(admin_client, "terminate", page, terminated_on="2026-05-01", termination_reason="")

    assert page.context["form"].errors == {"termination_reason": ["This field is required."]}


def test_what_somebody_changed_meanwhile_is_shown_first(admin_client):
    agreement = make_agreement()
    page = begun(admin_client, "hide", agreement)
    agreement.unit = make_unit("Faculty of Law")
    agreement.save()

    again = sent(admin_client, "hide", page, confirm="1")

    assert said(again) == [CHANGED_MEANWHILE]
    assert Agreement.objects.get().is_public


@pytest.mark.either_database
def test_too_many_are_not_taken(admin_client, monkeypatch):
    monkeypatch.setattr("partnerships.admin.bulk.MOST", 1)

    answer = begun(admin_client, "hide", make_agreement(), make_agreement(make_institution("Ankara", "TR")))

    assert said(admin_client.get(answer.url)) == ["Choose at most 1 agreements at once."]


@pytest.mark.parametrize("key", CHANGES)
@pytest.mark.either_database
def test_who_may_not_change_agreements_changes_none(client, django_user_model, key):
    client.force_login(django_user_model.objects.create_user("reader", is_staff=True))

    assert client.post(f"{LIST}bulk/{key}/", {"ids": make_agreement().pk, "asked": "1"}).status_code == 403


@pytest.mark.either_database
def test_an_unknown_change_is_not_found(admin_client):
    assert admin_client.post(f"{LIST}bulk/nonsense/", {"ids": ""}).status_code == 404


def test_without_a_renewal_its_length_goes_too_and_that_is_named(admin_client):
    agreement = make_agreement(ends="2030", renewal="automatic", renewal_months=12)
    page = begun(admin_client, "renewal", agreement)

    page = sent(admin_client, "renewal", page, renewal="none")
    [(_agreement, changes)] = page.context["lines"]
    sent(admin_client, "renewal", page, renewal="none", confirm="1")

    agreement.refresh_from_db()
    assert [(before, after) for _column, before, after in changes] == [("automatic", "none"), (12, "–")]
    assert (agreement.renewal, agreement.renewal_months) == ("none", None)


def test_several_are_not_snoozed_until_a_day_that_has_come(admin_client):
    page = begun(admin_client, "snooze", make_agreement())

    page = sent(admin_client, "snooze", page, snoozed_until=str(timezone.localdate()), snooze_reason="later")

    assert page.context["form"].errors == {"snoozed_until": ["Choose a day after today."]}
    assert Agreement.objects.get().snoozed_until is None


def test_an_agreement_that_the_rules_refuse_stays_and_the_others_change(admin_client, monkeypatch):
    refused, other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))
    check = Agreement.validate_constraints

    def refuse(agreement, exclude=None):
        if agreement.pk == refused.pk:
            raise ValidationError("Not this one.")
        check(agreement, exclude)

    monkeypatch.setattr(Agreement, "validate_constraints", refuse)
    page = begun(admin_client, "hide", refused, other)
    assert page.context["parts"][0].lines == [f"{refused} – Not this one."]

    response = sent(admin_client, "hide", page, confirm="1")

    assert said(response) == ["1 agreement was changed."]
    assert list(Agreement.objects.filter(is_public=True)) == [refused]


def test_an_end_is_made_of_a_date_and_the_term_that_the_office_says(admin_client):
    day, month = make_agreement(signed="2020-04-24"), make_agreement(make_institution("Ankara", "TR"), signed="2020-10")
    started = make_agreement(make_institution("Opole", "PL"), signed=None, starts=PartialDate(2019))
    staying = [
        make_agreement(make_institution("Bursa", "TR"), signed=None),
        make_agreement(make_institution("Izmir", "TR"), ends="2031"),
        make_agreement(make_institution("Gdansk", "PL"), validity="open-ended"),
    ]
    page = begun(admin_client, "end-of-term", day, month, started, *staying)

    page = sent(admin_client, "end-of-term", page, term_months="60")
    already = "It has an end already, or is open-ended."
    unknown = "Neither the signing nor the start is known far enough."
    assert page.context["parts"][0].lines == [
        f"{agreement} – {why}" for agreement, why in zip(staying, [unknown, already, already], strict=True)
    ]
    sent(admin_client, "end-of-term", page, term_months="60", confirm="1", change_reason="the usual one")

    for agreement, end in ((day, "2025-04-23"), (month, "2025-10"), (started, "2024")):
        agreement.refresh_from_db()
        assert (agreement.ends.isoformat(), agreement.validity, agreement.term_months) == (end, "fixed", 60)
        reason = agreement.history.first().history_change_reason
        assert reason == "end = signing or start + 60 months. the usual one"
    assert len(ChangeSet.objects.get().changes) == 3


def test_ends_that_follow_from_the_own_terms_are_taken_where_they_are_ticked_and_taken_back(admin_client):
    day = make_agreement(signed="2024-03-15", term_months=60)
    month = make_agreement(make_institution("Ankara", "TR"), signed="2020-10", term_months=18)
    left = make_agreement(make_institution("Opole", "PL"), signed="2019", term_months=24)
    staying = [
        make_agreement(make_institution("Bursa", "TR")),
        make_agreement(make_institution("Izmir", "TR"), signed="2020", term_months=18),
        make_agreement(make_institution("Gdansk", "PL"), ends="2031", term_months=12),
    ]

    page = begun(admin_client, "take-end", day, month, left, *staying)

    assert [told for _agreement, told, _is_ticked in page.context["ticked_lines"]] == [
        "5 years from 15 March 2024: 14 March 2029",
        "1 year and 6 months from October 2020: April 2022",
        "2 years from 2019: 2021",
    ]
    assert [line.rpartition(" – ")[2] for line in page.context["parts"][0].lines] == [
        "Its term is not recorded.",
        "Neither the signing nor the start is known far enough.",
        "It has an end already, or is open-ended.",
    ]
    refused = sent(admin_client, "take-end", page, confirm="1")
    assert said(refused) == ["Tick the agreements that are to be changed."]
    done = sent(admin_client, "take-end", page, confirm="1", tick=[str(day.pk), str(month.pk)])
    assert said(done) == ["2 agreements were changed."]
    ends = {each.pk: str(each.ends or "") for each in Agreement.objects.filter(pk__in=[day.pk, month.pk, left.pk])}
    assert ends == {day.pk: "14 March 2029", month.pk: "April 2022", left.pk: ""}
    assert day.history.first().history_change_reason == "end = signing or start + term"
    change_set = ChangeSet.objects.get()
    address = f"/admin/partnerships/agreement/changes/{change_set.pk}/"
    confirm(admin_client, address, {})
    assert Agreement.objects.filter(pk__in=[day.pk, month.pk], ends_on=None, validity="not-recorded").count() == 2


def test_the_list_offers_ends_and_finds_those_that_can_be_told(admin_client):
    told = [
        make_agreement(signed="2024-03-15", term_months=60),
        make_agreement(make_institution("Ankara", "TR"), signed="2020", term_months=24),
        make_agreement(make_institution("Opole", "PL"), signed=None, starts=PartialDate(2019, 5), term_months=18),
    ]
    make_agreement(make_institution("Izmir", "TR"), signed="2020", term_months=18)
    make_agreement(make_institution("Bursa", "TR"), signed=None, term_months=24)
    make_agreement(make_institution("Gdansk", "PL"), ends="2031", term_months=12)
    make_agreement(make_institution("Sofia", "BG"), signed="2020-10")

    page = admin_client.get("/admin/partnerships/agreement/?missing=told")

    assert set(page.context["cl"].result_list) == set(told)
    assert '<span class="told-end">14 Mar 2029 by its term</span>' in page.text
    gaps = {gap["key"]: gap["count"] for gap in admin_client.get("/admin/").context["gaps"]}
    assert (gaps["end"], gaps["told"]) == (6, 3)


def test_a_change_of_several_is_kept_as_one_and_of_one_is_not(admin_client):
    one, other = make_agreement(), make_agreement(make_institution("Ankara", "TR"))
    page = sent(admin_client, "hide", begun(admin_client, "hide", one))

    sent(admin_client, "hide", page, confirm="1")
    assert ChangeSet.objects.count() == 0
    page = sent(admin_client, "publish", begun(admin_client, "publish", one, other))
    sent(admin_client, "publish", page, confirm="1")
    assert ChangeSet.objects.count() == 0
    page = sent(admin_client, "hide", begun(admin_client, "hide", one, other))
    sent(admin_client, "hide", page, confirm="1")

    assert set(ChangeSet.objects.get().changes) == {str(one.pk), str(other.pk)}


@pytest.mark.either_database
def test_after_a_change_the_same_filtered_list_comes_back(admin_client):
    agreement = make_agreement(make_institution("Ankara", "TR"))
    data = {"action": "bulk_notice", "_selected_action": [agreement.pk]}
    page = admin_client.post(f"{LIST}?country=TR&o=3&_facets=True", data)
    assert f'href="{LIST}?country=TR&amp;sort=country"' in page.text

    page = sent(admin_client, "notice", page, notice_months="6", query=page.context["query"])
    done = sent(admin_client, "notice", page, follow=False, notice_months="6", query=page.context["query"], confirm="1")

    assert (done.status_code, done.headers["Location"]) == (302, f"{LIST}?country=TR&sort=country")


def test_next_reviews_are_spread_over_the_months_the_oldest_first_and_taken_back_as_one_change(admin_client):
    ended = make_agreement(ends="2015", signed="2010")
    made = [make_agreement(make_institution(f"Institution {year}"), signed=str(year)) for year in (2014, 2012, 2013)]

    page = sent(admin_client, "spread", begun(admin_client, "spread", ended, *made), months="12", most="")
    sent(admin_client, "spread", page, months="12", most="", confirm="1")

    today = timezone.localdate()
    days = dict(Agreement.objects.values_list("pk", "review_on"))
    assert days[ended.pk] is None
    assert sorted(made, key=lambda each: days[each.pk]) == [made[1], made[2], made[0]]
    assert all(days[each.pk] > today and days[each.pk].weekday() < 5 for each in made)
    change_set = ChangeSet.objects.get()
    assert change_set.reason == "next reviews spread over 12 months"
    assert set(change_set.changes) == {str(each.pk) for each in made}


@pytest.mark.either_database
def test_at_most_so_many_reviews_fall_on_a_day(admin_client):
    made = [make_agreement(make_institution(f"Institution {number}")) for number in range(30)]

    page = sent(admin_client, "spread", begun(admin_client, "spread", *made), months="1", most="1")
    sent(admin_client, "spread", page, months="1", most="1", confirm="1")

    assert Agreement.objects.values("review_on").distinct().count() == 30
