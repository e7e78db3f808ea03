"""The folder that backups are put into."""

import pytest

from tests.databases import keep_numbers_of_tests_free


@pytest.fixture
def backups(tmp_path, settings, transactional_db):
    """Yield the folder of backups, of a register whose files lie in a folder of the test, too."""
    settings.DATA_DIR = tmp_path / "data"
    yield tmp_path / "backups"
    keep_numbers_of_tests_free()  # which the keys of a restored register are not
