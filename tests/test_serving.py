"""The web server lets through what the register answers better."""

import runpy
from pathlib import Path

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser, message
from gunicorn.http.errors import LimitRequestLine

CONFIGURATION = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"


@pytest.fixture
def configured(monkeypatch):
    """Return what the register's configuration sets."""
    monkeypatch.setattr(message, "MAX_REQUEST_LINE", message.MAX_REQUEST_LINE)
    return runpy.run_path(str(CONFIGURATION))


@pytest.fixture
def served(configured):
    """Read the request for an address as gunicorn does under the register's configuration."""
    config = Config()
    config.set("limit_request_line", configured["limit_request_line"])
    return lambda address: next(
        RequestParser(config, [f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode()], ("127.0.0.1", 1))
    )


def test_a_search_of_ten_thousand_characters_reaches_the_register(served):
    assert served(f"/?q={'a' * 10_000}").query == "q=" + "a" * 10_000


def test_an_address_without_end_does_not(served):
    with pytest.raises(LimitRequestLine):
        served(f"/?q={'a' * 70_000}")


def test_a_large_file_may_take_longer_than_gunicorn_allows_by_itself(configured):
    assert configured["timeout"] > Config().settings["timeout"].default
