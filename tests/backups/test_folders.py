"""Which backups are kept and which are removed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from partnerships.backups import backing_up, folders
from partnerships.backups.backing_up import Done
from partnerships.backups.folders import Rule, kept
from partnerships.backups.manifest import Manifest

NOW = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)


def manifest_of(moment):
    return Manifest(made_at=moment.isoformat(), database="sqlite", migrations=[], tables={}, missing=[])


def make(folder, moment):
    path = folder / moment.strftime(folders.NAME)
    path.mkdir(parents=True)
    manifest_of(moment).write(path)
    return path


def daily(days):
    return [Path((NOW - timedelta(days=day)).strftime(folders.NAME)) for day in range(days)]


def test_a_week_of_days_a_month_of_weeks_and_a_year_of_months_are_kept():
    found = sorted((path.name[:10] for path in kept(daily(400), Rule())), reverse=True)

    assert found == [
        *["2026-11-27", "2026-11-26", "2026-11-25", "2026-11-24", "2026-11-23", "2026-11-22", "2026-11-21"],
        *["2026-11-15", "2026-11-08"],  # with 27 and 22 November, four weeks
        *["2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30"],
        *["2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"],
    ]


def test_of_several_a_day_the_last_is_kept():
    hours = [Path((NOW - timedelta(hours=hour)).strftime(folders.NAME)) for hour in range(48)]

    found = sorted((path.name for path in kept(hours, Rule(1, 2, 0, 0))), reverse=True)

    assert found == ["2026-11-27T01-30-00Z", "2026-11-26T23-30-00Z"]


def test_the_latest_is_kept_whatever_the_rule():
    assert kept(daily(3), Rule(0, 0, 0, 0)) == set(daily(1))
    assert kept(daily(3), Rule(2, 0, 0, 0)) == set(daily(2))
    assert kept([], Rule()) == set()


def test_old_ones_are_removed_and_nothing_else(tmp_path):
    old, latest = make(tmp_path, NOW - timedelta(days=1)), make(tmp_path, NOW)
    others = [tmp_path / "2020-01-01T00-00-00Z", tmp_path / "papers", tmp_path / "2019-01-01T00-00-00Z"]
    others[0].mkdir()
    others[1].mkdir()
    others[2].symlink_to(others[1])
    (others[0] / "manifest.json").write_text(json.dumps({"format": "of another program"}))
    done = Done(latest, manifest_of(NOW))

    backing_up.thin(tmp_path, done, Rule(0, 1, 0, 0))

    assert done.removed == [old]
    assert sorted(tmp_path.iterdir()) == sorted([latest, *others])


def test_the_one_just_made_stays_though_another_says_that_it_is_later(tmp_path):
    made, later = make(tmp_path, NOW), make(tmp_path, NOW + timedelta(days=400))

    backing_up.thin(tmp_path, Done(made, manifest_of(NOW)), Rule(0, 1, 0, 0))

    assert sorted(tmp_path.iterdir()) == sorted([made, later])


def test_two_within_a_second_have_names_of_their_own(tmp_path):
    for _time in range(2):
        with folders.new_backup(tmp_path):
            pass

    assert len(folders.names_in(tmp_path)) == 2


def test_one_that_cannot_be_made_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), folders.new_backup(tmp_path):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []
