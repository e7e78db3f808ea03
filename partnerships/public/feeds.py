"""What is new, changed or ended among the agreements of a list, as an Atom feed under the list's own parameters."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.absolute_addresses import absolute
from partnerships.exporting.changes import AGREEMENT_COLUMNS, changes
from partnerships.models import Agreement, Status

from .asked import refusal_of, understood
from .home import home_of
from .open_data import publisher, site_address

MOST_ENTRIES = 50
CANDIDATES = 500  # lines of the history that are looked at, some of which tell of nothing that visitors see
TITLES = {
    "new": gettext_lazy("New: %(agreement)s"),
    "changed": gettext_lazy("Changed: %(agreement)s"),
    "ended": gettext_lazy("Ended: %(agreement)s"),
}


class Event(NamedTuple):
    """What happened to an agreement, and when: "new", "changed" or "ended"; and the request that asks for it."""

    agreement: Agreement
    kind: str
    moment: datetime
    request: HttpRequest | None = None


class AgreementFeed(Feed):
    """The last events of the agreements that the address asks for, the latest first."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        filterset, unknown = understood(request)
        if unknown:
            return refusal_of(unknown)
        response = super().__call__(request, filterset=filterset)
        response.headers["X-Robots-Tag"] = "noindex"
        del response.headers["Last-Modified"]  # the version of the register says more
        return response

    def get_object(self, request, filterset):
        """Return the filter of the list that the feed is about."""
        return filterset

    def title(self, filterset):
        """Return the name of the register."""
        return home_of(filterset.request).full_title

    def subtitle(self, filterset):
        """Return what the feed tells of."""
        return _("Agreements that are new, have changed or have ended.")

    def link(self, filterset):
        """Return the address of the list that the feed is about."""
        query = filterset.data.urlencode()
        return site_address("agreement_list", filterset.request) + (f"?{query}" if query else "")

    def feed_url(self, filterset):
        """Return the address of the feed."""
        query = filterset.data.urlencode()
        return site_address("agreements_atom", filterset.request) + (f"?{query}" if query else "")

    feed_guid = feed_url

    def author_name(self, filterset):
        """Return the name of the publisher."""
        return publisher(home_of(filterset.request))["name"]

    def items(self, filterset):
        """Return the Events of the feed."""
        keys = filterset.qs.order_by().values("pk")
        events = [*recorded(keys), *ended(keys, timezone.localdate())]
        latest = sorted(events, key=lambda event: (event.moment, event.agreement.pk), reverse=True)[:MOST_ENTRIES]
        return [event._replace(request=filterset.request) for event in latest]

    def item_title(self, event):
        """Return what happened to which agreement."""
        return TITLES[event.kind] % {"agreement": event.agreement}

    def item_description(self, event):
        """Return the partner's country, the day of signing or start, and the status of the agreement today."""
        agreement = event.agreement
        parts = [agreement.institution.country_name, agreement.dated_in_words, str(agreement.status.label)]
        return " · ".join(part for part in parts if part)

    def item_link(self, event):
        """Return the address of the agreement's page."""
        return absolute(event.agreement.get_absolute_url(), event.request)

    def item_guid(self, event):
        """Return the name of the event, which stays the same for ever."""
        name = f"{event.agreement.register_number}-{event.kind}-{event.moment.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
        return f"{site_address('agreement_list', event.request)}#{name}"

    def item_updateddate(self, event):
        """Return when it happened."""
        return event.moment

    item_pubdate = item_updateddate


def recorded(keys):
    """Return the latest Events that the history tells of the agreements with some `keys`: new and changed ones."""
    history = Agreement.history.filter(id__in=keys).order_by("-history_date", "-history_id")
    latest = set(history.values_list("id", flat=True)[:CANDIDATES])
    found = sorted(changes(Agreement, latest, AGREEMENT_COLUMNS), key=lambda change: change.moment)[-MOST_ENTRIES:]
    agreements = with_names().in_bulk({change.pk for change in found})
    return [Event(agreements[pk], "new" if is_new else "changed", moment) for pk, moment, is_new in found]


def ended(keys, on):
    """Return the latest Events of agreements with some `keys` that have ended or were terminated by the day `on`."""
    known = with_names().with_status(on).filter(pk__in=keys)
    past = known.filter(current_status=Status.ENDED).order_by("-ends_on", "-pk")[:MOST_ENTRIES]
    stopped = known.filter(current_status=Status.TERMINATED).order_by("-terminated_on", "-pk")[:MOST_ENTRIES]
    return [
        *(Event(each, "ended", start_of(each.ends_on + timedelta(days=1))) for each in past),
        *(Event(each, "ended", start_of(each.terminated_on)) for each in stopped),
    ]


def with_names():
    """Return the agreements with what their names are made of."""
    return Agreement.objects.select_related("institution", "agreement_type")


def start_of(day: date) -> datetime:
    """Return the moment in which a `day` begins in the office's time zone."""
    return timezone.make_aware(datetime.combine(day, time()))
