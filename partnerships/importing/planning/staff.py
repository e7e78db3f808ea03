"""Staff of the office as lists name them: by e-mail, or by full name."""

import re

from partnerships.folding import fold
from partnerships.models.staff import office_staff

EMAIL = re.compile(r"[^\s<>(),;:]+@[^\s<>(),;:]+\.\w+")


class Staff:
    """The active staff of the office, loaded once; a name or an e-mail that two of them share means nobody."""

    def __init__(self):
        self.known = {}
        for person in office_staff():
            for key in keys_of(person):
                self.known[key] = person.pk if self.known.get(key, person.pk) == person.pk else None

    def find(self, text):
        """Return the primary key of the person that a cell such as "Aliyev, Orkhan <o.aliyev@…>" names, or None."""
        for email in EMAIL.findall(text):
            if found := self.known.get(email.casefold()):
                return found
        return self.known.get(fold(EMAIL.sub(" ", text)))


def keys_of(person):
    """Return the keys by which lists name a `person`: e-mail, full name in both orders, else the account."""
    first, last = fold(person.first_name), fold(person.last_name)
    names = {f"{first} {last}".strip(), f"{last} {first}".strip(), person.email.casefold()} - {""}
    return names or {fold(person.username)}
