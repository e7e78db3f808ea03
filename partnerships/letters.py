"""Letters of texts from elsewhere: written as entities, read in a wrong encoding, or not to be seen."""

import html
import re

from ftfy import fix_encoding
from ftfy.badness import is_bad

ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# Joiners and the like shape the letters before them in Arabic, Indic and other scripts; a soft hyphen stands in a word.
SHAPING = re.compile(r"(?<=[\u0600-\u1cff\ua840-\uabff])[\u200c\u200d\u180e]|(?<=\w)\xad(?=\w)")
# Letters that are lost, or that a page of one byte each took for signs: "£¹kowa", "Óíèâåðñèòåò".
LOST = re.compile(
    r"\ufffd|\(cid:\d+\)|(?<=[^\W\d_])[£¹³¿¼¾¤¦¬±¶¸](?=[^\W\d_])|(?<!\w)[£¥¦¬±¶¸¹³¼¾](?=[^\W\d_])|[À-ÖØ-öø-ÿ]{4}"
)
# Encodings as which UTF-8 is misread; those of ftfy know a letter for each byte.
MISREAD_AS = ["latin-1", *(f"sloppy-windows-{page}" for page in (1250, 1251, 1252, 1253, 1254, 1257))]


def without_entities(text: str) -> str:
    """Return a text with the letters that its entities stand for, also those that a page encoded twice."""
    for _time in range(2) if "&" in text else ():
        text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text


def only_printable(text: str, line: str) -> str:
    """Return a text with `line` as its line break, and without invisible characters but for those of a word."""
    kept = {match.start() for match in SHAPING.finditer(text)}
    return "".join(
        c if c.isprintable() or i in kept else line if c == "\n" else " " if c.isspace() else ""
        for i, c in enumerate(text)
    )


def in_right_encoding(text: str) -> str | None:
    """Return a text as it was before it was read in a wrong encoding, None where that cannot be told."""
    if text.isascii() or not is_bad(text):
        return None if LOST.search(text) else text
    right = fix_encoding(text)
    return right if not is_bad(right) and not LOST.search(right) and is_misread(right, text) else None


def is_misread(right: str, text: str) -> bool:
    """Return whether a `text` is what `right` looks like in a wrong encoding, or twice in the same."""
    for encoding in MISREAD_AS:
        once = right.encode().decode(encoding, "replace")
        if text in (once, once.encode().decode(encoding, "replace")):
            return True
    return False
