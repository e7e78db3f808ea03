"""Which standbys keep up, by what they answered."""

import pytest

from partnerships.replicas.servers import PRIMARY, Answer, Servers, standbys_fault

LAG = 10


@pytest.fixture
def asked(settings):
    """Return a function that makes Servers which answered so: {alias: (is standby, position, age)} at each moment."""
    settings.STANDBYS, settings.REPLICA_MAX_LAG = ["standby-1", "standby-2"], LAG

    def make(*rounds):
        servers = Servers()
        for moment, answers in rounds:
            servers.take({alias: Answer(*answer) for alias, answer in answers.items()}, moment)
        return servers

    return make


@pytest.mark.parametrize(
    ("rounds", "keeps_up"),
    [
        ([(0, {PRIMARY: (False, 500, None), "standby-1": (True, 500, 3600.0)})], True),  # nothing was changed for long
        ([(0, {PRIMARY: (False, 500, None), "standby-1": (True, 400, 3600.0)})], False),
        ([(0, {PRIMARY: (False, 500, None), "standby-1": (True, 400, 3.0)})], True),
        ([(0, {PRIMARY: (False, 500, None), "standby-1": (True, 0, None)})], False),  # it has replayed nothing
        (
            [
                (0, {PRIMARY: (False, 400, None), "standby-1": (True, 300, 3600.0)}),
                (LAG, {PRIMARY: (False, 500, None), "standby-1": (True, 400, 3600.0)}),
            ],
            True,  # of one long transaction, it is where the primary was ten seconds ago
        ),
        (
            [
                (0, {PRIMARY: (False, 400, None), "standby-1": (True, 300, 3600.0)}),
                (LAG + 1, {PRIMARY: (False, 500, None), "standby-1": (True, 400, 3600.0)}),
            ],
            False,
        ),
        ([(0, {"standby-1": (False, 400, None)})], True),  # it was promoted
    ],
)
def test_a_standby_keeps_up_where_that_is_proved(asked, rounds, keeps_up):
    assert asked(*rounds).keeps_up("standby-1") is keeps_up


def test_standbys_that_keep_up_come_first_and_one_behind_is_better_than_none(asked):
    answers = {PRIMARY: (False, 500, None), "standby-1": (True, 100, 60.0), "standby-2": (True, 500, 60.0)}

    servers = asked((0, answers))

    assert servers.in_order() == ["standby-2", PRIMARY, "standby-1"]
    assert servers.in_order(primary_first=True) == [PRIMARY, "standby-2", "standby-1"]


def test_both_standbys_are_read(asked):
    answers = {PRIMARY: (False, 500, None), "standby-1": (True, 500, 0.0), "standby-2": (True, 500, 0.0)}

    servers = asked((0, answers))

    assert {servers.in_order()[0] for _turn in range(100)} == {"standby-1", "standby-2"}


def test_a_primary_that_takes_no_changes_is_none(asked):
    servers = asked((0, {PRIMARY: (True, 500, 0.0), "standby-1": (True, 500, 0.0)}))

    assert (servers.is_up(PRIMARY), servers.in_order()) == (False, ["standby-1"])


def test_what_comes_and_goes_is_logged_once(asked, caplog):
    caplog.set_level("INFO", "partnerships")
    both = {PRIMARY: (False, 500, None), "standby-1": (True, 500, 0.0)}
    one = {PRIMARY: both[PRIMARY]}

    asked((0, both), (2, both), (4, one), (6, one))

    assert [record.getMessage() for record in caplog.records] == [
        "The database server “default” answers.",
        "The database server “standby-1” answers.",
        "The database server “standby-1” does not answer, and is left out.",
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"standby-1": (True, 500, 0.0), "standby-2": (True, 500, 0.0)}, ""),
        ({"standby-2": (True, 500, 0.0)}, "No answer from standby-1."),
        ({"standby-1": (True, 100, 60.0)}, "No answer from standby-2. More than 10 seconds behind: standby-1."),
    ],
)
def test_what_is_wrong_with_standbys_is_said(asked, monkeypatch, answers, said):
    servers = asked((0, {PRIMARY: (False, 500, None), **answers}))
    monkeypatch.setattr(servers, "watch", lambda: None)
    monkeypatch.setattr("partnerships.replicas.servers.servers", servers)

    assert standbys_fault() == said
