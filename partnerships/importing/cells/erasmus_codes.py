"""Erasmus codes such as "D BREMEN01": which texts are one, and which country they begin with."""

import re

from partnerships.countries import country_names
from partnerships.importing.fields import Column
from partnerships.importing.spellings.countries import ERASMUS_COUNTRIES

from .parsing import Parsed, parse_text


def parse_erasmus_code(cell: str, column: Column) -> Parsed[str]:
    """Return an Erasmus code as the register keeps it, "" for any other text."""
    text, remarks = parse_text(cell, column)
    return Parsed(erasmus_code(text), remarks)


def erasmus_code(text: str) -> str:
    """Return an Erasmus code as the register keeps it ("A WIEN01"), or "" for any other text."""
    if not text:
        return ""
    code = " ".join(text.upper().split())
    return code if re.fullmatch(r"[A-Z]{1,3} ?[A-Z-]+\d{2,3}", code) and len(code) <= 20 else ""


def country_of_code(code: str) -> str:
    """Return the alpha-2 code of the country of an Erasmus code such as "D BREMEN01", "" where it is not clear."""
    if " " in code:
        letters = code.split(" ")[0]
    elif code.startswith(("IRL", "LUX")):
        letters = code[:3]
    else:  # without its space, "B GENT01" would begin like a code of Bulgaria
        letters = "" if code[:1] in ERASMUS_COUNTRIES else code[:2]
    return ERASMUS_COUNTRIES.get(letters) or (letters if letters in country_names("en") else "")
