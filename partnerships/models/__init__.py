"""What is recorded, what must hold, and what can be asked."""

from .agreements import Agreement, AgreementType, AgreementTypeName, RenewalKind, Status, Validity
from .calendars import CalendarToken
from .imports import ColumnChoice, ImportFile, ImportRun, Outcome, PendingImport, SourceRow
from .institutions import Institution, InstitutionName
from .papers import Contact, Document
from .people import Preferences, SavedView
from .reminders import ReminderRun, SentReminder
from .renewals import Renewal

__all__ = [
    "Agreement",
    "AgreementType",
    "AgreementTypeName",
    "CalendarToken",
    "ColumnChoice",
    "Contact",
    "Document",
    "ImportFile",
    "ImportRun",
    "Institution",
    "InstitutionName",
    "Outcome",
    "PendingImport",
    "Preferences",
    "ReminderRun",
    "Renewal",
    "RenewalKind",
    "SavedView",
    "SentReminder",
    "SourceRow",
    "Status",
    "Validity",
]
