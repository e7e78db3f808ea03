"""Why a backup is not made, or not restored, each in one sentence that says what to do."""

REFUSED, FAILED = 2, 3


class BackupFailed(Exception):
    """Something went wrong, such as a full disk; nothing is left of what was begun."""

    status = FAILED


class BackupRefused(BackupFailed):
    """What was asked for is not done, as it would do harm; nothing was begun."""

    status = REFUSED
