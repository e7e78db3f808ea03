"""The parameters of the list's address that former versions wrote, under their present names."""

from django.http import QueryDict

FORMER = {("date_missing", "yes"): ("missing", "date"), ("website_missing", "yes"): ("missing", "website")}
RENAMED = {"agreement_type__id__exact": "type", "agreement_type__isnull": "type"}
# What could be sorted by while columns were named by their position.
POSITIONS = [
    "",
    "register_number",
    "institution",
    "country",
    "agreement_type",
    "signed",
    "ends",
    "status",
    "responsible",
]


def present(parameters: QueryDict) -> QueryDict:
    """Return the `parameters` of an address of the list under their present names, or themselves if they have them."""
    pairs = [(name, value) for name, values in parameters.lists() for value in values]
    renamed = [now for name, value in pairs if (now := present_pair(name, value))]
    if renamed == pairs:
        return parameters
    found = QueryDict(mutable=True)
    for name, value in renamed:
        found.appendlist(name, value)
    found._mutable = False
    return found


def present_pair(name: str, value: str) -> tuple[str, str] | None:
    """Return the present name and value of a parameter; None where it says nothing any more."""
    if (name, value) in FORMER:
        return FORMER[name, value]
    if name == "agreement_type__isnull":
        return ("type", "unknown") if value in ("True", "1") else None
    if name == "o":
        order = present_order(value)
        return ("sort", order) if order else None
    return RENAMED.get(name, name), value


def present_order(text: str) -> str:
    """Return an order by positions of columns, such as "3.-6", by their names: "country.-ends"."""
    parts = []
    for part in text.split("."):
        position = part.removeprefix("-")
        if position.isascii() and position.isdecimal() and 0 < int(position[:4]) < len(POSITIONS):
            parts.append(("-" if part.startswith("-") else "") + POSITIONS[int(position[:4])])
    return ".".join(parts)


def present_query(query: str) -> str:
    """Return the query string of an address of the list with the present names of its parameters."""
    sent = QueryDict(query)
    now = present(sent)
    return query if now is sent else now.urlencode()
