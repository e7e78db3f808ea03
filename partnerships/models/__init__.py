"""The records: their fields, the rules that must hold, and the questions that can be asked of them."""

from .addresses import FormerAddress
from .agreement_types import AgreementType, AgreementTypeName
from .agreements import Agreement
from .backups import Backup
from .calendars import CalendarToken
from .change_sets import ChangeSet
from .contacts import Contact, Side
from .cooperation_kinds import CooperationKind
from .documents import Document, DocumentKind
from .home_institution import HomeInstitution
from .imports import ColumnChoice, ImportFile, ImportRun, Outcome, PendingImport, SourceRow
from .institutions import Institution, InstitutionName
from .journal import JournalEntry
from .listing import ListedAgreement, ListingState, RegisterChange
from .log_ins import LogIn
from .merges import Merge
from .not_same import NotSame
from .register_numbers import RegisterNumber
from .reminders import ReminderRun, SentReminder
from .renewals import Renewal
from .reviews import Review
from .saved_views import SavedView
from .staff import Preferences
from .status import RenewalKind, Status, Validity
from .units import Unit, UnitName

__all__ = [
    "Agreement",
    "AgreementType",
    "AgreementTypeName",
    "Backup",
    "CalendarToken",
    "ChangeSet",
    "ColumnChoice",
    "Contact",
    "CooperationKind",
    "Document",
    "DocumentKind",
    "FormerAddress",
    "HomeInstitution",
    "ImportFile",
    "ImportRun",
    "Institution",
    "InstitutionName",
    "JournalEntry",
    "ListedAgreement",
    "ListingState",
    "LogIn",
    "Merge",
    "NotSame",
    "Outcome",
    "PendingImport",
    "Preferences",
    "RegisterChange",
    "RegisterNumber",
    "ReminderRun",
    "Renewal",
    "RenewalKind",
    "Review",
    "SavedView",
    "SentReminder",
    "Side",
    "SourceRow",
    "Status",
    "Unit",
    "UnitName",
    "Validity",
]
