"""The public page of an institution."""

import io
import json
import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from partnerships.models import (
    Agreement,
    Contact,
    CooperationKind,
    Document,
    FormerAddress,
    HomeInstitution,
    Institution,
    InstitutionName,
    RenewalKind,
    Validity,
)
from partnerships.models.addresses import keep_address
from partnerships.partial_dates import PartialDate
from partnerships.public.institution_pages import current_address, other_names
from partnerships.public.listing.refreshing import refresh_listing
from partnerships.renewals.renewing import renew
from tests.factories import make_agreement, make_institution

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def plain(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def facts(response):
    """Return the names and values of all facts on a page: [(name, value)]."""
    return [(name, plain(value)) for name, value in re.findall(r"<dt>(.*?)</dt> ?<dd>(.*?)</dd>", response.text)]


def about(response):
    """Return what stands below the name of the institution."""
    listed = re.search(r'<ul class="inst-facts">(.*?)</ul>', response.text, re.DOTALL)[1]
    return [plain(item) for item in re.findall(r"<li.*?</li>", listed)]


def linked_data(response):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.DOTALL)[1])


def make_document(agreement, name="signed.pdf", **fields):
    return Document.objects.create(
        agreement=agreement, file=ContentFile(b"%PDF-", name), name=name, size=2048, sha256="0", **fields
    )


def make_rich_agreement():
    """Return an agreement with everything that a page says, and an institution likewise."""
    parent = make_agreement(make_institution("University of Sofia")).institution
    institution = make_institution(
        "Faculty of Law",
        city="Sofia",
        website="https://www.law.example/bg",
        parent=parent,
        ror="00hx57361",
        erasmus_code="BG SOFIA01",
        pic="999876543",
    )
    agreement = make_agreement(
        institution,
        title="Cooperation agreement",
        signed="2018-05-14",
        ends="2021-05-31",
        starts=PartialDate(2018, 6, 1),
        renewal=RenewalKind.ON_REQUEST,
        renewal_months=36,
        term_months=36,
    )
    renew(agreement, PartialDate(2150, 5, 31), date(2021, 5, 3), note="The rector agreed by telephone.")
    make_document(agreement, "agreement.pdf", is_public=True)
    return Agreement.objects.get(pk=agreement.pk)


def test_page_says_what_is_known(client):
    institution = make_rich_agreement().institution
    part = make_agreement(make_institution("Institute of Criminal Law", parent=institution)).institution

    response = client.get(institution.get_absolute_url())

    assert about(response) == ["Bulgaria", "Sofia", "law.example", "Part of University of Sofia"]
    assert facts(response) == [
        ("Signed", "14 May 2018"),
        ("Valid until", "31 May 2150 in force"),
        ("ROR", "00hx57361"),
        ("Erasmus code", "BG SOFIA01"),
        ("PIC", "999876543"),
    ]
    assert f'<a href="{part.get_absolute_url()}"><bdi>Institute of Criminal Law</bdi></a>' in response.text
    assert f'<a href="{institution.parent.get_absolute_url()}">' in response.text


def test_page_of_which_little_is_known_says_so(client):
    agreement = make_agreement(make_institution("Unknown Academy", ""), signed=None)

    response = client.get(agreement.institution.get_absolute_url())

    assert about(response) == ["country not recorded"]
    assert facts(response) == [("Signed", "not recorded"), ("Valid until", "end not recorded")]
    assert ("inst-map" in response.text, "Other partners" in response.text) == (False, False)


def test_page_shows_the_latest_end_first_and_what_is_over_below(client):
    institution, today = make_institution("Varna"), timezone.localdate()
    unknown = make_agreement(institution, signed=None)
    dated = make_agreement(institution, signed="2019")
    later, sooner = (make_agreement(institution, signed="2019", ends=str(today.year + years)) for years in (5, 2))
    forever = make_agreement(institution, signed="2001", validity=Validity.OPEN_ENDED)
    ended = make_agreement(institution, signed="2001", ends="2010")
    stopped = make_agreement(institution, signed="2001", ends="2099", terminated_on=date(2020, 3, 4))

    context = client.get(institution.get_absolute_url()).context

    assert [row.agreement for row in context["current"]] == [forever, later, sooner, dated, unknown]
    assert [(row.agreement, str(row.until)) for row in context["ended"]] == [(stopped, "4 March 2020"), (ended, "2010")]


def test_the_line_ended_stands_only_above_what_has_ended(client):
    agreement = make_agreement()
    before = client.get(agreement.institution.get_absolute_url()).text
    make_agreement(ends="2010", signed="2008")

    assert ('id="ended"' in before, 'id="ended"' in client.get(agreement.institution.get_absolute_url()).text) == (
        False,
        True,
    )


def test_page_shows_the_exact_title_below_the_type(client):
    kind = make_agreement(make_institution("Varna"), title="Cooperation agreement").agreement_type
    make_agreement(title="Agreement on metrology", agreement_type=kind, institution=make_institution("Varna"))

    text = client.get(make_institution("Varna").get_absolute_url()).text

    assert re.findall(r"<h3><a href=[^>]*>(.*?)</a>", text) == ["Cooperation agreement"] * 2
    assert re.findall(r'<p class="quiet"><bdi>(.*?)<', text) == ["Agreement on metrology"]


def test_agreement_without_a_type_is_headed_by_its_title(client):
    make_agreement(title="Handshake", agreement_type=None)
    make_agreement(title="", signed=None, agreement_type=None)

    text = client.get(make_institution().get_absolute_url()).text

    assert sorted(re.findall(r"<h3><a href=[^>]*>(.*?)</a>", text)) == ["Agreement", "Handshake"]


def test_what_is_not_public_is_not_on_the_page(client):
    agreement = make_rich_agreement()
    institution = agreement.institution
    institution.notes = "secret of the institution"
    institution.save()
    agreement.notes, agreement.termination_reason = "secret note", "secret reason"
    agreement.terminated_on = date(2022, 3, 4)
    agreement.save()
    make_document(agreement, "secret.pdf")
    Contact.objects.create(institution=institution, name="Ms Secret")
    make_agreement(institution, title="Secret protocol", is_public=False)
    make_agreement(make_institution("Secret Institute", parent=institution), is_public=False)

    response = client.get(institution.get_absolute_url())

    assert re.findall("(?i)secret|telephone", response.text) == []
    assert ("Valid until", "4 March 2022 terminated") in facts(response)


def test_parent_that_is_not_public_has_no_link(client):
    parent = make_agreement(make_institution("University of Sofia"), is_public=False).institution
    agreement = make_agreement(make_institution("Faculty of Law", parent=parent))

    response = client.get(agreement.institution.get_absolute_url())

    assert "Part of University of Sofia" in about(response)
    assert parent.get_absolute_url() not in response.text


def test_other_names_leave_out_what_only_spells_its_name_differently():
    institution = make_institution("Istanbul University", "TR")
    for name in ("İSTANBUL UNIVERSITY", "İstanbul Üniversitesi"):
        InstitutionName.objects.create(institution=institution, name=name)

    assert [other.name for other in other_names(institution)] == ["İstanbul Üniversitesi"]


def test_other_names_are_on_the_page_with_their_language(client):
    agreement = make_agreement(make_institution("Istanbul University", "TR"))
    for name, language in (("İstanbul Üniversitesi", "tr"), ("Darülfünun <1933", "")):
        InstitutionName.objects.create(institution=agreement.institution, name=name, language=language)

    text = client.get(agreement.institution.get_absolute_url()).text

    assert re.findall(r"<li><bdi([^>]*)>([^<]*)</bdi>(?: <span[^>]*>(.*?)</span>)?</li>", text) == [
        ("", "Darülfünun &lt;1933", ""),
        (' lang="tr"', "İstanbul Üniversitesi", "Turkish"),
    ]


def test_ten_partners_of_the_country_nearest_in_the_alphabet_are_named(client):
    for number in range(30):
        make_agreement(make_institution(f"University {number:02}"))
    make_agreement(make_institution("University 14a", "RO"))
    make_agreement(make_institution("University 15b"), is_public=False)

    found = {slug: client.get(f"/institutions/university-{slug}/").context for slug in ("00", "15", "29")}

    named = {slug: [partner.name[-2:] for partner in context["partners"]] for slug, context in found.items()}
    assert named == {
        "00": [f"{number:02}" for number in range(1, 11)],
        "15": [f"{number:02}" for number in (*range(10, 15), *range(16, 21))],
        "29": [f"{number:02}" for number in range(19, 29)],
    }


def test_all_agreements_of_the_country_are_counted_and_led_to(client):
    make_agreement(make_institution("Varna"))
    make_agreement(make_institution("Varna"), title="Protocol")
    make_agreement(make_institution("Sofia"))
    make_agreement(make_institution("Sofia"), is_public=False)

    text = client.get("/institutions/sofia/").text

    assert '<a href="/?country=BG">All 3 agreements in Bulgaria</a>' in text


@pytest.mark.parametrize(
    ("query", "back"),
    [
        ("", []),
        ("?from=newsletter", []),
        ("?country=XX", []),
        (
            "?country=BG&type=mou&sort=date",
            [("/?country=BG&amp;type=mou&amp;sort=date", "Back to the list: Bulgaria, MoU")],
        ),
        ("?q=va%22rna", [("/?q=va%22rna", "Back to the list: va&quot;rna")]),
        ("?sort=date", [("/?sort=date", "Back to the list")]),
    ],
)
def test_the_way_back_keeps_the_filters_of_the_list(client, query, back):
    agreement = make_agreement(make_institution("Varna"))

    text = client.get(agreement.institution.get_absolute_url() + query).text

    assert re.findall(r'class="inst-back"><a href="([^"]*)">(.*?)</a>', text) == back
    assert 'rel="canonical" href="http://testserver/institutions/varna/"' in text


def test_the_map_shows_the_country_and_says_so(client):
    text = client.get(make_agreement().institution.get_absolute_url()).text

    assert re.findall(r'class="inst-map"[^>]*aria-label="([^"]*)"', text) == ["Bulgaria on the map"]


def test_linked_data_says_what_is_known(client, settings):
    settings.BASE_URL = "https://register.example.org"
    institution = make_rich_agreement().institution
    InstitutionName.objects.create(institution=institution, name="Universitas Iuris")
    institution.logo.save("logo.png", ContentFile(b"x"))

    data = linked_data(client.get(institution.get_absolute_url()))

    assert data == {
        "@context": "https://schema.org",
        "@type": "CollegeOrUniversity",
        "name": "Faculty of Law",
        "alternateName": ["Universitas Iuris"],
        "address": {"@type": "PostalAddress", "addressCountry": "BG", "addressLocality": "Sofia"},
        "url": "https://www.law.example/bg",
        "logo": "https://register.example.org/institutions/faculty-of-law/logo",
        "sameAs": ["https://ror.org/00hx57361"],
        "parentOrganization": {"@type": "Organization", "name": "University of Sofia"},
        "mainEntityOfPage": "https://register.example.org/institutions/faculty-of-law/",
    }


def test_linked_data_leaves_out_what_is_not_known(client):
    agreement = make_agreement(make_institution("Council of Europe", "", website="javascript:alert(1)"))

    assert linked_data(client.get(agreement.institution.get_absolute_url())) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Council of Europe",
        "mainEntityOfPage": "http://testserver/institutions/council-of-europe/",
    }


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "<!--<script>", "A & B \u2028 C \u2029", '"quoted" \\ back']
)
def test_nothing_in_a_name_ends_the_linked_data(client, name):
    agreement = make_agreement(make_institution(name))

    response = client.get(agreement.institution.get_absolute_url())

    assert linked_data(response)["name"] == name
    assert re.findall(r"(?i)<script|</script|<!--", response.text) == ["<script", "</script"]
    assert re.findall("[\u2028\u2029<>&]", re.search(r"ld\+json\">(.*?)</script>", response.text, re.DOTALL)[1]) == []


def test_canonical_address_leaves_the_query_out(client, settings):
    settings.BASE_URL = "https://register.example.org"
    agreement = make_agreement(make_institution("Varna"))

    text = client.get(f"{agreement.institution.get_absolute_url()}?from=newsletter").text

    assert '<link rel="canonical" href="https://register.example.org/institutions/varna/">' in text


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_stays_the_same(client, django_assert_num_queries, count):
    institution = make_institution("Varna", parent=make_agreement(make_institution("Sofia")).institution)
    for number in range(count):
        agreement = make_agreement(institution, title=f"Type {number}", ends="2021-05-31", number=number)
        renew(agreement, PartialDate(2150), date(2021, 5, 3))
        make_document(agreement, is_public=True)
        make_agreement(make_institution(f"Part {number}", parent=institution))
        InstitutionName.objects.create(institution=institution, name=f"Name {number}")

    refresh_listing()

    with django_assert_num_queries(9):
        client.get(institution.get_absolute_url())


def test_logo_is_served_as_the_picture_that_it_is(client):
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    institution = make_agreement().institution
    institution.logo.save("logo.png", ContentFile(picture.getvalue()))

    response = client.get(reverse("institution_logo", args=[institution.slug]))

    assert (response["Content-Type"], b"".join(response)) == ("image/png", picture.getvalue())
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_institution_without_logo_has_none(client):
    assert client.get(reverse("institution_logo", args=[make_agreement().institution.slug])).status_code == 404


def move(institution, slug):
    """Return an institution another slug, as the office does."""
    before, institution.slug = institution.slug, slug
    institution.save()
    return keep_address(institution, before)


def test_a_former_address_leads_to_the_one_of_now(client):
    institution = make_agreement(make_institution("Varna")).institution
    move(institution, "tu-varna")

    response = client.get("/institutions/varna/")

    assert (response.status_code, response["Location"]) == (301, "/institutions/tu-varna/")
    assert response["Cache-Control"] == "no-cache"
    assert client.get("/institutions/tu-varna/").status_code == 200


def test_a_chain_of_former_addresses_is_one_step(client):
    institution = make_agreement(make_institution("Varna")).institution
    for slug in ("b", "c", "d"):
        move(institution, slug)

    found = [client.get(f"/institutions/{slug}/").headers.get("Location") for slug in ("varna", "b", "c", "d")]

    assert found == ["/institutions/d/"] * 3 + [None]


def test_an_address_given_back_makes_no_circle(client):
    institution = make_agreement(make_institution("Varna")).institution
    for slug in ("b", "varna"):
        move(institution, slug)

    assert client.get("/institutions/varna/").status_code == 200
    assert client.get("/institutions/b/")["Location"] == "/institutions/varna/"
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["b"]


def test_two_institutions_that_change_addresses_are_both_found(client):
    one, other = (make_agreement(make_institution(name)).institution for name in ("One", "Other"))
    move(one, "between")
    assert move(other, "one") == one
    move(one, "other")

    pages = [client.get(f"/institutions/{slug}/") for slug in ("one", "other", "between")]

    assert [page.status_code for page in pages] == [200, 200, 301]
    assert [page.context["institution"] for page in pages[:2]] == [other, one]
    assert pages[2]["Location"] == "/institutions/other/"


def test_an_institution_that_has_the_address_now_goes_before(client):
    moved = make_agreement(make_institution("Varna")).institution
    move(moved, "tu-varna")
    newcomer = Institution.objects.create(name="Varna", country="RO", slug="varna")
    make_agreement(newcomer)

    assert client.get("/institutions/varna/").context["institution"] == newcomer
    move(newcomer, "varna-ro")
    assert client.get("/institutions/varna/")["Location"] == "/institutions/varna-ro/"


def test_a_former_address_of_what_is_not_public_leads_nowhere(client):
    institution = make_agreement(make_institution("Varna"), is_public=False).institution
    move(institution, "tu-varna")

    assert client.get("/institutions/varna/").status_code == 404
    assert current_address("varna") is None


def test_a_former_address_goes_with_its_institution(client):
    institution = make_institution("Varna")
    move(institution, "tu-varna")
    institution.delete()

    assert client.get("/institutions/varna/").status_code == 404


def test_status_is_that_of_today(client):
    agreement = make_agreement(ends=str(timezone.localdate().year + 5), validity=Validity.FIXED)

    text = client.get(agreement.institution.get_absolute_url()).text

    assert re.findall(r'class="status ([^"]*)">([^<]*)<', text) == [("status-in-force", "in force")]


def test_the_page_says_of_which_day_it_is_what_its_words_mean_and_where_to_report_an_error(client):
    HomeInstitution.objects.create(office_email="office@example.org")
    agreement = make_agreement(make_institution("Varna"))
    today = f"{timezone.localdate():%-d %B %Y}"

    text = client.get(agreement.institution.get_absolute_url()).text

    assert re.findall(r"As of ([^<]*?)\.|last changed on ([^<]*?)\.", text) == [(today, ""), ("", today)]
    assert "“End not recorded” means" in text
    assert "mailto:office@example.org?subject=http%3A%2F%2Ftestserver%2Finstitutions%2Fvarna%2F" in text
    assert "About this list" not in text


def test_the_office_of_the_university_is_named_for_questions(client):
    agreement = make_agreement()
    HomeInstitution.objects.create(
        office_name_en="International Office", office_email="office@example.org", country="MK"
    )

    text = client.get(agreement.institution.get_absolute_url()).text
    office = re.search(r'<section aria-labelledby="office">(.*?)</section>', text, re.DOTALL)[1]

    assert plain(office) == "International Office office@example.org Report an error"
    assert "subject=http%3A%2F%2Ftestserver%2Finstitutions%2Ftechnical-university-of-varna%2F" in office
    assert text.count('class="star"') == 1


@pytest.mark.parametrize("is_public", [True, False])
def test_unit_and_scope_are_shown_where_the_university_says_so(client, is_public):
    agreement = make_agreement(unit="Faculty of Law", scope="Two students a year")
    HomeInstitution.objects.create(is_unit_public=is_public, is_scope_public=is_public)

    text = client.get(agreement.institution.get_absolute_url()).text

    assert ("Faculty of Law" in text, "Two students a year" in text) == (is_public, is_public)


def test_kinds_of_cooperation_stand_below_the_type(client):
    CooperationKind.objects.get_or_create(name="Student exchange", defaults={"slug": "student-exchange"})
    agreement = make_agreement(kinds="|student-exchange|")

    text = client.get(agreement.institution.get_absolute_url()).text

    assert plain(re.search(r'<p class="kinds">(.*?)</p>', text)[1]) == "Student exchange"


def test_an_agreement_of_a_page_leads_to_its_own(client):
    agreement = make_agreement()

    text = client.get(agreement.institution.get_absolute_url()).text

    assert (
        f'<a href="{agreement.get_absolute_url()}">MoU</a> <span class="quiet">No {agreement.register_number}<' in text
    )
