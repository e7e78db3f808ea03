"""What a column of a list can mean."""

from enum import StrEnum


class Column(StrEnum):
    """What a column of a list can mean."""

    NUMBER = "number"
    INSTITUTION = "institution"
    COUNTRY = "country"
    CITY = "city"
    TITLE = "title"
    REFERENCE = "reference"
    ERASMUS_CODE = "erasmus_code"
    SIGNED = "signed"
    STARTS = "starts"
    ENDS = "ends"
    DURATION = "duration"
    RENEWAL = "renewal"
    STATUS = "status"
    WEBSITE = "website"
    CONTACT = "contact"
    SCOPE = "scope"
    NOTES = "notes"
    HELD = "held"
