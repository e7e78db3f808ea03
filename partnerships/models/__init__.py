"""What is recorded, what must hold, and what can be asked."""

from .agreements import Agreement, AgreementType, AgreementTypeName, RenewalKind, Status, Validity
from .imports import ImportRun, Outcome, PendingImport, SourceRow
from .institutions import Institution, InstitutionName

__all__ = [
    "Agreement",
    "AgreementType",
    "AgreementTypeName",
    "ImportRun",
    "Institution",
    "InstitutionName",
    "Outcome",
    "PendingImport",
    "RenewalKind",
    "SourceRow",
    "Status",
    "Validity",
]
