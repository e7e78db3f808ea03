"""Which version a page shows that is read from a standby, which can write nothing."""

import pytest
from django.db import OperationalError
from django.utils import timezone

from partnerships.public.listing import shown
from partnerships.public.listing.refreshing import basis_of
from partnerships.public.listing.shown import is_still_shown, shown_version
from partnerships.replicas.reading import Behind, reading_from
from partnerships.replicas.servers import PRIMARY, Answer, servers


@pytest.fixture
def standby(monkeypatch, settings):
    """Return a function that says which version a standby shows that has such a listing, with the primary up or not."""
    settings.STANDBYS = ["standby-1"]
    token = reading_from.set("standby-1")

    def show(basis, *, is_noted=False, is_primary_up=True):
        monkeypatch.setattr(shown, "look", lambda: ("v1", basis, is_noted))
        monkeypatch.setattr(shown, "replayed", lambda: "0/5000")
        monkeypatch.setattr(servers, "answers", {PRIMARY: Answer(False, 1, None)} if is_primary_up else {})
        return shown_version(1)

    yield show
    reading_from.reset(token)


def today():
    return basis_of(timezone.localdate())


def test_a_standby_shows_the_version_that_it_has(standby):
    assert standby(today()) == "v1"


@pytest.mark.parametrize(("basis", "is_noted"), [("yesterday", False), (None, True)])
def test_what_must_be_listed_again_is_left_to_the_primary(standby, basis, is_noted):
    with pytest.raises(Behind):
        standby(basis or today(), is_noted=is_noted)


def test_without_the_primary_a_standby_shows_the_day_before(standby):
    assert standby("yesterday", is_primary_up=False) == "v1"


def test_without_the_primary_a_change_that_is_not_listed_makes_a_version_of_its_own(standby):
    assert standby("b", is_noted=True, is_primary_up=False) == "v1 b 0/5000"


def test_the_primary_lists_first_what_was_changed(monkeypatch):
    monkeypatch.setattr(shown, "refresh_listing", lambda patience: f"listed within {patience}")

    assert shown_version(1) == "listed within 1"


def test_a_register_that_is_changed_all_the_time_is_given_up(monkeypatch):
    monkeypatch.setattr(shown, "refresh_listing", lambda patience: "v1")
    monkeypatch.setattr(shown, "look", lambda: ("v1", "b", True))
    monkeypatch.setattr(shown, "snapshot", lambda: monkeypatch.context())

    with pytest.raises(OperationalError), shown.shown_state(1):
        pass


@pytest.mark.parametrize(("version", "is_still"), [("v1", True), ("v0", False)])
def test_who_waited_for_a_file_goes_on_only_with_the_same_version(standby, monkeypatch, version, is_still):
    standby(today())
    begun = []
    monkeypatch.setattr(shown, "begin", lambda: begun.append(True))

    assert (is_still_shown(version), begun) == (is_still, [True])


def test_without_standbys_nothing_has_to_be_looked_at_again():
    assert is_still_shown("v1")
