"""The folder that backups are put into."""

import pytest


@pytest.fixture
def backups(tmp_path, settings):
    """Return the folder of backups, of a register whose files lie in a folder of the test, too."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "backups"
